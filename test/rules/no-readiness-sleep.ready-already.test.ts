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
    {
      name: "the line says that it is still starting",
      filename: "a.test.js",
      code: code`
        const { spawn } = require("child_process");
        const test = require("ava");
        test.before(() => {
          const child = spawn("dev-server", ["--quiet"], { stdio: "pipe" });
          return new Promise((resolve) => {
            child.stdout.on("data", (data) => {
              if (data.toString().includes("Starting server")) {
                setTimeout(resolve, 2000);
              }
            });
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the line says that it has failed",
      filename: "a.test.js",
      code: code`
        const { spawn } = require("child_process");
        const { restart } = require("./restart");
        const child = spawn("dev-server", ["--quiet"], { stdio: "pipe" });
        child.stderr.on("data", (data) => {
          if (/failed to start|not ready/.test(data.toString())) {
            setTimeout(restart, 2000);
          }
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
              setTimeout(done, 1000);
            });
          });
          it("has a port", () => server.address().port);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 7, suggestions: [
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
      name: "a comment says what the timer of done is for",
      filename: "a.test.js",
      code: code`
        const http = require("http");
        describe("api", () => {
          let server;
          before((done) => {
            server = http.createServer();
            server.listen(0, () => {
              // the cache is filled in the background
              setTimeout(done, 1000);
            });
          });
          it("has a port", () => server.address().port);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 8 },
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
    {
      name: "another thing is started beside it",
      filename: "a.test.js",
      code: code`
        const http = require("http");
        const { spawn } = require("child_process");
        describe("api", () => {
          let server;
          before((done) => {
            spawn("node", ["backend.js"]);
            server = http.createServer();
            server.listen(0, () => setTimeout(done, 2000));
          });
          it("has a port", () => server.address().port);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 8 },
      ],
    },
    {
      name: "what comes in the time fails the test",
      filename: "a.test.js",
      code: code`
        const net = require("net");
        describe("guest", () => {
          it("is told nothing", (done) => {
            const socket = net.connect(4000);
            socket.on("data", () => done(new Error("told")));
            socket.on("connect", () => setTimeout(done, 500));
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 6 },
      ],
    },
    {
      name: "resolve of a promise that says nothing of its type",
      filename: "a.test.ts",
      code: code`
        import http from "node:http";
        export async function start() {
          const server = http.createServer();
          await new Promise((resolve, reject) => {
            server.on("error", reject);
            server.listen(0, () => setTimeout(resolve, 100));
          });
          return server;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 6, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              import http from "node:http";
              export async function start() {
                const server = http.createServer();
                await new Promise((resolve, reject) => {
                  server.on("error", reject);
                  server.listen(0, () => resolve(undefined));
                });
                return server;
              }
            ` },
          ] },
      ],
    },
    {
      name: "resolve of a promise of nothing",
      filename: "a.test.ts",
      code: code`
        import http from "node:http";
        export async function start() {
          const server = http.createServer();
          await new Promise<void>((resolve, reject) => {
            server.on("error", reject);
            server.listen(0, () => setTimeout(() => resolve(), 100));
          });
          return server;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 6, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              import http from "node:http";
              export async function start() {
                const server = http.createServer();
                await new Promise<void>((resolve, reject) => {
                  server.on("error", reject);
                  server.listen(0, () => resolve());
                });
                return server;
              }
            ` },
          ] },
      ],
    },
  ],
});
