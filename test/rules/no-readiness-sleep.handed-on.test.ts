import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is handed to timers, chains and keepers, and first signs of life", rule, {
  valid: [
    {
      name: "a timer is handed a function that ends",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        const child = spawn('node', ['server.js'], { stdio: 'inherit' });
        setTimeout(cleanup, 5000);
        function cleanup() { child.kill(); }
      `,
    },
    {
      name: "a function that runs itself again",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        const child = spawn('node', ['server.js'], { stdio: 'inherit' });
        setTimeout(poll, 250);
        function poll() {
          if (!isUp()) setTimeout(poll, 250);
        }
      `,
    },
    {
      name: "a timer that is handed a method that ends",
      filename: "file.js",
      code: code`
        export async function startTasks(server) {
          server.start();
          // give the server time to start
          setTimeout(server.close, 5000);
        }
      `,
    },
    {
      name: "the end of a test without a word",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('joins', async () => {
          const results = await Promise.all(records.map((record) => record.join('room')));
          expect(results).toHaveLength(5);
          await new Promise((resolve) => setTimeout(resolve, 1000));
        });
      `,
    },
    {
      name: "the answer of a child",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        describe('Plugin', () => {
          let server;
          before((done) => {
            server = spawn('node', ['server'], { env: process.env });
            server.stdout.on('data', (line) => {
              if (line.includes('slow')) setTimeout(() => server.stdin.write('next'), 700);
            });
            done();
          });
        });
      `,
    },
    {
      name: "what is waited for is a timeout",
      filename: "file.js",
      code: code`
        import { spawn } from 'child_process';
        describe('Plugin', () => {
          let server;
          before((done) => {
            server = spawn('node', ['server'], { env: process.env });
            server.once('error', done);
            server.stdout.once('data', () => {
              setTimeout(done, 700); // until the first request has met its timeout
            });
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a timer is handed a function that goes on",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        const child = spawn('node', ['server.js'], { stdio: 'inherit' });
        setTimeout(runChecks, 5000);
        function runChecks() { fetch('http://localhost:3000').then((r) => console.log(r.status)); }
      `,
      errors: [
        {
          messageId: "guess",
          line: 3,
          suggestions: [
            {
              messageId: "probeFirst",
              output: code`
                import { spawn } from 'node:child_process';
                const child = spawn('node', ['server.js'], { stdio: 'inherit' });
                void (async () => {
                  for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:3000', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error('http://localhost:3000 does not answer');
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  await runChecks();
                })();
                function runChecks() { fetch('http://localhost:3000').then((r) => console.log(r.status)); }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "a comment on a timer that is handed a function that runs itself again",
      filename: "file.js",
      code: code`
        import './devtools.js';
        let n = 0;
        // Give the devtools client time to connect before doing work
        setTimeout(doSomeWork, 250);
        function doSomeWork() {
          report(n);
          if (++n <= 250) setTimeout(doSomeWork, 1);
        }
      `,
      errors: [
        { messageId: "said", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a comment on a timer that is handed a method",
      filename: "file.js",
      code: code`
        export async function initTasks(api) {
          api.tasks.schedule();
          // wait until the rest is initialized
          setTimeout(api.tasks.process, 5000, api);
        }
      `,
      errors: [
        { messageId: "said", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a comment at the end of a test",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('joins', async () => {
          const results = await Promise.all(records.map((record) => record.join('room')));
          expect(results).toHaveLength(5);
          // Wait for presence to propagate after all joins
          // This ensures all clients know about each other before message tests
          await new Promise((resolve) => setTimeout(resolve, 1000));
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a callback that React keeps",
      filename: "file.js",
      code: code`
        import { useCallback } from 'react';
        export function useVoice(connectWebSocket, socket) {
          const send = useCallback(async (text) => {
            if (!socket.current) {
              await connectWebSocket();
              // Wait a bit for connection to establish
              await new Promise((resolve) => setTimeout(resolve, 1000));
            }
            socket.current.send(text);
          }, [connectWebSocket]);
          return send;
        }
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a chain with a delay and a comment",
      filename: "file.js",
      code: code`
        import JarLauncher from './jar_launcher.js';
        import Promise from 'bluebird';
        export class Runner {
          start() {
            return getport()
              .then((port) => {
                this.port = port;
                return this.jarLauncher.start(['-port', port]);
              })
              .delay(5000); // wait 5 seconds for startup, for now...
          }
        }
      `,
      errors: [
        { messageId: "said", line: 10, suggestions: [] },
      ],
    },
    {
      name: "the first output of a child",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        describe('Plugin', () => {
          let server;
          before((done) => {
            server = spawn('node', ['server'], { env: process.env });
            server.once('error', done);
            server.stdout.once('data', () => {
              setTimeout(done, 700);
            });
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a device that is rebooted",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Engine {
          constructor(android) { this.android = android; }
          async check() {
            log.info('Rebooting the device, will wait 1 minute for it to reboot.');
            await this.android.reboot();
            await delay(60000);
            return this.android.temperature();
          }
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a method of its own that starts a process",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { exec } from 'node:child_process';
        export function runKarma(callback) {
          this.runBackgroundProcess(['start']).then(() => {
            setTimeout(() => {
              exec('karma run', (error) => callback(error));
            }, 1000);
          });
        }
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "players of a page",
      filename: "file.js",
      code: code`
        import { test, expect, joinAs } from './fixtures';
        test('4 players join', async ({ browser, hostPage }) => {
          for (let i = 0; i < 4; i++) {
            const page = await (await browser.newContext()).newPage();
            await joinAs(page, 'Player' + i);
          }
          // Wait a moment for host UI to update after all players joined
          await hostPage.waitForTimeout(500);
          const list = hostPage.locator('#player-list');
          for (const name of ['Player0', 'Player1']) {
            await expect(list).toContainText(name, { timeout: 30000 });
          }
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { test, expect, joinAs } from './fixtures';
              test('4 players join', async ({ browser, hostPage }) => {
                for (let i = 0; i < 4; i++) {
                  const page = await (await browser.newContext()).newPage();
                  await joinAs(page, 'Player' + i);
                }
                const list = hostPage.locator('#player-list');
                for (const name of ['Player0', 'Player1']) {
                  await expect(list).toContainText(name, { timeout: 30000 });
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timeout is said to be long",
      filename: "file.js",
      code: code`
        import { spawn } from 'child_process';
        describe('Plugin', () => {
          let server;
          before((done) => {
            server = spawn('node', ['server'], { env: process.env });
            server.once('error', done);
            server.stdout.once('data', () => {
              setTimeout(done, 700); // relatively high timeout chosen to be safe
            });
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 8, suggestions: [] },
      ],
    },
  ],
});
