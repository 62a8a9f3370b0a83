import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "lease constant shared with the subject",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { LeaderLease } from '../src/leader-lease';
        import { strict as assert } from 'node:assert';
        const LEASE = 80;
        const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
        describe('lease', () => {
          it('is lost when it is not renewed', async () => {
            const lease = new LeaderLease({ duration: LEASE, renew: false });
            await lease.start();
            await sleep(LEASE + 20);
            assert.ok(lease.lost);
          });
        });
      `,
    },
    {
      name: "nock delay and fetch",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import nock from 'nock';
        it('times out', async () => {
          nock('http://api').get('/').delay(2000).reply(200);
          await expect(fetch('http://api/', { signal: AbortSignal.timeout(50) })).rejects.toThrow();
        });
      `,
    },
    {
      name: "bullmq worker.pause and resume",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Worker } from 'bullmq';
        import { expect, it } from 'vitest';
        it('can be paused', async () => {
          const worker = new Worker('q', async () => {});
          await worker.waitUntilReady();
          await worker.pause();
          expect(worker.isPaused()).toBe(true);
          await worker.close();
        });
      `,
    },
    {
      name: "ethers tx.wait with a number",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { ethers } from 'hardhat';
        describe('Vault', () => {
          it('is deployed', async () => {
            const factory = await ethers.getContractFactory('Vault');
            const vault = await factory.deploy();
            await vault.deployed();
            const tx = await vault.init(1);
            await tx.wait(2);
            if ((await vault.owner()) === undefined) throw new Error('no owner');
          });
        });
      `,
    },
    {
      name: "trace span of known length",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { trace } from '@opentelemetry/api';
        const wait = (ms) => new Promise((r) => setTimeout(r, ms));
        it('has a duration', async () => {
          const span = trace.getTracer('t').startSpan('work');
          await wait(20);
          span.end();
        });
      `,
    },
    {
      name: "finally block of a test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startProxy } from './proxy';
        import { expect, it } from 'vitest';
        import { sleep } from './sleep';
        it('forwards', async () => {
          const proxy = await startProxy();
          try {
            expect(await proxy.get('/')).toBe('ok');
          } finally {
            await proxy.stop();
            await sleep(200);
          }
        });
      `,
    },
    {
      name: "click and wait for the transition",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { test, expect } from '@playwright/test';
        test('drawer', async ({ page }) => {
          await page.goto('/');
          await page.getByRole('button', { name: 'Menu' }).click();
          await page.waitForTimeout(300);
          await expect(page).toHaveScreenshot();
        });
      `,
    },
    {
      name: "comment mentions an update, an effect",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { render } from './render';
        import { fireEvent } from '@testing-library/dom';
        it('counts', async () => {
          const view = render('counter');
          fireEvent.click(view.button);
          // wait for the update
          await new Promise((r) => setTimeout(r, 50));
          expect(view.text).toBe('1');
        });
      `,
    },
    {
      name: "transaction overlap",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { knex } from './db';
        import { sleep } from './sleep';
        it('sees the old row', async () => {
          const slow = knex.transaction(async (trx) => {
            await trx('a').update({ n: 2 });
            await sleep(100);
          });
          expect(await knex('a').first('n')).toEqual({ n: 1 });
          await slow;
        });
      `,
    },
    {
      name: "child writes, pause between chunks of stdin",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { text } from 'node:stream/consumers';
        const nap = (ms) => new Promise((r) => setTimeout(r, ms));
        it('joins chunks', async () => {
          const cat = spawn('cat');
          cat.stdin.write('a');
          await nap(50);
          cat.stdin.end('b');
          expect(await text(cat.stdout)).toBe('ab');
        });
      `,
    },
    {
      name: "react-like effect in a hook test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { renderHook, act } from '@testing-library/react';
        import { useSearch } from '../src/use-search';
        it('returns results', async () => {
          const { result } = renderHook(() => useSearch('a'));
          await act(async () => {
            await new Promise((r) => setTimeout(r, 100));
          });
          expect(result.current.items).toEqual([]);
        });
      `,
    },
    {
      name: "redis subscriber awaited, then published",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import Redis from 'ioredis';
        test('delivers invalidations', async () => {
          const sub = new Redis();
          const pub = new Redis();
          const seen: string[] = [];
          sub.on('message', (_, m) => seen.push(m));
          await sub.subscribe('invalidate');
          await pub.publish('invalidate', 'user:1');
          await vi.waitFor(() => expect(seen).toEqual(['user:1']));
        });
      `,
    },
    {
      name: "subscription sent, ack awaited",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import WebSocket from 'ws';
        import { once } from 'node:events';
        test('streams ticks', async () => {
          const ws = new WebSocket(url);
          await once(ws, 'open');
          const acked = once(ws, 'message');
          ws.send(JSON.stringify({ op: 'subscribe', channel: 'ticks' }));
          await acked;
          await feed.publish('ticks', { price: 3 });
        });
      `,
    },
    {
      name: "room joined with an acknowledgement",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { io } from 'socket.io-client';
        it('sees others in the room', async () => {
          const a = io(url);
          await a.emitWithAck('join', 'lobby');
          a.emit('say', 'hi');
        });
      `,
    },
    {
      name: "changes propagate, a document is edited",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('syncs the edit', async () => {
          handle.change((d) => { d.title = 'x'; });
          // Wait for the change to propagate
          await new Promise((resolve) => setTimeout(resolve, 10));
          expect(other.doc().title).toBe('x');
        });
      `,
    },
    {
      name: "a request is in flight",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('answers the second with 409', async () => {
          const server = createCallbackServer();
          const { port } = await server.start({ port: 0 });
          const first = fetch(\`http://localhost:\${port}/cb?code=1\`);
          await new Promise((r) => setTimeout(r, 50));
          const second = await fetch(\`http://localhost:\${port}/cb?code=2\`);
          expect(second.status).toBe(409);
          await first;
        });
      `,
    },
    {
      name: "connect is expected to fail by its comment",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('waits for a free connection', async () => {
          const pool = new Pool({ max: 1 });
          await pool.connect();
          // let the queue time out
          await sleep(120);
          expect(pool.waitingCount).toBe(1);
        });
      `,
    },
    {
      name: "token bucket test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('refills', async () => {
          const bucket = new TokenBucket({ capacity: 2, refillPerSecond: 10 });
          bucket.take(2);
          await sleep(110);
          expect(bucket.take()).toBe(true);
        });
      `,
    },
    {
      name: "mutual exclusion",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('serialises', async () => {
          const mutex = new Mutex();
          const first = mutex.run(async () => { order.push(1); await sleep(50); order.push(2); });
          const second = mutex.run(async () => { order.push(3); });
          await Promise.all([first, second]);
          expect(order).toEqual([1, 2, 3]);
        });
      `,
    },
    {
      name: "mqtt subscribe with its callback",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const mqtt = require('mqtt');
        it('bridges', function (done) {
          const client = mqtt.connect('mqtt://localhost:1883');
          client.on('message', () => done());
          client.subscribe('in', () => { client.publish('in', 'x'); });
        });
      `,
    },
    {
      name: "cypress waits behind typing",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('searches', () => {
          cy.get('input').type('abc');
          cy.wait(500);
          cy.get('.hit').should('have.length', 3);
        });
      `,
    },
    {
      name: "testcafe waits behind a click",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        test('saves', async (t) => {
          await t.click('#save').wait(500).expect(Selector('.ok').exists).ok();
        });
      `,
    },
    {
      name: "nested describes, hook starts, a test waits and asserts first",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        describe('gateway', () => {
          let gateway: Gateway;
          beforeAll(async () => { gateway = new Gateway(); await gateway.start(); });
          it('routes', async () => {
            expect(await gateway.route('/a')).toBe('a');
            await sleep(500);
            expect(await gateway.count()).toBe(1);
          });
        });
      `,
    },
    {
      name: "watcher ready awaited",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import chokidar from 'chokidar';
        import { once } from 'node:events';
        it('sees files', async () => {
          const watcher = chokidar.watch(dir);
          await once(watcher, 'ready');
          await writeFile(join(dir, 'a.txt'), 'a');
        });
      `,
    },
    {
      name: "watcher: file written, effect awaited",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import chokidar from 'chokidar';
        import { once } from 'node:events';
        it('sees files', async () => {
          const watcher = chokidar.watch(dir);
          await once(watcher, 'ready');
          await writeFile(join(dir, 'a.txt'), 'a');
          await sleep(300);
          expect(onAdd).toHaveBeenCalledTimes(1);
        });
      `,
    },
    {
      name: "ava, awaited start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import test from 'ava';
        test('serves', async (t) => {
          const server = new AssetServer();
          await server.start();
          const res = await fetch(server.url);
          t.is(res.status, 200);
        });
      `,
    },
    {
      name: "room left, denied with an operator",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const PROPAGATION_DELAY = 100;
        it('makes all leave', async () => {
          emitter.leave('room');
          await sleep(PROPAGATION_DELAY);
          assert.ok(sockets[0].rooms.has('room') === false);
        });
      `,
    },
    {
      name: "event source, open awaited",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('streams', async () => {
          const es = new EventSource(\`\${base}/events\`);
          es.onmessage = (e) => seen.push(e.data);
          await once(es, 'open');
          await fetch(\`\${base}/emit\`, { method: 'POST' });
          await vi.waitFor(() => expect(seen).toEqual(['x']));
        });
      `,
    },
    {
      name: "bare sleep at the top of a test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('is eventually consistent', async () => {
          await sleep(1000);
          expect(await count()).toBe(3);
        });
      `,
    },
    {
      name: "drag and drop",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('drags', async () => { await mouse.down(); await mouse.move(100, 0); await sleep(100); await mouse.up(); expect(order()).toEqual(['b', 'a']); });
      `,
    },
    {
      name: "snackbar hides",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('hides', async () => { show('x'); await sleep(3100); expect(screen.queryByText('x')).toBeNull(); });
      `,
    },
    {
      name: "circuit breaker half open",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('half opens', async () => { const breaker = new Breaker({ resetTimeout: 50 }); await breaker.open(); await sleep(60); expect(breaker.state).toBe('half-open'); });
      `,
    },
    {
      name: "signal goes to a started child",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('ignores SIGHUP', async () => { const child = spawnServer(); await sleep(300); child.kill('SIGHUP'); await sleep(300); expect(child.exitCode).toBeNull(); });
      `,
    },
    {
      name: "nobody answers",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('gives up', async () => { const client = new Client(); client.connect('10.255.255.1'); await sleep(100); expect(client.connected).toBe(false); });
      `,
    },
    {
      name: "stays open",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('keeps the connection', async () => { const c = await connect(); await sleep(1000); expect(c.closed).toBe(false); await c.close(); });
      `,
    },
    {
      name: "unmount",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('cleans up', async () => { const { unmount } = render(() => null); unmount(); await sleep(10); expect(errors).toEqual([]); });
      `,
    },
    {
      name: "store listener",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('tells', async () => { store.subscribe(listener); store.set(1); await sleep(0); expect(listener).toHaveBeenCalled(); });
      `,
    },
    {
      name: "lock is held by another",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('waits its turn', async () => { const holder = spawnHolder(); await once(holder, 'message'); const t = lock(); await sleep(100); holder.kill(); await t; });
      `,
    },
  ],
  invalid: [
  ],
});
