import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "playwright waits for the controller",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { test, expect } from '@playwright/test';
        test('offline page', async ({ page, context }) => {
          await page.goto('/');
          await page.waitForFunction(() => (navigator as any).serviceWorker.controller);
          await context.setOffline(true);
          await page.reload();
          await expect(page.getByText('You are offline')).toBeVisible();
        });
      `,
    },
    {
      name: "cypress wait on an alias",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        describe('admin', () => {
          beforeEach(() => {
            cy.intercept('GET', '/api/users').as('users');
            cy.visit('/admin');
            cy.wait('@users');
          });
          it('shows the user list', () => {
            cy.get('table tr').should('have.length', 3);
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "comment: wait for service worker to be active, playwright",
      filename: "file.ts",
      code: code`
        import { test, expect } from '@playwright/test';
        test('offline page', async ({ page, context }) => {
          await page.goto('/');
          // wait for the service worker to become active
          await page.waitForTimeout(2000);
          await context.setOffline(true);
          await page.reload();
          await expect(page.getByText('You are offline')).toBeVisible();
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "cypress wait with a startup comment",
      filename: "file.ts",
      code: code`
        describe('admin', () => {
          beforeEach(() => {
            cy.task('startBackend');
            // Give the backend a few seconds to start
            cy.wait(4000);
          });
          it('shows the user list', () => {
            cy.visit('/admin');
            cy.get('table tr').should('have.length', 3);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "cypress waits after a visit",
      filename: "file.ts",
      code: code`
        it('shows the chart', () => {
          cy.visit('/dashboard');
          cy.wait(3000);
          cy.get('.chart').should('be.visible');
        });
      `,
      errors: [
        { messageId: "guess", line: 3, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              it('shows the chart', () => {
                cy.visit('/dashboard');
                cy.get('.chart').should('be.visible');
              });
            ` },
          ] },
      ],
    },
    {
      name: "playwright waits after goto",
      filename: "file.ts",
      code: code`
        import { test, expect } from '@playwright/test';
        test('loads', async ({ page }) => {
          await page.goto('/');
          await page.waitForTimeout(2000);
          await expect(page.getByRole('heading')).toBeVisible();
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { test, expect } from '@playwright/test';
              test('loads', async ({ page }) => {
                await page.goto('/');
                await expect(page.getByRole('heading')).toBeVisible();
              });
            ` },
          ] },
      ],
    },
    {
      name: "webdriver pauses after the url",
      filename: "file.ts",
      code: code`
        describe('login', () => {
          it('shows the form', async () => {
            await browser.url('/login');
            await browser.pause(2000);
            await $('#user').setValue('x');
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [] },
      ],
    },
  ],
});
