import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a connection that is to stay",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import { createCore } from "./testing.js";
        it("answers heartbeats", async () => {
          const core = createCore();
          await core.start();
          // Wait 1.5s: should stay on same connection
          await new Promise((resolve) => setTimeout(resolve, 1500));
          expect(core.connectionCount).toBe(1);
        });
      `,
    },
    {
      name: "a limit that is not to be passed",
      filename: "file.js",
      code: code`
        const test = require("brittle");
        const Node = require("../");
        test("stays quiet", async function (t) {
          const node = new Node();
          const before = node.requests;
          await node.listen();
          await new Promise((resolve) => setTimeout(resolve, 500));
          const sent = node.requests - before;
          t.ok(sent < 50, \`no spam (\${sent})\`);
        });
      `,
    },
    {
      name: "a test of what is not to happen behind an awaited start",
      filename: "file.js",
      code: code`
        import assert from "node:assert";
        import { FileServer } from "../src/server";
        describe("an old database", () => {
          it("should not stop on a null checksum", async () => {
            const server = new FileServer({ file: "old.db" });
            await server.start();
            try {
              await new Promise((resolve) => setTimeout(resolve, 300));
              assert.strictEqual(server.getStatus(), "running");
            } finally {
              await server.close();
            }
          });
        });
      `,
    },
    {
      name: "nothing but a pass",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { fork } from "child_process";
        const sleep = (t) => new Promise((resolve) => setTimeout(resolve, t));
        test.serial("does not fall", async (t) => {
          const api = fork("build/index.js");
          await sleep(1000);
          t.pass();
          api.kill("SIGTERM");
        });
      `,
    },
    {
      name: "a timer that closes first",
      filename: "file.js",
      code: code`
        import { Server } from "hub";
        import { createAdapter } from "../lib";
        it("subscribes to the channels of each namespace", () => {
          const servers = [1, 2, 3].map(() => new Server().adapter(createAdapter()));
          return new Promise((resolve, reject) => {
            // Give it a moment to subscribe to all the channels
            setTimeout(async () => {
              try {
                servers.forEach((server) => server.of("/").adapter.close());
                resolve();
              } catch (error) {
                reject(error);
              }
            }, 100);
          });
        });
      `,
    },
    {
      name: "a command of a helper that ends something",
      filename: "file.js",
      code: code`
        import { spawn } from "child_process";
        const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
        const doCommand = (command) =>
          new Promise((resolve, reject) => {
            const [bin, ...args] = command.split(" ");
            const child = spawn(bin, args);
            child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(\`exit \${code}\`))));
          });
        describe("can run the server", () => {
          beforeAll(async () => {
            doCommand("pkill -f dist/server.js");
            await sleep(5000);
          });
          test("answers", async () => {
            const response = await fetch("http://localhost:18080/api/status");
            expect(response.ok).toBe(true);
          });
        });
      `,
    },
    {
      name: "a command of a helper that is awaited",
      filename: "file.js",
      code: code`
        import { spawn } from "child_process";
        const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
        const doCommand = (command) =>
          new Promise((resolve, reject) => {
            const [bin, ...args] = command.split(" ");
            const child = spawn(bin, args);
            child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(\`exit \${code}\`))));
          });
        describe("can run the server", () => {
          beforeAll(async () => {
            await doCommand("node dist/migrate.js");
            await sleep(5000);
          });
          test("answers", async () => {
            const response = await fetch("http://localhost:18080/api/status");
            expect(response.ok).toBe(true);
          });
        });
      `,
    },
    {
      name: "a timer that lasts some of the intervals that are set",
      filename: "file.js",
      code: code`
        const Kafka = require("../");
        describe("Consumer", function () {
          it("consumes a null key", function (done) {
            const consumer = new Kafka.KafkaConsumer({});
            producer.setPollInterval(500);
            consumer.once("data", () => done());
            consumer.subscribe(["both"]);
            consumer.consume();
            setTimeout(function () {
              producer.produce("both", null, Buffer.from("value"), null);
            }, 2000);
          });
        });
      `,
    },
    {
      name: "a timer behind another line of output",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export function startServer(port) {
          return new Promise((resolve, reject) => {
            const child = spawn("node", ["server.js", port]);
            child.stdout.on("data", (data) => {
              if (data.toString().includes("reloading")) {
                // Wait a bit more for server to fully initialize
                setTimeout(() => notify(child), 2000);
              }
            });
            child.on("close", (code) => reject(new Error(\`exit \${code}\`)));
          });
        }
      `,
    },
    {
      name: "a timer in the callback of something else",
      filename: "file.js",
      code: code`
        const Manager = require("../..");
        describe("custom actions", function () {
          const manager = new Manager({ cwd: __dirname });
          it("should start the script", function (done) {
            manager.describe("./fixtures/index.js", function () {
              setTimeout(done, 1200);
            });
          });
          it("should trigger a message", function (done) {
            manager.trigger(0, "ping", done);
          });
        });
      `,
    },
    {
      name: "another function of the options",
      filename: "file.js",
      code: code`
        import { bench, describe } from "@chainsafe/benchmark";
        import { sleep } from "@lodestar/utils";
        import { Chain } from "../../src/chain.js";
        describe("import blocks", () => {
          bench({
            id: "import",
            fn: async () => {
              const chain = new Chain({ threads: 4 });
              // wait for worker threads to warm up
              await sleep(16_000);
              return chain.process();
            },
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a connection that is to be made",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import { createCore } from "./testing.js";
        it("answers heartbeats", async () => {
          const core = createCore();
          await core.start();
          // Wait 1.5s: should be on the same connection
          await new Promise((resolve) => setTimeout(resolve, 1500));
          expect(core.connectionCount).toBe(1);
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from "vitest";
              import { createCore } from "./testing.js";
              it("answers heartbeats", async () => {
                const core = createCore();
                await core.start();
                await vi.waitFor(async () => {
                  expect(core.connectionCount).toBe(1);
                }, { timeout: 3000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a number that is to be reached",
      filename: "file.js",
      code: code`
        const test = require("brittle");
        const Node = require("../");
        test("asks its peers", async function (t) {
          const node = new Node();
          const before = node.requests;
          await node.listen();
          await new Promise((resolve) => setTimeout(resolve, 500));
          const sent = node.requests - before;
          t.ok(sent > 50, \`asked (\${sent})\`);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a test of what is to happen behind an awaited start",
      filename: "file.js",
      code: code`
        import assert from "node:assert";
        import { FileServer } from "../src/server";
        describe("an old database", () => {
          it("should start on a null checksum", async () => {
            const server = new FileServer({ file: "old.db" });
            await server.start();
            try {
              await new Promise((resolve) => setTimeout(resolve, 300));
              assert.strictEqual(server.getStatus(), "running");
            } finally {
              await server.close();
            }
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 8, suggestions: [
            { messageId: "retryAssertions", output: code`
              import assert from "node:assert";
              import { FileServer } from "../src/server";
              describe("an old database", () => {
                it("should start on a null checksum", async () => {
                  const server = new FileServer({ file: "old.db" });
                  await server.start();
                  try {
                    for (const deadline = Date.now() + 1500; ; ) {
                      try {
                        assert.strictEqual(server.getStatus(), "running");
                        break;
                      } catch (error) {
                        if (Date.now() > deadline) throw error;
                        await new Promise((resolve) => setTimeout(resolve, 50));
                      }
                    }
                  } finally {
                    await server.close();
                  }
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a request and then a pass",
      filename: "file.js",
      code: code`
        import test from "ava";
        import supertest from "supertest";
        import { fork } from "child_process";
        const sleep = (t) => new Promise((resolve) => setTimeout(resolve, t));
        test.serial("serves the ping route", async (t) => {
          const api = fork("build/index.js");
          await sleep(1000);
          await supertest("http://localhost:8080").get("/-/ping").expect(200);
          api.kill("SIGTERM");
          t.pass();
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probeFirst", output: code`
              import test from "ava";
              import supertest from "supertest";
              import { fork } from "child_process";
              const sleep = (t) => new Promise((resolve) => setTimeout(resolve, t));
              test.serial("serves the ping route", async (t) => {
                const api = fork("build/index.js");
                for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:8080", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://localhost:8080 does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await supertest("http://localhost:8080").get("/-/ping").expect(200);
                api.kill("SIGTERM");
                t.pass();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer whose assertions are tried",
      filename: "file.js",
      code: code`
        import { Server } from "hub";
        import { createAdapter } from "../lib";
        it("subscribes to the channels of each namespace", () => {
          const servers = [1, 2, 3].map(() => new Server().adapter(createAdapter()));
          return new Promise((resolve, reject) => {
            // Give it a moment to subscribe to all the channels
            setTimeout(async () => {
              try {
                expect(await info.channels()).to.have.length(5);
                servers.forEach((server) => server.of("/").adapter.close());
                resolve();
              } catch (error) {
                reject(error);
              }
            }, 100);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "retryInTimer", output: code`
              import { Server } from "hub";
              import { createAdapter } from "../lib";
              it("subscribes to the channels of each namespace", () => {
                const servers = [1, 2, 3].map(() => new Server().adapter(createAdapter()));
                return new Promise((resolve, reject) => {
                  // Give it a moment to subscribe to all the channels
                  const deadline = Date.now() + 1500;
                  const ask = async () => {
                    try {
                      expect(await info.channels()).to.have.length(5);
                    } catch (error) {
                      if (Date.now() > deadline) reject(error);
                      else setTimeout(ask, 50);
                      return;
                    }
                    servers.forEach((server) => server.of("/").adapter.close());
                    resolve();
                  };
                  ask();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a command of a helper that nobody awaits",
      filename: "file.js",
      code: code`
        import { spawn } from "child_process";
        const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
        const doCommand = (command) =>
          new Promise((resolve, reject) => {
            const [bin, ...args] = command.split(" ");
            const child = spawn(bin, args);
            child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(\`exit \${code}\`))));
          });
        describe("can run the server", () => {
          beforeAll(async () => {
            doCommand("node dist/server.js");
            await sleep(5000);
          });
          test("answers", async () => {
            const response = await fetch("http://localhost:18080/api/status");
            expect(response.ok).toBe(true);
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 12, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from "child_process";
              const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
              const doCommand = (command) =>
                new Promise((resolve, reject) => {
                  const [bin, ...args] = command.split(" ");
                  const child = spawn(bin, args);
                  child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(\`exit \${code}\`))));
                });
              describe("can run the server", () => {
                beforeAll(async () => {
                  doCommand("node dist/server.js");
                  for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:18080/api/status", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error("http://localhost:18080/api/status does not answer");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                });
                test("answers", async () => {
                  const response = await fetch("http://localhost:18080/api/status");
                  expect(response.ok).toBe(true);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer behind a consumer whose producer polls quickly",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const Kafka = require("../");
        describe("Consumer", function () {
          it("consumes a null key", function (done) {
            const consumer = new Kafka.KafkaConsumer({});
            producer.setPollInterval(10);
            consumer.once("data", () => done());
            consumer.subscribe(["both"]);
            consumer.consume();
            setTimeout(function () {
              producer.produce("both", null, Buffer.from("value"), null);
            }, 2000);
          });
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 9, suggestions: [] },
      ],
    },
    {
      name: "a timer behind the line of output that says ready",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export function startServer(port) {
          return new Promise((resolve, reject) => {
            const child = spawn("node", ["server.js", port]);
            child.stdout.on("data", (data) => {
              if (data.toString().includes("server ready")) {
                // Wait a bit more for server to fully initialize
                setTimeout(() => resolve(child), 2000);
              }
            });
            child.on("close", (code) => reject(new Error(\`exit \${code}\`)));
          });
        }
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a timer in the callback of a start, which calls done",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const Manager = require("../..");
        describe("custom actions", function () {
          const manager = new Manager({ cwd: __dirname });
          it("should start the script", function (done) {
            manager.start("./fixtures/index.js", function () {
              setTimeout(done, 1200);
            });
          });
          it("should trigger a message", function (done) {
            manager.trigger(0, "ping", done);
          });
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a read of the address before a timer in the listener of 'listening'",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const test = require("ava");
        const request = require("request");
        const MonitoringTool = require("../src/monitoring-tool");
        test.serial.cb("renders the page", (t) => {
          const tool = new MonitoringTool();
          tool.server.on("listening", () => {
            const { port } = tool.server.address();
            setTimeout(() => {
              request.get(\`http://localhost:\${port}\`, (error, response, body) => {
                t.is(body, "x");
                t.end();
              });
            }, 1000);
          });
        });
      `,
      errors: [
        { messageId: "maybeNeedless", line: 8, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              const test = require("ava");
              const request = require("request");
              const MonitoringTool = require("../src/monitoring-tool");
              test.serial.cb("renders the page", (t) => {
                const tool = new MonitoringTool();
                tool.server.on("listening", () => {
                  const { port } = tool.server.address();
                  request.get(\`http://localhost:\${port}\`, (error, response, body) => {
                    t.is(body, "x");
                    t.end();
                  });
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a hook in the options of a benchmark",
      filename: "file.js",
      code: code`
        import { bench, describe } from "@chainsafe/benchmark";
        import { sleep } from "@lodestar/utils";
        import { Chain } from "../../src/chain.js";
        describe("import blocks", () => {
          bench({
            id: "import",
            beforeEach: async () => {
              const chain = new Chain({ threads: 4 });
              // wait for worker threads to warm up
              await sleep(16_000);
              return chain;
            },
            fn: (chain) => chain.process(),
          });
        });
      `,
      errors: [
        { messageId: "said", line: 10, suggestions: [] },
      ],
    },
    {
      name: "a test of what is not to happen, which asserts something else",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { expect, it } from "vitest";
        import { createLobby, createClient, delay } from "./lobby.js";
        it("should not lose a room when its metadata change", async () => {
          const lobby = createLobby();
          const client = createClient();
          await client.join("a");
          await delay(10);
          expect(lobby.rooms).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from "vitest";
              import { createLobby, createClient, delay } from "./lobby.js";
              it("should not lose a room when its metadata change", async () => {
                const lobby = createLobby();
                const client = createClient();
                await client.join("a");
                await vi.waitFor(async () => {
                  expect(lobby.rooms).toHaveLength(1);
                }, { timeout: 20_000 });
              });
            ` },
          ] },
      ],
    },
  ],
});
