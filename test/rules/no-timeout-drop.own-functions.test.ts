import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: functions of their own that entries have", rule, {
  valid: [
    {
      name: "the timers go on when the port is destroyed",
      filename: "file.js",
      code: code`
        export class Modbus {
          constructor(port) {
            this.port = port;
            this.transactions = {};
          }

          write(id, data, next) {
            this.transactions[id] = {
              length: data.length,
              next: next,
              timer: setTimeout(() => {
                next(new Error("timed out"));
              }, 1000),
            };
            this.port.write(data);
          }

          onData(id, data) {
            const { next, timer } = this.transactions[id];
            delete this.transactions[id];
            clearTimeout(timer);
            next(null, data);
          }

          destroy(done) {
            this.transactions = {};
            this.port.destroy(done);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the callbacks are called when the port is destroyed",
      filename: "file.js",
      code: code`
        export class Modbus {
          constructor(port) {
            this.port = port;
            this.transactions = {};
          }

          write(id, data, next) {
            this.transactions[id] = {
              length: data.length,
              next: next,
              timer: setTimeout(() => {
                next(new Error("timed out"));
              }, 1000),
            };
            this.port.write(data);
          }

          onData(id, data) {
            const { next, timer } = this.transactions[id];
            delete this.transactions[id];
            clearTimeout(timer);
            next(null, data);
          }

          destroy(done) {
            Object.values(this.transactions).forEach((transaction) => {
              clearTimeout(transaction.timer);
              transaction.next(new Error("destroyed"));
            });
            this.transactions = {};
            this.port.destroy(done);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "nothing fails who is kept: it may be a listener",
      filename: "file.js",
      code: code`
        export class Modbus {
          constructor(port) {
            this.port = port;
            this.transactions = {};
          }

          write(id, data, next) {
            this.transactions[id] = {
              length: data.length,
              next: next,
              timer: setTimeout(() => {
                next("slow");
              }, 1000),
            };
            this.port.write(data);
          }

          onData(id, data) {
            const { next, timer } = this.transactions[id];
            delete this.transactions[id];
            clearTimeout(timer);
            next(null, data);
          }

          destroy(done) {
            Object.values(this.transactions).forEach((transaction) => clearTimeout(transaction.timer));
            this.transactions = {};
            this.port.destroy(done);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the timer asks the entry",
      filename: "file.js",
      code: code`
        export class Gateway {
          constructor(socket) {
            this.socket = socket;
            this.pending = new Map();
            socket.on("message", (raw) => this.settle(JSON.parse(raw)));
          }

          settle(frame) {
            const entry = this.pending.get(frame.id);
            if (!entry) return;
            this.pending.delete(frame.id);
            clearTimeout(entry.timer);
            if (frame.ok) entry.resolve(frame.payload);
            else entry.reject(new Error(frame.error));
          }

          login(id) {
            this.pending.set(id, {
              resolve: () => {},
              reject: (error) => console.error("login failed", error),
              timer: setTimeout(() => {
                this.pending.get(id)?.reject(new Error("no answer"));
                this.pending.delete(id);
              }, 10000),
            });
            this.socket.send(JSON.stringify({ id, method: "login" }));
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the entry has nothing to do when there is no answer",
      filename: "file.js",
      code: code`
        export class Gateway {
          constructor(socket) {
            this.socket = socket;
            this.pending = new Map();
            socket.on("message", (raw) => this.settle(JSON.parse(raw)));
          }

          settle(frame) {
            const entry = this.pending.get(frame.id);
            if (!entry) return;
            this.pending.delete(frame.id);
            clearTimeout(entry.timer);
            if (frame.ok) entry.resolve(frame.payload);
            else entry.reject(new Error(frame.error));
          }

          login(id) {
            this.pending.set(id, {
              resolve: () => {},
              reject: () => {},
              timer: setTimeout(() => this.pending.delete(id), 10000),
            });
            this.socket.send(JSON.stringify({ id, method: "login" }));
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the callbacks of what is under way are never called when the port is destroyed",
      filename: "file.js",
      code: code`
        export class Modbus {
          constructor(port) {
            this.port = port;
            this.transactions = {};
          }

          write(id, data, next) {
            this.transactions[id] = {
              length: data.length,
              next: next,
              timer: setTimeout(() => {
                next(new Error("timed out"));
              }, 1000),
            };
            this.port.write(data);
          }

          onData(id, data) {
            const { next, timer } = this.transactions[id];
            delete this.transactions[id];
            clearTimeout(timer);
            next(null, data);
          }

          destroy(done) {
            Object.values(this.transactions).forEach((transaction) => clearTimeout(transaction.timer));
            this.transactions = {};
            this.port.destroy(done);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "droppedAtEnd", line: 27, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Modbus {
                constructor(port) {
                  this.port = port;
                  this.transactions = {};
                }

                write(id, data, next) {
                  this.transactions[id] = {
                    length: data.length,
                    next: next,
                    timer: setTimeout(() => {
                      next(new Error("timed out"));
                    }, 1000),
                  };
                  this.port.write(data);
                }

                onData(id, data) {
                  const { next, timer } = this.transactions[id];
                  delete this.transactions[id];
                  clearTimeout(timer);
                  next(null, data);
                }

                destroy(done) {
                  Object.values(this.transactions).forEach((transaction) => clearTimeout(transaction.timer));
                  const unanswered = Object.values(this.transactions);
                  this.transactions = {};
                  for (const { next } of unanswered) next?.(new Error("closed before there was an answer"));
                  this.port.destroy(done);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an entry says itself what to do when there is no answer, and its timer does not ask it",
      filename: "file.js",
      code: code`
        export class Gateway {
          constructor(socket) {
            this.socket = socket;
            this.pending = new Map();
            socket.on("message", (raw) => this.settle(JSON.parse(raw)));
          }

          settle(frame) {
            const entry = this.pending.get(frame.id);
            if (!entry) return;
            this.pending.delete(frame.id);
            clearTimeout(entry.timer);
            if (frame.ok) entry.resolve(frame.payload);
            else entry.reject(new Error(frame.error));
          }

          login(id) {
            this.pending.set(id, {
              resolve: () => {},
              reject: (error) => console.error("login failed", error),
              timer: setTimeout(() => this.pending.delete(id), 10000),
            });
            this.socket.send(JSON.stringify({ id, method: "login" }));
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "droppedByTimer", line: 21 },
      ],
    },
    {
      name: "what was called stays among what is under way: nobody knows what is left",
      filename: "file.js",
      code: code`
        export class Modbus {
          constructor(port) {
            this.port = port;
            this.transactions = {};
          }

          write(id, data, next) {
            this.transactions[id] = {
              length: data.length,
              next: next,
              timer: setTimeout(() => {
                next(new Error("timed out"));
              }, 1000),
            };
            this.port.write(data);
          }

          onData(id, data) {
            const { next, timer } = this.transactions[id];
            clearTimeout(timer);
            next(null, data);
          }

          destroy(done) {
            Object.values(this.transactions).forEach((transaction) => clearTimeout(transaction.timer));
            this.transactions = {};
            this.port.destroy(done);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "droppedAtEnd", line: 26 },
      ],
    },
  ],
});
