import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is started together, and what asks again by itself", rule, {
  valid: [
    {
      name: "what is activated is deactivated behind the time",
      filename: "file.js",
      code: code`
        import { Client } from '@stomp/stompjs';
        it('activates again without waiting', async () => {
          const client = new Client(options);
          client.activate();
          await wait(50);
          client.deactivate();
          client.activate();
        });
      `,
    },
    {
      name: "a retry of its own follows",
      filename: "file.js",
      code: code`
        import { it, expect } from './helpers.js';
        it('starts', async () => {
          const hub = startHub();
          // Wait until the hub has started
          await new Promise((resolve) => setTimeout(resolve, 3000));
          await retry(() => expect(hub.state).toBe('started'), 5);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "two connections at once",
      filename: "file.js",
      code: code`
        import net from 'node:net';
        let first, second;
        export async function connectClients(port) {
          first = net.connect(port, () => first.setEncoding('utf8'));
          second = net.connect(port, () => second.setEncoding('utf8'));
          await new Promise((resolve) => setTimeout(resolve, 1000));
          return [first, second];
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import net from 'node:net';
              import { once } from 'node:events';
              let first, second;
              export async function connectClients(port) {
                first = net.connect(port, () => first.setEncoding('utf8'));
                second = net.connect(port, () => second.setEncoding('utf8'));
                await Promise.all([once(first, 'connect'), once(second, 'connect')]);
                return [first, second];
              }
            ` },
          ] },
      ],
    },
    {
      name: "two children at once",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        export async function startBoth() {
          const server = spawn('node', ['server.js'], { stdio: ['ignore', 'pipe', 'inherit'] });
          const worker = spawn('node', ['worker.js'], { stdio: ['ignore', 'pipe', 'inherit'] });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          return [server, worker];
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a function that is asked again follows",
      filename: "file.js",
      code: code`
        import { it, assert } from './helpers.js';
        it('deploys', async () => {
          const { url } = await run('wrangler deploy');
          // Wait a couple of seconds before we start blasting the worker with requests to allow it to be ready.
          await new Promise((resolve) => setTimeout(resolve, 2000));
          await waitForLong(async () => {
            const response = await fetch(url);
            assert(response.status === 200);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { it, assert } from './helpers.js';
              it('deploys', async () => {
                const { url } = await run('wrangler deploy');
                await waitForLong(async () => {
                  const response = await fetch(url);
                  assert(response.status === 200);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a function that denies is asked again",
      filename: "file.js",
      code: code`
        import { it, assert } from './helpers.js';
        it('deploys', async () => {
          const { url } = await run('wrangler deploy');
          // Wait a couple of seconds before we start blasting the worker with requests to allow it to be ready.
          await new Promise((resolve) => setTimeout(resolve, 2000));
          await waitForLong(async () => {
            expect(await problems(url)).toHaveLength(0);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "locators are asked in a loop",
      filename: "file.js",
      code: code`
        import { test, expect, joinAs } from './fixtures';
        test('4 players join', async ({ browser, hostPage }) => {
          const players = [];
          for (let i = 0; i < 4; i++) {
            const page = await (await browser.newContext()).newPage();
            await joinAs(page, 'Player' + i);
            players.push({ page, name: 'Player' + i });
          }
          // Wait a moment for host UI to update after all players joined
          await hostPage.waitForTimeout(500);
          const list = hostPage.locator('#player-list');
          for (const player of players) {
            await expect(list).toContainText(player.name, { timeout: 30000 });
          }
        });
      `,
      errors: [
        { messageId: "said", line: 10, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { test, expect, joinAs } from './fixtures';
              test('4 players join', async ({ browser, hostPage }) => {
                const players = [];
                for (let i = 0; i < 4; i++) {
                  const page = await (await browser.newContext()).newPage();
                  await joinAs(page, 'Player' + i);
                  players.push({ page, name: 'Player' + i });
                }
                const list = hostPage.locator('#player-list');
                for (const player of players) {
                  await expect(list).toContainText(player.name, { timeout: 30000 });
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "a template is asked",
      filename: "file.js",
      code: code`
        import { fork } from 'node:child_process';
        it('answers', async () => {
          const port = 6666;
          child = fork('server.js', { env: { PORT: String(port) } });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await axios.get(\`http://localhost:\${port}/first\`);
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { fork } from 'node:child_process';
              it('answers', async () => {
                const port = 6666;
                child = fork('server.js', { env: { PORT: String(port) } });
                for (const deadline = Date.now() + 30_000; !(await fetch(\`http://localhost:\${port}/first\`, { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`http://localhost:\${port}/first does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await axios.get(\`http://localhost:\${port}/first\`);
              });
            ` },
          ] },
      ],
    },
    {
      name: "what the other side does behind a connection",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Client } from '@modelcontextprotocol/sdk/client/index.js';
        import { test, expect } from 'vitest';
        test('counts sessions', async () => {
          const client = new Client({ name: 'example', version: '1.0.0' });
          await client.connect(transport);
          await delay(100);
          expect(server.sessions).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { Client } from '@modelcontextprotocol/sdk/client/index.js';
              import { test, expect, vi } from 'vitest';
              test('counts sessions', async () => {
                const client = new Client({ name: 'example', version: '1.0.0' });
                await client.connect(transport);
                await vi.waitFor(async () => {
                  expect(server.sessions).toHaveLength(1);
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "what is activated is used behind the time",
      filename: "file.js",
      code: code`
        import { Client } from '@stomp/stompjs';
        it('publishes', async () => {
          const client = new Client(options);
          client.activate();
          await wait(50);
          client.publish({ destination: '/a', body: 'b' });
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "what asks again gives up sooner than the time",
      filename: "file.js",
      code: code`
        import { it, expect, vi } from 'vitest';
        it('starts', async () => {
          const hub = startHub();
          // Wait until the hub has started
          await new Promise((resolve) => setTimeout(resolve, 3000));
          await vi.waitFor(() => expect(hub.state).toBe('started'));
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "what asks again is given more time",
      filename: "file.js",
      code: code`
        import { it, expect, vi } from 'vitest';
        it('starts', async () => {
          const hub = startHub();
          // Wait until the hub has started
          await new Promise((resolve) => setTimeout(resolve, 3000));
          await vi.waitFor(() => expect(hub.state).toBe('started'), { timeout: 10_000 });
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { it, expect, vi } from 'vitest';
              it('starts', async () => {
                const hub = startHub();
                await vi.waitFor(() => expect(hub.state).toBe('started'), { timeout: 10_000 });
              });
            ` },
          ] },
      ],
    },
  ],
});
