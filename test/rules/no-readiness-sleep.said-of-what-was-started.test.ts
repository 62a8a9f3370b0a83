import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a hook that does nothing but sleep",
      filename: "a.test.ts",
      code: code`
        import { beforeAll, describe, expect, it } from "vitest";
        import { sleep } from "./sleep";
        describe("bundle", () => {
          // The bundle is built by the pretest script
          beforeAll(async () => {
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
        { messageId: "said", line: 6 },
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
    {
      name: "a timer in a callback that names its error ex",
      filename: "a.test.js",
      code: code`
        const crypto = require("crypto");
        const { connect } = require("./connect");
        describe("consumer", () => {
          let consumer, producer;
          beforeEach((done) => {
            connect((err, c, p) => {
              consumer = c;
              producer = p;
              done(err);
            });
          });
          it("tells of the end of a partition", (done) => {
            crypto.randomBytes(16, (ex, buffer) => {
              consumer.subscribe(["test"]);
              setTimeout(() => {
                producer.produce("test", null, buffer, null);
              }, 2000);
              consumer.once("data", () => done());
            });
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 15 },
      ],
    },
  ],
});
