import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
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
  { row: "polka.Polka", module: "polka", maker: "default" },
  { row: "connect.Server", module: "connect", maker: "default" },
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
];
