import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is nearly the same", rule, {
  valid: [
    {
      name: "a sound that is played",
      filename: "file.js",
      code: code`
        export async function measure(context, output) {
          const tone = context.createOscillator();
          tone.connect(output);
          tone.start();
          await new Promise((resolve) => setTimeout(resolve, 500));
          return output.level();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "nothing is connected, and is not to be",
      filename: "a.test.js",
      code: code`
        import { expect, it } from "vitest";
        import { Bridge } from "../src/bridge.js";
        it("knows its state", async () => {
          const bridge = new Bridge("http://localhost:1");
          bridge.connect();
          await new Promise((resolve) => setTimeout(resolve, 1500));
          expect(bridge.status()).toBe("disconnected");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a pause before a menu is shown",
      filename: "file.js",
      code: code`
        import { sleep } from "./sleep.js";
        import { Shell } from "./shell.js";
        export async function run() {
          const shell = new Shell();
          await shell.initialize();
          await sleep(1000); // wait for a second before showing the menu
          shell.menu();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "latency that is made up",
      filename: "file.js",
      code: code`
        import { sleep } from "./sleep.js";
        import { mockUsers } from "./mocks.js";
        import { Sdk } from "./sdk.js";
        export async function currentUser() {
          const sdk = new Sdk();
          await sdk.initialize();
          await sleep(200);
          return mockUsers[1];
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a module of another name that is loaded by a function",
      filename: "file.js",
      code: code`
        const { request } = require("./request");
        async function run() {
          require("../settings");
          setTimeout(async () => {
            console.log(await request("/health"));
          }, 1500);
        }
        run();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a subscription to values of this process",
      filename: "file.js",
      code: code`
        import { values, service } from "./clients.js";
        import { sleep } from "./sleep.js";
        export async function check(seen) {
          values.pipe().subscribe(seen);
          await sleep(800);
          await service.from("promotions").update({ seen: true });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an app of a phone that is asked something",
      filename: "file.js",
      code: code`
        import { execSync } from "node:child_process";
        import { sleep } from "./sleep.js";
        import { capture } from "./capture.js";
        export async function shoot() {
          execSync("adb shell dumpsys battery");
          await sleep(3000);
          capture("welcome.jpg");
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a contract that is only looked up",
      filename: "file.js",
      code: code`
        import { Money } from "./contracts.js";
        import { sleep } from "./sleep.js";
        export async function main() {
          const money = await Money.deployed();
          await sleep(1000);
          await money.updateRate();
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "an assertion of Node's own test context",
      filename: "a.test.js",
      code: code`
        import { it } from "node:test";
        import { Client } from "../src/client.js";
        it("opens", async (t) => {
          const client = new Client("ws://localhost:8080");
          const told = [];
          client.onOpen(() => told.push("open"));
          await new Promise((resolve) => {
            setTimeout(resolve, 3000);
          });
          t.assert.deepStrictEqual(told, ["open"]);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { it } from "node:test";
              import { Client } from "../src/client.js";
              it("opens", async (t) => {
                const client = new Client("ws://localhost:8080");
                const told = [];
                client.onOpen(() => told.push("open"));
                for (const deadline = Date.now() + 6000; ; ) {
                  try {
                    t.assert.deepStrictEqual(told, ["open"]);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "an assertion of another runner's context",
      filename: "a.test.js",
      code: code`
        import { it } from "./runner.js";
        import { Client } from "../src/client.js";
        it("opens", async (t) => {
          const client = new Client("ws://localhost:8080");
          const told = [];
          client.onOpen(() => told.push("open"));
          await new Promise((resolve) => {
            setTimeout(resolve, 3000);
          });
          t.assert.deepStrictEqual(told, ["open"]);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 7 },
      ],
    },
    {
      name: "a comment in the sleep speaks of the wait",
      filename: "a.test.js",
      code: code`
        import { spawn } from "node:child_process";
        import { expect, it } from "vitest";
        it("answers", async () => {
          const child = spawn("node", ["server.js"]);
          await new Promise((resolve) => {
            // give it time to start
            setTimeout(resolve, 1000);
          });
          const response = await fetch("http://localhost:3000");
          expect(response.status).toBe(200);
          child.kill();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from "node:child_process";
              import { expect, it } from "vitest";
              it("answers", async () => {
                const child = spawn("node", ["server.js"]);
                for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3000", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://localhost:3000 does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const response = await fetch("http://localhost:3000");
                expect(response.status).toBe(200);
                child.kill();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a comment in the sleep speaks of something else",
      filename: "a.test.js",
      code: code`
        import { spawn } from "node:child_process";
        import { expect, it } from "vitest";
        it("answers", async () => {
          const child = spawn("node", ["server.js"]);
          await new Promise((resolve) => {
            setTimeout(resolve, 1000); // see ticket number five
          });
          const response = await fetch("http://localhost:3000");
          expect(response.status).toBe(200);
          child.kill();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "the caller goes on to ask the address",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { load } from "./window.js";
        export function open() {
          return startServer().then(() => load("http://localhost:7777"));
        }
        async function startServer() {
          spawn("node", ["server.js"], { stdio: "inherit" });
          await new Promise((resolve) => setTimeout(resolve, 500));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from "node:child_process";
              import { load } from "./window.js";
              export function open() {
                return startServer().then(() => load("http://localhost:7777"));
              }
              async function startServer() {
                spawn("node", ["server.js"], { stdio: "inherit" });
                for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:7777", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://localhost:7777 does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the address is of something before the call",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { load } from "./window.js";
        export async function open() {
          await load("http://localhost:7777");
          await startServer();
        }
        async function startServer() {
          spawn("node", ["server.js"], { stdio: "inherit" });
          await new Promise((resolve) => setTimeout(resolve, 500));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9 },
      ],
    },
    {
      name: "a tester that is started",
      filename: "file.js",
      code: code`
        export async function measure(context, output) {
          const tone = context.createTester();
          tone.connect(output);
          tone.start();
          await new Promise((resolve) => setTimeout(resolve, 500));
          return output.level();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "it is to be connected",
      filename: "a.test.js",
      code: code`
        import { expect, it } from "vitest";
        import { Bridge } from "../src/bridge.js";
        it("knows its state", async () => {
          const bridge = new Bridge("http://localhost:1");
          bridge.connect();
          await new Promise((resolve) => setTimeout(resolve, 1500));
          expect(bridge.status()).toBe("connected");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from "vitest";
              import { Bridge } from "../src/bridge.js";
              it("knows its state", async () => {
                const bridge = new Bridge("http://localhost:1");
                bridge.connect();
                await vi.waitFor(async () => {
                  expect(bridge.status()).toBe("connected");
                }, { timeout: 3000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a pause before something is sent",
      filename: "file.js",
      code: code`
        import { sleep } from "./sleep.js";
        import { Shell } from "./shell.js";
        export async function run() {
          const shell = new Shell();
          await shell.initialize();
          await sleep(1000); // wait for a second before sending
          shell.menu();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6 },
      ],
    },
    {
      name: "a value of the thing itself",
      filename: "file.js",
      code: code`
        import { sleep } from "./sleep.js";
        import { Sdk } from "./sdk.js";
        export async function currentUser() {
          const sdk = new Sdk();
          await sdk.initialize();
          await sleep(200);
          return sdk.users[1];
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6 },
      ],
    },
    {
      name: "a server that is loaded by a function",
      filename: "file.js",
      code: code`
        const { request } = require("./request");
        async function run() {
          require("../server");
          setTimeout(async () => {
            console.log(await request("/health"));
          }, 1500);
        }
        run();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 4 },
      ],
    },
    {
      name: "a subscription at the end of a chain that names what another process tells",
      filename: "file.js",
      code: code`
        import { staff, service } from "./clients.js";
        import { sleep } from "./sleep.js";
        export async function check(seen) {
          staff.channel("promotions").on("postgres_changes", { event: "UPDATE" }, seen).subscribe();
          await sleep(800);
          await service.from("promotions").update({ seen: true });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 5 },
      ],
    },
    {
      name: "an app of a phone that is started by a command",
      filename: "file.js",
      code: code`
        import { execSync } from "node:child_process";
        import { sleep } from "./sleep.js";
        import { capture } from "./capture.js";
        export async function shoot() {
          execSync("adb shell am start -n com.example/.MainActivity");
          await sleep(3000);
          capture("welcome.jpg");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6 },
      ],
    },
    {
      name: "a contract of a chain that has been deployed",
      filename: "file.js",
      code: code`
        import { ethers, hre } from "./hardhat.js";
        import { sleep } from "./sleep.js";
        export async function main(factory) {
          const contract = await factory.deploy();
          await contract.deployed();
          await sleep(60_000);
          await hre.run("verify:verify", { address: contract.address });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6 },
      ],
    },
  ],
});
