import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: names and attempts", rule, {
  valid: [
    {
      name: "a poll calls what its name says",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export class Pool {
          async acquire() {
            for (;;) {
              const worker = this.free.pop();
              if (worker) return worker;
              await this.waitForWorker();
            }
          }
          async waitForWorker() {
            await sleep(20);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a class that stands in for a real one",
      filename: "a.test.js",
      code: code`
        class FakeCluster {
          async waitForReady() {
            await new Promise((r) => setTimeout(r, 5));
          }
        }
        it("runs", async () => {
          await run(new FakeCluster());
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function that is named after what is to be gone",
      filename: "a.test.js",
      code: code`
        const waitForLostClient = () => new Promise((r) => setTimeout(r, 3000));
        it("forgets a client", async () => {
          drop();
          await waitForLostClient();
          expect(server.clients.size).toBe(0);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function that is named after an animation",
      filename: "a.test.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        async function waitForAnimationsToSettle() {
          await sleep(300);
        }
        it("opens", async () => {
          click();
          await waitForAnimationsToSettle();
          expect(panel.height).toBe(100);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function that hands something out",
      filename: "file.js",
      code: code`
        export async function giveNode() {
          await new Promise((r) => setTimeout(r, 500));
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a comment above the first constant is of the file",
      filename: "file.js",
      code: code`
        /* Copyright. This module waits for connections and starts up servers. */
        const PAUSE = 100;
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function run() {
          await first();
          await sleep(PAUSE);
          await second();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a comment at a constant is of people",
      filename: "file.js",
      code: code`
        import { show } from "./show.js";
        // give the user time to start reading
        const PAUSE = 3000;
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function run() {
          await show();
          await sleep(PAUSE);
          await show();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an attempt that has failed connects once more, and leaves the rest to the next one",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        async function attempt() {
          try {
            await client.ping();
            return true;
          } catch {
            await client.connect();
            await sleep(1000);
            return false;
          }
        }
        while (!(await attempt())) {}
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a wait that is named after a worker, and no poll",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export class Pool {
          async acquire() {
            this.fill();
            await this.waitForWorker();
            return this.free.pop();
          }
          async waitForWorker() {
            await sleep(20);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 5 },
      ],
    },
    {
      name: "a comment above another constant is of it",
      filename: "file.js",
      code: code`
        import { start } from "./start.js";
        // time for the server to start
        const PAUSE = 3000;
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function run() {
          await start();
          await sleep(PAUSE);
          await ask();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7 },
      ],
    },
    {
      name: "an attempt that has failed starts what it needs, and goes on",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        async function open() {
          try {
            return await connectTo(url);
          } catch {
            spawn("driver", [], { detached: true }).unref();
            await sleep(1000);
            return connectTo(url);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
  ],
});
