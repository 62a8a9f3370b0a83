import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: loops that wait for one emitter after the other", rule, {
  valid: [
    {
      name: "all are listened to at once",
      filename: "file.ts",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";

        export async function startAll(paths: string[]): Promise<void> {
          const children = paths.map((path) => fork(path));
          await Promise.all(children.map((child) => once(child, "spawn")));
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "each is ended in its turn",
      filename: "file.ts",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";

        export async function endAll(paths: string[]): Promise<void> {
          const children = paths.map((path) => fork(path));
          for (const child of children) {
            child.kill();
            await once(child, "exit");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "each is looked at first",
      filename: "file.ts",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";

        export async function endAll(paths: string[]): Promise<void> {
          const children = paths.map((path) => fork(path));
          for (const child of children) {
            if (child.exitCode === null) await once(child, "exit");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "each is made in its turn",
      filename: "file.ts",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";

        export async function startAll(paths: string[]): Promise<void> {
          for (const path of paths) {
            const child = fork(path);
            await once(child, "spawn");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what the list holds is not known",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import { startChildren } from "./children.js";

        export async function startAll(paths: string[]): Promise<void> {
          const children = startChildren(paths);
          for (const child of children) await once(child, "spawn");
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "children that are waited for one after the other",
      filename: "file.ts",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";

        export async function startAll(paths: string[]): Promise<void> {
          const children = paths.map((path) => fork(path));
          for (const child of children) {
            await once(child, "spawn");
          }
        }
      `,
      errors: [
        { messageId: "neverComes", line: 7, suggestions: [
            { messageId: "waitForAll", output: code`
              import { fork } from "node:child_process";
              import { once } from "node:events";

              export async function startAll(paths: string[]): Promise<void> {
                const children = paths.map((path) => fork(path));
                await Promise.all(children.map((child) => once(child, "spawn")));
              }
            ` },
          ] },
      ],
    },
    {
      name: "something is done with each in between",
      filename: "file.ts",
      code: code`
        import { Worker } from "node:worker_threads";
        import { once } from "node:events";

        export async function endAll(paths: string[], log: (code: number) => void): Promise<void> {
          const workers = paths.map((path) => new Worker(path));
          for (const worker of workers) {
            const [code] = await once(worker, "exit");
            log(code);
          }
        }
      `,
      errors: [
        { messageId: "neverComes", line: 7 },
      ],
    },
    {
      name: "a stream that is waited for in a loop before",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import { createWriteStream } from "node:fs";
        import { tell } from "./tell.js";

        export async function write(file: string, rows: string[]): Promise<void> {
          const out = createWriteStream(file);
          for (const row of rows) {
            if (!out.write(row)) await once(out, "drain");
          }
          out.end();
          await tell(file);
          await once(out, "finish");
        }
      `,
      errors: [
        { messageId: "neverComes", line: 12, suggestions: [
            { messageId: "waitTogether", output: code`
              import { once } from "node:events";
              import { createWriteStream } from "node:fs";
              import { tell } from "./tell.js";

              export async function write(file: string, rows: string[]): Promise<void> {
                const out = createWriteStream(file);
                for (const row of rows) {
                  if (!out.write(row)) await once(out, "drain");
                }
                out.end();
                await Promise.all([once(out, "finish"), tell(file)]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import { createWriteStream } from "node:fs";
              import { tell } from "./tell.js";

              export async function write(file: string, rows: string[]): Promise<void> {
                const out = createWriteStream(file);
                for (const row of rows) {
                  if (!out.write(row)) await once(out, "drain");
                }
                out.end();
                const finish = once(out, "finish");
                finish.catch(() => {});
                await tell(file);
                await finish;
              }
            ` },
          ] },
      ],
    },
    {
      name: "each wait awaits something itself",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";

        export async function startAll(paths, nameOf) {
          const children = paths.map((path) => fork(path));
          for (const child of children) {
            await once(child, "spawn", { signal: await nameOf() });
          }
        }
      `,
      errors: [
        { messageId: "neverComes", line: 7 },
      ],
    },
    {
      name: "each wait has a time of its own",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process";
        import { once } from "node:events";

        export async function startAll(paths, nameOf) {
          const children = paths.map((path) => fork(path));
          for (const child of children) {
            await once(child, "spawn", { signal: AbortSignal.timeout(100) });
          }
        }
      `,
      errors: [
        { messageId: "neverComes", line: 7 },
      ],
    },
    {
      name: "what follows would be read as a part of the wait",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process"
        import { once } from "node:events"

        export async function startAll(paths, nameOf) {
          const children = paths.map((path) => fork(path))
          for (const child of children) { await once(child, "spawn") }
          [1, 2].forEach(nameOf)
        }
      `,
      errors: [
        { messageId: "neverComes", line: 6, suggestions: [
            { messageId: "waitForAll", output: code`
              import { fork } from "node:child_process"
              import { once } from "node:events"

              export async function startAll(paths, nameOf) {
                const children = paths.map((path) => fork(path))
                await Promise.all(children.map((child) => once(child, "spawn")));
                [1, 2].forEach(nameOf)
              }
            ` },
          ] },
      ],
    },
    {
      name: "what follows begins with a semicolon",
      filename: "a.js",
      code: code`
        import { fork } from "node:child_process"
        import { once } from "node:events"

        export async function startAll(paths, nameOf) {
          const children = paths.map((path) => fork(path))
          for (const child of children) await once(child, "spawn")
          ;[1, 2].forEach(nameOf)
        }
      `,
      errors: [
        { messageId: "neverComes", line: 6, suggestions: [
            { messageId: "waitForAll", output: code`
              import { fork } from "node:child_process"
              import { once } from "node:events"

              export async function startAll(paths, nameOf) {
                const children = paths.map((path) => fork(path))
                await Promise.all(children.map((child) => once(child, "spawn")))
                ;[1, 2].forEach(nameOf)
              }
            ` },
          ] },
      ],
    },
  ],
});
