import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "the timer unsubscribes",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { expect } from 'chai';
        import { PubSubRouter } from '../src/router.js';
        describe('router', () => {
          it('forgets subscribers', (done) => {
            const router = new PubSubRouter();
            const sub = router.subscribe('t', () => done(new Error('late message')));
            setTimeout(() => {
              sub.close();
              done();
            }, 200);
          });
        });
      `,
    },
    {
      name: "error-first continuation of stop",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Fabric } from './fabric';
        describe('fabric', () => {
          let fabric;
          beforeEach((done) => {
            fabric = new Fabric({ nodes: 3 });
            fabric.start(done);
          });
          afterEach((done) => {
            fabric.stop((err) => {
              if (err) return done(err);
              setTimeout(done, 500);
            });
          });
          it('has a leader', () => {
            expect(fabric.leader).to.be.ok;
          });
        });
      `,
    },
    {
      name: "readiness word alone in the comment: not certain",
      filename: "file.ts",
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
    },
    {
      name: "trailing comment: startup: not certain",
      filename: "file.ts",
      code: code`
        import { cluster } from './cluster';
        import { sleep } from './sleep';
        it('is healthy', async () => {
          cluster.scale(3);
          await sleep(2000); // startup
          expect(await cluster.health()).toBe('green');
        });
      `,
    },
    {
      name: "comment: subscription, node test: not certain",
      filename: "file.ts",
      code: code`
        import { test } from 'node:test';
        import assert from 'node:assert';
        import { feeds } from './feeds.js';
        import { setTimeout as nap } from 'node:timers/promises';
        test('lists the feed', async () => {
          feeds.add('https://example.com/rss');
          await nap(200); // subscription is asynchronous
          assert.equal(feeds.list().length, 1);
        });
      `,
    },
    {
      name: "sync client online: not certain",
      filename: "file.ts",
      code: code`
        it('pulls', async () => {
          const client = new SyncClient(url);
          client.goOnline();
          // should be online by now
          await sleep(250);
          expect(await client.pull()).toHaveLength(1);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "trailing comment: startup",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { cluster } from './cluster';
        import { sleep } from './sleep';
        it('is healthy', async () => {
          cluster.scale(3);
          await sleep(2000); // startup
          expect(await cluster.health()).toBe('green');
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { cluster } from './cluster';
              import { sleep } from './sleep';
              it('is healthy', async () => {
                cluster.scale(3);
                for (const deadline = Date.now() + 4000; ; ) {
                  try {
                    expect(await cluster.health()).toBe('green');
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
      name: "comment: subscription, node test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { test } from 'node:test';
        import assert from 'node:assert';
        import { feeds } from './feeds.js';
        import { setTimeout as nap } from 'node:timers/promises';
        test('lists the feed', async () => {
          feeds.add('https://example.com/rss');
          await nap(200); // subscription is asynchronous
          assert.equal(feeds.list().length, 1);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { test } from 'node:test';
              import assert from 'node:assert';
              import { feeds } from './feeds.js';
              import { setTimeout as nap } from 'node:timers/promises';
              test('lists the feed', async () => {
                feeds.add('https://example.com/rss');
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    assert.equal(feeds.list().length, 1);
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
      name: "comment: allow time for the topic to be created and leaders to be active",
      filename: "file.ts",
      code: code`
        const { Admin } = require('./admin');
        const { pause } = require('./time');
        exports.ensureTopic = async function (name) {
          const admin = new Admin();
          await admin.createTopic(name);
          // allow time for the partition leaders to become active
          await pause(1000);
          return admin.describe(name);
        };
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
    {
      name: "let the sync happen behind a clone",
      filename: "file.ts",
      code: code`
        it('gives the doc to others', async () => {
          const copy = repo.clone(handle);
          // pause to let the sync happen
          await pause(50);
          const found = await third.find(copy.url);
          expect(found.doc()).toEqual({ a: 1 });
        });
      `,
      errors: [
        { messageId: "said", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              it('gives the doc to others', async () => {
                const copy = repo.clone(handle);
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const found = await third.find(copy.url);
                    expect(found.doc()).toEqual({ a: 1 });
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
      name: "blank line between the comment and the timer",
      filename: "file.ts",
      code: code`
        test('delivers', (done) => {
          sub.bind(address, (err) => {
            if (err) throw err;
            pub.connect(address);
            // A message that is sent too early is dropped, so we wait
            // for the connection to be established.

            setTimeout(() => {
              pub.send('foo');
            }, 15);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "wait for service worker",
      filename: "file.ts",
      code: code`
        it('caches', async () => {
          await navigator.serviceWorker.register('/sw.js');
          // give the service worker time to activate
          await sleep(500);
          expect(await caches.keys()).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "said", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              it('caches', async () => {
                await navigator.serviceWorker.register('/sw.js');
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(await caches.keys()).toHaveLength(1);
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
      name: "amqp consumer",
      filename: "file.ts",
      code: code`
        const amqp = require('amqplib');
        it('gets the order', async () => {
          const conn = await amqp.connect('amqp://localhost');
          const ch = await conn.createChannel();
          await ch.consume('orders', (m) => got.push(m));
          // consumer must be registered
          await sleep(300);
          ch.sendToQueue('orders', Buffer.from('1'));
          await eventually(() => got.length === 1);
        });
      `,
      errors: [
        { messageId: "needless", line: 7, suggestions: [
            { messageId: "removeSleep", output: code`
              const amqp = require('amqplib');
              it('gets the order', async () => {
                const conn = await amqp.connect('amqp://localhost');
                const ch = await conn.createChannel();
                await ch.consume('orders', (m) => got.push(m));
                ch.sendToQueue('orders', Buffer.from('1'));
                await eventually(() => got.length === 1);
              });
            ` },
          ] },
      ],
    },
    {
      name: "database container by testcontainers, comment",
      filename: "file.ts",
      code: code`
        import { GenericContainer } from 'testcontainers';
        beforeAll(async () => {
          container = await new GenericContainer('mysql').withExposedPorts(3306).start();
          // mysql needs a while until it accepts connections
          await sleep(10_000);
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "sync client online",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('pulls', async () => {
          const client = new SyncClient(url);
          client.goOnline();
          // should be online by now
          await sleep(250);
          expect(await client.pull()).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              it('pulls', async () => {
                const client = new SyncClient(url);
                client.goOnline();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(await client.pull()).toHaveLength(1);
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
