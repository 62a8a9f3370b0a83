import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: pages on their way", rule, {
  valid: [
    {
      name: "a page that has been asked for its address",
      filename: "file.js",
      code: code`
        import { test, expect } from '@playwright/test';
        test('opens the settings', async ({ page }) => {
          await page.getByRole('button', { name: 'Sign in' }).click();
          await page.evaluate(() => location.href);
          await page.waitForTimeout(2000);
          await page.getByRole('link', { name: 'Settings' }).click();
        });
      `,
    },
    {
      name: "a page whose network has been quiet may show what goes wrong",
      filename: "file.js",
      code: code`
        import { test, expect } from '@playwright/test';
        test('opens the settings', async ({ page }) => {
          await page.getByRole('button', { name: 'Sign in' }).click();
          await page.waitForLoadState('networkidle').catch(() => {});
          await page.waitForTimeout(2000);
          await page.getByRole('link', { name: 'Settings' }).click();
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a page whose address has changed is given time to load",
      filename: "file.js",
      code: code`
        import { test, expect } from '@playwright/test';
        test('opens the settings', async ({ page }) => {
          await page.getByRole('button', { name: 'Sign in' }).click();
          await page.waitForURL('**/home');
          await page.waitForTimeout(2000);
          await page.getByRole('link', { name: 'Settings' }).click();
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { test, expect } from '@playwright/test';
              test('opens the settings', async ({ page }) => {
                await page.getByRole('button', { name: 'Sign in' }).click();
                await page.waitForURL('**/home');
                await page.getByRole('link', { name: 'Settings' }).click();
              });
            ` },
          ] },
      ],
    },
  ],
});
