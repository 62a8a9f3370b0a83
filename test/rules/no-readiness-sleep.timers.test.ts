import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "timer step after spawn without comment: not certain",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        import { open } from './open-browser.js';
        const web = spawn('node', ['web.js'], { stdio: 'inherit' });
        setTimeout(() => {
          open('http://localhost:8080');
        }, 1500);
        process.on('SIGINT', () => web.kill());
      `,
    },
    {
      name: "timer step after fork, CJS: not certain",
      filename: "file.ts",
      code: code`
        const { fork } = require('child_process');
        const child = fork('./calc.js');
        setTimeout(() => child.send({ op: 'add', args: [1, 2] }), 300);
        child.on('message', (m) => console.log('sum', m.value));
      `,
    },
    {
      name: "mqtt connect handler waits before subscribe: not certain",
      filename: "file.ts",
      code: code`
        import mqtt from 'mqtt';
        export function follow(topic, onMessage) {
          const client = mqtt.connect('mqtt://localhost');
          client.on('message', onMessage);
          client.on('connect', () => {
            setTimeout(() => client.subscribe(topic), 250);
          });
          return client;
        }
      `,
    },
    {
      name: "listen callback waits before the next step: not certain",
      filename: "file.ts",
      code: code`
        import http from 'node:http';
        import { registerInConsul } from './consul.js';
        const server = http.createServer((_, res) => res.end());
        server.listen(8500, () => {
          setTimeout(() => registerInConsul('web', 8500), 1000);
        });
      `,
    },
    {
      name: "timer step after a worker in browser code: not certain",
      filename: "file.ts",
      code: code`
        const worker = new Worker('/sum.js');
        worker.onmessage = (e) => { document.title = String(e.data); };
        setTimeout(() => worker.postMessage([1, 2, 3]), 500);
      `,
    },
    {
      name: "timer step after docker compose: not certain",
      filename: "file.ts",
      code: code`
        const { execSync } = require('child_process');
        const { seed } = require('./seed');
        execSync('docker compose up -d redis');
        setTimeout(() => {
          seed('redis://localhost:6379').catch(console.error);
        }, 5000);
      `,
    },
    {
      name: "timer step after a server start: not certain",
      filename: "file.ts",
      code: code`
        import { Gateway } from './gateway.js';
        import { warmCaches } from './warm.js';
        export function main() {
          const gateway = new Gateway();
          gateway.start();
          setTimeout(() => {
            warmCaches(gateway.url);
          }, 2000);
          return gateway;
        }
      `,
    },
    {
      name: "net connect handler waits before the first write: not certain",
      filename: "file.ts",
      code: code`
        import net from 'node:net';
        export function sendCommand(cmd: string) {
          const sock = net.connect(2323);
          sock.on('connect', () => {
            setTimeout(() => sock.write(cmd + '\\n'), 200);
          });
          return sock;
        }
      `,
    },
    {
      name: "own open handler of a browser socket calls the next step: not certain",
      filename: "file.ts",
      code: code`
        export function track(url: string, first: object) {
          const ws = new WebSocket(url);
          ws.onopen = () => setTimeout(() => ws.send(JSON.stringify(first)), 100);
          ws.onmessage = (e) => console.log(e.data);
          return ws;
        }
      `,
    },
    {
      name: "timer step after subscribe in product code: not certain",
      filename: "file.ts",
      code: code`
        import { bus } from './bus.js';
        import { createSubscriber } from './subscriber.js';
        export function mirror(topic: string) {
          const sub = createSubscriber(topic);
          sub.subscribe();
          setTimeout(() => bus.emit('mirror:ready', topic), 1000);
          return sub;
        }
      `,
    },
    {
      name: "producer connects, timer goes on: not certain",
      filename: "file.ts",
      code: code`
        const producer = new Producer();
        producer.connect();
        setTimeout(() => { producer.send('x'); }, 1000);
      `,
    },
    {
      name: "onopen of a socket sends later: not certain",
      filename: "file.ts",
      code: code`
        const socket = new WebSocket(url);
        socket.onopen = () => {
          setTimeout(() => { socket.send('hello'); }, 100);
        };
      `,
    },
    {
      name: "program that was commented out stands above: not certain",
      filename: "file.ts",
      code: code`
        const broker = new ServiceBroker({ nodeID: 'a' });
        /*
        broker.start().then(() => broker.stop());
        */

        broker.start().delay(2000).then(() => {
          broker.call('x');
        });
      `,
    },
  ],
  invalid: [
    {
      name: "timer step after spawn without comment",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { open } from './open-browser.js';
        const web = spawn('node', ['web.js'], { stdio: 'inherit' });
        setTimeout(() => {
          open('http://localhost:8080');
        }, 1500);
        process.on('SIGINT', () => web.kill());
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process';
              import { open } from './open-browser.js';
              const web = spawn('node', ['web.js'], { stdio: 'inherit' });
              void (async () => {
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:8080', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:8080 does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                open('http://localhost:8080');
              })();
              process.on('SIGINT', () => web.kill());
            ` },
          ] },
      ],
    },
    {
      name: "timer step after fork, CJS",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const { fork } = require('child_process');
        const child = fork('./calc.js');
        setTimeout(() => child.send({ op: 'add', args: [1, 2] }), 300);
        child.on('message', (m) => console.log('sum', m.value));
      `,
      errors: [
        { messageId: "timerGuess", line: 3, suggestions: [
            { messageId: "awaitMessage", output: code`
              const { fork } = require('child_process');
              const child = fork('./calc.js');
              void (async () => {
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
                child.send({ op: 'add', args: [1, 2] });
              })();
              child.on('message', (m) => console.log('sum', m.value));
            ` },
          ] },
      ],
    },
    {
      name: "mqtt connect handler waits before subscribe",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import mqtt from 'mqtt';
        export function follow(topic, onMessage) {
          const client = mqtt.connect('mqtt://localhost');
          client.on('message', onMessage);
          client.on('connect', () => {
            setTimeout(() => client.subscribe(topic), 250);
          });
          return client;
        }
      `,
      errors: [
        { messageId: "maybeNeedless", line: 6, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              import mqtt from 'mqtt';
              export function follow(topic, onMessage) {
                const client = mqtt.connect('mqtt://localhost');
                client.on('message', onMessage);
                client.on('connect', () => {
                  client.subscribe(topic);
                });
                return client;
              }
            ` },
          ] },
      ],
    },
    {
      name: "listen callback waits before the next step",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { registerInConsul } from './consul.js';
        const server = http.createServer((_, res) => res.end());
        server.listen(8500, () => {
          setTimeout(() => registerInConsul('web', 8500), 1000);
        });
      `,
      errors: [
        { messageId: "maybeNeedless", line: 5, suggestions: [] },
      ],
    },
    {
      name: "timer step after a worker in browser code",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const worker = new Worker('/sum.js');
        worker.onmessage = (e) => { document.title = String(e.data); };
        setTimeout(() => worker.postMessage([1, 2, 3]), 500);
      `,
      errors: [
        { messageId: "timerGuess", line: 3, suggestions: [] },
      ],
    },
    {
      name: "timer step after docker compose",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const { execSync } = require('child_process');
        const { seed } = require('./seed');
        execSync('docker compose up -d redis');
        setTimeout(() => {
          seed('redis://localhost:6379').catch(console.error);
        }, 5000);
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "timer step after a server start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Gateway } from './gateway.js';
        import { warmCaches } from './warm.js';
        export function main() {
          const gateway = new Gateway();
          gateway.start();
          setTimeout(() => {
            warmCaches(gateway.url);
          }, 2000);
          return gateway;
        }
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "net connect handler waits before the first write",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export function sendCommand(cmd: string) {
          const sock = net.connect(2323);
          sock.on('connect', () => {
            setTimeout(() => sock.write(cmd + '\\n'), 200);
          });
          return sock;
        }
      `,
      errors: [
        { messageId: "maybeNeedless", line: 5, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              import net from 'node:net';
              export function sendCommand(cmd: string) {
                const sock = net.connect(2323);
                sock.on('connect', () => {
                  sock.write(cmd + '\\n');
                });
                return sock;
              }
            ` },
          ] },
      ],
    },
    {
      name: "own open handler of a browser socket calls the next step",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export function track(url: string, first: object) {
          const ws = new WebSocket(url);
          ws.onopen = () => setTimeout(() => ws.send(JSON.stringify(first)), 100);
          ws.onmessage = (e) => console.log(e.data);
          return ws;
        }
      `,
      errors: [
        { messageId: "maybeNeedless", line: 3, suggestions: [] },
      ],
    },
    {
      name: "timer step after subscribe in product code",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { bus } from './bus.js';
        import { createSubscriber } from './subscriber.js';
        export function mirror(topic: string) {
          const sub = createSubscriber(topic);
          sub.subscribe();
          setTimeout(() => bus.emit('mirror:ready', topic), 1000);
          return sub;
        }
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "producer connects, timer goes on",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const producer = new Producer();
        producer.connect();
        setTimeout(() => { producer.send('x'); }, 1000);
      `,
      errors: [
        { messageId: "timerGuess", line: 3, suggestions: [] },
      ],
    },
    {
      name: "onopen of a socket sends later",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const socket = new WebSocket(url);
        socket.onopen = () => {
          setTimeout(() => { socket.send('hello'); }, 100);
        };
      `,
      errors: [
        { messageId: "maybeNeedless", line: 3, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              const socket = new WebSocket(url);
              socket.onopen = () => {
                socket.send('hello');
              };
            ` },
          ] },
      ],
    },
    {
      name: "program that was commented out stands above",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const broker = new ServiceBroker({ nodeID: 'a' });
        /*
        broker.start().then(() => broker.stop());
        */

        broker.start().delay(2000).then(() => {
          broker.call('x');
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [] },
      ],
    },
  ],
});
