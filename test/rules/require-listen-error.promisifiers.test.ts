import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error: other ways to promisify", rule, {
  valid: [
    {
      name: "bluebird makes a promise of something else",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import Promise from 'bluebird';
        const server = http.createServer();
        export const stop = () => Promise.promisify(server.close.bind(server))();
      `,
    },
    {
      name: "bluebird and once",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import Promise from 'bluebird';
        import { once } from 'node:events';
        export class Hub {
          server = http.createServer();
          listen(port, callback) {
            return Promise.resolve(once(this.server.listen(port), 'listening')).nodeify(callback);
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "bluebird's promisify, chained by methods of its own",
      filename: "file.ts",
      code: code`
        import http from 'http';
        import Promise from 'bluebird';
        export class Hub {
          server = http.createServer();
          listen(port: number, callback?: (error?: Error) => void) {
            return (Promise.promisify(this.server.listen.bind(this.server)) as any)(port)
              .then(() => { console.log('up'); })
              .catch((error: Error) => { throw error; })
              .nodeify(callback);
          }
        }
      `,
      errors: [
        { messageId: "promisified", line: 6, suggestions: [] },
      ],
    },
    {
      name: "bluebird's promisify, required and awaited",
      filename: "file.js",
      code: code`
        const http = require('http')
        const Bluebird = require('bluebird')
        exports.start = async (port) => {
          const server = http.createServer()
          await Bluebird.promisify(server.listen.bind(server))(port)
          return server
        }
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [
            { messageId: "useOnce", output: code`
              const http = require('http')
              const { once } = require('events')
              exports.start = async (port) => {
                const server = http.createServer()
                await once(server.listen(port), 'listening')
                return server
              }
            ` },
          ] },
      ],
    },
    {
      name: "bluebird's promise is given on",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import { promisify } from 'bluebird';
        const server = http.createServer();
        export const start = (port) => promisify(server.listen.bind(server))(port);
      `,
      errors: [
        { messageId: "promisified", line: 4, suggestions: [] },
      ],
    },
    {
      name: "pify",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import pify from 'pify';
        export async function start(port) {
          const server = http.createServer();
          await pify(server.listen.bind(server))(port);
          return server;
        }
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [
            { messageId: "useOnce", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              export async function start(port) {
                const server = http.createServer();
                await once(server.listen(port), 'listening');
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "es6-promisify, kept in a constant",
      filename: "file.js",
      code: code`
        import net from 'node:net';
        import { promisify } from 'es6-promisify';
        export async function start(port) {
          const server = net.createServer();
          const listen = promisify(server.listen.bind(server));
          await listen(port);
          return server;
        }
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [
            { messageId: "useOnce", output: code`
              import net from 'node:net';
              import { once } from 'node:events';
              export async function start(port) {
                const server = net.createServer();
                await once(server.listen(port), 'listening');
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "q, which binds",
      filename: "file.js",
      code: code`
        const net = require('net');
        const Q = require('q');
        exports.start = (port) => {
          const server = net.createServer();
          return Q.denodeify(server.listen.bind(server))(port);
        };
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [] },
      ],
    },
  ],
});
