import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "named constant is the grace before a second signal",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { sleep } from './clock';
        const KILL_GRACE_MS = 1200;
        export async function throughProxy<T>(fn: () => Promise<T>): Promise<T> {
          const proxy = spawn('toxiproxy-server');
          try {
            return await fn();
          } finally {
            proxy.kill('SIGTERM');
            await sleep(KILL_GRACE_MS);
            proxy.kill('SIGKILL');
          }
        }
      `,
    },
    {
      name: "constant is named after the throttle",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { topology } from './topology';
        import { sleep } from './sleep';
        const ROUTE_THROTTLE_MS = 750;
        it('has three routes', async () => {
          topology.addPeer('c');
          await sleep(ROUTE_THROTTLE_MS);
          expect(topology.routes()).toHaveLength(3);
        });
      `,
    },
    {
      name: "member names the button press",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { delays } from './delays';
        import { device } from './device';
        import { wait } from './wait';
        export async function flash(image: Buffer) {
          await device.write(image);
          await device.holdButton();
          await wait(delays.PRESS_MS);
          return device.version();
        }
      `,
    },
    {
      name: "timer callback rejects, READY_TIMEOUT",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { app } from './app';
        const SERVER_READY_TIMEOUT = 1500;
        export function ready(): Promise<void> {
          return new Promise((resolve, reject) => {
            app.run(() => resolve());
            setTimeout(() => {
              reject(new Error('app is not ready'));
            }, SERVER_READY_TIMEOUT);
          });
        }
      `,
    },
    {
      name: "expiry constant",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { dns } from './dns.js';
        import { setTimeout as sleep } from 'node:timers/promises';
        import { certify } from './acme.js';
        const RECORD_TTL_MS = 60_000;
        const record = await dns.addTxt('_acme-challenge', 'token');
        await sleep(RECORD_TTL_MS);
        await certify(record.name);
      `,
    },
    {
      name: "RECONNECT back-off in a loop is not CONNECT",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Printer } from './printer';
        const TIMES = { RECONNECT_DELAY: 300, PAPER: 50 };
        const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
        export async function test1(port: string) {
          for (;;) {
            const printer = await Printer.tryOpen(port);
            if (printer) return printer.line('hello');
            await sleep(TIMES.RECONNECT_DELAY);
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "named delay constant after a spawned proxy",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { sleep } from './clock';
        const PROXY_STARTUP_MS = 1200;
        export async function throughProxy<T>(fn: () => Promise<T>): Promise<T> {
          const proxy = spawn('toxiproxy-server');
          await sleep(PROXY_STARTUP_MS);
          try {
            return await fn();
          } finally {
            proxy.kill();
          }
        }
      `,
      errors: [
        { messageId: "named", line: 6, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from 'node:child_process';
              import { sleep } from './clock';
              const PROXY_STARTUP_MS = 1200;
              export async function throughProxy<T>(fn: () => Promise<T>): Promise<T> {
                const proxy = spawn('toxiproxy-server');
                await new Promise<void>((resolve, reject) => {
                  let output = '';
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    proxy.stdout?.off('data', look).resume();
                    proxy.off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk: unknown) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error('proxy has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  proxy.stdout?.on('data', look);
                  proxy.once('exit', fail).once('error', settle);
                });
                try {
                  return await fn();
                } finally {
                  proxy.kill();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "named delay constant without link: SETTLE",
      filename: "file.ts",
      code: code`
        import { topology } from './topology';
        import { sleep } from './sleep';
        const MESH_SETTLE_MS = 750;
        it('has three routes', async () => {
          topology.addPeer('c');
          await sleep(MESH_SETTLE_MS);
          expect(topology.routes()).toHaveLength(3);
        });
      `,
      errors: [
        { messageId: "named", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { topology } from './topology';
              import { sleep } from './sleep';
              const MESH_SETTLE_MS = 750;
              it('has three routes', async () => {
                topology.addPeer('c');
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(topology.routes()).toHaveLength(3);
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
      name: "named delay member: delays.boot",
      filename: "file.ts",
      code: code`
        import { delays } from './delays';
        import { device } from './device';
        import { wait } from './wait';
        export async function flash(image: Buffer) {
          await device.write(image);
          await device.reset();
          await wait(delays.BOOT_MS);
          return device.version();
        }
      `,
      errors: [
        { messageId: "named", line: 7, suggestions: [] },
      ],
    },
    {
      name: "named delay in a timer callback: SERVER_READY_DELAY",
      filename: "file.ts",
      code: code`
        import { app } from './app';
        const SERVER_READY_DELAY = 1500;
        describe('app', () => {
          before((done) => {
            app.run();
            setTimeout(() => {
              app.get('/').then(() => done(), done);
            }, SERVER_READY_DELAY);
          });
          it('has a title', () => {
            expect(app.title).to.equal('x');
          });
        });
      `,
      errors: [
        { messageId: "named", line: 6, suggestions: [] },
      ],
    },
    {
      name: "propagation constant from config in a script",
      filename: "file.ts",
      code: code`
        import { dns } from './dns.js';
        import { setTimeout as sleep } from 'node:timers/promises';
        import { certify } from './acme.js';
        const PROPAGATION_DELAY = 60_000;
        const record = await dns.addTxt('_acme-challenge', 'token');
        await sleep(PROPAGATION_DELAY);
        await certify(record.name);
      `,
      errors: [
        { messageId: "named", line: 6, suggestions: [] },
      ],
    },
    {
      name: "CONNECT in an object constant",
      filename: "file.ts",
      code: code`
        import { Printer } from './printer';
        const TIMES = { CONNECT_WAIT: 300, PAPER: 50 };
        const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
        export async function test1(port: string) {
          const printer = Printer.at(port);
          await sleep(TIMES.CONNECT_WAIT);
          await printer.line('hello');
        }
      `,
      errors: [
        { messageId: "named", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a settling constant behind a start",
      filename: "file.ts",
      code: code`
        import { createMesh } from './mesh';
        const SETTLE_MS = 800;
        it('routes over two hops', async () => {
          const mesh = createMesh(3);
          await mesh.start();
          await new Promise((r) => setTimeout(r, SETTLE_MS));
          expect(await mesh.route(0, 2)).toHaveLength(2);
        });
      `,
      errors: [
        { messageId: "named", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { createMesh } from './mesh';
              const SETTLE_MS = 800;
              it('routes over two hops', async () => {
                const mesh = createMesh(3);
                await mesh.start();
                for (const deadline = Date.now() + 1600; ; ) {
                  try {
                    expect(await mesh.route(0, 2)).toHaveLength(2);
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
      name: "named by an env constant",
      filename: "file.ts",
      code: code`
        const BOOT_DELAY_MS = Number(process.env.BOOT_DELAY_MS ?? 2000);
        it('is up', async () => {
          await restartService();
          await sleep(BOOT_DELAY_MS);
          expect(await status()).toBe('up');
        });
      `,
      errors: [
        { messageId: "named", line: 4, suggestions: [] },
      ],
    },
    {
      name: "hub joins in a helper, name says warm-up",
      filename: "file.ts",
      code: code`
        const STARTUP_WAIT = 1200;
        export async function withHub(run: (hub: Hub) => Promise<void>) {
          const hub = new Hub();
          await hub.open();
          await sleep(STARTUP_WAIT);
          try { await run(hub); } finally { await hub.close(); }
        }
      `,
      errors: [
        { messageId: "named", line: 5, suggestions: [] },
      ],
    },
  ],
});
