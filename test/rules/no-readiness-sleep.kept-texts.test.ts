import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [

  ],
  invalid: [
    {
      name: "pieces of an output, of which two things are asserted",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "bun:test";
        import { manager } from "./manager";
        it("has output", async () => {
          const child = await manager.spawn("echo hello; echo bye");
          await new Promise((resolve) => setTimeout(resolve, 200));
          // only what it has written
          const output = await manager.getOutput(child.id);
          expect(output.success).toBe(true);
          if (!output.success) return;

          expect(output.output).toContain("hello");
          expect(output.output).toContain("bye");
          expect(output.output).not.toContain("DEBUG");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it } from "bun:test";
              import { manager } from "./manager";
              it("has output", async () => {
                const child = await manager.spawn("echo hello; echo bye");
                let text = "";
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    // only what it has written
                    const output = await manager.getOutput(child.id);
                    expect(output.success).toBe(true);
                    if (!output.success) return;

                    text += output.output ?? "";
                    expect(text).toContain("hello");
                    expect(text).toContain("bye");
                    expect(text).not.toContain("DEBUG");
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
      name: "pieces of an output in a branch, beside a state",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "bun:test";
        import { manager } from "./manager";
        it("has output", async () => {
          const marker = "failed";
          const child = await manager.spawn(\`echo "\${marker}" >&2; exit 1\`);
          await new Promise((resolve) => setTimeout(resolve, 300));
          const output = await manager.getOutput(child.id);
          expect(output.success).toBe(true);
          if (output.success) {
            // written to both
            expect(output.exitCode).toBe(1);
            expect(output.output).toContain(marker);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it } from "bun:test";
              import { manager } from "./manager";
              it("has output", async () => {
                const marker = "failed";
                const child = await manager.spawn(\`echo "\${marker}" >&2; exit 1\`);
                let text = "";
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const output = await manager.getOutput(child.id);
                    expect(output.success).toBe(true);
                    if (output.success) {
                      text += output.output ?? "";
                      // written to both
                      expect(output.exitCode).toBe(1);
                      expect(text).toContain(marker);
                    }
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
      name: "pieces that are the text itself",
      filename: "a.test.js",
      code: code`
        import assert from "node:assert";
        import { test } from "node:test";
        import { spawnShell } from "./shell.js";
        test("has output", async () => {
          const shell = await spawnShell();
          await new Promise((resolve) => setTimeout(resolve, 200));
          const output = await shell.readOutput();
          assert.match(output, /hello/);
          assert.ok(output.includes("bye"));
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import assert from "node:assert";
              import { test } from "node:test";
              import { spawnShell } from "./shell.js";
              test("has output", async () => {
                const shell = await spawnShell();
                let text = "";
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const output = await shell.readOutput();
                    text += output ?? "";
                    assert.match(text, /hello/);
                    assert.ok(text.includes("bye"));
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
      name: "pieces whose number is asserted",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "bun:test";
        import { manager } from "./manager";
        it("has output", async () => {
          const child = await manager.spawn("echo hello; echo bye");
          await new Promise((resolve) => setTimeout(resolve, 200));
          const output = await manager.getOutput(child.id);
          expect(output.output).toContain("hello");
          expect(output.output.length).toBe(10);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 5 },
      ],
    },
    {
      name: "pieces that are a list",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "bun:test";
        import { manager } from "./manager";
        it("has output", async () => {
          const child = await manager.spawn("echo hello; echo bye");
          await new Promise((resolve) => setTimeout(resolve, 200));
          const output = await manager.getOutput(child.id);
          expect(output.lines).toContain("hello");
          expect(output.lines).toContain("bye");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 5 },
      ],
    },
    {
      name: "pieces behind what may fail when they have been read",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "bun:test";
        import { manager } from "./manager";
        it("has output", async () => {
          const child = await manager.spawn("echo hello; echo bye");
          await new Promise((resolve) => setTimeout(resolve, 200));
          const output = await manager.getOutput(child.id);
          expect(output.exitCode).toBe(1);
          if (output.success) {
            expect(output.output).toContain("hello");
            expect(output.output).toContain("bye");
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 5 },
      ],
    },
    {
      name: "pieces that are compared from end to end",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "bun:test";
        import { manager } from "./manager";
        it("has output", async () => {
          const child = await manager.spawn("echo hello; echo bye");
          await new Promise((resolve) => setTimeout(resolve, 200));
          const output = await manager.getOutput(child.id);
          expect(output.output).toMatch(/^hello/);
          expect(output.output).toMatch(/bye$/);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 5 },
      ],
    },
    {
      name: "pieces that are used behind",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "bun:test";
        import { manager } from "./manager";
        it("has output", async () => {
          const child = await manager.spawn("echo hello; echo bye");
          await new Promise((resolve) => setTimeout(resolve, 200));
          const output = await manager.getOutput(child.id);
          expect(output.output).toContain("hello");
          expect(output.output).toContain("bye");
          await manager.keep(output);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 5 },
      ],
    },
    {
      name: "a name for the pieces that is taken",
      filename: "a.test.ts",
      code: code`
        import { expect, it } from "vitest";
        import { manager } from "./manager";
        it("has output", async () => {
          const text = "hello";
          const child = await manager.spawn(\`echo \${text}\`);
          await new Promise((resolve) => setTimeout(resolve, 200));
          const { id } = child;
          const chunk = await manager.getChunk(id);
          expect(chunk.text).toContain(text);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from "vitest";
              import { manager } from "./manager";
              it("has output", async () => {
                const text = "hello";
                const child = await manager.spawn(\`echo \${text}\`);
                let soFar = "";
                await vi.waitFor(async () => {
                  const { id } = child;
                  const chunk = await manager.getChunk(id);
                  soFar += chunk.text ?? "";
                  expect(soFar).toContain(text);
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
  ],
});
