import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: ports that are known", rule, {
  valid: [

  ],
  invalid: [
    {
      name: "a child that is told its port by an option",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        export async function launch(port: number): Promise<string> {
          const child = spawn("hub", ["serve", "--port", String(port)], { stdio: "ignore" });
          child.unref();
          await new Promise((resolve) => setTimeout(resolve, 1000));
          return \`http://localhost:\${port}\`;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              export async function launch(port: number): Promise<string> {
                const child = spawn("hub", ["serve", "--port", String(port)], { stdio: "ignore" });
                child.unref();
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(port);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                return \`http://localhost:\${port}\`;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a child that is told its port in one word with the option",
      filename: "file.js",
      code: code`
        import { connect } from "net";
        import { spawn } from "child_process";
        import { sleep } from "./time.js";
        export async function up(port) {
          const hub = spawn("hub", [\`--http-port=\${port}\`], { stdio: "ignore" });
          await sleep(500);
          return { hub, socket: connect(port) };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "probePort", output: code`
              import { connect } from "net";
              import { spawn } from "child_process";
              import { sleep } from "./time.js";
              export async function up(port) {
                const hub = spawn("hub", [\`--http-port=\${port}\`], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(port);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                return { hub, socket: connect(port) };
              }
            ` },
          ] },
      ],
    },
    {
      name: "a child that is told its port by its environment",
      filename: "file.js",
      code: code`
        import { fork } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up() {
          const child = fork("server.js", [], { env: { ...process.env, PORT: "4100" }, silent: true });
          await sleep(500);
          return child;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { fork } from "node:child_process";
              import { sleep } from "./time.js";
              import { connect } from "node:net";
              export async function up() {
                const child = fork("server.js", [], { env: { ...process.env, PORT: "4100" }, silent: true });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(4100);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 4100");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                return child;
              }
            ` },
            { messageId: "awaitMessage", output: code`
              import { fork } from "node:child_process";
              import { sleep } from "./time.js";
              export async function up() {
                const child = fork("server.js", [], { env: { ...process.env, PORT: "4100" }, silent: true });
                await new Promise((resolve, reject) => {
                  const settle = (error) => {
                    clearTimeout(timer);
                    child.off("message", ready).off("exit", fail).off("error", settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const ready = () => settle();
                  const fail = () => settle(new Error("child has ended, or was not ready in time"));
                  const timer = setTimeout(fail, 30_000);
                  child.once("message", ready).once("exit", fail).once("error", settle);
                });
                return child;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a command line that begins with the port",
      filename: "file.js",
      code: code`
        const { exec } = require("child_process");
        exec("PORT=3000 node server.js");
        setTimeout(() => {
          exec("node worker.js");
        }, 2000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 3, suggestions: [
            { messageId: "probePort", output: code`
              const { exec } = require("child_process");
              const { connect } = require("net");
              exec("PORT=3000 node server.js");
              void (async () => {
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(3000);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 3000");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                exec("node worker.js");
              })();
            ` },
          ] },
      ],
    },
    {
      name: "a program that has a port of its own",
      filename: "file.js",
      code: code`
        const cp = require('child_process');
        cp.exec('mongod --dbpath ./data');
        setTimeout(() => {
          cp.exec('node backend.js');
        }, 800);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 3, suggestions: [
            { messageId: "probePort", output: code`
              const cp = require('child_process');
              const { connect } = require('net');
              cp.exec('mongod --dbpath ./data');
              void (async () => {
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(27017);
                  const accepts = await new Promise((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error('nothing listens on port 27017');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                cp.exec('node backend.js');
              })();
            ` },
          ] },
      ],
    },
    {
      name: "a driver that is told its port behind the short option",
      filename: "file.js",
      code: code`
        import { execaCommand } from "execa";
        import { delay } from "./time.js";
        export class Driver {
          constructor(options) {
            this.options = options;
          }
          async start() {
            this.process = execaCommand("safaridriver -p " + this.options.driverPort, { shell: true });
            await delay(2000);
            this.client = await this.attach();
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9, suggestions: [
            { messageId: "probePort", output: code`
              import { execaCommand } from "execa";
              import { delay } from "./time.js";
              import { connect } from "node:net";
              export class Driver {
                constructor(options) {
                  this.options = options;
                }
                async start() {
                  this.process = execaCommand("safaridriver -p " + this.options.driverPort, { shell: true });
                  for (const deadline = Date.now() + 30_000; ; ) {
                    const socket = connect(this.options.driverPort);
                    const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                    socket.end().resume();
                    if (accepts) break;
                    if (Date.now() > deadline) throw new Error(\`nothing listens on port \${this.options.driverPort}\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  this.client = await this.attach();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "any free port",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up() {
          const hub = spawn("hub", ["--port", "0"], { stdio: "ignore" });
          await sleep(500);
          return hub;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a program that is told elsewhere where it listens",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up() {
          const db = spawn("mongod", ["--config", "test/mongod.conf"], { stdio: "ignore" });
          await sleep(500);
          return db;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a short option that is the port of another machine",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up(port) {
          const tunnel = spawn("ssh", ["-p", port, "-N", "root@example.com"], { stdio: "ignore" });
          await sleep(500);
          return tunnel;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a port for datagrams",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up(port) {
          const stub = spawn("dnsstub", ["--port", port], { stdio: "ignore" });
          await sleep(500);
          return stub;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a port that may be another one by then",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up() {
          let port = 4000;
          const hub = spawn("hub", ["--port", String(port)], { stdio: "ignore" });
          port = 4001;
          await sleep(500);
          return { hub, port };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a child that is started only sometimes is waited for there",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up(port, isLocal) {
          if (isLocal) {
            const hub = spawn("hub", ["--port", String(port)], { stdio: "ignore" });
            hub.unref();
          }
          // wait for the hub to start
          await sleep(500);
          return \`http://localhost:\${port}\`;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { sleep } from "./time.js";
              import { connect } from "node:net";
              export async function up(port, isLocal) {
                if (isLocal) {
                  const hub = spawn("hub", ["--port", String(port)], { stdio: "ignore" });
                  hub.unref();
                  for (const deadline = Date.now() + 30_000; ; ) {
                    const socket = connect(port);
                    const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                    socket.end().resume();
                    if (accepts) break;
                    if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
                return \`http://localhost:\${port}\`;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a port that the environment may not have",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up() {
          const hub = spawn("hub", [], { env: { ...process.env, PORT: process.env.HUB_PORT }, stdio: "ignore" });
          await sleep(500);
          return hub;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "arguments that are not seen, of a program with a port of its own",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up(args) {
          const db = spawn("mongod", args, { stdio: "ignore" });
          await sleep(500);
          return db;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a program that is started on another machine",
      filename: "file.js",
      code: code`
        import { exec } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up() {
          exec("ssh box node server.js --port 8080");
          await sleep(500);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a port on a host that is not this machine",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up(port) {
          const hub = spawn("hub", ["--host", "192.168.0.4", "--port", port], { stdio: "ignore" });
          await sleep(500);
          return hub;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a default that is any port",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up(port = 0) {
          const hub = spawn("hub", ["--port", String(port)], { stdio: "ignore" });
          await sleep(500);
          return hub;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "an option that is any port",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        const options = { port: 0 };
        export async function up() {
          const hub = spawn("hub", ["--port", String(options.port)], { stdio: "ignore" });
          await sleep(500);
          return hub;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "a constant of the environment",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        const PORT = process.env.PORT;
        export async function up() {
          const hub = spawn("hub", [], { env: { PORT }, stdio: "ignore" });
          await sleep(500);
          return hub;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "an option that is counted up",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up(options) {
          const hub = spawn("hub", [\`--port=\${options.port}\`], { stdio: "ignore" });
          options.port++;
          await sleep(500);
          return hub;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "a name that means something else by then",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up(port) {
          const hub = spawn("hub", ["--port", port], { stdio: "ignore" });
          {
            const port = 4;
            await sleep(500);
            hub.send(port);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a short option with a small number",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { sleep } from "./time.js";
        export async function up() {
          const hub = spawn("hub", ["-p", "4"], { stdio: "ignore" });
          await sleep(500);
          return hub;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
  ],
});
