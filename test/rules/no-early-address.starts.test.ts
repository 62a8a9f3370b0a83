import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: what was started", rule, {
  valid: [
    {
      name: "a promise made before listen and awaited behind it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export async function x() {
          const server = http.createServer();
          const ready = once(server, 'listening');
          server.listen(0, 'localhost');
          await ready;
          return server.address();
        }
      `,
    },
    {
      name: "Promise.all of two listening events",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export async function x() {
          const a = http.createServer().listen(0, 'localhost');
          const b = http.createServer().listen(0, 'localhost');
          await Promise.all([once(a, 'listening'), once(b, 'listening')]);
          return [a.address(), b.address()];
        }
      `,
    },
    {
      name: "Promise.withResolvers settled by the callback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function x() {
          const a = http.createServer();
          const { promise, resolve, reject } = Promise.withResolvers();
          a.once('error', reject);
          a.listen(0, 'localhost', resolve);
          await promise;
          return a.address();
        }
      `,
    },
    {
      name: "a promisified bound listen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        export async function x() {
          const a = http.createServer();
          await promisify(a.listen.bind(a))(0, 'localhost');
          return a.address();
        }
      `,
    },
    {
      name: "a promisified listen called on the server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        export async function x() {
          const a = http.createServer();
          await promisify(a.listen).call(a, 0, 'localhost');
          return a.address();
        }
      `,
    },
    {
      name: "a datagram socket in its listening handler",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import dgram from 'dgram';
        const s = dgram.createSocket('udp4');
        s.on('listening', () => console.log(s.address()));
        s.bind(0);
      `,
    },
    {
      name: "a method taken and not called",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const s = http.createServer();
        s.listen(0, 'localhost');
        const { address } = s;
      `,
    },
    {
      name: "a server closed in between",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function x() {
          const s = http.createServer();
          s.listen(0, 'localhost');
          s.close();
          return s.address();
        }
      `,
    },
    {
      name: "request and connection handlers",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const s = http.createServer((req, res) => { res.end(String(s.address().port)); });
        s.listen(0, 'localhost');
        s.on('connection', () => s.address().port);
      `,
    },
    {
      name: "an error handler",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const s = http.createServer();
        s.on('error', () => console.log(s.address()));
        s.listen(0);
      `,
    },
    {
      name: "a timer behind listen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const s = http.createServer();
        s.listen(0, 'localhost');
        setTimeout(() => console.log(s.address().port), 100);
      `,
    },
    {
      name: "an immediate behind listen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const s = http.createServer();
        s.listen(0, 'localhost');
        setImmediate(() => console.log(s.address().port));
      `,
    },
    {
      name: "client sockets and accepted sockets",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        const c = net.connect(80, 'localhost');
        console.log(c.address());
        const s = net.createServer((sock) => { console.log(sock.address().port); });
        s.listen(0);
      `,
    },
    {
      name: "another library's address()",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { ethers } from 'x';
        const c = new ethers.Contract(); c.listen(0, 'localhost'); console.log(c.address());
      `,
    },
    {
      name: "a library that listens for us",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import listen from 'async-listen';
        export async function f() {
          const s = http.createServer();
          const url = await listen(s);
          return s.address();
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a host in listen, read on the next line",
      filename: "file.js",
      code: code`
        import http from 'http';
        const server = http.createServer();
        server.listen(0, '127.0.0.1');
        console.log(server.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'http';
              import { once } from 'events';
              const server = http.createServer();
              server.listen(0, '127.0.0.1');
              await once(server, 'listening');
              console.log(server.address().port);
            ` },
            { messageId: "moveIntoCallback", output: code`
              import http from 'http';
              const server = http.createServer();
              server.listen(0, '127.0.0.1', () => {
                console.log(server.address().port);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a host among the options",
      filename: "file.js",
      code: code`
        import { createServer } from 'node:net';
        export function start(cfg) {
          const server = createServer();
          server.listen({ port: cfg.port, host: cfg.host });
          return server.address();
        }
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [] },
      ],
    },
    {
      name: "options without a host",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:net';
        export function start(cfg) {
          const server = createServer();
          server.listen({ port: cfg.port });
          return server.address();
        }
      `,
      errors: [
        { messageId: "boundByAccident", line: 5, suggestions: [] },
      ],
    },
    {
      name: "created and started in one chain",
      filename: "file.js",
      code: code`
        import { createServer } from 'node:net';
        const s = createServer(() => {}).listen(0, 'localhost');
        const { port } = s.address();
      `,
      errors: [
        { messageId: "notListening", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createServer } from 'node:net';
              import { once } from 'node:events';
              const s = createServer(() => {}).listen(0, 'localhost');
              await once(s, 'listening');
              const { port } = s.address();
            ` },
            { messageId: "moveIntoCallback", output: code`
              import { createServer } from 'node:net';
              const s = createServer(() => {}).listen(0, 'localhost', () => {
                const { port } = s.address();
              });
            ` },
          ] },
      ],
    },
    {
      name: "created, started and read in one chain",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        const { port } = http.createServer().listen(0, 'localhost').address();
      `,
      errors: [
        { messageId: "notListening", line: 2, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              const server = http.createServer().listen(0, 'localhost');
              await once(server, 'listening');
              const { port } = server.address();
            ` },
            { messageId: "moveIntoCallback", output: code`
              import http from 'node:http';
              const server = http.createServer().listen(0, 'localhost', () => {
                const { port } = server.address();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a callback that only logs, read beside it",
      filename: "file.js",
      code: code`
        import { createServer } from 'node:http';
        const s = createServer();
        s.listen(0, 'localhost', () => console.log('up'));
        console.log(s.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createServer } from 'node:http';
              import { once } from 'node:events';
              const s = createServer();
              s.listen(0, 'localhost', () => console.log('up'));
              await once(s, 'listening');
              console.log(s.address().port);
            ` },
          ] },
      ],
    },
    {
      name: "a server that nothing starts",
      filename: "file.js",
      code: code`
        import { Server } from 'node:net';
        const s = new Server();
        console.log(s.address());
      `,
      errors: [
        { messageId: "neverStarted", line: 3, suggestions: [] },
      ],
    },
    {
      name: "await on a node server, which is no promise",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export async function up() {
          const server = http.createServer();
          await server.listen(0, '::1');
          return server.address();
        }
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export async function up() {
                const server = http.createServer();
                server.listen(0, '::1');
                await once(server, 'listening');
                return server.address();
              }
            ` },
          ] },
      ],
    },
    {
      name: "an await of null, which proves nothing",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export async function main() {
          const s = http.createServer().listen(0, 'localhost');
          await null;
          console.log(s.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export async function main() {
                const s = http.createServer().listen(0, 'localhost');
                await once(s, 'listening');
                await null;
                console.log(s.address().port);
              }
            ` },
          ] },
      ],
    },
    {
      name: "an http2 server",
      filename: "file.js",
      code: code`
        import http2 from 'node:http2';
        const s = http2.createSecureServer({});
        s.listen(0, 'localhost');
        console.log(s.address());
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import http2 from 'node:http2';
              import { once } from 'node:events';
              const s = http2.createSecureServer({});
              s.listen(0, 'localhost');
              await once(s, 'listening');
              console.log(s.address());
            ` },
            { messageId: "moveIntoCallback", output: code`
              import http2 from 'node:http2';
              const s = http2.createSecureServer({});
              s.listen(0, 'localhost', () => {
                console.log(s.address());
              });
            ` },
          ] },
      ],
    },
    {
      name: "a path from a variable",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export function f(path) {
          const s = net.createServer();
          s.listen(path);
          return s.address();
        }
      `,
      errors: [
        { messageId: "boundByAccident", line: 5, suggestions: [] },
      ],
    },
    {
      name: "spread arguments, which may hold no host",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function f(...args) {
          const s = http.createServer();
          s.listen(...args);
          return s.address();
        }
      `,
      errors: [
        { messageId: "boundByAccident", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a datagram socket on the line behind bind",
      filename: "file.js",
      code: code`
        import dgram from 'dgram';
        const s = dgram.createSocket('udp4');
        s.bind();
        s.setBroadcast(true);
        console.log(s.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import dgram from 'dgram';
              import { once } from 'events';
              const s = dgram.createSocket('udp4');
              s.bind();
              await once(s, 'listening');
              s.setBroadcast(true);
              console.log(s.address().port);
            ` },
            { messageId: "moveIntoCallback", output: code`
              import dgram from 'dgram';
              const s = dgram.createSocket('udp4');
              s.bind(() => {
                console.log(s.address().port);
              });
              s.setBroadcast(true);
            ` },
          ] },
      ],
    },
    {
      name: "a cluster worker, where no listen is bound at once",
      filename: "file.js",
      code: code`
        import cluster from 'node:cluster';
        import http from 'node:http';
        if (cluster.isPrimary) {
          cluster.fork();
        } else {
          const server = http.createServer();
          server.listen(0);
          process.send({ port: server.address().port });
        }
      `,
      errors: [
        { messageId: "notListening", line: 8, suggestions: [
            { messageId: "awaitReady", output: code`
              import cluster from 'node:cluster';
              import http from 'node:http';
              import { once } from 'node:events';
              if (cluster.isPrimary) {
                cluster.fork();
              } else {
                const server = http.createServer();
                server.listen(0);
                await once(server, 'listening');
                process.send({ port: server.address().port });
              }
            ` },
            { messageId: "moveIntoCallback", output: code`
              import cluster from 'node:cluster';
              import http from 'node:http';
              if (cluster.isPrimary) {
                cluster.fork();
              } else {
                const server = http.createServer();
                server.listen(0, () => {
                  process.send({ port: server.address().port });
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a bound listen",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        const s = http.createServer();
        const listen = s.listen.bind(s);
        listen(0, 'localhost');
        console.log(s.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              const s = http.createServer();
              const listen = s.listen.bind(s);
              listen(0, 'localhost');
              await once(s, 'listening');
              console.log(s.address().port);
            ` },
            { messageId: "moveIntoCallback", output: code`
              import http from 'node:http';
              const s = http.createServer();
              const listen = s.listen.bind(s);
              listen(0, 'localhost', () => {
                console.log(s.address().port);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a server closed and started again",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export async function f() {
          const s = http.createServer();
          s.listen(0, 'localhost'); await once(s, 'listening');
          s.close(); await once(s, 'close');
          s.listen(0, 'localhost');
          return s.address();
        }
      `,
      errors: [
        { messageId: "notListening", line: 8, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export async function f() {
                const s = http.createServer();
                s.listen(0, 'localhost'); await once(s, 'listening');
                s.close(); await once(s, 'close');
                s.listen(0, 'localhost');
                await once(s, 'listening');
                return s.address();
              }
            ` },
          ] },
      ],
    },
    {
      name: "an executor that resolves with the address in the same turn",
      filename: "file.js",
      code: code`
        import net from 'node:net';
        export const freePort = () => new Promise((resolve) => {
          const s = net.createServer();
          s.listen(0, '127.0.0.1');
          resolve(s.address().port);
        });
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "moveIntoCallback", output: code`
              import net from 'node:net';
              export const freePort = () => new Promise((resolve) => {
                const s = net.createServer();
                s.listen(0, '127.0.0.1', () => {
                  resolve(s.address().port);
                });
              });
            ` },
          ] },
      ],
    },
  ],
});
