import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: helpers, classes and tests", rule, {
  valid: [
    {
      name: "a helper whose promise waits for the callback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function boot(handler) {
          const server = http.createServer(handler);
          return new Promise((resolve, reject) => {
            server.once('error', reject);
            server.listen(0, '127.0.0.1', () => resolve(server));
          });
        }
        export async function run1() {
          const a = await boot();
          console.log(a.address().port);
        }
      `,
    },
    {
      name: "a print helper called in the listen callback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function banner(server, name) {
          console.log(name, server.address().port);
        }
        export async function run(port, host) {
          const server = http.createServer();
          server.listen(port, host, () => banner(server, 'x'));
        }
      `,
    },
    {
      name: "a getter that falls back to null",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Server } from 'node:http';
        export class S {
          constructor(private readonly server: Server) {}
          get port() { return (this.server.address() as any)?.port ?? null; }
        }
      `,
    },
    {
      name: "a constructor that reads an injected server plainly",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import * as http from 'node:http';
        export class S {
          port: number;
          constructor(server: http.Server) { this.port = (server.address() as any).port; }
        }
      `,
    },
    {
      name: "a hook that hands done to listen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        describe('x', () => {
          let server, port;
          beforeEach((done) => { server = http.createServer(); server.listen(0, '127.0.0.1', done); });
          it('a', () => { fetch('http://localhost:' + server.address().port); });
        });
      `,
    },
    {
      name: "a server handed to supertest",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import request from 'supertest';
        describe('x', () => {
          let server;
          beforeEach(() => { server = http.createServer(); });
          it('a', async () => { const t = request(server); await t.get('/'); server.address().port; });
        });
      `,
    },
    {
      name: "a helper of this file that waits for listening",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const listening = (s) => new Promise((res, rej) => { s.once('listening', res); s.once('error', rej); });
        export async function main() {
          const s = http.createServer().listen(0, 'localhost');
          await listening(s);
          console.log(s.address().port);
        }
      `,
    },
    {
      name: "an awaited start() of this file that waits",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        class Srv {
          server = http.createServer();
          async start() { this.server.listen(0, 'localhost'); await once(this.server, 'listening'); }
        }
        export async function t() {
          const s = new Srv();
          await s.start();
          return s.server.address().port;
        }
      `,
    },
    {
      name: "a second instance made after the first is ready",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        class Srv {
          server = http.createServer();
          async start() { this.server.listen(0, 'localhost'); await once(this.server, 'listening'); }
        }
        export async function t() {
          const s = new Srv();
          await s.start();
          const b = new Srv();
          return s.server.address().port;
        }
      `,
    },
    {
      name: "a second server of one factory made after the first is ready",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function make() { const server = http.createServer(); return { server }; }
        export async function t(host) {
          const a = make();
          await new Promise((r) => a.server.listen(0, host, r));
          const b = make();
          return a.server.address().port;
        }
      `,
    },
    {
      name: "a factory whose start closure is awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function boot(handler) {
          const server = http.createServer(handler);
          const start = (host) => new Promise((r, j) => { server.once('error', j); server.listen(0, host, r); });
          return { server, start };
        }
        export async function run1() {
          const a = boot();
          await a.start('localhost');
          console.log(a.server.address().port);
        }
      `,
    },
    {
      name: "a start closure handed to other code",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { startAll } from './x';
        function boot(handler) {
          const server = http.createServer(handler);
          return { server, start: () => server.listen(0) };
        }
        export async function run1() {
          const a = boot();
          await startAll(a);
          console.log(a.server.address().port);
        }
        export async function run2(other) {
          const a = boot();
          other.push(a.start);
          await other.go();
          console.log(a.server.address().port);
        }
        export async function run3(other) {
          const { server, start } = boot();
          await other.go(start);
          console.log(server.address().port);
        }
      `,
    },
    {
      name: "an async factory that waits inside",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        async function boot(handler) {
          const server = http.createServer(handler);
          await new Promise((r) => server.listen(0, 'localhost', r));
          return { server, port: server.address().port };
        }
        export async function run1() {
          const { server } = await boot();
          console.log(server.address().port);
        }
      `,
    },
    {
      name: "a class that waits in an executor",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        class Harness {
          private server?: http.Server;
          async up() {
            this.server = http.createServer();
            await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', () => resolve()));
            const { port } = this.server.address() as any;
            return port;
          }
        }
        export { Harness };
      `,
    },
    {
      name: "a hook that starts, a test that reads turns later",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { beforeAll, it } from 'vitest';
        const server = http.createServer();
        beforeAll(() => { server.listen(0, '127.0.0.1'); });
        it('a', async () => { await fetch(\`http://localhost:\${server.address().port}\`); });
      `,
    },
    {
      name: "a hook that waits",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        import { beforeAll, it } from 'vitest';
        let server: http.Server;
        beforeAll(async () => { server = http.createServer(); server.listen(0, '127.0.0.1'); await once(server, 'listening'); });
        it('a', async () => { await fetch(\`http://localhost:\${(server.address() as any).port}\`); });
      `,
    },
    {
      name: "a method with a fallback",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class A {
          private server = http.createServer();
          port() { return (this.server.address() as any)?.port ?? 0; }
          async start() { await new Promise<void>((r) => this.server.listen(0, r)); console.log(this.port()); }
        }
      `,
    },
    {
      name: "a private reader called when ready",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class A {
          #server = http.createServer();
          #report() { console.log(this.#server.address().port); }
          async start() { await new Promise<void>((r) => this.#server.listen(0, r)); this.#report(); }
        }
      `,
    },
    {
      name: "a constructor whose callback reads",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class A {
          server = http.createServer(); port = 0;
          constructor(host) { this.server.listen(0, host, () => { this.port = this.server.address().port; }); }
        }
      `,
    },
    {
      name: "a public reader whose caller checks",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class A {
          server = http.createServer();
          where() { return this.server.address(); }
          async start() { if (!this.where()) this.server.listen(0, '::'); }
        }
      `,
    },
    {
      name: "a getter that asks listening first",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class A {
          server = http.createServer();
          constructor(readonly config: { port: number }) {}
          get port() { return this.server.listening ? (this.server.address() as any).port : this.config.port; }
        }
      `,
    },
    {
      name: "a getter that throws",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class A {
          server = http.createServer();
          constructor(readonly config: { port: number }) {}
          get port() { const a = this.server.address(); if (!a || typeof a === 'string') throw new Error('x'); return a.port; }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a helper that returns the server it has started",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        function boot(handler) {
          const server = http.createServer(handler);
          server.listen(0, '127.0.0.1');
          return server;
        }
        const a = boot();
        console.log(a.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 8, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              function boot(handler) {
                const server = http.createServer(handler);
                server.listen(0, '127.0.0.1');
                return server;
              }
              const a = boot();
              await once(a, 'listening');
              console.log(a.address().port);
            ` },
          ] },
      ],
    },
    {
      name: "an async helper that returns before the server listens",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        async function boot(handler) {
          const server = http.createServer(handler);
          server.listen(0, '127.0.0.1');
          return server;
        }
        export async function test1() {
          const a = await boot();
          console.log(a.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 9, suggestions: [] },
      ],
    },
    {
      name: "a factory whose start closure listens with a host",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        function boot(handler) {
          const server = http.createServer(handler);
          return { server, close: () => server.close(), start: () => server.listen(0, 'localhost') };
        }
        export function run1() {
          const a = boot();
          a.start();
          console.log(a.server.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 9, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              function boot(handler) {
                const server = http.createServer(handler);
                return { server, close: () => server.close(), start: () => server.listen(0, 'localhost') };
              }
              export async function run1() {
                const a = boot();
                a.start();
                await once(a.server, 'listening');
                console.log(a.server.address().port);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a print helper called before listen",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        function banner(server, name) {
          console.log(name, server.address().port);
        }
        export async function run(port, host) {
          const server = http.createServer();
          banner(server, 'x');
          server.listen(port, host);
        }
      `,
      errors: [
        { messageId: "neverStarted", line: 3, suggestions: [] },
      ],
    },
    {
      name: "a method that listens and reads",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export class S {
          constructor() { this.server = http.createServer(); }
          start(port) {
            this.server.listen(port, '0.0.0.0');
            this.port = this.server.address().port;
          }
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export class S {
                constructor() { this.server = http.createServer(); }
                async start(port) {
                  this.server.listen(port, '0.0.0.0');
                  await once(this.server, 'listening');
                  this.port = this.server.address().port;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a private field, listen without a host",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class S {
          #server = http.createServer();
          start(port) {
            this.#server.listen(port);
            return this.#server.address().port;
          }
          get port() { return this.#server.address().port; }
        }
      `,
      errors: [
        { messageId: "boundByAccident", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a getter that falls back to the configured port",
      filename: "file.ts",
      code: code`
        import { Server } from 'node:http';
        export class S {
          constructor(private readonly server: Server, private config: { port: number }) {}
          get port() { return (this.server.address() as any)?.port ?? this.config.port; }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 4, suggestions: [
            { messageId: "throwUntilReady", output: code`
              import { Server } from 'node:http';
              export class S {
                constructor(private readonly server: Server, private config: { port: number }) {}
                get port() { const address = this.server.address(); if (!address) throw new Error('not listening yet'); return (address as any)?.port ?? this.config.port; }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a getter that chooses the configured port by a ternary",
      filename: "file.ts",
      code: code`
        import * as http from 'node:http';
        export class S {
          private server: http.Server;
          constructor(server: http.Server, readonly options: { port: number }) { this.server = server; }
          get port(): number {
            const addr = this.server.address();
            return addr && typeof addr !== 'string' ? addr.port : this.options.port;
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 6, suggestions: [
            { messageId: "throwUntilReady", output: code`
              import * as http from 'node:http';
              export class S {
                private server: http.Server;
                constructor(server: http.Server, readonly options: { port: number }) { this.server = server; }
                get port(): number {
                  const addr = this.server.address();
                  if (!addr) throw new Error('not listening yet');
                  return addr && typeof addr !== 'string' ? addr.port : this.options.port;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a field initialiser beside a start method",
      filename: "file.js",
      code: code`
        import * as http from 'node:http';
        export class S {
          server = http.createServer();
          port = this.server.address()?.port;
          start() { this.server.listen(0); }
        }
      `,
      errors: [
        { messageId: "neverStarted", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a constructor that falls back to the configured port",
      filename: "file.ts",
      code: code`
        import * as http from 'node:http';
        export class S {
          port: number;
          constructor(server: http.Server, config) { this.port = (server.address() as any)?.port || config.port; }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 4, suggestions: [] },
      ],
    },
    {
      name: "hooks that make a server and never start it",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        describe('x', () => {
          let server;
          beforeEach(() => { server = http.createServer(); });
          it('a', async () => { await fetch('http://localhost:' + server.address().port); });
        });
      `,
      errors: [
        { messageId: "neverStarted", line: 5, suggestions: [] },
      ],
    },
    {
      name: "an awaited start() of this file that does not wait",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        class Srv {
          server = http.createServer();
          async start() { this.server.listen(0, 'localhost'); }
        }
        export async function t() {
          const s = new Srv();
          await s.start();
          return s.server.address().port;
        }
      `,
      errors: [
        { messageId: "notListening", line: 9, suggestions: [] },
      ],
    },
    {
      name: "a destructured factory whose start is called",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        function boot(handler) {
          const server = http.createServer(handler);
          return { server, start: () => server.listen(0, 'localhost') };
        }
        export function run1() {
          const { server, start } = boot();
          start();
          console.log(server.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 9, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              function boot(handler) {
                const server = http.createServer(handler);
                return { server, start: () => server.listen(0, 'localhost') };
              }
              export async function run1() {
                const { server, start } = boot();
                start();
                await once(server, 'listening');
                console.log(server.address().port);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a private reader called too early",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export class A {
          #server = http.createServer();
          #report() { console.log(this.#server.address().port); }
          async start() { this.#server.listen(0, '::'); this.#report(); }
        }
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export class A {
                #server = http.createServer();
                #report() { console.log(this.#server.address().port); }
                async start() { this.#server.listen(0, '::'); await once(this.#server, 'listening'); this.#report(); }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a public reader that one call makes throw",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export class A {
          server = http.createServer();
          report() { console.log(this.server.address().port); }
          async start() { this.server.listen(0, '::'); this.report(); }
        }
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a constructor that chooses the configured port by a ternary",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export class A {
          port: number;
          constructor(private server: http.Server, config: { port: number }) {
            this.port = server.address() ? (server.address() as any).port : config.port;
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a constructor that chooses the configured port by if and else",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export class A {
          port: number;
          constructor(private server: http.Server, config: { port: number }) {
            const a = server.address();
            if (a && typeof a === 'object') this.port = a.port; else this.port = config.port;
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a getter of an object literal",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export function make(port: number) {
          const server = http.createServer();
          return { get port() { return (server.address() as any)?.port ?? port; }, start: () => new Promise<void>((r) => server.listen(port, r)) };
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 4, suggestions: [
            { messageId: "throwUntilReady", output: code`
              import http from 'node:http';
              export function make(port: number) {
                const server = http.createServer();
                return { get port() { const address = server.address(); if (!address) throw new Error('not listening yet'); return (address as any)?.port ?? port; }, start: () => new Promise<void>((r) => server.listen(port, r)) };
              }
            ` },
          ] },
      ],
    },
  ],
});
