import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen: awaits of other things", rule, {
  valid: [
    {
      name: "the same, with the wait",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        import { db } from './db.js';
        export class Hub {
          server = http.createServer();
          async start(port) {
            this.server.listen(port);
            await once(this.server, 'listening');
            await db.connect();
          }
        }
      `,
    },
    {
      name: "a hook that waits beside something else",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        import { once } from 'node:events';
        const server = createServer();
        before(async () => {
          server.listen(4000, 'localhost');
          await Promise.all([seed(), once(server, 'listening')]);
        });
        it('answers', async () => { await check(); });
      `,
    },
    {
      name: "what is awaited is given the port",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { tcpUp } from './tcp.js';
        export async function start(config) {
          const server = http.createServer();
          server.listen(config.port);
          await tcpUp(config.port);
        }
      `,
    },
    {
      name: "what is awaited is given the server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { settleOn } from './settle.js';
        export async function start(port) {
          const server = http.createServer();
          server.listen(port);
          await settleOn(server);
        }
      `,
    },
    {
      name: "what is awaited asks at this machine",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { ask } from './ask.js';
        export async function start(port) {
          const server = http.createServer();
          server.listen(port);
          await ask(\`http://localhost/health\`);
        }
      `,
    },
    {
      name: "a function whose name says that it waits",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { waitForStartup } from './startup.js';
        export async function start(port) {
          const server = http.createServer();
          server.listen(port);
          await waitForStartup();
        }
      `,
    },
    {
      name: "a sleep, which another rule reports",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function start(port) {
          const server = http.createServer();
          server.listen(port);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      `,
    },
    {
      name: "a promise that comes from elsewhere",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function start(port, up) {
          const server = http.createServer();
          server.listen(port);
          await up;
        }
      `,
    },
    {
      name: "a promise that is kept in a field",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class Hub {
          server = http.createServer();
          async start(port) {
            this.server.listen(port);
            await this.started;
          }
        }
      `,
    },
    {
      name: "a list that holds the wait",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export async function start(port) {
          const server = http.createServer();
          server.listen(port);
          const all = [db.connect()];
          all.push(once(server, 'listening'));
          await Promise.all(all);
        }
      `,
    },
    {
      name: "a function that lives as long as its server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        import { spawnShell } from './shell.js';
        export async function shell(args) {
          const proxy = net.createServer();
          proxy.listen(0);
          const { port } = proxy.address() ?? {};
          await spawnShell(args);
          proxy.close();
        }
      `,
    },
    {
      name: "a function that goes on for ever",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export async function start(port, bot) {
          const server = net.createServer();
          server.listen(port);
          await bot.run();
        }
      `,
    },
    {
      name: "a function of this file that asks at the port",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        async function look(config) { await fetch(\`http://\${config.host}:\${config.port}/\`); }
        export async function start(config) {
          const server = net.createServer();
          server.listen(config.port);
          await look(config);
        }
      `,
    },
    {
      name: "the caller gets the server, and may wait for it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export async function start(port) {
          const server = net.createServer();
          server.listen(port);
          await load();
          return server;
        }
      `,
    },
    {
      name: "a listener of 'error' that tells",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export async function start(port, onError) {
          const server = net.createServer();
          server.on('error', onError);
          server.listen(port);
          await load();
        }
      `,
    },
    {
      name: "the program's own main function",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        async function main() {
          const server = net.createServer();
          server.listen(3000);
          await load();
        }
        main();
      `,
    },
    {
      name: "a page of the server, by a name of its own",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { visit } from './browser.js';
        export async function start(port) {
          const home = \`http://localhost:\${port}/\`;
          const server = http.createServer();
          server.listen(port);
          await visit(home);
        }
      `,
    },
    {
      name: "an address of the server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { visit } from './browser.js';
        export async function start(port, homeUrl) {
          const server = http.createServer();
          server.listen(port);
          await visit(homeUrl);
        }
      `,
    },
    {
      name: "a client that was made with the port",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { Client } from './client.js';
        export async function start(config) {
          const client = new Client(config.port);
          const server = http.createServer();
          server.listen(config.port);
          await client.connect();
        }
      `,
    },
    {
      name: "one branch of two waits",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export async function start(port, quick) {
          const server = http.createServer();
          server.listen(port);
          await (quick ? load() : once(server, 'listening'));
        }
      `,
    },
    {
      name: "a function that waits for a signal",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function start(port) {
          const server = http.createServer();
          server.listen(port);
          await new Promise((resolve) => process.once('SIGINT', resolve));
        }
      `,
    },
    {
      name: "a function that never ends",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function start(port) {
          const server = http.createServer();
          server.listen(port);
          await new Promise(() => {});
        }
      `,
    },
    {
      name: "a class that starts more than is seen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { Base } from './base.js';
        export class Hub extends Base {
          server = http.createServer();
          async start(port) {
            this.server.listen(port);
            await super.start();
          }
        }
      `,
    },
    {
      name: "something else has got the server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { Sockets } from './sockets.js';
        export class Hub {
          server = http.createServer();
          sockets = new Sockets(this.server);
          async start(port) {
            this.server.listen(port);
            await this.sockets.init();
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "what is awaited behind the start has nothing to do with it",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import { db } from './db.js';
        export class Hub {
          server = http.createServer();
          async start(port) {
            this.server.listen(port);
            await db.connect();
          }
        }
      `,
      errors: [
        { messageId: "resolvesApart", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { db } from './db.js';
              import { once } from 'node:events';
              export class Hub {
                server = http.createServer();
                async start(port) {
                  this.server.listen(port);
                  await once(this.server, 'listening');
                  await db.connect();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a list of promises of other things",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        import Bluebird from 'bluebird';
        export class EntryPoint {
          server = http.createServer();
          plugins: any[] = [];
          async startListening(port: number, host: string) {
            this.server.listen(port, host);
            const started = [];
            for (const plugin of this.plugins) started.push(plugin.init());
            await Bluebird.all(started);
            const user = await ask('anonymous');
            this.user = user.id;
          }
        }
      `,
      errors: [
        { messageId: "resolvesApart", line: 7, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import Bluebird from 'bluebird';
              import { once } from 'node:events';
              export class EntryPoint {
                server = http.createServer();
                plugins: any[] = [];
                async startListening(port: number, host: string) {
                  this.server.listen(port, host);
                  await once(this.server, 'listening');
                  const started = [];
                  for (const plugin of this.plugins) started.push(plugin.init());
                  await Bluebird.all(started);
                  const user = await ask('anonymous');
                  this.user = user.id;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "plugins that get the object with the server may know more",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class EntryPoint {
          server = http.createServer();
          plugins: any[] = [];
          async startListening(port: number, host: string) {
            this.server.listen(port, host);
            const started = [];
            for (const plugin of this.plugins) started.push(plugin.init(this));
            await Promise.all(started);
          }
        }
      `,
      errors: [
        { messageId: "mayResolveEarly", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export class EntryPoint {
                server = http.createServer();
                plugins: any[] = [];
                async startListening(port: number, host: string) {
                  this.server.listen(port, host);
                  await once(this.server, 'listening');
                  const started = [];
                  for (const plugin of this.plugins) started.push(plugin.init(this));
                  await Promise.all(started);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a module and a function of this file are awaited",
      filename: "file.js",
      code: code`
        import net from 'node:net';
        import { readFile } from 'node:fs/promises';
        async function loadConfig() { return JSON.parse(await readFile('config.json', 'utf8')); }
        export async function start(port) {
          const server = net.createServer();
          server.listen(port, () => console.log('up'));
          const { handle } = await import('./handle.js');
          server.on('connection', handle);
          await Promise.all([loadConfig(), new Promise((resolve) => db.open(resolve))]);
        }
      `,
      errors: [
        { messageId: "resolvesApart", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import net from 'node:net';
              import { readFile } from 'node:fs/promises';
              import { once } from 'node:events';
              async function loadConfig() { return JSON.parse(await readFile('config.json', 'utf8')); }
              export async function start(port) {
                const server = net.createServer();
                server.listen(port, () => console.log('up'));
                await once(server, 'listening');
                const { handle } = await import('./handle.js');
                server.on('connection', handle);
                await Promise.all([loadConfig(), new Promise((resolve) => db.open(resolve))]);
              }
            ` },
          ] },
      ],
    },
    {
      name: "what was begun before the start is awaited behind it",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from 'ws';
        export async function startHub(port) {
          const loaded = loadRooms();
          const wss = new WebSocketServer({ port });
          wss.on('connection', join);
          await loaded;
        }
      `,
      errors: [
        { messageId: "resolvesApart", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import { WebSocketServer } from 'ws';
              import { once } from 'node:events';
              export async function startHub(port) {
                const loaded = loadRooms();
                const wss = new WebSocketServer({ port });
                await once(wss, 'listening');
                wss.on('connection', join);
                await loaded;
              }
            ` },
          ] },
      ],
    },
    {
      name: "an express app, and a database behind it",
      filename: "file.js",
      code: code`
        import express from 'express';
        import mongoose from 'mongoose';
        export async function bootstrap(port) {
          const app = express();
          app.listen(port, () => console.log(\`up at \${port}\`));
          await mongoose.connect(process.env.MONGO_URI);
        }
      `,
      errors: [
        { messageId: "resolvesApart", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import express from 'express';
              import mongoose from 'mongoose';
              import { once } from 'node:events';
              export async function bootstrap(port) {
                const app = express();
                const server = app.listen(port, () => console.log(\`up at \${port}\`));
                await once(server, 'listening');
                await mongoose.connect(process.env.MONGO_URI);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a hook that awaits something else",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        const server = createServer();
        before(async () => {
          server.listen(4000, 'localhost');
          await seed();
        });
        it('answers', async () => { await check(); });
      `,
      errors: [
        { messageId: "unawaitedInTest", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createServer } from 'node:http';
              import { once } from 'node:events';
              const server = createServer();
              before(async () => {
                server.listen(4000, 'localhost');
                await once(server, 'listening');
                await seed();
              });
              it('answers', async () => { await check(); });
            ` },
          ] },
      ],
    },
    {
      name: "a field that holds the function",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export class Hub {
          server = http.createServer();
          start = async (port) => {
            this.server.listen(port);
            await db.connect();
          };
        }
      `,
      errors: [
        { messageId: "resolvesApart", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export class Hub {
                server = http.createServer();
                start = async (port) => {
                  this.server.listen(port);
                  await once(this.server, 'listening');
                  await db.connect();
                };
              }
            ` },
          ] },
      ],
    },
    {
      name: "a method of an object, and a socket",
      filename: "file.js",
      code: code`
        import dgram from 'node:dgram';
        export const beacon = {
          socket: dgram.createSocket('udp4'),
          async start(port) {
            this.socket.bind(port);
            await loadPeers();
          },
        };
      `,
      errors: [
        { messageId: "resolvesApart", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import dgram from 'node:dgram';
              import { once } from 'node:events';
              export const beacon = {
                socket: dgram.createSocket('udp4'),
                async start(port) {
                  this.socket.bind(port);
                  await once(this.socket, 'listening');
                  await loadPeers();
                },
              };
            ` },
          ] },
      ],
    },
    {
      name: "a listener of 'error' that only logs",
      filename: "file.js",
      code: code`
        import express from 'express';
        export async function start(port) {
          const app = express();
          const server = app.listen(port);
          server.on('error', (error) => console.error(error));
          await advertise();
        }
      `,
      errors: [
        { messageId: "resolvesApart", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import express from 'express';
              import { once } from 'node:events';
              export async function start(port) {
                const app = express();
                const server = app.listen(port);
                await once(server, 'listening');
                server.on('error', (error) => console.error(error));
                await advertise();
              }
            ` },
          ] },
      ],
    },
  ],
});
