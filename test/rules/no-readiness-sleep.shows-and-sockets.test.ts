import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is shown, bound, said above a branch, sent and opened", rule, {
  valid: [
    {
      name: "a spinner has a chance to show",
      filename: "file.ts",
      code: code`
        import * as clack from '@clack/prompts';
        export async function installing(effects) {
          const s = clack.spinner();
          s.start('Copying template files');
          await effects.sleep(1000); // this step is fast; give the spinner a chance to show
          await copy();
          s.stop('Copied');
        }
      `,
    },
    {
      name: "a function is bound",
      filename: "file.js",
      code: code`
        const zmq = require('zeromq');
        const b = zmq.socket('dealer');
        const send = b.send.bind(b);
        setTimeout(function () {
          send('hello');
        }, 100);
      `,
    },
  ],
  invalid: [
    {
      name: "a broker is started in the same way",
      filename: "file.ts",
      code: code`
        import * as clack from './brokers.js';
        export async function installing(effects) {
          const s = clack.broker();
          s.start('Copying template files');
          await effects.sleep(1000);
          await copy();
          return s;
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a socket is bound to an address",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const zmq = require('zeromq');
        const a = zmq.socket('dealer'), b = zmq.socket('dealer');
        a.bind('tcp://127.0.0.1:5555', function () {});
        setTimeout(function () {
          b.connect('tcp://127.0.0.1:5555');
          b.send('hello');
        }, 100);
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a comment above the branch that a sleep is",
      filename: "file.js",
      code: code`
        import { createWatcher } from './helpers';
        test('emits deletion for all files', async () => {
          await allEvents(async () => {
            await mkdir(join(appRoot, 'subdir'));
          });
          // Because NodeWatcher recursively watches new subtrees and
          // watch initialization is not instantaneous, we need to allow some
          // time for NodeWatcher to watch the new directories, othwerwise
          // deletion events may be missed.
          if (watcherInstance instanceof NodeWatcher) {
            await new Promise((resolve) => setTimeout(resolve, 200));
          }
          await allEvents(async () => {
            await rm(join(appRoot, 'subdir'));
          });
        });
      `,
      errors: [
        { messageId: "said", line: 11, suggestions: [] },
      ],
    },
    {
      name: "a comment on the line of the sleep, too",
      filename: "file.js",
      code: code`
        import { createWatcher } from './helpers';
        test('emits deletion for all files', async () => {
          await allEvents(async () => {
            await mkdir(join(appRoot, 'subdir'));
          });
          // we need to allow some time for NodeWatcher to watch the new directories: initialization
          if (watcherInstance instanceof NodeWatcher) {
            await new Promise((resolve) => setTimeout(resolve, 200)); // TODO
          }
          await allEvents(async () => {
            await rm(join(appRoot, 'subdir'));
          });
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "what is sent is asserted, too",
      filename: "file.js",
      code: code`
        import { test, expect } from 'vitest';
        test('goes to the background', async () => {
          const done = startTool('sleep 2');
          // Wait for the process to register
          await new Promise((resolve) => setTimeout(resolve, 300));
          expect(manager.idsOf('tool').includes('a')).toBe(true);
          const result = manager.sendToBackground('a');
          expect(result.success).toBe(true);
          await done;
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { test, expect, vi } from 'vitest';
              test('goes to the background', async () => {
                const done = startTool('sleep 2');
                await vi.waitFor(async () => {
                  expect(manager.idsOf('tool').includes('a')).toBe(true);
                }, { timeout: 1500 });
                const result = manager.sendToBackground('a');
                expect(result.success).toBe(true);
                await done;
              });
            ` },
          ] },
      ],
    },
    {
      name: "the address of what is opened is put together",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        import open from 'open';
        export async function main(port) {
          const child = spawn('node', ['server.js'], { stdio: 'inherit' });
          // Wait a bit for the server to start up
          await new Promise((resolve) => setTimeout(resolve, 2000));
          if (!process.env.CI) {
            await open(\`http://localhost:\${port}\`);
          }
          return child;
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process';
              import open from 'open';
              export async function main(port) {
                const child = spawn('node', ['server.js'], { stdio: 'inherit' });
                for (const deadline = Date.now() + 30_000; !(await fetch(\`http://localhost:\${port}\`, { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`http://localhost:\${port} does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                if (!process.env.CI) {
                  await open(\`http://localhost:\${port}\`);
                }
                return child;
              }
            ` },
          ] },
      ],
    },
  ],
});
