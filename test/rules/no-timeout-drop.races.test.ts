import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: races", rule, {
  valid: [
    {
      name: "twin awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function receive(queue, update) {
          await queue.push(update);
        }
      `,
    },
    {
      name: "result logged? result read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function accept(sink, item) {
          const timeout = new Promise((resolve) => setTimeout(() => resolve("timeout"), 100));
          const winner = await Promise.race([sink.put(item), timeout]);
          if (winner === "timeout") throw new Error("sink is full");
        }
      `,
    },
    {
      name: "returned is",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export function push(queue, update) {
          return Promise.race([queue.push(update), sleep(100)]);
        }
      `,
    },
    {
      name: "returned awaited is",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function push(queue, update) {
          return await Promise.race([queue.push(update).then(() => true), sleep(100, false)]);
        }
      `,
    },
    {
      name: "collected and read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function broadcast(clients, message) {
          const results = await Promise.all(clients.map((client) => Promise.race([client.send(message).then(() => true), sleep(100, false)])));
          return results.filter((ok) => !ok).length;
        }
      `,
    },
    {
      name: "fetch GET",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as delay } from "node:timers/promises";
        export async function warm() {
          await Promise.race([fetch("https://x.example"), delay(1000)]);
        }
      `,
    },
    {
      name: "shutdown grace",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function stop(server, child) {
          await Promise.race([server.close(), sleep(5000)]);
          child.kill("SIGKILL");
        }
      `,
    },
    {
      name: "shutdown of worker",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        import { once } from "node:events";
        export async function stop(child) {
          child.send({ type: "shutdown" });
          child.kill();
          await Promise.race([once(child, "exit"), sleep(5000)]);
          child.kill("SIGKILL");
        }
      `,
    },
    {
      name: "timer rejects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function push(queue, update) {
          const expired = new Promise((_, reject) => setTimeout(() => reject(new Error("queue full")), 100));
          await Promise.race([queue.push(update), expired]);
        }
      `,
    },
    {
      name: "timer helper rejects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        function failAfter(ms) {
          return new Promise((_resolve, reject) => { setTimeout(reject, ms, new Error("late")); });
        }
        export async function push(queue, update) {
          await Promise.race([queue.push(update), failAfter(100)]);
        }
      `,
    },
    {
      name: "sleep then throw",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function push(queue, update) {
          await Promise.race([queue.push(update), sleep(100).then(() => { throw new Error("full"); })]);
        }
      `,
    },
    {
      name: "sleep then logs",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function push(queue, update, log) {
          await Promise.race([queue.push(update), sleep(100).then(() => log.warn("update lost", update.id))]);
        }
      `,
    },
    {
      name: "timer that logs",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function push(queue, update) {
          const timer = new Promise((resolve) => setTimeout(() => {
            console.warn("queue is slow", update.id);
            resolve();
          }, 100));
          await Promise.race([queue.push(update), timer]);
        }
      `,
    },
    {
      name: "delivered flag checked",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function push(queue, update) {
          let delivered = false;
          await Promise.race([queue.push(update).then(() => { delivered = true; }), sleep(100)]);
          if (!delivered) throw new Error("lost");
        }
      `,
    },
    {
      name: "state checked after",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function flush(queue) {
          await Promise.race([queue.flush(), sleep(100)]);
          if (queue.size > 0) console.warn("lost", queue.size);
        }
      `,
    },
    {
      name: "delivery awaited later",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function push(queue, update, ui) {
          const done = queue.push(update);
          await Promise.race([done, sleep(100)]);
          ui.spinner();
          await done;
        }
      `,
    },
    {
      name: "wakeup loop",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function run(signal, work) {
          while (!signal.aborted) {
            await Promise.race([work.wait(), sleep(1000)]);
            work.poll();
          }
        }
      `,
    },
    {
      name: "no timer",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function first(a, b, m) {
          await Promise.race([a.send(m), b.send(m)]);
        }
      `,
    },
    {
      name: "no payload",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function ready(app) {
          await Promise.race([app.ready(), sleep(100)]);
        }
      `,
    },
    {
      name: "array push of number is sync",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function settle(page) {
          await Promise.race([page.waitForLoadState("networkidle"), sleep(100)]);
        }
      `,
    },
    {
      name: "test negative assertion",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        it("is not delivered", async () => {
          let flag = false;
          await Promise.race([bus.publish("x").then(() => { flag = true; }), sleep(100)]);
          assert.equal(flag, false);
        });
      `,
    },
    {
      name: "test then asserts",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        it("delivers", async () => {
          await Promise.race([bus.publish("x"), sleep(100)]);
          expect(bus.received).toEqual(["x"]);
        });
      `,
    },
    {
      name: "local timeout helper that rejects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        function atMost(promise, ms) {
          return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("late")), ms))]);
        }
        export async function receive(queue, update) {
          await atMost(queue.push(update), 100);
        }
      `,
    },
    {
      name: "race rejects, logged",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function receive(queue, update) {
          try {
            await Promise.race([queue.push(update), new Promise((_, no) => setTimeout(() => no(new Error("late")), 100))]);
          } catch (error) {
            console.error("not delivered", error);
          }
        }
      `,
    },
    {
      name: "js-csp alts read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import csp from "js-csp";
        export function* receive(ch, update) {
          const { channel } = yield csp.alts([[ch, update], csp.timeout(100)]);
          if (channel !== ch) throw new Error("full");
        }
      `,
    },
    {
      name: "js-csp take",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import csp from "js-csp";
        export function* receive(ch) {
          yield csp.alts([ch, csp.timeout(100)]);
        }
      `,
    },
    {
      name: "requeue after race by finally",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function receive(queue, update, spill) {
          await Promise.race([queue.push(update), sleep(100).then(() => spill.push(update))]);
        }
      `,
    },
    {
      name: "abort on timer",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function send(client, m) {
          const ac = new AbortController();
          await Promise.race([client.send(m, { signal: ac.signal }), sleep(100).then(() => ac.abort())]);
        }
      `,
    },
    {
      name: "array push of numbers is not promise: splice",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function poll(list) {
          await Promise.race([list.find(), sleep(100)]);
        }
      `,
    },
    {
      name: "sink.end is grace",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function stop(stream) {
          await Promise.race([new Promise((r) => stream.end(r)), sleep(100)]);
        }
      `,
    },
    {
      name: "drain wait",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function write(stream, chunk) {
          if (!stream.write(chunk)) await Promise.race([once(stream, "drain"), sleep(100)]);
        }
      `,
    },
    {
      name: "winner var compared",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function go(sink, x) {
          const won = await Promise.race([sink.write(x).then(() => "sent"), sleep(10, "late")]);
          return won === "sent";
        }
      `,
    },
    {
      name: "timeout rejects caught and requeued",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function go(sink, x, q) {
          await Promise.race([sink.put(x), new Promise((_, r) => setTimeout(() => r(new Error("t")), 5))]).catch(() => q.unshift(x));
        }
      `,
    },
    {
      name: "requestAnimation settle",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function settle(el) {
          await Promise.race([new Promise((r) => el.addEventListener("transitionend", r)), new Promise((r) => setTimeout(r, 300))]);
        }
      `,
    },
    {
      name: "http server closeAll",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function stop(server) {
          await Promise.race([new Promise((r) => server.close(r)), new Promise((r) => setTimeout(r, 300))]);
        }
      `,
    },
  ],
  invalid: [
    {
      name: "timers promises alias",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function receive(queue, update) {
          await Promise.race([queue.push(update), sleep(100)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function receive(queue, update) {
              await queue.push(update);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function receive(queue, update) {
              await Promise.race([queue.push(update), sleep(100).then(() => { throw new Error("queue.push(update) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "namespace timers/promises",
      filename: "file.js",
      code: code`
        import * as timers from "timers/promises";
        export async function pump(source, sink) {
          for await (const item of source) {
            await Promise.race([timers.setTimeout(250), sink.write(item)]);
          }
        }
      `,
      errors: [
        { messageId: "timerWins", line: 4, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import * as timers from "timers/promises";
            export async function pump(source, sink) {
              for await (const item of source) {
                await sink.write(item);
              }
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import * as timers from "timers/promises";
            export async function pump(source, sink) {
              for await (const item of source) {
                await Promise.race([timers.setTimeout(250).then(() => { throw new Error("sink.write(item) did not deliver within 250 ms"); }), sink.write(item)]);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "default timers/promises",
      filename: "file.js",
      code: code`
        import timers from "node:timers/promises";
        export const relay = async (bus, event) => {
          await Promise.race([bus.publish("events", event), timers.setTimeout(50)]);
        };
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import timers from "node:timers/promises";
            export const relay = async (bus, event) => {
              await bus.publish("events", event);
            };
          ` },
          { messageId: "rejectInRace", output: code`
            import timers from "node:timers/promises";
            export const relay = async (bus, event) => {
              await Promise.race([bus.publish("events", event), timers.setTimeout(50).then(() => { throw new Error('bus.publish("events", event) did not deliver within 50 ms'); })]);
            };
          ` },
        ] },
      ],
    },
    {
      name: "cjs promisify",
      filename: "file.js",
      code: code`
        const { promisify } = require("util");
        const sleep = promisify(setTimeout);
        async function forward(out, msg) {
          await Promise.race([out.send(msg), sleep(20)]);
        }
        module.exports = { forward };
      `,
      errors: [
        { messageId: "timerWins", line: 4, suggestions: [
          { messageId: "awaitDelivery", output: code`
            const { promisify } = require("util");
            const sleep = promisify(setTimeout);
            async function forward(out, msg) {
              await out.send(msg);
            }
            module.exports = { forward };
          ` },
          { messageId: "rejectInRace", output: code`
            const { promisify } = require("util");
            const sleep = promisify(setTimeout);
            async function forward(out, msg) {
              await Promise.race([out.send(msg), sleep(20).then(() => { throw new Error("out.send(msg) did not deliver within 20 ms"); })]);
            }
            module.exports = { forward };
          ` },
        ] },
      ],
    },
    {
      name: "cjs timers promises",
      filename: "file.js",
      code: code`
        const { setTimeout: pause } = require("timers/promises")
        module.exports = async function (ws, frame) {
          await Promise.race([ws.send(frame), pause(200)])
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            const { setTimeout: pause } = require("timers/promises")
            module.exports = async function (ws, frame) {
              await ws.send(frame)
            }
          ` },
          { messageId: "rejectInRace", output: code`
            const { setTimeout: pause } = require("timers/promises")
            module.exports = async function (ws, frame) {
              await Promise.race([ws.send(frame), pause(200).then(() => { throw new Error("ws.send(frame) did not deliver within 200 ms"); })])
            }
          ` },
        ] },
      ],
    },
    {
      name: "delay package",
      filename: "file.js",
      code: code`
        import delay from "delay";
        export async function hand(chan, v) {
          await Promise.race([chan.put(v), delay(100)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import delay from "delay";
            export async function hand(chan, v) {
              await chan.put(v);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import delay from "delay";
            export async function hand(chan, v) {
              await Promise.race([chan.put(v), delay(100).then(() => { throw new Error("chan.put(v) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "Bun.sleep",
      filename: "file.js",
      code: code`
        export async function hand(chan, v) {
          await Promise.race([chan.put(v), Bun.sleep(100)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 2, suggestions: [
          { messageId: "awaitDelivery", output: code`
            export async function hand(chan, v) {
              await chan.put(v);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            export async function hand(chan, v) {
              await Promise.race([chan.put(v), Bun.sleep(100).then(() => { throw new Error("chan.put(v) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "local helper arrow",
      filename: "file.js",
      code: code`
        const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function onMessage(mailbox, message) {
          await Promise.race([mailbox.deliver(message), wait(100)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
            export async function onMessage(mailbox, message) {
              await mailbox.deliver(message);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
            export async function onMessage(mailbox, message) {
              await Promise.race([mailbox.deliver(message), wait(100).then(() => { throw new Error("mailbox.deliver(message) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "local helper function with block",
      filename: "file.js",
      code: code`
        function after(ms) {
          return new Promise(function (done) {
            setTimeout(function () { done(); }, ms);
          });
        }
        export async function onMessage(mailbox, message) {
          await Promise.race([mailbox.deliver(message), after(100)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 7, suggestions: [
          { messageId: "awaitDelivery", output: code`
            function after(ms) {
              return new Promise(function (done) {
                setTimeout(function () { done(); }, ms);
              });
            }
            export async function onMessage(mailbox, message) {
              await mailbox.deliver(message);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            function after(ms) {
              return new Promise(function (done) {
                setTimeout(function () { done(); }, ms);
              });
            }
            export async function onMessage(mailbox, message) {
              await Promise.race([mailbox.deliver(message), after(100).then(() => { throw new Error("mailbox.deliver(message) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "inline executor",
      filename: "file.ts",
      code: code`
        export class Feed<T> {
          constructor(private readonly sink: { put(item: T): Promise<void> }) {}
          async accept(item: T): Promise<void> {
            await Promise.race([this.sink.put(item), new Promise<void>((r) => setTimeout(r, 100))]);
          }
        }
      `,
      errors: [
        { messageId: "timerWins", line: 4, suggestions: [
          { messageId: "awaitDelivery", output: code`
            export class Feed<T> {
              constructor(private readonly sink: { put(item: T): Promise<void> }) {}
              async accept(item: T): Promise<void> {
                await this.sink.put(item);
              }
            }
          ` },
          { messageId: "rejectInRace", output: code`
            export class Feed<T> {
              constructor(private readonly sink: { put(item: T): Promise<void> }) {}
              async accept(item: T): Promise<void> {
                await Promise.race([this.sink.put(item), new Promise<void>((r) => setTimeout(r, 100)).then(() => { throw new Error("this.sink.put(item) did not deliver within 100 ms"); })]);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "timer in a local",
      filename: "file.js",
      code: code`
        export async function accept(sink, item) {
          const timeout = new Promise((resolve) => setTimeout(resolve, 100));
          const sent = sink.put(item).catch(() => {});
          await Promise.race([sent, timeout]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 4, suggestions: [
          { messageId: "awaitDelivery", output: code`
            export async function accept(sink, item) {
              const sent = sink.put(item).catch(() => {});
              await sent;
            }
          ` },
          { messageId: "rejectInRace", output: code`
            export async function accept(sink, item) {
              const timeout = new Promise((resolve) => setTimeout(resolve, 100));
              const sent = sink.put(item).catch(() => {});
              await Promise.race([sent, timeout.then(() => { throw new Error("sink.put(item) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "timer resolves a string nobody reads",
      filename: "file.js",
      code: code`
        export async function accept(sink, item) {
          const timeout = new Promise((resolve) => setTimeout(() => resolve("timeout"), 100));
          await Promise.race([sink.put(item), timeout]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            export async function accept(sink, item) {
              await sink.put(item);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            export async function accept(sink, item) {
              const timeout = new Promise((resolve) => setTimeout(() => resolve("timeout"), 100));
              await Promise.race([sink.put(item), timeout.then(() => { throw new Error("sink.put(item) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "result kept and never read",
      filename: "file.js",
      code: code`
        export async function accept(sink, item, sleep) {
          const ignored = await Promise.race([sink.put(item), new Promise((r) => setTimeout(r, 100))]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 2, suggestions: [
          { messageId: "awaitDelivery", output: code`
            export async function accept(sink, item, sleep) {
              const ignored = await sink.put(item);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            export async function accept(sink, item, sleep) {
              const ignored = await Promise.race([sink.put(item), new Promise((r) => setTimeout(r, 100)).then(() => { throw new Error("sink.put(item) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "void",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export function onUpdate(queue, update) {
          void Promise.race([queue.push(update), sleep(100)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export function onUpdate(queue, update) {
              void queue.push(update);
            }
          ` },
        ] },
      ],
    },
    {
      name: "floating then",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export function flushThenExit(client, batch) {
          Promise.race([client.send(batch), sleep(1000)]).then(() => process.exit(0));
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3 },
      ],
    },
    {
      name: "collected in Promise.all",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function broadcast(clients, message) {
          await Promise.all(clients.map((client) => Promise.race([client.send(message), sleep(100)])));
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function broadcast(clients, message) {
              await Promise.all(clients.map((client) => client.send(message)));
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function broadcast(clients, message) {
              await Promise.all(clients.map((client) => Promise.race([client.send(message), sleep(100).then(() => { throw new Error("client.send(message) did not deliver within 100 ms"); })])));
            }
          ` },
        ] },
      ],
    },
    {
      name: "collected in array then all",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function broadcast(clients, message) {
          const sends = [];
          for (const client of clients) {
            sends.push(Promise.race([client.send(message), sleep(100)]));
          }
          await Promise.all(sends);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 5, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function broadcast(clients, message) {
              const sends = [];
              for (const client of clients) {
                sends.push(client.send(message));
              }
              await Promise.all(sends);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function broadcast(clients, message) {
              const sends = [];
              for (const client of clients) {
                sends.push(Promise.race([client.send(message), sleep(100).then(() => { throw new Error("client.send(message) did not deliver within 100 ms"); })]));
              }
              await Promise.all(sends);
            }
          ` },
        ] },
      ],
    },
    {
      name: "allSettled array literal",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function two(a, b, m) {
          await Promise.allSettled([Promise.race([a.publish(m), sleep(10)]), b.publish(m)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function two(a, b, m) {
              await Promise.allSettled([a.publish(m), b.publish(m)]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "flush in function flush",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export class Exporter {
          pending = new Set();
          export(span) {
            const p = this.transport.send(span).finally(() => this.pending.delete(p));
            this.pending.add(p);
          }
          async flush() {
            await Promise.race([Promise.all(this.pending), sleep(5000)]);
          }
        }
      `,
      errors: [
        { messageId: "timerWins", line: 9, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export class Exporter {
              pending = new Set();
              export(span) {
                const p = this.transport.send(span).finally(() => this.pending.delete(p));
                this.pending.add(p);
              }
              async flush() {
                await Promise.all(this.pending);
              }
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export class Exporter {
              pending = new Set();
              export(span) {
                const p = this.transport.send(span).finally(() => this.pending.delete(p));
                this.pending.add(p);
              }
              async flush() {
                await Promise.race([Promise.all(this.pending), sleep(5000).then(() => { throw new Error("Promise.all(this.pending) did not deliver within 5000 ms"); })]);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "ack awaited behind delivery",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function publish(socket, message) {
          socket.send(JSON.stringify(message));
          await Promise.race([once(socket, "ack"), sleep(500)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 5, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { once } from "node:events";
            import { setTimeout as sleep } from "node:timers/promises";
            export async function publish(socket, message) {
              socket.send(JSON.stringify(message));
              await once(socket, "ack");
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { once } from "node:events";
            import { setTimeout as sleep } from "node:timers/promises";
            export async function publish(socket, message) {
              socket.send(JSON.stringify(message));
              await Promise.race([once(socket, "ack"), sleep(500).then(() => { throw new Error("socket.send(JSON.stringify(message)) did not deliver within 500 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "ack in executor",
      filename: "file.js",
      code: code`
        export async function publish(channel, message) {
          const confirmed = new Promise((resolve) => channel.publish("x", message, resolve));
          const timer = new Promise((resolve) => setTimeout(resolve, 500));
          await Promise.race([confirmed, timer]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 4, suggestions: [
          { messageId: "awaitDelivery", output: code`
            export async function publish(channel, message) {
              const confirmed = new Promise((resolve) => channel.publish("x", message, resolve));
              await confirmed;
            }
          ` },
          { messageId: "rejectInRace", output: code`
            export async function publish(channel, message) {
              const confirmed = new Promise((resolve) => channel.publish("x", message, resolve));
              const timer = new Promise((resolve) => setTimeout(resolve, 500));
              await Promise.race([confirmed, timer.then(() => { throw new Error('channel.publish("x", message, resolve) did not deliver within 500 ms'); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "local async function as delivery",
      filename: "file.js",
      code: code`
        import { setTimeout as delay } from "node:timers/promises";
        let queue = [];
        async function post(batch) {
          await fetch("https://x.example", { method: "POST", body: JSON.stringify(batch) });
        }
        export async function shutdown() {
          const batch = queue;
          queue = [];
          await Promise.race([post(batch), delay(1000)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 9, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as delay } from "node:timers/promises";
            let queue = [];
            async function post(batch) {
              await fetch("https://x.example", { method: "POST", body: JSON.stringify(batch) });
            }
            export async function shutdown() {
              const batch = queue;
              queue = [];
              await post(batch);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as delay } from "node:timers/promises";
            let queue = [];
            async function post(batch) {
              await fetch("https://x.example", { method: "POST", body: JSON.stringify(batch) });
            }
            export async function shutdown() {
              const batch = queue;
              queue = [];
              await Promise.race([post(batch), delay(1000).then(() => { throw new Error("post(batch) did not deliver within 1000 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "fetch POST itself",
      filename: "file.js",
      code: code`
        import { setTimeout as delay } from "node:timers/promises";
        export async function report(event) {
          await Promise.race([fetch("https://x.example", { method: "POST", body: JSON.stringify(event) }), delay(1000)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as delay } from "node:timers/promises";
            export async function report(event) {
              await fetch("https://x.example", { method: "POST", body: JSON.stringify(event) });
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as delay } from "node:timers/promises";
            export async function report(event) {
              await Promise.race([fetch("https://x.example", { method: "POST", body: JSON.stringify(event) }), delay(1000).then(() => { throw new Error("fetch(…) did not deliver within 1000 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "longer timeout",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function receive(queue, update) {
          await Promise.race([queue.push(update), sleep(5_000)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function receive(queue, update) {
              await queue.push(update);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function receive(queue, update) {
              await Promise.race([queue.push(update), sleep(5_000).then(() => { throw new Error("queue.push(update) did not deliver within 5000 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "class method event handler",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export class Gateway {
          #inbox;
          constructor(socket, inbox) {
            this.#inbox = inbox;
            socket.on("message", async (data) => {
              await Promise.race([this.#inbox.enqueue(JSON.parse(data)), sleep(100)]);
            });
          }
        }
      `,
      errors: [
        { messageId: "timerWins", line: 7, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export class Gateway {
              #inbox;
              constructor(socket, inbox) {
                this.#inbox = inbox;
                socket.on("message", async (data) => {
                  await this.#inbox.enqueue(JSON.parse(data));
                });
              }
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export class Gateway {
              #inbox;
              constructor(socket, inbox) {
                this.#inbox = inbox;
                socket.on("message", async (data) => {
                  await Promise.race([this.#inbox.enqueue(JSON.parse(data)), sleep(100).then(() => { throw new Error("this.#inbox.enqueue(JSON.parse(data)) did not deliver within 100 ms"); })]);
                });
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "handler arrow expression",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export function connect(socket, inbox) {
          socket.on("message", (data) => Promise.race([inbox.enqueue(data), sleep(100)]));
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export function connect(socket, inbox) {
              socket.on("message", (data) => inbox.enqueue(data));
            }
          ` },
        ] },
      ],
    },
    {
      name: "local timeout helper that fulfils",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        function atMost(promise, ms) {
          return Promise.race([promise, sleep(ms)]);
        }
        export async function receive(queue, update) {
          await atMost(queue.push(update), 100);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 6, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            function atMost(promise, ms) {
              return Promise.race([promise, sleep(ms)]);
            }
            export async function receive(queue, update) {
              await queue.push(update);
            }
          ` },
        ] },
      ],
    },
    {
      name: "race rejects, swallowed by catch",
      filename: "file.js",
      code: code`
        function late(ms) {
          return new Promise((_, reject) => setTimeout(() => reject(new Error("late")), ms));
        }
        export async function receive(queue, update) {
          await Promise.race([queue.push(update), late(100)]).catch(() => {});
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 5, suggestions: [
          { messageId: "letThrough", output: code`
            function late(ms) {
              return new Promise((_, reject) => setTimeout(() => reject(new Error("late")), ms));
            }
            export async function receive(queue, update) {
              await Promise.race([queue.push(update), late(100)]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "race rejects, swallowed by try",
      filename: "file.js",
      code: code`
        export async function receive(queue, update) {
          try {
            await Promise.race([queue.push(update), new Promise((_, no) => setTimeout(() => no(new Error("late")), 100))]);
          } catch {}
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3, suggestions: [
          { messageId: "letThrough", output: code`
            export async function receive(queue, update) {
              try {
                await Promise.race([queue.push(update), new Promise((_, no) => setTimeout(() => no(new Error("late")), 100))]);
              } catch (cause) {
                throw new Error("queue.push(update) did not deliver", { cause });
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "js-csp alts",
      filename: "file.js",
      code: code`
        import csp from "js-csp";
        export function* receive(ch, update) {
          yield csp.alts([[ch, update], csp.timeout(100)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3 },
      ],
    },
    {
      name: "no semicolons",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises"
        export async function receive(queue, update) {
          await Promise.race([queue.push(update), sleep(100)])
          return update.id
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises"
            export async function receive(queue, update) {
              await queue.push(update)
              return update.id
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises"
            export async function receive(queue, update) {
              await Promise.race([queue.push(update), sleep(100).then(() => { throw new Error("queue.push(update) did not deliver within 100 ms"); })])
              return update.id
            }
          ` },
        ] },
      ],
    },
    {
      name: "with comment inside",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function receive(queue, update) {
          await Promise.race([
            queue.push(update),
            // do not block the socket
            sleep(100),
          ]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function receive(queue, update) {
              await Promise.race([
                queue.push(update),
                // do not block the socket
                sleep(100).then(() => { throw new Error("queue.push(update) did not deliver within 100 ms"); }),
              ]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "nested in if",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function receive(queue, update) {
          if (queue) await Promise.race([queue.push(update), sleep(100)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function receive(queue, update) {
              if (queue) await queue.push(update);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function receive(queue, update) {
              if (queue) await Promise.race([queue.push(update), sleep(100).then(() => { throw new Error("queue.push(update) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "optional call",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function receive(queue, update) {
          await Promise.race([queue?.push(update), sleep(100)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function receive(queue, update) {
              await queue?.push(update);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function receive(queue, update) {
              await Promise.race([queue?.push(update), sleep(100).then(() => { throw new Error("queue?.push(update) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "flush of logger at exit",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function exit(logger) {
          await Promise.race([logger.flush(), sleep(2000)]);
          process.exit(0);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function exit(logger) {
              await Promise.race([logger.flush(), sleep(2000).then(() => { throw new Error("logger.flush() did not deliver within 2000 ms"); })]);
              process.exit(0);
            }
          ` },
        ] },
      ],
    },
    {
      name: "forceFlush",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function beforeExit(provider) {
          await Promise.race([provider.forceFlush(), sleep(1000)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function beforeExit(provider) {
              await provider.forceFlush();
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function beforeExit(provider) {
              await Promise.race([provider.forceFlush(), sleep(1000).then(() => { throw new Error("provider.forceFlush() did not deliver within 1000 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "bulkWrite",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function save(db, rows) {
          await Promise.race([db.bulkWrite(rows), sleep(1000)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function save(db, rows) {
              await db.bulkWrite(rows);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function save(db, rows) {
              await Promise.race([db.bulkWrite(rows), sleep(1000).then(() => { throw new Error("db.bulkWrite(rows) did not deliver within 1000 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "timer cleared in finally",
      filename: "file.js",
      code: code`
        export async function receive(queue, update) {
          let timer;
          try {
            await Promise.race([queue.push(update), new Promise((r) => { timer = setTimeout(r, 100); })]);
          } finally {
            clearTimeout(timer);
          }
        }
      `,
      errors: [
        { messageId: "timerWins", line: 4, suggestions: [
          { messageId: "awaitDelivery", output: code`
            export async function receive(queue, update) {
              let timer;
              try {
                await queue.push(update);
              } finally {
                clearTimeout(timer);
              }
            }
          ` },
          { messageId: "rejectInRace", output: code`
            export async function receive(queue, update) {
              let timer;
              try {
                await Promise.race([queue.push(update), new Promise((r) => { timer = setTimeout(r, 100); }).then(() => { throw new Error("queue.push(update) did not deliver within 100 ms"); })]);
              } finally {
                clearTimeout(timer);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "resolve with value argument",
      filename: "file.js",
      code: code`
        export async function receive(queue, update) {
          await Promise.race([queue.push(update), new Promise((r) => setTimeout(r, 100, "late"))]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 2, suggestions: [
          { messageId: "awaitDelivery", output: code`
            export async function receive(queue, update) {
              await queue.push(update);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            export async function receive(queue, update) {
              await Promise.race([queue.push(update), new Promise((r) => setTimeout(r, 100, "late")).then(() => { throw new Error("queue.push(update) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "helper method",
      filename: "file.js",
      code: code`
        export class Pump {
          async within(promise, ms) {
            return Promise.race([promise, new Promise((r) => setTimeout(r, ms))]);
          }
          async feed(update) {
            await this.within(this.queue.push(update), 100);
          }
        }
      `,
      errors: [
        { messageId: "timerWins", line: 6, suggestions: [
          { messageId: "awaitDelivery", output: code`
            export class Pump {
              async within(promise, ms) {
                return Promise.race([promise, new Promise((r) => setTimeout(r, ms))]);
              }
              async feed(update) {
                await this.queue.push(update);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "Promise.resolve around",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function feed(queue, update) {
          await Promise.race([Promise.resolve(queue.push(update)), sleep(100)]);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function feed(queue, update) {
              await Promise.resolve(queue.push(update));
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function feed(queue, update) {
              await Promise.race([Promise.resolve(queue.push(update)), sleep(100).then(() => { throw new Error("queue.push(update) did not deliver within 100 ms"); })]);
            }
          ` },
        ] },
      ],
    },
    {
      name: "class field arrow listener",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export class Bridge {
          onUpdate = async (update) => {
            await Promise.race([this.out.send(update), sleep(250)]);
          };
        }
      `,
      errors: [
        { messageId: "timerWins", line: 4, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export class Bridge {
              onUpdate = async (update) => {
                await this.out.send(update);
              };
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export class Bridge {
              onUpdate = async (update) => {
                await Promise.race([this.out.send(update), sleep(250).then(() => { throw new Error("this.out.send(update) did not deliver within 250 ms"); })]);
              };
            }
          ` },
        ] },
      ],
    },
    {
      name: "race with array const",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function go(sink, x) {
          const contenders = [sink.write(x), sleep(10)];
          await Promise.race(contenders);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 4, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function go(sink, x) {
              const contenders = [sink.write(x), sleep(10)];
              await sink.write(x);
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function go(sink, x) {
              const contenders = [sink.write(x), sleep(10).then(() => { throw new Error("sink.write(x) did not deliver within 10 ms"); })];
              await Promise.race(contenders);
            }
          ` },
        ] },
      ],
    },
    {
      name: "race inside try with log catch",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function go(sink, x, log) {
          try {
            await Promise.race([sink.write(x), sleep(10)]);
          } catch (e) {
            log.error(e);
          }
        }
      `,
      errors: [
        { messageId: "timerWins", line: 4, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function go(sink, x, log) {
              try {
                await sink.write(x);
              } catch (e) {
                log.error(e);
              }
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function go(sink, x, log) {
              try {
                await Promise.race([sink.write(x), sleep(10).then(() => { throw new Error("sink.write(x) did not deliver within 10 ms"); })]);
              } catch (e) {
                log.error(e);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "race then chained logging unconditional",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function go(sink, x) {
          await Promise.race([sink.write(x), sleep(10)]).then(() => console.log("done"));
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function go(sink, x) {
              await sink.write(x).then(() => console.log("done"));
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function go(sink, x) {
              await Promise.race([sink.write(x), sleep(10).then(() => { throw new Error("sink.write(x) did not deliver within 10 ms"); })]).then(() => console.log("done"));
            }
          ` },
        ] },
      ],
    },
    {
      name: "setTimeout promise with clear on finally",
      filename: "file.js",
      code: code`
        export async function go(sink, x) {
          let t;
          const limit = new Promise((resolve) => {
            t = setTimeout(resolve, 100);
            t.unref();
          });
          await Promise.race([sink.write(x), limit]).finally(() => clearTimeout(t));
        }
      `,
      errors: [
        { messageId: "timerWins", line: 7, suggestions: [
          { messageId: "awaitDelivery", output: code`
            export async function go(sink, x) {
              let t;
              await sink.write(x).finally(() => clearTimeout(t));
            }
          ` },
          { messageId: "rejectInRace", output: code`
            export async function go(sink, x) {
              let t;
              const limit = new Promise((resolve) => {
                t = setTimeout(resolve, 100);
                t.unref();
              });
              await Promise.race([sink.write(x), limit.then(() => { throw new Error("sink.write(x) did not deliver within 100 ms"); })]).finally(() => clearTimeout(t));
            }
          ` },
        ] },
      ],
    },
    {
      name: "race in for of with continue",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from "node:timers/promises";
        export async function go(items, sink) {
          for (const x of items) {
            if (!x) continue;
            await Promise.race([sink.write(x), sleep(10)]);
          }
        }
      `,
      errors: [
        { messageId: "timerWins", line: 5, suggestions: [
          { messageId: "awaitDelivery", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function go(items, sink) {
              for (const x of items) {
                if (!x) continue;
                await sink.write(x);
              }
            }
          ` },
          { messageId: "rejectInRace", output: code`
            import { setTimeout as sleep } from "node:timers/promises";
            export async function go(items, sink) {
              for (const x of items) {
                if (!x) continue;
                await Promise.race([sink.write(x), sleep(10).then(() => { throw new Error("sink.write(x) did not deliver within 10 ms"); })]);
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "destructured timers",
      filename: "file.js",
      code: code`
        const { setTimeout: nap } = require("node:timers/promises");
        exports.go = async (sink, x) => { await Promise.race([sink.put(x), nap(5)]); };
      `,
      errors: [
        { messageId: "timerWins", line: 2, suggestions: [
          { messageId: "awaitDelivery", output: code`
            const { setTimeout: nap } = require("node:timers/promises");
            exports.go = async (sink, x) => { await sink.put(x); };
          ` },
          { messageId: "rejectInRace", output: code`
            const { setTimeout: nap } = require("node:timers/promises");
            exports.go = async (sink, x) => { await Promise.race([sink.put(x), nap(5).then(() => { throw new Error("sink.put(x) did not deliver within 5 ms"); })]); };
          ` },
        ] },
      ],
    },
  ],
});
