import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: what was made, and what its type says", rule, {
  valid: [
    {
      name: "such a client says something first",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import { WebSocket } from "ws";

        function nextMessage(ws: WebSocket): Promise<unknown> {
          return new Promise((resolve, reject) => {
            ws.once("message", (raw) => resolve(JSON.parse(String(raw))));
            ws.once("error", reject);
          });
        }

        export async function join(url: string) {
          const ws = new WebSocket(url);
          await once(ws, "open");
          ws.send("hello");
          const welcome = await nextMessage(ws);
          return { ws, welcome };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "such a client is waited for from the beginning",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import { WebSocket } from "ws";

        function nextMessage(ws: WebSocket): Promise<unknown> {
          return new Promise((resolve, reject) => {
            ws.once("message", (raw) => resolve(JSON.parse(String(raw))));
            ws.once("error", reject);
          });
        }

        export async function join(url: string) {
          const ws = new WebSocket(url);
          const first = nextMessage(ws);
          await once(ws, "open");
          const welcome = await first;
          return { ws, welcome };
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a client is given to a function whose parameter has the type of any socket",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import { WebSocket } from "ws";

        function nextMessage(ws: WebSocket): Promise<unknown> {
          return new Promise((resolve, reject) => {
            ws.once("message", (raw) => resolve(JSON.parse(String(raw))));
            ws.once("error", reject);
          });
        }

        export async function join(url: string) {
          const ws = new WebSocket(url);
          await once(ws, "open");
          const welcome = await nextMessage(ws);
          return { ws, welcome };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "sameTick", line: 14, suggestions: [
            { messageId: "waitTogether", output: code`
              import { once } from "node:events";
              import { WebSocket } from "ws";

              function nextMessage(ws: WebSocket): Promise<unknown> {
                return new Promise((resolve, reject) => {
                  ws.once("message", (raw) => resolve(JSON.parse(String(raw))));
                  ws.once("error", reject);
                });
              }

              export async function join(url: string) {
                const ws = new WebSocket(url);
                const [welcome] = await Promise.all([nextMessage(ws), once(ws, "open")]);
                return { ws, welcome };
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import { WebSocket } from "ws";

              function nextMessage(ws: WebSocket): Promise<unknown> {
                return new Promise((resolve, reject) => {
                  ws.once("message", (raw) => resolve(JSON.parse(String(raw))));
                  ws.once("error", reject);
                });
              }

              export async function join(url: string) {
                const ws = new WebSocket(url);
                const message = nextMessage(ws);
                message.catch(() => {});
                await once(ws, "open");
                const welcome = await message;
                return { ws, welcome };
              }
            ` },
          ] },
      ],
    },
  ],
});
