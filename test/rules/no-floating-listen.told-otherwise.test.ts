import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen", rule, {
  valid: [
    {
      name: "an async function whose second argument may be a callback",
      filename: "file.js",
      code: code`
        import express from "express";
        export async function createApi(config) {
          const app = express();
          const server = app.listen(config.port, config.whenUp);
          server.keepAliveTimeout = 65_000;
          return server;
        }
      `,
    },
    {
      name: "a callback that prints what a parameter is told",
      filename: "file.js",
      code: code`
        import polka from "polka";
        export function serve(port, done) {
          polka().listen(port, () => {
            console.log(done(port));
          });
        }
      `,
    },
    {
      name: "a handle beside a server that listens for its own readiness",
      filename: "file.js",
      code: code`
        import { createSecureServer } from "node:http2";
        export function spinUp(port, host, announce) {
          const server = createSecureServer();
          server.on("listening", () => announce(port));
          server.listen(port, host);
          return { url: \`https://\${host}:\${port}\`, stop() { server.close(); } };
        }
      `,
    },
    {
      name: "a handle that carries the server itself",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        export function openStore(options) {
          const server = createServer();
          server.listen(options.port, options.hostname);
          return { close, server };
          async function close() {
            server.close();
          }
        }
      `,
    },
    {
      name: "gRPC that is bound by a method for chains, whose callback tells",
      filename: "file.js",
      code: code`
        import { Server, ServerCredentials } from "@grpc/grpc-js";
        export class Mock {
          constructor() {
            this.server = new Server();
          }
          listen(address, done) {
            this.server.bindAsync(address, ServerCredentials.createInsecure(), (error) => {
              done(error);
            });
            return this;
          }
        }
      `,
    },
    {
      name: "a start without await beside a callback that the caller gives",
      filename: "file.js",
      code: code`
        import Koa from "koa";
        export function board() {
          const app = new Koa();
          return {
            run: async ({ port, callback }) => {
              const server = app.listen(port, callback);
              log.info(\`serving on \${port}\`);
              return server;
            },
          };
        }
      `,
    },
    {
      name: "a request that is sent behind the start",
      filename: "file.js",
      code: code`
        import { register } from "./registry.js";
        import { createServer } from "node:http";
        export async function start(options) {
          const server = createServer();
          server.listen(options.port, options.hostname);
          await register("server.json", JSON.stringify({ prefix: \`http://\${options.hostname}:\${options.port}\` }));
        }
      `,
    },
    {
      name: "an own async listen that is waited for",
      filename: "file.js",
      code: code`
        import express from "express";
        class Assets {
          async listen(port) {
            const app = express();
            await new Promise((resolve, reject) => {
              this.server = app.listen(port, resolve);
              this.server.once("error", reject);
            });
          }
        }
        const assets = new Assets();
        export async function runIn(browserType, port) {
          await assets.listen(port);
          const browser = await browserType.launch();
          await browser.open(\`http://localhost:\${port}\`);
        }
      `,
    },
    {
      name: "an own async start that is the last act",
      filename: "file.js",
      code: code`
        import fastify from "fastify";
        const app = fastify();
        async function startApi(port) {
          await app.listen({ port });
        }
        export async function boot(port) {
          await prepare();
          startApi(port);
        }
      `,
    },
    {
      name: "an own async start of an entry point",
      filename: "file.js",
      code: code`
        import fastify from "fastify";
        const app = fastify();
        async function startApi(port) {
          await app.listen({ port });
        }
        async function main() {
          startApi(8080);
          await startWorkers();
        }
        main();
      `,
    },
    {
      name: "an own async start whose failure has a way of its own",
      filename: "file.js",
      code: code`
        import fastify from "fastify";
        const app = fastify();
        async function startApi(port) {
          await app.listen({ port });
        }
        export async function boot(port) {
          startApi(port).catch(report);
          await startWorkers();
        }
      `,
    },
    {
      name: "a Feathers app whose server is kept and waited for",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { feathers } from "@feathersjs/feathers";
        import express from "@feathersjs/express";
        export async function startChat(port) {
          const app = express(feathers());
          const server = await app.listen(port);
          await once(server, "listening");
          return { stop: () => server.close() };
        }
      `,
    },
    {
      name: "hapi before 17, whose start takes a callback",
      filename: "file.js",
      code: code`
        import Hapi from "hapi";
        export class Api {
          constructor(port) {
            this.server = new Hapi.Server();
            this.server.connection({ port });
          }
          async bootstrap() {
            this.server.start((error) => {
              if (error) throw error;
            });
          }
        }
      `,
    },
    {
      name: "gRPC that a constructor binds, and whose callback begins to serve",
      filename: "file.js",
      code: code`
        import { Server, ServerCredentials } from "@grpc/grpc-js";
        export class Connector {
          constructor(address, whenBound) {
            this.server = new Server();
            this.server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
              whenBound(error, port);
            });
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "an async function whose server listens on a bind address of the configuration",
      filename: "file.js",
      code: code`
        import express from "express";
        export async function createApi(config) {
          const app = express();
          const server = app.listen(config.port, config.bind);
          server.keepAliveTimeout = 65_000;
          return server;
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import express from "express";
              import { once } from "node:events";
              export async function createApi(config) {
                const app = express();
                const server = app.listen(config.port, config.bind);
                await once(server, "listening");
                server.keepAliveTimeout = 65_000;
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a callback whose log computes what it prints",
      filename: "file.js",
      code: code`
        import polka from "polka";
        export function serve(port) {
          polka().listen(port, () => {
            console.log(\`on http://\${lanAddress() ?? "-"}:\${port}\`);
          });
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 3, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import polka from "polka";
              import { once } from "node:events";
              export async function serve(port) {
                const app = polka().listen(port, () => {
                  console.log(\`on http://\${lanAddress() ?? "-"}:\${port}\`);
                });
                await once(app.server, "listening");
              }
            ` },
          ] },
      ],
    },
    {
      name: "a handle beside a server that listens for streams",
      filename: "file.js",
      code: code`
        import { createSecureServer } from "node:http2";
        export function spinUp(port, host) {
          const server = createSecureServer();
          server.on("stream", (stream) => stream.end("ok"));
          server.listen(port, host);
          return { url: \`https://\${host}:\${port}\`, stop() { server.close(); } };
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 5, suggestions: [
            { messageId: "giveReady", output: code`
              import { createSecureServer } from "node:http2";
              import { once } from "node:events";
              export function spinUp(port, host) {
                const server = createSecureServer();
                server.on("stream", (stream) => stream.end("ok"));
                server.listen(port, host);
                return { url: \`https://\${host}:\${port}\`, stop() { server.close(); }, ready: once(server, "listening") };
              }
            ` },
          ] },
      ],
    },
    {
      name: "a handle whose functions stand below, of a server with two ways to listen",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        export function openStore(options) {
          const server = createServer();
          let listener;
          if (options.path) listener = server.listen(options.path);
          else listener = server.listen(options.port, options.hostname);
          return { close };
          async function close() {
            listener.close();
          }
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 5, suggestions: [] },
        { messageId: "startsUnseen", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a start that stands at the end of a chain",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        export const startHealth = (port) => {
          createServer((request, response) => {
            response.end();
          }).listen(port);
        };
      `,
      errors: [
        { messageId: "startsUnseen", line: 5, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import { createServer } from "node:http";
              import { once } from "node:events";
              export const startHealth = async (port) => {
                const server = createServer((request, response) => {
                  response.end();
                }).listen(port);
                await once(server, "listening");
              };
            ` },
          ] },
      ],
    },
    {
      name: "gRPC that is bound by a method for chains",
      filename: "file.js",
      code: code`
        import { Server, ServerCredentials } from "@grpc/grpc-js";
        export class Mock {
          constructor() {
            this.server = new Server();
          }
          listen(address) {
            this.server.bindAsync(address, ServerCredentials.createInsecure(), (error) => {
              if (error) throw error;
            });
            return this;
          }
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 7, suggestions: [] },
      ],
    },
    {
      name: "an await beside a callback that the caller gives",
      filename: "file.js",
      code: code`
        import Koa from "koa";
        export function board() {
          const app = new Koa();
          return {
            run: async ({ port, callback }) => {
              const server = await app.listen(port, callback);
              log.info(\`serving on \${port}\`);
              return server;
            },
          };
        }
      `,
      errors: [
        { messageId: "awaitedNoPromise", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import Koa from "koa";
              import { once } from "node:events";
              export function board() {
                const app = new Koa();
                return {
                  run: async ({ port, callback }) => {
                    const server = app.listen(port, callback);
                    await once(server, "listening");
                    log.info(\`serving on \${port}\`);
                    return server;
                  },
                };
              }
            ` },
          ] },
      ],
    },
    {
      name: "a file of state that is written behind the start",
      filename: "file.js",
      code: code`
        import { writeFile } from "node:fs/promises";
        import { createServer } from "node:http";
        export async function start(options) {
          const server = createServer();
          server.listen(options.port, options.hostname);
          await writeFile("server.json", JSON.stringify({ prefix: \`http://\${options.hostname}:\${options.port}\` }));
        }
      `,
      errors: [
        { messageId: "resolvesApart", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import { writeFile } from "node:fs/promises";
              import { createServer } from "node:http";
              import { once } from "node:events";
              export async function start(options) {
                const server = createServer();
                server.listen(options.port, options.hostname);
                await once(server, "listening");
                await writeFile("server.json", JSON.stringify({ prefix: \`http://\${options.hostname}:\${options.port}\` }));
              }
            ` },
          ] },
      ],
    },
    {
      name: "an own async listen that nobody waits for",
      filename: "file.js",
      code: code`
        import express from "express";
        class Assets {
          async listen(port) {
            const app = express();
            await new Promise((resolve, reject) => {
              this.server = app.listen(port, resolve);
              this.server.once("error", reject);
            });
          }
        }
        const assets = new Assets();
        export async function runIn(browserType, port) {
          assets.listen(port);
          const browser = await browserType.launch();
          await browser.open(\`http://localhost:\${port}\`);
        }
      `,
      errors: [
        { messageId: "floatingStart", line: 13, suggestions: [
            { messageId: "awaitCall", output: code`
              import express from "express";
              class Assets {
                async listen(port) {
                  const app = express();
                  await new Promise((resolve, reject) => {
                    this.server = app.listen(port, resolve);
                    this.server.once("error", reject);
                  });
                }
              }
              const assets = new Assets();
              export async function runIn(browserType, port) {
                await assets.listen(port);
                const browser = await browserType.launch();
                await browser.open(\`http://localhost:\${port}\`);
              }
            ` },
          ] },
      ],
    },
    {
      name: "an own async start that nobody waits for, awaiting Fastify",
      filename: "file.js",
      code: code`
        import fastify from "fastify";
        const app = fastify();
        async function startApi(port) {
          await app.listen({ port });
        }
        export async function boot(port) {
          startApi(port);
          await announce(port);
        }
      `,
      errors: [
        { messageId: "floatingStart", line: 7, suggestions: [
            { messageId: "awaitCall", output: code`
              import fastify from "fastify";
              const app = fastify();
              async function startApi(port) {
                await app.listen({ port });
              }
              export async function boot(port) {
                await startApi(port);
                await announce(port);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a Feathers app whose server is kept",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { feathers } from "@feathersjs/feathers";
        import express from "@feathersjs/express";
        export async function startChat(port) {
          const app = express(feathers());
          const server = await app.listen(port);
          return { stop: () => server.close() };
        }
      `,
      errors: [
        { messageId: "promiseLies", line: 5, suggestions: [
            { messageId: "waitForBoth", output: code`
              import { feathers } from "@feathersjs/feathers";
              import express from "@feathersjs/express";
              import { once } from "node:events";
              export async function startChat(port) {
                const app = express(feathers());
                const server = await Promise.all([app.listen(port), once(app.server, "listening")]).then(([server]) => server);
                return { stop: () => server.close() };
              }
            ` },
          ] },
      ],
    },
    {
      name: "hapi under its first name, with a port of its constructor",
      filename: "file.js",
      code: code`
        import Hapi from "hapi";
        export class Api {
          constructor(port) {
            this.server = new Hapi.Server({ port });
          }
          async bootstrap() {
            this.server.start((error) => {
              if (error) throw error;
            });
          }
        }
      `,
      errors: [
        { messageId: "ignoredCallback", line: 7, suggestions: [] },
      ],
    },
    {
      name: "gRPC that a constructor binds",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server, ServerCredentials } from "@grpc/grpc-js";
        export class Connector {
          constructor(address) {
            this.server = new Server();
            this.server.bindAsync(address, ServerCredentials.createInsecure(), (error) => {
              if (error) throw error;
            });
          }
          start() {
            this.server.start();
          }
        }
      `,
      errors: [
        { messageId: "boundUnseen", line: 5, suggestions: [] },
      ],
    },
  ],
});
