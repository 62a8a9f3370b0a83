/** Methods that give a promise of readiness, by the module their objects come from. Sources: the packages' API pages. */
export const promisingMethods: readonly { readonly from: readonly string[]; readonly methods: ReadonlySet<string> }[] = [
  { from: ["redis", "@redis/client"], methods: new Set(["connect", "subscribe", "pSubscribe"]) },
  { from: ["ioredis"], methods: new Set(["connect", "subscribe", "psubscribe"]) },
  { from: ["kafkajs"], methods: new Set(["connect", "subscribe"]) },
  { from: ["pg", "mongodb", "mongoose", "mysql2/promise"], methods: new Set(["connect"]) },
  { from: ["testcontainers"], methods: new Set(["start", "up"]) },
  { from: ["amqplib"], methods: new Set(["connect", "consume", "assertQueue"]) },
  { from: ["@nats-io/transport-node", "nats"], methods: new Set(["connect"]) },
];

/**
 * Methods of the same connection whose awaited call says that what was asked for is in place: `await nc.flush()` behind `nc.subscribe(…)`.
 * Until then, what another connection sends by one of `sends` is lost.
 */
export const confirmingMethods: readonly { readonly from: readonly string[]; readonly after: string; readonly confirm: string; readonly sends: readonly string[] }[] = [
  { from: ["nats", "@nats-io/transport-node", "nats.ws", "@nats-io/nats-core"], after: "subscribe", confirm: "flush", sends: ["publish", "request", "requestMany"] },
];

/** Text of a line of output that says that a process can be used. */
export const readyLine = "/ready|listening|started/i";

/** Starts that announce themselves by an event of the same object, which may come before their promise is fulfilled; `name` is that of the promise for it. */
export const announcingStarts: readonly { readonly from: readonly string[]; readonly method: string; readonly event: string; readonly name: string }[] = [
  { from: ["kafkajs"], method: "run", event: "events.GROUP_JOIN", name: "joined" },
];

/** Methods that send to a peer, and the event of the same object by which its answer comes. Source: the package's API page. */
export const answering: readonly { readonly from: readonly string[]; readonly method: string; readonly event: string }[] = [
  { from: ["ws"], method: "send", event: "message" },
];
