import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address", rule, {
  valid: [
    {
      name: "it is waited for",
      filename: "api.test.js",
      code: code`
        import test from "node:test";
        import { once } from "node:events";
        import express from "express";

        const app = express();
        const server = app.listen(0, "127.0.0.1");
        await once(server, "listening");
        const port = server.address().port;

        test("answers", async () => {
          await fetch(\`http://127.0.0.1:\${port}/\`);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a test file of Node's runner may wait at its top level",
      filename: "api.test.js",
      code: code`
        import test from "node:test";
        import express from "express";

        const app = express();
        const server = app.listen(0, "127.0.0.1");
        const port = server.address().port;

        test.after(() => server.close());
        test("answers", async () => {
          await fetch(\`http://127.0.0.1:\${port}/\`);
        });
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import test from "node:test";
              import express from "express";
              import { once } from "node:events";

              const app = express();
              const server = app.listen(0, "127.0.0.1");
              await once(server, "listening");
              const port = server.address().port;

              test.after(() => server.close());
              test("answers", async () => {
                await fetch(\`http://127.0.0.1:\${port}/\`);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a test file of globals may be loaded as CommonJS",
      filename: "api.test.js",
      code: code`
        import express from "express";

        const app = express();
        const server = app.listen(0, "127.0.0.1");
        const port = server.address().port;

        afterAll(() => server.close());
        test("answers", async () => {
          await fetch(\`http://127.0.0.1:\${port}/\`);
        });
      `,
      errors: [
        { messageId: "notListening", line: 5 },
      ],
    },
    {
      name: "a test file of TypeScript may become CommonJS before a runner loads it",
      filename: "api.test.ts",
      code: code`
        import test from "node:test";
        import express from "express";
        import type { AddressInfo } from "node:net";

        const app = express();
        const server = app.listen(0, "127.0.0.1");
        const port = (server.address() as AddressInfo).port;

        test("answers", async () => {
          await fetch(\`http://127.0.0.1:\${port}/\`);
        });
      `,
      errors: [
        { messageId: "notListening", line: 7 },
      ],
    },
    {
      name: "vitest loads modules, too",
      filename: "api.test.mts",
      code: code`
        import { afterAll, test } from "vitest";
        import express from "express";
        import type { AddressInfo } from "node:net";

        const app = express();
        const server = app.listen(0, "127.0.0.1");
        const port = (server.address() as AddressInfo).port;

        afterAll(() => void server.close());
        test("answers", async () => {
          await fetch(\`http://127.0.0.1:\${port}/\`);
        });
      `,
      errors: [
        { messageId: "notListening", line: 7, suggestions: [
            { messageId: "awaitReady", output: code`
              import { afterAll, test } from "vitest";
              import express from "express";
              import type { AddressInfo } from "node:net";
              import { once } from "node:events";

              const app = express();
              const server = app.listen(0, "127.0.0.1");
              await once(server, "listening");
              const port = (server.address() as AddressInfo).port;

              afterAll(() => void server.close());
              test("answers", async () => {
                await fetch(\`http://127.0.0.1:\${port}/\`);
              });
            ` },
          ] },
      ],
    },
  ],
});

