import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen", rule, {
  valid: [
    {
      name: "an async start() that waits",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export class S {
          server = http.createServer();
          async start(port) {
            this.server.listen(port);
            await once(this.server, 'listening');
          }
        }
      `,
    },
    {
      name: "a start() that hands its callback on",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class S {
          server = http.createServer();
          start(port, cb) {
            this.server.listen(port, cb);
          }
        }
      `,
    },
    {
      name: "a callback that may stand in the place of the options",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function start(port, options, fn) {
          if (typeof options === 'function') { fn = options; options = {}; }
          const server = http.createServer(options);
          server.listen(port, fn);
          return { close: () => server.close() };
        }
      `,
    },
    {
      name: "a callback that calls a parameter",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function start(port, onReady) {
          const server = http.createServer();
          server.listen(port, () => { console.log('up'); onReady(); });
        }
      `,
    },
    {
      name: "a callback that emits",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { EventEmitter } from 'node:events';
        export class S extends EventEmitter {
          server = http.createServer();
          start(port) { this.server.listen(port, () => { this.emit('ready'); }); }
        }
      `,
    },
    {
      name: "a callback that sets state others read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class S {
          server = http.createServer(); listening = false;
          start(port) { this.server.listen(port, () => { this.listening = true; }); }
        }
      `,
    },
    {
      name: "a synchronous start that returns the server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function start(port) {
          const server = http.createServer();
          server.listen(port);
          return server;
        }
      `,
    },
    {
      name: "an arrow function that returns the started server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export const start = (port) => http.createServer().listen(port);
      `,
    },
    {
      name: "wrappers that pass their arguments on",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class S { server = http.createServer(); listen(...args) { return this.server.listen(...args); } }
        export class T { server = http.createServer(); listen(...args) { this.server.listen(...args); return this; } }
        export class U { server = http.createServer(); listen(...args) { this.server.listen(...args); } }
      `,
    },
    {
      name: "an awaited koa listen in main",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Koa from 'koa';
        async function main() {
          const app = new Koa();
          await app.listen(3000);
        }
        main();
      `,
    },
    {
      name: "the nest entry point",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { NestFactory } from '@nestjs/core';
        import { AppModule } from './app.module';
        async function bootstrap() {
          const app = await NestFactory.create(AppModule);
          app.listen(3000);
        }
        bootstrap();
      `,
    },
    {
      name: "a callback for one version of hapi, and a promise for the other",
      filename: "file.js",
      code: code`
        const Hapi = require("@hapi/hapi");
        const semver = require("semver");
        const pkg = require("@hapi/hapi/package.json");

        function run(done) {
          const server = Hapi.server();
          if (semver.satisfies(pkg.version, "<17")) {
            server.start(function (error) {
              done(error, server.info.port);
            });
          } else {
            server.start().then(() => done(null, server.info.port), done);
          }
        }
        module.exports = run;
      `,
    },
    {
      name: "an awaited hapi start",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Hapi from '@hapi/hapi';
        export const init = async () => {
          const server = Hapi.server({ port: 3000 });
          await server.start();
          return server;
        };
      `,
    },
    {
      name: "a returned hapi start",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Hapi from '@hapi/hapi';
        export const init = () => {
          const server = Hapi.server({ port: 3000 });
          return server.start();
        };
      `,
    },
    {
      name: "a fastify listen with a catch",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Fastify from 'fastify';
        export function start() {
          const app = Fastify();
          app.listen({ port: 3000 }).catch((e) => { app.log.error(e); process.exit(1); });
        }
      `,
    },
    {
      name: "a fastify listen with a then",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Fastify from 'fastify';
        export function start(done) {
          const app = Fastify();
          app.listen({ port: 3000 }).then(() => done(), done);
        }
      `,
    },
    {
      name: "the express entry point",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        const app = express();
        app.get('/', (req, res) => res.send('x'));
        app.listen(3000, () => console.log('listening'));
      `,
    },
    {
      name: "the fastify entry point",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Fastify from 'fastify';
        const app = Fastify();
        app.listen({ port: 3000 });
      `,
    },
    {
      name: "functions called in place",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        (async () => { const app = express(); await app.listen(3000); })();
        (function () { const app = express(); app.listen(3000); })();
      `,
    },
    {
      name: "a start() that is the entry point",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        function start() { express().listen(3000, () => console.log('x')); }
        start();
      `,
    },
    {
      name: "a retry in the error handler",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function start(port) {
          const server = http.createServer();
          server.on('error', (e) => { if (e.code === 'EADDRINUSE') setTimeout(() => server.listen(port + 1), 100); else throw e; });
          return server.listen(port);
        }
      `,
    },
    {
      name: "things called listen that are no servers",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { setupServer } from 'msw/node';
        import { Client } from '@modelcontextprotocol/sdk';
        const server = setupServer();
        export function start() { server.listen(); }
        export async function listen(client) { client.listen(); await client.connect(); }
      `,
    },
    {
      name: "a start() that returns the promise of readiness",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export class S {
          server = http.createServer();
          ready = once(this.server, 'listening');
          start(port) { this.server.listen(port); return this.ready; }
        }
      `,
    },
    {
      name: "a start() that keeps the promise of readiness",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export class S {
          server = http.createServer();
          start(port) { this.server.listen(port); this.ready = once(this.server, 'listening'); }
        }
      `,
    },
    {
      name: "a hook that hands done to listen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        before((done) => { server.listen(0, done); });
        it('x', () => {});
      `,
    },
    {
      name: "a swallowing process with an error listener",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'http';
        process.on('uncaughtException', (e) => console.error(e));
        const s = http.createServer();
        s.on('error', () => process.exit(1));
        s.listen(3000);
      `,
    },
    {
      name: "an uncaughtException handler that ends the process",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'http';
        process.on('uncaughtException', (e) => { console.error(e); process.exit(1); });
        http.createServer().listen(3000);
      `,
    },
    {
      name: "a WebSocket server whose listening is handed on",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from 'ws';
        export class Hub {
          start(port, cb) {
            this.wss = new WebSocketServer({ port });
            this.wss.on('listening', cb);
          }
        }
      `,
    },
    {
      name: "functions with other names",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'http';
        export function createApp() { const s = http.createServer(); s.listen(3000); }
        export function handler() { http.createServer().listen(0); }
      `,
    },
    {
      name: "a wait in another file",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'http';
        import { waitFor } from './x';
        export async function start(port) {
          const s = http.createServer();
          s.listen(port);
          await waitFor(s);
        }
        export function start2(port) {
          const s = http.createServer();
          s.listen(port);
          return waitFor(s);
        }
      `,
    },
    {
      name: "an awaited promise whose catch is the fallback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'http';
        import { once } from 'events';
        async function startOn(port) { const s = http.createServer(); s.listen(port); await once(s, 'listening'); return s; }
        export async function start(port) {
          try {
            return await startOn(port);
          } catch (e) {
            return startOn(0);
          }
        }
      `,
    },
    {
      name: "a log line in the callback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        server.listen(8080, () => console.log('Server running at http://localhost:8080/'));
      `,
    },
    {
      name: "a client behind listening",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        import { once } from 'node:events';
        export async function pair(handler) {
          const server = net.createServer(handler);
          server.listen(4000);
          await once(server, 'listening');
          return net.connect(4000);
        }
      `,
    },
    {
      name: "a log line that says something else",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        server.listen(8080);
        console.log('bye');
      `,
    },
    {
      name: "a failure that is told by an error listener",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export async function launch(path, found) {
          const server = net.createServer((socket) => found.resolve(socket));
          server.on('error', found.reject);
          server.listen(path);
        }
      `,
    },
  ],
  invalid: [
    {
      name: "an async start() whose callback only logs",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export class S {
          server = http.createServer();
          async start(port) {
            this.server.listen(port, () => console.log('up'));
          }
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export class S {
                server = http.createServer();
                async start(port) {
                  this.server.listen(port, () => console.log('up'));
                  await once(this.server, 'listening');
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "options that were shifted, in place of the callback",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export function start(port, options, fn) {
          if (typeof options === 'function') { fn = options; options = {}; }
          const server = http.createServer(options);
          server.listen(port, options);
          return { close: () => server.close() };
        }
      `,
      errors: [
        {
          messageId: "startsUnseen",
          line: 5,
          suggestions: [
            {
              messageId: "giveReady",
              output: code`
                import http from 'node:http';
                import { once } from 'node:events';
                export function start(port, options, fn) {
                  if (typeof options === 'function') { fn = options; options = {}; }
                  const server = http.createServer(options);
                  server.listen(port, options);
                  return { close: () => server.close(), ready: once(server, 'listening') };
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "a start() whose 'error' listener only logs",
      filename: "file.js",
      code: code`
        import net from 'node:net';
        export class S {
          server = net.createServer();
          start(port) {
            this.server.on('error', (error) => { this.logger.debug(error); });
            this.server.listen(port);
          }
        }
      `,
      errors: [
        {
          messageId: "startsUnseen",
          data: { name: "`start()`", noun: "server", failure: "a taken port goes no further than the 'error' listener", ready: "'listening'" },
          line: 6,
          suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import net from 'node:net';
              import { once } from 'node:events';
              export class S {
                server = net.createServer();
                async start(port) {
                  this.server.on('error', (error) => { this.logger.debug(error); });
                  this.server.listen(port);
                  await once(this.server, 'listening');
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a start() whose 'error' listener throws",
      filename: "file.js",
      code: code`
        import net from 'node:net';
        export class S {
          server = net.createServer();
          start(port) {
            this.server.on('error', (error) => { throw error; });
            this.server.listen(port);
          }
        }
      `,
      errors: [
        {
          messageId: "startsUnseen",
          data: { name: "`start()`", noun: "server", failure: "a taken port is thrown where no caller can catch it", ready: "'listening'" },
          line: 6,
          suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import net from 'node:net';
              import { once } from 'node:events';
              export class S {
                server = net.createServer();
                async start(port) {
                  this.server.on('error', (error) => { throw error; });
                  this.server.listen(port);
                  await once(this.server, 'listening');
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a start() without a callback",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export class S {
          server = http.createServer();
          start(port) {
            this.server.listen(port);
          }
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 5, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export class S {
                server = http.createServer();
                async start(port) {
                  this.server.listen(port);
                  await once(this.server, 'listening');
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an async function that returns app.listen",
      filename: "file.js",
      code: code`
        import express from 'express';
        export async function start(port) {
          const app = express();
          return app.listen(port);
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 4, suggestions: [
            { messageId: "returnWhenReady", output: code`
              import express from 'express';
              import { once } from 'node:events';
              export async function start(port) {
                const app = express();
                const server = app.listen(port);
                await once(server, 'listening');
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "an async function that returns a server with a log callback",
      filename: "file.js",
      code: code`
        import express from 'express';
        export async function startServer(port) {
          const app = express();
          const server = app.listen(port, () => console.log(\`on \${port}\`));
          return server;
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import express from 'express';
              import { once } from 'node:events';
              export async function startServer(port) {
                const app = express();
                const server = app.listen(port, () => console.log(\`on \${port}\`));
                await once(server, 'listening');
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "an async factory of any name that returns the server in an object",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export async function createTestServer(handler) {
          const server = http.createServer(handler);
          server.listen(0);
          return { server, close: () => server.close() };
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export async function createTestServer(handler) {
                const server = http.createServer(handler);
                server.listen(0);
                await once(server, 'listening');
                return { server, close: () => server.close() };
              }
            ` },
          ] },
      ],
    },
    {
      name: "a callback handed to hapi's start",
      filename: "file.js",
      code: code`
        import Hapi from '@hapi/hapi';
        const server = Hapi.server({ port: 1 });
        server.start(() => { console.log('up'); });
      `,
      errors: [
        { messageId: "ignoredCallback", line: 3, suggestions: [
            { messageId: "keepBehindStart", output: code`
              import Hapi from '@hapi/hapi';
              const server = Hapi.server({ port: 1 });
              await server.start();
              console.log('up');
            ` },
          ] },
      ],
    },
    {
      name: "the result of console.log in the callback's place",
      filename: "file.js",
      code: code`
        import express from 'express';
        const app = express();
        app.listen(3000, console.log('up'));
      `,
      errors: [
        { messageId: "calledCallback", line: 3, suggestions: [
            { messageId: "wrapInFunction", output: code`
              import express from 'express';
              const app = express();
              app.listen(3000, () => console.log('up'));
            ` },
          ] },
      ],
    },
    {
      name: "an awaited koa listen",
      filename: "file.js",
      code: code`
        import Koa from 'koa';
        export async function bootstrap() {
          const app = new Koa();
          await app.listen(3000);
        }
      `,
      errors: [
        { messageId: "awaitedNoPromise", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import Koa from 'koa';
              import { once } from 'node:events';
              export async function bootstrap() {
                const app = new Koa();
                const server = app.listen(3000);
                await once(server, 'listening');
              }
            ` },
          ] },
      ],
    },
    {
      name: "a nest listen nobody waits for",
      filename: "file.js",
      code: code`
        import { NestFactory } from '@nestjs/core';
        export async function bootstrap(AppModule) {
          const app = await NestFactory.create(AppModule);
          app.listen(3000);
        }
      `,
      errors: [
        { messageId: "floatingStart", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import { NestFactory } from '@nestjs/core';
              export async function bootstrap(AppModule) {
                const app = await NestFactory.create(AppModule);
                await app.listen(3000);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a hapi start nobody waits for",
      filename: "file.js",
      code: code`
        import Hapi from '@hapi/hapi';
        export const init = async () => {
          const server = Hapi.server({ port: 3000 });
          server.start();
          return server;
        };
      `,
      errors: [
        { messageId: "floatingStart", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import Hapi from '@hapi/hapi';
              export const init = async () => {
                const server = Hapi.server({ port: 3000 });
                await server.start();
                return server;
              };
            ` },
          ] },
      ],
    },
    {
      name: "a vite listen nobody waits for",
      filename: "file.js",
      code: code`
        import { createServer } from 'vite';
        export async function startVite() {
          const s = await createServer();
          s.listen();
          return s;
        }
      `,
      errors: [
        { messageId: "floatingStart", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createServer } from 'vite';
              export async function startVite() {
                const s = await createServer();
                await s.listen();
                return s;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a node entry point that says running right behind",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'http';
        http.createServer((q, s) => s.end()).listen(8080);
        console.log('running');
      `,
      errors: [
        { messageId: "announcedEarly", line: 2, suggestions: [
            { messageId: "moveIntoCallback", output: code`
              import http from 'http';
              http.createServer((q, s) => s.end()).listen(8080, () => {
                console.log('running');
              });
            ` },
            { messageId: "awaitReady", output: code`
              import http from 'http';
              import { once } from 'events';
              const server = http.createServer((q, s) => s.end()).listen(8080);
              await once(server, 'listening');
              console.log('running');
            ` },
          ] },
      ],
    },
    {
      name: "a hook that waits for nothing",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        let server;
        beforeAll(() => { server = express().listen(4000); });
        it('x', () => {});
      `,
      errors: [
        { messageId: "unawaitedInTest", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import express from 'express';
              import { once } from 'node:events';
              let server;
              beforeAll(async () => { server = express().listen(4000); await once(server, 'listening'); });
              it('x', () => {});
            ` },
          ] },
      ],
    },
    {
      name: "an entry point whose process swallows the failure",
      filename: "file.js",
      code: code`
        import http from 'http';
        process.on('uncaughtException', (e) => { console.error(e); });
        http.createServer().listen(3000);
      `,
      errors: [
        { messageId: "swallowedFailure", line: 3, suggestions: [
            { messageId: "exitOnError", output: code`
              import http from 'http';
              process.on('uncaughtException', (e) => { console.error(e); });
              http.createServer().listen(3000).on('error', (error) => {
                console.error(error);
                process.exit(1);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a WebSocket server made in start()",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from 'ws';
        export class Hub {
          start(port) {
            this.wss = new WebSocketServer({ port });
            this.wss.on('connection', (s) => s.send('x'));
          }
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 4, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import { WebSocketServer } from 'ws';
              import { once } from 'node:events';
              export class Hub {
                async start(port) {
                  this.wss = new WebSocketServer({ port });
                  await once(this.wss, 'listening');
                  this.wss.on('connection', (s) => s.send('x'));
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a handle that closes over the started server",
      filename: "file.js",
      code: code`
        import { serve } from '@hono/node-server';
        export function runHttp(app, port) {
          const server = serve({ fetch: app.fetch, port });
          return { stop: () => server.close() };
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 3, suggestions: [] },
      ],
    },
    {
      name: "a datagram socket bound in start()",
      filename: "file.js",
      code: code`
        import dgram from 'dgram';
        export class U { start() { this.s = dgram.createSocket('udp4'); this.s.bind(53); } }
      `,
      errors: [
        { messageId: "startsUnseen", line: 2, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import dgram from 'dgram';
              import { once } from 'events';
              export class U { async start() { this.s = dgram.createSocket('udp4'); this.s.bind(53); await once(this.s, 'listening'); } }
            ` },
          ] },
      ],
    },
    {
      name: "a returned promise whose catch is the fallback",
      filename: "file.js",
      code: code`
        import http from 'http';
        import { once } from 'events';
        async function startOn(port) { const s = http.createServer(); s.listen(port); await once(s, 'listening'); return s; }
        export async function start(port) {
          try {
            return startOn(port);
          } catch (e) {
            return startOn(0);
          }
        }
      `,
      errors: [
        { messageId: "unawaitedReturn", line: 6, suggestions: [
            { messageId: "awaitReturned", output: code`
              import http from 'http';
              import { once } from 'events';
              async function startOn(port) { const s = http.createServer(); s.listen(port); await once(s, 'listening'); return s; }
              export async function start(port) {
                try {
                  return await startOn(port);
                } catch (e) {
                  return startOn(0);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a ready flag set behind listen",
      filename: "file.js",
      code: code`
        import http from 'http';
        export class S {
          server = http.createServer();
          run(port) {
            this.server.listen(port);
            this.ready = true;
          }
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 5, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import http from 'http';
              import { once } from 'events';
              export class S {
                server = http.createServer();
                async run(port) {
                  this.server.listen(port);
                  await once(this.server, 'listening');
                  this.ready = true;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a promise settled behind listen",
      filename: "file.js",
      code: code`
        import http from 'http';
        export const makeIt = (port) => new Promise((resolve) => {
          const s = http.createServer();
          s.listen(port);
          resolve(s);
        });
      `,
      errors: [
        { messageId: "settledAtOnce", line: 4, suggestions: [
            { messageId: "settleWhenReady", output: code`
              import http from 'http';
              export const makeIt = (port) => new Promise((resolve, reject) => {
                const s = http.createServer();
                s.listen(port);
                s.once('error', reject);
                s.once('listening', () => {
                  s.off('error', reject);
                  resolve(s);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "an app of Feathers whose promise resolves with any server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from '@feathersjs/express';
        import { feathers } from '@feathersjs/feathers';
        export async function start(port) {
          const app = express(feathers());
          await app.listen(port);
          return app;
        }
      `,
      errors: [
        { messageId: "promiseLies", line: 5, suggestions: [
            { messageId: "waitForBoth", output: code`
              import express from '@feathersjs/express';
              import { feathers } from '@feathersjs/feathers';
              import { once } from 'node:events';
              export async function start(port) {
                const app = express(feathers());
                await Promise.all([app.listen(port), once(app.server, 'listening')]);
                return app;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a Feathers server that is returned, in TypeScript",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { koa } from '@feathersjs/koa';
        import { feathers } from '@feathersjs/feathers';
        export const app = koa(feathers());
        export function start(port: number) {
          return app.listen(port);
        }
      `,
      errors: [
        { messageId: "promiseLies", line: 5, suggestions: [
            { messageId: "waitForBoth", output: code`
              import { koa } from '@feathersjs/koa';
              import { feathers } from '@feathersjs/feathers';
              import { once } from 'node:events';
              export const app = koa(feathers());
              export function start(port: number) {
                return Promise.all([app.listen(port), once(app.server!, 'listening')]).then(([server]) => server);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a development server of webpack that hides its server until it is too late",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import WebpackDevServer from 'webpack-dev-server';
        export async function start(compiler) {
          const server = new WebpackDevServer({ port: 8080 }, compiler);
          await server.start();
          return server;
        }
      `,
      errors: [{ messageId: "promiseLies", line: 4, suggestions: [] }],
    },
    {
      name: "a promise settled behind listen, with a reject and a start that gives the server",
      filename: "file.js",
      code: code`
        const express = require('express')
        exports.makeIt = port => new Promise((resolve, fail) => {
          const app = express()
          const server = app.listen(port, () => console.log('up'))
          resolve(server)
        })
      `,
      errors: [
        { messageId: "settledAtOnce", line: 4, suggestions: [
            { messageId: "settleWhenReady", output: code`
              const express = require('express')
              exports.makeIt = port => new Promise((resolve, fail) => {
                const app = express()
                const server = app.listen(port, () => console.log('up'))
                server.once('error', fail)
                server.once('listening', () => {
                  server.off('error', fail)
                  resolve(server)
                })
              })
            ` },
          ] },
      ],
    },
    {
      name: "a promise settled behind listen, among other statements",
      filename: "file.js",
      code: code`
        import http from 'http';
        export const makeIt = (port) => new Promise((resolve) => {
          const s = http.createServer();
          s.listen(port);
          resolve(s);
          console.log('made');
        });
      `,
      errors: [{ messageId: "settledAtOnce", line: 4, suggestions: [] }],
    },
    {
      name: "a log line behind listen that says running",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        server.listen(8080);
        server.on('error', (e) => console.error(e));
        console.log('Server running at http://localhost:8080/');
      `,
      errors: [
        { messageId: "announcedEarly", line: 3, suggestions: [
            { messageId: "moveIntoCallback", output: code`
              import http from 'node:http';
              const server = http.createServer();
              server.listen(8080, () => {
                console.log('Server running at http://localhost:8080/');
              });
              server.on('error', (e) => console.error(e));
            ` },
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              const server = http.createServer();
              server.listen(8080);
              await once(server, 'listening');
              server.on('error', (e) => console.error(e));
              console.log('Server running at http://localhost:8080/');
            ` },
          ] },
      ],
    },
    {
      name: "a client on the next line",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export function pair(handler) {
          const server = net.createServer(handler);
          server.listen(4000);
          return net.connect(4000);
        }
      `,
      errors: [
        { messageId: "usedAtOnce", line: 4, suggestions: [] },
      ],
    },
  ],
});
