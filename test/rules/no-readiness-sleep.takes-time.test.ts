import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what takes time", rule, {
  valid: [
    {
      name: "an answer takes some time",
      filename: "file.js",
      code: code`
        import { it } from 'vitest';
        it('asks', async () => {
          prepare(machine);
          // it takes a moment for the server to answer
          await sleep(500);
          await ask(machine);
        });
      `,
    },
    {
      name: "a delay is for a reader",
      filename: "file.js",
      code: code`
        import { it } from 'vitest';
        it('asks', async () => {
          prepare(machine);
          // small delay for the reader to see it
          await sleep(500);
          await ask(machine);
        });
      `,
    },
    {
      name: "a delay is for what is shown at a start",
      filename: "file.js",
      code: code`
        import { it } from 'vitest';
        it('asks', async () => {
          prepare(machine);
          // small delay for startup message
          await sleep(500);
          await ask(machine);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a start takes some time",
      filename: "file.js",
      code: code`
        import { it } from 'vitest';
        it('asks', async () => {
          prepare(machine);
          // it takes a moment for the server to boot
          await sleep(500);
          await ask(machine);
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a delay is for a start",
      filename: "file.js",
      code: code`
        import { it } from 'vitest';
        it('asks', async () => {
          prepare(machine);
          // small delay for the worker to spawn
          await sleep(500);
          await ask(machine);
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
  ],
});
