import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: attempts of AVA", rule, {
  valid: [],
  invalid: [
    {
      name: "assertions about what is read and put together are tried in attempts (AVA)",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { createHub } from "./hub.js";
        test("counts its pollers", async (t) => {
          const hub = createHub();
          hub.start();
          // give the pollers a moment to start
          await sleep(300);
          const text = await hub.metrics();
          const lines = text.split("\\n").filter((line) => line.includes("pollers"));
          // one of each kind
          t.is(lines.filter((line) => line.includes("activity")).length, 1);
          t.true(lines.some((line) => line.endsWith(" 2")));

          await hub.stop();
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "tryInAttempts", output: code`
              import test from "ava";
              import { createHub } from "./hub.js";
              test("counts its pollers", async (t) => {
                const hub = createHub();
                hub.start();
                for (const deadline = Date.now() + 1500; ; ) {
                  const attempt = await t.try(async (t) => {
                    const text = await hub.metrics();
                    const lines = text.split("\\n").filter((line) => line.includes("pollers"));
                    // one of each kind
                    t.is(lines.filter((line) => line.includes("activity")).length, 1);
                    t.true(lines.some((line) => line.endsWith(" 2")));
                  });
                  if (attempt.passed || Date.now() > deadline) {
                    attempt.commit();
                    break;
                  }
                  attempt.discard();
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }

                await hub.stop();
              });
            ` },
          ] },
      ],
    },
    {
      name: "without semicolons, and with a message",
      filename: "file.js",
      code: code`
        import test from 'ava'
        import { createHub } from './hub.js'
        test.serial('counts its pollers', async t => {
          const hub = createHub()
          hub.start()
          await sleep(300)
          const state = await hub.state()
          t.like(state.pollers, { activity: 1 }, 'one poller')
        })
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "tryInAttempts", output: code`
              import test from 'ava'
              import { createHub } from './hub.js'
              test.serial('counts its pollers', async t => {
                const hub = createHub()
                hub.start()
                for (const deadline = Date.now() + 1500; ; ) {
                  const attempt = await t.try(async (t) => {
                    const state = await hub.state()
                    t.like(state.pollers, { activity: 1 }, 'one poller')
                  })
                  if (attempt.passed || Date.now() > deadline) {
                    attempt.commit()
                    break
                  }
                  attempt.discard()
                  await new Promise((resolve) => setTimeout(resolve, 50))
                }
              })
            ` },
          ] },
      ],
    },
    {
      name: "planned assertions are counted",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { createHub } from "./hub.js";
        test("counts its pollers", async (t) => {
          t.plan(1);
          const hub = createHub();
          hub.start();
          await sleep(300);
          const state = await hub.state();
          t.like(state.pollers, { activity: 1 });
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a snapshot counts each time it is taken",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { createHub } from "./hub.js";
        test("counts its pollers", async (t) => {
          const hub = createHub();
          hub.start();
          await sleep(300);
          const state = await hub.state();
          t.is(state.size, 2);
          t.snapshot(state.pollers);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "what the test is handed goes to a function",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { createHub } from "./hub.js";
        test("counts its pollers", async (t) => {
          const hub = createHub();
          hub.start();
          await sleep(300);
          const state = await hub.state(t);
          t.like(state.pollers, { activity: 1 });
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "code behind uses what was read",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { createHub } from "./hub.js";
        test("counts its pollers", async (t) => {
          const hub = createHub();
          hub.start();
          await sleep(300);
          const state = await hub.state();
          t.like(state.pollers, { activity: 1 });
          await hub.stop(state);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "an old AVA, with tests that call back, may have no attempts",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { createHub } from "./hub.js";
        test.cb("calls back", (t) => t.end());
        test("counts its pollers", async (t) => {
          const hub = createHub();
          hub.start();
          await sleep(300);
          const state = await hub.state();
          t.like(state.pollers, { activity: 1 });
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a runner that has no attempts (tape)",
      filename: "file.js",
      code: code`
        import test from "tape";
        import { createHub } from "./hub.js";
        test("counts its pollers", async (t) => {
          const hub = createHub();
          hub.start();
          await sleep(300);
          const state = await hub.state();
          t.deepEqual(state.pollers, { activity: 1 });
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a name that an attempt needs is taken",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { createHub } from "./hub.js";
        const attempt = 1;
        test("counts its pollers", async (t) => {
          const hub = createHub({ attempt });
          hub.start();
          await sleep(300);
          const state = await hub.state();
          t.like(state.pollers, { activity: 1 });
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "what is done behind the sleep is not done twice",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { createHub } from "./hub.js";
        test("counts its pollers", async (t) => {
          const hub = createHub();
          hub.start();
          await sleep(300);
          const state = await hub.createState();
          t.like(state.pollers, { activity: 1 });
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
  ],
});
