import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: who is left when it is over", rule, {
  valid: [
    {
      name: "the entries are rejected whatever ends the connection",
      filename: "a.ts",
      code: code`
        export class Engine {
          private readonly calls = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
          private terminated = false;

          async run(socket: { ended: Promise<void> }) {
            await socket.ended;
            for (const { reject } of this.calls.values()) {
              reject(new Error("the connection was lost"));
            }
            this.calls.clear();
          }

          stop() {
            this.terminated = true;
          }

          call(id: string, send: (id: string) => void) {
            return new Promise((resolve, reject) => {
              this.calls.set(id, { resolve, reject });
              send(id);
            });
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the condition only asks whether there are any",
      filename: "a.ts",
      code: code`
        export class Engine {
          private readonly calls = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

          async run(socket: { ended: Promise<void> }) {
            await socket.ended;
            if (this.calls.size > 0) {
              for (const { reject } of this.calls.values()) {
                reject(new Error("the connection was lost"));
              }
            }
            this.calls.clear();
          }

          call(id: string, send: (id: string) => void) {
            return new Promise((resolve, reject) => {
              this.calls.set(id, { resolve, reject });
              send(id);
            });
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "who sets the flag has told them before",
      filename: "a.ts",
      code: code`
        export class Engine {
          private readonly calls = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
          private terminated = false;

          async run(socket: { ended: Promise<void> }) {
            await socket.ended;
            if (!this.terminated) {
              for (const { reject } of this.calls.values()) {
                reject(new Error("the connection was lost"));
              }
            }
            this.calls.clear();
          }

          stop() {
            this.terminated = true;
            for (const { reject } of this.calls.values()) reject(new Error("stopped"));
          }

          call(id: string, send: (id: string) => void) {
            return new Promise((resolve, reject) => {
              this.calls.set(id, { resolve, reject });
              send(id);
            });
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the caller says whether they are to be told",
      filename: "a.ts",
      code: code`
        export class Engine {
          private readonly calls = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

          forget({ rejectPending = true } = {}) {
            if (rejectPending) {
              for (const { reject } of this.calls.values()) reject(new Error("forgotten"));
            }
            this.calls.clear();
          }

          call(id: string, send: (id: string) => void) {
            return new Promise((resolve, reject) => {
              this.calls.set(id, { resolve, reject });
              send(id);
            });
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an end rejects what the timer would have handed on",
      filename: "a.ts",
      code: code`
        export class Pool {
          private batch: { jobs: { resolve: (value: boolean) => void; reject: (error: Error) => void }[]; timer: NodeJS.Timeout } | null = null;

          constructor(private readonly run: (jobs: unknown[]) => void) {}

          verify() {
            return new Promise<boolean>((resolve, reject) => {
              this.batch ??= { jobs: [], timer: setTimeout(this.runBatch, 100) };
              this.batch.jobs.push({ resolve, reject });
            });
          }

          close() {
            if (!this.batch) return;
            clearTimeout(this.batch.timer);
            for (const { reject } of this.batch.jobs) reject(new Error("closed"));
          }

          private runBatch = () => {
            if (this.batch) this.run(this.batch.jobs);
            this.batch = null;
          };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an end hands the rest on itself",
      filename: "a.ts",
      code: code`
        export class Pool {
          private jobs: { resolve: (value: boolean) => void; reject: (error: Error) => void }[] = [];
          private timer: NodeJS.Timeout | undefined;

          constructor(private readonly run: (jobs: unknown[]) => void) {}

          verify() {
            return new Promise<boolean>((resolve, reject) => {
              this.jobs.push({ resolve, reject });
              this.timer ??= setTimeout(() => this.runBatch(), 100);
            });
          }

          close() {
            clearTimeout(this.timer);
            this.runBatch();
          }

          private runBatch() {
            const jobs = this.jobs;
            this.jobs = [];
            this.timer = undefined;
            this.run(jobs);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what stops may go on later",
      filename: "a.ts",
      code: code`
        export class Pool {
          private jobs: { resolve: (value: boolean) => void; reject: (error: Error) => void }[] = [];
          private timer: NodeJS.Timeout | undefined;

          constructor(private readonly run: (jobs: unknown[]) => void) {}

          verify() {
            return new Promise<boolean>((resolve, reject) => {
              this.jobs.push({ resolve, reject });
              this.timer ??= setTimeout(() => this.runBatch(), 100);
            });
          }

          stop() {
            clearTimeout(this.timer);
          }

          private runBatch() {
            const jobs = this.jobs;
            this.jobs = [];
            this.timer = undefined;
            this.run(jobs);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "others take the jobs out, too",
      filename: "a.ts",
      code: code`
        export class Pool {
          private jobs: { resolve: (value: boolean) => void; reject: (error: Error) => void }[] = [];
          private timer: NodeJS.Timeout | undefined;

          constructor(private readonly run: (jobs: unknown[]) => void) {}

          verify() {
            return new Promise<boolean>((resolve, reject) => {
              this.jobs.push({ resolve, reject });
              this.timer ??= setTimeout(() => this.runBatch(), 100);
            });
          }

          take() {
            return this.jobs.splice(0);
          }

          close() {
            clearTimeout(this.timer);
          }

          private runBatch() {
            const jobs = this.jobs;
            this.jobs = [];
            this.timer = undefined;
            this.run(jobs);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what the timer calls can be called by others before the end",
      filename: "a.ts",
      code: code`
        export class Pool {
          private jobs: { resolve: (value: boolean) => void; reject: (error: Error) => void }[] = [];
          private timer: NodeJS.Timeout | undefined;

          constructor(private readonly run: (jobs: unknown[]) => void) {}

          verify() {
            return new Promise<boolean>((resolve, reject) => {
              this.jobs.push({ resolve, reject });
              this.timer ??= setTimeout(() => this.flush(), 100);
            });
          }

          close() {
            clearTimeout(this.timer);
          }

          flush() {
            const jobs = this.jobs;
            this.jobs = [];
            this.timer = undefined;
            this.run(jobs);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a worker that fails is ended, and its tasks are rejected",
      filename: "a.ts",
      code: code`
        export class Pool {
          private readonly tasks = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

          run(id: string, worker: Worker) {
            return new Promise((resolve, reject) => {
              this.tasks.set(id, { resolve, reject });
              worker.postMessage({ id });
            });
          }

          protected watch(node: { worker: Worker; terminate(): void }) {
            node.worker.onmessage = ({ data }) => {
              this.tasks.get(data.id)?.resolve(data.value);
              this.tasks.delete(data.id);
            };
            node.worker.onerror = (event) => {
              for (const { reject } of this.tasks.values()) reject(new Error(event.message));
              node.terminate();
            };
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a worker that fails is another one than the one that answers",
      filename: "a.ts",
      code: code`
        export class Pool {
          private readonly tasks = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

          run(id: string, worker: Worker) {
            return new Promise((resolve, reject) => {
              this.tasks.set(id, { resolve, reject });
              worker.postMessage({ id });
            });
          }

          protected watch(node: { worker: Worker; terminate(): void }, other: { worker: Worker; terminate(): void }) {
            node.worker.onmessage = ({ data }) => {
              this.tasks.get(data.id)?.resolve(data.value);
              this.tasks.delete(data.id);
            };
            other.worker.onerror = () => {
              other.terminate();
            };
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a queue of another file tells who is left before it is cleared",
      filename: "a.ts",
      code: code`
        import { Deferred } from "./deferred";
        import { LinkedQueue } from "./linked-queue";

        export class Channel<T> {
          private readonly pulls = new LinkedQueue<Deferred<T>>();

          next() {
            const pull = new Deferred<T>();
            this.pulls.enqueue(pull);
            return pull.promise;
          }

          push(value: T) {
            this.pulls.dequeue().resolve(value);
          }

          close() {
            this.pulls.forEach((pull) => pull.reject(new Error("closed")));
            this.pulls.clear();
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the entries are rejected only if the connection was lost, and dropped in any case",
      filename: "a.ts",
      code: code`
        export class Engine {
          private readonly calls = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
          private terminated = false;

          async run(socket: { ended: Promise<void> }) {
            await socket.ended;
            if (!this.terminated) {
              for (const { reject } of this.calls.values()) {
                reject(new Error("the connection was lost"));
              }
            }
            this.calls.clear();
          }

          stop() {
            this.terminated = true;
          }

          call(id: string, send: (id: string) => void) {
            return new Promise((resolve, reject) => {
              this.calls.set(id, { resolve, reject });
              send(id);
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "toldInOneCase", line: 12, suggestions: [
            { messageId: "tellInAnyCase", output: code`
              export class Engine {
                private readonly calls = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
                private terminated = false;

                async run(socket: { ended: Promise<void> }) {
                  await socket.ended;
                  for (const { reject } of this.calls.values()) {
                    reject(new Error("the connection was lost"));
                  }
                  this.calls.clear();
                }

                stop() {
                  this.terminated = true;
                }

                call(id: string, send: (id: string) => void) {
                  return new Promise((resolve, reject) => {
                    this.calls.set(id, { resolve, reject });
                    send(id);
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the error that they are told is the condition",
      filename: "a.js",
      code: code`
        export class Engine {
          #waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
          }

          finish(error) {
            if (error) this.#waiting.forEach(({ reject }) => reject(error));
            this.#waiting = [];
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "toldInOneCase", line: 10 },
      ],
    },
    {
      name: "an end stops the timer that alone hands the jobs on",
      filename: "a.ts",
      code: code`
        export class Pool {
          private batch: { jobs: { resolve: (value: boolean) => void; reject: (error: Error) => void }[]; timer: NodeJS.Timeout } | null = null;

          constructor(private readonly run: (jobs: unknown[]) => void) {}

          verify() {
            return new Promise<boolean>((resolve, reject) => {
              this.batch ??= { jobs: [], timer: setTimeout(this.runBatch, 100) };
              this.batch.jobs.push({ resolve, reject });
            });
          }

          close() {
            if (!this.batch) return;
            clearTimeout(this.batch.timer);
          }

          private runBatch = () => {
            if (this.batch) this.run(this.batch.jobs);
            this.batch = null;
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerStopped", line: 15, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Pool {
                private batch: { jobs: { resolve: (value: boolean) => void; reject: (error: Error) => void }[]; timer: NodeJS.Timeout } | null = null;

                constructor(private readonly run: (jobs: unknown[]) => void) {}

                verify() {
                  return new Promise<boolean>((resolve, reject) => {
                    this.batch ??= { jobs: [], timer: setTimeout(this.runBatch, 100) };
                    this.batch.jobs.push({ resolve, reject });
                  });
                }

                close() {
                  if (!this.batch) return;
                  for (const { reject } of this.batch.jobs) reject(new Error("closed before there was an answer"));
                  clearTimeout(this.batch.timer);
                }

                private runBatch = () => {
                  if (this.batch) this.run(this.batch.jobs);
                  this.batch = null;
                };
              }
            ` },
          ] },
      ],
    },
    {
      name: "the batch of which an end stops the timer may be gone",
      filename: "a.ts",
      code: code`
        export class Pool {
          private batch: { jobs: { resolve: (value: boolean) => void; reject: (error: Error) => void }[]; timer: NodeJS.Timeout } | null = null;

          constructor(private readonly run: (jobs: unknown[]) => void) {}

          verify() {
            return new Promise<boolean>((resolve, reject) => {
              this.batch ??= { jobs: [], timer: setTimeout(this.runBatch, 100) };
              this.batch.jobs.push({ resolve, reject });
            });
          }

          close() {
            clearTimeout(this.batch?.timer);
          }

          private runBatch = () => {
            if (this.batch) this.run(this.batch.jobs);
            this.batch = null;
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerStopped", line: 14 },
      ],
    },
    {
      name: "a field of its own keeps the timer",
      filename: "a.ts",
      code: code`
        export class Pool {
          private jobs: { resolve: (value: boolean) => void; reject: (error: Error) => void }[] = [];
          private timer: NodeJS.Timeout | undefined;

          constructor(private readonly run: (jobs: unknown[]) => void) {}

          verify() {
            return new Promise<boolean>((resolve, reject) => {
              this.jobs.push({ resolve, reject });
              this.timer ??= setTimeout(() => this.runBatch(), 100);
            });
          }

          close() {
            clearTimeout(this.timer);
          }

          private runBatch() {
            const jobs = this.jobs;
            this.jobs = [];
            this.timer = undefined;
            this.run(jobs);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerStopped", line: 15, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Pool {
                private jobs: { resolve: (value: boolean) => void; reject: (error: Error) => void }[] = [];
                private timer: NodeJS.Timeout | undefined;

                constructor(private readonly run: (jobs: unknown[]) => void) {}

                verify() {
                  return new Promise<boolean>((resolve, reject) => {
                    this.jobs.push({ resolve, reject });
                    this.timer ??= setTimeout(() => this.runBatch(), 100);
                  });
                }

                close() {
                  for (const { reject } of this.jobs) reject(new Error("closed before there was an answer"));
                  clearTimeout(this.timer);
                }

                private runBatch() {
                  const jobs = this.jobs;
                  this.jobs = [];
                  this.timer = undefined;
                  this.run(jobs);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a worker that fails is ended, and its tasks stay",
      filename: "a.ts",
      code: code`
        export class Pool {
          private readonly tasks = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

          run(id: string, worker: Worker) {
            return new Promise((resolve, reject) => {
              this.tasks.set(id, { resolve, reject });
              worker.postMessage({ id });
            });
          }

          protected watch(node: { worker: Worker; terminate(): void }) {
            node.worker.onmessage = ({ data }) => {
              this.tasks.get(data.id)?.resolve(data.value);
              this.tasks.delete(data.id);
            };
            node.worker.onerror = () => {
              node.terminate();
            };
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "leftAtEnd", line: 17 },
      ],
    },
    {
      name: "a queue of another file is cleared, and one can not be sure to go through it",
      filename: "a.ts",
      code: code`
        import { Deferred } from "./deferred";
        import { LinkedQueue } from "./linked-queue";

        export class Channel<T> {
          private readonly pulls = new LinkedQueue<Deferred<T>>();

          next() {
            const pull = new Deferred<T>();
            this.pulls.enqueue(pull);
            return pull.promise;
          }

          push(value: T) {
            this.pulls.dequeue().resolve(value);
          }

          close() {
            this.pulls.clear();
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "droppedAtEnd", line: 18 },
      ],
    },
  ],
});
