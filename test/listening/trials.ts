import { fork, spawn } from "node:child_process";
import dgram from "node:dgram";
import type { EventEmitter } from "node:events";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import readline from "node:readline";
import { PassThrough, Readable, Writable } from "node:stream";
import { BroadcastChannel, MessageChannel, Worker } from "node:worker_threads";
import { WebSocket, WebSocketServer } from "ws";

type Emitter = Pick<EventEmitter, "on"> | EventTarget;

/** One pair of the table, as a program: an emitter whose event comes by itself, soon. */
export interface Trial {
  readonly row: string;
  readonly event: string;
  /** Makes the emitter and lets the event come; gives it in the turn in which a listener would be in time. */
  readonly make: () => Emitter | Promise<Emitter>;
  readonly late: "lost" | "kept";
  /** An earlier listener without which a late one is a crash. */
  readonly crashes?: true;
}

/** What the trials open, closed when all is over. */
export const opened: (() => unknown)[] = [];
const later = <T>(thing: T, close: (thing: T) => unknown): T => {
  opened.push(() => close(thing));
  return thing;
};

async function listening(server: net.Server): Promise<number> {
  later(server, (each) => each.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as net.AddressInfo).port;
}

const child = (script: string) => later(spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] }), (each) => each.kill());
const worker = (script: string) => later(new Worker(script, { eval: true }), (each) => each.terminate());
const forked = (script: string) => {
  const file = join(tmpdir(), `late-${process.pid}-${opened.length}.cjs`);
  fs.writeFileSync(file, script);
  return later(fork(file), (each) => {
    each.kill();
    fs.rmSync(file, { force: true });
  });
};

/** A socket of a server, as its `connection` handler gets it, and the client of it. */
async function pair(): Promise<{ socket: net.Socket; client: net.Socket }> {
  const server = net.createServer();
  const port = await listening(server);
  const connected = once(server, "connection");
  const client = later(net.connect(port, "127.0.0.1"), (each) => each.destroy());
  client.on("error", () => undefined);
  const [socket] = (await connected) as [net.Socket];
  return { socket, client };
}

/** A server's socket whose client does `then` once it is open. */
async function wsPair(then: (client: WebSocket) => void): Promise<WebSocket> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  later(server, (each) => each.close());
  await once(server, "listening");
  const connected = once(server, "connection");
  const client = later(new WebSocket(`ws://127.0.0.1:${(server.address() as net.AddressInfo).port}`), (each) => each.terminate());
  client.on("error", () => undefined);
  client.on("open", () => then(client));
  const [socket] = (await connected) as [WebSocket];
  return socket;
}

async function wsClient(greeting?: string): Promise<WebSocket> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  later(server, (each) => each.close());
  await once(server, "listening");
  server.on("connection", (socket) => {
    if (greeting !== undefined) socket.send(greeting);
    else socket.close();
  });
  return later(new WebSocket(`ws://127.0.0.1:${(server.address() as net.AddressInfo).port}`), (each) => each.terminate());
}

async function exchange(): Promise<{ request: http.IncomingMessage; response: http.ServerResponse; client: http.ClientRequest }> {
  const server = http.createServer();
  const port = await listening(server);
  const requested = once(server, "request");
  const client = later(http.request({ port, host: "127.0.0.1", method: "POST" }), (each) => each.destroy());
  client.on("error", () => undefined);
  client.end("body");
  const [request, response] = (await requested) as [http.IncomingMessage, http.ServerResponse];
  return { request, response, client };
}

const missing = join(tmpdir(), "there-is-no-such-file");
const here = import.meta.filename;

/** Each pair of Node and ws that can be brought about here. */
export const trials: readonly Trial[] = [
  { row: "child_process.ChildProcess", event: "spawn", late: "lost", make: () => child("") },
  { row: "child_process.ChildProcess", event: "error", late: "lost", crashes: true, make: () => spawn(missing) },
  { row: "child_process.ChildProcess", event: "exit", late: "lost", make: () => child("") },
  { row: "child_process.ChildProcess", event: "close", late: "lost", make: () => { const each = child(""); each.stdout.resume(); return each; } },
  { row: "child_process.Fork", event: "spawn", late: "lost", make: () => forked("") },
  { row: "child_process.Fork", event: "exit", late: "lost", make: () => forked("") },
  { row: "child_process.Fork", event: "close", late: "lost", make: () => forked("") },
  { row: "child_process.Fork", event: "disconnect", late: "lost", make: () => forked("process.disconnect()") },
  { row: "child_process.Fork", event: "message", late: "kept", make: () => forked("process.send('hello'); setTimeout(() => {}, 15000)") },
  { row: "worker_threads.Worker", event: "message", late: "lost", make: () => worker("require('worker_threads').parentPort.postMessage(1); setTimeout(() => {}, 15000)") },
  { row: "worker_threads.Worker", event: "online", late: "lost", make: () => worker("setTimeout(() => {}, 15000)") },
  { row: "worker_threads.Worker", event: "exit", late: "lost", make: () => worker("") },
  { row: "worker_threads.Worker", event: "error", late: "lost", crashes: true, make: () => worker("throw new Error('on purpose')") },
  { row: "worker_threads.BroadcastChannel", event: "message", late: "lost", make: () => {
    const [one, other] = [new BroadcastChannel("late"), new BroadcastChannel("late")];
    later(one, (each) => { each.close(); other.close(); });
    other.postMessage(1);
    return one;
  } },
  { row: "worker_threads.MessagePort", event: "message", late: "kept", make: () => {
    const { port1, port2 } = new MessageChannel();
    later(port1, (each) => each.close());
    port2.postMessage(1);
    return port1;
  } },
  { row: "net.Socket", event: "connect", late: "lost", make: async () => later(net.connect(await listening(net.createServer()), "127.0.0.1"), (each) => each.destroy()) },
  { row: "net.Socket", event: "ready", late: "lost", make: async () => later(net.connect(await listening(net.createServer()), "127.0.0.1"), (each) => each.destroy()) },
  { row: "net.Socket", event: "error", late: "lost", crashes: true, make: () => net.connect(1, "127.0.0.1") },
  { row: "net.Socket", event: "close", late: "lost", make: async () => { const { socket, client } = await pair(); socket.on("error", () => undefined); client.resetAndDestroy(); return socket; } },
  { row: "net.Socket", event: "data", late: "kept", make: async () => { const { socket, client } = await pair(); client.write("hello"); return socket; } },
  { row: "net.IdleSocket", event: "connect", late: "lost", make: async () => { const port = await listening(net.createServer()); return later(new net.Socket().connect(port, "127.0.0.1"), (each) => each.destroy()); } },
  { row: "net.IdleSocket", event: "error", late: "lost", crashes: true, make: () => new net.Socket().connect(1, "127.0.0.1") },
  { row: "net.Server", event: "listening", late: "lost", make: () => later(http.createServer(), (each) => each.close()).listen(0) },
  { row: "net.Server", event: "error", late: "lost", crashes: true, make: () => listening(net.createServer()).then((port) => net.createServer().listen(port, "127.0.0.1")) },
  { row: "net.Server", event: "close", late: "lost", make: async () => { const server = net.createServer(); await listening(server); server.close(); return server; } },
  { row: "net.Server", event: "request", late: "lost", make: async () => { const server = http.createServer(); const port = await listening(server); http.get({ port, host: "127.0.0.1" }).on("error", () => undefined); return later(server, (each) => each.closeAllConnections()); } },
  { row: "net.Server", event: "connection", late: "lost", make: async () => { const server = net.createServer(); const port = await listening(server); later(net.connect(port, "127.0.0.1"), (each) => each.destroy()); return server; } },
  { row: "dgram.Socket", event: "listening", late: "lost", make: () => later(dgram.createSocket("udp4"), (each) => each.close()).bind(0) },
  { row: "dgram.Socket", event: "message", late: "lost", make: async () => {
    const socket = later(dgram.createSocket("udp4"), (each) => each.close());
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    later(dgram.createSocket("udp4"), (each) => each.close()).send("x", socket.address().port, "127.0.0.1");
    return socket;
  } },
  { row: "http.IncomingMessage", event: "data", late: "kept", make: async () => (await exchange()).request },
  { row: "http.IncomingMessage", event: "end", late: "kept", make: async () => { const { request } = await exchange(); setTimeout(() => request.resume(), 600); return request; } },
  { row: "http.IncomingMessage", event: "close", late: "lost", make: async () => { const { request, client } = await exchange(); client.destroy(); return request; } },
  { row: "http.ServerResponse", event: "close", late: "lost", make: async () => { const { response, client } = await exchange(); client.destroy(); return response; } },
  { row: "http.ServerResponse", event: "finish", late: "lost", make: async () => { const { response } = await exchange(); response.end("x"); return response; } },
  { row: "http.ClientRequest", event: "response", late: "lost", make: async () => http.get({ port: await listening(http.createServer((_request, response) => response.end())), host: "127.0.0.1" }) },
  { row: "http.ClientRequest", event: "error", late: "lost", crashes: true, make: () => http.get({ port: 1, host: "127.0.0.1" }) },
  { row: "http2.ClientSession", event: "connect", late: "lost", make: async () => later(http2.connect(`http://127.0.0.1:${await listening(http2.createServer())}`), (each) => each.destroy()) },
  { row: "http2.ClientSession", event: "error", late: "lost", crashes: true, make: () => http2.connect("http://127.0.0.1:1") },
  { row: "fs.ReadStream", event: "open", late: "lost", make: () => later(fs.createReadStream(here), (each) => each.destroy()) },
  { row: "fs.ReadStream", event: "ready", late: "lost", make: () => later(fs.createReadStream(here), (each) => each.destroy()) },
  { row: "fs.ReadStream", event: "error", late: "lost", crashes: true, make: () => fs.createReadStream(missing) },
  { row: "fs.ReadStream", event: "data", late: "kept", make: () => later(fs.createReadStream(here), (each) => each.destroy()) },
  { row: "fs.WriteStream", event: "open", late: "lost", make: () => later(fs.createWriteStream("/dev/null"), (each) => each.destroy()) },
  { row: "fs.WriteStream", event: "error", late: "lost", crashes: true, make: () => fs.createWriteStream(join(missing, "file")) },
  { row: "fs.WriteStream", event: "finish", late: "lost", make: () => { const stream = fs.createWriteStream("/dev/null"); stream.end("x"); return stream; } },
  { row: "fs.WriteStream", event: "close", late: "lost", make: () => { const stream = fs.createWriteStream("/dev/null"); stream.end("x"); return stream; } },
  { row: "stream.Writable", event: "finish", late: "lost", make: () => { const stream = new Writable({ write: (_chunk, _encoding, done) => done() }); stream.end("x"); return stream; } },
  { row: "stream.Writable", event: "data", late: "kept", make: () => { const stream = new PassThrough(); stream.write("x"); return stream; } },
  { row: "readline.Interface", event: "line", late: "lost", make: () => readline.createInterface({ input: Readable.from(["one\ntwo\n"]) }) },
  { row: "readline.Interface", event: "close", late: "lost", make: () => readline.createInterface({ input: Readable.from(["one\n"]) }) },
  { row: "AbortSignal", event: "abort", late: "lost", make: () => { const controller = new AbortController(); setImmediate(() => controller.abort()); return controller.signal; } },
  { row: "ws.Client", event: "open", late: "lost", make: () => wsClient("hello") },
  { row: "ws.Client", event: "message", late: "lost", make: () => wsClient("hello") },
  { row: "ws.Client", event: "close", late: "lost", make: () => wsClient() },
  { row: "ws.Client", event: "error", late: "lost", crashes: true, make: () => new WebSocket("ws://127.0.0.1:1") },
  { row: "ws.WebSocket", event: "message", late: "lost", make: () => wsPair((client) => client.send("hello")) },
  { row: "ws.WebSocket", event: "close", late: "lost", make: () => wsPair((client) => client.close()) },
  { row: "ws.WebSocket", event: "ping", late: "lost", make: () => wsPair((client) => client.ping()) },
  { row: "ws.WebSocketServer", event: "listening", late: "lost", make: () => later(new WebSocketServer({ port: 0 }), (each) => each.close()) },
  { row: "ws.WebSocketServer", event: "error", late: "lost", crashes: true, make: () => listening(net.createServer()).then((port) => new WebSocketServer({ port, host: "127.0.0.1" })) },
];

/** Pairs that this table does not run, and why: the rest of the row is what they rest on. */
export const untried: Readonly<Record<string, string>> = {
  "child_process.ChildProcess message": "only a fork has messages",
  "child_process.ChildProcess disconnect": "only a fork disconnects",
  "child_process.Fork error": "Node itself is always there",
  "worker_threads.Worker messageerror": "needs what cannot be deserialised",
  "worker_threads.MessagePort close": "not asked for yet",
  "cluster.Worker": "needs a primary of its own; measured by hand, as child_process.Fork",
  "net.Socket secureConnect": "needs a certificate",
  "net.Socket lookup": "comes with 'connect'",
  "net.Socket end": "comes with the first reader, as 'data'",
  "net.Socket readable": "comes with 'data'",
  "net.IdleSocket ready": "comes with 'connect'",
  "net.IdleSocket close": "as net.Socket",
  "net.IdleSocket end": "as net.Socket",
  "net.IdleSocket data": "as net.Socket",
  "net.Server upgrade": "as 'request'",
  "dgram.Socket error": "a taken port is silent in Node 20",
  "dgram.Socket close": "as net.Server",
  "http.IncomingMessage readable": "comes with 'data'",
  "http.IncomingMessage aborted": "deprecated",
  "http.ClientRequest socket": "comes with the connection",
  "http.ClientRequest close": "comes with 'error'",
  "http2.ClientSession close": "as 'connect'",
  "fs.ReadStream end": "comes with the first reader, as 'data'",
  "fs.ReadStream readable": "comes with 'data'",
  "fs.WriteStream ready": "comes with 'open'",
  "stream.Writable end": "comes with the first reader, as 'data'",
  "stream.Writable readable": "comes with 'data'",
  "fs.FSWatcher": "depends on the file system",
  "ws.Client upgrade": "comes with 'open'",
  "ws.Client unexpected-response": "needs a server that refuses",
  "ws.WebSocket open": "a server's socket is open from the start",
  "ws.WebSocket pong": "as 'ping'",
  "ws.WebSocket error": "needs a broken frame",
  "ws.WebSocketServer connection": "as net.Server",
  "ws.WebSocketServer close": "as net.Server",
  "connection.Socket": "stands for what servers of any kind hand over: ws.WebSocket, socket.io.Socket",
  "ws.TypedByFastify": "is ws.WebSocket",
  WebSocket: "global from Node 22 on; measured there",
  EventSource: "not in Node",
  RTCPeerConnection: "not in Node",
  "socket.io.Client": "needs socket.io-client",
  "socket.io.Server": "as net.Server",
  "ioredis.Redis": "needs a broker",
  "redis.Client": "needs a broker",
  "pg.Client": "needs a database",
  "pg.Pool": "needs a database",
  "mqtt.Client": "needs a broker",
  "amqplib.Connection": "needs a broker",
  "bullmq.Worker": "needs a broker",
  "mongoose.Connection": "needs a database",
  "chokidar.FSWatcher": "not installed; measured by hand",
  "socket.io.Socket": "needs socket.io-client; measured by hand",
};
