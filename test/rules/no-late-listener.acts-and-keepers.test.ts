import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: clicks, functions that keep what they are given, and what stands between", rule, {
  valid: [
    {
      name: "a function that is given the socket and waits for it",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ port: 0 });
        const clients = new Map();
        wss.on("connection", async (socket, request) => {
          await keep(request.url, socket);
          socket.on("close", () => clients.delete(request.url));
        });
        async function keep(id: string, socket) {
          const device = await once(socket, "message");
          clients.set(id, { socket, device });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a target that a click opens, waited for before the click",
      filename: "file.js",
      code: code`
        export async function login(browser, page) {
          const button = await page.$("#login");
          const opened = new Promise((x) => browser.once("targetcreated", (target) => x(target.page())));
          await button.click();
          await button.dispose();
          const popup = await opened;
          await popup.click("#confirm");
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a target that a click opens, waited for in the turn of the click",
      filename: "file.js",
      code: code`
        export async function login(browser, page) {
          const button = await page.$("#login");
          button.click();
          const opened = new Promise((x) => browser.once("targetcreated", (target) => x(target.page())));
          const popup = await opened;
          await popup.click("#confirm");
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a function that is given the socket and keeps it",
      filename: "file.ts",
      code: code`
        import { WebSocketServer } from "ws";
        import { find } from "./db.js";
        const wss = new WebSocketServer({ port: 0 });
        const clients = new Map();
        wss.on("connection", async (socket, request) => {
          await keep(request.url, socket);
          socket.on("close", () => clients.delete(request.url));
        });
        async function keep(id: string, socket) {
          const device = await find(id);
          clients.set(id, { socket, device });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lostMeanwhile", line: 7, suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              import { find } from "./db.js";
              const wss = new WebSocketServer({ port: 0 });
              const clients = new Map();
              wss.on("connection", async (socket, request) => {
                let hasClosed = false;
                socket.once("close", () => {
                  hasClosed = true;
                });
                await keep(request.url, socket);
                const onClose = () => clients.delete(request.url);
                socket.on("close", onClose);
                if (hasClosed) onClose();
              });
              async function keep(id: string, socket) {
                const device = await find(id);
                clients.set(id, { socket, device });
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              import { find } from "./db.js";
              const wss = new WebSocketServer({ port: 0 });
              const clients = new Map();
              wss.on("connection", async (socket, request) => {
                socket.pause();
                await keep(request.url, socket);
                socket.on("close", () => clients.delete(request.url));
                socket.resume();
              });
              async function keep(id: string, socket) {
                const device = await find(id);
                clients.set(id, { socket, device });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a target that a click opens, waited for behind the click",
      filename: "file.js",
      code: code`
        export async function login(browser, page) {
          const button = await page.$("#login");
          await button.click();
          await button.dispose();
          const opened = new Promise((x) => browser.once("targetcreated", (target) => x(target.page())));
          const popup = await opened;
          await popup.click("#confirm");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 5, suggestions: [
            { messageId: "waitFirst", output: code`
              export async function login(browser, page) {
                const button = await page.$("#login");
                const opened = new Promise((x) => browser.once("targetcreated", (target) => x(target.page())));
                opened.catch(() => {});
                await button.click();
                await button.dispose();
                const popup = await opened;
                await popup.click("#confirm");
              }
            ` },
          ] },
      ],
    },
    {
      name: "a cleanup whose request may be gone meanwhile, and that uses what is made behind",
      filename: "file.js",
      code: code`
        import express from "express";
        import { client } from "./redis.js";
        const app = express();
        app.get("/events", async (req, res) => {
          const listener = (message) => res.write(message);
          await client.subscribe("events", listener);
          const heartbeat = setInterval(() => res.write(":"), 1000);
          req.on("close", async () => {
            clearInterval(heartbeat);
            await client.unsubscribe("events", listener);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayBeLost", line: 8, suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import express from "express";
              import { client } from "./redis.js";
              const app = express();
              app.get("/events", async (req, res) => {
                const listener = (message) => res.write(message);
                let hasClosed = false;
                req.on("close", () => {
                  hasClosed = true;
                });
                await client.subscribe("events", listener);
                const heartbeat = setInterval(() => res.write(":"), 1000);
                const onClose = async () => {
                  clearInterval(heartbeat);
                  await client.unsubscribe("events", listener);
                };
                req.on("close", onClose);
                if (hasClosed) onClose();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a handler behind a lookup and a welcome",
      filename: "file.js",
      code: code`
        import { Server } from "socket.io";
        import { locate } from "./geo.js";
        const io = new Server(3000);
        let last;
        io.on("connection", async (socket) => {
          const location = await locate(socket.handshake.address);
          socket.emit("welcome", location);
          last = location;
          socket.on("message", (message) => {
            io.emit("message", message);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lostMeanwhile", line: 9, suggestions: [
            { messageId: "awaitInside", output: code`
              import { Server } from "socket.io";
              import { locate } from "./geo.js";
              const io = new Server(3000);
              let last;
              io.on("connection", async (socket) => {
                const locationPromise = locate(socket.handshake.address);
                socket.on("message", async (message) => {
                  await locationPromise;
                  io.emit("message", message);
                });
                const location = await locationPromise;
                socket.emit("welcome", location);
                last = location;
              });
            ` },
          ] },
      ],
    },
    {
      name: "a handler behind a lookup that may turn the caller away",
      filename: "file.js",
      code: code`
        import { Server } from "socket.io";
        import { locate } from "./geo.js";
        const io = new Server(3000);
        io.on("connection", async (socket) => {
          const location = await locate(socket.handshake.address);
          if (!location) return socket.disconnect();
          socket.on("message", (message) => {
            io.emit("message", message);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lostMeanwhile", line: 7 },
      ],
    },
  ],
});
