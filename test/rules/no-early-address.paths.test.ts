import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: values and paths", rule, {
  valid: [
    {
      name: "an injected server that may listen already",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function f(server: http.Server) {
          if (!server.listening) server.listen(0);
          return server.address();
        }
      `,
    },
    {
      name: "a wait inside try with finally",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export async function f() {
          const s = http.createServer();
          try {
            s.listen(0, 'localhost');
            await once(s, 'listening');
            return s.address().port;
          } finally { s.close(); }
        }
      `,
    },
    {
      name: "a then behind a listen promise",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function listen(s) { return new Promise(r => s.listen(0, 'localhost', r)); }
        const s = http.createServer();
        listen(s).then(() => { console.log(s.address().port); });
      `,
    },
    {
      name: "a loop until the address is there",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import * as http from 'node:http';
        export async function listen(sleep) {
          const server = http.createServer();
          server.listen(0, 'localhost');
          while (!server.address()) await sleep(10);
          return server.address();
        }
      `,
    },
    {
      name: "a guard that throws",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import * as http from 'node:http';
        export function listen() {
          const server = http.createServer();
          server.listen(0);
          const addr = server.address();
          if (!addr || typeof addr === 'string') throw new Error('no address');
          return addr.port;
        }
      `,
    },
    {
      name: "a comparison with null",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function f() {
          const s = http.createServer().listen(0, 'localhost');
          return s.address() === null ? undefined : 'x';
        }
      `,
    },
    {
      name: "assertions about the missing address",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import assert from 'node:assert';
        import net from 'node:net';
        const s = net.createServer();
        assert.strictEqual(s.address(), null);
        expect(s.address()).toBeNull();
      `,
    },
    {
      name: "a variable assigned from other code",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        let server = http.createServer();
        export async function restart(make) { server = make(); console.log(server.address().port); }
      `,
    },
    {
      name: "a generator that yields the wait",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function* f(run) {
          const s = http.createServer();
          yield new Promise((r) => s.listen(0, r));
          return s.address();
        }
      `,
    },
    {
      name: "an awaited helper of another file that gets the port",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { waitForPort } from './x';
        export async function main() {
          const s = http.createServer().listen(0, 'localhost');
          await waitForPort(3000);
          console.log(s.address().port);
        }
      `,
    },
    {
      name: "a wait named in the settings",
      filename: "file.js",
      settings: { "startup-order": {"waits":["untilUp"]} },
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { untilUp } from './x';
        export async function main() {
          const s = http.createServer().listen(0, 'localhost');
          await untilUp();
          console.log(s.address().port);
        }
      `,
    },
    {
      name: "an awaited helper of another file",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { listen } from './util';
        export async function f() {
          const s = http.createServer();
          await listen(s);
          return s.address();
        }
      `,
    },
    {
      name: "a helper of another file that gets the server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { listen } from './util';
        export function f(app) {
          const s = http.createServer();
          listen(s, 0);
          return s.address();
        }
      `,
    },
    {
      name: "a starting closure handed to other code",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function f(run) {
          const s = http.createServer();
          await run(() => new Promise((r) => s.listen(0, r)));
          return s.address();
        }
      `,
    },
    {
      name: "servers of an array",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export async function f() {
          const servers = [http.createServer(), http.createServer()];
          await Promise.all(servers.map((s) => new Promise((r) => s.listen(0, r))));
          return servers.map((s) => s.address().port);
        }
      `,
    },
    {
      name: "this.address() in the callback of a node-style function",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function up(cb) {
          const s = http.createServer();
          s.listen(0, 'localhost', function () { cb(null, this.address().port); });
        }
      `,
    },
  ],
  invalid: [
    {
      name: "http or https by a ternary",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import https from 'node:https';
        export function f(secure, opts) {
          const s = secure ? https.createServer(opts) : http.createServer(opts);
          s.listen(opts.port, opts.host);
          console.log(s.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import http from 'node:http';
              import https from 'node:https';
              import { once } from 'node:events';
              export async function f(secure, opts) {
                const s = secure ? https.createServer(opts) : http.createServer(opts);
                s.listen(opts.port, opts.host);
                await once(s, 'listening');
                console.log(s.address().port);
              }
            ` },
            { messageId: "moveIntoCallback", output: code`
              import http from 'node:http';
              import https from 'node:https';
              export function f(secure, opts) {
                const s = secure ? https.createServer(opts) : http.createServer(opts);
                s.listen(opts.port, opts.host, () => {
                  console.log(s.address().port);
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "http or https by a ternary of modules",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import https from 'node:https';
        export function f(secure, opts) {
          const s = (secure ? https : http).createServer(opts);
          s.listen(opts.port, opts.host);
          console.log(s.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import http from 'node:http';
              import https from 'node:https';
              import { once } from 'node:events';
              export async function f(secure, opts) {
                const s = (secure ? https : http).createServer(opts);
                s.listen(opts.port, opts.host);
                await once(s, 'listening');
                console.log(s.address().port);
              }
            ` },
            { messageId: "moveIntoCallback", output: code`
              import http from 'node:http';
              import https from 'node:https';
              export function f(secure, opts) {
                const s = (secure ? https : http).createServer(opts);
                s.listen(opts.port, opts.host, () => {
                  console.log(s.address().port);
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a variable assigned in two branches",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import https from 'node:https';
        export function f(secure, opts) {
          let s;
          if (secure) s = https.createServer(opts); else s = http.createServer(opts);
          s.listen(opts.port, opts.host);
          console.log(s.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 7, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              import http from 'node:http';
              import https from 'node:https';
              import { once } from 'node:events';
              export async function f(secure, opts) {
                let s;
                if (secure) s = https.createServer(opts); else s = http.createServer(opts);
                s.listen(opts.port, opts.host);
                await once(s, 'listening');
                console.log(s.address().port);
              }
            ` },
            { messageId: "moveIntoCallback", output: code`
              import http from 'node:http';
              import https from 'node:https';
              export function f(secure, opts) {
                let s;
                if (secure) s = https.createServer(opts); else s = http.createServer(opts);
                s.listen(opts.port, opts.host, () => {
                  console.log(s.address().port);
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "two starts of which one has a host",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export function f(opts) {
          const s = http.createServer(opts);
          if (opts.host) s.listen(opts.port, opts.host); else s.listen(opts.port);
          console.log(s.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a switch whose every case starts",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export function f(mode, host) {
          const s = http.createServer();
          switch (mode) {
            case 'a': s.listen(0, host); break;
            default: s.listen(1, host);
          }
          return s.address();
        }
      `,
      errors: [
        { messageId: "notListening", line: 8, suggestions: [] },
      ],
    },
    {
      name: "createServer by require, exported value",
      filename: "file.js",
      code: code`
        const { createServer } = require('net');
        const s = createServer();
        s.listen({ port: 0, host: '127.0.0.1' });
        module.exports = s.address().port;
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a server kept on exports",
      filename: "file.js",
      code: code`
        const http = require('http');
        exports.server = http.createServer();
        exports.server.listen(0, 'localhost');
        exports.port = exports.server.address().port;
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a context object that is filled step by step",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export function make() {
          const ctx: any = {};
          ctx.server = http.createServer();
          ctx.server.listen(0, 'localhost');
          ctx.port = ctx.server.address().port;
          return ctx;
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [] },
      ],
    },
    {
      name: "an object literal with a start method",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export const net = {
          server: http.createServer(),
          start(port) { this.server.listen(port, 'localhost'); return this.server.address().port; },
        };
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a constructor function with prototype methods and self",
      filename: "file.js",
      code: code`
        const http = require('http');
        function Srv() { this.server = http.createServer(); }
        Srv.prototype.start = function (cb) {
          const self = this;
          self.server.listen(0, 'localhost');
          cb(self.server.address().port);
        };
        module.exports = Srv;
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [
            { messageId: "awaitReadyExported", output: code`
              const http = require('http');
              const { once } = require('events');
              function Srv() { this.server = http.createServer(); }
              Srv.prototype.start = async function (cb) {
                const self = this;
                self.server.listen(0, 'localhost');
                await once(self.server, 'listening');
                cb(self.server.address().port);
              };
              module.exports = Srv;
            ` },
            { messageId: "moveIntoCallback", output: code`
              const http = require('http');
              function Srv() { this.server = http.createServer(); }
              Srv.prototype.start = function (cb) {
                const self = this;
                self.server.listen(0, 'localhost', () => {
                  cb(self.server.address().port);
                });
              };
              module.exports = Srv;
            ` },
          ] },
      ],
    },
    {
      name: "a subclass of the http server",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        class Mock extends http.Server {
          boot() { this.listen(0, 'localhost'); return this.address().port; }
        }
        export { Mock };
      `,
      errors: [
        { messageId: "notListening", line: 3, suggestions: [] },
      ],
    },
    {
      name: "an annotated parameter that is started here",
      filename: "file.ts",
      code: code`
        import type { Server } from 'node:http';
        export async function up(server: Server, host: string) {
          server.listen(0, host);
          return server.address();
        }
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import type { Server } from 'node:http';
              import { once } from 'node:events';
              export async function up(server: Server, host: string) {
                server.listen(0, host);
                await once(server, 'listening');
                return server.address();
              }
            ` },
          ] },
      ],
    },
    {
      name: "an async function called in place",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        (async () => {
          const s = http.createServer();
          await s.listen(0, 'localhost');
          console.log(s.address().port);
        })();
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';
              (async () => {
                const s = http.createServer();
                s.listen(0, 'localhost');
                await once(s, 'listening');
                console.log(s.address().port);
              })();
            ` },
          ] },
      ],
    },
  ],
});
