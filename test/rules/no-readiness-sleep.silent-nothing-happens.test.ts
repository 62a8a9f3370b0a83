import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a test which denies what it shows in the end, behind another sleep",
      filename: "file.test.ts",
      code: code`
        import { expect, it } from "vitest";
        it("does not emit when the backend writes the file", async () => {
          const sink = await subscribe(baseUrl);
          await new Promise((resolve) => setTimeout(resolve, 150));
          const answer = await fetch(\`\${baseUrl}/api/servers\`, { method: "POST", body: "{}" });
          expect(answer.status).toBe(200);
          await new Promise((resolve) => setTimeout(resolve, 400));
          expect(sink.events).toEqual([]);
          sink.close();
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a timer that counts what has not been called",
      filename: "file.test.ts",
      code: code`
        import test from "ava";
        test("throwing aborts what follows", async (t) => {
          await new Promise(async (resolve) => {
            let thrown = 0;
            let later = 0;
            const server = await startServer(t, { first: () => { thrown += 1; throw new Error("no"); }, then: () => { later += 1; } });
            const provider = connectProvider(t, server);
            setTimeout(() => {
              t.true(thrown >= 1);
              t.is(later, 0);
              resolve("done");
            }, 400);
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a timer that ends a test of what must not happen",
      filename: "file.test.ts",
      code: code`
        import test from "ava";
        test("does not call the hook if nothing has changed", async (t) => {
          await new Promise(async (resolve) => {
            const server = await startServer(t, { hook: () => t.fail("called") });
            const provider = connectProvider(t, server);
            setTimeout(() => {
              resolve("done");
            }, 200);
          });
          t.pass();
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a process that is disposed of behind the sleep",
      filename: "file.test.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { expect, it } from "vitest";
        it("can be disposed of", async () => {
          const child = spawn("sleep", ["2"]);
          // Give process time to start
          await new Promise((resolve) => setTimeout(resolve, 50));
          child[Symbol.dispose]();
          expect(child.killed).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a sleep in front of an error that is thrown on purpose",
      filename: "file.test.ts",
      code: code`
        import { execAsync } from "./exec";
        import { expect, it } from "vitest";
        it("is ended when the block is left", async () => {
          try {
            using server = startServer("sleep 2");
            // Give process time to start
            await new Promise((resolve) => setTimeout(resolve, 50));
            throw new Error("simulated");
          } catch (error) {
            expect(error.message).toBe("simulated");
          }
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a look whether a child has died at once",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        export async function open() {
          const child = spawn("node", ["server.js"], { stdio: "inherit" });
          // Fail fast if the server crashes at startup.
          await new Promise((resolve) => setTimeout(resolve, 50));
          if (child.exitCode !== null) throw new Error("ended");
          return connectTo(child);
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a rejection that is awaited directly behind",
      filename: "file.test.js",
      code: code`
        import { rejects } from "node:assert";
        import { test } from "node:test";
        test("the metrics server is not started", async () => {
          const app = await createRuntime();
          await app.start();
          // Wait for the metrics server to start
          await sleep(2000);
          await rejects(fetch("http://127.0.0.1:9090"));
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a test which shows something in the end, behind another sleep",
      filename: "file.test.ts",
      code: code`
        import { expect, it } from "vitest";
        it("emits when the backend writes the file", async () => {
          const sink = await subscribe(baseUrl);
          await new Promise((resolve) => setTimeout(resolve, 150));
          const answer = await fetch(\`\${baseUrl}/api/servers\`, { method: "POST", body: "{}" });
          expect(answer.status).toBe(200);
          await new Promise((resolve) => setTimeout(resolve, 400));
          expect(sink.events).toEqual(["changed"]);
          sink.close();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 4 },
      ],
    },
    {
      name: "a test which denies, where a comment says what is waited for",
      filename: "file.test.ts",
      code: code`
        import { expect, it } from "vitest";
        it("does not emit when the backend writes the file", async () => {
          const sink = await subscribe(baseUrl);
          // wait for the subscription to be established
          await new Promise((resolve) => setTimeout(resolve, 150));
          const answer = await fetch(\`\${baseUrl}/api/servers\`, { method: "POST", body: "{}" });
          expect(answer.status).toBe(200);
          await new Promise((resolve) => setTimeout(resolve, 400));
          expect(sink.events).toEqual([]);
          sink.close();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5 },
      ],
    },
    {
      name: "a timer that asserts what has been called",
      filename: "file.test.ts",
      code: code`
        import test from "ava";
        test("throwing aborts what follows", async (t) => {
          await new Promise(async (resolve) => {
            let thrown = 0;
            const server = await startServer(t, { first: () => { thrown += 1; throw new Error("no"); } });
            const provider = connectProvider(t, server);
            setTimeout(() => {
              t.true(thrown >= 1);
              resolve("done");
            }, 400);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from "ava";
              test("throwing aborts what follows", async (t) => {
                await new Promise(async (resolve) => {
                  let thrown = 0;
                  const server = await startServer(t, { first: () => { thrown += 1; throw new Error("no"); } });
                  const provider = connectProvider(t, server);
                  const deadline = Date.now() + 1500;
                  const ask = () => {
                    if (!(thrown >= 1) && Date.now() < deadline) {
                      setTimeout(ask, 50);
                      return;
                    }
                    t.true(thrown >= 1);
                    resolve("done");
                  };
                  ask();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer that ends a test of what must happen",
      filename: "file.test.ts",
      code: code`
        import test from "ava";
        test("calls the hook if something has changed", async (t) => {
          await new Promise(async (resolve) => {
            const server = await startServer(t, { hook: () => t.pass() });
            const provider = connectProvider(t, server);
            setTimeout(() => {
              resolve("done");
            }, 200);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "a process that is asked by a symbol behind the sleep",
      filename: "file.test.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { expect, it } from "vitest";
        it("can be iterated", async () => {
          const child = spawn("sleep", ["2"]);
          // Give process time to start
          await new Promise((resolve) => setTimeout(resolve, 50));
          child[Symbol.iterator]();
          expect(child.killed).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              import { expect, it } from "vitest";
              it("can be iterated", async () => {
                const child = spawn("sleep", ["2"]);
                await new Promise<void>((resolve, reject) => {
                  let output = "";
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    child.stdout?.off("data", look).resume();
                    child.off("exit", fail).off("error", settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk: unknown) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error("child has ended, or was not ready in time"));
                  const timer = setTimeout(fail, 30_000);
                  child.stdout?.on("data", look);
                  child.once("exit", fail).once("error", settle);
                });
                child[Symbol.iterator]();
                expect(child.killed).toBe(true);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a sleep in front of a request that may throw",
      filename: "file.test.ts",
      code: code`
        import { execAsync } from "./exec";
        import { expect, it } from "vitest";
        it("is ended when the block is left", async () => {
          try {
            using server = startServer("sleep 2");
            // Give process time to start
            await new Promise((resolve) => setTimeout(resolve, 50));
            await fetch("http://localhost:3000/simulated");
          } catch (error) {
            expect(error.message).toBe("simulated");
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "probeFirst", output: code`
              import { execAsync } from "./exec";
              import { expect, it } from "vitest";
              it("is ended when the block is left", async () => {
                try {
                  using server = startServer("sleep 2");
                  for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3000/simulated", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error("http://localhost:3000/simulated does not answer");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  await fetch("http://localhost:3000/simulated");
                } catch (error) {
                  expect(error.message).toBe("simulated");
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "a rejection with the error of an answer",
      filename: "file.test.js",
      code: code`
        import { rejects } from "node:assert";
        import { test } from "node:test";
        test("strangers are refused", async () => {
          const app = await createRuntime();
          await app.start();
          // Wait for the metrics server to start
          await sleep(2000);
          await rejects(login("stranger"), /refused/);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7 },
      ],
    },
  ],
});
