import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error: promisified starts", rule, {
  valid: [
    {
      name: "a start kept for later, with an error listener that tells",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        export async function up(port, fail) {
          const server = http.createServer();
          server.on('error', fail);
          const listen = promisify(server.listen.bind(server));
          await listen(port);
        }
      `,
    },
    {
      name: "a promisified close",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        const server = http.createServer();
        export const stop = promisify(server.close.bind(server));
      `,
    },
    {
      name: "Express 5, whose callback gets the error",
      filename: "file.js",
      options: [{ report: "potential" }],
      settings: { "startup-order": { versions: { express: "5" } } },
      code: code`
        import express from 'express';
        import { promisify } from 'node:util';
        export async function up(port) {
          const app = express();
          await promisify(app.listen.bind(app))(port);
        }
      `,
    },
    {
      name: "Express of an unknown version",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        import { promisify } from 'node:util';
        export async function up(port) {
          const app = express();
          await promisify(app.listen).call(app, port);
        }
      `,
    },
    {
      name: "fastify, whose callback gets the error",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fastify from 'fastify';
        import { promisify } from 'node:util';
        export async function up(port) {
          const app = fastify();
          const listen = promisify(app.listen.bind(app));
          await listen({ port });
        }
      `,
    },
    {
      name: "any free port",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        export async function up() {
          const server = http.createServer();
          await promisify(server.listen).call(server, 0);
          await promisify(server.listen.bind(server))({ port: 0 });
        }
      `,
    },
  ],
  invalid: [
    {
      name: "called in place",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        export async function up(port) {
          const server = http.createServer();
          await promisify(server.listen).call(server, port, 'localhost');
          return server;
        }
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [
            { messageId: "useOnce", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export async function up(port) {
                const server = http.createServer();
                await once(server.listen(port, 'localhost'), 'listening');
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "bound and called in place, with another use of promisify",
      filename: "file.js",
      code: code`
        const http = require('http')
        const { promisify } = require('util')
        const sleep = promisify(setTimeout)
        class Hub {
          server = http.createServer()
          async start (port) {
            await sleep(1)
            await promisify(this.server.listen.bind(this.server))(port)
          }
        }
        module.exports = Hub
      `,
      errors: [
        { messageId: "promisified", line: 8, suggestions: [
            { messageId: "useOnce", output: code`
              const http = require('http')
              const { promisify } = require('util')
              const { once } = require('events')
              const sleep = promisify(setTimeout)
              class Hub {
                server = http.createServer()
                async start (port) {
                  await sleep(1)
                  await once(this.server.listen(port), 'listening')
                }
              }
              module.exports = Hub
            ` },
          ] },
      ],
    },
    {
      name: "kept in a constant that nothing else uses",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import util from 'node:util';
        export async function up(port) {
          const server = http.createServer();
          const listen = util.promisify(server.listen.bind(server));
          await listen(port);
          return server;
        }
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [
            { messageId: "useOnce", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export async function up(port) {
                const server = http.createServer();
                await once(server.listen(port), 'listening');
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "kept in a constant that is used again",
      filename: "file.js",
      code: code`
        import net from 'node:net';
        import { inspect, promisify } from 'node:util';
        export async function up(port) {
          const server = net.createServer();
          const listen = promisify(server.listen.bind(server));
          await listen(port);
          return { server, listen, text: inspect(port) };
        }
      `,
      errors: [
        { messageId: "promisified", line: 6, suggestions: [
            { messageId: "useOnce", output: code`
              import net from 'node:net';
              import { inspect, promisify } from 'node:util';
              import { once } from 'node:events';
              export async function up(port) {
                const server = net.createServer();
                const listen = promisify(server.listen.bind(server));
                await once(server.listen(port), 'listening');
                return { server, listen, text: inspect(port) };
              }
            ` },
          ] },
      ],
    },
    {
      name: "kept in a constant that a comment speaks of",
      filename: "file.js",
      code: code`
        import net from 'node:net';
        import { promisify } from 'node:util';
        export async function up(port) {
          const server = net.createServer();
          // listen() as a promise
          const listen = promisify(server.listen.bind(server));
          await listen(port);
          return server;
        }
      `,
      errors: [
        { messageId: "promisified", line: 6, suggestions: [
            { messageId: "useOnce", output: code`
              import net from 'node:net';
              import { once } from 'node:events';
              export async function up(port) {
                const server = net.createServer();
                // listen() as a promise
                const listen = (...given) => once(server.listen(...given), 'listening');
                await listen(port);
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "kept in an exported constant of the module",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        const server = http.createServer();
        export const listen = promisify(server.listen.bind(server)) as (port: number) => Promise<void>;
        export async function up(port: number) {
          await listen(port);
        }
      `,
      errors: [
        { messageId: "promisified", line: 6, suggestions: [
            { messageId: "useOnce", output: code`
              import http from 'node:http';
              import { promisify } from 'node:util';
              import { once } from 'node:events';
              const server = http.createServer();
              export const listen = promisify(server.listen.bind(server)) as (port: number) => Promise<void>;
              export async function up(port: number) {
                await once(server.listen(port), 'listening');
              }
            ` },
          ] },
      ],
    },
    {
      name: "a promise whose value is handed on",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        export function up(port) {
          const server = http.createServer();
          return promisify(server.listen).call(server, port);
        }
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [
            { messageId: "useOnce", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export function up(port) {
                const server = http.createServer();
                return once(server.listen(port), 'listening').then(() => undefined);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a server that is hidden where the start is called",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        const server = http.createServer();
        const listen = promisify(server.listen.bind(server));
        export async function up(port) {
          const server = { port };
          await listen(server.port);
        }
      `,
      errors: [{ messageId: "promisified", line: 7, suggestions: [] }],
    },
  ],
});
