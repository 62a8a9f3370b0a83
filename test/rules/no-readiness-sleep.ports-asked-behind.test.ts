import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: ports that a start was given", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a port is given to a start, and to what is asked behind it",
      filename: "a.js",
      code: code`
        import { startNode } from "./nodes.js";
        import { connect } from "./rpc.js";
        export async function boot({ binary, wsPort, port }) {
          startNode(binary, wsPort, port);
          await sleep(2000);
          const api = await connect(wsPort);
          return api;
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { startNode } from "./nodes.js";
              import { connect } from "./rpc.js";
              import { createConnection } from "node:net";
              export async function boot({ binary, wsPort, port }) {
                startNode(binary, wsPort, port);
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = createConnection(wsPort);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${wsPort}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const api = await connect(wsPort);
                return api;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a port is given to a start that nothing behind asks",
      filename: "a.js",
      code: code`
        import { startNode } from "./nodes.js";
        export async function boot({ binary, port }) {
          startNode(binary, port);
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "two ports are asked behind a start",
      filename: "a.js",
      code: code`
        import { startNode } from "./nodes.js";
        export async function boot({ binary, wsPort, port }) {
          startNode(binary, wsPort, port);
          await sleep(2000);
          await join(wsPort, port);
        }
      `,
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "what is given to the start and behind it is no port",
      filename: "a.js",
      code: code`
        import { startNode } from "./nodes.js";
        export async function boot({ binary, name }) {
          startNode(binary, name);
          await sleep(2000);
          await join(name);
        }
      `,
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "the port is another one behind the start",
      filename: "a.js",
      code: code`
        import { startNode } from "./nodes.js";
        export async function boot(ports) {
          for (const binary of binaries) {
            let port = ports.next();
            startNode(binary, port);
            port += 1;
            await sleep(2000);
            await join(port);
          }
        }
      `,
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a timer of a script calls a function that has a name",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function createWindow() {
          const child = spawn("datasette", ["--memory", "--port", "8024"]);
          function load() {
            window.loadURL("http://localhost:8024");
          }
          setTimeout(load, 300);
          app.on("will-quit", () => child.kill());
        }
        app.whenReady().then(createWindow);
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from "node:child_process";
              function createWindow() {
                const child = spawn("datasette", ["--memory", "--port", "8024"]);
                function load() {
                  window.loadURL("http://localhost:8024");
                }
                void (async () => {
                  for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:8024", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error("http://localhost:8024 does not answer");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  await load();
                })();
                app.on("will-quit", () => child.kill());
              }
              app.whenReady().then(createWindow);
            ` },
          ] },
      ],
    },
    {
      name: "a function of another file is given the port in its options",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot() {
          startServer({ port: 3000 });
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probePort", output: code`
              import { startServer } from "./server.js";
              import { connect } from "node:net";
              export async function boot() {
                startServer({ port: 3000 });
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
      name: "a function of another file is told to take any port",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot() {
          startServer({ port: 0 });
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "a function of another file that has been awaited",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot() {
          await startServer({ port: 3000 });
          await sleep(2000);
          await run();
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4 },
      ],
    },
  ],
});
