import rule from "../../rules/no-competing-startup.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-competing-startup: promises made by hand that are shared", rule, {
  valid: [
    {
      name: "whoever comes later waits for what the first one waits for",
      filename: "a.js",
      code: code`
        import net from "node:net";

        export class Client {
          connect() {
            this.connecting ??= new Promise((resolve, reject) => {
              this.socket = net.connect(8080);
              this.socket.once("connect", resolve);
              this.socket.once("error", reject);
            });
            return this.connecting;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "each caller gives something, in a method that was not async",
      filename: "a.js",
      code: code`
        import net from "node:net";

        export class Client {
          connect(onUp) {
            return new Promise((resolve, reject) => {
              if (this.socket) return resolve();
              this.socket = net.connect(8080);
              this.socket.once("connect", () => {
                onUp();
                resolve();
              });
              this.socket.once("error", reject);
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "firstAlone", line: 6, suggestions: [
            { messageId: "takeTurns", output: code`
              import net from "node:net";

              export class Client {
                async connect(onUp) {
                  while (this.#startup) await this.#startup.catch(() => {});
                  this.#startup = this.#connectOnce(onUp).catch((error) => {
                    this.socket = undefined;
                    throw error;
                  }).finally(() => {
                    this.#startup = undefined;
                  });
                  return this.#startup;
                }

                #startup = undefined;

                #connectOnce(onUp) {
                  return new Promise((resolve, reject) => {
                    if (this.socket) return resolve();
                    this.socket = net.connect(8080);
                    this.socket.once("connect", () => {
                      onUp();
                      resolve();
                    });
                    this.socket.once("error", reject);
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "each caller gives something, in a function that was not async",
      filename: "a.js",
      code: code`
        import net from "node:net";

        let socket;

        export function connect(port) {
          return new Promise((resolve, reject) => {
            if (socket) return resolve(socket);
            socket = net.connect(port);
            socket.once("connect", () => resolve(socket));
            socket.once("error", reject);
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "firstAlone", line: 7, suggestions: [
            { messageId: "takeTurns", output: code`
              import net from "node:net";

              let socket;

              export async function connect(port) {
                while (startup) await startup.catch(() => {});
                startup = connectOnce(port).catch((error) => {
                  socket = undefined;
                  throw error;
                }).finally(() => {
                  startup = undefined;
                });
                return startup;
              }

              let startup;

              function connectOnce(port) {
                return new Promise((resolve, reject) => {
                  if (socket) return resolve(socket);
                  socket = net.connect(port);
                  socket.once("connect", () => resolve(socket));
                  socket.once("error", reject);
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a promise that can fail is shared",
      filename: "a.js",
      code: code`
        import net from "node:net";

        export class Client {
          connect() {
            return new Promise((resolve, reject) => {
              if (this.socket) return resolve();
              this.socket = net.connect(8080);
              this.socket.once("connect", () => {
                this.emit("up");
                resolve();
              });
              this.socket.once("error", reject);
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "firstAlone", line: 6, suggestions: [
            { messageId: "sharePromise", output: code`
              import net from "node:net";

              export class Client {
                connect() {
                  this.#startup ??= this.#connectOnce().catch((error) => {
                    this.socket = undefined;
                    throw error;
                  }).finally(() => {
                    this.#startup = undefined;
                  });
                  return this.#startup;
                }

                #startup = undefined;

                #connectOnce() {
                  return new Promise((resolve, reject) => {
                    if (this.socket) return resolve();
                    this.socket = net.connect(8080);
                    this.socket.once("connect", () => {
                      this.emit("up");
                      resolve();
                    });
                    this.socket.once("error", reject);
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a promise that says it can fail, and never does",
      filename: "a.js",
      code: code`
        import net from "node:net";

        export class Client {
          connect() {
            return new Promise((resolve, reject) => {
              if (this.socket) return resolve();
              this.socket = net.connect(8080);
              this.socket.once("connect", () => {
                this.emit("up");
                resolve();
              });
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "firstAlone", line: 6 },
      ],
    },
  ],
});
