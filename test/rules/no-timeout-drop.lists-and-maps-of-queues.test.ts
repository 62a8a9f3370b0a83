import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: lists, and queues in a map", rule, {
  valid: [
    {
      name: "each queue is gone through before all are thrown away",
      filename: "a.ts",
      code: code`
        export class Balancer {
          private queues = new Map<string, { waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] }>();

          request(key: string) {
            return new Promise((resolve, reject) => {
              if (!this.queues.has(key)) this.queues.set(key, { waiting: [] });
              this.queues.get(key)!.waiting.push({ resolve, reject });
            });
          }

          clear() {
            for (const { waiting } of this.queues.values()) for (const { reject } of waiting) reject(new Error("cleared"));
            this.queues.clear();
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a list whose entries are rejected one by one",
      filename: "a.ts",
      code: code`
        interface Entry { run: () => Promise<unknown>; resolve: (value: unknown) => void; reject: (error: Error) => void; next?: Entry }

        export class Queue {
          private head: Entry | undefined;
          private tail: Entry | undefined;

          add(run: Entry["run"]) {
            return new Promise((resolve, reject) => {
              const entry: Entry = { run, resolve, reject };
              if (this.tail) this.tail.next = entry;
              else this.head = entry;
              this.tail = entry;
            });
          }

          take() {
            const entry = this.head;
            this.head = entry?.next;
            return entry;
          }

          clear() {
            for (let entry = this.head; entry; entry = entry.next) entry.reject(new Error("cleared"));
            this.head = this.tail = undefined;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a slot for one is no list",
      filename: "a.ts",
      code: code`
        export class Ready {
          private resolve: ((value: unknown) => void) | undefined;

          wait() {
            return new Promise((resolve) => {
              this.resolve = resolve;
            });
          }

          reset() {
            this.resolve = undefined;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "queues in a map that are thrown away",
      filename: "a.ts",
      code: code`
        export class Balancer {
          private queues = new Map<string, { waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] }>();

          request(key: string) {
            return new Promise((resolve, reject) => {
              if (!this.queues.has(key)) this.queues.set(key, { waiting: [] });
              this.queues.get(key)!.waiting.push({ resolve, reject });
            });
          }

          clear() {
            this.queues.clear();
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "discarded", line: 12, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Balancer {
                private queues = new Map<string, { waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] }>();

                request(key: string) {
                  return new Promise((resolve, reject) => {
                    if (!this.queues.has(key)) this.queues.set(key, { waiting: [] });
                    this.queues.get(key)!.waiting.push({ resolve, reject });
                  });
                }

                clear() {
                  for (const { waiting } of this.queues.values()) {
                    for (const { reject } of waiting) reject(new Error("dropped before there was an answer"));
                  }
                  this.queues.clear();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "callbacks that reject for an error, in arrays of a map",
      filename: "a.js",
      code: code`
        const pending = new Map();

        export function wait(key) {
          return new Promise((resolve, reject) => {
            const settle = (error, value) => {
              if (error) reject(error);
              else resolve(value);
            };
            const all = pending.get(key) ?? [];
            all.push({ settle });
            pending.set(key, all);
          });
        }

        export function dispose() {
          pending.clear();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "droppedAtEnd", line: 16, suggestions: [
            { messageId: "rejectEntries", output: code`
              const pending = new Map();

              export function wait(key) {
                return new Promise((resolve, reject) => {
                  const settle = (error, value) => {
                    if (error) reject(error);
                    else resolve(value);
                  };
                  const all = pending.get(key) ?? [];
                  all.push({ settle });
                  pending.set(key, all);
                });
              }

              export function dispose() {
                for (const entries of pending.values()) {
                  for (const { settle } of entries) settle(new Error("closed before there was an answer"));
                }
                pending.clear();
              }
            ` },
          ] },
      ],
    },
    {
      name: "the first of a list, cut off with all behind it",
      filename: "a.ts",
      code: code`
        interface Entry { run: () => Promise<unknown>; resolve: (value: unknown) => void; reject: (error: Error) => void; next?: Entry }

        export class Queue {
          private head: Entry | undefined;
          private tail: Entry | undefined;

          add(run: Entry["run"]) {
            return new Promise((resolve, reject) => {
              const entry: Entry = { run, resolve, reject };
              if (this.tail) this.tail.next = entry;
              else this.head = entry;
              this.tail = entry;
            });
          }

          take() {
            const entry = this.head;
            if (entry) this.head = entry.next;
            return entry;
          }

          clear() {
            this.head = this.tail = undefined;
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "discarded", line: 23, suggestions: [
            { messageId: "rejectEntries", output: code`
              interface Entry { run: () => Promise<unknown>; resolve: (value: unknown) => void; reject: (error: Error) => void; next?: Entry }

              export class Queue {
                private head: Entry | undefined;
                private tail: Entry | undefined;

                add(run: Entry["run"]) {
                  return new Promise((resolve, reject) => {
                    const entry: Entry = { run, resolve, reject };
                    if (this.tail) this.tail.next = entry;
                    else this.head = entry;
                    this.tail = entry;
                  });
                }

                take() {
                  const entry = this.head;
                  if (entry) this.head = entry.next;
                  return entry;
                }

                clear() {
                  while (this.head) {
                    this.head.reject(new Error("dropped before there was an answer"));
                    this.head = this.head.next;
                  }
                  this.head = this.tail = undefined;
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
