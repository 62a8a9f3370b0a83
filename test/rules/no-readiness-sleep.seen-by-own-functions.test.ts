import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is written again until a function of the file's own sees it", rule, {
  valid: [],
  invalid: [
    {
      name: "a function of its own that asks whether something is there",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs/promises";
        import { expect, test } from "vitest";
        import { waitFor } from "./wait-for.js";
        import { startWatcher } from "./watcher.js";
        test("tells of a change", async () => {
          const lines = [];
          const watcher = await startWatcher("a", (line) => lines.push(line));
          // Wait for the watcher to be ready
          await new Promise((resolve) => setTimeout(resolve, 50));
          await fs.writeFile("a/b.txt", "b");
          const isTold = await waitFor(() => lines.some((line) => line.includes("b.txt")));
          expect(isTold).toBe(true);
        });
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "sendAgain", output: code`
              import fs from "node:fs/promises";
              import { expect, test } from "vitest";
              import { waitFor } from "./wait-for.js";
              import { startWatcher } from "./watcher.js";
              test("tells of a change", async () => {
                const lines = [];
                const watcher = await startWatcher("a", (line) => lines.push(line));
                for (let pause = 100, deadline = Date.now() + 1500; ; pause *= 2) {
                  await fs.writeFile("a/b.txt", "b");
                  await new Promise((resolve) => setTimeout(resolve, pause));
                  if (lines.some((line) => line.includes("b.txt")) || Date.now() > deadline) break;
                }
                const isTold = await waitFor(() => lines.some((line) => line.includes("b.txt")));
                expect(isTold).toBe(true);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a function of its own that counts what is there",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs/promises";
        import { expect, test } from "vitest";
        import { waitFor } from "./wait-for.js";
        import { startWatcher } from "./watcher.js";
        test("tells of a change", async () => {
          const lines = [];
          const watcher = await startWatcher("a", (line) => lines.push(line));
          // Wait for the watcher to be ready
          await new Promise((resolve) => setTimeout(resolve, 50));
          await fs.writeFile("a/b.txt", "b");
          const isTold = await waitFor(() => lines.length === 1);
          expect(isTold).toBe(true);
        });
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [] },
      ],
    },
    {
      name: "a function of its own that takes what is there",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs/promises";
        import { expect, test } from "vitest";
        import { waitFor } from "./wait-for.js";
        import { startWatcher } from "./watcher.js";
        test("tells of a change", async () => {
          const lines = [];
          const watcher = await startWatcher("a", (line) => lines.push(line));
          // Wait for the watcher to be ready
          await new Promise((resolve) => setTimeout(resolve, 50));
          await fs.writeFile("a/b.txt", "b");
          const isTold = await waitFor(() => lines.shift() === "b.txt");
          expect(isTold).toBe(true);
        });
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [] },
      ],
    },
  ],
});
