import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: servers that helpers are given", rule, {
  valid: [
    {
      name: "the same behind the wait",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { once } from 'node:events';
        import Koa from 'koa';
        const printInfo = (server: any) => {
          const address = server.address();
          console.log(\`listening on \${address.port}\`);
        };
        export async function init(port: number, host: string) {
          const app = new Koa();
          const server = app.listen({ port, host });
          await once(server, 'listening');
          printInfo(server);
        }
      `,
    },
    {
      name: "the same in the callback",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import Koa from 'koa';
        const printInfo = (server: any) => {
          const address = server.address();
          console.log(\`listening on \${address.port}\`);
        };
        export function init(port: number, host: string) {
          const app = new Koa();
          const server = app.listen({ port, host }, () => printInfo(server));
        }
      `,
    },
    {
      name: "a helper that takes anything, and is given no server",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { wallet } from './wallet.js';
        const server = http.createServer();
        function show(thing: any) { console.log(thing.address()); }
        show(wallet);
        export const start = (port: number, done: () => void) => server.listen(port, 'localhost', done);
      `,
    },
  ],
  invalid: [
    {
      name: "a print helper that takes the server as any, called behind the start",
      filename: "file.ts",
      code: code`
        import Koa from 'koa';
        const printInfo = (server: any) => {
          const address = server.address();
          console.log(\`listening on \${address.port}\`);
        };
        export async function init(port: number, host: string) {
          const app = new Koa();
          const server = app.listen({ port, host });
          printInfo(server);
        }
      `,
      errors: [
        { messageId: "notListening", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import Koa from 'koa';
              import { once } from 'node:events';
              const printInfo = (server: any) => {
                const address = server.address();
                console.log(\`listening on \${address.port}\`);
              };
              export async function init(port: number, host: string) {
                const app = new Koa();
                const server = app.listen({ port, host });
                await once(server, 'listening');
                printInfo(server);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a helper with two callers, one of them too early",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        function portOf(server: any) { return server.address().port; }
        export function early(host: string) {
          const server = http.createServer().listen(0, host);
          return portOf(server);
        }
        export function late(done: (port: number) => void) {
          const server = http.createServer();
          server.listen(0, () => done(portOf(server)));
        }
      `,
      errors: [
        { messageId: "notListening", line: 2, suggestions: [] },
      ],
    },
  ],
});
