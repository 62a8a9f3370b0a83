import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error", rule, {
  valid: [
    {
      name: "somebody is given the server who may listen for errors",
      filename: "fixture.js",
      code: code`
        const { promisify } = require("util");
        const http = require("http");
        const { watch } = require("./watch");

        exports.startServer = async function startServer(port) {
          const server = http.createServer();
          watch.call(server, server);
          await promisify(server.listen).call(server, port);
          return { close: () => promisify(server.close).call(server) };
        };
      `,
    },
  ],
  invalid: [
    {
      name: "its error listener only writes, and its close is promisified as well",
      filename: "fixture.js",
      code: code`
        const { promisify } = require("util");
        const http = require("http");

        exports.startServer = async function startServer(port) {
          const server = http.createServer();
          server.on("error", (error) => {
            process.stderr.write(String(error));
          });
          await promisify(server.listen).call(server, port);
          return { close: () => promisify(server.close).call(server) };
        };
      `,
      errors: [
        { messageId: "promisified", line: 9, suggestions: [
            { messageId: "useOnce", output: code`
              const { promisify } = require("util");
              const http = require("http");
              const { once } = require("events");

              exports.startServer = async function startServer(port) {
                const server = http.createServer();
                server.on("error", (error) => {
                  process.stderr.write(String(error));
                });
                await once(server.listen(port), "listening");
                return { close: () => promisify(server.close).call(server) };
              };
            ` },
          ] },
      ],
    },
  ],
});

