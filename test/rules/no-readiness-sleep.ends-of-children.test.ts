import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: children that end, or show something", rule, {
  valid: [
    {
      name: "a child that its own timeout, reckoned elsewhere, has ended by then",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        const LIMIT = 1000 / 2;
        test("ends what takes too long", async () => {
          const child = spawn("node", ["slow.js"], { timeout: LIMIT });
          await sleep(1000);
          await ask(child);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a child that options with a name have ended by then",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        const options = { timeout: 500 };
        test("ends what takes too long", async () => {
          const child = spawn("node", ["slow.js"], options);
          await sleep(1000);
          await ask(child);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a child that the time of its signal has ended by then",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        test("ends what takes too long", async () => {
          const child = spawn("node", ["slow.js"], { signal: AbortSignal.timeout(500) });
          await sleep(1000);
          await ask(child);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a child that its timeout has ended within a few seconds",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        test("ends what takes too long", async () => {
          const child = spawn("node", ["slow.js"], { timeout: 2000 });
          await sleep(3);
          await ask(child);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a child that is to have ended by then",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process";
        test("works", async () => {
          const child = fork("./worker.js");
          await sleep(1000);
          expect(child.exitCode).toBe(1);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a child of which it is kept that it has exited",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process";
        test("works", async () => {
          let hasExited = false;
          const child = fork("./worker.js");
          child.on("exit", () => (hasExited = true));
          await sleep(1000);
          assert.ok(hasExited);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a recording is ended by its input",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function record(seconds) {
          const ffmpeg = spawn("ffmpeg", ["-i", ":99", "out.mp4"]);
          await sleep(seconds * 1000);
          ffmpeg.stdin.write("q");
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "something is shown to people",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function tell() {
          spawn("say", ["ready"]);
          await sleep(2000);
          spawn("say", ["go"]);
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a page is opened for people",
      filename: "a.js",
      code: code`
        import { exec } from "node:child_process";
        export async function open() {
          exec("open http://localhost:3000");
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a command line only ends something",
      filename: "a.js",
      code: code`
        import { exec } from "node:child_process";
        export async function restart() {
          exec("pkill hub");
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a child that its own timeout, reckoned elsewhere, ends later",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        const LIMIT = 30 * 1000;
        test("serves", async () => {
          const child = spawn("node", ["server.js"], { timeout: LIMIT, stdio: "ignore" });
          await sleep(1000);
          await ask();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a child of which something is asserted that is not its end",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process";
        test("works", async () => {
          const child = fork("./worker.js");
          await sleep(1000);
          expect(await countOf("./jobs")).toBe(1);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { fork } from "node:child_process";
              test("works", async () => {
                const child = fork("./worker.js");
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    expect(await countOf("./jobs")).toBe(1);
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
      name: "a comment says that a child is to start, whatever is asserted of it",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process";
        test("works", async () => {
          const child = fork("./worker.js");
          // wait for the worker to start
          await sleep(1000);
          assert.ok(child.killed);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { fork } from "node:child_process";
              test("works", async () => {
                const child = fork("./worker.js");
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    assert.ok(child.killed);
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
      name: "a child is told to do something",
      filename: "a.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function ask() {
          const repl = spawn("node", ["--interactive"]);
          await sleep(2000);
          repl.stdin.write("1 + 1");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { spawn } from "node:child_process";
              export async function ask() {
                const repl = spawn("node", ["--interactive"]);
                repl.stdin.write("1 + 1");
              }
            ` },
          ] },
      ],
    },
    {
      name: "an application is opened by its name",
      filename: "a.js",
      code: code`
        import { exec } from "node:child_process";
        export async function open() {
          exec("open -a Simulator");
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 4 },
      ],
    },
    {
      name: "a command line ends something, and starts it anew",
      filename: "a.js",
      code: code`
        import { exec } from "node:child_process";
        export async function restart() {
          exec("pkill hub; hub --serve");
          await sleep(2000);
          await run();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
  ],
});
