import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: how an entry comes into its collection", rule, {
  valid: [
    {
      name: "an entry that is completed and failed at the end",
      filename: "file.js",
      code: code`
        class Calls {
          #open = {};
          ask(id) {
            const call = new Call();
            const answer = new Promise((resolve, reject) => {
              call.settle = resolve;
              call.fail = reject;
            });
            this.#open[id] = call;
            return answer;
          }
          close() {
            for (const call of Object.values(this.#open)) call.fail(new Error("closed"));
            this.#open = {};
          }
        }
      `,
    },
    {
      name: "an object that is given something else",
      filename: "file.js",
      code: code`
        class Jobs {
          waiting = [];
          run(job) {
            job.done = true;
            this.waiting.push(job);
          }
          destroy() {
            this.waiting.length = 0;
          }
        }
      `,
    },
    {
      name: "an entry of a class that gets no function of a promise",
      filename: "file.js",
      code: code`
        import { Turn } from "./turn.js";
        class Gate {
          turns = [];
          pass(resolve, reject) {
            this.turns.push(new Turn(1, 2));
          }
          dispose() {
            this.turns = [];
          }
        }
      `,
    },
    {
      name: "a promise of its own is no entry with functions",
      filename: "file.js",
      code: code`
        class Gate {
          loads = new Map();
          load(key) {
            this.loads.set(key, new Promise((resolve) => setTimeout(() => resolve(key), 10)));
            return this.loads.get(key);
          }
          dispose() {
            this.loads.clear();
          }
        }
      `,
    },
    {
      name: "what was taken out of one queue is sent again",
      filename: "file.js",
      code: code`
        class Line {
          toSend = [];
          inFlight = new Map();
          ask(text) {
            return new Promise((resolve, reject) => {
              this.toSend.push({ text, resolve, reject });
            });
          }
          flush(socket, id) {
            const entry = this.toSend.shift();
            this.inFlight.set(id, entry);
            socket.write(entry.text);
          }
          disconnect() {
            this.toSend.unshift(...this.inFlight.values());
            this.inFlight.clear();
          }
        }
      `,
    },
    {
      name: "what was settled is kept in a history",
      filename: "file.js",
      code: code`
        class Line {
          toSend = [];
          history = [];
          ask(text) {
            return new Promise((resolve, reject) => {
              this.toSend.push({ text, resolve, reject });
            });
          }
          flush(socket) {
            const entry = this.toSend.shift();
            entry.resolve(socket.write(entry.text));
            this.history.push(entry);
          }
          disconnect() {
            for (const { reject } of this.toSend) reject(new Error("gone"));
            this.toSend = [];
            this.history = [];
          }
        }
      `,
    },
    {
      name: "a function that calls back is called",
      filename: "file.js",
      code: code`
        class Session {
          replies = [];
          forward(port, done) {
            this.replies.push((error) => {
              if (error) done(error);
              else done(null, port);
            });
            this.stream.send(port);
          }
          close() {
            for (const reply of this.replies.splice(0)) reply(new Error("closed"));
            this.replies = [];
          }
        }
      `,
    },
    {
      name: "a function that calls somebody every time",
      filename: "file.js",
      code: code`
        class Session {
          listeners = [];
          onChange(callback) {
            this.listeners.push((value) => callback(value));
          }
          close() {
            this.listeners = [];
          }
        }
      `,
    },
    {
      name: "a time to live of what answers leave in its place",
      filename: "file.js",
      code: code`
        function client(channel, ttl) {
          const replies = new Map();
          channel.consume((message) => {
            const callback = replies.get(message.id);
            callback(null, message.body);
          });
          return {
            request(id, body, callback) {
              replies.set(id, callback);
              setTimeout(() => {
                replies.delete(id);
              }, ttl);
              channel.send(id, body);
            },
          };
        }
      `,
    },
    {
      name: "what has come within a time is what was asked for",
      filename: "file.ts",
      code: code`
        class Census {
          open = new Map();
          answered(id, count) {
            const poll = this.open.get(id);
            poll.sum += count;
          }
          count(id, asked) {
            return new Promise((resolve, reject) => {
              const poll = { asked, answers: 0, sum: 0, resolve };
              this.open.set(id, poll);
              setTimeout(() => {
                if (!this.open.has(id)) return;
                this.open.delete(id);
                resolve(poll.sum);
              }, 5000);
              this.bus.publish(id);
            });
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "an entry that is completed in the executor after it was made",
      filename: "file.js",
      code: code`
        class Calls {
          #open = {};
          ask(id) {
            const call = new Call();
            const answer = new Promise((resolve, reject) => {
              call.settle = resolve;
              call.fail = reject;
            });
            this.#open[id] = call;
            return answer;
          }
          close() {
            this.#open = {};
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 13, suggestions: [
            { messageId: "rejectEntries", output: code`
              class Calls {
                #open = {};
                ask(id) {
                  const call = new Call();
                  const answer = new Promise((resolve, reject) => {
                    call.settle = resolve;
                    call.fail = reject;
                  });
                  this.#open[id] = call;
                  return answer;
                }
                close() {
                  for (const { fail } of Object.values(this.#open)) fail(new Error("closed before there was an answer"));
                  this.#open = {};
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a parameter that is given the functions of a promise",
      filename: "file.js",
      code: code`
        class Jobs {
          waiting = [];
          run(job) {
            return new Promise((resolve, reject) => {
              job.done = resolve;
              job.failed = reject;
              this.waiting.push(job);
            });
          }
          destroy() {
            this.waiting.length = 0;
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 11, suggestions: [
            { messageId: "rejectEntries", output: code`
              class Jobs {
                waiting = [];
                run(job) {
                  return new Promise((resolve, reject) => {
                    job.done = resolve;
                    job.failed = reject;
                    this.waiting.push(job);
                  });
                }
                destroy() {
                  for (const { failed } of this.waiting) failed(new Error("closed before there was an answer"));
                  this.waiting.length = 0;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an entry of a class that takes the functions of a promise",
      filename: "file.ts",
      code: code`
        class Turn {
          constructor(readonly key: string, private readonly go: () => void, readonly giveUp: (cause: Error) => void) {}
        }
        class Gate {
          private readonly turns: Turn[] = [];
          pass(key: string): Promise<void> {
            return new Promise((resolve, reject) => {
              this.turns.push(new Turn(key, resolve, reject));
            });
          }
          dispose(): void {
            this.turns.splice(0);
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 12, suggestions: [
            { messageId: "rejectEntries", output: code`
              class Turn {
                constructor(readonly key: string, private readonly go: () => void, readonly giveUp: (cause: Error) => void) {}
              }
              class Gate {
                private readonly turns: Turn[] = [];
                pass(key: string): Promise<void> {
                  return new Promise((resolve, reject) => {
                    this.turns.push(new Turn(key, resolve, reject));
                  });
                }
                dispose(): void {
                  for (const { giveUp } of this.turns) giveUp(new Error("closed before there was an answer"));
                  this.turns.splice(0);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an entry of a class that assigns them",
      filename: "file.js",
      code: code`
        class Turn {
          constructor(go, giveUp) {
            this.go = go;
            this.stop = giveUp;
          }
        }
        class Gate {
          turns = new Set();
          pass() {
            return new Promise((resolve, reject) => this.turns.add(new Turn(resolve, reject)));
          }
          dispose() {
            this.turns.clear();
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 13, suggestions: [
            { messageId: "rejectEntries", output: code`
              class Turn {
                constructor(go, giveUp) {
                  this.go = go;
                  this.stop = giveUp;
                }
              }
              class Gate {
                turns = new Set();
                pass() {
                  return new Promise((resolve, reject) => this.turns.add(new Turn(resolve, reject)));
                }
                dispose() {
                  for (const { stop } of this.turns) stop(new Error("closed before there was an answer"));
                  this.turns.clear();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an entry of a class of another file",
      filename: "file.js",
      code: code`
        import { Turn } from "./turn.js";
        class Gate {
          turns = [];
          pass() {
            return new Promise((resolve, reject) => {
              this.turns.push(new Turn(resolve, reject));
            });
          }
          dispose() {
            this.turns = [];
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 10, suggestions: [] },
      ],
    },
    {
      name: "what was taken out of one queue waits in another",
      filename: "file.js",
      code: code`
        class Line {
          toSend = [];
          unanswered = [];
          ask(text) {
            return new Promise((resolve, reject) => {
              this.toSend.push({ text, resolve, reject });
            });
          }
          flush(socket) {
            let entry = this.toSend.shift();
            while (entry) {
              this.unanswered.push(entry);
              socket.write(entry.text);
              entry = this.toSend.shift();
            }
          }
          answered(text) {
            this.unanswered.shift().resolve(text);
          }
          disconnect() {
            this.unanswered = [];
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 21, suggestions: [
            { messageId: "rejectEntries", output: code`
              class Line {
                toSend = [];
                unanswered = [];
                ask(text) {
                  return new Promise((resolve, reject) => {
                    this.toSend.push({ text, resolve, reject });
                  });
                }
                flush(socket) {
                  let entry = this.toSend.shift();
                  while (entry) {
                    this.unanswered.push(entry);
                    socket.write(entry.text);
                    entry = this.toSend.shift();
                  }
                }
                answered(text) {
                  this.unanswered.shift().resolve(text);
                }
                disconnect() {
                  for (const entry of this.unanswered) entry.reject(new Error("closed before there was an answer"));
                  this.unanswered = [];
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "what was taken out of one queue waits in a map",
      filename: "file.js",
      code: code`
        class Line {
          toSend = [];
          inFlight = new Map();
          ask(text) {
            return new Promise((resolve, reject) => {
              this.toSend.push({ text, resolve, reject });
            });
          }
          flush(socket, id) {
            const entry = this.toSend.shift();
            this.inFlight.set(id, entry);
            socket.write(entry.text);
          }
          disconnect() {
            this.inFlight.clear();
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 15, suggestions: [
            { messageId: "rejectEntries", output: code`
              class Line {
                toSend = [];
                inFlight = new Map();
                ask(text) {
                  return new Promise((resolve, reject) => {
                    this.toSend.push({ text, resolve, reject });
                  });
                }
                flush(socket, id) {
                  const entry = this.toSend.shift();
                  this.inFlight.set(id, entry);
                  socket.write(entry.text);
                }
                disconnect() {
                  for (const entry of this.inFlight.values()) entry.reject(new Error("closed before there was an answer"));
                  this.inFlight.clear();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function that calls back is kept",
      filename: "file.js",
      code: code`
        class Session {
          replies = [];
          forward(port, done) {
            this.replies.push((error) => {
              if (error) done(error);
              else done(null, port);
            });
            this.stream.send(port);
          }
          close() {
            this.replies = [];
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 11, suggestions: [
            { messageId: "rejectEntries", output: code`
              class Session {
                replies = [];
                forward(port, done) {
                  this.replies.push((error) => {
                    if (error) done(error);
                    else done(null, port);
                  });
                  this.stream.send(port);
                }
                close() {
                  for (const callback of this.replies.splice(0)) callback?.(new Error("closed before there was an answer"));
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a time to live takes away what nobody has answered",
      filename: "file.js",
      code: code`
        function client(channel, ttl) {
          const replies = new Map();
          channel.consume((message) => {
            const callback = replies.get(message.id);
            if (!callback) return;
            replies.delete(message.id);
            callback(null, message.body);
          });
          return {
            request(id, body, callback) {
              replies.set(id, callback);
              setTimeout(() => {
                replies.delete(id);
              }, ttl);
              channel.send(id, body);
            },
          };
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 13, suggestions: [] },
      ],
    },
    {
      name: "what has come is given as if it were all",
      filename: "file.ts",
      code: code`
        class Census {
          open = new Map();
          answered(id, count) {
            const poll = this.open.get(id);
            poll.answers += 1;
            poll.sum += count;
            if (poll.answers >= poll.asked) {
              this.open.delete(id);
              poll.resolve(poll.sum);
            }
          }
          count(id, asked) {
            return new Promise((resolve, reject) => {
              const poll = { asked, answers: 0, sum: 0, resolve };
              this.open.set(id, poll);
              setTimeout(() => {
                if (!this.open.has(id)) return;
                this.open.delete(id);
                resolve(poll.sum);
              }, 5000);
              this.bus.publish(id);
            });
          }
        }
      `,
      errors: [
        { messageId: "settledAsFine", line: 18, suggestions: [
            { messageId: "rejectEntry", output: code`
              class Census {
                open = new Map();
                answered(id, count) {
                  const poll = this.open.get(id);
                  poll.answers += 1;
                  poll.sum += count;
                  if (poll.answers >= poll.asked) {
                    this.open.delete(id);
                    poll.resolve(poll.sum);
                  }
                }
                count(id, asked) {
                  return new Promise((resolve, reject) => {
                    const poll = { asked, answers: 0, sum: 0, resolve };
                    this.open.set(id, poll);
                    setTimeout(() => {
                      if (!this.open.has(id)) return;
                      this.open.delete(id);
                      reject(new Error("no answer in time"));
                    }, 5000);
                    this.bus.publish(id);
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a timer that resolves the promise of an entry with something to deliver",
      filename: "file.js",
      code: code`
        class Mail {
          open = new Map();
          post(id, body) {
            return new Promise((resolve) => {
              this.open.set(id, { body, resolve });
              setTimeout(() => {
                this.open.delete(id);
                resolve();
              }, 5000);
            });
          }
        }
      `,
      errors: [
        { messageId: "settledAsFine", line: 7, suggestions: [
            { messageId: "rejectEntry", output: code`
              class Mail {
                open = new Map();
                post(id, body) {
                  return new Promise((resolve, reject) => {
                    this.open.set(id, { body, resolve });
                    setTimeout(() => {
                      this.open.delete(id);
                      reject(new Error("no answer in time"));
                    }, 5000);
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an entry of a class that keeps its functions to itself",
      filename: "file.ts",
      code: code`
        class Turn {
          constructor(private readonly go: () => void, private readonly giveUp: (cause: Error) => void) {}
        }
        class Gate {
          private readonly turns: Turn[] = [];
          pass(): Promise<void> {
            return new Promise((resolve, reject) => {
              this.turns.push(new Turn(resolve, reject));
            });
          }
          dispose(): void {
            this.turns.splice(0);
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 12, suggestions: [] },
      ],
    },
  ],
});
