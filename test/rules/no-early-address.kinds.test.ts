import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address", rule, {
  valid: [
    {
      name: "a getter that asks whether the address is a path",
      filename: "gateway.ts",
      code: code`
        import http from "node:http";

        export class Gateway {
          private readonly server = http.createServer();
          constructor(private readonly options: { port: number }) {}

          get port() {
            const address = this.server.address();
            return typeof address === "string" ? address : address?.port;
          }
        }
      `,
    },
    {
      name: "the configured port is for a path; without an address the getter throws",
      filename: "gateway.ts",
      code: code`
        import http from "node:http";

        export class Gateway {
          private readonly server = http.createServer();
          constructor(private readonly options: { port: number }) {}

          get port() {
            const address = this.server.address();
            return typeof address === "string" ? this.options.port : address!.port;
          }
        }
      `,
    },
    {
      name: "a getter that gives nothing, as it came",
      filename: "gateway.ts",
      code: code`
        import http from "node:http";

        export class Gateway {
          private readonly server = http.createServer();

          get port() {
            const address = this.server.address();
            return address && typeof address !== "string" ? address.port : address;
          }
        }
      `,
    },
    {
      name: "a configured host is the host before and behind the start",
      filename: "gateway.ts",
      code: code`
        import http from "node:http";
        import type { AddressInfo } from "node:net";

        export class Gateway {
          private readonly server = http.createServer();
          constructor(private readonly options: { host: string }) {}

          get host() {
            return (this.server.address() as AddressInfo | null)?.address ?? this.options.host;
          }
        }
      `,
    },
    {
      name: "a field that only holds where the server has listened",
      filename: "gateway.ts",
      code: code`
        import http from "node:http";
        import type { AddressInfo } from "node:net";
        import { once } from "node:events";

        export class Gateway {
          private readonly server = http.createServer();
          private lastPort: number | undefined;

          async start() {
            this.server.listen(0, "127.0.0.1");
            await once(this.server, "listening");
            const address = this.server.address() as AddressInfo;
            this.lastPort = address.port;
          }

          get port() {
            return (this.server.address() as AddressInfo | null)?.port ?? this.lastPort;
          }
        }
      `,
    },
    {
      name: "a getter that leaves with nothing without an address",
      filename: "gateway.ts",
      code: code`
        import http from "node:http";

        export class Gateway {
          private readonly server = http.createServer();
          constructor(private readonly options: { port: number }) {}

          get port() {
            const address = this.server.address();
            if (!address || typeof address === "string") return undefined;
            return address.port;
          }
        }
      `,
    },
    {
      name: "a guard that asks for a path and for nothing",
      filename: "file.ts",
      code: code`
        import http from "node:http";

        const server = http.createServer();
        server.listen(0);
        const address = server.address();
        if (!address || typeof address === "string") throw new Error("no port");
        console.log(address.port);
      `,
    },
  ],
  invalid: [
    {
      name: "a getter that asks whether the address is a path, and then for a port",
      filename: "gateway.ts",
      code: code`
        import http from "node:http";

        export class Gateway {
          private readonly server = http.createServer();
          constructor(private readonly options: { port: number }) {}

          get port() {
            const address = this.server.address();
            return typeof address === "string" ? address : (address?.port ?? this.options.port);
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 8, suggestions: [
            { messageId: "throwUntilReady", output: code`
              import http from "node:http";

              export class Gateway {
                private readonly server = http.createServer();
                constructor(private readonly options: { port: number }) {}

                get port() {
                  const address = this.server.address();
                  if (!address) throw new Error("not listening yet");
                  return typeof address === "string" ? address : (address?.port ?? this.options.port);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a field that holds the configured port first",
      filename: "gateway.ts",
      code: code`
        import http from "node:http";
        import type { AddressInfo } from "node:net";
        import { once } from "node:events";

        export class Gateway {
          private readonly server = http.createServer();
          private lastPort: number | undefined;
          constructor(options: { port: number }) {
            this.lastPort = options.port;
          }

          async start() {
            this.server.listen(this.lastPort, "127.0.0.1");
            await once(this.server, "listening");
            const address = this.server.address() as AddressInfo;
            this.lastPort = address.port;
          }

          get port() {
            return (this.server.address() as AddressInfo | null)?.port ?? this.lastPort;
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 20 },
      ],
    },
    {
      name: "a getter that leaves with the configured port without an address",
      filename: "gateway.ts",
      code: code`
        import http from "node:http";

        export class Gateway {
          private readonly server = http.createServer();
          constructor(private readonly options: { port: number }) {}

          get port() {
            const address = this.server.address();
            if (!address || typeof address === "string") return this.options.port;
            return address.port;
          }
        }
      `,
      errors: [
        { messageId: "hiddenByFallback", line: 8, suggestions: [
            { messageId: "throwUntilReady", output: code`
              import http from "node:http";

              export class Gateway {
                private readonly server = http.createServer();
                constructor(private readonly options: { port: number }) {}

                get port() {
                  const address = this.server.address();
                  if (!address) throw new Error("not listening yet");
                  if (!address || typeof address === "string") return this.options.port;
                  return address.port;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a guard that lets nothing through but a path",
      filename: "file.ts",
      code: code`
        import http from "node:http";

        const server = http.createServer();
        server.listen(0, "127.0.0.1");
        const address = server.address();
        if (typeof address === "string") throw new Error("a path");
        console.log(address.port);
      `,
      errors: [
        { messageId: "notListening", line: 5 },
      ],
    },
  ],
});
