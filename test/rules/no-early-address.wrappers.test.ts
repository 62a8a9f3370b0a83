import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address", rule, {
  valid: [
    {
      name: "a wrapper whose address is asked for in the callback of its listen",
      filename: "file.js",
      code: code`
        import { createServer } from "node:net";
        export class Transport {
          constructor(onSocket) {
            this.server = createServer(onSocket);
          }
          listen(port, hostname, onListening) {
            this.server.listen(port, hostname, onListening);
            return this;
          }
          address() {
            return this.server.address();
          }
        }
        export function join(presence, port) {
          const transport = new Transport();
          transport.listen(port, "0.0.0.0", () => {
            presence.register(transport.address().port);
          });
        }
      `,
    },
    {
      name: "a wrapper whose address is handed on as it is",
      filename: "file.js",
      code: code`
        import { createServer } from "node:net";
        export class Transport {
          constructor(onSocket) {
            this.server = createServer(onSocket);
          }
          listen(port, hostname, onListening) {
            this.server.listen(port, hostname, onListening);
            return this;
          }
          address() {
            return this.server.address();
          }
        }
        export async function join(presence, port) {
          const transport = new Transport();
          transport.listen(port, "0.0.0.0");
          await presence.register(transport.address());
        }
      `,
    },
    {
      name: "a function that gives the address of what it is given, asked for where it listens",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        const addressOf = (server) => server.address();
        export function later(host, tell) {
          const server = createServer();
          server.listen(0, host, () => tell(addressOf(server).port));
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a wrapper whose address is asked for behind its listen with a host",
      filename: "file.js",
      code: code`
        import { createServer } from "node:net";
        export class Transport {
          constructor(onSocket) {
            this.server = createServer(onSocket);
          }
          listen(port, hostname, onListening) {
            this.server.listen(port, hostname, onListening);
            return this;
          }
          address() {
            return this.server.address();
          }
        }
        export async function join(presence, port) {
          const transport = new Transport();
          transport.listen(port, "0.0.0.0");
          await presence.register(transport.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 17, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createServer } from "node:net";
              import { once } from "node:events";
              export class Transport {
                constructor(onSocket) {
                  this.server = createServer(onSocket);
                }
                listen(port, hostname, onListening) {
                  this.server.listen(port, hostname, onListening);
                  return this;
                }
                address() {
                  return this.server.address();
                }
              }
              export async function join(presence, port) {
                const transport = new Transport();
                transport.listen(port, "0.0.0.0");
                await once(transport.server, "listening");
                await presence.register(transport.address().port);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function that gives the address of what it is given, asked for without waiting",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        const addressOf = (server) => server.address();
        export function first(host) {
          const server = createServer();
          server.listen(0, host);
          return \`http://\${host}:\${addressOf(server).port}\`;
        }
        export function later(host, tell) {
          const server = createServer();
          server.listen(0, host, () => tell(addressOf(server).port));
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a wrapper whose server nobody else may name",
      filename: "file.ts",
      code: code`
        import { createServer, type Server } from "node:net";
        export class Transport {
          private readonly server: Server = createServer();
          listen(port: number, hostname: string) {
            this.server.listen(port, hostname);
          }
          address() {
            return this.server.address();
          }
        }
        export async function join(presence: { register(port: number): Promise<void> }, port: number) {
          const transport = new Transport();
          transport.listen(port, "0.0.0.0");
          await presence.register(transport.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 14, suggestions: [] },
      ],
    },
  ],
});
