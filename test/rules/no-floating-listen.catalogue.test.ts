import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

// One pair for each kind of row: what is reported, and what differs from it in one thing and is not.
ruleTester.run("no-floating-listen", rule, {
  valid: [
    {
      name: "a restify server that is waited for, by itself",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import restify from 'restify';
        import { once } from 'node:events';
        export async function start() {
          const server = restify.createServer();
          const httpServer = server.listen(8080);
          await once(server, 'listening');
          return httpServer;
        }
      `,
    },
    {
      name: "restify's HTTP server from a synchronous factory",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import restify from 'restify';
        export function start() {
          const server = restify.createServer();
          return server.listen(8080);
        }
      `,
    },
    {
      name: "a gRPC server whose callback settles a promise",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import grpc from '@grpc/grpc-js';
        export async function start(address) {
          const server = new grpc.Server();
          await new Promise((resolve, reject) => server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve())));
          return server;
        }
      `,
    },
    {
      name: "a gRPC callback that tells a caller",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export function serve(address, done) {
          const server = new Server();
          server.bindAsync(address, ServerCredentials.createInsecure(), (error) => { done(error); });
        }
      `,
    },
    {
      name: "a promisified bindAsync",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { promisify } from 'node:util';
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export async function serve(address) {
          const server = new Server();
          await promisify(server.bindAsync).call(server, address, ServerCredentials.createInsecure());
        }
      `,
    },
    {
      name: "a gRPC callback that sets what others read",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export class Rpc {
          private server = new Server();
          ready = false;
          start(address: string): void {
            this.server.bindAsync(address, ServerCredentials.createInsecure(), (error) => {
              this.ready = !error;
            });
          }
        }
      `,
    },
    {
      name: "the gRPC entry point of TypeScript",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        const server = new Server();
        server.bindAsync('0.0.0.0:50051', ServerCredentials.createInsecure(), (error, port) => console.log(port));
      `,
    },
    {
      name: "the http-proxy entry point",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import httpProxy from 'http-proxy';
        const proxy = httpProxy.createProxyServer({ target: 'http://localhost:9000' });
        proxy.listen(8000);
      `,
    },
    {
      name: "an http-proxy-3 behind a server of its own",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        import { createProxyServer } from 'http-proxy-3';
        export async function start(target) {
          const proxy = createProxyServer({ target });
          const server = http.createServer((request, response) => proxy.web(request, response)).listen(8000);
          await once(server, 'listening');
          return server;
        }
      `,
    },
    {
      name: "a listhen listener that is awaited, though it may have another port",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { listen } from 'listhen';
        export async function start(app) {
          await listen(app, { port: 3000 });
        }
      `,
    },
    {
      name: "an async-listen that is awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import listen from 'async-listen';
        export async function start(port) {
          const server = http.createServer();
          await listen(server, port);
          return server;
        }
      `,
    },
    {
      name: "a Feathers server that is waited for by what its promise gives",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from '@feathersjs/express';
        import { feathers } from '@feathersjs/feathers';
        import { once } from 'node:events';
        export async function start(port) {
          const app = express(feathers());
          const server = await app.listen(port);
          await once(server, 'listening');
        }
      `,
    },
    {
      name: "a srvx server that is held back",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { serve } from 'srvx';
        export async function start(fetch) {
          return serve({ fetch, port: 3000, manual: true });
        }
      `,
    },
    {
      name: "a srvx server that is ready",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { serve } from 'srvx';
        export async function start(fetch) {
          const server = serve({ fetch, port: 3000 });
          await server.ready();
          return { stop: () => server.close() };
        }
      `,
    },
    {
      name: "a held back srvx server that is started and awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { serve } from 'srvx';
        export async function start(fetch) {
          const server = serve({ fetch, manual: true });
          await server.serve();
          return server;
        }
      `,
    },
    {
      name: "a Socket.IO server whose HTTP server is waited for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server } from 'socket.io';
        import { once } from 'node:events';
        export async function start(port) {
          const io = new Server();
          io.listen(port);
          await once(io.httpServer, 'listening');
          return io;
        }
      `,
    },
    {
      name: "a Socket.IO server put on a server that is waited for",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        import { Server } from 'socket.io';
        export class Hub {
          private io!: Server;
          async start(port: number): Promise<void> {
            const server = http.createServer();
            this.io = new Server(server);
            server.listen(port);
            await once(server, 'listening');
          }
        }
      `,
    },
    {
      name: "a polka app whose server is waited for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import polka from 'polka';
        import { once } from 'node:events';
        export async function start(port) {
          const app = polka();
          app.listen(port, () => console.log('up'));
          await once(app.server, 'listening');
        }
      `,
    },
    {
      name: "a polka app that is the entry point",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import polka from 'polka';
        polka().get('/', (request, response) => response.end()).listen(3000);
      `,
    },
    {
      name: "a polka app that a synchronous function returns",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import polka from 'polka';
        export function start(port) {
          return polka().listen(port);
        }
      `,
    },
    {
      name: "an Engine.IO server whose HTTP server is waited for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { listen } from 'engine.io';
        import { once } from 'node:events';
        export async function start(port) {
          const engine = listen(port);
          await once(engine.httpServer, 'listening');
          engine.on('connection', () => {});
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a restify server that start() returns by its HTTP server",
      filename: "file.js",
      code: code`
        import restify from 'restify';
        export async function start() {
          const server = restify.createServer();
          const httpServer = server.listen(8080);
          return httpServer;
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import restify from 'restify';
              import { once } from 'node:events';
              export async function start() {
                const server = restify.createServer();
                const httpServer = server.listen(8080);
                await once(server, 'listening');
                return httpServer;
              }
            ` },
          ] },
      ],
    },
    {
      name: "restify's HTTP server, returned as it is given: a wait for it would hang on a taken port",
      filename: "file.js",
      code: code`
        import restify from 'restify';
        export async function start() {
          const server = restify.createServer();
          return server.listen(8080);
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a gRPC server that is returned before its callback runs, which only logs and throws",
      filename: "file.js",
      code: code`
        import grpc from '@grpc/grpc-js';
        export async function start(address) {
          const server = new grpc.Server();
          server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error, port) => {
            if (error) throw error;
            console.log(\`listening on \${port}\`);
          });
          return server;
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 4, suggestions: [
            { messageId: "settleInCallback", output: code`
              import grpc from '@grpc/grpc-js';
              export async function start(address) {
                const server = new grpc.Server();
                await new Promise((resolve, reject) => server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error, port) => {
                  if (error) return reject(error);
                  console.log(\`listening on \${port}\`);
                  resolve();
                }));
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a gRPC callback that only asks the server itself to start",
      filename: "file.js",
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export function serve(address) {
          const server = new Server();
          server.bindAsync(address, ServerCredentials.createInsecure(), () => { server.start(); });
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 4, suggestions: [
            { messageId: "settleInCallbackExported", output: code`
              import { Server, ServerCredentials } from '@grpc/grpc-js';
              export async function serve(address) {
                const server = new Server();
                await new Promise((resolve, reject) => server.bindAsync(address, ServerCredentials.createInsecure(), (error) => { if (error) return reject(error); server.start(); resolve(); }));
              }
            ` },
          ] },
      ],
    },
    {
      name: "an awaited bindAsync, which gives no promise",
      filename: "file.js",
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export async function serve(address) {
          const server = new Server();
          await server.bindAsync(address, ServerCredentials.createInsecure(), () => {});
        }
      `,
      errors: [
        { messageId: "awaitedNoPromise", line: 4, suggestions: [
            { messageId: "settleInCallback", output: code`
              import { Server, ServerCredentials } from '@grpc/grpc-js';
              export async function serve(address) {
                const server = new Server();
                await new Promise((resolve, reject) => server.bindAsync(address, ServerCredentials.createInsecure(), (error) => { if (error) return reject(error); resolve(); }));
              }
            ` },
          ] },
      ],
    },
    {
      name: "a gRPC callback of TypeScript that leaves early: no promise could be settled at its end",
      filename: "file.ts",
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export class Rpc {
          private server = new Server();
          start(address: string): void {
            this.server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
              if (port === 0) return;
              console.log('up');
            });
          }
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a gRPC start() of TypeScript",
      filename: "file.ts",
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export class Rpc {
          private server = new Server();
          start(address: string): void {
            this.server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => console.log(port));
          }
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 5, suggestions: [
            { messageId: "settleInCallbackExported", output: code`
              import { Server, ServerCredentials } from '@grpc/grpc-js';
              export class Rpc {
                private server = new Server();
                async start(address: string): Promise<void> {
                  await new Promise<void>((resolve, reject) => this.server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => { if (error) return reject(error); console.log(port); resolve(); }));
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an http-proxy that start() leaves behind, with nothing to wait for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import httpProxy from 'http-proxy';
        export function start(target) {
          const proxy = httpProxy.createProxyServer({ target });
          proxy.listen(8000);
        }
      `,
      errors: [
        { messageId: "nothingTells", line: 4, suggestions: [] },
      ],
    },
    {
      name: "an http-proxy-3 that an async function returns",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { createProxyServer } from 'http-proxy-3';
        export async function start(target) {
          return createProxyServer({ target }).listen(8000);
        }
      `,
      errors: [
        { messageId: "nothingTells", line: 3, suggestions: [] },
      ],
    },
    {
      name: "a listhen listener that nobody waits for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { listen } from 'listhen';
        export function start(app) {
          listen(app, { port: 3000 });
        }
      `,
      errors: [
        { messageId: "floatingStart", line: 3, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import { listen } from 'listhen';
              export async function start(app) {
                await listen(app, { port: 3000 });
              }
            ` },
          ] },
      ],
    },
    {
      name: "an async-listen that nobody waits for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import listen from 'async-listen';
        export async function start(port) {
          const server = http.createServer();
          listen(server, port);
          return server;
        }
      `,
      errors: [
        { messageId: "floatingStart", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import listen from 'async-listen';
              export async function start(port) {
                const server = http.createServer();
                await listen(server, port);
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a Feathers listen whose promise says nothing",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from '@feathersjs/express';
        import { feathers } from '@feathersjs/feathers';
        export async function start(port) {
          const app = express(feathers());
          await app.listen(port);
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
              }
            ` },
          ] },
      ],
    },
    {
      name: "a srvx server that an async function returns",
      filename: "file.js",
      code: code`
        import { serve } from 'srvx';
        export async function start(fetch) {
          return serve({ fetch, port: 3000 });
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 3, suggestions: [
            { messageId: "returnWhenReady", output: code`
              import { serve } from 'srvx';
              export async function start(fetch) {
                const server = serve({ fetch, port: 3000 });
                await server.ready();
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a srvx server that nobody waits for",
      filename: "file.js",
      code: code`
        import { serve } from 'srvx';
        export async function start(fetch) {
          const server = serve({ fetch, port: 3000 });
          return { stop: () => server.close() };
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import { serve } from 'srvx';
              export async function start(fetch) {
                const server = serve({ fetch, port: 3000 });
                await server.ready();
                return { stop: () => server.close() };
              }
            ` },
          ] },
      ],
    },
    {
      name: "a held back srvx server that is started by the way",
      filename: "file.js",
      code: code`
        import { serve } from 'srvx';
        export async function start(fetch) {
          const server = serve({ fetch, manual: true });
          server.serve();
          return server;
        }
      `,
      errors: [
        { messageId: "floatingStart", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import { serve } from 'srvx';
              export async function start(fetch) {
                const server = serve({ fetch, manual: true });
                await server.serve();
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a Socket.IO server that listens by itself",
      filename: "file.js",
      code: code`
        import { Server } from 'socket.io';
        export async function start(port) {
          const io = new Server();
          io.listen(port);
          return io;
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import { Server } from 'socket.io';
              import { once } from 'node:events';
              export async function start(port) {
                const io = new Server();
                io.listen(port);
                await once(io.httpServer, 'listening');
                return io;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a Socket.IO server made with a port, in TypeScript",
      filename: "file.ts",
      code: code`
        import { Server } from 'socket.io';
        export class Hub {
          private io!: Server;
          async start(port: number): Promise<void> {
            this.io = new Server(3000);
          }
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import { Server } from 'socket.io';
              import { once } from 'node:events';
              export class Hub {
                private io!: Server;
                async start(port: number): Promise<void> {
                  this.io = new Server(3000);
                  await once(this.io.httpServer!, 'listening');
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a polka app whose callback only logs",
      filename: "file.js",
      code: code`
        import polka from 'polka';
        export async function start(port) {
          const app = polka();
          app.listen(port, () => console.log('up'));
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import polka from 'polka';
              import { once } from 'node:events';
              export async function start(port) {
                const app = polka();
                app.listen(port, () => console.log('up'));
                await once(app.server, 'listening');
              }
            ` },
          ] },
      ],
    },
    {
      name: "a polka app without a name",
      filename: "file.js",
      code: code`
        import polka from 'polka';
        export async function start(port) {
          polka().get('/', (request, response) => response.end()).listen(port);
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import polka from 'polka';
              import { once } from 'node:events';
              export async function start(port) {
                const app = polka().get('/', (request, response) => response.end()).listen(port);
                await once(app.server, 'listening');
              }
            ` },
          ] },
      ],
    },
    {
      name: "a polka app that an async function returns",
      filename: "file.js",
      code: code`
        import polka from 'polka';
        export async function start(port) {
          return polka().listen(port);
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 3, suggestions: [
            { messageId: "returnWhenReady", output: code`
              import polka from 'polka';
              import { once } from 'node:events';
              export async function start(port) {
                const app = polka().listen(port);
                await once(app.server, 'listening');
                return app;
              }
            ` },
          ] },
      ],
    },
    {
      name: "an Engine.IO server",
      filename: "file.js",
      code: code`
        import { listen } from 'engine.io';
        export async function start(port) {
          const engine = listen(port);
          engine.on('connection', () => {});
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import { listen } from 'engine.io';
              import { once } from 'node:events';
              export async function start(port) {
                const engine = listen(port);
                await once(engine.httpServer, 'listening');
                engine.on('connection', () => {});
              }
            ` },
          ] },
      ],
    },
  ],
});
