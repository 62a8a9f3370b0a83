import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: children that have ended before they are stopped", rule, {
  valid: [
    {
      name: "its end is listened for where it is made",
      filename: "file.ts",
      code: code`
        import { spawn, type ChildProcess } from "node:child_process";
        import { answers } from "./answers";

        function exitOf(child: ChildProcess): Promise<number | null> {
          return new Promise((resolve) => {
            child.once("error", () => resolve(null));
            child.once("exit", (code) => {
              resolve(code);
            });
          });
        }

        async function stop(child: ChildProcess, exit: Promise<number | null>) {
          child.kill("SIGINT");
          await exit;
        }

        export async function start(url: string) {
          const child = spawn("server", ["--dev"]);
          const exit = exitOf(child);
          await answers(url, child);
          return {
            url,
            stop: async () => {
              await stop(child, exit);
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "one that has ended is not waited for",
      filename: "file.ts",
      code: code`
        import { spawn, type ChildProcess } from "node:child_process";
        import { once } from "node:events";
        import { answers } from "./answers";

        async function stop(child: ChildProcess) {
          if (child.exitCode !== null) return;
          child.kill("SIGINT");
          await once(child, "exit");
        }

        export async function start(url: string) {
          const child = spawn("server", ["--dev"]);
          await answers(url);
          return { url, stop: () => stop(child) };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the wait ends with a timer",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        import { answers, delay } from "./answers";

        export async function start(url) {
          const child = spawn("server", ["--dev"]);
          await answers(url);
          return {
            url,
            async stop() {
              const exit = once(child, "exit");
              child.kill();
              await Promise.race([exit, delay(5_000)]);
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what kills it tells whether there was something to kill",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        import { answers } from "./answers";

        export async function start(url) {
          const child = spawn("server", ["--dev"]);
          await answers(url);
          return {
            url,
            async stop() {
              const exit = once(child, "exit");
              if (child.kill()) await exit;
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is returned in the turn in which the child is made",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";

        export function start() {
          const child = spawn("server", ["--dev"]);
          return {
            async stop() {
              const exit = once(child, "exit");
              child.kill();
              await exit;
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the end is heard of where the child is made",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        import { answers } from "./answers";

        export async function start(url) {
          const child = spawn("server", ["--dev"]);
          let isRunning = true;
          child.on("exit", () => {
            isRunning = false;
          });
          await answers(url);
          return {
            url,
            async stop() {
              if (!isRunning) return;
              child.kill();
              await once(child, "exit");
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a child that has ended can be told nothing: the wait fails with that",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";
        import { answers } from "./answers";

        export async function start(url) {
          const child = fork("server.js");
          await answers(url);
          return {
            url,
            async stop() {
              child.send("stop");
              await once(child, "exit");
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a child that is waited for only when it is stopped, by functions that get it",
      filename: "file.ts",
      code: code`
        import { spawn, type ChildProcess } from "node:child_process";
        import { answers } from "./answers";

        function delay(ms: number) {
          return new Promise((resolve) => setTimeout(resolve, ms));
        }

        function exitOf(child: ChildProcess): Promise<number | null> {
          return new Promise((resolve, reject) => {
            child.once("error", reject);
            child.once("exit", (code) => {
              resolve(code);
            });
          });
        }

        async function stop(child: ChildProcess) {
          let exited = false;
          const exit = exitOf(child).then(() => {
            exited = true;
          });
          child.kill("SIGINT");
          await Promise.race([exit, delay(5_000)]);
          if (!exited) {
            child.kill("SIGKILL");
            await exit;
          }
        }

        export async function start(url: string) {
          const child = spawn("server", ["--dev"]);
          await answers(url, child);
          return {
            url,
            [Symbol.asyncDispose]: async () => {
              await stop(child);
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 10 },
        { messageId: "lazyWait", line: 11 },
      ],
    },
    {
      name: "what stops it kills it and waits for it",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        import { answers } from "./answers";

        export async function start(url) {
          const child = spawn("server", ["--dev"]);
          await answers(url);
          return {
            url,
            async stop() {
              child.kill();
              await once(child, "exit");
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 12, suggestions: [
            { messageId: "waitWhereMade", output: code`
              import { spawn } from "node:child_process";
              import { once } from "node:events";
              import { answers } from "./answers";

              export async function start(url) {
                const child = spawn("server", ["--dev"]);
                const exit = new Promise((resolve) => child.once("exit", resolve));
                await answers(url);
                return {
                  url,
                  async stop() {
                    child.kill();
                    await exit;
                  },
                };
              }
            ` },
          ] },
      ],
    },
    {
      name: "a child that is told nothing where it is stopped",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";
        import { answers } from "./answers";

        export async function start(url) {
          const child = fork("server.js");
          await answers(url);
          return {
            url,
            async stop() {
              child.kill();
              await once(child, "exit");
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 12, suggestions: [
            { messageId: "waitWhereMade", output: code`
              import { fork } from "node:child_process";
              import { once } from "node:events";
              import { answers } from "./answers";

              export async function start(url) {
                const child = fork("server.js");
                const exit = new Promise((resolve) => child.once("exit", resolve));
                await answers(url);
                return {
                  url,
                  async stop() {
                    child.kill();
                    await exit;
                  },
                };
              }
            ` },
          ] },
      ],
    },
    {
      name: "an error of the child is heard of where it is made",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";
        import { answers } from "./answers";

        export async function start(url) {
          const child = fork("server.js");
          child.on("error", (error) => console.error(error));
          await answers(url);
          return {
            url,
            async stop() {
              child.kill();
              await once(child, "exit");
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 13, suggestions: [
            { messageId: "waitWhereMade", output: code`
              import { fork } from "node:child_process";
              import { once } from "node:events";
              import { answers } from "./answers";

              export async function start(url) {
                const child = fork("server.js");
                const exit = once(child, "exit");
                exit.catch(() => {});
                child.on("error", (error) => console.error(error));
                await answers(url);
                return {
                  url,
                  async stop() {
                    child.kill();
                    await exit;
                  },
                };
              }
            ` },
          ] },
      ],
    },
    {
      name: "what it ended with is used",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";
        import { answers } from "./answers";

        export async function start(url) {
          const child = fork("server.js");
          await answers(url);
          return {
            url,
            async stop() {
              child.kill();
              const [code] = await once(child, "exit");
              return code;
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 12 },
      ],
    },
  ],
});
