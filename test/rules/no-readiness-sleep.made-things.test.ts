import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: lists, topics, and what is kept to be closed", rule, {
  valid: [
    {
      name: "what runs is kept under the name of a server, and is never closed",
      filename: "file.js",
      code: code`
        import { afterEach, it } from 'vitest';
        let instance;
        afterEach(() => instance.print());
        it('restarts', async () => {
          instance = await runFast(directory);
          await wait(2000);
          await writeSettings(directory);
          await untilSaid(instance, /again/);
        });
      `,
    },
    {
      name: "titles are made here",
      filename: "file.js",
      code: code`
        import { before, it } from 'mocha';
        before((done) => {
          producer.createTitles(['one'], false, (error) => {
            if (error) return done(error);
            setTimeout(done, 500);
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "each of a list of what is made here is started",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        const first = createBroker('first');
        const others = [createBroker('second'), createBroker('third')];
        it('calls', async () => {
          await Promise.all([first, ...others].map((broker) => broker.start()));
          await new Promise((r) => setTimeout(r, 1000));
          expect(await first.call('add', 1, 2)).toBe(3);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [] },
      ],
    },
    {
      name: "each of a list that comes from elsewhere",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { it, expect } from 'vitest';
        import { first, others } from './brokers';
        it('calls', async () => {
          await Promise.all([first, ...others].map((broker) => broker.start()));
          await new Promise((r) => setTimeout(r, 1000));
          expect(await first.call('add', 1, 2)).toBe(3);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "what runs is kept under the name of a server, and is closed behind the tests",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { afterEach, it } from 'vitest';
        let instance;
        afterEach(() => instance.close());
        it('restarts', async () => {
          instance = await runFast(directory);
          await wait(2000);
          await writeSettings(directory);
          await untilSaid(instance, /again/);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "topics are made by the other side",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { before, it } from 'mocha';
        before((done) => {
          producer.createTopics(['one'], false, (error) => {
            if (error) return done(error);
            setTimeout(done, 500);
          });
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [] },
      ],
    },
  ],
});
