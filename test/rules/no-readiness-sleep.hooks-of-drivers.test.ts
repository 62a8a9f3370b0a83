import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what a driver waits for by itself, behind a hook as well", rule, {
  valid: [],
  invalid: [
    {
      name: "every test behind a hook begins with what waits by itself (Playwright)",
      filename: "file.js",
      code: code`
        import { expect, test } from "@playwright/test";
        test.describe("orders", () => {
          test.beforeEach(async ({ page }) => {
            await page.goto("/orders");
            await page.waitForTimeout(2000);
          });
          test("lists", async ({ page }) => {
            await expect(page.getByText("first")).toBeVisible();
          });
          test("opens", async ({ page }) => {
            const row = page.getByRole("row");
            await expect(row).toBeVisible();
            await page.getByRole("button").click();
          });
          test("adds", async ({ page }) => {
            await page.getByRole("button").click();
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { expect, test } from "@playwright/test";
              test.describe("orders", () => {
                test.beforeEach(async ({ page }) => {
                  await page.goto("/orders");
                });
                test("lists", async ({ page }) => {
                  await expect(page.getByText("first")).toBeVisible();
                });
                test("opens", async ({ page }) => {
                  const row = page.getByRole("row");
                  await expect(row).toBeVisible();
                  await page.getByRole("button").click();
                });
                test("adds", async ({ page }) => {
                  await page.getByRole("button").click();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a hook of a driver's own runner (WebdriverIO)",
      filename: "file.js",
      code: code`
        import { browser, $, $$, expect } from "@wdio/globals";
        describe("orders", () => {
          before(async () => {
            await browser.url("/orders");
            // let the page load
            await browser.pause(2000);
          });
          it("lists", async () => {
            await expect($$(".order")).toBeElementsArrayOfSize(20);
          });
          it("filters", async () => {
            await $("#filter").setValue("lamp");
            await expect($(".order")).toBeDisplayed();
          });
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { browser, $, $$, expect } from "@wdio/globals";
              describe("orders", () => {
                before(async () => {
                  await browser.url("/orders");
                });
                it("lists", async () => {
                  await expect($$(".order")).toBeElementsArrayOfSize(20);
                });
                it("filters", async () => {
                  await $("#filter").setValue("lamp");
                  await expect($(".order")).toBeDisplayed();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the driver asks for less time than the sleep (WebdriverIO)",
      filename: "file.js",
      code: code`
        import { browser, $, expect } from "@wdio/globals";
        it("lists", async () => {
          await browser.url("/orders");
          // let the page load
          await browser.pause(6000);
          await expect($(".order")).toBeDisplayed();
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { browser, $, expect } from "@wdio/globals";
              it("lists", async () => {
                await browser.url("/orders");
                for (const deadline = Date.now() + 12_000; ; ) {
                  try {
                    await expect($(".order")).toBeDisplayed();
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
      name: "the matcher is told to ask for as long (WebdriverIO)",
      filename: "file.js",
      code: code`
        import { browser, $, expect } from "@wdio/globals";
        it("lists", async () => {
          await browser.url("/orders");
          // let the page load
          await browser.pause(6000);
          await expect($(".order")).toBeDisplayed({ timeout: 10000 });
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { browser, $, expect } from "@wdio/globals";
              it("lists", async () => {
                await browser.url("/orders");
                await expect($(".order")).toBeDisplayed({ timeout: 10000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "assertions of the driver ask for less time than the sleep (Playwright)",
      filename: "file.js",
      code: code`
        import { expect, test } from "@playwright/test";
        test("lists", async ({ page }) => {
          await page.goto("/orders");
          await page.waitForTimeout(8000);
          await expect(page.getByText("first")).toBeVisible();
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { expect, test } from "@playwright/test";
              test("lists", async ({ page }) => {
                await page.goto("/orders");
                await expect(async () => {
                  await expect(page.getByText("first")).toBeVisible();
                }).toPass({ timeout: 16_000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a hook between the sleep and the tests",
      filename: "file.js",
      code: code`
        import { expect, test } from "@playwright/test";
        test.describe("orders", () => {
          test.beforeEach(async ({ page }) => {
            await page.goto("/orders");
            await page.waitForTimeout(2000);
          });
          test.beforeEach(async ({ page }) => {
            await page.evaluate(() => window.seed());
          });
          test("adds", async ({ page }) => {
            await page.getByRole("button").click();
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "one of the tests begins with what looks once",
      filename: "file.js",
      code: code`
        import { expect, test } from "@playwright/test";
        test.describe("orders", () => {
          test.beforeEach(async ({ page }) => {
            await page.goto("/orders");
            await page.waitForTimeout(2000);
          });
          test("adds", async ({ page }) => {
            await page.getByRole("button").click();
          });
          test("counts", async ({ page }) => {
            expect(await page.getByRole("row").count()).toBe(3);
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "one of the tests begins with a denial",
      filename: "file.js",
      code: code`
        import { expect, test } from "@playwright/test";
        test.describe("orders", () => {
          test.beforeEach(async ({ page }) => {
            await page.goto("/orders");
            await page.waitForTimeout(2000);
          });
          test("has no error", async ({ page }) => {
            await expect(page.getByText("error")).not.toBeVisible();
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "the sleep ends a branch of the hook, and nobody knows of tests",
      filename: "file.js",
      code: code`
        import { test } from "@playwright/test";
        test.describe("orders", () => {
          test.beforeEach(async ({ page }) => {
            if (process.env.CI) {
              await page.goto("/orders");
              await page.waitForTimeout(2000);
            }
          });
          test("adds", async ({ page }) => {
            await page.getByRole("button").click();
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
  ],
});
