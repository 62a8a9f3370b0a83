// Run by `npm run test:contracts` alone: APIs whose packages it installs and that have no row, and why; and facts that rows rest on but do not say.
import { once } from "node:events";
import type http from "node:http";
import { createRequire } from "node:module";
import type net from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { emitters } from "../../src/contracts/listening.js";
import { clientTrials } from "./client-trials.js";
import { ownPackages, packageOf } from "./rows.js";
import { benches } from "./benches.js";
import { starterBenches } from "./further.js";
import { cleanUp, hangs, later, takenPort, uncaught } from "./trial.js";

const require = createRequire(import.meta.url);
type Fn = (...args: unknown[]) => unknown;

afterEach(cleanUp);
vi.setConfig({ testTimeout: 5000 });

/** What is used for something else than a row of its own. */
const beside: Readonly<Record<string, string>> = {
  "@feathersjs/feathers": "the app that @feathersjs/express and @feathersjs/koa serve",
  graphql: "what Apollo and Yoga run on",
  react: "what Next runs on",
  "react-dom": "what Next runs on",
  webpack: "what webpack-dev-server serves",
};
const tried: string[] = [];
const load = (module: string): unknown => {
  tried.push(module);
  return require(module);
};

describe("needs no row: it makes a handler, and the server is Node's", () => {
  const graph = { typeDefs: "type Query { hello: String }" };
  const handlers: Readonly<Record<string, () => unknown>> = {
    "graphql-yoga": () => {
      const { createYoga, createSchema } = load("graphql-yoga") as Record<"createYoga" | "createSchema", Fn>;
      return createYoga({ schema: createSchema(graph), logging: false });
    },
    micro: () => (load("micro") as { serve: Fn }).serve(() => "hello"),
    "expressMiddleware of Apollo": async () => {
      const { ApolloServer } = load("@apollo/server") as { ApolloServer: new (options: object) => Record<"start" | "stop", () => Promise<void>> };
      const { expressMiddleware } = load("@as-integrations/express5") as { expressMiddleware: Fn };
      const server = new ApolloServer({ ...graph, stopOnTerminationSignals: false });
      expect(() => expressMiddleware(server)).toThrow("You must `await server.start()`");
      await server.start();
      later(() => server.stop());
      return expressMiddleware(server);
    },
    "handle of aedes": async () => {
      const { Aedes } = load("aedes") as { Aedes: { createBroker(): Promise<{ handle: unknown; close(): void }> } };
      const broker = await Aedes.createBroker();
      later(() => broker.close());
      return broker.handle;
    },
  };

  for (const [name, make] of Object.entries(handlers)) {
    it(name, async () => {
      const handler = await make();
      expect(handler).toBeTypeOf("function");
      for (const member of ["listen", "address", "on"]) expect(handler).not.toHaveProperty(member);
    });
  }
});

describe("waiting for a view", () => {
  it("restify: 'listening' of the server inside comes, but its failure is the outer one's: a wait for it hangs", async () => {
    const { createServer } = load("restify") as { createServer(): net.Server & { server: http.Server } };
    const server = createServer();
    const failed = uncaught();
    server.listen(await takenPort());
    const inner = once(server.server, "listening");
    expect(String(await failed)).toMatch("EADDRINUSE");
    expect(await hangs(inner)).toBe(true);
  });
});

describe("srvx with manual: true", () => {
  it("says by ready() that it is ready although nothing listens", async () => {
    const { serve } = load("srvx") as { serve(options: object): { url?: string; ready(): Promise<unknown>; close(): Promise<void> } };
    const server = serve({ manual: true, port: 0, silent: true, fetch: () => new Response("hello") });
    later(() => server.close());
    await server.ready();
    expect(server.url).toBeUndefined();
  });
});

describe("uWebSockets", () => {
  it("throws what its callback throws where listen() was called", () => {
    const { App } = load("uwebsockets") as { App(): { listen: Fn; close(): void } };
    const app = App();
    later(() => app.close());
    const fail = (): never => {
      throw new Error("no port");
    };
    expect(() => app.listen(0, fail)).toThrow("no port");
  });
});

describe("@grpc/grpc-js", () => {
  it("lets an error that its callback throws become a rejection that nobody handles", async () => {
    const { Server, ServerCredentials } = load("@grpc/grpc-js") as { Server: new () => { bindAsync: Fn; forceShutdown(): void }; ServerCredentials: { createInsecure(): unknown } };
    const server = new Server();
    later(() => server.forceShutdown());
    const unhandled = new Promise((resolve) => {
      const before = process.listeners("unhandledRejection");
      process.removeAllListeners("unhandledRejection");
      later(() => before.forEach((listener) => process.on("unhandledRejection", listener)));
      process.once("unhandledRejection", resolve);
    });
    server.bindAsync(`0.0.0.0:${await takenPort()}`, ServerCredentials.createInsecure(), (error: unknown) => {
      throw error;
    });
    expect(String(await unhandled)).toMatch("EADDRINUSE");
  });
});

describe("test/contracts/package.json", () => {
  it("installs nothing that is not run", () => {
    const clients = clientTrials.flatMap(({ row, by = "" }) => [emitters.get(row)?.measured.split(" ")[0], by]);
    const run = [...benches.map(({ module, installed }) => packageOf(installed ?? module)), ...starterBenches.map(({ module }) => packageOf(module)), ...clients, ...tried, ...Object.keys(beside)];
    expect(ownPackages.filter((name) => !run.includes(name) && !name.startsWith("@types/"))).toEqual([]);
  });
});
