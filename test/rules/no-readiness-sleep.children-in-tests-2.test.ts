import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "tap teardown sleeps",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const t = require('tap');
        const { fork } = require('node:child_process');
        const { once } = require('node:events');
        const { request } = require('undici');
        t.test('cli serves a folder', async (t) => {
          const cli = fork('cli.js', ['serve', '.']);
          t.teardown(async () => {
            cli.kill();
            await new Promise((resolve) => setTimeout(resolve, 1000));
          });
          await once(cli, 'message');
          const { statusCode } = await request('http://localhost:8081/package.json');
          t.equal(statusCode, 200);
        });
      `,
    },
    {
      name: "mocha before hook awaits a line",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn, ChildProcess } from 'node:child_process';
        import { once } from 'node:events';
        import { expect } from 'chai';
        describe('dns stub', function () {
          let stub: ChildProcess;
          before(async function () {
            stub = spawn('dnsstub', ['--port', '5353']);
            this.timeout(10_000);
            await once(stub.stdout!, 'data');
          });
          after(() => { stub.kill(); });
          it('resolves', async () => {
            expect(await lookup('a.test')).to.equal('127.0.0.1');
          });
        });
        declare function lookup(n: string): Promise<string>;
      `,
    },
    {
      name: "both sleeps wait for effects",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { fork } from 'node:child_process';
        import { once } from 'node:events';
        import { expect, it } from 'vitest';
        import { sleep } from './sleep';
        it('logs what it is told', async () => {
          const lines: string[] = [];
          const child = fork('./logger.js', { silent: true });
          child.stdout!.on('data', (d) => lines.push(String(d)));
          await once(child, 'message');
          child.send('hello');
          await sleep(200);
          expect(lines).toEqual(['hello\\n']);
          child.kill();
        });
      `,
    },
    {
      name: "the nested hook waits by request",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn, ChildProcess } from 'node:child_process';
        import { describe, beforeAll, afterAll, it, expect, vi } from 'vitest';
        describe.each([3101, 3102])('instance on %i', (port) => {
          let child: ChildProcess;
          beforeAll(() => {
            child = spawn('node', ['instance.js', String(port)]);
          });
          describe('when it is up', () => {
            beforeAll(async () => {
              await vi.waitFor(() => fetch(\`http://localhost:\${port}/\`), 1500);
            });
            it('answers', async () => {
              expect((await fetch(\`http://localhost:\${port}/\`)).ok).toBe(true);
            });
          });
          afterAll(() => { child.kill(); });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "describe.each and nested hooks, second hook sleeps",
      filename: "file.ts",
      code: code`
        import { spawn, ChildProcess } from 'node:child_process';
        import { describe, beforeAll, afterAll, it, expect } from 'vitest';
        import { delay } from './delay';
        describe.each([3101, 3102])('instance on %i', (port) => {
          let child: ChildProcess;
          beforeAll(() => {
            child = spawn('node', ['instance.js', String(port)]);
          });
          describe('when it is up', () => {
            beforeAll(async () => {
              await delay(1500);
            });
            it('answers', async () => {
              expect((await fetch(\`http://localhost:\${port}/\`)).ok).toBe(true);
            });
          });
          afterAll(() => { child.kill(); });
        });
      `,
      errors: [
        { messageId: "guess", line: 11, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn, ChildProcess } from 'node:child_process';
              import { describe, beforeAll, afterAll, it, expect } from 'vitest';
              import { delay } from './delay';
              describe.each([3101, 3102])('instance on %i', (port) => {
                let child: ChildProcess;
                beforeAll(() => {
                  child = spawn('node', ['instance.js', String(port)]);
                });
                describe('when it is up', () => {
                  beforeAll(async () => {
                    const started = child;
                    await new Promise<void>((resolve, reject) => {
                      let output = '';
                      const settle = (error?: unknown) => {
                        clearTimeout(timer);
                        started.stdout?.off('data', look).resume();
                        started.off('exit', fail).off('error', settle);
                        if (error) reject(error);
                        else resolve();
                      };
                      const look = (chunk: unknown) => {
                        output += String(chunk);
                        if (/ready|listening|started/i.test(output)) settle();
                      };
                      const fail = () => settle(new Error('child has ended, or was not ready in time'));
                      const timer = setTimeout(fail, 30_000);
                      started.stdout?.on('data', look);
                      started.once('exit', fail).once('error', settle);
                    });
                  });
                  it('answers', async () => {
                    expect((await fetch(\`http://localhost:\${port}/\`)).ok).toBe(true);
                  });
                });
                afterAll(() => { child.kill(); });
              });
            ` },
          ] },
      ],
    },
    {
      name: "python backend spawned in a before hook with a German comment",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        let backend;
        before(async () => {
          backend = spawn('python3', ['-m', 'http.server', '9009']);
          // kurz warten
          await new Promise((resolve) => setTimeout(resolve, 700));
        });
        it('serves the index', async () => {
          const res = await fetch('http://localhost:9009/');
          assert.strictEqual(res.status, 200);
        });
        after(() => backend.kill());
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process';
              let backend;
              before(async () => {
                backend = spawn('python3', ['-m', 'http.server', '9009']);
                // kurz warten
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:9009/', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:9009/ does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              });
              it('serves the index', async () => {
                const res = await fetch('http://localhost:9009/');
                assert.strictEqual(res.status, 200);
              });
              after(() => backend.kill());
            ` },
          ] },
      ],
    },
    {
      name: "fake timers in a group of their own",
      filename: "file.ts",
      code: code`
        import { vi } from 'vitest';
        import { spawn } from 'node:child_process';
        describe('cli', () => {
          describe('clock', () => {
            beforeEach(() => { vi.useFakeTimers(); });
            it('ticks', () => { vi.advanceTimersByTime(1000); });
          });
          it('answers', async () => {
            const child = spawn('node', ['server.js']);
            await new Promise((r) => setTimeout(r, 1000));
            const res = await fetch('http://localhost:4010/');
            expect(res.ok).toBe(true);
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 10, suggestions: [
            { messageId: "probeFirst", output: code`
              import { vi } from 'vitest';
              import { spawn } from 'node:child_process';
              describe('cli', () => {
                describe('clock', () => {
                  beforeEach(() => { vi.useFakeTimers(); });
                  it('ticks', () => { vi.advanceTimersByTime(1000); });
                });
                it('answers', async () => {
                  const child = spawn('node', ['server.js']);
                  for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:4010/', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error('http://localhost:4010/ does not answer');
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  const res = await fetch('http://localhost:4010/');
                  expect(res.ok).toBe(true);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "tap test, comment in one word",
      filename: "file.ts",
      code: code`
        const t = require('tap');
        t.test('proxy', async (t) => {
          const proxy = fork('./proxy.js');
          await sleep(400); // boot
          const res = await get('http://localhost:8081/');
          t.equal(res.statusCode, 200);
          proxy.kill();
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probeFirst", output: code`
              const t = require('tap');
              t.test('proxy', async (t) => {
                const proxy = fork('./proxy.js');
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:8081/', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:8081/ does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const res = await get('http://localhost:8081/');
                t.equal(res.statusCode, 200);
                proxy.kill();
              });
            ` },
          ] },
      ],
    },
    {
      name: "uvu suite hooks",
      filename: "file.ts",
      code: code`
        import { suite } from 'uvu';
        const api = suite('api');
        let server;
        api.before(async () => { server = spawnServer(); await sleep(800); });
        api.after(() => server.kill());
        api('gets', async () => { assert.is((await fetch(url)).status, 200); });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "bun test",
      filename: "file.ts",
      code: code`
        import { test, expect } from 'bun:test';
        test('echo', async () => {
          const child = Bun.spawn(['bun', 'server.ts']);
          await Bun.sleep(500);
          expect((await fetch('http://localhost:3000')).status).toBe(200);
          child.kill();
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probeFirst", output: code`
              import { test, expect } from 'bun:test';
              test('echo', async () => {
                const child = Bun.spawn(['bun', 'server.ts']);
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:3000', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:3000 does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                expect((await fetch('http://localhost:3000')).status).toBe(200);
                child.kill();
              });
            ` },
          ] },
      ],
    },
    {
      name: "logs of a child are collected",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        it('prints', async () => {
          const child = spawn('node', ['cli.js']);
          let out = '';
          child.stdout.on('data', (d) => (out += d));
          await sleep(500);
          expect(out).toContain('ready');
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { spawn } from 'node:child_process';
              it('prints', async () => {
                const child = spawn('node', ['cli.js']);
                let out = '';
                child.stdout.on('data', (d) => (out += d));
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(out).toContain('ready');
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "stdin of a child",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        it('asks', async () => {
          const child = spawn('node', ['prompt.js']);
          await sleep(500);
          child.stdin.write('yes\\n');
          const [code] = await once(child, 'exit');
          expect(code).toBe(0);
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { spawn } from 'node:child_process';
              it('asks', async () => {
                const child = spawn('node', ['prompt.js']);
                child.stdin.write('yes\\n');
                const [code] = await once(child, 'exit');
                expect(code).toBe(0);
              });
            ` },
          ] },
      ],
    },
  ],
});
