import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a hook that does nothing but sleep, before each test",
      filename: "a.test.ts",
      code: code`
        import { beforeEach, describe, expect, it } from "vitest";
        import { sleep } from "./sleep";
        describe("bundle", () => {
          // The bundle is built by the pretest script
          beforeEach(async () => {
            await sleep(2000);
          });
          it("is there", () => expect(window.bundle).toBeDefined());
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the comment names what was removed in the callback",
      filename: "a.test.js",
      code: code`
        const fs = require("fs");
        const env = require("../modules/environment");
        describe("application", () => {
          let chromedriver;
          before((done) => {
            chromedriver = env.spawnChromeDriver();
            fs.unlink(env.configFile, (err) => {
              // the file system needs a while
              setTimeout(done, 1000);
            });
          });
          after(() => chromedriver.kill());
          it("shows the settings", () => env.client().getUrl());
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "something is done between a client and the sleep",
      filename: "a.test.js",
      code: code`
        import assert from "node:assert";
        import { it } from "node:test";
        import SocketClient from "../client/socket-client.js";
        it("gets a message", async () => {
          const client = new SocketClient("ws://localhost:4000/ws");
          const data = [];
          client.onMessage((message) => data.push(message));
          client.onceConnected("hello");
          await new Promise((resolve) => {
            setTimeout(resolve, 3000);
          });
          assert.deepStrictEqual(data, ["hello"]);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "handlers of something else stand between a client and the sleep",
      filename: "a.test.js",
      code: code`
        import assert from "node:assert";
        import { it } from "node:test";
        import { store } from "./store.js";
        it("gets a snapshot", async () => {
          const socket = new WebSocket("ws://localhost:4000/ws");
          let last;
          store.onSnapshot((snapshot) => {
            last = snapshot;
          });
          await new Promise((resolve) => {
            setTimeout(resolve, 300);
          });
          socket.send(String(last));
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a handler that waits before it goes on",
      filename: "a.js",
      code: code`
        import { connect } from "./client.js";
        const client = connect("ws://localhost:4000");
        client.start();
        client.onClose((e) => {
          setTimeout(again, 1000);
        });
        function again() {
          client.start();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the comment names what was started, and what is done with it",
      filename: "a.test.js",
      code: code`
        import { createServer } from "node:http";
        import { connect } from "./client.js";
        it("acknowledges", async () => {
          const server = createServer();
          server.listen(0);
          const socket = connect(server);
          socket.write("hello");
          // wait for the server to acknowledge the write
          await new Promise((resolve) => setTimeout(resolve, 100));
          expect(socket.acked).toBe(1);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a list that is worked on between a start and the sleep",
      filename: "a.test.js",
      code: code`
        import { it } from "vitest";
        import { lobby } from "./lobby.js";
        import { sleep } from "./sleep.js";
        it("matches", async () => {
          lobby.connect();
          lobby.match("a", "ranked");
          await sleep(300);
          lobby.leave();
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a comment above a hook says what each test needs",
      filename: "a.test.ts",
      code: code`
        import { beforeEach, describe, expect, it } from "vitest";
        import { sleep } from "./sleep";
        describe("ids", () => {
          // Each test needs its own connection id, which is made of the milliseconds.
          beforeEach(async () => {
            await sleep(2);
          });
          it("is there", () => expect(window.id).toBeDefined());
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a hook that does nothing but sleep, and a comment above it",
      filename: "a.test.ts",
      code: code`
        import { beforeAll, describe, expect, it } from "vitest";
        import { sleep } from "./sleep";
        describe("bundle", () => {
          // Sometimes the bundle takes some time to load
          beforeAll(async () => {
            await sleep(2000);
          });
          it("is there", () => expect(window.bundle).toBeDefined());
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { beforeAll, describe, expect, it, vi } from "vitest";
              import { sleep } from "./sleep";
              describe("bundle", () => {
                // Sometimes the bundle takes some time to load
                beforeAll(async () => {
                  await vi.waitFor(async () => {
                    expect(window.bundle).toBeDefined();
                  }, { timeout: 4000 });
                });
                it("is there", () => expect(window.bundle).toBeDefined());
              });
            ` },
          ] },
      ],
    },
    {
      name: "the comment names what was started before a callback",
      filename: "a.test.js",
      code: code`
        const fs = require("fs");
        const env = require("../modules/environment");
        describe("application", () => {
          let chromedriver;
          before((done) => {
            chromedriver = env.spawnChromeDriver();
            fs.unlink(env.configFile, (err) => {
              // waiting for chromedriver
              setTimeout(done, 1000);
            });
          });
          after(() => chromedriver.kill());
          it("shows the settings", () => env.client().getUrl());
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9 },
      ],
    },
    {
      name: "handlers are given between a client and the sleep",
      filename: "a.test.js",
      code: code`
        import assert from "node:assert";
        import { it } from "node:test";
        import SocketClient from "../client/socket-client.js";
        it("gets a message", async () => {
          const client = new SocketClient("ws://localhost:4000/ws");
          const data = [];
          client.onOpen(() => data.push("open"));
          client.onMessage((message) => data.push(message));
          await new Promise((resolve) => {
            setTimeout(resolve, 3000);
          });
          assert.deepStrictEqual(data, ["open", "hello"]);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 9, suggestions: [
            { messageId: "retryAssertions", output: code`
              import assert from "node:assert";
              import { it } from "node:test";
              import SocketClient from "../client/socket-client.js";
              it("gets a message", async () => {
                const client = new SocketClient("ws://localhost:4000/ws");
                const data = [];
                client.onOpen(() => data.push("open"));
                client.onMessage((message) => data.push(message));
                for (const deadline = Date.now() + 6000; ; ) {
                  try {
                    assert.deepStrictEqual(data, ["open", "hello"]);
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
  ],
});
