import floating from "../../rules/no-floating-listen.js";
import withoutError from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen: hard cases", floating, {
  valid: [
    {
      name: "listeners of events that a loop names",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { EventEmitter } from 'node:events';
        export class Hub extends EventEmitter {
          server = http.createServer();
          start(port: number) {
            for (const name of ['listening', 'error', 'close']) this.server.on(name, (...args) => this.emit(name, ...args));
            this.server.listen(port);
          }
        }
      `,
    },
    {
      name: "an event that a bound emit passes on",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { EventEmitter } from 'node:events';
        export class Hub extends EventEmitter {
          server = http.createServer();
          start(port: number) {
            this.server.on('listening', this.emit.bind(this, 'listening'));
            this.server.listen(port);
          }
        }
      `,
    },
    {
      name: "a generator: its caller decides how far it runs",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { call } from 'redux-saga/effects';
        import { once } from 'node:events';
        export function* startSaga(port: number) {
          const server = http.createServer();
          server.listen(port);
          yield call(once, server, 'listening');
        }
      `,
    },
    {
      name: "an awaited call that holds a call with the server",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { fromEvent, firstValueFrom } from 'rxjs';
        export async function start(p: number) {
          const s = http.createServer();
          s.listen(p);
          await firstValueFrom(fromEvent(s, 'listening'));
        }
      `,
    },
    {
      name: "an awaited method of a class in another file",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { Base } from './base.js';
        export class S extends Base { s = http.createServer(); async start(p: number) { this.s.listen(p); await this.untilReady(); } }
      `,
    },
    {
      name: "crash: overloads have no body",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        function up(p: number): Promise<void>;
        function up(p: string): Promise<void>;
        async function up(p: any) { const s = http.createServer(); s.listen(p); await once(s, 'listening'); }
        export const start = () => up(1);
      `,
    },
    {
      name: "crash: a function that is only declared",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        declare function createServer(x: number): void;
        export function start() { createServer(1); }
      `,
    },
    {
      name: "a server that a ternary returns",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function up(p?: number) { const s = http.createServer(); return p ? s.listen(p) : s; }
      `,
    },
    {
      name: "a conditional start at the entry point",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const s = http.createServer();
        process.env.PORT && s.listen(process.env.PORT);
      `,
    },
    {
      name: "an event that says nothing of readiness",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { EventEmitter } from 'node:events';
        export class S extends EventEmitter { s = http.createServer(); attach(p: number) { this.s.listen(p); this.emit('configured'); } }
      `,
    },
    {
      name: "a page that is opened in the callback",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { BrowserWindow } from 'electron';
        const s = http.createServer();
        s.listen(3000, () => { new BrowserWindow().loadURL('http://localhost:3000'); });
      `,
    },
    {
      name: "an error listener that a function of this file attaches",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function guard(app: { server: http.Server; fail: (e: Error) => void }) { app.server.on('error', (e) => app.fail(e)); }
        export class S { server = http.createServer(); fail(e: Error) { throw e; } start(p: number) { guard(this); this.server.listen(p, () => console.log('x')); } }
      `,
    },
    {
      name: "an error listener that the caller attaches before it hands the server on",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function startListening(server: http.Server, p: number) { server.listen(p, () => console.log('up')); }
        export function boot(p: number, fail: (e: Error) => void) { const server = http.createServer(); server.on('error', fail); startListening(server, p); return server; }
      `,
    },
    {
      name: "an awaited start with a callback that only logs",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { NestFactory } from '@nestjs/core';
        export async function bootstrap(M: any) { const app = await NestFactory.create(M); await app.listen(3000, () => console.log('x')); }
      `,
    },
    {
      name: "a callback that ends the process when it gets an error",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import fastify from 'fastify';
        export function start() { const app = fastify(); app.listen({ port: 1 }, (err) => { if (err) { console.error(err); process.exit(1); } console.log('up'); }); }
      `,
    },
    {
      name: "a retry that a timer in the error handler starts",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function start(port: number) {
          const server = http.createServer();
          server.on('error', (e: NodeJS.ErrnoException) => {
            if (e.code === 'EADDRINUSE') { console.log('retry'); setTimeout(() => { server.close(); server.listen(port); }, 1000); }
          });
          server.listen(port);
        }
      `,
    },
    {
      name: "an extension that starts a server without a name for it",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import * as net from 'node:net';
        import * as vscode from 'vscode';
        export function activate(context: vscode.ExtensionContext) {
          const server = net.createServer((socket) => {}).listen(0);
          context.subscriptions.push({ dispose: () => server.close() });
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a promise nobody awaits, beside a callback that only logs",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { NestFactory } from '@nestjs/core';
        export const start = async (M: any) => {
          const app = await NestFactory.create(M);
          app.enableCors();
          app.listen(3000, () => console.log("x"));
        };
      `,
      errors: [
        { messageId: "resolvesEarly", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a message to the parent process, right behind listen",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const s = http.createServer();
        s.listen(3000);
        process.send?.('ready');
      `,
      errors: [
        { messageId: "announcedEarly", line: 3, suggestions: [
          { messageId: "moveIntoCallback", output: code`
            import http from 'node:http';
            const s = http.createServer();
            s.listen(3000, () => {
              process.send?.('ready');
            });
          ` },
        ] },
      ],
    },
    {
      name: "a message to the parent thread, right behind listen",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { parentPort } from 'node:worker_threads';
        import http from 'node:http';
        const s = http.createServer();
        s.listen(3000);
        parentPort?.postMessage({ type: 'ready' });
      `,
      errors: [
        { messageId: "announcedEarly", line: 4, suggestions: [
          { messageId: "moveIntoCallback", output: code`
            import { parentPort } from 'node:worker_threads';
            import http from 'node:http';
            const s = http.createServer();
            s.listen(3000, () => {
              parentPort?.postMessage({ type: 'ready' });
            });
          ` },
        ] },
      ],
    },
    {
      name: "an event that says listening, right behind listen",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { EventEmitter } from 'node:events';
        export class S extends EventEmitter { s = http.createServer(); attach(p: number) {
          this.s.listen(p);
          this.emit('listening');
        } }
      `,
      errors: [
        { messageId: "announcedEarly", line: 4, suggestions: [
          { messageId: "moveIntoCallback", output: code`
            import http from 'node:http';
            import { EventEmitter } from 'node:events';
            export class S extends EventEmitter { s = http.createServer(); attach(p: number) {
              this.s.listen(p, () => {
                this.emit('listening');
              });
            } }
          ` },
        ] },
      ],
    },
    {
      name: "a hook that gives the runner the server, which is no promise",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const s = http.createServer();
        before(() => s.listen(3000));
        it('x', () => {});
      `,
      errors: [
        { messageId: "unawaitedInTest", line: 3, suggestions: [
          { messageId: "returnWhenReady", output: code`
            import http from 'node:http';
            import { once } from 'node:events';
            const s = http.createServer();
            before(() => once(s.listen(3000), 'listening'));
            it('x', () => {});
          ` },
        ] },
      ],
    },
    {
      name: "a start in a branch of a ternary",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function start(p: number) { const s = http.createServer(); p ? s.listen(p) : s.listen(0); }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 2, suggestions: [] },
        { messageId: "resolvesEarly", line: 2, suggestions: [] },
      ],
    },
    {
      name: "a start in a sequence",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function start(p: number) { const s = http.createServer(); s.on('close', () => {}), s.listen(p); }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 2, suggestions: [] },
      ],
    },
    {
      name: "overloads: no suggestion, their signatures would no longer be true",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class S { s = http.createServer();
          start(p: number): void;
          start(p: string): void;
          start(p: any): void {
            this.s.listen(p);
          } }
      `,
      errors: [
        { messageId: "startsUnseen", line: 6, suggestions: [] },
      ],
    },
    {
      name: "an optional call: no suggestion, there may be nothing to wait for",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class S { s: http.Server | undefined = http.createServer(); async start(p: number) { this.s?.listen(p); } }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 2, suggestions: [] },
      ],
    },
    {
      name: "comments on all sides",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http'; // http
        /* the hub */
        export class Hub {
          /** s */ s = http.createServer(); // field
          // starts
          async start(p: number /* port */) {
            // before
            this.s.listen(p /* p */, () => { /* log */ console.log('x'); }); // behind
            // after
          }
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 8, suggestions: [
          { messageId: "awaitReady", output: code`
            import http from 'node:http'; // http
            import { once } from 'node:events';
            /* the hub */
            export class Hub {
              /** s */ s = http.createServer(); // field
              // starts
              async start(p: number /* port */) {
                // before
                this.s.listen(p /* p */, () => { /* log */ console.log('x'); }); // behind
                await once(this.s, 'listening');
                // after
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "no semicolons, and a line that needs one in front",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http'
        export async function start (p: number) {
          const s = http.createServer()
          s.listen(p)
          ;[1, 2].forEach(() => {})
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 4, suggestions: [
          { messageId: "awaitReady", output: code`
            import http from 'node:http'
            import { once } from 'node:events'
            export async function start (p: number) {
              const s = http.createServer()
              s.listen(p)
              await once(s, 'listening')
              ;[1, 2].forEach(() => {})
            }
          ` },
        ] },
      ],
    },
    {
      name: "a flag without semicolons, and a line that needs one in front",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http'
        export class S {
          ready = false
          s = http.createServer()
          connect (p: number) {
            this.s.listen(p)
            this.ready = true
            ;[1].forEach(console.log)
          }
        }
      `,
      errors: [
        { messageId: "flaggedEarly", line: 6, suggestions: [
          { messageId: "awaitReadyExported", output: code`
            import http from 'node:http'
            import { once } from 'node:events'
            export class S {
              ready = false
              s = http.createServer()
              async connect (p: number) {
                this.s.listen(p)
                await once(this.s, 'listening')
                this.ready = true
                ;[1].forEach(console.log)
              }
            }
          ` },
        ] },
      ],
    },
    {
      name: "an async arrow function that returns a chain",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        export const start = async (p: number) => express().listen(p);
      `,
      errors: [
        { messageId: "returnsUnbound", line: 2, suggestions: [
          { messageId: "returnWhenReady", output: code`
            import express from 'express';
            import { once } from 'node:events';
            export const start = async (p: number) => {
              const server = express().listen(p);
              await once(server, 'listening');
              return server;
            };
          ` },
        ] },
      ],
    },
    {
      name: "a return in a try on one line",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function start(p: number) { try { const s = http.createServer(); return s.listen(p); } catch (e) { throw new Error('x'); } }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 2, suggestions: [
          { messageId: "returnWhenReady", output: code`
            import http from 'node:http';
            import { once } from 'node:events';
            export async function start(p: number) { try { const s = http.createServer(); s.listen(p); await once(s, 'listening'); return s; } catch (e) { throw new Error('x'); } }
          ` },
        ] },
      ],
    },
    {
      name: "a static method",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class S { static start(p: number) {
          http.createServer().listen(p);
        } }
      `,
      errors: [
        { messageId: "startsUnseen", line: 3, suggestions: [
          { messageId: "awaitReadyExported", output: code`
            import http from 'node:http';
            import { once } from 'node:events';
            export class S { static async start(p: number) {
              const server = http.createServer().listen(p);
              await once(server, 'listening');
            } }
          ` },
        ] },
      ],
    },
    {
      name: "a function put on exports",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const http = require('http');
        exports.start = function (port) {
          http.createServer().listen(port);
        };
      `,
      errors: [
        { messageId: "startsUnseen", line: 3, suggestions: [
          { messageId: "awaitReadyExported", output: code`
            const http = require('http');
            const { once } = require('events');
            exports.start = async function (port) {
              const server = http.createServer().listen(port);
              await once(server, 'listening');
            };
          ` },
        ] },
      ],
    },
    {
      name: "a method put on a prototype",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const http = require('http');
        function App() { this.server = http.createServer(); }
        App.prototype.start = function (port) {
          this.server.listen(port);
        };
        module.exports = App;
      `,
      errors: [
        { messageId: "startsUnseen", line: 4, suggestions: [
          { messageId: "awaitReadyExported", output: code`
            const http = require('http');
            const { once } = require('events');
            function App() { this.server = http.createServer(); }
            App.prototype.start = async function (port) {
              this.server.listen(port);
              await once(this.server, 'listening');
            };
            module.exports = App;
          ` },
        ] },
      ],
    },
    {
      name: "a swallowing handler that is declared, and a start of Express",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        process.on('uncaughtException', onUncaught);
        function onUncaught(err: Error) { console.error(err); }
        const app = express();
        app.listen(3000);
      `,
      errors: [
        { messageId: "swallowedFailure", line: 5, suggestions: [
          { messageId: "exitOnError", output: code`
            import express from 'express';
            process.on('uncaughtException', onUncaught);
            function onUncaught(err: Error) { console.error(err); }
            const app = express();
            app.listen(3000).on('error', (error) => {
              console.error(error);
              process.exit(1);
            });
          ` },
        ] },
      ],
    },
    {
      name: "a caller that cannot await: no suggestion",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class S { s = http.createServer(); start(p: number) { this.s.listen(p); } }
        export function boot() { const s = new S(); s.start(1); return s; }
      `,
      errors: [
        { messageId: "startsUnseen", line: 2, suggestions: [] },
      ],
    },
  ],
});

ruleTester.run("require-listen-error: hard cases", withoutError, {
  valid: [
    {
      name: "an error listener that a function of this file attaches",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function attach(server: http.Server, bus: Bus) { server.on('error', (e) => bus.emit('fatal', e)); }
        export function start(port: number, bus: Bus) {
          const server = http.createServer();
          attach(server, bus);
          return new Promise<void>((r) => server.listen(port, r));
        }
      `,
    },
    {
      name: "any free port, by a constant",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const PORT = 0;
        export const start = (s: http.Server) => new Promise<void>((r) => s.listen(PORT, r));
      `,
    },
    {
      name: "any free port, by constant options",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const options = { port: 0, host: 'localhost' };
        export const start = (s: http.Server) => new Promise<void>((r) => s.listen(options, r));
      `,
    },
    {
      name: "a promise that is settled at once: the other rule's finding",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export const make = (p: number) => new Promise<http.Server>((resolve) => {
          const s = http.createServer();
          s.listen(p, () => console.log('x'));
          resolve(s);
        });
      `,
    },
    {
      name: "a swallowing process: the other rule's finding",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        process.on('uncaughtException', (err) => { console.log('caught', err); });
        const server = http.createServer();
        server.listen(8080, () => console.log('up'));
      `,
    },
    {
      name: "a promisified start whose errors are heard",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        export async function start(p: number, fail: (e: Error) => void) { const s = http.createServer(); s.on('error', fail); await promisify(s.listen).bind(s)(p); }
      `,
    },
    {
      name: "a probe that goes on with the next port",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export const findPort = (port: number): Promise<number> => new Promise((resolve, reject) => {
          const server = net.createServer();
          server.unref();
          server.on('error', (err: NodeJS.ErrnoException) => err.code === 'EADDRINUSE' ? resolve(findPort(port + 1)) : reject(err));
          server.listen(port, () => server.close(() => resolve(port)));
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a promisified start, bound afterwards",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import util from 'util';
        import http from 'http';
        export async function start(p) {
          const server = http.createServer();
          const listen = util.promisify(server.listen).bind(server);
          await listen(p);
        }
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [
          { messageId: "useOnce", output: code`

            import http from 'http';
            import { once } from 'events';
            export async function start(p) {
              const server = http.createServer();
              await once(server.listen(p), 'listening');
            }
          ` },
        ] },
      ],
    },
    {
      name: "a promise beside the start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function up(p: number) {
          const s = http.createServer();
          s.listen(p);
          await new Promise<void>((r) => s.once('listening', r));
          return s;
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 5, suggestions: [
          { messageId: "useOnce", output: code`
            import http from 'node:http';
            import { once } from 'node:events';
            export async function up(p: number) {
              const s = http.createServer();
              s.listen(p);
              await once(s, 'listening');
              return s;
            }
          ` },
        ] },
      ],
    },
    {
      name: "a promise that a listener of the ready event settles",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function up(p: number) {
          const s = http.createServer();
          await new Promise<void>((r) => {
            s.once('listening', () => r());
            s.listen(p);
          });
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 6, suggestions: [
          { messageId: "rejectOnError", output: code`
            import http from 'node:http';
            export async function up(p: number) {
              const s = http.createServer();
              await new Promise<void>((r, reject) => {
                s.once('listening', () => { s.off('error', reject); r(); });
                s.once('error', reject);
                s.listen(p);
              });
            }
          ` },
        ] },
      ],
    },
    {
      name: "an error-first callback in parentheses, of a start without a name",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import Koa from 'koa';
        export const up = (p: number) => new Promise<void>((res, rej) => {
          new Koa().listen(p, (e?: Error) => (e ? rej(e) : res()));
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 3, suggestions: [
          { messageId: "rejectOnError", output: code`
            import Koa from 'koa';
            export const up = (p: number) => new Promise<void>((res, rej) => {
              const server = new Koa().listen(p, () => { server.off('error', rej); res(); });
              server.once('error', rej);
            });
          ` },
        ] },
      ],
    },
    {
      name: "an error-first callback with a return of its own, of a server without a name",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export const up = (p: number) => new Promise<void>((resolve, reject) => {
          net.createServer().listen(p, (err?: Error) => {
            if (err) { reject(err); return; }
            resolve();
          });
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 3, suggestions: [
          { messageId: "rejectOnError", output: code`
            import net from 'node:net';
            export const up = (p: number) => new Promise<void>((resolve, reject) => {
              const server = net.createServer();
              server.once('error', reject);
              server.listen(p, () => {
                server.off('error', reject);
                resolve();
              });
            });
          ` },
        ] },
      ],
    },
    {
      name: "an error-first callback that hands its error on",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const http = require('http');
        exports.up = function (port, next) {
          const s = http.createServer();
          s.listen(port, function onListen(err) {
            if (err) return next(err);
            next(null, s);
          });
        };
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 4, suggestions: [
          { messageId: "rejectOnError", output: code`
            const http = require('http');
            exports.up = function (port, next) {
              const s = http.createServer();
              s.once('error', next);
              s.listen(port, function onListen() {
                s.off('error', next);
                next(null, s);
              });
            };
          ` },
        ] },
      ],
    },
    {
      name: "an error-first callback that throws, and a comment behind",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const http = require('http');
        http.createServer().listen(3000, (err) => {
          if (err) throw err;
          // ready
          console.log('> Ready on 3000');
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 2, suggestions: [
          { messageId: "dropTest", output: code`
            const http = require('http');
            http.createServer().listen(3000, () => {
              // ready
              console.log('> Ready on 3000');
            });
          ` },
        ] },
      ],
    },
    {
      name: "an error-first callback that does nothing but throw",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const http = require('http');
        const server = http.createServer();
        server.listen(3000, err => { if (err) { throw err } })
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 3, suggestions: [
          { messageId: "dropTest", output: code`
            const http = require('http');
            const server = http.createServer();
            server.listen(3000, () => {})
          ` },
        ] },
      ],
    },
    {
      name: "an error-first function expression that uses this",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const net = require('net');
        exports.up = (p) => new Promise(function (res, rej) {
          const s = net.createServer();
          s.listen(p, function (err) {
            if (err) {
              return rej(err);
            }
            res(this);
          });
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 4, suggestions: [
          { messageId: "rejectOnError", output: code`
            const net = require('net');
            exports.up = (p) => new Promise(function (res, rej) {
              const s = net.createServer();
              s.once('error', rej);
              s.listen(p, function () {
                s.off('error', rej);
                res(this);
              });
            });
          ` },
        ] },
      ],
    },
    {
      name: "Express of an unknown version: what the callback does belongs to the event",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        export const a = (p: number) => new Promise((res) => { express().listen(p, res); });
        export const b = (p: number) => new Promise<void>((res) => {
          const app = express();
          const s = app.listen(p, '0.0.0.0', () => {
            console.log('x');
            res();
          });
        });
        export async function c(p: number) { const app = express(); await new Promise<void>((r) => app.listen(p, r)); }
      `,
      errors: [
        { messageId: "neverTold", line: 2, suggestions: [
          { messageId: "rejectOnError", output: code`
            import express from 'express';
            export const a = (p: number) => new Promise((res, reject) => { const server = express().listen(p); server.once('error', reject); server.once('listening', () => { server.off('error', reject); res(undefined); }); });
            export const b = (p: number) => new Promise<void>((res) => {
              const app = express();
              const s = app.listen(p, '0.0.0.0', () => {
                console.log('x');
                res();
              });
            });
            export async function c(p: number) { const app = express(); await new Promise<void>((r) => app.listen(p, r)); }
          ` },
        ] },
        { messageId: "neverTold", line: 5, suggestions: [
          { messageId: "rejectOnError", output: code`
            import express from 'express';
            export const a = (p: number) => new Promise((res) => { express().listen(p, res); });
            export const b = (p: number) => new Promise<void>((res, reject) => {
              const app = express();
              const s = app.listen(p, '0.0.0.0');
              s.once('error', reject);
              s.once('listening', () => {
                s.off('error', reject);
                console.log('x');
                res();
              });
            });
            export async function c(p: number) { const app = express(); await new Promise<void>((r) => app.listen(p, r)); }
          ` },
        ] },
        { messageId: "neverTold", line: 10, suggestions: [
          { messageId: "useOnce", output: code`
            import express from 'express';
            import { once } from 'node:events';
            export const a = (p: number) => new Promise((res) => { express().listen(p, res); });
            export const b = (p: number) => new Promise<void>((res) => {
              const app = express();
              const s = app.listen(p, '0.0.0.0', () => {
                console.log('x');
                res();
              });
            });
            export async function c(p: number) { const app = express(); await once(app.listen(p), 'listening'); }
          ` },
        ] },
      ],
    },
    {
      name: "Express 5: the callback gets the error",
      filename: "file.ts",
      options: [{ report: "potential" }],
      settings: {"startup-order":{"versions":{"express":"5"}}},
      code: code`
        import express from 'express';
        export const a = (p: number) => new Promise((res) => { express().listen(p, res); });
        export const b = (p: number) => new Promise<void>((res, rej) => { const s = express().listen(p, () => { console.log('x'); res(); }); });
        export async function c(p: number) { const app = express(); await new Promise<void>((r) => app.listen(p, r)); }
      `,
      errors: [
        { messageId: "errorIgnored", line: 3, suggestions: [
          { messageId: "rejectWithError", output: code`
            import express from 'express';
            export const a = (p: number) => new Promise((res) => { express().listen(p, res); });
            export const b = (p: number) => new Promise<void>((res, rej) => { const s = express().listen(p, (error) => { if (error) return rej(error); console.log('x'); res(); }); });
            export async function c(p: number) { const app = express(); await new Promise<void>((r) => app.listen(p, r)); }
          ` },
        ] },
        { messageId: "errorIgnored", line: 4, suggestions: [
          { messageId: "useOnce", output: code`
            import express from 'express';
            import { once } from 'node:events';
            export const a = (p: number) => new Promise((res) => { express().listen(p, res); });
            export const b = (p: number) => new Promise<void>((res, rej) => { const s = express().listen(p, () => { console.log('x'); res(); }); });
            export async function c(p: number) { const app = express(); await once(app.listen(p), 'listening'); }
          ` },
          { messageId: "rejectWithError", output: code`
            import express from 'express';
            export const a = (p: number) => new Promise((res) => { express().listen(p, res); });
            export const b = (p: number) => new Promise<void>((res, rej) => { const s = express().listen(p, () => { console.log('x'); res(); }); });
            export async function c(p: number) { const app = express(); await new Promise<void>((r, reject) => app.listen(p, (error) => (error ? reject(error) : r()))); }
          ` },
        ] },
      ],
    },
    {
      name: "fastify: the callback gets the error",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import fastify from 'fastify';
        export const a = (p: number) => new Promise<void>((res, rej) => { const app = fastify(); app.listen({ port: p }, () => { res(); }); });
      `,
      errors: [
        { messageId: "errorIgnored", line: 2, suggestions: [
          { messageId: "rejectWithError", output: code`
            import fastify from 'fastify';
            export const a = (p: number) => new Promise<void>((res, rej) => { const app = fastify(); app.listen({ port: p }, (error) => { if (error) return rej(error); res(); }); });
          ` },
        ] },
      ],
    },
    {
      name: "a WebSocket server that is declared with its callback",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from 'ws';
        export const up = (port: number) => new Promise<WebSocketServer>((res) => {
          const w = new WebSocketServer({
            port,
          }, () => res(w));
        });
      `,
      errors: [
        { messageId: "neverRejects", line: 3, suggestions: [
          { messageId: "rejectOnError", output: code`
            import { WebSocketServer } from 'ws';
            export const up = (port: number) => new Promise<WebSocketServer>((res, reject) => {
              const w = new WebSocketServer({
                port,
              }, () => { w.off('error', reject); res(w); });
              w.once('error', reject);
            });
          ` },
        ] },
      ],
    },
    {
      name: "a WebSocket server whose listener is attached by on",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from 'ws';
        export const up = (port: number) => new Promise<WebSocketServer>((resolve) => {
          const wss = new WebSocketServer({ port });
          wss.on('listening', () => { resolve(wss); });
        });
      `,
      errors: [
        { messageId: "neverRejects", line: 3, suggestions: [
          { messageId: "rejectOnError", output: code`
            import { WebSocketServer } from 'ws';
            export const up = (port: number) => new Promise<WebSocketServer>((resolve, reject) => {
              const wss = new WebSocketServer({ port });
              wss.once('error', reject);
              wss.on('listening', () => { wss.off('error', reject); resolve(wss); });
            });
          ` },
        ] },
      ],
    },
    {
      name: "a comment in the test that would go: no suggestion",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export const up = (p: number) => new Promise<void>((res, rej) => {
          const s = net.createServer();
          s.listen(p, (e?: Error) => {
            // taken?
            if (e) { rej(e); /* never */ return; }
            res();
          });
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 4, suggestions: [] },
      ],
    },
    {
      name: "an executor whose body stands in parentheses",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export const up = (s: http.Server, p: number) => new Promise<void>((r) => (s.listen(p, r)));
      `,
      errors: [
        { messageId: "neverRejects", line: 2, suggestions: [
          { messageId: "rejectOnError", output: code`
            import http from 'node:http';
            export const up = (s: http.Server, p: number) => new Promise<void>((r, reject) => { s.once('error', reject); s.listen(p, () => { s.off('error', reject); r(); }); });
          ` },
        ] },
      ],
    },
  ],
});
