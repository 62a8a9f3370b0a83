import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: promises that are kept, and awaited at once", rule, {
  valid: [
    {
      name: "something is set going before the promise is awaited",
      filename: "file.ts",
      code: code`
        import { Flow, Worker } from "./queue.js";

        it("processes a job", async () => {
          const worker = new Worker("jobs");
          const flow = new Flow();
          await flow.add({ name: "parent" });

          const completed = new Promise((resolve) => {
            worker.on("completed", resolve);
          });
          worker.run();
          await completed;
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what the executor does itself behind its listener",
      filename: "file.js",
      code: code`
        import { Flow, Worker } from "./queue.js";

        export async function drain(flow, worker) {
          await flow.add({ name: "parent" });
          const drained = new Promise((resolve) => {
            worker.once("drained", resolve);
            worker.run();
          });
          await drained;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "another handler of the executor sets it going",
      filename: "file.js",
      code: code`
        export async function render(runner, worker, file) {
          await runner.load(file);
          await new Promise((resolve) => {
            runner.once("done", resolve);
            worker.on("free", () => runner.run());
          });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the wait begins in the turn of the write",
      filename: "file.js",
      code: code`
        import { EventEmitter, promise } from "@xmpp/events";

        export class Connection extends EventEmitter {
          async open(header) {
            this.parser = new this.Parser();
            this.socket.on("data", (data) => this.parser.write(data));
            const [el] = await Promise.all([promise(this.parser, "start", "error", 2000), this.write(header)]);
            return el;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the answer to a job that is begun anew after a second",
      filename: "a.test.ts",
      code: code`
        import { Queue, Worker } from "../src/classes";
        import { expect, it } from "vitest";
        it("completes a job", async () => {
          const queue = new Queue("mail");
          const worker = new Worker("mail", async (job) => job.data.value);
          await worker.waitUntilReady();
          const job = await queue.add("one", { value: 1 }, { attempts: 3, backoff: 1000 });
          const completed = new Promise((resolve) => {
            worker.on("completed", resolve);
          });
          await completed;
          expect(job.id).toBeDefined();
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a promise that is kept, and awaited at once",
      filename: "file.ts",
      code: code`
        import { Flow, Worker } from "./queue.js";

        it("processes a job", async () => {
          const worker = new Worker("jobs");
          const flow = new Flow();
          await flow.add({ name: "parent" });

          // The worker is done.
          const completed = new Promise<void>((resolve, reject) => {
            worker.on("completed", async (job) => {
              try {
                expect(await job.result()).toBe("done");
                resolve();
              } catch (error) {
                reject(error);
              }
            });
          });
          await completed;
          await worker.close();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 10, suggestions: [
            { messageId: "waitFirst", output: code`
              import { Flow, Worker } from "./queue.js";

              it("processes a job", async () => {
                const worker = new Worker("jobs");
                const flow = new Flow();
                // The worker is done.
                const completed = new Promise<void>((resolve, reject) => {
                  worker.on("completed", async (job) => {
                    try {
                      expect(await job.result()).toBe("done");
                      resolve();
                    } catch (error) {
                      reject(error);
                    }
                  });
                });
                completed.catch(() => {});
                await flow.add({ name: "parent" });
                await completed;
                await worker.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "what the job gave is looked for in the handler",
      filename: "file.ts",
      code: code`
        import { Flow, Worker } from "./queue.js";

        it("processes a job", async () => {
          const worker = new Worker("jobs");
          const flow = new Flow();
          const tree = await flow.add({ name: "parent" });
          const completed = new Promise((resolve) => {
            worker.on("completed", (job) => {
              expect(job.id).toBe(tree.id);
              resolve(job);
            });
          });
          const job = await completed;
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 8 },
      ],
    },
    {
      name: "a promise that is kept and can only be fulfilled",
      filename: "file.js",
      code: code`
        import { once } from "node:events";

        export async function drain(flow, worker) {
          await flow.add({ name: "parent" })
          const drained = new Promise((resolve) => worker.once("drained", resolve))
          return await drained
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 5, suggestions: [
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";

              export async function drain(flow, worker) {
                const drained = new Promise((resolve) => worker.once("drained", resolve))
                await flow.add({ name: "parent" })
                return await drained
              }
            ` },
          ] },
      ],
    },
    {
      name: "a header is awaited before the wait for its answer",
      filename: "file.js",
      code: code`
        import { EventEmitter, promise } from "@xmpp/events";

        export class Connection extends EventEmitter {
          async open(header) {
            this.parser = new this.Parser();
            this.socket.on("data", (data) => this.parser.write(data));
            await this.write(header);
            const el = await promise(this.parser, "start", "error", 2000);
            return el;
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 8, suggestions: [
            { messageId: "waitTogether", output: code`
              import { EventEmitter, promise } from "@xmpp/events";

              export class Connection extends EventEmitter {
                async open(header) {
                  this.parser = new this.Parser();
                  this.socket.on("data", (data) => this.parser.write(data));
                  const [el] = await Promise.all([promise(this.parser, "start", "error", 2000), this.write(header)]);
                  return el;
                }
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { EventEmitter, promise } from "@xmpp/events";

              export class Connection extends EventEmitter {
                async open(header) {
                  this.parser = new this.Parser();
                  this.socket.on("data", (data) => this.parser.write(data));
                  const start = promise(this.parser, "start", "error", 2000);
                  start.catch(() => {});
                  await this.write(header);
                  const el = await start;
                  return el;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the function that is awaited gives the emitter",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { make } from "./make.js";

        let session;
        const connect = async () => {
          session = make();
          await session.open();
        };

        test("is ready", async () => {
          await connect();
          await once(session, "ready");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 12 },
      ],
    },
    {
      name: "the method that is awaited gives the emitter",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { make } from "./make.js";

        class Client {
          async #open() {
            this.session = make();
            await this.session.start();
          }
          async run() {
            await this.#open();
            await once(this.session, "ready");
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 11 },
      ],
    },
    {
      name: "the answer to a job that was added, waited for behind it",
      filename: "a.test.ts",
      code: code`
        import { Queue, Worker } from "../src/classes";
        import { expect, it } from "vitest";
        it("completes a job", async () => {
          const queue = new Queue("mail");
          const worker = new Worker("mail", async (job) => job.data.value);
          await worker.waitUntilReady();
          const job = await queue.add("one", { value: 1 }, { removeOnComplete: true });
          const completed = new Promise((resolve) => {
            worker.on("completed", resolve);
          });
          await completed;
          expect(job.id).toBeDefined();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 9, suggestions: [
            { messageId: "waitFirst", output: code`
              import { Queue, Worker } from "../src/classes";
              import { expect, it } from "vitest";
              it("completes a job", async () => {
                const queue = new Queue("mail");
                const worker = new Worker("mail", async (job) => job.data.value);
                await worker.waitUntilReady();
                const completed = new Promise((resolve) => {
                  worker.on("completed", resolve);
                });
                const job = await queue.add("one", { value: 1 }, { removeOnComplete: true });
                await completed;
                expect(job.id).toBeDefined();
              });
            ` },
          ] },
      ],
    },
  ],
});
