import { expect, it } from "vitest";
import { repaired, run } from "./repairs.js";
import { code } from "./rule-tester.js";

const connecting = code`
  let connections = 0;
  async function connect(name) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    connections += 1;
    return { name, close() {} };
  }
`;

it("opens once for two callers at a time: a statement", async () => {
  const program = `${connecting}
let connection;
export async function ask(question) {
  if (!connection) connection = await connect("db");
  return connection.name + question;
}
console.log((await Promise.all([ask(1), ask(2)])).join(), connections);
console.log(await ask(3), connections);
`;
  expect((await run(program)).out).toBe("db1,db2 2\ndb3 2");
  expect((await run(repaired(program, "sharePromise"))).out).toBe("db1,db2 1\ndb3 1");
});

it("opens once for two callers at a time: a method that returns early", async () => {
  const program = `${connecting}
export class Store {
  async get() {
    if (this.connection) return this.connection;
    const connection = await connect("db");
    this.connection = connection;
    return connection;
  }
}
const store = new Store();
const [a, b] = await Promise.all([store.get(), store.get()]);
console.log(a === b, connections, (await store.get()) === a);
`;
  expect((await run(program)).out).toBe("false 2 false");
  expect((await run(repaired(program, "sharePromise"))).out).toBe("true 1 true");
});

it("starts again when a start has failed", async () => {
  const program = code`
    let boots = 0;
    async function boot() {
      boots += 1;
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (boots === 1) throw new Error("no");
    }
    export class Service {
      started = false;
      ready = false;
      async start() {
        if (this.started) return;
        this.started = true;
        await boot();
        this.ready = true;
      }
    }
    const service = new Service();
    const told = await Promise.all([1, 2].map(() => service.start().then(() => (service.ready ? "ready" : "early"), () => "failed")));
    console.log(told.join());
    console.log(await service.start().then(() => (service.ready ? "ready" : "early")));
  `;
  expect((await run(program)).out).toBe("failed,early\nearly");
  expect((await run(repaired(program, "sharePromise"))).out).toBe("failed,failed\nready");
});

it("lets all callers wait for a client that is there, but not ready", async () => {
  const program = code`
    let client;
    function createClient() {
      return {
        ready: false,
        async connect() {
          await new Promise((resolve) => setTimeout(resolve, 20));
          this.ready = true;
        },
      };
    }
    export async function ask() {
      if (!client) {
        client = createClient();
        await client.connect();
      }
      return client.ready;
    }
    console.log((await Promise.all([ask(), ask()])).join());
  `;
  expect((await run(program)).out).toBe("true,false");
  expect((await run(repaired(program, "sharePromise"))).out).toBe("true,true");
});

it("lets callers of one key take turns: none is lost, each is counted", async () => {
  const program = code`
    let bound = 0;
    async function bindQueue() {
      await new Promise((resolve) => setTimeout(resolve, 10));
      bound += 1;
      return { dispose() {} };
    }
    export class Hub {
      subs = new Map();
      async subscribe(key) {
        const known = this.subs.get(key);
        if (known) {
          known.count += 1;
          return;
        }
        const binding = await bindQueue(key);
        this.subs.set(key, { dispose: () => binding.dispose(), count: 1 });
      }
    }
    const hub = new Hub();
    await Promise.all(["a", "a", "b", "a"].map((key) => hub.subscribe(key)));
    console.log(bound, hub.subs.get("a").count, hub.subs.get("b").count);
  `;
  expect((await run(program)).out).toBe("4 1 1");
  expect((await run(repaired(program, "takeTurns"))).out).toBe("2 3 1");
});

it("tells a second caller that it is too late, where it was told so before", async () => {
  const program = code`
    let opened = 0;
    const transport = {
      async connect() {
        await new Promise((resolve) => setTimeout(resolve, 10));
        opened += 1;
      },
    };
    export class Service {
      started = false;
      async start() {
        if (this.started) throw new Error("already started");
        await transport.connect();
        this.started = true;
      }
    }
    const service = new Service();
    const told = await Promise.allSettled([service.start(), service.start()]);
    console.log(opened, told.map(({ status }) => status).join());
  `;
  expect((await run(program)).out).toBe("2 fulfilled,fulfilled");
  expect((await run(repaired(program, "takeTurns"))).out).toBe("1 fulfilled,rejected");
});

const server = code`
  import { once } from "node:events";
  import { WebSocket, WebSocketServer } from "ws";

  const wss = new WebSocketServer({ port: 0 });
  await once(wss, "listening");
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
  process.on("uncaughtException", (error) => {
    console.log(error.name);
    process.exit();
  });
`;

const client = code`
  const client = new WebSocket("ws://127.0.0.1:" + wss.address().port);
  client.on("open", () => {
    client.send("one");
    client.send("two");
  });
  setTimeout(() => process.exit(), 300);
`;

it("handles a message that arrives before what it needs", async () => {
  const program = `${server}
async function openSession() {
  await pause();
  return { take: (text) => console.log("took", text) };
}
wss.on("connection", async (ws) => {
  let session;
  ws.on("message", (data) => session.take(String(data)));
  session = await openSession();
});
${client}`;
  expect((await run(program)).out).toBe("TypeError");
  expect((await run(repaired(program, "holdBack"))).out).toBe("took one\ntook two");
});

it("handles no message of a peer that is turned away", async () => {
  const program = `${server}
const act = (text) => console.log("did", text);
async function authenticate() {
  await pause();
  return false;
}
wss.on("connection", async (ws) => {
  ws.on("message", (data) => act(String(data)));
  const ok = await authenticate();
  if (!ok) {
    ws.close(4401);
    return;
  }
  ws.send("hello");
});
${client}`;
  expect((await run(program)).out).toBe("did one\ndid two");
  expect((await run(repaired(program, "holdBack"))).out).toBe("");
});

it("accepts the answer to what it has sent", async () => {
  const program = code`
    export class Session {
      ready = false;
      constructor(peer) {
        this.peer = peer;
      }
      async welcome() {
        await this.peer.send("welcome");
        this.ready = true;
      }
      onMessage(text) {
        if (!this.ready) return console.log("refused", text);
        console.log("took", text);
      }
    }
    const session = new Session({
      async send() {
        session.onMessage("subscribe");
      },
    });
    await session.welcome();
  `;
  expect((await run(program)).out).toBe("refused subscribe");
  expect((await run(repaired(program, "setBeforeSend"))).out).toBe("took subscribe");
});

it("opens once for two callers at a time: a function of a factory", async () => {
  const program = `${connecting}
function makeStore() {
  let client;
  let ready = false;
  async function open() {
    if (client && ready) return client;
    client = await connect("db");
    ready = true;
    return client;
  }
  return { open };
}
const [one, other] = [makeStore(), makeStore()];
const [a, b] = await Promise.all([one.open(), one.open(), other.open()]);
console.log(a === b, connections);
`;
  expect((await run(program)).out).toBe("false 3");
  expect((await run(repaired(program, "sharePromise"))).out).toBe("true 2");
});

it("lets every caller wait for a promise that is kept", async () => {
  const program = `${connecting}
const ready = connect("db");
let isWarm = false;
export async function handle() {
  if (!isWarm) {
    isWarm = true;
    await ready;
  }
  return connections;
}
console.log((await Promise.all([handle(), handle()])).join());
`;
  expect((await run(program)).out).toBe("1,0");
  expect((await run(repaired(program, "awaitForAll"))).out).toBe("1,1");
});

it("handles what has come during a check when it has passed, and nothing when it has failed", async () => {
  const program = code`
    import { EventEmitter } from "node:events";
    const io = new EventEmitter();
    const check = (ticket) => new Promise((resolve, reject) => setTimeout(ticket === "good" ? resolve : reject, 20));
    io.on("connection", (ws, ticket) => {
      check(ticket).catch(() => ws.close());
      ws.on("message", (text) => {
        publish(ticket, text);
      });
    });
    const publish = (...given) => console.log(...given);
    for (const ticket of ["bad", "good"]) {
      const ws = Object.assign(new EventEmitter(), { close: () => console.log("closed", ticket) });
      io.emit("connection", ws, ticket);
      ws.emit("message", 1);
      setTimeout(() => ws.emit("message", 2), 40);
    }
  `;
  expect((await run(program)).out.split("\n").sort()).toEqual(["bad 1", "bad 2", "closed bad", "good 1", "good 2"]);
  expect((await run(repaired(program, "holdBack"))).out.split("\n").sort()).toEqual(["closed bad", "good 1", "good 2"]);
});
