import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: a server beside what the start gave", rule, {
  valid: [],
  invalid: [
    {
      name: "the first request goes to what the start gave, and the server that is waited for is asked behind it",
      filename: "a.test.js",
      code: code`
        import { test } from "node:test";
        import { strictEqual } from "node:assert";
        import { request } from "undici";
        test("tells its state", async (t) => {
          const app = await createRuntime("config.json");
          const entryUrl = await app.start();
          t.after(() => app.close());
          // Wait for the prometheus server to start
          await sleep(2000);
          await request(entryUrl + "/service/set/health", { method: "POST" });
          {
            const { statusCode } = await request("http://127.0.0.1:9090", { path: "/status" });
            strictEqual(statusCode, 500);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "probeFirst", output: code`
              import { test } from "node:test";
              import { strictEqual } from "node:assert";
              import { request } from "undici";
              test("tells its state", async (t) => {
                const app = await createRuntime("config.json");
                const entryUrl = await app.start();
                t.after(() => app.close());
                for (const deadline = Date.now() + 30_000; !(await fetch("http://127.0.0.1:9090", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://127.0.0.1:9090 does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await request(entryUrl + "/service/set/health", { method: "POST" });
                {
                  const { statusCode } = await request("http://127.0.0.1:9090", { path: "/status" });
                  strictEqual(statusCode, 500);
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "what is asked behind what the start gave is no address of this machine",
      filename: "a.test.js",
      code: code`
        import { test } from "node:test";
        import { strictEqual } from "node:assert";
        import { request } from "undici";
        test("tells its state", async (t) => {
          const app = await createRuntime("config.json");
          const entryUrl = await app.start();
          t.after(() => app.close());
          // Wait for the prometheus server to start
          await sleep(2000);
          await request(entryUrl + "/service/set/health", { method: "POST" });
          {
            const { statusCode } = await request("http://metrics.example.com:9090", { path: "/status" });
            strictEqual(statusCode, 500);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9 },
      ],
    },
    {
      name: "two addresses are asked behind what the start gave, and one server is waited for",
      filename: "a.test.js",
      code: code`
        import { test } from "node:test";
        import { strictEqual } from "node:assert";
        import { request } from "undici";
        test("tells its state", async (t) => {
          const app = await createRuntime("config.json");
          const entryUrl = await app.start();
          t.after(() => app.close());
          // Wait for the prometheus server to start
          await sleep(2000);
          await request(entryUrl + "/service/set/health", { method: "POST" });
          await request("http://127.0.0.1:9091", { path: "/push" });
          {
            const { statusCode } = await request("http://127.0.0.1:9090", { path: "/status" });
            strictEqual(statusCode, 500);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9 },
      ],
    },
    {
      name: "what the start gave is told to start something first",
      filename: "a.test.js",
      code: code`
        import { test } from "node:test";
        import { strictEqual } from "node:assert";
        import { request } from "undici";
        test("tells its state", async (t) => {
          const app = await createRuntime("config.json");
          const entryUrl = await app.start();
          t.after(() => app.close());
          // Wait for the prometheus server to start
          await sleep(2000);
          await request(entryUrl + "/exporter/start", { method: "POST" });
          {
            const { statusCode } = await request("http://127.0.0.1:9090", { path: "/status" });
            strictEqual(statusCode, 500);
          }
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9 },
      ],
    },
  ],
});
