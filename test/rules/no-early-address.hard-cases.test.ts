import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: hard cases", rule, {
  valid: [
    {
      name: "fastify: an error that is asserted where there is one",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import fastify from 'fastify';
        export const up = (t) => {
          const app = fastify();
          app.listen({ port: 0 }, (err) => {
            if (err) t.assert.ifError(err);
            t.assert.ok(app.server.address().port);
          });
        };
      `,
    },
    {
      name: "crash: a promise that resolves with the next try",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        function listenFrom(server, port) {
          return new Promise((resolve) => {
            server.once('error', () => resolve(listenFrom(server, port + 1)));
            server.listen(port, '127.0.0.1', () => resolve());
          });
        }
        export async function f() {
          const server = net.createServer();
          await listenFrom(server, 3000);
          return server.address().port;
        }
      `,
    },
    {
      name: "crash: two promises that resolve with each other",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        const s = net.createServer();
        function a() { return new Promise((r) => { s.once('error', () => r(b())); s.listen(0, 'h', r); }); }
        function b() { return new Promise((r) => { s.once('error', () => r(a())); s.listen(0, 'i', r); }); }
        await a(); console.log(s.address());
      `,
    },
    {
      name: "crash: type aliases that lead to themselves",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        type A = B;
        type B = A;
        export function f(a: A) {
          return a.address();
        }
      `,
    },
    {
      name: "a hook given by its name",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        function startServer(done) { server.listen(0, done); }
        before(startServer);
        it('x', () => { fetch('http://localhost:' + server.address().port); });
      `,
    },
    {
      name: "a hook given by its name, without done",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { beforeAll, it } from 'vitest';
        const server = http.createServer();
        const listen = () => new Promise((r) => server.listen(0, r));
        beforeAll(listen);
        it('x', () => { fetch('http://localhost:' + server.address().port); });
      `,
    },
    {
      name: "a hook that returns the promise of a function",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http'; import { migrate } from './db.js';
        const server = http.createServer();
        async function start() { await migrate(); await new Promise((r) => server.listen(0, r)); }
        beforeAll(() => start());
        it('x', async () => { await fetch('http://localhost:' + server.address().port); });
      `,
    },
    {
      name: "a hook that returns the promise of an own server class",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        class TestServer extends http.Server { start() { return new Promise((r) => this.listen(0, 'localhost', r)); } }
        const s = new TestServer();
        beforeAll(() => s.start());
        it('x', async () => { await fetch('http://localhost:' + s.address().port); });
      `,
    },
    {
      name: "a hook whose parameter is no done",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import test from 'ava';
        import { migrate } from './db.js';
        const server = http.createServer();
        test.before(async (t) => {
          await migrate();
          await new Promise((r) => server.listen(0, r));
          t.context.port = server.address().port;
        });
        test('x', async (t) => { t.is(await get(server.address().port), 1); });
      `,
    },
    {
      name: "a hook whose parameter takes fixtures apart",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { test } from '@playwright/test';
        const server = http.createServer();
        test.beforeAll(async ({ browser }) => {
          await browser.newPage();
          await new Promise((r) => server.listen(0, r));
        });
        test('x', async ({ page }) => { await page.goto(\`http://localhost:\${server.address().port}\`); });
      `,
    },
    {
      name: "a function that declares the hooks",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function useServer(server) {
          before((done) => { server.listen(0, done); });
          after(() => server.close());
        }
        describe('x', () => {
          const server = http.createServer();
          useServer(server);
          it('y', () => { fetch('http://localhost:' + server.address().port); });
        });
      `,
    },
    {
      name: "hooks declared in a forEach",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        [1].forEach(() => { before((done) => { server.listen(0, done); }); });
        it('y', () => server.address().port);
      `,
    },
    {
      name: "exported root hooks",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        export const mochaHooks = { beforeAll(done) { server.listen(0, done); } };
        it('b', () => server.address().port);
      `,
    },
    {
      name: "done called by a function that other code runs",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { db } from './db.js';
        const server = http.createServer();
        function start(cb) { server.listen(0, cb); }
        before((done) => { db.connect(() => start(done)); });
        it('x', () => { fetch('http://localhost:' + server.address().port); });
      `,
    },
    {
      name: "an earlier test starts it (tape)",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import test from 'tape';
        const server = http.createServer();
        test('setup', (t) => { server.listen(0, t.end); });
        test('get', (t) => { fetch('http://localhost:' + server.address().port).then(() => t.end()); });
        test('teardown', (t) => { server.close(t.end); });
      `,
    },
    {
      name: "an earlier test starts it (node:test)",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { test } from 'node:test';
        const server = http.createServer();
        test('listens', async () => { await new Promise((r) => server.listen(0, r)); });
        test('has a port', () => { const { port } = server.address(); });
      `,
    },
    {
      name: "an earlier test starts it (mocha)",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        describe('server', () => {
          const server = http.createServer();
          it('should start', (done) => { server.listen(0, done); });
          it('should have a port', () => { expect(server.address().port).to.be.above(0); });
        });
      `,
    },
    {
      name: "an earlier group starts it",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        describe('outer', () => { before((done) => { server.listen(0, done); }); it('a', () => server.address().port); });
        describe('later', () => { it('b', () => server.address().port); });
      `,
    },
    {
      name: "an exported server in a test file",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { it } from 'vitest';
        export const server = http.createServer();
        it('x', async () => { server.address().port; });
      `,
    },
    {
      name: "an exported server that another module starts",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http'; import { boot } from './boot.js';
        export const server = http.createServer(); await boot(); console.log(server.address().port);
      `,
    },
    {
      name: "a server exported in a list, started by another module",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http'; import { boot } from './boot.js';
        const server = http.createServer(); export { server }; await boot(); console.log(server.address().port);
      `,
    },
    {
      name: "a server in module.exports, started by another module",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const http = require('http'); const { boot } = require('./boot');
        const server = http.createServer();
        module.exports = { server };
        (async () => { await boot(); console.log(server.address().port); })();
      `,
    },
    {
      name: "a server on exports, started by another module",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const http = require('http'); const { boot } = require('./boot');
        exports.server = http.createServer(); (async () => { await boot(); console.log(exports.server.address().port); })();
      `,
    },
    {
      name: "an exported instance that another module starts",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http'; import { boot } from './boot.js';
        class Svc { server = http.createServer(); } export const svc = new Svc(); await boot(); console.log(svc.server.address().port);
      `,
    },
    {
      name: "an object with the server given away in a function",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { startAll } from './run.js';
        const ctx = { server: http.createServer() };
        function init() { startAll(ctx); console.log(ctx.server.address()); }
        init();
      `,
    },
    {
      name: "a method of an imported base class starts it",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { Base } from './m.js';
        class A extends Base { server = http.createServer(); go() { this.start(); console.log(this.server.address().port); } }
        new A().go();
      `,
    },
    {
      name: "a method that subclasses override starts it",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class Base { constructor() { this.server = http.createServer(); this.setup(); this.port = this.server.address()?.port; } setup() {} }
        export class Impl extends Base { setup() { this.server.listen(0); } }
      `,
    },
    {
      name: "other code runs a closure that calls the start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { run } from './run.js';
        const server = http.createServer();
        function boot() { server.listen(0); }
        run(() => boot());
        server.on('listening', () => {});
        console.log(server.address());
      `,
    },
    {
      name: "other code holds an object whose method starts it",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { run } from './run.js';
        const server = http.createServer();
        const plugin = { start() { server.listen(0); } };
        run(plugin);
        console.log(server.address());
      `,
    },
    {
      name: "a method chosen by name starts it",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        const cmds = { start: () => server.listen(0) };
        cmds[process.argv[2]]();
        server.on('listening', () => {});
        console.log(server.address());
      `,
    },
    {
      name: "functions in an array start it",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        const tasks = [() => server.listen(0)];
        for (const t of tasks) t();
        console.log(server.address());
      `,
    },
    {
      name: "a setter starts it",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        class A { server = http.createServer(); set port(p) { this.server.listen(p); } }
        const a = new A();
        a.port = 0;
        console.log(a.server.address());
      `,
    },
    {
      name: "a loop over an array of servers starts them",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const a = http.createServer(), b = http.createServer();
        for (const s of [a, b]) await new Promise((r) => s.listen(0, r));
        console.log(a.address().port, b.address().port);
      `,
    },
    {
      name: "forEach over an array of servers starts them",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        const a = http.createServer(), b = http.createServer();
        [a, b].forEach((s) => s.listen(0));
        console.log(a.address());
      `,
    },
    {
      name: "map over a constant array of servers starts them",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const a = http.createServer(), b = http.createServer();
        const all = [a, b];
        await Promise.all(all.map((s) => new Promise((r) => s.listen(0, r))));
        console.log(a.address().port);
      `,
    },
    {
      name: "an object of servers indexed by key",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const servers = { a: http.createServer() };
        for (const k in servers) await new Promise((r) => servers[k].listen(0, r));
        console.log(servers.a.address().port);
      `,
    },
    {
      name: "servers swapped by destructuring",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        let a = http.createServer(), b = http.createServer();
        await new Promise((r) => a.listen(0, r));
        [a, b] = [b, a];
        console.log(b.address());
      `,
    },
    {
      name: "an alias from before the variable was given another server",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        let a = http.createServer();
        const b = a;
        b.listen(0);
        a = http.createServer();
        console.log(b.address());
      `,
    },
    {
      name: "an assertion runs the function that starts it",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        import assert from 'node:assert';
        import { once } from 'node:events';
        const s = http.createServer();
        assert.doesNotThrow(() => s.listen(0));
        s.on('x', () => {});
        assert.equal(typeof s.address().port, 'number');
      `,
    },
    {
      name: "expect runs the function that starts it",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        it('x', () => { const s = http.createServer(); expect(() => s.listen(0)).not.toThrow(); expect(s.address().port).toBeGreaterThan(0); });
      `,
    },
    {
      name: "an own listen that waits",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        class AsyncServer extends http.Server {
          async listen(...args) { super.listen(...args); await once(this, 'listening'); return this; }
        }
        export async function f() {
          const s = new AsyncServer();
          await s.listen(0, 'localhost');
          return s.address().port;
        }
      `,
    },
    {
      name: "a subclass that listens in its constructor",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http'; import { setTimeout as delay } from 'node:timers/promises';
        class S extends http.Server { constructor() { super(); this.listen(0, 'h'); } }
        const s = new S();
        await delay(100);
        console.log(s.address().port);
      `,
    },
    {
      name: "a subclass with an address of its own",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        class S extends http.Server { address() { return { port: 1, address: 'x', family: 'y' }; } }
        const s = new S();
        console.log(s.address().port);
      `,
    },
    {
      name: "listen replaced by its promisified form",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { promisify } from 'node:util';
        export async function f() {
          const s = http.createServer();
          s.listen = promisify(s.listen);
          await s.listen(0, 'localhost');
          return s.address().port;
        }
      `,
    },
    {
      name: "an address that the code puts in place",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        server.address = () => ({ port: 1234 });
        console.log(server.address().port);
      `,
    },
    {
      name: "an address that a test puts in place",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        it('x', () => {
          const server = http.createServer();
          server.address = jest.fn(() => ({ port: 1234, address: '::', family: 'IPv6' }));
          expect(format(server.address().port)).toBe('x');
        });
      `,
    },
    {
      name: "a mocked module",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { vi, it } from 'vitest';
        vi.mock('node:http', () => ({ default: { createServer: () => ({ listen: vi.fn(), address: () => ({ port: 1 }) }) } }));
        it('x', () => { const s = http.createServer(); s.listen(0, 'localhost'); console.log(s.address().port); });
      `,
    },
    {
      name: "a promisified method of the server in a coroutine",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import Promise from 'bluebird';
        Promise.promisifyAll(http);
        export const f = Promise.coroutine(function* () {
          const server = http.createServer();
          yield server.listenAsync(0);
          return server.address().port;
        });
      `,
    },
    {
      name: "the flag compared with true",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function f() {
          const server = http.createServer().listen(0, 'localhost');
          if (server.listening === true) console.log(server.address().port);
        }
      `,
    },
    {
      name: "the flag compared with false",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        function status() { if (server.listening === false) return 'down'; return 'up at ' + server.address().port; }
        console.log(status());
      `,
    },
    {
      name: "the flag kept in a variable",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        function status() {
          const up = server.listening;
          return { up, port: up ? server.address().port : undefined };
        }
        console.log(status());
      `,
    },
    {
      name: "a hapi server with a connection of a fixed port",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const Hapi = require('hapi');
        const server = new Hapi.Server();
        server.connection({ port: 3000 });
        console.log('port', server.info.port);
        server.start(() => {});
      `,
    },
    {
      name: "hapi options with a spread behind the port",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import Hapi from '@hapi/hapi';
        export const make = (o) => { const server = Hapi.server({ port: 0, ...o }); server.app.port = server.info.port; return server; };
      `,
    },
    {
      name: "expect.soft",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { expect, it } from 'vitest';
        it('x', () => { const s = http.createServer(); expect.soft(s.address()).toBeNull(); });
      `,
    },
    {
      name: "chai.expect",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import chai from 'chai';
        it('x', () => { const s = http.createServer(); chai.expect(s.address()).to.equal(null); });
      `,
    },
    {
      name: "should.not.exist",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import should from 'should';
        it('x', () => { const s = http.createServer(); should.not.exist(s.address()); });
      `,
    },
    {
      name: "assert.strict.equal",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import assert from 'node:assert';
        it('x', () => { const s = http.createServer(); assert.strict.equal(s.address(), null); });
      `,
    },
    {
      name: "tap.equal",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import tap from 'tap';
        const s = http.createServer();
        tap.equal(s.address(), null);
      `,
    },
    {
      name: "deepStrictEqual by name",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { deepStrictEqual, strictEqual } from 'node:assert';
        const s = http.createServer();
        deepStrictEqual(s.address(), null);
      `,
    },
    {
      name: "t.assert of node:test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { test } from 'node:test';
        test('x', (t) => { const s = http.createServer(); t.assert.strictEqual(s.address(), null); });
      `,
    },
    {
      name: "is of uvu/assert",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { test } from 'uvu';
        import { is } from 'uvu/assert';
        test('x', () => { const s = http.createServer(); is(s.address(), null); });
      `,
    },
    {
      name: "express 5: an error tested with instanceof",
      filename: "file.ts",
      options: [{ report: "potential" }],
      settings: { "startup-order": { versions: { express: "5" } } },
      code: code`
        import express from 'express';
        const s = express().listen(0, (err) => { if (err instanceof Error) { process.exitCode = 1; return; } console.log(s.address().port); });
      `,
    },
    {
      name: "express 5: an error tested with typeof",
      filename: "file.ts",
      options: [{ report: "potential" }],
      settings: { "startup-order": { versions: { express: "5" } } },
      code: code`
        import express from 'express';
        const s = express().listen(0, (err) => { if (typeof err !== 'undefined') throw err; console.log(s.address().port); });
      `,
    },
    {
      name: "a guard behind a destructured default",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export function f() {
          const s = http.createServer().listen(0);
          const { port } = s.address() ?? {};
          if (!port) throw new Error('not bound');
          return port;
        }
      `,
    },
    {
      name: "a guard in the function that takes the address",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        function portOf(address) { if (!address || typeof address === 'string') throw new Error('no port'); return address.port; }
        export function f() {
          const s = http.createServer().listen(0);
          return portOf(s.address());
        }
      `,
    },
    {
      name: "a guard on the field that keeps the address",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        export class A {
          start() {
            this.server = http.createServer().listen(0);
            this.addr = this.server.address();
            if (!this.addr) throw new Error('no port');
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "suggestion: a trailing comma in the start call",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        server.listen({ port: 0, host: 'h' },);
        console.log(server.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "moveIntoCallback", output: code`
              import http from 'node:http';
              const server = http.createServer();
              server.listen({ port: 0, host: 'h' }, () => {
                console.log(server.address().port);
              });
            ` },
        ] },
      ],
    },
    {
      name: "suggestion: the imported once is hidden by a local name",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export async function f(listeners) {
          const once = new Set(listeners);
          const server = http.createServer();
          server.listen(0, 'h');
          return [server.address().port, once];
        }
      `,
      errors: [{ messageId: "notListening", line: 7, suggestions: [] }],
    },
    {
      name: "suggestion: a name of the callback hides one that is moved",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        const url = 'x';
        server.listen(0, 'h', () => {
          const url = 'up';
          console.log(url);
        });
        console.log(url, server.address().port);
      `,
      errors: [{ messageId: "notListening", line: 8, suggestions: [] }],
    },
    {
      name: "suggestion: this in a function as callback",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export class A {
          constructor() {
            this.server = http.createServer();
            this.server.listen(0, 'h', function () {
              console.log('up');
            });
            console.log(this.name, this.server.address().port);
          }
        }
      `,
      errors: [{ messageId: "notListening", line: 8, suggestions: [] }],
    },
    {
      name: "suggestion: an existing callback that may return before its end",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        server.listen(0, 'h', () => {
          if (process.env.QUIET) return;
          console.log('up');
        });
        console.log(server.address().port);
      `,
      errors: [{ messageId: "notListening", line: 7, suggestions: [] }],
    },
    {
      name: "suggestion: a start that is made on a condition",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        if (process.env.X) server.listen(0, 'h');
        console.log('done', server.address());
      `,
      errors: [{ messageId: "notListening", line: 4, suggestions: [] }],
    },
    {
      name: "suggestion: a start that is made several times",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        const hosts = ['a', 'b'];
        do server.listen(0, hosts.pop() || 'localhost'); while (hosts.length);
        console.log('done', server.address());
      `,
      errors: [{ messageId: "notListening", line: 5, suggestions: [] }],
    },
    {
      name: "suggestion: a read inside try",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        const server = http.createServer();
        try {
          server.listen(0, 'h');
          console.log(server.address().port);
        } catch (error) {
          console.error(error);
        }
      `,
      errors: [{ messageId: "notListening", line: 5, suggestions: [] }],
    },
    {
      name: "suggestion: a throw that the caller would see",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        function up() {
          const server = http.createServer();
          server.listen(0, 'h');
          if (server.address().port === 80) throw new Error('taken');
        }
        export function boot() {
          up();
          return 1;
        }
      `,
      errors: [{ messageId: "notListening", line: 5, suggestions: [] }],
    },
    {
      name: "suggestion: what callers of an async function wait for is not moved away",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        import { register } from './registry.js';
        export async function up() {
          const server = http.createServer();
          server.listen(0, 'h');
          register(server.address().port);
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { register } from './registry.js';
              import { once } from 'node:events';
              export async function up() {
                const server = http.createServer();
                server.listen(0, 'h');
                await once(server, 'listening');
                register(server.address().port);
              }
            ` },
        ] },
      ],
    },
    {
      name: "suggestion: require in CommonJS, behind the directive",
      filename: "file.cjs",
      languageOptions: { parserOptions: { sourceType: "script" } },
      code: code`
        'use strict';
        module.exports = async function () {
          const server = require('http').createServer();
          server.listen(0, 'h');
          return server.address().port;
        };
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              'use strict';
              const { once } = require('events');
              module.exports = async function () {
                const server = require('http').createServer();
                server.listen(0, 'h');
                await once(server, 'listening');
                return server.address().port;
              };
            ` },
        ] },
      ],
    },
    {
      name: "suggestion: a require that stands before the first use",
      filename: "file.cjs",
      languageOptions: { parserOptions: { sourceType: "script" } },
      code: code`
        const http = require('http');
        main();
        async function main() {
          const server = http.createServer();
          server.listen(0, 'h');
          return server.address().port;
        }
        const fs = require('fs');
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              const http = require('http');
              const { once } = require('events');
              main();
              async function main() {
                const server = http.createServer();
                server.listen(0, 'h');
                await once(server, 'listening');
                return server.address().port;
              }
              const fs = require('fs');
            ` },
        ] },
      ],
    },
    {
      name: "suggestion: nothing that is moved may change on the way",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export async function up(host) {
          const server = http.createServer();
          let label = 'a';
          console.log(label, server.address()?.port);
          label = 'b';
          await new Promise((r) => server.listen(0, host, r));
          return label;
        }
      `,
      errors: [{ messageId: "neverStarted", line: 5, suggestions: [] }],
    },
    {
      name: "suggestion: no way out between the read and the wait",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export async function up(host) {
          const server = http.createServer();
          console.log(server.address().port);
          server.listen(0, host);
          if (host === 'x') return;
          await once(server, 'listening');
        }
      `,
      errors: [{ messageId: "neverStarted", line: 5, suggestions: [] }],
    },
    {
      name: "suggestion: directives stay first",
      filename: "file.ts",
      options: [{ report: "potential" }],
      settings: { "startup-order": { versions: { express: "5" } } },
      code: code`
        import express from 'express';
        const server = express().listen(0, function () {
          'use strict';
          console.log(server.address().port);
        });
      `,
      errors: [
        { messageId: "uncheckedError", line: 4, suggestions: [
            { messageId: "throwErrorFirst", output: code`
              import express from 'express';
              const server = express().listen(0, function (error) {
                'use strict';
                if (error) throw error;
                console.log(server.address().port);
              });
            ` },
        ] },
      ],
    },
    {
      name: "listen.call",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        export function up() {
          const server = http.createServer();
          server.listen.call(server, 0, 'h');
          return server.address().port;
        }
      `,
      errors: [{ messageId: "notListening", line: 5, suggestions: [] }],
    },
    {
      name: "isPrimary by its own name",
      filename: "file.ts",
      code: code`
        import { isPrimary } from 'node:cluster';
        import http from 'node:http';
        export function up() {
          if (isPrimary) return 0;
          const server = http.createServer();
          server.listen(0);
          return server.address().port;
        }
      `,
      errors: [{ messageId: "notListening", line: 7, suggestions: [] }],
    },
  ],
});

describe("no-early-address: hard cases, odd and large files", () => {
  const linter = new Linter({ configType: "flat" });
  const head = "import http from 'node:http';\nconst server = http.createServer();\n";
  const verify = (text: string) => linter.verify(text, { files: ["**/*.js"], plugins: { own: { rules: { "no-early-address": rule as never } } }, rules: { "own/no-early-address": ["error", { report: "potential" }] } }, "file.js");
  const times = (n: number, make: (i: number) => string) => Array.from({ length: n }, (_, i) => make(i)).join("\n");

  it("2,000 functions that call one another in a row", () => {
    verify(`${head}${times(2000, (i) => `function f${i}() { ${i < 1999 ? `f${i + 1}()` : "server.address().port"}; }`)}\nf0();`);
  });
  it("500 functions that call each other crosswise", () => {
    verify(`${head}function r() { return server.address().port; }\n${times(500, (i) => `function f${i}() { f${(i * 7 + 1) % 500}(); f${(i * 13 + 5) % 500}(); r(); }`)}\nf0();`);
  });
  it("500 methods that call one another", () => {
    verify(`import http from 'node:http';\nclass A { constructor() { this.server = http.createServer(); }\n${times(500, (i) => `m${i}() { this.x${i} = this.server; this.m${(i + 1) % 500}(); return this.server.address().port; }`)} }\nnew A().m0();`);
  });
  it("2,000 aliases used before they are declared", () => {
    verify(`import http from 'node:http';\nconsole.log(a0.address().port);\n${times(2000, (i) => `var a${i} = a${i + 1};`)}\nvar a2000 = http.createServer();`);
  });
  it("a promise that resolves with itself", () => {
    verify(`${head}const p = new Promise((r) => r(p)); await p; server.address();`);
  });
  it("21 functions that each return the one before in two places", () => {
    const start = performance.now();
    verify(`${head}function f0() { return new Promise((r) => server.listen(0, r)); }\n${times(21, (i) => `function f${i + 1}(x) { if (x) return f${i}(x); return f${i}(); }`)}\nawait f21(); console.log(server.address().port);`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
  it("nine functions with five calls of the next inside an executor", () => {
    const start = performance.now();
    verify(`${head}await new Promise((resolve) => {\n${times(9, (i) => `function f${i}() { ${(i < 8 ? `f${i + 1}();` : "resolve();").repeat(5)} }`)}\nf0(); });\nconsole.log(server.address().port);`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
