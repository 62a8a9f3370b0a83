// What a suggestion makes of programs whose packages only `npm run test:contracts` installs, run before and after.
import { describe, expect, it } from "vitest";
import { caller, repaired, run, taken } from "../repairs.js";
import { runsAll } from "./benches.js";
import { natsServer } from "./brokers.js";
import { kafkaBroker } from "./kafka-broker.js";

/** What calls of `start` see on a taken port before and after the suggestion, and after it on a free port. */
async function outcomes(start: string, messageId: string): Promise<readonly string[]> {
  const program = `${taken}${start}${caller}`;
  const after = repaired(program, messageId);
  const runs = await Promise.all([program, after, after.replace("await start(taken)", "await start(0)")].map(run));
  return runs.map(({ out }) => out);
}

const uncaughtBefore = ["started\nuncaught EADDRINUSE", "caught EADDRINUSE", "started"];

describe.skipIf(!runsAll)("a wait that is put behind a start", () => {
  it("waits for the server in polka's view", async () => {
    const start = `
import polka from "polka";

export async function start(port) {
  polka().get("/", (request, response) => response.end()).listen(port);
}
`;
    expect(await outcomes(start, "awaitReady")).toEqual(uncaughtBefore);
  });

  it("waits for the polka app that is returned", async () => {
    const start = `
import polka from "polka";

export async function start(port) {
  return polka().listen(port);
}
`;
    expect(await outcomes(start, "returnWhenReady")).toEqual(uncaughtBefore);
  });

  it("waits for srvx by its own promise", async () => {
    const start = `
import { serve } from "srvx";

export async function start(port) {
  const server = serve({ fetch: () => new Response("hello"), port, silent: true });
  return server;
}
`;
    // Before, srvx takes the failure for itself: nobody hears of it.
    const [before, ...after] = await outcomes(start, "awaitReady");
    expect(before).toMatch(/^started/);
    expect(after).toEqual(["caught EADDRINUSE", "started"]);
  });

  it("waits for restify itself where its HTTP server is kept", async () => {
    const start = `
import restify from "restify";

export async function start(port) {
  const server = restify.createServer();
  const httpServer = server.listen(port);
  return httpServer;
}
`;
    expect(await outcomes(start, "awaitReady")).toEqual(uncaughtBefore);
  });

  it("awaits async-listen", async () => {
    const start = `
import { listen } from "async-listen";

export async function start(port) {
  const server = http.createServer();
  listen(server, port);
  return server;
}
`;
    const [before, ...after] = await outcomes(start, "awaitReady");
    expect(before).toBe("started\nuncaught EADDRINUSE");
    expect(after).toEqual(["caught EADDRINUSE", "started"]);
  });
});

describe.skipIf(!runsAll)("a callback that is let settle or throw", () => {
  it("rejects where gRPC's callback is given an error, and resolves at its end", async () => {
    const start = `
import { Server, ServerCredentials } from "@grpc/grpc-js";

export async function start(port) {
  const server = new Server();
  server.bindAsync("127.0.0.1:" + port, ServerCredentials.createInsecure(), (error, bound) => {
    if (error) throw error;
    console.log(bound > 0 ? "up" : "down");
  });
}
`;
    const [before, ...after] = await outcomes(start, "settleInCallback");
    expect(before).toMatch(/^started\nuncaught/);
    expect(after).toEqual([expect.stringMatching(/^caught/), "up\nstarted"]);
  });

  it("throws where uWebSockets' callback is given false, to the caller of listen", async () => {
    const start = `
import uWS from "uwebsockets";

export function start(port) {
  uWS.App().listen(port, () => {
    announce();
  });
}
const announce = () => {};
`;
    const [before, ...after] = await outcomes(start, "throwErrorFirst");
    expect(before).toBe("started");
    expect(after).toEqual(["caught undefined", "started"]);
  });
});

describe.skipIf(!runsAll)("a listener that a broker's client has too late", () => {
  const exit = "setTimeout(() => process.exit(), 2000);\n";

  it("waits for its group together with run()", async () => {
    const program = `
import { Kafka } from "kafkajs";

const consumer = new Kafka({ brokers: ["${await kafkaBroker()}"], logLevel: 0 }).consumer({ groupId: "readers" });
${exit}await consumer.connect();
await consumer.subscribe({ topic: "news" });
await consumer.run({ eachMessage: async () => {} });
await new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
console.log("joined");
`;
    expect((await run(program)).out).toBe("");
    expect((await run(repaired(program, "waitTogether"))).out).toBe("joined");
    expect((await run(repaired(program, "waitFirst"))).out).toBe("joined");
  });

  it("listens for a connection before that is made", async () => {
    const program = `
import { Kafka } from "kafkajs";

const producer = new Kafka({ brokers: ["${await kafkaBroker()}"], logLevel: 0 }).producer();
${exit}await producer.connect();
producer.on(producer.events.CONNECT, () => console.log("connected"));
`;
    expect((await run(program)).out).toBe("");
    expect((await run(repaired(program, "attachFirst"))).out).toBe("connected");
  });

  it("remembers a connection that was made meanwhile", async () => {
    const program = `
import { Kafka } from "kafkajs";

const producer = new Kafka({ brokers: ["${await kafkaBroker()}"], logLevel: 0 }).producer();
${exit}let told = [];
await producer.connect();
told = ["loaded"];
producer.on(producer.events.CONNECT, () => console.log(...told, "connected"));
`;
    expect((await run(program)).out).toBe("");
    expect((await run(repaired(program, "rememberMeanwhile"))).out).toBe("loaded connected");
  });

  it("flushes a subscription before another connection sends to it", async () => {
    const program = `
import { connect } from "nats";

const servers = "127.0.0.1:${await natsServer()}";
${exit}async function tell() {
  const reader = await connect({ servers });
  const writer = await connect({ servers });
  reader.subscribe("news", { callback: () => console.log("heard") });
  writer.publish("news");
  await writer.flush();
}
await tell();
`;
    expect((await run(program)).out).toBe("");
    expect((await run(repaired(program, "awaitConfirmation"))).out).toBe("heard");
  });

  it("asks for the statuses of a connection before something else is awaited", async () => {
    const program = (port: number) => `
import { connect } from "nats";
import { setTimeout as delay } from "node:timers/promises";

const connection = await connect({ servers: "127.0.0.1:${port}", reconnectTimeWait: 100 });
${exit}await delay(1000);
for await (const status of connection.status()) {
  console.log(status.type);
}
`;
    expect((await run(program(await natsServer(true)))).out).toBe("");
    expect((await run(repaired(program(await natsServer(true)), "askFirst"))).out).toMatch(/^disconnect\n/);
  });
});
