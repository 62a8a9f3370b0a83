import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is known of starts and times", rule, {
  valid: [
    {
      name: "the page of an app goes somewhere",
      filename: "a.test.js",
      code: code`
        import { expect, test } from "@playwright/test";
        test("shows", async ({ app }) => {
          app.stopAll();
          await new Promise((resolve) => setTimeout(resolve, 100));
          expect(await app.title()).toBe("x");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an option that is as long as the sleep",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "vitest";
        import { createAgent } from "../src/agent";
        it("posts", async () => {
          const agent = await createAgent({ heartbeat: { intervalMs: 100 } });
          agent.start();
          await new Promise((resolve) => setTimeout(resolve, 150));
          const reply = await agent.post("hi");
          expect(reply.text).toBe("pong");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a shell command that has ended",
      filename: "file.js",
      code: code`
        import shelljs from "shelljs";
        import { sleep } from "./sleep.js";
        export async function main() {
          shelljs.exec("npm run chain", { async: false });
          await sleep(1000);
          shelljs.exec("npm run deploy");
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a comment at the constant that speaks of something else",
      filename: "file.js",
      code: code`
        import { sleep } from "./sleep.js";
        import { api } from "./api.js";
        // between two requests, for the rate limit
        const PAUSE = 2000;
        export async function run() {
          await sleep(PAUSE);
          await api.list();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a test that passes when nothing has happened",
      filename: "a.test.js",
      code: code`
        const test = require("tape");
        const { exec } = require("child_process");
        test("starts the network", (t) => {
          exec(\`docker compose -f \${__dirname}/testbed.yaml up -d\`, (err) => {
            setTimeout(() => {
              t.pass("started");
              t.end(err);
            }, 15000);
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function that does by its name what another is called",
      filename: "file.js",
      code: code`
        import { doReconnect, restore } from "./keyboard.js";
        import { sleep } from "./sleep.js";
        export async function reset() {
          await doReconnect();
          await sleep(2000);
          await restore();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function that does something else by its name",
      filename: "file.js",
      code: code`
        import { doErase, restore } from "./keyboard.js";
        import { sleep } from "./sleep.js";
        export async function reset() {
          await doErase();
          await sleep(2000);
          await restore();
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the app of another module listens",
      filename: "a.test.js",
      code: code`
        import { expect, test } from "vitest";
        import app from "../app.js";
        test("answers", async () => {
          app.listen(3000);
          await new Promise((resolve) => setTimeout(resolve, 100));
          const response = await fetch("http://localhost:3000/");
          expect(response.status).toBe(200);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { expect, test } from "vitest";
              import app from "../app.js";
              test("answers", async () => {
                app.listen(3000);
                for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3000/", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://localhost:3000/ does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const response = await fetch("http://localhost:3000/");
                expect(response.status).toBe(200);
              });
            ` },
          ] },
      ],
    },
    {
      name: "an option that is many times as long as the sleep",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "vitest";
        import { createAgent } from "../src/agent";
        it("posts", async () => {
          const agent = await createAgent({ heartbeat: { intervalMs: 999_999 } });
          agent.start();
          await new Promise((resolve) => setTimeout(resolve, 150));
          const reply = await agent.post("hi");
          expect(reply.text).toBe("pong");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "a shell command in the background",
      filename: "file.js",
      code: code`
        import shelljs from "shelljs";
        import { sleep } from "./sleep.js";
        export async function main() {
          shelljs.exec("npm run chain", { async: true });
          await sleep(1000);
          shelljs.exec("npm run deploy");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a comment at the constant that is the time",
      filename: "file.js",
      code: code`
        import { sleep } from "./sleep.js";
        import { api } from "./api.js";
        // time for the server to start, until it has a health check
        const PAUSE = 2000;
        export async function run() {
          await sleep(PAUSE);
          await api.list();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6 },
      ],
    },
    {
      name: "a daemon is only spawned where none runs",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { isDaemonRunning } from "./state.js";
        import { sleep } from "./sleep.js";
        export async function up(session: string) {
          if (await isDaemonRunning(session)) return;
          const child = spawn("node", ["daemon.js"], { detached: true, stdio: "ignore" });
          child.unref();
          await sleep(400);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "readAgain", output: code`
              import { spawn } from "node:child_process";
              import { isDaemonRunning } from "./state.js";
              import { sleep } from "./sleep.js";
              export async function up(session: string) {
                if (await isDaemonRunning(session)) return;
                const child = spawn("node", ["daemon.js"], { detached: true, stdio: "ignore" });
                child.unref();
                for (const deadline = Date.now() + 30_000; !(await isDaemonRunning(session)); ) {
                  if (Date.now() > deadline) throw new Error("isDaemonRunning() is still false");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the question asked before is another one",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { isDisabled } from "./state.js";
        import { sleep } from "./sleep.js";
        export async function up(session: string) {
          if (await isDisabled(session)) return;
          const child = spawn("node", ["daemon.js"], { detached: true, stdio: "ignore" });
          child.unref();
          await sleep(400);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "the daemon has said something since",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import { spawn } from "node:child_process";
        import { isDaemonRunning } from "./state.js";
        import { sleep } from "./sleep.js";
        export async function up(session: string) {
          if (await isDaemonRunning(session)) return;
          const child = spawn("node", ["daemon.js"], { stdio: ["ignore", "pipe", "ignore"] });
          await once(child.stdout, "data");
          // give the socket a moment to be ready
          await sleep(50);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10 },
      ],
    },
    {
      name: "an assertion that stops something stands behind those that are asked again",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "vitest";
        import { manager } from "../src/manager";
        it("goes to the background", async () => {
          manager.start("x");
          // wait for the process to register
          await new Promise((resolve) => setTimeout(resolve, 300));
          expect(manager.ids()).toEqual(["x"]);
          expect(manager.stop("x").ok).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from "vitest";
              import { manager } from "../src/manager";
              it("goes to the background", async () => {
                manager.start("x");
                await vi.waitFor(async () => {
                  expect(manager.ids()).toEqual(["x"]);
                }, { timeout: 1500 });
                expect(manager.stop("x").ok).toBe(true);
              });
            ` },
          ] },
      ],
    },
    {
      name: "an assertion of the same kind stands behind something that is done",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "vitest";
        import { manager } from "../src/manager";
        it("goes to the background", async () => {
          manager.start("x");
          // wait for the process to register
          await new Promise((resolve) => setTimeout(resolve, 300));
          expect(manager.stop("x").ok).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6 },
      ],
    },
    {
      name: "containers for which a test says in a comment what it waits for",
      filename: "a.test.js",
      code: code`
        const test = require("tape");
        const { exec } = require("child_process");
        test("starts the network", (t) => {
          exec(\`docker compose -f \${__dirname}/testbed.yaml up -d\`, (err) => {
            // wait for mysql to be ready for connections
            setTimeout(() => {
              t.pass("started");
              t.end(err);
            }, 15000);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "composeWait", output: code`
              const test = require("tape");
              const { exec } = require("child_process");
              test("starts the network", (t) => {
                exec(\`docker compose -f \${__dirname}/testbed.yaml up --wait -d\`, (err) => {
                  t.pass("started");
                  t.end(err);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a subscription in a callback whose failure has another name",
      filename: "a.test.js",
      code: code`
        const crypto = require("crypto");
        const { consumer, producer } = require("./kafka");
        it("is read", (done) => {
          crypto.randomBytes(4096, (ex, buffer) => {
            consumer.subscribe(["topic"]);
            consumer.once("data", () => done());
            setTimeout(() => {
              producer.produce("topic", null, buffer);
            }, 2000);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7 },
      ],
    },
  ],
});
