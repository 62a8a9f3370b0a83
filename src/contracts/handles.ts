/** Methods that give a promise of readiness, by the module their objects come from. Sources: the packages' API pages. */
export const promisingMethods: readonly { readonly from: readonly string[]; readonly methods: ReadonlySet<string> }[] = [
  { from: ["redis", "@redis/client"], methods: new Set(["connect", "subscribe", "pSubscribe"]) },
  { from: ["ioredis"], methods: new Set(["connect", "subscribe", "psubscribe"]) },
  { from: ["kafkajs"], methods: new Set(["connect", "subscribe"]) },
  { from: ["pg"], methods: new Set(["connect", "query"]) },
  { from: ["mongodb", "mongoose", "mysql2/promise"], methods: new Set(["connect"]) },
  { from: ["mqtt"], methods: new Set(["subscribeAsync"]) },
  { from: ["testcontainers"], methods: new Set(["start", "up"]) },
  { from: ["amqplib"], methods: new Set(["connect", "consume", "assertQueue"]) },
  { from: ["@nats-io/transport-node", "nats"], methods: new Set(["connect"]) },
  { from: ["@streamr/sdk", "streamr-client"], methods: new Set(["connect", "subscribe"]) },
];

/** Of those, the ones that take a callback in place of the promise. */
export const callbackInstead: ReadonlySet<string> = new Set(["connect", "query"]);

/** A method that says by an error-first callback that what it asks for is in place. */
export interface Acknowledged {
  readonly from: readonly string[];
  readonly method: string;
  /** Text by which a file says what its connections speak, and the first parameter of their listeners: with the end they tell what an object is where its module is not known. */
  readonly address: RegExp;
  readonly event: string;
  readonly given: RegExp;
  /** The method that ends such a connection. */
  readonly end: string;
}

/** Sources: the packages' API pages. */
export const acknowledgedByCallback: readonly Acknowledged[] = [{ from: ["mqtt"], method: "subscribe", address: /\bmqtts?:\/\//, event: "message", given: /^topic/i, end: "end" }];

/**
 * Methods of the same connection whose awaited call says that what was asked for is in place: `await nc.flush()` behind `nc.subscribe(…)`.
 * Until then, what another connection sends by one of `sends` is lost.
 */
export const confirmingMethods: readonly { readonly from: readonly string[]; readonly after: string; readonly confirm: string; readonly sends: readonly string[] }[] = [
  { from: ["nats", "@nats-io/transport-node", "nats.ws", "@nats-io/nats-core"], after: "subscribe", confirm: "flush", sends: ["publish", "request", "requestMany"] },
];

/** Classes whose objects are asked for their readiness by a method that gives a promise, at any time, or for that of what their method `after` begins. Sources: the packages' API pages. */
export const readyMethods: readonly { readonly from: readonly string[]; readonly exports: readonly string[]; readonly method: string; readonly after?: string }[] = [
  // The topic has been announced, and peers that were found are connected. https://github.com/holepunchto/hyperswarm
  { from: ["hyperswarm"], exports: ["default"], after: "join", method: "flush" },
  { from: ["bullmq"], exports: ["Queue", "QueueEvents", "Worker"], method: "waitUntilReady" },
  { from: ["bull"], exports: ["default"], method: "isReady" },
  { from: ["hypercore", "hyperbee", "hyperdrive", "corestore", "autobase"], exports: ["default"], method: "ready" },
];

/** Methods that take an error-first callback last, which is called once, when what they start has been started. Source: pm2's lib/API.js, lib/API/Startup and the page https://pm2.keymetrics.io/docs/usage/pm2-api/ */
export const startCallbacks: readonly { readonly from: string; readonly methods: ReadonlySet<string> }[] = [{ from: "pm2", methods: new Set(["start", "restart", "reload"]) }];

/**
 * Classes of brokers that learn of each other's services after they have been started, by the method that calls a service, makes one, and waits until one is
 * known: its second argument is the time after which it rejects. Source: https://moleculer.services/docs/0.15/broker, read in src/service-broker.js
 */
export const serviceBrokers: readonly { readonly from: string; readonly maker: string; readonly options: readonly string[]; readonly call: string; readonly make: string; readonly wait: string }[] = [
  { from: "moleculer", maker: "ServiceBroker", options: ["nodeID", "transporter"], call: "call", make: "createService", wait: "waitForServices" },
];

/** Text of a line of output that says that a process can be used. */
export const readyLine = "/ready|listening|started/i";

/** A start that announces itself by an event of the same object, which may come before its promise is fulfilled. */
export interface AnnouncingStart {
  readonly from: readonly string[];
  /** Options of the method that nothing else takes: they tell what the object is where its module is not known. */
  readonly options: ReadonlySet<string>;
  readonly method: string;
  /** The member that holds the name of the event, and a name for the promise of it. */
  readonly event: string;
  readonly name: string;
}

/** Source: https://kafka.js.org/docs/instrumentation-events */
export const announcingStarts: readonly AnnouncingStart[] = [
  { from: ["kafkajs"], options: new Set(["eachMessage", "eachBatch"]), method: "run", event: "events.GROUP_JOIN", name: "joined" },
];

/** Members named so keep a list of who has subscribed to a topic elsewhere; a subscription has no other argument. Source: https://libp2p.github.io/js-libp2p */
export const subscriberLists: readonly { readonly owner: string; readonly subscribe: string; readonly publish: string; readonly ask: string }[] = [{ owner: "pubsub", subscribe: "subscribe", publish: "publish", ask: "getSubscribers" }];

/** How mocks are made, made to forget their calls, and asked how many there were. Sources: the pages of jest, vitest, node:test and sinon. */
export const mockCalls: readonly { readonly makers: ReadonlySet<string>; readonly clear: string; readonly count: string }[] = [
  { makers: new Set(["fn"]), clear: "mockClear", count: "mock.calls.length" },
  { makers: new Set(["spy", "stub", "fake"]), clear: "resetHistory", count: "callCount" },
];

/** Methods that send to a peer, and the event of the same object by which its answer comes. Source: the package's API page. */
export const answering: readonly { readonly from: readonly string[]; readonly method: string; readonly event: string }[] = [
  { from: ["ws"], method: "send", event: "message" },
];

/** The streams by which a child is asked and answers, and the keys of a request that must be answered. Source: https://www.jsonrpc.org/specification#request_object */
export const askedByInput = { input: "stdin", method: "write", output: "stdout", event: "data", keys: ["jsonrpc", "id", "method"] } as const;
