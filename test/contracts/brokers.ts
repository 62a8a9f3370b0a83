import net from "node:net";
import { later, listening } from "../listening/trial.js";

/** A server at a port of its own, whose sockets are closed with it. */
export async function serve(each: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer((socket) => {
    later(socket, () => socket.destroy()).on("error", () => socket.destroy());
    each(socket);
  });
  return listening(server);
}

/** Hangs up a while after all has been answered: that is news to nobody who waits for an answer. */
const hangUp = (socket: net.Socket) => setTimeout(() => socket.destroy(), 300);

const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const info = bulk("redis_version:7.4.0\r\nloading:0\r\ncluster_state:ok\r\n");

/** What Redis answers to a command, in RESP 2, or 3 where a client said HELLO 3. */
function redisAnswer([command = "", name = ""]: readonly string[], port: number, push: string): string {
  switch (command.toLowerCase()) {
    case "hello":
      return push === ">" ? `%1\r\n${bulk("proto")}:3\r\n` : `*2\r\n${bulk("proto")}:2\r\n`;
    case "ping":
      return "+PONG\r\n";
    case "info":
      return info;
    case "cluster":
      return name.toLowerCase() === "slots" ? `*1\r\n*3\r\n:0\r\n:16383\r\n*3\r\n${bulk("127.0.0.1")}:${port}\r\n${bulk("node")}` : info;
    case "subscribe":
      return `${push}3\r\n${bulk("subscribe")}${bulk(name)}:1\r\n${push}3\r\n${bulk("message")}${bulk(name)}${bulk("hello")}`;
    case "psubscribe":
      return `${push}3\r\n${bulk("psubscribe")}${bulk(name)}:1\r\n${push}4\r\n${bulk("pmessage")}${bulk(name)}${bulk("news")}${bulk("hello")}`;
    default:
      return "+OK\r\n";
  }
}

/** As much of Redis as lets a client connect and subscribe; `dropsFirst` hangs up on the first client, once. */
export async function redisServer(dropsFirst = false): Promise<number> {
  let drops = dropsFirst;
  const port: number = await serve((socket) => {
    let push = "*";
    const drop = drops;
    drops = false;
    socket.on("data", (data) => {
      for (const part of data.toString().split(/(?=^\*\d+\r\n)/m)) {
        const command = part.split("\r\n").filter((_line, index) => index > 0 && index % 2 === 0);
        if (command[0]?.toLowerCase() === "hello" && command[1] === "3") push = ">";
        socket.write(redisAnswer(command, port, push));
      }
      if (drop) hangUp(socket);
    });
  });
  return port;
}

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const pgMessage = (type: string, ...body: readonly Buffer[]) => Buffer.concat([Buffer.from(type), int32(4 + body.reduce((sum, { length }) => sum + length, 0)), ...body]);
const ready = pgMessage("Z", Buffer.from("I"));

/** As much of PostgreSQL as lets a client in and answers its queries; every query also brings a notification. */
export const postgres = (drops = false): Promise<number> =>
  serve((socket) => {
    socket.on("data", (data) => {
      const type = String.fromCharCode(data[0] ?? 0);
      if (type === "Q") {
        const notification = pgMessage("A", int32(1), Buffer.from("news\0hello\0"));
        socket.write(Buffer.concat([pgMessage("C", Buffer.from("LISTEN\0")), ready, notification]));
      } else if (type !== "X") socket.write(Buffer.concat([pgMessage("R", int32(0)), ready]));
      if (drops) hangUp(socket);
    });
  });

/** A method of the class `connection`, as a frame of AMQP 0-9-1. */
function amqpMethod(method: number, body: Buffer): Buffer {
  const head = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 10, 0, method]);
  head.writeUInt32BE(4 + body.length, 3);
  return Buffer.concat([head, body, Buffer.from([0xce])]);
}
const longText = (text: string) => Buffer.concat([int32(text.length), Buffer.from(text)]);
const shortText = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
const amqpStart = amqpMethod(10, Buffer.concat([Buffer.from([0, 9]), int32(0), longText("PLAIN"), longText("en_US")]));
const amqpTune = amqpMethod(30, Buffer.from([0, 100, 0, 1, 0, 0, 0, 0]));
const amqpOpenOk = amqpMethod(41, shortText(""));
export const amqpBlocked = amqpMethod(60, shortText("low on memory"));
/** As an operator closes connections: no error of the client's. */
export const amqpClose = amqpMethod(50, Buffer.concat([Buffer.from([1, 64]), shortText("CONNECTION_FORCED"), int32(0)]));

/** As much of an AMQP broker as opens a connection; then it sends what it is given, or hangs up. */
export const amqpBroker = (then?: Buffer): Promise<number> =>
  serve((socket) => {
    const answers: Readonly<Record<number, Buffer>> = { 11: amqpTune, 40: amqpOpenOk };
    let rest = Buffer.alloc(0);
    socket.on("data", (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      if (rest.subarray(0, 4).toString() === "AMQP") {
        socket.write(amqpStart);
        rest = rest.subarray(8);
      }
      while (rest.length >= 8 && rest.length >= rest.readUInt32BE(3) + 8) {
        const method = rest[10] ?? 0;
        rest = rest.subarray(rest.readUInt32BE(3) + 8);
        const answer = answers[method];
        if (answer) socket.write(answer);
        if (method === 40) setTimeout(() => (then ? socket.write(then) : socket.destroy()), 300);
      }
    });
  });

/** How documents are written for MongoDB. */
export interface Bson {
  serialize(document: object): Uint8Array;
}

/** As much of MongoDB as says hello, in OP_MSG. */
export const mongo = (bson: Bson): Promise<number> =>
  serve((socket) => {
    socket.on("data", (data: Buffer) => {
      const body = bson.serialize({ ok: 1, helloOk: true, isWritablePrimary: true, maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000, minWireVersion: 0, maxWireVersion: 25, readOnly: false });
      const head = Buffer.alloc(21);
      [21 + body.length, 1, data.readInt32LE(4), 2013, 0].forEach((value, index) => head.writeInt32LE(value, index * 4));
      socket.write(Buffer.concat([head, body]));
    });
  });

/** An MQTT broker that sends a message to everybody who subscribes. */
export async function mqttBroker(load: (name: string) => unknown): Promise<{ url: string; drop: () => void }> {
  interface Aedes {
    readonly handle: (socket: net.Socket) => void;
    on(event: "subscribe", listener: () => void): void;
    publish(packet: object, done: () => void): void;
    close(): void;
  }
  const { Aedes } = load("aedes") as { Aedes: { createBroker(): Promise<Aedes> } };
  const broker = later(await Aedes.createBroker(), (each) => each.close());
  broker.on("subscribe", () => broker.publish({ topic: "news", payload: "hello", qos: 0 }, () => undefined));
  const sockets: net.Socket[] = [];
  const port = await serve((socket) => {
    sockets.push(socket);
    broker.handle(socket);
  });
  return { url: `mqtt://127.0.0.1:${port}`, drop: () => sockets.forEach((socket) => socket.destroy()) };
}

/** As much of NATS as hands on what is published; `dropsFirst` hangs up on the first client, once. */
export async function natsServer(dropsFirst = false): Promise<number> {
  let drops = dropsFirst;
  const subscribed: { readonly socket: net.Socket; readonly subject: string; readonly id: string }[] = [];
  return serve((socket) => {
    const drop = drops;
    drops = false;
    socket.write(`INFO ${JSON.stringify({ server_id: "one", version: "2.10.0", proto: 1, max_payload: 1048576, headers: false })}\r\n`);
    let rest = "";
    socket.on("data", (data) => {
      rest += data.toString();
      // A payload is a line here, as all else is.
      const lines = rest.split("\r\n");
      rest = lines.pop() ?? "";
      lines.forEach((line, index) => {
        const [verb, subject = "", ...more] = line.split(" ");
        if (verb === "PING") socket.write("PONG\r\n");
        if (verb === "SUB") subscribed.push({ socket, subject, id: more.at(-1) ?? "" });
        if (verb === "PUB") for (const each of subscribed) if (each.subject === subject) each.socket.write(`MSG ${subject} ${each.id} ${more.at(-1)}\r\n${lines[index + 1]}\r\n`);
      });
      if (drop) hangUp(socket);
    });
  });
}
