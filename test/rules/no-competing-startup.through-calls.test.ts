import rule from "../../rules/no-competing-startup.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-competing-startup: named listeners, and writes of a called function", rule, {
  valid: [
    {
      name: "the place is taken when it listens",
      filename: "file.ts",
      code: code`
        import { type Server, createServer } from "node:http";
        export class App {
          private server: Server | undefined;
          private starting: Promise<void> | undefined;
          start(port: number): Promise<void> {
            return (this.starting ??= this.listen(port));
          }
          private async listen(port: number): Promise<void> {
            const server = createServer();
            await new Promise<void>((resolve, reject) => {
              server.once("error", reject);
              server.listen(port, () => resolve());
            });
            this.server = server;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the function that is called when nothing is there shares its promise",
      filename: "file.js",
      code: code`
        import { dial } from "./dial.js";
        let client;
        let connecting;
        export async function getClient() {
          if (client) return client;
          return (connecting ??= connect());
        }
        async function connect() {
          client = await dial();
          return client;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the function that is called when nothing is there turns others away itself",
      filename: "file.js",
      code: code`
        import { dial } from "./dial.js";
        let client;
        let busy = false;
        export async function getClient() {
          if (client) return client;
          return connect();
        }
        async function connect() {
          if (busy) return undefined;
          busy = true;
          client = await dial();
          return client;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is there is always taken away, and made again",
      filename: "file.js",
      code: code`
        import { connect } from "./dial.js";
        let client;
        export async function restart() {
          if (client) {
            await client.close();
            client = null;
          }
          client = await connect();
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the listener that settles has a name in the executor",
      filename: "file.ts",
      code: code`
        import { type Server, createServer } from "node:http";
        export class App {
          private server: Server | undefined;
          async start(port: number): Promise<void> {
            if (this.server) return;
            this.server = createServer();
            await new Promise<void>((resolve, reject) => {
              const onListening = () => resolve();
              this.server?.once("error", reject);
              this.server?.once("listening", onListening);
              this.server?.listen(port);
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "firstAlone", line: 5, suggestions: [
            { messageId: "takeTurns", output: code`
              import { type Server, createServer } from "node:http";
              export class App {
                private server: Server | undefined;
                async start(port: number): Promise<void> {
                  while (this.startup) await this.startup.catch(() => {});
                  this.startup = this.startOnce(port).catch((error: unknown) => {
                    this.server = undefined;
                    throw error;
                  }).finally(() => {
                    this.startup = undefined;
                  });
                  return this.startup;
                }

                private startup: Promise<void> | undefined;

                private async startOnce(port: number): Promise<void> {
                  if (this.server) return;
                  this.server = createServer();
                  await new Promise<void>((resolve, reject) => {
                    const onListening = () => resolve();
                    this.server?.once("error", reject);
                    this.server?.once("listening", onListening);
                    this.server?.listen(port);
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the start's own callback settles",
      filename: "file.ts",
      code: code`
        import { type Server, createServer } from "node:http";
        export class App {
          private server: Server | undefined;
          async start(port: number): Promise<void> {
            if (this.server) return;
            this.server = createServer();
            await new Promise<void>((resolve, reject) => {
              this.server?.once("error", reject);
              this.server?.listen(port, () => resolve());
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "firstAlone", line: 5, suggestions: [
            { messageId: "takeTurns", output: code`
              import { type Server, createServer } from "node:http";
              export class App {
                private server: Server | undefined;
                async start(port: number): Promise<void> {
                  while (this.startup) await this.startup.catch(() => {});
                  this.startup = this.startOnce(port).catch((error: unknown) => {
                    this.server = undefined;
                    throw error;
                  }).finally(() => {
                    this.startup = undefined;
                  });
                  return this.startup;
                }

                private startup: Promise<void> | undefined;

                private async startOnce(port: number): Promise<void> {
                  if (this.server) return;
                  this.server = createServer();
                  await new Promise<void>((resolve, reject) => {
                    this.server?.once("error", reject);
                    this.server?.listen(port, () => resolve());
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the function that is called when nothing is there keeps it late",
      filename: "file.js",
      code: code`
        import { dial } from "./dial.js";
        let client;
        export async function getClient() {
          if (client) return client;
          return connect();
        }
        async function connect() {
          client = await dial();
          return client;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "startedTwice", line: 8, suggestions: [
            { messageId: "sharePromise", output: code`
              import { dial } from "./dial.js";
              let client;
              export function getClient() {
                startup ??= getClientOnce().finally(() => {
                  startup = undefined;
                });
                return startup;
              }

              let startup;

              async function getClientOnce() {
                if (client) return client;
                return connect();
              }
              async function connect() {
                client = await dial();
                return client;
              }
            ` },
          ] },
      ],
    },
    {
      name: "what does not answer any more is taken away, and made again",
      filename: "file.js",
      code: code`
        import { dial } from "./dial.js";
        let client;
        export async function getClient() {
          if (client) {
            try {
              await client.ping();
              return client;
            } catch {
              client = null;
            }
          }
          return connect();
        }
        async function connect() {
          client = await dial();
          return client;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "startedTwice", line: 15, suggestions: [
            { messageId: "sharePromise", output: code`
              import { dial } from "./dial.js";
              let client;
              export function getClient() {
                startup ??= getClientOnce().finally(() => {
                  startup = undefined;
                });
                return startup;
              }

              let startup;

              async function getClientOnce() {
                if (client) {
                  try {
                    await client.ping();
                    return client;
                  } catch {
                    client = null;
                  }
                }
                return connect();
              }
              async function connect() {
                client = await dial();
                return client;
              }
            ` },
          ] },
      ],
    },
  ],
});
