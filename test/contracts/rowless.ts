// Run by `npm run test:contracts` alone: APIs whose packages it installs and that have no row, and why.
import { EventEmitter, once } from "node:events";
import http from "node:http";
import { createRequire } from "node:module";
import type net from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ownPackages, packageOf } from "./rows.js";
import { benches } from "./benches.js";
import { cleanUp, hangs, later, takenPort } from "./trial.js";

const require = createRequire(import.meta.url);
const local = "127.0.0.1";
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

describe("has no row yet: rows have no words for it", () => {
  it("restify: listen gives the server inside, which is a view of what it was called on", async () => {
    const { createServer } = load("restify") as { createServer(): net.Server & { server: http.Server; url: string } };
    const server = createServer();
    expect(server.url).toBe("http://169.254.0.1:0000");
    const given = server.listen(0, local);
    later(() => given.close());
    expect(given).toBe(server.server);
    expect(given).not.toBe(server);
    expect([server.url, server.address(), given.address()]).toEqual(["http://169.254.0.1:0000", null, null]);
    await once(server, "listening");
    expect(server.address()).toEqual(given.address());
    expect(server.url).toBe(`http://${local}:${(given.address() as net.AddressInfo).port}`);
  });

  for (const name of ["http-proxy", "http-proxy-3"]) {
    it(`${name}: nothing in public says that it is ready`, async () => {
      const { createProxyServer } = load(name) as { createProxyServer(options: object): EventEmitter & { listen: Fn; close(): void; _server: http.Server } };
      const proxy = createProxyServer({ target: "http://127.0.0.1:1" });
      const callback = vi.fn();
      expect(proxy.listen(0, local, callback)).toBe(proxy);
      later(() => proxy.close());
      expect(proxy._server.address()).toBeNull();
      expect(await hangs(once(proxy, "listening"))).toBe(true);
      expect(proxy._server.listening).toBe(true);
      expect(callback).not.toHaveBeenCalled();
    });
  }

  it("listhen: the promise fulfils on a taken port, with a server at another", async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    const { listen } = load("listhen") as { listen(handler: Fn, options: object): Promise<{ address: net.AddressInfo; server: http.Server; close(): Promise<void> }> };
    const taken = await takenPort();
    const listener = await listen(() => {}, { port: taken, showURL: false, autoClose: false, clipboard: false });
    later(() => listener.close());
    expect(listener.server.listening).toBe(true);
    expect(listener.address.port).not.toBe(taken);
  });

  it("async-listen: a function starts the server that it is given, and gives a promise that it is ready", async () => {
    const { listen } = load("async-listen") as { listen(server: http.Server, ...where: unknown[]): Promise<URL> };
    for (const where of [[0], [0, local]]) {
      const server = http.createServer();
      later(() => server.close());
      const ready = listen(server, ...where);
      expect(server.listening).toBe(where.length === 1);
      const { port } = await ready;
      expect(server.address()).toMatchObject({ port: Number(port) });
    }
    await expect(listen(http.createServer(), await takenPort())).rejects.toThrow("EADDRINUSE");
  });

  it("@grpc/grpc-js: bindAsync gives nothing, and its callback alone tells the port or the error", async () => {
    const { Server, ServerCredentials } = load("@grpc/grpc-js") as {
      Server: new () => { bindAsync(at: string, credentials: unknown, callback: (error: Error | null, port: number) => void): unknown; forceShutdown(): void };
      ServerCredentials: { createInsecure(): unknown };
    };
    for (const taken of [0, await takenPort()]) {
      const server = new Server();
      later(() => server.forceShutdown());
      expect(server).not.toBeInstanceOf(EventEmitter);
      let given: unknown;
      let isIn = true;
      const [error, port, wasIn] = await new Promise<[Error | null, number, boolean]>((resolve) => {
        given = server.bindAsync(`0.0.0.0:${taken}`, ServerCredentials.createInsecure(), (...said) => resolve([...said, isIn]));
        isIn = false;
      });
      expect([given, wasIn]).toEqual([undefined, false]);
      if (taken) expect(error?.message).toMatch("EADDRINUSE");
      else expect(error).toBeNull();
      expect(port > 0).toBe(!taken);
    }
  });

  it("uWebSockets: bound when the call returns, and its callback alone tells whether: by false", async () => {
    const { App, us_listen_socket_close: close, us_socket_local_port: portOf } = load("uwebsockets") as {
      App(): { listen: Fn };
      us_listen_socket_close(token: unknown): void;
      us_socket_local_port(token: unknown): number;
    };
    for (const where of [[0], [local, 0]]) {
      const app = App();
      const tokens: unknown[] = [];
      expect(app.listen(...where, (token: unknown) => tokens.push(token))).toBe(app);
      expect(tokens).toHaveLength(1);
      expect(portOf(tokens[0])).toBeGreaterThan(0);
      close(tokens[0]);
    }
    const tokens: unknown[] = [];
    App().listen(await takenPort(), (token: unknown) => tokens.push(token));
    await delay(20);
    expect(tokens).toEqual([false]);
  });

  it("srvx with manual: true: serve() does not start it, and ready() says that it is ready although nothing listens", async () => {
    const { serve } = load("srvx") as { serve(options: object): { url?: string; ready(): Promise<unknown>; serve(): Promise<unknown>; close(): Promise<void> } };
    const server = serve({ manual: true, port: 0, silent: true, fetch: () => new Response("hello") });
    later(() => server.close());
    await server.ready();
    expect(server.url).toBeUndefined();
    await server.serve();
    expect(server.url).toMatch(/:\d+\/$/);
  });
});

describe("test/contracts/package.json", () => {
  it("installs nothing that is not run", () => {
    const run = [...benches.map(({ module }) => packageOf(module)), ...tried, ...Object.keys(beside)];
    expect(ownPackages.filter((name) => !run.includes(name) && !name.startsWith("@types/"))).toEqual([]);
  });
});
