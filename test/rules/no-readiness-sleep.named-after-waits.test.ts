import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: functions that are named after what they wait for", rule, {
  valid: [
    {
      name: "a function named after an animation",
      filename: "file.js",
      code: code`
        export async function waitForAnimation() {
          await new Promise((resolve) => setTimeout(resolve, 3000));
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function named after the server, which asks it",
      filename: "file.js",
      code: code`
        import { isUp } from "./server.js";
        export async function waitForServer() {
          for (let i = 0; i < 10; i++) {
            if (await isUp()) return;
            await new Promise((resolve) => setTimeout(resolve, 3000));
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the same of a function that only sleeps",
      filename: "a.test.ts",
      code: code`
        import fs from "node:fs";
        import { expect, it, vi } from "vitest";
        import { FileWatcher } from "../src/watcher";
        function sleepSome(ms = 400): Promise<void> {
          return new Promise((resolve) => setTimeout(resolve, ms));
        }
        it("syncs", async () => {
          const sync = vi.fn();
          const watcher = new FileWatcher("/tmp/x", sync, { debounceMs: 100 });
          watcher.start();
          await sleepSome();
          fs.writeFileSync("/tmp/x/new.ts", "export {};");
          await vi.waitFor(() => expect(sync).toHaveBeenCalledTimes(1));
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a function named after the server it waits for",
      filename: "file.js",
      code: code`
        export async function waitForServer() {
          await new Promise((resolve) => setTimeout(resolve, 3000));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 2 },
      ],
    },
    {
      name: "a function named after the app ends with a sleep",
      filename: "file.ts",
      code: code`
        import type { Page } from "@playwright/test";
        export async function waitForApp(page: Page) {
          await page.waitForSelector("body", { state: "attached" });
          await page.waitForTimeout(2500);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 4 },
      ],
    },
    {
      name: "a function that lets a watcher settle is called where the watcher debounces",
      filename: "a.test.ts",
      code: code`
        import fs from "node:fs";
        import { expect, it, vi } from "vitest";
        import { FileWatcher } from "../src/watcher";
        function letWatcherSettle(ms = 400): Promise<void> {
          return new Promise((resolve) => setTimeout(resolve, ms));
        }
        it("syncs", async () => {
          const sync = vi.fn();
          const watcher = new FileWatcher("/tmp/x", sync, { debounceMs: 100 });
          watcher.start();
          await letWatcherSettle();
          fs.writeFileSync("/tmp/x/new.ts", "export {};");
          await vi.waitFor(() => expect(sync).toHaveBeenCalledTimes(1));
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 11 },
      ],
    },
    {
      name: "it is told where the function is called, not once more where it is written",
      filename: "a.test.js",
      code: code`
        import { spawn } from "node:child_process";
        import { expect, it } from "vitest";
        async function waitForServer() {
          await new Promise((resolve) => setTimeout(resolve, 3000));
        }
        it("answers", async () => {
          const child = spawn("node", ["server.js"]);
          await waitForServer();
          const response = await fetch("http://localhost:3000/");
          expect(response.status).toBe(200);
          child.kill();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 8, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from "node:child_process";
              import { expect, it } from "vitest";
              async function waitForServer() {
                await new Promise((resolve) => setTimeout(resolve, 3000));
              }
              it("answers", async () => {
                const child = spawn("node", ["server.js"]);
                for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3000/", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://localhost:3000/ does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const response = await fetch("http://localhost:3000/");
                expect(response.status).toBe(200);
                child.kill();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a comment says it in the function, which is told once",
      filename: "a.test.js",
      code: code`
        import { it } from "vitest";
        import { api } from "./api.js";
        async function waitForServer() {
          // give the server time to start
          await new Promise((resolve) => setTimeout(resolve, 3000));
        }
        it("answers", async () => {
          await waitForServer();
          await api.post("/users");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5 },
      ],
    },
  ],
});
