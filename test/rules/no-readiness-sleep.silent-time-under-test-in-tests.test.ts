import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "cache expiry",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { LruCache } from '../src/lru';
        import { expect, it } from 'vitest';
        const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
        it('expires entries', async () => {
          const cache = new LruCache<string>({ ttl: 40 });
          cache.set('a', '1');
          await sleep(60);
          expect(cache.get('a')).toBeUndefined();
        });
      `,
    },
    {
      name: "cache with a started sweeper, ttl option",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { SweepingCache } from '../src/sweeping-cache';
        import { expect, it } from 'vitest';
        import { delay } from './delay';
        it('sweeps', async () => {
          const cache = new SweepingCache({ ttl: 100, seed: [['a', 1]] });
          cache.start();
          await delay(150);
          expect(cache.size).toBe(0);
          cache.stop();
        });
      `,
    },
    {
      name: "debounced typing in a component test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { screen, fireEvent } from '@testing-library/dom';
        import { mountSearch } from '../src/search-box';
        import { expect, it, vi } from 'vitest';
        it('searches after a pause', async () => {
          const search = vi.fn();
          mountSearch(document.body, search);
          fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'abc' } });
          await new Promise((r) => setTimeout(r, 350));
          expect(search).toHaveBeenCalledWith('abc');
        });
      `,
    },
    {
      name: "scheduler started, interval option, callback count",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Scheduler } from '../src/scheduler';
        import { expect, it, vi } from 'vitest';
        import { sleep } from './sleep';
        it('fires three times', async () => {
          const job = vi.fn();
          const scheduler = new Scheduler({ intervalMs: 20, job });
          scheduler.start();
          await sleep(70);
          expect(job).toHaveBeenCalledTimes(3);
          scheduler.stop();
        });
      `,
    },
    {
      name: "pool idle time-out after connect",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Pool } from 'pg';
        import { sleep } from './sleep';
        it('closes idle clients', async () => {
          const pool = new Pool({ idleTimeoutMillis: 50 });
          const client = await pool.connect();
          client.release();
          await sleep(100);
          expect(pool.totalCount).toBe(0);
          await pool.end();
        });
      `,
    },
    {
      name: "session times out, veto name in the delay",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startSession } from './session';
        import { delay } from './delay';
        const SESSION_TTL = 150;
        it('logs out', async () => {
          const session = await startSession('ada');
          await delay(SESSION_TTL + 10);
          expect(session.user).toBe(null);
        });
      `,
    },
    {
      name: "ping interval constant in a started server",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from '../src/server';
        import { sleep } from './sleep';
        import { expect, it } from 'vitest';
        const PING_INTERVAL = 30;
        it('pings twice', async () => {
          const server = createServer({ ping: PING_INTERVAL });
          await server.start();
          await sleep(2.5 * PING_INTERVAL);
          expect(server.pings).toBe(2);
          await server.stop();
        });
      `,
    },
    {
      name: "comment names the debounce of a started watcher",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startBuilder } from './builder';
        import { sleep } from './sleep';
        it('builds once', async () => {
          const builder = await startBuilder('src');
          // debounce window
          await sleep(120);
          expect(builder.builds).toBe(1);
          await builder.stop();
        });
      `,
    },
    {
      name: "grace period constant",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Coordinator } from '../src/coordinator';
        import { wait } from './wait';
        const GRACE_MS = 300;
        it('forgets lost members', async () => {
          const coordinator = new Coordinator();
          await coordinator.start();
          await wait(GRACE_MS);
          expect(coordinator.members).toEqual([]);
          await coordinator.stop();
        });
      `,
    },
    {
      name: "jest and playwright time-out settings",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { test, expect } from '@playwright/test';
        import { startShop } from './shop';
        test('slow page', async ({ page }) => {
          const shop = await startShop();
          test.setTimeout(60_000);
          page.setDefaultTimeout(5000);
          await page.goto(shop.url);
          await expect(page).toHaveTitle(/Shop/);
        });
      `,
    },
    {
      name: "fake timers of sinon around a start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import sinon from 'sinon';
        import { Heart } from '../src/heart';
        import { sleep } from '../src/sleep';
        describe('heart', () => {
          let clock: sinon.SinonFakeTimers;
          beforeEach(() => { clock = sinon.useFakeTimers(); });
          afterEach(() => clock.restore());
          it('beats', async () => {
            const heart = new Heart();
            heart.start();
            const nap = sleep(3000);
            await clock.tickAsync(3000);
            await nap;
            if (heart.beats !== 3) throw new Error('no beat');
          });
        });
      `,
    },
    {
      name: "jest fake timers, sleep awaited after start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Poller } from '../src/poller';
        beforeEach(() => jest.useFakeTimers({ advanceTimers: true }));
        afterEach(() => jest.useRealTimers());
        test('polls', async () => {
          const poller = new Poller();
          poller.start();
          await new Promise((r) => setTimeout(r, 1000));
          expect(poller.count).toBe(1);
          poller.stop();
        });
      `,
    },
    {
      name: "vitest fake timers in the test body",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { vi, it, expect } from 'vitest';
        import { startClock } from '../src/clock';
        it('shows a minute later', async () => {
          vi.useFakeTimers({ shouldAdvanceTime: true });
          const clock = startClock();
          await new Promise((r) => setTimeout(r, 60_000));
          expect(clock.text).toBe('00:01');
          vi.useRealTimers();
        });
      `,
    },
    {
      name: "stopwatch is stopped next",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Stopwatch } from '../src/stopwatch';
        import { expect, it } from 'vitest';
        it('measures', async () => {
          const watch = new Stopwatch();
          watch.start();
          await new Promise((r) => setTimeout(r, 25));
          watch.stop();
          expect(watch.elapsed).toBeGreaterThanOrEqual(24);
        });
      `,
    },
    {
      name: "store subscription, act, settle, assert",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createStore } from '../src/store';
        import { expect, it, vi } from 'vitest';
        import { sleep } from './sleep';
        it('notifies', async () => {
          const store = createStore({ n: 0 });
          const listener = vi.fn();
          store.subscribe(listener);
          store.set({ n: 1 });
          await sleep(20);
          expect(listener).toHaveBeenCalledTimes(1);
        });
      `,
    },
    {
      name: "mtime resolution in a build test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { writeFile } from 'node:fs/promises';
        import { startBuild } from './build';
        import { sleep } from './sleep';
        it('rebuilds newer files', async () => {
          const build = await startBuild('fixtures');
          await writeFile('fixtures/a.txt', '1');
          await sleep(1100);
          await writeFile('fixtures/a.txt', '2');
          expect(await build.changed()).toEqual(['a.txt']);
        });
      `,
    },
    {
      name: "two ids with different time stamps",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { ulid } from '../src/ulid';
        import { expect, it } from 'vitest';
        it('sorts', async () => {
          const a = ulid();
          await new Promise((r) => setTimeout(r, 2));
          const b = ulid();
          expect(a < b).toBe(true);
        });
      `,
    },
    {
      name: "effect of an emit, callback timer",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter } from 'node:events';
        import { attach } from '../src/attach';
        it('logs', (done) => {
          const bus = new EventEmitter();
          const lines = attach(bus);
          bus.emit('line', 'a');
          setTimeout(() => {
            expect(lines).toEqual(['a']);
            done();
          }, 30);
        });
      `,
    },
    {
      name: "comment says idle connection",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Agent } from 'undici';
        import { sleep } from './sleep';
        it('reuses no socket', async () => {
          const agent = new Agent({ keepAliveTimeout: 10 });
          const first = await agent.request({ origin: 'http://localhost:1', path: '/', method: 'GET' });
          // wait for the idle connection to expire
          await sleep(50);
          expect(first.statusCode).toBe(200);
        });
      `,
    },
    {
      name: "lock held for a time",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { acquire } from '../src/lock';
        import { expect, it } from 'vitest';
        it('is exclusive', async () => {
          const order: string[] = [];
          const hold = async (name: string, ms: number) => {
            const release = await acquire('a');
            await new Promise((r) => setTimeout(r, ms));
            order.push(name);
            await release();
          };
          await Promise.all([hold('x', 30), hold('y', 1)]);
          expect(order).toEqual(['x', 'y']);
        });
      `,
    },
    {
      name: "leader election with a server side time-out value",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startElection } from './election';
        import { delay } from './delay';
        const ELECTION_TIMEOUT = 250;
        it('votes again', async () => {
          const election = await startElection({ timeout: ELECTION_TIMEOUT });
          await delay(ELECTION_TIMEOUT * 2);
          expect(election.rounds).toBe(2);
          await election.stop();
        });
      `,
    },
    {
      name: "client pings are answered, any close fails, ends by timer",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { io } from 'socket.io-client';
        it('stays connected', (done) => {
          const socket = io('http://localhost:3401');
          socket.on('disconnect', () => done(new Error('disconnected')));
          setTimeout(() => {
            socket.removeAllListeners();
            socket.disconnect();
            done();
          }, 3000);
        });
      `,
    },
    {
      name: "timer callback fails the test when the event is missing",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createWatcher } from '../src/watcher';
        import { writeFileSync } from 'node:fs';
        it('tells of a change', (done) => {
          const watcher = createWatcher('tmp');
          const timer = setTimeout(() => done(new Error('no change seen')), 2000);
          watcher.once('change', () => {
            clearTimeout(timer);
            watcher.close();
            done();
          });
          writeFileSync('tmp/a', '1');
        });
      `,
    },
    {
      name: "client connects, request has an injected delay option",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { TestClient } from './test-client';
        it('cancels a slow request', async () => {
          const client = new TestClient();
          await client.connect();
          const slow = client.get('/slow', { delay: 500 });
          client.cancelAll();
          await expect(slow).rejects.toThrow('cancelled');
        });
      `,
    },
    {
      name: "start-like word that starts a timer of the test itself",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { expect, it } from 'vitest';
        import { sleep } from '../src/sleep';
        it('sleeps at least that long', async () => {
          const begun = performance.now();
          await sleep(30);
          expect(performance.now() - begun).toBeGreaterThan(28);
        });
      `,
    },
    {
      name: "a message is sent, its effect is given time",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import WebSocket from 'ws';
        import { once } from 'node:events';
        test('stores what is sent', async () => {
          const ws = new WebSocket(url);
          await once(ws, 'open');
          ws.send(JSON.stringify({ type: 'note', text: 'milk' }));
          await new Promise((r) => setTimeout(r, 100));
          expect(await db.notes()).toHaveLength(1);
        });
      `,
    },
    {
      name: "delta sent, a settling constant",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const SETTLE_MS = 80;
        it('keeps the first source', async () => {
          await sendDelta({ path: 'speed', value: 1 });
          await new Promise((r) => setTimeout(r, SETTLE_MS));
          const full = await getModel('speed');
          expect(full.value).toBe(1);
        });
      `,
    },
    {
      name: "fake timers in the group around",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { vi } from 'vitest';
        import { spawn } from 'node:child_process';
        describe('cli', () => {
          beforeEach(() => { vi.useFakeTimers(); });
          it('answers', async () => {
            const child = spawn('node', ['server.js']);
            await new Promise((r) => setTimeout(r, 1000));
            const res = await fetch('http://localhost:4010/');
            expect(res.ok).toBe(true);
          });
        });
      `,
    },
    {
      name: "idle sessions in the title",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('re-authenticates idle sessions', async () => {
          broker = new Broker({ pool });
          await broker.connect();
          await wait(1000);
          await broker.listGroups();
          expect(spy.mock.calls.length).toBe(2);
        });
      `,
    },
    {
      name: "title speaks of a time to live",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('drops entries after 50 ms', async () => {
          const store = new MemoryStore(50);
          await store.connect();
          await sleep(60);
          expect(await store.size()).toBe(3);
        });
      `,
    },
    {
      name: "debounced input",
      filename: "file.tsx",
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      options: [{ report: "potential" }],
      code: code`
        it('searches once', async () => {
          const view = render(<Search />);
          await user.type(view.getByRole('textbox'), 'abc');
          await new Promise((r) => setTimeout(r, 300));
          expect(onSearch).toHaveBeenCalledTimes(1);
        });
      `,
    },
    {
      name: "cache of an LRU",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('forgets', async () => {
          const cache = new LRU({ max: 10, ttl: 20 });
          cache.set('a', 1);
          await sleep(25);
          expect(cache.get('a')).toBeUndefined();
        });
      `,
    },
    {
      name: "scheduler ticks",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('runs each 10 ms', async () => {
          const scheduler = new Scheduler();
          scheduler.every(10, job);
          scheduler.start();
          await sleep(55);
          expect(job.mock.calls.length).toBeGreaterThan(3);
          scheduler.stop();
        });
      `,
    },
    {
      name: "playwright waits for an animation",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { test, expect } from '@playwright/test';
        test('opens', async ({ page }) => {
          await page.getByRole('button').click();
          await page.waitForTimeout(300); // animation
          await expect(page.getByRole('dialog')).toBeVisible();
        });
      `,
    },
    {
      name: "leader killed, time to elect passes",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('fails over', async () => {
          const nodes = await startNodes(3);
          await nodes[0].kill();
          await sleep(2000);
          expect(nodes.filter((n) => n.isLeader)).toHaveLength(1);
        });
      `,
    },
    {
      name: "measured time",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('takes its time', async () => {
          const worker = new Worker('./w.js');
          const begin = Date.now();
          await worker.run(100);
          expect(Date.now() - begin).toBeGreaterThan(90);
        });
      `,
    },
    {
      name: "timestamps apart",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('orders by date', async () => {
          await create({ name: 'a' });
          await sleep(5);
          await create({ name: 'b' });
          expect((await list()).map((x) => x.name)).toEqual(['b', 'a']);
        });
      `,
    },
    {
      name: "room whose clock calls back",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('catches what timers throw', async () => {
          class MyRoom extends Room {
            onJoin() { this.clock.setInterval(() => { throw new Error('x'); }, 100); }
            onUncaughtException(error) { caught = error; }
          }
          const client = await startClient(MyRoom);
          await client.connect();
          await timeout(110);
          assert.ok(caught instanceof Error);
        });
      `,
    },
    {
      name: "option set by a method",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('reports missed beats', async () => {
          const opts = consumerOpts();
          opts.idleHeartbeat(800);
          const sub = await js.subscribe('a', opts);
          await delay(3000);
          expect(sub.missed).toBe(3);
        });
      `,
    },
    {
      name: "activation time kicks in",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('penalizes nobody before', async () => {
          const ps = new PeerScore(params);
          ps.addPeer('a');
          // wait for the activation time to kick in
          await delay(params.activation);
          expect(ps.score('a')).toBe(-1);
        });
      `,
    },
    {
      name: "file system timestamps",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('rebuilds changed files', async () => { await writeFile(a, '1'); await sleep(1100); await writeFile(a, '2'); expect(await build()).toEqual([a]); });
      `,
    },
    {
      name: "session expires",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('logs out after 100 ms of inactivity', async () => { const session = new Session(100); await session.start(); await sleep(120); expect(session.active).toBe(true); });
      `,
    },
    {
      name: "rxjs interval",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('emits', async () => { const sub = interval(10).subscribe((x) => seen.push(x)); await sleep(35); sub.unsubscribe(); expect(seen.length).toBe(3); });
      `,
    },
    {
      name: "sinon clock",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('ticks', async () => { const clock = sinon.useFakeTimers(); server.start(); sleep(100); clock.tick(100); expect(server.ticks).toBe(1); });
      `,
    },
  ],
  invalid: [
  ],
});
