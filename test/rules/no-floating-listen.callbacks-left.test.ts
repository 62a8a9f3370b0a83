import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen", rule, {
  valid: [
    {
      name: "the promise is awaited behind its callback's twin",
      filename: "server.js",
      code: code`
        import Fastify from "fastify";

        const server = Fastify();

        export async function start(port) {
          try {
            await server.listen({ port });
            console.log("up");
          } catch (err) {
            console.error(err);
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "the callback of a promise API throws: the promise rejects instead",
      filename: "server.js",
      code: code`
        import Fastify from "fastify";

        const server = Fastify();

        export async function start(port) {
          try {
            server.listen({ port }, (err) => {
              if (err) throw new Error(err.message);
              console.log("up");
            });
          } catch (err) {
            console.error(err);
          }
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 7, suggestions: [
            { messageId: "keepBehindStart", output: code`
              import Fastify from "fastify";

              const server = Fastify();

              export async function start(port) {
                try {
                  await server.listen({ port });
                  console.log("up");
                } catch (err) {
                  console.error(err);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a callback of one expression goes behind the start",
      filename: "server.js",
      code: code`
        import Fastify from "fastify";

        const server = Fastify();

        export async function start(port) {
          server.listen({ port }, () => console.log("up"));
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 6, suggestions: [
            { messageId: "keepBehindStart", output: code`
              import Fastify from "fastify";

              const server = Fastify();

              export async function start(port) {
                await server.listen({ port });
                console.log("up");
              }
            ` },
          ] },
      ],
    },
    {
      name: "a callback that says where it listens settles a promise",
      filename: "server.js",
      code: code`
        import Fastify from "fastify";

        const server = Fastify();

        export async function start(port) {
          server.listen({ port }, (err, address) => {
            if (err) {
              console.error(err);
              return;
            }
            console.log("up at", address);
          });
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 6, suggestions: [
            { messageId: "settleInCallback", output: code`
              import Fastify from "fastify";

              const server = Fastify();

              export async function start(port) {
                await new Promise((resolve, reject) => server.listen({ port }, (err, address) => {
                  if (err) {
                    console.error(err);
                    return reject(err);
                  }
                  console.log("up at", address);
                  resolve();
                }));
              }
            ` },
          ] },
      ],
    },
    {
      name: "what a callback throws of its own is what the promise rejects with",
      filename: "server.js",
      code: code`
        import Fastify from "fastify";

        const server = Fastify();

        export async function start(port) {
          server.listen({ port }, (err) => {
            if (err) throw new Error("cannot listen on " + port);
            console.log("up");
          });
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 6, suggestions: [
            { messageId: "settleInCallback", output: code`
              import Fastify from "fastify";

              const server = Fastify();

              export async function start(port) {
                await new Promise((resolve, reject) => server.listen({ port }, (err) => {
                  if (err) return reject(new Error("cannot listen on " + port));
                  console.log("up");
                  resolve();
                }));
              }
            ` },
          ] },
      ],
    },
    {
      name: "a callback that is all that tells leaves with its error",
      filename: "server.ts",
      code: code`
        import * as grpc from "@grpc/grpc-js";

        export function startGreeter(port: number): void {
          const server = new grpc.Server();
          server.bindAsync(\`0.0.0.0:\${port}\`, grpc.ServerCredentials.createInsecure(), (err, bound) => {
            if (err) {
              console.error(err.message);
              return;
            }
            console.log("listening on", bound);
          });
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 5, suggestions: [
            { messageId: "settleInCallbackExported", output: code`
              import * as grpc from "@grpc/grpc-js";

              export async function startGreeter(port: number): Promise<void> {
                const server = new grpc.Server();
                await new Promise<void>((resolve, reject) => server.bindAsync(\`0.0.0.0:\${port}\`, grpc.ServerCredentials.createInsecure(), (err, bound) => {
                  if (err) {
                    console.error(err.message);
                    return reject(err);
                  }
                  console.log("listening on", bound);
                  resolve();
                }));
              }
            ` },
          ] },
      ],
    },
    {
      name: "it leaves with its error in one line",
      filename: "server.ts",
      code: code`
        import * as grpc from "@grpc/grpc-js";

        export async function startGreeter(port: number): Promise<void> {
          const server = new grpc.Server();
          server.bindAsync(\`0.0.0.0:\${port}\`, grpc.ServerCredentials.createInsecure(), (err, bound) => {
            if (err) return console.error(err.message);
            console.log("listening on", bound);
          });
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 5, suggestions: [
            { messageId: "settleInCallback", output: code`
              import * as grpc from "@grpc/grpc-js";

              export async function startGreeter(port: number): Promise<void> {
                const server = new grpc.Server();
                await new Promise<void>((resolve, reject) => server.bindAsync(\`0.0.0.0:\${port}\`, grpc.ServerCredentials.createInsecure(), (err, bound) => {
                  if (err) { reject(err); return console.error(err.message); }
                  console.log("listening on", bound);
                  resolve();
                }));
              }
            ` },
          ] },
      ],
    },
    {
      name: "it leaves on another way as well",
      filename: "server.ts",
      code: code`
        import * as grpc from "@grpc/grpc-js";

        export async function startGreeter(port: number, isQuiet: boolean): Promise<void> {
          const server = new grpc.Server();
          server.bindAsync(\`0.0.0.0:\${port}\`, grpc.ServerCredentials.createInsecure(), (err, bound) => {
            if (err) return console.error(err.message);
            if (isQuiet) return;
            console.log("listening on", bound);
          });
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 5 },
      ],
    },
    {
      name: "what an app gives is kept where its own name is that of a server",
      filename: "server.js",
      code: code`
        const express = require("express");

        const server = express();

        module.exports.start = async function start(port) {
          server.listen(port, console.log("up"));
        };
      `,
      errors: [
        { messageId: "calledCallback", line: 6, suggestions: [
            { messageId: "wrapAndWait", output: code`
              const express = require("express");
              const { once } = require("node:events");

              const server = express();

              module.exports.start = async function start(port) {
                const httpServer = server.listen(port, () => console.log("up"));
                await once(httpServer, "listening");
              };
            ` },
          ] },
      ],
    },
    {
      name: "a name for what an app gives is not free",
      filename: "server.js",
      code: code`
        const express = require("express");
        const httpServer = require("./http-server");
        const listener = require("./listener");

        const server = express();

        module.exports.start = async function start(port) {
          server.listen(port, console.log(httpServer, listener));
        };
      `,
      errors: [
        { messageId: "calledCallback", line: 8 },
      ],
    },
  ],
});

