import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: cases, topics and waits of the file", rule, {
  valid: [
    {
      name: "a pause that is to look human",
      filename: "file.js",
      code: code`
        export async function engage(context, url) {
          const page = await context.newPage();
          await page.goto(url);
          await new Promise((resolve) => setTimeout(resolve, 2000)); // Anti-detection delay
          await page.click("#like");
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "one case of a switch, which runs on into the next",
      filename: "file.js",
      code: code`
        import { exec, spawn } from "node:child_process";
        export function control(action) {
          return new Promise((resolve) => {
            switch (action) {
              case "start": {
                const child = spawn("npm", ["start"], { detached: true, stdio: "ignore" });
                child.unref();
                // Give it a moment to start
                setTimeout(() => {
                  resolve("starting");
                }, 1000);
              }
              case "stop":
                exec("pkill server", () => {
                  resolve("stopped");
                });
                break;
            }
          });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a handler of a table",
      filename: "file.js",
      code: code`
        const table = require("table");
        const { Server } = require("../lib/server");
        table.describe("Server").addBatch({
          "a server": {
            handler: function () {
              const server = new Server("http://localhost:9005");
              server.on("call", this.callback);
              // give the server time to start
              setTimeout(function () {
                call("http://localhost:9005");
              }, 500);
            },
          },
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a job that is an object",
      filename: "file.js",
      code: code`
        import { startWatcher } from "./watch.ts";
        import { delay } from "./delay.ts";
        queue.add({
          name: "watches a file",
          async fn() {
            const watcher = startWatcher("x");
            await delay(100);
            Deno.writeTextFileSync("x", "something");
            await watcher.next();
          },
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a wait for an event whose name says that its workers have done something",
      filename: "file.js",
      code: code`
        import { test } from "node:test";
        import { createRuntime, request, sleep, waitForEvents } from "./helper.js";
        test("is healthy again", async (t) => {
          const runtime = await createRuntime(t);
          await waitForEvents(runtime, "service:worker:answered");
          await sleep(1000);
          await request(runtime.url);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a wait for an event with which something begins",
      filename: "file.js",
      code: code`
        import { test } from "node:test";
        import { createRuntime, request, sleep, waitForEvents } from "./helper.js";
        test("is healthy again", async (t) => {
          const runtime = await createRuntime(t);
          await waitForEvents(runtime, "stream-start");
          await sleep(1000);
          await request(runtime.url);
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a pause behind a page",
      filename: "file.js",
      code: code`
        export async function engage(context, url) {
          const page = await context.newPage();
          await page.goto(url);
          await new Promise((resolve) => setTimeout(resolve, 2000)); // short delay
          await page.click("#like");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "one case of a switch, which fulfils the promise by time",
      filename: "file.js",
      code: code`
        import { exec, spawn } from "node:child_process";
        export function control(action) {
          return new Promise((resolve) => {
            switch (action) {
              case "start": {
                const child = spawn("npm", ["start"], { detached: true, stdio: "ignore" });
                child.unref();
                // Give it a moment to start
                setTimeout(() => {
                  resolve("starting");
                }, 1000);
                break;
              }
              case "stop":
                exec("pkill server", () => {
                  resolve("stopped");
                });
                break;
            }
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9 },
      ],
    },
    {
      name: "a topic of vows",
      filename: "file.js",
      code: code`
        const vows = require("vows");
        const { Server } = require("../lib/server");
        vows.describe("Server").addBatch({
          "a server": {
            topic: function () {
              const server = new Server("http://localhost:9005");
              server.on("call", this.callback);
              // give the server time to start
              setTimeout(function () {
                call("http://localhost:9005");
              }, 500);
            },
          },
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "probeFirst", output: code`
              const vows = require("vows");
              const { Server } = require("../lib/server");
              vows.describe("Server").addBatch({
                "a server": {
                  topic: function () {
                    const server = new Server("http://localhost:9005");
                    server.on("call", this.callback);
                    void (async function () {
                      for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:9005", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                        if (Date.now() > deadline) throw new Error("http://localhost:9005 does not answer");
                        await new Promise((resolve) => setTimeout(resolve, 100));
                      }
                      call("http://localhost:9005");
                    })();
                  },
                },
              });
            ` },
          ] },
      ],
    },
    {
      name: "a test of Deno that is an object",
      filename: "file.js",
      code: code`
        import { startWatcher } from "./watch.ts";
        import { delay } from "./delay.ts";
        Deno.test({
          name: "watches a file",
          async fn() {
            const watcher = startWatcher("x");
            await delay(100);
            Deno.writeTextFileSync("x", "something");
            await watcher.next();
          },
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a wait for an event whose name says that its workers have started",
      filename: "file.js",
      code: code`
        import { test } from "node:test";
        import { createRuntime, request, sleep, waitForEvents } from "./helper.js";
        test("is healthy again", async (t) => {
          const runtime = await createRuntime(t);
          await waitForEvents(runtime, "service:worker:started");
          await sleep(1000);
          await request(runtime.url);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 6 },
      ],
    },
    {
      name: "a function of the file that waits until its server listens",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        import { sleep } from "./time.js";
        function startServer() {
          return new Promise((resolve, reject) => {
            const server = createServer();
            server.once("error", reject);
            server.listen(8085, () => resolve(server));
          });
        }
        export async function run(visit) {
          await startServer();
          await sleep(1000); // wait for the server to start
          await visit("http://localhost:8085");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 12, suggestions: [
            { messageId: "removeSleep", output: code`
              import { createServer } from "node:http";
              import { sleep } from "./time.js";
              function startServer() {
                return new Promise((resolve, reject) => {
                  const server = createServer();
                  server.once("error", reject);
                  server.listen(8085, () => resolve(server));
                });
              }
              export async function run(visit) {
                await startServer();
                await visit("http://localhost:8085");
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function of the file that waits until one of two servers listens",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        import { sleep } from "./time.js";
        function startServer() {
          return new Promise((resolve, reject) => {
            const server = createServer();
            server.once("error", reject);
            server.listen(8085, () => resolve(server));
            createServer().listen(8086);
          });
        }
        export async function run(visit) {
          await startServer();
          await sleep(1000); // wait for the server to start
          await visit("http://localhost:8085");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 13 },
      ],
    },
    {
      name: "a function of the file that starts something else as well",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { createServer } from "node:http";
        import { sleep } from "./time.js";
        function startServer() {
          spawn("redis-server", { stdio: "ignore" });
          return new Promise((resolve, reject) => {
            const server = createServer();
            server.once("error", reject);
            server.listen(8085, () => resolve(server));
          });
        }
        export async function run(visit) {
          await startServer();
          await sleep(1000); // wait for the server to start
          await visit("http://localhost:8085");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 14 },
      ],
    },
    {
      name: "a function of the file whose promise is fulfilled by something else as well",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        import { sleep } from "./time.js";
        function startServer() {
          return new Promise((resolve, reject) => {
            const server = createServer();
            server.once("error", () => resolve());
            server.listen(8085, () => resolve(server));
          });
        }
        export async function run(visit) {
          await startServer();
          await sleep(1000); // wait for the server to start
          await visit("http://localhost:8085");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 12 },
      ],
    },
  ],
});
