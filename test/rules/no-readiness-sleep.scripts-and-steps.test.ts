import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a step that does something else as well",
      filename: "file.js",
      code: code`
        import { act, renderHook } from "@testing-library/react";
        import { expect, it } from "vitest";
        import { useSocket } from "../src/use-socket";
        it("connects", async () => {
          const { result } = renderHook(() => useSocket("a"));
          // Wait for connection to be established
          await act(async () => {
            result.current.send("a");
            await new Promise((resolve) => setTimeout(resolve, 20));
          });
          expect(result.current.isConnected).toBe(true);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a step of a test that does nothing but sleep",
      filename: "file.js",
      code: code`
        import { act, renderHook } from "@testing-library/react";
        import { expect, it } from "vitest";
        import { useSocket } from "../src/use-socket";
        it("connects", async () => {
          const { result } = renderHook(() => useSocket("a"));
          // Wait for connection to be established
          await act(async () => {
            await new Promise((resolve) => setTimeout(resolve, 20));
          });
          expect(result.current.isConnected).toBe(true);
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a child whose input ends",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function startWorker(code) {
          const child = spawn("node", ["-"], { stdio: ["pipe", "inherit", "inherit"] });
          child.stdin.write(code);
          child.stdin.end();
          // Wait for the worker to start
          await new Promise((resolve) => setTimeout(resolve, 2000));
          return child;
        }
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "awaitLine", output: code`
              import { spawn } from "node:child_process";
              export async function startWorker(code) {
                const child = spawn("node", ["-"], { stdio: ["pipe", "pipe", "inherit"] });
                child.stdin.write(code);
                child.stdin.end();
                child.stdout.pipe(process.stdout);
                await new Promise((resolve, reject) => {
                  let output = "";
                  const settle = (error) => {
                    clearTimeout(timer);
                    child.stdout.off("data", look).resume();
                    child.off("exit", fail).off("error", settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk) => {
                    output += String(chunk);
                    if (/ready|listening|started/i.test(output)) settle();
                  };
                  const fail = () => settle(new Error("child has ended, or was not ready in time"));
                  const timer = setTimeout(fail, 30_000);
                  child.stdout.on("data", look);
                  child.once("exit", fail).once("error", settle);
                });
                return child;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a child with a channel",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { afterAll, beforeAll, expect, it } from "vitest";
        const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        let server;
        beforeAll(async () => {
          server = spawn("node", ["dist/server.js"], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
          await pause(1500);
        });
        it("answers", () => {
          expect(server.connected).toBe(true);
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitMessage", output: code`
              import { spawn } from "node:child_process";
              import { afterAll, beforeAll, expect, it } from "vitest";
              const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              let server;
              beforeAll(async () => {
                server = spawn("node", ["dist/server.js"], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
                const started = server;
                await new Promise((resolve, reject) => {
                  const settle = (error) => {
                    clearTimeout(timer);
                    started.off("message", ready).off("exit", fail).off("error", settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const ready = () => settle();
                  const fail = () => settle(new Error("server has ended, or was not ready in time"));
                  const timer = setTimeout(fail, 30_000);
                  started.once("message", ready).once("exit", fail).once("error", settle);
                });
              });
              it("answers", () => {
                expect(server.connected).toBe(true);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a script whose function starts a child",
      filename: "file.js",
      code: code`
        const { exec } = require("child_process");
        function startApplication() {
          const dev = exec("npm run dev", { cwd: __dirname });
          // Give the server time to start
          setTimeout(() => {
            runChecks();
          }, 10000);
        }
        startApplication();
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "awaitLine", output: code`
              const { exec } = require("child_process");
              function startApplication() {
                const dev = exec("npm run dev", { cwd: __dirname });
                void (async () => {
                  await new Promise((resolve, reject) => {
                    let output = "";
                    const settle = (error) => {
                      clearTimeout(timer);
                      dev.stdout.off("data", look).resume();
                      dev.off("exit", fail).off("error", settle);
                      if (error) reject(error);
                      else resolve();
                    };
                    const look = (chunk) => {
                      output += String(chunk);
                      if (/ready|listening|started/i.test(output)) settle();
                    };
                    const fail = () => settle(new Error("dev has ended, or was not ready in time"));
                    const timer = setTimeout(fail, 30_000);
                    dev.stdout.on("data", look);
                    dev.once("exit", fail).once("error", settle);
                  });
                  runChecks();
                })();
              }
              startApplication();
            ` },
          ] },
      ],
    },
    {
      name: "a module whose function starts a child",
      filename: "file.js",
      code: code`
        const { exec } = require("child_process");
        function startApplication() {
          const dev = exec("npm run dev", { cwd: __dirname });
          // Give the server time to start
          setTimeout(() => {
            runChecks();
          }, 10000);
        }
        module.exports = startApplication;
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
  ],
});
