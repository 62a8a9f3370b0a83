import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "down() waits between two kills",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { ChildProcess } from 'node:child_process';
        const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
        export async function down(procs: { sequencer: ChildProcess; prover: ChildProcess }) {
          procs.prover.kill();
          await sleep(900);
          procs.sequencer.kill();
        }
      `,
    },
    {
      name: "conditional start with a bounded wait helper",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { isRunning, rpc } from './rpc.js';
        async function waitForEngine(ms: number) {
          const end = Date.now() + ms;
          while (!(await isRunning())) {
            if (Date.now() > end) throw new Error('engine did not come up');
            await new Promise((r) => setTimeout(r, 50));
          }
        }
        export async function query(sql: string) {
          if (!(await isRunning())) {
            const backend = spawn('engine', ['serve'], { detached: true, stdio: 'ignore' });
            backend.unref();
            await waitForEngine(500);
          }
          return rpc('query', { sql });
        }
      `,
    },
    {
      name: "helper named like a sleep polls",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { canConnect } from './net';
        const wait = async (ms: number) => {
          const end = Date.now() + ms;
          while (!(await canConnect(5433))) {
            if (Date.now() > end) throw new Error('tunnel is not open');
            await new Promise((r) => setTimeout(r, 50));
          }
        };
        export async function withTunnel(fn: () => Promise<void>) {
          const ssh = spawn('ssh', ['-N', '-L', '5433:db:5432', 'bastion']);
          await wait(5000);
          await fn();
          ssh.kill();
        }
      `,
    },
    {
      name: "aliased sleep between batches",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import * as timers from 'node:timers/promises';
        const { setTimeout: hold } = timers;
        export async function mail(batches: string[][], send: (b: string[]) => Promise<void>) {
          for (const batch of batches) {
            await send(batch);
            await hold(600);
          }
        }
      `,
    },
    {
      name: "sleep in the catch before a second try",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { setTimeout } from 'node:timers/promises';
        import { startChain } from './chain.js';
        let chain;
        try {
          chain = await startChain();
        } catch (err) {
          console.error(err);
          await setTimeout(7000);
          chain = await startChain();
        }
        await chain.run();
      `,
    },
  ],
  invalid: [
    {
      name: "sleep with a default delay helper",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        const doze = (ms = 1000) => new Promise<void>((resolve) => setTimeout(resolve, ms));
        export async function withTunnel(fn: () => Promise<void>) {
          const ssh = spawn('ssh', ['-N', '-L', '5433:db:5432', 'bastion']);
          await doze();
          await fn();
          ssh.kill();
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from 'node:child_process';
              import { connect } from 'node:net';
              const doze = (ms = 1000) => new Promise<void>((resolve) => setTimeout(resolve, ms));
              export async function withTunnel(fn: () => Promise<void>) {
                const ssh = spawn('ssh', ['-N', '-L', '5433:db:5432', 'bastion']);
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(5433);
                  const accepts = await new Promise((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error('nothing listens on port 5433');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await fn();
                ssh.kill();
              }
            ` },
          ] },
      ],
    },
    {
      name: "aliased and destructured sleep helpers, pool of children",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import * as timers from 'node:timers/promises';
        const { setTimeout: hold } = timers;
        export async function startShard(n: number) {
          const shard = spawn('shardd', ['--id', String(n)]);
          shard.stderr.on('data', (d) => process.stderr.write(d));
          await hold(600);
          return { shard, url: \`tcp://127.0.0.1:\${9000 + n}\` };
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from 'node:child_process';
              import * as timers from 'node:timers/promises';
              const { setTimeout: hold } = timers;
              export async function startShard(n: number) {
                const shard = spawn('shardd', ['--id', String(n)]);
                shard.stderr.on('data', (d) => process.stderr.write(d));
                await new Promise<void>((resolve, reject) => {
                  let output = '';
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    shard.stdout?.off('data', look).resume();
                    shard.off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk: unknown) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error('shard has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  shard.stdout?.on('data', look);
                  shard.once('exit', fail).once('error', settle);
                });
                return { shard, url: \`tcp://127.0.0.1:\${9000 + n}\` };
              }
            ` },
          ] },
      ],
    },
    {
      name: "sleep in the try of a script, catch prints",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { setTimeout } from 'node:timers/promises';
        const chain = spawn('solana-test-validator', ['--reset']);
        try {
          await setTimeout(7000);
          const { runAll } = await import('./specs.js');
          await runAll('http://localhost:8899');
        } catch (err) {
          console.error(err);
          process.exitCode = 1;
        } finally {
          chain.kill();
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process';
              import { setTimeout } from 'node:timers/promises';
              const chain = spawn('solana-test-validator', ['--reset']);
              try {
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:8899', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:8899 does not answer');
                  await setTimeout(100);
                }
                const { runAll } = await import('./specs.js');
                await runAll('http://localhost:8899');
              } catch (err) {
                console.error(err);
                process.exitCode = 1;
              } finally {
                chain.kill();
              }
            ` },
          ] },
      ],
    },
    {
      name: "vscode extension host forked by a class, terse comment",
      filename: "file.ts",
      code: code`
        import * as cp from 'child_process';
        import { wait } from './wait';
        export class LanguageHost {
          private proc?: cp.ChildProcess;
          async open(dir: string) {
            this.proc = cp.fork(this.script, [dir]);
            await wait(2000);
            return this.send('initialize', { dir });
          }
          constructor(private readonly script: string) {}
          send(method: string, params: object) { return new Promise((ok) => { this.proc?.once('message', ok); this.proc?.send({ method, params }); }); }
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitMessage", output: code`
              import * as cp from 'child_process';
              import { wait } from './wait';
              export class LanguageHost {
                private proc?: cp.ChildProcess;
                async open(dir: string) {
                  this.proc = cp.fork(this.script, [dir]);
                  const started = this.proc;
                  await new Promise<void>((resolve, reject) => {
                    const settle = (error?: unknown) => {
                      clearTimeout(timer);
                      started.off('message', ready).off('exit', fail).off('error', settle);
                      if (error) reject(error);
                      else resolve();
                    };
                    const ready = () => settle();
                    const fail = () => settle(new Error('proc has ended, or was not ready in time'));
                    const timer = setTimeout(fail, 30_000);
                    started.once('message', ready).once('exit', fail).once('error', settle);
                  });
                  return this.send('initialize', { dir });
                }
                constructor(private readonly script: string) {}
                send(method: string, params: object) { return new Promise((ok) => { this.proc?.once('message', ok); this.proc?.send({ method, params }); }); }
              }
            ` },
          ] },
      ],
    },
    {
      name: "CJS script, exec of a java emulator",
      filename: "file.ts",
      code: code`
        const { exec } = require('child_process');
        const sleep = require('util').promisify(setTimeout);
        async function main() {
          const emulator = exec('java -jar dynamodb-local.jar');
          await sleep(4000);
          await require('./migrate')();
          emulator.kill();
        }
        main();
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitLine", output: code`
              const { exec } = require('child_process');
              const sleep = require('util').promisify(setTimeout);
              async function main() {
                const emulator = exec('java -jar dynamodb-local.jar');
                await new Promise<void>((resolve, reject) => {
                  let output = '';
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    emulator.stdout?.off('data', look).resume();
                    emulator.off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk: unknown) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error('emulator has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  emulator.stdout?.on('data', look);
                  emulator.once('exit', fail).once('error', settle);
                });
                await require('./migrate')();
                emulator.kill();
              }
              main();
            ` },
          ] },
      ],
    },
    {
      name: "jest global set-up in CJS",
      filename: "file.ts",
      code: code`
        module.exports = async () => {
          const emulator = startEmulator({ project: 'demo' });
          globalThis.__emulator__ = emulator;
          await new Promise((r) => setTimeout(r, 5000));
        };
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "sleep then the helper that waits",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import waitOn from 'wait-on';
        const child = spawn('npm', ['start']);
        await sleep(1000);
        await waitOn({ resources: ['http://localhost:3000'] });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from 'node:child_process';
              import waitOn from 'wait-on';
              const child = spawn('npm', ['start']);
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
              await waitOn({ resources: ['http://localhost:3000'] });
            ` },
          ] },
      ],
    },
    {
      name: "ssh tunnel in a release script",
      filename: "file.ts",
      code: code`
        const { spawn } = require('child_process');
        (async () => {
          const tunnel = spawn('ssh', ['-N', '-L', '5433:db:5432', 'bastion']);
          await new Promise((r) => setTimeout(r, 2500));
          await require('./dump')(5433);
          tunnel.kill();
        })();
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probePort", output: code`
              const { spawn } = require('child_process');
              const { connect } = require('net');
              (async () => {
                const tunnel = spawn('ssh', ['-N', '-L', '5433:db:5432', 'bastion']);
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(5433);
                  const accepts = await new Promise((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error('nothing listens on port 5433');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await require('./dump')(5433);
                tunnel.kill();
              })();
            ` },
          ] },
      ],
    },
  ],
});
