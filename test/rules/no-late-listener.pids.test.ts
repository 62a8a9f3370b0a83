import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: what the pid of a child tells", rule, {
  valid: [
    {
      name: "the pid is handed to what may end the child, behind its listener",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { mkdir } from "node:fs/promises";

        export async function startModel(bin: string, name: string, retry: () => void) {
          const child = spawn(bin, []);
          await mkdir("run");
          child.on("close", () => retry());
          process.kill(child.pid!, "SIGTERM");
          return { name, pid: child.pid };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the pid says whether the child has been spawned",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { once } from "node:events";
        import { mkdir } from "node:fs/promises";

        export async function startModel(bin: string) {
          const child = spawn(bin, []);
          child.on("error", (error) => console.error(error));
          await mkdir("run");
          if (child.pid === undefined) await once(child, "spawn");
          return child;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the listeners are there before the pid is written down",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { writeFile } from "node:fs/promises";

        export async function startModel(bin: string, args: string[], retry: () => void) {
          const child = spawn(bin, args, { detached: true });
          child.on("error", (error) => console.error(error));
          child.on("close", () => retry());
          await writeFile("model.pid", String(child.pid));
          if (!child.pid) throw new Error("not started");
          return child.pid;
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the pid of a child is written down and tested while nobody listens for its end",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { writeFile } from "node:fs/promises";

        export async function startModel(bin: string, args: string[], retry: () => void) {
          const child = spawn(bin, args, { detached: true });
          await writeFile("model.pid", String(child.pid));
          if (!child.pid) throw new Error("not started");
          child.on("error", (error) => console.error(error));
          child.on("close", () => retry());
          return child.pid;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "thrownMeanwhile", line: 8, suggestions: [
            { messageId: "attachFirst", output: code`
              import { spawn } from "node:child_process";
              import { writeFile } from "node:fs/promises";

              export async function startModel(bin: string, args: string[], retry: () => void) {
                const child = spawn(bin, args, { detached: true });
                child.on("error", (error) => console.error(error));
                await writeFile("model.pid", String(child.pid));
                if (!child.pid) throw new Error("not started");
                child.on("close", () => retry());
                return child.pid;
              }
            ` },
          ] },
        { messageId: "lostMeanwhile", line: 9, suggestions: [
            { messageId: "attachFirst", output: code`
              import { spawn } from "node:child_process";
              import { writeFile } from "node:fs/promises";

              export async function startModel(bin: string, args: string[], retry: () => void) {
                const child = spawn(bin, args, { detached: true });
                child.on("close", () => retry());
                await writeFile("model.pid", String(child.pid));
                if (!child.pid) throw new Error("not started");
                child.on("error", (error) => console.error(error));
                return child.pid;
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import { spawn } from "node:child_process";
              import { writeFile } from "node:fs/promises";

              export async function startModel(bin: string, args: string[], retry: () => void) {
                const child = spawn(bin, args, { detached: true });
                let hasClosed = false;
                child.once("close", () => {
                  hasClosed = true;
                });
                await writeFile("model.pid", String(child.pid));
                if (!child.pid) throw new Error("not started");
                child.on("error", (error) => console.error(error));
                const onClose = () => retry();
                child.on("close", onClose);
                if (hasClosed) onClose();
                return child.pid;
              }
            ` },
          ] },
      ],
    },
    {
      name: "the pid is given back with what tells its name",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { mkdir } from "node:fs/promises";

        export async function startModel(bin: string, name: string, retry: () => void) {
          const child = spawn(bin, []);
          await mkdir("run");
          child.on("close", () => retry());
          return { name, pid: child.pid };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lostMeanwhile", line: 7, suggestions: [
            { messageId: "attachFirst", output: code`
              import { spawn } from "node:child_process";
              import { mkdir } from "node:fs/promises";

              export async function startModel(bin: string, name: string, retry: () => void) {
                const child = spawn(bin, []);
                child.on("close", () => retry());
                await mkdir("run");
                return { name, pid: child.pid };
              }
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import { spawn } from "node:child_process";
              import { mkdir } from "node:fs/promises";

              export async function startModel(bin: string, name: string, retry: () => void) {
                const child = spawn(bin, []);
                let hasClosed = false;
                child.once("close", () => {
                  hasClosed = true;
                });
                await mkdir("run");
                const onClose = () => retry();
                child.on("close", onClose);
                if (hasClosed) onClose();
                return { name, pid: child.pid };
              }
            ` },
          ] },
      ],
    },
  ],
});
