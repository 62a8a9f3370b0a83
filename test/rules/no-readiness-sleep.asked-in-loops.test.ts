import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "denials alone",
      filename: "a.test.js",
      code: code`
        import test from "ava";
        import { newProvider, sleep } from "./utils.js";
        test("authenticates again", async (t) => {
          const one = newProvider(t, { token: "wrong" });
          const other = newProvider(t, { token: "right" });
          // wait for the connection
          await sleep(1000);
          t.is(one.isAuthenticated, false);
          t.is(other.isAuthenticated, false);
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a request that says that it only reads",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { request } from "undici";
        import { createRuntime, dispatcher, port } from "./helpers.js";
        test("answers", async () => {
          const app = await createRuntime("metrics.json");
          await app.start();
          // Wait for the metrics server to start
          await sleep(1000);
          const { statusCode } = await request(\`https://127.0.0.1:\${port}\`, { method: "GET", path: "/metrics", dispatcher });
          strictEqual(statusCode, 200);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { strictEqual } from "node:assert";
              import { test } from "node:test";
              import { setTimeout as sleep } from "node:timers/promises";
              import { request } from "undici";
              import { createRuntime, dispatcher, port } from "./helpers.js";
              test("answers", async () => {
                const app = await createRuntime("metrics.json");
                await app.start();
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    const { statusCode } = await request(\`https://127.0.0.1:\${port}\`, { method: "GET", path: "/metrics", dispatcher });
                    strictEqual(statusCode, 200);
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
      name: "a request whose method is not seen",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { request } from "undici";
        import { createRuntime, dispatcher, method, port } from "./helpers.js";
        test("answers", async () => {
          const app = await createRuntime("metrics.json");
          await app.start();
          // Wait for the metrics server to start
          await sleep(1000);
          const { statusCode } = await request(\`https://127.0.0.1:\${port}\`, { method, path: "/metrics", dispatcher });
          strictEqual(statusCode, 200);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10 },
      ],
    },
    {
      name: "a loop through a list by its index",
      filename: "a.test.js",
      code: code`
        import { expect } from "chai";
        import { createNode } from "./node.js";
        import { delay } from "./delay.js";
        it("find each other", async () => {
          const nodes = await Promise.all([createNode("a"), createNode("b")]);
          await nodes[0].connect(nodes[1].address);
          // wait for identify to start
          await delay(1000);
          for (let i = 0; i < nodes.length; i++) {
            for (let k = 0; k < nodes.length; k++) {
              if (i === k) {
                continue;
              }
              const one = nodes[i];
              const other = nodes[k];
              await expect(one.findPeer(other.id)).to.eventually.be.ok;
            }
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect } from "chai";
              import { createNode } from "./node.js";
              import { delay } from "./delay.js";
              it("find each other", async () => {
                const nodes = await Promise.all([createNode("a"), createNode("b")]);
                await nodes[0].connect(nodes[1].address);
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    for (let i = 0; i < nodes.length; i++) {
                      for (let k = 0; k < nodes.length; k++) {
                        if (i === k) {
                          continue;
                        }
                        const one = nodes[i];
                        const other = nodes[k];
                        await expect(one.findPeer(other.id)).to.eventually.be.ok;
                      }
                    }
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
      name: "a loop that passes over all of a list that may have but one element",
      filename: "a.test.js",
      code: code`
        import { expect } from "chai";
        import { createNode } from "./node.js";
        import { delay } from "./delay.js";
        it("find each other", async () => {
          const nodes = await Promise.all([createNode("a")]);
          await nodes[0].connect("b");
          // wait for identify to start
          await delay(1000);
          for (let i = 0; i < nodes.length; i++) {
            for (let k = 0; k < nodes.length; k++) {
              if (i === k) {
                continue;
              }
              const one = nodes[i];
              const other = nodes[k];
              await expect(one.findPeer(other.id)).to.eventually.be.ok;
            }
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8 },
      ],
    },
    {
      name: "a loop through a list that may be empty",
      filename: "a.test.js",
      code: code`
        import { expect } from "chai";
        import { createNodes } from "./node.js";
        import { delay } from "./delay.js";
        it("find each other", async () => {
          const nodes = await createNodes();
          await nodes[0].connect(nodes[1].address);
          // wait for identify to start
          await delay(1000);
          for (let i = 0; i < nodes.length; i++) {
            expect(await nodes[i].findPeer("a")).to.be.ok;
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8 },
      ],
    },
    {
      name: "each of a list that has some",
      filename: "a.test.js",
      code: code`
        import assert from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { createNode } from "./node.js";
        test("are connected", async () => {
          const first = createNode("a");
          const nodes = [first, createNode("b")];
          await Promise.all(nodes.map((node) => node.start()));
          // wait for the nodes to connect
          await sleep(1000);
          for (const node of nodes) {
            assert.strictEqual(node.peers.size, 1);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10, suggestions: [
            { messageId: "retryAssertions", output: code`
              import assert from "node:assert";
              import { test } from "node:test";
              import { setTimeout as sleep } from "node:timers/promises";
              import { createNode } from "./node.js";
              test("are connected", async () => {
                const first = createNode("a");
                const nodes = [first, createNode("b")];
                await Promise.all(nodes.map((node) => node.start()));
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    for (const node of nodes) {
                      assert.strictEqual(node.peers.size, 1);
                    }
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
      name: "each of a list that is taken from",
      filename: "a.test.js",
      code: code`
        import assert from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { createNode } from "./node.js";
        test("are connected", async () => {
          const first = createNode("a");
          const nodes = [first, createNode("b")];
          await Promise.all(nodes.map((node) => node.start()));
          nodes.shift();
          // wait for the nodes to connect
          await sleep(1000);
          for (const node of nodes) {
            assert.strictEqual(node.peers.size, 1);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 11 },
      ],
    },
    {
      name: "a loop that rests between its turns",
      filename: "a.test.js",
      code: code`
        import { ok } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { createRuntime } from "./helpers.js";
        test("has metrics", async () => {
          const app = await createRuntime("metrics.json");
          await app.start();
          await sleep(2000);
          for (let i = 0; i < 3; i++) {
            const { applications } = await app.getFormattedMetrics();
            ok(Object.keys(applications).includes("service"));
            for (const each of Object.values(applications)) {
              ok(each.latency);
            }
            if (i < 2) {
              await sleep(1000);
            }
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 8, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { ok } from "node:assert";
              import { test } from "node:test";
              import { setTimeout as sleep } from "node:timers/promises";
              import { createRuntime } from "./helpers.js";
              test("has metrics", async () => {
                const app = await createRuntime("metrics.json");
                await app.start();
                for (const deadline = Date.now() + 4000; ; ) {
                  try {
                    for (let i = 0; i < 3; i++) {
                      const { applications } = await app.getFormattedMetrics();
                      ok(Object.keys(applications).includes("service"));
                      for (const each of Object.values(applications)) {
                        ok(each.latency);
                      }
                      if (i < 2) {
                        await sleep(1000);
                      }
                    }
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
      name: "a loop that goes on with another act in its last turn",
      filename: "a.test.js",
      code: code`
        import { ok } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { createRuntime } from "./helpers.js";
        test("has metrics", async () => {
          const app = await createRuntime("metrics.json");
          await app.start();
          await sleep(2000);
          for (let i = 0; i < 3; i++) {
            const { applications } = await app.getFormattedMetrics();
            ok(Object.keys(applications).includes("service"));
            if (i < 2) {
              await app.restart();
            }
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 8 },
      ],
    },
    {
      name: "each line of a file",
      filename: "a.test.js",
      code: code`
        import { readFile } from "node:fs/promises";
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { createRuntime, dest } from "./helpers.js";
        test("logs", async () => {
          const app = await createRuntime("logger.json");
          await app.start();
          await sleep(3000);
          const written = await readFile(dest, "utf8");
          for (const line of written.trim().split("\\n")) {
            const parsed = JSON.parse(line);
            strictEqual(parsed.fromTransport, true);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 9, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { readFile } from "node:fs/promises";
              import { strictEqual } from "node:assert";
              import { test } from "node:test";
              import { setTimeout as sleep } from "node:timers/promises";
              import { createRuntime, dest } from "./helpers.js";
              test("logs", async () => {
                const app = await createRuntime("logger.json");
                await app.start();
                for (const deadline = Date.now() + 6000; ; ) {
                  try {
                    const written = await readFile(dest, "utf8");
                    for (const line of written.trim().split("\\n")) {
                      const parsed = JSON.parse(line);
                      strictEqual(parsed.fromTransport, true);
                    }
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
      name: "each line of a file that is no empty one",
      filename: "a.test.js",
      code: code`
        import { readFile } from "node:fs/promises";
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { createRuntime, dest } from "./helpers.js";
        test("logs", async () => {
          const app = await createRuntime("logger.json");
          await app.start();
          await sleep(3000);
          const written = await readFile(dest, "utf8");
          for (const line of written.split("\\n").filter(Boolean)) {
            const parsed = JSON.parse(line);
            strictEqual(parsed.fromTransport, true);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 9 },
      ],
    },
    {
      name: "each wanted action of an editor",
      filename: "a.test.ts",
      code: code`
        import * as assert from "assert";
        import * as vscode from "vscode";
        import { open, sleep, uri } from "./helper";
        test("offers actions", async () => {
          await open(uri);
          const supported = [new vscode.CodeAction("Format", vscode.CodeActionKind.Source)];
          // wait until the language server is ready
          await sleep(1000);
          for (let index = 0; index < supported.length; index++) {
            const wanted = supported[index];
            const kind = wanted.kind?.value.toString();
            const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", uri, kind);
            assert.strictEqual(actions.length, 1);
            assert.strictEqual(actions[0].title, wanted.title);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "retryAssertions", output: code`
              import * as assert from "assert";
              import * as vscode from "vscode";
              import { open, sleep, uri } from "./helper";
              test("offers actions", async () => {
                await open(uri);
                const supported = [new vscode.CodeAction("Format", vscode.CodeActionKind.Source)];
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    for (let index = 0; index < supported.length; index++) {
                      const wanted = supported[index];
                      const kind = wanted.kind?.value.toString();
                      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", uri, kind);
                      assert.strictEqual(actions.length, 1);
                      assert.strictEqual(actions[0].title, wanted.title);
                    }
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
      name: "each wanted command of an editor",
      filename: "a.test.ts",
      code: code`
        import * as assert from "assert";
        import * as vscode from "vscode";
        import { open, sleep, uri } from "./helper";
        test("offers actions", async () => {
          await open(uri);
          const supported = [new vscode.CodeAction("Format", vscode.CodeActionKind.Source)];
          // wait until the language server is ready
          await sleep(1000);
          for (let index = 0; index < supported.length; index++) {
            const wanted = supported[index];
            const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>("terraform.format", uri, wanted.kind);
            assert.strictEqual(actions.length, 1);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8 },
      ],
    },
    {
      name: "a loop that asks the same thing and expects another each time",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { createHub } from "./hub.js";
        test("goes round", async () => {
          const names = ["a", "b"];
          const hub = createHub();
          hub.start();
          await sleep(500);
          for (let i = 0; i < names.length; i++) {
            const name = await hub.who();
            strictEqual(name, names[i]);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9 },
      ],
    },
    {
      name: "what is read without being taken, ahead of what is taken",
      filename: "a.test.js",
      code: code`
        import { manager } from "./manager.js";
        it("has output", async () => {
          const child = await manager.spawn("echo hello");
          await new Promise((resolve) => setTimeout(resolve, 200));
          const peek = await manager.peek(child.id);
          expect(peek.success).toBe(true);
          if (!peek.success) return;
          expect(peek.text).toContain("hello");
          const output = await manager.getOutput(child.id);
          expect(output.success).toBe(true);
          expect(output.count).toBe(1);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { manager } from "./manager.js";
              it("has output", async () => {
                const child = await manager.spawn("echo hello");
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const peek = await manager.peek(child.id);
                    expect(peek.success).toBe(true);
                    if (!peek.success) return;
                    expect(peek.text).toContain("hello");
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
                const output = await manager.getOutput(child.id);
                expect(output.success).toBe(true);
                expect(output.count).toBe(1);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer that begins with a denial",
      filename: "a.test.ts",
      code: code`
        import test from "ava";
        import { newProvider, newServer } from "./utils.ts";
        test("is synced", async (t) => {
          return new Promise(async (resolve) => {
            const server = await newServer(t);
            const provider = newProvider(t, server);
            t.is(provider.synced, false);
            setTimeout(() => {
              t.is(provider.hasUnsyncedChanges, false);
              t.is(provider.synced, true);
              resolve();
            }, 200);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 8, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from "ava";
              import { newProvider, newServer } from "./utils.ts";
              test("is synced", async (t) => {
                return new Promise(async (resolve) => {
                  const server = await newServer(t);
                  const provider = newProvider(t, server);
                  t.is(provider.synced, false);
                  const deadline = Date.now() + 1500;
                  const ask = () => {
                    if ((provider.hasUnsyncedChanges !== false || !provider.synced) && Date.now() < deadline) {
                      setTimeout(ask, 50);
                      return;
                    }
                    t.is(provider.hasUnsyncedChanges, false);
                    t.is(provider.synced, true);
                    resolve();
                  };
                  ask();
                });
              });
            ` },
          ] },
      ],
    },
  ],
});
