import { runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

const lazyClient = code`
  import { connect } from "amqplib";

  export class Broker {
    private connection: any;

    async getConnection(): Promise<any> {
      if (this.connection) return this.connection;
      const connection = await connect("amqp://broker");
      this.connection = connection; //!!
      return connection;
    }
  }
`;

runTable("no-competing-startup", [
  {
    name: "a field that is tested, awaited and set",
    id: "startedTwice",
    code: lazyClient,
    silent: {
      "the field keeps the promise": [
        ["const connection = await connect", "const connection = connect"],
      ],
      "it is tested again": [["this.connection = connection;", "if (!this.connection) this.connection = connection;"]],
      "the constructor does it": [["async getConnection(): Promise<any>", "constructor() { void this.begin(); }\n  private async begin(): Promise<any>"]],
      "a second caller throws": [["if (this.connection) return this.connection;", 'if (this.connection) return this.connection;\n    if (this.busy) throw new Error("busy");\n    this.busy = true;']],
      "a generation is compared": [
        ["const connection = await", "const generation = ++this.generation;\n    const connection = await"],
        ["this.connection = connection;", "if (generation !== this.generation) throw new Error();\n    this.connection = connection;"],
      ],
      "what is there is closed first": [["this.connection = connection;", "this.connection?.close();\n    this.connection = connection;"]],
    },
  },
  {
    name: "a private field in a method that sets in one line",
    id: "startedTwice",
    file: "file.js",
    code: code`
      import puppeteer from "puppeteer";

      export class Pages {
        #browser;

        async open() {
          if (!this.#browser) {
            this.#browser = await puppeteer.launch(); //!!
          }
          return this.#browser.newPage();
        }

        close() {
          return this.#browser?.close();
        }
      }
    `,
    silent: {
      "the promise is kept": [["this.#browser = await puppeteer", "this.#browser = puppeteer"], ["this.#browser.newPage()", "(await this.#browser).newPage()"]],
      "it is made by the constructor's class": [["async open()", "async #open()"]],
      "all wait for one promise, and keep what it gives": [["this.#browser = await puppeteer.launch();", "this.#launching ??= puppeteer.launch();\n      this.#browser = await this.#launching;"], ["#browser;", "#browser;\n  #launching;"]],
      "all wait for one promise in one line": [["this.#browser = await puppeteer.launch();", "this.#browser = await (this.#launching ??= puppeteer.launch());"], ["#browser;", "#browser;\n  #launching;"]],
      "callers are put into a queue": [["async open() {", "open() {\n    return this.#enqueueOpen(() => this.#openNow());\n  }\n\n  async #openNow() {"]],
      "callers wait for the one before": [["async open() {", "open() {\n    return this.#behind(() => this.#openNow());\n  }\n\n  #last = Promise.resolve();\n\n  #behind(work) {\n    const next = this.#last.then(work, work);\n    this.#last = next.catch(() => {});\n    return next;\n  }\n\n  async #openNow() {"]],
    },
  },
  {
    name: "a module variable in an exported function",
    id: "startedTwice",
    code: code`
      import { MongoClient, type Db } from "mongodb";

      let db: Db | undefined;

      export async function getDb(): Promise<Db> {
        if (!db) {
          const client = new MongoClient("mongodb://localhost");
          await client.connect();
          db = client.db("app"); //!!
        }
        return db;
      }
    `,
    silent: {
      "it is called once, by the module": [["export async function getDb", "await getDb();\nasync function getDb"]],
      "all wait for one promise": [["let db", "let opening: Promise<Db> | undefined;\nlet db"], ["const client = new MongoClient(\"mongodb://localhost\");\n    await client.connect();", "if (!opening) opening = openDatabase();"], ['client.db("app")', "await opening"]],
      "a lock is held": [["if (!db) {", "await mutex.acquire();\n  if (!db) {"]],
      "it waits for a flag": [["if (!db) {", "while (opening) await new Promise((r) => setTimeout(r, 10));\n  opening = true;\n  if (!db) {"], ["let db", "let opening = false;\nlet db"]],
    },
  },
  {
    name: "an assignment that tests by itself",
    id: "startedTwice",
    code: code`
      import { createConnection } from "./rpc";

      export class Rpc {
        private connection: { close(): void } | undefined;

        async call(method: string) {
          this.connection ??= await createConnection(); //!!
          return method;
        }
      }
    `,
    silent: {
      "the promise is assigned": [["??= await createConnection", "??= createConnection"]],
      "the awaited value is ready": [["this.connection ??= await createConnection();", "const made = await createConnection();\n    this.connection ??= made;"]],
    },
  },
  {
    name: "or-assignment of a pool",
    id: "startedTwice",
    file: "file.js",
    code: code`
      let pool;
      export const query = async (sql) => {
        pool ||= await createPool({ max: 4 }); //!!
        return pool.run(sql);
      };
    `,
    silent: {
      "it is made at once": [["await createPool", "createPool"]],
      "it is data": [["await createPool({ max: 4 })", "await fetchJson(sql)"]],
    },
  },
  {
    name: "the field on both sides",
    id: "startedTwice",
    code: code`
      export class Hub {
        private socket?: WebSocket;
        async socketOf() {
          this.socket = this.socket ?? (await this.dial()); //!!
          return this.socket;
        }
        private async dial() {
          return new WebSocket("ws://hub");
        }
      }
    `,
    silent: { "nothing is awaited": [["(await this.dial())", "this.dial()"]] },
  },
  {
    name: "a conditional that keeps or makes",
    id: "startedTwice",
    file: "file.js",
    code: code`
      let worker;
      export async function run(task) {
        worker = worker ? worker : await spawnWorker(task); //!!
        return worker.ask(task);
      }
    `,
    silent: { "nothing is awaited": [["await spawnWorker", "spawnWorker"]] },
  },
  {
    name: "an entry of a map",
    id: "startedTwice",
    code: code`
      export class Rooms {
        private readonly rooms = new Map<string, { leave(): void }>();
        constructor(private readonly join: (id: string) => Promise<{ leave(): void }>) {}

        async enter(id: string) {
          let room = this.rooms.get(id);
          if (!room) {
            room = await this.join(id);
            this.rooms.set(id, room); //!!
          }
          return room;
        }
      }
    `,
    silent: {
      "the promise is the entry": [["room = await this.join(id)", "room = this.join(id) as never"]],
      "another key is set": [["this.rooms.set(id, room)", "this.rooms.set(room.toString(), room)"]],
      "it is asked for again": [["this.rooms.set(id, room);", "const other = this.rooms.get(id);\n      if (other) return other;\n      this.rooms.set(id, room);"]],
    },
  },
  {
    name: "a tunnel that is kept for each session",
    id: "maybeStartedTwice",
    code: code`
      const entries = new Map();
      export async function request(session) {
        let found = entries.get(session);
        if (!found) {
          found = await openTunnel(session);
          entries.set(session, found); //!!
        }
        return found.localAddress;
      }
    `,
    silent: {
      "what is lost costs nothing but work": [["await openTunnel(session)", "await createPluginContainer(session)"]],
      "a value is made of a stream": [["await openTunnel(session)", "await createFromFileStream(session)"]],
      "a cache is made": [["await openTunnel(session)", "await createCache(session)"], ["export async function request(", "export async function ensureCache("]],
      "what is opened is no more than looked at": [["await openTunnel(session)", "await KeyValueStore.open(session)"]],
    },
  },
  {
    name: "a map that is asked whether it has the key",
    id: "startedTwice",
    file: "file.js",
    code: code`
      const clients = new Map();
      export async function clientFor(tenant) {
        if (!clients.has(tenant)) {
          const client = await createClient(tenant);
          clients.set(tenant, client); //!!
        }
        return clients.get(tenant);
      }
    `,
    silent: {
      "it is a cache of data": [["await createClient(tenant)", "await fetchJson(tenant)"], ["const clients", "const pages"], ["clients.has", "pages.has"], ["clients.set", "pages.set"], ["clients.get", "pages.get"]],
      "a queue runs it": [["export async function clientFor(tenant) {", "export const clientFor = (tenant) => queue.add(async () => {"], ["return clients.get(tenant);\n}", "return clients.get(tenant);\n});"]],
    },
  },
  {
    name: "an object used as a map",
    id: "startedTwice",
    file: "file.js",
    code: code`
      const channels = {};
      exports.channelOf = async (name) => {
        if (channels[name]) return channels[name];
        channels[name] = await openChannel(name); //!!
        return channels[name];
      };
    `,
    silent: { "the promise is kept": [["await openChannel", "openChannel"]] },
  },
  {
    name: "an early return that tests whether it is alive",
    id: "startedTwice",
    code: code`
      import { WebSocket } from "ws";
      import { once } from "node:events";

      export class Link {
        private ws: WebSocket | null = null;

        async connect() {
          if (this.ws && this.ws.readyState === WebSocket.OPEN) return this.ws;
          const ws = new WebSocket("ws://peer");
          await once(ws, "open");
          this.ws = ws; //!!
          return ws;
        }
      }
    `,
    silent: {
      "it is kept before it is open": [["const ws = new WebSocket(\"ws://peer\");", "const ws = (this.ws = new WebSocket(\"ws://peer\"));"], ["    this.ws = ws; \n", ""]],
      "a promise is shared": [["const ws = new", "this.opening ??= once(this, \"open\");\n    const ws = new"], ["this.ws = ws;", "this.ws ??= ws;"]],
    },
  },
  {
    name: "a method that says whether it is connected",
    id: "startedTwice",
    code: code`
      export class Peer {
        private connection?: { close(): void };
        constructor(private readonly dial: () => Promise<{ close(): void }>) {}
        isConnected() {
          return this.connection !== undefined;
        }
        async connect() {
          if (this.isConnected()) return;
          this.connection = await this.dial(); //!!
        }
      }
    `,
    silent: { "it keeps the promise": [["this.connection = await this.dial()", "this.connection = this.dial() as never"]] },
  },
  {
    name: "a flag that is set when it has started",
    id: "startedTwice",
    code: code`
      export class Service {
        private initialized = false;
        constructor(private readonly connect: () => Promise<void>) {}
        async init() {
          if (this.initialized) return;
          await this.connect();
          this.initialized = true; //!!
        }
      }
    `,
    silent: {
      "another flag is taken first": [["await this.connect()", "if (this.starting) throw new Error();\n    this.starting = true;\n    await this.connect()"]],
      "it only reads": [["private readonly connect", "private readonly fetchConfig"], ["this.connect()", "this.fetchConfig()"]],
      "it is called once by the class": [["async init()", "private async init()"]],
    },
  },
  {
    name: "a state that is named when it has started",
    id: "startedTwice",
    code: code`
      export class Service {
        private state: "idle" | "connected" = "idle";
        constructor(private readonly dial: () => Promise<void>) {}
        async connect() {
          if (this.state === "connected") return;
          await this.dial();
          this.state = "connected"; //!!
        }
      }
    `,
    silent: {
      "it is named before": [["await this.dial();", 'if (this.state !== "idle") throw new Error();\n    this.state = "connecting" as never;\n    await this.dial();']],
    },
  },
  {
    name: "a callback in the place of an await",
    id: "startedTwice",
    file: "file.js",
    code: code`
      exports.Store = class Store {
        get(callback) {
          if (this.db) return callback(null, this.db);
          openDatabase(this.path, (error, db) => {
            if (error) return callback(error);
            this.db = db; //!!
            callback(null, db);
          });
        }
      };
    `,
    silent: {
      "a second caller is queued": [["openDatabase(", "if (this.waiting) return this.waiting.push(callback);\n    this.waiting = [callback];\n    openDatabase("]],
      "it is tested again": [["this.db = db;", "if (this.db) return callback(null, this.db);\n      this.db = db;"]],
    },
  },
  {
    name: "then in the place of an await",
    id: "startedTwice",
    file: "file.js",
    code: code`
      let connection;
      export function getConnection() {
        if (connection) return Promise.resolve(connection);
        return connect("amqp://broker").then((made) => {
          connection = made; //!!
          return made;
        });
      }
    `,
    silent: {
      "the promise is kept": [["return connect(", "return pending ?? (pending = connect("], ["return made;\n  });", "return made;\n  }));"], ["if (connection)", "if (pending) return pending;\n  if (connection)"], ["let connection;", "let connection, pending;"]],
    },
  },
  {
    name: "a variable that a factory's functions share",
    id: "startedTwice",
    file: "file.js",
    code: code`
      export function createGateway(url) {
        let socket;
        return {
          async send(text) {
            if (!socket) socket = await openSocket(url); //!!
            socket.send(text);
          },
        };
      }
    `,
    silent: { "it is called in turns": [["async send(text)", "async next(text)"]], "each call has its own": [["  let socket;\n", ""], ["async send(text) {", "async send(text) {\n      let socket;"]] },
  },
  {
    name: "a static field",
    id: "startedTwice",
    code: code`
      export class Database {
        private static client?: { close(): void };
        static async client_() {
          if (!Database.client) Database.client = await createClient(); //!!
          return Database.client;
        }
      }
      declare function createClient(): Promise<{ close(): void }>;
    `,
    silent: { "the promise is kept": [["await createClient()", "createClient() as never"]] },
  },
  {
    name: "a field of a module's object",
    id: "startedTwice",
    file: "file.js",
    code: code`
      const state = { server: null };
      module.exports = {
        async ensureServer() {
          if (state.server !== null) return state.server;
          state.server = await startServer(); //!!
          return state.server;
        },
      };
    `,
    silent: { "the promise is kept": [["await startServer()", "startServer()"]] },
  },
  {
    name: "an alias of this",
    id: "startedTwice",
    file: "file.js",
    code: code`
      module.exports = class Node {
        async join() {
          const self = this;
          if (self.cluster) return self.cluster;
          const cluster = await joinCluster();
          self.cluster = cluster; //!!
          return cluster;
        }
      };
    `,
    silent: { "it is a computation": [["await joinCluster()", "await computeCluster()"]] },
  },
  {
    name: "a route that starts what it needs",
    id: "startedTwice",
    file: "file.js",
    code: code`
      let browser;
      app.get("/pdf", async (request, response) => {
        if (!browser) browser = await chromium.launch(); //!!
        response.send(await browser.pdf(request.query.url));
      });
    `,
    silent: {
      "a test does": [['app.get("/pdf", async (request, response)', 'it("prints", async (request, response)']],
      "one at a time does": [['app.get("/pdf", async', 'app.get("/pdf", mutex.synchronize(async'], ["url));\n});", "url));\n}));"]],
    },
  },
  {
    name: "a private method that public ones call",
    id: "startedTwice",
    code: code`
      export class Cache {
        private client?: { get(key: string): Promise<string>; quit(): void };
        async read(key: string) {
          await this.open();
          return this.client?.get(key);
        }
        async warm() {
          await this.open();
        }
        private async open() {
          if (this.client) return;
          this.client = await connectRedis(); //!!
        }
      }
      declare function connectRedis(): Promise<{ get(key: string): Promise<string>; quit(): void }>;
    `,
    silent: {
      "they share its promise": [
        ["await this.open();\n    return", "await (this.opening ??= this.open());\n    return"],
        ["async warm() {\n    await this.open();", "async warm() {\n    await (this.opening ??= this.open());"],
      ],
    },
  },
  {
    name: "two awaits before the set",
    id: "startedTwice",
    code: code`
      import { Kafka } from "kafkajs";
      const kafka = new Kafka({ brokers: ["localhost:9092"] });
      let producer: any;
      export async function send(text: string) {
        if (!producer) {
          const made = kafka.producer();
          await made.connect();
          producer = made; //!!
        }
        await producer.send({ topic: "t", messages: [{ value: text }] });
      }
    `,
    silent: { "it is set before": [["await made.connect();\n    producer = made;", "producer = made.connect().then(() => made);"]] },
  },
  {
    name: "start returns to its second caller at once",
    id: "returnsEarly",
    code: code`
      export class Pool {
        private started = false;
        async start() {
          if (this.started) return; //!!
          this.started = true;
          await this.openAll();
        }
        private async openAll() {}
      }
    `,
    silent: {
      "it throws": [["if (this.started) return;", 'if (this.started) throw new Error("started");']],
      "it waits": [["if (this.started) return;", "if (this.started) return this.whenStarted;"]],
      "nothing is awaited": [["await this.openAll()", "this.openAll()"]],
      "it is no start": [["async start()", "async flush()"]],
      "it ends what others started, and is awaited": [["async start() {", "async restart() {\n    await this.stop();\n  }\n  async stop() {"]],
      "the flag says something else": [["this.started)", "this.uploading)"], ["this.started =", "this.uploading ="], ["async start()", "async run() {\n    await this.begin();\n  }\n  private async begin()"], ["await this.openAll();", "await this.openNext();"]],
      "the flag keeps a loop going": [["await this.openAll();", "while (this.started) await this.openAll();"]],
    },
  },
  {
    name: "connect returns while another is connecting",
    id: "returnsEarly",
    code: code`
      export class Feed {
        private connecting = false;
        constructor(private readonly dial: () => Promise<void>) {}
        async connect(): Promise<void> {
          if (this.connecting) return; //!!
          this.connecting = true;
          try {
            await this.dial();
          } finally {
            this.connecting = false;
          }
        }
        async dialled() {}
      }
    `,
    silent: {
      "nobody waits for it: a private method that reconnects": [["async connect()", "private async connect()"], ["async dialled() {}", "dialled() {\n    setTimeout(() => void this.connect().catch(() => {}), 100);\n    this.connect();\n  }"]],
      "it waits for the other": [["if (this.connecting) return;", "if (this.connecting) {\n      await this.settled;\n      return;\n    }"]],
      "it throws": [["if (this.connecting) return;", "if (this.connecting) throw new Error();"]],
    },
  },
  {
    name: "a module's flag, set before what it stands for",
    id: "returnsEarly",
    file: "file.js",
    code: code`
      let initialized = false;
      export async function initialize() {
        if (initialized) { //!!
          return;
        }
        initialized = true;
        await openDatabase();
      }
    `,
    silent: {
      "it keeps a promise": [["initialized = true;\n  await openDatabase();", "initialized = openDatabase();\n  await initialized;"]],
      "it is not exported, and called once": [["export async function", "initialize();\nasync function"]],
    },
  },
  {
    name: "a state that turns others away",
    id: "returnsEarly",
    code: code`
      export class Session {
        private state = "idle";
        async open(): Promise<boolean> {
          if (this.state !== "idle") return false; //!!
          this.state = "opening";
          await this.handshake();
          this.state = "open";
          return true;
        }
        private async handshake() {}
      }
    `,
    silent: {
      "it throws": [["return false;", 'throw new Error("not idle");']],
      "it is no start, though somebody awaits it": [["async open()", "async transact() {\n    await this.commit();\n  }\n  async commit()"], ['"opening"', '"committing"'], ['"open"', '"committed"']],
    },
  },
  {
    name: "the first caller alone waits for the client",
    id: "firstAlone",
    code: code`
      import { createClient } from "redis";
      let client: ReturnType<typeof createClient> | undefined;
      export async function get(key: string) {
        if (!client) {
          client = createClient();
          await client.connect(); //!!
        }
        return client.get(key);
      }
    `,
    silent: {
      "all wait": [["return client.get", "await ready;\n  return client.get"]],
      "it queues by itself": [["    await client.connect();", ""]],
      "others wait": [["  return client.get", "  else await client.ready;\n  return client.get"]],
    },
  },
  {
    name: "the first caller alone waits for a promise of readiness",
    id: "firstAlone",
    file: "file.js",
    code: code`
      let server;
      const initialized = prepare();
      export async function handler(event) {
        if (!server) {
          server = createServer(event);
          await initialized; //!!
        }
        return server.handle(event);
      }
    `,
    silent: { "it is behind the test": [["    await initialized; \n  }", "  }\n  await initialized;"]] },
  },
  {
    name: "a flag that lets all but the first through",
    id: "returnsEarly",
    file: "file.js",
    code: code`
      let started = false;
      export const handler = async (event) => {
        if (!started) { //!!
          started = true;
          await bootstrap();
        }
        return route(event);
      };
    `,
    silent: { "all wait": [["started = true;\n    await bootstrap();", "started = bootstrap();"], ["return route", "await started;\n  return route"]] },
  },
  {
    name: "a start whose call has a name of its own",
    id: "maybeStartedTwice",
    code: code`
      export class Relay {
        private started = false;
        constructor(private readonly registrar: { handle(protocol: string): Promise<void>; readAll(): Promise<void> }) {}
        async start(): Promise<void> {
          if (this.started) return;
          await this.registrar.handle("/relay/1");
          this.started = true; //!!
        }
      }
    `,
    silent: {
      "it only reads": [["this.registrar.handle(\"/relay/1\")", "this.registrar.readAll()"]],
      "it is no start": [["async start()", "async flush()"]],
    },
  },
  {
    name: "what is read, and ended later, is more than a value",
    id: "maybeStartedTwice",
    code: code`
      export class Alerts {
        private alerts?: { destroy(): void };
        constructor(private readonly request: (url: string) => Promise<{ body: { destroy(): void } }>) {}
        async listen(): Promise<void> {
          if (this.alerts) return;
          const { body } = await this.request("/alerts");
          this.alerts = body; //!!
        }
        stop() {
          this.alerts?.destroy();
        }
      }
    `,
    silent: {
      "nothing ends it": [["this.alerts?.destroy();", "this.alerts = undefined;"]],
      "something else is ended": [["const { body } = await this.request(\"/alerts\");", ""], ["this.alerts = body;", "this.alerts = await this.request(\"/alerts\") as never;"], ["this.alerts?.destroy();", "[this.alerts][0]?.destroy();\n    (await this.request(\"/end\")).body.end().destroy();"], ["stop() {", "async stop() {"]],
    },
  },
  {
    name: "two machines for one socket",
    id: "twoMachines",
    code: code`
      export async function accept(socket: WebSocket, machines: Map<string, unknown>, login: (s: WebSocket) => Promise<string>) {
        const temporaryId = crypto.randomUUID();
        const waiting = new SessionMachine(temporaryId);
        machines.set(temporaryId, waiting);
        const userId = await login(socket);
        const machine = new SessionMachine(userId); //!!
        machines.set(userId, machine);
      }
      declare class SessionMachine { constructor(id: string) }
    `,
    silent: {
      "the first is taken away": [["const userId =", "machines.delete(temporaryId);\n  const userId ="]],
      "the second is not registered": [["  machines.set(userId, machine);\n", ""]],
      "they are for two peers": [["new SessionMachine(temporaryId)", "new OtherMachine(temporaryId)"]],
      "there are two peers": [["socket: WebSocket, machines", "socket: WebSocket, peer: WebSocket, machines"]],
      "only one of them is made": [["const userId = await login(socket);", "const userId = await login(socket);\n  if (!userId) return;"], ["const waiting = new SessionMachine(temporaryId);", "const waiting = {};"]],
    },
  },
  {
    name: "a flag that throws, but too late",
    id: "maybeStartedTwice",
    file: "file.js",
    code: code`
      export class Server {
        async start() {
          if (this.started) throw new Error("started");
          await this.openPorts();
          this.started = true; //!!
        }
        async openPorts() {}
      }
    `,
    silent: { "it throws in time": [["    await this.openPorts();\n    this.started = true;", "    this.started = true;\n    await this.openPorts();"]] },
  },
  {
    name: "a lease that is asked for, by a type that can be given back",
    id: "startedTwice",
    code: code`
      export class Leases {
        private lease: { release(): void } | undefined;
        constructor(private readonly request: () => Promise<{ release(): void }>) {}
        async acquire() {
          if (this.lease) return this.lease;
          this.lease = await this.request(); //!!
          return this.lease;
        }
      }
    `,
    silent: { "what is asked for is a value": [["() => Promise<{ release(): void }>) {}", "() => Promise<{ text: string }>) {}"]] },
  },
  {
    name: "a database whose constructor calls back",
    id: "startedTwice",
    file: "file.js",
    code: code`
      const sqlite = require("sqlite3");
      let db = null;
      exports.withDb = function withDb(use) {
        if (db) return use(null, db);
        const opened = new sqlite.Database("app.db", (error) => {
          if (error) return use(error);
          db = opened; //!!
          use(null, db);
        });
      };
    `,
    silent: { "it is kept at once": [["const opened = new", "const opened = db = new"], ["    db = opened; \n", ""]] },
  },
  {
    name: "a child that is kept before its port is open",
    id: "maybeFirstAlone",
    code: code`
      import { spawn, type ChildProcess } from "node:child_process";
      declare function waitForPort(port: number): Promise<void>;
      export class Emulator {
        private child: ChildProcess | undefined;
        async ensureRunning() {
          if (this.child) return; //!!
          this.child = spawn("emulator");
          await waitForPort(8085);
        }
      }
    `,
    silent: { "others wait, too": [["if (this.child) return;", "if (this.child) return waitForPort(8085);"]], "it is asked to do something else": [["await waitForPort(8085)", "await report(8085)"]] },
  },
  {
    name: "a private set-up that each request awaits",
    id: "returnsEarly",
    code: code`
      export class App {
        private configured = false;
        constructor(private readonly load: () => Promise<void>) {}
        async handle(request: string) {
          await this.setup();
          return request;
        }
        private async setup() {
          if (this.configured) return; //!!
          this.configured = true;
          await this.load();
        }
      }
    `,
    silent: { "nothing is awaited in it": [["await this.load()", "void this.load()"]], "only the constructor calls it": [["async handle(request: string) {\n    await this.setup();", "async handle(request: string) {"], ["Promise<void>) {}", "Promise<void>) { void this.setup(); }"]] },
  },
  {
    name: "a browser that has gone",
    id: "startedTwice",
    code: code`
      import { chromium, type Browser } from "playwright";
      export class Renderer {
        private browser: Browser | null = null;
        async render() {
          if (!this.browser || !this.browser.isConnected()) {
            this.browser = await chromium.launch(); //!!
          }
          return this.browser.newPage();
        }
      }
    `,
    silent: { "a lock of the browser is held": [["async render() {", "render() {\n    return navigator.locks.request(\"page\", async () => {"], ["    return this.browser.newPage();\n", "    return this.browser.newPage();\n    });\n"]] },
  },
  {
    name: "a button that can be pressed again",
    id: "startedTwice",
    file: "file.js",
    code: code`
      let room;
      button.addEventListener("click", async () => {
        if (room) return room.leave();
        room = await client.joinRoom("lobby"); //!!
      });
    `,
    silent: { "it is disabled meanwhile": [["  room = await", "  button.disabled = true;\n  room = await"]] },
  },
  {
    name: "a client that is made and connected",
    id: "startedTwice",
    file: "file.js",
    code: code`
      export class Hubs {
        async hub() {
          if (this.client) return this.client;
          const client = new HubClient(await this.project());
          await client.connect();
          this.client = client; //!!
          return client;
        }
        async project() {}
      }
    `,
    silent: {
      "it is only made": [["    await client.connect();\n", ""]],
      "the file that was loaded is a module": [["const client = new HubClient(await this.project());\n    await client.connect();", 'const client = await import("hub");']],
    },
  },
]);
