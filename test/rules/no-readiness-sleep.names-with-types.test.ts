import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [

  ],
  invalid: [
    {
      name: "a child in a constant with a type",
      filename: "file.ts",
      code: code`
        import { spawn, type ChildProcess } from "node:child_process";
        export async function startServer(): Promise<ChildProcess> {
          const child: ChildProcess = spawn("node", ["server.js"], { stdio: ["ignore", "pipe", "inherit"] });
          await new Promise((resolve) => setTimeout(resolve, 2000));
          await fetch(homePage());
          return child;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn, type ChildProcess } from "node:child_process";
              export async function startServer(): Promise<ChildProcess> {
                const child: ChildProcess = spawn("node", ["server.js"], { stdio: ["ignore", "pipe", "inherit"] });
                await new Promise<void>((resolve, reject) => {
                  let output = "";
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    child.stdout?.off("data", look).resume();
                    child.off("exit", fail).off("error", settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk: unknown) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error("child has ended, or was not ready in time"));
                  const timer = setTimeout(fail, 30_000);
                  child.stdout?.on("data", look);
                  child.once("exit", fail).once("error", settle);
                });
                await fetch(homePage());
                return child;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a client in a constant with a type, whose maker's package has a method of readiness",
      filename: "file.ts",
      code: code`
        import { it } from "vitest";
        import { Worker } from "bullmq";
        it("works", async () => {
          const worker: Worker = new Worker("jobs", async () => {});
          await new Promise((resolve) => setTimeout(resolve, 2000));
          await queue.add("x", {});
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import { it } from "vitest";
              import { Worker } from "bullmq";
              it("works", async () => {
                const worker: Worker = new Worker("jobs", async () => {});
                await worker.waitUntilReady();
                await queue.add("x", {});
              });
            ` },
          ] },
      ],
    },
    {
      name: "a socket in a constant with a type, and a timer",
      filename: "file.ts",
      code: code`
        import WebSocket from "ws";
        const socket: WebSocket = new WebSocket("ws://localhost:1234");
        setTimeout(() => {
          socket.send("x");
        }, 500);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 3, suggestions: [
            { messageId: "listen", output: code`
              import WebSocket from "ws";
              const socket: WebSocket = new WebSocket("ws://localhost:1234");
              socket.once("open", () => {
                socket.send("x");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a socket in a constant with a type",
      filename: "file.ts",
      code: code`
        import WebSocket from "ws";
        export async function connect() {
          const socket: WebSocket = new WebSocket("ws://localhost:1234");
          await new Promise((resolve) => setTimeout(resolve, 500));
          socket.send("x");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import WebSocket from "ws";
              import { once } from "node:events";
              export async function connect() {
                const socket: WebSocket = new WebSocket("ws://localhost:1234");
                await once(socket, "open");
                socket.send("x");
              }
            ` },
          ] },
      ],
    },
    {
      name: "a watcher in a constant with a type, and a sleep that is returned",
      filename: "file.ts",
      code: code`
        import chokidar, { type FSWatcher } from "chokidar";
        export function watch() {
          const watcher: FSWatcher = chokidar.watch("x");
          return new Promise((resolve) => setTimeout(resolve, 500));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "returnReady", output: code`
              import chokidar, { type FSWatcher } from "chokidar";
              import { once } from "node:events";
              export function watch() {
                const watcher: FSWatcher = chokidar.watch("x");
                return once(watcher, "ready").then(() => undefined);
              }
            ` },
          ] },
      ],
    },
    {
      name: "windows of an application that has been launched",
      filename: "file.ts",
      code: code`
        import { _electron as electron } from "playwright";
        export async function mainWindow() {
          const app = await electron.launch({ args: ["main.js"] });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          return app.windows().find((window) => window.url().includes("index"));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 4 },
      ],
    },
    {
      name: "an application that has been launched",
      filename: "file.ts",
      code: code`
        import { _electron as electron } from "playwright";
        export async function mainWindow() {
          const app = await electron.launch({ args: ["main.js"] });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          return app.firstWindow();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "needless", line: 4, suggestions: [
            { messageId: "removeSleep", output: code`
              import { _electron as electron } from "playwright";
              export async function mainWindow() {
                const app = await electron.launch({ args: ["main.js"] });
                return app.firstWindow();
              }
            ` },
          ] },
      ],
    },
  ],
});
