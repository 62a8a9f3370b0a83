import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is asked for beside its assertions, and what asks by itself", rule, {
  valid: [
    {
      name: "a poll that holds from the beginning follows",
      filename: "file.js",
      code: code`
        import { test, expect } from './fixtures.js';
        test('shows no race', async ({ page }) => {
          await page.goto('/');
          await page.waitForTimeout(2000);
          await expect.poll(async () => page.evaluate(() => window.errors)).toBe(0);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a counter in a runner that notes failures (ava)",
      filename: "file.js",
      code: code`
        import test from 'ava';
        import { sleep } from './utils.js';
        import { newServer, connect } from './fixtures.js';
        test('counts documents', async (t) => {
          const server = newServer();
          const client = connect(server, { name: 'foo' });
          await sleep(100);
          t.is(server.getDocumentsCount(), 1);
          client.close();
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from 'ava';
              import { sleep } from './utils.js';
              import { newServer, connect } from './fixtures.js';
              test('counts documents', async (t) => {
                const server = newServer();
                const client = connect(server, { name: 'foo' });
                for (const deadline = Date.now() + 1500; server.getDocumentsCount() !== 1 && Date.now() < deadline; ) {
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
                t.is(server.getDocumentsCount(), 1);
                client.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "two states in a runner that notes failures",
      filename: "file.js",
      code: code`
        import test from 'ava';
        import { sleep } from './utils.js';
        import { newServer, connect } from './fixtures.js';
        test('is connected', async (t) => {
          const server = newServer();
          const first = connect(server);
          const second = connect(server);
          await sleep(100);
          t.is(first.status, 'connected');
          t.true(second.isConnected);
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from 'ava';
              import { sleep } from './utils.js';
              import { newServer, connect } from './fixtures.js';
              test('is connected', async (t) => {
                const server = newServer();
                const first = connect(server);
                const second = connect(server);
                for (const deadline = Date.now() + 1500; (first.status !== 'connected' || !second.isConnected) && Date.now() < deadline; ) {
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
                t.is(first.status, 'connected');
                t.true(second.isConnected);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a state that cannot be compared among others",
      filename: "file.js",
      code: code`
        import test from 'ava';
        import { sleep } from './utils.js';
        import { newServer, connect } from './fixtures.js';
        test('lists documents', async (t) => {
          const server = newServer();
          connect(server, { name: 'foo' });
          await sleep(100);
          t.is(server.size, 1);
          t.deepEqual(server.names(), ['foo']);
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "tryInAttempts", output: code`
              import test from 'ava';
              import { sleep } from './utils.js';
              import { newServer, connect } from './fixtures.js';
              test('lists documents', async (t) => {
                const server = newServer();
                connect(server, { name: 'foo' });
                for (const deadline = Date.now() + 1500; ; ) {
                  const attempt = await t.try(async (t) => {
                    t.is(server.size, 1);
                    t.deepEqual(server.names(), ['foo']);
                  });
                  if (attempt.passed || Date.now() > deadline) {
                    attempt.commit();
                    break;
                  }
                  attempt.discard();
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "a state read from what may not be there",
      filename: "file.js",
      code: code`
        import test from 'tape';
        import { sleep } from './utils.js';
        import { newServer, connect } from './fixtures.js';
        test('knows its client', async (t) => {
          const server = newServer();
          connect(server, { name: 'foo' });
          await sleep(100);
          t.equal(server.find('foo').state, 'open');
          t.end();
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a length of what a getter gives (tape)",
      filename: "file.js",
      code: code`
        import test from 'tape';
        import { sleep } from './utils.js';
        import { newServer, connect } from './fixtures.js';
        test('knows its clients', async (t) => {
          const server = newServer();
          connect(server, { name: 'foo' });
          await sleep(100);
          t.equal(server.getClients().length, 1);
          t.end();
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from 'tape';
              import { sleep } from './utils.js';
              import { newServer, connect } from './fixtures.js';
              test('knows its clients', async (t) => {
                const server = newServer();
                connect(server, { name: 'foo' });
                for (const deadline = Date.now() + 1500; server.getClients().length !== 1 && Date.now() < deadline; ) {
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
                t.equal(server.getClients().length, 1);
                t.end();
              });
            ` },
          ] },
      ],
    },
    {
      name: "counted assertions",
      filename: "file.js",
      code: code`
        import { sleep } from './utils.js';
        import { newServer, connect } from './fixtures.js';
        it('knows its clients', async () => {
          expect.assertions(1);
          const server = newServer();
          connect(server, { name: 'foo' });
          await sleep(100);
          expect(server.clients.size).toBe(1);
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import { sleep } from './utils.js';
              import { newServer, connect } from './fixtures.js';
              it('knows its clients', async () => {
                expect.assertions(1);
                const server = newServer();
                connect(server, { name: 'foo' });
                for (const deadline = Date.now() + 1500; server.clients.size !== 1 && Date.now() < deadline; ) {
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
                expect(server.clients.size).toBe(1);
              });
            ` },
          ] },
      ],
    },
    {
      name: "answers that are forgotten behind the sleep",
      filename: "file.js",
      code: code`
        import { harness, server } from './fixtures.js';
        it('broadcasts', async () => {
          const answers = [];
          const client = { send: (message) => answers.push(message) };
          await harness.handle(client, { type: 'QUERY_SUB', query: 'q1' });
          // Wait for the subscription to be processed
          await new Promise((resolve) => setTimeout(resolve, 10));
          answers.length = 0;
          await server.write('q1', 'x');
          expect(answers).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { harness, server } from './fixtures.js';
              it('broadcasts', async () => {
                const answers = [];
                const client = { send: (message) => answers.push(message) };
                await harness.handle(client, { type: 'QUERY_SUB', query: 'q1' });
                for (const deadline = Date.now() + 1500; answers.length === 0; ) {
                  if (Date.now() > deadline) throw new Error('answers is still empty');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                answers.length = 0;
                await server.write('q1', 'x');
                expect(answers).toHaveLength(1);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a list that is filled with something else behind the sleep",
      filename: "file.js",
      code: code`
        import { harness, server } from './fixtures.js';
        it('broadcasts', async () => {
          let answers = [];
          const client = { send: (message) => answers.push(message) };
          await harness.handle(client, { type: 'QUERY_SUB', query: 'q1' });
          // Wait for the subscription to be processed
          await new Promise((resolve) => setTimeout(resolve, 10));
          answers = await server.write('q1', 'x');
          expect(answers).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a page of fixtures that shows something",
      filename: "file.js",
      code: code`
        import { test, expect } from './fixtures.js';
        test('shows the editor', async ({ page }) => {
          await page.goto('/');
          await page.waitForTimeout(2000);
          expect(await page.isVisible('.workbench')).toBe(true);
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { test, expect } from './fixtures.js';
              test('shows the editor', async ({ page }) => {
                await page.goto('/');
                await expect(async () => {
                  expect(await page.isVisible('.workbench')).toBe(true);
                }).toPass({ timeout: 4000 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a page of fixtures whose library waits by itself",
      filename: "file.js",
      code: code`
        import { test, expect } from './fixtures.js';
        test('shows the editor', async ({ page }) => {
          await page.goto('/');
          await page.waitForTimeout(2000);
          await expect(page.locator('.workbench')).toBeVisible();
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { test, expect } from './fixtures.js';
              test('shows the editor', async ({ page }) => {
                await page.goto('/');
                await expect(page.locator('.workbench')).toBeVisible();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a file that the started process writes (tape)",
      filename: "file.js",
      code: code`
        import test from 'tape';
        import path from 'node:path';
        import { execa } from 'execa';
        import loadJsonFile from 'load-json-file';
        const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        test('writes what it is', async (t) => {
          const server = execa('store', ['server', 'start'], { stdio: 'ignore' });
          await delay(2000);
          const statePath = path.resolve('..', 'store', 'server.json');
          const state = await loadJsonFile(statePath);
          t.ok(state);
          t.ok(state.connectionOptions.remotePrefix.startsWith('http'));
          server.kill();
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "retryRead", output: code`
              import test from 'tape';
              import path from 'node:path';
              import { execa } from 'execa';
              import loadJsonFile from 'load-json-file';
              const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              test('writes what it is', async (t) => {
                const server = execa('store', ['server', 'start'], { stdio: 'ignore' });
                const statePath = path.resolve('..', 'store', 'server.json');
                const state = await (async () => {
                  for (const deadline = Date.now() + 30_000; ; ) {
                    try {
                      return await loadJsonFile(statePath);
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                })();
                t.ok(state);
                t.ok(state.connectionOptions.remotePrefix.startsWith('http'));
                server.kill();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a file that was there before",
      filename: "file.js",
      code: code`
        import { readFile, writeFile } from 'node:fs/promises';
        import { execa } from 'execa';
        const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        it('has a port', async () => {
          await writeFile('state.json', '{}');
          execa('store', ['server', 'start'], { stdio: 'ignore' });
          await delay(2000);
          const state = JSON.parse(await readFile('state.json', 'utf8'));
          await use(state.port);
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a file that may be left from another time",
      filename: "file.js",
      code: code`
        import { readFile } from 'node:fs/promises';
        import { execa } from 'execa';
        const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export async function port() {
          execa('store', ['server', 'start'], { stdio: 'ignore' });
          await delay(2000);
          const { port } = JSON.parse(await readFile('state.json', 'utf8'));
          return port;
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a file read in the middle of an expression",
      filename: "file.js",
      code: code`
        import { readFile } from 'node:fs/promises';
        import { execa } from 'execa';
        const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        it('has a port', async () => {
          execa('store', ['server', 'start'], { stdio: 'ignore' });
          await delay(2000);
          const { port } = JSON.parse(await readFile('state.json', 'utf8'));
          await use(port);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "retryRead", output: code`
              import { readFile } from 'node:fs/promises';
              import { execa } from 'execa';
              const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              it('has a port', async () => {
                execa('store', ['server', 'start'], { stdio: 'ignore' });
                const { port } = await (async () => {
                  for (const deadline = Date.now() + 30_000; ; ) {
                    try {
                      return JSON.parse(await readFile('state.json', 'utf8'));
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                })();
                await use(port);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a poll follows",
      filename: "file.js",
      code: code`
        import { vi, it, expect } from 'vitest';
        import { launch } from './app.js';
        it('is seen', async () => {
          const app = launch();
          await new Promise((resolve) => setTimeout(resolve, 100));
          await vi.waitFor(() => expect(app.peers.size).toBe(2));
          await app.ask('x');
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { vi, it, expect } from 'vitest';
              import { launch } from './app.js';
              it('is seen', async () => {
                const app = launch();
                await vi.waitFor(() => expect(app.peers.size).toBe(2));
                await app.ask('x');
              });
            ` },
          ] },
      ],
    },
    {
      name: "an assertion that polls follows",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        import { launch } from './app.js';
        it('is seen', async () => {
          const app = launch();
          await new Promise((resolve) => setTimeout(resolve, 100));
          await expect.poll(() => app.peers.size).toBe(2);
          await app.ask('x');
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { it, expect } from 'vitest';
              import { launch } from './app.js';
              it('is seen', async () => {
                const app = launch();
                await expect.poll(() => app.peers.size).toBe(2);
                await app.ask('x');
              });
            ` },
          ] },
      ],
    },
    {
      name: "a wait for readiness follows",
      filename: "file.js",
      code: code`
        import { launch, waitUntilReady } from './app.js';
        it('answers', async () => {
          const app = launch();
          await new Promise((resolve) => setTimeout(resolve, 100));
          await waitUntilReady(app);
          await app.ask('x');
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { launch, waitUntilReady } from './app.js';
              it('answers', async () => {
                const app = launch();
                await waitUntilReady(app);
                await app.ask('x');
              });
            ` },
          ] },
      ],
    },
    {
      name: "a wait for something else follows",
      filename: "file.js",
      code: code`
        import { launch, waitForResult } from './app.js';
        it('answers', async () => {
          const app = launch();
          await new Promise((resolve) => setTimeout(resolve, 100));
          await waitForResult(app, 'x');
          expect(app.other).toBe(3);
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a locator is made before the assertion that waits",
      filename: "file.js",
      code: code`
        import { test, expect } from './fixtures.js';
        test('shows the race', async ({ page }) => {
          await page.goto('/');
          await page.waitForTimeout(2000);
          const overlay = page.locator('.overlay');
          await expect(overlay).toBeVisible();
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { test, expect } from './fixtures.js';
              test('shows the race', async ({ page }) => {
                await page.goto('/');
                const overlay = page.locator('.overlay');
                await expect(overlay).toBeVisible();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a poll of a page follows",
      filename: "file.js",
      code: code`
        import { test, expect } from './fixtures.js';
        test('shows the race', async ({ page }) => {
          await page.goto('/');
          await page.waitForTimeout(2000);
          await expect.poll(async () => page.evaluate(() => window.count)).toBe(4);
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { test, expect } from './fixtures.js';
              test('shows the race', async ({ page }) => {
                await page.goto('/');
                await expect.poll(async () => page.evaluate(() => window.count)).toBe(4);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a counter that goes up",
      filename: "file.js",
      code: code`
        import test from 'ava';
        import { sleep } from './utils.js';
        import { newServer, connect } from './fixtures.js';
        test('asks for a token', async (t) => {
          let calls = 0;
          const server = newServer();
          const provider = connect(server, { token: () => { calls++; return 'x'; } });
          await sleep(200);
          t.is(calls, 2);
          t.is(provider.isAuthenticated, true);
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from 'ava';
              import { sleep } from './utils.js';
              import { newServer, connect } from './fixtures.js';
              test('asks for a token', async (t) => {
                let calls = 0;
                const server = newServer();
                const provider = connect(server, { token: () => { calls++; return 'x'; } });
                for (const deadline = Date.now() + 1500; (calls !== 2 || !provider.isAuthenticated) && Date.now() < deadline; ) {
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
                t.is(calls, 2);
                t.is(provider.isAuthenticated, true);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a value and what it is compared with that look like holes",
      filename: "file.js",
      code: code`
        import test from 'ava';
        import { sleep } from './utils.js';
        import { newServer, connect } from './fixtures.js';
        test('has a price', async (t) => {
          const server = newServer();
          connect(server, { name: 'foo' });
          await sleep(100);
          t.is(count([]), 1);
          t.is(server.price, '$&');
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from 'ava';
              import { sleep } from './utils.js';
              import { newServer, connect } from './fixtures.js';
              test('has a price', async (t) => {
                const server = newServer();
                connect(server, { name: 'foo' });
                for (const deadline = Date.now() + 1500; (count([]) !== 1 || server.price !== '$&') && Date.now() < deadline; ) {
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
                t.is(count([]), 1);
                t.is(server.price, '$&');
              });
            ` },
          ] },
      ],
    },
  ],
});
