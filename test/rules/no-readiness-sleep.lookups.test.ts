import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a document that may not be there",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { newProvider, server, sleep } from "./utils.js";
        import test from "ava";
        test("x", async (t) => {
          const provider = newProvider(server);
          await sleep(100);
          const document = server.documents.get("a");
          if (document) {
            const connection = document.connections.keys().next().value;
            if (connection) {
              connection.requestToken();
            }
          }
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { newProvider, server, sleep } from "./utils.js";
              import test from "ava";
              test("x", async (t) => {
                const provider = newProvider(server);
                for (const deadline = Date.now() + 1500; !server.documents.get("a")?.connections.keys().next().value; ) {
                  if (Date.now() > deadline) throw new Error("connection is not there in time");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const document = server.documents.get("a");
                if (document) {
                  const connection = document.connections.keys().next().value;
                  if (connection) {
                    connection.requestToken();
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "a document that is taken for granted",
      filename: "file.js",
      code: code`
        import { newProvider, server, sleep } from "./utils";
        import test from "ava";
        test("x", async (t) => {
          const provider: Provider = newProvider(server);
          // Wait for provider to be authenticated
          await sleep(100);
          const document = server.documents.get(provider.name);
          const connection = document!.connections.keys().next().value;
          connection!.requestToken();
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { newProvider, server, sleep } from "./utils";
              import test from "ava";
              test("x", async (t) => {
                const provider: Provider = newProvider(server);
                for (const deadline = Date.now() + 1500; !server.documents.get(provider.name)?.connections.keys().next().value; ) {
                  if (Date.now() > deadline) throw new Error("connection is not there in time");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const document = server.documents.get(provider.name);
                const connection = document!.connections.keys().next().value;
                connection!.requestToken();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a document that another branch does without",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { newProvider, server, sleep } from "./utils.js";
        import test from "ava";
        test("x", async (t) => {
          const provider = newProvider(server);
          await sleep(100);
          const document = server.documents.get("a");
          if (document) {
            document.requestToken();
          } else {
            t.fail();
          }
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a document that is there",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { newProvider, server, sleep } from "./utils.js";
        import test from "ava";
        test("x", async (t) => {
          const provider = newProvider(server);
          await sleep(100);
          const document = server.documents.get("a");
          document.requestToken();
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a document that is made by the look-up",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { newProvider, server, sleep } from "./utils.js";
        import test from "ava";
        test("x", async (t) => {
          const provider = newProvider(server);
          await sleep(100);
          const document = server.openDocument("a");
          if (document) document.requestToken();
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "product code that looks up",
      filename: "file.js",
      code: code`
        import { newProvider, server, sleep } from "./utils.js";
        export async function request() {
          const provider = newProvider(server);
          // wait until it has connected
          await sleep(100);
          const document = server.documents.get("a");
          if (document) {
            document.requestToken();
          }
        }
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
  ],
});
