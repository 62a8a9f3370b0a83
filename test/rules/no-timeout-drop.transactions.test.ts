import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop", rule, {
  valid: [
    {
      name: "transactions whose callbacks an end calls",
      filename: "file.js",
      code: code`
        class Master {
          transactions = new Map();
          read(unit, callback) {
            this.transactions.set(++this.id, { unit, callback });
            this.transport.write(unit);
          }
          answer(id, frame) {
            const { callback } = this.transactions.get(id);
            this.transactions.delete(id);
            callback(null, frame);
          }
          destroy() {
            for (const { callback } of this.transactions.values()) callback(new Error("destroyed"));
            this.transactions.clear();
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "transactions whose callbacks an end forgets",
      filename: "file.js",
      code: code`
        class Master {
          transactions = new Map();
          read(unit, callback) {
            this.transactions.set(++this.id, { unit, callback });
            this.transport.write(unit);
          }
          answer(id, frame) {
            const { callback } = this.transactions.get(id);
            this.transactions.delete(id);
            callback(null, frame);
          }
          destroy() {
            this.transactions.clear();
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 13, suggestions: [
            { messageId: "rejectEntries", output: code`
              class Master {
                transactions = new Map();
                read(unit, callback) {
                  this.transactions.set(++this.id, { unit, callback });
                  this.transport.write(unit);
                }
                answer(id, frame) {
                  const { callback } = this.transactions.get(id);
                  this.transactions.delete(id);
                  callback(null, frame);
                }
                destroy() {
                  const unanswered = [...this.transactions.values()];
                  this.transactions.clear();
                  for (const { callback } of unanswered) callback?.(new Error("closed before there was an answer"));
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "callbacks in a set that an end forgets",
      filename: "file.js",
      code: code`
        class Barrier {
          pending = new Set();
          wait(callback) {
            this.pending.add(callback);
            this.ask();
          }
          release() {
            for (const callback of this.pending) callback(null);
            this.pending.clear();
          }
          destroy() {
            this.pending.clear();
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 12, suggestions: [
            { messageId: "rejectEntries", output: code`
              class Barrier {
                pending = new Set();
                wait(callback) {
                  this.pending.add(callback);
                  this.ask();
                }
                release() {
                  for (const callback of this.pending) callback(null);
                  this.pending.clear();
                }
                destroy() {
                  const unanswered = [...this.pending];
                  this.pending.clear();
                  for (const callback of unanswered) callback?.(new Error("closed before there was an answer"));
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "callbacks in an end that has the name already",
      filename: "file.js",
      code: code`
        class Master {
          transactions = new Map();
          read(unit, callback) {
            this.transactions.set(++this.id, { unit, callback });
            this.transport.write(unit);
          }
          answer(id, frame) {
            const { callback } = this.transactions.get(id);
            this.transactions.delete(id);
            callback(null, frame);
          }
          destroy(unanswered) {
            this.transactions.clear();
            this.log.info(unanswered);
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 13, suggestions: [] },
      ],
    },
  ],
});
