import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: pending entries", rule, {
  valid: [
    {
      name: "twin rejects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Rpc {
          pending = new Map();
          request(id, msg) {
            return new Promise((resolve, reject) => {
              this.pending.set(id, { resolve, reject });
              setTimeout(() => {
                this.pending.delete(id);
                reject(new Error("no answer to " + id));
              }, 5000);
              this.socket.send(msg);
            });
          }
        }
      `,
    },
    {
      name: "callback told",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const waiting = {};
        export function ask(id, cb) {
          waiting[id] = cb;
          bus.emit("ask", id);
          setTimeout(() => {
            delete waiting[id];
            cb(new Error("timeout"));
          }, 2000);
        }
      `,
    },
    {
      name: "log",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const calls = new Map();
        export function call(id) {
          return new Promise((resolve) => {
            calls.set(id, resolve);
            setTimeout(() => { calls.delete(id); console.warn(\`no answer to \${id}\`); }, 1000);
          });
        }
      `,
    },
    {
      name: "race in the same function",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const calls = new Map();
        export function call(id) {
          const answer = new Promise((resolve) => calls.set(id, resolve));
          setTimeout(() => calls.delete(id), 1000);
          return Promise.race([answer, rejectAfter(1000)]);
        }
      `,
    },
    {
      name: "ttl cache",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const cache = new Map();
        export function remember(key, value) {
          cache.set(key, value);
          setTimeout(() => cache.delete(key), 60000);
        }
      `,
    },
    {
      name: "dedupe set",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const seen = new Set();
        export function isNew(id) {
          if (seen.has(id)) return false;
          seen.add(id);
          setTimeout(() => seen.delete(id), 60000);
          return true;
        }
      `,
    },
    {
      name: "in-flight promises dedupe",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const inflight = new Map();
        export function load(key, get) {
          if (!inflight.has(key)) {
            inflight.set(key, get(key));
            setTimeout(() => inflight.delete(key), 1000);
          }
          return inflight.get(key);
        }
      `,
    },
    {
      name: "rate limit bucket",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const hits = new Map();
        export function hit(ip) {
          hits.set(ip, (hits.get(ip) ?? 0) + 1);
          setTimeout(() => hits.delete(ip), 60_000);
        }
      `,
    },
    {
      name: "session closed",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const sessions = new Map();
        export function add(id, socket) {
          sessions.set(id, socket);
          setTimeout(() => { sessions.delete(id); socket.terminate(); }, 1000);
        }
      `,
    },
    {
      name: "entry resolved with a status",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Outbox {
          entries = new Map();
          push(id, item) {
            return new Promise((resolve) => {
              this.entries.set(id, { item, resolve });
              setTimeout(() => {
                this.entries.delete(id);
                resolve({ status: "timeout", id });
              }, 100);
            });
          }
        }
      `,
    },
    {
      name: "counter",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const calls = new Map();
        export function call(id, stats) {
          return new Promise((resolve) => {
            calls.set(id, resolve);
            setTimeout(() => { calls.delete(id); stats.dropped++; }, 1000);
          });
        }
      `,
    },
    {
      name: "retry",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const calls = new Map();
        export function call(id, msg, retry) {
          return new Promise((resolve) => {
            calls.set(id, resolve);
            setTimeout(() => { calls.delete(id); retry(msg); }, 1000);
          });
        }
      `,
    },
    {
      name: "twin rejects all",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Rpc {
          pending = new Map();
          request(id) {
            return new Promise((resolve, reject) => {
              this.pending.set(id, { resolve, reject });
            });
          }
          close() {
            this.socket.close();
            for (const { reject } of this.pending.values()) reject(new Error("closed"));
            this.pending.clear();
          }
        }
      `,
    },
    {
      name: "timers go on",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        interface Pending { resolve(value: unknown): void; reject(reason: Error): void }
        export class Rpc {
          private pending = new Map<string, Pending>();
          send(id: string): Promise<unknown> {
            return new Promise((resolve, reject) => {
              setTimeout(() => reject(new Error("timeout")), 1000);
              this.pending.set(id, { resolve, reject });
            });
          }
          disconnect(): void {
            this.pending.clear();
          }
        }
      `,
    },
    {
      name: "splice result used",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Pool {
          waiting = [];
          acquire() { return new Promise((resolve, reject) => this.waiting.push({ resolve, reject })); }
          destroy() {
            for (const { reject } of this.waiting.splice(0)) reject(new Error("destroyed"));
          }
        }
      `,
    },
    {
      name: "swapped then iterated",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Pool {
          waiting = [];
          acquire() { return new Promise((resolve, reject) => this.waiting.push({ resolve, reject })); }
          destroy(err) {
            const waiting = this.waiting;
            this.waiting = [];
            waiting.forEach((w) => w.reject(err));
          }
        }
      `,
    },
    {
      name: "other method rejects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Pool {
          waiting = [];
          acquire() { return new Promise((resolve, reject) => this.waiting.push({ resolve, reject })); }
          failAll(err) { for (const w of this.waiting) w.reject(err); }
          destroy(err) {
            this.failAll(err);
            this.waiting = [];
          }
        }
      `,
    },
    {
      name: "listeners",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Hub {
          listeners = [];
          on(fn) { this.listeners.push(fn); }
          close() { this.listeners = []; }
        }
      `,
    },
    {
      name: "subscribe callbacks",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Hub {
          callbacks = new Set();
          subscribe(callback) { this.callbacks.add(callback); return () => this.callbacks.delete(callback); }
          destroy() { this.callbacks.clear(); }
        }
      `,
    },
    {
      name: "cache",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Store {
          cache = new Map();
          set(k, v) { this.cache.set(k, v); }
          close() { this.cache.clear(); }
        }
      `,
    },
    {
      name: "constructor or reset without waiting",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Batch {
          items = [];
          add(item) { this.items.push(item); }
          close() { this.items = []; }
        }
      `,
    },
    {
      name: "guard throws when there are pending",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Rpc {
          pending = new Map();
          request(id) { return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject })); }
          close() {
            if (this.pending.size > 0) throw new Error("requests are still open");
            this.pending.clear();
          }
        }
      `,
    },
    {
      name: "abort signal rejects each",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Rpc {
          pending = new Map();
          request(id, signal) {
            return new Promise((resolve, reject) => {
              signal.addEventListener("abort", () => reject(signal.reason));
              this.pending.set(id, { resolve, reject });
            });
          }
          close() { this.pending.clear(); }
        }
      `,
    },
    {
      name: "resolved as cancelled",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Sem {
          queue = [];
          acquire() { return new Promise((resolve) => this.queue.push(resolve)); }
          close() {
            this.queue.forEach((resolve) => resolve(false));
            this.queue = [];
          }
        }
      `,
    },
    {
      name: "prototype class flushes",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        function Client() { this.queue = []; }
        Client.prototype.command = function (args, callback) {
          this.queue.push({ args: args, callback: callback });
        };
        Client.prototype.end = function () {
          var queue = this.queue;
          this.queue = [];
          while (queue.length) queue.shift().callback(new Error("closed"));
        };
        module.exports = Client;
      `,
    },
    {
      name: "emptied in send success",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Batcher {
          waiting = [];
          add(item) { return new Promise((resolve, reject) => this.waiting.push({ item, resolve, reject })); }
          flush() {
            const batch = this.waiting;
            this.waiting = [];
            return send(batch);
          }
        }
      `,
    },
    {
      name: "while shift",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Pool {
          waiting = [];
          acquire() { return new Promise((resolve, reject) => this.waiting.push({ resolve, reject })); }
          close() {
            let w;
            while ((w = this.waiting.shift())) w.reject(new Error("closed"));
            this.waiting = [];
          }
        }
      `,
    },
    {
      name: "Object.keys loop",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Rpc {
          pending = {};
          request(id) { return new Promise((resolve, reject) => { this.pending[id] = { resolve, reject }; }); }
          close() {
            for (const id of Object.keys(this.pending)) this.pending[id].reject(new Error("closed"));
            this.pending = {};
          }
        }
      `,
    },
    {
      name: "test hook",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const pending = new Map();
        export function request(id) { return new Promise((resolve, reject) => { pending.set(id, { resolve, reject }); }); }
        afterEach(() => { pending.clear(); });
      `,
    },
    {
      name: "overflow counted",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Mailbox {
          queue = [];
          dropped = 0;
          push(message) {
            if (this.queue.length >= 100) { this.queue.shift(); this.dropped++; }
            this.queue.push(message);
          }
        }
      `,
    },
    {
      name: "overflow history",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Log {
          history = [];
          push(line) {
            if (this.history.length >= 100) this.history.shift();
            this.history.push(line);
          }
        }
      `,
    },
    {
      name: "sweeper rejects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Rpc {
          pending = new Map();
          constructor() {
            setInterval(() => {
              for (const [id, entry] of this.pending) {
                if (Date.now() - entry.at > 5000) { this.pending.delete(id); entry.reject(new Error("timeout")); }
              }
            }, 1000);
          }
          call(id) {
            return new Promise((resolve, reject) => { this.pending.set(id, { resolve, reject, at: Date.now() }); });
          }
        }
      `,
    },
    {
      name: "sweeper of cache",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const cache = new Map();
        setInterval(() => {
          for (const [key, entry] of cache) if (Date.now() > entry.expires) cache.delete(key);
        }, 1000);
        export const put = (key, value) => cache.set(key, { value, expires: Date.now() + 1000 });
      `,
    },
    {
      name: "slot settled by the executor's own name for it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Process {
          kill() {
            return new Promise((resolve) => {
              this.killResolve = resolve;
              this.process.once('close', (code) => {
                this.killResolve = null;
                resolve(code);
              });
            });
          }
        }
      `,
    },
    {
      name: "slot settled by the executor's own name before it is emptied",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Process {
          kill() {
            const self = this;
            return new Promise((resolve) => {
              self.killResolve = resolve;
              self.process.once('close', (code) => { resolve(code); self.killResolve = null; });
              self.timer = setTimeout(() => {
                if (!self.killResolve) return;
                const settle = self.killResolve;
                self.killResolve = null;
                settle(0);
              }, 5000);
            });
          }
        }
      `,
    },
    {
      name: "slot rejected",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Transport {
          receive() {
            return new Promise((resolve, reject) => {
              this.receiveResolve = resolve;
              this.receiveReject = reject;
            });
          }
          close() {
            this.receiveReject?.(new Error("closed"));
            this.receiveResolve = null;
            this.receiveReject = null;
          }
        }
      `,
    },
    {
      name: "got and deleted",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Peers {
          pending = new Map();
          ask(peer) { return new Promise((resolve, reject) => { this.pending.set(peer, { resolve, reject }); }); }
          onDisconnect(peer) {
            this.pending.get(peer)?.reject(new Error("gone"));
            this.pending.delete(peer);
          }
        }
      `,
    },
    {
      name: "closed flag checked elsewhere: callers raced with closed",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Rpc {
          pending = new Map();
          call(id) {
            const answer = new Promise((resolve) => { this.pending.set(id, resolve); });
            return Promise.race([answer, this.closed]);
          }
          close() { this.pending.clear(); }
        }
      `,
    },
    {
      name: "timer of an other wait",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Rpc {
          pending = new Map();
          call(id) { return new Promise((resolve, reject) => { this.pending.set(id, { resolve, reject }); }); }
          answer(id, value) {
            this.pending.get(id).resolve(value);
            setTimeout(() => this.pending.delete(id), 1000);
          }
        }
      `,
    },
    {
      name: "onTimeout method rejects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Port {
          waiters = new Map();
          request(id) {
            return new Promise((resolve, reject) => {
              this.waiters.set(id, { resolve, reject });
              setTimeout(() => this.onTimeout(id), 500);
            });
          }
          onTimeout(id) {
            const w = this.waiters.get(id);
            this.waiters.delete(id);
            w.reject(new Error("timeout"));
          }
        }
      `,
    },
    {
      name: "reconnect resends",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Client {
          queue = [];
          send(m) { return new Promise((resolve, reject) => { this.queue.push({ m, resolve, reject }); }); }
          onClose() {
            this.resend.push(...this.queue);
            this.queue = [];
          }
        }
      `,
    },
    {
      name: "close returns pending count",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Client {
          queue = [];
          send(m) { return new Promise((resolve, reject) => { this.queue.push({ m, resolve, reject }); }); }
          close() {
            const left = this.queue.length;
            this.queue = [];
            return left;
          }
        }
      `,
    },
    {
      name: "destroyed logs count",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Client {
          queue = [];
          send(m) { return new Promise((resolve, reject) => { this.queue.push({ m, resolve, reject }); }); }
          destroy() {
            if (this.queue.length > 0) console.warn("dropping", this.queue.length);
            this.queue = [];
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "map delete only",
      filename: "file.js",
      code: code`
        export class Rpc {
          pending = new Map();
          request(id, msg) {
            return new Promise((resolve, reject) => {
              this.pending.set(id, { resolve, reject });
              setTimeout(() => {
                this.pending.delete(id);
              }, 5000);
              this.socket.send(msg);
            });
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 7, suggestions: [
          { messageId: "rejectEntry", output: code`
            export class Rpc {
              pending = new Map();
              request(id, msg) {
                return new Promise((resolve, reject) => {
                  this.pending.set(id, { resolve, reject });
                  setTimeout(() => {
                    this.pending.delete(id);
                    reject(new Error("no answer in time"));
                  }, 5000);
                  this.socket.send(msg);
                });
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "arrow expression",
      filename: "file.js",
      code: code`
        const pending = new Map();
        export function call(id, port) {
          return new Promise((resolve) => {
            pending.set(id, resolve);
            port.postMessage({ id });
            setTimeout(() => pending.delete(id), 1000);
          });
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 6, suggestions: [
          { messageId: "rejectEntry", output: code`
            const pending = new Map();
            export function call(id, port) {
              return new Promise((resolve, reject) => {
                pending.set(id, resolve);
                port.postMessage({ id });
                setTimeout(() => {
                  pending.delete(id);
                  reject(new Error("no answer in time"));
                }, 1000);
              });
            }
          ` },
        ] },
      ],
    },
    {
      name: "object by key",
      filename: "file.js",
      code: code`
        const waiting = {};
        export function ask(id, cb) {
          waiting[id] = cb;
          bus.emit("ask", id);
          setTimeout(() => {
            delete waiting[id];
          }, 2000);
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 6 },
      ],
    },
    {
      name: "array splice by index",
      filename: "file.ts",
      code: code`
        interface Entry { id: number; resolve: (v: string) => void; reject: (e: Error) => void }
        export class Calls {
          private calls: Entry[] = [];
          send(id: number): Promise<string> {
            return new Promise((resolve, reject) => {
              const entry = { id, resolve, reject };
              this.calls.push(entry);
              setTimeout(() => {
                const i = this.calls.indexOf(entry);
                if (i >= 0) this.calls.splice(i, 1);
              }, 1000);
            });
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 10 },
      ],
    },
    {
      name: "filter reassign",
      filename: "file.ts",
      code: code`
        export class Calls {
          private waiters: Array<{ id: number; resolve: (v: string) => void }> = [];
          send(id: number): Promise<string> {
            return new Promise((resolve) => {
              this.waiters.push({ id, resolve });
              setTimeout(() => {
                this.waiters = this.waiters.filter((w) => w.id !== id);
              }, 1000);
            });
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 7, suggestions: [
          { messageId: "rejectEntry", output: code`
            export class Calls {
              private waiters: Array<{ id: number; resolve: (v: string) => void }> = [];
              send(id: number): Promise<string> {
                return new Promise((resolve, reject) => {
                  this.waiters.push({ id, resolve });
                  setTimeout(() => {
                    this.waiters = this.waiters.filter((w) => w.id !== id);
                    reject(new Error("no answer in time"));
                  }, 1000);
                });
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "deferred",
      filename: "file.js",
      code: code`
        import { Deferred } from "./deferred";
        export class Rpc {
          #calls = new Map();
          call(id) {
            const deferred = new Deferred();
            this.#calls.set(id, deferred);
            setTimeout(() => this.#calls.delete(id), 1000);
            return deferred.promise;
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 7, suggestions: [
          { messageId: "rejectEntry", output: code`
            import { Deferred } from "./deferred";
            export class Rpc {
              #calls = new Map();
              call(id) {
                const deferred = new Deferred();
                this.#calls.set(id, deferred);
                setTimeout(() => {
                  this.#calls.delete(id);
                  deferred.reject(new Error("no answer in time"));
                }, 1000);
                return deferred.promise;
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "withResolvers",
      filename: "file.js",
      code: code`
        const calls = new Map();
        export function call(id, out) {
          const { promise, resolve, reject } = Promise.withResolvers();
          calls.set(id, { resolve, reject });
          out.send(id);
          setTimeout(() => { calls.delete(id); }, 1000);
          return promise;
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 6 },
      ],
    },
    {
      name: "cleanup by name",
      filename: "file.js",
      code: code`
        const calls = new Map();
        export function call(id) {
          return new Promise((resolve, reject) => {
            const forget = () => {
              calls.delete(id);
            };
            calls.set(id, { resolve, reject });
            setTimeout(forget, 1000);
          });
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 5, suggestions: [
          { messageId: "rejectEntry", output: code`
            const calls = new Map();
            export function call(id) {
              return new Promise((resolve, reject) => {
                const forget = () => {
                  calls.delete(id);
                  reject(new Error("no answer in time"));
                };
                calls.set(id, { resolve, reject });
                setTimeout(forget, 1000);
              });
            }
          ` },
        ] },
      ],
    },
    {
      name: "entry got and resolved as fine",
      filename: "file.js",
      code: code`
        export class Outbox {
          entries = [];
          push(item) {
            return new Promise((resolve) => {
              this.entries.push({ item, resolve });
              setTimeout(() => {
                const lost = this.entries.shift();
                lost?.resolve();
              }, 100);
            });
          }
        }
      `,
      errors: [
        { messageId: "settledAsFine", line: 7, suggestions: [
          { messageId: "rejectEntry", output: code`
            export class Outbox {
              entries = [];
              push(item) {
                return new Promise((resolve, reject) => {
                  this.entries.push({ item, resolve, fail: reject });
                  setTimeout(() => {
                    const lost = this.entries.shift();
                    lost?.fail(new Error("not delivered in time"));
                  }, 100);
                });
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "unreferenced timer",
      filename: "file.js",
      code: code`
        const calls = new Map();
        export function call(id) {
          return new Promise((resolve, reject) => {
            calls.set(id, { resolve, reject });
            const t = setTimeout(() => {
              calls.delete(id);
            }, 1000);
            t.unref();
          });
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 6, suggestions: [
          { messageId: "rejectEntry", output: code`
            const calls = new Map();
            export function call(id) {
              return new Promise((resolve, reject) => {
                calls.set(id, { resolve, reject });
                const t = setTimeout(() => {
                  calls.delete(id);
                  reject(new Error("no answer in time"));
                }, 1000);
                t.unref();
              });
            }
          ` },
        ] },
      ],
    },
    {
      name: "reply handler in map with wrapper",
      filename: "file.js",
      code: code`
        const replies = new Map();
        export function request(id, payload, socket) {
          return new Promise((resolve, reject) => {
            replies.set(id, (err, res) => (err ? reject(err) : resolve(res)));
            socket.send(payload);
            setTimeout(() => { replies.delete(id); }, 3000);
          });
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 6, suggestions: [
          { messageId: "rejectEntry", output: code`
            const replies = new Map();
            export function request(id, payload, socket) {
              return new Promise((resolve, reject) => {
                replies.set(id, (err, res) => (err ? reject(err) : resolve(res)));
                socket.send(payload);
                setTimeout(() => { replies.delete(id); reject(new Error("no answer in time")); }, 3000);
              });
            }
          ` },
        ] },
      ],
    },
    {
      name: "guarded by has",
      filename: "file.js",
      code: code`
        const replies = new Map();
        export function request(id, payload, socket) {
          return new Promise((resolve, reject) => {
            replies.set(id, { resolve, reject });
            socket.send(payload);
            setTimeout(() => {
              if (replies.has(id)) {
                replies.delete(id);
              }
            }, 3000);
          });
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 8, suggestions: [
          { messageId: "rejectEntry", output: code`
            const replies = new Map();
            export function request(id, payload, socket) {
              return new Promise((resolve, reject) => {
                replies.set(id, { resolve, reject });
                socket.send(payload);
                setTimeout(() => {
                  if (replies.has(id)) {
                    replies.delete(id);
                    reject(new Error("no answer in time"));
                  }
                }, 3000);
              });
            }
          ` },
        ] },
      ],
    },
    {
      name: "close clears map",
      filename: "file.js",
      code: code`
        export class Rpc {
          pending = new Map();
          request(id) {
            return new Promise((resolve, reject) => {
              this.pending.set(id, { resolve, reject });
            });
          }
          close() {
            this.socket.close();
            this.pending.clear();
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 10, suggestions: [
          { messageId: "rejectEntries", output: code`
            export class Rpc {
              pending = new Map();
              request(id) {
                return new Promise((resolve, reject) => {
                  this.pending.set(id, { resolve, reject });
                });
              }
              close() {
                this.socket.close();
                for (const { reject } of this.pending.values()) reject(new Error("closed before there was an answer"));
                this.pending.clear();
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "new Map",
      filename: "file.ts",
      code: code`
        interface Pending { resolve(value: unknown): void; reject(reason: Error): void; timer: NodeJS.Timeout }
        export class Rpc {
          private pending = new Map<string, Pending>();
          send(id: string): Promise<unknown> {
            return new Promise((resolve, reject) => {
              const timer = setTimeout(() => reject(new Error("timeout")), 1000);
              this.pending.set(id, { resolve, reject, timer });
            });
          }
          disconnect(): void {
            for (const { timer } of this.pending.values()) clearTimeout(timer);
            this.pending = new Map();
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 12, suggestions: [
          { messageId: "rejectEntries", output: code`
            interface Pending { resolve(value: unknown): void; reject(reason: Error): void; timer: NodeJS.Timeout }
            export class Rpc {
              private pending = new Map<string, Pending>();
              send(id: string): Promise<unknown> {
                return new Promise((resolve, reject) => {
                  const timer = setTimeout(() => reject(new Error("timeout")), 1000);
                  this.pending.set(id, { resolve, reject, timer });
                });
              }
              disconnect(): void {
                for (const { timer } of this.pending.values()) clearTimeout(timer);
                for (const { reject } of this.pending.values()) reject(new Error("closed before there was an answer"));
                this.pending = new Map();
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "array emptied in destroy",
      filename: "file.js",
      code: code`
        export class Pool {
          waiting = [];
          acquire() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }
          destroy() {
            this.waiting = [];
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 7, suggestions: [
          { messageId: "rejectEntries", output: code`
            export class Pool {
              waiting = [];
              acquire() {
                return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
              }
              destroy() {
                for (const { reject } of this.waiting) reject(new Error("closed before there was an answer"));
                this.waiting = [];
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "array length",
      filename: "file.js",
      code: code`
        class Pool {
          constructor() { this.waiters = []; }
          acquire(callback) { this.waiters.push(callback); }
          end() {
            this.waiters.length = 0;
          }
        }
        module.exports = Pool;
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 5, suggestions: [
          { messageId: "rejectEntries", output: code`
            class Pool {
              constructor() { this.waiters = []; }
              acquire(callback) { this.waiters.push(callback); }
              end() {
                for (const callback of this.waiters.splice(0)) callback?.(new Error("closed before there was an answer"));
              }
            }
            module.exports = Pool;
          ` },
        ] },
      ],
    },
    {
      name: "splice result unused",
      filename: "file.js",
      code: code`
        export class Pool {
          waiting = [];
          acquire() { return new Promise((resolve, reject) => this.waiting.push({ resolve, reject })); }
          destroy() {
            this.waiting.splice(0);
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 5, suggestions: [
          { messageId: "rejectEntries", output: code`
            export class Pool {
              waiting = [];
              acquire() { return new Promise((resolve, reject) => this.waiting.push({ resolve, reject })); }
              destroy() {
                for (const { reject } of this.waiting) reject(new Error("closed before there was an answer"));
                this.waiting.splice(0);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "close event handler",
      filename: "file.js",
      code: code`
        export function connect(ws) {
          const pending = new Map();
          ws.on("message", (m) => { const { id, result } = JSON.parse(m); pending.get(id)?.resolve(result); pending.delete(id); });
          ws.on("close", () => {
            pending.clear();
          });
          return (id) => new Promise((resolve, reject) => { pending.set(id, { resolve, reject }); ws.send(id); });
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 5, suggestions: [
          { messageId: "rejectEntries", output: code`
            export function connect(ws) {
              const pending = new Map();
              ws.on("message", (m) => { const { id, result } = JSON.parse(m); pending.get(id)?.resolve(result); pending.delete(id); });
              ws.on("close", () => {
                for (const { reject } of pending.values()) reject(new Error("closed before there was an answer"));
                pending.clear();
              });
              return (id) => new Promise((resolve, reject) => { pending.set(id, { resolve, reject }); ws.send(id); });
            }
          ` },
        ] },
      ],
    },
    {
      name: "onclose property",
      filename: "file.js",
      code: code`
        export function connect(ws) {
          let pending = {};
          ws.onclose = () => {
            pending = {};
          };
          return (id) => new Promise((resolve, reject) => { pending[id] = { resolve, reject }; ws.send(id); });
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 4, suggestions: [
          { messageId: "rejectEntries", output: code`
            export function connect(ws) {
              let pending = {};
              ws.onclose = () => {
                for (const { reject } of Object.values(pending)) reject(new Error("closed before there was an answer"));
                pending = {};
              };
              return (id) => new Promise((resolve, reject) => { pending[id] = { resolve, reject }; ws.send(id); });
            }
          ` },
        ] },
      ],
    },
    {
      name: "timer callback",
      filename: "file.js",
      code: code`
        export class ConfirmChannel {
          unconfirmed = [];
          publish(message, cb) {
            this.unconfirmed.push(cb);
            this.emit("frame", message);
          }
          arm(ms) {
            setTimeout(() => {
              this.unconfirmed = [];
            }, ms);
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 9, suggestions: [
          { messageId: "rejectEntries", output: code`
            export class ConfirmChannel {
              unconfirmed = [];
              publish(message, cb) {
                this.unconfirmed.push(cb);
                this.emit("frame", message);
              }
              arm(ms) {
                setTimeout(() => {
                  for (const callback of this.unconfirmed.splice(0)) callback?.(new Error("closed before there was an answer"));
                }, ms);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "prototype class",
      filename: "file.js",
      code: code`
        function Client() { this.queue = []; }
        Client.prototype.command = function (args, callback) {
          this.queue.push({ args: args, callback: callback });
        };
        Client.prototype.end = function () {
          this.queue = [];
          this.stream.end();
        };
        module.exports = Client;
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 6, suggestions: [
          { messageId: "rejectEntries", output: code`
            function Client() { this.queue = []; }
            Client.prototype.command = function (args, callback) {
              this.queue.push({ args: args, callback: callback });
            };
            Client.prototype.end = function () {
              for (const { callback } of this.queue.splice(0)) callback?.(new Error("closed before there was an answer"));
              this.stream.end();
            };
            module.exports = Client;
          ` },
        ] },
      ],
    },
    {
      name: "module closure",
      filename: "file.js",
      code: code`
        const pending = new Map();
        export function request(id) {
          return new Promise((resolve, reject) => { pending.set(id, { resolve, reject }); });
        }
        export function shutdown() {
          pending.clear();
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 6, suggestions: [
          { messageId: "rejectEntries", output: code`
            const pending = new Map();
            export function request(id) {
              return new Promise((resolve, reject) => { pending.set(id, { resolve, reject }); });
            }
            export function shutdown() {
              for (const { reject } of pending.values()) reject(new Error("closed before there was an answer"));
              pending.clear();
            }
          ` },
        ] },
      ],
    },
    {
      name: "semaphores typed functions",
      filename: "file.ts",
      code: code`
        export class Gate {
          private waiters: Array<() => void> = [];
          wait(): Promise<void> { return new Promise((resolve) => { this.waiters.push(resolve); }); }
          dispose(): void {
            this.waiters = [];
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 5 },
      ],
    },
    {
      name: "nulled",
      filename: "file.js",
      code: code`
        export class Rpc {
          constructor() { this.calls = new Map(); }
          call(id) { return new Promise((resolve, reject) => { this.calls.set(id, { resolve, reject }); }); }
          terminate() {
            this.worker.terminate();
            this.calls = null;
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 6, suggestions: [
          { messageId: "rejectEntries", output: code`
            export class Rpc {
              constructor() { this.calls = new Map(); }
              call(id) { return new Promise((resolve, reject) => { this.calls.set(id, { resolve, reject }); }); }
              terminate() {
                this.worker.terminate();
                for (const { reject } of this.calls.values()) reject(new Error("closed before there was an answer"));
                this.calls = null;
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "overflow shifts the oldest silently",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Mailbox {
          queue = [];
          push(message) {
            if (this.queue.length >= 100) this.queue.shift();
            this.queue.push(message);
          }
        }
      `,
      errors: [
        { messageId: "oldestDropped", line: 4 },
      ],
    },
    {
      name: "overflow of waiters",
      filename: "file.js",
      code: code`
        export class Gate {
          waiters = [];
          enter() {
            return new Promise((resolve) => {
              if (this.waiters.length > 10) this.waiters.shift();
              this.waiters.push(resolve);
            });
          }
        }
      `,
      errors: [
        { messageId: "droppedWhenFull", line: 5 },
      ],
    },
    {
      name: "sweeper interval",
      filename: "file.js",
      code: code`
        export class Rpc {
          pending = new Map();
          constructor() {
            setInterval(() => {
              const now = Date.now();
              for (const [id, entry] of this.pending) {
                if (now - entry.at > 5000) this.pending.delete(id);
              }
            }, 1000);
          }
          call(id) {
            return new Promise((resolve, reject) => { this.pending.set(id, { resolve, reject, at: Date.now() }); });
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 7, suggestions: [
            { messageId: "rejectEntry", output: code`
              export class Rpc {
                pending = new Map();
                constructor() {
                  setInterval(() => {
                    const now = Date.now();
                    for (const [id, entry] of this.pending) {
                      if (now - entry.at > 5000) {
                        entry.reject(new Error("no answer in time"));
                        this.pending.delete(id);
                      }
                    }
                  }, 1000);
                }
                call(id) {
                  return new Promise((resolve, reject) => { this.pending.set(id, { resolve, reject, at: Date.now() }); });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "sweeper method",
      filename: "file.js",
      code: code`
        export class Rpc {
          pending = new Map();
          start() { this.timer = setInterval(() => this.sweep(), 1000); }
          sweep() {
            this.pending.forEach((entry, id) => {
              if (Date.now() > entry.deadline) this.pending.delete(id);
            });
          }
          call(id) {
            return new Promise((resolve, reject) => { this.pending.set(id, { resolve, reject, deadline: Date.now() + 1000 }); });
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 6, suggestions: [
            { messageId: "rejectEntry", output: code`
              export class Rpc {
                pending = new Map();
                start() { this.timer = setInterval(() => this.sweep(), 1000); }
                sweep() {
                  this.pending.forEach((entry, id) => {
                    if (Date.now() > entry.deadline) {
                      entry.reject(new Error("no answer in time"));
                      this.pending.delete(id);
                    }
                  });
                }
                call(id) {
                  return new Promise((resolve, reject) => { this.pending.set(id, { resolve, reject, deadline: Date.now() + 1000 }); });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "list remove",
      filename: "file.js",
      code: code`
        export class Pool {
          tasks = new LinkedList();
          acquire() {
            return new Promise((resolve, reject) => {
              const task = { resolve, reject };
              this.tasks.push(task);
              setTimeout(() => {
                this.tasks.remove(task);
              }, 1000);
            });
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 8, suggestions: [
          { messageId: "rejectEntry", output: code`
            export class Pool {
              tasks = new LinkedList();
              acquire() {
                return new Promise((resolve, reject) => {
                  const task = { resolve, reject };
                  this.tasks.push(task);
                  setTimeout(() => {
                    this.tasks.remove(task);
                    reject(new Error("no answer in time"));
                  }, 1000);
                });
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "slot emptied inside the executor, which settles nothing there",
      filename: "file.js",
      code: code`
        export class Process {
          kill() {
            return new Promise((resolve) => {
              this.killResolve = resolve;
              this.process.once('close', (code) => {
                this.killResolve = null;
                this.exitCode = code;
              });
            });
          }
        }
      `,
      errors: [{ messageId: "droppedAtEnd", line: 6 }],
    },
    {
      name: "slot of somebody else, emptied where another promise is settled",
      filename: "file.js",
      code: code`
        export class Transport {
          next() { return new Promise((resolve) => { this.waiter = resolve; }); }
          close() {
            return new Promise((resolve) => {
              this.socket.once('close', () => { this.waiter = null; resolve(); });
            });
          }
        }
      `,
      errors: [{ messageId: "droppedAtEnd", line: 5 }],
    },
    {
      name: "slot nulled",
      filename: "file.js",
      code: code`
        export class Transport {
          receive() {
            return new Promise((resolve, reject) => {
              this.receiveResolve = resolve;
              this.receiveReject = reject;
            });
          }
          close() {
            this.receiveResolve = null;
            this.receiveReject = null;
            this.ws.close();
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 9 },
      ],
    },
    {
      name: "slot by timer",
      filename: "file.js",
      code: code`
        export class Line {
          next() {
            return new Promise((resolve) => {
              this.waiter = resolve;
              setTimeout(() => {
                this.waiter = undefined;
              }, 1000);
            });
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 6 },
      ],
    },
    {
      name: "deleted by key at disconnect",
      filename: "file.js",
      code: code`
        export class Peers {
          pending = new Map();
          ask(peer) { return new Promise((resolve, reject) => { this.pending.set(peer, { resolve, reject }); }); }
          onDisconnect(peer) {
            this.pending.delete(peer);
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 5, suggestions: [
          { messageId: "rejectEntries", output: code`
            export class Peers {
              pending = new Map();
              ask(peer) { return new Promise((resolve, reject) => { this.pending.set(peer, { resolve, reject }); }); }
              onDisconnect(peer) {
                this.pending.get(peer)?.reject(new Error("gone before there was an answer"));
                this.pending.delete(peer);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "dispose symbol",
      filename: "file.js",
      code: code`
        export class Rpc {
          #pending = new Map();
          call(id) { return new Promise((resolve, reject) => { this.#pending.set(id, { resolve, reject }); }); }
          [Symbol.dispose]() {
            this.#pending.clear();
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 5, suggestions: [
          { messageId: "rejectEntries", output: code`
            export class Rpc {
              #pending = new Map();
              call(id) { return new Promise((resolve, reject) => { this.#pending.set(id, { resolve, reject }); }); }
              [Symbol.dispose]() {
                for (const { reject } of this.#pending.values()) reject(new Error("closed before there was an answer"));
                this.#pending.clear();
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "worker exit handler",
      filename: "file.js",
      code: code`
        export function start(worker) {
          const calls = new Map();
          worker.on("exit", () => {
            calls.clear();
          });
          return { call: (id, data) => new Promise((resolve, reject) => { calls.set(id, { resolve, reject }); worker.postMessage({ id, data }); }) };
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 4, suggestions: [
          { messageId: "rejectEntries", output: code`
            export function start(worker) {
              const calls = new Map();
              worker.on("exit", () => {
                for (const { reject } of calls.values()) reject(new Error("closed before there was an answer"));
                calls.clear();
              });
              return { call: (id, data) => new Promise((resolve, reject) => { calls.set(id, { resolve, reject }); worker.postMessage({ id, data }); }) };
            }
          ` },
        ] },
      ],
    },
    {
      name: "pending with id in object literal class",
      filename: "file.ts",
      code: code`
        type Waiter = { resolve: (v: unknown) => void; reject: (e: Error) => void };
        export class Port {
          readonly #waiters: Record<string, Waiter> = {};
          request(id: string): Promise<unknown> {
            return new Promise((resolve, reject) => {
              this.#waiters[id] = { resolve, reject };
              setTimeout(() => {
                delete this.#waiters[id];
              }, 500);
            });
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 8, suggestions: [
          { messageId: "rejectEntry", output: code`
            type Waiter = { resolve: (v: unknown) => void; reject: (e: Error) => void };
            export class Port {
              readonly #waiters: Record<string, Waiter> = {};
              request(id: string): Promise<unknown> {
                return new Promise((resolve, reject) => {
                  this.#waiters[id] = { resolve, reject };
                  setTimeout(() => {
                    delete this.#waiters[id];
                    reject(new Error("no answer in time"));
                  }, 500);
                });
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "timer kept in entry and cleared on answer",
      filename: "file.ts",
      code: code`
        type Waiter = { resolve: (v: unknown) => void; timer: NodeJS.Timeout };
        export class Port {
          private waiters = new Map<string, Waiter>();
          request(id: string): Promise<unknown> {
            return new Promise((resolve) => {
              const timer = setTimeout(() => this.waiters.delete(id), 500);
              this.waiters.set(id, { resolve, timer });
            });
          }
          answer(id: string, v: unknown): void {
            const w = this.waiters.get(id);
            if (!w) return;
            clearTimeout(w.timer);
            this.waiters.delete(id);
            w.resolve(v);
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 6, suggestions: [
          { messageId: "rejectEntry", output: code`
            type Waiter = { resolve: (v: unknown) => void; timer: NodeJS.Timeout };
            export class Port {
              private waiters = new Map<string, Waiter>();
              request(id: string): Promise<unknown> {
                return new Promise((resolve, reject) => {
                  const timer = setTimeout(() => {
                    this.waiters.delete(id);
                    reject(new Error("no answer in time"));
                  }, 500);
                  this.waiters.set(id, { resolve, timer });
                });
              }
              answer(id: string, v: unknown): void {
                const w = this.waiters.get(id);
                if (!w) return;
                clearTimeout(w.timer);
                this.waiters.delete(id);
                w.resolve(v);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "onTimeout method",
      filename: "file.js",
      code: code`
        export class Port {
          waiters = new Map();
          request(id) {
            return new Promise((resolve, reject) => {
              this.waiters.set(id, { resolve, reject });
              setTimeout(() => this.onTimeout(id), 500);
            });
          }
          onTimeout(id) {
            this.waiters.delete(id);
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 10 },
      ],
    },
    {
      name: "bind method",
      filename: "file.js",
      code: code`
        export class Port {
          waiters = new Map();
          request(id) {
            return new Promise((resolve, reject) => {
              this.waiters.set(id, { resolve, reject });
              setTimeout(this.forget.bind(this), 500, id);
            });
          }
          forget(id) {
            this.waiters.delete(id);
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 10 },
      ],
    },
    {
      name: "close in object literal",
      filename: "file.js",
      code: code`
        export function createClient(ws) {
          const pending = new Map();
          return {
            send(id) { return new Promise((resolve, reject) => { pending.set(id, { resolve, reject }); ws.send(id); }); },
            close() {
              ws.close();
              pending.clear();
            },
          };
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 7, suggestions: [
          { messageId: "rejectEntries", output: code`
            export function createClient(ws) {
              const pending = new Map();
              return {
                send(id) { return new Promise((resolve, reject) => { pending.set(id, { resolve, reject }); ws.send(id); }); },
                close() {
                  ws.close();
                  for (const { reject } of pending.values()) reject(new Error("closed before there was an answer"));
                  pending.clear();
                },
              };
            }
          ` },
        ] },
      ],
    },
    {
      name: "arrow close",
      filename: "file.js",
      code: code`
        export const createClient = (ws) => {
          let queue = [];
          const send = (m) => new Promise((resolve, reject) => queue.push({ m, resolve, reject }));
          const close = () => {
            queue = [];
          };
          return { send, close };
        };
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 5, suggestions: [
          { messageId: "rejectEntries", output: code`
            export const createClient = (ws) => {
              let queue = [];
              const send = (m) => new Promise((resolve, reject) => queue.push({ m, resolve, reject }));
              const close = () => {
                for (const { reject } of queue) reject(new Error("closed before there was an answer"));
                queue = [];
              };
              return { send, close };
            };
          ` },
        ] },
      ],
    },
  ],
});
