import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what makers say of what they make", rule, {
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
