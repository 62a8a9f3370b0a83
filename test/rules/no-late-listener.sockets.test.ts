import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener", rule, {
  valid: [
    {
      name: "same, listener first",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 8080 });
        wss.on("connection", async (ws, req) => {
          const pending = authenticate(req);
          ws.on("message", async (m) => handle(await pending, m));
          await pending;
        });
      `,
    },
    {
      name: "listener beside the then",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", (client, req) => {
          client.on("message", (m) => queue.push(m));
          verify(req).then((user) => user.start(queue));
        });
      `,
    },
    {
      name: "socket.io middleware does the waiting",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server } from "socket.io";
        const io = new Server(3000);
        io.use(async (socket, next) => { socket.data.user = await load(socket.handshake.auth); next(); });
        io.on("connection", (socket) => {
          socket.on("chat", (text) => socket.data.user.post(text));
        });
      `,
    },
    {
      name: "fastify websocket, wait in preValidation",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const app = require("fastify")();
        app.register(require("@fastify/websocket"));
        app.get("/live", { websocket: true, preValidation: async (req) => { req.feed = await open(req); } }, (socket, req) => {
          socket.on("message", (m) => req.feed.push(m));
        });
      `,
    },
    {
      name: "a method called ws without express-ws, for recommended",
      filename: "file.js",
      code: code`
        app.ws("/echo", async (ws, req) => {
          await log(req);
          ws.on("message", (m) => ws.send(m));
        });
      `,
    },
    {
      name: "ws paused",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", async (ws, req) => {
          ws.pause();
          const user = await authenticate(req);
          ws.on("message", (m) => handle(user, m));
          ws.resume();
        });
      `,
    },
    {
      name: "ws readyState check",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { WebSocket } from "ws";
        export async function join(ws: WebSocket, load: () => Promise<Set<WebSocket>>) {
          const room = await load();
          if (ws.readyState !== ws.OPEN) return;
          room.add(ws);
          ws.on("close", () => room.delete(ws));
        }
      `,
    },
    {
      name: "branch returns before",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { WebSocket } from "ws";
        export async function join(ws: WebSocket, cached: boolean, load: () => Promise<void>) {
          if (!cached) {
            await load();
            return;
          }
          ws.on("close", () => {});
        }
      `,
    },
    {
      name: "await in one branch only, for recommended",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export async function join(ws: WebSocket, cached: boolean, load: () => Promise<void>) {
          if (!cached) await load();
          ws.on("close", () => {});
        }
      `,
    },
    {
      name: "await null",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { WebSocket } from "ws";
        export async function join(ws: WebSocket) {
          await null;
          await Promise.resolve();
          ws.on("close", () => {});
        }
      `,
    },
    {
      name: "emitter handed to unknown code that may listen",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from "ws";
        import { register } from "./register.js";
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", async (ws) => {
          register(ws);
          await warm();
          ws.on("message", (m) => console.log(m));
        });
      `,
    },
    {
      name: "awaited code gets the socket",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from "ws";
        import { authenticate } from "./auth.js";
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", async (ws) => {
          const user = await authenticate(ws);
          ws.on("message", (m) => user.receive(m));
        });
      `,
    },
    {
      name: "helper registers before await",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from "ws";
        function wire(ws, pending) {
          ws.on("message", async (m) => (await pending).receive(m));
        }
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", async (ws, req) => {
          const pending = find(req);
          wire(ws, pending);
          await pending;
        });
      `,
    },
    {
      name: "other WebSocket",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocket } from "./fake.js";
        export async function open(url, token) {
          const ws = new WebSocket(url);
          await token();
          ws.on("open", () => ws.send("hi"));
        }
      `,
    },
    {
      name: "ws client speaks first",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import WebSocket from "ws";
        import { once } from "node:events";
        export async function greeting(url) {
          const ws = new WebSocket(url);
          await once(ws, "open");
          ws.send("hello");
          const [answer] = await once(ws, "message");
          return String(answer);
        }
      `,
    },
    {
      name: "ws client message in open handler",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import WebSocket from "ws";
        export function connect(url, handle) {
          const ws = new WebSocket(url);
          ws.on("open", () => {
            ws.on("message", handle);
          });
        }
      `,
    },
    {
      name: "global websocket attaches at once",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function connect(url) {
          const ws = new WebSocket(url);
          ws.addEventListener("open", () => ws.send("x"));
          ws.onmessage = (e) => console.log(e.data);
          await fetch("/settings");
        }
      `,
    },
    {
      name: "write stream finish at once",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs";
        import { once } from "node:events";
        export async function save(file, rows) {
          const out = fs.createWriteStream(file);
          for (const row of rows) out.write(row);
          out.end();
          await once(out, "finish");
        }
      `,
    },
    {
      name: "attached in handler before await",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { WebSocket } from "ws";
        export function accept(ws: WebSocket, login: (m: string) => Promise<void>) {
          ws.once("message", async (m) => {
            ws.on("message", (next) => console.log(next));
            await login(String(m));
          });
        }
      `,
    },
    {
      name: "test, trigger and wait, for recommended",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { it } from "vitest";
        it("publishes", async () => {
          const hub = makeHub();
          await hub.publish("news", "x");
          const [m] = await once(hub, "news");
        });
      `,
    },
    {
      name: "switch and loop, for recommended",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export async function accept(ws: WebSocket, steps: (() => Promise<void>)[]) {
          for (const step of steps) await step();
          ws.on("message", () => {});
        }
      `,
    },
    {
      name: "async iife beside listener",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", (ws, req) => {
          (async () => {
            const user = await find(req);
            ws.send(user.name);
          })();
          ws.on("message", (m) => console.log(m));
        });
      `,
    },
    {
      name: "removed and attached again",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { WebSocket } from "ws";
        export async function accept(ws: WebSocket, auth: () => Promise<void>) {
          const first = () => {};
          ws.on("message", first);
          await auth();
          ws.off("message", first);
          ws.on("message", () => {});
        }
      `,
    },
    {
      name: "test fixtures: close before own close",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        import WebSocket from "ws";
        import { it } from "vitest";
        it("closes", async () => {
          const ws = new WebSocket("ws://x");
          await once(ws, "open");
          const closed = once(ws, "close");
          ws.close();
          await closed;
        });
      `,
    },
    {
      name: "socket.io client waits for connect, answers own emit",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { io } from "socket.io-client";
        export async function open(url) {
          const socket = io(url);
          await new Promise((resolve) => socket.on("connect", resolve));
          socket.on("news", console.log);
        }
      `,
    },
    {
      name: "local async without waiting",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 1 });
        async function nothing() { return 1; }
        wss.on("connection", async (ws) => {
          await nothing();
          ws.on("message", () => {});
        });
      `,
    },
    {
      name: "rtc, for recommended",
      filename: "file.js",
      code: code`
        export async function call(stream) {
          const pc = new RTCPeerConnection();
          await pc.setLocalDescription(await pc.createOffer());
          await send(pc.localDescription);
          pc.onicecandidate = (e) => send(e.candidate);
        }
      `,
    },
    {
      name: "untyped connection handler, data is kept",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function attach(server, load) {
          server.on("connection", async (socket) => {
            socket.on("error", () => {});
            await load();
            socket.on("data", (d) => console.log(d));
          });
        }
      `,
    },
    {
      name: "untyped connection, listener first",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function attach(wss, auth) {
          wss.on("connection", async (ws, req) => {
            ws.on("message", (m) => queue.push(m));
            await auth(req);
            ws.send("hi");
          });
        }
      `,
    },
    {
      name: "untyped parameter, for recommended",
      filename: "file.js",
      code: code`
        export async function setUp(ws, req, find) {
          const user = await find(req);
          ws.on("message", (m) => user.receive(m));
        }
      `,
    },
    {
      name: "untyped parameter, state looked at",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function setUp(ws, req, find) {
          const user = await find(req);
          if (ws.closed) return;
          ws.on("close", () => user.leave());
        }
      `,
    },
    {
      name: "listener in a send callback, for recommended",
      filename: "file.js",
      code: code`
        export function ask(ws, question) {
          return new Promise((resolve) => {
            ws.send(question, () => {
              ws.once("message", resolve);
            });
          });
        }
      `,
    },
    {
      name: "listener beside the send",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function ask(ws, question) {
          return new Promise((resolve) => {
            ws.once("message", resolve);
            ws.send(question);
          });
        }
      `,
    },
    {
      name: "subscription not confirmed, for recommended",
      filename: "file.js",
      code: code`
        export async function relay(sub, pub) {
          sub.subscribe("news");
          await pub.publish("news", "hello");
        }
      `,
    },
    {
      name: "subscription awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function relay(sub, pub) {
          await sub.subscribe("news");
          await pub.publish("news", "hello");
        }
      `,
    },
    {
      name: "other channel",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function relay(sub, pub) {
          sub.subscribe("sport");
          await pub.publish("news", "hello");
        }
      `,
    },
    {
      name: "mongoose connection",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import mongoose from "mongoose";
        await mongoose.connect("mongodb://x");
        mongoose.connection.on("error", console.error);
      `,
    },
  ],
  invalid: [
    {
      name: "ws connection handler awaits before message",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 8080 });
        wss.on("connection", async (ws, req) => {
          const user = await authenticate(req);
          ws.on("message", (m) => handle(user, m));
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ port: 8080 });
              wss.on("connection", async (ws, req) => {
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) ws.terminate();
                };
                ws.on("message", keep);
                const user = await authenticate(req);
                ws.on("message", (m) => handle(user, m));
                ws.off("message", keep);
                for (const args of early) ws.emit("message", ...args);
              });
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ port: 8080 });
              wss.on("connection", async (ws, req) => {
                ws.pause();
                const user = await authenticate(req);
                ws.on("message", (m) => handle(user, m));
                ws.resume();
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "cjs ws",
      filename: "file.js",
      code: code`
        const WebSocket = require("ws");
        const wss = new WebSocket.Server({ noServer: true });
        wss.on("connection", async function (socket, request) {
          await db.load(request.url);
          socket.on("close", () => leave(socket));
          socket.on("error", console.error);
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              const WebSocket = require("ws");
              const wss = new WebSocket.Server({ noServer: true });
              wss.on("connection", async function (socket, request) {
                socket.on("close", () => leave(socket));
                await db.load(request.url);
                socket.on("error", console.error);
              });
            ` },
            { messageId: "rememberMeanwhile", output: code`
              const WebSocket = require("ws");
              const wss = new WebSocket.Server({ noServer: true });
              wss.on("connection", async function (socket, request) {
                let hasClosed = false;
                socket.once("close", () => {
                  hasClosed = true;
                });
                await db.load(request.url);
                const onClose = () => leave(socket);
                socket.on("close", onClose);
                if (hasClosed) onClose();
                socket.on("error", console.error);
              });
            ` },
          ],
        },
        {
          messageId: "thrownMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              const WebSocket = require("ws");
              const wss = new WebSocket.Server({ noServer: true });
              wss.on("connection", async function (socket, request) {
                socket.on("error", console.error);
                await db.load(request.url);
                socket.on("close", () => leave(socket));
              });
            ` },
            { messageId: "pauseMeanwhile", output: code`
              const WebSocket = require("ws");
              const wss = new WebSocket.Server({ noServer: true });
              wss.on("connection", async function (socket, request) {
                socket.pause();
                await db.load(request.url);
                socket.on("close", () => leave(socket));
                socket.on("error", console.error);
                socket.resume();
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "handler named, given by name",
      filename: "file.js",
      code: code`
        const { WebSocketServer } = require("ws");
        async function onConnection(socket, req) {
          const session = await sessions.find(req.headers.cookie);
          socket.addEventListener("message", (e) => session.handle(e.data));
        }
        new WebSocketServer({ port: 1 }).on("connection", onConnection);
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 4,
          suggestions: [
            { messageId: "pauseMeanwhile", output: code`
              const { WebSocketServer } = require("ws");
              async function onConnection(socket, req) {
                socket.pause();
                const session = await sessions.find(req.headers.cookie);
                socket.addEventListener("message", (e) => session.handle(e.data));
                socket.resume();
              }
              new WebSocketServer({ port: 1 }).on("connection", onConnection);
            ` },
          ],
        },
      ],
    },
    {
      name: "onmessage assignment",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", async (client) => {
          await store.open();
          client.onmessage = (e) => store.put(e.data);
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", async (client) => {
                client.pause();
                await store.open();
                client.onmessage = (e) => store.put(e.data);
                client.resume();
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "then instead of await",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", (client, req) => {
          verify(req).then((user) => {
            client.on("message", (m) => user.receive(m));
          });
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", (client, req) => {
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) client.terminate();
                };
                client.on("message", keep);
                verify(req).then((user) => {
                  client.on("message", (m) => user.receive(m));
                  client.off("message", keep);
                  for (const args of early) client.emit("message", ...args);
                });
              });
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", (client, req) => {
                client.pause();
                verify(req).then((user) => {
                  client.on("message", (m) => user.receive(m));
                  client.resume();
                });
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "error-first callback",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", (client, req) => {
          verify(req, (err, user) => {
            if (err) return client.close();
            client.on("message", (m) => user.receive(m));
          });
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", (client, req) => {
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) client.terminate();
                };
                client.on("message", keep);
                verify(req, (err, user) => {
                  if (err) return client.close();
                  client.on("message", (m) => user.receive(m));
                  client.off("message", keep);
                  for (const args of early) client.emit("message", ...args);
                });
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "handleUpgrade callback",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ noServer: true });
        server.on("upgrade", async (req, socket, head) => {
          const user = await authenticate(req);
          wss.handleUpgrade(req, socket, head, async (ws) => {
            await user.load();
            ws.on("message", (m) => user.receive(m));
          });
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 7,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ noServer: true });
              server.on("upgrade", async (req, socket, head) => {
                const user = await authenticate(req);
                wss.handleUpgrade(req, socket, head, async (ws) => {
                  const early = [];
                  const keep = (...args) => {
                    if (early.push(args) > 1000) ws.terminate();
                  };
                  ws.on("message", keep);
                  await user.load();
                  ws.on("message", (m) => user.receive(m));
                  ws.off("message", keep);
                  for (const args of early) ws.emit("message", ...args);
                });
              });
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ noServer: true });
              server.on("upgrade", async (req, socket, head) => {
                const user = await authenticate(req);
                wss.handleUpgrade(req, socket, head, async (ws) => {
                  ws.pause();
                  await user.load();
                  ws.on("message", (m) => user.receive(m));
                  ws.resume();
                });
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "socket.io custom event",
      filename: "file.js",
      code: code`
        import { Server } from "socket.io";
        const io = new Server(3000);
        io.on("connection", async (socket) => {
          const rooms = await db.roomsOf(socket.handshake.auth.token);
          socket.on("chat", (text) => rooms.post(text));
          socket.on("disconnect", () => rooms.leave());
        });
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 5 },
        {
          messageId: "lostMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import { Server } from "socket.io";
              const io = new Server(3000);
              io.on("connection", async (socket) => {
                let hasDisconnected = false;
                socket.once("disconnect", () => {
                  hasDisconnected = true;
                });
                const rooms = await db.roomsOf(socket.handshake.auth.token);
                socket.on("chat", (text) => rooms.post(text));
                const onDisconnect = () => rooms.leave();
                socket.on("disconnect", onDisconnect);
                if (hasDisconnected) onDisconnect();
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "socket.io namespace",
      filename: "file.js",
      code: code`
        import { Server } from "socket.io";
        const io = new Server(3000);
        io.of("/chat").on("connection", async (socket) => {
          await cache.warm();
          socket.on("typing", () => {});
        });
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 5 },
      ],
    },
    {
      name: "socket.io typed",
      filename: "file.ts",
      code: code`
        import type { Socket } from "socket.io";
        export async function handleConnection(socket: Socket, repo: { load(id: string): Promise<void> }) {
          await repo.load(socket.id);
          socket.on("move", (x: number) => socket.broadcast.emit("moved", x));
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 4 },
      ],
    },
    {
      name: "fastify websocket option",
      filename: "file.js",
      code: code`
        import Fastify from "fastify";
        import websocket from "@fastify/websocket";
        const app = Fastify();
        app.register(websocket);
        app.get("/live", { websocket: true }, async (socket, req) => {
          const feed = await feeds.open(req.params.id);
          socket.on("message", (m) => feed.push(m));
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 7,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import Fastify from "fastify";
              import websocket from "@fastify/websocket";
              const app = Fastify();
              app.register(websocket);
              app.get("/live", { websocket: true }, async (socket, req) => {
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) socket.terminate();
                };
                socket.on("message", keep);
                const feed = await feeds.open(req.params.id);
                socket.on("message", (m) => feed.push(m));
                socket.off("message", keep);
                for (const args of early) socket.emit("message", ...args);
              });
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import Fastify from "fastify";
              import websocket from "@fastify/websocket";
              const app = Fastify();
              app.register(websocket);
              app.get("/live", { websocket: true }, async (socket, req) => {
                socket.pause();
                const feed = await feeds.open(req.params.id);
                socket.on("message", (m) => feed.push(m));
                socket.resume();
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "express-ws",
      filename: "file.js",
      code: code`
        const express = require("express");
        const app = express();
        require("express-ws")(app);
        app.ws("/echo", async (ws, req) => {
          await log(req);
          ws.on("message", (m) => ws.send(m));
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              const express = require("express");
              const app = express();
              require("express-ws")(app);
              app.ws("/echo", async (ws, req) => {
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) ws.terminate();
                };
                ws.on("message", keep);
                await log(req);
                ws.on("message", (m) => ws.send(m));
                ws.off("message", keep);
                for (const args of early) ws.emit("message", ...args);
              });
            ` },
            { messageId: "pauseMeanwhile", output: code`
              const express = require("express");
              const app = express();
              require("express-ws")(app);
              app.ws("/echo", async (ws, req) => {
                ws.pause();
                await log(req);
                ws.on("message", (m) => ws.send(m));
                ws.resume();
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "a method called ws without express-ws",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        app.ws("/echo", async (ws, req) => {
          await log(req);
          ws.on("message", (m) => ws.send(m));
        });
      `,
      errors: [
        { messageId: "mayBeLost", line: 3 },
      ],
    },
    {
      name: "await in one branch only",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { WebSocket } from "ws";
        export async function join(ws: WebSocket, cached: boolean, load: () => Promise<void>) {
          if (!cached) await load();
          ws.on("close", () => {});
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 4,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import type { WebSocket } from "ws";
              export async function join(ws: WebSocket, cached: boolean, load: () => Promise<void>) {
                ws.on("close", () => {});
                if (!cached) await load();
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export async function join(ws: WebSocket, cached: boolean, load: () => Promise<void>) {
                let hasClosed = false;
                ws.once("close", () => {
                  hasClosed = true;
                });
                if (!cached) await load();
                const onClose = () => {};
                ws.on("close", onClose);
                if (hasClosed) onClose();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "emitter in a set is still ours",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        const clients = new Set();
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", async (ws) => {
          clients.add(ws);
          await warm();
          ws.on("close", () => clients.delete(ws));
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 7,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { WebSocketServer } from "ws";
              const clients = new Set();
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", async (ws) => {
                clients.add(ws);
                ws.on("close", () => clients.delete(ws));
                await warm();
              });
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const clients = new Set();
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", async (ws) => {
                clients.add(ws);
                let hasClosed = false;
                ws.once("close", () => {
                  hasClosed = true;
                });
                await warm();
                const onClose = () => clients.delete(ws);
                ws.on("close", onClose);
                if (hasClosed) onClose();
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "helper registers after await",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        function wire(ws, user) {
          ws.on("message", (m) => user.receive(m));
        }
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", async (ws, req) => {
          const user = await find(req);
          wire(ws, user);
        });
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 8 },
      ],
    },
    {
      name: "async helper awaits, then registers",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        async function setUp(ws, req) {
          const user = await find(req);
          ws.on("message", (m) => user.receive(m));
        }
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", (ws, req) => setUp(ws, req));
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 4,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              async function setUp(ws, req) {
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) ws.terminate();
                };
                ws.on("message", keep);
                const user = await find(req);
                ws.on("message", (m) => user.receive(m));
                ws.off("message", keep);
                for (const args of early) ws.emit("message", ...args);
              }
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", (ws, req) => setUp(ws, req));
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              async function setUp(ws, req) {
                ws.pause();
                const user = await find(req);
                ws.on("message", (m) => user.receive(m));
                ws.resume();
              }
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", (ws, req) => setUp(ws, req));
            ` },
          ],
        },
      ],
    },
    {
      name: "method registers",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        class Hub {
          constructor() {
            this.wss = new WebSocketServer({ port: 1 });
            this.wss.on("connection", (ws, req) => this.accept(ws, req));
          }
          async accept(ws, req) {
            const user = await this.find(req);
            ws.on("message", (m) => user.receive(m));
          }
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 9,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              class Hub {
                constructor() {
                  this.wss = new WebSocketServer({ port: 1 });
                  this.wss.on("connection", (ws, req) => this.accept(ws, req));
                }
                async accept(ws, req) {
                  const early = [];
                  const keep = (...args) => {
                    if (early.push(args) > 1000) ws.terminate();
                  };
                  ws.on("message", keep);
                  const user = await this.find(req);
                  ws.on("message", (m) => user.receive(m));
                  ws.off("message", keep);
                  for (const args of early) ws.emit("message", ...args);
                }
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              class Hub {
                constructor() {
                  this.wss = new WebSocketServer({ port: 1 });
                  this.wss.on("connection", (ws, req) => this.accept(ws, req));
                }
                async accept(ws, req) {
                  ws.pause();
                  const user = await this.find(req);
                  ws.on("message", (m) => user.receive(m));
                  ws.resume();
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "class typed",
      filename: "file.ts",
      code: code`
        import { WebSocket } from "ws";
        export class Session {
          constructor(private readonly repo: { load(): Promise<void> }) {}
          async attach(socket: WebSocket): Promise<void> {
            await this.repo.load();
            socket.on("message", () => {});
            socket.once("close", () => {});
          }
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { WebSocket } from "ws";
              export class Session {
                constructor(private readonly repo: { load(): Promise<void> }) {}
                async attach(socket: WebSocket): Promise<void> {
                  const early: unknown[][] = [];
                  const keep = (...args: unknown[]) => {
                    if (early.push(args) > 1000) socket.terminate();
                  };
                  socket.on("message", keep);
                  await this.repo.load();
                  socket.on("message", () => {});
                  socket.off("message", keep);
                  for (const args of early) socket.emit("message", ...args);
                  socket.once("close", () => {});
                }
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocket } from "ws";
              export class Session {
                constructor(private readonly repo: { load(): Promise<void> }) {}
                async attach(socket: WebSocket): Promise<void> {
                  socket.pause();
                  await this.repo.load();
                  socket.on("message", () => {});
                  socket.once("close", () => {});
                  socket.resume();
                }
              }
            ` },
          ],
        },
        {
          messageId: "lostMeanwhile",
          line: 7,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { WebSocket } from "ws";
              export class Session {
                constructor(private readonly repo: { load(): Promise<void> }) {}
                async attach(socket: WebSocket): Promise<void> {
                  socket.once("close", () => {});
                  await this.repo.load();
                  socket.on("message", () => {});
                }
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import { WebSocket } from "ws";
              export class Session {
                constructor(private readonly repo: { load(): Promise<void> }) {}
                async attach(socket: WebSocket): Promise<void> {
                  let hasClosed = false;
                  socket.once("close", () => {
                    hasClosed = true;
                  });
                  await this.repo.load();
                  socket.on("message", () => {});
                  const onClose = () => {};
                  socket.once("close", onClose);
                  if (hasClosed) onClose();
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "ws client open after await",
      filename: "file.js",
      code: code`
        import WebSocket from "ws";
        export async function open(url, token) {
          const ws = new WebSocket(url);
          const t = await token();
          ws.on("open", () => ws.send(t));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import WebSocket from "ws";
              export async function open(url, token) {
                const ws = new WebSocket(url);
                let hasOpened = false;
                ws.once("open", () => {
                  hasOpened = true;
                });
                const t = await token();
                const onOpen = () => ws.send(t);
                ws.on("open", onOpen);
                if (hasOpened) onOpen();
              }
            ` },
            { messageId: "makeLater", output: code`
              import WebSocket from "ws";
              export async function open(url, token) {
                const t = await token();
                const ws = new WebSocket(url);
                ws.on("open", () => ws.send(t));
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "ws client message after open",
      filename: "file.js",
      code: code`
        import WebSocket from "ws";
        import { once } from "node:events";
        export async function greeting(url) {
          const ws = new WebSocket(url);
          await once(ws, "open");
          const [hello] = await once(ws, "message");
          return String(hello);
        }
      `,
      errors: [
        {
          messageId: "sameTick",
          line: 6,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import WebSocket from "ws";
              import { once } from "node:events";
              export async function greeting(url) {
                const ws = new WebSocket(url);
                const [[hello]] = await Promise.all([once(ws, "message"), once(ws, "open")]);
                return String(hello);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import WebSocket from "ws";
              import { once } from "node:events";
              export async function greeting(url) {
                const ws = new WebSocket(url);
                const message = once(ws, "message");
                message.catch(() => {});
                await once(ws, "open");
                const [hello] = await message;
                return String(hello);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "ws client handler after open",
      filename: "file.js",
      code: code`
        import WebSocket from "ws";
        export async function connect(url, handle) {
          const ws = new WebSocket(url);
          await new Promise((resolve, reject) => {
            ws.on("open", resolve);
            ws.on("error", reject);
          });
          ws.on("message", handle);
          return ws;
        }
      `,
      errors: [
        {
          messageId: "sameTick",
          line: 8,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import WebSocket from "ws";
              export async function connect(url, handle) {
                const ws = new WebSocket(url);
                ws.on("message", handle);
                await new Promise((resolve, reject) => {
                  ws.on("open", resolve);
                  ws.on("error", reject);
                });
                return ws;
              }
            ` },
            { messageId: "keepMeanwhile", output: code`
              import WebSocket from "ws";
              export async function connect(url, handle) {
                const ws = new WebSocket(url);
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) ws.terminate();
                };
                ws.on("message", keep);
                await new Promise((resolve, reject) => {
                  ws.on("open", resolve);
                  ws.on("error", reject);
                });
                ws.on("message", handle);
                ws.off("message", keep);
                for (const args of early) ws.emit("message", ...args);
                return ws;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "global websocket after fetch",
      filename: "file.js",
      code: code`
        export async function connect(url) {
          const ws = new WebSocket(url);
          const settings = await fetch("/settings");
          ws.addEventListener("open", () => ws.send(settings));
          ws.onmessage = (e) => console.log(e.data);
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 4,
          suggestions: [
            { messageId: "makeLater", output: code`
              export async function connect(url) {
                const settings = await fetch("/settings");
                const ws = new WebSocket(url);
                ws.addEventListener("open", () => ws.send(settings));
                ws.onmessage = (e) => console.log(e.data);
              }
            ` },
          ],
        },
        { messageId: "lostMeanwhile", line: 5 },
      ],
    },
    {
      name: "write stream finish after end",
      filename: "file.js",
      code: code`
        import fs from "node:fs";
        import { once } from "node:events";
        export async function save(file, rows, audit) {
          const out = fs.createWriteStream(file);
          out.on("error", console.error);
          for (const row of rows) out.write(row);
          out.end();
          await audit(file);
          await once(out, "finish");
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 9,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import fs from "node:fs";
              import { once } from "node:events";
              export async function save(file, rows, audit) {
                const out = fs.createWriteStream(file);
                out.on("error", console.error);
                for (const row of rows) out.write(row);
                out.end();
                await Promise.all([once(out, "finish"), audit(file)]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import fs from "node:fs";
              import { once } from "node:events";
              export async function save(file, rows, audit) {
                const out = fs.createWriteStream(file);
                out.on("error", console.error);
                for (const row of rows) out.write(row);
                out.end();
                const finish = once(out, "finish");
                finish.catch(() => {});
                await audit(file);
                await finish;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "finish, then close",
      filename: "file.js",
      code: code`
        import fs from "node:fs";
        import { once } from "node:events";
        export async function save(file, rows) {
          const out = fs.createWriteStream(file);
          for (const row of rows) out.write(row);
          out.end();
          await once(out, "finish");
          await once(out, "close");
        }
      `,
      errors: [
        {
          messageId: "sameTick",
          line: 8,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import fs from "node:fs";
              import { once } from "node:events";
              export async function save(file, rows) {
                const out = fs.createWriteStream(file);
                for (const row of rows) out.write(row);
                out.end();
                await Promise.all([once(out, "close"), once(out, "finish")]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import fs from "node:fs";
              import { once } from "node:events";
              export async function save(file, rows) {
                const out = fs.createWriteStream(file);
                for (const row of rows) out.write(row);
                out.end();
                const close = once(out, "close");
                close.catch(() => {});
                await once(out, "finish");
                await close;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "ioredis message after subscribe",
      filename: "file.js",
      code: code`
        import Redis from "ioredis";
        export async function feed(conf, handle) {
          const redis = new Redis();
          await redis.subscribe("news");
          await conf.load();
          redis.on("message", handle);
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import Redis from "ioredis";
              export async function feed(conf, handle) {
                const redis = new Redis();
                await redis.subscribe("news");
                redis.on("message", handle);
                await conf.load();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "earlier once does not silence in its own handler",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export function accept(ws: WebSocket, login: (m: string) => Promise<void>) {
          ws.once("message", async (m) => {
            await login(String(m));
            ws.on("message", (next) => console.log(next));
          });
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export function accept(ws: WebSocket, login: (m: string) => Promise<void>) {
                ws.once("message", async (m) => {
                  const early: unknown[][] = [];
                  const keep = (...args: unknown[]) => {
                    if (early.push(args) > 1000) ws.terminate();
                  };
                  ws.on("message", keep);
                  await login(String(m));
                  ws.on("message", (next) => console.log(next));
                  ws.off("message", keep);
                  for (const args of early) ws.emit("message", ...args);
                });
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export function accept(ws: WebSocket, login: (m: string) => Promise<void>) {
                ws.once("message", async (m) => {
                  ws.pause();
                  await login(String(m));
                  ws.on("message", (next) => console.log(next));
                  ws.resume();
                });
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "test, trigger and wait",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        import { it } from "vitest";
        it("publishes", async () => {
          const hub = makeHub();
          await hub.publish("news", "x");
          const [m] = await once(hub, "news");
        });
      `,
      errors: [
        {
          messageId: "mayComeBefore",
          line: 6,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { once } from "node:events";
              import { it } from "vitest";
              it("publishes", async () => {
                const hub = makeHub();
                const [[m]] = await Promise.all([once(hub, "news"), hub.publish("news", "x")]);
              });
            ` },
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import { it } from "vitest";
              it("publishes", async () => {
                const hub = makeHub();
                const news = once(hub, "news");
                news.catch(() => {});
                await hub.publish("news", "x");
                const [m] = await news;
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "try catch around",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export async function accept(ws: WebSocket, auth: () => Promise<void>) {
          try {
            await auth();
          } catch {
            ws.close();
            return;
          }
          ws.on("message", () => {});
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 9,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export async function accept(ws: WebSocket, auth: () => Promise<void>) {
                const early: unknown[][] = [];
                const keep = (...args: unknown[]) => {
                  if (early.push(args) > 1000) ws.terminate();
                };
                ws.on("message", keep);
                try {
                  await auth();
                } catch {
                  ws.close();
                  return;
                }
                ws.on("message", () => {});
                ws.off("message", keep);
                for (const args of early) ws.emit("message", ...args);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "switch and loop",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { WebSocket } from "ws";
        export async function accept(ws: WebSocket, steps: (() => Promise<void>)[]) {
          for (const step of steps) await step();
          ws.on("message", () => {});
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 4,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export async function accept(ws: WebSocket, steps: (() => Promise<void>)[]) {
                const early: unknown[][] = [];
                const keep = (...args: unknown[]) => {
                  if (early.push(args) > 1000) ws.terminate();
                };
                ws.on("message", keep);
                for (const step of steps) await step();
                ws.on("message", () => {});
                ws.off("message", keep);
                for (const args of early) ws.emit("message", ...args);
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export async function accept(ws: WebSocket, steps: (() => Promise<void>)[]) {
                ws.pause();
                for (const step of steps) await step();
                ws.on("message", () => {});
                ws.resume();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "conditional expression",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export async function accept(ws: WebSocket, load: () => Promise<number>) {
          const n = ws.url ? await load() : await load();
          ws.on("message", () => console.log(n));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 4,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export async function accept(ws: WebSocket, load: () => Promise<number>) {
                const early: unknown[][] = [];
                const keep = (...args: unknown[]) => {
                  if (early.push(args) > 1000) ws.terminate();
                };
                ws.on("message", keep);
                const n = ws.url ? await load() : await load();
                ws.on("message", () => console.log(n));
                ws.off("message", keep);
                for (const args of early) ws.emit("message", ...args);
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export async function accept(ws: WebSocket, load: () => Promise<number>) {
                ws.pause();
                const n = ws.url ? await load() : await load();
                ws.on("message", () => console.log(n));
                ws.resume();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "async iife",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", (ws, req) => {
          (async () => {
            const user = await find(req);
            ws.on("message", (m) => user.receive(m));
          })();
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", (ws, req) => {
                (async () => {
                  const early = [];
                  const keep = (...args) => {
                    if (early.push(args) > 1000) ws.terminate();
                  };
                  ws.on("message", keep);
                  const user = await find(req);
                  ws.on("message", (m) => user.receive(m));
                  ws.off("message", keep);
                  for (const args of early) ws.emit("message", ...args);
                })();
              });
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", (ws, req) => {
                (async () => {
                  ws.pause();
                  const user = await find(req);
                  ws.on("message", (m) => user.receive(m));
                  ws.resume();
                })();
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "socket stored in field",
      filename: "file.js",
      code: code`
        import WebSocket from "ws";
        export class Client {
          async open(url, conf) {
            this.ws = new WebSocket(url);
            await conf.load();
            this.ws.on("open", () => this.ws.send("x"));
          }
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import WebSocket from "ws";
              export class Client {
                async open(url, conf) {
                  this.ws = new WebSocket(url);
                  this.ws.on("open", () => this.ws.send("x"));
                  await conf.load();
                }
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import WebSocket from "ws";
              export class Client {
                async open(url, conf) {
                  this.ws = new WebSocket(url);
                  let hasOpened = false;
                  this.ws.once("open", () => {
                    hasOpened = true;
                  });
                  await conf.load();
                  const onOpen = () => this.ws.send("x");
                  this.ws.on("open", onOpen);
                  if (hasOpened) onOpen();
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "upgrade promise",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export async function serve(upgrade: () => Promise<WebSocket>, load: () => Promise<void>) {
          const ws = await upgrade();
          await load();
          ws.on("message", () => {});
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export async function serve(upgrade: () => Promise<WebSocket>, load: () => Promise<void>) {
                const ws = await upgrade();
                const early: unknown[][] = [];
                const keep = (...args: unknown[]) => {
                  if (early.push(args) > 1000) ws.terminate();
                };
                ws.on("message", keep);
                await load();
                ws.on("message", () => {});
                ws.off("message", keep);
                for (const args of early) ws.emit("message", ...args);
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export async function serve(upgrade: () => Promise<WebSocket>, load: () => Promise<void>) {
                const ws = await upgrade();
                ws.pause();
                await load();
                ws.on("message", () => {});
                ws.resume();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "mongoose open",
      filename: "file.js",
      code: code`
        import mongoose from "mongoose";
        export async function open(url, conf) {
          const db = mongoose.createConnection(url);
          await conf.load();
          db.once("open", () => console.log("open"));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import mongoose from "mongoose";
              export async function open(url, conf) {
                const db = mongoose.createConnection(url);
                db.once("open", () => console.log("open"));
                await conf.load();
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import mongoose from "mongoose";
              export async function open(url, conf) {
                const db = mongoose.createConnection(url);
                let hasOpened = false;
                db.once("open", () => {
                  hasOpened = true;
                });
                await conf.load();
                const onOpen = () => console.log("open");
                db.once("open", onOpen);
                if (hasOpened) onOpen();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "test: server side close after client close",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import WebSocket from "ws";
        import { it } from "vitest";
        it("closes", async () => {
          const ws = new WebSocket("ws://x");
          await once(ws, "open");
          await kickAll();
          await once(ws, "close");
        });
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 8,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { once } from "node:events";
              import WebSocket from "ws";
              import { it } from "vitest";
              it("closes", async () => {
                const ws = new WebSocket("ws://x");
                await once(ws, "open");
                await Promise.all([once(ws, "close"), kickAll()]);
              });
            ` },
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import WebSocket from "ws";
              import { it } from "vitest";
              it("closes", async () => {
                const ws = new WebSocket("ws://x");
                await once(ws, "open");
                const close = once(ws, "close");
                close.catch(() => {});
                await kickAll();
                await close;
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "socket.io client",
      filename: "file.js",
      code: code`
        import { io } from "socket.io-client";
        export async function open(url, conf) {
          const socket = io(url);
          await conf.load();
          socket.on("connect", () => console.log("up"));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { io } from "socket.io-client";
              export async function open(url, conf) {
                const socket = io(url);
                socket.on("connect", () => console.log("up"));
                await conf.load();
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import { io } from "socket.io-client";
              export async function open(url, conf) {
                const socket = io(url);
                let hasConnected = false;
                socket.once("connect", () => {
                  hasConnected = true;
                });
                await conf.load();
                const onConnect = () => console.log("up");
                socket.on("connect", onConnect);
                if (hasConnected) onConnect();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "setImmediate promise",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 1 });
        wss.on("connection", async (ws) => {
          await new Promise((resolve) => setImmediate(resolve));
          ws.on("message", () => {});
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", async (ws) => {
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) ws.terminate();
                };
                ws.on("message", keep);
                await new Promise((resolve) => setImmediate(resolve));
                ws.on("message", () => {});
                ws.off("message", keep);
                for (const args of early) ws.emit("message", ...args);
              });
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              const wss = new WebSocketServer({ port: 1 });
              wss.on("connection", async (ws) => {
                ws.pause();
                await new Promise((resolve) => setImmediate(resolve));
                ws.on("message", () => {});
                ws.resume();
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "rtc",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function call(stream) {
          const pc = new RTCPeerConnection();
          await pc.setLocalDescription(await pc.createOffer());
          await send(pc.localDescription);
          pc.onicecandidate = (e) => send(e.candidate);
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              export async function call(stream) {
                const pc = new RTCPeerConnection();
                await pc.setLocalDescription(await pc.createOffer());
                pc.onicecandidate = (e) => send(e.candidate);
                await send(pc.localDescription);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "untyped connection handler",
      filename: "file.js",
      code: code`
        export function attach(wss, auth) {
          wss.on("connection", async (ws, req) => {
            const user = await auth(req);
            ws.on("message", (m) => user.receive(m));
            ws.on("close", () => user.leave());
          });
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 4 },
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              export function attach(wss, auth) {
                wss.on("connection", async (ws, req) => {
                  let hasClosed = false;
                  ws.once("close", () => {
                    hasClosed = true;
                  });
                  const user = await auth(req);
                  ws.on("message", (m) => user.receive(m));
                  const onClose = () => user.leave();
                  ws.on("close", onClose);
                  if (hasClosed) onClose();
                });
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "untyped parameter",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function setUp(ws, req, find) {
          const user = await find(req);
          ws.on("message", (m) => user.receive(m));
        }
      `,
      errors: [
        { messageId: "mayBeLost", line: 3 },
      ],
    },
    {
      name: "listener in a send callback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function ask(ws, question) {
          return new Promise((resolve) => {
            ws.send(question, () => {
              ws.once("message", resolve);
            });
          });
        }
      `,
      errors: [
        { messageId: "mayBeLost", line: 4 },
      ],
    },
    {
      name: "subscription not confirmed",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function relay(sub, pub) {
          sub.subscribe("news");
          await pub.publish("news", "hello");
        }
      `,
      errors: [
        {
          messageId: "unconfirmed",
          line: 2,
          suggestions: [
            { messageId: "awaitSubscription", output: code`
              export async function relay(sub, pub) {
                await sub.subscribe("news");
                await pub.publish("news", "hello");
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "typed socket.io client param",
      filename: "file.ts",
      code: code`
        import type { Socket } from "socket.io-client";
        export async function go(socket: Socket, load: () => Promise<void>) {
          await load();
          socket.on("connect", () => console.log("up"));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 4,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import type { Socket } from "socket.io-client";
              export async function go(socket: Socket, load: () => Promise<void>) {
                socket.on("connect", () => console.log("up"));
                await load();
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import type { Socket } from "socket.io-client";
              export async function go(socket: Socket, load: () => Promise<void>) {
                let hasConnected = false;
                socket.once("connect", () => {
                  hasConnected = true;
                });
                await load();
                const onConnect = () => console.log("up");
                socket.on("connect", onConnect);
                if (hasConnected) onConnect();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "nest gateway",
      filename: "file.ts",
      code: code`
        import { WebSocketGateway, OnGatewayConnection } from "@nestjs/websockets";
        import { Socket } from "socket.io";
        export class Gateway implements OnGatewayConnection {
          constructor(private users: { find(token: string): Promise<{ name: string }> }) {}
          async handleConnection(client: Socket) {
            const user = await this.users.find(client.handshake.auth.token);
            client.on("rename", (name: string) => { user.name = name; });
          }
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 7 },
      ],
    },
    {
      name: "bind method",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        export class Hub {
          start() {
            const wss = new WebSocketServer({ port: 1 });
            wss.on("connection", this.accept.bind(this));
          }
          async accept(ws, req) {
            const user = await this.find(req);
            ws.on("message", (m) => user.receive(m));
          }
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 9,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              export class Hub {
                start() {
                  const wss = new WebSocketServer({ port: 1 });
                  wss.on("connection", this.accept.bind(this));
                }
                async accept(ws, req) {
                  const early = [];
                  const keep = (...args) => {
                    if (early.push(args) > 1000) ws.terminate();
                  };
                  ws.on("message", keep);
                  const user = await this.find(req);
                  ws.on("message", (m) => user.receive(m));
                  ws.off("message", keep);
                  for (const args of early) ws.emit("message", ...args);
                }
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              export class Hub {
                start() {
                  const wss = new WebSocketServer({ port: 1 });
                  wss.on("connection", this.accept.bind(this));
                }
                async accept(ws, req) {
                  ws.pause();
                  const user = await this.find(req);
                  ws.on("message", (m) => user.receive(m));
                  ws.resume();
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "promise then with await inside",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        new WebSocketServer({ port: 1 }).on("connection", (ws) => {
          load().then(async (data) => {
            await data.index();
            ws.on("close", () => data.drop());
          });
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              new WebSocketServer({ port: 1 }).on("connection", (ws) => {
                let hasClosed = false;
                ws.once("close", () => {
                  hasClosed = true;
                });
                load().then(async (data) => {
                  await data.index();
                  const onClose = () => data.drop();
                  ws.on("close", onClose);
                  if (hasClosed) onClose();
                });
              });
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              new WebSocketServer({ port: 1 }).on("connection", (ws) => {
                ws.pause();
                load().then(async (data) => {
                  await data.index();
                  ws.on("close", () => data.drop());
                  ws.resume();
                });
              });
            ` },
          ],
        },
      ],
    },
  ],
});
