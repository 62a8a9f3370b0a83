import { createRequire } from "node:module";
import { type Emitter, type Trial, ignore, later } from "../listening/trial.js";
import { natsServer } from "./brokers.js";
import { type Trouble, kafkaBroker } from "./kafka-broker.js";

const require = createRequire(import.meta.url);
const load = (name: string): unknown => require(name);

/** A consumer, producer or admin of kafkajs: all of its methods give promises but `on`, which takes no event that it does not know. */
interface KafkaClient {
  readonly events: Readonly<Record<string, string>>;
  on(event: string, listener: () => void): unknown;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  stop(): Promise<void>;
  subscribe(options: object): Promise<void>;
  run(options: object): Promise<void>;
  send(options: object): Promise<unknown>;
  listTopics(): Promise<unknown>;
}
type Kind = "consumer" | "producer" | "admin";

export async function kafka(kind: Kind, trouble?: Trouble): Promise<KafkaClient> {
  const { Kafka } = load("kafkajs") as { Kafka: new (options: object) => Record<Kind, (options: object) => KafkaClient> };
  const client = new Kafka({ brokers: [await kafkaBroker(trouble)], logLevel: 0, requestTimeout: 500, retry: { retries: 0, restartOnFailure: () => Promise.resolve(false) } });
  return later(client[kind]({ groupId: "readers", heartbeatInterval: 300 }), (each) => each.disconnect());
}

/** An emitter that listens in another way than by `on`, or to nothing else. */
const emitter = (on: (event: string, listener: () => void) => unknown): Emitter => ({ on }) as unknown as Emitter;

const listening = (client: KafkaClient): Emitter => emitter((event, listener) => event === "error" || client.on(event, listener));

/** A client once it is connected and subscribed, in the turn in which `then` was called, or when its promise is fulfilled. */
async function connected(kind: Kind, then: (client: KafkaClient) => unknown, { trouble, isAwaited = false }: { trouble?: Trouble; isAwaited?: boolean } = {}): Promise<Emitter> {
  const client = await kafka(kind, trouble);
  await client.connect();
  if (kind === "consumer") await client.subscribe({ topic: "news" });
  const done = Promise.resolve(then(client));
  if (isAwaited) await done;
  else done.catch(ignore);
  return listening(client);
}
async function connecting(kind: Kind, isAwaited = false): Promise<Emitter> {
  const client = await kafka(kind);
  const done = client.connect();
  if (isAwaited) await done;
  return listening(client);
}
const run = (client: KafkaClient) => client.run({ eachMessage: () => Promise.resolve() });
const disconnect = (client: KafkaClient) => client.disconnect();
async function stopping(how: "stop" | "disconnect", isAwaited = false): Promise<Emitter> {
  const client = await kafka("consumer");
  await client.connect();
  await client.subscribe({ topic: "news" });
  await run(client);
  const done = client[how]();
  if (isAwaited) await done;
  return listening(client);
}
/** Asks for something again and again. */
const asking = (ask: (client: KafkaClient, round: number) => Promise<unknown>) => (client: KafkaClient) => {
  let round = 0;
  later(setInterval(() => void ask(client, (round += 1)).catch(ignore), 200), clearInterval);
};
/** Of a topic that is new it asks the broker. */
const send = asking((client, round) => client.send({ topic: `news${round}`, messages: [] }));
const list = asking((client) => client.listTopics());

/** A connection of NATS, and what is sent by another one. */
interface Nats {
  subscribe(subject: string, options?: object): AsyncIterable<unknown>;
  status(): AsyncIterable<unknown>;
  publish(subject: string): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}
export const nats = async (port: number, by = "nats"): Promise<Nats> => later(await (load(by) as { connect(options: object): Promise<Nats> }).connect({ servers: `127.0.0.1:${port}`, reconnectTimeWait: 100 }), (each) => each.close());

const iterated = (iterate: () => AsyncIterable<unknown>, event: string): Emitter =>
  emitter((name, listener) => {
    const iterator = name === event ? iterate()[Symbol.asyncIterator]() : undefined;
    const hear = async (): Promise<void> => {
      while (iterator && !(await iterator.next()).done) listener();
    };
    void hear();
  });
async function natsStatus(by?: string): Promise<Emitter> {
  const connection = await nats(await natsServer(true), by);
  return iterated(() => connection.status(), "status change");
}
async function natsSubject(by?: string): Promise<Emitter> {
  const port = await natsServer();
  const [connection, other] = await Promise.all([nats(port, by), nats(port, by)]);
  setTimeout(() => other.publish("news"), 300);
  return emitter((subject, listener) => connection.subscribe(subject, { callback: listener }));
}
async function natsSubscription(by?: string): Promise<Emitter> {
  const connection = await nats(await natsServer(), by);
  const subscription = connection.subscribe("news");
  connection.publish("news");
  return iterated(() => subscription, "message");
}

const running = ["consumer.heartbeat", "consumer.fetch_start", "consumer.fetch", "consumer.network.request"];

/** The pairs of clients whose parts are made by methods. */
export const brokerTrials: readonly Trial[] = [
  { row: "kafkajs.Consumer", event: "consumer.connect", late: "lost", make: () => connecting("consumer") },
  { row: "kafkajs.Consumer", event: "consumer.connect", late: "lost", within: "connect", make: () => connecting("consumer", true) },
  { row: "kafkajs.Consumer", event: "consumer.connect", late: "lost", within: "run", make: () => connected("consumer", run, { isAwaited: true }) },
  { row: "kafkajs.Consumer", event: "consumer.group_join", late: "lost", make: () => connected("consumer", run) },
  { row: "kafkajs.Consumer", event: "consumer.group_join", late: "lost", within: "run", make: () => connected("consumer", run, { isAwaited: true }) },
  { row: "kafkajs.Consumer", event: "consumer.stop", late: "lost", make: () => stopping("stop") },
  { row: "kafkajs.Consumer", event: "consumer.stop", late: "lost", within: "stop", make: () => stopping("stop", true) },
  { row: "kafkajs.Consumer", event: "consumer.stop", late: "lost", within: "disconnect", make: () => stopping("disconnect", true) },
  { row: "kafkajs.Consumer", event: "consumer.disconnect", late: "lost", make: () => stopping("disconnect") },
  { row: "kafkajs.Consumer", event: "consumer.disconnect", late: "lost", within: "disconnect", make: () => stopping("disconnect", true) },
  { row: "kafkajs.Consumer", event: "consumer.crash", late: "lost", make: () => connected("consumer", run, { trouble: { heartbeat: 30 } }) },
  { row: "kafkajs.Consumer", event: "consumer.network.request_timeout", late: "lost", make: () => connected("consumer", run, { trouble: { coordinator: "silent" } }) },
  ...running.map((event) => ({ row: "kafkajs.Consumer", event, late: "repeats", make: () => connected("consumer", run) }) as const),
  ...(["producer", "admin"] as const).flatMap((kind): readonly Trial[] => {
    const row = kind === "producer" ? "kafkajs.Producer" : "kafkajs.Admin";
    const ask = kind === "producer" ? send : list;
    return [
      { row, event: `${kind}.connect`, late: "lost", make: () => connecting(kind) },
      { row, event: `${kind}.connect`, late: "lost", within: "connect", make: () => connecting(kind, true) },
      { row, event: `${kind}.disconnect`, late: "lost", make: () => connected(kind, disconnect) },
      { row, event: `${kind}.disconnect`, late: "lost", within: "disconnect", make: () => connected(kind, disconnect, { isAwaited: true }) },
      { row, event: `${kind}.network.request`, late: "repeats", make: () => connected(kind, ask) },
    ];
  }),
  ...([undefined, "@nats-io/transport-node"] as const).flatMap((module): readonly Trial[] => {
    const by = module === undefined ? {} : { by: module };
    return [
      { row: "nats.Connection", event: "status change", ...by, late: "lost", make: () => natsStatus(module) },
      { row: "nats.Connection", event: "*", ...by, name: "news", late: "lost", make: () => natsSubject(module) },
      { row: "nats.Subscription", event: "message", ...by, late: "kept", make: () => natsSubscription(module) },
    ];
  }),
];
