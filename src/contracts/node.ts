import type { Contract, Start } from "./types.js";

const listen = {
  gives: "self",
  bound: "when hostless",
  host: { argument: 1, options: ["host"] },
  exclusive: "exclusive",
  callback: { argument: "last", begins: ["ready"] },
} as const satisfies Start;

/** Servers and sockets that Node itself brings, measured on Node 20, 22, 24 and 26. */
export const nodeContracts = [
  {
    id: "net.Server",
    noun: "server",
    from: ["http", "https", "http2", "net", "tls"],
    makers: [
      { export: "createServer", by: "call", handlersBegin: ["ready"] },
      { export: "createSecureServer", by: "call", handlersBegin: ["ready"] },
      { export: "Server", by: "either", handlersBegin: ["ready"] },
    ],
    types: ["Server", "Http2Server", "Http2SecureServer"],
    starts: { listen },
    events: {
      listening: ["ready"],
      request: ["ready"],
      connection: ["ready"],
      secureConnection: ["ready"],
      upgrade: ["ready"],
      connect: ["ready"],
      session: ["ready"],
      stream: ["ready"],
      error: ["failed"],
      close: ["closed"],
    },
    reads: [{ member: "address()", value: "null", settledWhenBound: true }],
    flags: ["listening"],
    views: {},
    stops: ["close"],
    ready: { event: "listening" },
    see: "https://nodejs.org/api/net.html#serverlisten",
  },
  {
    id: "dgram.Socket",
    noun: "socket",
    from: ["dgram"],
    makers: [
      { export: "createSocket", by: "call", handlersBegin: ["ready"] },
      { export: "Socket", by: "new", handlersBegin: ["ready"] },
    ],
    types: ["Socket"],
    starts: {
      bind: {
        gives: "self",
        bound: "never",
        host: { argument: 1, options: ["address"] },
        callback: { argument: "last", begins: ["ready"] },
      },
    },
    events: { listening: ["ready"], message: ["ready"], error: ["failed"], close: ["closed"] },
    reads: [{ member: "address()", value: "an exception (EBADF)", settledWhenBound: false }],
    flags: [],
    views: {},
    stops: ["close"],
    obscures: ["send", "connect"],
    ready: { event: "listening" },
    see: "https://nodejs.org/api/dgram.html#socketbindport-address-callback",
  },
] as const satisfies readonly Contract[];
