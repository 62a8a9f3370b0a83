import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener", rule, {
  valid: [
    {
      name: "the wait for the response begins before the entry",
      filename: "save.spec.ts",
      code: code`
        import { test } from '@playwright/test';

        test('saves while one types', async ({ page }) => {
          const saved = page.waitForResponse('**/save');
          await page.getByTestId('table').locator('input').first().fill('text');
          await saved;
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an entry of a form on another page",
      filename: "save.spec.ts",
      code: code`
        import { test } from '@playwright/test';

        test('is told by another visitor', async ({ page, context }) => {
          const other = await context.newPage();
          await other.getByLabel('Name').fill('text');
          await page.waitForResponse('**/changes');
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an entry of a form, and then a wait for a navigation, which it does not bring",
      filename: "save.js",
      code: code`
        export async function login(page) {
          await page.type('#user', 'me');
          await page.waitForNavigation();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a page that the runner gives every file: both are awaited together",
      filename: "login.js",
      code: code`
        export async function login() {
          await page.type('#user', 'me');
          await Promise.all([page.waitForNavigation(), page.click('#submit')]);
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a script that only looks, and then a wait for a navigation",
      filename: "login.js",
      code: code`
        export async function login(page) {
          await page.evaluate(() => document.title);
          await page.waitForNavigation();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function of another file that is asked before the click",
      filename: "vitals.ts",
      code: code`
        import type { Page } from '@playwright/test';
        import { waitForSaveResponse } from 'test-utils';

        export class VitalsPage {
          readonly #page: Page;

          constructor(page: Page) {
            this.#page = page;
          }

          async add(value: string) {
            await this.#page.getByTestId('input').fill(value);
            const saved = waitForSaveResponse(this.#page, (json) => json.saved);
            await this.#page.getByTestId('add').click();
            await saved;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function of another file that is given the click",
      filename: "vitals.ts",
      code: code`
        import type { Page } from '@playwright/test';
        import { waitForSaveResponse } from 'test-utils';

        export async function add(page: Page, value: string) {
          await page.getByTestId('input').fill(value);
          await waitForSaveResponse(page, () => page.getByTestId('add').click());
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function of another file that waits for a message to be shown",
      filename: "vitals.ts",
      code: code`
        import type { Page } from '@playwright/test';
        import { waitForToast } from 'test-utils';

        export async function add(page: Page, value: string) {
          await page.getByTestId('add').click();
          await waitForToast(page);
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "an entry of a form, and then a wait for the response that it brings",
      filename: "save.spec.ts",
      code: code`
        import { test } from '@playwright/test';

        test('saves while one types', async ({ page }) => {
          await page.getByTestId('table').locator('input').first().fill('text');
          await page.waitForResponse('**/save');
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 5, suggestions: [
            { messageId: "waitTogether", output: code`
              import { test } from '@playwright/test';

              test('saves while one types', async ({ page }) => {
                await Promise.all([page.waitForResponse('**/save'), page.getByTestId('table').locator('input').first().fill('text')]);
              });
            ` },
            { messageId: "waitFirst", output: code`
              import { test } from '@playwright/test';

              test('saves while one types', async ({ page }) => {
                const save = page.waitForResponse('**/save');
                save.catch(() => {});
                await page.getByTestId('table').locator('input').first().fill('text');
                await save;
              });
            ` },
          ] },
      ],
    },
    {
      name: "a page that the runner gives every file: a click, and then a wait for a navigation",
      filename: "login.js",
      code: code`
        export async function login() {
          await page.type('#user', 'me');
          await page.click('#submit');
          await page.waitForNavigation();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 4, suggestions: [
            { messageId: "waitTogether", output: code`
              export async function login() {
                await page.type('#user', 'me');
                await Promise.all([page.waitForNavigation(), page.click('#submit')]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              export async function login() {
                await page.type('#user', 'me');
                const waitForNavigation = page.waitForNavigation();
                waitForNavigation.catch(() => {});
                await page.click('#submit');
                await waitForNavigation;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a form that a script in the page submits, and then a wait for a navigation",
      filename: "login.js",
      code: code`
        export async function login(page) {
          await page.evaluate(() => document.forms[0].submit());
          await page.waitForNavigation();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 3, suggestions: [
            { messageId: "waitTogether", output: code`
              export async function login(page) {
                await Promise.all([page.waitForNavigation(), page.evaluate(() => document.forms[0].submit())]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              export async function login(page) {
                const waitForNavigation = page.waitForNavigation();
                waitForNavigation.catch(() => {});
                await page.evaluate(() => document.forms[0].submit());
                await waitForNavigation;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function of another file that waits for a response on the page it is given",
      filename: "vitals.ts",
      code: code`
        import type { Page } from '@playwright/test';
        import { waitForSaveResponse } from 'test-utils';

        export class VitalsPage {
          readonly #page: Page;

          constructor(page: Page) {
            this.#page = page;
          }

          async add(value: string) {
            await this.#page.getByTestId('input').fill(value);
            await this.#page.getByTestId('add').click();
            await waitForSaveResponse(this.#page, (json) => json.saved);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 14, suggestions: [
            { messageId: "waitTogether", output: code`
              import type { Page } from '@playwright/test';
              import { waitForSaveResponse } from 'test-utils';

              export class VitalsPage {
                readonly #page: Page;

                constructor(page: Page) {
                  this.#page = page;
                }

                async add(value: string) {
                  await this.#page.getByTestId('input').fill(value);
                  await Promise.all([waitForSaveResponse(this.#page, (json) => json.saved), this.#page.getByTestId('add').click()]);
                }
              }
            ` },
            { messageId: "waitFirst", output: code`
              import type { Page } from '@playwright/test';
              import { waitForSaveResponse } from 'test-utils';

              export class VitalsPage {
                readonly #page: Page;

                constructor(page: Page) {
                  this.#page = page;
                }

                async add(value: string) {
                  await this.#page.getByTestId('input').fill(value);
                  const waitForSaveResponse2 = waitForSaveResponse(this.#page, (json) => json.saved);
                  waitForSaveResponse2.catch(() => {});
                  await this.#page.getByTestId('add').click();
                  await waitForSaveResponse2;
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
