import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "connect time-out aborts",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function fetchWithin(url: string, ms: number) {
          const controller = new AbortController();
          const timer = setTimeout(() => controller.abort(), ms);
          try {
            return await fetch(url, { signal: controller.signal });
          } finally {
            clearTimeout(timer);
          }
        }
      `,
    },
    {
      name: "socket destroyed when it does not connect in time",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import net from 'node:net';
        export function probe(port: number, cb: (ok: boolean) => void) {
          const sock = net.connect(port);
          const timer = setTimeout(() => sock.destroy(), 1000);
          sock.on('connect', () => {
            clearTimeout(timer);
            sock.end();
            cb(true);
          });
          sock.on('error', () => cb(false));
        }
      `,
    },
    {
      name: "child is killed after its time",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        export function runFor(cmd: string, ms: number) {
          const child = spawn(cmd, { stdio: 'inherit' });
          setTimeout(() => child.kill('SIGTERM'), ms);
          return child;
        }
      `,
    },
    {
      name: "server closed after its time in an example",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        const server = http.createServer((_, res) => res.end('bye'));
        server.listen(3000);
        setTimeout(() => server.close(), 10_000);
      `,
    },
    {
      name: "ready event clears the timer that calls back with an error",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const { spawn } = require('child_process');
        module.exports = function startRedis(cb) {
          const redis = spawn('redis-server', ['--port', '0']);
          const timer = setTimeout(() => cb(new Error('redis did not start')), 5000);
          redis.stdout.on('data', (chunk) => {
            if (!String(chunk).includes('Ready to accept')) return;
            clearTimeout(timer);
            cb(null, redis);
          });
        };
      `,
    },
    {
      name: "profiler stops next",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import inspector from 'node:inspector/promises';
        import { setTimeout as sleep } from 'node:timers/promises';
        const session = new inspector.Session();
        session.connect();
        await session.post('Profiler.enable');
        await session.post('Profiler.start');
        await sleep(10_000);
        const { profile } = await session.post('Profiler.stop');
        console.log(profile.nodes.length);
      `,
    },
    {
      name: "interval probe that settles",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { existsSync } from 'node:fs';
        export function startAgent(sock: string): Promise<void> {
          const agent = spawn('agentd', ['--socket', sock]);
          return new Promise((resolve, reject) => {
            const timer = setInterval(() => {
              if (!existsSync(sock)) return;
              clearInterval(timer);
              resolve();
            }, 50);
            agent.once('exit', () => { clearInterval(timer); reject(new Error('agentd ended')); });
          });
        }
      `,
    },
    {
      name: "animation in product code",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export function toast(text: string) {
          const el = document.createElement('div');
          el.textContent = text;
          document.body.append(el);
          requestAnimationFrame(() => el.classList.add('show'));
          setTimeout(() => el.classList.remove('show'), 3000);
          setTimeout(() => el.remove(), 3400);
        }
      `,
    },
    {
      name: "debounced save in product code",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export class Editor {
          private timer?: ReturnType<typeof setTimeout>;
          constructor(private save: () => void) {}
          changed() {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.save(), 300);
          }
        }
      `,
    },
    {
      name: "token refresh ahead of expiry",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { login } from './login';
        export class Session {
          token = '';
          async refresh(): Promise<void> {
            const { token, expiresIn } = await login();
            this.token = token;
            setTimeout(() => void this.refresh(), (expiresIn - 60) * 1000);
          }
        }
      `,
    },
    {
      name: "scheduler product class",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export class Every {
          private timer?: NodeJS.Timeout;
          constructor(private ms: number, private job: () => Promise<void>) {}
          start() {
            this.timer = setTimeout(() => this.tick(), this.ms);
          }
          private async tick() {
            await this.job();
            this.start();
          }
          stop() {
            clearTimeout(this.timer);
          }
        }
      `,
    },
    {
      name: "withTimeout helper",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export function withTimeout<T>(p: Promise<T>, ms: number): Promise<T> {
          return Promise.race([p, new Promise<never>((_, reject) => setTimeout(() => reject(new Error('too late')), ms))]);
        }
      `,
    },
    {
      name: "jitter by a random number",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        class Beacon {
          async start() {
            await this.socket.connect();
            setTimeout(() => this.announce(), 500 + Math.random() * 500);
          }
        }
      `,
    },
    {
      name: "animation ends",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function fadeOut(el: HTMLElement) {
          el.classList.add('fade');
          await sleep(300);
          el.remove();
        }
      `,
    },
    {
      name: "splash screen stays for a time",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        app.whenReady().then(async () => {
          const splash = createSplash();
          await delay(1500);
          splash.close();
          createWindow();
        });
      `,
    },
    {
      name: "onopen of a socket pings at intervals",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const socket = new WebSocket(url);
        socket.onopen = () => {
          setInterval(() => { socket.send('ping'); }, 30000);
        };
      `,
    },
    {
      name: "timer is cleared when it opens",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        function open(url: string) {
          return new Promise((resolve, reject) => {
            const socket = new WebSocket(url);
            const timer = setTimeout(() => { socket.close(); reject(new Error('late')); }, 5000);
            socket.onopen = () => { clearTimeout(timer); resolve(socket); };
          });
        }
      `,
    },
    {
      name: "scroll settles",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function scrollTo(y: number) { window.scrollTo(0, y); await sleep(200); return window.scrollY; }
      `,
    },
    {
      name: "debounced save",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        class Editor { save() { clearTimeout(this.timer); this.timer = setTimeout(() => this.flush(), 500); } }
      `,
    },
    {
      name: "warm cache in the background",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        setTimeout(() => { void warmCache(); }, 5000);
      `,
    },
    {
      name: "profile for a time",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        async function profile(server: Server) { await inspector.start(); await sleep(5000); return inspector.stop(); }
      `,
    },
  ],
  invalid: [
  ],
});
