import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "not called after start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Alarm } from '../src/alarm';
        import { expect, it, vi } from 'vitest';
        it('stays silent without smoke', async () => {
          const ring = vi.fn();
          const alarm = new Alarm(ring);
          alarm.start();
          await new Promise((r) => setTimeout(r, 200));
          expect(ring).not.toHaveBeenCalled();
          alarm.stop();
        });
      `,
    },
    {
      name: "sinon notCalled after subscribe",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import sinon from 'sinon';
        import { Channel } from '../src/channel';
        import { delay } from '../src/delay';
        it('replays nothing by default', async () => {
          const channel = new Channel('a');
          const spy = sinon.spy();
          channel.subscribe(spy);
          await delay(50);
          sinon.assert.notCalled(spy);
        });
      `,
    },
    {
      name: "chai not called after listen",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { expect } from 'chai';
        import http from 'node:http';
        import { sleep } from './sleep.js';
        it('no connection by itself', async () => {
          let connections = 0;
          const server = http.createServer();
          server.on('connection', () => connections++);
          server.listen(0);
          await sleep(100);
          expect(connections).to.equal(0);
          server.close();
        });
      `,
    },
    {
      name: "still pending flag after start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startUpload } from '../src/upload';
        import { expect, it } from 'vitest';
        it('does not finish before the last chunk', async () => {
          let finished = false;
          const upload = startUpload('a.bin');
          upload.done.then(() => { finished = true; });
          await new Promise((r) => setTimeout(r, 20));
          expect(finished).toBe(false);
          upload.abort();
        });
      `,
    },
    {
      name: "cypress alias after a visit",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        describe('feed', () => {
          it('loads more', () => {
            cy.intercept('/feed*').as('feed');
            cy.visit('/feed');
            cy.wait(['@feed', '@feed']);
            cy.get('article').should('have.length', 40);
          });
        });
      `,
    },
    {
      name: "zero and missing delays after a start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startStore } from './store';
        import { expect, it } from 'vitest';
        it('lets microtasks run', async () => {
          const store = startStore();
          await new Promise((r) => setTimeout(r));
          expect(store.loaded).toBe(true);
          store.connect();
          await new Promise((r) => setTimeout(r, 0));
          expect(store.online).toBe(true);
        });
      `,
    },
    {
      name: "setImmediate yields after connect",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Link } from './link';
        import { setImmediate as yieldTurn } from 'node:timers/promises';
        export async function lateError(link = new Link()) {
          link.connect();
          await yieldTurn();
          return link.error;
        }
      `,
    },
    {
      name: "rxjs subscription ended next",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { interval } from 'rxjs';
        import { expect, it } from 'vitest';
        it('emits', async () => {
          const values: number[] = [];
          const sub = interval(10).subscribe((v) => values.push(v));
          await new Promise((r) => setTimeout(r, 55));
          sub.unsubscribe();
          expect(values.length).toBeGreaterThan(2);
        });
      `,
    },
    {
      name: "soak test stops the broker",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startBroker } from './broker';
        import { setTimeout as sleep } from 'node:timers/promises';
        const broker = await startBroker();
        await sleep(Number(process.env.SOAK_SECONDS) * 1000);
        await broker.stop();
      `,
    },
    {
      name: "afterEach drain",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { afterEach, beforeEach, it } from 'vitest';
        import { Broker } from '../src/broker';
        let broker: Broker;
        beforeEach(async () => {
          broker = new Broker();
          await broker.start();
        });
        afterEach(async () => {
          await broker.stop();
          await new Promise((r) => setTimeout(r, 100));
        });
        it('works', () => broker.ping());
      `,
    },
    {
      name: "afterAll with done",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const { createApp } = require('../app');
        let app;
        beforeAll((done) => { app = createApp().listen(0, done); });
        afterAll((done) => {
          app.close();
          setTimeout(done, 500);
        });
        it('is there', () => expect(app.listening).toBe(true));
      `,
    },
    {
      name: "stop method of a service",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        export class Web {
          server = createServer();
          async stop() {
            this.server.close();
            // let running requests finish
            await new Promise((r) => setTimeout(r, 5000));
            this.server.closeAllConnections();
          }
        }
      `,
    },
    {
      name: "effect of a send on a running server",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import request from 'supertest';
        import { startApi, sent } from './api';
        import { wait } from './wait';
        describe('sign-up', () => {
          let api;
          before(async () => { api = await startApi(); });
          after(() => api.stop());
          it('mails the user', async () => {
            await request(api.url).post('/users').send({ mail: 'a@b.c' });
            await wait(300);
            expect(sent()).to.have.length(1);
          });
        });
      `,
    },
    {
      name: "sleep helper module with an abort signal",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
          return new Promise((resolve, reject) => {
            const timer = setTimeout(resolve, ms);
            signal?.addEventListener('abort', () => {
              clearTimeout(timer);
              reject(signal.reason);
            }, { once: true });
          });
        }
        export const pause = async (s: number) => { await sleep(s * 1000); };
      `,
    },
    {
      name: "abort mid-flight after a start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startDownload } from './download';
        import { expect, it } from 'vitest';
        it('can be cancelled', async () => {
          const download = startDownload('http://localhost/big');
          await new Promise((r) => setTimeout(r, 50));
          download.abort();
          await expect(download.done).rejects.toThrow(/abort/i);
        });
      `,
    },
    {
      name: "heartbeat product service with a stop signal",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Registry } from './registry.js';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function keepRegistered(name, signal) {
          const registry = new Registry();
          await registry.connect();
          while (!signal.aborted) {
            await registry.heartbeat(name);
            await sleep(5000);
          }
          await registry.close();
        }
      `,
    },
    {
      name: "wait for a key press after the server is up",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startDemo } from './demo.js';
        import readline from 'node:readline/promises';
        const demo = await startDemo();
        const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
        await rl.question('Press enter to stop');
        await demo.stop();
      `,
    },
    {
      name: "connection limit, the server closes late clients",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        import { once } from 'node:events';
        import { startTcp } from './tcp';
        it('closes a silent client', async () => {
          const server = await startTcp({ loginTimeout: 150 });
          const sock = net.connect(server.port);
          await once(sock, 'connect');
          const begun = Date.now();
          await once(sock, 'close');
          expect(Date.now() - begun).toBeGreaterThan(140);
          await server.stop();
        });
      `,
    },
    {
      name: "toast",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export function showToast(text: string) {
          const toast = mount(text);
          setTimeout(() => toast.remove(), 3000);
        }
      `,
    },
    {
      name: "graceful shutdown",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        process.on('SIGTERM', async () => { server.close(); await sleep(5000); process.exit(0); });
      `,
    },
    {
      name: "shutdown grace by its comment",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function restart(server: Server) {
          await server.stop();
          // give clients time to disconnect
          await sleep(500);
          await server.start();
        }
      `,
    },
    {
      name: "abort in mid flight",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('aborts', async () => {
          const controller = new AbortController();
          const server = await startServer();
          const pending = fetch(server.url, { signal: controller.signal });
          await sleep(20);
          controller.abort();
          await expect(pending).rejects.toThrow();
        });
      `,
    },
    {
      name: "not called after unsubscribe",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('unsubscribes', async () => {
          const sub = client.subscribe('a');
          sub.unsubscribe();
          await sleep(50);
          expect(listener).not.toHaveBeenCalled();
        });
      `,
    },
    {
      name: "after hook sleeps",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        describe('gateway', () => {
          after(async () => { await gateway.stop(); await sleep(500); });
          it('routes', async () => { expect(await gateway.route('/a')).toBe('a'); });
        });
      `,
    },
    {
      name: "jest global tear-down in CJS",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        module.exports = async () => {
          globalThis.__emulator__.kill();
          await new Promise((r) => setTimeout(r, 500));
        };
      `,
    },
    {
      name: "log says that it is shutting down",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function main() {
          console.log('Shutting down, waiting for connections to close');
          await sleep(3000);
          await node.status();
        }
        main();
      `,
    },
    {
      name: "demo closes by itself",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const server = new Server();
        server.start();
        setTimeout(() => server.stop(), 2000);
      `,
    },
    {
      name: "child writes on, then is killed",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        it('stops on a signal', async () => {
          const child = spawn('node', ['cli.js']);
          await sleep(500);
          child.kill('SIGINT');
          const [code] = await once(child, 'exit');
          expect(code).toBe(0);
        });
      `,
    },
    {
      name: "still pending",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('blocks', async () => { const lock = await acquire(); const p = acquire(); await sleep(50); expect(isPending(p)).toBe(true); lock.release(); });
      `,
    },
    {
      name: "courtesy between stop and start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function bounce() { await service.stop(); await sleep(1000); await service.start(); return service.status(); }
      `,
    },
  ],
  invalid: [
  ],
});
