import { expect, it } from "vitest";
import { findingsOf, runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

const handled = (call: string) => code`
  import { WebSocketServer } from "ws";

  export class Sync {
    listen(port) {
      const server = new WebSocketServer({ port });
      server.on("connection", async (socket, request) => {
        ${call}
      });
    }

    async handle(socket, name) {
      await this.load(name);
      socket.on("error", (error) => this.fail(error)); //!!
    }
  }
`;

runTable("no-late-listener", [
  {
    name: "a connection of the package websocket, in the handler of its server",
    id: "mayBeLost",
    code: code`
      import { connection as Connection, server as Server } from "websocket";

      export class Dispatcher {
        constructor(private readonly sessions: { get(id: string): Promise<{ end(): void }> }) {}

        attach(server: Server) {
          server.on("connect", (connection: Connection) => this.connected(connection));
        }

        connected(connection: Connection) {
          this.sessions.get(connection.remoteAddress).then((session) => {
            connection.on("close", () => session.end()); //!!
          });
        }
      }
    `,
    silent: {
      "it is attached at once": [["this.sessions.get", 'connection.on("close", () => this.forget(connection));\n    this.sessions.get']],
      "what it promises is at hand": [["this.sessions.get(connection.remoteAddress).then((session) => {", "Promise.resolve().then(() => {"], ["session.end()", "this.forget(connection)"]],
      "it only looks whether it still stands": [["connection.on(\"close\"", "if (!connection.connected) return;\n      connection.on(\"close\""]],
    },
  },
  {
    name: "a connection that a request accepts",
    id: "mayBeLost",
    file: "file.js",
    code: code`
      import websocket from "websocket";
      import { authorize } from "./users.js";

      const server = new websocket.server({ httpServer });
      server.on("request", async (request) => {
        const connection = request.accept("chat", request.origin);
        const user = await authorize(request);
        connection.on("message", (message) => user.say(message.utf8Data)); //!!
      });
    `,
    silent: {
      "it is accepted later": [["const connection = request.accept(\"chat\", request.origin);\n  const user = await authorize(request);", "const user = await authorize(request);\n  const connection = request.accept(\"chat\", request.origin);"]],
    },
  },
  {
    name: "the first of two listeners, whose handlers call something",
    id: "mayBeLost",
    file: "file.js",
    code: code`
      import { client as Client } from "websocket";
      export async function follow(url, load, tell) {
        const client = new Client();
        client.connect(url);
        await load();
        client.on("connect", (connection) => tell(connection)); //!!
        client.on("other", () => load());
      }
    `,
    silent: { "it connects behind them": [["  client.connect(url);\n  await load();\n", "  await load();\n"], ['client.on("other", () => load());', "client.connect(url);"]] },
  },
  {
    name: "what a factory of the file gives, with the socket that it keeps",
    id: "lostMeanwhile",
    code: code`
      import WebSocket from "ws";

      class Client {
        private constructor(readonly socket: WebSocket) {}

        static async create(url: string, token: () => Promise<string>): Promise<Client> {
          return new Client(new WebSocket(url + (await token())));
        }
      }

      export async function follow(url: string, token: () => Promise<string>, register: () => Promise<void>, tell: (text: string) => void) {
        const client = await Client.create(url, token);
        await register();
        client.socket.on("message", (data) => tell(String(data))); //!!
        return client;
      }
    `,
    silent: {
      "nothing takes time in between": [["  await register();\n", ""]],
      "others have it": [["await register();", "await register(client);"], ["register: () =>", "register: (client: Client) =>"]],
      "the class listens itself": [["private constructor(readonly socket: WebSocket) {}", 'private constructor(readonly socket: WebSocket) {\n    this.socket.on("message", () => {});\n  }']],
      "it is one for all": [["const client = await Client.create(url, token);", "const client = await shared.get();"], ["class Client {", "const shared = {\n  one: undefined as Client | undefined,\n  async get() {\n    return (this.one ??= await Client.create(\"url\", async () => \"\"));\n  },\n};\n\nclass Client {"]],
      "it is none of theirs": [['from "ws"', 'from "./socket.js"']],
    },
  },
  {
    name: "a handler of requests behind the connection",
    id: "mayBeLost",
    code: code`
      import { Client } from "@modelcontextprotocol/sdk/client/index.js";
      import { ListRootsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

      export class Inspector {
        private readonly client = new Client({ name: "inspector", version: "1.0.0" }, { capabilities: { roots: {} } });

        async connect(transport: never) {
          await this.client.connect(transport);
          this.client.setRequestHandler(ListRootsRequestSchema, async () => ({ roots: [] })); //!!
        }
      }
    `,
    silent: {
      "it is there before": [["await this.client.connect(transport);\n    this.client.setRequestHandler(ListRootsRequestSchema, async () => ({ roots: [] }));", "this.client.setRequestHandler(ListRootsRequestSchema, async () => ({ roots: [] }));\n    await this.client.connect(transport);"]],
      "it takes the place of another": [["await this.client", "this.client.setRequestHandler(ListRootsRequestSchema, async () => ({ roots: [] }));\n    await this.client"]],
    },
  },
  {
    name: "the start of Electron, in a function that is called when time has passed",
    id: "mayBeLost",
    file: "file.js",
    code: code`
      import electron from "electron";
      import { load, open } from "./config.js";

      export function begin(done) {
        electron.app.on("ready", () => open(done)); //!!
      }

      async function main() {
        const config = await load();
        begin(() => config.log());
        await config.save();
      }

      main();
    `,
    silent: {
      "it is called at once": [["const config = await load();\n  begin(() => config.log());", "begin(() => {});\n  const config = await load();"]],
      "whoever asks later is told": [['electron.app.on("ready", () => open(done))', "electron.app.whenReady().then(() => open(done))"]],
      "it may come at any time": [['"ready"', '"activate"']],
      "it looks first": [['electron.app.on("ready", () => open(done))', 'if (electron.app.isReady()) open(done);\n  else electron.app.on("ready", () => open(done))']],
    },
  },
  {
    name: "a wait behind what the emitter is told",
    id: "mayComeBefore",
    file: "file.js",
    code: code`
      import { once } from "node:events";
      import { Controller } from "./controller.js";

      export async function bundle(config) {
        const controller = new Controller();
        await controller.onConfigUpdate({ config });
        await once(controller, "complete"); //!!
      }
    `,
    silent: {
      "it is given what to call": [["onConfigUpdate({ config })", "onConfigUpdate(() => config)"]],
      "another one is told": [["await controller.onConfigUpdate", "await config.onConfigUpdate"], ['await once(controller, "complete")', 'controller.once("complete", () => {})']],
    },
  },
  {
    name: "a listener in a generator, which has not begun",
    id: "notBegun",
    file: "file.js",
    code: code`
      async function* messages(client, queue) {
        client.connection.on("broadcast", (message) => queue.push(message)); //!!
        yield* queue;
      }

      export async function subscribe(client, queue) {
        const iterator = messages(client, queue);
        await client.send("subscribe");
        return iterator;
      }
    `,
    silent: {
      "it has begun": [["  await client.send", "  const first = iterator.next();\n  await client.send"]],
      "something else is asked": [["await client.send", "await other.send"]],
      "it is no generator": [["async function* messages", "function messages"], ["yield* queue", "return queue"]],
      "another listener is there": [["const iterator", 'client.connection.on("broadcast", (message) => queue.push(message));\n  const iterator']],
    },
  },
]);

it.each([
  ["half of the gap", "await this.handle(socket, await this.nameOf(request));", []],
  ["the whole gap", "await this.handle(socket, request.url);", ["pauseMeanwhile"]],
])("offers what repairs %s", (_name, call, expected) => {
  const findings = findingsOf("no-late-listener", handled(call).replace(" //!!", ""), "file.js");
  const own = findings.find(({ line }) => line === 13);
  expect(own?.messageId).toBe("thrownMeanwhile");
  expect((own?.suggestions ?? []).map(({ messageId }) => messageId)).toEqual(expected);
});

it.each([
  ["cannot be rejected", "(resolve) => {\n      worker.on(\"active\", () => resolve());\n    }", false],
  ["can be rejected", "(resolve, reject) => {\n      worker.on(\"active\", () => resolve());\n      worker.on(\"failed\", reject);\n    }", true],
])("sees to a promise that %s", (_name, executor, isSeenTo) => {
  const program = code`
    export async function run(queue, worker) {
      await queue.add("test");
      await new Promise(${executor});
    }
  `;
  const suggestion = findingsOf("no-late-listener", program, "file.js").flatMap(({ suggestions }) => suggestions ?? []).find(({ messageId }) => messageId === "waitFirst");
  expect(suggestion?.fix.text.includes(".catch(() => {})")).toBe(isSeenTo);
});
