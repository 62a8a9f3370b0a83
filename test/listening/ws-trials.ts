import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { type Trial, ignore, later, listening } from "./trial.js";

/** A server's socket whose client does `then` once it is open. */
async function wsPair(then: (client: WebSocket) => void): Promise<WebSocket> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  later(server, (each) => each.close());
  await once(server, "listening");
  const connected = once(server, "connection");
  const client = later(new WebSocket(`ws://127.0.0.1:${(server.address() as net.AddressInfo).port}`), (each) => each.terminate());
  client.on("error", ignore);
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

/** All reserved bits are set: no frame is like that. */
const brokenFrame = Buffer.from([0xff, 0x80, 0, 0, 0, 0]);
const rawSocketOf = (client: WebSocket) => (client as unknown as { _socket: net.Socket })._socket;

/** The pairs of ws. */
export const wsTrials: readonly Trial[] = [
  { row: "ws.Client", event: "open", late: "lost", make: () => wsClient("hello") },
  { row: "ws.Client", event: "upgrade", late: "lost", make: () => wsClient("hello") },
  { row: "ws.Client", event: "unexpected-response", late: "lost", make: async () => {
    const port = await listening(http.createServer((_request, response) => response.writeHead(403).end()));
    return new WebSocket(`ws://127.0.0.1:${port}`).on("error", ignore);
  } },
  { row: "ws.Client", event: "message", late: "lost", make: () => wsClient("hello") },
  { row: "ws.Client", event: "close", late: "lost", make: () => wsClient() },
  { row: "ws.Client", event: "error", late: "lost", crashes: true, make: () => new WebSocket("ws://127.0.0.1:1") },
  { row: "ws.WebSocket", event: "message", late: "lost", make: () => wsPair((client) => client.send("hello")) },
  { row: "ws.WebSocket", event: "close", late: "lost", make: () => wsPair((client) => client.close()) },
  { row: "ws.WebSocket", event: "ping", late: "lost", make: () => wsPair((client) => client.ping()) },
  { row: "ws.WebSocket", event: "pong", late: "lost", make: async () => { const socket = await wsPair(ignore); socket.ping(); return socket; } },
  { row: "ws.WebSocket", event: "error", late: "lost", crashes: true, make: () => wsPair((client) => rawSocketOf(client).write(brokenFrame)) },
  { row: "ws.WebSocketServer", event: "listening", late: "lost", make: () => later(new WebSocketServer({ port: 0 }), (each) => each.close()) },
  { row: "ws.WebSocketServer", event: "close", late: "lost", make: () => { const server = new WebSocketServer({ port: 0 }); server.once("listening", () => server.close()); return server; } },
  { row: "ws.WebSocketServer", event: "error", late: "lost", crashes: true, make: () => listening(net.createServer()).then((port) => new WebSocketServer({ port, host: "127.0.0.1" })) },
];
