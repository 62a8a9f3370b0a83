import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is sent again until it has arrived, by a flag, a deferred promise or a race", rule, {
  valid: [],
  invalid: [
    {
      name: "a message that is posted to a port",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { ok } from "node:assert";
        import { test } from "node:test";
        import { createRuntime, sleep } from "./runtime.js";
        test("says that it ends", async () => {
          const app = await createRuntime();
          await app.start();
          const port = await app.startRepl("a");
          let isEnded = false;
          port.on("message", (message) => {
            if (message.type === "exit") isEnded = true;
          });
          await sleep(100);
          // Tell it to end
          port.postMessage({ type: "input", data: ".exit" });
          // Wait for the message
          await sleep(100);
          ok(isEnded);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 12, suggestions: [
            { messageId: "sendAgain", output: code`
              import { ok } from "node:assert";
              import { test } from "node:test";
              import { createRuntime, sleep } from "./runtime.js";
              test("says that it ends", async () => {
                const app = await createRuntime();
                await app.start();
                const port = await app.startRepl("a");
                let isEnded = false;
                port.on("message", (message) => {
                  if (message.type === "exit") isEnded = true;
                });
                // Tell it to end
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    port.postMessage({ type: "input", data: ".exit" });
                    ok(isEnded);
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
      name: "a message that is posted to a server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { ok } from "node:assert";
        import { test } from "node:test";
        import { createRuntime, sleep } from "./runtime.js";
        test("says that it ends", async () => {
          const app = await createRuntime();
          await app.start();
          const port = await app.startRepl("a");
          let isEnded = false;
          port.on("message", (message) => {
            if (message.type === "exit") isEnded = true;
          });
          await sleep(100);
          // Tell it to end
          port.post({ type: "input", data: ".exit" });
          // Wait for the message
          await sleep(100);
          ok(isEnded);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 12, suggestions: [] },
      ],
    },
    {
      name: "what is sent behind the assertions could meet the answer to what was sent again",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { ok } from "node:assert";
        import { test } from "node:test";
        import { createRuntime, sleep } from "./runtime.js";
        test("knows its globals", async () => {
          const app = await createRuntime();
          await app.start();
          const port = await app.startRepl("a");
          let output = "";
          port.on("message", ({ data }) => (output += data));
          await sleep(100);
          port.postMessage("typeof a");
          await sleep(100);
          ok(output.includes("object"));
          output = "";
          port.postMessage("typeof b");
          await sleep(100);
          ok(output.includes("object"));
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 10, suggestions: [] },
      ],
    },
    {
      name: "a function that goes through what comes until it has seen it, and a race with a timer that rejects",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createClient } from "./client.js";
        it("shows what is typed", async () => {
          const client = createClient();
          const session = await client.start();
          const chunks: string[] = [];
          const shown = (async () => {
            for await (const chunk of client.outputOf(session)) {
              chunks.push(chunk);
              if (chunks.join("").includes("HELLO")) break;
            }
          })();
          // Give the terminal time to initialize
          await new Promise((resolve) => setTimeout(resolve, 500));
          client.sendInput(session, "echo HELLO");
          const timeout = new Promise<void>((_, reject) => {
            setTimeout(() => reject(new Error("nothing is shown")), 10000);
          });
          await Promise.race([shown, timeout]);
          expect(chunks.length).toBeGreaterThan(0);
          expect(chunks[0]).toContain("HELLO");
          expect(chunks.join("")).toContain("HELLO");
          await client.close(session);
        });
      `,
      errors: [
        { messageId: "said", line: 13, suggestions: [
            { messageId: "sendAgain", output: code`
              import { createClient } from "./client.js";
              it("shows what is typed", async () => {
                const client = createClient();
                const session = await client.start();
                const chunks: string[] = [];
                const shown = (async () => {
                  for await (const chunk of client.outputOf(session)) {
                    chunks.push(chunk);
                    if (chunks.join("").includes("HELLO")) break;
                  }
                })();
                for (let arrived = false, deadline = Date.now() + 1500; !arrived && Date.now() < deadline; ) {
                  client.sendInput(session, "echo HELLO");
                  arrived = await Promise.race([shown.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, 100, false))]);
                }
                const timeout = new Promise<void>((_, reject) => {
                  setTimeout(() => reject(new Error("nothing is shown")), 10000);
                });
                await Promise.race([shown, timeout]);
                expect(chunks.length).toBeGreaterThan(0);
                expect(chunks[0]).toContain("HELLO");
                expect(chunks.join("")).toContain("HELLO");
                await client.close(session);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a list of what has come whose length is asserted",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createClient } from "./client.js";
        it("shows what is typed", async () => {
          const client = createClient();
          const session = await client.start();
          const chunks: string[] = [];
          const shown = (async () => {
            for await (const chunk of client.outputOf(session)) {
              chunks.push(chunk);
              if (chunks.join("").includes("HELLO")) break;
            }
          })();
          // Give the terminal time to initialize
          await new Promise((resolve) => setTimeout(resolve, 500));
          client.sendInput(session, "echo HELLO");
          const timeout = new Promise<void>((_, reject) => {
            setTimeout(() => reject(new Error("nothing is shown")), 10000);
          });
          await Promise.race([shown, timeout]);
          expect(chunks.length).toBe(1);
          expect(chunks.join("")).toContain("HELLO");
          await client.close(session);
        });
      `,
      errors: [
        { messageId: "said", line: 13, suggestions: [] },
      ],
    },
    {
      name: "a timer that rejects and is begun before",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { createClient } from "./client.js";
        it("shows what is typed", async () => {
          const client = createClient();
          const session = await client.start();
          const shown = (async () => {
            for await (const chunk of client.outputOf(session)) {
              if (chunk.includes("HELLO")) break;
            }
          })();
          const timeout = new Promise((_, reject) => {
            setTimeout(() => reject(new Error("nothing is shown")), 1000);
          });
          // Give the terminal time to initialize
          await new Promise((resolve) => setTimeout(resolve, 500));
          client.sendInput(session, "echo HELLO");
          await Promise.race([shown, timeout]);
          await client.close(session);
        });
      `,
      errors: [
        { messageId: "said", line: 14, suggestions: [] },
      ],
    },
    {
      name: "a promise that a listener fulfils, and a race with a sleep",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { writeFile } from "node:fs/promises";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { FileWatcher } from "./watcher.js";
        test("tells of a change", async () => {
          const watcher = new FileWatcher({ path: "." });
          const { promise, resolve } = Promise.withResolvers();
          watcher.once("update", async () => {
            await watcher.stop();
            resolve();
          });
          watcher.start();
          await sleep(1000);
          await writeFile("a.txt", "a");
          await Promise.race([sleep(5000), promise]);
        });
      `,
      errors: [
        { messageId: "guess", line: 13, suggestions: [
            { messageId: "sendAgain", output: code`
              import { writeFile } from "node:fs/promises";
              import { test } from "node:test";
              import { setTimeout as sleep } from "node:timers/promises";
              import { FileWatcher } from "./watcher.js";
              test("tells of a change", async () => {
                const watcher = new FileWatcher({ path: "." });
                const { promise, resolve } = Promise.withResolvers();
                watcher.once("update", async () => {
                  await watcher.stop();
                  resolve();
                });
                watcher.start();
                for (let arrived = false, deadline = Date.now() + 2000; !arrived && Date.now() < deadline; ) {
                  await writeFile("a.txt", "a");
                  arrived = await Promise.race([promise.then(() => true), new Promise((resolve) => setTimeout(resolve, 100, false))]);
                }
                await Promise.race([sleep(5000), promise]);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a promise that something else fulfils",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { writeFile } from "node:fs/promises";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { FileWatcher } from "./watcher.js";
        test("tells of a change", async () => {
          const watcher = new FileWatcher({ path: "." });
          const { promise, resolve } = Promise.withResolvers();
          watcher.runs(async () => {
            await watcher.stop();
            resolve();
          });
          watcher.start();
          await sleep(1000);
          await writeFile("a.txt", "a");
          await Promise.race([sleep(5000), promise]);
        });
      `,
      errors: [
        { messageId: "guess", line: 13, suggestions: [] },
      ],
    },
  ],
});
