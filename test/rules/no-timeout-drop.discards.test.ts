import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: entries that are thrown away", rule, {
  valid: [
    {
      name: "each is rejected before the queue is flushed",
      filename: "a.ts",
      code: code`
        export class Client {
          private offline: { request: unknown; resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];

          query(request: unknown) {
            return new Promise((resolve, reject) => {
              this.offline.push({ request, resolve, reject });
            });
          }

          flushQueue() {
            for (const { reject } of this.offline) reject(new Error("flushed"));
            this.offline = [];
            return this;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a flush that hands over what was kept",
      filename: "a.ts",
      code: code`
        export class Batcher<T> {
          private items: { item: T; resolve: () => void; reject: (error: Error) => void }[] = [];

          constructor(private readonly send: (items: unknown[]) => Promise<void>) {}

          add(item: T) {
            return new Promise<void>((resolve, reject) => {
              this.items.push({ item, resolve, reject });
            });
          }

          flush() {
            const items = this.items;
            this.items = [];
            return this.send(items);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "their timers go on, and reject",
      filename: "a.ts",
      code: code`
        export class Waiters {
          private readonly waiters = new Map<number, (value: unknown) => void>();
          private id = 0;

          clear() {
            this.waiters.clear();
          }

          waitFor(ms: number) {
            const id = this.id++;
            return new Promise((resolve, reject) => {
              setTimeout(() => {
                this.waiters.delete(id);
                reject(new Error("timed out"));
              }, ms);
              this.waiters.set(id, resolve);
            });
          }

          answer(id: number, value: unknown) {
            this.waiters.get(id)?.(value);
            this.waiters.delete(id);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "by their positions they are called back, too",
      filename: "a.js",
      code: code`
        function Pool() {
          this.waiting = [];
        }

        Pool.prototype.acquire = function (callback) {
          var waiter = { callback: callback, timeout: setTimeout(function () { callback(new Error("timed out")); }, 60000) };
          this.waiting.push(waiter);
        };

        Pool.prototype.drain = function () {
          for (var i = 0; i < this.waiting.length; i++) {
            clearTimeout(this.waiting[i].timeout);
            this.waiting[i].callback(new Error("drained"));
          }
          this.waiting = [];
        };

        module.exports = Pool;
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a loop that hands each on, before a pool is destroyed",
      filename: "a.ts",
      code: code`
        export class Pool {
          private idle: object[] = [];
          private queue: Array<(connection: object) => void> = [];

          acquire(): Promise<object> {
            return new Promise((resolve) => {
              this.queue.push(resolve);
            });
          }

          destroy(next: Pool) {
            for (const resolve of this.queue) {
              next.queue.push(resolve);
            }
            this.queue = [];
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "each is called before its key is deleted",
      filename: "a.js",
      code: code`
        function Client(socket) {
          this.socket = socket;
          this.requests = {};
        }

        Client.prototype.request = function (id, callback) {
          this.requests[id] = callback;
          this.socket.write(id);
        };

        Client.prototype.close = function () {
          for (var id in this.requests) {
            var callback = this.requests[id];
            delete this.requests[id];
            callback(new Error("closed"));
          }
        };

        module.exports = Client;
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a parser that a constructor resets",
      filename: "a.js",
      code: code`
        function Parser(stream) {
          this.stream = stream;
          this.reset();
        }

        Parser.prototype.reset = function () {
          this.callbacks = [];
        };

        Parser.prototype.read = function (callback) {
          this.callbacks.push(callback);
        };

        module.exports = Parser;
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a reset with which a connection begins",
      filename: "a.ts",
      code: code`
        export class Link {
          private requests: Array<(value: unknown) => void> = [];

          async connect() {
            this.reset();
          }

          request() {
            return new Promise((resolve) => this.requests.push(resolve));
          }

          private reset() {
            this.requests = [];
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what clears is called behind what rejects",
      filename: "a.ts",
      code: code`
        export class Queue {
          private waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];

          wait() {
            return new Promise<void>((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          fail(error: Error) {
            for (const { reject } of this.waiting) reject(error);
            this.clear();
          }

          private clear() {
            this.waiting = [];
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "those who wait for the next value are told that there is none",
      filename: "a.ts",
      code: code`
        export class Channel<T> {
          private pulls: Array<(result: { value: T | undefined; done: boolean }) => void> = [];

          next() {
            return new Promise((resolve) => this.pulls.push(resolve));
          }

          async return() {
            for (const pull of this.pulls) pull({ value: undefined, done: true });
            this.pulls = [];
            return { value: undefined, done: true };
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a method called return of something that is no iterator",
      filename: "a.ts",
      code: code`
        export class Library {
          private requests: Array<(book: string) => void> = [];

          borrow() {
            return new Promise((resolve) => this.requests.push(resolve));
          }

          return(book: string) {
            const requests = this.requests;
            this.requests = [];
            for (const request of requests) request(book);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "records that stay for a while whether they are answered or not",
      filename: "a.ts",
      code: code`
        export class Tasks {
          private readonly records = new Map<string, { promise: Promise<unknown>; resolve: (value: unknown) => void; timer?: NodeJS.Timeout }>();

          create(id: string, ttl: number) {
            let resolve!: (value: unknown) => void;
            const promise = new Promise((done) => { resolve = done; });
            const timer = setTimeout(() => this.records.delete(id), ttl);
            const record = { promise, resolve, timer };
            this.records.set(id, record);
            return record;
          }

          result(id: string) {
            return this.records.get(id)?.promise;
          }

          clear() {
            for (const record of this.records.values()) clearTimeout(record.timer);
            this.records.clear();
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the timers of those who wait are stopped, and they are forgotten",
      filename: "a.ts",
      code: code`
        export class Waiters {
          private readonly waiters = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void; timer?: NodeJS.Timeout }>();
          private id = 0;

          clear() {
            for (const [, waiter] of this.waiters) {
              clearTimeout(waiter.timer);
            }
            this.waiters.clear();
          }

          waitFor(ms: number) {
            const id = this.id++;
            return new Promise((resolve, reject) => {
              const timer = setTimeout(() => {
                this.waiters.delete(id);
                reject(new Error("timed out"));
              }, ms);
              this.waiters.set(id, { resolve, reject, timer });
            });
          }

          answer(id: number, value: unknown) {
            const waiter = this.waiters.get(id);
            if (!waiter) return;
            clearTimeout(waiter.timer);
            this.waiters.delete(id);
            waiter.resolve(value);
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 9, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Waiters {
                private readonly waiters = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void; timer?: NodeJS.Timeout }>();
                private id = 0;

                clear() {
                  for (const [, waiter] of this.waiters) {
                    clearTimeout(waiter.timer);
                  }
                  for (const { reject } of this.waiters.values()) reject(new Error("closed before there was an answer"));
                  this.waiters.clear();
                }

                waitFor(ms: number) {
                  const id = this.id++;
                  return new Promise((resolve, reject) => {
                    const timer = setTimeout(() => {
                      this.waiters.delete(id);
                      reject(new Error("timed out"));
                    }, ms);
                    this.waiters.set(id, { resolve, reject, timer });
                  });
                }

                answer(id: number, value: unknown) {
                  const waiter = this.waiters.get(id);
                  if (!waiter) return;
                  clearTimeout(waiter.timer);
                  this.waiters.delete(id);
                  waiter.resolve(value);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "timers are stopped one after the other by their positions",
      filename: "a.js",
      code: code`
        function Pool() {
          this.waiting = [];
        }

        Pool.prototype.acquire = function (callback) {
          var self = this;
          var waiter = {
            callback: callback,
            timeout: setTimeout(function () {
              self.waiting.splice(self.waiting.indexOf(waiter), 1);
              callback(new Error("timed out"));
            }, 60000)
          };
          this.waiting.push(waiter);
        };

        Pool.prototype.drain = function () {
          for (var i = 0; i < this.waiting.length; i++) clearTimeout(this.waiting[i].timeout);
          this.waiting = [];
        };

        module.exports = Pool;
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 19, suggestions: [
            { messageId: "rejectEntries", output: code`
              function Pool() {
                this.waiting = [];
              }

              Pool.prototype.acquire = function (callback) {
                var self = this;
                var waiter = {
                  callback: callback,
                  timeout: setTimeout(function () {
                    self.waiting.splice(self.waiting.indexOf(waiter), 1);
                    callback(new Error("timed out"));
                  }, 60000)
                };
                this.waiting.push(waiter);
              };

              Pool.prototype.drain = function () {
                for (var i = 0; i < this.waiting.length; i++) clearTimeout(this.waiting[i].timeout);
                for (const { callback } of this.waiting.splice(0)) callback?.(new Error("closed before there was an answer"));
              };

              module.exports = Pool;
            ` },
          ] },
      ],
    },
    {
      name: "a loop that does nothing with those who wait, before a pool is destroyed",
      filename: "a.ts",
      code: code`
        export class Pool {
          private idle: object[] = [];
          private queue: Array<(connection: object) => void> = [];

          acquire(): Promise<object> {
            const connection = this.idle.pop();
            if (connection) return Promise.resolve(connection);
            return new Promise((resolve) => {
              this.queue.push(resolve);
            });
          }

          destroy() {
            for (const resolve of this.queue) {
              void resolve;
            }
            this.queue = [];
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 17 },
      ],
    },
    {
      name: "each key is deleted at the end, and nobody is told",
      filename: "a.js",
      code: code`
        class Bus {
          waiters = {};

          query(port, id) {
            return new Promise((resolve, reject) => {
              this.waiters[id] = { resolve, reject };
              port.write({ id });
            });
          }

          destroy() {
            for (const id of Object.keys(this.waiters)) {
              delete this.waiters[id];
            }
          }
        }

        module.exports = Bus;
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 13, suggestions: [
            { messageId: "rejectEntry", output: code`
              class Bus {
                waiters = {};

                query(port, id) {
                  return new Promise((resolve, reject) => {
                    this.waiters[id] = { resolve, reject };
                    port.write({ id });
                  });
                }

                destroy() {
                  for (const id of Object.keys(this.waiters)) {
                    this.waiters[id].reject(new Error("closed before there was an answer"));
                    delete this.waiters[id];
                  }
                }
              }

              module.exports = Bus;
            ` },
          ] },
      ],
    },
    {
      name: "whoever leaves an iterator leaves those who wait for its next value",
      filename: "a.ts",
      code: code`
        export class Channel<T> {
          private values: T[] = [];
          private pulls: Array<(result: { value: T | undefined; done: boolean }) => void> = [];

          push(value: T) {
            const pull = this.pulls.shift();
            if (pull) pull({ value, done: false });
            else this.values.push(value);
          }

          next() {
            return new Promise((resolve) => this.pulls.push(resolve));
          }

          async return() {
            this.pulls = [];
            return { value: undefined, done: true };
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 16 },
      ],
    },
    {
      name: "an offline queue is flushed without an answer to those who asked",
      filename: "a.ts",
      code: code`
        export class Client {
          private offline: { request: unknown; resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
          private isOnline = false;

          constructor(private readonly protocol: { query(request: unknown): Promise<unknown> }) {}

          query(request: unknown) {
            if (this.isOnline) return this.protocol.query(request);
            return new Promise((resolve, reject) => {
              this.offline.push({ request, resolve, reject });
            });
          }

          flushQueue() {
            this.offline = [];
            return this;
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "discarded", line: 15, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Client {
                private offline: { request: unknown; resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
                private isOnline = false;

                constructor(private readonly protocol: { query(request: unknown): Promise<unknown> }) {}

                query(request: unknown) {
                  if (this.isOnline) return this.protocol.query(request);
                  return new Promise((resolve, reject) => {
                    this.offline.push({ request, resolve, reject });
                  });
                }

                flushQueue() {
                  for (const { reject } of this.offline) reject(new Error("dropped before there was an answer"));
                  this.offline = [];
                  return this;
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
