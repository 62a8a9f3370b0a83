import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a state that is asserted behind what has been awaited",
      filename: "file.ts",
      code: code`
        import { expect, it } from 'vitest';
        import { Holder } from '../holder';
        it('stays', async () => {
          const holder = new Holder();
          await holder.announceOnNetwork({ port: 1234 });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          expect(holder.isStarted()).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a state of something else",
      filename: "file.ts",
      code: code`
        import { expect, it } from 'vitest';
        import { Holder } from '../holder';
        it('starts', async () => {
          const holder = new Holder();
          holder.announceOnNetwork({ port: 1234 });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          expect(other.isStarted()).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a state that is denied",
      filename: "file.ts",
      code: code`
        import { expect, it } from 'vitest';
        import { Holder } from '../holder';
        it('starts', async () => {
          const holder = new Holder();
          holder.announceOnNetwork({ port: 1234 });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          expect(holder.isStarted()).toBe(false);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a state that has nothing to do with running",
      filename: "file.ts",
      code: code`
        import { expect, it } from 'vitest';
        import { Dialog } from '../dialog';
        it('shows', async () => {
          const dialog = new Dialog();
          dialog.show();
          await new Promise((resolve) => setTimeout(resolve, 1000));
          expect(dialog.isOpen()).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a state that is asserted behind what has been begun",
      filename: "file.ts",
      code: code`
        import { expect, it } from 'vitest';
        import { Holder } from '../holder';
        it('starts', async () => {
          const holder = new Holder();
          holder.announceOnNetwork({ port: 1234 });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          expect(holder.isStarted()).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from 'vitest';
              import { Holder } from '../holder';
              it('starts', async () => {
                const holder = new Holder();
                holder.announceOnNetwork({ port: 1234 });
                await vi.waitFor(async () => {
                  expect(holder.isStarted()).toBe(true);
                }, { timeout: 2000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a connection that is asserted behind what has been begun",
      filename: "file.js",
      code: code`
        import { assert } from 'chai';
        it('comes back', async () => {
          client.knock();
          await sleep(300);
          assert.isTrue(client.connected);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { assert } from 'chai';
              it('comes back', async () => {
                client.knock();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    assert.isTrue(client.connected);
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
