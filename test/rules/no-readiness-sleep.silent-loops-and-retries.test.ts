import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "rate limiter refills",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { TokenBucket } from '../src/token-bucket.js';
        import assert from 'node:assert';
        const wait = (ms) => new Promise((r) => setTimeout(r, ms));
        describe('token bucket', () => {
          it('refills after the interval', async () => {
            const bucket = new TokenBucket({ capacity: 2, interval: 200 });
            bucket.take(2);
            await wait(220);
            assert.ok(bucket.take(1));
          });
        });
      `,
    },
    {
      name: "throttle window passes",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { throttle } from '../src/throttle';
        import { expect, test, vi } from 'vitest';
        test('lets a call through per window', async () => {
          const fn = vi.fn();
          const slow = throttle(fn, 100);
          slow(); slow();
          await new Promise((r) => setTimeout(r, 120));
          slow();
          expect(fn).toHaveBeenCalledTimes(2);
        });
      `,
    },
    {
      name: "same number is the poller's option",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { FilePoller } from '../src/file-poller';
        import { expect, it } from 'vitest';
        import { delay } from './delay';
        it('reads the file once in a cycle', async () => {
          const poller = new FilePoller('a.txt', 500);
          poller.start();
          await delay(500);
          expect(poller.reads).toBe(1);
          poller.stop();
        });
      `,
    },
    {
      name: "server keeps idle sockets for a while, option key idle",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startServer } from './server';
        import net from 'node:net';
        import { once } from 'node:events';
        import { test, expect } from 'vitest';
        test('drops idle connections', async () => {
          const server = await startServer({ idleTimeout: 200 });
          const sock = net.connect(server.port);
          await once(sock, 'connect');
          await new Promise((r) => setTimeout(r, 400));
          expect(sock.readyState).toBe('closed');
          await server.stop();
        });
      `,
    },
    {
      name: "retry schedule under test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { RetryQueue } from '../src/retry-queue';
        import { expect, it, vi } from 'vitest';
        it('tries again after the delay', async () => {
          const handler = vi.fn().mockRejectedValueOnce(new Error('x')).mockResolvedValue(1);
          const queue = new RetryQueue({ retryDelay: 50, handler });
          queue.start();
          await new Promise((r) => setTimeout(r, 90));
          expect(handler).toHaveBeenCalledTimes(2);
          queue.stop();
        });
      `,
    },
    {
      name: "backoff comment",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Uplink } from '../src/uplink';
        import { sleep } from './sleep';
        it('is given up after the third failure', async () => {
          const uplink = new Uplink('tcp://localhost:1');
          uplink.open();
          // three rounds of backoff: 10 + 20 + 40
          await sleep(90);
          expect(uplink.state).toBe('failed');
        });
      `,
    },
    {
      name: "retry with backoff in product code",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createClient } from './client';
        const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
        export async function connectWithBackoff(url: string, tries = 5) {
          let backoff = 100;
          for (let i = 0; i < tries; i++) {
            try {
              const client = createClient(url);
              await client.connect();
              return client;
            } catch {
              await sleep(backoff);
              backoff *= 2;
            }
          }
          throw new Error(\`no connection to \${url}\`);
        }
      `,
    },
    {
      name: "recursive retry",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { openDb } from './db.js';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function openWithRetry(path, attempt = 1) {
          try {
            return await openDb(path);
          } catch (err) {
            if (attempt > 5) throw err;
            await sleep(attempt * 100);
            return openWithRetry(path, attempt + 1);
          }
        }
      `,
    },
    {
      name: "then/catch retry chain",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { dial } from './dial.js';
        import { delay } from './delay.js';
        export function dialWithRetry(addr, left = 3) {
          return dial(addr).catch((err) => {
            if (left === 0) throw err;
            return delay(500).then(() => dialWithRetry(addr, left - 1));
          });
        }
      `,
    },
    {
      name: "reconnect on close",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export class Live {
          private ws?: WebSocket;
          constructor(private url: string) {}
          connect() {
            this.ws = new WebSocket(this.url);
            this.ws.onclose = () => {
              setTimeout(() => this.connect(), 1000);
            };
          }
        }
      `,
    },
    {
      name: "reconnect on exit of a child",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        export function supervise(cmd: string) {
          const child = spawn(cmd);
          child.on('exit', () => setTimeout(() => supervise(cmd), 2000));
          return child;
        }
      `,
    },
    {
      name: "generator that connects, then paces",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { connectFeed } from './feed.js';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function* quotes(symbols) {
          const feed = await connectFeed();
          await sleep(100);
          for (const s of symbols) yield feed.quote(s);
        }
      `,
    },
    {
      name: "transform stream that throttles",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Transform } from 'node:stream';
        export const slowDown = (ms: number) => new Transform({
          transform(chunk, _enc, cb) {
            setTimeout(() => cb(null, chunk), ms);
          },
        });
      `,
    },
    {
      name: "recorder runs for a while",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startRecorder } from './recorder';
        import { delay } from './delay';
        export async function clip(seconds: number) {
          const recorder = await startRecorder('mic');
          await delay(seconds * 1000);
          return recorder.stop();
        }
      `,
    },
    {
      name: "load generator loop",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from 'kafkajs';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        const producer = new Kafka({ brokers: ['localhost:9092'] }).producer();
        await producer.connect();
        while (true) {
          await producer.send({ topic: 'load', messages: [{ value: String(Date.now()) }] });
          await sleep(1000);
        }
      `,
    },
    {
      name: "poll until the job is finished",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { api } from './api';
        const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
        export async function finished(id: string) {
          let job = await api.start(id);
          while (job.state !== 'done') {
            await sleep(2000);
            job = await api.get(id);
          }
          return job;
        }
      `,
    },
    {
      name: "do-while poll for a port",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { isOpen } from './net.js';
        export async function startMongo(port: number) {
          const mongod = spawn('mongod', ['--port', String(port)]);
          let tries = 0;
          do {
            await new Promise((r) => setTimeout(r, 100));
            if (++tries > 100) throw new Error('mongod did not start');
          } while (!(await isOpen(port)));
          return mongod;
        }
      `,
    },
    {
      name: "counted loop with a return on success",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { fork } from 'node:child_process';
        import { health } from './health.js';
        export async function startSearch() {
          const child = fork('./search.js');
          for (let i = 0; i < 50; i++) {
            if (await health('http://localhost:9200')) return child;
            await new Promise((r) => setTimeout(r, 200));
          }
          child.kill();
          throw new Error('search did not start');
        }
      `,
    },
    {
      name: "rate limit by the answer's header",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function getAll(urls: string[]) {
          const out: string[] = [];
          for (const url of urls) {
            const res = await fetch(url);
            if (res.status === 429) await new Promise((r) => setTimeout(r, Number(res.headers.get('retry-after')) * 1000));
            out.push(await res.text());
          }
          return out;
        }
      `,
    },
    {
      name: "human pace in a scraper",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { chromium } from 'playwright';
        import { store } from './store.js';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        const browser = await chromium.launch();
        const page = await browser.newPage();
        for (const id of process.argv.slice(2)) {
          await page.goto(\`https://shop.example/\${id}\`);
          await store(id, await page.content());
          await sleep(1500 + Math.random() * 1000);
        }
        await browser.close();
      `,
    },
    {
      name: "game loop",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export class Loop {
          running = false;
          async start(frame: () => void) {
            this.running = true;
            while (this.running) {
              frame();
              await new Promise((r) => setTimeout(r, 16));
            }
          }
        }
      `,
    },
    {
      name: "test of a poll helper",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        describe('helpers', () => {
          it('waitUntil lets handlers run', async () => {
            let flushed = false;
            setImmediate(() => { flushed = true; });
            await waitUntil(() => true);
            expect(flushed).toBe(true);
          });
        });
      `,
    },
    {
      name: "first of a loop that tries",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        async function boot() {
          const child = spawn('vault', ['server', '-dev']);
          await sleep(250);
          for (;;) {
            try { await ping(); return child; } catch { await sleep(100); }
          }
        }
      `,
    },
    {
      name: "rate limiter",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function* pages(client: Client) {
          for (let i = 0; ; i++) {
            yield await client.page(i);
            await sleep(1000);
          }
        }
      `,
    },
    {
      name: "pacing of requests in a script",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        for (const id of ids) {
          await fetch(\`https://api.example.com/items/\${id}\`);
          await sleep(250);
        }
      `,
    },
    {
      name: "retry helper",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function withRetry<T>(fn: () => Promise<T>, attempts = 3): Promise<T> {
          for (let i = 0; i < attempts; i++) {
            try { return await fn(); } catch (error) { if (i === attempts - 1) throw error; await sleep(2 ** i * 100); }
          }
          throw new Error('unreachable');
        }
      `,
    },
    {
      name: "reconnect with backoff in a close handler",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        class Client {
          connect() {
            this.ws = new WebSocket(this.url);
            this.ws.onclose = () => { setTimeout(() => this.connect(), this.backoff); };
          }
        }
      `,
    },
    {
      name: "backoff in a method named reconnect",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        class Link {
          async reconnect() {
            this.socket = net.connect(this.port);
            await sleep(1000);
            this.attempts++;
          }
        }
      `,
    },
    {
      name: "game loop, again",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        class Game {
          async run() { this.engine.start(); while (this.alive) { this.step(); await sleep(16); } }
        }
      `,
    },
    {
      name: "health loop",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function watchHealth(service: Service) {
          while (!(await service.isHealthy())) await sleep(1000);
        }
      `,
    },
    {
      name: "poll by recursion",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function untilUp(url: string, tries = 10): Promise<void> {
          const res = await fetch(url).catch(() => undefined);
          if (res?.ok) return;
          if (tries === 0) throw new Error('down');
          await sleep(200);
          return untilUp(url, tries - 1);
        }
      `,
    },
    {
      name: "client does not reconnect",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('does not reconnect', async () => {
          const client = new Client(url);
          await client.connect();
          server.drop();
          await sleep(500);
          expect(client.connected).toBe(false);
        });
      `,
    },
    {
      name: "named after the retry",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const RETRY_DELAY = 200;
        it('is up', async () => {
          await restartService();
          await sleep(RETRY_DELAY);
          expect(await status()).toBe('up');
        });
      `,
    },
    {
      name: "throttle in a stream",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const throttled = new Transform({ async transform(chunk, _, cb) { await sleep(10); cb(null, chunk); } });
      `,
    },
    {
      name: "retry until connected",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function connectWithRetry() { try { return await client.connect(); } catch { await sleep(1000); return connectWithRetry(); } }
      `,
    },
    {
      name: "health checks with attempts",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function ready(attempts = 5) { await server.start(); for (let i = 0; i < attempts; i++) { if (await ping()) return true; await sleep(100); } return false; }
      `,
    },
    {
      name: "rate of an API",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function importAll(rows: Row[]) { for (const row of rows) { await api.post('/rows', row); await sleep(1000 / RATE); } }
      `,
    },
    {
      name: "micro pause for the event loop",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('yields', async () => { server.start(); await sleep(0); expect(server.started).toBe(true); });
      `,
    },
    {
      name: "jest retry option",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        jest.retryTimes(3);
        it('works', async () => { await click('#go'); await sleep(200); expect(await text('#out')).toBe('ok'); });
      `,
    },
  ],
  invalid: [
  ],
});
