import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: waits in functions of their own", rule, {
  valid: [
    {
      name: "the wait is a function of its own that listens as long as it waits",
      filename: "file.ts",
      code: code`
        import WebSocket from "ws";
        async function opened({ ws }: { ws: WebSocket }): Promise<void> {
          const failed = (error: Error) => settle(error);
          let settle: (error?: Error) => void = () => undefined;
          ws.on("error", failed);
          try {
            await new Promise<void>((resolve, reject) => {
              settle = (error) => (error ? reject(error) : resolve());
              ws.once("open", () => settle());
            });
          } finally {
            ws.off("error", failed);
          }
        }
        export async function connect(url: string): Promise<WebSocket> {
          const ws = new WebSocket(url);
          await opened({ ws });
          ws.on("error", () => undefined);
          return ws;
        }
      `,
    },
    {
      name: "a helper that looks whether the process has ended before it listens",
      filename: "file.ts",
      code: code`
        import { type ChildProcess, spawn } from "node:child_process";
        import { pipeline } from "node:stream/promises";
        async function ended(proc: ChildProcess): Promise<number> {
          if (proc.exitCode !== null) {
            return proc.exitCode;
          }
          return new Promise((resolve, reject) => {
            proc.on("close", (code) => resolve(code ?? 1));
            proc.on("error", reject);
          });
        }
        export async function bundle(target: NodeJS.WritableStream): Promise<number> {
          const git = spawn("git", ["bundle"]);
          git.on("error", () => undefined);
          await pipeline(git.stdout, target);
          return ended(git);
        }
      `,
    },
    {
      name: "the other side sends right before the wait",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { expect, it } from "vitest";
        import WebSocket from "ws";
        import { upstream } from "./upstream.js";
        it("passes messages on", async () => {
          const ws = new WebSocket("ws://localhost:8080");
          await once(ws, "open");
          const peer = await upstream.connected;
          peer.send("frame");
          const [message] = await once(ws, "message");
          expect(String(message)).toBe("frame");
        });
      `,
    },
  ],
  invalid: [
    {
      name: "the wait is a function of its own that hears nothing of errors",
      filename: "file.ts",
      code: code`
        import WebSocket from "ws";
        async function opened({ ws }: { ws: WebSocket }): Promise<void> {
          await new Promise<void>((resolve) => {
            ws.once("open", () => resolve());
          });
        }
        export async function connect(url: string): Promise<WebSocket> {
          const ws = new WebSocket(url);
          await opened({ ws });
          ws.on("error", () => undefined);
          return ws;
        }
      `,
      errors: [
        { messageId: "thrownMeanwhile", line: 10, suggestions: [] },
      ],
    },
    {
      name: "a helper that listens without looking",
      filename: "file.ts",
      code: code`
        import { type ChildProcess, spawn } from "node:child_process";
        import { pipeline } from "node:stream/promises";
        async function ended(proc: ChildProcess): Promise<number> {
          return new Promise((resolve, reject) => {
            proc.on("close", (code) => resolve(code ?? 1));
            proc.on("error", reject);
          });
        }
        export async function bundle(target: NodeJS.WritableStream): Promise<number> {
          const git = spawn("git", ["bundle"]);
          git.on("error", () => undefined);
          await pipeline(git.stdout, target);
          return ended(git);
        }
      `,
      errors: [
        { messageId: "neverComes", line: 13, suggestions: [
            { messageId: "waitFirst", output: code`
              import { type ChildProcess, spawn } from "node:child_process";
              import { pipeline } from "node:stream/promises";
              async function ended(proc: ChildProcess): Promise<number> {
                return new Promise((resolve, reject) => {
                  proc.on("close", (code) => resolve(code ?? 1));
                  proc.on("error", reject);
                });
              }
              export async function bundle(target: NodeJS.WritableStream): Promise<number> {
                const git = spawn("git", ["bundle"]);
                git.on("error", () => undefined);
                const close = ended(git);
                close.catch(() => {});
                await pipeline(git.stdout, target);
                return close;
              }
            ` },
          ] },
      ],
    },
    {
      name: "nobody sends right before the wait",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { expect, it } from "vitest";
        import WebSocket from "ws";
        import { upstream } from "./upstream.js";
        it("passes messages on", async () => {
          const ws = new WebSocket("ws://localhost:8080");
          await once(ws, "open");
          const peer = await upstream.connected;
          const [message] = await once(ws, "message");
          expect(String(message)).toBe(peer.greeting);
        });
      `,
      errors: [
        { messageId: "sameTick", line: 9, suggestions: [
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import { expect, it } from "vitest";
              import WebSocket from "ws";
              import { upstream } from "./upstream.js";
              it("passes messages on", async () => {
                const ws = new WebSocket("ws://localhost:8080");
                const message2 = once(ws, "message");
                message2.catch(() => {});
                await once(ws, "open");
                const peer = await upstream.connected;
                const [message] = await message2;
                expect(String(message)).toBe(peer.greeting);
              });
            ` },
          ] },
      ],
    },
  ],
});
