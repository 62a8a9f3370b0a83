import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error", rule, {
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
      name: "an executor with an error path before listen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function start(port) {
          return new Promise((resolve, reject) => {
            const server = http.createServer();
            server.on('error', reject);
            server.listen(port, () => resolve(server));
          });
        }
      `,
    },
    {
      name: "an error path on the chained server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export const start = (port) => new Promise((resolve, reject) => {
          const server = http.createServer();
          server.listen(port, resolve).on('error', reject);
        });
      `,
    },
    {
      name: "an error listener elsewhere in the class",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class S {
          server = http.createServer();
          constructor(onError) { this.server.on('error', onError); }
          start(port) { return new Promise((resolve) => this.server.listen(port, resolve)); }
        }
      `,
    },
    {
      name: "an error listener elsewhere that ends the process",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class S {
          server = http.createServer();
          constructor() { this.server.on('error', (e) => { console.error(e); process.exit(1); }); }
          start(port) { return new Promise((resolve) => this.server.listen(port, resolve)); }
        }
      `,
    },
    {
      name: "an executor with the literal port 0",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function up() {
          const server = http.createServer();
          await new Promise((r) => server.listen(0, '127.0.0.1', r));
          return server;
        }
      `,
    },
    {
      name: "a hook with port 0",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        describe('x', () => {
          const server = http.createServer();
          before(() => new Promise((r) => server.listen(0, r)));
          it('y', () => {});
        });
      `,
    },
    {
      name: "a race with the error event",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export async function up(port) {
          const server = http.createServer();
          await Promise.race([new Promise((r) => server.listen(port, r)), once(server, 'error').then(([e]) => { throw e; })]);
        }
      `,
    },
    {
      name: "an error-first callback of an express of unknown version",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        export const listen = (port) => new Promise((resolve, reject) => {
          const app = express();
          const server = app.listen(port, (err) => err ? reject(err) : resolve(server));
        });
      `,
    },
    {
      name: "an error-first callback of fastify",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fastify from 'fastify';
        export const listen = (port) => new Promise((resolve, reject) => {
          const app = fastify();
          app.listen({ port }, (err) => err ? reject(err) : resolve(app));
        });
      `,
    },
    {
      name: "a port probe that resolves either way",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export const inUse = (port) => new Promise((resolve) => {
          const s = net.createServer();
          s.once('error', () => resolve(true));
          s.once('listening', () => { s.close(); resolve(false); });
          s.listen(port);
        });
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
      name: "the node entry point",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'http';
        http.createServer((q, s) => s.end()).listen(8080);
        console.log('running');
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
      name: "a hook that returns a promise",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        beforeAll(() => new Promise((r) => { server.listen(0, r); }));
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
  ],
  invalid: [
    {
      name: "an error listener elsewhere that only logs",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export class S {
          server = http.createServer();
          constructor() { this.server.on('error', (e) => console.error(e)); }
          start(port) { return new Promise((resolve) => { this.server.listen(port, resolve); }); }
        }
      `,
      errors: [
        { messageId: "onlyLogs", line: 5, suggestions: [
            { messageId: "rejectOnError", output: code`
              import http from 'node:http';
              export class S {
                server = http.createServer();
                constructor() { this.server.on('error', (e) => console.error(e)); }
                start(port) { return new Promise((resolve, reject) => { this.server.once('error', reject);
                this.server.listen(port, () => { this.server.off('error', reject); resolve(); }); }); }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an executor that holds nothing but the start",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export class S {
          server = http.createServer();
          async start(port) { await new Promise((r) => this.server.listen(port, r)); }
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 4, suggestions: [
            { messageId: "useOnce", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export class S {
                server = http.createServer();
                async start(port) { await once(this.server.listen(port), 'listening'); }
              }
            ` },
            { messageId: "rejectOnError", output: code`
              import http from 'node:http';
              export class S {
                server = http.createServer();
                async start(port) { await new Promise((r, reject) => { this.server.once('error', reject); this.server.listen(port, () => { this.server.off('error', reject); r(); }); }); }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a hook with a fixed port and no error path",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        describe('x', () => {
          const server = http.createServer();
          before(() => new Promise((r) => server.listen(8099, r)));
          it('y', () => {});
        });
      `,
      errors: [
        { messageId: "neverRejects", line: 4, suggestions: [
            { messageId: "useOnce", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              describe('x', () => {
                const server = http.createServer();
                before(() => once(server.listen(8099), 'listening'));
                it('y', () => {});
              });
            ` },
            { messageId: "rejectOnError", output: code`
              import http from 'node:http';
              describe('x', () => {
                const server = http.createServer();
                before(() => new Promise((r, reject) => { server.once('error', reject); server.listen(8099, () => { server.off('error', reject); r(); }); }));
                it('y', () => {});
              });
            ` },
          ] },
      ],
    },
    {
      name: "an error-first callback of a net server",
      filename: "file.js",
      code: code`
        import net from 'node:net';
        export const listen = (port) => new Promise((resolve, reject) => {
          const server = net.createServer();
          server.listen(port, (err) => err ? reject(err) : resolve(server));
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 4, suggestions: [
            { messageId: "rejectOnError", output: code`
              import net from 'node:net';
              export const listen = (port) => new Promise((resolve, reject) => {
                const server = net.createServer();
                server.once('error', reject);
                server.listen(port, () => { server.off('error', reject); resolve(server); });
              });
            ` },
          ] },
      ],
    },
    {
      name: "an error-first callback of express 4",
      filename: "file.js",
      settings: { "startup-order": {"versions":{"express":"4"}} },
      code: code`
        import express from 'express';
        export const listen = (port) => new Promise((resolve, reject) => {
          const app = express();
          const server = app.listen(port, (err) => err ? reject(err) : resolve(server));
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 4, suggestions: [
            { messageId: "rejectOnError", output: code`
              import express from 'express';
              export const listen = (port) => new Promise((resolve, reject) => {
                const app = express();
                const server = app.listen(port, () => { server.off('error', reject); resolve(server); });
                server.once('error', reject);
              });
            ` },
          ] },
      ],
    },
    {
      name: "an express 5 callback that ignores its error",
      filename: "file.js",
      settings: { "startup-order": {"versions":{"express":"5"}} },
      code: code`
        import express from 'express';
        export const listen = (port) => new Promise((resolve, reject) => {
          const app = express();
          const server = app.listen(port, () => resolve(server));
        });
      `,
      errors: [
        { messageId: "errorIgnored", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a promisified listen",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        export async function up(port) {
          const server = http.createServer();
          await promisify(server.listen).call(server, port);
        }
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [] },
      ],
    },
  ],
});
