import { expect, it } from "vitest";
import { caller, repaired, run, taken } from "./repairs.js";
import { code } from "./rule-tester.js";

it("lets start() wait: a taken port is caught by its caller", async () => {
  const program = `${taken}
export function start(port) {
  const server = http.createServer();
  server.listen(port, "127.0.0.1", () => console.log("up"));
}
${caller}`;
  expect((await run(program)).out).toBe("started\nuncaught EADDRINUSE");
  expect((await run(repaired(program, "awaitReadyExported"))).out).toBe("caught EADDRINUSE");
});

it("waits before an async function returns its server", async () => {
  const program = `${taken}
import express from "express";

export async function start(port) {
  const app = express();
  return app.listen(port, "127.0.0.1");
}
${caller}`;
  expect((await run(program)).out).toBe("started\nuncaught EADDRINUSE");
  expect((await run(repaired(program, "returnWhenReady"))).out).toBe("caught EADDRINUSE");
});

it("keeps the server that nobody named, to wait for it", async () => {
  const program = `${taken}
import Koa from "koa";

export async function start(port) {
  await new Koa().listen(port, "127.0.0.1");
}
${caller}`;
  expect((await run(program)).out).toBe("started\nuncaught EADDRINUSE");
  expect((await run(repaired(program, "awaitReady"))).out).toBe("caught EADDRINUSE");
});

it("awaits hapi's start and does behind it what its callback never did", async () => {
  const program = code`
    import Hapi from "@hapi/hapi";

    const server = Hapi.server({ port: 0 });
    server.start(function () {
      console.log(server.info.started > 0 ? "started" : "not started");
    });
    setTimeout(() => process.exit(), 300);
  `;
  expect((await run(program)).out).toBe("");
  expect((await run(repaired(program, "keepBehindStart"))).out).toBe("started");
});

it("awaits fastify's promise in place of its callback: the catch around it runs", async () => {
  const program = `${taken}
import Fastify from "fastify";

export async function start(port) {
  const server = Fastify();
  server.listen({ port, host: "127.0.0.1" }, (error) => {
    if (error) throw error;
    console.log("up");
  });
}
${caller}`;
  expect((await run(program)).out).toBe("started\nuncaught EADDRINUSE");
  expect((await run(repaired(program, "keepBehindStart"))).out).toBe("caught EADDRINUSE");
});

it("rejects where fastify's callback left with its error", async () => {
  const program = `${taken}
import Fastify from "fastify";

export async function start(port) {
  const server = Fastify();
  server.listen({ port, host: "127.0.0.1" }, (error, address) => {
    if (error) {
      console.log("cannot listen");
      return;
    }
    console.log("up at", address);
  });
}
${caller}`;
  expect((await run(program)).out).toBe("started\ncannot listen");
  expect((await run(repaired(program, "settleInCallback"))).out).toBe("cannot listen\ncaught EADDRINUSE");
});

it("gives a function in place of a call's result", async () => {
  const program = code`
    import http from "node:http";

    const server = http.createServer();
    server.once("listening", () => console.log("listening"));
    server.listen(0, console.log("up"));
    setTimeout(() => process.exit(), 200);
  `;
  expect((await run(program)).out).toBe("up\nlistening");
  expect((await run(repaired(program, "wrapInFunction"))).out).toBe("listening\nup");
});

it("awaits what a try returns: the fallback runs", async () => {
  const program = `${taken}
async function startOn(port) {
  const server = http.createServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return port;
}

export async function start(port) {
  try {
    return startOn(port);
  } catch {
    console.log("fallback");
    return startOn(0);
  }
}
${caller}`;
  expect((await run(program)).out).toBe("caught EADDRINUSE");
  expect((await run(repaired(program, "awaitReturned"))).out).toBe("fallback\nstarted");
});

it("ends a process that would live on without its server", async () => {
  const program = `${taken}
process.on("uncaughtException", (error) => {
  console.log("ignored", error.code);
});
setTimeout(() => {
  console.log("alive");
  process.exit();
}, 300);
const server = http.createServer();
server.listen(taken, "127.0.0.1", () => console.log("up"));
`;
  expect(await run(program)).toEqual({ out: "ignored EADDRINUSE\nalive", failed: false });
  expect(await run(repaired(program, "exitOnError"))).toEqual({ out: "", failed: true });
});

it("resolves at 'listening' in place of at once: a taken port rejects, and success leaves no listener", async () => {
  const program = `${taken}
export const start = (port) =>
  new Promise((resolve) => {
    const server = http.createServer();
    server.listen(port, "127.0.0.1");
    resolve(server);
  });
${caller}`;
  const after = repaired(program, "settleWhenReady");
  expect((await run(program)).out).toBe("started\nuncaught EADDRINUSE");
  expect((await run(after)).out).toBe("caught EADDRINUSE");
  const success = after.replace("await start(taken)", "const server = await start(0)").replace('"started"', 'server.listening, server.listenerCount("error")');
  expect((await run(success)).out).toBe("true 0");
});

it("sets a flag when it is true", async () => {
  const program = `${taken}
class Hub {
  ready = false;
  server = http.createServer();
  connect(port) {
    this.server.listen(port, "127.0.0.1");
    this.ready = true;
  }
  state() {
    return this.ready ? "up" : "down";
  }
}
const hub = new Hub();
hub.server.on("error", (error) => console.log(error.code));
hub.connect(taken);
console.log(hub.state());
setTimeout(() => process.exit(), 200);
`;
  expect((await run(program)).out).toBe("up\nEADDRINUSE");
  expect((await run(repaired(program, "setWhenReady"))).out).toBe("down\nEADDRINUSE");
});

it("gives callers of a handle a promise of readiness", async () => {
  const program = `${taken}
function spinUp(port) {
  const server = http.createServer();
  server.listen(port, "127.0.0.1");
  return { stop: () => server.close() };
}
export async function start(port) {
  await spinUp(port).ready;
}
${caller}`;
  expect((await run(program)).out).toBe("started\nuncaught EADDRINUSE");
  const after = repaired(program, "giveReady");
  expect((await run(after)).out).toBe("caught EADDRINUSE");
  const forgotten = after.replace("await spinUp(port).ready", "spinUp(port)");
  expect((await run(forgotten)).out).toBe("started\nuncaught EADDRINUSE");
});

it("awaits a function of the file that waits for its server", async () => {
  const program = code`
    import http from "node:http";
    import { once } from "node:events";

    const server = http.createServer((request, response) => response.end("hello"));
    async function startApi() {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
    }
    export async function check() {
      startApi();
      console.log(server.listening);
    }
    check().then(() => process.exit());
  `;
  const entered = program.replace("check().then", "setImmediate(check); setTimeout").replace("process.exit())", "process.exit(), 200)");
  expect((await run(entered)).out).toBe("false");
  expect((await run(repaired(entered, "awaitCall"))).out).toBe("true");
});

it("goes on in the callback of a hook's start", async () => {
  const program = code`
    import http from "node:http";

    const server = http.createServer();
    describe("hub", () => {
      before((done) => {
        server.listen(0, "127.0.0.1");
        done();
      });
    });
  `;
  const runner = "const describe = (name, body) => body();\nconst before = (hook) => hook(() => { console.log(server.listening); process.exit(); });\n";
  expect((await run(program.replace("const server", `${runner}const server`))).out).toBe("false");
  expect((await run(repaired(program, "goOnInCallback").replace("const server", `${runner}const server`))).out).toBe("true");
});

it("waits for the server that Socket.IO has made, in its view", async () => {
  const program = `${taken}
import { Server } from "socket.io";

export async function start(port) {
  const io = new Server();
  io.listen(port);
}
${caller}`;
  expect((await run(program)).out).toBe("started\nuncaught EADDRINUSE");
  expect((await run(repaired(program, "awaitReady"))).out).toBe("caught EADDRINUSE");
});

it("waits for the server that Engine.IO has made, in its view", async () => {
  const program = `${taken}
import { listen } from "engine.io";

export async function start(port) {
  const engine = listen(port);
  engine.on("connection", () => {});
}
${caller}`;
  const after = repaired(program, "awaitReady");
  expect((await run(program)).out).toBe("started\nuncaught EADDRINUSE");
  expect((await run(after)).out).toBe("caught EADDRINUSE");
  expect((await run(after.replace("await start(taken)", "await start(0)"))).out).toBe("started");
});

it("reads in the start's callback what was read in the same expression", async () => {
  const program = code`
    import http from "node:http";
    import net from "node:net";

    function dial(done) {
      const client = net.connect(http.createServer((req, res) => res.end()).listen(0, "127.0.0.1").address().port, "127.0.0.1", () => {
        client.destroy();
        done();
      });
    }
    process.on("uncaughtException", (error) => console.log(error.constructor.name));
    dial(() => console.log("dialled") ?? process.exit());
    setTimeout(() => process.exit(), 300);
  `;
  expect((await run(program)).out).toBe("TypeError");
  expect((await run(repaired(program, "moveIntoCallback"))).out).toBe("dialled");
});

it("keeps what was started and read in one expression, and waits for it", async () => {
  const program = code`
    import http from "node:http";

    async function portOf() {
      return http.createServer().listen(0, "127.0.0.1").address().port;
    }
    console.log(await portOf().then((port) => port > 0, (error) => error.constructor.name));
    process.exit();
  `;
  expect((await run(program)).out).toBe("TypeError");
  expect((await run(repaired(program, "awaitReady"))).out).toBe("true");
});
