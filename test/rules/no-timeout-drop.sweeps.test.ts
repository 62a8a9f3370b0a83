import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: entries that are swept away", rule, {
  valid: [
    {
      name: "each has a timer of its own that rejects",
      filename: "a.ts",
      code: code`
        export class Rpc {
          private readonly pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void; sentAt: number }>();
          private id = 0;

          request(socket: { send(text: string): void }, method: string) {
            const id = this.id++;
            return new Promise((resolve, reject) => {
              setTimeout(() => reject(new Error("timed out")), 30_000);
              this.pending.set(id, { resolve, reject, sentAt: Date.now() });
              socket.send(JSON.stringify({ id, method }));
            });
          }

          onMessage({ id, result }: { id: number; result: unknown }) {
            const entry = this.pending.get(id);
            if (!entry) return;
            this.pending.delete(id);
            entry.resolve(result);
          }

          sweep() {
            const now = Date.now();
            for (const [id, entry] of this.pending) {
              if (now - entry.sentAt > 60_000) this.pending.delete(id);
            }
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "answered entries stay until they are old",
      filename: "file.js",
      code: code`
        const pending = new Map();
        let ids = 0;

        export function request(socket, method) {
          const id = ids++;
          return new Promise((resolve, reject) => {
            pending.set(id, { resolve, reject, at: Date.now() });
            socket.send({ id, method });
          });
        }

        export function onMessage({ id, result }) {
          pending.get(id)?.resolve(result);
        }

        export function onCancel(id) {
          const entry = pending.get(id);
          pending.delete(id);
          entry.cancel();
        }

        export function sweep() {
          for (const [id, entry] of pending) {
            if (Date.now() - entry.at > 60_000) pending.delete(id);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the swept one is rejected",
      filename: "file.js",
      code: code`
        const calls = new Map();

        export function call(socket, id, method) {
          return new Promise((resolve, reject) => {
            calls.set(id, { resolve, reject, expiresAt: Date.now() + 5000 });
            socket.send({ id, method });
          });
        }

        export function onMessage({ id, result }) {
          const entry = calls.get(id);
          if (!entry) return;
          calls.delete(id);
          entry.resolve(result);
        }

        setInterval(() => {
          const now = Date.now();
          calls.forEach((entry, id) => {
            if (entry.expiresAt <= now) {
              calls.delete(id);
              entry.reject(new Error("timed out"));
            }
          });
        }, 1000);
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a cache of answers that are old",
      filename: "file.js",
      code: code`
        const cache = new Map();

        export function load(id, read) {
          const known = cache.get(id);
          if (known) return known.promise;
          const entry = { at: Date.now() };
          entry.promise = new Promise((resolve, reject) => {
            read(id, (error, value) => (error ? reject(error) : resolve(value)));
          });
          cache.set(id, entry);
          return entry.promise;
        }

        export function sweep() {
          for (const [id, entry] of cache) {
            if (Date.now() - entry.at > 60_000) cache.delete(id);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "answered entries stay until a timer takes the old ones away",
      filename: "a.js",
      code: code`
        const sessions = new Map();
        export function open(id) {
          let session = sessions.get(id);
          if (!session) {
            session = { at: Date.now() };
            session.ready = new Promise((resolve, reject) => { session.resolve = resolve; session.reject = reject; });
            sessions.set(id, session);
          }
          return session.ready;
        }
        export function opened(id) {
          sessions.get(id)?.resolve();
        }
        export function closed(id) {
          const session = sessions.get(id);
          sessions.delete(id);
          session?.reject(new Error("closed"));
        }
        setInterval(() => {
          for (const [id, session] of sessions) if (Date.now() - session.at > 3600000) sessions.delete(id);
        }, 1000);
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a request that is swept away for its age is rejected by nobody",
      filename: "a.ts",
      code: code`
        export class Rpc {
          private readonly pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void; sentAt: number }>();
          private id = 0;

          constructor(private readonly socket: { send(text: string): void }) {
            setInterval(() => this.sweep(), 10_000);
          }

          request(method: string) {
            const id = this.id++;
            return new Promise((resolve, reject) => {
              this.pending.set(id, { resolve, reject, sentAt: Date.now() });
              this.socket.send(JSON.stringify({ id, method }));
            });
          }

          onMessage({ id, result }: { id: number; result: unknown }) {
            const entry = this.pending.get(id);
            if (!entry) return;
            this.pending.delete(id);
            entry.resolve(result);
          }

          sweep() {
            const now = Date.now();
            for (const [id, entry] of this.pending) {
              if (now - entry.sentAt > 60_000) this.pending.delete(id);
            }
          }
        }
      `,
      errors: [
        { messageId: "droppedByTimer", line: 27, suggestions: [
            { messageId: "rejectEntry", output: code`
              export class Rpc {
                private readonly pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void; sentAt: number }>();
                private id = 0;

                constructor(private readonly socket: { send(text: string): void }) {
                  setInterval(() => this.sweep(), 10_000);
                }

                request(method: string) {
                  const id = this.id++;
                  return new Promise((resolve, reject) => {
                    this.pending.set(id, { resolve, reject, sentAt: Date.now() });
                    this.socket.send(JSON.stringify({ id, method }));
                  });
                }

                onMessage({ id, result }: { id: number; result: unknown }) {
                  const entry = this.pending.get(id);
                  if (!entry) return;
                  this.pending.delete(id);
                  entry.resolve(result);
                }

                sweep() {
                  const now = Date.now();
                  for (const [id, entry] of this.pending) {
                    if (now - entry.sentAt > 60_000) {
                      entry.reject(new Error("no answer in time"));
                      this.pending.delete(id);
                    }
                  }
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the young ones are left",
      filename: "file.js",
      code: code`
        const inflight = {};
        let ids = 0;

        exports.request = (socket, method) => {
          const id = ids++;
          return new Promise((resolve, reject) => {
            inflight[id] = { resolve, reject, at: Date.now() };
            socket.send({ id, method });
          });
        };

        exports.onMessage = ({ id, result }) => {
          const entry = inflight[id];
          if (!entry) return;
          delete inflight[id];
          entry.resolve(result);
        };

        exports.sweep = (maxAge) => {
          const now = Date.now();
          Object.keys(inflight).forEach((id) => {
            if (now - inflight[id].at < maxAge) return;
            delete inflight[id];
          });
        };
      `,
      errors: [
        { messageId: "sweptAway", line: 23, suggestions: [
            { messageId: "rejectEntry", output: code`
              const inflight = {};
              let ids = 0;

              exports.request = (socket, method) => {
                const id = ids++;
                return new Promise((resolve, reject) => {
                  inflight[id] = { resolve, reject, at: Date.now() };
                  socket.send({ id, method });
                });
              };

              exports.onMessage = ({ id, result }) => {
                const entry = inflight[id];
                if (!entry) return;
                delete inflight[id];
                entry.resolve(result);
              };

              exports.sweep = (maxAge) => {
                const now = Date.now();
                Object.keys(inflight).forEach((id) => {
                  if (now - inflight[id].at < maxAge) return;
                  inflight[id].reject(new Error("no answer in time"));
                  delete inflight[id];
                });
              };
            ` },
          ] },
      ],
    },
    {
      name: "swept by expiry with forEach of the map",
      filename: "file.js",
      code: code`
        const calls = new Map();

        export function call(socket, id, method) {
          return new Promise((resolve, reject) => {
            calls.set(id, { resolve, reject, expiresAt: Date.now() + 5000 });
            socket.send({ id, method });
          });
        }

        export function onMessage({ id, result }) {
          const entry = calls.get(id);
          if (!entry) return;
          calls.delete(id);
          entry.resolve(result);
        }

        setInterval(() => {
          const now = Date.now();
          calls.forEach((entry, id) => {
            if (entry.expiresAt <= now) {
              clearTimeout(entry.warning);
              calls.delete(id);
            }
          });
        }, 1000);
      `,
      errors: [
        { messageId: "droppedByTimer", line: 22, suggestions: [
            { messageId: "rejectEntry", output: code`
              const calls = new Map();

              export function call(socket, id, method) {
                return new Promise((resolve, reject) => {
                  calls.set(id, { resolve, reject, expiresAt: Date.now() + 5000 });
                  socket.send({ id, method });
                });
              }

              export function onMessage({ id, result }) {
                const entry = calls.get(id);
                if (!entry) return;
                calls.delete(id);
                entry.resolve(result);
              }

              setInterval(() => {
                const now = Date.now();
                calls.forEach((entry, id) => {
                  if (entry.expiresAt <= now) {
                    clearTimeout(entry.warning);
                    entry.reject(new Error("no answer in time"));
                    calls.delete(id);
                  }
                });
              }, 1000);
            ` },
          ] },
      ],
    },
    {
      name: "a branch of one statement on a line of its own",
      filename: "a.js",
      code: code`
        export class Client {
          pending = new Map();

          request(id) {
            return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject, at: Date.now() }));
          }

          answer(id, value) {
            const entry = this.pending.get(id);
            this.pending.delete(id);
            entry?.resolve(value);
          }

          sweep() {
            this.pending.forEach((entry, id) => {
              if (Date.now() - entry.at > 60_000)
                this.pending.delete(id);
            });
          }
        }
      `,
      errors: [
        { messageId: "sweptAway", line: 17, suggestions: [
            { messageId: "rejectEntry", output: code`
              export class Client {
                pending = new Map();

                request(id) {
                  return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject, at: Date.now() }));
                }

                answer(id, value) {
                  const entry = this.pending.get(id);
                  this.pending.delete(id);
                  entry?.resolve(value);
                }

                sweep() {
                  this.pending.forEach((entry, id) => {
                    if (Date.now() - entry.at > 60_000) {
                      entry.reject(new Error("no answer in time"));
                      this.pending.delete(id);
                    }
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a comment stands before what the branch does",
      filename: "a.js",
      code: code`
        export class Client {
          pending = new Map();

          request(id) {
            return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject, at: Date.now() }));
          }

          answer(id, value) {
            const entry = this.pending.get(id);
            this.pending.delete(id);
            entry?.resolve(value);
          }

          sweep() {
            this.pending.forEach((entry, id) => {
              if (Date.now() - entry.at > 60_000) // too old
                this.pending.delete(id);
            });
          }
        }
      `,
      errors: [
        { messageId: "sweptAway", line: 17 },
      ],
    },
  ],
});
