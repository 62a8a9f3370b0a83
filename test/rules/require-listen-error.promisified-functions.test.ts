import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error: functions that are promisified", rule, {
  valid: [
    {
      name: "the callback is given the error, too",
      filename: "a.js",
      code: code`
        import http from "node:http";
        import { promisify } from "node:util";

        export async function start(port) {
          const server = http.createServer();
          await promisify((callback) => {
            server.once("error", callback);
            server.listen(port, () => callback(null));
          })();
          return server;
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a function around listen that is promisified",
      filename: "a.js",
      code: code`
        import http from "node:http";
        import { promisify } from "node:util";

        export async function start(port) {
          const server = http.createServer();
          await promisify((callback) => server.listen(port, callback))();
          return server;
        }
      `,
      errors: [
        { messageId: "promisified", line: 6, suggestions: [
            { messageId: "useOnce", output: code`
              import http from "node:http";
              import { once } from "node:events";

              export async function start(port) {
                const server = http.createServer();
                await once(server.listen(port), "listening");
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a callback that hands on what it is given as an answer",
      filename: "a.js",
      code: code`
        import http from "http";
        import { promisify } from "util";

        export default class Application {
          constructor() {
            this._server = http.createServer();
          }

          async start(port) {
            const server = this._server;
            await promisify(cb => server.listen(port, value => cb(null, value)))();
            return server.address().port;
          }
        }
      `,
      errors: [
        { messageId: "promisified", line: 11, suggestions: [
            { messageId: "useOnce", output: code`
              import http from "http";
              import { once } from "events";

              export default class Application {
                constructor() {
                  this._server = http.createServer();
                }

                async start(port) {
                  const server = this._server;
                  await once(server.listen(port), "listening");
                  return server.address().port;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the promise is kept for others",
      filename: "a.js",
      code: code`
        import http from "node:http";
        import { promisify } from "node:util";

        export async function start(port, log) {
          const server = http.createServer();
          await promisify((callback) => server.listen(port, () => {
            log("listening");
            callback();
          }))();
          return server;
        }
      `,
      errors: [
        { messageId: "promisified", line: 6 },
      ],
    },
  ],
});
