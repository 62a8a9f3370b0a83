import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: entries that are told in one case", rule, {
  valid: [
    {
      name: "who calls it has told them before",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          succeed(value) {
            for (const { resolve } of this.waiting) resolve(value);
            this.finish(false);
          }

          finish(wasLost) {
            if (wasLost) {
              for (const { reject } of this.waiting) reject(new Error("lost"));
            }
            this.waiting = [];
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "only what is open lets anybody in",
      filename: "a.js",
      code: code`
        let waiting = [];
        let isOpen = false;

        export function open() {
          isOpen = true;
        }

        export function wait() {
          if (!isOpen) return Promise.resolve();
          return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
        }

        export function finish() {
          if (isOpen) {
            for (const { reject } of waiting) reject(new Error("lost"));
          }
          waiting = [];
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "who has been answered stays until the end",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          open() {
            for (const { resolve } of this.waiting) resolve();
          }

          finish(wasLost) {
            if (wasLost) {
              for (const { reject } of this.waiting) reject(new Error("lost"));
            }
            this.waiting = [];
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the same entry is in another collection",
      filename: "a.js",
      code: code`
        export class Client {
          byId = new Map();
          queue = [];

          send(id) {
            return new Promise((resolve, reject) => {
              const entry = { resolve, reject };
              this.byId.set(id, entry);
              this.queue.push(entry);
            });
          }

          answer(id, value) {
            this.byId.get(id)?.resolve(value);
            this.byId.delete(id);
          }

          pause(wasLost) {
            if (wasLost) {
              for (const { reject } of this.queue) reject(new Error("lost"));
            }
            this.queue = [];
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "both cases are told",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          finish(wasLost) {
            if (wasLost) {
              for (const { reject } of this.waiting) reject(new Error("lost"));
            }
            if (!wasLost) {
              for (const { resolve } of this.waiting) resolve();
            }
            this.waiting = [];
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "who calls it has told them nothing",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          succeed() {
            this.finish(false);
          }

          finish(wasLost) {
            if (wasLost) {
              for (const { reject } of this.waiting) reject(new Error("lost"));
            }
            this.waiting = [];
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "toldInOneCase", line: 16, suggestions: [
            { messageId: "tellInAnyCase", output: code`
              export class Waiters {
                waiting = [];

                wait() {
                  return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
                }

                succeed() {
                  this.finish(false);
                }

                finish(wasLost) {
                  for (const { reject } of this.waiting) reject(new Error("lost"));
                  this.waiting = [];
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "others ask for what is open",
      filename: "a.js",
      code: code`
        let waiting = [];
        let isOpen = false;

        export function open() {
          isOpen = true;
        }

        export function wait() {
          return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
        }

        export function finish() {
          if (isOpen) {
            for (const { reject } of waiting) reject(new Error("lost"));
          }
          waiting = [];
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "toldInOneCase", line: 16, suggestions: [
            { messageId: "tellInAnyCase", output: code`
              let waiting = [];
              let isOpen = false;

              export function open() {
                isOpen = true;
              }

              export function wait() {
                return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
              }

              export function finish() {
                for (const { reject } of waiting) reject(new Error("lost"));
                waiting = [];
              }
            ` },
          ] },
      ],
    },
    {
      name: "who is answered is taken out",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          open() {
            this.waiting.shift()?.resolve();
          }

          finish(wasLost) {
            if (wasLost) {
              for (const { reject } of this.waiting) reject(new Error("lost"));
            }
            this.waiting = [];
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "toldInOneCase", line: 16, suggestions: [
            { messageId: "tellInAnyCase", output: code`
              export class Waiters {
                waiting = [];

                wait() {
                  return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
                }

                open() {
                  this.waiting.shift()?.resolve();
                }

                finish(wasLost) {
                  for (const { reject } of this.waiting) reject(new Error("lost"));
                  this.waiting = [];
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the list is emptied by its length",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          finish(wasLost) {
            if (wasLost) {
              for (const { reject } of this.waiting) reject(new Error("lost"));
            }
            this.waiting.length = 0;
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "toldInOneCase", data: { collection: "this.waiting", where: " on line 5", test: "wasLost", telling: " on line 10" }, line: 12, suggestions: [
            { messageId: "tellInAnyCase", output: code`
              export class Waiters {
                waiting = [];

                wait() {
                  return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
                }

                finish(wasLost) {
                  for (const { reject } of this.waiting) reject(new Error("lost"));
                  this.waiting.length = 0;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the error is made by a method that reads what the condition asks for",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          finish() {
            if (this.socket) {
              for (const { reject } of this.waiting) reject(this.lost());
            }
            this.waiting = [];
          }

          lost() {
            return new Error("lost " + this.socket.remoteAddress);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "toldInOneCase", line: 12 },
      ],
    },
    {
      name: "the error says what only this case knows",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          finish(wasLost, error) {
            if (wasLost) {
              for (const { reject } of this.waiting) reject(error);
            }
            this.waiting = [];
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "toldInOneCase", line: 12 },
      ],
    },
    {
      name: "in one case they are told that all is well",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          finish(isDone) {
            if (isDone) {
              for (const { resolve } of this.waiting) resolve();
            }
            this.waiting = [];
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "toldInOneCase", line: 12 },
      ],
    },
    {
      name: "a loop that would be read as a part of the line before",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = []

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }))
          }

          finish(wasLost) {
            const isOver = wasLost
            if (isOver) [...this.waiting].forEach(({ reject }) => reject(new Error("lost")))
            this.waiting = []
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "toldInOneCase", line: 11 },
      ],
    },
  ],
});
