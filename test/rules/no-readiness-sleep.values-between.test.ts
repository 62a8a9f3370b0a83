import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: values that are made between a start and the time", rule, {
  valid: [
    {
      name: "something unknown is waited for between them",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('tells all', async () => {
          const client = createClient();
          await client.subscribe('news', told);
          const message = await composeFrom('message');
          await wait(5000);
          await client.publish('news', message);
          expect(seen).toEqual([message]);
        });
      `,
    },
    {
      name: "something is sent between them",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('tells all', async () => {
          const client = createClient();
          await client.subscribe('news', told);
          const message = sendFrom('message');
          await wait(5000);
          await client.publish('news', message);
          expect(seen).toEqual([message]);
        });
      `,
    },
    {
      name: "a timer acts while the test waits",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('prints', async () => {
          const child = spawnProcess('node', ['server.js']);
          const reader = createReader(child);
          setTimeout(() => {
            expect(reader.text).toBe('ready');
          }, 200);
          await reader.finished;
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a message with a name of its own stands between the subscription and the time",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('tells all', async () => {
          const client = createClient();
          await client.subscribe('news', told);
          const message = { text: uid('message') };
          await wait(5000);
          await client.publish('news', message);
          expect(seen).toEqual([message]);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [] },
      ],
    },
    {
      name: "something unknown is made between them",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { it, expect } from 'vitest';
        it('tells all', async () => {
          const client = createClient();
          await client.subscribe('news', told);
          const message = composeFrom('message');
          await wait(5000);
          await client.publish('news', message);
          expect(seen).toEqual([message]);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a timer of a test that ends with it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { it, expect } from 'vitest';
        it('prints', (done) => {
          const child = spawnProcess('node', ['server.js']);
          const reader = createReader(child);
          setTimeout(() => {
            expect(reader.text).toBe('ready');
            done();
          }, 200);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 5, suggestions: [
            { messageId: "retryInTimer", output: code`
              import { it, expect } from 'vitest';
              it('prints', (done) => {
                const child = spawnProcess('node', ['server.js']);
                const reader = createReader(child);
                const deadline = Date.now() + 1500;
                const ask = () => {
                  try {
                    expect(reader.text).toBe('ready');
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
  ],
});
