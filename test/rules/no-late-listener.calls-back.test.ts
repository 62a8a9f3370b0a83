import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: what calls back only when it is asked", rule, {
  valid: [
    {
      name: "what calls back looks first whether the child has ended",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";

        export async function start(command: string) {
          const child = spawn(command);
          await once(child, "spawn");
          return {
            stdout: child.stdout,
            onExit(callback: (code: number | null) => void) {
              if (child.exitCode !== null) callback(child.exitCode);
              else child.once("exit", callback);
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is returned in the turn in which the child is made",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";

        export function start(command: string) {
          const child = spawn(command);
          return {
            stdout: child.stdout,
            onExit(callback: (code: number | null) => void) {
              child.once("exit", callback);
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the end is listened for where the child is made, too",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";

        export async function start(command: string, forget: () => void) {
          const child = spawn(command);
          child.once("exit", () => forget());
          await once(child, "spawn");
          return {
            stdout: child.stdout,
            onExit(callback: (code: number | null) => void) {
              child.once("exit", callback);
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what the caller gives is not called",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";

        export async function start(command: string, stop: () => void) {
          const child = spawn(command);
          await once(child, "spawn");
          return {
            stdout: child.stdout,
            stopAfter(name: string) {
              child.once("exit", () => stop());
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the function kills the child itself",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";

        export async function start(command: string) {
          const child = spawn(command);
          await once(child, "spawn");
          return {
            stdout: child.stdout,
            stop(callback: (code: number | null) => void) {
              child.once("exit", callback);
              child.kill();
            },
          };
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "an async function gives what calls back at the end of its child",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";

        export async function start(command: string) {
          const child = spawn(command);
          let failed: Error | undefined;
          child.on("error", (error) => {
            failed = error;
          });
          await once(child, "spawn");
          return {
            stdout: child.stdout,
            onExit(callback: (code: number | null, signal: NodeJS.Signals | null) => void) {
              let isTold = false;
              const tell = (code: number | null, signal: NodeJS.Signals | null) => {
                if (isTold) return;
                isTold = true;
                callback(code, signal);
              };
              child.once("exit", tell);
              if (failed) tell(null, null);
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 20, suggestions: [
            { messageId: "runIfCome", output: code`
              import { spawn } from "node:child_process";
              import { once } from "node:events";

              export async function start(command: string) {
                const child = spawn(command);
                let failed: Error | undefined;
                child.on("error", (error) => {
                  failed = error;
                });
                await once(child, "spawn");
                return {
                  stdout: child.stdout,
                  onExit(callback: (code: number | null, signal: NodeJS.Signals | null) => void) {
                    let isTold = false;
                    const tell = (code: number | null, signal: NodeJS.Signals | null) => {
                      if (isTold) return;
                      isTold = true;
                      callback(code, signal);
                    };
                    if (child.exitCode !== null || child.signalCode !== null) tell(child.exitCode, child.signalCode);
                    else child.once("exit", tell);
                    if (failed) tell(null, null);
                  },
                };
              }
            ` },
          ] },
      ],
    },
    {
      name: "a handler that stands in its place",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";

        export async function start(command) {
          const child = spawn(command);
          await once(child, "spawn");
          return {
            stdout: child.stdout,
            onExit(callback) {
              child.once("exit", (code) => {
                callback(code ?? 1);
              });
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 10, suggestions: [
            { messageId: "runIfCome", output: code`
              import { spawn } from "node:child_process";
              import { once } from "node:events";

              export async function start(command) {
                const child = spawn(command);
                await once(child, "spawn");
                return {
                  stdout: child.stdout,
                  onExit(callback) {
                    const onExit = (code) => {
                      callback(code ?? 1);
                    };
                    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode);
                    else child.once("exit", onExit);
                  },
                };
              }
            ` },
          ] },
      ],
    },
    {
      name: "the types of what the handler takes come from where it stands",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";

        export async function start(log: (text: string) => void) {
          const child = spawn("server");
          await log("started");
          return {
            onExit(callback: (code: number | null) => void) {
              child.on("exit", (code) => {
                log("ended");
                callback(code);
              });
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 8 },
      ],
    },
    {
      name: "the handler says itself of what types it is",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";

        export async function start(log: (text: string) => void) {
          const child = spawn("server");
          await log("started");
          return {
            onExit(callback: (code: number | null) => void) {
              child.on("exit", (code: number | null) => {
                log("ended");
                callback(code);
              });
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 8, suggestions: [
            { messageId: "runIfCome", output: code`
              import { spawn } from "node:child_process";

              export async function start(log: (text: string) => void) {
                const child = spawn("server");
                await log("started");
                return {
                  onExit(callback: (code: number | null) => void) {
                    const onExit = (code: number | null) => {
                      log("ended");
                      callback(code);
                    };
                    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode);
                    else child.on("exit", onExit);
                  },
                };
              }
            ` },
          ] },
      ],
    },
  ],
});
