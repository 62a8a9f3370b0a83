import type { Contract } from "./types.js";

const proxyMakers = [
  { export: "createProxyServer", by: "call" },
  { export: "createServer", by: "call" },
  { export: "createProxy", by: "call" },
] as const;

/** A proxy that listens by a server which it keeps to itself: no callback, and its 'error' is about requests. */
const proxy = {
  noun: "proxy",
  starts: { listen: { gives: "self", bound: "when hostless", host: { argument: 1 } } },
  events: {},
  flags: [],
  views: {},
  stops: ["close"],
  ready: "nothing",
} as const satisfies Partial<Contract>;

/** What listens for others, measured on Node 20 with the versions in `test/contracts/package.json`. */
export const listenerContracts = [
  {
    ...proxy,
    id: "http-proxy.Server",
    from: ["http-proxy"],
    makers: [...proxyMakers, { export: "default", by: "new" }],
    types: ["default"],
    reads: [],
    see: "https://github.com/http-party/node-http-proxy#setup-a-basic-stand-alone-proxy-server",
  },
  {
    ...proxy,
    id: "http-proxy-3.Server",
    from: ["http-proxy-3"],
    makers: [...proxyMakers, { export: "ProxyServer", by: "new" }],
    types: ["ProxyServer"],
    reads: [{ member: "address()", value: "no address", settledWhenBound: true }],
    see: "https://github.com/sagemathinc/http-proxy-3#readme",
  },
  {
    id: "listhen.Listener",
    noun: "server",
    from: ["listhen"],
    makers: [
      {
        export: "listen",
        by: "call",
        promised: true,
        starts: { gives: "promise", settles: "elsewhere", bound: "never", host: { options: ["hostname"] } },
      },
    ],
    types: ["Listener"],
    starts: {},
    events: {},
    reads: [],
    flags: [],
    views: { server: "net.Server" },
    stops: ["close"],
    ready: "start",
    see: "https://github.com/unjs/listhen#usage-api",
  },
  {
    id: "async-listen",
    noun: "server",
    from: ["async-listen"],
    makers: [],
    types: [],
    starts: {},
    starters: ["default", "listen"].map(
      (name) =>
        ({
          export: name,
          starts: { argument: 0 },
          gives: "promise",
          bound: "when hostless",
          host: { argument: 2, options: ["host"] },
        }) as const,
    ),
    events: {},
    reads: [],
    flags: [],
    views: {},
    stops: [],
    ready: "start",
    see: "https://github.com/vercel/async-listen#readme",
  },
] as const satisfies readonly Contract[];
