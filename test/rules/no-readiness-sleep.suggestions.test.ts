import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

// What suggestions make of odd layouts, and where none is offered. test/repairs-of-sleeps.test.ts runs what they make.

const strict = [{ report: "potential", effects: false }] as const;

ruleTester.run("no-readiness-sleep: suggestions", rule, {
  valid: [],
  invalid: [
    {
      name: "removes an awaited server's sleep with what is written about it",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { createServer } from "node:http";
        import { once } from "node:events";
        import { setTimeout as sleep } from "node:timers/promises";

        export async function start(port) {
          const server = createServer();
          server.listen(port, "localhost");
          await once(server, "listening"); // bound

          // give the server a moment,
          // it looks its name up
          await sleep(100); // long enough

          return server;
        }
      `,
      errors: [
        {
          messageId: "needless",
          line: 12,
          suggestions: [
            {
              messageId: "removeSleep",
              output: code`
                import { createServer } from "node:http";
                import { once } from "node:events";
                import { setTimeout as sleep } from "node:timers/promises";

                export async function start(port) {
                  const server = createServer();
                  server.listen(port, "localhost");
                  await once(server, "listening"); // bound

                  return server;
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "keeps a comment that does not speak of the wait",
      filename: "file.ts",
      options: strict,
      code: code`
        import fastify from "fastify";
        export async function start(port: number) {
          const app = fastify();
          await app.listen({ port });
          // The hooks are in plugins.ts.
          await new Promise((resolve) => setTimeout(resolve, 500));
          return app;
        }
      `,
      errors: [
        {
          messageId: "needless",
          line: 6,
          suggestions: [
            {
              messageId: "removeSleep",
              output: code`
                import fastify from "fastify";
                export async function start(port: number) {
                  const app = fastify();
                  await app.listen({ port });
                  // The hooks are in plugins.ts.
                  return app;
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "leaves no empty line first in a block",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { createServer } from "node:http";
        import { once } from "node:events";
        const server = createServer().listen(80);
        await once(server, "listening");
        {
          await new Promise((resolve) => setTimeout(resolve, 500));

          run();
        }
      `,
      errors: [
        {
          messageId: "needless",
          line: 6,
          suggestions: [
            {
              messageId: "removeSleep",
              output: code`
                import { createServer } from "node:http";
                import { once } from "node:events";
                const server = createServer().listen(80);
                await once(server, "listening");
                {
                  run();
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "does not remove what a comment says is for something else",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { createServer } from "node:http";
        import { once } from "node:events";
        const server = createServer().listen(80);
        await once(server, "listening");
        // wait for the workers to subscribe
        await new Promise((resolve) => setTimeout(resolve, 100));
        publish();
      `,
      errors: [
        { messageId: "needless", line: 6 },
      ],
    },
    {
      name: "does not join lines that a semicolon at the beginning of a line keeps apart",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { createClient } from "redis"
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
        const client = createClient()
        client.connect()
        await sleep(200)
        ;[1, 2].forEach((key) => client.get(key))
      `,
      errors: [
        {
          messageId: "guess",
          line: 5,
          suggestions: [
            {
              messageId: "awaitStart",
              output: code`
                import { createClient } from "redis"
                const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
                const client = createClient()
                await client.connect()
                ;[1, 2].forEach((key) => client.get(key))
              `,
            },
          ],
        },
      ],
    },
    {
      name: "does not offer what would join lines",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { createClient } from "redis"
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
        const client = createClient()
        client.connect()
        await sleep(200);
        [1, 2].forEach((key) => client.get(key))
      `,
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "waits for the server that Express gives, not for the application",
      filename: "file.mjs",
      options: strict,
      code: code`
        import express from "express";
        import { setTimeout } from "node:timers/promises";
        export async function start() {
          const app = express();
          app.listen(3000);
          await setTimeout(100);
        }
      `,
      errors: [
        {
          messageId: "guess",
          line: 6,
          suggestions: [
            {
              messageId: "awaitReady",
              output: code`
                import express from "express";
                import { setTimeout } from "node:timers/promises";
                import { once } from "node:events";
                export async function start() {
                  const app = express();
                  const server = app.listen(3000);
                  await once(server, "listening");
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "waits for the WebSocket server around a server, which hears of its failure first",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { createServer } from "node:http";
        import { WebSocketServer } from "ws";
        import { setTimeout } from "node:timers/promises";
        export async function start() {
          const server = createServer();
          const wss = new WebSocketServer({ server });
          server.listen(3000);
          await setTimeout(100);
          return wss;
        }
      `,
      errors: [
        {
          messageId: "guess",
          line: 8,
          suggestions: [
            {
              messageId: "awaitReady",
              output: code`
                import { createServer } from "node:http";
                import { WebSocketServer } from "ws";
                import { setTimeout } from "node:timers/promises";
                import { once } from "node:events";
                export async function start() {
                  const server = createServer();
                  const wss = new WebSocketServer({ server });
                  server.listen(3000);
                  await once(wss, "listening");
                  return wss;
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "waits in the place of the sleep where listeners are attached before it",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { createServer } from "node:http";
        const server = createServer();
        server.listen(80, "localhost");
        server.on("listening", () => console.log("up"));
        await new Promise((resolve) => setTimeout(resolve, 500));
        run();
      `,
      errors: [
        {
          messageId: "guess",
          line: 5,
          suggestions: [
            {
              messageId: "awaitReady",
              output: code`
                import { createServer } from "node:http";
                import { once } from "node:events";
                const server = createServer();
                server.listen(80, "localhost");
                server.on("listening", () => console.log("up"));
                await once(server, "listening");
                run();
              `,
            },
          ],
        },
      ],
    },
    {
      name: "does not wait for an event of a connection that may be open",
      filename: "file.mjs",
      options: strict,
      code: code`
        import mqtt from "mqtt";
        const client = await mqtt.connectAsync("mqtt://localhost");
        client.subscribe("greetings");
        await new Promise((resolve) => setTimeout(resolve, 500));
        client.publish("greetings", "hello");
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "confirm", output: code`
              import mqtt from "mqtt";
              const client = await mqtt.connectAsync("mqtt://localhost");
              await new Promise((resolve, reject) => client.subscribe("greetings", (error) => (error ? reject(error) : resolve())));
              client.publish("greetings", "hello");
            ` },
          ] },
      ],
    },
    {
      name: "does not bring once where it is something else",
      filename: "file.mjs",
      options: strict,
      code: code`
        import WebSocket from "ws";
        import { once } from "lodash";
        export async function open() {
          const socket = new WebSocket("ws://localhost");
          await new Promise((resolve) => setTimeout(resolve, 500));
          return once(() => socket.ping());
        }
      `,
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "does not await an async function that goes on for ever",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { readAll } from "./read.js";
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        async function startReader() {
          for await (const line of readAll()) console.log(line);
        }
        export async function main() {
          startReader();
          await sleep(200);
          report();
        }
      `,
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "does not await an async function where only a function in it waits",
      filename: "file.mjs",
      options: strict,
      code: code`
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        async function startReader() {
          each(async (line) => { await line; });
        }
        export async function main() {
          startReader();
          await sleep(200);
          report();
        }
      `,
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "does not await a start ahead of what stands behind it",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { createClient } from "redis";
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        const client = createClient();
        client.connect();
        client.on("ready", () => console.log("up"));
        await sleep(200);
        await client.set("a", "b");
      `,
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "adds --wait behind up, not behind a file that is called so",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { execSync } from "node:child_process";
        execSync('docker compose -f up.yml up -d');
        execSync('sleep 5');
        execSync('npm run migrate');
      `,
      errors: [
        {
          messageId: "guessBehindAwait",
          line: 3,
          suggestions: [
            {
              messageId: "composeWait",
              output: code`
                import { execSync } from "node:child_process";
                execSync('docker compose -f up.yml up --wait -d');
                execSync('npm run migrate');
              `,
            },
          ],
        },
      ],
    },
    {
      name: "adds --wait in the quotes of the list",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { execFileSync } from "node:child_process";
        execFileSync('docker', ['compose', 'up', '-d']);
        await new Promise((resolve) => setTimeout(resolve, 500));
        migrate();
      `,
      errors: [
        {
          messageId: "guessBehindAwait",
          line: 3,
          suggestions: [
            {
              messageId: "composeWait",
              output: code`
                import { execFileSync } from "node:child_process";
                execFileSync('docker', ['compose', 'up', '--wait', '-d']);
                migrate();
              `,
            },
          ],
        },
      ],
    },
    {
      name: "does not add --wait to a command that nothing waits for",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { sh } from "./sh.js";
        sh("docker compose up -d");
        await new Promise((resolve) => setTimeout(resolve, 500));
        migrate();
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 3 },
      ],
    },
    {
      name: "does not ask a child of another kind for its output",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { spawn } from "node-pty";
        const child = spawn("bash", []);
        await new Promise((resolve) => setTimeout(resolve, 100));
        child.write("ls");
      `,
      errors: [
        { messageId: "guess", line: 3 },
      ],
    },
    {
      name: "does not ask for output that goes elsewhere, or is read behind",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { spawn } from "node:child_process";
        const first = spawn("first", { stdio: "inherit" });
        await new Promise((resolve) => setTimeout(resolve, 100));
        use(first);
        const second = spawn("second");
        await new Promise((resolve) => setTimeout(resolve, 100));
        for await (const line of second.stdout) console.log(line);
      `,
      errors: [
        { messageId: "guess", line: 3 },
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "does not take a Worker of the platform, or of the file, for a thread of Node's",
      filename: "file.mjs",
      options: strict,
      code: code`
        const worker = new Worker("./count.js");
        await new Promise((resolve) => setTimeout(resolve, 100));
        worker.postMessage("begin");
        const other = new SyncWorker("./count.js");
        await new Promise((resolve) => setTimeout(resolve, 100));
        other.postMessage("begin");
      `,
      errors: [
        { messageId: "guess", line: 2 },
        { messageId: "maybeGuess", line: 5 },
      ],
    },
    {
      name: "does not wait for a process where its names are taken",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { fork } from "node:child_process";
        const settle = (child) => child.send("go");
        const finish = () => {};
        const child = fork("./worker.js");
        await new Promise((resolve) => setTimeout(resolve, 500));
        settle(child);
        finish();
      `,
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "keeps a field's child in a constant, and uses the platform's timer where the file has another",
      filename: "file.ts",
      options: strict,
      code: code`
        import { type ChildProcess, fork } from "node:child_process";
        import { setTimeout } from "node:timers/promises";
        export class Runner {
            #child: ChildProcess | undefined;
            async start(): Promise<void> {
                if (!this.#child) {
                    this.#child = fork("./worker.js");
                    await setTimeout(500);
                }
            }
        }
      `,
      errors: [
        {
          messageId: "guess",
          line: 8,
          suggestions: [
            {
              messageId: "awaitMessage",
              output: code`
                import { type ChildProcess, fork } from "node:child_process";
                import { setTimeout } from "node:timers/promises";
                export class Runner {
                    #child: ChildProcess | undefined;
                    async start(): Promise<void> {
                        if (!this.#child) {
                            this.#child = fork("./worker.js");
                            const started = this.#child;
                            await new Promise<void>((resolve, reject) => {
                                const settle = (error?: unknown) => {
                                    clearTimeout(timer);
                                    started.off("message", ready).off("exit", fail).off("error", settle);
                                    if (error) reject(error);
                                    else resolve();
                                };
                                const ready = () => settle();
                                const fail = () => settle(new Error("child has ended, or was not ready in time"));
                                const timer = globalThis.setTimeout(fail, 30_000);
                                started.once("message", ready).once("exit", fail).once("error", settle);
                            });
                        }
                    }
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "rests by the file's own setTimeout",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { setTimeout } from "node:timers/promises";
        it("has members", async () => {
          const hub = createHub();
          hub.start();
          await setTimeout(500);
          expect(hub.members).toBe(2);
        });
      `,
      errors: [
        {
          messageId: "guess",
          line: 5,
          suggestions: [
            {
              messageId: "retryAssertions",
              output: code`
                import { setTimeout } from "node:timers/promises";
                it("has members", async () => {
                  const hub = createHub();
                  hub.start();
                  for (const deadline = Date.now() + 1500; ; ) {
                    try {
                      expect(hub.members).toBe(2);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await setTimeout(50);
                    }
                  }
                });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "keeps comments above, behind and between assertions",
      filename: "file.mjs",
      options: strict,
      code: code`
        it("has members", async () => {
          const hub = createHub();
          // it needs no key
          hub.start(); // begins

          // The hub asks the broker first,
          // so wait for it to connect.
          await sleep(500); // long enough

          // Both are in.
          expect(hub.first).toBe(1); // the first
          /* the
             second */
          expect(hub.second).toBe(2); // done
          // behind
        });
      `,
      errors: [
        {
          messageId: "said",
          line: 8,
          suggestions: [
            {
              messageId: "retryAssertions",
              output: code`
                it("has members", async () => {
                  const hub = createHub();
                  // it needs no key
                  hub.start(); // begins

                  for (const deadline = Date.now() + 1500; ; ) {
                    try {
                      // Both are in.
                      expect(hub.first).toBe(1); // the first
                      /* the
                         second */
                      expect(hub.second).toBe(2);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  } // done
                  // behind
                });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "asks again in a file without semicolons, indented by four",
      filename: "file.mjs",
      options: strict,
      code: code`
        it('has members', async () => {
            const hub = createHub()
            hub.start()
            await sleep(500)
            const { members } = hub
            expect(members).toBe(2)
        })
      `,
      errors: [
        {
          messageId: "guess",
          line: 4,
          suggestions: [
            {
              messageId: "retryAssertions",
              output: code`
                it('has members', async () => {
                    const hub = createHub()
                    hub.start()
                    for (const deadline = Date.now() + 1500; ; ) {
                        try {
                            const { members } = hub
                            expect(members).toBe(2)
                            break
                        } catch (error) {
                            if (Date.now() > deadline) throw error
                            await new Promise((resolve) => setTimeout(resolve, 50))
                        }
                    }
                })
              `,
            },
          ],
        },
      ],
    },
    {
      name: "asks again ahead of a line that begins with a semicolon",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { it } from "vitest"
        import { delay } from "already"
        it("has members", async () => {
          const hub = createHub()
          hub.start()
          await delay(500)
          expect(hub.members).toHaveLength(2)
          ;[1, 2].forEach((key) => hub.get(key))
        })
      `,
      errors: [
        {
          messageId: "guess",
          line: 6,
          suggestions: [
            {
              messageId: "retryAssertions",
              output: code`
                import { it, vi } from "vitest"
                import { delay } from "already"
                it("has members", async () => {
                  const hub = createHub()
                  hub.start()
                  await vi.waitFor(async () => {
                    expect(hub.members).toHaveLength(2)
                  }, { timeout: 1500 })
                  ;[1, 2].forEach((key) => hub.get(key))
                })
              `,
            },
          ],
        },
      ],
    },
    {
      name: "asks again on one line",
      filename: "file.mjs",
      options: strict,
      code: code`
        it("has members", async () => { const hub = createHub(); hub.start(); await sleep(500); expect(hub.members).toBe(2); });
      `,
      errors: [
        {
          messageId: "guess",
          line: 1,
          suggestions: [
            {
              messageId: "retryAssertions",
              output: code`
                it("has members", async () => { const hub = createHub(); hub.start(); for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(hub.members).toBe(2);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                } });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "does not indent a template literal",
      filename: "file.mjs",
      options: strict,
      code: code`
        it("has a text", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          expect(hub.text).toBe(\`a
          b\`);
        });
      `,
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "gives on what is used behind",
      filename: "file.mjs",
      options: strict,
      code: code`
        it("has members", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const members = hub.members();
          expect(members).toHaveLength(2);
          report(members);
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              it("has members", async () => {
                const hub = createHub();
                hub.start();
                const members = await (async () => {
                  for (const deadline = Date.now() + 1500; ; ) {
                    try {
                      const members = hub.members();
                      expect(members).toHaveLength(2);
                      return members;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                })();
                report(members);
              });
            ` },
          ] },
      ],
    },
    {
      name: "does not put what a function before uses into a block",
      filename: "file.mjs",
      options: strict,
      code: code`
        it("has members", async () => {
          const hub = createHub();
          const show = () => report(members);
          hub.start();
          await sleep(500);
          const members = hub.members();
          expect(members).toHaveLength(2);
          show();
        });
      `,
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "does not ask again what is soft, or a snapshot",
      filename: "file.ts",
      options: strict,
      code: code`
        import { expect, it } from "vitest";
        it("has members", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          expect.soft(hub.members).toBe(1);
        });
        it("looks as it did", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          expect(hub.members).toMatchSnapshot();
        });
      `,
      errors: [
        { messageId: "guess", line: 5 },
        { messageId: "guess", line: 11 },
      ],
    },
    {
      name: "asks for the value in a test that counts its assertions",
      filename: "file.mjs",
      options: strict,
      code: code`
        import test from "node:test";
        test("has members", async (t) => {
          t.plan(1);
          const hub = createHub();
          hub.start();
          await sleep(500);
          assert.equal(hub.members, 2);
        });
      `,
      errors: [
        {
          messageId: "guess",
          line: 6,
          suggestions: [
            {
              messageId: "awaitAsserted",
              output: code`
                import test from "node:test";
                test("has members", async (t) => {
                  t.plan(1);
                  const hub = createHub();
                  hub.start();
                  for (const deadline = Date.now() + 1500; hub.members !== 2 && Date.now() < deadline; ) {
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                  assert.equal(hub.members, 2);
                });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "asks for the value where an assertion notes its failure instead of throwing it",
      filename: "file.mjs",
      options: strict,
      code: code`
        describe("hub", () => {
          it("has members", async (assert) => {
            const hub = createHub();
            hub.start();
            await sleep(500);
            assert.equal(hub.members, 2);
          });
        });
      `,
      errors: [
        {
          messageId: "guess",
          line: 5,
          suggestions: [
            {
              messageId: "awaitAsserted",
              output: code`
                describe("hub", () => {
                  it("has members", async (assert) => {
                    const hub = createHub();
                    hub.start();
                    for (const deadline = Date.now() + 1500; hub.members !== 2 && Date.now() < deadline; ) {
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                    assert.equal(hub.members, 2);
                  });
                });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "does not send again",
      filename: "file.mjs",
      options: strict,
      code: code`
        it("answers", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const response = await fetch(hub.link, { method: "POST" });
          expect(response.status).toBe(201);
        });
        it("answers what stands elsewhere", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const response = await fetch(hub.link, request);
          expect(response.status).toBe(201);
        });
        it("writes", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const rows = await hub.query("insert into members values (1)");
          expect(rows).toBe(1);
        });
        it("makes", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const member = new Member(hub);
          expect(member.isIn).toBe(true);
        });
        it("takes", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          expect(hub.waiting.shift()).toBe("a");
        });
      `,
      errors: [
        { messageId: "guess", line: 4 },
        { messageId: "guess", line: 11 },
        { messageId: "guess", line: 18 },
        { messageId: "guess", line: 25 },
        { messageId: "guess", line: 32 },
      ],
    },
    {
      name: "does not name a deadline where there is one",
      filename: "file.mjs",
      options: strict,
      code: code`
        it("has members", async () => {
          const deadline = 5;
          const hub = createHub({ deadline });
          hub.start();
          await sleep(500);
          expect(hub.members).toBe(1);
        });
      `,
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "asks again in a loop where vi is something else",
      filename: "file.ts",
      options: strict,
      code: code`
        import { expect, it } from "vitest";
        const vi = createVisitor();
        it("has members", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          expect(hub.members).toBe(vi.members);
        });
      `,
      errors: [
        {
          messageId: "guess",
          line: 6,
          suggestions: [
            {
              messageId: "retryAssertions",
              output: code`
                import { expect, it } from "vitest";
                const vi = createVisitor();
                it("has members", async () => {
                  const hub = createHub();
                  hub.start();
                  for (const deadline = Date.now() + 1500; ; ) {
                    try {
                      expect(hub.members).toBe(vi.members);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "asks for as long as seconds would be where the unit is not known",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { sleep } from "./sleep.js";
        it("has members", async () => {
          const hub = createHub();
          hub.start();
          await sleep(3);
          expect(hub.members).toBe(1);
        });
      `,
      errors: [
        {
          messageId: "guess",
          line: 5,
          suggestions: [
            {
              messageId: "retryAssertions",
              output: code`
                import { sleep } from "./sleep.js";
                it("has members", async () => {
                  const hub = createHub();
                  hub.start();
                  for (const deadline = Date.now() + 6000; ; ) {
                    try {
                      expect(hub.members).toBe(1);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "asks for as long as a time from elsewhere may be",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { STARTUP_MS } from "./times.js";
        import { setTimeout as sleep } from "node:timers/promises";
        it("has members", async () => {
          const hub = createHub();
          hub.start();
          await sleep(STARTUP_MS);
          expect(hub.members).toBe(1);
        });
      `,
      errors: [
        {
          messageId: "named",
          line: 6,
          suggestions: [
            {
              messageId: "retryAssertions",
              output: code`
                import { STARTUP_MS } from "./times.js";
                import { setTimeout as sleep } from "node:timers/promises";
                it("has members", async () => {
                  const hub = createHub();
                  hub.start();
                  for (const deadline = Date.now() + Math.max(1500, 2 * STARTUP_MS); ; ) {
                    try {
                      expect(hub.members).toBe(1);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "does not await in a function that is not async",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { execSync } from "node:child_process";
        it("has members", () => {
          const hub = createHub();
          hub.start();
          execSync("sleep 5");
          expect(hub.members).toBe(1);
        });
      `,
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "asks again by Playwright what has been awaited inside, and leaves to it what it waits for",
      filename: "file.ts",
      options: strict,
      code: code`
        import { expect, test } from "@playwright/test";
        test("greets", async ({ page }) => {
          await page.goto("/");
          await page.waitForTimeout(1000);
          await expect(page.getByText("hello")).toBeVisible();
        });
        test("counts", async ({ page }) => {
          await page.goto("/");
          await page.waitForTimeout(1000);
          expect(await page.locator("li").count()).toBe(4);
        });
        test("looks", async ({ page }) => {
          await page.goto("/");
          await page.waitForTimeout(1000);
          await page.locator("li").count();
        });
      `,
      errors: [
        {
          messageId: "guess",
          line: 4,
          suggestions: [
            {
              messageId: "removeBeforeWait",
              output: code`
                import { expect, test } from "@playwright/test";
                test("greets", async ({ page }) => {
                  await page.goto("/");
                  await expect(page.getByText("hello")).toBeVisible();
                });
                test("counts", async ({ page }) => {
                  await page.goto("/");
                  await page.waitForTimeout(1000);
                  expect(await page.locator("li").count()).toBe(4);
                });
                test("looks", async ({ page }) => {
                  await page.goto("/");
                  await page.waitForTimeout(1000);
                  await page.locator("li").count();
                });
              `,
            },
          ],
        },
        {
          messageId: "guess",
          line: 9,
          suggestions: [
            {
              messageId: "retryAssertions",
              output: code`
                import { expect, test } from "@playwright/test";
                test("greets", async ({ page }) => {
                  await page.goto("/");
                  await page.waitForTimeout(1000);
                  await expect(page.getByText("hello")).toBeVisible();
                });
                test("counts", async ({ page }) => {
                  await page.goto("/");
                  await expect(async () => {
                    expect(await page.locator("li").count()).toBe(4);
                  }).toPass({ timeout: 2000 });
                });
                test("looks", async ({ page }) => {
                  await page.goto("/");
                  await page.waitForTimeout(1000);
                  await page.locator("li").count();
                });
              `,
            },
          ],
        },
        { messageId: "guess", line: 14 },
      ],
    },
    {
      name: "leaves to Cypress what it waits for, but not what is there before anything is",
      filename: "file.mjs",
      options: strict,
      code: code`
        it("greets", () => {
          cy.visit("/");
          cy.wait(1000);
          cy.get("button").click();
        });
        it("has no errors", () => {
          cy.visit("/");
          cy.wait(1000);
          cy.get(".error").should("not.exist");
        });
      `,
      errors: [
        {
          messageId: "guess",
          line: 3,
          suggestions: [
            {
              messageId: "removeBeforeWait",
              output: code`
                it("greets", () => {
                  cy.visit("/");
                  cy.get("button").click();
                });
                it("has no errors", () => {
                  cy.visit("/");
                  cy.wait(1000);
                  cy.get(".error").should("not.exist");
                });
              `,
            },
          ],
        },
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "asks again in a timer of a test, in functions with this around",
      filename: "file.mjs",
      options: strict,
      code: code`
        describe("hub", function () {
        	it("has members", function (done) {
        		this.timeout(5000);
        		const hub = createHub();
        		hub.start();
        		setTimeout(function () {
        			// all of them
        			expect(hub.members).toBe(2);
        			done();
        		}, 500);
        	});
        });
      `,
      errors: [
        {
          messageId: "timerGuess",
          line: 6,
          suggestions: [
            {
              messageId: "retryInTimer",
              output: code`
                describe("hub", function () {
                	it("has members", function (done) {
                		this.timeout(5000);
                		const hub = createHub();
                		hub.start();
                		const deadline = Date.now() + 1500;
                		const ask = () => {
                			try {
                				// all of them
                				expect(hub.members).toBe(2);
                			} catch (error) {
                				if (Date.now() > deadline) done(error);
                				else setTimeout(ask, 50);
                				return;
                			}
                			done();
                		};
                		ask();
                	});
                });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "tries again in a timer what ends a promise, not what takes or what needs this",
      filename: "file.mjs",
      options: strict,
      code: code`
        it("takes", (done) => {
          const hub = createHub();
          hub.start();
          setTimeout(() => {
            expect(hub.waiting.shift()).toBe(2);
            done();
          }, 500);
        });
        it("has this", function (done) {
          const hub = createHub();
          hub.start();
          setTimeout(function () {
            expect(this.members).toBe(2);
            done();
          }, 500);
        });
        it("resolves", () => new Promise((resolve) => {
          const hub = createHub();
          hub.start();
          setTimeout(() => {
            expect(hub.members).toBe(2);
            resolve();
          }, 500);
        }));
      `,
      errors: [
        {
          messageId: "timerGuess",
          line: 4,
          suggestions: [],
        },
        {
          messageId: "timerGuess",
          line: 12,
          suggestions: [],
        },
        {
          messageId: "timerGuess",
          line: 20,
          suggestions: [
            {
              messageId: "retryInTimer",
              output: code`
                it("takes", (done) => {
                  const hub = createHub();
                  hub.start();
                  setTimeout(() => {
                    expect(hub.waiting.shift()).toBe(2);
                    done();
                  }, 500);
                });
                it("has this", function (done) {
                  const hub = createHub();
                  hub.start();
                  setTimeout(function () {
                    expect(this.members).toBe(2);
                    done();
                  }, 500);
                });
                it("resolves", () => new Promise((resolve, reject) => {
                  const hub = createHub();
                  hub.start();
                  const deadline = Date.now() + 1500;
                  const ask = () => {
                    try {
                      expect(hub.members).toBe(2);
                    } catch (error) {
                      if (Date.now() > deadline) reject(error);
                      else setTimeout(ask, 50);
                      return;
                    }
                    resolve();
                  };
                  ask();
                }));
              `,
            },
          ],
        },
      ],
    },
    {
      name: "asks a URL with the other quote in it",
      filename: "file.mjs",
      options: strict,
      code: code`
        const hub = startHub();
        await new Promise((resolve) => setTimeout(resolve, 100));
        await fetch("http://localhost:3000/?q=it's");
        const letters = ['a', 'b', 'c'];
      `,
      errors: [
        {
          messageId: "guess",
          line: 2,
          suggestions: [
            {
              messageId: "probeFirst",
              output: code`
                const hub = startHub();
                for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3000/?q=it's", { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`\${"http://localhost:3000/?q=it's"} does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await fetch("http://localhost:3000/?q=it's");
                const letters = ['a', 'b', 'c'];
              `,
            },
          ],
        },
      ],
    },
    {
      name: "asks a URL by the file's own setTimeout, without semicolons",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { setTimeout } from 'node:timers/promises'
        import { startHub } from './hub.js'
        export async function ask(port) {
            startHub(port)
            await setTimeout(2000)
            const response = await fetch(\`http://localhost:\${port}/\`)
            return response.status
        }
      `,
      errors: [
        {
          messageId: "guess",
          line: 5,
          suggestions: [
            {
              messageId: "probeFirst",
              output: code`
                import { setTimeout } from 'node:timers/promises'
                import { startHub } from './hub.js'
                export async function ask(port) {
                    startHub(port)
                    for (const deadline = Date.now() + 30_000; !(await fetch(\`http://localhost:\${port}/\`, { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                        if (Date.now() > deadline) throw new Error(\`http://localhost:\${port}/ does not answer\`)
                        await setTimeout(100)
                    }
                    const response = await fetch(\`http://localhost:\${port}/\`)
                    return response.status
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "does not ask what is to fail, what is not known yet, or what speaks TLS",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { startHub } from "./hub.js";
        export async function ask() {
          startHub();
          await new Promise((resolve) => setTimeout(resolve, 100));
          await expect(fetch("http://localhost:3000")).rejects.toThrow();
        }
        export async function askFound() {
          startHub();
          await new Promise((resolve) => setTimeout(resolve, 100));
          const url = find();
          await fetch(url);
        }
        export async function askSafely() {
          startHub();
          await new Promise((resolve) => setTimeout(resolve, 100));
          await fetch("https://localhost:3000");
        }
      `,
      errors: [
        { messageId: "guess", line: 4 },
        { messageId: "guess", line: 9 },
        { messageId: "guess", line: 15 },
      ],
    },
    {
      name: "does not flush what is made of a connection",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { connect } from "nats";
        const connection = await connect();
        const js = connection.jetstream();
        js.subscribe("greetings");
        await new Promise((resolve) => setTimeout(resolve, 100));
        connection.publish("greetings");
      `,
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "listens on the platform's WebSocket in its own way",
      filename: "file.mjs",
      options: strict,
      code: code`
        export function open() {
          const socket = new WebSocket("ws://localhost");
          setTimeout(() => {
            socket.send("hello");
          }, 100);
        }
      `,
      errors: [
        {
          messageId: "timerGuess",
          line: 3,
          suggestions: [
            {
              messageId: "listen",
              output: code`
                export function open() {
                  const socket = new WebSocket("ws://localhost");
                  socket.addEventListener("open", () => {
                    socket.send("hello");
                  }, { once: true });
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "does not lose what a timer hands on",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { watch } from "chokidar";
        const watcher = watch("./notes");
        setTimeout(write, 1000, "first.md");
      `,
      errors: [
        { messageId: "guess", line: 3 },
      ],
    },
    {
      name: "listens by a named function",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { watch } from "chokidar";
        const watcher = watch("./notes")
        setTimeout(write, 1000)
      `,
      errors: [
        {
          messageId: "guess",
          line: 3,
          suggestions: [
            {
              messageId: "listen",
              output: code`
                import { watch } from "chokidar";
                const watcher = watch("./notes")
                watcher.once("ready", () => write())
              `,
            },
          ],
        },
      ],
    },
    {
      name: "does not go on at once ahead of what follows, or where a comment would be lost",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { connect } from "node:net";
        const first = connect(80);
        first.on("connect", () => {
          setTimeout(() => {
            first.write("hello");
          }, 100);
          first.write("first");
        });
        const second = connect(80);
        second.on("connect", () => {
          setTimeout(() => {
            second.write("hello");
          }, 100 /* ms */);
        });
      `,
      errors: [
        { messageId: "maybeNeedless", line: 4 },
        { messageId: "maybeNeedless", line: 11 },
      ],
    },
    {
      name: "lets the timer of a race reject without semicolons",
      filename: "file.mjs",
      options: strict,
      code: code`
        import { once } from 'node:events'
        import { fork } from 'node:child_process'
        import { sleep } from './sleep.js'
        const child = fork('./worker.js')
        await Promise.race([once(child, 'message'), sleep(3000)])
        child.send('go')
      `,
      errors: [
        {
          messageId: "raced",
          line: 5,
          suggestions: [
            {
              messageId: "rejectWhenOver",
              output: code`
                import { once } from 'node:events'
                import { fork } from 'node:child_process'
                import { sleep } from './sleep.js'
                const child = fork('./worker.js')
                await Promise.race([once(child, 'message'), sleep(3000).then(() => { throw new Error('child is not ready in time') })])
                child.send('go')
              `,
            },
          ],
        },
      ],
    },
    {
      name: "ends lines as the file does: removed",
      filename: "file.mjs",
      options: strict,
      code: crlf(code`
        import fastify from "fastify";
        const app = fastify();
        await app.listen({ port: 80 });
        await new Promise((resolve) => setTimeout(resolve, 100)); // enough
        run();
      `),
      errors: [
        {
          messageId: "needless",
          line: 4,
          suggestions: [
            {
              messageId: "removeSleep",
              output: crlf(code`
                import fastify from "fastify";
                const app = fastify();
                await app.listen({ port: 80 });
                run();
              `),
            },
          ],
        },
      ],
    },
    {
      name: "ends lines as the file does, and indents by tabs: asked again",
      filename: "file.mjs",
      options: strict,
      code: crlf(tabs(code`
        import { it } from "vitest";
        it("has members", async () => {
          const hub = createHub();
          hub.start();

          await new Promise((resolve) => setTimeout(resolve, 100)); // enough
          expect(hub.members).toBe(1); // one
        });
      `)),
      errors: [
        {
          messageId: "guess",
          line: 6,
          suggestions: [
            {
              messageId: "retryAssertions",
              output: crlf(tabs(code`
                import { it, vi } from "vitest";
                it("has members", async () => {
                  const hub = createHub();
                  hub.start();

                  await vi.waitFor(async () => {
                    expect(hub.members).toBe(1);
                  }, { timeout: 1500 }); // one
                });
              `)),
            },
          ],
        },
      ],
    },
  ],
});

function crlf(text: string): string {
  return text.replaceAll("\n", "\r\n");
}

function tabs(text: string): string {
  return text.replace(/^(?: {2})+/gm, (indent) => "\t".repeat(indent.length / 2));
}
