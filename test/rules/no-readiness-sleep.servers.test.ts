import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "start() returns when listening",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        export class StatusServer {
          server = http.createServer((_, res) => res.end('ok'));
          async start(port) {
            this.server.listen(port);
            await once(this.server, 'listening');
          }
        }
      `,
    },
    {
      name: "stop() returns a timer promise",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:net';
        export class EchoServer {
          #server = createServer((s) => s.pipe(s));
          stop(): Promise<void> {
            this.#server.close();
            return new Promise((resolve) => setTimeout(resolve, 50));
          }
        }
      `,
    },
    {
      name: "express server closed after the delay",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        import { expect, it } from 'vitest';
        import { delay } from 'es-toolkit';
        it('can be closed', async () => {
          const app = express();
          const server = app.listen(4555);
          await delay(200);
          server.close();
          expect(server.listening).toBe(false);
        });
      `,
    },
    {
      name: "fastify ready, sleep in the route",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import Fastify from 'fastify';
        import { test } from 'tap';
        import { plugin } from '../plugin.js';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('aborts slow requests', async (t) => {
          const app = Fastify();
          app.register(plugin);
          app.get('/slow', async () => {
            await sleep(30);
            return 'late';
          });
          await app.ready();
          const res = await app.inject('/slow');
          t.equal(res.statusCode, 200);
          await app.close();
        });
      `,
    },
    {
      name: "nest app closes, afterAll sleeps",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { NestFactory } from '@nestjs/core';
        import type { INestApplication } from '@nestjs/common';
        import request from 'supertest';
        import { AppModule } from '../src/app.module';
        describe('Cats (e2e)', () => {
          let app: INestApplication;
          beforeAll(async () => {
            app = await NestFactory.create(AppModule);
            await app.listen(0);
          });
          afterAll(async () => {
            await app.close();
            await new Promise((r) => setTimeout(r, 1000));
          });
          it('GET /cats', () => request(app.getHttpServer()).get('/cats').expect(200));
        });
      `,
    },
    {
      name: "vite restarted file, effect wait",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'vite';
        import { writeFile } from 'node:fs/promises';
        const vite = await createServer({ root: 'playground' });
        await vite.listen();
        await writeFile('playground/a.css', 'a{}');
        await new Promise((r) => setTimeout(r, 2000));
        console.log(vite.moduleGraph.idToModuleMap.size);
        await vite.close();
      `,
    },
    {
      name: "relay's time-out is the delay",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startRelay } from './relay-harness';
        import { expect, it } from 'vitest';
        import { wait } from './wait';
        it('drops silent peers', async () => {
          const relay = await startRelay({ upstream: 'ws://localhost:9800', silenceMs: 300 });
          await wait(300);
          expect(relay.peers()).toEqual([]);
          await relay.stop();
        });
      `,
    },
    {
      name: "hook awaits start alone",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { TestServer } from './test-server';
        import { describe, it, expect, beforeAll } from '@jest/globals';
        describe('reports', () => {
          let server: TestServer;
          beforeAll(async () => {
            server = new TestServer();
            await server.start();
          });
          it('lists reports', async () => {
            expect(await server.client().list()).toEqual([]);
          });
        });
      `,
    },
    {
      name: "unknown make server adjacent: not certain",
      filename: "file.ts",
      code: code`
        import { makeServer } from './server-kit.js';
        const wait = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function withKit(fn) {
          const server = makeServer({ routes: ['/a'] });
          await wait(100);
          await fn(server.url);
          server.close();
        }
      `,
    },
    {
      name: "sleeps stand between the closing calls",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startRpcServer } from './rpc-server';
        import { RpcClient } from './rpc-client';
        import { test, expect } from 'vitest';
        import { setTimeout as nap } from 'node:timers/promises';
        test('adds', async () => {
          const server = await startRpcServer();
          const client = new RpcClient(server.url);
          await client.connect();
          expect(await client.call('add', 1, 2)).toBe(3);
          await client.close();
          await nap(100);
          await server.stop();
          await nap(100);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "listen behind which start() sleeps",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        import { sleep } from './sleep.js';
        export class StatusServer {
          server = http.createServer((_, res) => res.end('ok'));
          async start(port) {
            this.server.listen(port);
            await sleep(100);
          }
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { sleep } from './sleep.js';
              import { once } from 'node:events';
              export class StatusServer {
                server = http.createServer((_, res) => res.end('ok'));
                async start(port) {
                  this.server.listen(port);
                  await once(this.server, 'listening');
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "listen and returned timer promise in a private field server",
      filename: "file.ts",
      code: code`
        import { createServer } from 'node:net';
        export class EchoServer {
          #server = createServer((s) => s.pipe(s));
          listen(port: number): Promise<void> {
            this.#server.listen(port, '127.0.0.1');
            return new Promise((resolve) => setTimeout(resolve, 50));
          }
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "returnReady", output: code`
              import { createServer } from 'node:net';
              import { once } from 'node:events';
              export class EchoServer {
                #server = createServer((s) => s.pipe(s));
                listen(port: number): Promise<void> {
                  this.#server.listen(port, '127.0.0.1');
                  return once(this.#server, 'listening').then(() => undefined);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "express app in a test, hostless listen and sleep",
      filename: "file.ts",
      code: code`
        import express from 'express';
        import { expect, it } from 'vitest';
        import { delay } from 'es-toolkit';
        it('serves the index', async () => {
          const app = express();
          app.get('/', (_req, res) => { res.send('hi'); });
          const server = app.listen(4555);
          await delay(200);
          const res = await fetch('http://localhost:4555/');
          expect(await res.text()).toBe('hi');
          server.close();
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitReady", output: code`
              import express from 'express';
              import { expect, it } from 'vitest';
              import { delay } from 'es-toolkit';
              import { once } from 'node:events';
              it('serves the index', async () => {
                const app = express();
                app.get('/', (_req, res) => { res.send('hi'); });
                const server = app.listen(4555);
                await once(server, 'listening');
                const res = await fetch('http://localhost:4555/');
                expect(await res.text()).toBe('hi');
                server.close();
              });
            ` },
            { messageId: "probeFirst", output: code`
              import express from 'express';
              import { expect, it } from 'vitest';
              import { delay } from 'es-toolkit';
              it('serves the index', async () => {
                const app = express();
                app.get('/', (_req, res) => { res.send('hi'); });
                const server = app.listen(4555);
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:4555/', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:4555/ does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const res = await fetch('http://localhost:4555/');
                expect(await res.text()).toBe('hi');
                server.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "fastify ready awaited and a sleep",
      filename: "file.ts",
      code: code`
        import Fastify from 'fastify';
        import { test } from 'tap';
        import { plugin } from '../plugin.js';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('decorates', async (t) => {
          const app = Fastify();
          app.register(plugin);
          await app.ready();
          await sleep(30);
          t.ok(app.hasDecorator('mailer'));
          await app.close();
        });
      `,
      errors: [
        { messageId: "needless", line: 9, suggestions: [
            { messageId: "removeSleep", output: code`
              import Fastify from 'fastify';
              import { test } from 'tap';
              import { plugin } from '../plugin.js';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              test('decorates', async (t) => {
                const app = Fastify();
                app.register(plugin);
                await app.ready();
                t.ok(app.hasDecorator('mailer'));
                await app.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "nest app listens, jest e2e",
      filename: "file.ts",
      code: code`
        import { NestFactory } from '@nestjs/core';
        import type { INestApplication } from '@nestjs/common';
        import request from 'supertest';
        import { AppModule } from '../src/app.module';
        describe('Cats (e2e)', () => {
          let app: INestApplication;
          beforeAll(async () => {
            app = await NestFactory.create(AppModule);
            await app.listen(0);
            await new Promise((r) => setTimeout(r, 1000));
          });
          afterAll(() => app.close());
          it('GET /cats', () => request(app.getHttpServer()).get('/cats').expect(200));
        });
      `,
      errors: [
        { messageId: "needless", line: 10, suggestions: [
            { messageId: "removeSleep", output: code`
              import { NestFactory } from '@nestjs/core';
              import type { INestApplication } from '@nestjs/common';
              import request from 'supertest';
              import { AppModule } from '../src/app.module';
              describe('Cats (e2e)', () => {
                let app: INestApplication;
                beforeAll(async () => {
                  app = await NestFactory.create(AppModule);
                  await app.listen(0);
                });
                afterAll(() => app.close());
                it('GET /cats', () => request(app.getHttpServer()).get('/cats').expect(200));
              });
            ` },
          ] },
      ],
    },
    {
      name: "vite dev server awaited listen",
      filename: "file.ts",
      code: code`
        import { createServer } from 'vite';
        import { chromium } from 'playwright';
        const vite = await createServer({ root: 'playground' });
        await vite.listen();
        await new Promise((r) => setTimeout(r, 2000));
        const browser = await chromium.launch();
        const page = await browser.newPage();
        await page.goto(vite.resolvedUrls.local[0]);
      `,
      errors: [
        { messageId: "needless", line: 5, suggestions: [
            { messageId: "removeSleep", output: code`
              import { createServer } from 'vite';
              import { chromium } from 'playwright';
              const vite = await createServer({ root: 'playground' });
              await vite.listen();
              const browser = await chromium.launch();
              const page = await browser.newPage();
              await page.goto(vite.resolvedUrls.local[0]);
            ` },
          ] },
      ],
    },
    {
      name: "imported start helper, value kept",
      filename: "file.ts",
      code: code`
        import { startRelay } from './relay-harness';
        import { expect, it } from 'vitest';
        import { wait } from './wait';
        it('forwards frames', async () => {
          const relay = await startRelay({ upstream: 'ws://localhost:9800' });
          await wait(300);
          const frames = await relay.collect(3);
          expect(frames).toHaveLength(3);
          await relay.stop();
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { startRelay } from './relay-harness';
              import { expect, it, vi } from 'vitest';
              import { wait } from './wait';
              it('forwards frames', async () => {
                const relay = await startRelay({ upstream: 'ws://localhost:9800' });
                await vi.waitFor(async () => {
                  const frames = await relay.collect(3);
                  expect(frames).toHaveLength(3);
                }, { timeout: 1500 });
                await relay.stop();
              });
            ` },
          ] },
      ],
    },
    {
      name: "grpc-like test server started awaited, then sleep in test",
      filename: "file.ts",
      code: code`
        import { TestServer } from './test-server';
        import { describe, it, expect, beforeAll } from '@jest/globals';
        import { delay } from './time';
        describe('reports', () => {
          let server: TestServer;
          beforeAll(async () => {
            server = new TestServer();
            await server.start();
            await delay(500);
          });
          it('lists reports', async () => {
            expect(await server.client().list()).toEqual([]);
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 9, suggestions: [] },
      ],
    },
    {
      name: "unknown make server adjacent",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { makeServer } from './server-kit.js';
        const wait = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function withKit(fn) {
          const server = makeServer({ routes: ['/a'] });
          await wait(100);
          await fn(server.url);
          server.close();
        }
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "server and client, each followed by a sleep",
      filename: "file.ts",
      code: code`
        import { startRpcServer } from './rpc-server';
        import { RpcClient } from './rpc-client';
        import { test, expect } from 'vitest';
        import { setTimeout as nap } from 'node:timers/promises';
        test('adds', async () => {
          const server = await startRpcServer();
          await nap(100);
          const client = new RpcClient(server.url);
          await client.connect();
          await nap(100);
          expect(await client.call('add', 1, 2)).toBe(3);
          await client.close();
          await server.stop();
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [] },
        { messageId: "guessBehindAwait", line: 10, suggestions: [] },
      ],
    },
    {
      name: "nested describes, hook starts, inner hook sleeps",
      filename: "file.ts",
      code: code`
        describe('gateway', () => {
          let gateway: Gateway;
          beforeAll(async () => { gateway = new Gateway(); await gateway.start(); });
          describe('routing', () => {
            beforeEach(async () => { await sleep(500); });
            it('routes', async () => { expect(await gateway.route('/a')).toBe('a'); });
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              describe('gateway', () => {
                let gateway: Gateway;
                beforeAll(async () => { gateway = new Gateway(); await gateway.start(); });
                describe('routing', () => {
                  beforeEach(async () => { for (const deadline = Date.now() + 1500; ; ) {
                    try {
                      expect(await gateway.route('/a')).toBe('a');
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  } });
                  it('routes', async () => { expect(await gateway.route('/a')).toBe('a'); });
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "ava, server start returns nothing",
      filename: "file.ts",
      code: code`
        import test from 'ava';
        test('serves', async (t) => {
          const server = new AssetServer();
          server.start();
          await delay(100);
          const res = await fetch(server.url);
          t.is(res.status, 200);
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import test from 'ava';
              test('serves', async (t) => {
                const server = new AssetServer();
                server.start();
                for (const deadline = Date.now() + 30_000; !(await fetch(server.url, { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`\${server.url} does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const res = await fetch(server.url);
                t.is(res.status, 200);
              });
            ` },
          ] },
      ],
    },
    {
      name: "start in a try",
      filename: "file.ts",
      code: code`
        test('health', async () => {
          const app = createApp();
          try {
            app.start();
            await sleep(250);
            expect((await get(app.url)).ok).toBe(true);
          } finally {
            await app.stop();
          }
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              test('health', async () => {
                const app = createApp();
                try {
                  app.start();
                  for (const deadline = Date.now() + 1500; ; ) {
                    try {
                      expect((await get(app.url)).ok).toBe(true);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                } finally {
                  await app.stop();
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "start in a condition",
      filename: "file.ts",
      code: code`
        async function ensureBroker() {
          if (!broker) {
            broker = launchBroker();
            await sleep(1500);
          }
          return broker.url;
        }
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "language server restarted by a command",
      filename: "file.ts",
      code: code`
        test('diagnostics come back', async () => {
          const server = new LanguageServer();
          await server.restart();
          await pause(1500);
          expect(await server.diagnostics('a.ts')).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              test('diagnostics come back', async () => {
                const server = new LanguageServer();
                await server.restart();
                for (const deadline = Date.now() + 3000; ; ) {
                  try {
                    expect(await server.diagnostics('a.ts')).toHaveLength(1);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
  ],
});
