import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: programs that do their work, and words that are no order", rule, {
  valid: [
    {
      name: "a program is asked for its servers",
      filename: "a.ts",
      code: code`
        import { runCli } from "./cli.js";
        it("lists", async () => {
          const p = runCli(["server", "list"]);
          await sleep(500);
          screenshot();
          await p;
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a program is told where to do something",
      filename: "a.ts",
      code: code`
        import { run } from "./run.js";
        async function deploy() {
          const done = run(["deploy", "dev"]);
          await sleep(3000);
          await done;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a list that names a start and an end",
      filename: "a.ts",
      code: code`
        import { runTasks } from "./tasks.js";
        runTasks(["up", "down"]);
        await sleep(1000);
        check();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "packages that are installed meanwhile",
      filename: "a.ts",
      code: code`
        import { execa } from "execa";
        const installing = execa("npm", ["install"]);
        await sleep(300);
        showSpinner();
        await installing;
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "sources that are compiled meanwhile",
      filename: "a.ts",
      code: code`
        import { execa } from "execa";
        const building = execa("tsc", ["-p", "."]);
        await sleep(100);
        spinner.text = "Still building";
        await building;
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a sum that is made, and runs nothing",
      filename: "a.ts",
      code: code`
        const chart = await createRunningTotal(rows);
        await sleep(300);
        await chart.draw();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a service that opens something else",
      filename: "a.ts",
      code: code`
        button.click();
        // wait for the service to open the dialog
        await sleep(300);
        expect(dialog.isOpen).toBe(true);
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a compiler that goes on watching",
      filename: "a.ts",
      code: code`
        import { execa } from "execa";
        const watching = execa("tsc", ["--watch"]);
        await sleep(1000);
        await touch("a.ts");
        await watching;
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 3 },
      ],
    },
    {
      name: "a program is told to be a server",
      filename: "a.ts",
      code: code`
        it("serves", async () => {
          const done = cli(["server", "--quiet"]);
          await sleep(1000);
          await ask();
          await done;
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 3 },
      ],
    },
    {
      name: "a service that opens",
      filename: "a.ts",
      code: code`
        button.click();
        // wait for the service to open
        await sleep(300);
        expect(dialog.isOpen).toBe(true);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3, suggestions: [
            { messageId: "retryAssertions", output: code`
              button.click();
              for (const deadline = Date.now() + 1500; ; ) {
                try {
                  expect(dialog.isOpen).toBe(true);
                  break;
                } catch (error) {
                  if (Date.now() > deadline) throw error;
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
