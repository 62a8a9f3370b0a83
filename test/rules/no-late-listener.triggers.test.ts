import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener", rule, {
  valid: [
    {
      name: "trigger then wait, for recommended",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        export async function go(engine) {
          await engine.start();
          await once(engine, "ready");
        }
      `,
    },
    {
      name: "wait made first",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export async function go(engine) {
          const ready = once(engine, "ready");
          await engine.start();
          await ready;
        }
      `,
    },
    {
      name: "promise all",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export async function go(engine) {
          await Promise.all([once(engine, "ready"), engine.start()]);
        }
      `,
    },
    {
      name: "trigger, handler on same object, for recommended",
      filename: "file.js",
      code: code`
        export async function go(scanner, found) {
          await scanner.startScanning();
          scanner.on("discover", found);
        }
      `,
    },
    {
      name: "handler first",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function go(scanner, found) {
          scanner.on("discover", found);
          await scanner.startScanning();
        }
      `,
    },
    {
      name: "handler of an end event",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function go(app) {
          await app.start();
          app.on("close", () => console.log("bye"));
        }
      `,
    },
    {
      name: "object from the trigger itself",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function go(pool) {
          const job = await pool.start();
          job.on("progress", console.log);
        }
      `,
    },
    {
      name: "another object, awaited, for recommended",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { writeFile } from "node:fs/promises";
        export async function edit(watcher, file) {
          await writeFile(file, "x");
          await once(watcher, "change");
        }
      `,
    },
    {
      name: "another object, handler only",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { writeFile } from "node:fs/promises";
        export async function edit(watcher, file) {
          await writeFile(file, "x");
          watcher.on("change", console.log);
        }
      `,
    },
    {
      name: "another object that is made after",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        import { writeFile } from "node:fs/promises";
        export async function edit(watch, file) {
          await writeFile(file, "x");
          const watcher = watch(file);
          await once(watcher, "ready");
        }
      `,
    },
    {
      name: "this.waitFor, for recommended",
      filename: "file.js",
      code: code`
        export class Client {
          constructor(bus, api) { this.bus = bus; this.api = api; }
          async run() {
            await this.api.start();
            await this.waitFor("halted");
          }
          waitFor(name) {
            return new Promise((resolve) => this.bus.once(name, resolve));
          }
        }
      `,
    },
    {
      name: "this.waitFor looks first",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Client {
          constructor(bus, api) { this.bus = bus; this.api = api; this.state = ""; }
          async run() {
            await this.api.start();
            await this.waitFor("halted");
          }
          waitFor(name) {
            return new Promise((resolve) => {
              if (this.bus.state === name) return resolve();
              this.bus.once(name, resolve);
            });
          }
        }
      `,
    },
    {
      name: "own event, own start, for recommended",
      filename: "file.js",
      code: code`
        import { EventEmitter, once } from "node:events";
        class Engine extends EventEmitter {
          async boot() {
            await this.startMotor();
            await once(this, "running");
          }
        }
      `,
    },
    {
      name: "check then subscribe, for recommended",
      filename: "file.js",
      code: code`
        export async function done(job, events) {
          if (await job.isDone()) return;
          await new Promise((resolve) => events.once("done", resolve));
        }
      `,
    },
    {
      name: "check then subscribe, kept, for recommended",
      filename: "file.js",
      code: code`
        export async function done(job, events) {
          const finished = await job.isFinished();
          if (finished) return;
          await new Promise((resolve) => events.once("finished", resolve));
        }
      `,
    },
    {
      name: "subscribe then check",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function done(job, events) {
          const finished = new Promise((resolve) => events.once("finished", resolve));
          if (await job.isFinished()) return;
          await finished;
        }
      `,
    },
    {
      name: "question that decides nothing",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export async function go(job, events) {
          const name = await job.getName();
          console.log(name);
          await once(events, "finished");
        }
      `,
    },
    {
      name: "emitted before, for recommended",
      filename: "file.js",
      code: code`
        import { EventEmitter } from "node:events";
        export function boot() {
          const bus = new EventEmitter();
          bus.emit("ready");
          bus.on("ready", () => console.log("never"));
        }
      `,
    },
    {
      name: "emitted after",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter } from "node:events";
        export function boot() {
          const bus = new EventEmitter();
          bus.on("ready", () => console.log("now"));
          bus.emit("ready");
        }
      `,
    },
    {
      name: "page wait together",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function test(page) {
          const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
        }
      `,
    },
    {
      name: "page wait made first",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function test(page) {
          const downloading = page.waitForEvent("download");
          await page.click("#download");
          const download = await downloading;
        }
      `,
    },
    {
      name: "page locator, for recommended",
      filename: "file.js",
      code: code`
        export async function test(page) {
          await page.getByRole("button").click();
          await page.waitForResponse("**/api");
        }
      `,
    },
    {
      name: "process signals",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function main(app) {
          await app.start();
          process.on("SIGTERM", () => app.stop());
          process.once("uncaughtException", console.error);
        }
      `,
    },
    {
      name: "process message is kept",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        await load();
        process.on("message", (m) => console.log(m));
      `,
    },
    {
      name: "pEvent, for recommended",
      filename: "file.js",
      code: code`
        import { pEvent } from "p-event";
        export async function go(engine) {
          await engine.start();
          await pEvent(engine, "ready");
        }
      `,
    },
    {
      name: "untyped parameter, own close",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function stop(server, drain) {
          await drain();
          server.on("close", () => console.log("bye"));
          server.close();
        }
      `,
    },
    {
      name: "constructor emits, for recommended",
      filename: "file.js",
      code: code`
        import { EventEmitter } from "node:events";
        class Store extends EventEmitter {
          constructor() {
            super();
            this.emit("ready");
          }
        }
        export function open() {
          const store = new Store();
          store.on("ready", () => console.log("never"));
          return store;
        }
      `,
    },
    {
      name: "constructor emits later",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter } from "node:events";
        class Store extends EventEmitter {
          constructor() {
            super();
            setImmediate(() => this.emit("ready"));
          }
        }
        export function open() {
          const store = new Store();
          store.on("ready", () => console.log("now"));
          return store;
        }
      `,
    },
    {
      name: "own emit, then once, for recommended",
      filename: "file.js",
      code: code`
        import { EventEmitter, once } from "node:events";
        export async function go() {
          const bus = new EventEmitter();
          bus.emit("go");
          await once(bus, "go");
        }
      `,
    },
    {
      name: "observable",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function relay(subject, bus) {
          subject.subscribe((x) => bus.publish("x", x));
        }
      `,
    },
    {
      name: "started, listened, sent",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function go(client) {
          await client.connect();
          client.on("message", console.log);
          await client.send("hello");
        }
      `,
    },
    {
      name: "test transport",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function go(transport) {
          await transport.start();
          transport.onmessage = (m) => console.log(m);
          await transport.send("x");
        }
      `,
    },
    {
      name: "wait kept for the next trigger",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export async function go(device) {
          await device.connect();
          const ready = once(device, "ready");
          await device.start();
          await ready;
        }
      `,
    },
    {
      name: "jest mock",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function go(x) {
          await x.start();
          x.on("done", jest.fn());
          x.emit("done");
        }
      `,
    },
    {
      name: "generator and weird syntax",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export function* g(x) { yield x; x.on("message", () => {}); }
        label: for (const a of []) { if (a) continue label; else break label; }
        class A { static { this.x = 1; } #p = 1; get v() { return this.#p; } }
        export const { a = 1, ...rest } = {};
      `,
    },
    {
      name: "promise race of timeout and message",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export async function firstLine(socket, timeout) {
          await socket.connect();
          const [line] = await Promise.race([once(socket, "line"), timeout]);
          return line;
        }
      `,
    },
    {
      name: "two waits in a row on one server",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export async function twice(server) {
          await once(server, "request");
          await once(server, "request");
        }
      `,
    },
  ],
  invalid: [
    {
      name: "express server error after await",
      filename: "file.js",
      code: code`
        import express from "express";
        export async function start(conf) {
          const app = express();
          const server = app.listen(8080);
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
              import express from "express";
              export async function start(conf) {
                const app = express();
                const server = app.listen(8080);
                server.on("error", (e) => console.error(e));
                await conf.load();
              }
            ` },
            { messageId: "makeLater", output: code`
              import express from "express";
              export async function start(conf) {
                const app = express();
                await conf.load();
                const server = app.listen(8080);
                server.on("error", (e) => console.error(e));
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "trigger then wait",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        export async function go(engine) {
          await engine.start();
          await once(engine, "ready");
        }
      `,
      errors: [
        {
          messageId: "mayComeBefore",
          line: 4,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { once } from "node:events";
              export async function go(engine) {
                await Promise.all([once(engine, "ready"), engine.start()]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              export async function go(engine) {
                const ready = once(engine, "ready");
                ready.catch(() => {});
                await engine.start();
                await ready;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "trigger, handler on same object",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function go(scanner, found) {
          await scanner.startScanning();
          scanner.on("discover", found);
        }
      `,
      errors: [
        {
          messageId: "mayComeBefore",
          line: 3,
          suggestions: [
            { messageId: "attachFirst", output: code`
              export async function go(scanner, found) {
                scanner.on("discover", found);
                await scanner.startScanning();
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "another object, awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { once } from "node:events";
        import { writeFile } from "node:fs/promises";
        export async function edit(watcher, file) {
          await writeFile(file, "x");
          await once(watcher, "change");
        }
      `,
      errors: [
        {
          messageId: "mayComeBefore",
          line: 5,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { once } from "node:events";
              import { writeFile } from "node:fs/promises";
              export async function edit(watcher, file) {
                await Promise.all([once(watcher, "change"), writeFile(file, "x")]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import { writeFile } from "node:fs/promises";
              export async function edit(watcher, file) {
                const change = once(watcher, "change");
                change.catch(() => {});
                await writeFile(file, "x");
                await change;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "this.waitFor",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Client {
          constructor(bus, api) { this.bus = bus; this.api = api; }
          async run() {
            await this.api.start();
            await this.waitFor("halted");
          }
          waitFor(name) {
            return new Promise((resolve) => this.bus.once(name, resolve));
          }
        }
      `,
      errors: [
        {
          messageId: "mayComeBefore",
          line: 5,
          suggestions: [
            { messageId: "waitTogether", output: code`
              export class Client {
                constructor(bus, api) { this.bus = bus; this.api = api; }
                async run() {
                  await Promise.all([this.waitFor("halted"), this.api.start()]);
                }
                waitFor(name) {
                  return new Promise((resolve) => this.bus.once(name, resolve));
                }
              }
            ` },
            { messageId: "waitFirst", output: code`
              export class Client {
                constructor(bus, api) { this.bus = bus; this.api = api; }
                async run() {
                  const halted = this.waitFor("halted");
                  await this.api.start();
                  await halted;
                }
                waitFor(name) {
                  return new Promise((resolve) => this.bus.once(name, resolve));
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "own event, own start",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter, once } from "node:events";
        class Engine extends EventEmitter {
          async boot() {
            await this.startMotor();
            await once(this, "running");
          }
        }
      `,
      errors: [
        {
          messageId: "mayComeBefore",
          line: 5,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { EventEmitter, once } from "node:events";
              class Engine extends EventEmitter {
                async boot() {
                  await Promise.all([once(this, "running"), this.startMotor()]);
                }
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { EventEmitter, once } from "node:events";
              class Engine extends EventEmitter {
                async boot() {
                  const running = once(this, "running");
                  running.catch(() => {});
                  await this.startMotor();
                  await running;
                }
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "check then subscribe",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function done(job, events) {
          if (await job.isDone()) return;
          await new Promise((resolve) => events.once("done", resolve));
        }
      `,
      errors: [
        {
          messageId: "changedMeanwhile",
          line: 3,
          suggestions: [
            { messageId: "waitFirst", output: code`
              export async function done(job, events) {
                const done2 = new Promise((resolve) => events.once("done", resolve));
                if (await job.isDone()) return;
                await done2;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "check then subscribe, kept",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function done(job, events) {
          const finished = await job.isFinished();
          if (finished) return;
          await new Promise((resolve) => events.once("finished", resolve));
        }
      `,
      errors: [
        {
          messageId: "changedMeanwhile",
          line: 4,
          suggestions: [
            { messageId: "waitFirst", output: code`
              export async function done(job, events) {
                const finished2 = new Promise((resolve) => events.once("finished", resolve));
                const finished = await job.isFinished();
                if (finished) return;
                await finished2;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "emitted before",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter } from "node:events";
        export function boot() {
          const bus = new EventEmitter();
          bus.emit("ready");
          bus.on("ready", () => console.log("never"));
        }
      `,
      errors: [
        {
          messageId: "emittedBefore",
          line: 5,
          suggestions: [
            { messageId: "attachFirst", output: code`
              import { EventEmitter } from "node:events";
              export function boot() {
                const bus = new EventEmitter();
                bus.on("ready", () => console.log("never"));
                bus.emit("ready");
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "page wait",
      filename: "file.js",
      code: code`
        export async function test(page) {
          await page.click("#download");
          const download = await page.waitForEvent("download");
        }
      `,
      errors: [
        {
          messageId: "comesBefore",
          line: 3,
          suggestions: [
            { messageId: "waitTogether", output: code`
              export async function test(page) {
                const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              export async function test(page) {
                const download2 = page.waitForEvent("download");
                download2.catch(() => {});
                await page.click("#download");
                const download = await download2;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "page locator",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function test(page) {
          await page.getByRole("button").click();
          await page.waitForResponse("**/api");
        }
      `,
      errors: [
        {
          messageId: "mayComeBefore",
          line: 3,
          suggestions: [
            { messageId: "waitTogether", output: code`
              export async function test(page) {
                await Promise.all([page.waitForResponse("**/api"), page.getByRole("button").click()]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              export async function test(page) {
                const api = page.waitForResponse("**/api");
                api.catch(() => {});
                await page.getByRole("button").click();
                await api;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "pEvent",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { pEvent } from "p-event";
        export async function go(engine) {
          await engine.start();
          await pEvent(engine, "ready");
        }
      `,
      errors: [
        {
          messageId: "mayComeBefore",
          line: 4,
          suggestions: [
            { messageId: "waitTogether", output: code`
              import { pEvent } from "p-event";
              export async function go(engine) {
                await Promise.all([pEvent(engine, "ready"), engine.start()]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { pEvent } from "p-event";
              export async function go(engine) {
                const ready = pEvent(engine, "ready");
                ready.catch(() => {});
                await engine.start();
                await ready;
              }
            ` },
          ],
        },
      ],
    },
    {
      name: "constructor emits",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter } from "node:events";
        class Store extends EventEmitter {
          constructor() {
            super();
            this.emit("ready");
          }
        }
        export function open() {
          const store = new Store();
          store.on("ready", () => console.log("never"));
          return store;
        }
      `,
      errors: [
        { messageId: "emittedBefore", line: 10 },
      ],
    },
    {
      name: "own emit, then once",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter, once } from "node:events";
        export async function go() {
          const bus = new EventEmitter();
          bus.emit("go");
          await once(bus, "go");
        }
      `,
      errors: [
        {
          messageId: "emittedBefore",
          line: 5,
          suggestions: [
            { messageId: "waitFirst", output: code`
              import { EventEmitter, once } from "node:events";
              export async function go() {
                const bus = new EventEmitter();
                const go2 = once(bus, "go");
                go2.catch(() => {});
                bus.emit("go");
                await go2;
              }
            ` },
          ],
        },
      ],
    },
  ],
});
