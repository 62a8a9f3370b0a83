import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "the end of a stream, in time",
      filename: "file.js",
      code: code`
        const fs = require("fs");
        const out = fs.createWriteStream("out.txt");
        const hub = require("./hub").createHub();
        hub.start();
        setTimeout(out.end.bind(out), 1000);
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the callback of a helper that starts a timer",
      filename: "file.js",
      code: code`
        const control = require("./support/server_control");
        describe("connect", () => {
          beforeEach((done) => {
            control.start_countdown(9876, () => {
              setTimeout(() => {
                done();
              }, 250);
            });
          });
          it("works", () => control.check());
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what the client of the project creates elsewhere",
      filename: "file.js",
      code: code`
        const assert = require("assert");
        const apiClient = require("./api-client");
        describe("users", () => {
          it("are counted", async () => {
            const user = apiClient.create({ name: "a" });
            await new Promise((resolve) => setTimeout(resolve, 2000));
            assert.equal(user.id, 10);
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what stands before a start in one list",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { runTests } from "./tests.js";
        let server;
        await Promise.all([
          (async () => {
            await new Promise((resolve) => setTimeout(resolve, 500));
            await runTests();
            process.exit(0);
          })(),
          (server = spawn("node", ["server.js"])),
        ]);
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a test that ends a second after the callback of a listen",
      filename: "file.js",
      code: code`
        const test = require("tape");
        const http = require("http");
        const server = http.createServer();
        test("starts", function (t) {
          server.listen(0, function () {
            setTimeout(t.end.bind(t), 1000);
          });
        });
        test("answers", function (t) {
          t.ok(server.address().port);
          t.end();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 6, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              const test = require("tape");
              const http = require("http");
              const server = http.createServer();
              test("starts", function (t) {
                server.listen(0, function () {
                  t.end();
                });
              });
              test("answers", function (t) {
                t.ok(server.address().port);
                t.end();
              });
            ` },
          ] },
      ],
    },
    {
      name: "the callback of a helper that starts a server",
      filename: "file.js",
      code: code`
        const control = require("./support/server_control");
        const timers = require("timers");
        describe("connect", () => {
          let server;
          beforeEach((done) => {
            server = control.start_server(9876, () => {
              timers.setTimeout(() => {
                done();
              }, 250);
            });
          });
          it("works", () => server.check());
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 7 },
      ],
    },
    {
      name: "targets of a browser that has been launched",
      filename: "file.js",
      code: code`
        const puppeteer = require("puppeteer");
        async function run() {
          const browser = await puppeteer.launch({ headless: false, args: ["--load-extension=extension"] });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          const targets = await browser.targets();
          const worker = targets.find((target) => target.type() === "service_worker");
          console.log(worker.url());
        }
        run();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 4 },
      ],
    },
    {
      name: "a page of a browser that has been launched",
      filename: "file.js",
      code: code`
        const puppeteer = require("puppeteer");
        async function run() {
          const browser = await puppeteer.launch({ headless: false });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          const page = await browser.newPage();
          console.log(page.url());
        }
        run();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "needless", line: 4, suggestions: [
            { messageId: "removeSleep", output: code`
              const puppeteer = require("puppeteer");
              async function run() {
                const browser = await puppeteer.launch({ headless: false });
                const page = await browser.newPage();
                console.log(page.url());
              }
              run();
            ` },
          ] },
      ],
    },
    {
      name: "clients that the client of a package makes in a loop",
      filename: "file.js",
      code: code`
        const assert = require("assert");
        const socketClient = require("socketcluster-client");
        const server = require("../server");
        describe("connections", () => {
          it("are counted", async () => {
            const seen = [];
            server.onConnection((each) => seen.push(each));
            const clients = [];
            for (let i = 0; i < 10; i++) clients.push(socketClient.create({ port: 8008 }));
            await new Promise((resolve) => setTimeout(resolve, 2000));
            assert.equal(seen.length, 10);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 10, suggestions: [
            { messageId: "retryAssertions", output: code`
              const assert = require("assert");
              const socketClient = require("socketcluster-client");
              const server = require("../server");
              describe("connections", () => {
                it("are counted", async () => {
                  const seen = [];
                  server.onConnection((each) => seen.push(each));
                  const clients = [];
                  for (let i = 0; i < 10; i++) clients.push(socketClient.create({ port: 8008 }));
                  for (const deadline = Date.now() + 4000; ; ) {
                    try {
                      assert.equal(seen.length, 10);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "what stands beside a start in one list",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { runTests } from "./tests.js";
        let server;
        await Promise.all([
          (server = spawn("node", ["server.js"])),
          (async () => {
            await new Promise((resolve) => setTimeout(resolve, 500));
            await runTests();
            process.exit(0);
          })(),
        ]);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              import { runTests } from "./tests.js";
              let server;
              await Promise.all([
                (server = spawn("node", ["server.js"])),
                (async () => {
                  const started = server;
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
                    const fail = () => settle(new Error("server has ended, or was not ready in time"));
                    const timer = setTimeout(fail, 30_000);
                    started.stdout.on("data", look);
                    started.once("exit", fail).once("error", settle);
                  });
                  await runTests();
                  process.exit(0);
                })(),
              ]);
            ` },
          ] },
      ],
    },
    {
      name: "a document that is shown to a language server",
      filename: "file.js",
      code: code`
        import * as vscode from "vscode";
        import { check } from "./check.js";
        suite("language", () => {
          test("completes", async () => {
            const document = await vscode.workspace.openTextDocument("a.ts");
            await vscode.window.showTextDocument(document);
            await new Promise((resolve) => setTimeout(resolve, 1000));
            await check(document);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [
            { messageId: "connectAgain", output: code`
              import * as vscode from "vscode";
              import { check } from "./check.js";
              suite("language", () => {
                test("completes", async () => {
                  const document = await vscode.workspace.openTextDocument("a.ts");
                  await vscode.window.showTextDocument(document);
                  for (const deadline = Date.now() + 30_000; ; ) {
                    try {
                      await check(document);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a worker of a queue",
      filename: "file.js",
      code: code`
        import { Worker } from "bullmq";
        import { queue } from "./queue.js";
        const worker = new Worker("jobs", async () => {});
        await new Promise((resolve) => setTimeout(resolve, 100));
        await queue.add("one", {});
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import { Worker } from "bullmq";
              import { queue } from "./queue.js";
              const worker = new Worker("jobs", async () => {});
              await worker.waitUntilReady();
              await queue.add("one", {});
            ` },
          ] },
      ],
    },
  ],
});
