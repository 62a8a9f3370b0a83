import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "the first of what is kept, without a word of readiness",
      filename: "file.ts",
      code: code`
        import { sleep } from "./utils";
        it("is killed", async () => {
          const worker = new Worker("queue");
          worker.run();
          await sleep(250);
          const child = Object.values(worker["childPool"].retained)[0];
          await child.kill("SIGKILL");
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "windows of an application of which one is chosen",
      filename: "file.js",
      code: code`
        const { _electron: electron } = require("playwright");
        const { asyncSleep } = require("./utils");
        module.exports = {
          async getApp(options) {
            return electron.launch(options).then(async (app) => {
              // Make sure the app has time to fully load
              await asyncSleep(1000);
              const mainWindow = app.windows().find((window) => window.url().includes("index"));
              const browserWindow = await app.browserWindow(mainWindow);
              await browserWindow.evaluate((win) => win.show());
              return app;
            });
          },
        };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "awaitEntry", output: code`
              const { _electron: electron } = require("playwright");
              const { asyncSleep } = require("./utils");
              module.exports = {
                async getApp(options) {
                  return electron.launch(options).then(async (app) => {
                    for (const deadline = Date.now() + 30_000; !app.windows().find((window) => window.url().includes("index")); ) {
                      if (Date.now() > deadline) throw new Error("mainWindow is not there in time");
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                    const mainWindow = app.windows().find((window) => window.url().includes("index"));
                    const browserWindow = await app.browserWindow(mainWindow);
                    await browserWindow.evaluate((win) => win.show());
                    return app;
                  });
                },
              };
            ` },
          ] },
      ],
    },
    {
      name: "a window that may be none",
      filename: "file.js",
      code: code`
        const { _electron: electron } = require("playwright");
        const { asyncSleep } = require("./utils");
        module.exports = {
          async getApp(options) {
            return electron.launch(options).then(async (app) => {
              // Make sure the app has time to fully load
              await asyncSleep(1000);
              const mainWindow = app.windows().find((window) => window.url().includes("index"));
              if (mainWindow) await app.browserWindow(mainWindow);
              return app;
            });
          },
        };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a target that is chosen of a list in a timer",
      filename: "file.js",
      code: code`
        const puppeteer = require("puppeteer");
        async function run() {
          const browser = await puppeteer.launch({ args: ["--load-extension=extension"] });
          setTimeout(async () => {
            const targets = await browser.targets();
            const target = targets.find((each) => each.type() === "service_worker");
            const worker = await target.worker();
            worker.evaluate(() => console.log("here"));
          }, 1000); // so that the extension is loaded
        }
        run();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "awaitEntry", output: code`
              const puppeteer = require("puppeteer");
              async function run() {
                const browser = await puppeteer.launch({ args: ["--load-extension=extension"] });
                void (async () => {
                  for (const deadline = Date.now() + 30_000; !(await browser.targets()).find((each) => each.type() === "service_worker"); ) {
                    if (Date.now() > deadline) throw new Error("target is not there in time");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  const targets = await browser.targets();
                  const target = targets.find((each) => each.type() === "service_worker");
                  const worker = await target.worker();
                  worker.evaluate(() => console.log("here"));
                })();
              }
              run();
            ` },
          ] },
      ],
    },
    {
      name: "the first of what is kept",
      filename: "file.ts",
      code: code`
        import { sleep } from "./utils";
        it("is killed", async () => {
          const worker = new Worker("queue");
          const started = new Promise<void>((resolve) => worker.on("active", () => resolve()));
          worker.run();
          await started;
          // Need some time to create the child job and start processing
          await sleep(250);
          const child = Object.values(worker["childPool"].retained)[0];
          await child.kill("SIGKILL");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { sleep } from "./utils";
              it("is killed", async () => {
                const worker = new Worker("queue");
                const started = new Promise<void>((resolve) => worker.on("active", () => resolve()));
                worker.run();
                await started;
                for (const deadline = Date.now() + 1500; !Object.values(worker["childPool"].retained)[0]; ) {
                  if (Date.now() > deadline) throw new Error("child is not there in time");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const child = Object.values(worker["childPool"].retained)[0];
                await child.kill("SIGKILL");
              });
            ` },
          ] },
      ],
    },
    {
      name: "two documents, each of which may not be there",
      filename: "file.js",
      code: code`
        import { newProvider, server, sleep } from "./utils.js";
        import test from "ava";
        test("x", async (t) => {
          const provider1 = newProvider(server);
          const provider2 = newProvider(server);
          await sleep(100);
          const doc1 = server.documents.get("a")?.connections.keys().next().value;
          const doc2 = server.documents.get("b")?.connections.keys().next().value;
          if (doc1) doc1.requestToken();
          if (doc2) doc2.requestToken();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { newProvider, server, sleep } from "./utils.js";
              import test from "ava";
              test("x", async (t) => {
                const provider1 = newProvider(server);
                const provider2 = newProvider(server);
                for (const deadline = Date.now() + 1500; !(server.documents.get("a")?.connections.keys().next().value && server.documents.get("b")?.connections.keys().next().value); ) {
                  if (Date.now() > deadline) throw new Error("doc1 or doc2 is not there in time");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const doc1 = server.documents.get("a")?.connections.keys().next().value;
                const doc2 = server.documents.get("b")?.connections.keys().next().value;
                if (doc1) doc1.requestToken();
                if (doc2) doc2.requestToken();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a client that is taken out of a set",
      filename: "file.js",
      code: code`
        import { sleep } from "./utils.js";
        import { connect, server } from "./hub.js";
        test("x", async () => {
          const peer = connect(server);
          // wait for the connection
          await sleep(100);
          const [client] = server.clients;
          client.send("hello");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { sleep } from "./utils.js";
              import { connect, server } from "./hub.js";
              test("x", async () => {
                const peer = connect(server);
                for (const deadline = Date.now() + 1500; ![...server.clients][0]; ) {
                  if (Date.now() > deadline) throw new Error("client is not there in time");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const [client] = server.clients;
                client.send("hello");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a client that is used where it is taken out",
      filename: "file.js",
      code: code`
        import { sleep } from "./utils.js";
        import { connect, server } from "./hub.js";
        test("x", async () => {
          const peer = connect(server);
          // wait for the connection
          await sleep(100);
          [...server.clients][0].terminate();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { sleep } from "./utils.js";
              import { connect, server } from "./hub.js";
              test("x", async () => {
                const peer = connect(server);
                for (const deadline = Date.now() + 1500; ![...server.clients][0]; ) {
                  if (Date.now() > deadline) throw new Error("what is looked up is not there in time");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                [...server.clients][0].terminate();
              });
            ` },
          ] },
      ],
    },
    {
      name: "what is set once",
      filename: "file.ts",
      code: code`
        import { connect, sleep } from "./utils.js";
        test("x", async () => {
          const client = connect();
          // wait for the connection
          await sleep(100);
          const token = process.env.TOKEN;
          if (token) { client.send(token); }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a look-up over lines",
      filename: "file.js",
      code: code`
        import { connect, sleep } from "./utils.js";
        test("x", async () => {
          const cluster = connect();
          // wait for the nodes to join
          await sleep(100);
          const node = cluster
            .getNodes()
            .find((each) =>
              each.isLeader && each.id === "a");
          await node.stop();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { connect, sleep } from "./utils.js";
              test("x", async () => {
                const cluster = connect();
                for (const deadline = Date.now() + 1500; !cluster.getNodes().find((each) => each.isLeader && each.id === "a"); ) {
                  if (Date.now() > deadline) throw new Error("node is not there in time");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const node = cluster
                  .getNodes()
                  .find((each) =>
                    each.isLeader && each.id === "a");
                await node.stop();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a list that is taken away by reading it",
      filename: "file.js",
      code: code`
        import { connect, sleep } from "./utils.js";
        test("x", async () => {
          const client = connect();
          // wait for the connection
          await sleep(100);
          const message = client.takeMessages().find((each) => each.id === 1);
          message.ack();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a predicate that does something",
      filename: "file.js",
      code: code`
        import { connect, sleep } from "./utils.js";
        test("x", async () => {
          const cluster = connect();
          // wait for the nodes to join
          await sleep(100);
          const node = cluster.getNodes().find((each) => each.stop());
          node.start();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a value of what is taken that is asserted",
      filename: "file.js",
      code: code`
        import { connect, sleep } from "./utils.js";
        test("x", async () => {
          const cluster = connect();
          // wait for the nodes to join
          await sleep(100);
          const node = cluster.getNodes().find((each) => each.id === "a");
          const state = node.state();
          expect(state).toMatchSnapshot();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
  ],
});
