import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

// One pair for each kind of row: what is reported, and what differs from it in one thing and is not.
ruleTester.run("require-listen-error", rule, {
  valid: [
    {
      name: "a promise of a restify server that rejects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import restify from 'restify';
        export const start = (port) => new Promise((resolve, reject) => {
          const server = restify.createServer();
          server.on('error', reject);
          server.listen(port, () => resolve(server));
        });
      `,
    },
    {
      name: "a gRPC callback that hands its error on",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export function serve(address, done) {
          const server = new Server();
          server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => { done(error, port); });
        }
      `,
    },
    {
      name: "a gRPC callback that starts the server, which throws where it is not bound",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export const serve = (address) => new Promise((resolve) => {
          const server = new Server();
          server.bindAsync(address, ServerCredentials.createInsecure(), () => { server.start(); resolve(server); });
        });
      `,
    },
    {
      name: "a gRPC callback that is resolve itself, whose value is the error",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export async function serve(address) {
          const server = new Server();
          const error = await new Promise((resolve) => server.bindAsync(address, ServerCredentials.createInsecure(), resolve));
          if (error) throw error;
        }
      `,
    },
    {
      name: "a gRPC callback on any port that ignores its error",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export function serve(done) {
          const server = new Server();
          server.bindAsync('0.0.0.0:0', ServerCredentials.createInsecure(), () => { done(server); });
        }
      `,
    },
    {
      name: "a uWebSockets.js callback that looks at what it is told",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import uWS from 'uWebSockets.js';
        export function start(port, ready) {
          uWS.App().get('/*', (response) => response.end()).listen(port, (token) => {
            if (token) ready();
          });
        }
      `,
    },
    {
      name: "a uWebSockets.js callback on any port",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { App } from 'uWebSockets.js';
        export function start(ready) {
          App().listen('127.0.0.1', 0, (token) => { ready(); });
        }
      `,
    },
    {
      name: "a uWebSockets.js promise that fulfils with its token",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { App } from 'uwebsockets';
        export async function start(port) {
          const token = await new Promise((resolve) => App().listen(port, resolve));
          if (!token) throw new Error('taken');
        }
      `,
    },
    {
      name: "an async-listen, which rejects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { listen } from 'async-listen';
        export const start = (port) => new Promise((resolve, reject) => {
          listen(http.createServer(), port).then(resolve, reject);
        });
      `,
    },
    {
      name: "a promisified listen of express, which rejects from version 5 on",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        import { promisify } from 'node:util';
        export async function start(port) {
          const app = express();
          await promisify(app.listen).call(app, port);
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a promise of a restify server without a reject",
      filename: "file.js",
      code: code`
        import restify from 'restify';
        export const start = (port) => new Promise((resolve) => {
          const server = restify.createServer();
          server.listen(port, () => resolve(server));
        });
      `,
      errors: [
        { messageId: "neverRejects", line: 4, suggestions: [
            { messageId: "rejectOnError", output: code`
              import restify from 'restify';
              export const start = (port) => new Promise((resolve, reject) => {
                const server = restify.createServer();
                server.once('error', reject);
                server.listen(port, () => { server.off('error', reject); resolve(server); });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a gRPC callback that takes failure for success",
      filename: "file.js",
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export function serve(address, done) {
          const server = new Server();
          server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => { done(port); });
        }
      `,
      errors: [
        { messageId: "errorIgnored", line: 4, suggestions: [
            { messageId: "throwErrorFirst", output: code`
              import { Server, ServerCredentials } from '@grpc/grpc-js';
              export function serve(address, done) {
                const server = new Server();
                server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => { if (error) throw error; done(port); });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a promise that a gRPC callback fulfils whatever it is told: a throw there would reject nothing",
      filename: "file.js",
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export const serve = (address) => new Promise((resolve) => {
          const server = new Server();
          server.bindAsync(address, ServerCredentials.createInsecure(), () => resolve(server));
        });
      `,
      errors: [
        { messageId: "errorIgnored", line: 4, suggestions: [
            { messageId: "rejectWithError", output: code`
              import { Server, ServerCredentials } from '@grpc/grpc-js';
              export const serve = (address) => new Promise((resolve, reject) => {
                const server = new Server();
                server.bindAsync(address, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve(server)));
              });
            ` },
          ] },
      ],
    },
    {
      name: "a gRPC callback that is resolve itself, whose value nobody looks at",
      filename: "file.js",
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export async function serve(address) {
          const server = new Server();
          await new Promise((resolve) => server.bindAsync(address, ServerCredentials.createInsecure(), resolve));
        }
      `,
      errors: [
        { messageId: "errorIgnored", line: 4, suggestions: [
            { messageId: "rejectWithError", output: code`
              import { Server, ServerCredentials } from '@grpc/grpc-js';
              export async function serve(address) {
                const server = new Server();
                await new Promise((resolve, reject) => server.bindAsync(address, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve())));
              }
            ` },
          ] },
      ],
    },
    {
      name: "a gRPC callback on a fixed port that ignores its error",
      filename: "file.js",
      code: code`
        import { Server, ServerCredentials } from '@grpc/grpc-js';
        export function serve(done) {
          const server = new Server();
          server.bindAsync('0.0.0.0:50051', ServerCredentials.createInsecure(), () => { done(server); });
        }
      `,
      errors: [
        { messageId: "errorIgnored", line: 4, suggestions: [
            { messageId: "throwErrorFirst", output: code`
              import { Server, ServerCredentials } from '@grpc/grpc-js';
              export function serve(done) {
                const server = new Server();
                server.bindAsync('0.0.0.0:50051', ServerCredentials.createInsecure(), (error) => { if (error) throw error; done(server); });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a uWebSockets.js callback that ignores what it is told",
      filename: "file.js",
      code: code`
        import uWS from 'uWebSockets.js';
        export function start(port, ready) {
          uWS.App().get('/*', (response) => response.end()).listen(port, () => {
            ready();
          });
        }
      `,
      errors: [
        { messageId: "errorIgnored", line: 3, suggestions: [
            { messageId: "throwErrorFirst", output: code`
              import uWS from 'uWebSockets.js';
              export function start(port, ready) {
                uWS.App().get('/*', (response) => response.end()).listen(port, (success) => {
                  if (!success) throw new Error('cannot listen');
                  ready();
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a uWebSockets.js callback that has a name for what it is told",
      filename: "file.js",
      code: code`
        import { App } from 'uWebSockets.js';
        export function start(port, ready) {
          App().listen('127.0.0.1', port, (token) => { ready(); });
        }
      `,
      errors: [
        { messageId: "errorIgnored", line: 3, suggestions: [
            { messageId: "throwErrorFirst", output: code`
              import { App } from 'uWebSockets.js';
              export function start(port, ready) {
                App().listen('127.0.0.1', port, (token) => { if (!token) throw new Error('cannot listen'); ready(); });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a uWebSockets.js promise that fulfils with what nobody looks at",
      filename: "file.js",
      code: code`
        import { App } from 'uwebsockets';
        export async function start(port) {
          await new Promise((resolve) => App().listen(port, resolve));
        }
      `,
      errors: [
        { messageId: "errorIgnored", line: 3, suggestions: [] },
      ],
    },
    {
      name: "a promise of a polka app without a reject: the app itself emits nothing",
      filename: "file.js",
      code: code`
        import polka from 'polka';
        export const start = (port) => new Promise((resolve) => {
          const app = polka();
          app.listen(port, resolve);
        });
      `,
      errors: [
        { messageId: "neverRejects", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a promisified listen of restify",
      filename: "file.js",
      code: code`
        import restify from 'restify';
        import { promisify } from 'node:util';
        export async function start(port) {
          const server = restify.createServer();
          await promisify(server.listen).call(server, port);
        }
      `,
      errors: [
        { messageId: "promisified", line: 5, suggestions: [] },
      ],
    },
  ],
});
