import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what words, times and ends say", rule, {
  valid: [
    {
      name: "a key is let go",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('drives', async () => {
          const page = await open();
          await page.keyboard.up('ArrowUp');
          await sleep(500);
          await look(page);
        });
      `,
    },
    {
      name: "a bot uses an item",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function drink() {
          const bot = createBot();
          await bot.activateItem();
          await sleep(500);
          return bot.health;
        }
      `,
    },
    {
      name: "a time that the user sets",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function measure(browser, options) {
          await browser.prepare();
          await sleep(options.timeToSettle || 100);
          return browser.record();
        }
      `,
    },
    {
      name: "the last message is given time before the end",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('re-uses its port', async () => {
          const server = new CoapServer({ port });
          await server.start();
          const client = new CoapClient(server);
          await client.read('coap://localhost');
          await sleep(50); // wait for the client to send its ACK
          await server.stop();
        });
      `,
    },
    {
      name: "the title says that it is not yet so",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('should not resolve its promise until the quorum is reached', async () => {
          const node = new ClusterNode();
          const started = node.init();
          await sleep(300);
          await should(Promise.race([started, waiting])).fulfilledWith('waiting');
        });
      `,
    },
    {
      name: "the game is watched for a while",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('races', async () => {
          const game = await startRace();
          expect(await game.players()).toHaveLength(4);
          // Let the game run for a moment after the start
          await sleep(2000);
          expect(await game.state()).toBe('racing');
        });
      `,
    },
    {
      name: "a log of what has happened",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('races', async () => {
          await page.click('#join');
          await page.waitForSelector('#waiting');
          console.log('Player 1 joined');
          await sleep(1000);
          await other.goto('/player');
        });
      `,
    },
    {
      name: "a comment that heads the next step",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('sends again', async () => {
          manager.simulateDisconnect();
          callbacks[0](new Error('disconnected'));
          // Reconnect. Should resend the message.
          await sleep(10);
          manager.simulateConnect();
          expect(callbacks).to.have.length(2);
        });
      `,
    },
    {
      name: "physics settles after a stop",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function escape(bot) {
          bot.clearControls();
          await sleep(300); // allow physics to settle after clearing the controls
          return bot.position;
        }
      `,
    },
    {
      name: "the test itself says that it is open",
      filename: "file.js",
      code: code`
        it('opens', async () => {
          const connection = new Connection();
          connection.start();
          setTimeout(() => {
            connection.emit('open');
            connection.emit('online');
          }, 10);
          await connection.opened;
        });
      `,
    },
    {
      name: "a light is shown for a while",
      filename: "file.js",
      code: code`
        export function flash(light) {
          const lamp = new LampServer(light);
          lamp.start();
          setTimeout(() => {
            lamp.remove();
          }, 100);
        }
      `,
    },
    {
      name: "jobs are looked at while they run",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('runs few at a time', async () => {
          const server = await startServer();
          server.start();
          await sleep(10);
          expect(running).to.be.at.most(2);
        });
      `,
    },
    {
      name: "twin: something is put off",
      filename: "file.js",
      code: code`
        export function open(server) {
          again(server);
          // wait a bit before starting the browser
          setTimeout(() => {
            show('http://localhost:8081');
          }, 250);
        }
      `,
    },
    {
      name: "a timer that answers a wait which the comment says has started",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        import { SpeechHandle } from '../src/speech_handle.js';
        it('does not throw when awaiting a different handle', async () => {
          const other = SpeechHandle.create();
          // Resolve the other handle's playout shortly after we start waiting on it.
          setTimeout(() => other._markDone(), 10);
          await expect(other.waitForPlayout()).resolves.toBe('resolved');
        });
      `,
    },
    {
      name: "a workflow's own timer",
      filename: "file.ts",
      code: code`
        import * as wf from '@temporalio/workflow';
        export async function logSinkTester() {
          const { customLogger } = wf.proxySinks();
          customLogger.start();
          // wait for the workflow to start again
          await wf.sleep(1);
          customLogger.info('completed');
        }
      `,
    },
  ],
  invalid: [
    {
      name: "twin: an environment comes up",
      filename: "file.js",
      code: code`
        import { DockerComposeEnvironment } from 'testcontainers';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('starts', async () => {
          const environment = new DockerComposeEnvironment('.', 'compose.yml');
          await environment.up();
          await sleep(500);
          await look(environment);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [] },
      ],
    },
    {
      name: "twin: a bot runs",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function begin() {
          const bot = createBot();
          await bot.activate();
          await sleep(500);
          return bot.health();
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [] },
      ],
    },
    {
      name: "twin: a time of the program's own",
      filename: "file.js",
      code: code`
        const timeToSettle = 100;
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function measure(browser) {
          await browser.prepare();
          await sleep(timeToSettle);
          return browser.record();
        }
      `,
      errors: [
        { messageId: "named", line: 5, suggestions: [] },
      ],
    },
    {
      name: "twin: the last message is given time before the next request",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        test('re-uses its port', async () => {
          const server = new CoapServer({ port });
          await server.start();
          const client = new CoapClient(server);
          await client.read('coap://localhost');
          await sleep(50); // wait for the client to send its ACK
          await server.read();
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
    {
      name: "twin: the title says that it is so",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('should resolve its promise when the quorum is reached', async () => {
          const node = new ClusterNode();
          const started = node.init();
          await sleep(300);
          await should(Promise.race([started, waiting])).fulfilledWith('done');
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              it('should resolve its promise when the quorum is reached', async () => {
                const node = new ClusterNode();
                const started = node.init();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    await should(Promise.race([started, waiting])).fulfilledWith('done');
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
      name: "twin: a log of what is waited for",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        it('races', async () => {
          await page.click('#join');
          await page.waitForSelector('#waiting');
          console.log('Waiting for player 1 to join');
          await sleep(1000);
          await other.goto('/player');
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a comment above the branch that sleeps",
      filename: "file.js",
      code: code`
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function open(browser, options) {
          await load(browser, options);
          // it takes some time for the browser to get ready, wait for it
          if (options.android) {
            await sleep(2000);
            await browser.look();
          }
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "input that is written behind a log line",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function ask(question) {
          const child = spawn('toml-ls', ['--stdio']);
          await sleep(400);
          console.log('asking', question);
          child.stdin.write(question);
          return readFrame(child.stdout);
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { spawn } from 'node:child_process';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              export async function ask(question) {
                const child = spawn('toml-ls', ['--stdio']);
                console.log('asking', question);
                child.stdin.write(question);
                return readFrame(child.stdout);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a line that may have been printed before",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function begin() {
          const child = spawn('ui');
          await new Promise((resolve) => child.once('spawn', resolve));
          await prepare();
          // wait for the child to be ready
          await sleep(3000);
          return open('app');
        }
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "something is put off until the server is there",
      filename: "file.js",
      code: code`
        export function open(server) {
          server.listen(8081);
          // wait a bit before starting the browser, to let the server start
          setTimeout(() => {
            show('http://localhost:8081');
          }, 250);
        }
      `,
      errors: [
        { messageId: "said", line: 4, suggestions: [] },
      ],
    },
    {
      name: "input that is put together first",
      filename: "file.ts",
      code: code`
        import { spawn } from 'node:child_process';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function ask(method) {
          const child = spawn('mcp-server', { stdio: ['pipe', 'pipe', 'pipe'] });
          await sleep(3000);
          const request = { jsonrpc: '2.0', id: 1, method };
          child.stdin.write(JSON.stringify(request) + '\\n');
          return readFrame(child.stdout);
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { spawn } from 'node:child_process';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              export async function ask(method) {
                const child = spawn('mcp-server', { stdio: ['pipe', 'pipe', 'pipe'] });
                const request = { jsonrpc: '2.0', id: 1, method };
                child.stdin.write(JSON.stringify(request) + '\\n');
                return readFrame(child.stdout);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a timer of the same name from elsewhere",
      filename: "file.ts",
      code: code`
        import * as tools from './tools.js';
        export async function logSinkTester() {
          const { customLogger } = tools.proxySinks();
          customLogger.start();
          // wait for the workflow to start again
          await tools.sleep(1);
          customLogger.info('completed');
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
  ],
});
