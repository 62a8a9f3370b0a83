import type { Emitter, EmitterRow } from "./emitter-types.js";

const lost = { late: "lost" } as const;
const kept = { late: "kept" } as const;
const thrown = { late: "lost", crashes: true } as const;
const call = (...names: readonly string[]) => names.map((name) => ({ export: name, by: "call" }) as const);
const made = (...names: readonly string[]) => names.map((name) => ({ export: name, by: "new" }) as const);

/** Sockets, requests and responses of Node. */
export const netEmitterRows = [
  {
    id: "net.Socket",
    noun: "socket",
    keeper: "a socket",
    measured: "20",
    from: ["net", "tls"],
    makers: call("connect", "createConnection"),
    types: ["Socket", "TLSSocket"],
    events: {
      connect: lost,
      secureConnect: lost,
      ready: lost,
      lookup: lost,
      error: thrown,
      close: { ...lost, answers: ["end", "destroy", "destroySoon", "resetAndDestroy", "write"] },
      end: kept,
      data: kept,
      readable: kept,
    },
    checks: ["connecting", "destroyed", "readyState", "pending", "closed", "errored", "readableEnded", "writableEnded", "writable", "readable"],
    emits: true,
    see: "https://nodejs.org/api/net.html#class-netsocket",
  },
  {
    id: "net.IdleSocket",
    noun: "socket",
    keeper: "a socket",
    measured: "20",
    from: ["net"],
    makers: made("Socket"),
    types: [],
    events: {
      connect: { ...lost, after: ["connect"] },
      ready: { ...lost, after: ["connect"] },
      error: { ...thrown, after: ["connect"] },
      close: { ...lost, after: ["connect", "destroy"], answers: ["end", "destroy", "write"] },
      end: kept,
      data: kept,
    },
    checks: ["connecting", "destroyed", "readyState", "pending", "closed", "errored", "writable", "readable"],
    emits: true,
    see: "https://nodejs.org/api/net.html#new-netsocketoptions",
  },
  {
    id: "http.IncomingMessage",
    noun: "request",
    keeper: "a request",
    measured: "20",
    from: ["http", "express", "fastify", "@types/express"],
    makers: [],
    types: ["IncomingMessage", "Request"],
    events: { data: kept, end: kept, readable: kept, close: { ...lost, answers: ["destroy"] }, aborted: { ...lost, unsure: true } },
    checks: ["destroyed", "aborted", "complete", "closed", "readableAborted", "readableEnded", "errored"],
    flows: true,
    see: "https://nodejs.org/api/http.html#class-httpincomingmessage",
  },
  {
    id: "http.ServerResponse",
    noun: "response",
    keeper: "a response",
    measured: "20",
    from: ["http", "express"],
    makers: [],
    types: ["ServerResponse", "Response"],
    events: { close: { ...lost, answers: ["end", "destroy", "json", "send", "pipe"], follows: ["write", "writeHead", "flushHeaders"] }, finish: { ...lost, after: ["end", "send", "json"], answers: ["end", "send", "json"] } },
    checks: ["destroyed", "writableEnded", "writableFinished", "writableAborted", "closed", "finished", "headersSent", "errored"],
    see: "https://nodejs.org/api/http.html#class-httpserverresponse",
  },
  {
    id: "http.ClientRequest",
    noun: "request",
    keeper: "a client request",
    measured: "20",
    from: ["http", "https"],
    makers: call("request", "get"),
    types: ["ClientRequest"],
    events: {
      error: thrown,
      response: { ...lost, answers: ["end"], after: ["end", "get"] },
      socket: lost,
      close: { ...lost, answers: ["destroy", "end", "abort"] },
    },
    checks: ["destroyed", "aborted", "reusedSocket", "res", "closed"],
    emits: true,
    see: "https://nodejs.org/api/http.html#class-httpclientrequest",
  },
  {
    id: "http2.ClientSession",
    noun: "session",
    keeper: "an http2 session",
    measured: "20",
    from: ["http2"],
    makers: call("connect"),
    types: ["ClientHttp2Session"],
    events: { connect: lost, error: thrown, close: { ...lost, answers: ["close", "destroy"] } },
    checks: ["closed", "connecting", "destroyed"],
    emits: true,
    see: "https://nodejs.org/api/http2.html#class-clienthttp2session",
  },
] as const satisfies readonly EmitterRow[];

/** What the servers of the catalogue do with events, by the id of their row. */
export const nodeServerEmitters: Readonly<Record<string, Emitter>> = {
  "net.Server": {
    keeper: "a server",
    measured: "20",
    events: {
      listening: { ...lost, after: ["listen"] },
      error: { ...thrown, after: ["listen"] },
      request: { ...lost, after: ["listen"], unsure: true },
      connection: { ...lost, after: ["listen"], unsure: true },
      upgrade: { ...lost, after: ["listen"], unsure: true },
      close: { ...lost, after: ["close"], answers: ["close"] },
    },
    checks: ["listening", "address"],
    hands: {
      "()": [undefined],
      request: ["http.IncomingMessage", "http.ServerResponse"],
      connection: ["net.Socket"],
      secureConnection: ["net.Socket"],
    },
    emits: true,
  },
  "dgram.Socket": {
    keeper: "a dgram socket",
    measured: "20",
    events: {
      listening: { ...lost, after: ["bind"] },
      error: { ...thrown, after: ["bind"] },
      message: { ...lost, after: ["bind"], answers: ["send"], carries: true },
      close: { ...lost, after: ["close"], answers: ["close"] },
    },
    checks: [],
    emits: true,
  },
};
