import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: what is thrown away", rule, {
  valid: [
    {
      name: "what tests begin anew with",
      filename: "a.js",
      code: code`
        const waiting = new Map();

        export function request(id) {
          return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
        }

        export function answer(id, value) {
          waiting.get(id)?.resolve(value);
          waiting.delete(id);
        }

        export function resetForTests() {
          waiting.clear();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a stand-in for a client is reset",
      filename: "a.js",
      code: code`
        export class FakeClient {
          pending = new Map();

          request(id) {
            return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }));
          }

          answer(id, value) {
            this.pending.get(id)?.resolve(value);
            this.pending.delete(id);
          }

          reset() {
            this.pending.clear();
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "what the product begins anew with",
      filename: "a.js",
      code: code`
        const waiting = new Map();

        export function request(id) {
          return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
        }

        export function answer(id, value) {
          waiting.get(id)?.resolve(value);
          waiting.delete(id);
        }

        export function resetRequests() {
          waiting.clear();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "discarded", line: 13, suggestions: [
            { messageId: "rejectEntries", output: code`
              const waiting = new Map();

              export function request(id) {
                return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
              }

              export function answer(id, value) {
                waiting.get(id)?.resolve(value);
                waiting.delete(id);
              }

              export function resetRequests() {
                for (const { reject } of waiting.values()) reject(new Error("dropped before there was an answer"));
                waiting.clear();
              }
            ` },
          ] },
      ],
    },
    {
      name: "who waits for the next value of an iterator is to be told that there is none",
      filename: "a.js",
      code: code`
        export function valuesOf(emitter) {
          const pulls = [];
          emitter.on("data", (value) => pulls.shift()?.resolve({ value, done: false }));
          return {
            next: () => new Promise((resolve, reject) => pulls.push({ resolve, reject })),
            return() {
              pulls.length = 0;
              return Promise.resolve({ value: undefined, done: true });
            },
          };
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 7 },
      ],
    },
  ],
});
