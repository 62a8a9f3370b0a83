import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "mqtt unsubscribe follows",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import mqtt from 'mqtt';
        import { once } from 'node:events';
        import { delay } from './utils.js';
        describe('retained topics', () => {
          it('counts one subscriber at a time', async () => {
            const sub = mqtt.connect('mqtt://localhost:1884');
            await once(sub, 'connect');
            sub.subscribe('lights/+');
            await delay(100);
            sub.unsubscribe('lights/+');
            expect(await peak()).toBe(1);
          });
        });
        declare function peak(): Promise<number>;
      `,
    },
    {
      name: "kafkajs, sleep after the send",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from 'kafkajs';
        import { v4 } from 'uuid';
        import { joined } from './joined';
        const kafka = new Kafka({ brokers: ['localhost:9092'] });
        const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
        it('consumes what is produced later', async () => {
          const consumer = kafka.consumer({ groupId: v4() });
          const producer = kafka.producer();
          await producer.connect();
          await consumer.connect();
          await consumer.subscribe({ topic: 'audit' });
          const seen: string[] = [];
          await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
          await joined(consumer);
          await producer.send({ topic: 'audit', messages: [{ value: 'a' }] });
          await sleep(5000);
          expect(seen).toEqual(['a']);
        });
      `,
    },
    {
      name: "redis key expiry",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import test from 'ava';
        import { createClient } from 'redis';
        const breathe = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
        test('keys go away', async (t) => {
          const db = createClient();
          await db.connect();
          await db.set('k', 'v', { PX: 40 });
          await breathe(50);
          t.is(await db.get('k'), null);
        });
      `,
    },
    {
      name: "nats connection closes after the delay",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from 'nats';
        import { test, expect } from 'vitest';
        import { pause } from './pause';
        test('close resolves closed()', async () => {
          const nc = await connect({ servers: 'localhost:4222' });
          await pause(100);
          await nc.close();
          expect(nc.isClosed()).toBe(true);
        });
      `,
    },
    {
      name: "subscription, publish, then the sleep",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { test } from 'node:test';
        import assert from 'node:assert/strict';
        import { EventBusClient } from '../src/event-bus-client.js';
        import { setTimeout as delay } from 'node:timers/promises';
        test('delivers to every listener', async () => {
          const client = await EventBusClient.connect('tcp://localhost:5671');
          const got: string[] = [];
          await client.subscribe('orders.*', (m: string) => got.push(m));
          await client.publish('orders.new', '1');
          await delay(75);
          assert.deepEqual(got, ['1']);
          await client.close();
        });
      `,
    },
    {
      name: "the message is posted ahead of the subscription, none is replayed",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { RealtimeClient } from './realtime';
        import { describe, it } from 'mocha';
        import { expect } from 'chai';
        import * as helper from './helper';
        describe('channel', () => {
          it('replays nothing', async () => {
            const client = new RealtimeClient({ key: 'k' });
            const channel = client.channel('a');
            const got: unknown[] = [];
            await client.rest('POST', '/channels/a', { data: 1 });
            await channel.subscribe((m: unknown) => got.push(m));
            await helper.sleep(250);
            expect(got).to.have.length(0);
          });
        });
      `,
    },
    {
      name: "login sent, then a request: not certain",
      filename: "file.ts",
      code: code`
        import { WebSocket } from 'ws';
        test('lists orders', async () => {
          const ws = new WebSocket(url);
          await once(ws, 'open');
          ws.send(JSON.stringify({ type: 'login', token }));
          await sleep(200);
          ws.send(JSON.stringify({ type: 'list' }));
          const [orders] = await once(ws, 'message');
          expect(orders).toBeDefined();
        });
      `,
    },
  ],
  invalid: [
    {
      name: "mqtt subscribe then publish by the same test",
      filename: "file.ts",
      code: code`
        import mqtt from 'mqtt';
        import { once } from 'node:events';
        import { delay } from './utils.js';
        describe('retained topics', () => {
          it('delivers to a subscriber', async () => {
            const sub = mqtt.connect('mqtt://localhost:1884');
            const pub = mqtt.connect('mqtt://localhost:1884');
            await Promise.all([once(sub, 'connect'), once(pub, 'connect')]);
            sub.subscribe('lights/+');
            await delay(100);
            pub.publish('lights/kitchen', 'on');
            const [topic] = await once(sub, 'message');
            expect(topic).toBe('lights/kitchen');
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 10, suggestions: [
            { messageId: "confirm", output: code`
              import mqtt from 'mqtt';
              import { once } from 'node:events';
              import { delay } from './utils.js';
              describe('retained topics', () => {
                it('delivers to a subscriber', async () => {
                  const sub = mqtt.connect('mqtt://localhost:1884');
                  const pub = mqtt.connect('mqtt://localhost:1884');
                  await Promise.all([once(sub, 'connect'), once(pub, 'connect')]);
                  await new Promise<void>((resolve, reject) => sub.subscribe('lights/+', (error) => (error ? reject(error) : resolve())));
                  pub.publish('lights/kitchen', 'on');
                  const [topic] = await once(sub, 'message');
                  expect(topic).toBe('lights/kitchen');
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "kafkajs consumer group",
      filename: "file.ts",
      code: code`
        import { Kafka } from 'kafkajs';
        import { v4 } from 'uuid';
        const kafka = new Kafka({ brokers: ['localhost:9092'] });
        const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
        it('consumes what is produced later', async () => {
          const consumer = kafka.consumer({ groupId: v4() });
          const producer = kafka.producer();
          await producer.connect();
          await consumer.connect();
          await consumer.subscribe({ topic: 'audit' });
          const seen: string[] = [];
          await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
          await sleep(5000);
          await producer.send({ topic: 'audit', messages: [{ value: 'a' }] });
          await expect.poll(() => seen).toEqual(['a']);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 13, suggestions: [
            { messageId: "announced", output: code`
              import { Kafka } from 'kafkajs';
              import { v4 } from 'uuid';
              const kafka = new Kafka({ brokers: ['localhost:9092'] });
              const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
              it('consumes what is produced later', async () => {
                const consumer = kafka.consumer({ groupId: v4() });
                const producer = kafka.producer();
                await producer.connect();
                await consumer.connect();
                await consumer.subscribe({ topic: 'audit' });
                const seen: string[] = [];
                const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
                await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
                await joined;
                await producer.send({ topic: 'audit', messages: [{ value: 'a' }] });
                await expect.poll(() => seen).toEqual(['a']);
              });
            ` },
          ] },
      ],
    },
    {
      name: "redis subscriber then publish, ava",
      filename: "file.ts",
      code: code`
        import test from 'ava';
        import { createClient } from 'redis';
        const breathe = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
        test('pub/sub round trip', async (t) => {
          const sub = createClient();
          const pub = createClient();
          await Promise.all([sub.connect(), pub.connect()]);
          const got: string[] = [];
          sub.subscribe('news', (m) => got.push(m));
          await breathe(50);
          await pub.publish('news', 'x');
          await nextTurn(() => got.length === 1);
          t.deepEqual(got, ['x']);
        });
        declare function nextTurn(p: () => boolean): Promise<void>;
      `,
      errors: [
        { messageId: "guess", line: 10, suggestions: [
            { messageId: "awaitStart", output: code`
              import test from 'ava';
              import { createClient } from 'redis';
              const breathe = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
              test('pub/sub round trip', async (t) => {
                const sub = createClient();
                const pub = createClient();
                await Promise.all([sub.connect(), pub.connect()]);
                const got: string[] = [];
                await sub.subscribe('news', (m) => got.push(m));
                await pub.publish('news', 'x');
                await nextTurn(() => got.length === 1);
                t.deepEqual(got, ['x']);
              });
              declare function nextTurn(p: () => boolean): Promise<void>;
            ` },
          ] },
      ],
    },
    {
      name: "nats subscribe then publish",
      filename: "file.ts",
      code: code`
        import { connect, StringCodec } from 'nats';
        import { test, expect } from 'vitest';
        import { pause } from './pause';
        test('queue group shares the load', async () => {
          const nc = await connect({ servers: 'localhost:4222' });
          const sc = StringCodec();
          const sub = nc.subscribe('work', { queue: 'g' });
          await pause(100);
          nc.publish('work', sc.encode('1'));
          for await (const m of sub) { expect(sc.decode(m.data)).toBe('1'); break; }
          await nc.close();
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "confirm", output: code`
              import { connect, StringCodec } from 'nats';
              import { test, expect } from 'vitest';
              import { pause } from './pause';
              test('queue group shares the load', async () => {
                const nc = await connect({ servers: 'localhost:4222' });
                const sc = StringCodec();
                const sub = nc.subscribe('work', { queue: 'g' });
                await nc.flush();
                nc.publish('work', sc.encode('1'));
                for await (const m of sub) { expect(sc.decode(m.data)).toBe('1'); break; }
                await nc.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "subscription of a typed client in node:test",
      filename: "file.ts",
      code: code`
        import { test } from 'node:test';
        import assert from 'node:assert/strict';
        import { EventBusClient } from '../src/event-bus-client.js';
        import { setTimeout as delay } from 'node:timers/promises';
        test('delivers to every listener', async () => {
          const client = await EventBusClient.connect('tcp://localhost:5671');
          const got: string[] = [];
          await client.subscribe('orders.*', (m: string) => got.push(m));
          await delay(75);
          await client.publish('orders.new', '1');
          await eventually(() => assert.deepEqual(got, ['1']));
          await client.close();
        });
        declare function eventually(f: () => void): Promise<void>;
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 9, suggestions: [] },
      ],
    },
    {
      name: "subscription with await, ably-like channel made here",
      filename: "file.ts",
      code: code`
        import { RealtimeClient } from './realtime';
        import { describe, it } from 'mocha';
        import { expect } from 'chai';
        import * as helper from './helper';
        describe('channel', () => {
          it('gets live messages', async () => {
            const client = new RealtimeClient({ key: 'k' });
            const channel = client.channel('a');
            const got: unknown[] = [];
            await channel.subscribe((m: unknown) => got.push(m));
            await helper.sleep(250);
            await client.rest('POST', '/channels/a', { data: 1 });
            await helper.until(() => got.length === 1);
            expect(got).to.deep.equal([1]);
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 11, suggestions: [] },
      ],
    },
    {
      name: "redis subscriber, then publish",
      filename: "file.ts",
      code: code`
        import Redis from 'ioredis';
        test('delivers invalidations', async () => {
          const sub = new Redis();
          const pub = new Redis();
          const seen: string[] = [];
          sub.on('message', (_, m) => seen.push(m));
          sub.subscribe('invalidate');
          await new Promise((r) => setTimeout(r, 50));
          await pub.publish('invalidate', 'user:1');
          await vi.waitFor(() => expect(seen).toEqual(['user:1']));
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitStart", output: code`
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
            ` },
          ] },
      ],
    },
    {
      name: "subscription sent over a socket made here",
      filename: "file.ts",
      code: code`
        import WebSocket from 'ws';
        import { once } from 'node:events';
        const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
        test('streams ticks', async () => {
          const ws = new WebSocket(url);
          await once(ws, 'open');
          ws.send(JSON.stringify({ op: 'subscribe', channel: 'ticks' }));
          await sleep(100);
          await feed.publish('ticks', { price: 3 });
          const [message] = await once(ws, 'message');
          expect(JSON.parse(String(message)).price).toBe(3);
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [] },
      ],
    },
    {
      name: "room joined by an emit",
      filename: "file.ts",
      code: code`
        import { io } from 'socket.io-client';
        const pause = (ms) => new Promise((r) => setTimeout(r, ms));
        it('sees others in the room', async () => {
          const a = io(url);
          const b = io(url);
          await Promise.all([once(a, 'connect'), once(b, 'connect')]);
          a.emit('join', 'lobby');
          b.emit('join', 'lobby');
          await pause(200);
          a.emit('say', 'hi');
          const [text] = await once(b, 'said');
          expect(text).toBe('hi');
        });
      `,
      errors: [
        { messageId: "guess", line: 9, suggestions: [] },
      ],
    },
    {
      name: "denial is about a later publish",
      filename: "file.ts",
      code: code`
        it('filters', async () => {
          const node = createNode();
          node.subscribe('topic');
          await sleep(200);
          await other.publish('topic', 'spam');
          expect(node.received).toEqual([]);
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "kafka consumer runs, producer sends",
      filename: "file.ts",
      code: code`
        import { Kafka } from 'kafkajs';
        it('consumes', async () => {
          const kafka = new Kafka({ brokers: ['localhost:9092'] });
          const consumer = kafka.consumer({ groupId: 'g' });
          await consumer.connect();
          await consumer.subscribe({ topic: 'orders' });
          await consumer.run({ eachMessage: async ({ message }) => { seen.push(message); } });
          await new Promise((resolve) => setTimeout(resolve, 5000));
          await producer.send({ topic: 'orders', messages: [{ value: '1' }] });
          await vi.waitFor(() => expect(seen).toHaveLength(1));
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 8, suggestions: [
            { messageId: "announced", output: code`
              import { Kafka } from 'kafkajs';
              it('consumes', async () => {
                const kafka = new Kafka({ brokers: ['localhost:9092'] });
                const consumer = kafka.consumer({ groupId: 'g' });
                await consumer.connect();
                await consumer.subscribe({ topic: 'orders' });
                const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
                await consumer.run({ eachMessage: async ({ message }) => { seen.push(message); } });
                await joined;
                await producer.send({ topic: 'orders', messages: [{ value: '1' }] });
                await vi.waitFor(() => expect(seen).toHaveLength(1));
              });
            ` },
          ] },
      ],
    },
    {
      name: "login sent, then a request",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocket } from 'ws';
        test('lists orders', async () => {
          const ws = new WebSocket(url);
          await once(ws, 'open');
          ws.send(JSON.stringify({ type: 'login', token }));
          await sleep(200);
          ws.send(JSON.stringify({ type: 'list' }));
          const [orders] = await once(ws, 'message');
          expect(orders).toBeDefined();
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [] },
      ],
    },
  ],
});
