import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: starts that are awaited together, and compose", rule, {
  valid: [],
  invalid: [
    {
      name: "starts that were begun together, of a type of their package",
      filename: "file.ts",
      code: code`
        import { Redis } from "ioredis";
        import { createClient } from "./utils.js";
        describe("subscriptions", () => {
          let one: Redis;
          let other: Redis | undefined;
          beforeEach(() => {
            one = createClient(1);
            other = createClient(2);
          });
          it("delivers", async () => {
            one.subscribe("news");
            other.subscribe("news");
            await wait(1000);
            await publish("news", "hello");
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 13, suggestions: [
            { messageId: "awaitStart", output: code`
              import { Redis } from "ioredis";
              import { createClient } from "./utils.js";
              describe("subscriptions", () => {
                let one: Redis;
                let other: Redis | undefined;
                beforeEach(() => {
                  one = createClient(1);
                  other = createClient(2);
                });
                it("delivers", async () => {
                  await one.subscribe("news");
                  await other.subscribe("news");
                  await publish("news", "hello");
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a start among those before it is of unknown kind",
      filename: "file.ts",
      code: code`
        import { Redis } from "ioredis";
        import { createClient, createHub } from "./utils.js";
        describe("subscriptions", () => {
          let one: Redis;
          beforeEach(() => {
            one = createClient(1);
          });
          it("delivers", async () => {
            const hub = createHub();
            hub.subscribe("news");
            one.subscribe("news");
            await wait(1000);
            await publish("news", "hello");
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 12, suggestions: [] },
      ],
    },
    {
      name: "a type of the project says nothing of promises",
      filename: "file.ts",
      code: code`
        import { Redis } from "./redis.js";
        import { createClient } from "./utils.js";
        describe("subscriptions", () => {
          let one: Redis;
          beforeEach(() => {
            one = createClient(1);
          });
          it("delivers", async () => {
            one.subscribe("news");
            await wait(1000);
            await publish("news", "hello");
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 10, suggestions: [] },
      ],
    },
    {
      name: "a function of the file blocks until the command has ended",
      filename: "file.js",
      code: code`
        import { execSync } from "node:child_process";
        function run(command) {
          console.log(command);
          execSync(command, { stdio: "inherit" });
        }
        export async function setUp() {
          run("docker-compose -f test.yml up -d");
          await sleep(30_000);
          await seed();
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 8, suggestions: [
            { messageId: "composeWait", output: code`
              import { execSync } from "node:child_process";
              function run(command) {
                console.log(command);
                execSync(command, { stdio: "inherit" });
              }
              export async function setUp() {
                run("docker-compose -f test.yml up --wait -d");
                await seed();
              }
            ` },
          ] },
      ],
    },
    {
      name: "the program of its own, with arguments",
      filename: "file.js",
      code: code`
        import { execFileSync } from "node:child_process";
        export async function setUp() {
          execFileSync("docker-compose", ["up", "-d"]);
          await sleep(30_000);
          await seed();
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "composeWait", output: code`
              import { execFileSync } from "node:child_process";
              export async function setUp() {
                execFileSync("docker-compose", ["up", "--wait", "-d"]);
                await seed();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function of the file that goes on at once",
      filename: "file.js",
      code: code`
        import { exec } from "node:child_process";
        function run(command) {
          exec(command);
        }
        export async function setUp() {
          run("docker compose up -d");
          await sleep(30_000);
          await seed();
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a function of the file that blocks for something else",
      filename: "file.js",
      code: code`
        import { exec, execSync } from "node:child_process";
        function run(command) {
          execSync("docker network create test");
          exec(command);
        }
        export async function setUp() {
          run("docker compose up -d");
          await sleep(30_000);
          await seed();
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 8, suggestions: [] },
      ],
    },
  ],
});
