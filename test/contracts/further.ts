import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Bench, Place } from "./benches.js";
import * as client from "./clients.js";
import { later } from "./trial.js";

// Loaded when a bench is run and not before: `npm test` knows these benches, but has no packages for them.
const require = createRequire(import.meta.url);

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const graph = { typeDefs: "type Query { hello: String }", stopOnTerminationSignals: false, logger: quiet };

interface Apollo {
  assertStarted(before: string): void;
  stop(): Promise<void>;
}

function apollo(): Apollo {
  const { ApolloServer } = require("@apollo/server") as { ApolloServer: new (options: object) => Apollo };
  const server = new ApolloServer(graph);
  later(() => server.stop());
  return server;
}

function feathers(): unknown {
  const module = require("@feathersjs/feathers") as { feathers: () => unknown };
  return module.feathers();
}

function h3App(): unknown {
  const { H3 } = require("h3") as { H3: new () => unknown };
  return new H3();
}

function trpcRouter(): unknown {
  const { initTRPC } = require("@trpc/server") as { initTRPC: { create(): { router(routes: object): unknown } } };
  return initTRPC.create().router({});
}

/** A folder for one test, below this one so that the packages are found from there. */
function folderFor(name: string): string {
  const folder = mkdtempSync(join(import.meta.dirname, "node_modules", `.${name}-`));
  later(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function nextApp(): string {
  const folder = folderFor("next-app");
  mkdirSync(join(folder, "pages"));
  writeFileSync(join(folder, "pages", "index.js"), "export default () => null;\n");
  return folder;
}

function webpackCompiler(): unknown {
  const folder = folderFor("webpack-app");
  writeFileSync(join(folder, "index.js"), "");
  const webpack = require("webpack") as (options: object) => unknown;
  return webpack({ mode: "development", context: folder, entry: "./index.js", infrastructureLogging: { level: "none" }, stats: "none" });
}

/** Keeps listhen from printing, opening and watching the process. */
const silent = { showURL: false, autoClose: false, clipboard: false, isTest: false };

interface Proxy {
  readonly _server?: { address(): AddressInfo | null } | null;
}

const proxied = { args: () => [{ target: "http://127.0.0.1:1" }], address: (proxy: unknown) => (proxy as Proxy)._server?.address() ?? null } satisfies Partial<Bench>;

function grpcCredentials(): unknown {
  const { ServerCredentials } = require("@grpc/grpc-js") as { ServerCredentials: { createInsecure(): unknown } };
  return ServerCredentials.createInsecure();
}

function uwsPort(token: unknown): number {
  const { us_socket_local_port: portOf } = require("uwebsockets") as { us_socket_local_port(socket: unknown): number };
  return portOf(token);
}

const bare = { hot: false, liveReload: false, client: false, static: false, setupExitSignals: false };

const trpcEvents = { request: client.get, connection: client.get, upgrade: client.askUpgrade, connect: client.askTunnel };
const fetch = (): Response => new Response("hello");
const hosted = ({ port, host }: Place): object => ({ port, ...(host && { host }) });

/** Whether something can be done that throws one error before the start. */
function can(act: () => unknown, tooEarly: RegExp): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (!tooEarly.test(String(error))) throw error;
    return false;
  }
}

/** The benches whose packages are installed in this folder. */
export const furtherBenches: readonly Bench[] = [
  ...["server", "Server"].map(
    (maker): Bench => ({ row: "hapi.Server under its first name", module: "hapi", maker, placedBy: "maker", args: (place) => [hosted(place)], emitter: "events" }),
  ),
  { row: "express.HTTPServer", module: "express", installed: "express2", patches: true, maker: "createServer" },
  { row: "nodejs-websocket.Server", module: "nodejs-websocket", maker: "createServer" },
  { row: "polka.Polka", module: "polka", maker: "default" },
  { row: "connect.Server", module: "connect", maker: "default" },
  { row: "restify.Server", module: "restify", maker: "createServer", events: { connection: client.get } },
  { row: "json-server.Application", module: "json-server", maker: "create" },
  { row: "feathers.Application", module: "@feathersjs/express", maker: "default", args: () => [feathers()] },
  { row: "feathers.Application", module: "@feathersjs/koa", maker: "koa", args: () => [feathers()] },
  ...["srvx", "srvx/node"].map((module): Bench => ({ row: "srvx.Server", module, maker: "serve", also: "start", args: () => [{ fetch, silent: true }] })),
  {
    row: "srvx.Server",
    module: "h3",
    maker: "serve",
    also: "start",
    args: () => [h3App(), { silent: true }],
    optionsAt: 1,
  },
  {
    row: "srvx.Server",
    module: "srvx",
    maker: "serve",
    placedBy: "maker",
    args: ({ port, host }) => [{ manual: true, fetch, silent: true, port, ...(host && { hostname: host }) }],
  },
  {
    row: "next.Server",
    module: "next",
    maker: "default",
    placedBy: "maker",
    args: () => [{ dev: true, dir: nextApp(), quiet: true }],
    portless: {
      usable: (app) => can(() => (app as { getUpgradeHandler(): unknown }).getUpgradeHandler(), /prepare\(\) must be called/),
      failing: () => [{ dev: false, dir: nextApp(), quiet: true }],
      error: /Could not find a production build/,
    },
    end: "close()",
  },
  {
    row: "webpack-dev-server.Server",
    module: "webpack-dev-server",
    maker: "default",
    placedBy: "maker",
    args: (place) => [{ ...hosted(place), ...bare }, webpackCompiler()],
  },
  {
    row: "apollo.Server",
    module: "@apollo/server",
    maker: "ApolloServer",
    placedBy: "maker",
    args: () => [graph],
    portless: {
      usable: (server) => can(() => (server as Apollo).assertStarted("this"), /You must `await server\.start\(\)`/),
      failing: () => [{ ...graph, plugins: [{ serverWillStart: () => Promise.reject(new Error("will not")) }] }],
      error: /will not/,
    },
  },
  {
    row: "apollo.Standalone",
    module: "@apollo/server/standalone",
    maker: "startStandaloneServer",
    also: "start",
    placedBy: "maker",
    args: (place) => [apollo(), { listen: hosted(place) }],
    address: (instance) => {
      const { hostname, port } = new URL((instance as { url: string }).url);
      return { address: hostname, port: Number(port) };
    },
  },
  {
    row: "trpc.Server",
    module: "@trpc/server/adapters/standalone",
    maker: "createHTTPServer",
    args: () => [{ router: trpcRouter() }],
    events: trpcEvents,
  },
  {
    row: "moleculer.ServiceBroker",
    module: "moleculer",
    maker: "ServiceBroker",
    placedBy: "maker",
    args: () => [{ logger: false }],
    portless: {
      usable: (broker) => (broker as { started: boolean }).started,
      failing: () => [
        {
          logger: false,
          created: (broker: { createService(service: object): void }) => {
            broker.createService({ name: "service", started: () => Promise.reject(new Error("will not")) });
          },
        },
      ],
      error: /will not/,
    },
  },
  {
    row: "grpc.Server",
    module: "@grpc/grpc-js",
    maker: "Server",
    startArgs: ({ port }) => [`0.0.0.0:${port}`, grpcCredentials()],
    told: ([error, port]) => (error ? null : { address: "0.0.0.0", port: port as number }),
  },
  ...["App", "SSLApp"].map(
    (maker): Bench => ({
      row: "uws.App",
      module: "uwebsockets",
      maker,
      args: () => [{}],
      told: ([token]) => (token ? { address: "0.0.0.0", port: uwsPort(token) } : null),
    }),
  ),
  ...["http-proxy", "http-proxy-3"].flatMap((module): Bench[] => [
    ...["createProxyServer", "createServer", "createProxy"].map((maker): Bench => ({ row: `${module}.Server`, module, maker, ...proxied })),
    { row: `${module}.Server`, module, maker: module === "http-proxy" ? "default" : "ProxyServer", ...proxied },
  ]),
  { row: "listhen.Listener", module: "listhen", maker: "listen", also: "start", args: () => [() => {}, silent], optionsAt: 1 },
];

/** The functions that start what is made by others, and the modules they are from. */
export const starterBenches: readonly { readonly row: string; readonly module: string; readonly starter: string }[] = ["default", "listen"].map((starter) => ({
  row: "async-listen",
  module: "async-listen",
  starter,
}));
