import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: children that are not started, or not on the port that is seen", rule, {
  valid: [

  ],
  invalid: [
    {
      name: "a client is told the port of its server",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startClient(port) {
          spawn("node", ["client.js", "--port", String(port)], { stdio: "ignore" });
        }
        async function main() {
          startClient(3000);
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "an environment may hold another port behind",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port, env) {
          spawn("node", ["server.js"], { stdio: "ignore", env: { PORT: String(port), ...env } });
        }
        async function main() {
          startServer(3000, { PORT: "4000" });
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a port that is counted up behind the start",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Server {
          start(port) {
            spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
          }
          async run(port) {
            this.start(port);
            port += 1;
            await sleep(2000);
            await this.ask(port);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9 },
      ],
    },
    {
      name: "a function is called in a branch without braces",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port) {
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
        }
        async function main() {
          if (process.env.LOCAL) startServer(3000);
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a function is called under a condition of the same line",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port) {
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
        }
        async function main() {
          process.env.LOCAL && startServer(3000);
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a function starts a child under a condition that is its body",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        const startServer = (port, enabled) => enabled && spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
        async function main() {
          startServer(3000, false);
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a getter gives the port that stands in an environment",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Server {
          get port() { return this.n++; }
          start() {
            this.child = spawn("node", ["server.js"], { env: { PORT: String(this.port) } });
          }
          async run() {
            this.start();
            await sleep(2000);
            await this.ask();
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9 },
      ],
    },
    {
      name: "several children that are started together",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        async function startServer(port) {
          spawn("node", ["server.js", "--port", String(port)]);
        }
        async function main() {
          await Promise.all([startServer(3000), startServer(3001)]);
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 7 },
      ],
    },
    {
      name: "a child that stands in place of an older one",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        let child;
        function startServer(port) {
          if (child) child.kill();
          child = spawn("node", ["server.js", "--port", String(port)]);
        }
        async function main() {
          startServer(3000);
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              let child;
              function startServer(port) {
                if (child) child.kill();
                child = spawn("node", ["server.js", "--port", String(port)]);
              }
              async function main() {
                startServer(3000);
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(3000);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 3000");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await ask();
              }
            ` },
          ] },
      ],
    },
  ],
});
