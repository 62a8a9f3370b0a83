import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: starts in branches, and ports that are handed on", rule, {
  valid: [],
  invalid: [
    {
      name: "what is started in a branch is waited for there",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function openTunnels(port, isLocal) {
          if (!isLocal) {
            spawn("node", ["server.js", "--port", port], { stdio: "inherit" }); // the other end
          }
          // wait until it is up
          await sleep(1000);
          await connect(port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              import { createConnection } from "node:net";
              export async function openTunnels(port, isLocal) {
                if (!isLocal) {
                  spawn("node", ["server.js", "--port", port], { stdio: "inherit" }); // the other end
                  for (const deadline = Date.now() + 30_000; ; ) {
                    const socket = createConnection(port);
                    const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                    socket.end().resume();
                    if (accepts) break;
                    if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
                await connect(port);
              }
            ` },
          ] },
      ],
    },
    {
      name: "the other branch goes elsewhere",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function openTunnels(port, isLocal) {
          if (!isLocal) {
            spawn("node", ["server.js", "--port", port], { stdio: "inherit" });
          } else {
            await openNear(port);
          }
          // wait until it is up
          await sleep(1000);
          await connect(port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10 },
      ],
    },
    {
      name: "something else is started before the branch",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function openTunnels(port, isLocal) {
          startRelay();
          if (!isLocal) {
            spawn("node", ["server.js", "--port", port], { stdio: "inherit" });
          }
          // wait until it is up
          await sleep(1000);
          await connect(port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9 },
      ],
    },
    {
      name: "a port that is found before the branch",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import getPort from "get-port";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function openTunnels(url) {
          const port = await getPort();
          if (!url) {
            spawn("node", ["server.js", "--port", port], { stdio: "inherit" });
          }
          console.log("started");
          await sleep(1000);
          await connect(port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 10, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import getPort from "get-port";
              import { setTimeout as sleep } from "node:timers/promises";
              import { createConnection } from "node:net";
              export async function openTunnels(url) {
                const port = await getPort();
                if (!url) {
                  spawn("node", ["server.js", "--port", port], { stdio: "inherit" });
                  for (const deadline = Date.now() + 30_000; ; ) {
                    const socket = createConnection(port);
                    const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                    socket.end().resume();
                    if (accepts) break;
                    if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
                console.log("started");
                await connect(port);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a child of a branch whose output can be heard",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function openTunnels(isLocal) {
          if (!isLocal) {
            const child = spawn("node", ["server.js"]);
            child.stderr.pipe(process.stderr);
          }
          await sleep(1000);
          await go();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              export async function openTunnels(isLocal) {
                if (!isLocal) {
                  const child = spawn("node", ["server.js"]);
                  child.stderr.pipe(process.stderr);
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
                }
                await go();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a tunnel, whose port of this machine is the last",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        module.exports = class Worker {
          async createTunnels(target) {
            if (!this.isLocal) {
              let args = [\`device\`, \`tunnel\`, this.uuid, \`-p\`, \`22222:127.0.0.1:\${this.tunnelPort}\`];
              let tunnel = spawn(\`balena\`, args, { stdio: "inherit" });
            }
            // wait for the tunnel to be established
            await sleep(1000 * 10);
            await this.createTunnel(target, this.tunnelPort);
          }
        };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "probePort", output: code`
              const { spawn } = require("child_process");
              const { connect } = require("net");
              module.exports = class Worker {
                async createTunnels(target) {
                  if (!this.isLocal) {
                    let args = [\`device\`, \`tunnel\`, this.uuid, \`-p\`, \`22222:127.0.0.1:\${this.tunnelPort}\`];
                    let tunnel = spawn(\`balena\`, args, { stdio: "inherit" });
                    for (const deadline = Date.now() + 30_000; ; ) {
                      const socket = connect(this.tunnelPort);
                      const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                      socket.end().resume();
                      if (accepts) break;
                      if (Date.now() > deadline) throw new Error(\`nothing listens on port \${this.tunnelPort}\`);
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                  await this.createTunnel(target, this.tunnelPort);
                }
              };
            ` },
          ] },
      ],
    },
    {
      name: "a tunnel to another machine",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        module.exports = class Worker {
          async createTunnels(target) {
            if (!this.isLocal) {
              let args = [\`device\`, \`tunnel\`, this.uuid, \`-p\`, \`22222:\${this.host}:\${this.tunnelPort}\`];
              let tunnel = spawn(\`balena\`, args, { stdio: "inherit" });
            }
            // wait for the tunnel to be established
            await sleep(1000 * 10);
            await this.createTunnel(target, this.tunnelPort);
          }
        };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "awaitLine", output: code`
              const { spawn } = require("child_process");
              module.exports = class Worker {
                async createTunnels(target) {
                  if (!this.isLocal) {
                    let args = [\`device\`, \`tunnel\`, this.uuid, \`-p\`, \`22222:\${this.host}:\${this.tunnelPort}\`];
                    let tunnel = spawn(\`balena\`, args, { stdio: ["inherit", "pipe", "inherit"] });
                    const started = tunnel;
                    started.stdout.pipe(process.stdout);
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
                      const fail = () => settle(new Error("tunnel has ended, or was not ready in time"));
                      const timer = setTimeout(fail, 30_000);
                      started.stdout.on("data", look);
                      started.once("exit", fail).once("error", settle);
                    });
                  }
                  await this.createTunnel(target, this.tunnelPort);
                }
              };
            ` },
          ] },
      ],
    },
    {
      name: "a forwarding of ssh, whose port of this machine is the first",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function openDatabase(host, localPort) {
          const tunnel = spawn("ssh", ["-N", "-L", \`\${localPort}:localhost:5432\`, host], { stdio: "ignore" });
          await sleep(3000);
          return connect(localPort);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              import { createConnection } from "node:net";
              export async function openDatabase(host, localPort) {
                const tunnel = spawn("ssh", ["-N", "-L", \`\${localPort}:localhost:5432\`, host], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = createConnection(localPort);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${localPort}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                return connect(localPort);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a forwarding of ssh that is written out",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function openDatabase(host) {
          const tunnel = spawn("ssh", ["-N", "-L", "9000:localhost:5432", host], { stdio: "ignore" });
          await sleep(3000);
          return connect();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              import { createConnection } from "node:net";
              export async function openDatabase(host) {
                const tunnel = spawn("ssh", ["-N", "-L", "9000:localhost:5432", host], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = createConnection(9000);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 9000");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                return connect();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a forwarding of ssh that listens on an address",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function openDatabase(host) {
          const tunnel = spawn("ssh", ["-N", "-L", "10.0.0.1:9000:localhost:5432", host], { stdio: "ignore" });
          await sleep(3000);
          return connect();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a list of words that is added to",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function serve(port, host) {
          const args = ["server.js", "--port", port];
          if (host) args.push("--host", host);
          const server = spawn("node", args, { stdio: "ignore" });
          await sleep(3000);
          return connect(port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a list of words that is kept in a name",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function serve(port) {
          const args = ["server.js", "--port", port];
          const server = spawn("node", args, { stdio: "ignore" });
          await sleep(3000);
          return connect(port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              import { createConnection } from "node:net";
              export async function serve(port) {
                const args = ["server.js", "--port", port];
                const server = spawn("node", args, { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = createConnection(port);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                return connect(port);
              }
            ` },
          ] },
      ],
    },
  ],
});
