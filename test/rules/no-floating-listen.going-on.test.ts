import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen", rule, {
  valid: [
    {
      name: "a hook that gives done to a listener of its client",
      filename: "file.js",
      code: code`
        const { createServer } = require("http");
        const { connect } = require("./client");
        describe("chat", () => {
          before((done) => {
            const server = createServer();
            server.listen(3000);
            const client = connect(3000);
            client.on("connect", done);
          });
        });
      `,
    },
    {
      name: "a handle that carries a promise",
      filename: "file.js",
      code: code`
        const { once } = require("events");
        const { createServer } = require("http");
        module.exports = function spinUp(port) {
          const server = createServer();
          server.listen(port);
          return { stop: () => server.close(), ready: once(server, "listening") };
        };
      `,
    },
  ],
  invalid: [
    {
      name: "a hook that calls done behind a bare start",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const { createServer } = require("http");
        describe("chat", () => {
          before((done) => {
            const server = createServer();
            server.listen(3000);
            done();
          });
        });
      `,
      errors: [
        { messageId: "unawaitedInTest", line: 5, suggestions: [
            { messageId: "goOnInCallback", output: code`
              const { createServer } = require("http");
              describe("chat", () => {
                before((done) => {
                  const server = createServer();
                  server.listen(3000, () => {
                    done();
                  });
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a hook that also gives done to something ahead of the start",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const { createServer } = require("http");
        describe("chat", () => {
          before((done) => {
            const server = createServer();
            seed(done);
            server.listen(3000);
            warm();
          });
        });
      `,
      errors: [
        { messageId: "unawaitedInTest", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a test file whose tests stand behind the start",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const { createServer } = require("http");
        const server = createServer();
        server.listen(3000);
        describe("chat", () => {
          it("answers", () => {});
        });
      `,
      errors: [
        { messageId: "unawaitedInTest", line: 3, suggestions: [] },
      ],
    },
    {
      name: "a client on the next line of a callback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const { createServer } = require("net");
        const { connect } = require("net");
        module.exports = function join(emitter) {
          emitter.on("go", () => {
            const server = createServer();
            server.listen(9421, "localhost");
            connect(9421, "localhost");
          });
        };
      `,
      errors: [
        { messageId: "usedAtOnce", line: 6, suggestions: [
            { messageId: "moveIntoCallback", output: code`
              const { createServer } = require("net");
              const { connect } = require("net");
              module.exports = function join(emitter) {
                emitter.on("go", () => {
                  const server = createServer();
                  server.listen(9421, "localhost", () => {
                    connect(9421, "localhost");
                  });
                });
              };
            ` },
          ] },
      ],
    },
    {
      name: "a handle that could carry a promise",
      filename: "file.js",
      code: code`
        const { createServer } = require("http");
        module.exports = function spinUp(port) {
          const server = createServer();
          server.listen(port);
          return {
            stop() {
              server.close();
            },
          };
        };
      `,
      errors: [
        { messageId: "startsUnseen", line: 4, suggestions: [
            { messageId: "giveReady", output: code`
              const { createServer } = require("http");
              const { once } = require("events");
              module.exports = function spinUp(port) {
                const server = createServer();
                server.listen(port);
                return {
                  stop() {
                    server.close();
                  },
                  ready: once(server, "listening"),
                };
              };
            ` },
          ] },
      ],
    },
    {
      name: "a handle with a declared type",
      filename: "file.ts",
      code: code`
        import { createServer } from "node:http";
        import type { Handle } from "./handle.js";
        export function spinUp(port: number): Handle {
          const server = createServer();
          server.listen(port);
          return { stop: () => server.close() };
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a handle with something of that name",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        export function spinUp(port) {
          const server = createServer();
          server.listen(port);
          return { stop: () => server.close(), ready: true };
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 4, suggestions: [] },
      ],
    },
  ],
});
