import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen: flags that say ready", rule, {
  valid: [
    {
      name: "a field that is set in the callback",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class Hub {
          ready = false;
          server = http.createServer();
          connect(port: number) {
            this.server.listen(port, () => { this.ready = true; });
          }
        }
      `,
    },
    {
      name: "a field that is set behind the wait",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export class Hub {
          ready = false;
          server = http.createServer();
          async connect(port: number) {
            this.server.listen(port);
            await once(this.server, 'listening');
            this.ready = true;
          }
        }
      `,
    },
    {
      name: "a field that is cleared",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class Hub {
          ready = true;
          server = http.createServer();
          connect(port: number) {
            this.server.listen(port);
            this.ready = false;
          }
        }
      `,
    },
    {
      name: "a field that says starting",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class Hub {
          starting = false;
          state = 'idle';
          server = http.createServer();
          connect(port: number) {
            this.server.listen(port);
            this.starting = true;
            this.state = 'starting';
          }
          get isStarting() { return this.starting || this.state === 'starting'; }
        }
      `,
    },
    {
      name: "a field that is set before listen: a guard",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class Hub {
          listening = false;
          server = http.createServer();
          connect(port: number) {
            if (this.listening) return;
            this.listening = true;
            this.server.listen(port);
          }
        }
      `,
    },
    {
      name: "a private field that only keeps from starting and stopping twice",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class Hub {
          private listening = false;
          private server = http.createServer();
          connect(port: number) {
            if (this.listening) return;
            this.server.listen(port);
            this.listening = true;
          }
          close() {
            if (!this.listening) return;
            this.server.close();
            this.listening = false;
          }
        }
      `,
    },
    {
      name: "a running field that nobody asks",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class Hub {
          running = false;
          server = http.createServer();
          connect(port: number) {
            this.server.listen(port);
            this.running = true;
          }
        }
      `,
    },
    {
      name: "a flag that only this server's own requests ask for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        let ready = false;
        const app = express();
        app.get('/ready', (req, res) => res.sendStatus(ready ? 200 : 503));
        export function connect(port) {
          app.listen(port);
          ready = true;
        }
      `,
    },
    {
      name: "a flag of the function's own",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function connect(port) {
          let ready = false;
          const server = http.createServer();
          server.listen(port);
          ready = true;
          setTimeout(() => console.log(ready), 10);
        }
      `,
    },
    {
      name: "a flag about something else",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class Hub {
          server = http.createServer();
          connect(port) {
            this.server.listen(port);
            this.databaseReady = true;
            this.cleanUp = true;
          }
        }
      `,
    },
    {
      name: "a flag whose error listener takes it back",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class Hub {
          server = http.createServer();
          connect(port) {
            this.server.on('error', () => { this.ready = false; });
            this.server.listen(port);
            this.ready = true;
          }
        }
      `,
    },
    {
      name: "a flag of the entry point",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        let ready = false;
        http.createServer((req, res) => res.end(String(ready))).listen(8080);
        ready = true;
      `,
    },
    {
      name: "a flag of the datagram socket in a test",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import dgram from 'node:dgram';
        class Hub {
          socket = dgram.createSocket('udp4');
          connect(port) {
            this.socket.bind(port);
            this.ready = true;
          }
        }
        it('x', () => { new Hub().connect(0); });
      `,
    },
  ],
  invalid: [
    {
      name: "a public field, set behind listen",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export class Hub {
          ready = false;
          server = http.createServer();
          connect(port: number) {
            this.server.listen(port);
            this.ready = true;
          }
        }
      `,
      errors: [
        {
          messageId: "flaggedEarly",
          line: 6,
          data: { flag: "this.ready", start: "this.server.listen(port)", begun: " on line 6", ready: "'listening'" },
          suggestions: [
            { messageId: "setWhenReady", output: code`
              import http from 'node:http';
              export class Hub {
                ready = false;
                server = http.createServer();
                connect(port: number) {
                  this.server.listen(port, () => {
                    this.ready = true;
                  });
                }
              }
            ` },
            { messageId: "awaitReadyExported", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export class Hub {
                ready = false;
                server = http.createServer();
                async connect(port: number) {
                  this.server.listen(port);
                  await once(this.server, 'listening');
                  this.ready = true;
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a private field that another method goes by",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export class Hub {
          private isListening = false;
          private server = http.createServer();
          connect(port: number) {
            if (this.isListening) return;
            this.server.listen(port, () => console.log('up'));
            this.isListening = true;
          }
          url() {
            return this.isListening ? 'http://localhost' : undefined;
          }
        }
      `,
      errors: [
        {
          messageId: "flaggedEarly",
          line: 7,
          suggestions: [
            { messageId: "setWhenReady", output: code`
              import http from 'node:http';
              export class Hub {
                private isListening = false;
                private server = http.createServer();
                connect(port: number) {
                  if (this.isListening) return;
                  this.server.listen(port, () => { this.isListening = true; console.log('up'); });
                }
                url() {
                  return this.isListening ? 'http://localhost' : undefined;
                }
              }
            ` },
            { messageId: "awaitReadyExported", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export class Hub {
                private isListening = false;
                private server = http.createServer();
                async connect(port: number) {
                  if (this.isListening) return;
                  this.server.listen(port, () => console.log('up'));
                  await once(this.server, 'listening');
                  this.isListening = true;
                }
                url() {
                  return this.isListening ? 'http://localhost' : undefined;
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a running field that a getter shows",
      filename: "file.js",
      code: code`
        const net = require('net')
        class Hub {
          #running = false
          #server = net.createServer()
          connect(port) {
            this.#server.listen(port)
            this.#running = true
            return this
          }
          get running() { return this.#running }
        }
        module.exports = Hub
      `,
      errors: [
        {
          messageId: "flaggedEarly",
          line: 6,
          suggestions: [
            { messageId: "setWhenReady", output: code`
              const net = require('net')
              class Hub {
                #running = false
                #server = net.createServer()
                connect(port) {
                  this.#server.listen(port, () => {
                    this.#running = true
                  })
                  return this
                }
                get running() { return this.#running }
              }
              module.exports = Hub
            ` },
          ],
        },
      ],
    },
    {
      name: "a state in words, in a constructor",
      filename: "file.ts",
      code: code`
        import { WebSocketServer } from 'ws';
        enum State { Idle, Listening }
        export class Hub {
          state = State.Idle;
          wss: WebSocketServer;
          constructor(port: number) {
            this.wss = new WebSocketServer({ port });
            this.state = State.Listening;
          }
        }
      `,
      errors: [
        {
          messageId: "flaggedEarly",
          line: 7,
          suggestions: [
            { messageId: "setWhenReady", output: code`
              import { WebSocketServer } from 'ws';
              enum State { Idle, Listening }
              export class Hub {
                state = State.Idle;
                wss: WebSocketServer;
                constructor(port: number) {
                  this.wss = new WebSocketServer({ port }, () => {
                    this.state = State.Listening;
                  });
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "an exported variable",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export let listening = false;
        export function createHub(port: number) {
          const server = http.createServer();
          server.listen(port);
          listening = true;
          return server;
        }
      `,
      errors: [
        {
          messageId: "flaggedEarly",
          line: 5,
          suggestions: [
            { messageId: "setWhenReady", output: code`
              import http from 'node:http';
              export let listening = false;
              export function createHub(port: number) {
                const server = http.createServer();
                server.listen(port, () => {
                  listening = true;
                });
                return server;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a variable of the module that another function gives out",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        let status = 'stopped';
        export function connect(port) {
          const server = http.createServer();
          server.listen(port);
          status = 'running';
        }
        export const health = () => ({ status });
      `,
      errors: [
        {
          messageId: "flaggedEarly",
          line: 5,
          suggestions: [
            { messageId: "setWhenReady", output: code`
              import http from 'node:http';
              let status = 'stopped';
              export function connect(port) {
                const server = http.createServer();
                server.listen(port, () => {
                  status = 'running';
                });
              }
              export const health = () => ({ status });
            ` },
            { messageId: "awaitReadyExported", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              let status = 'stopped';
              export async function connect(port) {
                const server = http.createServer();
                server.listen(port);
                await once(server, 'listening');
                status = 'running';
              }
              export const health = () => ({ status });
            ` },
          ],
        },
      ],
    },
  ],
});
