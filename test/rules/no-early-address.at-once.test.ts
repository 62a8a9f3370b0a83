import listen from "../../rules/no-floating-listen.js";
import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address", rule, {
  valid: [
    {
      name: "the server is kept and waited for",
      filename: "api.js",
      code: code`
        import http from "node:http";
        import { once } from "node:events";

        export async function portOf(app) {
          const server = http.createServer(app).listen(0, "127.0.0.1");
          await once(server, "listening");
          const { port } = server.address();
          return port;
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a read of what has just been started, in an async function",
      filename: "api.js",
      code: code`
        import http from "node:http";

        export async function portOf(app) {
          const { port } = http.createServer(app).listen(0, "127.0.0.1").address();
          return port;
        }
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { once } from "node:events";

              export async function portOf(app) {
                const server = http.createServer(app).listen(0, "127.0.0.1");
                await once(server, "listening");
                const { port } = server.address();
                return port;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a read in what is returned, of a server with a name",
      filename: "api.js",
      options: [{ report: "potential" }],
      code: code`
        import http from "node:http";
        import { once } from "node:events";

        export async function addressOf(app) {
          const server = http.createServer(app);
          return \`http://localhost:\${server.listen(0).address().port}\`;
        }
      `,
      errors: [
        { messageId: "boundByAccident", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { once } from "node:events";

              export async function addressOf(app) {
                const server = http.createServer(app);
                server.listen(0);
                await once(server, "listening");
                return \`http://localhost:\${server.address().port}\`;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a read of a server that is a field: the wait stands before it",
      filename: "api.js",
      code: code`
        import http from "node:http";

        export class Api {
          server = http.createServer();

          async start() {
            this.port = this.server.listen(0, "localhost").address().port;
          }
        }
      `,
      errors: [
        { messageId: "notListening", line: 7, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { once } from "node:events";

              export class Api {
                server = http.createServer();

                async start() {
                  const server = this.server.listen(0, "localhost");
                  await once(server, "listening");
                  this.port = server.address().port;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a read of a server that is a variable: the wait stands before it",
      filename: "api.js",
      code: code`
        import http from "node:http";

        export async function portOf(app) {
          let server = http.createServer(app);
          const port = server.listen(0, "localhost").address().port;
          return port;
        }
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { once } from "node:events";

              export async function portOf(app) {
                let server = http.createServer(app);
                const httpServer = server.listen(0, "localhost");
                await once(httpServer, "listening");
                const port = httpServer.address().port;
                return port;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a read among the arguments of a call, where nothing can be awaited",
      filename: "tunnel.js",
      code: code`
        const http = require("http");
        const net = require("net");

        module.exports = (handler) => (req, socket) => {
          const tunnel = net.connect(http.createServer((req, res) => {
            handler(req, res);
          }).listen(0, "127.0.0.1").address().port, "127.0.0.1", () => {
            tunnel.pipe(socket);
          });
          socket.pipe(tunnel);
        };
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "moveIntoCallback", output: code`
              const http = require("http");
              const net = require("net");

              module.exports = (handler) => (req, socket) => {
                const server = http.createServer((req, res) => {
                  handler(req, res);
                }).listen(0, "127.0.0.1", () => {
                  const tunnel = net.connect(server.address().port, "127.0.0.1", () => {
                    tunnel.pipe(socket);
                  });
                  socket.pipe(tunnel);
                });
              };
            ` },
          ] },
      ],
    },
    {
      name: "a call is made before the start: it would run in another order",
      filename: "tunnel.js",
      code: code`
        const http = require("http");
        const net = require("net");

        module.exports = (handler) => (req, socket) => {
          const tunnel = net.connect({ path: req.take(), port: http.createServer(handler).listen(0, "127.0.0.1").address().port });
          socket.pipe(tunnel);
        };
      `,
      errors: [
        { messageId: "notListening", line: 5 },
      ],
    },
    {
      name: "what is read is returned",
      filename: "tunnel.js",
      code: code`
        const http = require("http");

        module.exports = (handler) => http.createServer(handler).listen(0, "127.0.0.1").address().port;
      `,
      errors: [
        { messageId: "notListening", line: 3 },
      ],
    },
    {
      name: "a start that is only asked for sometimes",
      filename: "api.js",
      code: code`
        import http from "node:http";

        export async function portOf(app, given) {
          const port = given || http.createServer(app).listen(0, "127.0.0.1").address().port;
          return port;
        }
      `,
      errors: [
        { messageId: "notListening", line: 4 },
      ],
    },
  ],
});

ruleTester.run("no-floating-listen", listen, {
  valid: [
  ],
  invalid: [
    {
      name: "what is kept of a start is the port: it is no server to wait for",
      filename: "api.js",
      code: code`
        import http from "node:http";

        export async function portOf(app) {
          const port = http.createServer(app).listen(0, "127.0.0.1").address().port;
          return port;
        }
      `,
      errors: [
        { messageId: "resolvesEarly", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { once } from "node:events";

              export async function portOf(app) {
                const server = http.createServer(app).listen(0, "127.0.0.1");
                await once(server, "listening");
                const port = server.address().port;
                return port;
              }
            ` },
          ] },
      ],
    },
  ],
});

