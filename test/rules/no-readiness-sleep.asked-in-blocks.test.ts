import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [],
  invalid: [
    {
      name: "a block that asks and asserts",
      filename: "a.test.js",
      code: code`
        const assert = require("assert/strict");
        const { setTimeout: sleep } = require("node:timers/promises");
        const { test } = require("node:test");
        const { request } = require("undici");
        const { createRuntime, waitForEvents } = require("./helper");
        test("reports its health", async (t) => {
          const runtime = await createRuntime(t);
          const url = await runtime.start();
          // Wait for services to restart
          await waitForEvents(runtime, "restarted");
          await sleep(1000);
          {
            const { statusCode } = await request(\`\${url}/status\`);
            assert.strictEqual(statusCode, 200);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 11, suggestions: [
            { messageId: "retryAssertions", output: code`
              const assert = require("assert/strict");
              const { setTimeout: sleep } = require("node:timers/promises");
              const { test } = require("node:test");
              const { request } = require("undici");
              const { createRuntime, waitForEvents } = require("./helper");
              test("reports its health", async (t) => {
                const runtime = await createRuntime(t);
                const url = await runtime.start();
                // Wait for services to restart
                await waitForEvents(runtime, "restarted");
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    {
                      const { statusCode } = await request(\`\${url}/status\`);
                      assert.strictEqual(statusCode, 200);
                    }
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "a loop that asks and asserts some times",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { request } from "undici";
        import { createRuntime } from "./helpers.js";
        test("counts", async () => {
          const app = await createRuntime("metrics.json");
          const url = await app.start();
          // Wait for the runtime to start
          await sleep(1000);
          for (let i = 0; i < 5; i++) {
            const res = await request(url);
            strictEqual(res.statusCode, 200);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { strictEqual } from "node:assert";
              import { test } from "node:test";
              import { setTimeout as sleep } from "node:timers/promises";
              import { request } from "undici";
              import { createRuntime } from "./helpers.js";
              test("counts", async () => {
                const app = await createRuntime("metrics.json");
                const url = await app.start();
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    for (let i = 0; i < 5; i++) {
                      const res = await request(url);
                      strictEqual(res.statusCode, 200);
                    }
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "a loop that may not be entered",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { request } from "undici";
        import { createRuntime, count } from "./helpers.js";
        test("counts", async () => {
          const app = await createRuntime("metrics.json");
          const url = await app.start();
          // Wait for the runtime to start
          await sleep(1000);
          for (let i = 0; i < count; i++) {
            const res = await request(url);
            strictEqual(res.statusCode, 200);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10 },
      ],
    },
    {
      name: "a loop that changes something else in each turn",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { request } from "undici";
        import { createRuntime } from "./helpers.js";
        test("counts", async () => {
          const app = await createRuntime("metrics.json");
          const url = await app.start();
          let sent = 0;
          // Wait for the runtime to start
          await sleep(1000);
          for (let i = 0; i < 5; i++) {
            const res = await request(\`\${url}/\${sent++}\`);
            strictEqual(res.statusCode, 200);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 11 },
      ],
    },
    {
      name: "a request that says more in options from elsewhere",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { request } from "undici";
        import { createRuntime, options } from "./helpers.js";
        test("answers", async () => {
          const app = await createRuntime("metrics.json");
          const url = await app.start();
          // Wait for the runtime to start
          await sleep(1000);
          const res = await request(url, options);
          strictEqual(res.statusCode, 200);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10 },
      ],
    },
    {
      name: "a file is written for an event that is awaited, and its name asserted",
      filename: "a.test.js",
      code: code`
        const fs = require("fs");
        const path = require("path");
        const { expect } = require("chai");
        const { FileWatcher } = require("../lib/file-watcher");
        const { delay, onceEvent, tmpDir, config } = require("./helpers");
        describe("FileWatcher", () => {
          let watcher;
          it("tells of a new file", async () => {
            watcher = await FileWatcher.create(config);
            await delay(600);
            const next = onceEvent(watcher, "change", 8000);
            fs.writeFileSync(path.join(tmpDir, "new.js"), "// new");
            const file = await next;
            expect(path.basename(file)).to.equal("new.js");
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 10, suggestions: [
            { messageId: "sendAgain", output: code`
              const fs = require("fs");
              const path = require("path");
              const { expect } = require("chai");
              const { FileWatcher } = require("../lib/file-watcher");
              const { delay, onceEvent, tmpDir, config } = require("./helpers");
              describe("FileWatcher", () => {
                let watcher;
                it("tells of a new file", async () => {
                  watcher = await FileWatcher.create(config);
                  const next = onceEvent(watcher, "change", 8000);
                  for (let arrived = false, deadline = Date.now() + 1500; !arrived && Date.now() < deadline; ) {
                    fs.writeFileSync(path.join(tmpDir, "new.js"), "// new");
                    arrived = await Promise.race([next.then(() => true), new Promise((resolve) => setTimeout(resolve, 100, false))]);
                  }
                  const file = await next;
                  expect(path.basename(file)).to.equal("new.js");
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a file is appended to for an event that is awaited",
      filename: "a.test.js",
      code: code`
        const fs = require("fs");
        const path = require("path");
        const { expect } = require("chai");
        const { FileWatcher } = require("../lib/file-watcher");
        const { delay, onceEvent, tmpDir, config } = require("./helpers");
        describe("FileWatcher", () => {
          let watcher;
          it("tells of a new file", async () => {
            watcher = await FileWatcher.create(config);
            await delay(600);
            const next = onceEvent(watcher, "change", 8000);
            fs.appendFileSync(path.join(tmpDir, "log"), "new");
            const file = await next;
            expect(path.basename(file)).to.equal("log");
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 10 },
      ],
    },
    {
      name: "two promises of what comes are awaited in an assertion",
      filename: "a.test.ts",
      code: code`
        import { describe, expect, test } from "bun:test";
        import { Redis } from "../redis";
        describe("Subscriber", () => {
          const redis = new Redis();
          test("both get it", async () => {
            const one = redis.subscribe(["news"]);
            const other = redis.subscribe(["news"]);
            const first = new Promise((resolve) => one.on("message", resolve));
            const second = new Promise((resolve) => other.on("message", resolve));
            await Bun.sleep(500);
            await redis.publish("news", "hello");
            expect(await first).toEqual(await second);
            await Promise.all([one.unsubscribe(), other.unsubscribe()]);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 10, suggestions: [
            { messageId: "sendAgain", output: code`
              import { describe, expect, test } from "bun:test";
              import { Redis } from "../redis";
              describe("Subscriber", () => {
                const redis = new Redis();
                test("both get it", async () => {
                  const one = redis.subscribe(["news"]);
                  const other = redis.subscribe(["news"]);
                  const first = new Promise((resolve) => one.on("message", resolve));
                  const second = new Promise((resolve) => other.on("message", resolve));
                  for (let arrived = false, deadline = Date.now() + 1500; !arrived && Date.now() < deadline; ) {
                    await redis.publish("news", "hello");
                    arrived = await Promise.race([Promise.all([first, second]).then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, 100, false))]);
                  }
                  expect(await first).toEqual(await second);
                  await Promise.all([one.unsubscribe(), other.unsubscribe()]);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "what comes is counted behind it",
      filename: "a.test.ts",
      code: code`
        import { describe, expect, test } from "bun:test";
        import { Redis } from "../redis";
        describe("Subscriber", () => {
          const redis = new Redis();
          test("gets it", async () => {
            const one = redis.subscribe(["news"]);
            const messages = [];
            one.on("message", (message) => messages.push(message));
            const first = new Promise((resolve) => one.on("message", resolve));
            await Bun.sleep(500);
            await redis.publish("news", "hello");
            expect(await first).toEqual("hello");
            expect(messages.length).toBe(1);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 10 },
      ],
    },
    {
      name: "a picture of a page that is compared",
      filename: "a.spec.ts",
      code: code`
        import { expect, test } from "@playwright/test";
        test("home", async ({ page }) => {
          await page.goto("/");
          await page.waitForTimeout(2000);
          expect(await page.screenshot({ fullPage: true })).toMatchSnapshot("home.png");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "compareScreenshot", output: code`
              import { expect, test } from "@playwright/test";
              test("home", async ({ page }) => {
                await page.goto("/");
                await expect(page).toHaveScreenshot("home.png", { fullPage: true });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a picture of a window that has a name of its own",
      filename: "a.spec.ts",
      code: code`
        import { expect, test } from "@playwright/test";
        import { _electron } from "playwright";
        test("starts", async () => {
          const app = await _electron.launch({ args: ["main.js"] });
          const window = await app.firstWindow();
          await window.waitForTimeout(5000);
          const screenshot = await window.screenshot({
            animations: "disabled",
          });
          expect(screenshot).toMatchSnapshot("started.png", { maxDiffPixels: 27 });
          await app.close();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "compareScreenshot", output: code`
              import { expect, test } from "@playwright/test";
              import { _electron } from "playwright";
              test("starts", async () => {
                const app = await _electron.launch({ args: ["main.js"] });
                const window = await app.firstWindow();
                await expect(window).toHaveScreenshot("started.png", { animations: "disabled", maxDiffPixels: 27 });
                await app.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a picture that is kept in a file as well",
      filename: "a.spec.ts",
      code: code`
        import { expect, test } from "@playwright/test";
        test("home", async ({ page }) => {
          await page.goto("/");
          await page.waitForTimeout(2000);
          expect(await page.screenshot({ path: "home.png" })).toMatchSnapshot("home.png");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "a picture that is used once more",
      filename: "a.spec.ts",
      code: code`
        import { expect, test } from "@playwright/test";
        import { upload } from "./upload";
        test("home", async ({ page }) => {
          await page.goto("/");
          await page.waitForTimeout(2000);
          const screenshot = await page.screenshot();
          expect(screenshot).toMatchSnapshot("home.png");
          await upload(screenshot);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a loop whose turns differ",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { createHub } from "./hub.js";
        test("goes round", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          for (let i = 0; i < 3; i++) {
            const name = await hub.who();
            strictEqual(name, \`worker-\${i}\`);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "a block that declares for the code behind it",
      filename: "a.test.js",
      code: code`
        import { expect, it } from "vitest";
        import { createHub } from "./hub.js";
        import { sleep } from "./sleep.js";
        it("elects", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          {
            var leader = hub.leader();
            expect(leader).toBe("a");
          }
          hub.vote(leader);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a file that must not be there is written",
      filename: "a.test.js",
      code: code`
        const fs = require("fs");
        const { FileWatcher } = require("../lib/file-watcher");
        const { delay, onceEvent, config } = require("./helpers");
        describe("FileWatcher", () => {
          let watcher;
          it("tells of a new file", async () => {
            watcher = await FileWatcher.create(config);
            await delay(600);
            const next = onceEvent(watcher, "change", 8000);
            fs.writeFileSync("new.js", "// new", { flag: "wx" });
            await next;
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 8 },
      ],
    },
    {
      name: "a file is written, and what it led to is asserted in time",
      filename: "a.test.js",
      code: code`
        const fs = require("fs");
        const { expect } = require("chai");
        const { FileWatcher } = require("../lib/file-watcher");
        const { delay, config } = require("./helpers");
        describe("FileWatcher", () => {
          let watcher;
          let seen;
          it("tells of a new file", async () => {
            watcher = await FileWatcher.create(config);
            watcher.on("change", (file) => (seen = file));
            await delay(600);
            fs.writeFileSync("new.js", "// new");
            await delay(100);
            expect(seen).to.equal("new.js");
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 11 },
      ],
    },
    {
      name: "all that comes is collected and awaited in an assertion",
      filename: "a.test.ts",
      code: code`
        import { describe, expect, test } from "bun:test";
        import { Redis } from "../redis";
        import { receiveAll } from "./receive";
        describe("Subscriber", () => {
          const redis = new Redis();
          test("gets it", async () => {
            const one = redis.subscribe("news");
            const messages = receiveAll(one, 500);
            await Bun.sleep(500);
            await redis.publish("news", "hello");
            expect(await messages).toEqual("hello");
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9 },
      ],
    },
    {
      name: "a picture that is compared by another library",
      filename: "a.spec.ts",
      code: code`
        import { chromium } from "@playwright/test";
        import { expect, test } from "vitest";
        test("home", async () => {
          const browser = await chromium.launch();
          const page = await browser.newPage();
          await page.goto("/");
          await page.waitForTimeout(2000);
          expect(await page.screenshot()).toMatchSnapshot("home.png");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a picture that is kept under a name without an ending",
      filename: "a.spec.ts",
      code: code`
        import { expect, test } from "@playwright/test";
        test("home", async ({ page }) => {
          await page.goto("/");
          await page.waitForTimeout(2000);
          expect(await page.screenshot()).toMatchSnapshot("home");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "a branch behind the assertions reads by an act",
      filename: "a.test.ts",
      code: code`
        import { Queue, Worker } from "bullmq";
        import { expect, it } from "vitest";
        import { delay } from "./delay";
        it("cancels a job", async () => {
          const queue = new Queue("mail");
          let jobId: string | undefined;
          const worker = new Worker("mail", async (job) => {
            jobId = job.id;
            await delay(1000);
          });
          await worker.waitUntilReady();
          await queue.add("one", {});
          // Wait for it to be active
          await delay(100);
          const activeJobs = await queue.getActive();
          expect(activeJobs.length).toBeGreaterThan(0);
          if (jobId) {
            const cancelled = worker.cancelJob(jobId);
            expect(cancelled).toBe(true);
          }
          await worker.close();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 14, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { Queue, Worker } from "bullmq";
              import { expect, it, vi } from "vitest";
              import { delay } from "./delay";
              it("cancels a job", async () => {
                const queue = new Queue("mail");
                let jobId: string | undefined;
                const worker = new Worker("mail", async (job) => {
                  jobId = job.id;
                  await delay(1000);
                });
                await worker.waitUntilReady();
                await queue.add("one", {});
                await vi.waitFor(async () => {
                  const activeJobs = await queue.getActive();
                  expect(activeJobs.length).toBeGreaterThan(0);
                }, { timeout: 1500 });
                if (jobId) {
                  const cancelled = worker.cancelJob(jobId);
                  expect(cancelled).toBe(true);
                }
                await worker.close();
              });
            ` },
          ] },
      ],
    },
  ],
});
