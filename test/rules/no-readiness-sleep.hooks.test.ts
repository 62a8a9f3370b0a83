import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "end of beforeAll after a seed: not certain",
      filename: "file.ts",
      code: code`
        import { beforeAll, afterAll, expect, it } from 'vitest';
        import { startApp, type App } from './app-harness';
        import { sleep } from './sleep';
        let app: App;
        beforeAll(async () => {
          app = await startApp();
          await app.seed('users.json');
          await sleep(500);
        });
        afterAll(() => app.stop());
        it('finds ada', async () => {
          expect(await app.find('ada')).toBeTruthy();
        });
      `,
    },
    {
      name: "end of beforeEach, routes added after the start: not certain",
      filename: "file.ts",
      code: code`
        import { FakeApi } from './fake-api';
        import { delay } from './delay';
        describe('billing', () => {
          let api: FakeApi;
          beforeEach(async () => {
            api = new FakeApi();
            await api.start();
            api.reply('GET', '/plan', { plan: 'pro' });
            await delay(50);
          });
          afterEach(() => api.stop());
          it('shows the plan', async () => {
            expect(await api.visit('/billing')).toContain('pro');
          });
        });
      `,
    },
    {
      name: "set-up function of an e2e suite: not certain",
      filename: "file.ts",
      code: code`
        import { launchBrowser } from './browser';
        import { sleep } from './sleep';
        export async function setup() {
          const browser = await launchBrowser();
          const page = await browser.newPage();
          await page.setViewport({ width: 1200, height: 800 });
          await sleep(1000);
        }
      `,
    },
    {
      name: "suiteSetup of a tdd mocha suite: not certain",
      filename: "file.ts",
      code: code`
        import { openWorkspace, startExtensionHost } from './host';
        import { sleep } from './sleep';
        suite('extension', () => {
          suiteSetup(async () => {
            const host = await startExtensionHost();
            await openWorkspace(host, 'fixtures/a');
            await sleep(3000);
          });
          test('has commands', async () => {
            if (!(await commands()).includes('a.run')) throw new Error('missing');
          });
        });
        declare function commands(): Promise<string[]>;
      `,
    },
    {
      name: "playwright beforeEach ends in a sleep: not certain",
      filename: "file.ts",
      code: code`
        import { test, expect } from '@playwright/test';
        import { startShop, Shop } from './shop';
        let shop: Shop;
        test.beforeEach(async ({ page }) => {
          shop = await startShop();
          await shop.addProduct('mug');
          await page.waitForTimeout(1000);
        });
        test.afterEach(() => shop.stop());
        test('has a cart', async ({ page }) => {
          await page.goto(shop.url);
          await expect(page.getByTestId('cart')).toBeVisible();
        });
      `,
    },
    {
      name: "ava before hook, fixtures after the start: not certain",
      filename: "file.ts",
      code: code`
        import test from 'ava';
        import { startMailServer } from './mail.js';
        import { delay } from './delay.js';
        test.before(async (t) => {
          const mail = await startMailServer();
          await mail.addUser('ada');
          t.context = { mail };
          await delay(200);
        });
        test('ada has an empty inbox', async (t) => {
          t.deepEqual(await (t.context as any).mail.inbox('ada'), []);
        });
      `,
    },
    {
      name: "setUp named function, timer promise last: not certain",
      filename: "file.ts",
      code: code`
        import { LocalChain } from './local-chain.js';
        const wait = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function setupChain() {
          const chain = new LocalChain();
          await chain.start();
          await chain.mine(3);
          await wait(500);
        }
      `,
    },
  ],
  invalid: [
    {
      name: "end of beforeAll after a seed",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { beforeAll, afterAll, expect, it } from 'vitest';
        import { startApp, type App } from './app-harness';
        import { sleep } from './sleep';
        let app: App;
        beforeAll(async () => {
          app = await startApp();
          await app.seed('users.json');
          await sleep(500);
        });
        afterAll(() => app.stop());
        it('finds ada', async () => {
          expect(await app.find('ada')).toBeTruthy();
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 8, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { beforeAll, afterAll, expect, it, vi } from 'vitest';
              import { startApp, type App } from './app-harness';
              import { sleep } from './sleep';
              let app: App;
              beforeAll(async () => {
                app = await startApp();
                await app.seed('users.json');
                await vi.waitFor(async () => {
                  expect(await app.find('ada')).toBeTruthy();
                }, { timeout: 1500 });
              });
              afterAll(() => app.stop());
              it('finds ada', async () => {
                expect(await app.find('ada')).toBeTruthy();
              });
            ` },
          ] },
      ],
    },
    {
      name: "end of beforeEach, routes added after the start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { FakeApi } from './fake-api';
        import { delay } from './delay';
        describe('billing', () => {
          let api: FakeApi;
          beforeEach(async () => {
            api = new FakeApi();
            await api.start();
            api.reply('GET', '/plan', { plan: 'pro' });
            await delay(50);
          });
          afterEach(() => api.stop());
          it('shows the plan', async () => {
            expect(await api.visit('/billing')).toContain('pro');
          });
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 9, suggestions: [] },
      ],
    },
    {
      name: "set-up function of an e2e suite",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { launchBrowser } from './browser';
        import { sleep } from './sleep';
        export async function setup() {
          const browser = await launchBrowser();
          const page = await browser.newPage();
          await page.setViewport({ width: 1200, height: 800 });
          await sleep(1000);
        }
      `,
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "suiteSetup of a tdd mocha suite",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { openWorkspace, startExtensionHost } from './host';
        import { sleep } from './sleep';
        suite('extension', () => {
          suiteSetup(async () => {
            const host = await startExtensionHost();
            await openWorkspace(host, 'fixtures/a');
            await sleep(3000);
          });
          test('has commands', async () => {
            if (!(await commands()).includes('a.run')) throw new Error('missing');
          });
        });
        declare function commands(): Promise<string[]>;
      `,
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "playwright beforeEach ends in a sleep",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { test, expect } from '@playwright/test';
        import { startShop, Shop } from './shop';
        let shop: Shop;
        test.beforeEach(async ({ page }) => {
          shop = await startShop();
          await shop.addProduct('mug');
          await page.waitForTimeout(1000);
        });
        test.afterEach(() => shop.stop());
        test('has a cart', async ({ page }) => {
          await page.goto(shop.url);
          await expect(page.getByTestId('cart')).toBeVisible();
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "ava before hook, fixtures after the start",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import test from 'ava';
        import { startMailServer } from './mail.js';
        import { delay } from './delay.js';
        test.before(async (t) => {
          const mail = await startMailServer();
          await mail.addUser('ada');
          t.context = { mail };
          await delay(200);
        });
        test('ada has an empty inbox', async (t) => {
          t.deepEqual(await (t.context as any).mail.inbox('ada'), []);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 8, suggestions: [] },
      ],
    },
    {
      name: "setUp named function, timer promise last",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { LocalChain } from './local-chain.js';
        const wait = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function setupChain() {
          const chain = new LocalChain();
          await chain.start();
          await chain.mine(3);
          await wait(500);
        }
      `,
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [] },
      ],
    },
  ],
});
