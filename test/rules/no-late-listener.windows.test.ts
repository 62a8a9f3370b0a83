import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: windows that a click opens", rule, {
  valid: [
    {
      name: "waiting for a new window begins before the click",
      filename: "file.ts",
      code: code`
        import { test } from "./fixtures";

        test("adds a server", async ({ app }) => {
          const menu = app.windows().find((window) => window.url().includes("menu"))!;
          const opened = app.waitForEvent("window", {
            predicate: (window) => window.url().includes("dialog"),
            timeout: 10_000,
          });
          await menu.click(".add");
          const dialog = await opened;
          await dialog.click("#ok");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the windows that are open are looked at first",
      filename: "file.ts",
      code: code`
        import { test } from "./fixtures";

        test("adds a server", async ({ app }) => {
          const menu = app.windows().find((window) => window.url().includes("menu"))!;
          await menu.click(".add");
          let dialog = app.windows().find((window) => window.url().includes("dialog"));
          if (!dialog) {
            dialog = await app.waitForEvent("window", {
              predicate: (window) => window.url().includes("dialog"),
            });
          }
          await dialog.click("#ok");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what an executor does behind its listener may bring the event about",
      filename: "file.js",
      code: code`
        export async function restart(bus) {
          await bus.start();
          await new Promise((resolve) => {
            bus.once("ready", resolve);
            bus.restart();
          });
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a new window of an app behind a click in another one, chosen by what it shows",
      filename: "file.ts",
      code: code`
        import { test } from "./fixtures";

        test("adds a server", async ({ app }) => {
          const menu = app.windows().find((window) => window.url().includes("menu"))!;
          await menu.click(".add");
          const dialog = await app.waitForEvent("window", {
            predicate: (window) => window.url().includes("dialog"),
            timeout: 10_000,
          });
          await dialog.click("#ok");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "comesBefore", line: 6, suggestions: [
            { messageId: "waitFirst", output: code`
              import { test } from "./fixtures";

              test("adds a server", async ({ app }) => {
                const menu = app.windows().find((window) => window.url().includes("menu"))!;
                const happened = app.waitForEvent("window", {
                  predicate: (window) => window.url().includes("dialog"),
                  timeout: 10_000,
                });
                happened.catch(() => {});
                await menu.click(".add");
                const dialog = await happened;
                await dialog.click("#ok");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a popup that is chosen by what it shows",
      filename: "file.ts",
      code: code`
        import { test } from "@playwright/test";

        test("opens", async ({ page }) => {
          await page.click(".more");
          const popup = await page.waitForEvent("popup", (each) => each.url().includes("dialog"));
          await popup.click("#ok");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "comesBefore", line: 5, suggestions: [
            { messageId: "waitTogether", output: code`
              import { test } from "@playwright/test";

              test("opens", async ({ page }) => {
                const [popup] = await Promise.all([page.waitForEvent("popup", (each) => each.url().includes("dialog")), page.click(".more")]);
                await popup.click("#ok");
              });
            ` },
            { messageId: "waitFirst", output: code`
              import { test } from "@playwright/test";

              test("opens", async ({ page }) => {
                const popup2 = page.waitForEvent("popup", (each) => each.url().includes("dialog"));
                popup2.catch(() => {});
                await page.click(".more");
                const popup = await popup2;
                await popup.click("#ok");
              });
            ` },
          ] },
      ],
    },
  ],
});
