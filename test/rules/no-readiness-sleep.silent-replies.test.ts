import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "cron job is stopped next",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { CronJob } from 'cron';
        import { expect, it } from 'vitest';
        it('ticks every second', async () => {
          let ticks = 0;
          const job = new CronJob('* * * * * *', () => { ticks++; });
          job.start();
          await new Promise((r) => setTimeout(r, 2100));
          job.stop();
          expect(ticks).toBeGreaterThanOrEqual(2);
        });
      `,
    },
    {
      name: "latency constant of a simulated network",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { SimNet } from '../src/sim-net';
        import { sleep } from './sleep';
        const LATENCY = 25;
        it('delivers after the latency', async () => {
          const net = new SimNet();
          const inbox = net.connect('b');
          await sleep(LATENCY);
          expect(inbox.length).toBe(1);
        });
      `,
    },
    {
      name: "zero calls, node mock",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { test, mock } from 'node:test';
        import assert from 'node:assert/strict';
        import { connect } from '../src/link.js';
        import { setTimeout as sleep } from 'node:timers/promises';
        test('no error while connecting', async () => {
          const onError = mock.fn();
          const link = connect('localhost', { onError });
          await sleep(300);
          assert.equal(onError.mock.callCount(), 0);
          link.close();
        });
      `,
    },
    {
      name: "slow route handler in a started server",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import Koa from 'koa';
        import { sleep } from './sleep.js';
        const app = new Koa();
        app.use(async (ctx) => {
          await sleep(500);
          ctx.body = 'slow';
        });
        app.listen(3000);
      `,
    },
    {
      name: "handler that starts a job and answers later",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import express from 'express';
        const app = express();
        app.post('/jobs', async (req, res) => {
          res.status(202).end();
          await new Promise((r) => setTimeout(r, 2000));
          console.log('job done', req.body);
        });
        app.listen(3000, () => console.log('up'));
      `,
    },
    {
      name: "ws message handler with latency",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from 'ws';
        const wss = new WebSocketServer({ port: 8081 });
        wss.on('connection', (ws) => {
          ws.on('message', async (data) => {
            await new Promise((r) => setTimeout(r, 50));
            ws.send(data);
          });
        });
      `,
    },
    {
      name: "job processor of a queue",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Worker } from 'bullmq';
        const delay = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
        export const worker = new Worker('mail', async (job) => {
          await delay(250);
          await job.updateProgress(100);
        }, { connection: { host: 'localhost' } });
      `,
    },
    {
      name: "job with setTimeout done callback",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const Queue = require('bull');
        const queue = new Queue('resize');
        queue.process((job, done) => {
          setTimeout(done, 1000);
        });
        queue.on('completed', (job) => console.log(job.id));
      `,
    },
    {
      name: "mock client connects slowly",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { vi, it, expect } from 'vitest';
        import { App } from '../src/app';
        vi.mock('../src/db', () => ({
          connect: vi.fn(async () => {
            await new Promise((r) => setTimeout(r, 100));
            return { query: () => [] };
          }),
        }));
        it('connects once', async () => {
          const app = new App();
          await Promise.all([app.init(), app.init()]);
          expect(app.connections).toBe(1);
        });
      `,
    },
    {
      name: "fake class with a slow start method",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Registry } from '../src/registry';
        import { expect, it } from 'vitest';
        class SlowPlugin {
          started = false;
          async start() {
            // simulate a slow startup
            await new Promise((r) => setTimeout(r, 200));
            this.started = true;
          }
        }
        it('waits for plugins', async () => {
          const plugin = new SlowPlugin();
          await new Registry([plugin]).start();
          expect(plugin.started).toBe(true);
        });
      `,
    },
    {
      name: "object stub with a slow connect",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Session } from '../src/session';
        it('rejects calls while it connects', async () => {
          const transport = {
            connect: () => new Promise<void>((resolve) => setTimeout(resolve, 100)),
            send: () => {},
          };
          const session = new Session(transport);
          const opening = session.open();
          await expect(session.call('a')).rejects.toThrow();
          await opening;
        });
      `,
    },
    {
      name: "jest mockImplementation with a timer",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { load } from '../src/loader';
        import { api } from '../src/api';
        jest.mock('../src/api');
        it('shows progress', async () => {
          (api.fetch as jest.Mock).mockImplementation(() => new Promise((r) => setTimeout(r, 30)));
          const states = await load('a');
          expect(states).toEqual(['loading', 'done']);
        });
      `,
    },
    {
      name: "msw handler delay",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { setupServer } from 'msw/node';
        import { http, HttpResponse, delay } from 'msw';
        const server = setupServer(http.get('/user', async () => {
          await delay(150);
          return HttpResponse.json({ name: 'ada' });
        }));
        beforeAll(() => server.listen());
        afterAll(() => server.close());
      `,
    },
    {
      name: "async generator of a subscription",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export const resolvers = {
          Subscription: {
            clock: {
              async *subscribe() {
                while (true) {
                  await new Promise((r) => setTimeout(r, 1000));
                  yield { clock: Date.now() };
                }
              },
            },
          },
        };
      `,
    },
    {
      name: "queue delay option",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Queue } from 'bullmq';
        const queue = new Queue('mail');
        export async function remind(id: string) {
          await queue.waitUntilReady();
          await queue.add('remind', { id }, { delay: 5000 });
        }
      `,
    },
    {
      name: "node mock timers",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { test, mock } from 'node:test';
        import assert from 'node:assert/strict';
        import { Ticker } from '../src/ticker.js';
        test('ticks', () => {
          mock.timers.enable({ apis: ['setTimeout'] });
          const ticker = new Ticker();
          ticker.start();
          let hit = false;
          setTimeout(() => { hit = true; }, 1000);
          mock.timers.tick(1000);
          assert.ok(hit);
          mock.timers.reset();
        });
      `,
    },
    {
      name: "task given to run()",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Semaphore } from '../src/semaphore';
        import { expect, it } from 'vitest';
        import { sleep } from './sleep';
        it('limits', async () => {
          const sem = new Semaphore(1);
          const first = sem.run(async () => { await sleep(40); return 1; });
          const second = sem.run(async () => { await sleep(5); return 2; });
          expect(await Promise.race([first, second])).toBe(1);
        });
      `,
    },
    {
      name: "function given to start()",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Supervisor } from '../src/supervisor';
        import { test } from 'node:test';
        import { setTimeout as sleep } from 'node:timers/promises';
        test('runs the body', async () => {
          const supervisor = new Supervisor();
          await supervisor.start(async () => {
            await sleep(10);
          });
          await supervisor.stop();
        });
      `,
    },
    {
      name: "worker pool tasks overlap",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createPool } from '../src/pool';
        import { expect, it } from 'vitest';
        it('runs two at a time', async () => {
          const pool = createPool(2);
          let active = 0, peak = 0;
          await Promise.all([1, 2, 3, 4].map((n) => pool.exec(async () => {
            peak = Math.max(peak, ++active);
            await new Promise((r) => setTimeout(r, 10 * n));
            active--;
          })));
          expect(peak).toBe(2);
        });
      `,
    },
    {
      name: "signal handler drains before it closes",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { setTimeout as sleep } from 'node:timers/promises';
        const server = http.createServer();
        server.listen(8080, () => console.log('up'));
        process.on('SIGTERM', async () => {
          await sleep(10_000);
          server.close();
        });
      `,
    },
    {
      name: "demo shows messages slowly",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from './chat.js';
        import { setTimeout as sleep } from 'node:timers/promises';
        const chat = await connect('demo');
        await chat.say('hello');
        await sleep(1000);
        await chat.say('I am a bot');
        await sleep(1000);
        await chat.close();
      `,
    },
    {
      name: "hapi route with delay and an awaited start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import Hapi from '@hapi/hapi';
        const pause = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function init() {
          const server = Hapi.server({ port: 0 });
          server.route({ method: 'GET', path: '/', handler: async () => { await pause(20); return 'ok'; } });
          await server.start();
          return server;
        }
      `,
    },
    {
      name: "event handler of the child logs later",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        const tail = spawn('tail', ['-f', 'app.log']);
        tail.stdout.on('data', async (chunk) => {
          await new Promise((r) => setTimeout(r, 10));
          process.stdout.write(chunk);
        });
      `,
    },
    {
      name: "mqtt message handler answers later",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import mqtt from 'mqtt';
        const client = mqtt.connect('mqtt://localhost');
        client.on('message', (topic) => {
          setTimeout(() => client.publish(\`\${topic}/ack\`, '1'), 100);
        });
        client.subscribe('cmd/#');
      `,
    },
    {
      name: "server sent events, interval in a handler",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        http.createServer((req, res) => {
          res.writeHead(200, { 'content-type': 'text/event-stream' });
          const send = () => { res.write('data: tick\\n\\n'); timer = setTimeout(send, 1000); };
          let timer = setTimeout(send, 1000);
          req.on('close', () => clearTimeout(timer));
        }).listen(3000);
      `,
    },
    {
      name: "subscribe handler given to the call sleeps",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createBus } from '../src/bus';
        import { expect, it } from 'vitest';
        it('waits for slow subscribers', async () => {
          const bus = createBus();
          const order: number[] = [];
          await bus.subscribe('a', async () => {
            await new Promise((r) => setTimeout(r, 30));
            order.push(1);
          });
          await bus.publish('a');
          order.push(2);
          expect(order).toEqual([1, 2]);
        });
      `,
    },
    {
      name: "delayed job is not run early",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Queue, Worker } from 'bullmq';
        import { delay } from './delay';
        it('keeps delayed jobs', async () => {
          const done = [];
          const queue = new Queue('q');
          const worker = new Worker('q', async (job) => { done.push(job.id); });
          await queue.add('a', {}, { delay: 10_000 });
          await delay(200);
          expect(done).toHaveLength(0);
          await worker.close();
        });
      `,
    },
    {
      name: "the mock's own latency is the sleep",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const networkDelay = 30;
        it('gets the first token', async () => {
          const provider = new SlowProvider(['a', 'b'], networkDelay);
          const manager = new TokenManager(provider, config);
          const disposable = manager.start(listener);
          await delay(networkDelay);
          assert.equal(listener.tokens.length, 1);
        });
      `,
    },
    {
      name: "act with a wait inside",
      filename: "file.tsx",
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      options: [{ report: "potential" }],
      code: code`
        it('loads the list', async () => {
          render(<List />);
          await act(async () => { await new Promise((r) => setTimeout(r, 0)); });
          expect(screen.getByText('one')).toBeTruthy();
        });
      `,
    },
    {
      name: "act waits 100 ms behind a click",
      filename: "file.tsx",
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      options: [{ report: "potential" }],
      code: code`
        it('opens the menu', async () => {
          render(<Menu />);
          await act(async () => {
            fireEvent.click(screen.getByText('open'));
            await new Promise((r) => setTimeout(r, 100));
          });
          expect(screen.getByText('one')).toBeTruthy();
        });
      `,
    },
    {
      name: "queue worker simulates work",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const worker = new Worker('emails', async (job) => {
          await sleep(500);
          return job.id;
        }, { connection });
      `,
    },
    {
      name: "bull processor by name",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        queue.process('resize', async (job) => { await connect(); await delay(100); return render(job); });
      `,
    },
    {
      name: "slow handler in an express app",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        app.get('/slow', async (req, res) => { await sleep(2000); res.send('ok'); });
      `,
    },
    {
      name: "msw latency",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        http.get('/user', async () => { await delay(150); return HttpResponse.json({ name: 'x' }); });
      `,
    },
    {
      name: "storybook play function",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export const Open = { play: async ({ canvasElement }) => { await userEvent.click(within(canvasElement).getByRole('button')); await sleep(300); } };
      `,
    },
    {
      name: "load generator runs for a time",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const server = await startServer();
        const load = startLoad(server.url);
        await sleep(DURATION);
        load.stop();
      `,
    },
    {
      name: "simulated device",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        class FakeSensor { async read() { await sleep(20); return 21.5; } }
      `,
    },
    {
      name: "stub in a test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const api = { login: vi.fn(async () => { await sleep(50); return 'token'; }) };
      `,
    },
    {
      name: "generator of events",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function* ticks() { for (const t of [1, 2, 3]) { await sleep(10); yield t; } }
      `,
    },
    {
      name: "cypress waits on a route",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('shows the chart', () => {
          cy.intercept('/api/chart').as('chart');
          cy.visit('/dashboard');
          cy.wait('@chart');
          cy.get('.chart').should('be.visible');
        });
      `,
    },
    {
      name: "grpc mock server in a fixture",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { MockServer } from './mock-server';
        export const fixture = base.extend({
          grpc: async ({}, use) => {
            const mock = new MockServer();
            await use(mock);
            await mock.stop();
            await sleep(200);
          },
        });
      `,
    },
    {
      name: "message typed slowly",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function type(text: string) { for (const c of text) { process.stdout.write(c); await sleep(30); } }
      `,
    },
    {
      name: "effect of a job",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('sends the mail', async () => { await queue.add('mail', { to: 'x' }); await sleep(500); expect(outbox).toHaveLength(1); });
      `,
    },
    {
      name: "fake server that is slow to start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        class FakeServer { async start() { await sleep(50); this.started = true; } }
      `,
    },
    {
      name: "resolver of a graphql mock",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const resolvers = { Query: { user: async () => { await connectDb(); await sleep(100); return { id: 1 }; } } };
      `,
    },
  ],
  invalid: [
  ],
});
