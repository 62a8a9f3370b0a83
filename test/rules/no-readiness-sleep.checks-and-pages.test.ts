import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "the same where the title must not be there",
      filename: "file.js",
      code: code`
        import { expect, test } from "@playwright/test";
        import { createDevServer } from "./dev-server";
        test("a changed title shows up after a restart", async ({ page }) => {
          const dev = await createDevServer();
          await page.goto(dev.url);
          await dev.restart();
          await page.waitForTimeout(2000);
          await page.reload();
          await expect(page).not.toHaveTitle("Before");
        });
      `,
    },
  ],
  invalid: [
    {
      name: "members that are counted with a throw",
      filename: "file.js",
      code: code`
        import { Member } from "../src/member.js";
        const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function up(members) {
          for (const member of members) await member.start();
          console.log("waiting for the cluster to form...");
          await pause(5000);
          const leaders = members.filter((member) => member.role === "leader");
          if (leaders.length !== 1) throw new Error(\`\${leaders.length} leaders\`);
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { Member } from "../src/member.js";
              const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              export async function up(members) {
                for (const member of members) await member.start();
                console.log("waiting for the cluster to form...");
                for (const deadline = Date.now() + 30_000; ; ) {
                  try {
                    const leaders = members.filter((member) => member.role === "leader");
                    if (leaders.length !== 1) throw new Error(\`\${leaders.length} leaders\`);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "members that are counted with a throw and given on",
      filename: "file.js",
      code: code`
        import { Member } from "../src/member.js";
        const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function up(members) {
          for (const member of members) await member.start();
          console.log("waiting for the cluster to form...");
          await pause(5000);
          const [leader] = members.filter((member) => member.role === "leader");
          if (!leader) {
            throw new Error("no leader");
          }
          return leader;
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { Member } from "../src/member.js";
              const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              export async function up(members) {
                for (const member of members) await member.start();
                console.log("waiting for the cluster to form...");
                const leader = await (async () => {
                  for (const deadline = Date.now() + 30_000; ; ) {
                    try {
                      const [leader] = members.filter((member) => member.role === "leader");
                      if (!leader) {
                        throw new Error("no leader");
                      }
                      return leader;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                })();
                return leader;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a child that must have a process id",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function up() {
          const child = spawn("node", ["server.js"]);
          await pause(5000);
          if (!child.pid) throw new Error("not started");
          return 1;
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              export async function up() {
                const child = spawn("node", ["server.js"]);
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
                if (!child.pid) throw new Error("not started");
                return 1;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a child that must not have ended",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function up() {
          const child = spawn("node", ["server.js"]);
          await pause(5000);
          if (child.exitCode !== null) throw new Error("it has ended");
          return 1;
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              export async function up() {
                const child = spawn("node", ["server.js"]);
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
                if (child.exitCode !== null) throw new Error("it has ended");
                return 1;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a locator with a name in playwright",
      filename: "file.js",
      code: code`
        import { expect, test } from "@playwright/test";
        test("a", async ({ page }) => {
          await page.goto("/login");
          await page.getByRole("button", { name: "Sign in" }).click();
          await page.waitForURL("**/chat/**", { timeout: 15_000 });
          await page.waitForTimeout(2000);
          const gear = page.getByRole("link", { name: "Settings" });
          await gear.click();
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { expect, test } from "@playwright/test";
              test("a", async ({ page }) => {
                await page.goto("/login");
                await page.getByRole("button", { name: "Sign in" }).click();
                await page.waitForURL("**/chat/**", { timeout: 15_000 });
                const gear = page.getByRole("link", { name: "Settings" });
                await gear.click();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a log between the sleep and what a page is told",
      filename: "file.js",
      code: code`
        import { chromium } from "playwright";
        const browser = await chromium.launch();
        const page = await browser.newPage();
        await page.goto("http://localhost:3000");
        await page.waitForTimeout(2000);
        // Login
        console.log("Logging in...");
        await page.fill("[name=username]", "test");
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { chromium } from "playwright";
              const browser = await chromium.launch();
              const page = await browser.newPage();
              await page.goto("http://localhost:3000");
              // Login
              console.log("Logging in...");
              await page.fill("[name=username]", "test");
            ` },
          ] },
      ],
    },
    {
      name: "the same with require",
      filename: "file.js",
      code: code`
        const { chromium } = require("playwright");
        async function main() {
          const browser = await chromium.launch();
          const page = await browser.newPage();
          await page.goto("http://localhost:3000");
          await page.waitForTimeout(2000);
          await page.fill("[name=username]", "test");
        }
        main();
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              const { chromium } = require("playwright");
              async function main() {
                const browser = await chromium.launch();
                const page = await browser.newPage();
                await page.goto("http://localhost:3000");
                await page.fill("[name=username]", "test");
              }
              main();
            ` },
          ] },
      ],
    },
    {
      name: "a list that is no locator",
      filename: "file.js",
      code: code`
        import { chromium } from "playwright";
        const browser = await chromium.launch();
        const page = await browser.newPage();
        await page.goto("http://localhost:3000");
        await page.waitForTimeout(2000);
        const [row] = await page.$$("tr");
        await row.click();
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a page that is loaded again behind a restart",
      filename: "file.js",
      code: code`
        import { expect, test } from "@playwright/test";
        import { createDevServer } from "./dev-server";
        test("a changed title shows up after a restart", async ({ page }) => {
          const dev = await createDevServer();
          await page.goto(dev.url);
          await dev.restart();
          await page.waitForTimeout(2000);
          await page.reload();
          await expect(page).toHaveTitle("After");
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, test } from "@playwright/test";
              import { createDevServer } from "./dev-server";
              test("a changed title shows up after a restart", async ({ page }) => {
                const dev = await createDevServer();
                await page.goto(dev.url);
                await dev.restart();
                await expect(async () => {
                  await page.reload();
                  await expect(page).toHaveTitle("After");
                }).toPass({ timeout: 15_000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same in CommonJS",
      filename: "file.js",
      code: code`
        const { expect, test } = require("@playwright/test");
        const { createDevServer } = require("./dev-server");
        test("a changed title shows up after a restart", async ({ page }) => {
          const dev = await createDevServer();
          await page.goto(dev.url);
          await dev.restart();
          await page.waitForTimeout(2000);
          await page.reload();
          await expect(page).toHaveTitle("After");
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              const { expect, test } = require("@playwright/test");
              const { createDevServer } = require("./dev-server");
              test("a changed title shows up after a restart", async ({ page }) => {
                const dev = await createDevServer();
                await page.goto(dev.url);
                await dev.restart();
                await expect(async () => {
                  await page.reload();
                  await expect(page).toHaveTitle("After");
                }).toPass({ timeout: 15_000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a socket that is opened to a server of its own",
      filename: "file.ts",
      code: code`
        import WebSocket from "ws";
        import { startServer } from "./server.js";
        import { setTimeout as sleep } from "node:timers/promises";
        test("a", async () => {
          startServer(3000);
          await sleep(1000);
          const ws = new WebSocket("ws://localhost:3000");
          await new Promise((resolve) => ws.once("open", resolve));
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "probeFirst", output: code`
              import WebSocket from "ws";
              import { startServer } from "./server.js";
              import { setTimeout as sleep } from "node:timers/promises";
              test("a", async () => {
                startServer(3000);
                for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3000", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://localhost:3000 does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const ws = new WebSocket("ws://localhost:3000");
                await new Promise((resolve) => ws.once("open", resolve));
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same with a port",
      filename: "file.ts",
      code: code`
        import WebSocket from "ws";
        import { startServer } from "./server.js";
        import { setTimeout as sleep } from "node:timers/promises";
        test("a", async () => {
          const port = 3000;
          startServer(port);
          await sleep(1000);
          const ws = new WebSocket(\`ws://localhost:\${port}/live\`);
          await new Promise((resolve) => ws.once("open", resolve));
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probeFirst", output: code`
              import WebSocket from "ws";
              import { startServer } from "./server.js";
              import { setTimeout as sleep } from "node:timers/promises";
              test("a", async () => {
                const port = 3000;
                startServer(port);
                for (const deadline = Date.now() + 30_000; !(await fetch(\`http://localhost:\${port}/live\`, { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`http://localhost:\${port}/live does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const ws = new WebSocket(\`ws://localhost:\${port}/live\`);
                await new Promise((resolve) => ws.once("open", resolve));
              });
            ` },
          ] },
      ],
    },
    {
      name: "a socket over TLS",
      filename: "file.ts",
      code: code`
        import WebSocket from "ws";
        import { startServer } from "./server.js";
        import { setTimeout as sleep } from "node:timers/promises";
        test("a", async () => {
          startServer(3000);
          await sleep(1000);
          const ws = new WebSocket("wss://localhost:3000");
          await new Promise((resolve) => ws.once("open", resolve));
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
  ],
});
