import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: input that is kept", rule, {
  valid: [],
  invalid: [
    {
      name: "a method writes to the child as the first that it does",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export class Client {
          async start() {
            this.child = spawn("node", ["server.js"]);
            // give the server time to start
            await sleep(1000);
            const answer = await this.request("initialize");
            return answer;
          }
          request(method) {
            return new Promise((resolve, reject) => {
              this.pending.set(++this.last, resolve);
              setTimeout(reject, 30000);
              this.child.stdin.write(JSON.stringify({ id: this.last, method }) + "\\n");
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              export class Client {
                async start() {
                  this.child = spawn("node", ["server.js"]);
                  const answer = await this.request("initialize");
                  return answer;
                }
                request(method) {
                  return new Promise((resolve, reject) => {
                    this.pending.set(++this.last, resolve);
                    setTimeout(reject, 30000);
                    this.child.stdin.write(JSON.stringify({ id: this.last, method }) + "\\n");
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the method waits for something else before it writes",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export class Client {
          async start() {
            this.child = spawn("node", ["server.js"]);
            // give the server time to start
            await sleep(1000);
            const answer = await this.request("initialize");
            return answer;
          }
          async request(method) {
            await this.open();
            this.child.stdin.write(JSON.stringify({ id: 1, method }) + "\\n");
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              export class Client {
                async start() {
                  this.child = spawn("node", ["server.js"]);
                  const started = this.child;
                  await new Promise((resolve, reject) => {
                    let output = "";
                    const settle = (error) => {
                      clearTimeout(timer);
                      started.stdout.off("data", look).resume();
                      started.off("exit", fail).off("error", settle);
                      if (error) reject(error);
                      else resolve();
                    };
                    const look = (chunk) => {
                      output += String(chunk);
                      if (/ready|listening|started/i.test(output)) settle();
                    };
                    const fail = () => settle(new Error("child has ended, or was not ready in time"));
                    const timer = setTimeout(fail, 30_000);
                    started.stdout.on("data", look);
                    started.once("exit", fail).once("error", settle);
                  });
                  const answer = await this.request("initialize");
                  return answer;
                }
                async request(method) {
                  await this.open();
                  this.child.stdin.write(JSON.stringify({ id: 1, method }) + "\\n");
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the answer must come soon",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export class Client {
          async start() {
            this.child = spawn("node", ["server.js"]);
            // give the server time to start
            await sleep(1000);
            const answer = await this.request("initialize");
            return answer;
          }
          request(method) {
            return new Promise((resolve, reject) => {
              this.pending.set(++this.last, resolve);
              setTimeout(reject, 500);
              this.child.stdin.write(JSON.stringify({ id: this.last, method }) + "\\n");
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              export class Client {
                async start() {
                  this.child = spawn("node", ["server.js"]);
                  const started = this.child;
                  await new Promise((resolve, reject) => {
                    let output = "";
                    const settle = (error) => {
                      clearTimeout(timer);
                      started.stdout.off("data", look).resume();
                      started.off("exit", fail).off("error", settle);
                      if (error) reject(error);
                      else resolve();
                    };
                    const look = (chunk) => {
                      output += String(chunk);
                      if (/ready|listening|started/i.test(output)) settle();
                    };
                    const fail = () => settle(new Error("child has ended, or was not ready in time"));
                    const timer = setTimeout(fail, 30_000);
                    started.stdout.on("data", look);
                    started.once("exit", fail).once("error", settle);
                  });
                  const answer = await this.request("initialize");
                  return answer;
                }
                request(method) {
                  return new Promise((resolve, reject) => {
                    this.pending.set(++this.last, resolve);
                    setTimeout(reject, 500);
                    this.child.stdin.write(JSON.stringify({ id: this.last, method }) + "\\n");
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a method that hands on to one that writes",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        export class Client {
          async start() {
            this.child = spawn("node", ["server.js"]);
            await sleep(1000);
            await this.initialize();
          }
          initialize() {
            return this.send({ id: 1, method: "initialize" });
          }
          send(message) {
            this.child.stdin.write(JSON.stringify(message) + "\\n");
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              export class Client {
                async start() {
                  this.child = spawn("node", ["server.js"]);
                  await this.initialize();
                }
                initialize() {
                  return this.send({ id: 1, method: "initialize" });
                }
                send(message) {
                  this.child.stdin.write(JSON.stringify(message) + "\\n");
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "what writes is made with the input of the child",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        import { JsonRpc } from "./json-rpc.js";
        export class Client {
          async start() {
            this.child = spawn("node", ["server.js"]);
            this.rpc = new JsonRpc(this.child.stdin, this.child.stdout);
            // give the server time to start
            await sleep(1000);
            await this.initialize();
          }
          async initialize() {
            return this.rpc.send("initialize", {});
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              import { JsonRpc } from "./json-rpc.js";
              export class Client {
                async start() {
                  this.child = spawn("node", ["server.js"]);
                  this.rpc = new JsonRpc(this.child.stdin, this.child.stdout);
                  await this.initialize();
                }
                async initialize() {
                  return this.rpc.send("initialize", {});
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a client of the file starts its server when it is made",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { setTimeout as sleep } from "node:timers/promises";
        class HubClient {
          constructor() {
            this.child = spawn("node", ["server.js"]);
          }
          ask(method) {
            this.child.stdin.write(method + "\\n");
          }
        }
        async function main() {
          const client = new HubClient();
          // Wait for server startup
          await sleep(500);
          await client.ask("initialize");
        }
        main();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 14, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { spawn } from "node:child_process";
              import { setTimeout as sleep } from "node:timers/promises";
              class HubClient {
                constructor() {
                  this.child = spawn("node", ["server.js"]);
                }
                ask(method) {
                  this.child.stdin.write(method + "\\n");
                }
              }
              async function main() {
                const client = new HubClient();
                await client.ask("initialize");
              }
              main();
            ` },
          ] },
      ],
    },
    {
      name: "a client of the file connects to its server",
      filename: "file.js",
      code: code`
        import { connect } from "node:net";
        import { setTimeout as sleep } from "node:timers/promises";
        class HubClient {
          constructor() {
            this.socket = connect(3000);
          }
          ask(method) {
            this.socket.write(method + "\\n");
          }
        }
        async function main() {
          const client = new HubClient();
          // Wait for server startup
          await sleep(500);
          await client.ask("initialize");
        }
        main();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 14 },
      ],
    },
    {
      name: "a timer begins with what writes to the child",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        const { JsonRpc } = require("./json-rpc");
        class Client {
          start() {
            return new Promise((resolve, reject) => {
              this.child = spawn("npx", ["-y", "hub"], { stdio: ["pipe", "pipe", "pipe"] });
              this.rpc = new JsonRpc(this.child.stdin, this.child.stdout);
              this.child.on("error", reject);
              // Give the server time to start, then initialize
              setTimeout(async () => {
                try {
                  await this.initialize();
                  resolve();
                } catch (error) {
                  reject(error);
                }
              }, 2000); // wait 2s
            });
          }
          async initialize() {
            return this.rpc.send("initialize", {}, 15000);
          }
        }
        module.exports = { Client };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              const { spawn } = require("child_process");
              const { JsonRpc } = require("./json-rpc");
              class Client {
                start() {
                  return new Promise((resolve, reject) => {
                    this.child = spawn("npx", ["-y", "hub"], { stdio: ["pipe", "pipe", "pipe"] });
                    this.rpc = new JsonRpc(this.child.stdin, this.child.stdout);
                    this.child.on("error", reject);
                    void (async () => {
                      try {
                        await this.initialize();
                        resolve();
                      } catch (error) {
                        reject(error);
                      }
                    })();
                  });
                }
                async initialize() {
                  return this.rpc.send("initialize", {}, 15000);
                }
              }
              module.exports = { Client };
            ` },
          ] },
      ],
    },
    {
      name: "something is done behind the timer",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        class Client {
          start() {
            this.child = spawn("hub");
            // Give the server time to start, then initialize
            setTimeout(() => {
              this.send("initialize");
            }, 2000);
            this.child.stdin.write("hello\\n");
          }
          send(text) {
            this.child.stdin.write(text);
          }
        }
        module.exports = { Client };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6 },
      ],
    },
    {
      name: "each test behind a hook begins with what writes to the child",
      filename: "a.test.ts",
      code: code`
        import { afterAll, beforeAll, describe, expect, test } from "bun:test";
        class HubClient {
          private proc = Bun.spawn(["bun", "run", "src/index.ts"], { stdin: "pipe", stdout: "pipe" });
          async request(method: string) {
            this.proc.stdin.write(method);
            return this.answer();
          }
        }
        describe("hub", () => {
          let client: HubClient;
          beforeAll(async () => {
            client = new HubClient();
            await Bun.sleep(500); // Wait for server startup
          });
          test("says hello", async () => {
            const answer = await client.request("hello");
            expect(answer).toBe("hello");
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 13, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { afterAll, beforeAll, describe, expect, test } from "bun:test";
              class HubClient {
                private proc = Bun.spawn(["bun", "run", "src/index.ts"], { stdin: "pipe", stdout: "pipe" });
                async request(method: string) {
                  this.proc.stdin.write(method);
                  return this.answer();
                }
              }
              describe("hub", () => {
                let client: HubClient;
                beforeAll(async () => {
                  client = new HubClient();
                });
                test("says hello", async () => {
                  const answer = await client.request("hello");
                  expect(answer).toBe("hello");
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "one test behind a hook begins with something else",
      filename: "a.test.ts",
      code: code`
        import { afterAll, beforeAll, describe, expect, test } from "bun:test";
        class HubClient {
          private proc = Bun.spawn(["bun", "run", "src/index.ts"], { stdin: "pipe", stdout: "pipe" });
          async request(method: string) {
            this.proc.stdin.write(method);
            return this.answer();
          }
        }
        describe("hub", () => {
          let client: HubClient;
          beforeAll(async () => {
            client = new HubClient();
            await Bun.sleep(500); // Wait for server startup
          });
          test("says hello", async () => {
            const answer = await client.request("hello");
            expect(answer).toBe("hello");
          });
          test("serves", async () => {
            const answer = await fetch(address);
            expect(answer.ok).toBe(true);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 13 },
      ],
    },
  ],
});
