import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [],
  invalid: [
    {
      name: "a method of readiness that nobody has asked",
      filename: "file.test.ts",
      code: code`
        import { QueueEvents } from "bullmq";

        beforeEach(async () => {
          events = new QueueEvents(name, { connection });
          await delay(50); // allow it to connect
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import { QueueEvents } from "bullmq";

              beforeEach(async () => {
                events = new QueueEvents(name, { connection });
                await events.waitUntilReady();
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same, asked before",
      filename: "file.test.ts",
      code: code`
        import { QueueEvents } from "bullmq";

        beforeEach(async () => {
          events = new QueueEvents(name, { connection });
          await events.waitUntilReady();
          await delay(50); // allow it to connect
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6 },
      ],
    },
    {
      name: "the method of another one, asked before",
      filename: "file.test.ts",
      code: code`
        import { Queue, QueueEvents } from "bullmq";

        beforeEach(async () => {
          queue = new Queue(name, { connection });
          await queue.waitUntilReady();
          events = new QueueEvents(name, { connection });
          await delay(50); // allow it to connect
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "awaitReady", output: code`
              import { Queue, QueueEvents } from "bullmq";

              beforeEach(async () => {
                queue = new Queue(name, { connection });
                await queue.waitUntilReady();
                events = new QueueEvents(name, { connection });
                await events.waitUntilReady();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a comment that speaks of what comes when it is ready already",
      filename: "file.test.ts",
      code: code`
        import { Worker } from "bullmq";

        it("keeps its child", async () => {
          const worker = new Worker(name, processFile, { connection });
          await started;
          // Need some time to create the child job and start processing
          await delay(250);
          const [child] = Object.values(worker.childPool.retained);
          await child.kill("SIGKILL");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { Worker } from "bullmq";

              it("keeps its child", async () => {
                const worker = new Worker(name, processFile, { connection });
                await started;
                for (const deadline = Date.now() + 1500; !Object.values(worker.childPool.retained)[0]; ) {
                  if (Date.now() > deadline) throw new Error("child is not there in time");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const [child] = Object.values(worker.childPool.retained);
                await child.kill("SIGKILL");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a comment that speaks of it by its name",
      filename: "file.test.ts",
      code: code`
        import { Worker } from "bullmq";

        it("works", async () => {
          const worker = new Worker(name, processFile, { connection });
          // wait for the worker to start
          await delay(250);
          await queue.add("job", {});
          expect(await queue.getActiveCount()).toBe(1);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import { Worker } from "bullmq";

              it("works", async () => {
                const worker = new Worker(name, processFile, { connection });
                await worker.waitUntilReady();
                await queue.add("job", {});
                expect(await queue.getActiveCount()).toBe(1);
              });
            ` },
          ] },
      ],
    },
  ],
});
