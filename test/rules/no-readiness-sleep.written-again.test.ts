import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is written or sent again with what asks for it", rule, {
  valid: [],
  invalid: [
    {
      name: "a file that is written, and an assertion behind a second sleep",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs";
        import { expect, test, vi } from "vitest";
        import { watchFolder } from "./watcher.js";
        test("tells of a change", async () => {
          const onChange = vi.fn();
          const watcher = watchFolder("a", onChange);
          // Wait for the watcher to be ready
          await new Promise((resolve) => setTimeout(resolve, 200));
          fs.writeFileSync("a/b.txt", "b");
          // The time that it waits for more
          await new Promise((resolve) => setTimeout(resolve, 500));
          expect(onChange).toHaveBeenCalledWith("a/b.txt");
          await watcher.close();
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "sendAgain", output: code`
              import fs from "node:fs";
              import { expect, test, vi } from "vitest";
              import { watchFolder } from "./watcher.js";
              test("tells of a change", async () => {
                const onChange = vi.fn();
                const watcher = watchFolder("a", onChange);
                for (let pause = 500, deadline = Date.now() + 1500; ; pause *= 2) {
                  try {
                    fs.writeFileSync("a/b.txt", "b");
                    await new Promise((resolve) => setTimeout(resolve, pause));
                    expect(onChange).toHaveBeenCalledWith("a/b.txt");
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                  }
                }
                await watcher.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a file that is written, and calls that are counted",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs";
        import { expect, test, vi } from "vitest";
        import { watchFolder } from "./watcher.js";
        test("tells of a change", async () => {
          const onChange = vi.fn();
          const watcher = watchFolder("a", onChange);
          // Wait for the watcher to be ready
          await new Promise((resolve) => setTimeout(resolve, 200));
          fs.writeFileSync("a/b.txt", "b");
          // The time that it waits for more
          await new Promise((resolve) => setTimeout(resolve, 500));
          expect(onChange).toHaveBeenCalledTimes(1);
          await watcher.close();
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a file that must be new",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs";
        import { expect, test, vi } from "vitest";
        import { watchFolder } from "./watcher.js";
        test("tells of a change", async () => {
          const onAdd = vi.fn();
          const watcher = watchFolder("a", { onAdd });
          // Wait for the watcher to be ready
          await new Promise((resolve) => setTimeout(resolve, 200));
          fs.writeFileSync("a/b.txt", "b");
          // The time that it waits for more
          await new Promise((resolve) => setTimeout(resolve, 500));
          expect(onAdd).toHaveBeenCalledWith("a/b.txt");
          await watcher.close();
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a file that is written before something that asks again",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs/promises";
        import { expect, test, vi } from "vitest";
        import { watchFolder } from "./watcher.js";
        test("tells of a change", async () => {
          const onChange = vi.fn();
          const watcher = watchFolder("a", onChange);
          // Wait for the watcher to be ready
          await new Promise((resolve) => setTimeout(resolve, 200));
          await fs.writeFile("a/b.txt", "b");
          await vi.waitFor(() => {
            expect(onChange).toHaveBeenCalledWith("a/b.txt");
          });
          await watcher.close();
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "sendAgain", output: code`
              import fs from "node:fs/promises";
              import { expect, test, vi } from "vitest";
              import { watchFolder } from "./watcher.js";
              test("tells of a change", async () => {
                const onChange = vi.fn();
                const watcher = watchFolder("a", onChange);
                for (let pause = 100, deadline = Date.now() + 1500; ; pause *= 2) {
                  try {
                    await fs.writeFile("a/b.txt", "b");
                    await vi.waitFor(() => {
                      expect(onChange).toHaveBeenCalledWith("a/b.txt");
                    }, { timeout: pause });
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                  }
                }
                await watcher.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same with a time of its own",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs/promises";
        import { expect, test, vi } from "vitest";
        import { watchFolder } from "./watcher.js";
        test("tells of a change", async () => {
          const onChange = vi.fn();
          const watcher = watchFolder("a", onChange);
          // Wait for the watcher to be ready
          await new Promise((resolve) => setTimeout(resolve, 200));
          await fs.writeFile("a/b.txt", "b");
          await vi.waitFor(() => expect(onChange).toHaveBeenCalledWith("a/b.txt"), { timeout: 5000 });
          await watcher.close();
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "sendAgain", output: code`
              import fs from "node:fs/promises";
              import { expect, test, vi } from "vitest";
              import { watchFolder } from "./watcher.js";
              test("tells of a change", async () => {
                const onChange = vi.fn();
                const watcher = watchFolder("a", onChange);
                for (let pause = 100, deadline = Date.now() + 5000; ; pause *= 2) {
                  try {
                    await fs.writeFile("a/b.txt", "b");
                    await vi.waitFor(() => expect(onChange).toHaveBeenCalledWith("a/b.txt"), { timeout: pause });
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                  }
                }
                await watcher.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same with a time of its own and an interval",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import fs from "node:fs/promises";
        import { expect, test, vi } from "vitest";
        import { watchFolder } from "./watcher.js";
        test("tells of a change", async () => {
          const onChange = vi.fn();
          const watcher = watchFolder("a", onChange);
          // Wait for the watcher to be ready
          await new Promise((resolve) => setTimeout(resolve, 200));
          await fs.writeFile("a/b.txt", "b");
          await vi.waitFor(() => expect(onChange).toHaveBeenCalledWith("a/b.txt"), { timeout: 5000, interval: 10 });
          await watcher.close();
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a message before something that asks again on one line",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { expect, test, vi } from "vitest";
        import { connect } from "./bus.js";
        test("tells of a message", async () => {
          const heard = vi.fn();
          const bus = await connect();
          await bus.subscribe("a", heard);
          // Wait for the subscription to be known
          await new Promise((resolve) => setTimeout(resolve, 200));
          await bus.publish("a", "hello");
          await vi.waitFor(() => expect(heard).toHaveBeenCalledWith("hello"));
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "sendAgain", output: code`
              import { expect, test, vi } from "vitest";
              import { connect } from "./bus.js";
              test("tells of a message", async () => {
                const heard = vi.fn();
                const bus = await connect();
                await bus.subscribe("a", heard);
                await vi.waitFor(async () => {
                  await bus.publish("a", "hello");
                  expect(heard).toHaveBeenCalledWith("hello");
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a message before something that asks again for two",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { expect, test, vi } from "vitest";
        import { connect } from "./bus.js";
        test("tells of a message", async () => {
          const heard = vi.fn();
          const bus = await connect();
          await bus.subscribe("a", heard);
          // Wait for the subscription to be known
          await new Promise((resolve) => setTimeout(resolve, 200));
          await bus.publish("a", "hello");
          await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
  ],
});
