import "reflect-metadata";
import http from "node:http";
import { tmpdir } from "node:os";
import { Module } from "@nestjs/common";
import * as client from "./clients.js";
import type { Client } from "./clients.js";
import { furtherBenches } from "./further.js";

/** Where a subject is to listen. */
export interface Place {
  readonly port: number;
  readonly host?: string;
}

/** How a real instance of a row comes about through one of its makers, and who can bring its events about. */
export interface Bench {
  /** The row's id. */
  readonly row: string;
  /** The module, as the row names it under `from`. */
  readonly module: string;
  /** The package's name in node_modules, where it differs. */
  readonly installed?: string;
  /** Whether the package changes prototypes of Node's so that others can not be loaded behind it. */
  readonly patches?: true;
  /** The maker, as the row names it under `export`. */
  readonly maker: string;
  /** What making does besides: starting it as well, or wrapping an `http.Server`. */
  readonly also?: "start" | "wrap";
  /** Who is told the place: the start call, unless the API wants to know when it is made (or there is none). */
  readonly placedBy?: "maker";
  /** Arguments for the maker; with `also: "start"` the options that the place is added to, unless the maker is told it here. */
  readonly args?: (place: Place) => readonly unknown[];
  /** Which argument of the maker the options are that the place is added to, where it is not the first. */
  readonly optionsAt?: number;
  /** The event that a handler given to the maker is for. */
  readonly handles?: string;
  /** Clients that bring events about, where the start or the stop itself does not. */
  readonly events?: Readonly<Record<string, Client>>;
  /** The member with `on`, where the instance has none. */
  readonly emitter?: string;
  /** Views of the row that an instance made in this way does not have. */
  readonly lacks?: readonly string[];
  /** Its address, where no server is in sight. */
  readonly address?: (instance: unknown) => { readonly address: string; readonly port: number } | null;
  /** Arguments for the start call, where it is not told the port alone. */
  readonly startArgs?: (place: Place) => readonly unknown[];
  /** Its address, where nothing but its callback is told of it: from what that is given. */
  readonly told?: (given: readonly unknown[]) => { readonly address: string; readonly port: number } | null;
  /** What stands in for the port of a thing that has none. */
  readonly portless?: Portless;
  /** The method that ends it, where the row knows none. */
  readonly end?: string;
  readonly udp?: true;
}

/** A thing that is made ready without listening anywhere. */
export interface Portless {
  /** Whether it can be used for what it is there for. */
  readonly usable: (instance: unknown) => boolean;
  /** Arguments for the maker with which the start fails, and the error it fails with. */
  readonly failing: () => readonly unknown[];
  readonly error: RegExp;
}

const httpEvents = { request: client.get, connection: client.get, upgrade: client.askUpgrade, connect: client.askTunnel };
const httpsEvents = {
  request: client.getSecurely,
  connection: client.getSecurely,
  secureConnection: client.getSecurely,
  upgrade: client.askUpgradeSecurely,
  connect: client.askTunnelSecurely,
};
const http2Events = {
  request: client.getOverHttp2,
  connection: client.getOverHttp2,
  session: client.getOverHttp2,
  stream: client.getOverHttp2,
};
const secureHttp2Events = {
  request: client.getOverSecureHttp2,
  connection: client.getOverSecureHttp2,
  secureConnection: client.getOverSecureHttp2,
  session: client.getOverSecureHttp2,
  stream: client.getOverSecureHttp2,
};
const tlsEvents = { connection: client.dialSecurely, secureConnection: client.dialSecurely };
const secure = (): unknown[] => [client.anonymousTls];

const nodeBenches: readonly Bench[] = [
  ...["createServer", "Server"].flatMap((maker): Bench[] => [
    { row: "net.Server", module: "net", maker, handles: "connection", events: { connection: client.dial } },
    { row: "net.Server", module: "tls", maker, args: secure, handles: "secureConnection", events: tlsEvents },
    { row: "net.Server", module: "http", maker, handles: "request", events: httpEvents },
    { row: "net.Server", module: "https", maker, args: secure, handles: "request", events: httpsEvents },
  ]),
  { row: "net.Server", module: "http2", maker: "createServer", handles: "request", events: http2Events },
  {
    row: "net.Server",
    module: "http2",
    maker: "createSecureServer",
    args: secure,
    handles: "request",
    events: secureHttp2Events,
  },
  ...["createSocket", "Socket"].map(
    (maker): Bench => ({
      row: "dgram.Socket",
      module: "dgram",
      maker,
      args: () => ["udp4"],
      handles: "message",
      events: { message: client.sendDatagram },
      udp: true,
    }),
  ),
];

const AppModule = class AppModule {};
Module({})(AppModule);

const fetch = (): Response => new Response("hello");
const honoEvents = { request: client.get, connection: client.get, upgrade: client.askUpgrade };

const serverBenches: readonly Bench[] = [
  { row: "express.Application", module: "express", maker: "default" },
  { row: "express.Application", module: "express", installed: "express4", maker: "default" },
  { row: "koa.Application", module: "koa", maker: "default" },
  { row: "fastify.Instance", module: "fastify", maker: "default" },
  ...["server", "Server"].map(
    (maker): Bench => ({
      row: "hapi.Server",
      module: "@hapi/hapi",
      maker,
      placedBy: "maker",
      args: ({ port, host }) => [{ port, ...(host && { host }) }],
      emitter: "events",
    }),
  ),
  {
    row: "nest.Application",
    module: "@nestjs/core",
    maker: "NestFactory.create",
    args: () => [AppModule, { logger: false, abortOnError: false }],
  },
  { row: "hono.Server", module: "@hono/node-server", maker: "serve", also: "start", args: () => [{ fetch }], events: honoEvents },
  { row: "hono.Server", module: "@hono/node-server", maker: "createAdaptorServer", args: () => [{ fetch }], events: honoEvents },
  {
    row: "vite.DevServer",
    module: "vite",
    maker: "createServer",
    placedBy: "maker",
    args: ({ port, host }) => [
      {
        configFile: false,
        root: tmpdir(),
        logLevel: "silent",
        optimizeDeps: { noDiscovery: true },
        server: { port, ...(host && { host }), strictPort: true, watch: null, ws: false },
      },
    ],
  },
];

const wsEvents = { connection: client.openWebSocket, headers: client.openWebSocket };
const socketIoEvents = { connection: client.joinSocketIo, connect: client.joinSocketIo };

const socketBenches: readonly Bench[] = [
  {
    row: "ws.WebSocketServer",
    module: "ws",
    maker: "WebSocketServer",
    also: "start",
    args: () => [{}],
    events: wsEvents,
    // It made its own HTTP server, and keeps it to itself.
    lacks: ["options.server"],
  },
  {
    row: "ws.WebSocketServer",
    module: "ws",
    maker: "WebSocketServer",
    also: "wrap",
    args: () => [{ server: http.createServer() }],
    events: wsEvents,
  },
  ...["Server", "default"].flatMap((maker): Bench[] => [
    { row: "socket.io.Server", module: "socket.io", maker, events: socketIoEvents },
    { row: "socket.io.Server", module: "socket.io", maker, also: "start", events: socketIoEvents },
    { row: "socket.io.Server", module: "socket.io", maker, also: "wrap", args: () => [http.createServer()], events: socketIoEvents },
  ]),
];

const engineIoEvents = { connection: client.openEngineIo };

const engineIoBenches: readonly Bench[] = [
  { row: "engine.io.Server", module: "engine.io", maker: "listen", also: "start", events: engineIoEvents },
  {
    row: "engine.io.Server",
    module: "engine.io",
    maker: "attach",
    also: "wrap",
    args: () => [http.createServer()],
    events: engineIoEvents,
    // Only `listen` keeps the HTTP server in sight: measured.
    lacks: ["httpServer"],
  },
  { row: "engine.io.Server", module: "engine.io", maker: "Server", lacks: ["httpServer"] },
];

const hereBenches = [...nodeBenches, ...serverBenches, ...socketBenches, ...engineIoBenches];

/** True in `npm run test:contracts`, which runs them all; `npm test` runs those whose packages the root installs. */
export const runsAll = process.env["CONTRACTS"] === "all";

/** Everything that is run. */
export const benches: readonly Bench[] = runsAll ? [...hereBenches, ...furtherBenches] : hereBenches;

/** What only `npm run test:contracts` runs. */
export const elsewhere: readonly Bench[] = runsAll ? [] : furtherBenches;

/** Modules that a row names and that are not run, and why. */
export const notInstalled: Readonly<Record<string, string>> = {
  "uWebSockets.js": "is installed from its git tag, not from npm; uwebsockets is the same code and binaries, packed again",
};
