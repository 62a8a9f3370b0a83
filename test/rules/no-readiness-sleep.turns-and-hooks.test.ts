import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "an attempt in each turn of a loop, whose failure is caught before the sleep",
      filename: "file.js",
      code: code`
        import { connect } from './broker.js';
        let client;
        for (const url of urls) {
          try {
            client = await connect(url);
          } catch (error) {
            log(error);
          }
          await sleep(1000);
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a comment that says that a connection is idle",
      filename: "file.ts",
      code: code`
        export async function reap(pool: Pool) {
          await pool.connect();
          await new Promise((resolve) => setTimeout(resolve, 100)); // wait until the connection has become idle
          pool.reap();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the end of a handler that has a time of its own",
      filename: "file.tsx",
      code: code`
        import { onAll, render } from 'react-native-harness';
        import App from '../App';
        onAll(async () => {
          await render(<App />, { timeout: 1000 });
          await sleep(4000);
        }, 30_000);
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a picture of a page whose content has been seen",
      filename: "file.ts",
      code: code`
        import { expect, test } from '@playwright/test';
        test('home', async ({ page }) => {
          await page.goto('/');
          await expect(page.getByRole('heading')).toBeVisible();
          await page.waitForTimeout(1000);
          await expect(page).toHaveScreenshot({ fullPage: true });
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a start in each turn of a loop, whose failure is caught behind the sleep",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        import { check } from './check.js';
        const apps = ['shop', 'admin'];
        for (const app of apps) {
          const preview = spawn('npx', ['vite', 'preview'], { cwd: app });
          await sleep(5000); // wait for the server to boot
          try {
            check(app);
          } finally {
            preview.kill();
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from 'node:child_process';
              import { check } from './check.js';
              const apps = ['shop', 'admin'];
              for (const app of apps) {
                const preview = spawn('npx', ['vite', 'preview'], { cwd: app });
                await new Promise((resolve, reject) => {
                  let output = '';
                  const settle = (error) => {
                    clearTimeout(timer);
                    preview.stdout.off('data', look).resume();
                    preview.off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error('preview has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  preview.stdout.on('data', look);
                  preview.once('exit', fail).once('error', settle);
                });
                try {
                  check(app);
                } finally {
                  preview.kill();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a comment that says that a worker is to start and be idle",
      filename: "file.ts",
      code: code`
        export class Workers {
          private async createWorker(type: string) {
            const worker = new Worker(new URL(\`./\${type}.ts\`, import.meta.url));
            return { worker, status: 'starting' };
          }
          async request(type: string) {
            const info = await this.createWorker(type);
            await new Promise((resolve) => setTimeout(resolve, 100)); // wait for the worker to initialize and become idle
            info.worker.postMessage('lock');
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8 },
      ],
    },
    {
      name: "the end of a hook of another library that has a time of its own",
      filename: "file.tsx",
      code: code`
        import { beforeAll, describe, it, render } from 'react-native-harness';
        import App from '../App';
        describe('app', () => {
          beforeAll(async () => {
            await render(<App />, { timeout: 1000 });
            await sleep(4000);
          }, 30_000);
          it('reads', () => read('sandbox'));
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 6 },
      ],
    },
    {
      name: "a picture of a page that has come",
      filename: "file.ts",
      code: code`
        import { expect, test } from '@playwright/test';
        test('home', async ({ page }) => {
          await page.goto('/');
          await expect(page).toHaveTitle(/Home/);
          await page.waitForTimeout(1000);
          await expect(page).toHaveScreenshot({ fullPage: true });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, test } from '@playwright/test';
              test('home', async ({ page }) => {
                await page.goto('/');
                await expect(page).toHaveTitle(/Home/);
                await expect(async () => {
                  await expect(page).toHaveScreenshot({ fullPage: true });
                }).toPass({ timeout: 15_000 });
              });
            ` },
          ] },
      ],
    },
  ],
});
