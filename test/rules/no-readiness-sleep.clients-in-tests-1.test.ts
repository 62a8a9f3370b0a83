import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "electron first window awaited",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { test, expect, _electron as electron } from '@playwright/test';
        test('main window shows the editor', async () => {
          const app = await electron.launch({ args: ['.'] });
          const win = await app.firstWindow();
          await expect(win.locator('.editor')).toBeVisible();
          await app.close();
        });
      `,
    },
    {
      name: "ws client awaits open, delay of the reply",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import WebSocket from 'ws';
        import { once } from 'node:events';
        import { expect, test } from 'vitest';
        test('echoes', async () => {
          const socket = new WebSocket('ws://localhost:4100/echo');
          const got: string[] = [];
          socket.on('message', (d) => got.push(String(d)));
          await once(socket, 'open');
          socket.send('hello');
          await new Promise((r) => setTimeout(r, 500));
          expect(got).toEqual(['hello']);
          socket.close();
        });
      `,
    },
    {
      name: "socket.io client is disconnected next",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { io } from 'socket.io-client';
        import { sleep } from './sleep';
        describe('lobby', () => {
          it('counts visits', async () => {
            const client = io('http://localhost:3010', { autoConnect: false });
            client.connect();
            await sleep(250);
            client.disconnect();
            expect(await visits()).toBe(1);
          });
        });
        declare function visits(): Promise<number>;
      `,
    },
    {
      name: "net socket destroyed mid-way",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import test from 'node:test';
        import assert from 'node:assert';
        import net from 'node:net';
        import { setTimeout as wait } from 'timers/promises';
        test('server drops a client that goes away', async () => {
          const sock = net.connect(6667, '127.0.0.1');
          await wait(100);
          sock.destroy();
          assert.equal(sock.destroyed, true);
        });
      `,
    },
    {
      name: "start helper, then the topology is polled",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { makeMesh, connectAll } from './mesh';
        import { expect, test, vi } from 'vitest';
        test('routes through two hops', async () => {
          const peers = await makeMesh(3);
          await connectAll(peers);
          await vi.waitFor(() => expect(peers[0].table.size).toBe(2), 1000);
          const path = await peers[0].route(peers[2].id);
          expect(path).toHaveLength(3);
        });
      `,
    },
    {
      name: "hook disconnects, first act of the test sleeps",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { beforeEach, describe, expect, it } from 'vitest';
        import { BrokerClient } from '../src/broker-client';
        import { Helpers } from './helpers';
        describe('broker client', () => {
          let client: BrokerClient;
          beforeEach(async () => {
            client = new BrokerClient({ url: 'nats://localhost' });
            await client.connect();
            await client.disconnect();
          });
          describe('requests', () => {
            it('gets no pong', async () => {
              await Helpers.wait(200);
              await expect(client.request('ping')).rejects.toThrow(/closed/);
            });
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "electron launched by playwright then sleep",
      filename: "file.ts",
      code: code`
        import { test, expect, _electron as electron } from '@playwright/test';
        test('main window shows the editor', async () => {
          const app = await electron.launch({ args: ['.'] });
          await new Promise((resolve) => setTimeout(resolve, 4000));
          const [win] = app.windows();
          await expect(win.locator('.editor')).toBeVisible();
          await app.close();
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { test, expect, _electron as electron } from '@playwright/test';
              test('main window shows the editor', async () => {
                const app = await electron.launch({ args: ['.'] });
                await expect(async () => {
                  const [win] = app.windows();
                  await expect(win.locator('.editor')).toBeVisible();
                }).toPass({ timeout: 8000 });
                await app.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "ws client, sleep instead of open",
      filename: "file.ts",
      code: code`
        import WebSocket from 'ws';
        import { expect, test } from 'vitest';
        test('echoes', async () => {
          const socket = new WebSocket('ws://localhost:4100/echo');
          await new Promise((r) => setTimeout(r, 500));
          socket.send('hello');
          const text = await new Promise((resolve) => socket.once('message', (d) => resolve(String(d))));
          expect(text).toBe('hello');
          socket.close();
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import WebSocket from 'ws';
              import { expect, test } from 'vitest';
              import { once } from 'node:events';
              test('echoes', async () => {
                const socket = new WebSocket('ws://localhost:4100/echo');
                await once(socket, 'open');
                socket.send('hello');
                const text = await new Promise((resolve) => socket.once('message', (d) => resolve(String(d))));
                expect(text).toBe('hello');
                socket.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "socket.io client connect() then emit",
      filename: "file.ts",
      code: code`
        import { io } from 'socket.io-client';
        import { sleep } from './sleep';
        describe('lobby', () => {
          it('announces the room', async () => {
            const client = io('http://localhost:3010', { autoConnect: false });
            client.connect();
            await sleep(250);
            const rooms = await client.emitWithAck('rooms');
            expect(rooms).toContain('lobby');
            client.disconnect();
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitReady", output: code`
              import { io } from 'socket.io-client';
              import { sleep } from './sleep';
              import { once } from 'node:events';
              describe('lobby', () => {
                it('announces the room', async () => {
                  const client = io('http://localhost:3010', { autoConnect: false });
                  client.connect();
                  await once(client, 'connect');
                  const rooms = await client.emitWithAck('rooms');
                  expect(rooms).toContain('lobby');
                  client.disconnect();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "net.connect then write, node:test",
      filename: "file.ts",
      code: code`
        import test from 'node:test';
        import assert from 'node:assert';
        import net from 'node:net';
        import { once } from 'node:events';
        import { setTimeout as wait } from 'timers/promises';
        test('line protocol says hello', async () => {
          const sock = net.connect(6667, '127.0.0.1');
          await wait(100);
          sock.write('NICK a\\r\\n');
          const [line] = await once(sock, 'data');
          assert.match(String(line), /^:server/);
          sock.end();
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitReady", output: code`
              import test from 'node:test';
              import assert from 'node:assert';
              import net from 'node:net';
              import { once } from 'node:events';
              import { setTimeout as wait } from 'timers/promises';
              test('line protocol says hello', async () => {
                const sock = net.connect(6667, '127.0.0.1');
                await once(sock, 'connect');
                sock.write('NICK a\\r\\n');
                const [line] = await once(sock, 'data');
                assert.match(String(line), /^:server/);
                sock.end();
              });
            ` },
          ] },
      ],
    },
    {
      name: "start helper that takes the nodes",
      filename: "file.ts",
      code: code`
        import { makeMesh, connectAll } from './mesh';
        import { expect, test } from 'vitest';
        import { setTimeout as delay } from 'node:timers/promises';
        test('routes through two hops', async () => {
          const peers = await makeMesh(3);
          await connectAll(peers);
          await delay(1000);
          const path = await peers[0].route(peers[2].id);
          expect(path).toHaveLength(3);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { makeMesh, connectAll } from './mesh';
              import { expect, test, vi } from 'vitest';
              import { setTimeout as delay } from 'node:timers/promises';
              test('routes through two hops', async () => {
                const peers = await makeMesh(3);
                await connectAll(peers);
                await vi.waitFor(async () => {
                  const path = await peers[0].route(peers[2].id);
                  expect(path).toHaveLength(3);
                }, { timeout: 2000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "vitest hook connects, first act of the test sleeps",
      filename: "file.ts",
      code: code`
        import { beforeEach, describe, expect, it } from 'vitest';
        import { BrokerClient } from '../src/broker-client';
        import { Helpers } from './helpers';
        describe('broker client', () => {
          let client: BrokerClient;
          beforeEach(async () => {
            client = new BrokerClient({ url: 'nats://localhost' });
            await client.connect();
          });
          describe('requests', () => {
            it('gets a pong', async () => {
              await Helpers.wait(200);
              expect(await client.request('ping')).toBe('pong');
            });
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 12, suggestions: [] },
      ],
    },
    {
      name: "restarted server inside a test",
      filename: "file.ts",
      code: code`
        import { boot } from './boot';
        import { test, expect } from 'vitest';
        import { setTimeout } from 'timers/promises';
        test('keeps its data across restarts', async () => {
          let db = await boot({ dir: 'tmp/db' });
          await db.put('a', '1');
          await db.shutdown();
          db = await boot({ dir: 'tmp/db' });
          await setTimeout(1000);
          expect(await db.get('a')).toBe('1');
          await db.shutdown();
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 9, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { boot } from './boot';
              import { test, expect, vi } from 'vitest';
              import { setTimeout } from 'timers/promises';
              test('keeps its data across restarts', async () => {
                let db = await boot({ dir: 'tmp/db' });
                await db.put('a', '1');
                await db.shutdown();
                db = await boot({ dir: 'tmp/db' });
                await vi.waitFor(async () => {
                  expect(await db.get('a')).toBe('1');
                }, { timeout: 2000 });
                await db.shutdown();
              });
            ` },
          ] },
      ],
    },
    {
      name: "end of mocha before, producer and topic",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from 'kafkajs';
        const kafka = new Kafka({ brokers: ['localhost:9092'] });
        const wait = (ms) => new Promise((r) => setTimeout(r, ms));
        describe('ledger', () => {
          const producer = kafka.producer();
          before(async () => {
            await producer.connect();
            await producer.send({ topic: 'ledger', messages: [{ value: '{}' }] });
            await wait(2000);
          });
          after(() => producer.disconnect());
          it('has an entry', async () => {
            const res = await fetch('http://localhost:7070/ledger');
            expect((await res.json()).length).to.equal(1);
          });
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 9, suggestions: [] },
      ],
    },
  ],
});
