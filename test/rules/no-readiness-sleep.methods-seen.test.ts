import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "what has told that it is ready before",
      filename: "file.ts",
      code: code`
        import { Worker } from "../src/classes";
        import { delay } from "./utils";
        it("counts", async () => {
          const worker = new Worker("a");
          await worker.waitUntilReady();
          worker.run();
          await delay(1000);
          await queue.add("job");
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a method that the file awaits on another of the same class",
      filename: "file.ts",
      code: code`
        import { Worker } from "../src/classes";
        import { delay } from "./utils";
        it("names", async () => {
          const worker = new Worker("a");
          await worker.waitUntilReady();
          expect(await queue.getWorkers()).toHaveLength(1);
        });
        it("counts", async () => {
          const worker = new Worker("a");
          await delay(1000);
          await queue.add("job");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 10, suggestions: [
            { messageId: "awaitReady", output: code`
              import { Worker } from "../src/classes";
              import { delay } from "./utils";
              it("names", async () => {
                const worker = new Worker("a");
                await worker.waitUntilReady();
                expect(await queue.getWorkers()).toHaveLength(1);
              });
              it("counts", async () => {
                const worker = new Worker("a");
                await worker.waitUntilReady();
                await queue.add("job");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a promise that listens for readiness and sleeps",
      filename: "file.ts",
      code: code`
        import { Worker } from "../src/classes";
        import { delay } from "./utils";
        it("names", async () => {
          const worker = new Worker("a");
          await worker.waitUntilReady();
          expect(await queue.getWorkers()).toHaveLength(1);
        });
        it("counts", async () => {
          const worker = new Worker("a");
          await new Promise<void>(async (resolve) => {
            worker.on("ready", () => {
              resolve();
            });
            await delay(1000);
            resolve();
          });
          await queue.add("job");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 14, suggestions: [
            { messageId: "awaitReady", output: code`
              import { Worker } from "../src/classes";
              import { delay } from "./utils";
              it("names", async () => {
                const worker = new Worker("a");
                await worker.waitUntilReady();
                expect(await queue.getWorkers()).toHaveLength(1);
              });
              it("counts", async () => {
                const worker = new Worker("a");
                await worker.waitUntilReady();
                await queue.add("job");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a promise that does something else as well",
      filename: "file.ts",
      code: code`
        import { Worker } from "../src/classes";
        import { delay } from "./utils";
        it("names", async () => {
          const worker = new Worker("a");
          await worker.waitUntilReady();
          expect(await queue.getWorkers()).toHaveLength(1);
        });
        it("counts", async () => {
          const worker = new Worker("a");
          await new Promise<void>(async (resolve) => {
            worker.on("ready", () => {
              resolve();
            });
            await delay(1000);
            queue.resume();
            resolve();
          });
          await queue.add("job");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 14, suggestions: [] },
      ],
    },
    {
      name: "a method that a sleep follows elsewhere",
      filename: "file.ts",
      code: code`
        import { Worker } from "../src/classes";
        import { delay } from "./utils";
        it("names", async () => {
          const worker = new Worker("a");
          await worker.waitUntilReady();
          await delay(10);
          expect(await queue.getWorkers()).toHaveLength(1);
        });
        it("counts", async () => {
          const worker = new Worker("a");
          await delay(1000);
          await queue.add("job");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { Worker } from "../src/classes";
              import { delay } from "./utils";
              it("names", async () => {
                const worker = new Worker("a");
                await worker.waitUntilReady();
                for (const deadline = Date.now() + 20_000; ; ) {
                  try {
                    expect(await queue.getWorkers()).toHaveLength(1);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
              it("counts", async () => {
                const worker = new Worker("a");
                await delay(1000);
                await queue.add("job");
              });
            ` },
          ] },
        { messageId: "maybeGuess", line: 11, suggestions: [] },
      ],
    },
    {
      name: "a method of another class",
      filename: "file.ts",
      code: code`
        import { Events, Worker } from "../src/classes";
        import { delay } from "./utils";
        it("names", async () => {
          const events = new Events("a");
          await events.waitUntilReady();
          expect(await queue.getWorkers()).toHaveLength(1);
        });
        it("counts", async () => {
          const worker = new Worker("a");
          await delay(1000);
          await queue.add("job");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 10, suggestions: [] },
      ],
    },
    {
      name: "a method that is awaited elsewhere behind the same start",
      filename: "file.js",
      code: code`
        import { createClient } from "./client.js";
        import { delay } from "./utils.js";
        it("sends", async () => {
          const client = createClient();
          client.connect();
          await client.waitForOpen();
          client.send("a");
        });
        it("sends more", async () => {
          const client = createClient();
          client.connect();
          await delay(100);
          client.send("a");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 12, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createClient } from "./client.js";
              import { delay } from "./utils.js";
              it("sends", async () => {
                const client = createClient();
                client.connect();
                await client.waitForOpen();
                client.send("a");
              });
              it("sends more", async () => {
                const client = createClient();
                client.connect();
                await client.waitForOpen();
                client.send("a");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a method that is awaited elsewhere behind a start",
      filename: "file.js",
      code: code`
        import { createClient } from "./client.js";
        import { delay } from "./utils.js";
        it("sends", async () => {
          const client = createClient();
          client.connect();
          await client.waitForOpen();
          client.send("a");
        });
        it("sends more", async () => {
          const client = createClient();
          await delay(100);
          client.send("a");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 11, suggestions: [] },
      ],
    },
  ],
});
