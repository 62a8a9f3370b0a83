import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a child of a helper, for whose address the tests have a client",
      filename: "file.js",
      code: code`
        import { afterAll, beforeAll, describe, expect, it } from "vitest";
        import { Web3 } from "web3";
        import { sleep, spawnCliCommand, stopChildProcess } from "../utils/cli.js";
        const port = 8088;
        describe("prover proxy", () => {
          let child;
          const web3 = new Web3(\`http://localhost:\${port}\`);
          beforeAll(async () => {
            child = await spawnCliCommand("bin/prover.js", ["proxy", "--port", String(port)]);
            // Give some time to the prover to start its server
            await sleep(3000);
          });
          it("answers", async () => {
            expect(await web3.eth.getAccounts()).toHaveLength(3);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 11, suggestions: [
            { messageId: "probeFirst", output: code`
              import { afterAll, beforeAll, describe, expect, it } from "vitest";
              import { Web3 } from "web3";
              import { sleep, spawnCliCommand, stopChildProcess } from "../utils/cli.js";
              const port = 8088;
              describe("prover proxy", () => {
                let child;
                const web3 = new Web3(\`http://localhost:\${port}\`);
                beforeAll(async () => {
                  child = await spawnCliCommand("bin/prover.js", ["proxy", "--port", String(port)]);
                  for (const deadline = Date.now() + 30_000; !(await fetch(\`http://localhost:\${port}\`, { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error(\`http://localhost:\${port} does not answer\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                });
                it("answers", async () => {
                  expect(await web3.eth.getAccounts()).toHaveLength(3);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "clients of two addresses",
      filename: "file.js",
      code: code`
        import { afterAll, beforeAll, describe, expect, it } from "vitest";
        import { Web3 } from "web3";
        import { sleep, spawnCliCommand, stopChildProcess } from "../utils/cli.js";
        const port = 8088;
        describe("prover proxy", () => {
          let child;
          const web3 = new Web3(\`http://localhost:\${port}\`);
          const other = new Web3("http://localhost:8089");
          beforeAll(async () => {
            child = await spawnCliCommand("bin/prover.js", ["proxy", "--port", String(port)]);
            // Give some time to the prover to start its server
            await sleep(3000);
          });
          it("answers", async () => {
            expect(await web3.eth.getAccounts()).toHaveLength(3);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 12, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
              import { Web3 } from "web3";
              import { sleep, spawnCliCommand, stopChildProcess } from "../utils/cli.js";
              const port = 8088;
              describe("prover proxy", () => {
                let child;
                const web3 = new Web3(\`http://localhost:\${port}\`);
                const other = new Web3("http://localhost:8089");
                beforeAll(async () => {
                  child = await spawnCliCommand("bin/prover.js", ["proxy", "--port", String(port)]);
                  await vi.waitFor(async () => {
                    expect(await web3.eth.getAccounts()).toHaveLength(3);
                  }, { timeout: 6000 });
                });
                it("answers", async () => {
                  expect(await web3.eth.getAccounts()).toHaveLength(3);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a function that begins something and waits for nothing, and the client of another method",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { VectorClient } from "vector-db";
        export class Store {
          async startServer() {
            this.child = spawn("vector-db", ["run", "--port", String(this.port)]);
            this.running = true;
          }
          async connect() {
            this.client = new VectorClient({ path: \`http://localhost:\${this.port}\` });
            await this.client.heartbeat();
          }
          async initialize() {
            await this.startServer();
            // Wait for server to be fully ready
            await new Promise((resolve) => setTimeout(resolve, 3000));
            await this.connect();
          }
        }
      `,
      errors: [
        { messageId: "said", line: 15, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from "node:child_process";
              import { VectorClient } from "vector-db";
              export class Store {
                async startServer() {
                  this.child = spawn("vector-db", ["run", "--port", String(this.port)]);
                  this.running = true;
                }
                async connect() {
                  this.client = new VectorClient({ path: \`http://localhost:\${this.port}\` });
                  await this.client.heartbeat();
                }
                async initialize() {
                  await this.startServer();
                  for (const deadline = Date.now() + 30_000; !(await fetch(\`http://localhost:\${this.port}\`, { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error(\`http://localhost:\${this.port} does not answer\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  await this.connect();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function that waits for what it begins",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        import { VectorClient } from "vector-db";
        export class Store {
          async startServer() {
            this.child = spawn("vector-db", ["run", "--port", String(this.port)]);
            await once(this.child.stdout, "data");
          }
          async connect() {
            this.client = new VectorClient({ path: \`http://localhost:\${this.port}\` });
            await this.client.heartbeat();
          }
          async initialize() {
            await this.startServer();
            // Wait for server to be fully ready
            await new Promise((resolve) => setTimeout(resolve, 3000));
            await this.connect();
          }
        }
      `,
      errors: [
        { messageId: "said", line: 16, suggestions: [] },
      ],
    },
    {
      name: "a server of another place, of which a comment speaks",
      filename: "file.js",
      code: code`
        const base = process.env.APP_URL || "http://localhost:3000";
        export async function warmUp() {
          // Wait for server to be fully ready
          await new Promise((resolve) => setTimeout(resolve, 5000));
          const response = await fetch(\`\${base}/api/warm-up\`, { method: "POST" });
          return response.status;
        }
      `,
      errors: [
        { messageId: "said", line: 4, suggestions: [
            { messageId: "probeFirst", output: code`
              const base = process.env.APP_URL || "http://localhost:3000";
              export async function warmUp() {
                for (const deadline = Date.now() + 30_000; !(await fetch(\`\${base}/api/warm-up\`, { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`\${base}/api/warm-up does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const response = await fetch(\`\${base}/api/warm-up\`, { method: "POST" });
                return response.status;
              }
            ` },
          ] },
      ],
    },
    {
      name: "something else of which a comment speaks",
      filename: "file.js",
      code: code`
        const base = process.env.APP_URL || "http://localhost:3000";
        export async function warmUp() {
          // Wait for the index to be fully ready
          await new Promise((resolve) => setTimeout(resolve, 5000));
          const response = await fetch(\`\${base}/api/warm-up\`, { method: "POST" });
          return response.status;
        }
      `,
      errors: [
        { messageId: "said", line: 4, suggestions: [] },
      ],
    },
    {
      name: "waits for another server of what has been awaited",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { request } from "undici";
        import { createRuntime } from "./helpers.js";

        test("serves the metrics", async (t) => {
          const app = await createRuntime("metrics.json");
          await app.start();
          t.after(() => app.close());

          // Wait for the prometheus server to start
          await sleep(2000);

          const { statusCode } = await request("http://127.0.0.1:9090", { path: "/metrics" });
          strictEqual(statusCode, 200);
        });
      `,
      errors: [
        { messageId: "said", line: 13, suggestions: [
            { messageId: "probeFirst", output: code`
              import { strictEqual } from "node:assert";
              import { test } from "node:test";
              import { setTimeout as sleep } from "node:timers/promises";
              import { request } from "undici";
              import { createRuntime } from "./helpers.js";

              test("serves the metrics", async (t) => {
                const app = await createRuntime("metrics.json");
                await app.start();
                t.after(() => app.close());

                for (const deadline = Date.now() + 30_000; !(await fetch("http://127.0.0.1:9090", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://127.0.0.1:9090 does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }

                const { statusCode } = await request("http://127.0.0.1:9090", { path: "/metrics" });
                strictEqual(statusCode, 200);
              });
            ` },
          ] },
      ],
    },
    {
      name: "the port is known",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import getPort from "get-port";
        import { request } from "undici";
        import { createRuntime } from "./helpers.js";

        test("serves the metrics", async (t) => {
          const port = await getPort();
          const app = await createRuntime("metrics.json", { metrics: { port } });
          await app.start();
          // Wait for the metrics server to be up
          await sleep(2000);
          const { statusCode } = await request(\`http://127.0.0.1:\${port}\`, { path: "/metrics" });
          strictEqual(statusCode, 200);
        });
      `,
      errors: [
        { messageId: "said", line: 13, suggestions: [
            { messageId: "probeFirst", output: code`
              import { strictEqual } from "node:assert";
              import { test } from "node:test";
              import { setTimeout as sleep } from "node:timers/promises";
              import getPort from "get-port";
              import { request } from "undici";
              import { createRuntime } from "./helpers.js";

              test("serves the metrics", async (t) => {
                const port = await getPort();
                const app = await createRuntime("metrics.json", { metrics: { port } });
                await app.start();
                for (const deadline = Date.now() + 30_000; !(await fetch(\`http://127.0.0.1:\${port}\`, { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`http://127.0.0.1:\${port} does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const { statusCode } = await request(\`http://127.0.0.1:\${port}\`, { path: "/metrics" });
                strictEqual(statusCode, 200);
              });
            ` },
          ] },
      ],
    },
    {
      name: "its url comes from the start that has been awaited",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { request } from "undici";
        import { createRuntime } from "./helpers.js";

        test("serves", async (t) => {
          const app = await createRuntime("metrics.json");
          const url = await app.start();
          // Wait for the server to start
          await sleep(1000);
          const { statusCode } = await request(url);
          strictEqual(statusCode, 200);
        });
      `,
      errors: [
        { messageId: "said", line: 11, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { strictEqual } from "node:assert";
              import { test } from "node:test";
              import { setTimeout as sleep } from "node:timers/promises";
              import { request } from "undici";
              import { createRuntime } from "./helpers.js";

              test("serves", async (t) => {
                const app = await createRuntime("metrics.json");
                const url = await app.start();
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    const { statusCode } = await request(url);
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
      name: "two servers",
      filename: "a.test.js",
      code: code`
        import { strictEqual } from "node:assert";
        import { test } from "node:test";
        import { setTimeout as sleep } from "node:timers/promises";
        import { request } from "undici";
        import { createRuntime } from "./helpers.js";

        test("serves the metrics", async (t) => {
          const app = await createRuntime("metrics.json");
          await app.start();
          // Wait for the prometheus and health servers to start
          await sleep(2000);
          const { statusCode } = await request("http://127.0.0.1:9090", { path: "/metrics" });
          strictEqual(statusCode, 200);
        });
      `,
      errors: [
        { messageId: "said", line: 11, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { strictEqual } from "node:assert";
              import { test } from "node:test";
              import { setTimeout as sleep } from "node:timers/promises";
              import { request } from "undici";
              import { createRuntime } from "./helpers.js";

              test("serves the metrics", async (t) => {
                const app = await createRuntime("metrics.json");
                await app.start();
                for (const deadline = Date.now() + 4000; ; ) {
                  try {
                    const { statusCode } = await request("http://127.0.0.1:9090", { path: "/metrics" });
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
      name: "the only address of the file, in the test behind it",
      filename: "a.test.js",
      code: code`
        const { expect } = require("chai");
        const { exec } = require("child_process");
        const supertest = require("supertest");
        let child;
        describe("server", function () {
          it("must run", function (done) {
            child = exec("node server.js", function (error, stdout, stderr) {
              expect(stderr).to.equal("");
            });
            setTimeout(function () {
              done();
            }, 400);
          });
          it("must respond", function (done) {
            supertest("http://localhost:3000").get("/").expect(200).end(function () {
              child.kill();
              done();
            });
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 10, suggestions: [
            { messageId: "probeFirst", output: code`
              const { expect } = require("chai");
              const { exec } = require("child_process");
              const supertest = require("supertest");
              let child;
              describe("server", function () {
                it("must run", function (done) {
                  child = exec("node server.js", function (error, stdout, stderr) {
                    expect(stderr).to.equal("");
                  });
                  void (async () => {
                    for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3000", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                      if (Date.now() > deadline) throw new Error("http://localhost:3000 does not answer");
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  })().then(function () {
                    done();
                  }, done);
                });
                it("must respond", function (done) {
                  supertest("http://localhost:3000").get("/").expect(200).end(function () {
                    child.kill();
                    done();
                  });
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "two addresses in the tests behind it",
      filename: "a.test.js",
      code: code`
        const { expect } = require("chai");
        const { exec } = require("child_process");
        const supertest = require("supertest");
        let child;
        describe("server", function () {
          it("must run", function (done) {
            child = exec("node server.js", function (error, stdout, stderr) {
              expect(stderr).to.equal("");
            });
            setTimeout(function () {
              done();
            }, 400);
          });
          it("must respond", function (done) {
            supertest("http://localhost:3000").get("/").expect(200).end(function () {
              supertest("http://localhost:3001").get("/").expect(200).end(done);
            });
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 10, suggestions: [
            { messageId: "awaitLine", output: code`
              const { expect } = require("chai");
              const { exec } = require("child_process");
              const supertest = require("supertest");
              let child;
              describe("server", function () {
                it("must run", function (done) {
                  child = exec("node server.js", function (error, stdout, stderr) {
                    expect(stderr).to.equal("");
                  });
                  void (async () => {
                    const started = child;
                    await new Promise((resolve, reject) => {
                      let output = "";
                      const settle = (error) => {
                        clearTimeout(timer);
                        started.stdout.off("data", look).resume();
                        started.off("exit", fail).off("error", settle);
                        if (error) reject(error);
                        else resolve();
                      };
                      const look = (chunk) => {
                        output += String(chunk);
                        if (/ready|listening|started/i.test(output)) settle();
                      };
                      const fail = () => settle(new Error("child has ended, or was not ready in time"));
                      const timer = setTimeout(fail, 30_000);
                      started.stdout.on("data", look);
                      started.once("exit", fail).once("error", settle);
                    });
                  })().then(function () {
                    done();
                  }, done);
                });
                it("must respond", function (done) {
                  supertest("http://localhost:3000").get("/").expect(200).end(function () {
                    supertest("http://localhost:3001").get("/").expect(200).end(done);
                  });
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "two children, one address",
      filename: "a.test.js",
      code: code`
        const { exec } = require("child_process");
        const supertest = require("supertest");
        let child, store;
        describe("server", function () {
          it("must run", function (done) {
            store = exec("node store.js");
            child = exec("node server.js");
            setTimeout(function () {
              done();
            }, 400);
          });
          it("must respond", function (done) {
            supertest("http://localhost:3000").get("/").expect(200).end(done);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "a function with a this of its own",
      filename: "a.test.js",
      code: code`
        const { exec } = require("child_process");
        const supertest = require("supertest");
        let child;
        describe("server", function () {
          it("must run", function (done) {
            child = exec("node server.js");
            setTimeout(function () {
              console.log(this);
              done();
            }, 400);
          });
          it("must respond", function (done) {
            supertest("http://localhost:3000").get("/").expect(200).end(done);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7 },
      ],
    },
    {
      name: "a boot delay before what stands in front of a server",
      filename: "gulpfile.js",
      code: code`
        var gulp = require("gulp");
        var browserSync = require("browser-sync");
        var SERVER_BOOT_DELAY = 1000;
        gulp.task("browserSync", ["demon"], function () {
          setTimeout(function () {
            browserSync.init({ proxy: "http://localhost:8100", files: ["./public/**/*.*"] });
          }, SERVER_BOOT_DELAY);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              var gulp = require("gulp");
              var browserSync = require("browser-sync");
              var SERVER_BOOT_DELAY = 1000;
              gulp.task("browserSync", ["demon"], function () {
                void (async function () {
                  for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:8100", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error("http://localhost:8100 does not answer");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  browserSync.init({ proxy: "http://localhost:8100", files: ["./public/**/*.*"] });
                })();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a boot delay before the file's own server",
      filename: "server.js",
      code: code`
        var app = require("express")();
        var SERVER_BOOT_DELAY = 1000;
        setTimeout(function () {
          app.listen(8100);
          console.log("see http://localhost:8100");
        }, SERVER_BOOT_DELAY);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 3 },
      ],
    },
    {
      name: "a client in a plain function of an example",
      filename: "example.js",
      code: code`
        var bus = require("./bus")();
        bus.on("say", function (message) {
          message.respond("hi");
        });
        bus.listen(8080);
        setTimeout(function () {
          var client = require("bus-client")("http://localhost:8080");
          client.emit("say", "hello");
        }, 1000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [
            { messageId: "probeFirst", output: code`
              var bus = require("./bus")();
              bus.on("say", function (message) {
                message.respond("hi");
              });
              bus.listen(8080);
              void (async function () {
                for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:8080", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://localhost:8080 does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                var client = require("bus-client")("http://localhost:8080");
                client.emit("say", "hello");
              })();
            ` },
          ] },
      ],
    },
    {
      name: "a path that each test chooses",
      filename: "file.ts",
      code: code`
        import { exec } from 'child_process';
        import { expect, test } from '@playwright/test';
        const PORT = 4322;
        const pages = [{ path: '/index.html' }];
        test.beforeAll(async () => {
          exec('node scripts/serve.js');
          await new Promise((resolve) => setTimeout(resolve, 2000)); // wait for the server to start
        });
        for (const each of pages) {
          test(\`\${each.path} looks alike\`, async ({ page }) => {
            await page.goto(\`http://localhost:\${PORT}\${each.path}\`);
            expect(await page.screenshot()).toMatchSnapshot('page.png');
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "probeFirst", output: code`
              import { exec } from 'child_process';
              import { expect, test } from '@playwright/test';
              const PORT = 4322;
              const pages = [{ path: '/index.html' }];
              test.beforeAll(async () => {
                exec('node scripts/serve.js');
                for (const deadline = Date.now() + 30_000; !(await fetch(\`http://localhost:\${PORT}\`, { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`http://localhost:\${PORT} does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              });
              for (const each of pages) {
                test(\`\${each.path} looks alike\`, async ({ page }) => {
                  await page.goto(\`http://localhost:\${PORT}\${each.path}\`);
                  expect(await page.screenshot()).toMatchSnapshot('page.png');
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a base that each test adds a path to",
      filename: "file.ts",
      code: code`
        import { spawn } from 'child_process';
        const base = 'http://127.0.0.1:4322';
        beforeAll(async () => {
          spawn('node', ['server.js']);
          await new Promise((resolve) => setTimeout(resolve, 2000));
        });
        it('answers', async () => {
          const id = 7;
          const response = await fetch(\`\${base}/users/\${id}\`);
          expect(response.status).toBe(200);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'child_process';
              const base = 'http://127.0.0.1:4322';
              beforeAll(async () => {
                spawn('node', ['server.js']);
                for (const deadline = Date.now() + 30_000; !(await fetch(base, { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`\${base} does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              });
              it('answers', async () => {
                const id = 7;
                const response = await fetch(\`\${base}/users/\${id}\`);
                expect(response.status).toBe(200);
              });
            ` },
          ] },
      ],
    },
    {
      name: "an address that is written out, with a path that each test chooses",
      filename: "file.ts",
      code: code`
        import { spawn } from 'child_process';
        beforeAll(async () => {
          spawn('node', ['server.js']);
          await new Promise((resolve) => setTimeout(resolve, 2000));
        });
        it('answers', async () => {
          const id = 7;
          const response = await fetch(\`http://127.0.0.1:4322/users/\${id}\`);
          expect(response.status).toBe(200);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'child_process';
              beforeAll(async () => {
                spawn('node', ['server.js']);
                for (const deadline = Date.now() + 30_000; !(await fetch('http://127.0.0.1:4322', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://127.0.0.1:4322 does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              });
              it('answers', async () => {
                const id = 7;
                const response = await fetch(\`http://127.0.0.1:4322/users/\${id}\`);
                expect(response.status).toBe(200);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a port that each test chooses",
      filename: "file.ts",
      code: code`
        import { spawn } from 'child_process';
        beforeAll(async () => {
          spawn('node', ['server.js']);
          await new Promise((resolve) => setTimeout(resolve, 2000));
        });
        it('answers', async () => {
          const port = 4322;
          const response = await fetch(\`http://127.0.0.1:\${port}/users\`);
          expect(response.status).toBe(200);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "a host that each test adds to",
      filename: "file.ts",
      code: code`
        import { spawn } from 'child_process';
        const domain = 'localhost';
        beforeAll(async () => {
          spawn('node', ['server.js']);
          await new Promise((resolve) => setTimeout(resolve, 2000));
        });
        it('answers', async () => {
          const tail = ':4322/users';
          const response = await fetch(\`http://\${domain}\${tail}\`);
          expect(response.status).toBe(200);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
  ],
});
