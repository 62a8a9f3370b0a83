import type { EmitterEvent, EmitterRow } from "./emitter-types.js";

const lost = { late: "lost" } as const;
const repeats = { late: "repeats" } as const;

/** An event that these methods of a client bring about before their promise is fulfilled. */
const by = (...methods: readonly string[]) => ({ ...lost, after: methods, within: methods, answers: methods }) as const satisfies EmitterEvent;

const kafka = { keeper: "kafkajs", measured: "kafkajs 2.2.4", from: ["kafkajs"], checks: [], onlyOn: true, see: "https://kafka.js.org/docs/instrumentation-events" } as const;
const nats = { keeper: "nats", measured: "nats 2.29.3", from: ["nats", "nats.ws", "@nats-io/transport-node", "@nats-io/nats-core"], checks: [] } as const;

/** What a producer and an admin of Kafka say of their connection. */
const kafkaConnection = (kind: string): EmitterRow["events"] => ({
  [`${kind}.connect`]: by("connect"),
  [`${kind}.disconnect`]: by("disconnect"),
  [`${kind}.network.request`]: repeats,
  [`${kind}.network.request_queue_size`]: { ...lost, unsure: true, after: ["connect"] },
  [`${kind}.network.request_timeout`]: { ...lost, unsure: true, after: ["connect"] },
});
const connectionNames = (kind: string): Readonly<Record<string, string>> => ({
  CONNECT: `${kind}.connect`,
  DISCONNECT: `${kind}.disconnect`,
  REQUEST: `${kind}.network.request`,
  REQUEST_TIMEOUT: `${kind}.network.request_timeout`,
  REQUEST_QUEUE_SIZE: `${kind}.network.request_queue_size`,
});

/** Clients of brokers whose parts are made by methods of a connection: run by `npm run test:contracts`. */
export const brokerEmitterRows: readonly EmitterRow[] = [
  {
    ...kafka,
    id: "kafkajs.Kafka",
    noun: "client",
    makers: ["Kafka", "default.Kafka"].map((name) => ({ export: name, by: "new" }) as const),
    makes: { consumer: { instance: "kafkajs.Consumer" }, producer: { instance: "kafkajs.Producer" }, admin: { instance: "kafkajs.Admin" } },
    types: ["Kafka"],
    events: {},
  },
  {
    ...kafka,
    id: "kafkajs.Consumer",
    noun: "consumer",
    makers: [],
    types: ["Consumer"],
    events: {
      // `run()` connects as well.
      "consumer.connect": { ...by("connect", "run"), again: true },
      // Each rebalance brings another one.
      "consumer.group_join": { ...by("run"), again: true },
      "consumer.stop": by("stop", "disconnect"),
      "consumer.disconnect": by("disconnect"),
      "consumer.crash": { ...lost, unsure: true, after: ["run"] },
      "consumer.rebalancing": { ...lost, unsure: true, after: ["run"] },
      "consumer.received_unsubscribed_topics": { ...lost, unsure: true, after: ["run"] },
      "consumer.network.request_timeout": { ...lost, unsure: true, after: ["connect", "run"] },
      "consumer.network.request_queue_size": { ...lost, unsure: true, after: ["connect", "run"] },
      "consumer.start_batch_process": { ...lost, unsure: true, after: ["run"] },
      "consumer.end_batch_process": { ...lost, unsure: true, after: ["run"] },
      "consumer.commit_offsets": { ...lost, unsure: true, after: ["run"] },
      "consumer.heartbeat": repeats,
      "consumer.fetch_start": repeats,
      "consumer.fetch": repeats,
      "consumer.network.request": repeats,
    },
    names: {
      events: {
        ...connectionNames("consumer"),
        GROUP_JOIN: "consumer.group_join",
        STOP: "consumer.stop",
        CRASH: "consumer.crash",
        REBALANCING: "consumer.rebalancing",
        RECEIVED_UNSUBSCRIBED_TOPICS: "consumer.received_unsubscribed_topics",
        START_BATCH_PROCESS: "consumer.start_batch_process",
        END_BATCH_PROCESS: "consumer.end_batch_process",
        COMMIT_OFFSETS: "consumer.commit_offsets",
        HEARTBEAT: "consumer.heartbeat",
        FETCH_START: "consumer.fetch_start",
        FETCH: "consumer.fetch",
      },
    },
  },
  { ...kafka, id: "kafkajs.Producer", noun: "producer", makers: [], types: ["Producer"], events: kafkaConnection("producer"), names: { events: connectionNames("producer") } },
  { ...kafka, id: "kafkajs.Admin", noun: "admin client", makers: [], types: ["Admin"], events: kafkaConnection("admin"), names: { events: connectionNames("admin") } },
  {
    ...nats,
    id: "nats.Connection",
    noun: "connection",
    makers: ["connect", "default.connect", "wsconnect"].map((name) => ({ export: name, by: "call", promised: true }) as const),
    makes: { subscribe: { instance: "nats.Subscription" } },
    types: ["NatsConnection"],
    events: {
      // It tells of each break and each new connection.
      "status change": { ...lost, unsure: true },
      "*": { ...lost, after: [], carries: true },
    },
    listens: { status: { event: "status change" }, subscribe: { argument: 0, once: "max" } },
    sends: ["publish"],
    see: "https://github.com/nats-io/nats.js/blob/main/core/README.md",
  },
  {
    ...nats,
    id: "nats.Subscription",
    noun: "subscription",
    makers: [],
    types: ["Subscription"],
    events: { message: { late: "kept", carries: true } },
    iterates: "message",
    see: "https://github.com/nats-io/nats.js/blob/main/core/README.md",
  },
];
