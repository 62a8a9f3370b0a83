import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: timers at the end of starts", rule, {
  valid: [],
  invalid: [
    {
      name: "a timer ends an async function that starts a server",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const PORT = Number(process.env.DASHBOARD_PORT || "3200");
        export async function startDashboard() {
          spawn("npx", ["next", "dev", "-p", String(PORT)], { stdio: "ignore" });
          setTimeout(() => openBrowser(\`http://localhost:\${PORT}\`), 8_000);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from "node:child_process";
              const PORT = Number(process.env.DASHBOARD_PORT || "3200");
              export async function startDashboard() {
                spawn("npx", ["next", "dev", "-p", String(PORT)], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; !(await fetch(\`http://localhost:\${PORT}\`, { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`http://localhost:\${PORT} does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                openBrowser(\`http://localhost:\${PORT}\`);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a timer ends a function that gives no promise",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const PORT = Number(process.env.DASHBOARD_PORT || "3200");
        export function startDashboard() {
          spawn("npx", ["next", "dev", "-p", String(PORT)], { stdio: "ignore" });
          setTimeout(() => openBrowser(\`http://localhost:\${PORT}\`), 8_000);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 5 },
      ],
    },
    {
      name: "something follows the timer",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const PORT = Number(process.env.DASHBOARD_PORT || "3200");
        export async function startDashboard() {
          spawn("npx", ["next", "dev", "-p", String(PORT)], { stdio: "ignore" });
          setTimeout(() => openBrowser(\`http://localhost:\${PORT}\`), 8_000);
          await writePid();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 5 },
      ],
    },
    {
      name: "a timer with several statements ends a start",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export class Dashboard {
          async start(port) {
            spawn("npx", ["next", "dev", "-p", String(port)], { stdio: "ignore" });
            // give it time to start
            setTimeout(() => {
              console.log("ready");
              openBrowser(\`http://localhost:\${port}\`);
            }, 8_000);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from "node:child_process";
              export class Dashboard {
                async start(port) {
                  spawn("npx", ["next", "dev", "-p", String(port)], { stdio: "ignore" });
                  for (const deadline = Date.now() + 30_000; !(await fetch(\`http://localhost:\${port}\`, { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error(\`http://localhost:\${port} does not answer\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  console.log("ready");
                  openBrowser(\`http://localhost:\${port}\`);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the function is no start",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export class Dashboard {
          async restoreAll(port) {
            spawn("npx", ["next", "dev", "-p", String(port)], { stdio: "ignore" });
            // give it time to start
            setTimeout(() => {
              console.log("ready");
              openBrowser(\`http://localhost:\${port}\`);
            }, 8_000);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6 },
      ],
    },
  ],
});
