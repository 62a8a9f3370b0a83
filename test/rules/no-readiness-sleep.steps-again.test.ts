import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a function that tries itself again",
      filename: "file.js",
      code: code`
        export class Bridge {
          async generate(options) {
            if (!this.client) {
              await new Promise((resolve) => setTimeout(resolve, 1000)); // Wait for initialization
              return this.generate(options);
            }
            return this.client.generate(options);
          }
        }
      `,
    },
    {
      name: "a pause between the turns of a loop",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const STARTUP_DELAY = 10_000;
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function launchAll(names) {
          for (const [i, name] of names.entries()) {
            if (i > 0) await sleep(STARTUP_DELAY);
            spawn("bot", [name]);
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a broker's handler that is asked again and again",
      filename: "file.js",
      code: code`
        import { expect, it, vi } from "vitest";
        import { createApp, publishMessage } from "./broker.js";
        it("routes a message to its handler", async () => {
          const handler = vi.fn();
          const app = createApp({ handler });
          await app.init();
          // Wait for worker to be ready
          await new Promise((resolve) => setTimeout(resolve, 1000));
          publishMessage("orders", { id: "123" });
          await vi.waitFor(() => {
            expect(handler).toHaveBeenCalledWith({ id: "123" });
          });
          await app.close();
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "sendAgain", output: code`
              import { expect, it, vi } from "vitest";
              import { createApp, publishMessage } from "./broker.js";
              it("routes a message to its handler", async () => {
                const handler = vi.fn();
                const app = createApp({ handler });
                await app.init();
                await vi.waitFor(() => {
                  publishMessage("orders", { id: "123" });
                  expect(handler).toHaveBeenCalledWith({ id: "123" });
                }, { timeout: 2000 });
                await app.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a handler whose calls are counted",
      filename: "file.js",
      code: code`
        import { expect, it, vi } from "vitest";
        import { createApp, publishMessage } from "./broker.js";
        it("routes a message to its handler", async () => {
          const handler = vi.fn();
          const app = createApp({ handler });
          await app.init();
          // Wait for worker to be ready
          await new Promise((resolve) => setTimeout(resolve, 1000));
          publishMessage("orders", { id: "123" });
          await vi.waitFor(() => {
            expect(handler).toHaveBeenCalledTimes(1);
          });
          await app.close();
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a check that rejects",
      filename: "file.js",
      code: code`
        import http from "node:http";
        import { spawn } from "node:child_process";
        export class ModelSetup {
          async startServer() {
            spawn("model", ["serve"], { detached: true }).unref();
            // Wait for server to start
            await new Promise((resolve) => setTimeout(resolve, 2000));
            await this.checkServer();
            console.log("started");
          }
          checkServer() {
            return new Promise((resolve, reject) => {
              http.get("http://localhost:11434/api/tags", (res) => resolve(res.resume())).on("error", reject);
            });
          }
        }
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "connectAgain", output: code`
              import http from "node:http";
              import { spawn } from "node:child_process";
              export class ModelSetup {
                async startServer() {
                  spawn("model", ["serve"], { detached: true }).unref();
                  for (const deadline = Date.now() + 30_000; ; ) {
                    try {
                      await this.checkServer();
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                  console.log("started");
                }
                checkServer() {
                  return new Promise((resolve, reject) => {
                    http.get("http://localhost:11434/api/tags", (res) => resolve(res.resume())).on("error", reject);
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a check that swallows what fails",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export class ModelSetup {
          async startServer() {
            spawn("model", ["serve"], { detached: true }).unref();
            // Wait for server to start
            await new Promise((resolve) => setTimeout(resolve, 2000));
            await this.checkServer();
            console.log("started");
          }
          async checkServer() {
            try {
              await this.client.version();
            } catch (error) {
              console.error("not there", error);
            }
          }
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a check whose answer is used",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function startServer(client) {
          spawn("model", ["serve"], { detached: true }).unref();
          // Wait for server to start
          await new Promise((resolve) => setTimeout(resolve, 2000));
          const isThere = await client.ping();
          return isThere;
        }
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "workers of a queue that are made together",
      filename: "file.js",
      code: code`
        import { Queue, Worker } from "bullmq";
        import { beforeAll, describe, expect, it } from "vitest";
        describe("jobs", () => {
          let queue, worker;
          beforeAll(async () => {
            queue = new Queue("jobs");
            worker = new Worker("jobs", work);
            // Wait for worker to be ready
            await new Promise((resolve) => setTimeout(resolve, 500));
          });
          it("works", async () => {
            expect(await queue.add("a", {})).toBeTruthy();
          });
        });
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "awaitReady", output: code`
              import { Queue, Worker } from "bullmq";
              import { beforeAll, describe, expect, it } from "vitest";
              describe("jobs", () => {
                let queue, worker;
                beforeAll(async () => {
                  queue = new Queue("jobs");
                  worker = new Worker("jobs", work);
                  await worker.waitUntilReady();
                });
                it("works", async () => {
                  expect(await queue.add("a", {})).toBeTruthy();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a hook that gives a sleep back",
      filename: "file.js",
      code: code`
        import { after, before, describe, test } from "node:test";
        import assert from "node:assert";
        import { spawn } from "node:child_process";
        describe("a server", () => {
          before(() => {
            spawn("node", ["server.js"]);
            // Wait for the server to be ready
            return new Promise((resolve) => setTimeout(resolve, 500));
          });
          test("answers", async () => {
            const answer = await fetch("http://localhost:3000/add");
            assert.ok(answer.ok);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "probeFirst", output: code`
              import { after, before, describe, test } from "node:test";
              import assert from "node:assert";
              import { spawn } from "node:child_process";
              describe("a server", () => {
                before(async () => {
                  spawn("node", ["server.js"]);
                  for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3000/add", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error("http://localhost:3000/add does not answer");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                });
                test("answers", async () => {
                  const answer = await fetch("http://localhost:3000/add");
                  assert.ok(answer.ok);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a function that gives a sleep or something else back",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export class Tether {
          start(id) {
            if (!id) {
              return this.findDevice();
            }
            this.child = spawn("tether", [id]);
            // Wait so that it can start
            return delay(4000);
          }
        }
      `,
      errors: [
        { messageId: "said", line: 10, suggestions: [] },
      ],
    },
    {
      name: "a branch that is taken for the lack of what is then asked for",
      filename: "file.js",
      code: code`
        export class Bridge {
          async generate(options) {
            if (!this.client) {
              await new Promise((resolve) => setTimeout(resolve, 1000)); // Wait for initialization
              if (!this.client) {
                throw new Error("not available");
              }
            }
            return this.client.generate(options);
          }
        }
      `,
      errors: [
        { messageId: "said", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              export class Bridge {
                async generate(options) {
                  if (!this.client) {
                    for (const deadline = Date.now() + 30_000; ; ) {
                      try {
                        if (!this.client) {
                          throw new Error("not available");
                        }
                        break;
                      } catch (error) {
                        if (Date.now() > deadline) throw error;
                        await new Promise((resolve) => setTimeout(resolve, 50));
                      }
                    }
                  }
                  return this.client.generate(options);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a pause in each turn of a loop",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const STARTUP_DELAY = 10_000;
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function launchAll(names) {
          for (const [i, name] of names.entries()) {
            const bot = spawn("bot", [name]);
            await sleep(STARTUP_DELAY);
            bot.send("go");
          }
        }
      `,
      errors: [
        { messageId: "named", line: 7, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              const STARTUP_DELAY = 10_000;
              const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              export async function launchAll(names) {
                for (const [i, name] of names.entries()) {
                  const bot = spawn("bot", [name]);
                  await new Promise((resolve, reject) => {
                    let output = "";
                    const settle = (error) => {
                      clearTimeout(timer);
                      bot.stdout.off("data", look).resume();
                      bot.off("exit", fail).off("error", settle);
                      if (error) reject(error);
                      else resolve();
                    };
                    const look = (chunk) => {
                      output += String(chunk);
                      if (/ready|listening|started/i.test(output)) settle();
                    };
                    const fail = () => settle(new Error("bot has ended, or was not ready in time"));
                    const timer = setTimeout(fail, 30_000);
                    bot.stdout.on("data", look);
                    bot.once("exit", fail).once("error", settle);
                  });
                  bot.send("go");
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a window of electron",
      filename: "file.ts",
      code: code`
        const { _electron: electron, test, expect } = require("@playwright/test");
        test("shows a window", async () => {
          const app = await electron.launch({ args: ["main.js"] });
          const window = await app.firstWindow();
          await window.waitForTimeout(500);
          const title = await window.title();
          expect(title).toContain("Raven");
          await app.close();
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              const { _electron: electron, test, expect } = require("@playwright/test");
              test("shows a window", async () => {
                const app = await electron.launch({ args: ["main.js"] });
                const window = await app.firstWindow();
                await expect(async () => {
                  const title = await window.title();
                  expect(title).toContain("Raven");
                }).toPass({ timeout: 1500 });
                await app.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a script that runs in a timer, with the address of its server",
      filename: "file.js",
      code: code`
        const BASE = "http://localhost:5000";
        async function checkDashboard() {
          const response = await fetch(BASE + "/api/jobs");
          console.log(response.status);
        }
        // Wait for server to start, then run tests
        setTimeout(checkDashboard, 3000);
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "probeFirst", output: code`
              const BASE = "http://localhost:5000";
              async function checkDashboard() {
                const response = await fetch(BASE + "/api/jobs");
                console.log(response.status);
              }
              void (async () => {
                for (const deadline = Date.now() + 30_000; !(await fetch(BASE, { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`\${BASE} does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await checkDashboard();
              })();
            ` },
          ] },
      ],
    },
    {
      name: "a script with two addresses",
      filename: "file.js",
      code: code`
        const BASE = "http://localhost:5000";
        const OTHER = "http://localhost:5001";
        async function checkDashboard() {
          const response = await fetch(BASE + "/api/jobs");
          console.log(response.status);
        }
        // Wait for server to start, then run tests
        setTimeout(checkDashboard, 3000);
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
  ],
});
