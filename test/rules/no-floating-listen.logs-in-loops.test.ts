import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen: callbacks that go through what they log", rule, {
  valid: [
    {
      name: "a callback that goes through what it tells",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import { consoleSuccess } from "./console.js";
        export async function startServer(port: number, waiting: (() => void)[]) {
          const server = http.createServer();
          server.listen(port, "0.0.0.0", () => {
            consoleSuccess(\`Local: \${port}\`);
            for (const tell of waiting) tell();
          });
          return { port };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a callback that calls a method which others may fill in",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export class App {
          async start(port: number) {
            http.createServer().listen(port, () => {
              this.onListening();
            });
          }
          protected onListening() {}
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a callback of a name that says more than to log",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import { logIn, printAndExit } from "./actions.js";
        export async function startServer(port: number) {
          const server = http.createServer();
          server.listen(port, () => {
            logIn();
            printAndExit();
          });
          return { port };
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a callback that goes through what it logs",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import { consoleSuccess } from "./console.js";
        import { getNetworkInterfaces } from "./network.js";
        export async function startServer(port: number) {
          const server = http.createServer();
          server.listen(port, "0.0.0.0", () => {
            const found = getNetworkInterfaces();
            consoleSuccess(\`Local: \${port}\`);
            for (const name in found) consoleSuccess(\`Network: \${found[name].address}\`);
            Object.values(found).forEach(({ address }) => console.log(address));
            for (const { address } of Object.values(found)) printAddress(address);
          });
          return { port };
        }
        function printAddress(address: string) {
          console.log(address);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "resolvesEarly", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { consoleSuccess } from "./console.js";
              import { getNetworkInterfaces } from "./network.js";
              import { once } from "node:events";
              export async function startServer(port: number) {
                const server = http.createServer();
                server.listen(port, "0.0.0.0", () => {
                  const found = getNetworkInterfaces();
                  consoleSuccess(\`Local: \${port}\`);
                  for (const name in found) consoleSuccess(\`Network: \${found[name].address}\`);
                  Object.values(found).forEach(({ address }) => console.log(address));
                  for (const { address } of Object.values(found)) printAddress(address);
                });
                await once(server, "listening");
                return { port };
              }
              function printAddress(address: string) {
                console.log(address);
              }
            ` },
          ] },
      ],
    },
  ],
});
