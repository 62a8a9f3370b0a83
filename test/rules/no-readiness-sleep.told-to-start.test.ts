import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is told to start", rule, {
  valid: [
    {
      name: "a program whose end has been awaited",
      filename: "a.ts",
      code: code`
        import { execa } from "execa";
        test("runs", async () => {
          await execa("node", ["server.js"]);
          await sleep(1000);
          expect(await isRunning()).toBe(true);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a program of the project that is asked something",
      filename: "a.ts",
      code: code`
        import { cli } from "./utils.js";
        test("runs", async () => {
          const agent = cli(["agent", "list", "--foreground"]);
          await sleep(25_000);
          expect(await isRunning()).toBe(true);
          process.kill(pid);
          await agent;
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a list with such a word that goes to something that runs no program",
      filename: "a.ts",
      code: code`
        import { tags } from "./utils.js";
        test("runs", async () => {
          const found = tags(["agent", "start"]);
          await sleep(25_000);
          expect(await isRunning()).toBe(true);
          await found;
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a question at such an address",
      filename: "a.ts",
      code: code`
        test("answers", async () => {
          await fetch(\`\${url}/sessions/\${id}/enable\`);
          await sleep(2000);
          const answer = await fetch(\`\${url}/sessions/\${id}/prompt\`, { method: "POST", body });
          expect(answer.status).toBe(200);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an order for something else",
      filename: "a.ts",
      code: code`
        test("answers", async () => {
          await fetch(\`\${url}/sessions/\${id}/rename\`, { method: "POST" });
          await sleep(2000);
          const answer = await fetch(\`\${url}/sessions/\${id}/prompt\`, { method: "POST", body });
          expect(answer.status).toBe(200);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "nodes that are only made",
      filename: "a.ts",
      code: code`
        describe("nodes", () => {
          before(async () => {
            nodes = await createPlainNodes(2);
          });
          it("subscribes", async () => {
            await sleep(2000);
            nodes[0].subscribe("topic");
            await changed;
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a child that its own timeout has ended by then",
      filename: "a.js",
      code: code`
        import { execa } from "execa";
        test("ends what takes too long", async () => {
          const child = execa("node", ["slow.js"], { timeout: 500 });
          await sleep(600);
          expect(child.killed).toBe(true);
          child.kill();
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a program run by execa goes on until its end is awaited",
      filename: "a.ts",
      code: code`
        import { execa } from "execa";
        test("runs", async () => {
          const child = execa("node", ["server.js"]);
          await sleep(1000);
          expect(await isRunning()).toBe(true);
          child.kill();
          await child;
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { execa } from "execa";
              test("runs", async () => {
                const child = execa("node", ["server.js"]);
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    expect(await isRunning()).toBe(true);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
                child.kill();
                await child;
              });
            ` },
          ] },
      ],
    },
    {
      name: "a program of the project is told to start, and its end is awaited later",
      filename: "a.ts",
      code: code`
        import { cli } from "./utils.js";
        test("runs", async () => {
          const agent = cli(["agent", "start", "--foreground"]);
          await sleep(25_000);
          expect(await isRunning()).toBe(true);
          process.kill(pid);
          await agent;
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { cli } from "./utils.js";
              test("runs", async () => {
                const agent = cli(["agent", "start", "--foreground"]);
                for (const deadline = Date.now() + 50_000; ; ) {
                  try {
                    expect(await isRunning()).toBe(true);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
                process.kill(pid);
                await agent;
              });
            ` },
          ] },
      ],
    },
    {
      name: "an order to start, by its address",
      filename: "a.ts",
      code: code`
        test("answers", async () => {
          await fetch(\`\${url}/sessions/\${id}/enable\`, { method: "POST" });
          await sleep(2000);
          const answer = await fetch(\`\${url}/sessions/\${id}/prompt\`, { method: "POST", body });
          expect(answer.status).toBe(200);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 3 },
      ],
    },
    {
      name: "an order to start, by a method",
      filename: "a.ts",
      code: code`
        import axios from "axios";
        test("answers", async () => {
          await axios.post(\`\${url}/workers/1/start\`);
          await sleep(2000);
          expect(await runWorker()).toBe(1);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 4 },
      ],
    },
    {
      name: "nodes that are connected when they come back",
      filename: "a.ts",
      code: code`
        describe("nodes", () => {
          before(async () => {
            nodes = await createConnectedNodes(2);
          });
          it("subscribes", async () => {
            await sleep(2000);
            nodes[0].subscribe("topic");
            await changed;
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 6 },
      ],
    },
    {
      name: "a child that its own timeout ends later",
      filename: "a.js",
      code: code`
        import { execa } from "execa";
        test("serves", async () => {
          const child = execa("node", ["server.js"], { timeout: 60_000 });
          await sleep(600);
          expect(await isServing()).toBe(true);
          child.kill();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { execa } from "execa";
              test("serves", async () => {
                const child = execa("node", ["server.js"], { timeout: 60_000 });
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(await isServing()).toBe(true);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
                child.kill();
              });
            ` },
          ] },
      ],
    },
  ],
});
