import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: pages whose locators are kept", rule, {
  valid: [
    {
      name: "a wait beside the click on a locator that a field keeps",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { Locator, Page } from "@playwright/test";
        export class Dialog {
          readonly button: Locator;
          constructor(private readonly page: Page) {
            this.button = page.getByRole("button");
          }
          async export() {
            const [download] = await Promise.all([this.page.waitForEvent("download"), this.button.click()]);
            return download.path();
          }
        }
      `,
    },
    {
      name: "a wait on another page than that of the locator",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { Locator, Page } from "@playwright/test";
        export class Dialog {
          readonly button: Locator;
          constructor(private readonly page: Page, private readonly other: Page) {
            this.button = page.getByRole("button");
          }
          async export() {
            await this.button.click();
            const download = await this.other.waitForEvent("download");
            return download.path();
          }
        }
      `,
    },
    {
      name: "a locator that is taken out of what another one gives",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function test(page, partsOf) {
          const { button } = await partsOf(page.getByRole("dialog"));
          await button.click();
          await page.waitForResponse("**/api");
        }
      `,
    },
    {
      name: "locators that are made of each other",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        let a = b;
        let b = a;
        export async function test(page) {
          await a.click();
          await page.waitForResponse("**/api");
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a wait behind the click on a locator that a field keeps",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import type { Locator, Page } from "@playwright/test";
        export class Dialog {
          readonly button: Locator;
          constructor(private readonly page: Page) {
            this.button = page.getByRole("button");
          }
          async export() {
            await this.button.click();
            const download = await this.page.waitForEvent("download");
            return download.path();
          }
        }
      `,
      errors: [
        { messageId: "comesBefore", line: 9, suggestions: [
            { messageId: "waitTogether", output: code`
              import type { Locator, Page } from "@playwright/test";
              export class Dialog {
                readonly button: Locator;
                constructor(private readonly page: Page) {
                  this.button = page.getByRole("button");
                }
                async export() {
                  const [download] = await Promise.all([this.page.waitForEvent("download"), this.button.click()]);
                  return download.path();
                }
              }
            ` },
            { messageId: "waitFirst", output: code`
              import type { Locator, Page } from "@playwright/test";
              export class Dialog {
                readonly button: Locator;
                constructor(private readonly page: Page) {
                  this.button = page.getByRole("button");
                }
                async export() {
                  const download2 = this.page.waitForEvent("download");
                  download2.catch(() => {});
                  await this.button.click();
                  const download = await download2;
                  return download.path();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a locator of a locator that a constant keeps",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function test(page) {
          const dialog = page.getByRole("dialog");
          const button = dialog.getByText("Save").first();
          await button.click();
          await page.waitForResponse("**/api");
        }
      `,
      errors: [
        { messageId: "mayComeBefore", line: 5, suggestions: [
            { messageId: "waitTogether", output: code`
              export async function test(page) {
                const dialog = page.getByRole("dialog");
                const button = dialog.getByText("Save").first();
                await Promise.all([page.waitForResponse("**/api"), button.click()]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              export async function test(page) {
                const dialog = page.getByRole("dialog");
                const button = dialog.getByText("Save").first();
                const api = page.waitForResponse("**/api");
                api.catch(() => {});
                await button.click();
                await api;
              }
            ` },
          ] },
      ],
    },
  ],
});
