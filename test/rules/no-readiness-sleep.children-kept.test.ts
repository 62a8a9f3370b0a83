import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: where a function keeps the child that it starts", rule, {
  valid: [

  ],
  invalid: [
    {
      name: "a name that means something else where the code waits",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        let child;
        function startServer() {
          child = spawn("node", ["server.js"]);
        }
        async function main(child) {
          startServer();
          await sleep(2000);
          await run(child);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "a member of the child is kept, and not the child",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer() {
          return spawn("node", ["server.js"]);
        }
        async function main() {
          const pid = startServer().pid;
          await sleep(2000);
          await run(pid);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a method of this object gives the child that is kept in a member",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Runner {
          launch() {
            return spawn("node", ["server.js"]);
          }
          async run() {
            this.child = this.launch();
            await sleep(2000);
            await this.ask();
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              class Runner {
                launch() {
                  return spawn("node", ["server.js"]);
                }
                async run() {
                  this.child = this.launch();
                  const started = this.child;
                  await new Promise((resolve, reject) => {
                    let output = "";
                    const settle = (error) => {
                      clearTimeout(timer);
                      started.stdout.off("data", look).resume();
                      started.off("exit", fail).off("error", settle);
                      if (error) reject(error);
                      else resolve();
                    };
                    const look = (chunk) => {
                      output += String(chunk);
                      if (/ready|listening|started/i.test(output)) settle();
                    };
                    const fail = () => settle(new Error("child has ended, or was not ready in time"));
                    const timer = setTimeout(fail, 30_000);
                    started.stdout.on("data", look);
                    started.once("exit", fail).once("error", settle);
                  });
                  await this.ask();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the last of several children says nothing of the others",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        let child;
        function startServer(name) {
          child = spawn("node", [name]);
        }
        async function main() {
          for (const name of names) startServer(name);
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "the function keeps something else than the child in the end",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        let child;
        function startServer() {
          child = spawn("node", ["server.js"]);
          child = wrap(child);
        }
        async function main() {
          startServer();
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9 },
      ],
    },
    {
      name: "a child that is only started where there is none",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        let child = null;
        const startServer = () => (child ??= spawn("node", ["server.js"]));
        async function main() {
          startServer();
          await sleep(2000);
          await run(child);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "in TypeScript a function says that it gives less than a process",
      filename: "a.ts",
      code: code`
        import { spawn } from "node:child_process";
        interface Stoppable { kill(): boolean; }
        function startServer(): Stoppable {
          return spawn("node", ["server.js"]);
        }
        async function main() {
          const child = startServer();
          await sleep(2000);
          await run(child);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
  ],
});
