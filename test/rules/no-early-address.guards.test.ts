import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: guards that throw", rule, {
  valid: [
    {
      name: "the same without a host: it is bound",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:net';
        export function createBackend(port: number) {
          const server = createServer().listen(port);
          const address = server.address();
          if (!address || typeof address === 'string') {
            throw new Error('no port');
          }
          return { port: address.port, dispose() { server.close(); } };
        }
      `,
    },
    {
      name: "a guard that throws behind the wait",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { once } from 'node:events';
        import { createServer } from 'node:net';
        export async function start(port: number) {
          const server = createServer().listen(port, '127.0.0.1');
          await once(server, 'listening');
          const address = server.address();
          if (!address) throw new Error('no port');
          return address;
        }
      `,
    },
    {
      name: "a guard that goes on without",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:net';
        export function start(port: number) {
          const server = createServer().listen(port, '127.0.0.1');
          const address = server.address();
          if (!address) return undefined;
          return address;
        }
      `,
    },
    {
      name: "a guard that throws for a path only",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:net';
        export function start(port: number) {
          const server = createServer().listen(port, '127.0.0.1');
          const address = server.address();
          if (typeof address === 'string') throw new Error('a path');
          if (address) report(address.port);
          return server;
        }
      `,
    },
    {
      name: "a guard that throws only where it is told to",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:net';
        export function start(port: number, strict: boolean) {
          const server = createServer().listen(port, '127.0.0.1');
          const address = server.address();
          if (!address && strict) throw new Error('no port');
          return server;
        }
      `,
    },
    {
      name: "a guard that throws, and somebody who catches",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:net';
        export function start(port: number) {
          const server = createServer().listen(port, '127.0.0.1');
          try {
            const address = server.address();
            if (!address) throw new Error('no port');
            report(address);
          } catch {
            server.on('listening', () => report(server.address()));
          }
          return server;
        }
      `,
    },
    {
      name: "a guard that throws in one branch",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:net';
        export function start(port: number, now: boolean) {
          const server = createServer().listen(port, '127.0.0.1');
          const address = server.address();
          if (now) {
            if (!address) throw new Error('no port');
            report(address);
          }
          return server;
        }
      `,
    },
    {
      name: "a reader of its own, which may be asked later",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:net';
        const server = createServer();
        export function start(port: number) { server.listen(port, '127.0.0.1'); }
        export function portOf() {
          const address = server.address();
          if (!address || typeof address === 'string') throw new Error('not listening');
          return address.port;
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a guard that throws behind a start with a host",
      filename: "file.ts",
      code: code`
        import { WebSocketServer } from 'ws';
        export function createBackend(options: { port?: number; host?: string }) {
          const port = options.port ?? 0;
          const host = options.host ?? '127.0.0.1';
          const server = new WebSocketServer({ port, host });
          const address = server.address();
          if (!address || typeof address === 'string') {
            throw new Error('no port');
          }
          return { port: address.port, dispose() { server.close(); } };
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a guard that compares with null, and a field",
      filename: "file.ts",
      code: code`
        import { createServer } from 'node:net';
        export class Hub {
          private address: any;
          open(host: string) {
            const server = createServer().listen(0, host);
            this.address = server.address();
            if (this.address == null) throw new Error('no address');
            return server;
          }
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a port that is taken from what is not there",
      filename: "file.ts",
      code: code`
        import { createServer } from 'node:http';
        export async function start(host: string) {
          const server = createServer().listen({ port: 0, host });
          const port = (server.address() as any)?.port;
          if (!port) throw new Error('no port');
          return port;
        }
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createServer } from 'node:http';
              import { once } from 'node:events';
              export async function start(host: string) {
                const server = createServer().listen({ port: 0, host });
                await once(server, 'listening');
                const port = (server.address() as any)?.port;
                if (!port) throw new Error('no port');
                return port;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a guard around the read itself",
      filename: "file.ts",
      code: code`
        import { createServer } from 'node:http';
        export async function start(port: number) {
          const server = createServer().listen(port, 'localhost');
          if (!server.address()) throw new Error('could not bind');
          return server;
        }
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createServer } from 'node:http';
              import { once } from 'node:events';
              export async function start(port: number) {
                const server = createServer().listen(port, 'localhost');
                await once(server, 'listening');
                if (!server.address()) throw new Error('could not bind');
                return server;
              }
            ` },
          ] },
      ],
    },
  ],
});
