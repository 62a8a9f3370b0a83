import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: what comes while a page loads, or is looked at", rule, {
  valid: [
    {
      name: "they are listened to before the load",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("loads without errors", async ({ page }) => {
          const errors: string[] = [];
          page.on("pageerror", (error) => errors.push(error.message));
          await page.goto("/");
          await page.waitForLoadState("networkidle");
          expect(errors).toEqual([]);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "something is done on the page behind the listener",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("adds without errors", async ({ page }) => {
          await page.goto("/");
          const errors: string[] = [];
          page.on("pageerror", (error) => errors.push(error.message));
          await page.getByRole("button", { name: "Add" }).click();
          expect(errors).toEqual([]);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "something is done on the page before the listener",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("runs without errors", async ({ page }) => {
          await page.goto("/");
          await page.getByRole("button", { name: "Run" }).click();
          const errors: string[] = [];
          page.on("pageerror", (error) => errors.push(error.message));
          await expect(page.getByText("Done")).toBeVisible();
          expect(errors).toEqual([]);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function of another file is called behind the listener",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";
        import { logIn } from "./log-in";

        test("logs in without errors", async ({ page }) => {
          await page.goto("/");
          const errors: string[] = [];
          page.on("pageerror", (error) => errors.push(error.message));
          await logIn("admin");
          expect(errors).toEqual([]);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a hook listens for what its tests do",
      filename: "file.ts",
      code: code`
        import { test } from "@playwright/test";

        const errors: string[] = [];
        test.beforeEach(async ({ page }) => {
          await page.goto("/");
          page.on("pageerror", (error) => errors.push(error.message));
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function that gives the page away",
      filename: "file.ts",
      code: code`
        export async function openPage(browser, errors) {
          const page = await browser.newPage();
          await page.goto("/");
          page.on("pageerror", (error) => errors.push(error.message));
          return page;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "only a line of the log is lost",
      filename: "file.js",
      code: code`
        import puppeteer from "puppeteer";

        const browser = await puppeteer.launch();
        async function check(url) {
          const page = await browser.newPage();
          await page.goto(url);
          page.on("console", (message) => console.log(message.text()));
          console.log(await page.title());
          await page.close();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "requests, and lines of the console that are no errors, may be those of later: only potential",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("polls", async ({ page }) => {
          await page.goto("/");
          const lines: string[] = [];
          page.on("console", (message) => lines.push(message.text()));
          page.on("request", (request) => lines.push(request.url()));
          await page.waitForTimeout(5000);
          expect(lines).toContain("/poll");
        });
      `,
    },
    {
      name: "an empty page has nothing to tell",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("loads without errors", async ({ page }) => {
          await page.goto("about:blank");
          const errors: string[] = [];
          page.on("pageerror", (error) => errors.push(error.message));
          await expect(page.getByRole("heading")).toBeVisible();
          expect(errors).toEqual([]);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the page of another test",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("loads without errors", async ({ page, other }) => {
          await other.goto("/");
          const errors: string[] = [];
          page.on("pageerror", (error) => errors.push(error.message));
          await expect(other.getByRole("heading")).toBeVisible();
          expect(errors).toEqual([]);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "something else is done on the page in between",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("exports", async ({ page }) => {
          await page.getByText("Export").click();
          await page.evaluate(() => window.startExport());
          const download = await page.waitForEvent("download");
          expect(download.suggestedFilename()).toBe("report.csv");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a key that is typed is an act",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("types without errors", async ({ page }) => {
          await page.goto("/editor");
          const errors: string[] = [];
          page.on("pageerror", (error) => errors.push(error.message));
          await page.keyboard.type("hello");
          expect(errors).toEqual([]);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what users do to a window comes again and again",
      filename: "file.ts",
      code: code`
        import { openWindow } from "./windows.js";

        export async function open(save: () => void) {
          const window = openWindow();
          await window.load("index.html");
          window.on("resize", () => save());
          window.on("did-navigate", () => save());
          return window;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "requests behind the load are meant where the load is waited for first",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("asks", async ({ page }) => {
          await page.goto("/");
          await page.waitForLoadState("networkidle");
          const urls = [];
          page.on("request", (request) => urls.push(request.url()));
          await expect(page.getByRole("heading")).toBeVisible();
          expect(urls).toEqual([]);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "requests of a fixed time are meant where that is waited for",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("asks", async ({ page }) => {
          await page.goto("/");
          const urls = [];
          page.on("request", (request) => urls.push(request.url()));
          await page.waitForTimeout(3000);
          expect(urls).toEqual([]);
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "errors and lines of the console behind the load of the page",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("loads without errors", async ({ page }) => {
          await page.goto("/");
          const errors: string[] = [];
          page.on("pageerror", (error) => errors.push(error.message));
          page.on("console", (message) => {
            if (message.type() === "error") errors.push(message.text());
          });
          await page.waitForLoadState("networkidle");
          await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
          expect(errors.filter((error) => !error.includes("favicon"))).toEqual([]);
        });
      `,
      errors: [
        { messageId: "missedBefore", line: 6, suggestions: [
            { messageId: "awaitBehind", output: code`
              import { expect, test } from "@playwright/test";

              test("loads without errors", async ({ page }) => {
                const errors: string[] = [];
                page.on("pageerror", (error) => errors.push(error.message));
                await page.goto("/");
                page.on("console", (message) => {
                  if (message.type() === "error") errors.push(message.text());
                });
                await page.waitForLoadState("networkidle");
                await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
                expect(errors.filter((error) => !error.includes("favicon"))).toEqual([]);
              });
            ` },
          ] },
        { messageId: "missedBefore", line: 7, suggestions: [
            { messageId: "awaitBehind", output: code`
              import { expect, test } from "@playwright/test";

              test("loads without errors", async ({ page }) => {
                const errors: string[] = [];
                page.on("pageerror", (error) => errors.push(error.message));
                page.on("console", (message) => {
                  if (message.type() === "error") errors.push(message.text());
                });
                await page.goto("/");
                await page.waitForLoadState("networkidle");
                await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
                expect(errors.filter((error) => !error.includes("favicon"))).toEqual([]);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a script that closes the page",
      filename: "file.js",
      code: code`
        import puppeteer from "puppeteer";

        const browser = await puppeteer.launch();
        async function check(url) {
          const page = await browser.newPage();
          const response = await page.goto(url);
          const failed = [];
          page.on("requestfailed", (request) => failed.push(request.url()));
          await new Promise((resolve) => setTimeout(resolve, 5000));
          console.log(response.status());
          await page.close();
          return failed;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 8 },
      ],
    },
    {
      name: "the page is only looked at between the click and the wait",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("exports", async ({ page }) => {
          await page.getByText("Export").click();
          await expect(page.getByText("Preparing")).toBeVisible();
          const download = await page.waitForEvent("download");
          expect(download.suggestedFilename()).toBe("report.csv");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 6, suggestions: [
            { messageId: "waitFirst", output: code`
              import { expect, test } from "@playwright/test";

              test("exports", async ({ page }) => {
                const download2 = page.waitForEvent("download");
                download2.catch(() => {});
                await page.getByText("Export").click();
                await expect(page.getByText("Preparing")).toBeVisible();
                const download = await download2;
                expect(download.suggestedFilename()).toBe("report.csv");
              });
            ` },
          ] },
      ],
    },
    {
      name: "requests, with no wait before the listener",
      filename: "file.ts",
      code: code`
        import { expect, test } from "@playwright/test";

        test("asks", async ({ page }) => {
          await page.goto("/");
          const urls = [];
          page.on("request", (request) => urls.push(request.url()));
          await expect(page.getByRole("heading")).toBeVisible();
          expect(urls).toEqual([]);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 6, suggestions: [
            { messageId: "awaitBehind", output: code`
              import { expect, test } from "@playwright/test";

              test("asks", async ({ page }) => {
                const urls = [];
                page.on("request", (request) => urls.push(request.url()));
                await page.goto("/");
                await expect(page.getByRole("heading")).toBeVisible();
                expect(urls).toEqual([]);
              });
            ` },
          ] },
      ],
    },
  ],
});
