import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener", rule, {
  valid: [
    {
      name: "mqtt error: nothing is thrown, and it comes again",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        export async function open(conf) {
          const client = mqtt.connect("mqtt://x");
          await conf.load();
          client.on("error", console.error);
        }
      `,
    },
    {
      name: "socket.io connect_error comes again",
      filename: "file.js",
      code: code`
        import { io } from "socket.io-client";
        export async function open(conf) {
          const socket = io("http://x");
          await conf.load();
          socket.on("connect_error", console.error);
        }
      `,
    },
    {
      name: "upgrade await is fine",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from "node:http";
        import { WebSocketServer } from "ws";
        const wss = new WebSocketServer({ noServer: true });
        const server = http.createServer();
        server.on("upgrade", async (req, socket, head) => {
          await authenticate(req);
          wss.handleUpgrade(req, socket, head, (ws) => {
            ws.on("message", (m) => echo(ws, m));
          });
        });
      `,
    },
    {
      name: "once made first",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "child_process";
        import { once } from "events";
        export async function run(cmd, log) {
          const child = spawn(cmd, { stdio: "ignore" });
          const exited = once(child, "exit");
          await log("started");
          const [code] = await exited;
          return code;
        }
      `,
    },
    {
      name: "once directly behind spawn",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "child_process";
        import { once } from "events";
        export async function run(cmd) {
          const child = spawn(cmd);
          const [code] = await once(child, "exit");
          return code;
        }
      `,
    },
    {
      name: "killed in the same turn",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "child_process";
        import { once } from "events";
        export async function run(cmd, work) {
          const child = spawn(cmd);
          await work();
          child.kill();
          await once(child, "exit");
        }
      `,
    },
    {
      name: "killed behind the listener",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "child_process";
        import { once } from "events";
        export async function run(cmd, work) {
          const child = spawn(cmd);
          await work();
          const gone = once(child, "exit");
          child.kill("SIGTERM");
          await gone;
        }
      `,
    },
    {
      name: "exitCode checked",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "child_process";
        import { once } from "events";
        export async function run(cmd, work) {
          const child = spawn(cmd);
          await work();
          if (child.exitCode === null) await once(child, "exit");
        }
      `,
    },
    {
      name: "stdout read first",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "child_process";
        import { once } from "events";
        export async function run(cmd) {
          const child = spawn(cmd);
          for await (const chunk of child.stdout) console.log(String(chunk));
          await once(child, "close");
        }
      `,
    },
    {
      name: "stdout data is kept",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "child_process";
        export async function run(cmd, work) {
          const child = spawn(cmd);
          child.on("error", console.error);
          await work();
          child.stdout.on("data", (chunk) => console.log(String(chunk)));
        }
      `,
    },
    {
      name: "fork message is kept",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { fork } from "child_process";
        export async function run(file, work) {
          const child = fork(file);
          child.on("error", console.error);
          await work();
          child.on("message", (m) => console.log(m));
        }
      `,
    },
    {
      name: "awaited promise that the child settles",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "child_process";
        export async function run(cmd) {
          const child = spawn(cmd);
          await new Promise((resolve, reject) => {
            child.once("spawn", resolve);
            child.once("error", reject);
          });
          child.on("exit", (code) => console.log(code));
        }
      `,
    },
    {
      name: "worker asked, then answer",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Worker } from "node:worker_threads";
        import { once } from "node:events";
        export async function ask(file, question) {
          const worker = new Worker(file);
          await once(worker, "online");
          worker.postMessage(question);
          const [answer] = await once(worker, "message");
          return answer;
        }
      `,
    },
    {
      name: "bullmq worker is another class",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Worker } from "./queue.js";
        export async function start(file, config) {
          const worker = new Worker(file);
          await config.load();
          worker.on("message", (m) => console.log(m));
        }
      `,
    },
    {
      name: "bullmq, for recommended",
      filename: "file.js",
      code: code`
        import { Worker } from "bullmq";
        export async function start(handler, config) {
          const worker = new Worker("mail", handler);
          await config.load();
          worker.on("completed", (job) => console.log(job.id));
        }
      `,
    },
    {
      name: "net client not connected yet",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from "node:net";
        export async function open(port, conf) {
          const socket = new net.Socket();
          await conf.load();
          socket.once("connect", () => socket.write("hi"));
          socket.on("error", console.error);
          socket.connect(port);
        }
      `,
    },
    {
      name: "net server socket data kept",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from "node:net";
        net.createServer(async (socket) => {
          socket.on("error", () => {});
          await load();
          socket.on("data", (d) => socket.write(d));
        }).listen(1);
      `,
    },
    {
      name: "http listen behind the await",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from "node:http";
        import { once } from "node:events";
        export async function start(conf) {
          const server = http.createServer();
          await conf.load();
          server.on("error", (e) => console.error(e));
          server.listen(8080);
          await once(server, "listening");
        }
      `,
    },
    {
      name: "listening checked",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from "node:http";
        import { once } from "node:events";
        export async function start(conf) {
          const server = http.createServer();
          server.listen(8080);
          await conf.load();
          if (!server.listening) await once(server, "listening");
        }
      `,
    },
    {
      name: "server close is ours",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import http from "node:http";
        import { once } from "node:events";
        export async function stop(server: http.Server, drain: () => Promise<void>) {
          await drain();
          server.close();
          await once(server, "close");
        }
      `,
    },
    {
      name: "once connect then once connection",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from "node:net";
        import { once } from "node:events";
        export async function pair() {
          const server = net.createServer().listen(0);
          await once(server, "listening");
          const client = net.connect(server.address().port);
          const [socket] = await once(server, "connection");
          return [client, socket];
        }
      `,
    },
    {
      name: "read stream body kept",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs";
        export async function copy(file, conf) {
          const stream = fs.createReadStream(file);
          stream.on("error", (e) => console.error(e));
          await conf.load();
          stream.on("data", (d) => console.log(d));
          stream.on("end", () => console.log("end"));
        }
      `,
    },
    {
      name: "readline iterated at once",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import readline from "node:readline";
        import fs from "node:fs";
        export async function count(file, db) {
          await db.connect();
          const lines = readline.createInterface({ input: fs.createReadStream(file) });
          for await (const line of lines) await db.add(line);
        }
      `,
    },
    {
      name: "dgram bound last",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import dgram from "node:dgram";
        export async function receive(port, conf) {
          const socket = dgram.createSocket("udp4");
          await conf.load();
          socket.on("message", (m) => console.log(m));
          socket.bind(port);
        }
      `,
    },
    {
      name: "abort checked",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function work(signal: AbortSignal, load: () => Promise<void>) {
          await load();
          signal.throwIfAborted();
          signal.addEventListener("abort", () => console.log("stop"));
        }
      `,
    },
    {
      name: "abort listener first",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        export async function work(signal: AbortSignal, load: () => Promise<void>) {
          signal.addEventListener("abort", () => console.log("stop"));
          await load();
        }
      `,
    },
    {
      name: "amqplib",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import amqp from "amqplib";
        export async function open(url) {
          const connection = await amqp.connect(url);
          const channel = await connection.createChannel();
          connection.on("error", console.error);
          return channel;
        }
      `,
    },
    {
      name: "amqplib at once",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import amqp from "amqplib";
        export async function open(url, conf) {
          const connection = await amqp.connect(url);
          connection.on("error", console.error);
          await conf.load();
          return connection;
        }
      `,
    },
    {
      name: "redis error first",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { createClient } from "redis";
        export async function open() {
          const client = createClient();
          client.on("error", console.error);
          await client.connect();
        }
      `,
    },
    {
      name: "request body kept",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from "node:http";
        http.createServer(async (req, res) => {
          await authenticate(req.headers);
          req.on("data", (d) => res.write(d));
          req.on("end", () => res.end());
        });
      `,
    },
    {
      name: "lazy with state check",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        export function start(cmd) {
          const child = spawn(cmd);
          return { async exited() { if (child.exitCode === null) await once(child, "exit"); } };
        }
      `,
    },
    {
      name: "lazy stop kills",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        export function start(cmd) {
          const child = spawn(cmd);
          return { async stop() { child.kill(); await once(child, "exit"); } };
        }
      `,
    },
    {
      name: "returned through promise, made last",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import net from "node:net";
        async function dial(port, conf) {
          await conf.load();
          return net.connect(port);
        }
        export async function main(port, conf) {
          const s = await dial(port, conf);
          s.on("error", console.error);
        }
      `,
    },
    {
      name: "trigger in the same turn behind the await",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export async function go(queue, worker) {
          await queue.connect();
          queue.add("job");
          await once(worker, "done");
        }
      `,
    },
    {
      name: "data on parameter stream",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export async function read(stream, log) {
          await log.write("x");
          const [chunk] = await once(stream, "data");
          return chunk;
        }
      `,
    },
    {
      name: "loop of request and answer",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Worker } from "node:worker_threads";
        import { once } from "node:events";
        export async function all(worker: Worker, jobs: string[]) {
          for (const job of jobs) {
            worker.postMessage(job);
            const [r] = await once(worker, "message");
            console.log(r);
          }
        }
      `,
    },
    {
      name: "field child with a listener method",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        export class Runner {
          async start(cmd, log) {
            this.child = spawn(cmd);
            this.listen();
            await log("started");
            this.child.on("exit", () => this.stopped());
          }
          listen() {
            this.child.on("exit", () => console.log("x"));
          }
        }
      `,
    },
    {
      name: "message port is kept",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { parentPort } from "node:worker_threads";
        await load();
        parentPort.on("message", (m) => console.log(m));
      `,
    },
    {
      name: "local wait helper at once",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        function exitOf(child) {
          return new Promise((resolve) => child.once("exit", resolve));
        }
        export async function run(cmd, log) {
          const child = spawn(cmd);
          const exited = exitOf(child);
          await log("x");
          await exited;
        }
      `,
    },
    {
      name: "promise race with own exit",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        export async function start(cmd, probe) {
          const child = spawn(cmd);
          await Promise.race([probe(), once(child, "exit")]);
          child.on("error", console.error);
          return child;
        }
      `,
    },
    {
      name: "class field wait, for recommended",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        export class Runner {
          constructor(cmd) { this.child = spawn(cmd); }
          async wait() {
            const [code] = await once(this.child, "exit");
            return code;
          }
        }
      `,
    },
    {
      name: "class field wait with check",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        export class Runner {
          constructor(cmd) { this.child = spawn(cmd); }
          async wait() {
            if (this.child.exitCode !== null) return this.child.exitCode;
            const [code] = await once(this.child, "exit");
            return code;
          }
        }
      `,
    },
    {
      name: "class field stop kills",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        export class Runner {
          constructor(cmd) { this.child = spawn(cmd); }
          async stop() {
            this.child.kill();
            await once(this.child, "exit");
          }
        }
      `,
    },
    {
      name: "class field listened elsewhere",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        export class Runner {
          constructor(cmd) { this.child = spawn(cmd); this.child.on("exit", () => { this.gone = true; }); }
          async wait() {
            if (this.gone) return;
            await once(this.child, "exit");
          }
        }
      `,
    },
    {
      name: "fs.watch, for recommended",
      filename: "file.js",
      code: code`
        import fs from "node:fs";
        import { once } from "node:events";
        export async function go(dir, write) {
          const watcher = fs.watch(dir);
          await write(dir);
          await once(watcher, "change");
        }
      `,
    },
    {
      name: "fork error, for recommended",
      filename: "file.js",
      code: code`
        import { fork } from "node:child_process";
        export async function go(file, probe) {
          const child = fork(file);
          await probe();
          child.on("error", console.error);
        }
      `,
    },
    {
      name: "recursive functions",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        function walk(list) { list.forEach(walk); }
        function a() { b(); } function b() { a(); }
        export async function run() { const c = spawn("x"); a(); walk([]); await 1; c.on("exit", () => {}); }
      `,
    },
    {
      name: "stream pipeline",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { pipeline } from "node:stream/promises";
        import fs from "node:fs";
        export async function copy(a, b) {
          const input = fs.createReadStream(a);
          const out = fs.createWriteStream(b);
          await pipeline(input, out);
          out.on("close", () => console.log("x"));
        }
      `,
    },
    {
      name: "mocked module",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        import { it, vi } from "vitest";
        vi.mock("node:child_process");
        it("runs", async () => {
          const child = spawn("x");
          await flush();
          child.on("exit", () => {});
        });
      `,
    },
  ],
  invalid: [
    {
      name: "mqtt error, potential",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import mqtt from "mqtt";
        export async function open(conf) {
          const client = mqtt.connect("mqtt://x");
          await conf.load();
          client.on("error", console.error);
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import mqtt from "mqtt";
              export async function open(conf) {
                const client = mqtt.connect("mqtt://x");
                client.on("error", console.error);
                await conf.load();
              }
            ` },
            { messageId: "makeLater", output: code`
              import mqtt from "mqtt";
              export async function open(conf) {
                await conf.load();
                const client = mqtt.connect("mqtt://x");
                client.on("error", console.error);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "message of a cluster worker",
      filename: "file.js",
      code: code`
        import cluster from "node:cluster";
        export async function start(conf, handle) {
          const worker = cluster.fork();
          await conf.load();
          worker.on("message", handle);
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import cluster from "node:cluster";
              export async function start(conf, handle) {
                const worker = cluster.fork();
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) throw new RangeError("too many early events");
                };
                worker.on("message", keep);
                await conf.load();
                worker.on("message", handle);
                worker.off("message", keep);
                for (const args of early) worker.emit("message", ...args);
              }
            ` },
            { messageId: "makeLater", output: code`
              import cluster from "node:cluster";
              export async function start(conf, handle) {
                await conf.load();
                const worker = cluster.fork();
                worker.on("message", handle);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "child spawned, await, exit",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function run(cmd) {
          const child = spawn(cmd);
          await writePidFile(child.pid);
          child.on("exit", (code) => console.log(code));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { spawn } from "node:child_process";
              export async function run(cmd) {
                const child = spawn(cmd);
                child.on("exit", (code) => console.log(code));
                await writePidFile(child.pid);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "once imported, child exit",
      filename: "file.js",
      code: code`
        import { spawn } from "child_process";
        import { once } from "events";
        export async function run(cmd, log) {
          const child = spawn(cmd, { stdio: "ignore" });
          await log("started");
          const [code] = await once(child, "exit");
          return code;
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 6,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { spawn } from "child_process";
              import { once } from "events";
              export async function run(cmd, log) {
                const child = spawn(cmd, { stdio: "ignore" });
                const [[code]] = await Promise.all([once(child, "exit"), log("started")]);
                return code;
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { spawn } from "child_process";
              import { once } from "events";
              export async function run(cmd, log) {
                const child = spawn(cmd, { stdio: "ignore" });
                const exit = once(child, "exit");
                exit.catch(() => {});
                await log("started");
                const [code] = await exit;
                return code;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "killed, then other wait",
      filename: "file.js",
      code: code`
        import { spawn } from "child_process";
        import { once } from "events";
        export async function run(cmd, work) {
          const child = spawn(cmd);
          await work(child.pid);
          child.kill();
          await cleanUp();
          await once(child, "exit");
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 8,
          suggestions: [
            { messageId: "waitFirst", output: code`
              import { spawn } from "child_process";
              import { once } from "events";
              export async function run(cmd, work) {
                const child = spawn(cmd);
                const exit = once(child, "exit");
                exit.catch(() => {});
                await work(child.pid);
                child.kill();
                await cleanUp();
                await exit;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "timer",
      filename: "file.js",
      code: code`
        import { spawn } from "child_process";
        export function run(cmd) {
          const child = spawn(cmd);
          setTimeout(() => {
            child.on("exit", () => console.log("gone"));
          }, 100);
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import { spawn } from "child_process";
              export function run(cmd) {
                const child = spawn(cmd);
                let hasExited = false;
                child.once("exit", () => {
                  hasExited = true;
                });
                setTimeout(() => {
                  const onExit = () => console.log("gone");
                  child.on("exit", onExit);
                  if (hasExited) onExit();
                }, 100);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "worker message",
      filename: "file.js",
      code: code`
        import { Worker } from "node:worker_threads";
        export async function start(file, config) {
          const worker = new Worker(file);
          await config.load();
          worker.on("message", (m) => console.log(m));
          return worker;
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import { Worker } from "node:worker_threads";
              export async function start(file, config) {
                const worker = new Worker(file);
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) throw new RangeError("too many early events");
                };
                worker.on("message", keep);
                await config.load();
                worker.on("message", (m) => console.log(m));
                worker.off("message", keep);
                for (const args of early) worker.emit("message", ...args);
                return worker;
              }
            ` },
            { messageId: "makeLater", output: code`
              import { Worker } from "node:worker_threads";
              export async function start(file, config) {
                await config.load();
                const worker = new Worker(file);
                worker.on("message", (m) => console.log(m));
                return worker;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "worker online then message",
      filename: "file.js",
      code: code`
        import { Worker } from "node:worker_threads";
        import { once } from "node:events";
        export async function ask(file) {
          const worker = new Worker(file);
          await once(worker, "online");
          const [answer] = await once(worker, "message");
          return answer;
        }
      `,
      errors: [
        {
          messageId: "sameTick",
          line: 6,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { Worker } from "node:worker_threads";
              import { once } from "node:events";
              export async function ask(file) {
                const worker = new Worker(file);
                const [[answer]] = await Promise.all([once(worker, "message"), once(worker, "online")]);
                return answer;
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { Worker } from "node:worker_threads";
              import { once } from "node:events";
              export async function ask(file) {
                const worker = new Worker(file);
                const message = once(worker, "message");
                message.catch(() => {});
                await once(worker, "online");
                const [answer] = await message;
                return answer;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "bullmq",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Worker } from "bullmq";
        export async function start(handler, config) {
          const worker = new Worker("mail", handler);
          await config.load();
          worker.on("completed", (job) => console.log(job.id));
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { Worker } from "bullmq";
              export async function start(handler, config) {
                const worker = new Worker("mail", handler);
                worker.on("completed", (job) => console.log(job.id));
                await config.load();
              }
            ` },
            { messageId: "makeLater", output: code`
              import { Worker } from "bullmq";
              export async function start(handler, config) {
                await config.load();
                const worker = new Worker("mail", handler);
                worker.on("completed", (job) => console.log(job.id));
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "net client connect after await",
      filename: "file.js",
      code: code`
        import net from "node:net";
        export async function open(port, conf) {
          const socket = net.connect(port);
          await conf.load();
          socket.once("connect", () => socket.write("hi"));
          socket.on("error", console.error);
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import net from "node:net";
              export async function open(port, conf) {
                const socket = net.connect(port);
                socket.once("connect", () => socket.write("hi"));
                await conf.load();
                socket.on("error", console.error);
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import net from "node:net";
              export async function open(port, conf) {
                const socket = net.connect(port);
                let hasConnected = false;
                socket.once("connect", () => {
                  hasConnected = true;
                });
                await conf.load();
                const onConnect = () => socket.write("hi");
                socket.once("connect", onConnect);
                if (hasConnected) onConnect();
                socket.on("error", console.error);
              }
            ` },
          ],
        },
        {
          messageId: "thrownMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import net from "node:net";
              export async function open(port, conf) {
                const socket = net.connect(port);
                socket.on("error", console.error);
                await conf.load();
                socket.once("connect", () => socket.write("hi"));
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "net client connected explicitly, then await",
      filename: "file.js",
      code: code`
        import net from "node:net";
        export async function open(port, conf) {
          const socket = new net.Socket();
          socket.connect(port);
          await conf.load();
          socket.on("error", console.error);
        }
      `,
      errors: [
        {
          messageId: "thrownMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import net from "node:net";
              export async function open(port, conf) {
                const socket = new net.Socket();
                socket.connect(port);
                socket.on("error", console.error);
                await conf.load();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "net server socket error late",
      filename: "file.js",
      code: code`
        import net from "node:net";
        net.createServer(async (socket) => {
          await load();
          socket.on("error", () => {});
          socket.pipe(socket);
        }).listen(1);
      `,
      errors: [
        {
          messageId: "thrownMeanwhile",
          line: 4,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import net from "node:net";
              net.createServer(async (socket) => {
                socket.on("error", () => {});
                await load();
                socket.pipe(socket);
              }).listen(1);
            ` },
          ],
        },
      ],
    },
    {
      name: "http listening after await",
      filename: "file.js",
      code: code`
        import http from "node:http";
        import { once } from "node:events";
        export async function start(conf) {
          const server = http.createServer();
          server.listen(8080);
          await conf.load();
          await once(server, "listening");
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 7,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import http from "node:http";
              import { once } from "node:events";
              export async function start(conf) {
                const server = http.createServer();
                server.listen(8080);
                await Promise.all([once(server, "listening"), conf.load()]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import http from "node:http";
              import { once } from "node:events";
              export async function start(conf) {
                const server = http.createServer();
                server.listen(8080);
                const listening = once(server, "listening");
                listening.catch(() => {});
                await conf.load();
                await listening;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "http error after await",
      filename: "file.js",
      code: code`
        import http from "node:http";
        export async function start(conf) {
          const server = http.createServer();
          server.listen(8080);
          await conf.load();
          server.on("error", (e) => console.error(e));
        }
      `,
      errors: [
        {
          messageId: "thrownMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import http from "node:http";
              export async function start(conf) {
                const server = http.createServer();
                server.listen(8080);
                server.on("error", (e) => console.error(e));
                await conf.load();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "closed, then waited too late",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import { once } from "node:events";
        export async function stop(server: http.Server, drain: () => Promise<void>) {
          server.close();
          await drain();
          await once(server, "close");
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 6,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import http from "node:http";
              import { once } from "node:events";
              export async function stop(server: http.Server, drain: () => Promise<void>) {
                server.close();
                await Promise.all([once(server, "close"), drain()]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import http from "node:http";
              import { once } from "node:events";
              export async function stop(server: http.Server, drain: () => Promise<void>) {
                server.close();
                const close = once(server, "close");
                close.catch(() => {});
                await drain();
                await close;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "read stream open late",
      filename: "file.js",
      code: code`
        import fs from "node:fs";
        export async function copy(file, conf) {
          const stream = fs.createReadStream(file);
          await conf.load();
          stream.on("open", () => console.log("open"));
          stream.on("error", (e) => console.error(e));
          stream.on("data", (d) => console.log(d));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import fs from "node:fs";
              export async function copy(file, conf) {
                const stream = fs.createReadStream(file);
                stream.on("open", () => console.log("open"));
                await conf.load();
                stream.on("error", (e) => console.error(e));
                stream.on("data", (d) => console.log(d));
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import fs from "node:fs";
              export async function copy(file, conf) {
                const stream = fs.createReadStream(file);
                let hasOpened = false;
                stream.once("open", () => {
                  hasOpened = true;
                });
                await conf.load();
                const onOpen = () => console.log("open");
                stream.on("open", onOpen);
                if (hasOpened) onOpen();
                stream.on("error", (e) => console.error(e));
                stream.on("data", (d) => console.log(d));
              }
            ` },
          ],
        },
        {
          messageId: "thrownMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import fs from "node:fs";
              export async function copy(file, conf) {
                const stream = fs.createReadStream(file);
                stream.on("error", (e) => console.error(e));
                await conf.load();
                stream.on("open", () => console.log("open"));
                stream.on("data", (d) => console.log(d));
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "readline lines after await",
      filename: "file.js",
      code: code`
        import readline from "node:readline";
        export async function ask(conf) {
          const rl = readline.createInterface({ input: process.stdin });
          await conf.load();
          rl.on("line", (line) => console.log(line));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import readline from "node:readline";
              export async function ask(conf) {
                const rl = readline.createInterface({ input: process.stdin });
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) throw new RangeError("too many early events");
                };
                rl.on("line", keep);
                await conf.load();
                rl.on("line", (line) => console.log(line));
                rl.off("line", keep);
                for (const args of early) rl.emit("line", ...args);
              }
            ` },
            { messageId: "makeLater", output: code`
              import readline from "node:readline";
              export async function ask(conf) {
                await conf.load();
                const rl = readline.createInterface({ input: process.stdin });
                rl.on("line", (line) => console.log(line));
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "readline iterated after await",
      filename: "file.js",
      code: code`
        import readline from "node:readline";
        import fs from "node:fs";
        export async function count(file, db) {
          const lines = readline.createInterface({ input: fs.createReadStream(file) });
          await db.connect();
          for await (const line of lines) {
            db.add(line);
          }
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 6,
          suggestions: [
            { messageId: "makeLater", output: code`
              import readline from "node:readline";
              import fs from "node:fs";
              export async function count(file, db) {
                await db.connect();
                const lines = readline.createInterface({ input: fs.createReadStream(file) });
                for await (const line of lines) {
                  db.add(line);
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "dgram message after bind and await",
      filename: "file.js",
      code: code`
        import dgram from "node:dgram";
        export async function receive(port, conf) {
          const socket = dgram.createSocket("udp4");
          socket.bind(port);
          await conf.load();
          socket.on("message", (m) => console.log(m));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "keepMeanwhile", output: code`
              import dgram from "node:dgram";
              export async function receive(port, conf) {
                const socket = dgram.createSocket("udp4");
                socket.bind(port);
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) throw new RangeError("too many early events");
                };
                socket.on("message", keep);
                await conf.load();
                socket.on("message", (m) => console.log(m));
                socket.off("message", keep);
                for (const args of early) socket.emit("message", ...args);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "abort listener after await",
      filename: "file.ts",
      code: code`
        export async function work(signal: AbortSignal, load: () => Promise<void>) {
          await load();
          signal.addEventListener("abort", () => console.log("stop"));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 3,
          suggestions: [
            { messageId: "attachFirst", output: code`
              export async function work(signal: AbortSignal, load: () => Promise<void>) {
                signal.addEventListener("abort", () => console.log("stop"));
                await load();
              }
            ` },
            { messageId: "runIfCome", output: code`
              export async function work(signal: AbortSignal, load: () => Promise<void>) {
                await load();
                const onAbort = () => console.log("stop");
                if (signal.aborted) onAbort();
                else signal.addEventListener("abort", onAbort);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "ioredis ready",
      filename: "file.js",
      code: code`
        import Redis from "ioredis";
        export async function open(conf) {
          const redis = new Redis();
          await conf.load();
          redis.once("ready", () => console.log("up"));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import Redis from "ioredis";
              export async function open(conf) {
                const redis = new Redis();
                redis.once("ready", () => console.log("up"));
                await conf.load();
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import Redis from "ioredis";
              export async function open(conf) {
                const redis = new Redis();
                let hasBeenReady = false;
                redis.once("ready", () => {
                  hasBeenReady = true;
                });
                await conf.load();
                const onReady = () => console.log("up");
                redis.once("ready", onReady);
                if (hasBeenReady) onReady();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "pg pool error",
      filename: "file.js",
      code: code`
        import { Pool } from "pg";
        export async function open(conf) {
          const pool = new Pool();
          await pool.query("select 1");
          await conf.load();
          pool.on("error", console.error);
        }
      `,
      errors: [
        {
          messageId: "thrownMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { Pool } from "pg";
              export async function open(conf) {
                const pool = new Pool();
                await pool.query("select 1");
                pool.on("error", console.error);
                await conf.load();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "mqtt message",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        export async function open(conf, handle) {
          const client = mqtt.connect("mqtt://x");
          await conf.load();
          client.on("connect", () => client.subscribe("a"));
          client.on("message", handle);
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import mqtt from "mqtt";
              export async function open(conf, handle) {
                const client = mqtt.connect("mqtt://x");
                client.on("connect", () => client.subscribe("a"));
                await conf.load();
                client.on("message", handle);
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import mqtt from "mqtt";
              export async function open(conf, handle) {
                const client = mqtt.connect("mqtt://x");
                let hasConnected = false;
                client.once("connect", () => {
                  hasConnected = true;
                });
                await conf.load();
                const onConnect = () => client.subscribe("a");
                client.on("connect", onConnect);
                if (hasConnected) onConnect();
                client.on("message", handle);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "amqplib other await",
      filename: "file.js",
      code: code`
        import amqp from "amqplib";
        export async function open(url, conf) {
          const connection = await amqp.connect(url);
          await conf.load();
          connection.on("error", console.error);
          return connection;
        }
      `,
      errors: [
        {
          messageId: "thrownMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import amqp from "amqplib";
              export async function open(url, conf) {
                const connection = await amqp.connect(url);
                connection.on("error", console.error);
                await conf.load();
                return connection;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "redis error late",
      filename: "file.js",
      code: code`
        import { createClient } from "redis";
        export async function open(conf) {
          const client = createClient();
          client.connect();
          await conf.load();
          client.on("error", console.error);
        }
      `,
      errors: [
        {
          messageId: "thrownMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { createClient } from "redis";
              export async function open(conf) {
                const client = createClient();
                client.connect();
                client.on("error", console.error);
                await conf.load();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "request closed",
      filename: "file.js",
      code: code`
        import http from "node:http";
        http.createServer(async (req, res) => {
          const feed = await open(req.url);
          req.on("close", () => feed.stop());
          feed.pipe(res);
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 4,
          suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import http from "node:http";
              http.createServer(async (req, res) => {
                let hasClosed = false;
                req.once("close", () => {
                  hasClosed = true;
                });
                const feed = await open(req.url);
                const onClose = () => feed.stop();
                req.on("close", onClose);
                if (hasClosed) onClose();
                feed.pipe(res);
              });
            ` },
          ],
        },
      ],
    },
    {
      name: "response typed",
      filename: "file.ts",
      code: code`
        import type { Request, Response } from "express";
        export async function stream(req: Request, res: Response, open: () => Promise<{ stop(): void }>) {
          const feed = await open();
          res.on("close", () => feed.stop());
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 4,
          suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import type { Request, Response } from "express";
              export async function stream(req: Request, res: Response, open: () => Promise<{ stop(): void }>) {
                let hasClosed = false;
                res.once("close", () => {
                  hasClosed = true;
                });
                const feed = await open();
                const onClose = () => feed.stop();
                res.on("close", onClose);
                if (hasClosed) onClose();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "lazy exit in a factory",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        export function start(cmd) {
          const child = spawn(cmd);
          return { pid: child.pid, exited: () => once(child, "exit") };
        }
      `,
      errors: [
        {
          messageId: "lazyWait",
          line: 5,
          suggestions: [
            { messageId: "waitWhereMade", output: code`
              import { spawn } from "node:child_process";
              import { once } from "node:events";
              export function start(cmd) {
                const child = spawn(cmd);
                const exit = once(child, "exit");
                exit.catch(() => {});
                return { pid: child.pid, exited: () => exit };
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "returned through promise",
      filename: "file.js",
      code: code`
        import net from "node:net";
        async function dial(port, conf) {
          const socket = net.connect(port);
          await conf.load();
          return socket;
        }
        export async function main(port, conf) {
          const s = await dial(port, conf);
          s.on("error", console.error);
        }
      `,
      errors: [
        { messageId: "thrownMeanwhile", line: 9 },
      ],
    },
    {
      name: "chained on",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function run(cmd, log) {
          const child = spawn(cmd);
          await log("started");
          child.on("error", console.error).on("exit", () => {});
        }
      `,
      errors: [
        {
          messageId: "thrownMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { spawn } from "node:child_process";
              export async function run(cmd, log) {
                const child = spawn(cmd);
                child.on("error", console.error).on("exit", () => {});
                await log("started");
              }
            ` },
            { messageId: "makeLater", output: code`
              import { spawn } from "node:child_process";
              export async function run(cmd, log) {
                await log("started");
                const child = spawn(cmd);
                child.on("error", console.error).on("exit", () => {});
              }
            ` },
          ],
        },
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { spawn } from "node:child_process";
              export async function run(cmd, log) {
                const child = spawn(cmd);
                child.on("error", console.error).on("exit", () => {});
                await log("started");
              }
            ` },
            { messageId: "makeLater", output: code`
              import { spawn } from "node:child_process";
              export async function run(cmd, log) {
                await log("started");
                const child = spawn(cmd);
                child.on("error", console.error).on("exit", () => {});
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "field child",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export class Runner {
          async start(cmd, log) {
            this.child = spawn(cmd);
            await log("started");
            this.child.on("exit", () => this.stopped());
          }
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { spawn } from "node:child_process";
              export class Runner {
                async start(cmd, log) {
                  this.child = spawn(cmd);
                  this.child.on("exit", () => this.stopped());
                  await log("started");
                }
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import { spawn } from "node:child_process";
              export class Runner {
                async start(cmd, log) {
                  this.child = spawn(cmd);
                  let hasExited = false;
                  this.child.once("exit", () => {
                    hasExited = true;
                  });
                  await log("started");
                  const onExit = () => this.stopped();
                  this.child.on("exit", onExit);
                  if (hasExited) onExit();
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "http2 connect",
      filename: "file.js",
      code: code`
        import http2 from "node:http2";
        export async function open(url, conf) {
          const session = http2.connect(url);
          await conf.load();
          session.on("error", console.error);
          session.once("connect", () => {});
        }
      `,
      errors: [
        {
          messageId: "thrownMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import http2 from "node:http2";
              export async function open(url, conf) {
                const session = http2.connect(url);
                session.on("error", console.error);
                await conf.load();
                session.once("connect", () => {});
              }
            ` },
            { messageId: "makeLater", output: code`
              import http2 from "node:http2";
              export async function open(url, conf) {
                await conf.load();
                const session = http2.connect(url);
                session.on("error", console.error);
                session.once("connect", () => {});
              }
            ` },
          ],
        },
        {
          messageId: "lostMeanwhile",
          line: 6,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import http2 from "node:http2";
              export async function open(url, conf) {
                const session = http2.connect(url);
                session.once("connect", () => {});
                await conf.load();
                session.on("error", console.error);
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import http2 from "node:http2";
              export async function open(url, conf) {
                const session = http2.connect(url);
                let hasConnected = false;
                session.once("connect", () => {
                  hasConnected = true;
                });
                await conf.load();
                session.on("error", console.error);
                const onConnect = () => {};
                session.once("connect", onConnect);
                if (hasConnected) onConnect();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "http request",
      filename: "file.js",
      code: code`
        import http from "node:http";
        export async function call(conf) {
          const req = http.request("http://x");
          await conf.load();
          req.on("error", console.error);
          req.on("response", (res) => res.resume());
          req.end();
        }
      `,
      errors: [
        {
          messageId: "thrownMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import http from "node:http";
              export async function call(conf) {
                const req = http.request("http://x");
                req.on("error", console.error);
                await conf.load();
                req.on("response", (res) => res.resume());
                req.end();
              }
            ` },
            { messageId: "makeLater", output: code`
              import http from "node:http";
              export async function call(conf) {
                await conf.load();
                const req = http.request("http://x");
                req.on("error", console.error);
                req.on("response", (res) => res.resume());
                req.end();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "broadcast channel",
      filename: "file.js",
      code: code`
        import { BroadcastChannel } from "node:worker_threads";
        export async function join(conf) {
          const channel = new BroadcastChannel("x");
          await conf.load();
          channel.onmessage = (e) => console.log(e.data);
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "makeLater", output: code`
              import { BroadcastChannel } from "node:worker_threads";
              export async function join(conf) {
                await conf.load();
                const channel = new BroadcastChannel("x");
                channel.onmessage = (e) => console.log(e.data);
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "eventsource",
      filename: "file.js",
      code: code`
        export async function live(conf) {
          const source = new EventSource("/live");
          await conf.load();
          source.addEventListener("message", (e) => console.log(e.data));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 4,
          suggestions: [
            { messageId: "makeLater", output: code`
              export async function live(conf) {
                await conf.load();
                const source = new EventSource("/live");
                source.addEventListener("message", (e) => console.log(e.data));
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "chokidar ready",
      filename: "file.js",
      code: code`
        import chokidar from "chokidar";
        export async function watch(dir, conf) {
          const watcher = chokidar.watch(dir);
          await conf.load();
          watcher.on("ready", () => console.log("ready"));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import chokidar from "chokidar";
              export async function watch(dir, conf) {
                const watcher = chokidar.watch(dir);
                watcher.on("ready", () => console.log("ready"));
                await conf.load();
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import chokidar from "chokidar";
              export async function watch(dir, conf) {
                const watcher = chokidar.watch(dir);
                let hasBeenReady = false;
                watcher.once("ready", () => {
                  hasBeenReady = true;
                });
                await conf.load();
                const onReady = () => console.log("ready");
                watcher.on("ready", onReady);
                if (hasBeenReady) onReady();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "cluster fork",
      filename: "file.js",
      code: code`
        import cluster from "node:cluster";
        export async function start(conf) {
          const worker = cluster.fork();
          await conf.load();
          worker.once("online", () => console.log("up"));
        }
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import cluster from "node:cluster";
              export async function start(conf) {
                const worker = cluster.fork();
                worker.once("online", () => console.log("up"));
                await conf.load();
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import cluster from "node:cluster";
              export async function start(conf) {
                const worker = cluster.fork();
                let hasOnlined = false;
                worker.once("online", () => {
                  hasOnlined = true;
                });
                await conf.load();
                const onOnline = () => console.log("up");
                worker.once("online", onOnline);
                if (hasOnlined) onOnline();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "exit then close",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        export async function run(cmd) {
          const child = spawn(cmd, { stdio: "inherit" });
          await once(child, "exit");
          await once(child, "close");
        }
      `,
      errors: [
        {
          messageId: "sameTick",
          line: 6,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { spawn } from "node:child_process";
              import { once } from "node:events";
              export async function run(cmd) {
                const child = spawn(cmd, { stdio: "inherit" });
                await Promise.all([once(child, "close"), once(child, "exit")]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { spawn } from "node:child_process";
              import { once } from "node:events";
              export async function run(cmd) {
                const child = spawn(cmd, { stdio: "inherit" });
                const close = once(child, "close");
                close.catch(() => {});
                await once(child, "exit");
                await close;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "local wait helper",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        function exitOf(child) {
          return new Promise((resolve) => child.once("exit", resolve));
        }
        export async function run(cmd, log) {
          const child = spawn(cmd);
          await log("x");
          await exitOf(child);
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 8,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { spawn } from "node:child_process";
              function exitOf(child) {
                return new Promise((resolve) => child.once("exit", resolve));
              }
              export async function run(cmd, log) {
                const child = spawn(cmd);
                await Promise.all([exitOf(child), log("x")]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { spawn } from "node:child_process";
              function exitOf(child) {
                return new Promise((resolve) => child.once("exit", resolve));
              }
              export async function run(cmd, log) {
                const child = spawn(cmd);
                const exit = exitOf(child);
                await log("x");
                await exit;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "generic helper with event name",
      filename: "file.js",
      code: code`
        import { Worker } from "node:worker_threads";
        const waitFor = (emitter, name) => new Promise((resolve) => emitter.once(name, resolve));
        export async function run(file, log) {
          const worker = new Worker(file);
          await log("x");
          await waitFor(worker, "online");
        }
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 6,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { Worker } from "node:worker_threads";
              const waitFor = (emitter, name) => new Promise((resolve) => emitter.once(name, resolve));
              export async function run(file, log) {
                const worker = new Worker(file);
                await Promise.all([waitFor(worker, "online"), log("x")]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { Worker } from "node:worker_threads";
              const waitFor = (emitter, name) => new Promise((resolve) => emitter.once(name, resolve));
              export async function run(file, log) {
                const worker = new Worker(file);
                const online = waitFor(worker, "online");
                await log("x");
                await online;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "destructured node imports",
      filename: "file.js",
      code: code`
        const { spawn } = require("node:child_process");
        const { once } = require("node:events");
        async function main(conf) {
          const proc = spawn("x", []);
          await conf.load();
          await once(proc, "close");
        }
        main({});
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 6,
          suggestions: [
            { messageId: "waitTogether", output: code`
              const { spawn } = require("node:child_process");
              const { once } = require("node:events");
              async function main(conf) {
                const proc = spawn("x", []);
                await Promise.all([once(proc, "close"), conf.load()]);
              }
              main({});
            ` },
            { messageId: "waitFirst", output: code`
              const { spawn } = require("node:child_process");
              const { once } = require("node:events");
              async function main(conf) {
                const proc = spawn("x", []);
                const close = once(proc, "close");
                close.catch(() => {});
                await conf.load();
                await close;
              }
              main({});
            ` },
          ],
        },
      ],
    },
    {
      name: "top level",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        const server = spawn("node", ["server.js"]);
        await import("./config.js");
        await once(server, "spawn");
      `,
      errors: [
        {
          messageId: "neverComes",
          line: 5,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { spawn } from "node:child_process";
              import { once } from "node:events";
              const server = spawn("node", ["server.js"]);
              await Promise.all([once(server, "spawn"), import("./config.js")]);
            ` },
            { messageId: "waitFirst", output: code`
              import { spawn } from "node:child_process";
              import { once } from "node:events";
              const server = spawn("node", ["server.js"]);
              const spawn2 = once(server, "spawn");
              spawn2.catch(() => {});
              await import("./config.js");
              await spawn2;
            ` },
          ],
        },
      ],
    },
    {
      name: "class field wait",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        export class Runner {
          constructor(cmd) { this.child = spawn(cmd); }
          async wait() {
            const [code] = await once(this.child, "exit");
            return code;
          }
        }
      `,
      errors: [
        {
          messageId: "lazyWait",
          line: 6,
          suggestions: [
            { messageId: "waitWhereMade", output: code`
              import { spawn } from "node:child_process";
              import { once } from "node:events";
              export class Runner {
                constructor(cmd) { this.child = spawn(cmd); this.exit = once(this.child, "exit");
                this.exit.catch(() => {}); }
                async wait() {
                  const [code] = await this.exit;
                  return code;
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "fs.watch",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs";
        import { once } from "node:events";
        export async function go(dir, write) {
          const watcher = fs.watch(dir);
          await write(dir);
          await once(watcher, "change");
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 6,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import fs from "node:fs";
              import { once } from "node:events";
              export async function go(dir, write) {
                const watcher = fs.watch(dir);
                await Promise.all([once(watcher, "change"), write(dir)]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import fs from "node:fs";
              import { once } from "node:events";
              export async function go(dir, write) {
                const watcher = fs.watch(dir);
                const change = once(watcher, "change");
                change.catch(() => {});
                await write(dir);
                await change;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "fork error",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { fork } from "node:child_process";
        export async function go(file, probe) {
          const child = fork(file);
          await probe();
          child.on("error", console.error);
        }
      `,
      errors: [
        {
          messageId: "mayBeLost",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { fork } from "node:child_process";
              export async function go(file, probe) {
                const child = fork(file);
                child.on("error", console.error);
                await probe();
              }
            ` },
            { messageId: "makeLater", output: code`
              import { fork } from "node:child_process";
              export async function go(file, probe) {
                await probe();
                const child = fork(file);
                child.on("error", console.error);
              }
            ` },
          ],
        },
      ],
    },
  ],
});
