import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop", rule, {
  valid: [
    {
      name: "what the last flush has left is counted",
      filename: "writer.ts",
      code: code`
        import { withTimeout } from './timeout.js';

        export class Writer {
          #queue: string[] = [];
          constructor(private readonly sink: { write(lines: string[]): Promise<void> }, private readonly log: Console) {}

          async flush() {
            while (this.#queue.length > 0) {
              const batch = this.#queue.slice(0, 100);
              await this.sink.write(batch);
              this.#queue.splice(0, batch.length);
            }
          }

          async close() {
            await withTimeout(this.flush(), 5000).catch(() => undefined);
            if (this.#queue.length > 0) {
              this.log.error(\`\${this.#queue.length} lines lost\`);
            }
            this.#queue = [];
          }
        }
      `,
    },
    {
      name: "the caller of a limited flush counts what is left",
      filename: "writer.ts",
      code: code`
        import { withTimeout } from './timeout.js';

        export class Writer {
          #queue: string[] = [];
          constructor(private readonly sink: { write(line: string): Promise<void> }, private readonly log: Console) {}

          async flush() {
            while (this.#queue.length > 0) {
              await this.sink.write(this.#queue[0]!);
              this.#queue.shift();
            }
          }

          async #flushInTime() {
            await withTimeout(this.flush(), 5000).catch(() => {});
          }

          async close() {
            await this.#flushInTime();
            this.#report();
          }

          #report() {
            if (this.#queue.length > 0) this.log.error(\`\${this.#queue.length} lines lost\`);
          }
        }
      `,
    },
    {
      name: "a mark of the flush is looked at when the timer has won",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from 'node:timers/promises';

        export class Writer {
          queue = [];
          flushed = false;

          async flush() {
            await this.sink.write(this.queue.splice(0));
            this.flushed = true;
          }

          async close() {
            await Promise.race([this.flush(), sleep(1000)]);
            if (!this.flushed) this.log.warn('lines lost');
          }
        }
      `,
    },
    {
      name: "a flush in turns, for as long as there is something to send",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from 'node:timers/promises';

        const queue = [];

        async function flush(send) {
          while (queue.length > 0) {
            await send(queue[0]);
            queue.shift();
          }
        }

        export async function run(send) {
          while (queue.length > 0) await Promise.race([flush(send), sleep(1000)]);
        }
      `,
    },
    {
      name: "how much a client has not sent is logged",
      filename: "file.js",
      code: code`
        import { withTimeout } from './timeout.js';

        export async function shutdown(producer, log) {
          await withTimeout(producer.flush(), 5000).catch(() => {});
          log.info('unsent', producer.pendingCount);
          await producer.disconnect();
        }
      `,
    },
    {
      name: "an inherited flush, whose queue is counted behind it",
      filename: "file.js",
      code: code`
        import { withTimeout } from './timeout.js';
        import { Base } from './base.js';

        export class Writer extends Base {
          async close() {
            await withTimeout(this.flush(), 5000).catch(() => {});
            if (this.queue.length > 0) this.log.error('lines lost');
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "what the last flush has left is thrown away",
      filename: "writer.ts",
      code: code`
        import { withTimeout } from './timeout.js';

        export class Writer {
          #queue: string[] = [];
          constructor(private readonly sink: { write(lines: string[]): Promise<void> }, private readonly log: Console) {}

          async flush() {
            while (this.#queue.length > 0) {
              const batch = this.#queue.slice(0, 100);
              await this.sink.write(batch);
              this.#queue.splice(0, batch.length);
            }
          }

          async close() {
            await withTimeout(this.flush(), 5000).catch(() => undefined);
            this.#queue = [];
          }
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 16, suggestions: [
            { messageId: "letThrough", output: code`
              import { withTimeout } from './timeout.js';

              export class Writer {
                #queue: string[] = [];
                constructor(private readonly sink: { write(lines: string[]): Promise<void> }, private readonly log: Console) {}

                async flush() {
                  while (this.#queue.length > 0) {
                    const batch = this.#queue.slice(0, 100);
                    await this.sink.write(batch);
                    this.#queue.splice(0, batch.length);
                  }
                }

                async close() {
                  await withTimeout(this.flush(), 5000);
                  this.#queue = [];
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "what the last flush has taken out is not counted",
      filename: "writer.ts",
      code: code`
        import { withTimeout } from './timeout.js';

        export class Writer {
          #queue: string[] = [];
          constructor(private readonly sink: { write(lines: string[]): Promise<void> }, private readonly log: Console) {}

          async flush() {
            const batch = this.#queue;
            this.#queue = [];
            await this.sink.write(batch);
          }

          async close() {
            await withTimeout(this.flush(), 5000).catch(() => undefined);
            if (this.#queue.length > 0) {
              this.log.error(\`\${this.#queue.length} lines lost\`);
            }
          }
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 14, suggestions: [
            { messageId: "letThrough", output: code`
              import { withTimeout } from './timeout.js';

              export class Writer {
                #queue: string[] = [];
                constructor(private readonly sink: { write(lines: string[]): Promise<void> }, private readonly log: Console) {}

                async flush() {
                  const batch = this.#queue;
                  this.#queue = [];
                  await this.sink.write(batch);
                }

                async close() {
                  await withTimeout(this.flush(), 5000);
                  if (this.#queue.length > 0) {
                    this.log.error(\`\${this.#queue.length} lines lost\`);
                  }
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a timer that the flush takes off is looked at when another one has won",
      filename: "file.js",
      code: code`
        import { setTimeout as sleep } from 'node:timers/promises';

        export class Writer {
          queue = [];
          timer = undefined;

          async flush() {
            this.timer = undefined;
            await this.sink.write(this.queue.splice(0));
          }

          async close() {
            await Promise.race([this.flush(), sleep(1000)]);
            if (this.timer) clearTimeout(this.timer);
          }
        }
      `,
      errors: [
        { messageId: "timerWins", line: 13, suggestions: [
            { messageId: "awaitDelivery", output: code`
              import { setTimeout as sleep } from 'node:timers/promises';

              export class Writer {
                queue = [];
                timer = undefined;

                async flush() {
                  this.timer = undefined;
                  await this.sink.write(this.queue.splice(0));
                }

                async close() {
                  await this.flush();
                  if (this.timer) clearTimeout(this.timer);
                }
              }
            ` },
            { messageId: "rejectInRace", output: code`
              import { setTimeout as sleep } from 'node:timers/promises';

              export class Writer {
                queue = [];
                timer = undefined;

                async flush() {
                  this.timer = undefined;
                  await this.sink.write(this.queue.splice(0));
                }

                async close() {
                  await Promise.race([this.flush(), sleep(1000).then(() => { throw new Error('this.flush() did not deliver within 1000 ms'); })]);
                  if (this.timer) clearTimeout(this.timer);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a client is disconnected whatever it has sent",
      filename: "file.js",
      code: code`
        import { withTimeout } from './timeout.js';

        export async function shutdown(producer, log) {
          await withTimeout(producer.flush(), 5000).catch(() => {});
          log.info('bye');
          await producer.disconnect();
        }
      `,
      errors: [
        { messageId: "failureSwallowed", line: 4, suggestions: [
            { messageId: "letThrough", output: code`
              import { withTimeout } from './timeout.js';

              export async function shutdown(producer, log) {
                await withTimeout(producer.flush(), 5000);
                log.info('bye');
                await producer.disconnect();
              }
            ` },
          ] },
      ],
    },
  ],
});
