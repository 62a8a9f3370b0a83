import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: handlers that are attached by name", rule, {
  valid: [
    {
      name: "a named handler that attaches in its own turn",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export function letIn(socket: WebSocket, online: Set<WebSocket>, check: (raw: unknown) => Promise<void>) {
          const onMessage = async (raw: unknown) => {
            socket.on("close", () => online.delete(socket));
            await check(raw);
            online.add(socket);
          };
          socket.on("message", onMessage);
        }
      `,
    },
    {
      name: "a named handler whose socket is listened to where it is attached",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export function letIn(socket: WebSocket, online: Set<WebSocket>, check: (raw: unknown) => Promise<void>) {
          const onMessage = async (raw: unknown) => {
            await check(raw);
            online.add(socket);
            socket.on("close", () => online.delete(socket));
          };
          socket.on("message", onMessage);
          socket.on("close", () => console.log("gone"));
        }
      `,
    },
    {
      name: "a handler that stays while it waits",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export function letIn(socket: WebSocket, check: (raw: unknown) => Promise<(raw: unknown) => void>) {
          const onMessage = async (raw: unknown) => {
            const relay = await check(raw);
            socket.off("message", onMessage);
            socket.on("message", relay);
          };
          socket.on("message", onMessage);
        }
      `,
    },
    {
      name: "a handler that takes itself off for some messages only",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export function letIn(socket: WebSocket, check: (raw: unknown) => Promise<(raw: unknown) => void>) {
          const onMessage = async (raw: unknown) => {
            if (raw !== "hello") return;
            socket.off("message", onMessage);
            const relay = await check(raw);
            socket.on("message", relay);
          };
          socket.on("message", onMessage);
        }
      `,
    },
    {
      name: "a handler that takes off another one",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export function letIn(socket: WebSocket, greet: () => void, check: (raw: unknown) => Promise<(raw: unknown) => void>) {
          const onMessage = async (raw: unknown) => {
            socket.off("message", greet);
            const relay = await check(raw);
            socket.on("message", relay);
          };
          socket.on("message", onMessage);
        }
      `,
    },
    {
      name: "a handler that takes itself off where another one stays",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export function letIn(socket: WebSocket, keep: (raw: unknown) => void, check: (raw: unknown) => Promise<(raw: unknown) => void>) {
          const onMessage = async (raw: unknown) => {
            socket.off("message", onMessage);
            const relay = await check(raw);
            socket.on("message", relay);
          };
          socket.on("message", onMessage);
          socket.on("message", keep);
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a named handler that waits before it attaches",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export function letIn(socket: WebSocket, online: Set<WebSocket>, check: (raw: unknown) => Promise<void>) {
          const onMessage = async (raw: unknown) => {
            await check(raw);
            online.add(socket);
            socket.on("close", () => online.delete(socket));
          };
          socket.on("message", onMessage);
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 6, suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export function letIn(socket: WebSocket, online: Set<WebSocket>, check: (raw: unknown) => Promise<void>) {
                const onMessage = async (raw: unknown) => {
                  let hasClosed = false;
                  socket.once("close", () => {
                    hasClosed = true;
                  });
                  await check(raw);
                  online.add(socket);
                  const onClose = () => online.delete(socket);
                  socket.on("close", onClose);
                  if (hasClosed) onClose();
                };
                socket.on("message", onMessage);
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export function letIn(socket: WebSocket, online: Set<WebSocket>, check: (raw: unknown) => Promise<void>) {
                const onMessage = async (raw: unknown) => {
                  socket.pause();
                  await check(raw);
                  online.add(socket);
                  socket.on("close", () => online.delete(socket));
                  socket.resume();
                };
                socket.on("message", onMessage);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a handler that takes itself off, waits, and attaches the next one",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export function letIn(socket: WebSocket, check: (raw: unknown) => Promise<(raw: unknown) => void>) {
          const onMessage = async (raw: unknown) => {
            socket.off("message", onMessage);
            const relay = await check(raw);
            socket.on("message", relay);
          };
          socket.on("message", onMessage);
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 6, suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export function letIn(socket: WebSocket, check: (raw: unknown) => Promise<(raw: unknown) => void>) {
                const onMessage = async (raw: unknown) => {
                  socket.off("message", onMessage);
                  const early: unknown[][] = [];
                  const keep = (...args: unknown[]) => {
                    if (early.push(args) > 1000) socket.terminate();
                  };
                  socket.on("message", keep);
                  const relay = await check(raw);
                  socket.on("message", relay);
                  socket.off("message", keep);
                  for (const args of early) socket.emit("message", ...args);
                };
                socket.on("message", onMessage);
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export function letIn(socket: WebSocket, check: (raw: unknown) => Promise<(raw: unknown) => void>) {
                const onMessage = async (raw: unknown) => {
                  socket.off("message", onMessage);
                  socket.pause();
                  const relay = await check(raw);
                  socket.on("message", relay);
                  socket.resume();
                };
                socket.on("message", onMessage);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a named handler for one message",
      filename: "file.ts",
      code: code`
        import type { WebSocket } from "ws";
        export function letIn(socket: WebSocket, check: (raw: unknown) => Promise<(raw: unknown) => void>) {
          socket.once("message", onHello);
          async function onHello(raw: unknown) {
            const relay = await check(raw);
            socket.on("message", relay);
          }
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 6, suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export function letIn(socket: WebSocket, check: (raw: unknown) => Promise<(raw: unknown) => void>) {
                socket.once("message", onHello);
                async function onHello(raw: unknown) {
                  const early: unknown[][] = [];
                  const keep = (...args: unknown[]) => {
                    if (early.push(args) > 1000) socket.terminate();
                  };
                  socket.on("message", keep);
                  const relay = await check(raw);
                  socket.on("message", relay);
                  socket.off("message", keep);
                  for (const args of early) socket.emit("message", ...args);
                }
              }
            ` },
            { messageId: "pauseMeanwhile", output: code`
              import type { WebSocket } from "ws";
              export function letIn(socket: WebSocket, check: (raw: unknown) => Promise<(raw: unknown) => void>) {
                socket.once("message", onHello);
                async function onHello(raw: unknown) {
                  socket.pause();
                  const relay = await check(raw);
                  socket.on("message", relay);
                  socket.resume();
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
