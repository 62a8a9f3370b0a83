import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: links of chains of promises", rule, {
  valid: [
    {
      name: "a wait that begins before the chain",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function run(runner) {
          const finished = new Promise((resolve) => {
            runner.on("finished", resolve);
          });
          return runner.start().then(() => finished);
        }
      `,
    },
    {
      name: "a wait in a link, for recommended",
      filename: "file.js",
      code: code`
        export function run(runner) {
          return runner.start().then(() => new Promise((resolve) => {
            runner.on("finished", resolve);
          }));
        }
      `,
    },
    {
      name: "a wait behind what starts nothing",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function run(runner) {
          return runner.configure().then(() => new Promise((resolve) => {
            runner.on("finished", resolve);
          }));
        }
      `,
    },
    {
      name: "a wait where the start has failed",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function run(runner) {
          return runner.start().catch(() => new Promise((resolve) => {
            runner.on("finished", resolve);
          }));
        }
      `,
    },
    {
      name: "a wait on what the start gives",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function run(runner) {
          return runner.start().then((job) => new Promise((resolve) => {
            job.on("finished", resolve);
          }));
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a wait in the link behind the start",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function run(runner) {
          return runner.start().then(() => new Promise((resolve) => {
            runner.on("finished", resolve);
          }));
        }
      `,
      errors: [
        { messageId: "mayComeBefore", line: 3, suggestions: [
            { messageId: "waitFirst", output: code`
              export function run(runner) {
                const finished = new Promise((resolve) => {
                  runner.on("finished", resolve);
                });
                return runner.start().then(() => finished);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a wait by name in the link, with a block of its own and a chain that goes on",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export function run(runner) {
          return runner.start().then(() => {
            return once(runner, "finished");
          }).then(([report]) => report);
        }
      `,
      errors: [
        { messageId: "mayComeBefore", line: 4, suggestions: [
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              export function run(runner) {
                const finished = once(runner, "finished");
                finished.catch(() => {});
                return runner.start().then(() => {
                  return finished;
                }).then(([report]) => report);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a wait that uses what the start gives",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function run(runner) {
          return runner.start().then((id) => new Promise((resolve) => {
            runner.on("finished", () => resolve(id));
          }));
        }
      `,
      errors: [{ messageId: "mayComeBefore", line: 3 }],
    },
    {
      name: "a wait behind other steps of its link",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function run(runner) {
          return runner.start().then(() => {
            console.log("started");
            return new Promise((resolve) => {
              runner.on("finished", resolve);
            });
          });
        }
      `,
      errors: [{ messageId: "mayComeBefore", line: 5 }],
    },
    {
      name: "a wait of a function that is all a chain",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export const run = (runner) => runner.start().then(() => new Promise((resolve) => {
          runner.on("finished", resolve);
        }));
      `,
      errors: [{ messageId: "mayComeBefore", line: 2 }],
    },
  ],
});
