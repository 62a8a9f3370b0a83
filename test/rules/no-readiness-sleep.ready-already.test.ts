import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a listener of output that asks for an end",
      filename: "a.test.js",
      code: code`
        const { spawn } = require("child_process");
        const test = require("ava");
        let child;
        test.before(() => {
          child = spawn("dev-server", ["--quiet"], { stdio: "pipe" });
          return new Promise((resolve) => {
            child.stdout.on("data", (data) => {
              if (data.toString().includes("goodbye")) {
                setTimeout(resolve, 2000);
              }
            });
          });
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "done in the callback of a listen, a second later",
      filename: "a.test.js",
      code: code`
        const http = require("http");
        describe("api", () => {
          let server;
          before((done) => {
            server = http.createServer();
            server.listen(0, () => {
              // give it a moment
              setTimeout(done, 1000);
            });
          });
          it("has a port", () => server.address().port);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 8, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              const http = require("http");
              describe("api", () => {
                let server;
                before((done) => {
                  server = http.createServer();
                  server.listen(0, () => {
                    done();
                  });
                });
                it("has a port", () => server.address().port);
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same, called by a function that is handed on",
      filename: "a.test.js",
      code: code`
        const http = require("http");
        describe("api", () => {
          let server;
          before((done) => {
            server = http.createServer();
            server.listen(0, () => setTimeout(() => done(), 1000));
          });
          it("has a port", () => server.address().port);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 6, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              const http = require("http");
              describe("api", () => {
                let server;
                before((done) => {
                  server = http.createServer();
                  server.listen(0, () => done());
                });
                it("has a port", () => server.address().port);
              });
            ` },
          ] },
      ],
    },
    {
      name: "the end of a test, bound to it",
      filename: "a.test.js",
      code: code`
        const test = require("tape");
        const http = require("http");
        const server = http.createServer();
        test("starts", (t) => {
          server.listen(0, () => {
            setTimeout(t.end.bind(t), 1000);
          });
        });
        test("has a port", (t) => t.end(server.address().port ? undefined : "none"));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 6, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              const test = require("tape");
              const http = require("http");
              const server = http.createServer();
              test("starts", (t) => {
                server.listen(0, () => {
                  t.end();
                });
              });
              test("has a port", (t) => t.end(server.address().port ? undefined : "none"));
            ` },
          ] },
      ],
    },
    {
      name: "the end of a test, bound to another",
      filename: "a.test.js",
      code: code`
        const test = require("tape");
        const http = require("http");
        const server = http.createServer();
        test("starts", (t) => {
          server.listen(0, () => {
            setTimeout(t.end.bind(other), 1000);
          });
        });
        test("has a port", (t) => t.end(server.address().port ? undefined : "none"));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 6 },
      ],
    },
    {
      name: "done is given something by the timer",
      filename: "a.test.js",
      code: code`
        const http = require("http");
        describe("api", () => {
          let server;
          before((done) => {
            server = http.createServer();
            server.listen(0, () => {
              setTimeout(done, 1000, null);
            });
          });
          it("has a port", () => server.address().port);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 7 },
      ],
    },
    {
      name: "code behind the timer runs before it",
      filename: "a.test.js",
      code: code`
        const http = require("http");
        describe("api", () => {
          let server;
          before((done) => {
            server = http.createServer();
            server.listen(0, () => {
              setTimeout(done, 1000);
              register(server);
            });
          });
          it("has a port", () => server.address().port);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 7 },
      ],
    },
    {
      name: "a server of Deno is bound when it is there",
      filename: "a.test.ts",
      code: code`
        Deno.test("answers", async () => {
          const server = Deno.serve({ port: 0 }, app.fetch);
          await new Promise((resolve) => setTimeout(resolve, 100));
          const res = await fetch(\`http://localhost:\${server.addr.port}\`);
          assertEquals(await res.text(), "hello");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "needless", line: 3, suggestions: [
            { messageId: "removeSleep", output: code`
              Deno.test("answers", async () => {
                const server = Deno.serve({ port: 0 }, app.fetch);
                const res = await fetch(\`http://localhost:\${server.addr.port}\`);
                assertEquals(await res.text(), "hello");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a server of Bun is bound when it is there",
      filename: "a.test.ts",
      code: code`
        import { expect, test } from "bun:test";
        import app from "./app";
        test("answers", async () => {
          const server = Bun.serve({ port: 0, fetch: app.fetch });
          await Bun.sleep(100);
          const res = await fetch(server.url);
          expect(await res.text()).toBe("hello");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "needless", line: 5, suggestions: [
            { messageId: "removeSleep", output: code`
              import { expect, test } from "bun:test";
              import app from "./app";
              test("answers", async () => {
                const server = Bun.serve({ port: 0, fetch: app.fetch });
                const res = await fetch(server.url);
                expect(await res.text()).toBe("hello");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a hook that sleeps when a child has said that it is ready",
      filename: "a.test.js",
      code: code`
        const { spawn } = require("child_process");
        const test = require("ava");
        let child;
        test.before(() => {
          child = spawn("dev-server", ["--quiet"], { stdio: "pipe" });
          return new Promise((resolve) => {
            child.stdout.on("data", (data) => {
              if (data.toString().includes("Server ready on")) {
                setTimeout(resolve, process.platform === "win32" ? 6000 : 2000);
              }
            });
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 9, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              const { spawn } = require("child_process");
              const test = require("ava");
              let child;
              test.before(() => {
                child = spawn("dev-server", ["--quiet"], { stdio: "pipe" });
                return new Promise((resolve) => {
                  child.stdout.on("data", (data) => {
                    if (data.toString().includes("Server ready on")) {
                      resolve();
                    }
                  });
                });
              });
            ` },
          ] },
      ],
    },
  ],
});
