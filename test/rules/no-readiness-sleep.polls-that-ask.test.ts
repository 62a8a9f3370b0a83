import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: polls that asked nothing", rule, {
  valid: [],
  invalid: [
    {
      name: "a poll that asks nothing, before a mock forgets its calls",
      filename: "file.ts",
      code: code`
        import { createHub } from "./hub.js";
        import { pollUntil } from "./utils.js";
        test("sends updates", async () => {
          const hub = createHub();
          const send = jest.fn();
          hub.subscribe({ send });
          await pollUntil(() => true, { timeoutMs: 2000, intervalMs: 200 });
          send.mockClear();
          await hub.write("a", 1);
        });
      `,
      errors: [
        { messageId: "constantPoll", line: 7, suggestions: [
            { messageId: "awaitCall", output: code`
              import { createHub } from "./hub.js";
              import { pollUntil } from "./utils.js";
              test("sends updates", async () => {
                const hub = createHub();
                const send = jest.fn();
                hub.subscribe({ send });
                for (const deadline = Date.now() + 4000; send.mock.calls.length === 0; ) {
                  if (Date.now() > deadline) throw new Error("send has not been called in time");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                send.mockClear();
                await hub.write("a", 1);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a poll that asks nothing, before assertions",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import { createHub, waitUntil } from "./hub.js";
        it("has members", async () => {
          const hub = createHub();
          hub.start();
          await waitUntil(() => true, 500);
          expect(hub.members).toBe(2);
        });
      `,
      errors: [
        { messageId: "constantPoll", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from "vitest";
              import { createHub, waitUntil } from "./hub.js";
              it("has members", async () => {
                const hub = createHub();
                hub.start();
                await vi.waitFor(async () => {
                  expect(hub.members).toBe(2);
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a poll that asks nothing, before assertions that are noted (tape)",
      filename: "file.js",
      code: code`
        import test from "tape";
        import { createHub, waitUntil } from "./hub.js";
        test("has members", async (t) => {
          const hub = createHub();
          hub.start();
          await waitUntil(() => true, { timeout: 500 });
          t.equal(hub.members, 2);
          t.end();
        });
      `,
      errors: [
        { messageId: "constantPoll", line: 6, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from "tape";
              import { createHub, waitUntil } from "./hub.js";
              test("has members", async (t) => {
                const hub = createHub();
                hub.start();
                for (const deadline = Date.now() + 1500; hub.members !== 2 && Date.now() < deadline; ) {
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
                t.equal(hub.members, 2);
                t.end();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a poll that nobody knows the time of",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import { createHub, waitUntil } from "./hub.js";
        it("has members", async () => {
          const hub = createHub();
          hub.start();
          await waitUntil(() => true);
          expect(hub.members).toBe(2);
        });
      `,
      errors: [
        { messageId: "constantPoll", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a poll that asks nothing, before something is done",
      filename: "file.js",
      code: code`
        import { it } from "vitest";
        import { createHub, waitUntil } from "./hub.js";
        it("sends", async () => {
          const hub = createHub();
          hub.start();
          await waitUntil(() => true, 500);
          hub.send("hello");
        });
      `,
      errors: [
        { messageId: "constantPoll", line: 6, suggestions: [] },
      ],
    },
  ],
});
