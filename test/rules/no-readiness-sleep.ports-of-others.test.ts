import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: ports that are not those of the child, or not known", rule, {
  valid: [

  ],
  invalid: [
    {
      name: "a port that the object counts up is another one by then",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Server {
          constructor(port) { this.port = port; }
          start() {
            spawn("node", ["server.js", "--port", String(this.port)], { stdio: "ignore" });
            this.port = this.port + 1;
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
        { messageId: "guess", line: 10 },
      ],
    },
    {
      name: "a port that a getter gives may be another one each time",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Server {
          get port() { return this.base + this.count++; }
          start() {
            spawn("node", ["server.js", "--port", String(this.port)], { stdio: "ignore" });
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
      name: "the port of an object that may be any free one says nothing",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Server {
          port = 0;
          start() {
            spawn("node", ["server.js", "--port", String(this.port)], { stdio: "ignore" });
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
      name: "what is given in place of a default may be missing",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port = 8080) {
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
        }
        async function main(given) {
          startServer(given);
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
      name: "a default of all options is not made up for by that of one",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer({ port = 3000 } = { port: 3100 }) {
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
        }
        async function main() {
          startServer();
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              function startServer({ port = 3000 } = { port: 3100 }) {
                spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
              }
              async function main() {
                startServer();
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(3100);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 3100");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await run();
              }
            ` },
          ] },
      ],
    },
    {
      name: "options that the function counts up say nothing of the port",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(options) {
          options.port += 1;
          spawn("node", ["server.js", "--port", String(options.port)], { stdio: "ignore" });
        }
        async function main() {
          startServer({ port: 4000 });
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
      name: "a function ends the child that it starts",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function checkServer(port) {
          const child = spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
          child.kill();
        }
        async function main() {
          checkServer(3000);
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
      name: "a generator starts nothing where it is called",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function* startServer(port) {
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
        }
        async function main() {
          startServer(3000);
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
      name: "which program a function starts is said by each call",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startTool(command, port) {
          spawn(command, ["--port", String(port)], { stdio: "ignore" });
        }
        async function main() {
          startTool("redis-cli", 6379);
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
      name: "a port that is said to be there is still said to be",
      filename: "a.ts",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port: number) {
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
        }
        export async function main(options: { port?: number }) {
          startServer(options.port!);
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              function startServer(port: number) {
                spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
              }
              export async function main(options: { port?: number }) {
                startServer(options.port!);
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(options.port!);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${options.port!}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await run();
              }
            ` },
          ] },
      ],
    },
  ],
});
