import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: sockets that are paths", rule, {
  valid: [],
  invalid: [
    {
      name: "an X server listens on the socket of its display",
      filename: "a.ts",
      code: code`
        import { type ChildProcess, spawn } from "node:child_process";
        export async function startXvfb(display: number): Promise<ChildProcess> {
          const xvfb: ChildProcess = spawn("Xvfb", [\`:\${display}\`], { stdio: "ignore" });
          // Give Xvfb some time to start
          await new Promise((resolve) => setTimeout(resolve, 1000));
          return xvfb;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { type ChildProcess, spawn } from "node:child_process";
              import { connect } from "node:net";
              export async function startXvfb(display: number): Promise<ChildProcess> {
                const xvfb: ChildProcess = spawn("Xvfb", [\`:\${display}\`], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(\`/tmp/.X11-unix/X\${display}\`);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on /tmp/.X11-unix/X\${display}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                return xvfb;
              }
            ` },
          ] },
      ],
    },
    {
      name: "an X server whose display is written out",
      filename: "file.js",
      code: code`
        import { exec } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function startXvfb() {
          exec("Xvfb :99 -screen 0 1280x1024x24");
          await sleep(1000);
          process.env.DISPLAY = ":99";
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { exec } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              import { connect } from "node:net";
              export async function startXvfb() {
                exec("Xvfb :99 -screen 0 1280x1024x24");
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect("/tmp/.X11-unix/X99");
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on /tmp/.X11-unix/X99");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                process.env.DISPLAY = ":99";
              }
            ` },
          ] },
      ],
    },
    {
      name: "an X server that looks for a display itself",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function startXvfb() {
          spawn("Xvfb", ["-displayfd", "3"], { stdio: "ignore" });
          await sleep(1000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "the socket that is connected to next is the one that the child is given",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import net from "node:net";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function open(socketPath) {
          spawn("hub", ["--socket", socketPath], { stdio: "ignore" });
          await sleep(500);
          return net.createConnection({ path: socketPath });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import net from "node:net";
              import { setTimeout as sleep } from "node:timers/promises";
              import { connect } from "node:net";
              export async function open(socketPath) {
                spawn("hub", ["--socket", socketPath], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(socketPath);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on \${socketPath}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                return net.createConnection({ path: socketPath });
              }
            ` },
          ] },
      ],
    },
    {
      name: "the child is not given the socket that is connected to next",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import net from "node:net";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function open(socketPath) {
          spawn("hub", ["--verbose"], { stdio: "ignore" });
          await sleep(500);
          return net.createConnection({ path: socketPath });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "the caller connects to the socket next",
      filename: "a.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { createConnection } from "node:net";
        import { getSocketPath } from "./state.js";
        export async function ensureDaemon(session: string, headless: boolean): Promise<void> {
          spawn("daemon", headless ? ["--session", session, "--headless"] : ["--session", session], { stdio: "ignore" });
          // Give the socket a moment to be ready
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        export async function run(id: string, command: string): Promise<void> {
          await ensureDaemon(id, false);
          const socket = createConnection(getSocketPath(id));
          socket.write(command);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { createConnection, connect } from "node:net";
              import { getSocketPath } from "./state.js";
              export async function ensureDaemon(session: string, headless: boolean): Promise<void> {
                spawn("daemon", headless ? ["--session", session, "--headless"] : ["--session", session], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(getSocketPath(session));
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on \${getSocketPath(session)}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              }
              export async function run(id: string, command: string): Promise<void> {
                await ensureDaemon(id, false);
                const socket = createConnection(getSocketPath(id));
                socket.write(command);
              }
            ` },
          ] },
      ],
    },
    {
      name: "the caller makes the path of something that the function does not know",
      filename: "a.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { createConnection } from "node:net";
        import { getSocketPath } from "./state.js";
        export async function ensureDaemon(session: string): Promise<void> {
          spawn("daemon", ["--session", session], { stdio: "ignore" });
          // Give the socket a moment to be ready
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        export async function run(id: string, dir: string, command: string): Promise<void> {
          await ensureDaemon(id);
          const socket = createConnection(getSocketPath(dir));
          socket.write(command);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7 },
      ],
    },
  ],
});
