import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what can be heard or asked", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "spawned with inherited output",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function runStack(dir) {
          const keystore = spawn('keystore', [], { stdio: 'inherit', env: { ...process.env, KEY_DIR: dir } });
          await sleep(500);
          const node = spawn('ledger-node', ['--keystore', dir], { stdio: 'inherit' });
          return { keystore, node };
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from 'node:child_process';
              const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              export async function runStack(dir) {
                const keystore = spawn('keystore', [], { stdio: ['inherit', 'pipe', 'inherit'], env: { ...process.env, KEY_DIR: dir } });
                keystore.stdout.pipe(process.stdout);
                await new Promise((resolve, reject) => {
                  let output = '';
                  const settle = (error) => {
                    clearTimeout(timer);
                    keystore.stdout.off('data', look).resume();
                    keystore.off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error('keystore has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  keystore.stdout.on('data', look);
                  keystore.once('exit', fail).once('error', settle);
                });
                const node = spawn('ledger-node', ['--keystore', dir], { stdio: 'inherit' });
                return { keystore, node };
              }
            ` },
          ] },
      ],
    },
    {
      name: "spawned with a list of inherited streams",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function runStack() {
          const broker = spawn('broker', { stdio: ['ignore', 'inherit', 'inherit'] });
          await sleep(500);
          return spawn('worker', { stdio: 'inherit' });
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from 'node:child_process';
              const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              export async function runStack() {
                const broker = spawn('broker', { stdio: ['ignore', 'pipe', 'inherit'] });
                broker.stdout.pipe(process.stdout);
                await new Promise((resolve, reject) => {
                  let output = '';
                  const settle = (error) => {
                    clearTimeout(timer);
                    broker.stdout.off('data', look).resume();
                    broker.off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error('broker has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  broker.stdout.on('data', look);
                  broker.once('exit', fail).once('error', settle);
                });
                return spawn('worker', { stdio: 'inherit' });
              }
            ` },
          ] },
      ],
    },
    {
      name: "spawned with output that is thrown away",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function runStack() {
          const broker = spawn('broker', { stdio: 'ignore' });
          await sleep(500);
          return spawn('worker', { stdio: 'inherit' });
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a detached child, and the file that tells of it read again",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { readPidFile, readPort } from './state.js';
        export async function openDashboard(bin) {
          let pid = readPidFile();
          if (!pid) {
            const child = spawn(process.execPath, [bin, 'serve'], { detached: true, stdio: 'ignore' });
            child.unref();
            await new Promise((r) => setTimeout(r, 1000));
            pid = readPidFile();
          }
          const port = pid ? readPort(pid) : null;
          return \`http://localhost:\${port ?? 10100}/\`;
        }
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "readAgain", output: code`
              import { spawn } from 'node:child_process';
              import { readPidFile, readPort } from './state.js';
              export async function openDashboard(bin) {
                let pid = readPidFile();
                if (!pid) {
                  const child = spawn(process.execPath, [bin, 'serve'], { detached: true, stdio: 'ignore' });
                  child.unref();
                  for (const deadline = Date.now() + 30_000; !pid; pid = readPidFile()) {
                    if (Date.now() > deadline) throw new Error('pid is not there in time');
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
                const port = pid ? readPort(pid) : null;
                return \`http://localhost:\${port ?? 10100}/\`;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a state asked for again, asynchronously",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { findDaemon } from './daemon.js';
        export async function daemon(bin) {
          let state = await findDaemon();
          if (state === undefined) {
            spawn(bin, ['daemon'], { detached: true, stdio: 'ignore' }).unref();
            await new Promise((r) => setTimeout(r, 1500));
            state = await findDaemon();
          }
          return state;
        }
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "readAgain", output: code`
              import { spawn } from 'node:child_process';
              import { findDaemon } from './daemon.js';
              export async function daemon(bin) {
                let state = await findDaemon();
                if (state === undefined) {
                  spawn(bin, ['daemon'], { detached: true, stdio: 'ignore' }).unref();
                  for (const deadline = Date.now() + 30_000; state === undefined; state = await findDaemon()) {
                    if (Date.now() > deadline) throw new Error('state is not there in time');
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
                return state;
              }
            ` },
          ] },
      ],
    },
    {
      name: "read again, but another thing",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { readPidFile, readPort } from './state.js';
        export async function openDashboard(bin) {
          let port = readPort();
          if (!port) {
            const child = spawn(process.execPath, [bin, 'serve'], { detached: true, stdio: 'ignore' });
            child.unref();
            await new Promise((r) => setTimeout(r, 1000));
            port = readPidFile();
          }
          return port;
        }
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a socket that sends who it is, and may only go on when it is answered",
      filename: "file.js",
      code: code`
        import { once } from 'node:events';
        import WebSocket from 'ws';
        export async function connect(port, token) {
          const ws = new WebSocket(\`ws://localhost:\${port}\`);
          await once(ws, 'open');
          ws.send(JSON.stringify({ type: 'AUTH', token }));
          // give the server time to process the auth
          await new Promise((r) => setTimeout(r, 200));
          ws.send(JSON.stringify({ type: 'SUBSCRIBE', topic: 'ticks' }));
          return ws;
        }
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "awaitAnswer", output: code`
              import { once } from 'node:events';
              import WebSocket from 'ws';
              export async function connect(port, token) {
                const ws = new WebSocket(\`ws://localhost:\${port}\`);
                await once(ws, 'open');
                ws.send(JSON.stringify({ type: 'AUTH', token }));
                await once(ws, 'message', { signal: AbortSignal.timeout(30_000) });
                ws.send(JSON.stringify({ type: 'SUBSCRIBE', topic: 'ticks' }));
                return ws;
              }
            ` },
          ] },
      ],
    },
  ],
});
