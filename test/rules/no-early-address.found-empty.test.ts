import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address", rule, {
  valid: [
    {
      name: "it is waited for between",
      filename: "adapter.ts",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        import { type AddressInfo, type Server, createServer } from "node:net";

        export class Factory {
          private server?: Server;

          async create(): Promise<number> {
            if (!this.server) {
              this.server = createServer((socket) => socket.end()).listen(0);
              await once(this.server, "listening");
            }
            return (this.server.address() as AddressInfo).port;
          }
        }
      `,
    },
    {
      name: "it is left where there is none",
      filename: "adapter.ts",
      options: [{ report: "potential" }],
      code: code`
        import { type AddressInfo, type Server, createServer } from "node:net";

        export class Factory {
          private server?: Server;

          create(): number {
            if (!this.server) {
              this.server = createServer((socket) => socket.end()).listen(0);
              return 0;
            }
            return (this.server.address() as AddressInfo).port;
          }
        }
      `,
    },
    {
      name: "who comes first may find no address",
      filename: "adapter.ts",
      options: [{ report: "potential" }],
      code: code`
        import { type AddressInfo, type Server, createServer } from "node:net";

        export class Factory {
          private server?: Server;

          create(): number {
            if (!this.server) {
              this.server = createServer((socket) => socket.end()).listen(0);
            }
            const address = this.server.address() as AddressInfo | null;
            return address ? address.port : 0;
          }
        }
      `,
    },
    {
      name: "time passes between",
      filename: "adapter.ts",
      options: [{ report: "potential" }],
      code: code`
        import { type AddressInfo, type Server, createServer } from "node:net";
        import { load } from "./load.js";

        export class Factory {
          private server?: Server;

          async create(): Promise<number> {
            if (!this.server) {
              this.server = createServer((socket) => socket.end()).listen(0);
            }
            await load();
            return (this.server.address() as AddressInfo).port;
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a server that is started where there is none, and read in the same turn",
      filename: "adapter.ts",
      options: [{ report: "potential" }],
      code: code`
        import { type AddressInfo, type Server, createServer } from "node:net";

        export class Factory {
          private server?: Server;

          create(): number {
            if (!this.server) {
              this.server = createServer((socket) => socket.end()).listen(0);
            }
            return (this.server.address() as AddressInfo).port;
          }
        }
      `,
      errors: [
        { messageId: "boundByAccident", line: 10 },
      ],
    },
    {
      name: "the same with a host",
      filename: "adapter.ts",
      options: [{ report: "potential" }],
      code: code`
        import { type AddressInfo, type Server, createServer } from "node:net";

        export class Factory {
          private server?: Server;

          create(): number {
            if (!this.server) this.server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
            return (this.server.address() as AddressInfo).port;
          }
        }
      `,
      errors: [
        { messageId: "notListening", line: 8 },
      ],
    },
  ],
});

