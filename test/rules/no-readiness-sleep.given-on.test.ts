import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: assertions on what code behind uses", rule, {
  valid: [],
  invalid: [
    {
      name: "code behind uses what was read: the library gives it on (vitest)",
      filename: "file.js",
      code: code`
        import { expect, it, vi } from "vitest";
        import { createHub } from "./hub.js";
        it("elects a leader", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const leader = await hub.leader();
          expect(leader).toBeDefined();
          await leader.retire();
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from "vitest";
              import { createHub } from "./hub.js";
              it("elects a leader", async () => {
                const hub = createHub();
                hub.start();
                const leader = await vi.waitFor(async () => {
                  const leader = await hub.leader();
                  expect(leader).toBeDefined();
                  return leader;
                }, { timeout: 1500 });
                await leader.retire();
              });
            ` },
          ] },
      ],
    },
    {
      name: "two constants are used behind, in a loop of the file's own (mocha)",
      filename: "file.ts",
      code: code`
        import assert from "node:assert";
        import { createHub } from "./hub.js";
        it("elects a leader", async () => {
          const hub = createHub();
          hub.start();
          // wait until the hub is ready
          await sleep(500);
          const leader = await hub.leader();
          const { id: term, at } = await hub.term();
          assert.ok(leader);
          assert.ok(term > 0);
          report(leader, term);
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import assert from "node:assert";
              import { createHub } from "./hub.js";
              it("elects a leader", async () => {
                const hub = createHub();
                hub.start();
                const { leader, term } = await (async () => {
                  for (const deadline = Date.now() + 1500; ; ) {
                    try {
                      const leader = await hub.leader();
                      const { id: term, at } = await hub.term();
                      assert.ok(leader);
                      assert.ok(term > 0);
                      return { leader, term };
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                })();
                report(leader, term);
              });
            ` },
          ] },
      ],
    },
    {
      name: "what tries again by toPass gives nothing on: a loop does (Playwright)",
      filename: "file.js",
      code: code`
        import { expect, test } from "@playwright/test";
        import { createHub } from "./hub.js";
        test("elects a leader", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const leader = await hub.leader();
          expect(leader).toBeDefined();
          await leader.retire();
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, test } from "@playwright/test";
              import { createHub } from "./hub.js";
              test("elects a leader", async () => {
                const hub = createHub();
                hub.start();
                const leader = await (async () => {
                  for (const deadline = Date.now() + 1500; ; ) {
                    try {
                      const leader = await hub.leader();
                      expect(leader).toBeDefined();
                      return leader;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                })();
                await leader.retire();
              });
            ` },
          ] },
      ],
    },
    {
      name: "what is used behind is asserted there again: more of it may be needed",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import { createHub } from "./hub.js";
        it("lists members", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const state = await hub.state();
          expect(state.members.length).toBeGreaterThan(0);
          const names = new Set();
          collect(state, names);
          expect(names.has("b")).toBe(true);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "what is used behind is thrown about there",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import { createHub } from "./hub.js";
        it("lists members", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const state = await hub.state();
          expect(state.members.length).toBeGreaterThan(0);
          await hub.rest();
          if (state.members.length < 3) throw new Error("too few");
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a list is gone through behind, and the assertion asks for some of it",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import { createHub } from "./hub.js";
        it("kills all children", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const children = await hub.children();
          expect(children.length).toBeGreaterThan(0);
          for (const child of children) process.kill(child.pid);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a variable that may change is not given on",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import { createHub } from "./hub.js";
        it("elects a leader", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          let leader = await hub.leader();
          expect(leader).toBeDefined();
          leader = await leader.next();
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a test that may end on the way gives nothing on",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import { createHub } from "./hub.js";
        it("elects a leader", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const answer = await hub.leader();
          expect(answer.found).toBe(true);
          if (!answer.found) return;
          expect(answer.name).toBe("a");
          await answer.retire();
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "what takes something is not asked twice, whoever uses it",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import { createHub } from "./hub.js";
        it("elects a leader", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const leader = await hub.claimLeader();
          expect(leader).toBeDefined();
          await leader.retire();
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
  ],
});
