import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: children that a function starts", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a function starts two children",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port) {
          spawn("node", ["server.js", "--port", String(port)]);
          spawn("node", ["worker.js"]);
        }
        async function main() {
          startServer(3000);
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "a method keeps the port of its own child",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Runner {
          start() {
            this.child = spawn("node", ["server.js", "--port", String(this.port)]);
          }
          async run() {
            this.start();
            await sleep(2000);
            await this.ask();
          }
        }
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              class Runner {
                start() {
                  this.child = spawn("node", ["server.js", "--port", String(this.port)]);
                }
                async run() {
                  this.start();
                  for (const deadline = Date.now() + 30_000; ; ) {
                    const socket = connect(this.port);
                    const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                    socket.end().resume();
                    if (accepts) break;
                    if (Date.now() > deadline) throw new Error(\`nothing listens on port \${this.port}\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  await this.ask();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a method is called on another object, whose port is its own",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Runner {
          start() {
            this.child = spawn("node", ["server.js", "--port", String(this.port)]);
          }
        }
        class Other {
          async run() {
            const runner = new Runner();
            runner.start();
            await sleep(2000);
            await this.ask();
          }
        }
      `,
      errors: [
        { messageId: "guess", line: 11 },
      ],
    },
    {
      name: "a function gives back the child that it starts",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer() {
          return spawn("node", ["server.js"]);
        }
        async function main() {
          const child = startServer();
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              function startServer() {
                return spawn("node", ["server.js"]);
              }
              async function main() {
                const child = startServer();
                await new Promise((resolve, reject) => {
                  let output = "";
                  const settle = (error) => {
                    clearTimeout(timer);
                    child.stdout.off("data", look).resume();
                    child.off("exit", fail).off("error", settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error("child has ended, or was not ready in time"));
                  const timer = setTimeout(fail, 30_000);
                  child.stdout.on("data", look);
                  child.once("exit", fail).once("error", settle);
                });
                await run();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function keeps the child that it starts for all",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        let child;
        function startServer() {
          child = spawn("node", ["server.js"]);
        }
        async function main() {
          startServer();
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              let child;
              function startServer() {
                child = spawn("node", ["server.js"]);
              }
              async function main() {
                startServer();
                const started = child;
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
                await run();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function starts a child whose output nobody can hear",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer() {
          return spawn("node", ["server.js"], { stdio: "inherit" });
        }
        async function main() {
          const child = startServer();
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a function keeps the child for itself",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer() {
          const child = spawn("node", ["server.js"]);
          child.unref();
        }
        async function main() {
          startServer();
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "in TypeScript a child that may not be there yet has no output",
      filename: "a.ts",
      code: code`
        import { spawn } from "node:child_process";
        let child: ChildProcess | undefined;
        function startServer(): void {
          child = spawn("node", ["server.js"]);
        }
        async function main() {
          startServer();
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
  ],
});
