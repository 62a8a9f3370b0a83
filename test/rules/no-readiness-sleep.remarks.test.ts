import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "the success event clears the timer, a guard that gives up softly",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        export function launchVnc(display: string): Promise<void> {
          return new Promise((resolve) => {
            const vnc = spawn('Xvnc', [display]);
            const timer = setTimeout(resolve, 2000);
            vnc.stderr.once('data', () => {
              clearTimeout(timer);
              resolve();
            });
          });
        }
      `,
    },
    {
      name: "postgres LISTEN awaited",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import pg from 'pg';
        export async function listenForJobs(onJob) {
          const client = new pg.Client();
          await client.connect();
          client.on('notification', (n) => onJob(JSON.parse(n.payload)));
          await client.query('LISTEN jobs');
          await client.query('SELECT enqueue_backlog()');
          return client;
        }
      `,
    },
    {
      name: "comment about the price feed's rate",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { tunnel } from './tunnel';
        import { sleep } from './sleep';
        export async function openTunnel(target: string) {
          const handle = tunnel.to(target);
          // the provider allows one call a second
          await sleep(1000);
          return fetch(handle.url + '/health');
        }
      `,
    },
    {
      name: "log text speaks of the next page",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { deploy } from './deploy.js';
        import { delay } from './delay.js';
        export async function smoke(target) {
          await deploy(target);
          console.log('Deployed. Showing the result in 20 s.');
          await delay(20_000);
          console.log(\`https://\${target}/\`);
        }
      `,
    },
    {
      name: "logger text with reconnect in a close handler",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { logger } from './logger';
        import { hub } from './hub';
        export function keepHub() {
          hub.on('close', () => {
            logger.info('waiting before the next try');
            setTimeout(() => hub.reconnect(), 3000);
          });
        }
      `,
    },
    {
      name: "comment names only the connection: not certain",
      filename: "file.ts",
      code: code`
        import { radio } from './radio.js';
        import { wait } from './wait.js';
        export async function beep() {
          radio.power(true);
          // connection to the base station
          await wait(400);
          await radio.transmit('beep');
        }
      `,
    },
    {
      name: "the class sleeps between two sent messages",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { StreamClient } from './stream-client';
        import { Clock } from './clock';
        export class PriceMonitor {
          constructor(private readonly clock: Clock) {}
          async watch(symbol: string, onPrice: (n: number) => void) {
            const client = new StreamClient({ region: 'eu' });
            client.on('price', onPrice);
            await client.connect();
            client.send({ type: 'login' });
            await this.clock.sleep(500); // one message in half a second
            client.send({ type: 'watch', symbol });
            return client;
          }
        }
      `,
    },
    {
      name: "comment allows a quota",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const { Admin } = require('./admin');
        const { pause } = require('./time');
        exports.dropTopics = async function (names) {
          const admin = new Admin();
          for (const name of names) {
            await admin.deleteTopic(name);
            // the admin API allows one deletion a second
            await pause(1000);
          }
        };
      `,
    },
    {
      name: "over a promise of an event",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Tunnel } from './tunnel.js';
        const tunnel = new Tunnel('bastion');
        tunnel.open();
        // Wait for the tunnel to be ready
        await new Promise((resolve) => {
          tunnel.once('ready', resolve);
        });
        console.log(await tunnel.get('http://internal/'));
        tunnel.close();
      `,
    },
    {
      name: "things settle between two measurements in product code",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function healthCheck(node: Node) {
          const failed = await pings(node);
          // Wait a second for things to settle down
          await wait(1000);
          return failed === 0;
        }
      `,
    },
  ],
  invalid: [
    {
      name: "promise executor spawns and resolves after a while, comment",
      filename: "file.ts",
      code: code`
        import { spawn, ChildProcess } from 'child_process';
        export function startLocalstack(): Promise<ChildProcess> {
          return new Promise((resolve) => {
            const child = spawn('localstack', ['start']);
            // allow localstack to come up
            setTimeout(() => resolve(child), 15000);
          });
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn, ChildProcess } from 'child_process';
              export function startLocalstack(): Promise<ChildProcess> {
                return new Promise((resolve, reject) => {
                  const child = spawn('localstack', ['start']);
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
                  })().then(() => resolve(child), reject);
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "timer that only the exit handler clears, comment",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        export function launchVnc(display: string): Promise<void> {
          return new Promise((resolve, reject) => {
            const vnc = spawn('Xvnc', [display]);
            // give the X server two seconds to come up
            const timer = setTimeout(resolve, 2000);
            vnc.once('exit', (code) => {
              clearTimeout(timer);
              reject(new Error(\`Xvnc ended with \${code}\`));
            });
          });
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "postgres LISTEN, comment",
      filename: "file.ts",
      code: code`
        import pg from 'pg';
        import { sleep } from './sleep.js';
        export async function listenForJobs(onJob) {
          const client = new pg.Client();
          await client.connect();
          client.on('notification', (n) => onJob(JSON.parse(n.payload)));
          client.query('LISTEN jobs');
          await sleep(200); // give LISTEN time to get registered
          await client.query('SELECT enqueue_backlog()');
          return client;
        }
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "awaitStart", output: code`
              import pg from 'pg';
              import { sleep } from './sleep.js';
              export async function listenForJobs(onJob) {
                const client = new pg.Client();
                await client.connect();
                client.on('notification', (n) => onJob(JSON.parse(n.payload)));
                await client.query('LISTEN jobs');
                await client.query('SELECT enqueue_backlog()');
                return client;
              }
            ` },
          ] },
      ],
    },
    {
      name: "comment: let the tunnel come up, no link",
      filename: "file.ts",
      code: code`
        import { tunnel } from './tunnel';
        import { sleep } from './sleep';
        export async function openTunnel(target: string) {
          const handle = tunnel.to(target);
          // let the tunnel come up
          await sleep(1000);
          return fetch(handle.url + '/health');
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "log text before the sleep speaks of the start",
      filename: "file.ts",
      code: code`
        import { deploy } from './deploy.js';
        import { delay } from './delay.js';
        export async function smoke(target) {
          await deploy(target);
          console.log('Waiting for the service to start...');
          await delay(20_000);
          const res = await fetch(\`https://\${target}/healthz\`);
          if (!res.ok) process.exit(1);
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "logger text with subscribe, setTimeout step",
      filename: "file.ts",
      code: code`
        import { logger } from './logger';
        import { hub } from './hub';
        export function primeHub() {
          hub.announce();
          logger.info('waiting for peers to connect');
          setTimeout(() => hub.broadcast('primed'), 3000);
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "comment names only the connection",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { radio } from './radio.js';
        import { wait } from './wait.js';
        export async function beep() {
          radio.power(true);
          // connection to the base station
          await wait(400);
          await radio.transmit('beep');
        }
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "ts class with a typed client it makes in the same method",
      filename: "file.ts",
      code: code`
        import { StreamClient } from './stream-client';
        import { Clock } from './clock';
        export class PriceMonitor {
          constructor(private readonly clock: Clock) {}
          async watch(symbol: string, onPrice: (n: number) => void) {
            const client = new StreamClient({ region: 'eu' });
            client.on('price', onPrice);
            await client.connect();
            await this.clock.sleep(500); // wait until the stream is connected
            client.send({ type: 'watch', symbol });
            return client;
          }
        }
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [] },
      ],
    },
    {
      name: "comment over a setTimeout in a promise, script",
      filename: "file.ts",
      code: code`
        import { Tunnel } from './tunnel.js';
        const tunnel = new Tunnel('bastion');
        tunnel.open();
        // Wait a second for the tunnel to be ready
        await new Promise((resolve) => {
          setTimeout(resolve, 1000);
        });
        console.log(await tunnel.get('http://internal/'));
        tunnel.close();
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "things settle behind a start that has been awaited",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function healthCheck(node: Node) {
          const server = await startServer();
          const failed = await pings(node);
          // Wait a second for things to settle down
          await wait(1000);
          return failed === 0;
        }
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "nats service, terse comment",
      filename: "file.ts",
      code: code`
        import { connect } from 'nats';
        const nc = await connect({ servers: 'localhost:4222' });
        const service = await startService(nc);
        await delay(250); // let it come up
        console.log(await nc.request('ping'));
      `,
      errors: [
        { messageId: "said", line: 4, suggestions: [] },
      ],
    },
    {
      name: "hub and peers, class with a private field",
      filename: "file.ts",
      code: code`
        class Swarm {
          #peers: Peer[] = [];
          async grow(n: number) {
            for (let i = 0; i < n; i++) {
              const peer = new Peer(this.url);
              await peer.connect();
              this.#peers.push(peer);
            }
            // peers need a moment to discover each other
            await sleep(1000);
          }
          constructor(private url: string) {}
        }
      `,
      errors: [
        { messageId: "said", line: 10, suggestions: [] },
      ],
    },
    {
      name: "log before",
      filename: "file.ts",
      code: code`
        async function main() {
          const node = new Node();
          node.start();
          console.log('Waiting for node to start...');
          await sleep(3000);
          console.log(await node.status());
        }
        main();
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
  ],
});
