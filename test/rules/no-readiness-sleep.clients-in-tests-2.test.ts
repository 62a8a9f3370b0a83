import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "sleep between shutdown and boot",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { boot } from './boot';
        import { test, expect } from 'vitest';
        import { setTimeout } from 'timers/promises';
        test('keeps its data across restarts', async () => {
          let db = await boot({ dir: 'tmp/db' });
          await db.put('a', '1');
          await db.shutdown();
          await setTimeout(1000);
          db = await boot({ dir: 'tmp/db' });
          expect(await db.get('a')).toBe('1');
          await db.shutdown();
        });
      `,
    },
    {
      name: "end of mocha before, producer and topic: not certain",
      filename: "file.ts",
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
    },
    {
      name: "unknown client factory adjacent: not certain",
      filename: "file.ts",
      code: code`
        import { TelemetryClient } from '../src/telemetry-client';
        import { expect, it } from 'vitest';
        import { sleep } from './sleep';
        it('counts one event', async () => {
          const telemetry = new TelemetryClient('tcp://localhost:6000');
          await sleep(100);
          telemetry.event('click');
          expect(await telemetry.flush()).toBe(1);
        });
      `,
    },
    {
      name: "unknown create provider adjacent: not certain",
      filename: "file.ts",
      code: code`
        import { createProvider } from './provider';
        import { test } from 'node:test';
        import assert from 'node:assert/strict';
        import { setTimeout as delay } from 'node:timers/promises';
        test('gives the chain id', async () => {
          const provider = createProvider('ws://localhost:8546');
          await delay(250);
          assert.equal(await provider.chainId(), 1337);
        });
      `,
    },
    {
      name: "the client terminates, the server forgets it",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer, WebSocket } from 'ws';
        import { once } from 'node:events';
        import { test } from 'node:test';
        import assert from 'node:assert/strict';
        import { setTimeout as sleep } from 'node:timers/promises';
        test('server forgets clients', async () => {
          const wss = new WebSocketServer({ port: 9333 });
          const ws = new WebSocket('ws://localhost:9333');
          await once(ws, 'open');
          ws.terminate();
          await sleep(100);
          assert.equal(wss.clients.size, 0);
          wss.close();
        });
      `,
    },
    {
      name: "new consumer client of an unknown package, first act of the test: not certain",
      filename: "file.ts",
      code: code`
        import { QueueClient } from 'tiny-queue';
        import { delay } from './delay';
        describe('tiny queue', () => {
          it('takes a job', async () => {
            const q = new QueueClient('localhost:7000');
            await delay(120);
            expect(await q.push('a')).to.equal(1);
            q.close();
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "unknown client factory adjacent",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { TelemetryClient } from '../src/telemetry-client';
        import { expect, it } from 'vitest';
        import { sleep } from './sleep';
        it('counts one event', async () => {
          const telemetry = new TelemetryClient('tcp://localhost:6000');
          await sleep(100);
          telemetry.event('click');
          expect(await telemetry.flush()).toBe(1);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "unknown create provider adjacent",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createProvider } from './provider';
        import { test } from 'node:test';
        import assert from 'node:assert/strict';
        import { setTimeout as delay } from 'node:timers/promises';
        test('gives the chain id', async () => {
          const provider = createProvider('ws://localhost:8546');
          await delay(250);
          assert.equal(await provider.chainId(), 1337);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { createProvider } from './provider';
              import { test } from 'node:test';
              import assert from 'node:assert/strict';
              import { setTimeout as delay } from 'node:timers/promises';
              test('gives the chain id', async () => {
                const provider = createProvider('ws://localhost:8546');
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    assert.equal(await provider.chainId(), 1337);
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
    {
      name: "ws client from the server's test, sleep for the server's connection event",
      filename: "file.ts",
      code: code`
        import { WebSocketServer, WebSocket } from 'ws';
        import { test } from 'node:test';
        import assert from 'node:assert/strict';
        import { setTimeout as sleep } from 'node:timers/promises';
        test('server counts clients', async () => {
          const wss = new WebSocketServer({ port: 9333 });
          const ws = new WebSocket('ws://localhost:9333');
          await sleep(100);
          assert.equal(wss.clients.size, 1);
          ws.terminate();
          wss.close();
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitReady", output: code`
              import { WebSocketServer, WebSocket } from 'ws';
              import { test } from 'node:test';
              import assert from 'node:assert/strict';
              import { setTimeout as sleep } from 'node:timers/promises';
              import { once } from 'node:events';
              test('server counts clients', async () => {
                const wss = new WebSocketServer({ port: 9333 });
                const ws = new WebSocket('ws://localhost:9333');
                await once(ws, 'open');
                assert.equal(wss.clients.size, 1);
                ws.terminate();
                wss.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "new consumer client of an unknown package, first act of the test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { QueueClient } from 'tiny-queue';
        import { delay } from './delay';
        describe('tiny queue', () => {
          it('takes a job', async () => {
            const q = new QueueClient('localhost:7000');
            await delay(120);
            expect(await q.push('a')).to.equal(1);
            q.close();
          });
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "electron app launched by playwright, then a sleep",
      filename: "file.ts",
      code: code`
        import { _electron as electron } from 'playwright';
        import { test, expect } from '@playwright/test';
        test('shows the editor', async () => {
          const shell = await electron.launch({ args: ['main.js'] });
          await new Promise((r) => setTimeout(r, 3000));
          const win = await shell.firstWindow();
          expect(await win.title()).toBe('Editor');
        });
      `,
      errors: [
        { messageId: "needless", line: 5, suggestions: [
            { messageId: "removeSleep", output: code`
              import { _electron as electron } from 'playwright';
              import { test, expect } from '@playwright/test';
              test('shows the editor', async () => {
                const shell = await electron.launch({ args: ['main.js'] });
                const win = await shell.firstWindow();
                expect(await win.title()).toBe('Editor');
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same without time in the title",
      filename: "file.ts",
      code: code`
        it('lists groups', async () => {
          broker = new Broker({ pool });
          await broker.connect();
          await wait(1000);
          expect(await broker.listGroups()).toHaveLength(2);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              it('lists groups', async () => {
                broker = new Broker({ pool });
                await broker.connect();
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    expect(await broker.listGroups()).toHaveLength(2);
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
    {
      name: "room without a clock",
      filename: "file.ts",
      code: code`
        it('knows its players', async () => {
          class MyRoom extends Room {
            onJoin(id) { this.players.push(id); }
          }
          const client = await startClient(MyRoom);
          await client.connect();
          await timeout(110);
          assert.strictEqual(client.players.length, 1);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              it('knows its players', async () => {
                class MyRoom extends Room {
                  onJoin(id) { this.players.push(id); }
                }
                const client = await startClient(MyRoom);
                await client.connect();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    assert.strictEqual(client.players.length, 1);
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
    {
      name: "event source opened, then an event is sent",
      filename: "file.ts",
      code: code`
        it('streams', async () => {
          const es = new EventSource(\`\${base}/events\`);
          es.onmessage = (e) => seen.push(e.data);
          await sleep(100);
          await fetch(\`\${base}/emit\`, { method: 'POST' });
          await vi.waitFor(() => expect(seen).toEqual(['x']));
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              it('streams', async () => {
                const es = new EventSource(\`\${base}/events\`);
                es.onmessage = (e) => seen.push(e.data);
                await new Promise((resolve, reject) => {
                  es.addEventListener('open', resolve, { once: true });
                  es.addEventListener('error', () => reject(new Error('es has failed')), { once: true });
                });
                await fetch(\`\${base}/emit\`, { method: 'POST' });
                await vi.waitFor(() => expect(seen).toEqual(['x']));
              });
            ` },
          ] },
      ],
    },
  ],
});
