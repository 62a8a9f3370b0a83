import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error", rule, {
  valid: [
    {
      name: "a server that is handed on before it listens",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        export async function startStandalone(listenOptions) {
          const server = createServer();
          watchErrors(server);
          await new Promise((resolve) => {
            server.listen(listenOptions, resolve);
          });
          return { url: urlOf(server) };
        }
      `,
    },
    {
      name: "a server that a function of another file follows",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        import { createTerminus } from "./terminus.js";
        export async function start({ port, host, stop }) {
          const server = createServer();
          createTerminus(server, { onSignal: stop });
          server.listen(port, host);
          await new Promise((resolve) => server.once("listening", resolve));
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a server that is handed on when it listens",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        export async function startStandalone(listenOptions) {
          const server = createServer();
          await new Promise((resolve) => {
            server.listen(listenOptions, resolve);
          });
          return { url: urlOf(server) };
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 5, suggestions: [
            { messageId: "useOnce", output: code`
              import { createServer } from "node:http";
              import { once } from "node:events";
              export async function startStandalone(listenOptions) {
                const server = createServer();
                await once(server.listen(listenOptions), "listening");
                return { url: urlOf(server) };
              }
            ` },
            { messageId: "rejectOnError", output: code`
              import { createServer } from "node:http";
              export async function startStandalone(listenOptions) {
                const server = createServer();
                await new Promise((resolve, reject) => {
                  server.once("error", reject);
                  server.listen(listenOptions, () => { server.off("error", reject); resolve(); });
                });
                return { url: urlOf(server) };
              }
            ` },
          ] },
      ],
    },
    {
      name: "a server whose connections are followed by a package that hears of no failure",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        import { createTerminus } from "@godaddy/terminus";
        export async function start({ port, host, stop }) {
          const server = createServer();
          createTerminus(server, { onSignal: stop });
          server.listen(port, host);
          await new Promise((resolve) => server.once("listening", resolve));
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 7, suggestions: [
            { messageId: "useOnce", output: code`
              import { createServer } from "node:http";
              import { createTerminus } from "@godaddy/terminus";
              import { once } from "node:events";
              export async function start({ port, host, stop }) {
                const server = createServer();
                createTerminus(server, { onSignal: stop });
                server.listen(port, host);
                await once(server, "listening");
              }
            ` },
          ] },
      ],
    },
  ],
});
