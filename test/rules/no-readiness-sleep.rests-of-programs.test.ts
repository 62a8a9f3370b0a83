import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: rests of programs and hooks", rule, {
  valid: [
    {
      name: "each of many begins at its own time",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        const { Pool } = require("pg");
        const pool = new Pool();
        (async () => {
          await sleep(Number(process.env.INDEX) * 500);
          await pool.query("select 1");
        })();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a job for later",
      filename: "file.js",
      code: code`
        import pg from "pg";
        const pool = new pg.Pool();
        setTimeout(async () => {
          await pool.query("delete from sessions where expires < now()");
        }, 60_000);
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a program that goes on beside the timer",
      filename: "file.js",
      code: code`
        import mongoose from "mongoose";
        import { app } from "./app.js";
        setTimeout(() => mongoose.connect(process.env.MONGO_URL), 5000);
        app.listen(3000);
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "who started the program may still stop it",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        const { Client } = require("pg");
        (async () => {
          const client = new Client();
          console.warn("This drops the database. Press Ctrl+C to cancel.");
          await sleep(5000);
          await client.connect();
          await client.query("drop schema public cascade");
        })();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a rest before each test",
      filename: "a.test.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        beforeEach(async () => {
          await sleep(100);
          await fetch("http://localhost:3000/reset", { method: "POST" });
        });
        it("lists users", async () => {});
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a hook that looks at the clock",
      filename: "a.test.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        before(async () => {
          start = Date.now();
          await sleep(50);
        });
        it("measures", () => assert(Date.now() - start >= 50));
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a hook that ends a process",
      filename: "a.test.js",
      code: code`
        before((done) => {
          process.kill(child.pid);
          setTimeout(done, 100);
        });
        it("forgets it", () => assert.equal(server.clients.size, 1));
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a hook that acts as a user does",
      filename: "a.test.js",
      code: code`
        before((done) => {
          input.value = "abc";
          input.dispatchEvent(new Event("input"));
          setTimeout(done, 350);
        });
        it("shows suggestions", () => assert(list.length));
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the program has a fixed time",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        const { Pool } = require("pg");
        const pool = new Pool();
        (async () => {
          await sleep(5 * 500);
          await pool.query("select 1");
        })();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "putOff", line: 5 },
      ],
    },
    {
      name: "a hook that runs once",
      filename: "a.test.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        before(async () => {
          await sleep(1000);
          client = await connectDatabase();
        });
        it("lists users", async () => {});
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "putOff", line: 3 },
      ],
    },
    {
      name: "a hook that loads",
      filename: "a.test.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        before(async () => {
          page = await open("/users");
          await sleep(50);
        });
        it("lists users", () => assert(page.users.length));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              before(async () => {
                page = await open("/users");
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    assert(page.users.length);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
              it("lists users", () => assert(page.users.length));
            ` },
          ] },
      ],
    },
  ],
});
