import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "mqtt connectAsync, delay after the publish",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import mqtt from 'mqtt';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function pushReading(value) {
          const client = await mqtt.connectAsync('mqtt://broker.local');
          client.publish('sensors/1', String(value));
          await sleep(1000);
          client.end();
        }
      `,
    },
    {
      name: "redis client awaited connect",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createClient } from 'redis';
        const client = createClient({ url: process.env.REDIS_URL });
        client.on('error', (err) => console.error(err));
        await client.connect();
        const keys = await client.keys('session:*');
        console.log(keys.length);
        await client.quit();
      `,
    },
    {
      name: "new connection of an unknown package: not certain",
      filename: "file.ts",
      code: code`
        import { FeedConnection } from './feed-connection';
        import { sleep } from './sleep';
        export async function latest(symbol: string) {
          const conn = new FeedConnection('feed.example.com');
          await sleep(300);
          const tick = await conn.ask(symbol);
          conn.close();
          return tick;
        }
      `,
    },
    {
      name: "browser closes after the sleep",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const puppeteer = require('puppeteer');
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        module.exports = async function look(url) {
          const browser = await puppeteer.launch({ headless: false });
          await sleep(60_000);
          await browser.close();
        };
      `,
    },
  ],
  invalid: [
    {
      name: "mqtt connect then publish",
      filename: "file.ts",
      code: code`
        import mqtt from 'mqtt';
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        export async function pushReading(value) {
          const client = mqtt.connect('mqtt://broker.local');
          await sleep(1000);
          client.publish('sensors/1', String(value));
          client.end();
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import mqtt from 'mqtt';
              import { once } from 'node:events';
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              export async function pushReading(value) {
                const client = mqtt.connect('mqtt://broker.local');
                await once(client, 'connect');
                client.publish('sensors/1', String(value));
                client.end();
              }
            ` },
          ] },
      ],
    },
    {
      name: "redis client floating connect",
      filename: "file.ts",
      code: code`
        import { createClient } from 'redis';
        import { sleep } from '../lib/time.js';
        const client = createClient({ url: process.env.REDIS_URL });
        client.on('error', (err) => console.error(err));
        client.connect();
        await sleep(1000);
        const keys = await client.keys('session:*');
        console.log(keys.length);
        await client.quit();
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "awaitStart", output: code`
              import { createClient } from 'redis';
              import { sleep } from '../lib/time.js';
              const client = createClient({ url: process.env.REDIS_URL });
              client.on('error', (err) => console.error(err));
              await client.connect();
              const keys = await client.keys('session:*');
              console.log(keys.length);
              await client.quit();
            ` },
          ] },
      ],
    },
    {
      name: "new connection of an unknown package",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { FeedConnection } from './feed-connection';
        import { sleep } from './sleep';
        export async function latest(symbol: string) {
          const conn = new FeedConnection('feed.example.com');
          await sleep(300);
          const tick = await conn.ask(symbol);
          conn.close();
          return tick;
        }
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "puppeteer launched in a CJS module",
      filename: "file.ts",
      code: code`
        const puppeteer = require('puppeteer');
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        module.exports = async function shot(url) {
          const browser = await puppeteer.launch();
          await sleep(1000);
          const page = await browser.newPage();
          await page.goto(url);
          return page.screenshot();
        };
      `,
      errors: [
        { messageId: "needless", line: 5, suggestions: [
            { messageId: "removeSleep", output: code`
              const puppeteer = require('puppeteer');
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              module.exports = async function shot(url) {
                const browser = await puppeteer.launch();
                const page = await browser.newPage();
                await page.goto(url);
                return page.screenshot();
              };
            ` },
          ] },
      ],
    },
  ],
});
