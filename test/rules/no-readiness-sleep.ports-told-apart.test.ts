import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: ports and hosts that are told apart", rule, {
  valid: [

  ],
  invalid: [
    {
      name: "of two ports the one that is asked for behind",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          spawn("node", ["server.js", "--http-port", "8080", "--grpc-port", "9090"], { stdio: "ignore" });
          await sleep(2000);
          await ask(9090);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              export async function boot() {
                spawn("node", ["server.js", "--http-port", "8080", "--grpc-port", "9090"], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(9090);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 9090");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await ask(9090);
              }
            ` },
          ] },
      ],
    },
    {
      name: "of two ports neither is asked for behind",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          spawn("node", ["server.js", "--http-port", "8080", "--grpc-port", "9090"], { stdio: "ignore" });
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
      name: "two programs in one line have two ports",
      filename: "a.js",
      code: code`
        import { exec } from "node:child_process";
        export async function boot() {
          exec("PORT=3000 node a.js & PORT=3001 node b.js");
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
      name: "a tool reaches the port of a database",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot(port) {
          spawn("mongodump", ["--port", String(port)], { stdio: "ignore" });
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
      name: "the environment names another host",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          spawn("node", ["server.js"], { stdio: "ignore", env: { HOST: "10.0.0.5", PORT: "3000" } });
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
      name: "the environment names this host",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          spawn("node", ["server.js"], { stdio: "ignore", env: { HOST: "127.0.0.1", PORT: "3000" } });
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
              export async function boot() {
                spawn("node", ["server.js"], { stdio: "ignore", env: { HOST: "127.0.0.1", PORT: "3000" } });
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
      name: "a program is bound to another address",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          spawn("node", ["server.js", "--bind", "10.0.0.5", "--port", "3000"], { stdio: "ignore" });
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
      name: "a program is told to listen on all hosts, by an option without a value",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          spawn("node", ["server.js", "--host", "--port", "3000"], { stdio: "ignore" });
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
              export async function boot() {
                spawn("node", ["server.js", "--host", "--port", "3000"], { stdio: "ignore" });
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
      name: "a program is told which server to reach",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          spawn("node", ["agent.js", "--server", "localhost", "--port", "3000"], { stdio: "ignore" });
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
      name: "a port is only logged behind the start",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot(port) {
          startServer("main", port);
          await sleep(2000);
          console.log("port", port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "a port is asked on a host that is given, too",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot(host, port) {
          startServer(host, port);
          await sleep(2000);
          await join(host, port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "a port of another thing is given to a start",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot(databasePort) {
          startServer(databasePort);
          await sleep(2000);
          await ask(databasePort);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "a serial port is given to a start",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot(serialPort) {
          startServer(serialPort);
          await sleep(2000);
          await open(serialPort);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "a port that bears the name of what is started",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot(serverPort) {
          startServer(serverPort);
          await sleep(2000);
          await ask(serverPort);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probePort", output: code`
              import { startServer } from "./server.js";
              import { connect } from "node:net";
              export async function boot(serverPort) {
                startServer(serverPort);
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(serverPort);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${serverPort}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await ask(serverPort);
              }
            ` },
          ] },
      ],
    },
    {
      name: "options of a start name another host",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot() {
          startServer({ host: "10.0.0.5", port: 3000 });
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
      name: "options of a start name this host",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot() {
          startServer({ host: "localhost", port: 3000 });
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probePort", output: code`
              import { startServer } from "./server.js";
              import { connect } from "node:net";
              export async function boot() {
                startServer({ host: "localhost", port: 3000 });
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
      name: "options of a start speak of datagrams",
      filename: "a.js",
      code: code`
        import { startServer } from "./server.js";
        export async function boot() {
          startServer({ type: "udp4", port: 3000 });
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
      name: "a start speaks of datagrams by its name",
      filename: "a.js",
      code: code`
        import { startDnsServer } from "./server.js";
        export async function boot() {
          startDnsServer({ port: 5353 });
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
      name: "a start that speaks of a proxy by its name",
      filename: "a.js",
      code: code`
        import { startProxyServer } from "./server.js";
        export async function boot() {
          startProxyServer({ port: 5353 });
          await sleep(2000);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probePort", output: code`
              import { startProxyServer } from "./server.js";
              import { connect } from "node:net";
              export async function boot() {
                startProxyServer({ port: 5353 });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(5353);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 5353");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await ask();
              }
            ` },
          ] },
      ],
    },
    {
      name: "another server is asked behind the start of one that has its own port",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          spawn("node", ["proxy.js", "--port", "4000"], { stdio: "ignore" });
          await sleep(2000);
          await fetch("http://localhost:3000/seed");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              export async function boot() {
                spawn("node", ["proxy.js", "--port", "4000"], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(4000);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 4000");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await fetch("http://localhost:3000/seed");
              }
            ` },
          ] },
      ],
    },
    {
      name: "the server is asked behind its start",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          spawn("node", ["proxy.js", "--port", "4000"], { stdio: "ignore" });
          await sleep(2000);
          await fetch("http://localhost:4000/seed");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from "node:child_process";
              export async function boot() {
                spawn("node", ["proxy.js", "--port", "4000"], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:4000/seed", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://localhost:4000/seed does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await fetch("http://localhost:4000/seed");
              }
            ` },
          ] },
      ],
    },
    {
      name: "a tool that another program runs reaches the port of a database",
      filename: "a.js",
      code: code`
        import { exec } from "node:child_process";
        export async function boot(port) {
          exec(\`sudo -u postgres psql --port \${port} --file seed.sql\`);
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
      name: "a tool behind a variable reaches the port of a database",
      filename: "a.js",
      code: code`
        import { exec } from "node:child_process";
        export async function boot(port) {
          exec(\`PGUSER=a psql --port \${port} --file seed.sql\`);
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
      name: "a server that another program runs has the short form",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function boot() {
          spawn("npx", ["--yes", "http-server", "-p", "4000"], { stdio: "ignore" });
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
              export async function boot() {
                spawn("npx", ["--yes", "http-server", "-p", "4000"], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(4000);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 4000");
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
