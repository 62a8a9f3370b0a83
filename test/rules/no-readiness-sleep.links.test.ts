import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "testcontainers wait strategy",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { GenericContainer, StartedTestContainer, Wait } from 'testcontainers';
        import { beforeAll, afterAll, expect, it } from 'vitest';
        import { createPool } from '../src/pool';
        let box: StartedTestContainer;
        beforeAll(async () => {
          box = await new GenericContainer('clickhouse/clickhouse-server').withExposedPorts(8123)
            .withWaitStrategy(Wait.forHttp('/ping', 8123)).start();
        }, 60_000);
        afterAll(() => box.stop());
        it('selects one', async () => {
          const pool = createPool(box.getMappedPort(8123));
          expect(await pool.scalar('select 1')).toBe(1);
        });
      `,
    },
    {
      name: "peers told before the sleep",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { GossipPeer } from '../src/gossip-peer';
        import { describe, expect, it } from 'vitest';
        import { sleep } from './tools';
        describe('gossip', () => {
          it('spreads a fact', async () => {
            const p1 = new GossipPeer({ port: 0 });
            const p2 = new GossipPeer({ port: 0, join: 'p1' });
            await Promise.all([p1.start(), p2.start()]);
            p1.tell('color', 'red');
            await sleep(600);
            expect(p2.ask('color')).toBe('red');
            await Promise.all([p1.stop(), p2.stop()]);
          });
        });
      `,
    },
    {
      name: "simulation time is under test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { launchCopter } from './sim';
        import { test } from 'node:test';
        import assert from 'node:assert/strict';
        const nap = async (ms: number) => { await new Promise((r) => setTimeout(r, ms)); };
        test('climbs for one and a half seconds', async () => {
          await using sim = await launchCopter('cessna');
          await sim.setThrottle(1);
          await nap(1500);
          assert.ok((await sim.altitude()) > 10);
        });
      `,
    },
    {
      name: "then chain behind stop",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import * as utils from './utils.js';
        import { Indexer } from '../indexer.js';
        it('can be stopped', () => {
          const indexer = new Indexer('seed');
          return indexer.stop()
            .then(() => utils.delay(400))
            .then(() => expect(indexer.running).toBe(false));
        });
      `,
    },
    {
      name: "bluebird delay behind the request",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const Promise = require('bluebird');
        const { Bus } = require('../lib/bus');
        describe('bus', function () {
          it('counts', function () {
            const bus = new Bus('amqp://localhost');
            return bus.send('ping').delay(250).then(() => expect(bus.sent).to.equal(1));
          });
        });
      `,
    },
    {
      name: "IIFE script terminates the pool",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const { startPool } = require('./pool');
        const { sleep } = require('./sleep');
        (async () => {
          const pool = await startPool(4);
          await sleep(500);
          await pool.terminate();
        })();
      `,
    },
    {
      name: "roster negative",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { makeClient } from './clients.js';
        import { strict as assert } from 'node:assert';
        import { sleep } from './async.js';
        describe('presence', () => {
          const alice = makeClient('alice');
          const bob = makeClient('bob');
          it('hides invisible users', async () => {
            await alice.connect({ invisible: true });
            await bob.connect();
            await sleep(150);
            assert.equal(bob.roster().includes('alice'), false);
          });
        });
      `,
    },
    {
      name: "deno test: not certain",
      filename: "file.ts",
      code: code`
        Deno.test('echo', async () => {
          const child = new Deno.Command('deno', { args: ['run', 'echo.ts'] }).spawn();
          await new Promise((r) => setTimeout(r, 500));
          const res = await fetch('http://localhost:8000');
          assertEquals(res.status, 200);
          child.kill();
        });
      `,
    },
    {
      name: "extension host activates: not certain",
      filename: "file.ts",
      code: code`
        suite('extension', () => {
          test('registers commands', async () => {
            const ext = vscode.extensions.getExtension('me.ext');
            await ext.activate();
            await sleep(1000);
            assert.ok((await vscode.commands.getCommands()).includes('me.run'));
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "testcontainers started, then a sleep",
      filename: "file.ts",
      code: code`
        import { GenericContainer, StartedTestContainer } from 'testcontainers';
        import { beforeAll, afterAll, expect, it } from 'vitest';
        import { createPool } from '../src/pool';
        let box: StartedTestContainer;
        beforeAll(async () => {
          box = await new GenericContainer('clickhouse/clickhouse-server').withExposedPorts(8123).start();
          await new Promise((resolve) => setTimeout(resolve, 4000));
        }, 60_000);
        afterAll(() => box.stop());
        it('selects one', async () => {
          const pool = createPool(box.getMappedPort(8123));
          expect(await pool.scalar('select 1')).toBe(1);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [] },
      ],
    },
    {
      name: "started peers, Promise.all, then a sleep for membership",
      filename: "file.ts",
      code: code`
        import { GossipPeer } from '../src/gossip-peer';
        import { describe, expect, it } from 'vitest';
        import { sleep } from './tools';
        describe('gossip', () => {
          it('spreads a fact', async () => {
            const p1 = new GossipPeer({ port: 0 });
            const p2 = new GossipPeer({ port: 0, join: 'p1' });
            await Promise.all([p1.start(), p2.start()]);
            await sleep(600);
            p1.tell('color', 'red');
            await expect.poll(() => p2.ask('color')).toBe('red');
            await Promise.all([p1.stop(), p2.stop()]);
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 9, suggestions: [] },
      ],
    },
    {
      name: "using declaration, launched simulator",
      filename: "file.ts",
      code: code`
        import { launchCopter } from './sim';
        import { test } from 'node:test';
        import assert from 'node:assert/strict';
        const nap = async (ms: number) => { await new Promise((r) => setTimeout(r, ms)); };
        test('reports its altitude', async () => {
          await using sim = await launchCopter('cessna');
          await nap(1500);
          assert.equal(await sim.altitude(), 120);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { launchCopter } from './sim';
              import { test } from 'node:test';
              import assert from 'node:assert/strict';
              const nap = async (ms: number) => { await new Promise((r) => setTimeout(r, ms)); };
              test('reports its altitude', async () => {
                await using sim = await launchCopter('cessna');
                for (const deadline = Date.now() + 3000; ; ) {
                  try {
                    assert.equal(await sim.altitude(), 120);
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
      name: "then chain behind start, utils object",
      filename: "file.ts",
      code: code`
        import * as utils from './utils.js';
        import { Indexer } from '../indexer.js';
        it('indexes the seed folder', () => {
          const indexer = new Indexer('seed');
          return indexer.start()
            .then(() => utils.delay(400))
            .then(() => indexer.search('apple'))
            .then((hits) => expect(hits).toHaveLength(2));
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "bluebird delay behind connect",
      filename: "file.ts",
      code: code`
        const Promise = require('bluebird');
        const { Bus } = require('../lib/bus');
        describe('bus', function () {
          it('round trip', function () {
            const bus = new Bus('amqp://localhost');
            return bus.connect().delay(250).then(() => bus.request('ping'));
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "IIFE script, started worker pool",
      filename: "file.ts",
      code: code`
        const { startPool } = require('./pool');
        const { sleep } = require('./sleep');
        (async () => {
          const pool = await startPool(4);
          await sleep(500);
          const sums = await Promise.all([1, 2, 3].map((n) => pool.exec('sum', n)));
          console.log(sums);
          await pool.terminate();
        })();
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [] },
      ],
    },
    {
      name: "traced subscribe on a client made in the describe body",
      filename: "file.ts",
      code: code`
        import { makeClient } from './clients.js';
        import { strict as assert } from 'node:assert';
        import { sleep } from './async.js';
        describe('presence', () => {
          const alice = makeClient('alice');
          const bob = makeClient('bob');
          it('tells bob that alice is here', async () => {
            await alice.connect();
            await bob.connect();
            await sleep(150);
            assert.deepEqual(bob.roster(), ['alice']);
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 10, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { makeClient } from './clients.js';
              import { strict as assert } from 'node:assert';
              import { sleep } from './async.js';
              describe('presence', () => {
                const alice = makeClient('alice');
                const bob = makeClient('bob');
                it('tells bob that alice is here', async () => {
                  await alice.connect();
                  await bob.connect();
                  for (const deadline = Date.now() + 1500; ; ) {
                    try {
                      assert.deepEqual(bob.roster(), ['alice']);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "deno test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        Deno.test('echo', async () => {
          const child = new Deno.Command('deno', { args: ['run', 'echo.ts'] }).spawn();
          await new Promise((r) => setTimeout(r, 500));
          const res = await fetch('http://localhost:8000');
          assertEquals(res.status, 200);
          child.kill();
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 3, suggestions: [
            { messageId: "probeFirst", output: code`
              Deno.test('echo', async () => {
                const child = new Deno.Command('deno', { args: ['run', 'echo.ts'] }).spawn();
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:8000', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:8000 does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const res = await fetch('http://localhost:8000');
                assertEquals(res.status, 200);
                child.kill();
              });
            ` },
          ] },
      ],
    },
    {
      name: "extension host activates",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        suite('extension', () => {
          test('registers commands', async () => {
            const ext = vscode.extensions.getExtension('me.ext');
            await ext.activate();
            await sleep(1000);
            assert.ok((await vscode.commands.getCommands()).includes('me.run'));
          });
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              suite('extension', () => {
                test('registers commands', async () => {
                  const ext = vscode.extensions.getExtension('me.ext');
                  await ext.activate();
                  for (const deadline = Date.now() + 2000; ; ) {
                    try {
                      assert.ok((await vscode.commands.getCommands()).includes('me.run'));
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "two starts",
      filename: "file.ts",
      code: code`
        it('talks', async () => {
          const a = new Peer('a');
          const b = new Peer('b');
          a.connect(b.address);
          await sleep(50);
          expect(b.peers).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              it('talks', async () => {
                const a = new Peer('a');
                const b = new Peer('b');
                a.connect(b.address);
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(b.peers).toHaveLength(1);
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
