import { expect, it } from "vitest";
import { repaired, run } from "./repairs.js";
import { code } from "./rule-tester.js";

it("awaits 'listening' behind a start with a host: the address is there", async () => {
  const program = code`
    import http from "node:http";

    const server = http.createServer();
    server.listen(0, "127.0.0.1");
    console.log(typeof server.address().port);
    server.close();
  `;
  expect(await run(program)).toEqual({ out: "", failed: true });
  expect(await run(repaired(program, "awaitReady"))).toEqual({ out: "number", failed: false });
});

it("awaits 'listening' behind a start: a taken port rejects where the caller can catch it", async () => {
  const program = code`
    import http from "node:http";
    import { once } from "node:events";

    const blocker = http.createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");

    async function start(port) {
      const server = http.createServer();
      server.listen(port, "127.0.0.1");
      console.log("bound to", server.address().port);
      return server;
    }

    try {
      await start(blocker.address().port);
    } catch (error) {
      console.log(error.code ?? error.name);
    }
    setTimeout(() => blocker.close(), 100);
  `;
  expect(await run(program)).toEqual({ out: "TypeError", failed: true });
  expect(await run(repaired(program, "awaitReady"))).toEqual({ out: "EADDRINUSE", failed: false });
});

it("makes the function async and awaits its call: what follows finds the port", async () => {
  const program = code`
    import http from "node:http";

    const server = http.createServer();
    let port = 0;

    function start() {
      server.listen(0, "127.0.0.1");
      port = server.address()?.port ?? 0;
    }

    async function main() {
      start();
      console.log(port > 0 ? "has a port" : "port 0");
      server.close();
    }

    await main();
  `;
  expect(await run(program)).toEqual({ out: "port 0", failed: false });
  expect(await run(repaired(program, "awaitReady"))).toEqual({ out: "has a port", failed: false });
});

it("awaits the WebSocket server that wraps the http server", async () => {
  const program = code`
    import http from "node:http";
    import { WebSocketServer } from "ws";

    const server = http.createServer();
    const wss = new WebSocketServer({ server });
    server.listen(0, "127.0.0.1");
    console.log(typeof server.address().port);
    wss.close();
    server.close();
  `;
  const after = repaired(program, "awaitReady");
  expect(after).toContain('await once(wss, "listening")');
  expect(await run(program)).toEqual({ out: "", failed: true });
  expect(await run(after)).toEqual({ out: "number", failed: false });
});

it("awaits a promise-giving start", async () => {
  const program = code`
    import Fastify from "fastify";

    const app = Fastify();
    app.listen({ port: 0 });
    console.log(app.addresses().length > 0 ? "bound" : "not bound");
    process.exit();
  `;
  expect((await run(program)).out).toBe("not bound");
  expect(await run(repaired(program, "awaitReady"))).toEqual({ out: "bound", failed: false });
});

it("splits an await that waits for nothing", async () => {
  const program = code`
    import Koa from "koa";

    const server = await new Koa().listen(0, "127.0.0.1");
    console.log(typeof server.address().port);
    server.close();
  `;
  expect(await run(program)).toEqual({ out: "", failed: true });
  expect(await run(repaired(program, "awaitReady"))).toEqual({ out: "number", failed: false });
});

it("moves the read into the callback", async () => {
  const program = code`
    import http from "node:http";

    const server = http.createServer();
    server.listen(0, "127.0.0.1");
    const { port } = server.address();
    console.log(typeof port);
    server.close();
  `;
  expect(await run(program)).toEqual({ out: "", failed: true });
  expect(await run(repaired(program, "moveIntoCallback"))).toEqual({ out: "number", failed: false });
});

it("moves the read behind the wait that is there", async () => {
  const program = code`
    import http from "node:http";
    import { once } from "node:events";

    const server = http.createServer();
    const port = server.address()?.port ?? "no port";
    console.log(typeof port);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    server.close();
  `;
  expect(await run(program)).toEqual({ out: "string", failed: false });
  expect(await run(repaired(program, "moveBehindWait"))).toEqual({ out: "number", failed: false });
});

it("keeps the bound port in place of the configured 0", async () => {
  const program = code`
    import http from "node:http";

    class Coordinator {
      server = http.createServer();

      constructor(config) {
        this.port = this.server.address()?.port || config.port;
      }

      start() {
        return new Promise((resolve, reject) => {
          this.server.once("error", reject);
          this.server.listen(0, "127.0.0.1", () => {
            resolve();
          });
        });
      }
    }

    const coordinator = new Coordinator({ port: 0 });
    await coordinator.start();
    console.log(coordinator.port > 0 ? "has a port" : "port 0");
    coordinator.server.close();
  `;
  expect(await run(program)).toEqual({ out: "port 0", failed: false });
  expect(await run(repaired(program, "keepWhenBound"))).toEqual({ out: "has a port", failed: false });
});

it("throws the error that an express 5 callback was given, not one of its own", async () => {
  const program = code`
    import express from "express";
    import http from "node:http";
    import { once } from "node:events";

    const blocker = http.createServer().listen(0);
    await once(blocker, "listening");
    process.on("uncaughtException", (error) => {
      console.log(error.code ?? error.name);
      process.exit();
    });
    const server = express().listen(blocker.address().port, () => {
      console.log("up on", server.address().port);
    });
  `;
  expect(await run(program)).toEqual({ out: "TypeError", failed: false });
  expect(await run(repaired(program, "throwErrorFirst"))).toEqual({ out: "EADDRINUSE", failed: false });
});
