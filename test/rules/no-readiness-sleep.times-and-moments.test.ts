import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "texts that are no times",
      filename: "file.test.js",
      code: code`
        const sleep = require("./sleep-well");
        const coffee = require("coffee");
        it("starts", async () => {
          const app = coffee.fork("cli.js", ["start", "--workers=2"]);
          await sleep("tight");
          expect((await request("http://127.0.0.1:7001")).data).toBe("hi");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the promises of a library, and a time that is named after what has been done",
      filename: "file.test.js",
      code: code`
        const { ServiceBroker } = require("moleculer");
        const DELAY_AFTER_MAIL = 1000;
        const broker = new ServiceBroker({ nodeID: "test" });
        it("sends", async () => {
          broker.createService({ name: "mail" });
          await broker.Promise.delay(DELAY_AFTER_MAIL);
          await broker.sendToChannel("mail", { id: 0 });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a timer whose function has another name",
      filename: "file.test.js",
      code: code`
        const { writeFileSync } = require("node:fs");
        const { run } = require("./run");
        const TIMEOUT_WATCH_READY = 1000;
        it("sees changes", (done) => {
          run("node ../index.js '**/*.less'").then(() => done());
          setTimeout(function change() {
            writeFileSync("a.less", "content");
          }, TIMEOUT_WATCH_READY);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a module that is loaded and then says what it is called",
      filename: "file.test.js",
      code: code`
        it("starts", async () => {
          const server = require("./index");
          await sleep(1000);
          const name = server.getServerName();
          expect(name).toBeTruthy();
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is looked up has another name",
      filename: "file.test.js",
      code: code`
        const Jobs = require("../src");
        it("runs a job", async () => {
          const jobs = new Jobs({ root: "jobs" });
          await jobs.run("basic");
          await sleep(10);
          expect(jobs.workers.has("long")).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "times that are texts",
      filename: "file.test.js",
      code: code`
        const sleep = require("mz-modules/sleep");
        const coffee = require("coffee");
        it("starts", async () => {
          const app = coffee.fork("cli.js", ["start", "--workers=2"]);
          app.expect("code", 0);
          await sleep("10s");
          expect((await request("http://127.0.0.1:7001")).data).toBe("hi");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "probeFirst", output: code`
              const sleep = require("mz-modules/sleep");
              const coffee = require("coffee");
              it("starts", async () => {
                const app = coffee.fork("cli.js", ["start", "--workers=2"]);
                app.expect("code", 0);
                for (const deadline = Date.now() + 30_000; !(await fetch("http://127.0.0.1:7001", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://127.0.0.1:7001 does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                expect((await request("http://127.0.0.1:7001")).data).toBe("hi");
              });
            ` },
          ] },
      ],
    },
    {
      name: "the promises of a library, and a time that is named after a start",
      filename: "file.test.js",
      code: code`
        const { ServiceBroker } = require("moleculer");
        const DELAY_AFTER_BROKER_START = 1000;
        const broker = new ServiceBroker({ nodeID: "test" });
        it("sends", async () => {
          broker.createService({ name: "mail" });
          await broker.Promise.delay(DELAY_AFTER_BROKER_START);
          await broker.sendToChannel("mail", { id: 0 });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 6 },
      ],
    },
    {
      name: "a timer whose function is named after what is ready by then",
      filename: "file.test.js",
      code: code`
        const { writeFileSync } = require("node:fs");
        const { run } = require("./run");
        const TIMEOUT_WATCH_READY = 1000;
        it("sees changes", (done) => {
          run("node ../index.js '**/*.less'").then(() => done());
          setTimeout(function afterWatchIsReady() {
            writeFileSync("a.less", "content");
          }, TIMEOUT_WATCH_READY);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 6 },
      ],
    },
    {
      name: "a module that is loaded and then says whether it is ready",
      filename: "file.test.js",
      code: code`
        it("starts", async () => {
          const server = require("./index");
          await sleep(1000);
          const isReady = server.isServerReady();
          expect(isReady).toBeTruthy();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 3, suggestions: [
            { messageId: "retryAssertions", output: code`
              it("starts", async () => {
                const server = require("./index");
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    const isReady = server.isServerReady();
                    expect(isReady).toBeTruthy();
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
      name: "what has been run is looked up by its name",
      filename: "file.test.js",
      code: code`
        const Jobs = require("../src");
        it("runs a job", async () => {
          const jobs = new Jobs({ root: "jobs" });
          await jobs.run("basic");
          await sleep(10);
          expect(jobs.workers.has("basic")).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              const Jobs = require("../src");
              it("runs a job", async () => {
                const jobs = new Jobs({ root: "jobs" });
                await jobs.run("basic");
                for (const deadline = Date.now() + 20_000; ; ) {
                  try {
                    expect(jobs.workers.has("basic")).toBe(true);
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
  ],
});
