import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: functions that start a child on a port", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a function is given the port on which its child listens",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port) {
          return spawn("node", ["server.js", "--port", String(port)]);
        }
        async function main() {
          const child = startServer(3000);
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              function startServer(port) {
                return spawn("node", ["server.js", "--port", String(port)]);
              }
              async function main() {
                const child = startServer(3000);
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(3000);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 3000");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await run();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function is given the port in its options",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer({ port = 3000 } = {}) {
          spawn("node", ["server.js", "--port", String(port)]);
        }
        async function main() {
          startServer({ port: 4000 });
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              function startServer({ port = 3000 } = {}) {
                spawn("node", ["server.js", "--port", String(port)]);
              }
              async function main() {
                startServer({ port: 4000 });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(4000);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 4000");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await run();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function has a port of its own where it is given none",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer({ port = 3000 } = {}) {
          spawn("node", ["server.js", "--port", String(port)]);
        }
        async function main() {
          startServer();
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              function startServer({ port = 3000 } = {}) {
                spawn("node", ["server.js", "--port", String(port)]);
              }
              async function main() {
                startServer();
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(3000);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 3000");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await run();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function reads the port of its options",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(options) {
          spawn("node", ["server.js"], { env: { PORT: String(options.port) } });
        }
        async function main() {
          startServer({ port: 4000 });
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              function startServer(options) {
                spawn("node", ["server.js"], { env: { PORT: String(options.port) } });
              }
              async function main() {
                startServer({ port: 4000 });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(4000);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 4000");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await run();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a port that may be any free one says nothing",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port) {
          spawn("node", ["server.js", "--port", String(port)]);
        }
        async function main() {
          startServer(0);
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a port that the function changes says nothing",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port) {
          if (!port) port = free();
          spawn("node", ["server.js", "--port", String(port)]);
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
      name: "options that are put together elsewhere say nothing of the port",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer({ port = 3000 } = {}) {
          spawn("node", ["server.js", "--port", String(port)]);
        }
        async function main() {
          startServer(options);
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a child that a function starts only sometimes may not be there",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port) {
          if (process.env.CI) return;
          spawn("node", ["server.js", "--port", String(port)]);
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
      name: "a child that a function starts in a branch may not be there",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port) {
          if (!process.env.CI) spawn("node", ["server.js", "--port", String(port)]);
        }
        async function main() {
          startServer(3000);
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
  ],
});
