import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "done is called by the stub's output",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const { exec } = require('child_process');
        const { expect } = require('chai');
        describe('contract tests', () => {
          let stub;
          before((done) => {
            stub = exec('node stub-server.js');
            stub.stdout.once('data', () => done());
          });
          after(() => stub.kill());
          it('lists orders', async () => {
            const res = await fetch('http://localhost:9009/orders');
            expect(res.status).to.equal(200);
          });
        });
      `,
    },
    {
      name: "the same timer rejects, output resolves",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn, ChildProcess } from 'child_process';
        export function startLocalstack(): Promise<ChildProcess> {
          return new Promise((resolve, reject) => {
            const child = spawn('localstack', ['start']);
            child.stdout.on('data', (d) => /Ready\\./.test(String(d)) && resolve(child));
            setTimeout(() => reject(new Error('localstack is not up')), 15000);
          });
        }
      `,
    },
    {
      name: "amqp, the comment speaks of the message",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import amqp from 'amqplib';
        import { sleep } from './util.js';
        it('routes by key', async () => {
          const conn = await amqp.connect('amqp://localhost');
          const ch = await conn.createChannel();
          const q = await ch.assertQueue('', { exclusive: true });
          const got = [];
          await ch.consume(q.queue, (m) => got.push(m.content.toString()));
          ch.sendToQueue(q.queue, Buffer.from('one'));
          // wait for the message to arrive
          await sleep(300);
          expect(got).toEqual(['one']);
          await conn.close();
        });
      `,
    },
    {
      name: "comment block tells of the heartbeat period",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { fleet } from './fleet.js';
        import { expect, it } from 'vitest';
        const snooze = (t: number) => new Promise<void>((r) => { setTimeout(r, t); });
        it('marks silent agents as lost', async () => {
          fleet.mute('a1');
          /*
           * Two heartbeat intervals must pass
           * before an agent counts as lost.
           */
          await snooze(2500);
          expect(fleet.lost()).toEqual(['a1']);
        });
      `,
    },
    {
      name: "comment on the line: typing speed",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { openSession } from './proto';
        test('reads the mailbox', async () => {
          const s = openSession('imap://localhost');
          s.write('LOGIN a b');
          await new Promise((r) => setTimeout(r, 150)); // a human types slowly
          s.write('SELECT INBOX');
          expect(await s.line()).toMatch(/OK/);
        });
      `,
    },
    {
      name: "put before the pause, plain comment",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { primary, replica } from './pair';
        import { pause } from './pause';
        it('reads its own writes from the replica', async () => {
          await replica.follow(primary);
          await primary.put('a', 1);
          // replication is asynchronous
          await pause(800);
          expect(await replica.get('a')).toBe(1);
        });
      `,
    },
    {
      name: "wdio waits for the element",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        describe('mobile app', () => {
          it('shows the welcome screen', async () => {
            await driver.activateApp('com.example.shop');
            await $('~welcome').waitForDisplayed({ timeout: 5000 });
            await expect($('~welcome')).toBeDisplayed();
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "CJS exec of a mock server in a before hook with done",
      filename: "file.ts",
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
      name: "amqp consume, comment only",
      filename: "file.ts",
      code: code`
        import amqp from 'amqplib';
        import { sleep } from './util.js';
        it('routes by key', async () => {
          const conn = await amqp.connect('amqp://localhost');
          const ch = await conn.createChannel();
          const q = await ch.assertQueue('', { exclusive: true });
          const got = [];
          await ch.consume(q.queue, (m) => got.push(m.content.toString()));
          // wait for the consumer to be registered
          await sleep(300);
          ch.sendToQueue(q.queue, Buffer.from('one'));
          await until(() => got.length === 1);
          await conn.close();
        });
        declare function until(p: () => boolean): Promise<void>;
      `,
      errors: [
        { messageId: "needless", line: 10, suggestions: [
            { messageId: "removeSleep", output: code`
              import amqp from 'amqplib';
              import { sleep } from './util.js';
              it('routes by key', async () => {
                const conn = await amqp.connect('amqp://localhost');
                const ch = await conn.createChannel();
                const q = await ch.assertQueue('', { exclusive: true });
                const got = [];
                await ch.consume(q.queue, (m) => got.push(m.content.toString()));
                ch.sendToQueue(q.queue, Buffer.from('one'));
                await until(() => got.length === 1);
                await conn.close();
              });
              declare function until(p: () => boolean): Promise<void>;
            ` },
          ] },
      ],
    },
    {
      name: "comment block above, give the agents time to register",
      filename: "file.ts",
      code: code`
        import { fleet } from './fleet.js';
        import { expect, it } from 'vitest';
        const snooze = (t: number) => new Promise<void>((r) => { setTimeout(r, t); });
        it('assigns work to an agent', async () => {
          fleet.scale(2);
          /*
           * Give the agents time to register with the hub,
           * otherwise the first assignment is refused.
           */
          await snooze(2500);
          const job = await fleet.assign('render');
          expect(job.agent).toBeDefined();
        });
      `,
      errors: [
        { messageId: "said", line: 10, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { fleet } from './fleet.js';
              import { expect, it, vi } from 'vitest';
              const snooze = (t: number) => new Promise<void>((r) => { setTimeout(r, t); });
              it('assigns work to an agent', async () => {
                fleet.scale(2);
                await vi.waitFor(async () => {
                  const job = await fleet.assign('render');
                  expect(job.agent).toBeDefined();
                }, { timeout: 5000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "comment on the line: need to wait for the auth handshake",
      filename: "file.ts",
      code: code`
        import { openSession } from './proto';
        test('reads the mailbox', async () => {
          const s = openSession('imap://localhost');
          s.write('LOGIN a b');
          await new Promise((r) => setTimeout(r, 150)); // need to wait for the handshake
          s.write('SELECT INBOX');
          expect(await s.line()).toMatch(/OK/);
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "comment: wait for replica to sync (active, sync words)",
      filename: "file.ts",
      code: code`
        import { primary, replica } from './pair';
        import { pause } from './pause';
        it('reads its own writes from the replica', async () => {
          await replica.follow(primary);
          // wait until the replica is in sync
          await pause(800);
          await primary.put('a', 1);
          expect(await replica.get('a')).toBe(1);
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "wdio pause with a comment",
      filename: "file.ts",
      code: code`
        describe('mobile app', () => {
          it('shows the welcome screen', async () => {
            await driver.activateApp('com.example.shop');
            // wait for the app to be ready
            await browser.pause(5000);
            await expect($('~welcome')).toBeDisplayed();
          });
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              describe('mobile app', () => {
                it('shows the welcome screen', async () => {
                  await driver.activateApp('com.example.shop');
                  for (const deadline = Date.now() + 10_000; ; ) {
                    try {
                      await expect($('~welcome')).toBeDisplayed();
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
      name: "callback test: timer with a comment between subscribe and publish",
      filename: "file.ts",
      code: code`
        import { expect } from 'chai';
        import { PubSubRouter } from '../src/router.js';
        describe('router', () => {
          it('routes to late subscribers', (done) => {
            const router = new PubSubRouter();
            router.subscribe('t', (m) => {
              expect(m).to.equal('x');
              done();
            });
            // wait for the subscription to reach the other nodes
            setTimeout(() => router.publish('t', 'x'), 200);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 11, suggestions: [
            { messageId: "sendAgain", output: code`
              import { expect } from 'chai';
              import { PubSubRouter } from '../src/router.js';
              describe('router', () => {
                it('routes to late subscribers', (done) => {
                  const router = new PubSubRouter();
                  let arrived = false;
                  router.subscribe('t', (m) => {
                    if (arrived) return;
                    arrived = true;
                    expect(m).to.equal('x');
                    done();
                  });
                  const deadline = Date.now() + 1500;
                  const sending = setInterval(() => {
                    if (arrived || Date.now() > deadline) clearInterval(sending);
                    else router.publish('t', 'x');
                  }, 200);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "error-first continuation with a comment",
      filename: "file.ts",
      code: code`
        import { Fabric } from './fabric';
        describe('fabric', () => {
          let fabric;
          beforeEach((done) => {
            fabric = new Fabric({ nodes: 3 });
            fabric.start((err) => {
              if (err) return done(err);
              // let the nodes join
              setTimeout(done, 500);
            });
          });
          afterEach((done) => fabric.stop(done));
          it('has a leader', () => {
            expect(fabric.leader).to.be.ok;
          });
        });
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [] },
      ],
    },
    {
      name: "readiness word alone in the comment",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { dashboard } from './dashboard';
        import { delay } from './delay';
        it('shows three widgets', async () => {
          dashboard.open('/home');
          // initialisation
          await delay(700);
          expect(dashboard.widgets()).toHaveLength(3);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { dashboard } from './dashboard';
              import { delay } from './delay';
              it('shows three widgets', async () => {
                dashboard.open('/home');
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(dashboard.widgets()).toHaveLength(3);
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
