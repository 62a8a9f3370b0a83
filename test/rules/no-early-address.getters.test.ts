import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address", rule, {
  valid: [
    {
      name: "a getter that throws until it listens",
      filename: "renderer.ts",
      code: code`
        import { createServer } from "node:http";
        import type { AddressInfo } from "node:net";

        export class Renderer {
          private readonly server = createServer();
          constructor(private readonly options: { port: number }) {}

          get url(): string {
            const address = this.server.address() as AddressInfo | null;
            if (!address) throw new Error("not listening yet");
            return \`http://127.0.0.1:\${address?.port ?? this.options.port}\`;
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a getter that keeps the address, and gives the configured port without one",
      filename: "renderer.ts",
      code: code`
        import { createServer } from "node:http";
        import type { AddressInfo } from "node:net";

        export class Renderer {
          private readonly server = createServer();
          constructor(private readonly options: { port: number }) {}

          get url(): string {
            const address = this.server.address() as AddressInfo | null;
            return \`http://127.0.0.1:\${address?.port ?? this.options.port}\`;
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 9, suggestions: [
            { messageId: "throwUntilReady", output: code`
              import { createServer } from "node:http";
              import type { AddressInfo } from "node:net";

              export class Renderer {
                private readonly server = createServer();
                constructor(private readonly options: { port: number }) {}

                get url(): string {
                  const address = this.server.address() as AddressInfo | null;
                  if (!address) throw new Error("not listening yet");
                  return \`http://127.0.0.1:\${address?.port ?? this.options.port}\`;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a getter that gives it at once",
      filename: "renderer.js",
      code: code`
        import { createServer } from "node:http";

        export class Renderer {
          server = createServer();
          constructor(options) {
            this.options = options;
          }

          get port() {
            return this.server.address()?.port ?? this.options.port;
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 10, suggestions: [
            { messageId: "throwUntilReady", output: code`
              import { createServer } from "node:http";

              export class Renderer {
                server = createServer();
                constructor(options) {
                  this.options = options;
                }

                get port() {
                  const address = this.server.address();
                  if (!address) throw new Error("not listening yet");
                  return address?.port ?? this.options.port;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a getter that is asked while its instance is made",
      filename: "renderer.js",
      code: code`
        import { createServer } from "node:http";

        export class Renderer {
          server = createServer();
          constructor(options) {
            this.options = options;
            this.url = \`http://127.0.0.1:\${this.port}\`;
          }

          get port() {
            return this.server.address()?.port ?? this.options.port;
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 11 },
      ],
    },
    {
      name: "a getter that the start itself asks: it would throw",
      filename: "renderer.js",
      code: code`
        import { createServer } from "node:http";

        export class Renderer {
          server = createServer();
          constructor(config) {
            this.config = config;
          }

          get port() {
            const address = this.server.address();
            return address?.port ?? this.config.port;
          }

          start() {
            this.server.listen(this.port);
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 10 },
      ],
    },
    {
      name: "a getter that the start takes out of its instance",
      filename: "renderer.js",
      code: code`
        import { createServer } from "node:http";

        export class Renderer {
          server = createServer();
          constructor(config) {
            this.config = config;
          }

          get port() {
            const address = this.server.address();
            return address?.port ?? this.config.port;
          }

          start() {
            const { server, port } = this;
            server.listen(port);
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 10 },
      ],
    },
  ],
});
