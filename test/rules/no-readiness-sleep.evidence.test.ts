import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what words say beside options and denials", rule, {
  valid: [
    {
      name: "a comment that says readiness, and the same time in an option",
      filename: "file.js",
      code: code`
        import { createPool } from '../src/pool.js';
        it('connects again', async () => {
          const pool = createPool({ url: 'x', connectDelay: 80 });
          // Wait for the pool to connect
          await new Promise((resolve) => setTimeout(resolve, 80));
          expect(pool.size).toBe(1);
        });
      `,
    },
    {
      name: "a comment that only says that something settles, beside an option about time",
      filename: "file.js",
      code: code`
        import { SyncEngine } from '../src/engine.js';
        it('keeps two keys apart', async () => {
          const engine = new SyncEngine({ url: 'ws://localhost:1234', flushInterval: 100 });
          engine.start();
          // let it settle
          await new Promise((resolve) => setTimeout(resolve, 250));
          expect(engine.flushed).toBe(2);
        });
      `,
    },
    {
      name: "a connection whose tries are what is waited for",
      filename: "file.ts",
      code: code`
        import { createClient } from '../src/client.js';
        it('tries again', async () => {
          const connecting = jest.fn();
          const client = createClient({ url, lazy: false, retryWait: 5, on: { connecting } });
          client.connect();
          await new Promise((resolve) => setTimeout(resolve, 10));
          expect(connecting).toHaveBeenCalledTimes(2);
        });
      `,
    },
    {
      name: "cancelled in the middle of its work",
      filename: "file.js",
      code: code`
        import { manager } from './manager.js';
        it('cancels what runs', async () => {
          manager.plan('a', 'b');
          // Wait a bit for the batch to start
          await new Promise((resolve) => setTimeout(resolve, 50));
          await manager.cancelAll();
          const status = manager.status();
          expect(status.cancelled).toBe(1);
        });
      `,
    },
    {
      name: "stopped behind a word of readiness, and nothing asked of it",
      filename: "file.js",
      code: code`
        import { server, client } from './fixtures.js';
        it('observes', async () => {
          client.observe('/x');
          // Wait for the client to send its ACK
          await new Promise((resolve) => setTimeout(resolve, 50));
          await server.stop();
        });
      `,
    },
    {
      name: "what must be nothing is not there",
      filename: "file.js",
      code: code`
        import { harness } from './harness.js';
        it('tells nobody', async () => {
          await harness.handle({ type: 'QUERY_SUB', query: 'q1' });
          // Wait for the subscription to be registered
          await new Promise((resolve) => setTimeout(resolve, 500));
          const told = harness.last('q1');
          expect(told).toBeNull();
        });
      `,
    },
    {
      name: "a job that must not be there, fetched behind the time",
      filename: "file.js",
      code: code`
        import assert from 'node:assert';
        import { boss } from './boss.js';
        it('does nothing when unscheduled', async () => {
          await boss.unschedule('nightly');
          await boss.start();
          await new Promise((resolve) => setTimeout(resolve, 5000));
          const job = await boss.fetch('nightly');
          assert(job === null);
        });
      `,
    },
    {
      name: "a function of another name that is given a title",
      filename: "file.js",
      code: code`
        import { every } from './fixtures.js';
        every('an hour', async ({ page }) => {
          await page.goto('/');
          await page.waitForTimeout(2000);
          await page.keyboard.type('hello');
        });
      `,
    },
    {
      name: "a denial is no apology",
      filename: "file.js",
      code: code`
        import { Repo } from '../src/repo.js';
        it('keeps to itself', async () => {
          const alice = new Repo({ peer: 'alice' });
          const doc = alice.create();
          // let the connections complete; bob shouldn't see it
          await new Promise((resolve) => setTimeout(resolve, 50));
          expect(alice.seen).toBe(1);
        });
      `,
    },
    {
      name: "a list that is to load behind a click of a component",
      filename: "file.js",
      code: code`
        import { click } from './user.js';
        it('shows the list', async () => {
          await click('.more');
          // give the items time to load
          await new Promise((resolve) => setTimeout(resolve, 100));
          expect(document.querySelectorAll('li').length).toBe(20);
        });
      `,
    },
    {
      name: "long enough for what must not come",
      filename: "file.js",
      code: code`
        import { source } from './source.js';
        it('stops connecting', async () => {
          await source.open();
          // Wait long enough for a second reconnect to have fired if the abort did not cancel it.
          await new Promise((resolve) => setTimeout(resolve, 600));
          expect(source.count).toBe(1);
        });
      `,
    },
    {
      name: "what would happen in that time if something did not work",
      filename: "file.js",
      code: code`
        import { connection } from './connection.js';
        it('stops when paused', async () => {
          await connection.connect();
          // if backpressure is not working, the bytes received will grow during this time
          await new Promise((resolve) => setTimeout(resolve, 600));
          expect(connection.bytes).toBe(20);
        });
      `,
    },
    {
      name: "what is sent is let in before the worker starts",
      filename: "file.js",
      code: code`
        import { boss } from './boss.js';
        it('bursts', async () => {
          await boss.start();
          await boss.send('queue');
          // Let the monitor see the job before the worker starts
          await new Promise((resolve) => setTimeout(resolve, 3000));
          await boss.work('queue');
        });
      `,
    },
    {
      name: "an effect that is spoken of as ready, beside an option about time",
      filename: "file.js",
      code: code`
        import { boss } from './boss.js';
        it('bursts', async () => {
          await boss.start({ monitorIntervalSeconds: 1 });
          await boss.send('queue');
          // let the monitor reflect the ready count
          await new Promise((resolve) => setTimeout(resolve, 3000));
          await boss.work('queue');
        });
      `,
    },
    {
      name: "a test of a delay",
      filename: "file.js",
      code: code`
        import { socket } from './socket.js';
        describe('poll', () => {
          beforeEach(async () => {
            await socket.connect('tcp://127.0.0.1:4444');
          });
          it('polls after a delay', async () => {
            await new Promise((resolve) => setTimeout(resolve, 15));
            await socket.send('foo');
          });
        });
      `,
    },
    {
      name: "a test that passes when nothing has come",
      filename: "file.js",
      code: code`
        import test from 'tape';
        import { start } from './agent.js';
        test('does nothing', (t) => {
          const agent = start({ central: false });
          agent.on('poll', () => t.fail('must not poll'));
          setTimeout(() => {
            t.pass('has not polled');
            agent.destroy();
            t.end();
          }, 1000);
        });
      `,
    },
    {
      name: "an animation that takes its time",
      filename: "file.js",
      code: code`
        import { test, expect } from '@playwright/test';
        test('opens', async ({ page }) => {
          await page.goto('/');
          // Wait for the opening animation
          await page.waitForTimeout(500);
          await page.screenshot();
        });
      `,
    },
    {
      name: "a stub that stays for a while",
      filename: "file.js",
      code: code`
        import sinon from 'sinon';
        import { Responder } from './responder.js';
        it('does not connect twice', (done) => {
          const responder = new Responder();
          responder.socket.on('connect', () => {
            const stub = sinon.stub(responder.discovery, 'hello');
            setTimeout(() => {
              stub.restore();
              responder.once('added', () => done());
            }, 100);
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a comment that says readiness, beside an option about another time",
      filename: "file.ts",
      code: code`
        import { MigrationManager } from '../src/migration.js';
        const manager = new MigrationManager({ batchSize: 10, batchIntervalMs: 50 });
        it('collects before it moves', async () => {
          let collected = false;
          manager.onCollect(() => { collected = true; });
          manager.plan('a', 'b');
          // Wait for the migration to start
          await new Promise((resolve) => setTimeout(resolve, 80));
          expect(collected).toBe(true);
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import { MigrationManager } from '../src/migration.js';
              const manager = new MigrationManager({ batchSize: 10, batchIntervalMs: 50 });
              it('collects before it moves', async () => {
                let collected = false;
                manager.onCollect(() => { collected = true; });
                manager.plan('a', 'b');
                for (const deadline = Date.now() + 1500; !collected && Date.now() < deadline; ) {
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
                expect(collected).toBe(true);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a name that says readiness, beside a bound of what was started",
      filename: "file.js",
      code: code`
        import { runTool, collector } from './tools.js';
        const MARKER_READY_MS = 700;
        it('moves to the background', async () => {
          const running = runTool({ script: 'echo one; sleep 3', timeout_secs: 30 });
          await new Promise((resolve) => setTimeout(resolve, MARKER_READY_MS));
          collector.background('one');
          await running;
        });
      `,
      errors: [
        { messageId: "named", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a connection whose tries are turned off",
      filename: "file.ts",
      code: code`
        import { createClient } from '../src/client.js';
        it('calls its listeners', async () => {
          const connecting = jest.fn();
          const client = createClient({ url, lazy: false, retryAttempts: 0, on: { connecting } });
          client.connect();
          await new Promise((resolve) => setTimeout(resolve, 10));
          expect(connecting).toHaveBeenCalledTimes(1);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { createClient } from '../src/client.js';
              it('calls its listeners', async () => {
                const connecting = jest.fn();
                const client = createClient({ url, lazy: false, retryAttempts: 0, on: { connecting } });
                client.connect();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(connecting).toHaveBeenCalledTimes(1);
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
      name: "a variable of the environment of a child is no option of what is tested",
      filename: "file.js",
      code: code`
        import { fork } from 'node:child_process';
        import axios from 'axios';
        it('answers', async () => {
          const child = fork('server.js', { env: { PORT: '8181', TELEMETRY_HEARTBEAT_INTERVAL: '1' } });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await axios.get('http://localhost:8181/first');
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { fork } from 'node:child_process';
              import axios from 'axios';
              it('answers', async () => {
                const child = fork('server.js', { env: { PORT: '8181', TELEMETRY_HEARTBEAT_INTERVAL: '1' } });
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:8181/first', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:8181/first does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await axios.get('http://localhost:8181/first');
              });
            ` },
          ] },
      ],
    },
    {
      name: "what must not be nothing is there",
      filename: "file.js",
      code: code`
        import { harness } from './harness.js';
        it('tells the subscriber', async () => {
          await harness.handle({ type: 'QUERY_SUB', query: 'q1' });
          // Wait for the subscription to be registered
          await new Promise((resolve) => setTimeout(resolve, 500));
          const told = harness.last('q1');
          expect(told).not.toBeNull();
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { harness } from './harness.js';
              it('tells the subscriber', async () => {
                await harness.handle({ type: 'QUERY_SUB', query: 'q1' });
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const told = harness.last('q1');
                    expect(told).not.toBeNull();
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
      name: "a job that must be there, fetched behind the time",
      filename: "file.js",
      code: code`
        import assert from 'node:assert';
        import { boss } from './boss.js';
        it('does what is scheduled', async () => {
          await boss.start();
          await new Promise((resolve) => setTimeout(resolve, 5000));
          const job = await boss.fetch('nightly');
          assert(job !== null);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import assert from 'node:assert';
              import { boss } from './boss.js';
              it('does what is scheduled', async () => {
                await boss.start();
                for (const deadline = Date.now() + 10_000; ; ) {
                  try {
                    const job = await boss.fetch('nightly');
                    assert(job !== null);
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
      name: "an answer without errors behind the time",
      filename: "file.js",
      code: code`
        import { boss } from './boss.js';
        it('answers', async () => {
          await boss.start();
          await new Promise((resolve) => setTimeout(resolve, 500));
          const response = await fetch(\`http://localhost:\${boss.port}/x\`);
          expect(response.errors).toBeUndefined();
          expect(response.status).toBe(200);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a test of a runner that was wrapped",
      filename: "file.js",
      code: code`
        import tape from 'tape';
        import promisify from 'tape-promise';
        import { spawn, loadState } from './utils.js';
        const test = promisify(tape);
        const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        test('installs through the server', async (t) => {
          const server = spawn(['server', 'start']);
          await delay(2000);
          const state = await loadState();
          t.ok(state);
          server.kill();
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a test of fixtures that a module of the project exports",
      filename: "file.js",
      code: code`
        import { test, expect } from './fixtures.js';
        test('shows the editor', async ({ page }) => {
          await page.goto('/');
          // the editor takes a while to load
          await page.waitForTimeout(2000);
          await page.keyboard.type('hello');
          await expect(page.locator('.line')).toHaveText('hello');
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a hook of fixtures that a module of the project exports",
      filename: "file.js",
      code: code`
        import { beforeEach, it } from './fixtures.js';
        import { launch } from './app.js';
        let app;
        beforeEach(async () => {
          app = launch();
          await new Promise((resolve) => setTimeout(resolve, 300));
        });
        it('answers', async () => {
          await app.ask('x');
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "an apology is no denial",
      filename: "file.js",
      code: code`
        import { Repo } from '../src/repo.js';
        it('syncs', async () => {
          const alice = new Repo({ peer: 'alice' });
          const bob = new Repo({ peer: 'bob' });
          const doc = alice.create();
          // TODO: let the connections complete. This shouldn't be necessary.
          await new Promise((resolve) => setTimeout(resolve, 50));
          const found = await bob.find(doc.url);
          expect(found).toBeDefined();
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { Repo } from '../src/repo.js';
              it('syncs', async () => {
                const alice = new Repo({ peer: 'alice' });
                const bob = new Repo({ peer: 'bob' });
                const doc = alice.create();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const found = await bob.find(doc.url);
                    expect(found).toBeDefined();
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
      name: "nobody waits for what a start begins",
      filename: "file.js",
      code: code`
        import { runner } from './runner.js';
        it('crashes', async () => {
          const crashed = jest.fn();
          runner.onCrash(crashed);
          await runner.start();
          // the loop that start() begins is async, and we never wait for it, so give it a chance to start
          await new Promise((resolve) => setTimeout(resolve, 100));
          expect(crashed).toHaveBeenCalledWith('boom');
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { runner } from './runner.js';
              it('crashes', async () => {
                const crashed = jest.fn();
                runner.onCrash(crashed);
                await runner.start();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(crashed).toHaveBeenCalledWith('boom');
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
      name: "the hook that sets something up is to complete",
      filename: "file.js",
      code: code`
        import { createWorkspace } from './workspaces.js';
        it('runs the hook', async () => {
          const { id } = await createWorkspace('main');
          // Wait for the init hook to complete
          await new Promise((resolve) => setTimeout(resolve, 1000));
          expect(await statusOf(id)).toBe('success');
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { createWorkspace } from './workspaces.js';
              it('runs the hook', async () => {
                const { id } = await createWorkspace('main');
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    expect(await statusOf(id)).toBe('success');
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
      name: "a page that is to load behind a click",
      filename: "file.js",
      code: code`
        import { test, expect } from '@playwright/test';
        test('logs in', async ({ page }) => {
          await page.fill('.password', 'secret');
          await page.click('.submit');
          // we allow the editor time to load
          await page.waitForTimeout(1000);
          expect(await page.isVisible('.workbench')).toBeTruthy();
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { test, expect } from '@playwright/test';
              test('logs in', async ({ page }) => {
                await page.fill('.password', 'secret');
                await page.click('.submit');
                await expect(async () => {
                  expect(await page.isVisible('.workbench')).toBeTruthy();
                }).toPass({ timeout: 2000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the main function of a crawler",
      filename: "file.js",
      code: code`
        import Apify from 'apify';
        Apify.main(async () => {
          const browser = await Apify.launchPuppeteer();
          const page = await browser.newPage();
          await page.goto('http://example.com/webcam.html');
          // Give the image some time to load.
          await Apify.utils.sleep(3000);
          await page.screenshot();
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a game that starts, without the time that it counts down",
      filename: "file.js",
      code: code`
        import { test, expect } from '@playwright/test';
        test('opens', async ({ page }) => {
          await page.goto('/');
          // Wait for the game to initialize (skips the countdown)
          await page.waitForTimeout(500);
          await page.screenshot();
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "the same without a stub",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Responder } from './responder.js';
        it('does not connect twice', (done) => {
          const responder = new Responder();
          responder.socket.on('connect', () => {
            setTimeout(() => {
              responder.once('added', () => done());
              responder.send('x');
            }, 100);
          });
        });
      `,
      errors: [
        { messageId: "maybeNeedless", line: 5, suggestions: [] },
      ],
    },
  ],
});
