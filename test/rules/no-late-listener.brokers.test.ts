import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: brokers and iterators", rule, {
  valid: [
    {
      name: "a consumer's group is awaited from before run()",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from "kafkajs";
        export async function start(handle) {
          const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
          await consumer.connect();
          const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
          await consumer.run({ eachMessage: handle });
          await joined;
        }
      `,
    },
    {
      name: "a handler behind run() may be for the next rebalance, for recommended",
      filename: "file.js",
      code: code`
        import { Kafka } from "kafkajs";
        const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
        const { GROUP_JOIN } = consumer.events;
        await consumer.run({ eachMessage: async () => {} });
        consumer.on(GROUP_JOIN, ({ payload }) => console.log(payload.memberId));
      `,
    },
    {
      name: "what a consumer says again and again",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from "kafkajs";
        const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
        const { HEARTBEAT } = consumer.events;
        await consumer.run({ eachMessage: async () => {} });
        consumer.on(HEARTBEAT, ({ payload }) => console.log(payload.memberId));
      `,
    },
    {
      name: "nobody has waited for run()",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from "kafkajs";
        export async function start(handle, log) {
          const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
          const running = consumer.run({ eachMessage: handle });
          consumer.on("consumer.group_join", log);
          await running;
        }
      `,
    },
    {
      name: "a producer is not disconnected when it is connected",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka, type Producer } from "kafkajs";
        export class Sender {
          private readonly producer: Producer;
          isConnected = false;
          constructor(brokers: string[]) {
            this.producer = new Kafka({ brokers }).producer();
          }
          async start() {
            await this.producer.connect();
            this.producer.on(this.producer.events.DISCONNECT, () => {
              this.isConnected = false;
            });
          }
        }
      `,
    },
    {
      name: "another method that begins it follows: run() connects again",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from "kafkajs";
        export async function start(handle, log) {
          const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
          await consumer.connect();
          consumer.on(consumer.events.CONNECT, log);
          await consumer.run({ eachMessage: handle });
        }
      `,
    },
    {
      name: "connected on some paths only, for recommended",
      filename: "file.ts",
      code: code`
        import type { Producer } from "kafkajs";
        export async function start(producer: Producer, now: boolean, log: () => void) {
          if (now) await producer.connect();
          producer.on("producer.connect", log);
        }
      `,
    },
    {
      name: "whoever gets the consumer may run it, which connects again, for recommended",
      filename: "file.js",
      code: code`
        import { Kafka } from "kafkajs";
        export async function start(log) {
          const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
          await consumer.connect();
          consumer.on(consumer.events.CONNECT, log);
          return consumer;
        }
      `,
    },
    {
      name: "a consumer may crash, for recommended",
      filename: "file.js",
      code: code`
        import { Kafka } from "kafkajs";
        export async function start(handle, warmUp) {
          const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
          await consumer.run({ eachMessage: handle });
          await warmUp();
          consumer.on(consumer.events.CRASH, () => process.exit(1));
        }
      `,
    },
    {
      name: "nothing is awaited between run() and the listener for a crash",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from "kafkajs";
        export async function start(handle, warmUp) {
          const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
          await consumer.run({ eachMessage: handle });
          consumer.on(consumer.events.CRASH, () => process.exit(1));
          await warmUp();
        }
      `,
    },
    {
      name: "a Kafka of another package",
      filename: "file.js",
      code: code`
        import { Kafka } from "./kafka.js";
        const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
        const { GROUP_JOIN } = consumer.events;
        await consumer.run({ eachMessage: async () => {} });
        consumer.on(GROUP_JOIN, ({ payload }) => console.log(payload.memberId));
      `,
    },
    {
      name: "the constructor listens",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from "kafkajs";
        export class Reader {
          constructor(brokers, log) {
            this.consumer = new Kafka({ brokers }).consumer({ groupId: "orders" });
            this.consumer.on(this.consumer.events.GROUP_JOIN, log);
          }
          async start(handle, log) {
            await this.consumer.run({ eachMessage: handle });
            this.consumer.on(this.consumer.events.GROUP_JOIN, log);
          }
        }
      `,
    },
    {
      name: "the statuses are asked for in time",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from "nats";
        export async function start(load, log) {
          const connection = await connect();
          const statuses = connection.status();
          const config = await load();
          for await (const status of statuses) log(config, status.type);
        }
      `,
    },
    {
      name: "a subscription keeps its messages, and closed() tells at any time",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from "nats";
        export async function start(load, log) {
          const connection = await connect();
          const orders = connection.subscribe("orders");
          const config = await load();
          for await (const order of orders) log(config, order.string());
          await connection.closed();
        }
      `,
    },
    {
      name: "a subscription is made when it is needed",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from "nats";
        export async function start(load) {
          const connection = await connect();
          const config = await load();
          connection.publish("hello");
          connection.subscribe("orders", { callback: (error, order) => config.handle(order) });
        }
      `,
    },
    {
      name: "a subscription that goes on behind what was sent",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from "nats";
        export async function ask() {
          const connection = await connect();
          connection.publish("orders", "1");
          const orders = connection.subscribe("orders");
          for await (const order of orders) return order.string();
        }
      `,
    },
    {
      name: "a subscription that waits for another subject",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from "nats";
        export async function ask() {
          const connection = await connect();
          connection.publish("orders", "1");
          const orders = connection.subscribe("answers", { max: 1 });
          for await (const order of orders) return order.string();
        }
      `,
    },
    {
      name: "a subscription that is flushed",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from "nats";
        const subject = "time";
        export async function ask() {
          const server = await connect();
          const client = await connect();
          server.subscribe(subject, { callback: (error, request) => request.respond("now") });
          await server.flush();
          return client.request(subject);
        }
      `,
    },
    {
      name: "one connection asks itself",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from "nats";
        const subject = "time";
        export async function ask() {
          const server = await connect();
          const client = server;
          server.subscribe(subject, { callback: (error, request) => request.respond("now") });
          return client.request(subject);
        }
      `,
    },
    {
      name: "a handler for what comes again with each connection, for recommended",
      filename: "file.js",
      code: code`
        import { createClient } from "redis";
        export async function open(url, log) {
          const client = createClient({ url });
          client.on("error", log);
          await client.connect();
          client.on("ready", () => log("ready"));
          return client;
        }
      `,
    },
    {
      name: "nobody waits for connect()",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { createClient } from "redis";
        export async function open(url, log) {
          const client = createClient({ url });
          client.on("error", log);
          client.connect();
          client.on("ready", () => log("ready"));
          return client;
        }
      `,
    },
    {
      name: "an iterator of events is asked for in time",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { on } from "node:events";
        import { Worker } from "node:worker_threads";
        export async function start(load, log) {
          const worker = new Worker("./worker.js");
          const answers = on(worker, "message");
          const config = await load(worker.threadId);
          for await (const [answer] of answers) log(config, answer);
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a consumer joins its group within run()",
      filename: "file.js",
      code: code`
        import { Kafka } from "kafkajs";
        export async function start(handle) {
          const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
          await consumer.connect();
          await consumer.run({ eachMessage: handle });
          await new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 6,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { Kafka } from "kafkajs";
              export async function start(handle) {
                const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
                await consumer.connect();
                await Promise.all([new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve)), consumer.run({ eachMessage: handle })]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { Kafka } from "kafkajs";
              export async function start(handle) {
                const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
                await consumer.connect();
                const groupJoin = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
                await consumer.run({ eachMessage: handle });
                await groupJoin;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a name taken from the consumer's events",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from "kafkajs";
        const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
        const { GROUP_JOIN } = consumer.events;
        await consumer.run({ eachMessage: async () => {} });
        consumer.on(GROUP_JOIN, ({ payload }) => console.log(payload.memberId));
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { Kafka } from "kafkajs";
              const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
              const { GROUP_JOIN } = consumer.events;
              consumer.on(GROUP_JOIN, ({ payload }) => console.log(payload.memberId));
              await consumer.run({ eachMessage: async () => {} });
            ` },
          ],
        },
      ],
    },
    {
      name: "the promise of run() is kept, and awaited with another one",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from "kafkajs";
        export async function start(handle, warmUp, log) {
          const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
          const running = consumer.run({ eachMessage: handle });
          await Promise.all([warmUp(), running]);
          consumer.on("consumer.group_join", log);
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { Kafka } from "kafkajs";
              export async function start(handle, warmUp, log) {
                const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
                const running = consumer.run({ eachMessage: handle });
                consumer.on("consumer.group_join", log);
                await Promise.all([warmUp(), running]);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a field holds the producer",
      filename: "file.ts",
      code: code`
        import { Kafka, type Producer } from "kafkajs";
        export class Sender {
          private readonly producer: Producer;
          isConnected = false;
          constructor(brokers: string[]) {
            this.producer = new Kafka({ brokers }).producer();
          }
          async start() {
            await this.producer.connect();
            this.producer.on(this.producer.events.CONNECT, () => {
              this.isConnected = true;
            });
          }
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 10,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { Kafka, type Producer } from "kafkajs";
              export class Sender {
                private readonly producer: Producer;
                isConnected = false;
                constructor(brokers: string[]) {
                  this.producer = new Kafka({ brokers }).producer();
                }
                async start() {
                  this.producer.on(this.producer.events.CONNECT, () => {
                    this.isConnected = true;
                  });
                  await this.producer.connect();
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "connected on some paths only",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { Producer } from "kafkajs";
        export async function start(producer: Producer, now: boolean, log: () => void) {
          if (now) await producer.connect();
          producer.on("producer.connect", log);
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 4,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import type { Producer } from "kafkajs";
              export async function start(producer: Producer, now: boolean, log: () => void) {
                producer.on("producer.connect", log);
                if (now) await producer.connect();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "nothing follows that connects again",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from "kafkajs";
        export async function start(log) {
          const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
          await consumer.connect();
          consumer.on(consumer.events.CONNECT, log);
          return consumer;
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { Kafka } from "kafkajs";
              export async function start(log) {
                const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
                consumer.on(consumer.events.CONNECT, log);
                await consumer.connect();
                return consumer;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a factory makes the client, and a function of its own the producer",
      filename: "file.js",
      code: code`
        import { Kafka } from "kafkajs";
        export async function open(log) {
          const client = createClient();
          return createProducer(client, log);
        }
        function createClient() {
          return new Kafka({ brokers: ["localhost:9092"] });
        }
        async function createProducer(client, log) {
          const producer = client.producer();
          await producer.connect();
          producer.on(producer.events.CONNECT, () => log("connected"));
          producer.on(producer.events.DISCONNECT, () => log("disconnected"));
          return producer;
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 12,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { Kafka } from "kafkajs";
              export async function open(log) {
                const client = createClient();
                return createProducer(client, log);
              }
              function createClient() {
                return new Kafka({ brokers: ["localhost:9092"] });
              }
              async function createProducer(client, log) {
                const producer = client.producer();
                producer.on(producer.events.CONNECT, () => log("connected"));
                await producer.connect();
                producer.on(producer.events.DISCONNECT, () => log("disconnected"));
                return producer;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a consumer may crash while something else is awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from "kafkajs";
        export async function start(handle, warmUp) {
          const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
          await consumer.run({ eachMessage: handle });
          await warmUp();
          consumer.on(consumer.events.CRASH, () => process.exit(1));
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { Kafka } from "kafkajs";
              export async function start(handle, warmUp) {
                const consumer = new Kafka({ brokers: ["localhost:9092"] }).consumer({ groupId: "orders" });
                await consumer.run({ eachMessage: handle });
                consumer.on(consumer.events.CRASH, () => process.exit(1));
                await warmUp();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "what the listener does has to do with what is awaited besides",
      filename: "file.ts",
      code: code`
        import { Kafka, type Producer } from "kafkajs";
        export class Sender {
          isConnected = false;
          constructor(private readonly producer: Producer) {}
          async start() {
            await this.producer.connect();
            this.topics = await this.load();
            this.producer.on(this.producer.events.CONNECT, () => {
              this.isConnected = true;
            });
          }
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 8,
          suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import { Kafka, type Producer } from "kafkajs";
              export class Sender {
                isConnected = false;
                constructor(private readonly producer: Producer) {}
                async start() {
                  let hasConnected = false;
                  this.producer.on(this.producer.events.CONNECT, () => {
                    hasConnected = true;
                  });
                  await this.producer.connect();
                  this.topics = await this.load();
                  const onConnect = () => {
                    this.isConnected = true;
                  };
                  this.producer.on(this.producer.events.CONNECT, onConnect);
                  if (hasConnected) onConnect();
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a status of the connection while something else is awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from "nats";
        export async function start(load, log) {
          const connection = await connect();
          const config = await load();
          for await (const status of connection.status()) log(config, status.type);
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 5,
          suggestions: [
            { messageId: "askFirst", output: code`
              import { connect } from "nats";
              export async function start(load, log) {
                const connection = await connect();
                const statusChangeEvents = connection.status();
                const config = await load();
                for await (const status of statusChangeEvents) log(config, status.type);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a subscription that waits for what was sent before it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from "nats";
        export async function ask() {
          const connection = await connect();
          connection.publish("orders", "1");
          const orders = connection.subscribe("orders", { max: 1 });
          for await (const order of orders) return order.string();
        }
      `,
      errors: [
        {
          messageId: "emittedBefore",
          line: 5,
          suggestions: [
            { messageId: "askFirst", output: code`
              import { connect } from "nats";
              export async function ask() {
                const connection = await connect();
                const orders = connection.subscribe("orders", { max: 1 });
                connection.publish("orders", "1");
                for await (const order of orders) return order.string();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "another connection asks a subscription that its server may not know of",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connect } from "nats";
        const subject = "time";
        export async function ask() {
          const server = await connect();
          const client = await connect();
          server.subscribe(subject, { callback: (error, request) => request.respond("now") });
          return client.request(subject);
        }
      `,
      errors: [
        {
          messageId: "unknownThere",
          line: 6,
          suggestions: [
            { messageId: "awaitConfirmation", output: code`
              import { connect } from "nats";
              const subject = "time";
              export async function ask() {
                const server = await connect();
                const client = await connect();
                server.subscribe(subject, { callback: (error, request) => request.respond("now") });
                await server.flush();
                return client.request(subject);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "a wait for a client of Redis that is ready since connect() is fulfilled",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { createClient } from "redis";
        export async function open(url, log) {
          const client = createClient({ url });
          client.on("error", log);
          await client.connect();
          await once(client, "ready");
          return client;
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 7,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { once } from "node:events";
              import { createClient } from "redis";
              export async function open(url, log) {
                const client = createClient({ url });
                client.on("error", log);
                await Promise.all([once(client, "ready"), client.connect()]);
                return client;
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import { createClient } from "redis";
              export async function open(url, log) {
                const client = createClient({ url });
                client.on("error", log);
                const ready = once(client, "ready");
                ready.catch(() => {});
                await client.connect();
                await ready;
                return client;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "an iterator of events is asked for behind an await",
      filename: "file.js",
      code: code`
        import { on } from "node:events";
        import { Worker } from "node:worker_threads";
        export async function start(load, log) {
          const worker = new Worker("./worker.js");
          const config = await load(worker.threadId);
          for await (const [answer] of on(worker, "message")) log(config, answer);
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 6,
          suggestions: [
            { messageId: "askFirst", output: code`
              import { on } from "node:events";
              import { Worker } from "node:worker_threads";
              export async function start(load, log) {
                const worker = new Worker("./worker.js");
                const messageEvents = on(worker, "message");
                const config = await load(worker.threadId);
                for await (const [answer] of messageEvents) log(config, answer);
              }
            ` },
          ],
        },
      ],
    },
  ],
});
