import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error", rule, {
  valid: [
    {
      name: "a promise of its own that somebody waits for",
      filename: "renderer.ts",
      code: code`
        import { once } from "node:events";
        import { createServer } from "node:http";
        import { Server } from "socket.io";

        export class Renderer {
          private readonly server = createServer();
          private readonly io = new Server(this.server);

          async start(port: number): Promise<void> {
            await once(this.server.listen(port, "127.0.0.1"), "listening");
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a Socket.IO server takes no 'error' of the server that it is put around",
      filename: "renderer.ts",
      code: code`
        import { createServer } from "node:http";
        import { Server } from "socket.io";

        export class Renderer {
          private readonly server = createServer();
          private readonly io = new Server(this.server);

          async start(port: number): Promise<void> {
            await new Promise<void>((resolve) => {
              this.server.listen(port, "127.0.0.1", resolve);
            });
          }
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 10, suggestions: [
            { messageId: "useOnce", output: code`
              import { createServer } from "node:http";
              import { Server } from "socket.io";
              import { once } from "node:events";

              export class Renderer {
                private readonly server = createServer();
                private readonly io = new Server(this.server);

                async start(port: number): Promise<void> {
                  await once(this.server.listen(port, "127.0.0.1"), "listening");
                }
              }
            ` },
            { messageId: "rejectOnError", output: code`
              import { createServer } from "node:http";
              import { Server } from "socket.io";

              export class Renderer {
                private readonly server = createServer();
                private readonly io = new Server(this.server);

                async start(port: number): Promise<void> {
                  await new Promise<void>((resolve, reject) => {
                    this.server.once("error", reject);
                    this.server.listen(port, "127.0.0.1", () => { this.server.off("error", reject); resolve(); });
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a WebSocket server takes it",
      filename: "renderer.ts",
      code: code`
        import { createServer } from "node:http";
        import { WebSocketServer } from "ws";

        export class Renderer {
          private readonly server = createServer();
          private readonly sockets = new WebSocketServer({ server: this.server });

          async start(port: number): Promise<void> {
            await new Promise<void>((resolve) => {
              this.server.listen(port, "127.0.0.1", resolve);
            });
          }
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 10 },
      ],
    },
  ],
});

