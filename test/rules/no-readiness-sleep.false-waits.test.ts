import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "poll whose condition reads the state",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startIngest } from './ingest';
        import { pollUntil } from './poll';
        import { expect, it } from 'vitest';
        it('ingests a line', async () => {
          const ingest = await startIngest();
          await pollUntil(() => ingest.accepting, { timeoutMs: 2000 });
          await ingest.line('a=1');
          expect(await ingest.count()).toBe(1);
        });
      `,
    },
    {
      name: "race with a timer that rejects",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { fork } from 'node:child_process';
        import { once } from 'node:events';
        export async function startIndexer() {
          const proc = fork('./indexer.js');
          await Promise.race([once(proc, 'message'), new Promise((_, no) => setTimeout(() => no(new Error('indexer did not start')), 3000))]);
          proc.send({ type: 'index', dir: '.' });
          return proc;
        }
      `,
    },
  ],
  invalid: [
    {
      name: "poll whose condition is constant",
      filename: "file.ts",
      code: code`
        import { startIngest } from './ingest';
        import { pollUntil } from './poll';
        import { expect, it } from 'vitest';
        it('ingests a line', async () => {
          const ingest = await startIngest();
          await pollUntil(() => true, { timeoutMs: 2000 });
          await ingest.line('a=1');
          expect(await ingest.count()).toBe(1);
        });
      `,
      errors: [
        { messageId: "constantPoll", line: 6, suggestions: [] },
      ],
    },
    {
      name: "race of the child's message with the old sleep",
      filename: "file.ts",
      code: code`
        import { fork } from 'node:child_process';
        import { once } from 'node:events';
        import { sleep } from './sleep.js';
        export async function startIndexer() {
          const proc = fork('./indexer.js');
          await Promise.race([once(proc, 'message'), sleep(3000)]);
          proc.send({ type: 'index', dir: '.' });
          return proc;
        }
      `,
      errors: [
        { messageId: "raced", line: 6, suggestions: [
            { messageId: "rejectWhenOver", output: code`
              import { fork } from 'node:child_process';
              import { once } from 'node:events';
              import { sleep } from './sleep.js';
              export async function startIndexer() {
                const proc = fork('./indexer.js');
                await Promise.race([once(proc, 'message'), sleep(3000).then(() => { throw new Error('proc is not ready in time'); })]);
                proc.send({ type: 'index', dir: '.' });
                return proc;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a constant poll behind a start",
      filename: "file.ts",
      code: code`
        it('connects', async () => {
          const server = await startServer();
          await waitUntil(() => true);
          expect(await ask(server)).toBe('pong');
        });
      `,
      errors: [
        { messageId: "constantPoll", line: 3, suggestions: [] },
      ],
    },
    {
      name: "race that hides a start",
      filename: "file.ts",
      code: code`
        async function boot() {
          const child = fork('./svc.js');
          await Promise.race([once(child, 'message'), sleep(5000)]);
          return child;
        }
      `,
      errors: [
        { messageId: "raced", line: 3, suggestions: [
            { messageId: "rejectWhenOver", output: code`
              async function boot() {
                const child = fork('./svc.js');
                await Promise.race([once(child, 'message'), sleep(5000).then(() => { throw new Error('child is not ready in time'); })]);
                return child;
              }
            ` },
          ] },
      ],
    },
  ],
});
