import parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import plugin from "../../index.js";
import { code } from "../rule-tester.js";

interface Repair {
  readonly name: string;
  readonly id: string;
  readonly file?: string;
  readonly before: string;
  readonly after: string;
}

const repairs: readonly Repair[] = [
  {
    name: "a field: the statement runs in a promise that is kept",
    id: "sharePromise",
    before: code`
      declare class Connection { query(sql: string): Promise<string>; close(): void }
      declare function connect(url: string): Promise<Connection>;

      export class Store {
        private connection: Connection | undefined;

        /** Asks the store. */
        async query(sql: string): Promise<string | undefined> {
          if (!this.connection) {
            this.connection = await connect("db");
          }
          return this.connection.query(sql);
        }
      }
    `,
    after: code`
      declare class Connection { query(sql: string): Promise<string>; close(): void }
      declare function connect(url: string): Promise<Connection>;

      export class Store {
        private connection: Connection | undefined;

        private startup: Promise<void> | undefined;

        /** Asks the store. */
        async query(sql: string): Promise<string | undefined> {
          await (this.startup ??= (async () => {
            if (!this.connection) {
              this.connection = await connect("db");
            }
          })().finally(() => {
            this.startup = undefined;
          }));
          if (!this.connection) throw new Error("no connection");
          return this.connection.query(sql);
        }
      }
    `,
  },
  {
    name: "a method that does no more than give what it has started",
    id: "sharePromise",
    before: code`
      declare class Connection { close(): void }
      declare function connect(url: string): Promise<Connection>;

      export class Store {
        private connection: Connection | undefined;

        async get(): Promise<Connection> {
          if (!this.connection) this.connection = await connect("db");
          return this.connection;
        }
      }
    `,
    after: code`
      declare class Connection { close(): void }
      declare function connect(url: string): Promise<Connection>;

      export class Store {
        private connection: Connection | undefined;

        get(): Promise<Connection> {
          this.startup ??= this.getOnce().finally(() => {
            this.startup = undefined;
          });
          return this.startup;
        }

        private startup: Promise<Connection> | undefined;

        private async getOnce(): Promise<Connection> {
          if (!this.connection) this.connection = await connect("db");
          return this.connection;
        }
      }
    `,
  },
  {
    name: "a module's variable in JavaScript",
    id: "sharePromise",
    file: "file.js",
    before: code`
      let browser

      export async function print(url) {
        if (!browser) browser = await launchBrowser()
        return browser.pdf(url)
      }
    `,
    after: code`
      let browser

      let startup

      export async function print(url) {
        await (startup ??= (async () => {
          if (!browser) browser = await launchBrowser()
        })().finally(() => {
          startup = undefined
        }))
        return browser.pdf(url)
      }
    `,
  },
  {
    name: "an assignment that tests by itself, in a private class of JavaScript",
    id: "sharePromise",
    file: "file.js",
    before: code`
      export class Rpc {
        #socket;

        async call(method) {
          this.#socket ??= await openSocket(this.url);
          return this.#socket.call(method);
        }
      }
    `,
    after: code`
      export class Rpc {
        #socket;

        #startup = undefined;

        async call(method) {
          await (this.#startup ??= (async () => {
            this.#socket ??= await openSocket(this.url);
          })().finally(() => {
            this.#startup = undefined;
          }));
          return this.#socket.call(method);
        }
      }
    `,
  },
  {
    name: "an early return: the method keeps its promise",
    id: "sharePromise",
    before: code`
      declare class Client { quit(): Promise<void> }
      declare function connect(url: string): Promise<Client>;

      export class Cache {
        private client: Client | undefined;

        async getClient(): Promise<Client> {
          if (this.client) return this.client;
          const client = await connect("cache");
          this.client = client;
          return client;
        }
      }
    `,
    after: code`
      declare class Client { quit(): Promise<void> }
      declare function connect(url: string): Promise<Client>;

      export class Cache {
        private client: Client | undefined;

        getClient(): Promise<Client> {
          this.startup ??= this.getClientOnce().finally(() => {
            this.startup = undefined;
          });
          return this.startup;
        }

        private startup: Promise<Client> | undefined;

        private async getClientOnce(): Promise<Client> {
          if (this.client) return this.client;
          const client = await connect("cache");
          this.client = client;
          return client;
        }
      }
    `,
  },
  {
    name: "an early return in a function of the module",
    id: "sharePromise",
    before: code`
      declare class Client { close(): void }
      declare function connect(url: string): Promise<Client>;

      let client: Client | undefined;

      /** The one client. */
      export async function getClient() {
        if (client) return client;
        const made = await connect("db");
        client = made;
        return made;
      }
    `,
    after: code`
      declare class Client { close(): void }
      declare function connect(url: string): Promise<Client>;

      let client: Client | undefined;

      /** The one client. */
      export function getClient() {
        startup ??= getClientOnce().finally(() => {
          startup = undefined;
        });
        return startup;
      }

      let startup: ReturnType<typeof getClientOnce> | undefined;

      async function getClientOnce() {
        if (client) return client;
        const made = await connect("db");
        client = made;
        return made;
      }
    `,
  },
  {
    name: "a constant of the module",
    id: "sharePromise",
    file: "file.js",
    before: code`
      let pool;
      export const getPool = async () => {
        if (pool) return pool;
        const made = await createPool();
        pool = made;
        return made;
      };
    `,
    after: code`
      let pool;
      export const getPool = () => {
        startup ??= getPoolOnce().finally(() => {
          startup = undefined;
        });
        return startup;
      };

      let startup;

      const getPoolOnce = async () => {
        if (pool) return pool;
        const made = await createPool();
        pool = made;
        return made;
      };
    `,
  },
  {
    name: "a flag: given back when the start has failed",
    id: "sharePromise",
    before: code`
      export class Service {
        private started = false;
        constructor(private readonly boot: () => Promise<void>) {}

        async start(): Promise<void> {
          if (this.started) return;
          this.started = true;
          await this.boot();
        }
      }
    `,
    after: code`
      export class Service {
        private started = false;
        constructor(private readonly boot: () => Promise<void>) {}

        start(): Promise<void> {
          this.startup ??= this.startOnce().catch((error: unknown) => {
            this.started = false;
            throw error;
          }).finally(() => {
            this.startup = undefined;
          });
          return this.startup;
        }

        private startup: Promise<void> | undefined;

        private async startOnce(): Promise<void> {
          if (this.started) return;
          this.started = true;
          await this.boot();
        }
      }
    `,
  },
  {
    name: "a client that only the first caller waits for: taken back when it has failed",
    id: "sharePromise",
    before: code`
      declare class Client { connect(): Promise<void>; get(key: string): Promise<string> }
      declare function createClient(): Client;

      let client: Client | null = null;

      export async function get(key: string): Promise<string> {
        if (!client) {
          client = createClient();
          await client.connect();
        }
        return client.get(key);
      }
    `,
    after: code`
      declare class Client { connect(): Promise<void>; get(key: string): Promise<string> }
      declare function createClient(): Client;

      let client: Client | null = null;

      let startup: Promise<void> | undefined;

      export async function get(key: string): Promise<string> {
        await (startup ??= (async () => {
          if (!client) {
            client = createClient();
            await client.connect();
          }
        })().catch((error: unknown) => {
          client = null;
          throw error;
        }).finally(() => {
          startup = undefined;
        }));
        if (!client) throw new Error("no client");
        return client.get(key);
      }
    `,
  },
  {
    name: "a method with arguments: callers take turns",
    id: "takeTurns",
    before: code`
      declare class Connection { close(): void }
      declare function connect(url: string): Promise<Connection>;

      export class Link {
        private connection?: Connection;

        async open(url: string): Promise<void> {
          if (this.connection) return;
          this.connection = await connect(url);
        }
      }
    `,
    after: code`
      declare class Connection { close(): void }
      declare function connect(url: string): Promise<Connection>;

      export class Link {
        private connection?: Connection;

        async open(url: string): Promise<void> {
          while (this.startup) await this.startup.catch(() => {});
          this.startup = this.openOnce(url).finally(() => {
            this.startup = undefined;
          });
          return this.startup;
        }

        private startup: Promise<void> | undefined;

        private async openOnce(url: string): Promise<void> {
          if (this.connection) return;
          this.connection = await connect(url);
        }
      }
    `,
  },
  {
    name: "a second start is an error, and stays one: callers take turns",
    id: "takeTurns",
    before: code`
      declare const server: { connect(): Promise<void> };

      export class Service {
        private isStarted = false;

        async start(): Promise<void> {
          if (this.isStarted) throw new Error("already started");
          await server.connect();
          this.isStarted = true;
        }
      }
    `,
    after: code`
      declare const server: { connect(): Promise<void> };

      export class Service {
        private isStarted = false;

        async start(): Promise<void> {
          while (this.startup) await this.startup.catch(() => {});
          this.startup = this.startOnce().finally(() => {
            this.startup = undefined;
          });
          return this.startup;
        }

        private startup: Promise<void> | undefined;

        private async startOnce(): Promise<void> {
          if (this.isStarted) throw new Error("already started");
          await server.connect();
          this.isStarted = true;
        }
      }
    `,
  },
  {
    name: "a method that is private by the custom of its name",
    id: "sharePromise",
    file: "file.js",
    before: code`
      import { connect } from "amqplib";

      export class Broker {
        async _connection() {
          if (this._link) return this._link;
          this._link = await connect("amqp://broker");
          return this._link;
        }
      }
    `,
    after: code`
      import { connect } from "amqplib";

      export class Broker {
        _connection() {
          this._startup ??= this._connectionOnce().finally(() => {
            this._startup = undefined;
          });
          return this._startup;
        }

        async _connectionOnce() {
          if (this._link) return this._link;
          this._link = await connect("amqp://broker");
          return this._link;
        }
      }
    `,
  },
  {
    name: "an entry of a map: callers of one key take turns",
    id: "takeTurns",
    before: code`
      declare class Room { leave(): void }
      declare function joinRoom(id: string): Promise<Room>;

      const rooms = new Map<string, Room>();

      export async function enter(id: string): Promise<Room> {
        const known = rooms.get(id);
        if (known) return known;
        const room = await joinRoom(id);
        rooms.set(id, room);
        return room;
      }
    `,
    after: code`
      declare class Room { leave(): void }
      declare function joinRoom(id: string): Promise<Room>;

      const rooms = new Map<string, Room>();

      export async function enter(id: string): Promise<Room> {
        while (startups.has(id)) await startups.get(id)?.catch(() => {});
        const startup = enterOnce(id).finally(() => startups.delete(id));
        startups.set(id, startup);
        return startup;
      }

      const startups = new Map<string, Promise<Room>>();

      async function enterOnce(id: string): Promise<Room> {
        const known = rooms.get(id);
        if (known) return known;
        const room = await joinRoom(id);
        rooms.set(id, room);
        return room;
      }
    `,
  },
  {
    name: "an entry of a map, whose keys are objects",
    id: "takeTurns",
    before: code`
      declare class Client { close(): void }
      declare class Address { id: string }
      declare class AddressMap<T> { get(address: Address | string): T | undefined; set(address: Address | string, value: T): void }
      declare function connectTo(address: Address): Promise<Client>;

      export class Clients {
        readonly #clients = new Map<Address, Client>();

        async get(address: Address): Promise<Client> {
          const known = this.#clients.get(address);
          if (known) return known;
          const client = await connectTo(address);
          this.#clients.set(address, client);
          return client;
        }
      }
    `,
    after: code`
      declare class Client { close(): void }
      declare class Address { id: string }
      declare class AddressMap<T> { get(address: Address | string): T | undefined; set(address: Address | string, value: T): void }
      declare function connectTo(address: Address): Promise<Client>;

      export class Clients {
        readonly #clients = new Map<Address, Client>();

        async get(address: Address): Promise<Client> {
          while (this.startups.has(address)) await this.startups.get(address)?.catch(() => {});
          const startup = this.getOnce(address).finally(() => this.startups.delete(address));
          this.startups.set(address, startup);
          return startup;
        }

        private readonly startups = new Map<Address, Promise<Client>>();

        private async getOnce(address: Address): Promise<Client> {
          const known = this.#clients.get(address);
          if (known) return known;
          const client = await connectTo(address);
          this.#clients.set(address, client);
          return client;
        }
      }
    `,
  },
  {
    name: "an entry of a map of a class of its own, whose keys are strings",
    id: "takeTurns",
    before: code`
      declare class Client { close(): void }
      declare class Address { id: string }
      declare class AddressMap<T> { get(address: Address | string): T | undefined; set(address: Address | string, value: T): void }
      declare function connectTo(address: string): Promise<Client>;

      export class Clients {
        readonly #clients = new AddressMap<Client>();

        async get(address: string): Promise<Client> {
          const known = this.#clients.get(address);
          if (known) return known;
          const client = await connectTo(address);
          this.#clients.set(address, client);
          return client;
        }
      }
    `,
    after: code`
      declare class Client { close(): void }
      declare class Address { id: string }
      declare class AddressMap<T> { get(address: Address | string): T | undefined; set(address: Address | string, value: T): void }
      declare function connectTo(address: string): Promise<Client>;

      export class Clients {
        readonly #clients = new AddressMap<Client>();

        async get(address: string): Promise<Client> {
          while (this.startups.has(address)) await this.startups.get(address)?.catch(() => {});
          const startup = this.getOnce(address).finally(() => this.startups.delete(address));
          this.startups.set(address, startup);
          return startup;
        }

        private readonly startups = new Map<string, Promise<Client>>();

        private async getOnce(address: string): Promise<Client> {
          const known = this.#clients.get(address);
          if (known) return known;
          const client = await connectTo(address);
          this.#clients.set(address, client);
          return client;
        }
      }
    `,
  },
  {
    name: "the flag before the send",
    id: "setBeforeSend",
    before: code`
      export class Session {
        private ready = false;
        constructor(private readonly socket: { send(text: string): Promise<void>; close(): void }, private readonly run: (text: string) => void) {}

        async welcome(): Promise<void> {
          await this.socket.send("welcome");
          // From here on its messages count.
          this.ready = true;
        }

        onMessage(text: string): void {
          if (!this.ready) return this.socket.close();
          this.run(text);
        }
      }
    `,
    after: code`
      export class Session {
        private ready = false;
        constructor(private readonly socket: { send(text: string): Promise<void>; close(): void }, private readonly run: (text: string) => void) {}

        async welcome(): Promise<void> {
          // From here on its messages count.
          this.ready = true;
          await this.socket.send("welcome");
        }

        onMessage(text: string): void {
          if (!this.ready) return this.socket.close();
          this.run(text);
        }
      }
    `,
  },
  {
    name: "what the send's callback does, before the send",
    id: "setBeforeSend",
    file: "file.js",
    before: code`
      export function serve(socket) {
        let open = false;
        socket.on("message", (text) => {
          if (!open) return socket.close();
          take(text);
        });
        socket.send("ready", () => {
          open = true;
        });
      }
    `,
    after: code`
      export function serve(socket) {
        let open = false;
        socket.on("message", (text) => {
          if (!open) return socket.close();
          take(text);
        });
        open = true;
        socket.send("ready");
      }
    `,
  },
  {
    name: "messages held back until the session is there",
    id: "holdBack",
    before: code`
      import type { WebSocket } from "ws";
      interface Session { take(text: string): Promise<void> }

      export async function accept(ws: WebSocket, open: (ws: WebSocket) => Promise<Session>): Promise<void> {
        let session: Session;
        ws.on("message", async (data) => {
          const text = String(data);
          await session.take(text);
        });
        session = await open(ws); // may take a while
        ws.send("ready");
      }
    `,
    after: code`
      import type { WebSocket } from "ws";
      interface Session { take(text: string): Promise<void> }

      export async function accept(ws: WebSocket, open: (ws: WebSocket) => Promise<Session>): Promise<void> {
        let session: Session;
        let isReady = false;
        const early: (() => void)[] = [];
        ws.on("message", (data) => {
          const handle = async () => {
            const text = String(data);
            await session.take(text);
          };
          if (isReady) handle();
          else if (early.length < 100) early.push(handle);
          else ws.close(1013);
        });
        session = await open(ws); // may take a while
        isReady = true;
        for (const handle of early) handle();
        ws.send("ready");
      }
    `,
  },
  {
    name: "messages held back until the peer has been checked",
    id: "holdBack",
    file: "file.js",
    before: code`
      export async function accept(ws, request) {
        ws.on("message", (text) => run(text));
        const ok = await authenticate(request);
        if (!ok) {
          ws.close(4401);
          return;
        }
        ws.send("hello");
      }
    `,
    after: code`
      export async function accept(ws, request) {
        let isReady = false;
        const early = [];
        ws.on("message", (text) => {
          const handle = () => run(text);
          if (isReady) handle();
          else if (early.length < 100) early.push(handle);
          else ws.close(1013);
        });
        const ok = await authenticate(request);
        if (!ok) {
          ws.close(4401);
          return;
        }
        isReady = true;
        for (const handle of early) handle();
        ws.send("hello");
      }
    `,
  },
];

function lint(program: string, file: string): Linter.LintMessage[] {
  return new Linter().verify(program, [{ ...plugin.configs.strict, files: ["**/*.ts", "**/*.js"], languageOptions: { parser } }], { filename: file });
}

describe.each(repairs)("$name", ({ id, file = "file.ts", before, after }) => {
  it("is what the suggestion makes of it, and nothing is reported then", () => {
    const suggestions = lint(before, file).flatMap((finding) => finding.suggestions ?? []).filter(({ messageId }) => messageId === id);
    expect(suggestions.map(({ fix }) => before.slice(0, fix.range[0]) + fix.text + before.slice(fix.range[1]))).toEqual([after]);
    expect(lint(after, file).map(({ message }) => message)).toEqual([]);
  });
});

it("leaves TypeScript's types true", () => {
  const files = new Map(repairs.flatMap(({ file = "file.ts", before, after }, i) => (file.endsWith(".ts") ? [[`/repairs/before${i}.ts`, before], [`/repairs/after${i}.ts`, after]] : [])));
  const options: ts.CompilerOptions = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, skipLibCheck: true, types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  // Found from here: what is imported lies in this repository.
  const place = (name: string) => name.replace("/repairs/", `${import.meta.dirname}/`);
  const texts = new Map([...files].map(([name, text]) => [place(name), text]));
  host.getSourceFile = (name, ...rest) => (texts.has(name) ? ts.createSourceFile(name, texts.get(name) ?? "", ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest));
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([...texts.keys()], options, host));
  expect(diagnostics.map(({ file, messageText, start }) => `${file?.fileName.replace(/^.*\//, "")} ${start}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`)).toEqual([]);
});

it.each([
  ["the startup calls the function again", `async function retry() { await open(); }\nlet link;\nexport async function open() {\n  if (link) return;\n  link = await connect();\n  if (!link.ok) await retry();\n}\n`],
  ["the function is an arrow of a field", `export class A {\n  open = async () => {\n    if (this.link) return;\n    this.link = await connect();\n  };\n}\n`],
  ["callbacks take the time", `exports.A = class {\n  get(callback) {\n    if (this.db) return callback(this.db);\n    openDatabase((error, db) => {\n      this.db = db;\n      callback(db);\n    });\n  }\n};\n`],
  ["a later turn would do all again, because the flag is given back at the end", `export class A {\n  async start(options) {\n    if (this.running) return;\n    await this.connect(options);\n    this.running = true;\n    try {\n      await this.work();\n    } finally {\n      this.running = false;\n    }\n  }\n}\n`],
  ["the module calls it before it is declared", `open();\nlet link;\nexport async function open() {\n  if (link) return;\n  link = await connect();\n}\n`],
  ["a map of a class of its own may find a key that is another object", `const clients = new AddressMap();\nexport async function get(address) {\n  const known = clients.get(address);\n  if (known) return known;\n  const client = await connect(address);\n  clients.set(address, client);\n  return client;\n}\n`],
  ["a field is such a map", `export class A {\n  clients = new AddressMap();\n  async get(address) {\n    const known = this.clients.get(address);\n    if (known) return known;\n    const client = await connect(address);\n    this.clients.set(address, client);\n    return client;\n  }\n}\n`],
])("offers nothing where %s", (_why, program) => {
  const findings = lint(program, "file.js");
  expect(findings.map(({ messageId, suggestions }) => [messageId, suggestions?.length ?? 0])).toEqual([["startedTwice", 0]]);
});
