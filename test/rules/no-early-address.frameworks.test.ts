import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: frameworks", rule, {
  valid: [
    {
      name: "read in the listen callback through the outer constant",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        const app = express();
        const s = app.listen(0, () => { console.log(s.address().port); });
      `,
    },
    {
      name: "an express 5 callback that returns on error",
      filename: "file.js",
      settings: { "startup-order": {"versions":{"express":"5"}} },
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        const app = express();
        const s = app.listen(3000, (err) => { if (err) { console.error(err); return; } console.log(s.address().port); });
      `,
    },
    {
      name: "an awaited fastify listen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Fastify from 'fastify';
        const app = Fastify();
        await app.listen({ port: 0 });
        console.log(app.server.address().port);
        console.log(app.addresses());
      `,
    },
    {
      name: "fastify ready without a read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { fastify } from 'fastify';
        export async function build() {
          const app = fastify();
          await app.ready();
          return app;
        }
      `,
    },
    {
      name: "hapi info.port of a configured port",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Hapi from '@hapi/hapi';
        export async function run() {
          const server = Hapi.server({ port: 8080 });
          const url = 'http://localhost:' + server.info.port;
          await server.start();
          return url;
        }
      `,
    },
    {
      name: "hapi info.port of a port from a variable",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Hapi from '@hapi/hapi';
        export async function run(port) {
          const server = Hapi.server({ port, host: 'localhost' });
          console.log('starting on ' + server.info.port);
          await server.start();
          console.log(server.info.port);
        }
      `,
    },
    {
      name: "an awaited nest listen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { NestFactory } from '@nestjs/core';
        export async function run(AppModule) {
          const app = await NestFactory.create(AppModule);
          await app.listen(0);
          console.log(app.getHttpServer().address().port);
        }
      `,
    },
    {
      name: "nest init, which may hand the server on",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { NestFactory } from '@nestjs/core';
        export async function run(AppModule) {
          const app = await NestFactory.create(AppModule);
          await app.init();
          console.log(app.getHttpServer().address());
        }
      `,
    },
    {
      name: "the WebSocket server's listening is awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'http';
        import { once } from 'events';
        import { WebSocketServer } from 'ws';
        export async function go() {
          const server = http.createServer();
          const wss = new WebSocketServer({ server });
          server.listen(0, 'localhost');
          await once(wss, 'listening');
          return wss.address().port;
        }
      `,
    },
    {
      name: "read in the WebSocket server's callback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from 'ws';
        const wss = new WebSocketServer({ port: 0 }, () => { console.log(wss.address().port); });
      `,
    },
    {
      name: "vite's urls behind an awaited listen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'vite';
        export async function f() {
          const s = await createServer({});
          await s.listen();
          console.log(s.resolvedUrls.local[0], s.httpServer.address().port);
        }
      `,
    },
  ],
  invalid: [
    {
      name: "express app.listen with a host",
      filename: "file.js",
      code: code`
        import express from 'express';
        const app = express();
        const s = app.listen(0, '0.0.0.0');
        console.log(s.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import express from 'express';
              import { once } from 'node:events';
              const app = express();
              const s = app.listen(0, '0.0.0.0');
              await once(s, 'listening');
              console.log(s.address().port);
            ` },
            { messageId: "moveIntoCallback", output: code`
              import express from 'express';
              const app = express();
              const s = app.listen(0, '0.0.0.0', () => {
                console.log(s.address().port);
              });
            ` },
          ] },
      ],
    },
    {
      name: "express app.listen without a host",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        const app = express();
        const s = app.listen(process.env.PORT);
        console.log(s.address().port);
      `,
      errors: [
        { messageId: "boundByAccident", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import express from 'express';
              import { once } from 'node:events';
              const app = express();
              const s = app.listen(process.env.PORT);
              await once(s, 'listening');
              console.log(s.address().port);
            ` },
            { messageId: "moveIntoCallback", output: code`
              import express from 'express';
              const app = express();
              const s = app.listen(process.env.PORT, () => {
                console.log(s.address().port);
              });
            ` },
          ] },
      ],
    },
    {
      name: "an express 5 callback that looks at no error",
      filename: "file.js",
      settings: { "startup-order": {"versions":{"express":"5"}} },
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        const app = express();
        const s = app.listen(3000, () => { console.log(s.address().port); });
      `,
      errors: [
        { messageId: "uncheckedError", line: 3, suggestions: [
            { messageId: "throwErrorFirst", output: code`
              import express from 'express';
              const app = express();
              const s = app.listen(3000, (error) => { if (error) throw error; console.log(s.address().port); });
            ` },
          ] },
      ],
    },
    {
      name: "an express 5 callback in a class that ignores its error",
      filename: "file.js",
      settings: { "startup-order": {"versions":{"express":"5.1.0"}} },
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        export class Api {
          app = express();
          start(port) {
            this.server = this.app.listen(port, (err) => {
              console.log('listening on', this.server.address().port);
            });
          }
        }
      `,
      errors: [
        { messageId: "uncheckedError", line: 6, suggestions: [
            { messageId: "throwErrorFirst", output: code`
              import express from 'express';
              export class Api {
                app = express();
                start(port) {
                  this.server = this.app.listen(port, (err) => {
                    if (err) throw err;
                    console.log('listening on', this.server.address().port);
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a fastify listen nobody waits for",
      filename: "file.js",
      code: code`
        import Fastify from 'fastify';
        const app = Fastify();
        app.listen({ port: 0 });
        console.log(app.server.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import Fastify from 'fastify';
              const app = Fastify();
              await app.listen({ port: 0 });
              console.log(app.server.address().port);
            ` },
          ] },
      ],
    },
    {
      name: "fastify listeningOrigin behind a voided listen",
      filename: "file.js",
      code: code`
        import { fastify } from 'fastify';
        export async function build() {
          const app = fastify();
          void app.listen({ port: 0 });
          return app.listeningOrigin;
        }
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import { fastify } from 'fastify';
              export async function build() {
                const app = fastify();
                await app.listen({ port: 0 });
                return app.listeningOrigin;
              }
            ` },
          ] },
      ],
    },
    {
      name: "hapi info.port of port 0 before start",
      filename: "file.js",
      code: code`
        import Hapi from '@hapi/hapi';
        export async function run() {
          const server = Hapi.server({ port: 0 });
          const url = 'http://localhost:' + server.info.port;
          await server.start();
          return url;
        }
      `,
      errors: [
        { messageId: "neverStarted", line: 4, suggestions: [
            { messageId: "moveBehindWait", output: code`
              import Hapi from '@hapi/hapi';
              export async function run() {
                const server = Hapi.server({ port: 0 });
                await server.start();
                const url = 'http://localhost:' + server.info.port;
                return url;
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
        export async function run(AppModule) {
          const app = await NestFactory.create(AppModule);
          app.listen(0);
          console.log(app.getHttpServer().address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import { NestFactory } from '@nestjs/core';
              export async function run(AppModule) {
                const app = await NestFactory.create(AppModule);
                await app.listen(0);
                console.log(app.getHttpServer().address().port);
              }
            ` },
          ] },
      ],
    },
    {
      name: "hono serve with a hostname",
      filename: "file.js",
      code: code`
        import { serve } from '@hono/node-server';
        const s = serve({ fetch: app.fetch, port: 0, hostname: 'localhost' });
        console.log(s.address());
      `,
      errors: [
        { messageId: "notListening", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import { serve } from '@hono/node-server';
              import { once } from 'node:events';
              const s = serve({ fetch: app.fetch, port: 0, hostname: 'localhost' });
              await once(s, 'listening');
              console.log(s.address());
            ` },
            { messageId: "moveIntoCallback", output: code`
              import { serve } from '@hono/node-server';
              const s = serve({ fetch: app.fetch, port: 0, hostname: 'localhost' }, () => {
                console.log(s.address());
              });
            ` },
          ] },
      ],
    },
    {
      name: "hono serve without a hostname, configured port in place of null",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { serve } from '@hono/node-server';
        export function start(app, port) {
          const s = serve({ fetch: app.fetch, port });
          const addr = s.address();
          const actual = addr && typeof addr === 'object' ? addr.port : port;
          return actual;
        }
      `,
      errors: [
        { messageId: "boundByAccident", line: 4, suggestions: [] },
      ],
    },
    {
      name: "koa with a host",
      filename: "file.js",
      code: code`
        import Koa from 'koa';
        const app = new Koa();
        const s = app.listen(0, 'localhost');
        console.log(s.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import Koa from 'koa';
              import { once } from 'node:events';
              const app = new Koa();
              const s = app.listen(0, 'localhost');
              await once(s, 'listening');
              console.log(s.address().port);
            ` },
            { messageId: "moveIntoCallback", output: code`
              import Koa from 'koa';
              const app = new Koa();
              const s = app.listen(0, 'localhost', () => {
                console.log(s.address().port);
              });
            ` },
          ] },
      ],
    },
    {
      name: "an awaited koa listen inside try",
      filename: "file.js",
      code: code`
        import Koa from 'koa';
        export async function main() {
          const app = new Koa();
          try {
            const s = await app.listen(0, 'localhost');
            console.log(s.address().port);
          } catch (e) { console.error(e); }
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import Koa from 'koa';
              import { once } from 'node:events';
              export async function main() {
                const app = new Koa();
                try {
                  const s = app.listen(0, 'localhost');
                  await once(s, 'listening');
                  console.log(s.address().port);
                } catch (e) { console.error(e); }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a WebSocket server of its own with a host",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from 'ws';
        const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' });
        const port = wss.address().port;
      `,
      errors: [
        { messageId: "notListening", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import { WebSocketServer } from 'ws';
              import { once } from 'node:events';
              const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' });
              await once(wss, 'listening');
              const port = wss.address().port;
            ` },
            { messageId: "moveIntoCallback", output: code`
              import { WebSocketServer } from 'ws';
              const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' }, () => {
                const port = wss.address().port;
              });
            ` },
          ] },
      ],
    },
    {
      name: "a WebSocket server of its own without a host",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from 'ws';
        const wss = new WebSocketServer({ port: 0 });
        const port = wss.address().port;
      `,
      errors: [
        { messageId: "boundByAccident", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import { WebSocketServer } from 'ws';
              import { once } from 'node:events';
              const wss = new WebSocketServer({ port: 0 });
              await once(wss, 'listening');
              const port = wss.address().port;
            ` },
            { messageId: "moveIntoCallback", output: code`
              import { WebSocketServer } from 'ws';
              const wss = new WebSocketServer({ port: 0 }, () => {
                const port = wss.address().port;
              });
            ` },
          ] },
      ],
    },
    {
      name: "a WebSocket server around an http server",
      filename: "file.js",
      code: code`
        import http from 'http';
        import { WebSocketServer } from 'ws';
        export function go() {
          const server = http.createServer();
          const wss = new WebSocketServer({ server });
          server.listen(0, 'localhost');
          return wss.address().port;
        }
      `,
      errors: [
        { messageId: "notListening", line: 7, suggestions: [] },
      ],
    },
    {
      name: "the http server behind wss.options.server",
      filename: "file.js",
      code: code`
        import http from 'http';
        import { WebSocketServer } from 'ws';
        export function go() {
          const wss = new WebSocketServer({ server: http.createServer() });
          wss.options.server.listen(0, 'localhost');
          return wss.options.server.address().port;
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a Socket.IO server around an http server",
      filename: "file.js",
      code: code`
        import { createServer } from 'http';
        import { Server } from 'socket.io';
        const httpServer = createServer();
        const io = new Server(httpServer, {});
        httpServer.listen(0, 'localhost');
        console.log(io.httpServer.address());
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createServer } from 'http';
              import { Server } from 'socket.io';
              import { once } from 'events';
              const httpServer = createServer();
              const io = new Server(httpServer, {});
              httpServer.listen(0, 'localhost');
              await once(httpServer, 'listening');
              console.log(io.httpServer.address());
            ` },
            { messageId: "moveIntoCallback", output: code`
              import { createServer } from 'http';
              import { Server } from 'socket.io';
              const httpServer = createServer();
              const io = new Server(httpServer, {});
              httpServer.listen(0, 'localhost', () => {
                console.log(io.httpServer.address());
              });
            ` },
          ] },
      ],
    },
    {
      name: "vite's urls without a wait",
      filename: "file.js",
      code: code`
        import { createServer } from 'vite';
        export async function f() {
          const s = await createServer({});
          s.listen();
          console.log(s.resolvedUrls.local[0]);
        }
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createServer } from 'vite';
              export async function f() {
                const s = await createServer({});
                await s.listen();
                console.log(s.resolvedUrls.local[0]);
              }
            ` },
          ] },
      ],
    },
  ],
});
