import rule from "../../rules/no-competing-startup.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-competing-startup: promises made by hand", rule, {
  valid: [
    {
      name: "a later caller is let through only when the socket is open",
      filename: "a.ts",
      code: code`
        import WebSocket from "ws";

        export class Link {
          private socket: WebSocket | null = null;

          async send(text: string) {
            await this.connect();
            this.socket!.send(text);
          }

          private connect() {
            return new Promise<void>((resolve, reject) => {
              if (this.socket?.readyState === WebSocket.OPEN) {
                resolve();
                return;
              }
              this.socket = new WebSocket("ws://localhost:4000");
              this.socket.onclose = () => {
                this.socket = null;
                reject(new Error("closed"));
              };
              this.socket.onopen = () => resolve();
            });
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a later caller waits for the socket, too",
      filename: "a.ts",
      code: code`
        import net from "node:net";

        export class Link {
          private socket: net.Socket | null = null;

          connect(): Promise<void> {
            return new Promise((resolve, reject) => {
              if (this.socket) {
                if (this.socket.connecting) this.socket.once("connect", () => resolve());
                else resolve();
                return;
              }
              this.socket = net.connect(4000);
              this.socket.once("error", reject);
              this.socket.once("connect", () => resolve());
            });
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "one promise is kept for all",
      filename: "a.ts",
      code: code`
        import net from "node:net";

        export class Link {
          private socket: net.Socket | null = null;
          private opening: Promise<void> | null = null;

          connect(): Promise<void> {
            this.opening ??= new Promise((resolve, reject) => {
              if (this.socket) {
                resolve();
                return;
              }
              this.socket = net.connect(4000);
              this.socket.once("error", reject);
              this.socket.once("connect", () => resolve());
            });
            return this.opening;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a thing that is ready when it is made",
      filename: "a.ts",
      code: code`
        import { Parser } from "./parser.js";

        export class Reader {
          private parser: Parser | null = null;

          open(): Promise<void> {
            return new Promise((resolve) => {
              if (this.parser) {
                resolve();
                return;
              }
              this.parser = new Parser();
              resolve();
            });
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a local that no other caller sees",
      filename: "a.ts",
      code: code`
        import net from "node:net";

        export function connect(known: net.Socket | null): Promise<net.Socket | null> {
          let socket = known;
          return new Promise((resolve, reject) => {
            if (socket) {
              resolve(socket);
              return;
            }
            socket = net.connect(4000);
            socket.once("error", reject);
            socket.once("connect", () => resolve(socket));
          });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is kept is awaited before it is kept",
      filename: "a.ts",
      code: code`
        import WebSocket from "ws";

        export class Feed {
          private opening?: Promise<WebSocket>;

          async subscribe(topic: string) {
            this.opening ??= new Promise((resolve, reject) => {
              const socket = new WebSocket("ws://localhost:4000");
              socket.once("open", () => resolve(socket));
              socket.once("error", reject);
            });
            (await this.opening).send(topic);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is made holds values by its type",
      filename: "a.ts",
      code: code`
        import { coordinate } from "./coordinate.js";

        interface State {
          port: number;
          code: string;
        }

        export function createCoordinator(port: number) {
          let state: State | null = null;

          return {
            initialize: async () => {
              if (state) return state;
              state = await coordinate(port);
              return state;
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a promise fulfils for a later caller as soon as there is a socket",
      filename: "a.ts",
      code: code`
        import WebSocket from "ws";

        export class Link {
          private socket: WebSocket | null = null;

          async send(text: string) {
            await this.connect();
            this.socket!.send(text);
          }

          private connect() {
            return new Promise<void>((resolve, reject) => {
              if (this.socket?.readyState === WebSocket.OPEN || this.socket) {
                resolve();
                return;
              }
              this.socket = new WebSocket("ws://localhost:4000");
              this.socket.onclose = () => {
                this.socket = null;
                reject(new Error("closed"));
              };
              this.socket.onopen = () => resolve();
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "firstAlone", line: 13, suggestions: [
            { messageId: "sharePromise", output: code`
              import WebSocket from "ws";

              export class Link {
                private socket: WebSocket | null = null;

                async send(text: string) {
                  await this.connect();
                  this.socket!.send(text);
                }

                private connect() {
                  this.startup ??= this.connectOnce().finally(() => {
                    this.startup = undefined;
                  });
                  return this.startup;
                }

                private startup: ReturnType<Link["connectOnce"]> | undefined;

                private connectOnce() {
                  return new Promise<void>((resolve, reject) => {
                    if (this.socket?.readyState === WebSocket.OPEN || this.socket) {
                      resolve();
                      return;
                    }
                    this.socket = new WebSocket("ws://localhost:4000");
                    this.socket.onclose = () => {
                      this.socket = null;
                      reject(new Error("closed"));
                    };
                    this.socket.onopen = () => resolve();
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a socket that is kept behind its listeners, and before it is connected",
      filename: "a.ts",
      code: code`
        import net from "node:net";

        export class Link {
          private socket: net.Socket | null = null;

          connect(): Promise<void> {
            return new Promise((resolve, reject) => {
              if (this.socket) return resolve();
              const socket = net.connect(4000);
              socket.once("error", reject);
              socket.once("connect", () => resolve());
              this.socket = socket;
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "firstAlone", line: 8, suggestions: [
            { messageId: "sharePromise", output: code`
              import net from "node:net";

              export class Link {
                private socket: net.Socket | null = null;

                connect(): Promise<void> {
                  this.startup ??= this.connectOnce().catch((error: unknown) => {
                    this.socket = null;
                    throw error;
                  }).finally(() => {
                    this.startup = undefined;
                  });
                  return this.startup;
                }

                private startup: Promise<void> | undefined;

                private connectOnce(): Promise<void> {
                  return new Promise((resolve, reject) => {
                    if (this.socket) return resolve();
                    const socket = net.connect(4000);
                    socket.once("error", reject);
                    socket.once("connect", () => resolve());
                    this.socket = socket;
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the first caller alone awaits a listener of what it keeps",
      filename: "a.ts",
      code: code`
        import WebSocket from "ws";

        export class Feed {
          private socket?: WebSocket;

          async open() {
            if (this.socket) return;
            this.socket = new WebSocket("ws://localhost:4000");
            await new Promise((resolve, reject) => {
              this.socket!.once("open", resolve);
              this.socket!.once("error", reject);
            });
          }

          async subscribe(topic: string) {
            await this.open();
            this.socket!.send(topic);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "firstAlone", line: 7, suggestions: [
            { messageId: "sharePromise", output: code`
              import WebSocket from "ws";

              export class Feed {
                private socket?: WebSocket;

                open() {
                  this.startup ??= this.openOnce().catch((error: unknown) => {
                    this.socket = undefined;
                    throw error;
                  }).finally(() => {
                    this.startup = undefined;
                  });
                  return this.startup;
                }

                private startup: Promise<void> | undefined;

                private async openOnce() {
                  if (this.socket) return;
                  this.socket = new WebSocket("ws://localhost:4000");
                  await new Promise((resolve, reject) => {
                    this.socket!.once("open", resolve);
                    this.socket!.once("error", reject);
                  });
                }

                async subscribe(topic: string) {
                  await this.open();
                  this.socket!.send(topic);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "what is made holds a server by its type",
      filename: "a.ts",
      code: code`
        import type { Server } from "node:http";
        import { coordinate } from "./coordinate.js";

        interface State {
          server: Server;
          waitForCode(): Promise<string>;
        }

        export function createCoordinator(port: number) {
          let state: State | null = null;

          return {
            initialize: async () => {
              if (state) return state;
              state = await coordinate(port);
              return state;
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeStartedTwice", line: 15 },
      ],
    },
  ],
});
