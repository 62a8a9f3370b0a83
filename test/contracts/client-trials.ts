import { type EventEmitter, once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import type net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocketServer } from "ws";
import { type Emitter, type Trial, ignore, later, listening } from "../listening/trial.js";
import { brokerTrials } from "./broker-trials.js";
import { type Bson, amqpBlocked, amqpBroker, amqpClose, mongo, mqttBroker, postgres, redisServer } from "./brokers.js";

const require = createRequire(import.meta.url);
/** Only when a trial is run: the table is also read where none of this is installed. */
const load = (name: string): unknown => require(name);
const host = "127.0.0.1";
/** Nobody listens there. */
const refused = 1;

interface RedisClient extends EventEmitter {
  subscribe(channel: string): Promise<unknown>;
  psubscribe(pattern: string): Promise<unknown>;
  connect(): Promise<unknown>;
  disconnect(): void;
  duplicate(): RedisClient;
}
interface Ioredis {
  readonly Redis: new (options: object) => RedisClient;
  readonly Cluster: new (nodes: readonly object[]) => RedisClient;
}
const ioredis = (port: number, options: object = {}) => later(new (load("ioredis") as Ioredis).Redis({ host, port, ...options }), (each) => each.disconnect());
const ioredisCluster = async () => later(new (load("ioredis") as Ioredis).Cluster([{ host, port: await redisServer() }]), (each) => each.disconnect());
const gone = { retryStrategy: () => null };

/** The client when the promise of `connect()` is fulfilled. */
async function connected<Client extends { connect(): Promise<unknown> }>(client: Client): Promise<Client> {
  await client.connect();
  return client;
}

interface NodeRedis extends EventEmitter {
  connect(): Promise<unknown>;
  destroy(): void;
  close(): Promise<void>;
  duplicate(): NodeRedis;
}
function redisClient(port: number): NodeRedis {
  const { createClient } = load("redis") as { createClient(options: object): NodeRedis };
  return destroyed(createClient({ socket: { host, port } }));
}
const redisDuplicate = (port: number) => destroyed(redisClient(port).duplicate());
function destroyed(client: NodeRedis): NodeRedis {
  return later(client, (each) => {
    // It throws where it was closed before.
    try {
      each.destroy();
    } catch {
      return;
    }
  });
}
function nodeRedis(port: number, then: (client: NodeRedis) => unknown = ignore, make = redisClient): NodeRedis {
  const client = make(port);
  client.connect().then(() => then(client), ignore);
  return client;
}

interface PgClient extends EventEmitter {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  end(): Promise<void>;
}
type Pg = Record<"Client" | "Pool", new (options: object) => PgClient>;
async function pgClient(drops?: boolean): Promise<PgClient> {
  const client = later(new (load("pg") as Pg).Client({ host, port: await postgres(drops), user: "somebody" }), (each) => void each.end().catch(ignore));
  await client.connect();
  return client;
}
const pgPool = async (drops?: boolean) => later(new (load("pg") as Pg).Pool({ host, port: await postgres(drops), user: "somebody" }), (each) => void each.end().catch(ignore));

interface Mqtt extends EventEmitter {
  subscribe(topic: string): void;
  end(force: boolean): void;
}
const mqtt = (url: string, by = "mqtt") => later((load(by) as { connect(url: string, options: object): Mqtt }).connect(url, { reconnectPeriod: 0 }), (each) => each.end(true));

const amqp = async (then?: Buffer) => (load("amqplib") as { connect(url: string): Promise<EventEmitter> }).connect(`amqp://${host}:${await amqpBroker(then)}`);

interface Mongoose {
  createConnection(url: string, options: object): EventEmitter & { asPromise(): Promise<unknown>; destroy(): Promise<void> };
  readonly mongo: { readonly BSON: Bson };
}
async function mongoose(port?: number, isAwaited = false): Promise<EventEmitter> {
  const { createConnection, mongo: { BSON } } = load("mongoose") as Mongoose;
  const url = `mongodb://${host}:${port ?? (await mongo(BSON))}/test?directConnection=true`;
  const connection = later(createConnection(url, { serverApi: { version: "1" }, ...(port !== undefined && { serverSelectionTimeoutMS: 300 }) }), (each) => each.destroy());
  const opened = connection.asPromise();
  if (isAwaited) await opened;
  else opened.catch(ignore);
  return connection;
}

interface FileWatcher extends EventEmitter {
  close(): Promise<void>;
}
function chokidar(then: (file: string) => void = ignore): FileWatcher {
  const folder = later(fs.mkdtempSync(join(tmpdir(), "late-")), (each) => fs.rmSync(each, { recursive: true }));
  const file = join(folder, "file");
  fs.writeFileSync(file, "");
  const watcher = later((load("chokidar") as { watch(path: string): FileWatcher }).watch(folder), (each) => each.close());
  watcher.once("ready", () => then(file));
  return watcher;
}

interface IoSocket extends EventEmitter {
  disconnect(): void;
}
interface IoServer extends EventEmitter {
  close(): Promise<void>;
}
async function ioServer(): Promise<{ io: IoServer; url: string }> {
  const { Server } = load("socket.io") as { Server: new (server: http.Server) => IoServer };
  const server = http.createServer();
  const io = later(new Server(server), (each) => each.close());
  return { io, url: `http://${host}:${await listening(server)}` };
}
const ioJoin = (url: string, options: object = {}) => later((load("socket.io-client") as { io(url: string, options: object): IoSocket }).io(url, { forceNew: true, ...options }), (each) => each.disconnect());
/** A client whose server does `then` with its socket at once. */
async function ioClient(then: (socket: IoSocket) => void = ignore): Promise<IoSocket> {
  const { io, url } = await ioServer();
  io.on("connection", then);
  return ioJoin(url);
}
/** A server's socket whose client does `then` once it is connected. */
async function ioSocket(then: (client: IoSocket) => void): Promise<IoSocket> {
  const { io, url } = await ioServer();
  const connected = once(io, "connection");
  const client = ioJoin(url);
  client.on("connect", () => then(client));
  const [socket] = (await connected) as [IoSocket];
  return socket;
}

type Source = EventTarget & { close(): void };
async function eventSource(answer: http.RequestListener): Promise<Source> {
  const { EventSource } = load("eventsource") as { EventSource: new (url: string) => Source };
  const server = later(http.createServer(answer), (each) => each.closeAllConnections());
  return later(new EventSource(`http://${host}:${await listening(server)}`), (each) => each.close());
}
const greet: http.RequestListener = (_request, response) => void response.writeHead(200, { "content-type": "text/event-stream" }).write("data: hello\n\n");

/** The WebSocket of undici, which is Node's own from 22 on. */
const webSocket = (port: number) => later(new (load("undici") as { WebSocket: new (url: string) => Source }).WebSocket(`ws://${host}:${port}`), (each) => each.close());
const denied = async () => webSocket(await listening(http.createServer((_request, response) => response.writeHead(403).end())));
async function greeted(): Promise<Emitter> {
  const server = later(new WebSocketServer({ port: 0, host }), (each) => each.close());
  await once(server, "listening");
  server.on("connection", (socket) => {
    socket.send("hello");
    socket.close();
  });
  return webSocket((server.address() as net.AddressInfo).port);
}

/** The pairs of what only `test/contracts/package.json` installs: `npm run test:contracts` runs them. */
export const clientTrials: readonly Trial[] = [
  ...brokerTrials,
  { row: "ioredis.Redis", event: "connect", late: "lost", make: async () => ioredis(await redisServer()) },
  { row: "ioredis.Redis", event: "ready", late: "lost", make: async () => ioredis(await redisServer()) },
  { row: "ioredis.Redis", event: "connect", by: "Cluster", late: "lost", make: ioredisCluster },
  { row: "ioredis.Redis", event: "ready", by: "Cluster", late: "lost", make: ioredisCluster },
  { row: "ioredis.Redis", event: "connect", late: "lost", within: "connect", make: async () => connected(ioredis(await redisServer(), { lazyConnect: true })) },
  { row: "ioredis.Redis", event: "ready", late: "lost", within: "connect", make: async () => connected(ioredis(await redisServer(), { lazyConnect: true })) },
  { row: "ioredis.Redis", event: "error", late: "lost", make: () => ioredis(refused, gone) },
  { row: "ioredis.Redis", event: "message", late: "lost", make: async () => { const redis = ioredis(await redisServer()); void redis.subscribe("news"); return redis; } },
  { row: "ioredis.Redis", event: "pmessage", late: "lost", make: async () => { const redis = ioredis(await redisServer()); void redis.psubscribe("n*"); return redis; } },
  { row: "ioredis.Redis", event: "message", by: "Cluster", late: "lost", make: async () => { const cluster = await ioredisCluster(); void cluster.subscribe("news"); return cluster; } },
  { row: "ioredis.Redis", event: "close", late: "lost", make: async () => ioredis(await redisServer(true), gone) },
  { row: "ioredis.Redis", event: "end", late: "lost", make: async () => ioredis(await redisServer(true), gone) },
  { row: "ioredis.Redis", event: "connect", by: "duplicate", late: "lost", make: async () => later(ioredis(await redisServer()).duplicate(), (each) => each.disconnect()) },
  { row: "redis.Client", event: "connect", by: "duplicate", late: "lost", make: async () => nodeRedis(await redisServer(), ignore, redisDuplicate) },
  { row: "redis.Client", event: "error", by: "duplicate", late: "lost", crashes: true, make: async () => nodeRedis(await redisServer(true), ignore, redisDuplicate) },
  { row: "redis.Client", event: "connect", late: "lost", make: async () => nodeRedis(await redisServer()) },
  { row: "redis.Client", event: "ready", late: "lost", make: async () => nodeRedis(await redisServer()) },
  { row: "redis.Client", event: "connect", late: "lost", within: "connect", make: async () => connected(redisClient(await redisServer())) },
  { row: "redis.Client", event: "ready", late: "lost", within: "connect", make: async () => connected(redisClient(await redisServer())) },
  { row: "redis.Client", event: "error", late: "lost", crashes: true, make: async () => nodeRedis(await redisServer(true)) },
  { row: "redis.Client", event: "end", late: "lost", make: async () => nodeRedis(await redisServer(), (client) => client.close()) },
  { row: "pg.Client", event: "error", late: "lost", crashes: true, make: () => pgClient(true) },
  { row: "pg.Client", event: "notification", late: "lost", make: async () => { const client = await pgClient(); void client.query("LISTEN news"); return client; } },
  { row: "pg.Client", event: "end", late: "lost", make: async () => (await pgClient(true)).on("error", ignore) },
  { row: "pg.Pool", event: "error", late: "lost", crashes: true, make: async () => { const pool = await pgPool(true); await pool.query("SELECT"); return pool; } },
  { row: "pg.Pool", event: "connect", late: "lost", make: async () => { const pool = await pgPool(); void pool.query("SELECT"); return pool; } },
  { row: "mqtt.Client", event: "connect", late: "lost", make: async () => mqtt((await mqttBroker(load)).url) },
  { row: "mqtt.Client", event: "connect", by: "async-mqtt", late: "lost", make: async () => mqtt((await mqttBroker(load)).url, "async-mqtt") },
  { row: "mqtt.Client", event: "message", by: "async-mqtt", late: "lost", make: async () => { const client = mqtt((await mqttBroker(load)).url, "async-mqtt"); client.subscribe("news"); return client; } },
  { row: "mqtt.Client", event: "error", late: "lost", make: () => mqtt(`mqtt://${host}:${refused}`) },
  { row: "mqtt.Client", event: "message", late: "lost", make: async () => { const client = mqtt((await mqttBroker(load)).url); client.subscribe("news"); return client; } },
  { row: "mqtt.Client", event: "close", late: "lost", make: async () => { const { url, drop } = await mqttBroker(load); return mqtt(url).on("connect", drop); } },
  { row: "amqplib.Connection", event: "error", late: "lost", crashes: true, make: () => amqp() },
  { row: "amqplib.Connection", event: "close", late: "lost", make: () => amqp(amqpClose) },
  { row: "amqplib.Connection", event: "blocked", late: "lost", make: () => amqp(amqpBlocked) },
  { row: "mongoose.Connection", event: "open", late: "lost", make: () => mongoose() },
  { row: "mongoose.Connection", event: "connected", late: "lost", make: () => mongoose() },
  { row: "mongoose.Connection", event: "open", late: "lost", within: "asPromise", make: () => mongoose(undefined, true) },
  { row: "mongoose.Connection", event: "connected", late: "lost", within: "asPromise", make: () => mongoose(undefined, true) },
  { row: "mongoose.Connection", event: "error", late: "lost", make: () => mongoose(refused) },
  { row: "chokidar.FSWatcher", event: "ready", late: "lost", make: () => chokidar() },
  { row: "chokidar.FSWatcher", event: "add", late: "lost", make: () => chokidar() },
  { row: "chokidar.FSWatcher", event: "addDir", late: "lost", make: () => chokidar() },
  { row: "chokidar.FSWatcher", event: "all", late: "lost", make: () => chokidar() },
  { row: "chokidar.FSWatcher", event: "change", late: "lost", make: () => chokidar((file) => fs.writeFileSync(file, "changed")) },
  { row: "socket.io.Socket", event: "*", name: "hello", late: "lost", make: () => ioSocket((client) => client.emit("hello")) },
  { row: "socket.io.Socket", event: "disconnect", late: "lost", make: () => ioSocket((client) => client.disconnect()) },
  { row: "socket.io.Socket", event: "disconnecting", late: "lost", make: () => ioSocket((client) => client.disconnect()) },
  { row: "socket.io.Server", event: "connection", late: "lost", make: async () => { const { io, url } = await ioServer(); ioJoin(url); return io; } },
  { row: "socket.io.Client", event: "connect", late: "lost", make: () => ioClient() },
  { row: "socket.io.Client", event: "connect_error", late: "lost", make: () => ioJoin(`http://${host}:${refused}`, { reconnection: false }) },
  { row: "socket.io.Client", event: "*", name: "hello", late: "lost", make: () => ioClient((socket) => socket.emit("hello")) },
  { row: "socket.io.Client", event: "disconnect", late: "lost", make: () => ioClient((socket) => socket.disconnect()) },
  { row: "WebSocket", event: "open", late: "lost", make: greeted },
  { row: "WebSocket", event: "message", late: "lost", make: greeted },
  { row: "WebSocket", event: "close", late: "lost", make: greeted },
  { row: "WebSocket", event: "error", late: "lost", make: denied },
  { row: "EventSource", event: "open", late: "lost", make: () => eventSource(greet) },
  { row: "EventSource", event: "message", late: "lost", make: () => eventSource(greet) },
  { row: "EventSource", event: "error", late: "lost", make: () => eventSource((_request, response) => response.writeHead(403).end()) },
];
