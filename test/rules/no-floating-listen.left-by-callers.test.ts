import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen: async callers of a helper", rule, {
  valid: [
    {
      name: "the same, waiting for the server it is given",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import { once } from "node:events";
        const bind = (server: http.Server, port: number) => server.listen(port, () => console.log("up"));
        export async function createApi(port: number) {
          const server = bind(http.createServer(await routes()), port);
          await once(server, "listening");
          return { server };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the same in a function that is not async: who gets the server can wait for it",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        const bind = (server: http.Server, port: number) => server.listen(port, () => console.log("up"));
        export function createApi(port: number) {
          const server = bind(http.createServer(), port);
          return { server };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the same with a helper that other modules can call",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export const bind = (server: http.Server, port: number) => server.listen(port, () => console.log("up"));
        export async function createApi(port: number) {
          const server = bind(http.createServer(await routes()), port);
          return { server };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the same with a promise of readiness beside the server",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import { once } from "node:events";
        const bind = (server: http.Server, port: number) => server.listen(port, () => console.log("up"));
        export async function createApi(port: number) {
          const server = bind(http.createServer(await routes()), port);
          return { server, ready: once(server, "listening") };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the same with a listener of 'listening' in the caller",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        const bind = (server: http.Server, port: number) => server.listen(port);
        export async function createApi(port: number, tell: () => void) {
          const server = bind(http.createServer(await routes()), port);
          server.on("listening", tell);
          return { server };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the same with a server that code which is not seen gets",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import { waitFor } from "./wait.js";
        const bind = (server: http.Server, port: number) => server.listen(port);
        export async function createApi(port: number) {
          const server = bind(http.createServer(await routes()), port);
          await waitFor(server);
          return { server };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a generic helper that gives promises",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import https from "node:https";
        import { once } from "node:events";
        export async function createApi(config: Config) {
          const app = await routes();
          const starter = async <T extends http.Server | https.Server>(server: T, port: number) => {
            server.listen(port);
            await once(server, "listening");
            return server;
          };
          const servers = {
            http: await starter(http.createServer(app), config.port),
            https: config.tls ? await starter(https.createServer(config.tls, app), config.tls.port) : undefined,
          };
          return { app, ...servers };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a helper that one caller waits for and another does not",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import { once } from "node:events";
        const bind = (server: http.Server, port: number) => server.listen(port);
        export async function createApi(port: number) {
          const server = bind(http.createServer(await routes()), port);
          await once(server, "listening");
          return server;
        }
        export async function createMetrics(port: number) {
          const server = bind(http.createServer(await metrics()), port);
          return server;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a helper that the program begins with",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        const bind = (server: http.Server, port: number) => server.listen(port, () => console.log("up"));
        async function main() {
          bind(http.createServer(await routes()), 3000);
        }
        main();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function without a name, which an API is given",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import { program } from "commander";
        const bind = (port: number) => http.createServer().listen(port, () => console.log("up"));
        program.command("serve").action(async (options) => { await load(); bind(options.port); });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "an async function that is given back what its helper has started",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        const bind = (server: http.Server, port: number) => server.listen(port, () => console.log("up"));
        export async function createApi(port: number) {
          const server = bind(http.createServer(await routes()), port);
          return { server };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "leftByCallers", line: 2, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { once } from "node:events";
              const bind = (server: http.Server, port: number) => server.listen(port, () => console.log("up"));
              export async function createApi(port: number) {
                const server = bind(http.createServer(await routes()), port);
                await once(server, "listening");
                return { server };
              }
            ` },
          ] },
      ],
    },
    {
      name: "a generic helper, called twice in a literal",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import https from "node:https";
        export async function createApi(config: Config) {
          const app = await routes();
          const starter = <T extends http.Server | https.Server>(server: T, port: number) => server.listen(port, () => console.log("up", port)) as T;
          const servers = {
            http: starter(http.createServer(app), config.port),
            https: config.tls ? starter(https.createServer(config.tls, app), config.tls.port) : undefined,
          };
          return { app, ...servers };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "leftByCallers", line: 5 },
      ],
    },
    {
      name: "a helper that is given a server with a name",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        function bind(server: http.Server, port: number) {
          server.on("connection", () => console.log("someone"));
          server.listen(port);
        }
        export async function createApi(port: number) {
          const server = http.createServer(await routes());
          bind(server, port);
          return server;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "leftByCallers", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { once } from "node:events";
              function bind(server: http.Server, port: number) {
                server.on("connection", () => console.log("someone"));
                server.listen(port);
              }
              export async function createApi(port: number) {
                const server = http.createServer(await routes());
                bind(server, port);
                await once(server, "listening");
                return server;
              }
            ` },
          ] },
      ],
    },
  ],
});
