import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen: helpers that are given the server", rule, {
  valid: [
    {
      name: "a helper that gets servers of two kinds",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import fastify from 'fastify';
        function listenOn(port: number, server: any) {
          server.listen(port);
        }
        export function start() {
          listenOn(443, fastify());
          listenOn(80, http.createServer());
        }
      `,
    },
    {
      name: "a helper whose server has a type of its own",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import type { Service } from './service.js';
        function listenOn(port: number, server: Service) {
          server.listen(port);
        }
        export function start(service: Service) {
          listenOn(80, service);
        }
      `,
    },
    {
      name: "a helper that takes the server as any, with a way to tell",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function listenOn(port: number, server: any, done: () => void) {
          server.listen(port, done);
        }
        export function start(done: () => void) {
          listenOn(80, http.createServer(), done);
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a helper that takes the server as any",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        import https from 'node:https';
        function listenOn(port: number, server: any) {
          server.listen(port);
          server.on('error', (error: Error) => { console.error('taken'); throw error; });
        }
        export async function start(options: https.ServerOptions) {
          listenOn(443, https.createServer(options));
          const plain = http.createServer();
          listenOn(80, plain);
          await load();
        }
      `,
      errors: [
        { messageId: "startsUnseen", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import https from 'node:https';
              import { once } from 'node:events';
              async function listenOn(port: number, server: any) {
                server.listen(port);
                await once(server, 'listening');
                server.on('error', (error: Error) => { console.error('taken'); throw error; });
              }
              export async function start(options: https.ServerOptions) {
                await listenOn(443, https.createServer(options));
                const plain = http.createServer();
                await listenOn(80, plain);
                await load();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a helper that takes the server as unknown",
      filename: "file.ts",
      code: code`
        import net from 'node:net';
        const startOn = (server: unknown, port: number) => { (server as any).listen(port); };
        export function main() { startOn(net.createServer(), 5000); }
      `,
      errors: [
        { messageId: "startsUnseen", line: 2, suggestions: [] },
      ],
    },
  ],
});
