import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error: where listeners find their place", rule, {
  valid: [
    {
      name: "an 'error' listener stands beside the test",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        const server = createServer();
        server.on("error", (err) => {
          console.error(err);
          process.exit(1);
        });
        server.listen(3000, () => {
          console.log("up");
        });
      `,
    },
    {
      name: "fastify passes its callback the error",
      filename: "file.js",
      code: code`
        import fastify from "fastify";
        const app = fastify();
        app.listen({ port: 3000 }, (err) => {
          if (err) {
            console.error(err);
            process.exit(1);
          }
        });
      `,
    },
    {
      name: "any free port, written as undefined",
      filename: "file.js",
      code: code`
        import http from "node:http";
        import { it } from "node:test";
        it("answers", async () => {
          const server = http.createServer();
          await new Promise((resolve) => server.listen(undefined, "localhost", resolve));
        });
      `,
    },
  ],
  invalid: [
    {
      name: "error branch that logs, then goes on",
      filename: "file.js",
      code: code`
        import { createServer } from 'http'
        const server = createServer()
        server.listen(process.env.BAR_PORT, (err) => {
          if (err) {
            console.log(\`[bar] dev error:\`, err)
          }
          console.log(\`[bar] server listen on \${process.env.BAR_PORT}\`)
        })
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 3, suggestions: [
            { messageId: "listenForError", output: code`
              import { createServer } from 'http'
              const server = createServer()
              server.once('error', (err) => {
                console.log(\`[bar] dev error:\`, err)
                process.exitCode = 1
              })
              server.listen(process.env.BAR_PORT, () => {
                console.log(\`[bar] server listen on \${process.env.BAR_PORT}\`)
              })
            ` },
          ] },
      ],
    },
    {
      name: "error branch that logs, else logs",
      filename: "file.js",
      code: code`
        import { Server } from "node:http";
        const server = new Server(handler);
        // @ts-ignore
        server.listen(3000, (err) => {
          if (err) {
            console.error(err);
          } else {
            console.log(\`Listening on http://localhost:3000\`);
          }
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 4, suggestions: [
            { messageId: "listenForError", output: code`
              import { Server } from "node:http";
              const server = new Server(handler);
              // @ts-ignore
              server.once("error", (err) => {
                console.error(err);
                process.exitCode = 1;
              });
              server.listen(3000, () => {
                console.log(\`Listening on http://localhost:3000\`);
              });
            ` },
          ] },
      ],
    },
    {
      name: "error branch exits",
      filename: "file.js",
      code: code`
        import http from "node:http";
        http.createServer(handler).listen(3000, function (err) {
          if (err) {
            console.error(err);
            process.exit(1);
          }
          console.log("up");
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 2, suggestions: [
            { messageId: "listenForError", output: code`
              import http from "node:http";
              const server = http.createServer(handler);
              server.once("error", (err) => {
                console.error(err);
                process.exit(1);
              });
              server.listen(3000, function () {
                console.log("up");
              });
            ` },
          ] },
      ],
    },
    {
      name: "express executor of unknown version, name taken",
      filename: "file.js",
      code: code`
        import express from "express";
        export async function up(options) {
          const app = express();
          const server = await new Promise(resolve => {
            app.listen(options.port, options.host, function () {
              resolve(this);
            });
          });
          return server;
        }
      `,
      errors: [
        { messageId: "neverTold", line: 5, suggestions: [
            { messageId: "rejectOnError", output: code`
              import express from "express";
              export async function up(options) {
                const app = express();
                const server = await new Promise((resolve, reject) => {
                  const httpServer = app.listen(options.port, options.host);
                  httpServer.once("error", reject);
                  httpServer.once("listening", function () {
                    httpServer.off("error", reject);
                    resolve(this);
                  });
                });
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "express executor in try",
      filename: "file.js",
      code: code`
        export async function serve() {
          const { default: express } = await import('express')
          const app = express()
          return new Promise((resolve, reject) => {
            try {
              const server = app.listen(port, () => {
                resolve({
                  // for test teardown
                  async close() {
                    await new Promise((resolve) => {
                      server.close(resolve)
                    })
                  },
                })
              })
            } catch (e) {
              reject(e)
            }
          })
        }
      `,
      errors: [
        { messageId: "neverTold", line: 6, suggestions: [
            { messageId: "rejectOnError", output: code`
              export async function serve() {
                const { default: express } = await import('express')
                const app = express()
                return new Promise((resolve, reject) => {
                  try {
                    const server = app.listen(port);
                    server.once('error', reject);
                    server.once('listening', () => {
                      server.off('error', reject);
                      resolve({
                        // for test teardown
                        async close() {
                          await new Promise((resolve) => {
                            server.close(resolve)
                          })
                        },
                      })
                    });
                  } catch (e) {
                    reject(e)
                  }
                })
              }
            ` },
          ] },
      ],
    },
    {
      name: "async callback in try",
      filename: "file.js",
      code: code`
        import http from "node:http";
        export async function serve() {
          const httpServer = http.createServer(handler)
          return new Promise((resolve, reject) => {
            try {
              const server = httpServer.listen(port, async () => {
                await page.goto(\`http://localhost:\${port}\`)
                resolve({ close: () => server.close() })
              })
            } catch (e) {
              reject(e)
            }
          })
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 6, suggestions: [
            { messageId: "rejectOnError", output: code`
              import http from "node:http";
              export async function serve() {
                const httpServer = http.createServer(handler)
                return new Promise((resolve, reject) => {
                  try {
                    httpServer.once("error", reject);
                    const server = httpServer.listen(port, async () => {
                      httpServer.off("error", reject);
                      await page.goto(\`http://localhost:\${port}\`)
                      resolve({ close: () => server.close() })
                    })
                  } catch (e) {
                    reject(e)
                  }
                })
              }
            ` },
          ] },
      ],
    },
    {
      name: "settles later, by a request",
      filename: "file.js",
      code: code`
        import http from "node:http";
        export function login(signal) {
          return new Promise((resolve, reject) => {
            const server = http.createServer((request, response) => {
              const key = new URL(request.url ?? "", "http://x").searchParams.get("key");
              if (!key) {
                reject(new Error("no key"));
                return;
              }
              resolve(key);
              response.end();
            });
            signal.addEventListener("abort", () => {
              server.close();
            });
            server.listen(8976, "localhost");
          });
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 16, suggestions: [
            { messageId: "rejectOnError", output: code`
              import http from "node:http";
              export function login(signal) {
                return new Promise((resolve, reject) => {
                  const server = http.createServer((request, response) => {
                    const key = new URL(request.url ?? "", "http://x").searchParams.get("key");
                    if (!key) {
                      reject(new Error("no key"));
                      return;
                    }
                    resolve(key);
                    response.end();
                  });
                  signal.addEventListener("abort", () => {
                    server.close();
                  });
                  server.once("error", reject);
                  server.once("listening", () => server.off("error", reject));
                  server.listen(8976, "localhost");
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "field assigned",
      filename: "file.ts",
      code: code`
        import express, { type Express } from "express";
        import type { Server } from "node:http";
        export class Api {
          private readonly app: Express = express();
          private server?: Server;
          public async start(port: number, hostname = "0.0.0.0", backlog = 10): Promise<void> {
            return new Promise<void>((res) => {
              this.server = this.app.listen(port, hostname, backlog, () => res());
              log.info(\`Widget API listening on port \${port}\`);
            });
          }
        }
      `,
      errors: [
        { messageId: "neverTold", line: 8, suggestions: [
            { messageId: "rejectOnError", output: code`
              import express, { type Express } from "express";
              import type { Server } from "node:http";
              export class Api {
                private readonly app: Express = express();
                private server?: Server;
                public async start(port: number, hostname = "0.0.0.0", backlog = 10): Promise<void> {
                  return new Promise<void>((res, reject) => {
                    const server = this.app.listen(port, hostname, backlog);
                    this.server = server;
                    server.once("error", reject);
                    server.once("listening", () => { server.off("error", reject); res(); });
                    log.info(\`Widget API listening on port \${port}\`);
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "promisified returned",
      filename: "file.js",
      code: code`
        import util from "node:util";
        import http from "node:http";
        export class Target {
          constructor(app) { this.httpServer = http.createServer(app); }
          listen() {
            return util.promisify(this.httpServer.listen).bind(this.httpServer)(this.port);
          }
        }
      `,
      errors: [
        { messageId: "promisified", line: 6, suggestions: [
            { messageId: "useOnce", output: code`

              import http from "node:http";
              import { once } from "node:events";
              export class Target {
                constructor(app) { this.httpServer = http.createServer(app); }
                listen() {
                  return once(this.httpServer.listen(this.port), "listening").then(() => undefined);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a value that is kept: what the promisified start gives stays its own",
      filename: "file.js",
      code: code`
        import util from "node:util";
        import http from "node:http";
        export async function target(app, port) {
          const server = http.createServer(app);
          const listening = util.promisify(server.listen).call(server, port);
          await listening;
          return server;
        }
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [] },
      ],
    },
    {
      name: "error branch whose comment goes along",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        const server = createServer();
        server.listen(3000, (err) => {
          if (err) {
            // the port may be taken by the old process
            console.error(err);
          }
          console.log("up");
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 3, suggestions: [
            { messageId: "listenForError", output: code`
              import { createServer } from "node:http";
              const server = createServer();
              server.once("error", (err) => {
                // the port may be taken by the old process
                console.error(err);
                process.exitCode = 1;
              });
              server.listen(3000, () => {
                console.log("up");
              });
            ` },
          ] },
      ],
    },
    {
      name: "error branch whose comment would be lost",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        const server = createServer();
        server.listen(3000, (err) => {
          if (err) {
            console.error(err);
            // the port may be taken by the old process
          }
          console.log("up");
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 3, suggestions: [] },
      ],
    },
    {
      name: "error branch tells a callback that is declared before",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        export function start(port, done) {
          const server = createServer();
          server.listen(port, (err) => {
            if (err) return done(err);
            done(undefined, server);
          });
        }
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 4, suggestions: [
            { messageId: "rejectOnError", output: code`
              import { createServer } from "node:http";
              export function start(port, done) {
                const server = createServer();
                server.once("error", done);
                server.listen(port, () => {
                  server.off("error", done);
                  done(undefined, server);
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "bare resolve: parentheses come with the second parameter",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        export async function up(port) {
          const server = createServer();
          await new Promise(resolve => {
            server.listen(port, () => {
              console.log("up");
              resolve();
            });
          });
          return server;
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 5, suggestions: [
            { messageId: "rejectOnError", output: code`
              import { createServer } from "node:http";
              export async function up(port) {
                const server = createServer();
                await new Promise((resolve, reject) => {
                  server.once("error", reject);
                  server.listen(port, () => {
                    server.off("error", reject);
                    console.log("up");
                    resolve();
                  });
                });
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "bare error parameter of a callback",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        const server = createServer();
        server.listen(3000, err => {
          if (err) {
            console.error(err);
          }
          console.log("up");
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 3, suggestions: [
            { messageId: "listenForError", output: code`
              import { createServer } from "node:http";
              const server = createServer();
              server.once("error", (err) => {
                console.error(err);
                process.exitCode = 1;
              });
              server.listen(3000, () => {
                console.log("up");
              });
            ` },
          ] },
      ],
    },
    {
      name: "error branch that speaks of the object around it",
      filename: "file.js",
      code: code`
        import http from "node:http";
        export class Reporter {
          init(options) {
            this.server = http.createServer();
            this.server.listen(options.port, options.host, err => {
              if (err) {
                return this.broker.fatal(err.message);
              }
              this.logger.info("Listening on", this.server.address());
            });
          }
        }
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 5, suggestions: [
            { messageId: "listenForError", output: code`
              import http from "node:http";
              export class Reporter {
                init(options) {
                  this.server = http.createServer();
                  this.server.once("error", (err) => {
                    return this.broker.fatal(err.message);
                  });
                  this.server.listen(options.port, options.host, () => {
                    this.logger.info("Listening on", this.server.address());
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "error branch that speaks of the server by this",
      filename: "file.js",
      code: code`
        import http from "node:http";
        const server = http.createServer();
        server.listen(8080, function (err) {
          if (err) {
            this.failed = err;
          }
          console.log("up");
        });
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 3, suggestions: [] },
      ],
    },
  ],
});
