import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what makers make", rule, {
  valid: [
    {
      name: "a factory makes a picture",
      filename: "file.js",
      code: code`
        import { PictureFactory } from './pictures';
        const picture = PictureFactory.create({ width: 8081 });
        console.log('created');
        setTimeout(() => {
          play(picture);
        }, 2000);
      `,
    },
    {
      name: "what is made has a title",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('pipes what the command writes', async () => {
          const run = new Execution({ title: 'echo hello', restart: false });
          await sleep(1000);
          expect(run.chunks.join('')).toContain('hello');
        });
      `,
    },
    {
      name: "what is made is not to",
      filename: "file.ts",
      code: code`
        import { it } from 'vitest';
        it('starts', (done) => {
          const node = new Storage({ path, init: false, start: false });
          setTimeout(() => {
            node.use(() => done());
          }, 1000);
        });
      `,
    },
    {
      name: "what is made is given a title",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('hears of jobs', async () => {
          const told = new QueueEvents('jobs', { title });
          await sleep(500);
          const job = await queue.add('one');
          expect(await next(told)).toBe(job.id);
        });
      `,
    },
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
    {
      name: "a client that a factory makes is connected behind the time",
      filename: "file.js",
      code: code`
        import { ChatClient } from './clients';
        export async function talk() {
          const client = ChatClient.create({ strategy });
          await sleep(10);
          await client.connect('hello');
        }
      `,
    },
    {
      name: "clients are made one after the other",
      filename: "file.js",
      code: code`
        import { ChatClient } from './clients';
        export async function talk() {
          const client = ChatClient.create({ strategy });
          // stagger them
          await sleep(10);
          await client.say('hello');
        }
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
      name: "a factory makes a node",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { NodeFactory } from './nodes';
        const node = NodeFactory.create({ port: 8081 });
        console.log('created');
        setTimeout(() => {
          play(node);
        }, 2000);
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "what is made runs a command",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { it, expect } from 'vitest';
        it('pipes what the command writes', async () => {
          const run = new Execution({ command: 'echo hello', restart: false });
          await sleep(1000);
          expect(run.chunks.join('')).toContain('hello');
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { it, expect, vi } from 'vitest';
              it('pipes what the command writes', async () => {
                const run = new Execution({ command: 'echo hello', restart: false });
                await vi.waitFor(async () => {
                  expect(run.chunks.join('')).toContain('hello');
                }, { timeout: 2000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "what is made is to initialise what it stands on",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { it } from 'vitest';
        it('starts', (done) => {
          const node = new Storage({ path, init: true, start: false });
          setTimeout(() => {
            node.use(() => done());
          }, 1000);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "what is made is given a connection",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { it, expect } from 'vitest';
        it('hears of jobs', async () => {
          const told = new QueueEvents('jobs', { connection });
          await sleep(500);
          const job = await queue.add('one');
          expect(await next(told)).toBe(job.id);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 4, suggestions: [] },
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
    {
      name: "a client that a factory makes is used",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { ChatClient } from './clients';
        export async function talk() {
          const client = ChatClient.create({ strategy });
          await sleep(10);
          await client.say('hello');
        }
      `,
      errors: [
        { messageId: "maybeGuess", line: 4, suggestions: [] },
      ],
    },
  ],
});
