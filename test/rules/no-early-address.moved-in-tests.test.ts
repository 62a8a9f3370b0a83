import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a planned test that reads the port on the next line",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const { createServer } = require("http");
        const tap = require("tap");
        tap.test("goes through the proxy", (t) => {
          t.plan(1);
          const proxy = createServer();
          proxy.listen(0);
          process.env.HTTP_PROXY = "http://localhost:" + proxy.address().port;
          request("http://registry.example", (error) => t.error(error));
        });
      `,
      errors: [
        { messageId: "boundByAccident", line: 7, suggestions: [
            { messageId: "moveIntoCallback", output: code`
              const { createServer } = require("http");
              const tap = require("tap");
              tap.test("goes through the proxy", (t) => {
                t.plan(1);
                const proxy = createServer();
                proxy.listen(0, () => {
                  process.env.HTTP_PROXY = "http://localhost:" + proxy.address().port;
                  request("http://registry.example", (error) => t.error(error));
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a test without a plan that reads the port on the next line",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const { createServer } = require("http");
        const tap = require("tap");
        tap.test("goes through the proxy", (t) => {
          const proxy = createServer();
          proxy.listen(0);
          process.env.HTTP_PROXY = "http://localhost:" + proxy.address().port;
          request("http://registry.example", (error) => { t.error(error); t.end(); });
        });
      `,
      errors: [
        { messageId: "boundByAccident", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a hook whose done the read's statements alone have",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const { createServer } = require("http");
        describe("chat", () => {
          let client;
          beforeAll((done) => {
            const server = createServer();
            server.listen(0);
            const { port } = server.address();
            client = connect(port);
            client.on("connect", done);
          });
        });
      `,
      errors: [
        { messageId: "boundByAccident", line: 7, suggestions: [
            { messageId: "moveIntoCallback", output: code`
              const { createServer } = require("http");
              describe("chat", () => {
                let client;
                beforeAll((done) => {
                  const server = createServer();
                  server.listen(0, () => {
                    const { port } = server.address();
                    client = connect(port);
                    client.on("connect", done);
                  });
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a hook whose done is given away ahead of the read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const { createServer } = require("http");
        describe("chat", () => {
          let client;
          beforeAll((done) => {
            const server = createServer();
            server.on("error", done);
            server.listen(0);
            const { port } = server.address();
            client = connect(port);
            client.on("connect", done);
          });
        });
      `,
      errors: [
        { messageId: "boundByAccident", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a read at the top of a test file",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const { createServer } = require("http");
        const server = createServer();
        server.listen(0);
        const { port } = server.address();
        describe("chat", () => {
          it("answers", () => get(port));
        });
      `,
      errors: [
        { messageId: "boundByAccident", line: 4, suggestions: [] },
      ],
    },
  ],
});
