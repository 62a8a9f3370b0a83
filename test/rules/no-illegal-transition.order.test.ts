import rule from "../../rules/no-illegal-transition.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-illegal-transition: steps asked for in the wrong order", rule, {
  valid: [
    {
      name: "two steps in the right order",
      filename: "file.js",
      code: code`
        const NEXT = { off: ["dialing"], dialing: ["syncing", "off"], syncing: ["online", "off"], online: ["off"] };
        class Link {
          state = "off";
          to(next) {
            if (!NEXT[this.state].includes(next)) return console.warn(next);
            this.state = next;
          }
          opened(send) {
            if (this.state !== "dialing") return;
            this.to("syncing");
            for (const each of this.waiting) send(each);
            this.to("online");
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "two steps in the wrong order",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const NEXT = { off: ["dialing"], dialing: ["syncing", "off"], syncing: ["online", "off"], online: ["off"] };
        class Link {
          state = "off";
          to(next) {
            if (!NEXT[this.state].includes(next)) return console.warn(next);
            this.state = next;
          }
          opened(send) {
            if (this.state !== "dialing") return;
            this.to("online");
            for (const each of this.waiting) send(each);
            this.to("syncing");
          }
        }
      `,
      errors: [
        { messageId: "refused", line: 10, suggestions: [
            { messageId: "swapSteps", output: code`
              const NEXT = { off: ["dialing"], dialing: ["syncing", "off"], syncing: ["online", "off"], online: ["off"] };
              class Link {
                state = "off";
                to(next) {
                  if (!NEXT[this.state].includes(next)) return console.warn(next);
                  this.state = next;
                }
                opened(send) {
                  if (this.state !== "dialing") return;
                  this.to("syncing");
                  for (const each of this.waiting) send(each);
                  this.to("online");
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the second is asked for in a function that runs later",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const NEXT = { off: ["dialing"], dialing: ["syncing", "off"], syncing: ["online", "off"], online: ["off"] };
        class Link {
          state = "off";
          to(next) {
            if (!NEXT[this.state].includes(next)) return console.warn(next);
            this.state = next;
          }
          opened(send) {
            if (this.state !== "dialing") return;
            this.to("online");
            send(() => this.to("syncing"));
          }
        }
      `,
      errors: [
        { messageId: "refused", line: 10, suggestions: [] },
      ],
    },
    {
      name: "the function may leave between",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const NEXT = { off: ["dialing"], dialing: ["syncing", "off"], syncing: ["online", "off"], online: ["off"] };
        class Link {
          state = "off";
          to(next) {
            if (!NEXT[this.state].includes(next)) return console.warn(next);
            this.state = next;
          }
          opened(send) {
            if (this.state !== "dialing") return;
            this.to("online");
            if (!send) return;
            this.to("syncing");
          }
        }
      `,
      errors: [
        { messageId: "refused", line: 10, suggestions: [] },
      ],
    },
  ],
});
