import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen: what a callback runs", rule, {
  valid: [
    {
      name: "a callback that gives the made promise to somebody",
      filename: "file.js",
      code: code`
        import express from "express";
        export class App {
          server = express();
          async start(port, tell) {
            this.server.listen(port, () => {
              tell(Promise.resolve());
            });
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the same, not awaited: the options tell",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export async function openLogin(options: Options) {
          const server = http.createServer();
          server.listen(options.port, options.host, () => {
            if (options.onStart) options.onStart(options.port);
            else console.log("up");
          });
          return server;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an awaited start in an executor, whose callback settles the promise",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export function openLogin(port: number) {
          return new Promise<http.Server>(async (done) => {
            const server = http.createServer(await routes());
            await server.listen(port, () => done(server));
          });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an awaited start whose callback runs a method of what it was given itself",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export async function openLogin(port: number) {
          const server = http.createServer();
          await server.listen(port, (tools) => { tools.onStart(port); });
          return server;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an app that others make emit 'listening'",
      filename: "file.js",
      code: code`
        const express = require("express");
        const app = express.createServer();
        exports.start = function start(port, done) {
          app.on("listening", done);
          app.listen(port);
        };
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a callback that makes a promise which settles no other",
      filename: "file.js",
      code: code`
        import express from "express";
        export class App {
          server = express();
          async start(port) {
            this.server.listen(port, () => {
              Promise.resolve();
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "resolvesEarly", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import express from "express";
              import { once } from "node:events";
              export class App {
                server = express();
                async start(port) {
                  const server = this.server.listen(port, () => {
                    Promise.resolve();
                  });
                  await once(server, "listening");
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an awaited start whose callback runs what the caller has given in its options",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export async function openLogin(options: Options) {
          const server = http.createServer();
          await server.listen(options.port, options.host, () => {
            if (options.onStart) options.onStart(options.port);
            else console.log("up");
          });
          return server;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "awaitedNoPromise", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { once } from "node:events";
              export async function openLogin(options: Options) {
                const server = http.createServer();
                server.listen(options.port, options.host, () => {
                  if (options.onStart) options.onStart(options.port);
                  else console.log("up");
                });
                await once(server, "listening");
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "an app of Express 2 whose start nobody waits for",
      filename: "file.js",
      code: code`
        const express = require("express");
        const app = express.createServer();
        exports.start = function start(port) {
          app.listen(port);
        };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "startsUnseen", line: 4 },
      ],
    },
  ],
});
