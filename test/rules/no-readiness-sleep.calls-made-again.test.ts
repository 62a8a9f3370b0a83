import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [],
  invalid: [
    {
      name: "a cluster that is connected to when its nodes are there",
      filename: "file.test.ts",
      code: code`
        import { createCluster } from "@redis/client";

        it("flushes", async () => {
          // Wait for the database to be ready before connecting
          await new Promise((resolve) => setTimeout(resolve, 1000));

          const cluster = createCluster({ rootNodes: [{ socket: { host, port } }] }) as Cluster;

          await cluster.connect();
          await cluster.flushAll();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "connectAgain", output: code`
              import { createCluster } from "@redis/client";

              it("flushes", async () => {
                const cluster = createCluster({ rootNodes: [{ socket: { host, port } }] }) as Cluster;

                for (const deadline = Date.now() + 30_000; ; ) {
                  try {
                    await cluster.connect();
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
                await cluster.flushAll();
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same with something else in between",
      filename: "file.test.ts",
      code: code`
        import { createCluster } from "@redis/client";

        it("flushes", async () => {
          // Wait for the database to be ready before connecting
          await new Promise((resolve) => setTimeout(resolve, 1000));

          const cluster = createCluster({ rootNodes: [{ socket: { host, port } }] }) as Cluster;
          await seed(port);
          await cluster.connect();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5 },
      ],
    },
    {
      name: "a connection of another maker, which may not be made again",
      filename: "file.test.ts",
      code: code`
        import { Client } from "pg";

        it("flushes", async () => {
          // Wait for the database to be ready before connecting
          await new Promise((resolve) => setTimeout(resolve, 1000));

          const client = new Client({ host, port });

          await client.connect();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5 },
      ],
    },
    {
      name: "a command of an editor that fails until its gallery is there",
      filename: "file.test.ts",
      code: code`
        import { commands } from "vscode";

        suiteSetup(async () => {
          await sleep(); // wait for the extension gallery to load

          await commands.executeCommand(
            "workbench.extensions.installExtension",
            "ms-python.python",
          );
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4, suggestions: [
            { messageId: "connectAgain", output: code`
              import { commands } from "vscode";

              suiteSetup(async () => {
                for (const deadline = Date.now() + 30_000; ; ) {
                  try {
                    await commands.executeCommand(
                      "workbench.extensions.installExtension",
                      "ms-python.python",
                    );
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "another command, which may do something twice",
      filename: "file.test.ts",
      code: code`
        import { commands } from "vscode";

        suiteSetup(async () => {
          await sleep(); // wait for the extension gallery to load

          await commands.executeCommand("extension.toggle", "ms-python.python");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4 },
      ],
    },
    {
      name: "the command of another editor",
      filename: "file.test.ts",
      code: code`
        import { commands } from "./editor";

        suiteSetup(async () => {
          await sleep(); // wait for the extension gallery to load

          await commands.executeCommand("workbench.extensions.installExtension", "ms-python.python");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4 },
      ],
    },
  ],
});
