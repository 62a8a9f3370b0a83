import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: ports whose value is known, or not", rule, {
  valid: [

  ],
  invalid: [
    {
      name: "a port that is told by the child itself is not known before",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        let port;
        export async function boot() {
          const child = spawn("node", ["server.js"], { stdio: "ignore", env: { PORT: port } });
          child.on("message", (told) => { port = told.port; });
          await sleep(2000);
          await ask(port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "a port that is found before the start is known",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        let port;
        before(async () => {
          port = await findPort();
          spawn("node", ["server.js"], { stdio: "ignore", env: { PORT: port } });
          await sleep(2000);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              let port;
              before(async () => {
                port = await findPort();
                spawn("node", ["server.js"], { stdio: "ignore", env: { PORT: port } });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(port);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "an object learns its port from the child",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Hub {
          async boot() {
            this.child = spawn("hub", ["--port", String(this.port)], { stdio: "ignore" });
            this.child.on("message", (told) => { this.port = told.port; });
            await sleep(2000);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "an object is given its port when it is made",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Hub {
          constructor(port) { this.port = port; }
          async boot() {
            this.child = spawn("hub", ["--port", String(this.port)], { stdio: "ignore" });
            await sleep(2000);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              class Hub {
                constructor(port) { this.port = port; }
                async boot() {
                  this.child = spawn("hub", ["--port", String(this.port)], { stdio: "ignore" });
                  for (const deadline = Date.now() + 30_000; ; ) {
                    const socket = connect(this.port);
                    const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                    socket.end().resume();
                    if (accepts) break;
                    if (Date.now() > deadline) throw new Error(\`nothing listens on port \${this.port}\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an object may be given no port when it is made",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Hub {
          constructor(port) { this.port = port || 0; }
          async boot() {
            this.child = spawn("hub", ["--port", String(this.port)], { stdio: "ignore" });
            await sleep(2000);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "the options of an object may leave any free port",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        class Hub {
          constructor(options) { this.options = { port: 0, ...options }; }
          async boot() {
            this.child = spawn("hub", ["--port", String(this.options.port)], { stdio: "ignore" });
            await sleep(2000);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "a default in a pattern is any free port",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot({ port = 0 }) {
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "a default behind an operator is any free port",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot(options) {
          const port = options.port ?? 0;
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
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
      name: "a default behind an operator is a port",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot(options) {
          const port = options.port ?? 3000;
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              export async function boot(options) {
                const port = options.port ?? 3000;
                spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(port);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await ask();
              }
            ` },
          ] },
      ],
    },
    {
      name: "one of two ways gives any free port",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot(isLocal) {
          const port = isLocal ? 3000 : 0;
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
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
      name: "a word stands in place of a port",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          const port = "auto";
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
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
      name: "a path stands in place of a port",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        const path = "/tmp/hub.sock";
        export async function boot() {
          spawn("node", ["server.js"], { stdio: "ignore", env: { PORT: path } });
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
      name: "a variable of the environment may be missing, whatever it is called here",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        const { PORT } = process.env;
        export async function boot() {
          spawn("node", ["server.js"], { stdio: "ignore", env: { PORT } });
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
      name: "a number of a variable that may be missing is none",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        const port = Number(process.env.PORT);
        export async function boot() {
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
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
      name: "a number of a variable that has a default",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        const port = Number(process.env.PORT ?? 3000);
        export async function boot() {
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              const port = Number(process.env.PORT ?? 3000);
              export async function boot() {
                spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(port);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await ask();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a port is given as a text",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        function startServer(port) {
          spawn("node", ["server.js", "--port", port], { stdio: "ignore" });
        }
        export async function boot() {
          startServer("3000");
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              function startServer(port) {
                spawn("node", ["server.js", "--port", port], { stdio: "ignore" });
              }
              export async function boot() {
                startServer("3000");
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
    {
      name: "in TypeScript a port that may be missing is a number all the same",
      filename: "a.ts",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot(options: { port?: number }) {
          spawn("node", ["server.js", "--port", String(options.port)], { stdio: "ignore" });
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              export async function boot(options: { port?: number }) {
                spawn("node", ["server.js", "--port", String(options.port)], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(Number(options.port));
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${options.port}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await ask();
              }
            ` },
          ] },
      ],
    },
    {
      name: "in TypeScript a field that may be a text is a number all the same",
      filename: "a.ts",
      code: code`
        import { spawn } from "node:child_process";
        export class Hub {
          constructor(private readonly port: number | string) {}
          async boot() {
            spawn("hub", ["--port", \`\${this.port}\`], { stdio: "ignore" });
            await sleep(2000);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              export class Hub {
                constructor(private readonly port: number | string) {}
                async boot() {
                  spawn("hub", ["--port", \`\${this.port}\`], { stdio: "ignore" });
                  for (const deadline = Date.now() + 30_000; ; ) {
                    const socket = connect(Number(this.port));
                    const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                    socket.end().resume();
                    if (accepts) break;
                    if (Date.now() > deadline) throw new Error(\`nothing listens on port \${this.port}\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "in TypeScript a port that is a number stays as it is",
      filename: "a.ts",
      code: code`
        import { spawn } from "node:child_process";
        interface Options { readonly port: number }
        export async function boot({ port }: Options) {
          spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              interface Options { readonly port: number }
              export async function boot({ port }: Options) {
                spawn("node", ["server.js", "--port", String(port)], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(port);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await ask();
              }
            ` },
          ] },
      ],
    },
    {
      name: "in TypeScript a port for messages is none to connect to",
      filename: "a.ts",
      code: code`
        import { startServer } from "./pool.js";
        export async function boot(port: MessagePort) {
          startServer(port);
          await sleep(2000);
          await call(port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
  ],
});
