import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "child announces itself by IPC",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { fork } from 'node:child_process';
        import { once } from 'node:events';
        export async function bootApi(port: number) {
          const proc = fork('dist/api.js', { env: { ...process.env, PORT: String(port) } });
          await once(proc, 'message');
          const res = await fetch(\`http://127.0.0.1:\${port}/healthz\`);
          if (!res.ok) throw new Error('api is not healthy');
          return proc;
        }
      `,
    },
    {
      name: "execa output line awaited",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { execa } from 'execa';
        import puppeteer from 'puppeteer';
        import { once } from 'node:events';
        const dev = execa('npm', ['run', 'dev']);
        await once(dev.stdout!, 'data');
        const browser = await puppeteer.launch();
        const tab = await browser.newPage();
        await tab.goto('http://localhost:5173');
        await browser.close();
        dev.kill();
      `,
    },
    {
      name: "polls the agent's socket until a deadline",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { connectSocket, socketExists } from './ipc';
        export async function ensureAgent(bin: string) {
          const agent = spawn(bin, ['--background'], { detached: true, stdio: 'ignore' });
          agent.unref();
          const end = Date.now() + 10_000;
          while (!socketExists('/tmp/agent.sock') && Date.now() < end) {
            await new Promise<void>((resolve) => setTimeout(resolve, 75));
          }
          return connectSocket('/tmp/agent.sock');
        }
      `,
    },
    {
      name: "class method awaits the first output",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn, type ChildProcess } from 'node:child_process';
        import { once } from 'node:events';
        export class AnvilNode {
          private proc?: ChildProcess;
          async launch(port: number) {
            this.proc = spawn('anvil', ['--port', String(port)]);
            this.proc.on('error', (err) => console.error(err));
            await once(this.proc.stdout!, 'data');
            return \`http://127.0.0.1:\${port}\`;
          }
          kill() {
            this.proc?.kill();
          }
        }
      `,
    },
    {
      name: "Atomics.wait without a time-out hands over between threads",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { once } from 'node:events';
        import { runSuite } from './suite.js';
        const emulator = spawn('gcloud', ['beta', 'emulators', 'pubsub', 'start'], { stdio: ['ignore', 'pipe', 'ignore'] });
        await once(emulator.stdout, 'data');
        const turn = new Int32Array(new SharedArrayBuffer(4));
        Atomics.wait(turn, 0, 1);
        await runSuite({ host: 'localhost:8085' });
        emulator.kill();
      `,
    },
    {
      name: "Bun.sleep between two requests",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { once } from 'node:events';
        const api = spawn('bun', ['run', 'src/server.ts']);
        await once(api.stdout, 'data');
        const before = await fetch('http://localhost:8787/uptime').then((r) => r.json());
        await Bun.sleep(1000);
        const after = await fetch('http://localhost:8787/uptime').then((r) => r.json());
        console.log(after - before);
        api.kill();
      `,
    },
    {
      name: "semicolon-less, waits for the publish to be indexed",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process'
        import { once } from 'node:events'
        import { publish } from './publish.js'

        const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

        export async function withRegistry (fn) {
          const registry = spawn('verdaccio', ['--listen', '4874'])
          await once(registry.stdout, 'data')
          await publish('http://localhost:4874')
          await pause(3000)
          await fn()
          registry.kill()
        }
      `,
    },
  ],
  invalid: [
    {
      name: "child spawn then fetch in a test helper",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        const nap = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
        export async function bootApi(port: number) {
          const proc = spawn('node', ['dist/api.js'], { env: { ...process.env, PORT: String(port) } });
          await nap(1500);
          const res = await fetch(\`http://127.0.0.1:\${port}/healthz\`);
          if (!res.ok) throw new Error('api is not healthy');
          return proc;
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process';
              const nap = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
              export async function bootApi(port: number) {
                const proc = spawn('node', ['dist/api.js'], { env: { ...process.env, PORT: String(port) } });
                for (const deadline = Date.now() + 30_000; !(await fetch(\`http://127.0.0.1:\${port}/healthz\`, { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`http://127.0.0.1:\${port}/healthz does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const res = await fetch(\`http://127.0.0.1:\${port}/healthz\`);
                if (!res.ok) throw new Error('api is not healthy');
                return proc;
              }
            ` },
          ] },
      ],
    },
    {
      name: "execa dev server before puppeteer, plain script",
      filename: "file.ts",
      code: code`
        import { execa } from 'execa';
        import puppeteer from 'puppeteer';
        import { setTimeout as wait } from 'node:timers/promises';
        const dev = execa('npm', ['run', 'dev'], { stdio: 'inherit' });
        await wait(6000);
        const browser = await puppeteer.launch();
        const tab = await browser.newPage();
        await tab.goto('http://localhost:5173');
        await browser.close();
        dev.kill();
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { execa } from 'execa';
              import puppeteer from 'puppeteer';
              import { setTimeout as wait } from 'node:timers/promises';
              const dev = execa('npm', ['run', 'dev'], { stdio: 'inherit' });
              for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:5173', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                if (Date.now() > deadline) throw new Error('http://localhost:5173 does not answer');
                await new Promise((resolve) => setTimeout(resolve, 100));
              }
              const browser = await puppeteer.launch();
              const tab = await browser.newPage();
              await tab.goto('http://localhost:5173');
              await browser.close();
              dev.kill();
            ` },
          ] },
      ],
    },
    {
      name: "detached child with unref and log between",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { connectSocket } from './ipc';
        export async function ensureAgent(bin: string) {
          const agent = spawn(bin, ['--background'], { detached: true, stdio: 'ignore' });
          agent.unref();
          console.log(\`agent pid \${agent.pid}\`);
          await new Promise<void>((resolve) => setTimeout(resolve, 750));
          return connectSocket('/tmp/agent.sock');
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "class method stores the child on this",
      filename: "file.ts",
      code: code`
        import { spawn, type ChildProcess } from 'node:child_process';
        import { sleep } from './time';
        export class AnvilNode {
          private proc?: ChildProcess;
          async launch(port: number) {
            this.proc = spawn('anvil', ['--port', String(port)]);
            this.proc.on('error', (err) => console.error(err));
            await sleep(2500);
            return \`http://127.0.0.1:\${port}\`;
          }
          kill() {
            this.proc?.kill();
          }
        }
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn, type ChildProcess } from 'node:child_process';
              import { sleep } from './time';
              import { connect } from 'node:net';
              export class AnvilNode {
                private proc?: ChildProcess;
                async launch(port: number) {
                  this.proc = spawn('anvil', ['--port', String(port)]);
                  this.proc.on('error', (err) => console.error(err));
                  for (const deadline = Date.now() + 30_000; ; ) {
                    const socket = connect(port);
                    const accepts = await new Promise((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)));
                    socket.end().resume();
                    if (accepts) break;
                    if (Date.now() > deadline) throw new Error(\`nothing listens on port \${port}\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  return \`http://127.0.0.1:\${port}\`;
                }
                kill() {
                  this.proc?.kill();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "blocking Atomics.wait after a spawned emulator",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { runSuite } from './suite.js';
        const emulator = spawn('gcloud', ['beta', 'emulators', 'pubsub', 'start'], { stdio: 'ignore' });
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 8000);
        await runSuite({ host: 'localhost:8085' });
        emulator.kill();
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "bun script: Bun.sleep behind a spawned server",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        const api = spawn('bun', ['run', 'src/server.ts'], { stdio: 'inherit' });
        await Bun.sleep(1000);
        const body = await fetch('http://localhost:8787/version').then((r) => r.json());
        console.log(body);
        api.kill();
      `,
      errors: [
        { messageId: "guess", line: 3, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process';
              const api = spawn('bun', ['run', 'src/server.ts'], { stdio: 'inherit' });
              for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:8787/version', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                if (Date.now() > deadline) throw new Error('http://localhost:8787/version does not answer');
                await new Promise((resolve) => setTimeout(resolve, 100));
              }
              const body = await fetch('http://localhost:8787/version').then((r) => r.json());
              console.log(body);
              api.kill();
            ` },
          ] },
      ],
    },
    {
      name: "semicolon-less style, spawned registry",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process'
        import { publish } from './publish.js'

        const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

        export async function withRegistry (fn) {
          const registry = spawn('verdaccio', ['--listen', '4874'])
          await pause(3000)
          await publish('http://localhost:4874')
          await fn()
          registry.kill()
        }
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process'
              import { publish } from './publish.js'

              const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

              export async function withRegistry (fn) {
                const registry = spawn('verdaccio', ['--listen', '4874'])
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:4874', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:4874 does not answer')
                  await new Promise((resolve) => setTimeout(resolve, 100))
                }
                await publish('http://localhost:4874')
                await fn()
                registry.kill()
              }
            ` },
          ] },
      ],
    },
    {
      name: "two children started one after the other in product code",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
        export async function up(dir: string) {
          const sequencer = spawn('sequencer', ['--data', dir]);
          await sleep(900);
          const prover = spawn('prover', ['--sequencer', 'localhost:6060']);
          return { sequencer, prover };
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from 'node:child_process';
              const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
              export async function up(dir: string) {
                const sequencer = spawn('sequencer', ['--data', dir]);
                await new Promise<void>((resolve, reject) => {
                  let output = '';
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    sequencer.stdout?.off('data', look).resume();
                    sequencer.off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk: unknown) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error('sequencer has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  sequencer.stdout?.on('data', look);
                  sequencer.once('exit', fail).once('error', settle);
                });
                const prover = spawn('prover', ['--sequencer', 'localhost:6060']);
                return { sequencer, prover };
              }
            ` },
          ] },
      ],
    },
    {
      name: "conditional start in a CLI",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { isRunning, rpc } from './rpc.js';
        export async function query(sql: string) {
          if (!(await isRunning())) {
            const backend = spawn('engine', ['serve'], { detached: true, stdio: 'ignore' });
            backend.unref();
            await new Promise((r) => setTimeout(r, 500));
          }
          return rpc('query', { sql });
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "readAgain", output: code`
              import { spawn } from 'node:child_process';
              import { isRunning, rpc } from './rpc.js';
              export async function query(sql: string) {
                if (!(await isRunning())) {
                  const backend = spawn('engine', ['serve'], { detached: true, stdio: 'ignore' });
                  backend.unref();
                  for (const deadline = Date.now() + 30_000; !(await isRunning()); ) {
                    if (Date.now() > deadline) throw new Error('isRunning() is still false');
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
                return rpc('query', { sql });
              }
            ` },
          ] },
      ],
    },
  ],
});
