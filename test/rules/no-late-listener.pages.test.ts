import { expect, it } from "vitest";
import { findingsOf, runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

const before = (wait: string, act: string) => [[`${act}\n  const popup = ${wait};`, `const opened = ${wait.replace("await ", "")};\n  ${act}\n  const popup = await opened;`]] as const;

runTable("no-late-listener", [
  {
    name: "a popup behind the click of a page object that was made of the page",
    id: "mayComeBefore",
    code: code`
      import { expect, test } from "@playwright/test";
      import { Dashboard } from "./pages/dashboard";

      test("opens the market", async ({ page }) => {
        const dashboard = new Dashboard(page);
        await dashboard.clickOnMarket();
        const popup = await page.waitForEvent("popup"); //!!
        await expect(popup).toHaveURL(/market/);
      });
    `,
    silent: {
      "waiting begins before it": before('await page.waitForEvent("popup")', "await dashboard.clickOnMarket();"),
      "it is the object of another page": [["new Dashboard(page)", "new Dashboard(other)"]],
      "it only looks": [["clickOnMarket", "expectMarket"]],
    },
  },
  {
    name: "a download behind a helper that is given the page",
    id: "mayComeBefore",
    code: code`
      import { test } from "@playwright/test";
      import { clickExport } from "./actions";

      test("exports", async ({ page }) => {
        await clickExport(page, "PDF");
        const popup = await page.waitForEvent("download"); //!!
        await popup.path();
      });
    `,
    silent: { "waiting begins before it": before('await page.waitForEvent("download")', 'await clickExport(page, "PDF");') },
  },
  {
    name: "a new page of the context, behind a click on a page that the test is given beside it",
    id: "comesBefore",
    code: code`
      import { test } from "@playwright/test";

      test("opens", async ({ page, context }) => {
        await page.getByText("more").click();
        const popup = await context.waitForEvent("page"); //!!
        await popup.close();
      });
    `,
    silent: {
      "waiting begins before it": before('await context.waitForEvent("page")', 'await page.getByText("more").click();'),
      "the click is on another page": [["({ page, context })", "({ context })"], ["import { test }", 'import { page } from "./other";\nimport { test }']],
    },
  },
  {
    name: "a new page of the context in which the page was made",
    id: "comesBefore",
    file: "file.js",
    code: code`
      import { chromium } from "playwright";
      const browser = await chromium.launch();
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.click("text=more");
      const popup = await context.waitForEvent("page"); //!!
      await popup.close();
    `,
    silent: { "another context": [["await context.newPage()", "await browser.newPage()"], ["const context = await browser.newContext();", "const context = await other.newContext();"]] },
  },
  {
    name: "the context that a page gives",
    id: "comesBefore",
    code: code`
      import type { Page } from "@playwright/test";

      export async function more(page: Page) {
        const context = page.context();
        await page.getByText("more").click();
        return await context.waitForEvent("page"); //!!
      }
    `,
    silent: { "another page is clicked": [["await page.getByText", "await (await context.newPage()).mouse"], ["page: Page", "page: Page, other: Page"], ["await (await context.newPage()).mouse", "await other.getByText"]] },
  },
  {
    name: "a page object that the test is given beside the page",
    id: "mayComeBefore",
    code: code`
      import { test } from "./fixtures";

      test("exports", async ({ page, report }) => {
        await report.clickExport();
        const popup = await page.waitForEvent("download"); //!!
        await popup.path();
      });
    `,
    silent: { "waiting begins before it": before('await page.waitForEvent("download")', "await report.clickExport();") },
  },
  {
    name: "a method of the same page object",
    id: "mayComeBefore",
    code: code`
      import type { Page } from "@playwright/test";

      export class Toolbar extends Base {
        constructor(readonly page: Page) {
          super(page);
        }

        async save() {
          await this.clickSave();
          return await this.page.waitForEvent("download"); //!!
        }
      }
    `,
    silent: { "waiting begins before it": [["await this.clickSave();\n    return await this.page.waitForEvent(\"download\");", "const saved = this.page.waitForEvent(\"download\");\n    await this.clickSave();\n    return await saved;"]] },
  },
]);

const clicked = (wait: string, from = "@playwright/test") => code`
  import { test } from "${from}";

  test("exports", async ({ page }) => {
    await page.getByRole("button").click();
    await page.${wait};
  });
`;

it.each(["popup", "download", "filechooser"])("a click comes before the wait for '%s'", (event) => {
  expect(findingsOf("no-late-listener", clicked(`waitForEvent("${event}")`), "file.ts", "certain").map(({ messageId, line }) => `${messageId} ${line}`)).toEqual(["comesBefore 5"]);
});

it("a page that another file gives is told by its 'waitForEvent'", () => {
  expect(findingsOf("no-late-listener", clicked('waitForEvent("popup")', "./browser"), "file.ts", "certain").map(({ messageId }) => messageId)).toEqual(["comesBefore"]);
});

it.each([
  ["what comes by itself as well", clicked('waitForEvent("console")')],
  ["an answer, which may take its time", clicked('waitForResponse("/api")')],
  ["a wait of another library, which has another name", clicked('waitForFileChooser()', "./browser")],
])("%s is only potential", (_what, program) => {
  expect(findingsOf("no-late-listener", program, "file.ts", "certain")).toEqual([]);
  expect(findingsOf("no-late-listener", program, "file.ts").map(({ messageId }) => messageId)).toEqual(["mayComeBefore"]);
});
