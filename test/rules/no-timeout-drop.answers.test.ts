import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: answers", rule, {
  valid: [
    {
      name: "a wait for the exit of what was killed",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        async function waitForProcessExit(pid, ms) {
          const deadline = Date.now() + ms;
          while (Date.now() < deadline) { if (!isAlive(pid)) return true; await sleep(200); }
          return false;
        }
        export async function finish(pid) {
          forceKillTree(pid);
          await waitForProcessExit(pid, 10_000);
        }
      `,
    },
    {
      name: "a wait that is given the signal that kills",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function finish(child: ChildProcess) {
          const waitForExit = (signal: NodeJS.Signals, ms: number) =>
            new Promise<boolean>((resolve) => {
              const timer = setTimeout(() => resolve(false), ms);
              child.once("exit", () => { clearTimeout(timer); resolve(true); });
              child.kill(signal);
            });
          await waitForExit("SIGKILL", 1000);
        }
      `,
    },
    {
      name: "flag throws",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function schedule(limiter, fn, ms) {
          let expired = false;
          const timer = setTimeout(() => { expired = true; }, ms);
          return limiter.run(async () => {
            clearTimeout(timer);
            if (expired) throw new Error("too late");
            return fn();
          });
        }
      `,
    },
    {
      name: "flag and reject",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function schedule(limiter, fn, ms) {
          return new Promise((resolve, reject) => {
            let expired = false;
            setTimeout(() => { expired = true; reject(new Error("late")); }, ms);
            limiter.run(async () => {
              if (expired) return;
              resolve(await fn());
            });
          });
        }
      `,
    },
    {
      name: "loop deadline",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function spin(ms) {
          let late = false;
          setTimeout(() => { late = true; }, ms);
          return async () => { while (!late) await step(); };
        }
      `,
    },
    {
      name: "flag read elsewhere too",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function schedule(limiter, fn, ms) {
          let expired = false;
          setTimeout(() => { expired = true; }, ms);
          limiter.run(async () => { if (expired) return; await fn(); });
          return { isExpired: () => expired };
        }
      `,
    },
    {
      name: "not swallowed",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const queue = [];
        export async function flush() {
          const batch = queue.splice(0);
          await fetch(url, { method: "POST", body: JSON.stringify(batch), signal: AbortSignal.timeout(1000) });
        }
      `,
    },
    {
      name: "put back",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const queue = [];
        export async function flush() {
          const batch = queue.splice(0);
          await fetch(url, { method: "POST", body: JSON.stringify(batch), signal: AbortSignal.timeout(1000) }).catch(() => { queue.unshift(...batch); });
        }
      `,
    },
    {
      name: "GET",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const urls = [];
        export async function warm() {
          const url = urls.shift();
          await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => {});
        }
      `,
    },
    {
      name: "not dequeued",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function ping(event) {
          await fetch(url, { method: "POST", body: JSON.stringify(event), signal: AbortSignal.timeout(1000) }).catch(() => {});
        }
      `,
    },
    {
      name: "no timer",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const queue = [];
        export async function flush() {
          const batch = queue.splice(0);
          await fetch(url, { method: "POST", body: JSON.stringify(batch) }).catch(() => {});
        }
      `,
    },
    {
      name: "offer checked",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        interface Chan<T> { offer(item: T, ms: number): Promise<boolean> }
        export async function pump(chan: Chan<string>, line: string): Promise<void> {
          if (!(await chan.offer(line, 500))) throw new Error("full");
        }
      `,
    },
    {
      name: "offer void",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        interface Chan<T> { offer(item: T, ms: number): Promise<void> }
        export async function pump(chan: Chan<string>, line: string): Promise<void> {
          await chan.offer(line, 500);
        }
      `,
    },
    {
      name: "offer returned",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function feed(queue, update) {
          return queue.offer(update, 100);
        }
      `,
    },
    {
      name: "offer in condition",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function feed(queue, update) {
          while (!(await queue.offer(update, 100))) await queue.room();
        }
      `,
    },
    {
      name: "webrtc offer",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function negotiate(pc, signaling) {
          await signaling.offer(pc.localDescription);
        }
      `,
    },
    {
      name: "try lock",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function poke(lock) { lock.tryAcquire(); lock.tryStart(); }
      `,
    },
    {
      name: "boolean poll checked",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function waitUntil(ok: () => Promise<boolean>, ms: number): Promise<boolean> {
          const end = Date.now() + ms;
          while (Date.now() < end) { if (await ok()) return true; await new Promise((r) => setTimeout(r, 50)); }
          return false;
        }
        export async function read(doc: { ready(): Promise<boolean>; text(): string }) {
          if (!(await waitUntil(() => doc.ready(), 1000))) throw new Error("not ready");
          return doc.text();
        }
      `,
    },
    {
      name: "boolean poll then asserted",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        async function waitUntil(ok, ms) {
          const end = Date.now() + ms;
          while (Date.now() < end) { if (await ok()) return true; await new Promise((r) => setTimeout(r, 50)); }
          return false;
        }
        it("x", async () => {
          await waitUntil(() => doc.ready, 1000);
          expect(doc.ready).toBe(true);
        });
      `,
    },
    {
      name: "timer rejects",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter } from "node:events";
        export function waitForMessage(bus: EventEmitter, ms: number): Promise<string> {
          return new Promise((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error("no message")), ms);
            bus.once("message", (text: string) => { clearTimeout(timer); resolve(text); });
          });
        }
      `,
    },
    {
      name: "declared undefined",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter } from "node:events";
        export function waitForMessage(bus: EventEmitter, ms: number): Promise<string | undefined> {
          return new Promise((resolve) => {
            const timer = setTimeout(() => resolve(undefined), ms);
            bus.once("message", (text: string) => { clearTimeout(timer); resolve(text); });
          });
        }
      `,
    },
    {
      name: "null contract",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function waitForMessage(bus, ms) {
          return new Promise((resolve) => {
            const timer = setTimeout(() => resolve(null), ms);
            bus.once("message", (text) => { clearTimeout(timer); resolve(text); });
          });
        }
      `,
    },
    {
      name: "settle-wait",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function waitForIdle(bus, ms) {
          return new Promise((resolve) => {
            setTimeout(resolve, ms);
            bus.once("idle", resolve);
          });
        }
      `,
    },
    {
      name: "status read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        function deliver(channel, message) {
          return new Promise((resolve) => {
            const timer = setTimeout(() => resolve("timed out"), 1000);
            channel.once("ok", () => { clearTimeout(timer); resolve("ok"); });
            channel.write(message);
          });
        }
        export async function run(channel, message) {
          if ((await deliver(channel, message)) !== "ok") throw new Error("x");
        }
      `,
    },
    {
      name: "a fresh batch has room",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function two(producer, a, b) {
          const batch = await producer.createBatch();
          batch.tryAdd(a);
          batch.tryAdd(b);
          await producer.sendBatch(batch);
        }
      `,
    },
    {
      name: "offer kept unused",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function pump(line, out) {
          const ok = await out.offer(line, 500);
          return ok;
        }
      `,
    },
    {
      name: "a sign of life that may be refused",
      filename: "file.js",
      code: code`
        import b4a from "b4a";
        export function confirm(rawStream, cleanup) {
          rawStream.once("close", cleanup);
          rawStream.trySend(b4a.alloc(0));
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "flag only",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function schedule(limiter, fn, ms) {
          let expired = false;
          const timer = setTimeout(() => { expired = true; }, ms);
          return limiter.run(async () => {
            clearTimeout(timer);
            if (expired) return;
            return fn();
          });
        }
      `,
      errors: [
        { messageId: "expiredSilently", line: 3, suggestions: [
          { messageId: "throwWhenExpired", output: code`
            export function schedule(limiter, fn, ms) {
              let expired = false;
              const timer = setTimeout(() => { expired = true; }, ms);
              return limiter.run(async () => {
                clearTimeout(timer);
                if (expired) throw new Error("the job was not begun in time");
                return fn();
              });
            }
          ` },
        ] },
      ],
    },
    {
      name: "arrow expression flag",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function deliverLater(queue, message, ms) {
          let stale = false;
          setTimeout(() => (stale = true), ms);
          queue.add(() => {
            if (stale) return undefined;
            return message.send();
          });
        }
      `,
      errors: [
        { messageId: "expiredSilently", line: 3 },
      ],
    },
    {
      name: "fetch swallowed dequeued",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Up {
          backlog = [];
          async drain() {
            while (this.backlog.length > 0) {
              const record = this.backlog.shift();
              await fetch("https://x.example", { method: "POST", body: JSON.stringify(record), signal: AbortSignal.timeout(250) }).catch(() => {});
            }
          }
        }
      `,
      errors: [
        { messageId: "abortSwallowed", line: 6, suggestions: [
          { messageId: "putBack", output: code`
            export class Up {
              backlog = [];
              async drain() {
                while (this.backlog.length > 0) {
                  const record = this.backlog.shift();
                  try {
                    await fetch("https://x.example", { method: "POST", body: JSON.stringify(record), signal: AbortSignal.timeout(250) });
                  } catch (error) {
                    this.backlog.unshift(record);
                    throw error;
                  }
                }
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "swapped queue try",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        let queue = [];
        export async function flush() {
          const batch = queue;
          queue = [];
          try {
            await fetch("https://x.example", { method: "PUT", body: JSON.stringify(batch), signal: AbortSignal.timeout(250) });
          } catch {}
        }
      `,
      errors: [
        { messageId: "abortSwallowed", line: 6, suggestions: [
          { messageId: "putBack", output: code`
            let queue = [];
            export async function flush() {
              const batch = queue;
              queue = [];
              try {
                await fetch("https://x.example", { method: "PUT", body: JSON.stringify(batch), signal: AbortSignal.timeout(250) });
              } catch (error) {
                queue.unshift(...batch);
                throw error;
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "spliced",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const queue = [];
        export async function flush() {
          const batch = queue.splice(0, 50);
          await fetch(url, { method: "POST", body: JSON.stringify({ batch }), signal: AbortSignal.timeout(1000) }).catch(() => undefined);
        }
      `,
      errors: [
        { messageId: "abortSwallowed", line: 4, suggestions: [
          { messageId: "putBack", output: code`
            const queue = [];
            export async function flush() {
              const batch = queue.splice(0, 50);
              try {
                await fetch(url, { method: "POST", body: JSON.stringify({ batch }), signal: AbortSignal.timeout(1000) });
              } catch (error) {
                queue.unshift(...batch);
                throw error;
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "controller abort by timer",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const queue = [];
        export async function flush() {
          const batch = queue.splice(0);
          const controller = new AbortController();
          setTimeout(() => controller.abort(), 1000);
          await fetch(url, { method: "POST", body: JSON.stringify(batch), signal: controller.signal }).catch(() => {});
        }
      `,
      errors: [
        { messageId: "abortSwallowed", line: 6, suggestions: [
          { messageId: "putBack", output: code`
            const queue = [];
            export async function flush() {
              const batch = queue.splice(0);
              const controller = new AbortController();
              setTimeout(() => controller.abort(), 1000);
              try {
                await fetch(url, { method: "POST", body: JSON.stringify(batch), signal: controller.signal });
              } catch (error) {
                queue.unshift(...batch);
                throw error;
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "axios timeout",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import axios from "axios";
        const queue = [];
        export async function flush() {
          const batch = queue.splice(0);
          await axios.post(url, batch, { timeout: 1000 }).catch(() => {});
        }
      `,
      errors: [
        { messageId: "abortSwallowed", line: 5, suggestions: [
          { messageId: "putBack", output: code`
            import axios from "axios";
            const queue = [];
            export async function flush() {
              const batch = queue.splice(0);
              try {
                await axios.post(url, batch, { timeout: 1000 });
              } catch (error) {
                queue.unshift(...batch);
                throw error;
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "abort signal on producer send",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function relay(producer, message) {
          await producer.send(message, { signal: AbortSignal.timeout(100) }).catch(() => {});
        }
      `,
      errors: [
        { messageId: "abortSwallowed", line: 2, suggestions: [
          { messageId: "letThrough", output: code`
            export async function relay(producer, message) {
              await producer.send(message, { signal: AbortSignal.timeout(100) });
            }
          ` },
        ] },
      ],
    },
    {
      name: "offer interface",
      filename: "file.ts",
      code: code`
        interface Chan<T> { offer(item: T, ms: number): Promise<boolean> }
        export async function pump(chan: Chan<string>, line: string): Promise<void> {
          await chan.offer(line, 500);
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 3, suggestions: [
          { messageId: "testAnswer", output: code`
            interface Chan<T> { offer(item: T, ms: number): Promise<boolean> }
            export async function pump(chan: Chan<string>, line: string): Promise<void> {
              if (!(await chan.offer(line, 500))) throw new Error("chan.offer(line, 500) gave up");
            }
          ` },
        ] },
      ],
    },
    {
      name: "class trySend",
      filename: "file.ts",
      code: code`
        class Chan { #buf: string[] = []; trySend(x: string): boolean { if (this.#buf.length > 9) return false; this.#buf.push(x); return true; } }
        export class Pump {
          private readonly chan = new Chan();
          feed(x: string): void {
            this.chan.trySend(x);
          }
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 5, suggestions: [
          { messageId: "testAnswer", output: code`
            class Chan { #buf: string[] = []; trySend(x: string): boolean { if (this.#buf.length > 9) return false; this.#buf.push(x); return true; } }
            export class Pump {
              private readonly chan = new Chan();
              feed(x: string): void {
                if (!this.chan.trySend(x)) throw new Error("this.chan.trySend(x) gave up");
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "tryPush js literals",
      filename: "file.js",
      code: code`
        class Ring {
          tryPush(x) {
            if (this.full) return false;
            this.items.push(x);
            return true;
          }
        }
        const ring = new Ring();
        export function feed(x) {
          ring.tryPush(x);
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 10, suggestions: [
          { messageId: "testAnswer", output: code`
            class Ring {
              tryPush(x) {
                if (this.full) return false;
                this.items.push(x);
                return true;
              }
            }
            const ring = new Ring();
            export function feed(x) {
              if (!ring.tryPush(x)) throw new Error("ring.tryPush(x) gave up");
            }
          ` },
        ] },
      ],
    },
    {
      name: "offer with ms untyped",
      filename: "file.js",
      code: code`
        export async function feed(queue, update) {
          await queue.offer(update, 100);
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 2, suggestions: [
          { messageId: "testAnswer", output: code`
            export async function feed(queue, update) {
              if (!(await queue.offer(update, 100))) throw new Error("queue.offer(update, 100) gave up");
            }
          ` },
        ] },
      ],
    },
    {
      name: "own method",
      filename: "file.ts",
      code: code`
        export class Queue<T> {
          private items: T[] = [];
          private tryEnqueue(x: T): boolean { if (this.items.length > 10) return false; this.items.push(x); return true; }
          accept(x: T): void {
            this.tryEnqueue(x);
          }
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 5, suggestions: [
          { messageId: "testAnswer", output: code`
            export class Queue<T> {
              private items: T[] = [];
              private tryEnqueue(x: T): boolean { if (this.items.length > 10) return false; this.items.push(x); return true; }
              accept(x: T): void {
                if (!this.tryEnqueue(x)) throw new Error("this.tryEnqueue(x) gave up");
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "untyped trySend",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function feed(ch, x) {
          ch.trySend(x);
        }
      `,
      errors: [
        { messageId: "maybeRefused", line: 2 },
      ],
    },
    {
      name: "function returning boolean",
      filename: "file.ts",
      code: code`
        declare function offer(q: unknown, x: string, ms: number): Promise<boolean>;
        export async function feed(q: unknown, x: string) {
          await offer(q, x, 10);
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 3, suggestions: [
          { messageId: "testAnswer", output: code`
            declare function offer(q: unknown, x: string, ms: number): Promise<boolean>;
            export async function feed(q: unknown, x: string) {
              if (!(await offer(q, x, 10))) throw new Error("offer(q, x, 10) gave up");
            }
          ` },
        ] },
      ],
    },
    {
      name: "a wait for the exit of what nobody has told to end",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        async function waitForProcessExit(pid, ms) {
          const deadline = Date.now() + ms;
          while (Date.now() < deadline) { if (!isAlive(pid)) return true; await sleep(200); }
          return false;
        }
        export async function finish(pid) {
          logProcess(pid);
          await waitForProcessExit(pid, 10_000);
        }
      `,
      errors: [
        { messageId: "expiryUnread", line: 8, suggestions: [
          { messageId: "testAnswer", output: code`
            async function waitForProcessExit(pid, ms) {
              const deadline = Date.now() + ms;
              while (Date.now() < deadline) { if (!isAlive(pid)) return true; await sleep(200); }
              return false;
            }
            export async function finish(pid) {
              logProcess(pid);
              if (!(await waitForProcessExit(pid, 10_000))) throw new Error("waitForProcessExit(pid, 10_000) gave up");
            }
          ` },
        ] },
      ],
    },
    {
      name: "a wait for an answer that is given a signal",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function finish(child: ChildProcess) {
          const waitForReply = (signal: NodeJS.Signals, ms: number) =>
            new Promise<boolean>((resolve) => {
              const timer = setTimeout(() => resolve(false), ms);
              child.once("exit", () => { clearTimeout(timer); resolve(true); });
              child.kill(signal);
            });
          await waitForReply("SIGKILL", 1000);
        }
      `,
      errors: [
        { messageId: "expiryUnread", line: 8, suggestions: [
          { messageId: "testAnswer", output: code`
            export async function finish(child: ChildProcess) {
              const waitForReply = (signal: NodeJS.Signals, ms: number) =>
                new Promise<boolean>((resolve) => {
                  const timer = setTimeout(() => resolve(false), ms);
                  child.once("exit", () => { clearTimeout(timer); resolve(true); });
                  child.kill(signal);
                });
              if (!(await waitForReply("SIGKILL", 1000))) throw new Error('waitForReply("SIGKILL", 1000) gave up');
            }
          ` },
        ] },
      ],
    },
    {
      name: "a wait in a function that ends something, and has more to do: nothing is thrown there",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Recorder {
          async stop() {
            this.child.stdin.write("SAVE");
            await this.waitForLine("DONE", 1000);
            await rename(this.file, this.kept);
          }
          async waitForLine(line, ms) {
            const start = Date.now();
            while (Date.now() - start < ms) { if (this.lines.includes(line)) return true; await sleep(100); }
            return false;
          }
        }
      `,
      errors: [{ messageId: "expiryUnread", line: 4, suggestions: [] }],
    },
    {
      name: "the same wait in a function that ends nothing",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Recorder {
          async save() {
            this.child.stdin.write("SAVE");
            await this.waitForLine("DONE", 1000);
            await rename(this.file, this.kept);
          }
          async waitForLine(line, ms) {
            const start = Date.now();
            while (Date.now() - start < ms) { if (this.lines.includes(line)) return true; await sleep(100); }
            return false;
          }
        }
      `,
      errors: [
        { messageId: "expiryUnread", line: 4, suggestions: [
          { messageId: "testAnswer", output: code`
            export class Recorder {
              async save() {
                this.child.stdin.write("SAVE");
                if (!(await this.waitForLine("DONE", 1000))) throw new Error('this.waitForLine("DONE", 1000) gave up');
                await rename(this.file, this.kept);
              }
              async waitForLine(line, ms) {
                const start = Date.now();
                while (Date.now() - start < ms) { if (this.lines.includes(line)) return true; await sleep(100); }
                return false;
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "boolean poll ignored",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function waitUntil(ok: () => Promise<boolean>, ms: number): Promise<boolean> {
          const end = Date.now() + ms;
          while (Date.now() < end) { if (await ok()) return true; await new Promise((r) => setTimeout(r, 50)); }
          return false;
        }
        export async function read(doc: { ready(): Promise<boolean>; text(): string }) {
          await waitUntil(() => doc.ready(), 1000);
          return doc.text();
        }
      `,
      errors: [
        { messageId: "expiryUnread", line: 7, suggestions: [
          { messageId: "testAnswer", output: code`
            async function waitUntil(ok: () => Promise<boolean>, ms: number): Promise<boolean> {
              const end = Date.now() + ms;
              while (Date.now() < end) { if (await ok()) return true; await new Promise((r) => setTimeout(r, 50)); }
              return false;
            }
            export async function read(doc: { ready(): Promise<boolean>; text(): string }) {
              if (!(await waitUntil(() => doc.ready(), 1000))) throw new Error("waitUntil(() => doc.ready(), 1000) gave up");
              return doc.text();
            }
          ` },
        ] },
      ],
    },
    {
      name: "timer resolves nothing",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter } from "node:events";
        export function waitForMessage(bus: EventEmitter, ms: number): Promise<string> {
          return new Promise((resolve) => {
            const timer = setTimeout(() => resolve(undefined as never), ms);
            bus.once("message", (text: string) => { clearTimeout(timer); resolve(text); });
          });
        }
      `,
      errors: [
        { messageId: "resolvesNothing", line: 4, suggestions: [
          { messageId: "rejectWhenLate", output: code`
            import { EventEmitter } from "node:events";
            export function waitForMessage(bus: EventEmitter, ms: number): Promise<string> {
              return new Promise((resolve, reject) => {
                const timer = setTimeout(() => reject(new Error("waitForMessage: nothing came in time")), ms);
                bus.once("message", (text: string) => { clearTimeout(timer); resolve(text); });
              });
            }
          ` },
        ] },
      ],
    },
    {
      name: "js resolves nothing",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Client {
          receive(ms) {
            return new Promise((resolve) => {
              const timer = setTimeout(() => { this.off("data", got); resolve(); }, ms);
              const got = (data) => { clearTimeout(timer); resolve(data); };
              this.once("data", got);
            });
          }
        }
      `,
      errors: [
        { messageId: "resolvesNothing", line: 4, suggestions: [
          { messageId: "rejectWhenLate", output: code`
            export class Client {
              receive(ms) {
                return new Promise((resolve, reject) => {
                  const timer = setTimeout(() => { this.off("data", got); reject(new Error("receive: nothing came in time")); }, ms);
                  const got = (data) => { clearTimeout(timer); resolve(data); };
                  this.once("data", got);
                });
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "status ignored",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        function deliver(channel, message) {
          return new Promise((resolve) => {
            const timer = setTimeout(() => resolve("timed out"), 1000);
            channel.once("ok", () => { clearTimeout(timer); resolve("ok"); });
            channel.write(message);
          });
        }
        export async function run(channel, message) {
          await deliver(channel, message);
        }
      `,
      errors: [
        { messageId: "expiryUnread", line: 9 },
      ],
    },
    {
      name: "a batch filled in a loop",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function all(producer, events) {
          const batch = await producer.createBatch();
          for (const event of events) {
            batch.tryAdd(event);
          }
          await producer.sendBatch(batch);
        }
      `,
      errors: [
        { messageId: "maybeRefused", line: 4 },
      ],
    },
    {
      name: "ack by once with signal",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export async function publish(socket, message) {
          socket.send(message);
          await once(socket, "ack", { signal: AbortSignal.timeout(100) }).catch(() => {});
        }
      `,
      errors: [
        { messageId: "abortSwallowed", line: 4, suggestions: [
          { messageId: "letThrough", output: code`
            import { once } from "node:events";
            export async function publish(socket, message) {
              socket.send(message);
              await once(socket, "ack", { signal: AbortSignal.timeout(100) });
            }
          ` },
        ] },
      ],
    },
    {
      name: "void",
      filename: "file.js",
      code: code`
        export function feed(queue, update) {
          void queue.offer(update, 100);
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 2 },
      ],
    },
    {
      name: "typed boolean wait",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export class Probe {
          private async waitReady(ms: number): Promise<boolean> {
            const end = Date.now() + ms;
            while (Date.now() < end && !this.ok()) await this.tick();
            return this.ok();
          }
          ok(): boolean { return true; }
          async tick(): Promise<void> {}
          async run(): Promise<void> {
            await this.waitReady(1000);
            this.go();
          }
          go(): void {}
        }
      `,
      errors: [
        { messageId: "expiryUnread", line: 10, suggestions: [
          { messageId: "testAnswer", output: code`
            export class Probe {
              private async waitReady(ms: number): Promise<boolean> {
                const end = Date.now() + ms;
                while (Date.now() < end && !this.ok()) await this.tick();
                return this.ok();
              }
              ok(): boolean { return true; }
              async tick(): Promise<void> {}
              async run(): Promise<void> {
                if (!(await this.waitReady(1000))) throw new Error("this.waitReady(1000) gave up");
                this.go();
              }
              go(): void {}
            }
          ` },
        ] },
      ],
    },
    {
      name: "offer in loop",
      filename: "file.js",
      code: code`
        export async function pump(lines, out) {
          for await (const line of lines) await out.offer(line, 500);
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 2 },
      ],
    },
    {
      name: "timeout fetch in handler swallowed and dequeued TS",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export class Sender {
          private queue: object[] = [];
          async tick(): Promise<void> {
            const event = this.queue.shift();
            if (!event) return;
            try {
              await fetch("https://x", { method: "POST", body: JSON.stringify(event), signal: AbortSignal.timeout(500) });
            } catch {
              return;
            }
          }
        }
      `,
      errors: [
        { messageId: "abortSwallowed", line: 7 },
      ],
    },
    {
      name: "a message that may be refused",
      filename: "file.js",
      code: code`
        import b4a from "b4a";
        export function confirm(rawStream, cleanup) {
          rawStream.once("close", cleanup);
          rawStream.trySend(b4a.from("hello"));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeRefused", line: 4 },
      ],
    },
  ],
});
