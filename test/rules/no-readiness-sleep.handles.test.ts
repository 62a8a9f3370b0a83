import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what has a handle", rule, {
  valid: [
    {
      name: "a subscription over mqtt that has been acknowledged",
      filename: "file.js",
      code: code`
        import mqtt from 'mqtt';
        import { once } from 'node:events';
        test('delivers', async () => {
          const client = mqtt.connect('mqtt://localhost:1884');
          await once(client, 'connect');
          await new Promise((resolve, reject) => client.subscribe(topic, (error) => (error ? reject(error) : resolve())));
          client.publish(topic, 'on');
          expect(await next(client)).toBe('on');
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a subscription asked for over mqtt",
      filename: "file.js",
      code: code`
        import mqtt from 'mqtt';
        import { once } from 'node:events';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('delivers', async () => {
          const client = mqtt.connect('mqtt://localhost:1884');
          await once(client, 'connect');
          client.subscribe(topic);
          await sleep(100);
          client.publish(topic, 'on');
          expect(await next(client)).toBe('on');
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "confirm", output: code`
              import mqtt from 'mqtt';
              import { once } from 'node:events';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              test('delivers', async () => {
                const client = mqtt.connect('mqtt://localhost:1884');
                await once(client, 'connect');
                await new Promise((resolve, reject) => client.subscribe(topic, (error) => (error ? reject(error) : resolve())));
                client.publish(topic, 'on');
                expect(await next(client)).toBe('on');
              });
            ` },
          ] },
      ],
    },
    {
      name: "a subscription over mqtt with a callback of its own",
      filename: "file.js",
      code: code`
        import mqtt from 'mqtt';
        import { once } from 'node:events';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('delivers', async () => {
          const client = mqtt.connect('mqtt://localhost:1884');
          await once(client, 'connect');
          client.subscribe(topic, granted);
          await sleep(100);
          client.publish(topic, 'on');
          expect(await next(client)).toBe('on');
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a consumer that the broker has confirmed",
      filename: "file.js",
      code: code`
        import amqp from 'amqplib';
        import { sleep } from './util.js';
        it('routes by key', async () => {
          const connection = await amqp.connect('amqp://localhost');
          const channel = await connection.createChannel();
          await channel.consume('orders', (message) => got.push(message));
          // wait for the consumer to be registered
          await sleep(300);
          channel.sendToQueue('orders', Buffer.from('one'));
          await until(() => got.length === 1);
        });
      `,
      errors: [
        { messageId: "needless", line: 8, suggestions: [
            { messageId: "removeSleep", output: code`
              import amqp from 'amqplib';
              import { sleep } from './util.js';
              it('routes by key', async () => {
                const connection = await amqp.connect('amqp://localhost');
                const channel = await connection.createChannel();
                await channel.consume('orders', (message) => got.push(message));
                channel.sendToQueue('orders', Buffer.from('one'));
                await until(() => got.length === 1);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a consumer of amqplib that nobody has awaited",
      filename: "file.js",
      code: code`
        import amqp from 'amqplib';
        import { sleep } from './util.js';
        it('routes by key', async () => {
          const connection = await amqp.connect('amqp://localhost');
          const channel = await connection.createChannel();
          channel.consume('orders', (message) => got.push(message));
          // wait for the consumer to be registered
          await sleep(300);
          channel.sendToQueue('orders', Buffer.from('one'));
          await until(() => got.length === 1);
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "awaitStart", output: code`
              import amqp from 'amqplib';
              import { sleep } from './util.js';
              it('routes by key', async () => {
                const connection = await amqp.connect('amqp://localhost');
                const channel = await connection.createChannel();
                await channel.consume('orders', (message) => got.push(message));
                channel.sendToQueue('orders', Buffer.from('one'));
                await until(() => got.length === 1);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a query that listens, not awaited",
      filename: "file.js",
      code: code`
        import pg from 'pg';
        import { sleep } from './sleep.js';
        export async function listenForJobs(onJob) {
          const client = new pg.Client();
          await client.connect();
          client.on('notification', (n) => onJob(JSON.parse(n.payload)));
          client.query('LISTEN jobs');
          // give LISTEN time to get registered
          await sleep(200);
          await client.query('SELECT enqueue_backlog()');
          return client;
        }
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "awaitStart", output: code`
              import pg from 'pg';
              import { sleep } from './sleep.js';
              export async function listenForJobs(onJob) {
                const client = new pg.Client();
                await client.connect();
                client.on('notification', (n) => onJob(JSON.parse(n.payload)));
                await client.query('LISTEN jobs');
                await client.query('SELECT enqueue_backlog()');
                return client;
              }
            ` },
          ] },
      ],
    },
    {
      name: "asked first, started, and not asked again",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { isRunning, rpc } from './rpc.js';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function query(sql) {
          if (!(await isRunning())) {
            spawn('engine', ['serve'], { detached: true, stdio: 'ignore' }).unref();
            await sleep(500);
          }
          return rpc('query', { sql });
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "readAgain", output: code`
              import { spawn } from 'node:child_process';
              import { isRunning, rpc } from './rpc.js';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              export async function query(sql) {
                if (!(await isRunning())) {
                  spawn('engine', ['serve'], { detached: true, stdio: 'ignore' }).unref();
                  for (const deadline = Date.now() + 30_000; !(await isRunning()); ) {
                    if (Date.now() > deadline) throw new Error('isRunning() is still false');
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
                return rpc('query', { sql });
              }
            ` },
          ] },
      ],
    },
    {
      name: "the question has to do with something else",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { rpc } from './rpc.js';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function query(sql, remote) {
          if (!remote) {
            spawn('engine', ['serve'], { detached: true, stdio: 'ignore' }).unref();
            await sleep(500);
          }
          return rpc('query', { sql });
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a hook goes on by a timer, and the tests know the URL",
      filename: "file.js",
      code: code`
        const { exec } = require('child_process');
        const { expect } = require('chai');
        describe('contract tests', () => {
          let stub;
          before((done) => {
            stub = exec('node stub-server.js');
            // give the stub server a moment to start
            setTimeout(done, 2000);
          });
          after(() => stub.kill());
          it('lists orders', async () => {
            const res = await fetch('http://localhost:9009/orders');
            expect(res.status).to.equal(200);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "probeFirst", output: code`
              const { exec } = require('child_process');
              const { expect } = require('chai');
              describe('contract tests', () => {
                let stub;
                before((done) => {
                  stub = exec('node stub-server.js');
                  void (async () => {
                    for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:9009/orders', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                      if (Date.now() > deadline) throw new Error('http://localhost:9009/orders does not answer');
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  })().then(() => done(), done);
                });
                after(() => stub.kill());
                it('lists orders', async () => {
                  const res = await fetch('http://localhost:9009/orders');
                  expect(res.status).to.equal(200);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a promise that a timer fulfils behind a spawn",
      filename: "file.js",
      code: code`
        import { spawn } from 'child_process';
        export function startLocalstack() {
          return new Promise((resolve) => {
            const child = spawn('localstack', ['start']);
            // allow localstack to come up
            setTimeout(() => resolve(child), 15000);
          });
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from 'child_process';
              export function startLocalstack() {
                return new Promise((resolve, reject) => {
                  const child = spawn('localstack', ['start']);
                  void (async () => {
                    await new Promise((resolve, reject) => {
                      let output = '';
                      const settle = (error) => {
                        clearTimeout(timer);
                        child.stdout.off('data', look).resume();
                        child.off('exit', fail).off('error', settle);
                        if (error) reject(error);
                        else resolve();
                      };
                      const look = (chunk) => {
                        output += String(chunk);
                        if (/ready|listening|started/i.test(output)) settle();
                      };
                      const fail = () => settle(new Error('child has ended, or was not ready in time'));
                      const timer = setTimeout(fail, 30_000);
                      child.stdout.on('data', look);
                      child.once('exit', fail).once('error', settle);
                    });
                  })().then(() => resolve(child), reject);
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a timer whose failure nobody would learn of",
      filename: "file.js",
      code: code`
        import { spawn } from 'child_process';
        export function startLocalstack(callback) {
          const child = spawn('localstack', ['start']);
          // allow localstack to come up
          setTimeout(() => callback.call(null, child), 15000);
        }
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a page that goes where the dev server will be",
      filename: "file.ts",
      code: code`
        import { execa } from 'execa';
        import puppeteer from 'puppeteer';
        import { setTimeout as wait } from 'node:timers/promises';
        const dev = execa('npm', ['run', 'dev'], { stdio: 'inherit' });
        await wait(6000);
        const browser = await puppeteer.launch();
        const tab = await browser.newPage();
        await tab.goto('http://localhost:5173');
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { execa } from 'execa';
              import puppeteer from 'puppeteer';
              import { setTimeout as wait } from 'node:timers/promises';
              const dev = execa('npm', ['run', 'dev'], { stdio: 'inherit' });
              for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:5173', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                if (Date.now() > deadline) throw new Error('http://localhost:5173 does not answer');
                await new Promise((resolve) => setTimeout(resolve, 100));
              }
              const browser = await puppeteer.launch();
              const tab = await browser.newPage();
              await tab.goto('http://localhost:5173');
            ` },
          ] },
      ],
    },
    {
      name: "the URL of what was started",
      filename: "file.js",
      code: code`
        import { AssetServer } from '../asset-server.js';
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
              import { AssetServer } from '../asset-server.js';
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
      name: "a subscription of libp2p that has to reach the publisher",
      filename: "file.js",
      code: code`
        import { delay } from './delay.js';
        export async function greet(a, b, topic) {
          b.pubsub.subscribe(topic);
          // wait for subscriptions to propagate
          await delay(1000);
          await a.pubsub.publish(topic, new TextEncoder().encode('hello'));
        }
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "askSubscribers", output: code`
              import { delay } from './delay.js';
              export async function greet(a, b, topic) {
                b.pubsub.subscribe(topic);
                for (const deadline = Date.now() + 30_000; (await a.pubsub.getSubscribers(topic)).length === 0; ) {
                  if (Date.now() > deadline) throw new Error('the subscription did not arrive in time');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await a.pubsub.publish(topic, new TextEncoder().encode('hello'));
              }
            ` },
          ] },
      ],
    },
    {
      name: "two subscriptions of libp2p",
      filename: "file.js",
      code: code`
        import { delay } from './delay.js';
        export async function greet(a, b, c) {
          b.services.pubsub.subscribe('news');
          c.services.pubsub.subscribe('news');
          // wait for subscriptions to propagate
          await delay(1000);
          await a.services.pubsub.publish('news', new TextEncoder().encode('hello'));
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "askSubscribers", output: code`
              import { delay } from './delay.js';
              export async function greet(a, b, c) {
                b.services.pubsub.subscribe('news');
                c.services.pubsub.subscribe('news');
                for (const deadline = Date.now() + 30_000; (await a.services.pubsub.getSubscribers('news')).length < 2; ) {
                  if (Date.now() > deadline) throw new Error('the subscription did not arrive in time');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await a.services.pubsub.publish('news', new TextEncoder().encode('hello'));
              }
            ` },
          ] },
      ],
    },
    {
      name: "one who subscribes and publishes by itself",
      filename: "file.js",
      code: code`
        import { delay } from './delay.js';
        export async function greet(a, topic) {
          a.pubsub.subscribe(topic);
          // wait for subscriptions to propagate
          await delay(1000);
          await a.pubsub.publish(topic, new TextEncoder().encode('hello'));
        }
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a mock that is made to forget what has come in the meantime",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('a subscriber sees a write', async () => {
          const node = await createNode();
          const send = jest.fn();
          node.handle({ send }, { type: 'SUBSCRIBE', map: 'users' });
          // Wait for the subscription to be registered
          await sleep(500);
          send.mockClear();
          await node.write('users', 'u1', { name: 'Ada' });
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "awaitCall", output: code`
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              test('a subscriber sees a write', async () => {
                const node = await createNode();
                const send = jest.fn();
                node.handle({ send }, { type: 'SUBSCRIBE', map: 'users' });
                for (const deadline = Date.now() + 1500; send.mock.calls.length === 0; ) {
                  if (Date.now() > deadline) throw new Error('send has not been called in time');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                send.mockClear();
                await node.write('users', 'u1', { name: 'Ada' });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a mock that nothing was given",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('a subscriber sees a write', async () => {
          const node = await createNode();
          const send = jest.fn();
          node.handle({ type: 'SUBSCRIBE', map: 'users' });
          // Wait for the subscription to be registered
          await sleep(500);
          send.mockClear();
          await node.write('users', 'u1', { name: 'Ada' });
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
    {
      name: "sent when the peers may not know each other",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('a broadcast arrives', async () => {
          const a = new Peer('a');
          const b = new Peer('b');
          await a.start();
          await b.start();
          // wait for connection
          await sleep(200);
          let isReceived = false;
          b.on('message', () => { isReceived = true; });
          a.broadcast('hello');
          await sleep(100);
          expect(isReceived).toBe(true);
          await a.stop();
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "sendAgain", output: code`
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              test('a broadcast arrives', async () => {
                const a = new Peer('a');
                const b = new Peer('b');
                await a.start();
                await b.start();
                let isReceived = false;
                b.on('message', () => { isReceived = true; });
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    a.broadcast('hello');
                    expect(isReceived).toBe(true);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
                await a.stop();
              });
            ` },
          ] },
      ],
    },
    {
      name: "sent when the peers may not know each other, with vitest",
      filename: "file.js",
      code: code`
        import { expect, test } from 'vitest';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('a value arrives', async () => {
          const a = new Peer('a');
          const b = new Peer('b');
          await b.connect(a);
          // wait for connection
          await sleep(200);
          await a.put('k', 'v');
          // wait for sync
          await sleep(100);
          expect(b.get('k')).toBe('v');
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "sendAgain", output: code`
              import { expect, test, vi } from 'vitest';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              test('a value arrives', async () => {
                const a = new Peer('a');
                const b = new Peer('b');
                await b.connect(a);
                await vi.waitFor(async () => {
                  await a.put('k', 'v');
                  expect(b.get('k')).toBe('v');
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "sent once, since the messages are counted",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('a broadcast arrives once', async () => {
          const a = new Peer('a');
          const b = new Peer('b');
          await a.start();
          await b.start();
          // wait for connection
          await sleep(200);
          const received = [];
          b.on('message', (message) => received.push(message));
          a.broadcast('hello');
          await sleep(100);
          expect(received).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "written to a child at once",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function ask(question) {
          const child = spawn('toml-ls', ['--stdio']);
          await sleep(400);
          child.stdin.write(question);
          return readFrame(child.stdout);
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { spawn } from 'node:child_process';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              export async function ask(question) {
                const child = spawn('toml-ls', ['--stdio']);
                child.stdin.write(question);
                return readFrame(child.stdout);
              }
            ` },
          ] },
      ],
    },
    {
      name: "written to another child",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function ask(question, client) {
          const child = spawn('toml-ls', ['--stdio']);
          await sleep(400);
          client.stdin.write(question);
          return readFrame(child.stdout);
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a consumer whose options tell what it is",
      filename: "file.js",
      code: code`
        import { createConsumer } from './helpers.js';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function listen() {
          const consumer = createConsumer();
          await consumer.connect();
          await consumer.run({ eachMessage: async () => {} });
          await sleep(1000);
          await send('x');
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [
            { messageId: "announced", output: code`
              import { createConsumer } from './helpers.js';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              export async function listen() {
                const consumer = createConsumer();
                await consumer.connect();
                const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
                await consumer.run({ eachMessage: async () => {} });
                await joined;
                await send('x');
              }
            ` },
          ] },
      ],
    },
    {
      name: "a browser that has been launched",
      filename: "file.js",
      code: code`
        import puppeteer from 'puppeteer';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function shot(url) {
          const browser = await puppeteer.launch();
          await sleep(1000);
          const page = await browser.newPage();
          await page.goto(url);
          return page.screenshot();
        }
      `,
      errors: [
        { messageId: "needless", line: 5, suggestions: [
            { messageId: "removeSleep", output: code`
              import puppeteer from 'puppeteer';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              export async function shot(url) {
                const browser = await puppeteer.launch();
                const page = await browser.newPage();
                await page.goto(url);
                return page.screenshot();
              }
            ` },
          ] },
      ],
    },
    {
      name: "assertions with what only goes on if they hold",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('returns what was printed', async () => {
          const manager = new ProcessServer();
          const job = await manager.start('echo hello');
          expect(job.success).toBe(true);
          if (!job.success) return;
          await sleep(100);
          const output = await manager.reportOf(job.id);
          expect(output.success).toBe(true);
          if (!output.success) return;
          expect(output.text).toContain('hello');
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              it('returns what was printed', async () => {
                const manager = new ProcessServer();
                const job = await manager.start('echo hello');
                expect(job.success).toBe(true);
                if (!job.success) return;
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const output = await manager.reportOf(job.id);
                    expect(output.success).toBe(true);
                    if (!output.success) return;
                    expect(output.text).toContain('hello');
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
      name: "assertions in a branch",
      filename: "file.js",
      code: code`
        import { expect, it } from 'vitest';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('returns what was printed', async () => {
          const manager = new ProcessServer();
          const job = await manager.start('echo hello');
          await sleep(100);
          const output = await manager.reportOf(job.id);
          expect(output.success).toBe(true);
          if (output.success) {
            expect(output.text).toContain('hello');
          }
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from 'vitest';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              it('returns what was printed', async () => {
                const manager = new ProcessServer();
                const job = await manager.start('echo hello');
                await vi.waitFor(async () => {
                  const output = await manager.reportOf(job.id);
                  expect(output.success).toBe(true);
                  if (output.success) {
                    expect(output.text).toContain('hello');
                  }
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "twin: a branch that demands that something is not there",
      filename: "file.js",
      code: code`
        import { expect, it } from 'vitest';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('returns what was printed', async () => {
          const manager = new ProcessServer();
          const job = await manager.start('echo hello');
          await sleep(100);
          const output = await manager.reportOf(job.id);
          if (output.success) {
            expect(output.text).not.toContain('error');
          }
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [] },
      ],
    },
  ],
});
