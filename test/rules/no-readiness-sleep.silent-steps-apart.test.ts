import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "steps that the same time keeps apart",
      filename: "file.test.ts",
      code: code`
        import { it } from "vitest";
        import { Worker } from "./worker";
        it("pauses and resumes", async () => {
          const worker = new Worker();
          await worker.waitUntilReady();
          await new Promise((resolve) => setTimeout(resolve, 10));
          await worker.pause();
          await new Promise((resolve) => setTimeout(resolve, 10));
          await worker.resume();
          await new Promise((resolve) => setTimeout(resolve, 10));
          await worker.pause();
          await new Promise((resolve) => setTimeout(resolve, 10));
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a test of what must not happen, which first demands something and then denies something else",
      filename: "file.test.ts",
      code: code`
        import { expect, it } from "vitest";
        it("should not cause a race", async () => {
          const room = await client.join("lobby");
          await connectAll(room);
          await new Promise((resolve) => setTimeout(resolve, 10));
          expect(room.members).toHaveLength(1);
          room.leave();
          await new Promise((resolve) => setTimeout(resolve, 50));
          expect(room.members).toHaveLength(0);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from "vitest";
              it("should not cause a race", async () => {
                const room = await client.join("lobby");
                await connectAll(room);
                await vi.waitFor(async () => {
                  expect(room.members).toHaveLength(1);
                }, { timeout: 1500 });
                room.leave();
                await new Promise((resolve) => setTimeout(resolve, 50));
                expect(room.members).toHaveLength(0);
              });
            ` },
          ] },
      ],
    },
    {
      name: "steps that other times keep apart",
      filename: "file.test.ts",
      code: code`
        import { it } from "vitest";
        import { Worker } from "./worker";
        it("pauses and resumes", async () => {
          const worker = new Worker();
          await worker.waitUntilReady();
          await new Promise((resolve) => setTimeout(resolve, 20));
          await worker.pause();
          await new Promise((resolve) => setTimeout(resolve, 10));
          await worker.resume();
          await new Promise((resolve) => setTimeout(resolve, 10));
          await worker.pause();
          await new Promise((resolve) => setTimeout(resolve, 10));
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6 },
      ],
    },
    {
      name: "steps of which something is asserted",
      filename: "file.test.ts",
      code: code`
        import { expect, it } from "vitest";
        import { Worker } from "./worker";
        it("pauses and resumes", async () => {
          const worker = new Worker();
          await worker.waitUntilReady();
          await new Promise((resolve) => setTimeout(resolve, 10));
          expect(worker.name).toBe("w");
          await worker.pause();
          await new Promise((resolve) => setTimeout(resolve, 10));
          await worker.resume();
          await new Promise((resolve) => setTimeout(resolve, 10));
          await worker.pause();
          await new Promise((resolve) => setTimeout(resolve, 10));
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from "vitest";
              import { Worker } from "./worker";
              it("pauses and resumes", async () => {
                const worker = new Worker();
                await worker.waitUntilReady();
                await vi.waitFor(async () => {
                  expect(worker.name).toBe("w");
                }, { timeout: 1500 });
                await worker.pause();
                await new Promise((resolve) => setTimeout(resolve, 10));
                await worker.resume();
                await new Promise((resolve) => setTimeout(resolve, 10));
                await worker.pause();
                await new Promise((resolve) => setTimeout(resolve, 10));
              });
            ` },
          ] },
      ],
    },
  ],
});
