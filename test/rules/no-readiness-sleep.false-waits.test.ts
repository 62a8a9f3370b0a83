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
    {
      name: "a promise that a timer rejects",
      filename: "file.ts",
      code: code`
        import { fork } from 'node:child_process';
        export async function startIndexer() {
          const proc = fork('./indexer.js');
          await new Promise<void>((resolve, reject) => {
            proc.once('message', () => resolve());
            setTimeout(reject, 3000, new Error('late'));
          });
          proc.send({ type: 'index', dir: '.' });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a promise whose timer is kept, which may be cleared",
      filename: "file.ts",
      code: code`
        import { fork } from 'node:child_process';
        export async function startIndexer() {
          const proc = fork('./indexer.js');
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, 3000);
            proc.once('message', () => {
              clearTimeout(timer);
              resolve();
            });
          });
          proc.send({ type: 'index', dir: '.' });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a promise that a timer fulfils, behind which the code asks how it ended",
      filename: "file.js",
      code: code`
        import { createClient } from 'redis';
        export async function open() {
          const client = createClient();
          await new Promise((resolve) => {
            client.once('ready', resolve);
            client.connect();
            setTimeout(resolve, 2000);
          });
          if (!client.isReady) throw new Error('no redis');
          return client;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a promise that a failure fulfils as well as a timer",
      filename: "file.js",
      code: code`
        import { createClient } from 'redis';
        export async function open() {
          const client = createClient();
          await new Promise((resolve) => {
            client.once('ready', resolve);
            client.once('error', resolve);
            client.connect();
            setTimeout(resolve, 2000);
          });
          return client;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a promise that a timer fulfils, with a comment that says that it goes on without",
      filename: "file.js",
      code: code`
        import { createClient } from 'redis';
        export async function open() {
          const client = createClient();
          await new Promise((resolve) => {
            client.once('ready', resolve);
            client.connect();
            // the cache is optional
            setTimeout(resolve, 2000);
          });
          return client;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a promise that a timer fulfils, of something that was started elsewhere",
      filename: "file.js",
      code: code`
        export async function whenOpen(client) {
          await new Promise((resolve) => {
            client.once('ready', resolve);
            setTimeout(resolve, 2000);
          });
          return client;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a promise that a timer fulfils, whose end is asserted",
      filename: "file.test.js",
      code: code`
        import { io } from 'socket.io-client';
        it('refuses who has no token', async () => {
          const socket = io(url);
          await new Promise((resolve) => {
            socket.on('connect', resolve);
            setTimeout(resolve, 500);
          });
          expect(socket.connected).toBe(false);
        });
      `,
      options: [{ report: "potential" }],
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
    {
      name: "a promise that the child's message and the old sleep fulfil",
      filename: "file.ts",
      code: code`
        import { fork } from 'node:child_process';
        export async function startIndexer() {
          const proc = fork('./indexer.js');
          await new Promise<void>((resolve) => {
            proc.once('message', () => resolve());
            setTimeout(resolve, 3000);
          });
          proc.send({ type: 'index', dir: '.' });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "raced", line: 4, suggestions: [
            { messageId: "rejectWhenOver", output: code`
              import { fork } from 'node:child_process';
              export async function startIndexer() {
                const proc = fork('./indexer.js');
                await new Promise<void>((resolve, reject) => {
                  proc.once('message', () => resolve());
                  setTimeout(() => reject(new Error('proc is not ready in time')), 3000);
                });
                proc.send({ type: 'index', dir: '.' });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a promise that a connection and the old sleep fulfil, and its failure rejects",
      filename: "file.js",
      code: code`
        import { createClient } from 'redis';
        export async function open() {
          const client = createClient();
          await new Promise((resolve, fail) => {
            client.once('ready', resolve);
            client.once('error', fail);
            client.connect();
            setTimeout(() => resolve(), 2000);
          });
          return client;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "raced", line: 4, suggestions: [
            { messageId: "rejectWhenOver", output: code`
              import { createClient } from 'redis';
              export async function open() {
                const client = createClient();
                await new Promise((resolve, fail) => {
                  client.once('ready', resolve);
                  client.once('error', fail);
                  client.connect();
                  setTimeout(() => fail(new Error('client is not ready in time')), 2000);
                });
                return client;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a race of two promises that are made there",
      filename: "file.js",
      code: code`
        import { fork } from 'node:child_process';
        export async function boot() {
          const child = fork('./svc.js');
          await Promise.race([new Promise((resolve) => child.once('message', resolve)), new Promise((resolve) => setTimeout(resolve, 5000))]);
          return child;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "raced", line: 4, suggestions: [
            { messageId: "rejectWhenOver", output: code`
              import { fork } from 'node:child_process';
              export async function boot() {
                const child = fork('./svc.js');
                await Promise.race([new Promise((resolve) => child.once('message', resolve)), new Promise((resolve) => setTimeout(resolve, 5000)).then(() => { throw new Error('child is not ready in time'); })]);
                return child;
              }
            ` },
          ] },
      ],
    },
  ],
});
