import type { EmitterRow } from "./emitter-types.js";

const unread = { late: "lost", unsure: true } as const;

/** The package `websocket`, as its documentation and its code say. */
export const websocketEmitterRows = [
  {
    id: "websocket.Server",
    noun: "server",
    keeper: "a WebSocket server",
    measured: "read",
    from: ["websocket"],
    makers: [{ export: "server", by: "new" }],
    types: ["server"],
    events: { request: unread, connect: { ...unread, again: true }, close: { ...unread, again: true } },
    checks: ["connections"],
    hands: { request: ["websocket.Request"], connect: ["websocket.Connection"] },
    see: "https://github.com/theturtle32/WebSocket-Node/blob/master/docs/WebSocketServer.md",
  },
  {
    id: "websocket.Request",
    noun: "request",
    keeper: "a request",
    measured: "read",
    from: ["websocket"],
    makers: [],
    types: ["request"],
    makes: { accept: { instance: "websocket.Connection" } },
    events: {},
    checks: [],
    see: "https://github.com/theturtle32/WebSocket-Node/blob/master/docs/WebSocketRequest.md",
  },
  {
    id: "websocket.Client",
    noun: "client",
    keeper: "a WebSocket client",
    measured: "read",
    from: ["websocket"],
    makers: [{ export: "client", by: "new" }],
    types: ["client"],
    events: { connect: { ...unread, after: ["connect"], answers: ["connect"] }, connectFailed: { ...unread, after: ["connect"], answers: ["connect"] } },
    checks: [],
    hands: { connect: ["websocket.Connection"] },
    see: "https://github.com/theturtle32/WebSocket-Node/blob/master/docs/WebSocketClient.md",
  },
  {
    id: "websocket.Connection",
    noun: "connection",
    keeper: "a WebSocket connection",
    measured: "read",
    from: ["websocket"],
    makers: [],
    types: ["connection"],
    events: {
      message: { ...unread, answers: ["send", "sendUTF", "sendBytes"], carries: true },
      // It is emitted only where somebody listens.
      error: unread,
      close: { ...unread, answers: ["close", "drop"] },
    },
    checks: ["connected", "state", "closeReasonCode"],
    pauses: ["pause"],
    resumes: ["resume"],
    see: "https://github.com/theturtle32/WebSocket-Node/blob/master/docs/WebSocketConnection.md",
  },
] as const satisfies readonly EmitterRow[];
