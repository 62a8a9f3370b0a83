import { fork, spawn } from "node:child_process";
import cluster from "node:cluster";
import dgram from "node:dgram";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import readline from "node:readline";
import { PassThrough, Readable, Writable } from "node:stream";
import tls from "node:tls";
import { BroadcastChannel, MessageChannel, Worker } from "node:worker_threads";
import { anonymousTls } from "../contracts/clients.js";
import { type Trial, ignore, later, listening } from "./trial.js";

const child = (script: string) => later(spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] }), (each) => each.kill());
const worker = (script: string) => later(new Worker(script, { eval: true }), (each) => each.terminate());
let files = 0;
const forked = (script: string) => {
  const file = join(tmpdir(), `late-${process.pid}-${++files}.cjs`);
  fs.writeFileSync(file, script);
  return later(fork(file), (each) => {
    each.kill();
    fs.rmSync(file, { force: true });
  });
};

const clustered = (script: string) => {
  const file = join(tmpdir(), `late-${process.pid}-${++files}.cjs`);
  fs.writeFileSync(file, script);
  cluster.setupPrimary({ exec: file, execArgv: [], args: [] });
  return later(cluster.fork(), (each) => {
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
  client.on("error", ignore);
  const [socket] = (await connected) as [net.Socket];
  return { socket, client };
}

async function exchange(): Promise<{ request: http.IncomingMessage; response: http.ServerResponse; client: http.ClientRequest }> {
  const server = http.createServer();
  const port = await listening(server);
  const requested = once(server, "request");
  const client = later(http.request({ port, host: "127.0.0.1", method: "POST" }), (each) => each.destroy());
  client.on("error", ignore);
  client.end("body");
  const [request, response] = (await requested) as [http.IncomingMessage, http.ServerResponse];
  return { request, response, client };
}

// Kept for documentation (RFC 5737): no machine has it.
const elsewhere = "192.0.2.1";
const missing = join(tmpdir(), "there-is-no-such-file");
const here = import.meta.filename;

/** The pairs of Node that can be brought about here. */
export const nodeTrials: readonly Trial[] = [
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
  { row: "worker_threads.MessagePort", event: "close", late: "lost", make: () => {
    const { port1, port2 } = new MessageChannel();
    port2.close();
    return port1;
  } },
  { row: "cluster.Worker", event: "online", late: "lost", make: () => clustered("setTimeout(() => {}, 15000)") },
  { row: "cluster.Worker", event: "listening", late: "lost", make: () => clustered("require('net').createServer().listen(0, '127.0.0.1')") },
  { row: "cluster.Worker", event: "message", late: "lost", make: () => clustered("process.send('hello'); setTimeout(() => {}, 15000)") },
  { row: "cluster.Worker", event: "disconnect", late: "lost", make: () => clustered("process.disconnect()") },
  { row: "cluster.Worker", event: "exit", late: "lost", make: () => clustered("process.exit()") },
  { row: "net.Socket", event: "connect", late: "lost", make: async () => later(net.connect(await listening(net.createServer()), "127.0.0.1"), (each) => each.destroy()) },
  { row: "net.Socket", event: "secureConnect", late: "lost", make: async () => {
    const port = await listening(tls.createServer(anonymousTls));
    return later(tls.connect({ port, host: "127.0.0.1", ...anonymousTls, rejectUnauthorized: false }), (each) => each.destroy());
  } },
  { row: "net.Socket", event: "lookup", late: "lost", make: async () => later(net.connect(await listening(net.createServer()), "localhost"), (each) => each.destroy()) },
  { row: "net.Socket", event: "ready", late: "lost", make: async () => later(net.connect(await listening(net.createServer()), "127.0.0.1"), (each) => each.destroy()) },
  { row: "net.Socket", event: "error", late: "lost", crashes: true, make: () => net.connect(1, "127.0.0.1") },
  { row: "net.Socket", event: "close", late: "lost", make: async () => { const { socket, client } = await pair(); socket.on("error", ignore); client.resetAndDestroy(); return socket; } },
  { row: "net.Socket", event: "data", late: "kept", make: async () => { const { socket, client } = await pair(); client.write("hello"); return socket; } },
  { row: "net.IdleSocket", event: "connect", late: "lost", make: async () => { const port = await listening(net.createServer()); return later(new net.Socket().connect(port, "127.0.0.1"), (each) => each.destroy()); } },
  { row: "net.IdleSocket", event: "error", late: "lost", crashes: true, make: () => new net.Socket().connect(1, "127.0.0.1") },
  { row: "net.Server", event: "listening", late: "lost", make: () => later(http.createServer(), (each) => each.close()).listen(0) },
  { row: "net.Server", event: "error", late: "lost", crashes: true, make: () => listening(net.createServer()).then((port) => net.createServer().listen(port, "127.0.0.1")) },
  { row: "net.Server", event: "close", late: "lost", make: async () => { const server = net.createServer(); await listening(server); server.close(); return server; } },
  { row: "net.Server", event: "request", late: "lost", make: async () => { const server = http.createServer(); const port = await listening(server); http.get({ port, host: "127.0.0.1" }).on("error", ignore); return later(server, (each) => each.closeAllConnections()); } },
  { row: "net.Server", event: "connection", late: "lost", make: async () => { const server = net.createServer(); const port = await listening(server); later(net.connect(port, "127.0.0.1"), (each) => each.destroy()); return server; } },
  { row: "dgram.Socket", event: "listening", late: "lost", make: () => later(dgram.createSocket("udp4"), (each) => each.close()).bind(0) },
  { row: "dgram.Socket", event: "message", late: "lost", make: async () => {
    const socket = later(dgram.createSocket("udp4"), (each) => each.close());
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    later(dgram.createSocket("udp4"), (each) => each.close()).send("x", socket.address().port, "127.0.0.1");
    return socket;
  } },
  { row: "dgram.Socket", event: "error", late: "lost", crashes: true, make: () => dgram.createSocket("udp4").bind(0, elsewhere) },
  { row: "dgram.Socket", event: "close", late: "lost", make: async () => {
    const socket = dgram.createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    return socket.close();
  } },
  { row: "http.IncomingMessage", event: "data", late: "kept", make: async () => (await exchange()).request },
  { row: "http.IncomingMessage", event: "end", late: "kept", make: async () => { const { request } = await exchange(); setTimeout(() => request.resume(), 600); return request; } },
  { row: "http.IncomingMessage", event: "close", late: "lost", make: async () => { const { request, client } = await exchange(); client.destroy(); return request; } },
  { row: "http.ServerResponse", event: "close", late: "lost", make: async () => { const { response, client } = await exchange(); client.destroy(); return response; } },
  { row: "http.ServerResponse", event: "finish", late: "lost", make: async () => { const { response } = await exchange(); response.end("x"); return response; } },
  { row: "http.ClientRequest", event: "response", late: "lost", make: async () => http.get({ port: await listening(http.createServer((_request, response) => response.end())), host: "127.0.0.1" }) },
  { row: "http.ClientRequest", event: "socket", late: "lost", make: async () => http.get({ port: await listening(http.createServer((_request, response) => response.end())), host: "127.0.0.1" }) },
  { row: "http.ClientRequest", event: "close", late: "lost", make: async () => http.get({ port: await listening(http.createServer((_request, response) => response.end())), host: "127.0.0.1", agent: false }) },
  { row: "http.ClientRequest", event: "error", late: "lost", crashes: true, make: () => http.get({ port: 1, host: "127.0.0.1" }) },
  { row: "http2.ClientSession", event: "connect", late: "lost", make: async () => later(http2.connect(`http://127.0.0.1:${await listening(http2.createServer())}`), (each) => each.destroy()) },
  { row: "http2.ClientSession", event: "close", late: "lost", make: async () => http2.connect(`http://127.0.0.1:${await listening(http2.createServer().on("session", (session) => session.close()))}`) },
  { row: "http2.ClientSession", event: "error", late: "lost", crashes: true, make: () => http2.connect("http://127.0.0.1:1") },
  { row: "fs.ReadStream", event: "open", late: "lost", make: () => later(fs.createReadStream(here), (each) => each.destroy()) },
  { row: "fs.ReadStream", event: "ready", late: "lost", make: () => later(fs.createReadStream(here), (each) => each.destroy()) },
  { row: "fs.ReadStream", event: "error", late: "lost", crashes: true, make: () => fs.createReadStream(missing) },
  { row: "fs.ReadStream", event: "data", late: "kept", make: () => later(fs.createReadStream(here), (each) => each.destroy()) },
  { row: "fs.WriteStream", event: "open", late: "lost", make: () => later(fs.createWriteStream("/dev/null"), (each) => each.destroy()) },
  { row: "fs.WriteStream", event: "ready", late: "lost", make: () => later(fs.createWriteStream("/dev/null"), (each) => each.destroy()) },
  { row: "fs.WriteStream", event: "error", late: "lost", crashes: true, make: () => fs.createWriteStream(join(missing, "file")) },
  { row: "fs.WriteStream", event: "finish", late: "lost", make: () => { const stream = fs.createWriteStream("/dev/null"); stream.end("x"); return stream; } },
  { row: "fs.WriteStream", event: "close", late: "lost", make: () => { const stream = fs.createWriteStream("/dev/null"); stream.end("x"); return stream; } },
  { row: "stream.Writable", event: "finish", late: "lost", make: () => { const stream = new Writable({ write: (_chunk, _encoding, done) => done() }); stream.end("x"); return stream; } },
  { row: "stream.Writable", event: "data", late: "kept", make: () => { const stream = new PassThrough(); stream.write("x"); return stream; } },
  { row: "readline.Interface", event: "line", late: "lost", make: () => readline.createInterface({ input: Readable.from(["one\ntwo\n"]) }) },
  { row: "readline.Interface", event: "close", late: "lost", make: () => readline.createInterface({ input: Readable.from(["one\n"]) }) },
  { row: "AbortSignal", event: "abort", late: "lost", make: () => { const controller = new AbortController(); setImmediate(() => controller.abort()); return controller.signal; } },
];
