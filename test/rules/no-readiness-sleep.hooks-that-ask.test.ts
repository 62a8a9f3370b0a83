import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [],
  invalid: [
    {
      name: "a hook that sleeps for what the first test asserts first",
      filename: "a.test.ts",
      code: code`
        import { beforeAll, describe, expect, it } from "vitest";
        import { sleep } from "./sleep";
        describe("bundle", () => {
          // Sometimes the bundle takes some time to load
          beforeAll(async () => {
            await sleep(2000);
          });
          it("has a global interface", () => {
            expect((window as any)["app"]["client"]).toBeDefined();
          });
          it("has exports", () => {
            expect((window as any)["app"]["client"].create).toBeTypeOf("function");
          });
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
                    expect((window as any)["app"]["client"]).toBeDefined();
                  }, { timeout: 4000 });
                });
                it("has a global interface", () => {
                  expect((window as any)["app"]["client"]).toBeDefined();
                });
                it("has exports", () => {
                  expect((window as any)["app"]["client"].create).toBeTypeOf("function");
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a hook that sleeps before each of two tests",
      filename: "a.test.ts",
      code: code`
        import { beforeEach, describe, expect, it } from "vitest";
        import { sleep } from "./sleep";
        describe("bundle", () => {
          // Sometimes the bundle takes some time to load
          beforeEach(async () => {
            await sleep(2000);
          });
          it("has a global interface", () => {
            expect((window as any)["app"]["client"]).toBeDefined();
          });
          it("has exports", () => {
            expect((window as any)["app"]["client"].create).toBeTypeOf("function");
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6 },
      ],
    },
    {
      name: "a hook that sleeps, and another that runs before each test",
      filename: "a.test.ts",
      code: code`
        import { beforeAll, beforeEach, describe, expect, it } from "vitest";
        import { load } from "./load";
        import { sleep } from "./sleep";
        beforeEach(async () => {
          await load();
        });
        describe("bundle", () => {
          // Sometimes the bundle takes some time to load
          beforeAll(async () => {
            await sleep(2000);
          });
          it("has a global interface", () => {
            expect((window as any)["app"]["client"]).toBeDefined();
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10 },
      ],
    },
    {
      name: "a hook that sleeps, and a test that asserts of what it makes",
      filename: "a.test.ts",
      code: code`
        import { beforeAll, describe, expect, it } from "vitest";
        import { createClient } from "./client";
        import { sleep } from "./sleep";
        describe("bundle", () => {
          // Sometimes the bundle takes some time to load
          beforeAll(async () => {
            await sleep(2000);
          });
          it("has a client", () => {
            const client = createClient();
            expect(client.id).toBe("a");
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7 },
      ],
    },
    {
      name: "a hook that sleeps, and a test that is handed what it asserts of",
      filename: "a.test.ts",
      code: code`
        import { beforeAll, describe, expect, it } from "vitest";
        import { sleep } from "./sleep";
        describe("bundle", () => {
          // Sometimes the bundle takes some time to load
          beforeAll(async () => {
            await sleep(2000);
          });
          it("has a client", ({ client }) => {
            expect(client.id).toBe("a");
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6 },
      ],
    },
    {
      name: "a hook that sleeps, and a test that is passed over",
      filename: "a.test.js",
      code: code`
        const { bundle, sleep } = require("./bundle");
        describe("bundle", () => {
          // Sometimes the bundle takes some time to load
          before(async () => {
            await sleep(2000);
          });
          it.skip("has a client", () => {
            expect(bundle.client).toBeDefined();
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5 },
      ],
    },
    {
      name: "a hook that sleeps where a loop asks again",
      filename: "a.test.js",
      code: code`
        const { bundle, sleep } = require("./bundle");
        describe("bundle", () => {
          // Sometimes the bundle takes some time to load
          before(async () => {
            await sleep(2000);
          });
          it("has a client", () => {
            expect(bundle.client).toBeDefined();
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              const { bundle, sleep } = require("./bundle");
              describe("bundle", () => {
                // Sometimes the bundle takes some time to load
                before(async () => {
                  for (const deadline = Date.now() + 4000; ; ) {
                    try {
                      expect(bundle.client).toBeDefined();
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                });
                it("has a client", () => {
                  expect(bundle.client).toBeDefined();
                });
              });
            ` },
          ] },
      ],
    },
  ],
});
