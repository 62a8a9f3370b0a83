import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: servers from one of two places", rule, {
  valid: [
    {
      name: "the start is waited for in its arm",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        import { findOpenPort, listening } from './find.js';
        export const acquire = async (track: (port: number) => void, port?: number) => {
          const server = port
            ? await listening(net.createServer().listen(port, '127.0.0.1'))
            : await findOpenPort();
          track((server.address() as net.AddressInfo).port);
          return server;
        };
      `,
    },
    {
      name: "something is awaited between",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function attach(given: any, host: string) {
          const server = given ?? http.createServer().listen(0, host);
          await settle(server);
          return (server.address() as any).port;
        }
      `,
    },
    {
      name: "who takes the start has left",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function attach(given: any, host: string) {
          const server = given ?? http.createServer().listen(0, host);
          if (!given) return 0;
          return (server.address() as any).port;
        }
      `,
    },
    {
      name: "the read is for the other arm alone",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function attach(given: any, host: string) {
          const server = given ?? http.createServer().listen(0, host);
          return given ? (server.address() as any).port : 0;
        }
      `,
    },
    {
      name: "a read that sees to what is missing",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function attach(given: any, host: string) {
          const server = given ?? http.createServer().listen(0, host);
          return (server.address() as any)?.port;
        }
      `,
    },
  ],
  invalid: [
    {
      name: "one arm is a start with a host, the other a wait",
      filename: "file.ts",
      code: code`
        import net from 'node:net';
        import { findOpenPort } from './find.js';
        export const acquire = async (track: (port: number) => void, port?: number) => {
          const server = port
            ? net.createServer().listen(port, '127.0.0.1')
            : await findOpenPort();
          track((server.address() as net.AddressInfo).port);
          return server;
        };
      `,
      errors: [
        { messageId: "notListening", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a server that is given, or one of its own",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export function attach(given: any, host: string) {
          const server = given ?? http.createServer().on('error', fail).listen(0, host);
          const { port } = server.address() as any;
          return { server, port };
        }
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [] },
      ],
    },
    {
      name: "one arm is a start without a host",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function attach(given?: any) {
          const server = given || http.createServer().listen(0);
          return (server.address() as any).port;
        }
      `,
      errors: [
        { messageId: "boundByAccident", line: 4, suggestions: [] },
      ],
    },
  ],
});
