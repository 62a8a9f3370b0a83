import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "fork, and the next act kills it",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { fork } from 'node:child_process';
        import { strict as assert } from 'node:assert';
        describe('price feed process', () => {
          it('survives an early kill', async () => {
            const feed = fork('./bin/price-feed.js');
            await new Promise((r) => setTimeout(r, 800));
            feed.kill('SIGTERM');
            assert.equal(feed.killed, true);
          });
        });
      `,
    },
    {
      name: "teardown sleeps after the kill",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { promisify } from 'util';
        import { spawn, ChildProcess } from 'child_process';
        import { once } from 'events';
        const later = promisify(setTimeout);
        let gateway: ChildProcess;
        beforeAll(async () => {
          gateway = spawn('node', ['gateway.js', '--port', '4700']);
          await once(gateway.stdout!, 'data');
        });
        afterAll(async () => {
          gateway.kill();
          await later(3000);
        });
        test('proxies to the upstream', async () => {
          const res = await fetch('http://localhost:4700/up');
          expect(res.status).toBe(200);
        });
      `,
    },
    {
      name: "the sleep separates two written frames",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import test from 'node:test';
        import assert from 'node:assert/strict';
        import { spawn } from 'node:child_process';
        import { setTimeout } from 'node:timers/promises';
        test('language server accepts a split frame', async () => {
          const ls = spawn('toml-ls', ['--stdio']);
          try {
            ls.stdin.write('Content-Length: 52\\r\\n');
            await setTimeout(400);
            ls.stdin.write('\\r\\n' + frame({ id: 1, method: 'initialize' }));
            const reply = await readFrame(ls.stdout);
            assert.equal(reply.id, 1);
          } finally {
            ls.kill();
          }
        });
        declare function frame(x: object): string;
        declare function readFrame(s: unknown): Promise<{ id: number }>;
      `,
    },
    {
      name: "negative assertion after the same delay",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn, ChildProcess } from 'node:child_process';
        import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
        import { delay } from './support/delay';
        describe('metrics exporter binary', () => {
          let exporter: ChildProcess;
          const onExit = vi.fn();
          beforeEach(() => {
            exporter = spawn('./exporter', ['--listen', ':9464']);
            exporter.on('exit', onExit);
          });
          afterEach(() => {
            exporter.kill();
          });
          it('does not exit by itself', async () => {
            await delay(700);
            expect(onExit).not.toHaveBeenCalled();
          });
        });
      `,
    },
    {
      name: "delay after kill in the hook",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import Promise from 'bluebird';
        import { spawnGanache } from './ganache';
        describe('token', () => {
          let chain: { kill(): void };
          before(() => {
            chain = spawnGanache({ accounts: 3 });
          });
          after(async () => {
            chain.kill();
            await Promise.delay(2000);
          });
          it('deploys', () => {
            expect(chain).to.be.ok;
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "fork in mocha test, promise timer inline",
      filename: "file.ts",
      code: code`
        import { fork } from 'node:child_process';
        import { strict as assert } from 'node:assert';
        describe('price feed process', () => {
          it('answers a quote request', async () => {
            const feed = fork('./bin/price-feed.js');
            await new Promise((r) => setTimeout(r, 800));
            const reply = await ask(feed, { symbol: 'ACME' });
            assert.equal(reply.symbol, 'ACME');
            feed.kill();
          });
        });
        declare function ask(p: unknown, q: object): Promise<{ symbol: string }>;
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { fork } from 'node:child_process';
              import { strict as assert } from 'node:assert';
              describe('price feed process', () => {
                it('answers a quote request', async () => {
                  const feed = fork('./bin/price-feed.js');
                  for (const deadline = Date.now() + 1600; ; ) {
                    try {
                      const reply = await ask(feed, { symbol: 'ACME' });
                      assert.equal(reply.symbol, 'ACME');
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                  feed.kill();
                });
              });
              declare function ask(p: unknown, q: object): Promise<{ symbol: string }>;
            ` },
          ] },
      ],
    },
    {
      name: "jest beforeAll with spawn and promisified setTimeout",
      filename: "file.ts",
      code: code`
        import { promisify } from 'util';
        import { spawn, ChildProcess } from 'child_process';
        const later = promisify(setTimeout);
        let gateway: ChildProcess;
        beforeAll(async () => {
          gateway = spawn('node', ['gateway.js', '--port', '4700']);
          await later(3000);
        });
        afterAll(() => {
          gateway.kill();
        });
        test('proxies to the upstream', async () => {
          const res = await fetch('http://localhost:4700/up');
          expect(res.status).toBe(200);
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probeFirst", output: code`
              import { promisify } from 'util';
              import { spawn, ChildProcess } from 'child_process';
              const later = promisify(setTimeout);
              let gateway: ChildProcess;
              beforeAll(async () => {
                gateway = spawn('node', ['gateway.js', '--port', '4700']);
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:4700/up', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:4700/up does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              });
              afterAll(() => {
                gateway.kill();
              });
              test('proxies to the upstream', async () => {
                const res = await fetch('http://localhost:4700/up');
                expect(res.status).toBe(200);
              });
            ` },
          ] },
      ],
    },
    {
      name: "node:test with the child in try/finally",
      filename: "file.ts",
      code: code`
        import test from 'node:test';
        import assert from 'node:assert/strict';
        import { spawn } from 'node:child_process';
        import { setTimeout } from 'node:timers/promises';
        test('language server answers initialize', async () => {
          const ls = spawn('toml-ls', ['--stdio']);
          try {
            await setTimeout(400);
            ls.stdin.write(frame({ id: 1, method: 'initialize' }));
            const reply = await readFrame(ls.stdout);
            assert.equal(reply.id, 1);
          } finally {
            ls.kill();
          }
        });
        declare function frame(x: object): string;
        declare function readFrame(s: unknown): Promise<{ id: number }>;
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import test from 'node:test';
              import assert from 'node:assert/strict';
              import { spawn } from 'node:child_process';
              import { setTimeout } from 'node:timers/promises';
              test('language server answers initialize', async () => {
                const ls = spawn('toml-ls', ['--stdio']);
                try {
                  ls.stdin.write(frame({ id: 1, method: 'initialize' }));
                  const reply = await readFrame(ls.stdout);
                  assert.equal(reply.id, 1);
                } finally {
                  ls.kill();
                }
              });
              declare function frame(x: object): string;
              declare function readFrame(s: unknown): Promise<{ id: number }>;
            ` },
          ] },
      ],
    },
    {
      name: "child made in beforeEach, sleep first in the test",
      filename: "file.ts",
      code: code`
        import { spawn, ChildProcess } from 'node:child_process';
        import { afterEach, beforeEach, describe, expect, it } from 'vitest';
        import { delay } from './support/delay';
        describe('metrics exporter binary', () => {
          let exporter: ChildProcess;
          beforeEach(() => {
            exporter = spawn('./exporter', ['--listen', ':9464']);
          });
          afterEach(() => {
            exporter.kill();
          });
          it('serves text metrics', async () => {
            await delay(700);
            const text = await (await fetch('http://localhost:9464/metrics')).text();
            expect(text).toContain('process_cpu_seconds_total');
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 13, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn, ChildProcess } from 'node:child_process';
              import { afterEach, beforeEach, describe, expect, it } from 'vitest';
              import { delay } from './support/delay';
              describe('metrics exporter binary', () => {
                let exporter: ChildProcess;
                beforeEach(() => {
                  exporter = spawn('./exporter', ['--listen', ':9464']);
                });
                afterEach(() => {
                  exporter.kill();
                });
                it('serves text metrics', async () => {
                  for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:9464/metrics', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error('http://localhost:9464/metrics does not answer');
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  const text = await (await fetch('http://localhost:9464/metrics')).text();
                  expect(text).toContain('process_cpu_seconds_total');
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "sleep by Bluebird's static delay after a spawn wrapper",
      filename: "file.ts",
      code: code`
        import Promise from 'bluebird';
        import { spawnGanache } from './ganache';
        import Web3 from 'web3';
        describe('token', () => {
          let chain: { kill(): void };
          before(async () => {
            chain = spawnGanache({ accounts: 3 });
            await Promise.delay(2000);
          });
          after(() => chain.kill());
          it('deploys', async () => {
            const web3 = new Web3('http://localhost:8545');
            expect(await web3.eth.getAccounts()).to.have.length(3);
          });
        });
      `,
      errors: [
        {
          messageId: "guess",
          line: 8,
          suggestions: [
            {
              messageId: "probeFirst",
              output: code`
                import Promise from 'bluebird';
                import { spawnGanache } from './ganache';
                import Web3 from 'web3';
                describe('token', () => {
                  let chain: { kill(): void };
                  before(async () => {
                    chain = spawnGanache({ accounts: 3 });
                    for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:8545', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                      if (Date.now() > deadline) throw new Error('http://localhost:8545 does not answer');
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  });
                  after(() => chain.kill());
                  it('deploys', async () => {
                    const web3 = new Web3('http://localhost:8545');
                    expect(await web3.eth.getAccounts()).to.have.length(3);
                  });
                });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "tap style, spawn then two sleeps, first certain",
      filename: "file.ts",
      code: code`
        const t = require('tap');
        const { spawn } = require('node:child_process');
        const { request } = require('undici');
        t.test('cli serves a folder', async (t) => {
          const cli = spawn(process.execPath, ['cli.js', 'serve', '.']);
          t.teardown(() => cli.kill());
          await new Promise((resolve) => setTimeout(resolve, 1000));
          const { statusCode } = await request('http://localhost:8081/package.json');
          t.equal(statusCode, 200);
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "probeFirst", output: code`
              const t = require('tap');
              const { spawn } = require('node:child_process');
              const { request } = require('undici');
              t.test('cli serves a folder', async (t) => {
                const cli = spawn(process.execPath, ['cli.js', 'serve', '.']);
                t.teardown(() => cli.kill());
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:8081/package.json', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:8081/package.json does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const { statusCode } = await request('http://localhost:8081/package.json');
                t.equal(statusCode, 200);
              });
            ` },
          ] },
      ],
    },
    {
      name: "spawn in a before hook, mocha this.timeout between",
      filename: "file.ts",
      code: code`
        import { spawn, ChildProcess } from 'node:child_process';
        import { expect } from 'chai';
        const rest = (ms: number) => new Promise((f) => setTimeout(f, ms));
        describe('dns stub', function () {
          let stub: ChildProcess;
          before(async function () {
            stub = spawn('dnsstub', ['--port', '5353']);
            this.timeout(10_000);
            await rest(1000);
          });
          after(() => { stub.kill(); });
          it('resolves', async () => {
            expect(await lookup('a.test')).to.equal('127.0.0.1');
          });
        });
        declare function lookup(n: string): Promise<string>;
      `,
      errors: [
        { messageId: "guess", line: 9, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn, ChildProcess } from 'node:child_process';
              import { expect } from 'chai';
              const rest = (ms: number) => new Promise((f) => setTimeout(f, ms));
              describe('dns stub', function () {
                let stub: ChildProcess;
                before(async function () {
                  stub = spawn('dnsstub', ['--port', '5353']);
                  this.timeout(10_000);
                  const started = stub;
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
                    const fail = () => settle(new Error('stub has ended, or was not ready in time'));
                    const timer = setTimeout(fail, 30_000);
                    started.stdout?.on('data', look);
                    started.once('exit', fail).once('error', settle);
                  });
                });
                after(() => { stub.kill(); });
                it('resolves', async () => {
                  expect(await lookup('a.test')).to.equal('127.0.0.1');
                });
              });
              declare function lookup(n: string): Promise<string>;
            ` },
          ] },
      ],
    },
    {
      name: "first sleep is readiness, second is an effect",
      filename: "file.ts",
      code: code`
        import { fork } from 'node:child_process';
        import { expect, it } from 'vitest';
        import { sleep } from './sleep';
        it('logs what it is told', async () => {
          const lines: string[] = [];
          const child = fork('./logger.js', { silent: true });
          child.stdout!.on('data', (d) => lines.push(String(d)));
          await sleep(400);
          child.send('hello');
          await sleep(200);
          expect(lines).toEqual(['hello\\n']);
          child.kill();
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitMessage", output: code`
              import { fork } from 'node:child_process';
              import { expect, it } from 'vitest';
              import { sleep } from './sleep';
              it('logs what it is told', async () => {
                const lines: string[] = [];
                const child = fork('./logger.js', { silent: true });
                child.stdout!.on('data', (d) => lines.push(String(d)));
                await new Promise<void>((resolve, reject) => {
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    child.off('message', ready).off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const ready = () => settle();
                  const fail = () => settle(new Error('child has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  child.once('message', ready).once('exit', fail).once('error', settle);
                });
                child.send('hello');
                await sleep(200);
                expect(lines).toEqual(['hello\\n']);
                child.kill();
              });
            ` },
          ] },
      ],
    },
  ],
});
