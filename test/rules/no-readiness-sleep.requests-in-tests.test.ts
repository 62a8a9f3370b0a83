import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: requests to a server that is tested", rule, {
  valid: [],
  invalid: [
    {
      name: "a request that only reads, of a library that tests servers",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import request from "supertest";
        import { bootstrap } from "../src/index.js";
        it("answers", async () => {
          const app = bootstrap({ port: 0 });
          await new Promise((resolve) => setTimeout(resolve, 200));
          const answer = await request(app.server()).get("/health").set("accept", "text/plain");
          expect(answer.status).toBe(200);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, it, vi } from "vitest";
              import request from "supertest";
              import { bootstrap } from "../src/index.js";
              it("answers", async () => {
                const app = bootstrap({ port: 0 });
                await vi.waitFor(async () => {
                  const answer = await request(app.server()).get("/health").set("accept", "text/plain");
                  expect(answer.status).toBe(200);
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same by require, with the status expected on the way",
      filename: "file.js",
      code: code`
        const request = require("supertest");
        const { bootstrap } = require("../src/index.js");
        it("answers", async () => {
          const app = bootstrap({ port: 0 });
          await new Promise((resolve) => setTimeout(resolve, 200));
          const answer = await request(app).get("/health").expect(200);
          expect(answer.text).toBe("ok");
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              const request = require("supertest");
              const { bootstrap } = require("../src/index.js");
              it("answers", async () => {
                const app = bootstrap({ port: 0 });
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const answer = await request(app).get("/health").expect(200);
                    expect(answer.text).toBe("ok");
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
      name: "a request that creates something is not sent twice",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import request from "supertest";
        import { bootstrap } from "../src/index.js";
        it("creates", async () => {
          const app = bootstrap({ port: 0 });
          await new Promise((resolve) => setTimeout(resolve, 200));
          const answer = await request(app).post("/users").set("accept", "text/plain");
          expect(answer.status).toBe(201);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a request that is sent with a body",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import request from "supertest";
        import { bootstrap } from "../src/index.js";
        it("asks", async () => {
          const app = bootstrap({ port: 0 });
          await new Promise((resolve) => setTimeout(resolve, 200));
          const answer = await request(app).get("/take").send({ id: 1 });
          expect(answer.status).toBe(200);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a function of another module that is called the same",
      filename: "file.js",
      code: code`
        import { expect, it } from "vitest";
        import request from "./requests.js";
        import { bootstrap } from "../src/index.js";
        it("answers", async () => {
          const app = bootstrap({ port: 0 });
          await new Promise((resolve) => setTimeout(resolve, 200));
          const answer = await request(app).get("/health");
          expect(answer.status).toBe(200);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
  ],
});
