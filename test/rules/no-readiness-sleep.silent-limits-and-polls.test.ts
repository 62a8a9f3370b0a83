import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "counts that are to stay within limits",
      filename: "file.test.js",
      code: code`
        const stan = require("./stan");
        it("tries again", (done) => {
          let tries = 0;
          const client = stan.connect("cluster", { url: "nats://localhost:1" });
          client.on("reconnecting", () => { tries++; });
          setTimeout(() => {
            tries.should.be.within(4, 6);
            done();
          }, 550);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a word of readiness in a test of time",
      filename: "file.test.ts",
      code: code`
        import { expect, it } from "vitest";
        it("rejects with a timeout when the queue is full", async () => {
          const held = hold(pool, 2);
          // Yield so held queries claim both connections.
          await new Promise((resolve) => setTimeout(resolve, 20));
          await expect(pool.query("SELECT 1")).rejects.toThrow(/timeout/);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a poll that is tested without a runner",
      filename: "file.js",
      code: code`
        import assert from "node:assert";
        import { waitFor } from "./wait.js";
        export async function run() {
          await assert.rejects(waitFor(() => false, { timeout: 10 }));
          await waitFor(() => true);
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "counts that are to be reached",
      filename: "file.test.js",
      code: code`
        const stan = require("./stan");
        it("tries again", (done) => {
          let tries = 0;
          const client = stan.connect("cluster", { url: "nats://localhost:1" });
          client.on("reconnecting", () => { tries++; });
          setTimeout(() => {
            tries.should.be.above(4);
            done();
          }, 550);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [
            { messageId: "retryInTimer", output: code`
              const stan = require("./stan");
              it("tries again", (done) => {
                let tries = 0;
                const client = stan.connect("cluster", { url: "nats://localhost:1" });
                client.on("reconnecting", () => { tries++; });
                const deadline = Date.now() + 1500;
                const ask = () => {
                  try {
                    tries.should.be.above(4);
                  } catch (error) {
                    if (Date.now() > deadline) done(error);
                    else setTimeout(ask, 50);
                    return;
                  }
                  done();
                };
                ask();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a word of readiness in another test",
      filename: "file.test.ts",
      code: code`
        import { expect, it } from "vitest";
        it("rejects when the queue is full", async () => {
          const held = hold(pool, 2);
          // Yield so held queries claim both connections.
          await new Promise((resolve) => setTimeout(resolve, 20));
          await expect(pool.query("SELECT 1")).rejects.toThrow(/full/);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 5 },
      ],
    },
    {
      name: "a poll that is used",
      filename: "file.js",
      code: code`
        import assert from "node:assert";
        import { waitFor } from "./wait.js";
        export async function run() {
          await assert.rejects(connect(() => false, { timeout: 10 }));
          await waitFor(() => true);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "constantPoll", line: 5 },
      ],
    },
  ],
});
