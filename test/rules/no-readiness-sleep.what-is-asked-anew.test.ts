import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is asked anew", rule, {
  valid: [
    {
      name: "a question that is asked until it is so",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function start() {
          if (await isUp()) return;
          spawn("app", { detached: true });
          while (!(await isUp())) await sleep(100);
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a question that only reads what is set behind the sleep",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        let up = false;
        const isUp = () => up;
        export async function start() {
          if (isUp()) return;
          spawn("app", { detached: true });
          await sleep(500);
          up = true;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "a question that is about an earlier process",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function start() {
          const pid = readPid();
          if (await isProcessRunning(pid)) return;
          spawn("app", { detached: true });
          await sleep(500);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a question that is about another instance",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function start() {
          if (await isOtherInstanceRunning()) return;
          spawn("app", { detached: true });
          await sleep(500);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 6 },
      ],
    },
    {
      name: "a question that looks anew",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        const isUp = () => fetch(url).then(() => true, () => false);
        export async function start() {
          if (await isUp()) return;
          spawn("app", { detached: true });
          await sleep(500);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "readAgain", output: code`
              import { spawn } from "node:child_process";
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              const isUp = () => fetch(url).then(() => true, () => false);
              export async function start() {
                if (await isUp()) return;
                spawn("app", { detached: true });
                for (const deadline = Date.now() + 30_000; !(await isUp()); ) {
                  if (Date.now() > deadline) throw new Error("isUp() is still false");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a question of another module",
      filename: "file.js",
      code: code`
        import { isUp } from "./state.js";
        import { spawn } from "node:child_process";
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function start() {
          if (isUp()) return;
          spawn("app", { detached: true });
          await sleep(500);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "readAgain", output: code`
              import { isUp } from "./state.js";
              import { spawn } from "node:child_process";
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              export async function start() {
                if (isUp()) return;
                spawn("app", { detached: true });
                for (const deadline = Date.now() + 30_000; !isUp(); ) {
                  if (Date.now() > deadline) throw new Error("isUp() is still false");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "what is bound elsewhere in the file does not wait long",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        import mongoose from "mongoose";
        const url = "mongodb://mongo/app?serverSelectionTimeoutMS=100";
        async function main() {
          await sleep(5000);
          await mongoose.connect(url);
        }
        main();
      `,
      options: [{ report: "potential" }],
      settings: { "startup-order": { versions: { mongoose: "8" } } },
      errors: [
        { messageId: "putOff", line: 5 },
      ],
    },
    {
      name: "of an unknown version that may give up at once",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        import mongoose from "mongoose";
        async function main() {
          await sleep(5000);
          await mongoose.connect("mongodb://mongo/app");
        }
        main();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "putOff", line: 4 },
      ],
    },
    {
      name: "of any version that is told to wait",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        import mongoose from "mongoose";
        async function main() {
          await sleep(5000);
          await mongoose.connect("mongodb://mongo/app", { useUnifiedTopology: true });
        }
        main();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "putOff", line: 4, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              import mongoose from "mongoose";
              async function main() {
                await mongoose.connect("mongodb://mongo/app", { useUnifiedTopology: true });
              }
              main();
            ` },
          ] },
      ],
    },
  ],
});
