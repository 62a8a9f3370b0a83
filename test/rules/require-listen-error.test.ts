import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error", rule, {
  valid: [
    {
      name: "a callback whose parameter counts, and is no error",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const http = require('node:http');
        const server = http.createServer();
        server.listen(8200, function tick(n) {
          n = n || 0;
          if (n > 20) return;
          setImmediate(() => tick(n + 1));
        });
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
      name: "no port, in a test",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        it('answers', async () => {
          const server = http.createServer();
          await new Promise((resolve) => server.listen(resolve));
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
                start(port) { return new Promise((resolve, reject) => { this.server.once('error', reject); this.server.listen(port, () => { this.server.off('error', reject); resolve(); }); }); }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a port in front of the callback, in a test",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        it('answers', async () => {
          const server = http.createServer();
          await new Promise((resolve) => server.listen(port, resolve));
        });
      `,
      errors: [
        { messageId: "neverRejects", line: 4, suggestions: [
            { messageId: "useOnce", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              it('answers', async () => {
                const server = http.createServer();
                await once(server.listen(port), 'listening');
              });
            ` },
            { messageId: "rejectOnError", output: code`
              import http from 'node:http';
              it('answers', async () => {
                const server = http.createServer();
                await new Promise((resolve, reject) => { server.once('error', reject); server.listen(port, () => { server.off('error', reject); resolve(); }); });
              });
            ` },
          ] },
      ],
    },
    {
      name: "an error listener elsewhere that throws",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export class S {
          server = http.createServer();
          constructor() { this.server.on('error', (e) => { throw e; }); }
          start(port) { return new Promise((resolve) => { this.server.listen(port, resolve); }); }
        }
      `,
      errors: [
        { messageId: "onlyThrows", line: 5, suggestions: [
            { messageId: "rejectOnError", output: code`
              import http from 'node:http';
              export class S {
                server = http.createServer();
                constructor() { this.server.on('error', (e) => { throw e; }); }
                start(port) { return new Promise((resolve, reject) => { this.server.once('error', reject); this.server.listen(port, () => { this.server.off('error', reject); resolve(); }); }); }
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
        { messageId: "errorIgnored", line: 4, suggestions: [
            { messageId: "rejectWithError", output: code`
              import express from 'express';
              export const listen = (port) => new Promise((resolve, reject) => {
                const app = express();
                const server = app.listen(port, (error) => (error ? reject(error) : resolve(server)));
              });
            ` },
          ] },
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
        { messageId: "promisified", line: 5, suggestions: [
            { messageId: "useOnce", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export async function up(port) {
                const server = http.createServer();
                await once(server.listen(port), 'listening');
              }
            ` },
          ] },
      ],
    },
  ],
});
