import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "worker terminated by a watchdog",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Worker } from 'node:worker_threads';
        export function evaluate(code: string): Promise<unknown> {
          return new Promise((resolve, reject) => {
            const worker = new Worker(code, { eval: true });
            const watchdog = setTimeout(() => {
              void worker.terminate();
              reject(new Error('script took too long'));
            }, 1000);
            worker.once('message', (v) => {
              clearTimeout(watchdog);
              resolve(v);
            });
          });
        }
      `,
    },
    {
      name: "readable stream pull",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export function drip(text: string) {
          const words = text.split(' ');
          return new ReadableStream<string>({
            async pull(controller) {
              await new Promise((r) => setTimeout(r, 30));
              const w = words.shift();
              if (w === undefined) controller.close();
              else controller.enqueue(w);
            },
          });
        }
      `,
    },
    {
      name: "kafkajs consumer.pause with topics",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Kafka } from 'kafkajs';
        export async function hold(topic: string) {
          const consumer = new Kafka({ brokers: ['b:9092'] }).consumer({ groupId: 'g' });
          await consumer.connect();
          await consumer.subscribe({ topic });
          await consumer.run({ eachMessage: async () => {} });
          consumer.pause([{ topic }]);
        }
      `,
    },
    {
      name: "semaphore wait without a number",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Semaphore } from './semaphore';
        import { startDaemon } from './daemon';
        export async function once(sem: Semaphore) {
          const d = await startDaemon();
          await sem.wait();
          return d.status();
        }
      `,
    },
    {
      name: "docker container.wait",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import Docker from 'dockerode';
        export async function runOnce(image: string) {
          const container = await new Docker().createContainer({ Image: image });
          await container.start();
          const { StatusCode } = await container.wait();
          await container.remove();
          return StatusCode;
        }
      `,
    },
    {
      name: "rxjs delay operator",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { of, delay, concatMap } from 'rxjs';
        import { connectable } from './connectable';
        export function replay(items: string[]) {
          const source = connectable(of(...items).pipe(concatMap((x) => of(x).pipe(delay(200)))));
          source.connect();
          return source;
        }
      `,
    },
    {
      name: "local delay() computes a number",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const base = 50;
        const delay = (attempt: number) => base * 2 ** attempt;
        export function schedule(server: { start(): void; retryIn(ms: number): void }) {
          server.start();
          const ms = delay(3);
          server.retryIn(ms);
        }
      `,
    },
    {
      name: "local pause(n) pauses a player",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startPlayer } from './player';
        export async function skipIntro(id: string) {
          const player = await startPlayer(id);
          const pause = async (track: number) => player.tracks[track].pause();
          await pause(2);
          return player.position;
        }
      `,
    },
    {
      name: "d3 and jquery delays",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        declare const d3: any, $: any;
        export function show() {
          d3.select('#a').transition().delay(500).attr('r', 4);
          $('#b').show().delay(800).fadeOut();
        }
      `,
    },
    {
      name: "zero sleep by name",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { sleep } from './sleep';
        import { startWorkerPool } from './pool';
        export async function warm() {
          const pool = startWorkerPool();
          await sleep(0);
          return pool.size;
        }
      `,
    },
    {
      name: "spinner in a CLI",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import ora from 'ora';
        import { setTimeout as sleep } from 'node:timers/promises';
        const spinner = ora('Compressing').start();
        await sleep(800);
        spinner.stop();
        console.log('Saved 40 %');
      `,
    },
    {
      name: "spinner that changes its text",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createSpinner } from 'nanospinner';
        const sleep = (ms = 1500) => new Promise((r) => setTimeout(r, ms));
        export async function reveal(name) {
          const spinner = createSpinner('Checking the answer').start();
          await sleep();
          spinner.success({ text: \`Nice work \${name}\` });
        }
      `,
    },
    {
      name: "async dispose",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Link } from './link';
        export class Lab {
          link = new Link();
          async [Symbol.asyncDispose]() {
            this.link.close();
            await new Promise((r) => setTimeout(r, 100));
          }
        }
      `,
    },
    {
      name: "restart waits for the port to be freed",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Web } from './web';
        import { delay } from './delay';
        export async function restart(web: Web) {
          await web.stop();
          await delay(250);
          await web.start();
        }
      `,
    },
    {
      name: "typewriter",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const wait = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function type(el, text) {
          for (const c of text) {
            el.textContent += c;
            await wait(40);
          }
        }
      `,
    },
    {
      name: "keep-alive pings of a product client",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const PING_INTERVAL_MS = 30_000;
        export class Wire {
          private ws!: WebSocket;
          open(url: string) {
            this.ws = new WebSocket(url);
            this.ping();
          }
          private ping() {
            setTimeout(() => {
              if (this.ws.readyState === 1) this.ws.send('ping');
              this.ping();
            }, PING_INTERVAL_MS);
          }
        }
      `,
    },
    {
      name: "fallback race with a used result",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startLookup } from './lookup';
        const sleep = <T>(ms: number, v: T) => new Promise<T>((r) => setTimeout(() => r(v), ms));
        export async function geo(ip: string) {
          const lookup = startLookup(ip);
          const found = await Promise.race([lookup.result, sleep(200, undefined)]);
          return found ?? { country: 'unknown' };
        }
      `,
    },
    {
      name: "promise created before, awaited later",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startJob } from './job';
        import { sleep } from './sleep';
        export async function atLeast(ms: number) {
          const min = sleep(ms);
          const job = await startJob();
          const result = await job.result();
          await min;
          return result;
        }
      `,
    },
    {
      name: "helper object of sleeps, definitions only",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export const timing = {
          wait: (ms) => new Promise((r) => setTimeout(r, ms)),
          async tick() { await this.wait(10); },
          jitter(ms) { return this.wait(ms * Math.random()); },
        };
      `,
    },
    {
      name: "vscode extension host says ready by a message",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import * as cp from 'child_process';
        import { once } from 'events';
        export class LanguageHost {
          private proc?: cp.ChildProcess;
          async open(dir: string) {
            this.proc = cp.fork(this.script, [dir]);
            await once(this.proc, 'message');
            return this.proc;
          }
          constructor(private readonly script: string) {}
        }
      `,
    },
    {
      name: "CJS script asks the port instead",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const { exec } = require('child_process');
        const waitPort = require('wait-port');
        async function main() {
          const emulator = exec('java -jar dynamodb-local.jar');
          await waitPort({ port: 8000 });
          await require('./migrate')();
          emulator.kill();
        }
        main();
      `,
    },
    {
      name: "channel declares itself ready when nobody answers",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        class Adapter {
          connect(id: string) {
            this.port.start();
            this.port.postMessage({ type: 'arrive', id });
            // at this point there must be something wrong on the other end
            setTimeout(() => { this.#forceReady(); }, 100);
          }
          #forceReady() { this.isReady = true; }
        }
      `,
    },
    {
      name: "spinner of a CLI",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const spinner = ora('installing').start();
        await sleep(1000);
        spinner.succeed('done');
      `,
    },
    {
      name: "progress bar",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const bar = new Progress(':bar', { total: 10 });
        bar.start();
        await sleep(100);
        bar.tick();
      `,
    },
    {
      name: "benchmark warms up by turns",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        for (let i = 0; i < 3; i++) { await run(); await sleep(100); }
      `,
    },
    {
      name: "docker compose with wait",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { execSync } from 'node:child_process';
        execSync('docker compose up -d --wait');
        execSync('psql -h localhost -c "create database app"');
      `,
    },
    {
      name: "docker compose down and a pause",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { execSync } from 'node:child_process';
        execSync('docker compose down');
        execSync('sleep 2');
      `,
    },
    {
      name: "playwright records a video",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { chromium } from 'playwright';
        const browser = await chromium.launch();
        const page = await browser.newPage();
        await page.goto('http://localhost:3000');
        await page.mouse.move(10, 10);
        await page.waitForTimeout(1000);
        await browser.close();
      `,
    },
    {
      name: "helper waits for each node",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function bootCluster(size: number) {
          const nodes = await Promise.all(Array.from({ length: size }, () => startNode()));
          await Promise.all(nodes.map((node) => node.ready()));
          return nodes;
        }
      `,
    },
    {
      name: "effect of a click in product code",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        button.onclick = async () => { button.disabled = true; await sleep(1000); button.disabled = false; };
      `,
    },
    {
      name: "heartbeat",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        class Conn { start() { this.socket.connect(); this.beat = setInterval(() => this.socket.ping(), 30000); } }
      `,
    },
    {
      name: "readable with a start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const stream = new ReadableStream({ async start(controller) { await connect(); await sleep(10); controller.enqueue('a'); controller.close(); } });
      `,
    },
    {
      name: "CLI prints, then exits",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function main() { await server.start(); console.log('bye'); await sleep(100); process.exit(0); }
      `,
    },
    {
      name: "soak",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function soak() { const load = startLoad(); await sleep(60_000); const stats = load.stop(); console.log(stats); }
      `,
    },
    {
      name: "recording",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function record() { const rec = recorder.start(); await sleep(3000); await recorder.stop(); return rec; }
      `,
    },
    {
      name: "demonstration",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        console.log('starting in 3 seconds, press Ctrl-C to stop');
        await sleep(3000);
        await deploy();
      `,
    },
    {
      name: "old process frees the port",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function redeploy() { old.kill(); await sleep(500); const next = spawnServer(); return waitForPort(next.port); }
      `,
    },
  ],
  invalid: [
  ],
});
