import type { Contract } from "./types.js";

/** Servers of socket protocols, measured on Node 20 with the versions that `test/contracts` installs. */
export const socketContracts = [
  {
    id: "ws.WebSocketServer",
    noun: "WebSocket server",
    from: ["ws"],
    makers: ["WebSocketServer", "Server", "default.Server", "WebSocket.Server"].map(
      (name) =>
        ({
          export: name,
          by: "new",
          wraps: { options: ["server"] },
          starts: {
            when: { options: ["port"] },
            gives: "self",
            bound: "when hostless",
            host: { options: ["host"] },
            callback: { argument: "last", begins: ["ready"] },
          },
        }) as const,
    ),
    types: ["WebSocketServer", "Server"],
    starts: {},
    events: { listening: ["ready"], connection: ["ready"], headers: ["ready"], error: ["failed"], close: ["closed"] },
    reads: [{ member: "address()", value: "null", settledWhenBound: true }],
    flags: [],
    views: { "options.server": "net.Server" },
    stops: ["close"],
    ready: { event: "listening" },
    see: "https://github.com/websockets/ws/blob/master/doc/ws.md#class-websocketserver",
  },
  {
    id: "socket.io.Server",
    noun: "Socket.IO server",
    from: ["socket.io"],
    makers: [
      {
        export: "Server",
        by: "new",
        wraps: { argument: 0 },
        starts: { when: { argument: 0, type: "number" }, gives: "self", bound: "when hostless" },
      },
      {
        export: "default",
        by: "call",
        wraps: { argument: 0 },
        starts: { when: { argument: 0, type: "number" }, gives: "self", bound: "when hostless" },
      },
    ],
    types: ["Server"],
    starts: { listen: { gives: "self", bound: "when hostless" } },
    events: { connection: ["ready"], connect: ["ready"] },
    reads: [],
    flags: [],
    views: { httpServer: "net.Server" },
    stops: ["close"],
    obscures: ["attach"],
    ready: { event: "listening" },
    see: "https://socket.io/docs/v4/server-api/",
  },
  {
    id: "nodejs-websocket.Server",
    noun: "WebSocket server",
    from: ["nodejs-websocket"],
    makers: [{ export: "createServer", by: "call" }],
    types: [],
    starts: { listen: { gives: "self", bound: "when hostless", host: { argument: 1 }, callback: { argument: "last", begins: ["ready"] } } },
    events: { listening: ["ready"], error: ["failed"], close: ["closed"] },
    reads: [],
    flags: [],
    views: { socket: "net.Server" },
    stops: ["close"],
    ready: { event: "listening" },
    see: "https://github.com/sitegui/nodejs-websocket#server",
  },
] as const satisfies readonly Contract[];
