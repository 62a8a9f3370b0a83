import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: timers that assert or write, and texts that are put together", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a timer asserts in a runner that notes failures (tape)",
      filename: "file.js",
      code: code`
        import test from 'tape';
        import { startAgent } from '../lib/agent.js';
        test('knows the version', (t) => {
          const agent = startAgent({ serverUrl: 'http://localhost:8200' });
          // wait until the client has started
          setTimeout(function () {
            t.ok(agent.client.version, 'the client knows the version');
            t.end();
          }, 1000);
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from 'tape';
              import { startAgent } from '../lib/agent.js';
              test('knows the version', (t) => {
                const agent = startAgent({ serverUrl: 'http://localhost:8200' });
                // wait until the client has started
                const deadline = Date.now() + 2000;
                const ask = () => {
                  if (!agent.client.version && Date.now() < deadline) {
                    setTimeout(ask, 50);
                    return;
                  }
                  t.ok(agent.client.version, 'the client knows the version');
                  t.end();
                };
                ask();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer asserts, and what it asserts is begun behind it",
      filename: "file.js",
      code: code`
        import test from 'tape';
        import { startAgent } from '../lib/agent.js';
        test('connects', (t) => {
          const agent = startAgent({ serverUrl: 'http://localhost:8200' });
          // wait until the client has connected
          setTimeout(() => {
            t.equal(agent.client.state, 'connected');
            t.end();
          }, 1000);
          agent.client.connect();
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from 'tape';
              import { startAgent } from '../lib/agent.js';
              test('connects', (t) => {
                const agent = startAgent({ serverUrl: 'http://localhost:8200' });
                // wait until the client has connected
                const deadline = Date.now() + 2000;
                const ask = () => {
                  if (agent.client.state !== 'connected' && Date.now() < deadline) {
                    setTimeout(ask, 50);
                    return;
                  }
                  t.equal(agent.client.state, 'connected');
                  t.end();
                };
                setTimeout(ask, 50);
                agent.client.connect();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer asserts that something is there and something is not",
      filename: "file.js",
      code: code`
        import test from 'tape';
        import { startAgent } from '../lib/agent.js';
        test('connects', (t) => {
          const agent = startAgent({ serverUrl: 'http://localhost:8200' });
          // wait until the client has connected
          setTimeout(() => {
            t.equal(agent.client.state, 'connected');
            t.equal(agent.client.failures, 0);
            t.end();
          }, 1000);
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from 'tape';
              import { startAgent } from '../lib/agent.js';
              test('connects', (t) => {
                const agent = startAgent({ serverUrl: 'http://localhost:8200' });
                // wait until the client has connected
                const deadline = Date.now() + 2000;
                const ask = () => {
                  if ((agent.client.state !== 'connected' || agent.client.failures !== 0) && Date.now() < deadline) {
                    setTimeout(ask, 50);
                    return;
                  }
                  t.equal(agent.client.state, 'connected');
                  t.equal(agent.client.failures, 0);
                  t.end();
                };
                ask();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer's function has a this of its own",
      filename: "file.js",
      code: code`
        import test from 'tape';
        import { startAgent } from '../lib/agent.js';
        test('connects', (t) => {
          const agent = startAgent({ serverUrl: 'http://localhost:8200' });
          // wait until the client has connected
          setTimeout(function () {
            t.equal(agent.client.state, 'connected');
            this.close();
            t.end();
          }, 1000);
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "an error that is there before its parts are asked",
      filename: "file.js",
      code: code`
        const { test } = require('node:test');
        const { setTimeout: sleep } = require('node:timers/promises');
        const { tspl } = require('@matteo.collina/tspl');
        const { connect, kError } = require('../lib/client');
        test('tells of a ping that failed', async (t) => {
          t = tspl(t, { plan: 3 });
          let pingError = null;
          const socket = newSocket({ onError (error) { pingError = error } });
          connect(socket);
          await sleep(20);
          t.ok(pingError);
          t.strictEqual(pingError.code, 'UND_ERR_INFO');
          t.strictEqual(socket[kError], pingError);
        });
      `,
      errors: [
        { messageId: "guess", line: 10, suggestions: [
            { messageId: "awaitAsserted", output: code`
              const { test } = require('node:test');
              const { setTimeout: sleep } = require('node:timers/promises');
              const { tspl } = require('@matteo.collina/tspl');
              const { connect, kError } = require('../lib/client');
              test('tells of a ping that failed', async (t) => {
                t = tspl(t, { plan: 3 });
                let pingError = null;
                const socket = newSocket({ onError (error) { pingError = error } });
                connect(socket);
                for (const deadline = Date.now() + 1500; (!pingError || pingError.code !== 'UND_ERR_INFO' || socket[kError] !== pingError) && Date.now() < deadline; ) {
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
                t.ok(pingError);
                t.strictEqual(pingError.code, 'UND_ERR_INFO');
                t.strictEqual(socket[kError], pingError);
              });
            ` },
          ] },
      ],
    },
    {
      name: "an error whose parts are asked before it is there",
      filename: "file.js",
      code: code`
        const { test } = require('node:test');
        const { setTimeout: sleep } = require('node:timers/promises');
        const { tspl } = require('@matteo.collina/tspl');
        const { connect, kError } = require('../lib/client');
        test('tells of a ping that failed', async (t) => {
          t = tspl(t, { plan: 3 });
          let pingError = null;
          const socket = newSocket({ onError (error) { pingError = error } });
          connect(socket);
          await sleep(20);
          t.strictEqual(pingError.code, 'UND_ERR_INFO');
          t.strictEqual(socket[kError], pingError);
        });
      `,
      errors: [
        { messageId: "guess", line: 10, suggestions: [] },
      ],
    },
    {
      name: "what is read is put together with paths and lines",
      filename: "file.js",
      code: code`
        import { it, expect } from 'bun:test';
        import { readFile } from 'node:fs/promises';
        import path from 'node:path';
        it('writes both', async () => {
          const result = await manager.spawn('echo hello; echo world');
          // Wait until the process has started
          await new Promise((resolve) => setTimeout(resolve, 100));
          const output = await readFile(path.join(result.dir, 'output.log'), 'utf8');
          expect(output.replace(/\\r/g, '').split('\\n').join(',')).toContain('hello,world');
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { it, expect } from 'bun:test';
              import { readFile } from 'node:fs/promises';
              import path from 'node:path';
              it('writes both', async () => {
                const result = await manager.spawn('echo hello; echo world');
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const output = await readFile(path.join(result.dir, 'output.log'), 'utf8');
                    expect(output.replace(/\\r/g, '').split('\\n').join(',')).toContain('hello,world');
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
      name: "what is read is joined",
      filename: "file.js",
      code: code`
        import { it, expect } from 'bun:test';
        it('is in the room', async () => {
          const result = await manager.spawn('node server.js');
          // Wait until the process has started
          await new Promise((resolve) => setTimeout(resolve, 100));
          const room = await result.client.join('lobby');
          expect(room.size).toBe(1);
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "what is asked is given to a name before",
      filename: "file.js",
      code: code`
        import test from 'tape';
        import { Agent } from '../lib/agent.js';
        let agent;
        test('knows the version', (t) => {
          agent = new Agent().start({ serverUrl: 'http://localhost:8200' });
          // we have to wait for the agent to be ready
          setTimeout(function () {
            t.ok(agent.client.version, 'the client knows the version');
            t.end();
          }, 1000);
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from 'tape';
              import { Agent } from '../lib/agent.js';
              let agent;
              test('knows the version', (t) => {
                agent = new Agent().start({ serverUrl: 'http://localhost:8200' });
                // we have to wait for the agent to be ready
                const deadline = Date.now() + 2000;
                const ask = () => {
                  if (!agent.client.version && Date.now() < deadline) {
                    setTimeout(ask, 50);
                    return;
                  }
                  t.ok(agent.client.version, 'the client knows the version');
                  t.end();
                };
                ask();
              });
            ` },
          ] },
      ],
    },
    {
      name: "what is asked is given to a name elsewhere",
      filename: "file.js",
      code: code`
        import test from 'tape';
        import { Agent } from '../lib/agent.js';
        let agent;
        test('knows the version', (t) => {
          new Agent().start({ serverUrl: 'http://localhost:8200' }, (started) => { agent = started; });
          // we have to wait for the agent to be ready
          setTimeout(function () {
            t.ok(agent.client.version, 'the client knows the version');
            t.end();
          }, 1000);
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a timer writes to a child",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        const child = spawn('node', ['server.js'], { stdio: ['pipe', 'pipe', 'inherit'] });
        child.stdout.on('data', (data) => console.log(String(data)));
        const request = JSON.stringify({ id: 1, method: 'tools/list' }) + '\\n';
        setTimeout(() => {
          child.stdin.write(request);
        }, 2000);
        setTimeout(() => {
          child.kill();
        }, 9000);
      `,
      errors: [
        { messageId: "timerGuess", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { spawn } from 'node:child_process';
              const child = spawn('node', ['server.js'], { stdio: ['pipe', 'pipe', 'inherit'] });
              child.stdout.on('data', (data) => console.log(String(data)));
              const request = JSON.stringify({ id: 1, method: 'tools/list' }) + '\\n';
              child.stdin.write(request);
              setTimeout(() => {
                child.kill();
              }, 9000);
            ` },
          ] },
      ],
    },
    {
      name: "a timer writes to a child what is known only later",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        const child = spawn('node', ['server.js'], { stdio: ['pipe', 'pipe', 'inherit'] });
        child.stdout.on('data', (data) => console.log(String(data)));
        setTimeout(() => child.stdin.write(request), 2000);
        const request = JSON.stringify({ id: 1, method: 'tools/list' }) + '\\n';
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from 'node:child_process';
              const child = spawn('node', ['server.js'], { stdio: ['pipe', 'pipe', 'inherit'] });
              child.stdout.on('data', (data) => console.log(String(data)));
              void (async () => {
                await new Promise<void>((resolve, reject) => {
                  let output = '';
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    child.stdout?.off('data', look).resume();
                    child.off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk: unknown) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error('child has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  child.stdout?.on('data', look);
                  child.once('exit', fail).once('error', settle);
                });
                child.stdin.write(request);
              })();
              const request = JSON.stringify({ id: 1, method: 'tools/list' }) + '\\n';
            ` },
          ] },
      ],
    },
    {
      name: "a timer writes to a child and looks at it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        const child = spawn('node', ['server.js'], { stdio: ['pipe', 'pipe', 'inherit'] });
        child.stdout.on('data', (data) => console.log(String(data)));
        setTimeout(() => {
          child.stdin.write('tools\\n');
          report(child.pid);
        }, 2000);
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from 'node:child_process';
              const child = spawn('node', ['server.js'], { stdio: ['pipe', 'pipe', 'inherit'] });
              child.stdout.on('data', (data) => console.log(String(data)));
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
                child.stdin.write('tools\\n');
                report(child.pid);
              })();
            ` },
          ] },
      ],
    },
  ],
});
