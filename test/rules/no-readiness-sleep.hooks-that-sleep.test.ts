import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: hooks that sleep", rule, {
  valid: [
    {
      name: "a hook that sleeps before each test",
      filename: "a.test.js",
      code: code`
        const request = require("supertest");
        const app = require("../app");
        describe("a component", () => {
          beforeEach((done) => {
            setTimeout(done, 1000);
          });
          it("is there", (done) => {
            request(app).get("/component").expect(200, done);
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a hook that sleeps in tests of a time limit",
      filename: "a.test.js",
      code: code`
        const app = require("../app");
        describe("session timeout", () => {
          before((done) => {
            setTimeout(done, 1000);
          });
          it("is over", () => {
            expect(app.sessions.size).to.equal(0);
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a hook that sleeps for another second of the clock",
      filename: "a.test.js",
      code: code`
        const app = require("../app");
        describe("views", () => {
          // jobs must not have the same timestamp
          before((done) => {
            setTimeout(done, 1001);
          });
          it("runs", async () => {
            expect(await app.run("view")).to.equal(1);
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a sleep in the midst of a hook",
      filename: "a.test.js",
      code: code`
        const Branch = require("../branch");
        const sleep = require("./sleep");
        let branch;
        before(async () => {
          branch = await Branch.create({ name: "one" });
          await sleep(1000);
          await branch.rename("two");
        });
        it("has a name", () => expect(branch.name).to.equal("two"));
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a hook that ends with a sleep behind what it has removed",
      filename: "a.test.js",
      code: code`
        const { topics } = require("./topics");
        before((done) => {
          topics.removeAll((err) => {
            if (err) {
              done(err);
              return;
            }
            setTimeout(done, 5000);
          });
        });
        it("lists none", async () => expect((await topics.list()).length).to.equal(3));
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a hook that ends with a sleep behind a shutdown",
      filename: "a.test.js",
      code: code`
        const { getSimulator } = require("../simulator");
        const sleep = require("./sleep");
        let simulator;
        before(async () => {
          simulator = await getSimulator();
          await simulator.shutdown();
          await sleep(4000);
        });
        it("runs", async () => expect(await simulator.run()).to.equal(true));
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a hook that does nothing but sleep",
      filename: "a.test.js",
      code: code`
        const request = require("supertest");
        const app = require("../app");
        describe("a component", () => {
          before((done) => {
            setTimeout(done, 1000);
          });
          it("is there", (done) => {
            request(app).get("/component").expect(200, done);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 5 },
      ],
    },
    {
      name: "a hook that begins with a sleep",
      filename: "a.test.js",
      code: code`
        const Branch = require("../branch");
        let branch;
        before((done) => {
          setTimeout(() => {
            branch = new Branch({ name: "one" });
            branch.save().then(() => done());
          }, 1000);
        });
        it("has a name", () => expect(branch.name).to.equal("one"));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 4 },
      ],
    },
    {
      name: "a hook that ends with a sleep behind what it has made",
      filename: "a.test.js",
      code: code`
        const async = require("async");
        const { topics } = require("./topics");
        before((done) => {
          async.each(topics, (topic, next) => topic.create(next), (err) => {
            if (err) {
              done(err);
              return;
            }
            setTimeout(done, 5000);
          });
        });
        it("lists them", async () => expect((await topics.list()).length).to.equal(3));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 9 },
      ],
    },
    {
      name: "a child that the file starts before the first hook",
      filename: "a.test.js",
      code: code`
        const { spawn } = require("child_process");
        const path = require("path");
        const child = spawn("node", [path.join(__dirname, "server.js")]);
        describe("users", () => {
          before(async () => {
            await new Promise((resolve) => setTimeout(resolve, 2000));
            await fetch("http://localhost:3001/users/login", { method: "POST" });
          });
          after(() => child.kill());
          it("are listed", async () => {
            const response = await fetch("http://localhost:3001/users");
            expect(response.status).to.equal(200);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "probeFirst", output: code`
              const { spawn } = require("child_process");
              const path = require("path");
              const child = spawn("node", [path.join(__dirname, "server.js")]);
              describe("users", () => {
                before(async () => {
                  for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3001/users/login", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error("http://localhost:3001/users/login does not answer");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  await fetch("http://localhost:3001/users/login", { method: "POST" });
                });
                after(() => child.kill());
                it("are listed", async () => {
                  const response = await fetch("http://localhost:3001/users");
                  expect(response.status).to.equal(200);
                });
              });
            ` },
          ] },
      ],
    },
  ],
});
