import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: who answers, and whose acknowledgement it is", rule, {
  valid: [
    {
      name: "a link of the map answers nothing",
      filename: "file.ts",
      code: code`
        interface Link { offer(item: string): Promise<void> }
        class Router {
          private readonly links = new Map<string, Link>();
          async route(name: string, item: string): Promise<void> {
            const link = this.links.get(name);
            if (!link) return;
            await link.offer(item);
          }
        }
      `,
    },
    {
      name: "an event of another object that acknowledges nothing",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function upload(pace, socket, parts) {
          for (const part of parts) {
            const turn = once(pace, \`tick-\${part.id}\`);
            socket.send(part.data);
            await Promise.race([turn, sleep(250)]);
          }
        }
      `,
    },
    {
      name: "an acknowledgement that the limit rejects for",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        export async function upload(acks, socket, part) {
          const acked = once(acks, \`ack-\${part.id}\`, { signal: AbortSignal.timeout(250) });
          socket.send(part.data);
          await acked;
        }
      `,
    },
    {
      name: "an answer of a push that is compared",
      filename: "file.js",
      code: code`
        class Channel {
          waitForReply(push) {
            return new Promise((resolve, reject) => {
              push.receive("ok", () => resolve("ok")).receive("error", reject).receive("timeout", () => resolve("timed out"));
              push.send(setTimeout);
            });
          }
          async track(push) {
            if ((await this.waitForReply(push)) !== "ok") throw new Error("not tracked");
          }
        }
      `,
    },
    {
      name: "an answer of a push that rejects when time is up",
      filename: "file.js",
      code: code`
        class Channel {
          waitForReply(push) {
            return new Promise((resolve, reject) => {
              push.receive("ok", () => resolve("ok")).receive("error", reject).receive("timeout", () => reject(new Error("timed out")));
              push.send(setTimeout);
            });
          }
          async track(push) {
            await this.waitForReply(push);
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "the box of an optional type answers whether it took what it was given",
      filename: "file.ts",
      code: code`
        interface Box { tryPut(item: string): Promise<boolean> }
        async function route(boxes: Map<string, Box>, name: string, item: string): Promise<void> {
          const box: Box | undefined = boxes.get(name);
          if (!box) return;
          await box.tryPut(item);
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 5, suggestions: [
            { messageId: "testAnswer", output: code`
              interface Box { tryPut(item: string): Promise<boolean> }
              async function route(boxes: Map<string, Box>, name: string, item: string): Promise<void> {
                const box: Box | undefined = boxes.get(name);
                if (!box) return;
                if (!(await box.tryPut(item))) throw new Error("box.tryPut(item) gave up");
              }
            ` },
          ] },
      ],
    },
    {
      name: "the box that a map gives answers",
      filename: "file.ts",
      code: code`
        interface Box { offer(item: string): boolean }
        class Router {
          private readonly boxes = new Map<string, Box>();
          route(name: string, item: string): void {
            const box = this.boxes.get(name);
            if (!box) return;
            box.offer(item);
          }
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 7, suggestions: [
            { messageId: "testAnswer", output: code`
              interface Box { offer(item: string): boolean }
              class Router {
                private readonly boxes = new Map<string, Box>();
                route(name: string, item: string): void {
                  const box = this.boxes.get(name);
                  if (!box) return;
                  if (!box.offer(item)) throw new Error("box.offer(item) gave up");
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the box that an array gives answers",
      filename: "file.ts",
      code: code`
        interface Box { offer(item: string): boolean }
        class Router {
          private boxes: Box[] = [];
          route(item: string): void {
            const box = this.boxes.find((each) => each !== undefined);
            if (!box) return;
            box.offer(item);
          }
        }
      `,
      errors: [
        { messageId: "refusalUnread", line: 7, suggestions: [
            { messageId: "testAnswer", output: code`
              interface Box { offer(item: string): boolean }
              class Router {
                private boxes: Box[] = [];
                route(item: string): void {
                  const box = this.boxes.find((each) => each !== undefined);
                  if (!box) return;
                  if (!box.offer(item)) throw new Error("box.offer(item) gave up");
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an acknowledgement of another object by a name with a number",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function upload(acks, socket, parts) {
          for (const part of parts) {
            const acked = once(acks, \`ack-\${part.id}\`);
            socket.send(part.data);
            await Promise.race([acked, sleep(250)]);
          }
        }
      `,
      errors: [
        { messageId: "timerWins", line: 7, suggestions: [
            { messageId: "awaitDelivery", output: code`
              import { once } from "node:events";
              import { setTimeout as sleep } from "node:timers/promises";
              export async function upload(acks, socket, parts) {
                for (const part of parts) {
                  const acked = once(acks, \`ack-\${part.id}\`);
                  socket.send(part.data);
                  await acked;
                }
              }
            ` },
            { messageId: "rejectInRace", output: code`
              import { once } from "node:events";
              import { setTimeout as sleep } from "node:timers/promises";
              export async function upload(acks, socket, parts) {
                for (const part of parts) {
                  const acked = once(acks, \`ack-\${part.id}\`);
                  socket.send(part.data);
                  await Promise.race([acked, sleep(250).then(() => { throw new Error("socket.send(part.data) did not deliver within 250 ms"); })]);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an answer of a push with a timer of its own that nobody reads",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        class Channel {
          waitForReply(push) {
            return new Promise((resolve, reject) => {
              push.receive("ok", () => resolve("ok")).receive("error", reject).receive("timeout", () => resolve("timed out"));
              push.send(setTimeout);
            });
          }
          async track(push) {
            await this.waitForReply(push);
          }
        }
      `,
      errors: [
        { messageId: "expiryUnread", line: 9, suggestions: [] },
      ],
    },
  ],
});
