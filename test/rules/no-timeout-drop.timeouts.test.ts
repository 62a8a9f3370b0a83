import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: timeouts", rule, {
  valid: [
    {
      name: "withTimeout catch logs",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { withTimeout } from "./with-timeout.js";
        export async function stop(exporter, batch, log) {
          await withTimeout(exporter.send(batch), 1000).catch((error) => log.error("not sent", error));
        }
      `,
    },
    {
      name: "p-timeout fallback read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import pTimeout from "p-timeout";
        export async function publish(topic, message) {
          const ok = await pTimeout(topic.publish(message).then(() => true), { milliseconds: 100, fallback: () => false });
          if (!ok) throw new Error("not published");
        }
      `,
    },
    {
      name: "p-timeout fallback requeues",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import pTimeout from "p-timeout";
        export async function publish(topic, message, spill) {
          await pTimeout(topic.publish(message), { milliseconds: 100, fallback: () => spill.push(message) });
        }
      `,
    },
    {
      name: "p-timeout rejects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import pTimeout from "p-timeout";
        export async function publish(topic, message) {
          await pTimeout(topic.publish(message), { milliseconds: 100 });
        }
      `,
    },
    {
      name: "try returns false",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { withTimeout } from "./timing.js";
        export async function flushAll(sink) {
          try {
            await withTimeout(sink.flush(), 500);
            return true;
          } catch {
            return false;
          }
        }
      `,
    },
    {
      name: "dequeues after success",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { withTimeout } from "./timing.js";
        export class Out {
          async drain() {
            try {
              await withTimeout(this.api.post("/x", this.queue[0]), 500);
              this.queue.shift();
            } catch {}
          }
        }
      `,
    },
    {
      name: "lookup with timeout",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { withTimeout } from "./timing.js";
        export async function version(registry) {
          return withTimeout(registry.latest(), 500).catch(() => undefined);
        }
      `,
    },
    {
      name: "connect swallowed",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { withTimeout } from "./timing.js";
        export async function warm(db) {
          await withTimeout(db.connect(), 500).catch(() => {});
        }
      `,
    },
    {
      name: "close swallowed",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { withTimeout } from "./timing.js";
        export async function stop(db) {
          await withTimeout(db.close(), 500).catch(() => {});
        }
      `,
    },
    {
      name: "socket.io emit error handled",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function tell(socket, update, done) {
          socket.timeout(100).emit("update", update, (err, ack) => { if (err) return done(err); done(null, ack); });
        }
      `,
    },
    {
      name: "socket.io emitWithAck awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function tell(socket, update) {
          await socket.timeout(100).emitWithAck("update", update);
        }
      `,
    },
    {
      name: "rxjs timeout throws",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { from } from "rxjs";
        import { concatMap, timeout } from "rxjs/operators";
        export const pump = (updates, queue) => updates.pipe(
          concatMap((update) => from(queue.push(update)).pipe(timeout({ each: 100 }))),
        );
      `,
    },
    {
      name: "rxjs timeout with throwError",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { from, throwError, concatMap, timeout } from "rxjs";
        export const pump = (updates, queue) => updates.pipe(
          concatMap((update) => from(queue.push(update)).pipe(timeout({ each: 100, with: () => throwError(() => new Error("full")) }))),
        );
      `,
    },
    {
      name: "rxjs read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { EMPTY, from, timeout } from "rxjs";
        export const load = (api) => from(api.list()).pipe(timeout({ each: 100, with: () => EMPTY }));
      `,
    },
    {
      name: "effect timeout fails",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Effect, Queue } from "effect";
        export const receive = (queue, update) => Effect.gen(function* () {
          yield* Queue.offer(queue, update).pipe(Effect.timeout("100 millis"));
        });
      `,
    },
    {
      name: "effect timeoutOption read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Effect, Option, Queue } from "effect";
        export const receive = (queue, update) => Effect.gen(function* () {
          const taken = yield* Queue.offer(queue, update).pipe(Effect.timeoutOption("100 millis"));
          if (Option.isNone(taken)) yield* Effect.fail("full");
        });
      `,
    },
    {
      name: "timeout is retried",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { withTimeout } from "./timing.js";
        export async function ship(client, line) {
          await withTimeout(client.write(line), 100).catch((error) => {
            if (error.name === "TimeoutError") return ship(client, line);
            throw error;
          });
        }
      `,
    },
  ],
  invalid: [
    {
      name: "withTimeout catch nothing",
      filename: "file.js",
      code: code`
        import { withTimeout } from "./with-timeout.js";
        export async function stop(exporter, batch) {
          await withTimeout(exporter.send(batch), 1000).catch(() => {});
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3, suggestions: [
          { messageId: "letThrough", output: code`
            import { withTimeout } from "./with-timeout.js";
            export async function stop(exporter, batch) {
              await withTimeout(exporter.send(batch), 1000);
            }
          ` },
        ] },
      ],
    },
    {
      name: "p-timeout catch undefined",
      filename: "file.js",
      code: code`
        import pTimeout from "p-timeout";
        export async function publish(topic, message) {
          await pTimeout(topic.publish(message), { milliseconds: 100 }).catch(() => undefined);
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3, suggestions: [
          { messageId: "letThrough", output: code`
            import pTimeout from "p-timeout";
            export async function publish(topic, message) {
              await pTimeout(topic.publish(message), { milliseconds: 100 });
            }
          ` },
        ] },
      ],
    },
    {
      name: "p-timeout fallback",
      filename: "file.js",
      code: code`
        import pTimeout from "p-timeout";
        export async function publish(topic, message) {
          await pTimeout(topic.publish(message), { milliseconds: 100, fallback: () => {} });
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "letThrough", output: code`
            import pTimeout from "p-timeout";
            export async function publish(topic, message) {
              await pTimeout(topic.publish(message), { milliseconds: 100 });
            }
          ` },
        ] },
      ],
    },
    {
      name: "p-timeout message false",
      filename: "file.js",
      code: code`
        import pTimeout from "p-timeout";
        export async function publish(topic, message) {
          await pTimeout(topic.publish(message), { milliseconds: 100, message: false });
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "letThrough", output: code`
            import pTimeout from "p-timeout";
            export async function publish(topic, message) {
              await pTimeout(topic.publish(message), { milliseconds: 100 });
            }
          ` },
        ] },
      ],
    },
    {
      name: "p-timeout v3 third argument",
      filename: "file.js",
      code: code`
        const pTimeout = require("p-timeout");
        module.exports = async (topic, message) => {
          await pTimeout(topic.publish(message), 100, () => {});
        };
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "letThrough", output: code`
            const pTimeout = require("p-timeout");
            module.exports = async (topic, message) => {
              await pTimeout(topic.publish(message), 100);
            };
          ` },
        ] },
      ],
    },
    {
      name: "silent true",
      filename: "file.js",
      code: code`
        import { withTimeout } from "./timing.js";
        export async function flushAll(sink) {
          await withTimeout(sink.flush(), 500, { silent: true });
        }
      `,
      errors: [
        { messageId: "timerWins", line: 3, suggestions: [
          { messageId: "letThrough", output: code`
            import { withTimeout } from "./timing.js";
            export async function flushAll(sink) {
              await withTimeout(sink.flush(), 500);
            }
          ` },
        ] },
      ],
    },
    {
      name: "empty try",
      filename: "file.js",
      code: code`
        import { withTimeout } from "./timing.js";
        export async function flushAll(sink) {
          try {
            await withTimeout(sink.flush(), 500);
          } catch {
            // best effort
          }
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 4 },
      ],
    },
    {
      name: "local helper swallowed",
      filename: "file.js",
      code: code`
        function limit(promise, ms) {
          return new Promise((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error("timed out")), ms);
            promise.then(resolve, reject).finally(() => clearTimeout(timer));
          });
        }
        export async function record(db, row) {
          await limit(db.insert(row), 200).catch(() => null);
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 8, suggestions: [
          { messageId: "letThrough", output: code`
            function limit(promise, ms) {
              return new Promise((resolve, reject) => {
                const timer = setTimeout(() => reject(new Error("timed out")), ms);
                promise.then(resolve, reject).finally(() => clearTimeout(timer));
              });
            }
            export async function record(db, row) {
              await limit(db.insert(row), 200);
            }
          ` },
        ] },
      ],
    },
    {
      name: "local helper resolves on time",
      filename: "file.js",
      code: code`
        function limit(promise, ms) {
          return new Promise((resolve, reject) => {
            const timer = setTimeout(resolve, ms);
            promise.then(resolve, reject).finally(() => clearTimeout(timer));
          });
        }
        export async function record(db, row) {
          await limit(db.insert(row), 200);
        }
      `,
      errors: [
        { messageId: "timerWins", line: 8, suggestions: [
          { messageId: "awaitDelivery", output: code`
            function limit(promise, ms) {
              return new Promise((resolve, reject) => {
                const timer = setTimeout(resolve, ms);
                promise.then(resolve, reject).finally(() => clearTimeout(timer));
              });
            }
            export async function record(db, row) {
              await db.insert(row);
            }
          ` },
        ] },
      ],
    },
    {
      name: "noop",
      filename: "file.js",
      code: code`
        import { noop } from "lodash";
        import { timeout } from "promise-timeout";
        export const ship = (client, log) => { timeout(client.write(log), 100).catch(noop); };
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3 },
      ],
    },
    {
      name: "then two args",
      filename: "file.js",
      code: code`
        import { withTimeout } from "./timing.js";
        export async function ship(client, line) {
          await withTimeout(client.write(line), 100).then(() => {}, () => {});
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3 },
      ],
    },
    {
      name: "bluebird timeout",
      filename: "file.js",
      code: code`
        import Promise from "bluebird";
        export function ship(client, line) {
          Promise.resolve(client.send(line)).timeout(100).catch(() => {});
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3 },
      ],
    },
    {
      name: "function argument",
      filename: "file.js",
      code: code`
        import { withTimeout } from "es-toolkit";
        export async function ship(client, line) {
          await withTimeout(() => client.send(line), 100).catch(() => {});
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3, suggestions: [
          { messageId: "letThrough", output: code`
            import { withTimeout } from "es-toolkit";
            export async function ship(client, line) {
              await withTimeout(() => client.send(line), 100);
            }
          ` },
        ] },
      ],
    },
    {
      name: "socket.io emit with timeout ignored",
      filename: "file.js",
      code: code`
        export function tell(socket, update) {
          socket.timeout(100).emit("update", update, () => {});
        }
      `,
      errors: [
        { messageId: "errorUnread", line: 2 },
      ],
    },
    {
      name: "socket.io emit error unread",
      filename: "file.js",
      code: code`
        export function tell(socket, update, done) {
          socket.timeout(100).emit("update", update, (err, ack) => { done(ack); });
        }
      `,
      errors: [
        { messageId: "errorUnread", line: 2 },
      ],
    },
    {
      name: "socket.io emitWithAck swallowed",
      filename: "file.js",
      code: code`
        export async function tell(socket, update) {
          try {
            await socket.timeout(100).emitWithAck("update", update);
          } catch (e) {}
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3, suggestions: [
          { messageId: "letThrough", output: code`
            export async function tell(socket, update) {
              try {
                await socket.timeout(100).emitWithAck("update", update);
              } catch (e) {
                throw new Error('socket.timeout(100).emitWithAck("update", update) did not deliver', { cause: e });
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "rxjs timeout with EMPTY",
      filename: "file.js",
      code: code`
        import { EMPTY, from } from "rxjs";
        import { concatMap, timeout } from "rxjs/operators";
        export const pump = (updates, queue) => updates.pipe(
          concatMap((update) => from(queue.push(update)).pipe(timeout({ each: 100, with: () => EMPTY }))),
        );
      `,
      errors: [
        { messageId: "emptiedStream", line: 4, suggestions: [
          { messageId: "letThrough", output: code`
            import { EMPTY, from } from "rxjs";
            import { concatMap, timeout } from "rxjs/operators";
            export const pump = (updates, queue) => updates.pipe(
              concatMap((update) => from(queue.push(update)).pipe(timeout({ each: 100 }))),
            );
          ` },
        ] },
      ],
    },
    {
      name: "rxjs timeout then catchError EMPTY",
      filename: "file.js",
      code: code`
        import { EMPTY, catchError, concatMap, from, timeout } from "rxjs";
        export const pump = (updates, queue) => updates.pipe(
          concatMap((update) => from(queue.push(update)).pipe(timeout(100), catchError(() => EMPTY))),
        );
      `,
      errors: [
        { messageId: "emptiedStream", line: 3 },
      ],
    },
    {
      name: "effect timeout ignored",
      filename: "file.js",
      code: code`
        import { Effect, Queue } from "effect";
        export const receive = (queue, update) => Effect.gen(function* () {
          yield* Queue.offer(queue, update).pipe(Effect.timeout("100 millis"), Effect.ignore);
        });
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3 },
      ],
    },
    {
      name: "effect timeoutOption ignored",
      filename: "file.js",
      code: code`
        import { Effect, Queue } from "effect";
        export const receive = (queue, update) => Effect.gen(function* () {
          yield* Queue.offer(queue, update).pipe(Effect.timeoutOption("100 millis"));
        });
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3 },
      ],
    },
    {
      name: "only the timeout is swallowed",
      filename: "file.js",
      code: code`
        import { withTimeout, TimeoutError } from "./timing.js";
        export async function ship(client, line) {
          try {
            await withTimeout(client.write(line), 100);
          } catch (error) {
            if (error instanceof TimeoutError) return;
            throw error;
          }
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 4 },
      ],
    },
    {
      name: "only others are thrown",
      filename: "file.js",
      code: code`
        import { withTimeout } from "./timing.js";
        export async function ship(client, line) {
          await withTimeout(client.write(line), 100).catch((error) => {
            if (error.name !== "TimeoutError") throw error;
          });
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 3, suggestions: [
          { messageId: "letThrough", output: code`
            import { withTimeout } from "./timing.js";
            export async function ship(client, line) {
              await withTimeout(client.write(line), 100);
            }
          ` },
        ] },
      ],
    },
  ],
});
