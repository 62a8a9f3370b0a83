import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a time that a caller has to order",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        export async function detect(port: number, initialDelay = 0) {
          // Initial delay to wait for the admin server to boot.
          if (initialDelay > 0) {
            await new Promise((resolve) => setTimeout(resolve, initialDelay));
          }
          return fetch(\`http://127.0.0.1:\${port}/functions.yaml\`);
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a time that a variable of the environment orders",
      filename: "file.ts",
      code: code`
        import fastify from "fastify";
        import { setTimeout as sleep } from "node:timers/promises";
        // This is needed in some tests to allow another process to start tailing logs
        if (process.env.DELAY_START) {
          await sleep(parseInt(process.env.DELAY_START));
        }
        const app = fastify({ logger: true });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a time that callers may only take away",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        export async function detect(port: number, initialDelay = 2000) {
          // Initial delay to wait for the admin server to boot.
          if (initialDelay > 0) {
            await new Promise((resolve) => setTimeout(resolve, initialDelay));
          }
          return fetch(\`http://127.0.0.1:\${port}/functions.yaml\`);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5 },
      ],
    },
    {
      name: "a time that a caller has to order under another condition",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        export async function detect(port: number, isSlow = false, initialDelay = 0) {
          // Initial delay to wait for the admin server to boot.
          if (isSlow) {
            await new Promise((resolve) => setTimeout(resolve, initialDelay));
          }
          return fetch(\`http://127.0.0.1:\${port}/functions.yaml\`);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5 },
      ],
    },
  ],
});
