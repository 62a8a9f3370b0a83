import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener", rule, {
  valid: [
    {
      name: "what is current is asked for behind the listener",
      filename: "file.js",
      code: code`
        export async function leaderOf(election) {
          const elected = new Promise((resolve) => {
            election.once("elected", resolve);
          });
          const known = await election.currentLeader();
          if (known) return known;
          return elected;
        }
      `,
    },
  ],
  invalid: [
    {
      name: "what is current is asked for, then waited for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function leaderOf(election) {
          const known = await election.currentLeader();
          if (known) return known;
          return new Promise((resolve) => {
            election.once("elected", resolve);
          });
        }
      `,
      errors: [
        { messageId: "changedMeanwhile", line: 5, suggestions: [
            { messageId: "waitFirst", output: code`
              export async function leaderOf(election) {
                const elected = new Promise((resolve) => {
                  election.once("elected", resolve);
                });
                const known = await election.currentLeader();
                if (known) return known;
                return elected;
              }
            ` },
          ] },
      ],
    },
  ],
});
