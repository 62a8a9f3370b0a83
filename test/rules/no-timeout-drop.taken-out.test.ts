import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: collections that get a name of their own", rule, {
  valid: [
    {
      name: "an end takes the map out of its object, and rejects from there",
      filename: "a.js",
      code: code`
        export class Client {
          pending = new Map();

          request(id) {
            return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }));
          }

          close() {
            const { pending } = this;
            this.pending = new Map();
            for (const { reject } of pending.values()) reject(new Error("closed"));
          }
        }
      `,
    },
    {
      name: "a drain hands over the list that it has taken out",
      filename: "a.js",
      code: code`
        export class Client {
          offline = [];

          query(text) {
            return new Promise((resolve, reject) => this.offline.push({ text, resolve, reject }));
          }

          drain() {
            const { offline: queue } = this;
            this.offline = [];
            for (const entry of queue) this.run(entry);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a part of the state is taken out by a pattern in a pattern",
      filename: "a.js",
      code: code`
        export function create() {
          const client = { state: { pending: [] } };
          return {
            request: () => new Promise((resolve, reject) => client.state.pending.push({ resolve, reject })),
            close() {
              const { state: { pending } } = client;
              client.state.pending = [];
              for (const { reject } of pending) reject(new Error("closed"));
            },
          };
        }
      `,
    },
    {
      name: "an end that ends the socket goes through what it has taken out",
      filename: "a.js",
      code: code`
        export class Client {
          pending = new Map();

          request(id) {
            return new Promise((resolve, reject) => {
              this.pending.set(id, { resolve, reject });
              this.socket.send(id);
            });
          }

          answer(id, value) {
            this.pending.get(id)?.resolve(value);
            this.pending.delete(id);
          }

          close() {
            this.socket.close();
            const { pending } = this;
            for (const { reject } of pending.values()) reject(new Error("closed"));
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "who is told in one case is handed on in the other",
      filename: "a.js",
      code: code`
        export class Waiters {
          waiting = [];

          wait() {
            return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
          }

          finish(wasLost) {
            const { waiting } = this;
            if (wasLost) {
              for (const { reject } of this.waiting) reject(new Error("lost"));
            }
            this.waiting = [];
            for (const { resolve } of waiting) resolve();
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "an end takes something else out of the object",
      filename: "a.js",
      code: code`
        export class Client {
          pending = new Map();

          request(id) {
            return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }));
          }

          close() {
            const { socket } = this;
            this.pending = new Map();
            socket.close();
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 10, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Client {
                pending = new Map();

                request(id) {
                  return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }));
                }

                close() {
                  const { socket } = this;
                  for (const { reject } of this.pending.values()) reject(new Error("closed before there was an answer"));
                  this.pending = new Map();
                  socket.close();
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
