import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is not done on the way to the time", rule, {
  valid: [
    {
      name: "a check that goes on has done what it does",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        import { spawn } from 'node:child_process';
        it('answers', async () => {
          const child = spawn('node', ['server.js']);
          if (!child.pid) {
            await report('no process');
          }
          await new Promise((r) => setTimeout(r, 500));
          expect(await ask()).toBe('pong');
        });
      `,
    },
    {
      name: "what calls the timer's function in the same arm bounds the wait",
      filename: "file.js",
      code: code`
        const { spawn } = require('node:child_process');
        describe('database', () => {
          before((done) => {
            if (process.env.LOCAL) {
              spawn('node', ['database.js']).once('message', () => done());
              setTimeout(done, 5000);
            } else {
              done();
            }
          });
          it('stores', () => store());
        });
      `,
    },
    {
      name: "a way out of a listener is none of the code around it",
      filename: "file.js",
      code: code`
        const { spawn } = require('node:child_process');
        describe('database', () => {
          before((done) => {
            const child = spawn('node', ['database.js']);
            child.on('message', (message) => {
              if (message.ready) return done();
            });
            setTimeout(done, 5000);
          });
          it('stores', () => store());
        });
      `,
    },
    {
      name: "a function that is called has",
      filename: "file.js",
      code: code`
        const { spawn } = require('node:child_process');
        const child = spawn('node', ['server.js']);
        function ask() {
          child.send('ping');
        }
        ask();
        setTimeout(ask, 500);
      `,
    },
    {
      name: "a function that is declared before the timer ends what was started",
      filename: "file.js",
      code: code`
        const { spawn } = require('node:child_process');
        const child = spawn('node', ['server.js']);
        function ask() {
          child.kill();
        }
        setTimeout(ask, 500);
      `,
    },
    {
      name: "a function that is kept under a name ends what was started",
      filename: "file.js",
      code: code`
        const { spawn } = require('node:child_process');
        const child = spawn('node', ['server.js']);
        const ask = () => child.kill();
        setTimeout(ask, 500);
      `,
    },
  ],
  invalid: [
    {
      name: "a check that gives up has not been made good where the time begins",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        import { spawn } from 'node:child_process';
        it('answers', async () => {
          const child = spawn('node', ['server.js']);
          if (!child.pid) {
            await report('no process');
            return;
          }
          await new Promise((r) => setTimeout(r, 500));
          expect(await ask()).toBe('pong');
        });
      `,
      errors: [
        { messageId: "guess", line: 9, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { it, expect, vi } from 'vitest';
              import { spawn } from 'node:child_process';
              it('answers', async () => {
                const child = spawn('node', ['server.js']);
                if (!child.pid) {
                  await report('no process');
                  return;
                }
                await vi.waitFor(async () => {
                  expect(await ask()).toBe('pong');
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the other arm calls what the timer calls",
      filename: "file.js",
      code: code`
        const { spawn } = require('node:child_process');
        describe('database', () => {
          before((done) => {
            if (process.env.LOCAL) {
              spawn('node', ['database.js']);
              setTimeout(done, 5000);
            } else {
              done();
            }
          });
          it('stores', () => store());
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "an early way out calls what the timer calls",
      filename: "file.js",
      code: code`
        const { spawn } = require('node:child_process');
        describe('database', () => {
          before((done) => {
            if (process.env.REMOTE) return done();
            spawn('node', ['database.js']);
            setTimeout(done, 5000);
          });
          it('stores', () => store());
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a function that is declared has done nothing yet",
      filename: "file.js",
      code: code`
        const { spawn } = require('node:child_process');
        const child = spawn('node', ['server.js']);
        function ask() {
          child.send('ping');
        }
        setTimeout(ask, 500);
      `,
      errors: [
        {
          messageId: "guess",
          line: 6,
          suggestions: [
            {
              messageId: "awaitLine",
              output: code`
                const { spawn } = require('node:child_process');
                const child = spawn('node', ['server.js']);
                function ask() {
                  child.send('ping');
                }
                void (async () => {
                  await new Promise((resolve, reject) => {
                    let output = '';
                    const settle = (error) => {
                      clearTimeout(timer);
                      child.stdout.off('data', look).resume();
                      child.off('exit', fail).off('error', settle);
                      if (error) reject(error);
                      else resolve();
                    };
                    const look = (chunk) => {
                      output += String(chunk);
                      if (/ready|listening|started/i.test(output)) settle();
                    };
                    const fail = () => settle(new Error('child has ended, or was not ready in time'));
                    const timer = setTimeout(fail, 30_000);
                    child.stdout.on('data', look);
                    child.once('exit', fail).once('error', settle);
                  });
                  await ask();
                })();
              `,
            },
          ],
        },
      ],
    },
  ],
});
