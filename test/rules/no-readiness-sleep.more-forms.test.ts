import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: bound steps, commands in parts, pages made here, logs before a start", rule, {
  valid: [
    {
      name: "a bound method ends it",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        export class Runner {
          start() {
            this.child = spawn('node', ['server.js']);
            setTimeout(this.stop.bind(this), 1000);
          }
          stop() {
            this.child.kill();
          }
        }
      `,
    },
    {
      name: "a command line in parts waits for their health",
      filename: "file.js",
      code: code`
        import { execSync } from 'node:child_process';
        export async function prepare(file) {
          execSync('docker compose -f ' + file + ' up -d --wait');
          await sleep(5000);
          await migrate();
        }
      `,
    },
    {
      name: "a page of a book",
      filename: "file.js",
      code: code`
        import books from './books';
        export async function read() {
          const browser = await books.launch();
          const page = await browser.nextPage();
          await page.goto(url);
          await new Promise((r) => setTimeout(r, 1000));
          return page.evaluate(() => document.title);
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a bound method goes on",
      filename: "file.js",
      code: code`
        import { spawn } from 'node:child_process';
        export class Runner {
          start() {
            this.child = spawn('node', ['server.js']);
            setTimeout(this.ask.bind(this), 1000);
          }
          ask() {
            this.child.send('ping');
          }
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a command line in parts starts containers",
      filename: "file.js",
      code: code`
        import { execSync } from 'node:child_process';
        export async function prepare(file) {
          execSync('docker compose -f ' + file + ' up -d');
          await sleep(5000);
          await migrate();
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a page that a browser opens here is on its way",
      filename: "file.js",
      code: code`
        import puppeteer from 'puppeteer';
        export async function read() {
          const browser = await puppeteer.launch();
          const page = await browser.newPage();
          await page.goto(url);
          await new Promise((r) => setTimeout(r, 1000));
          return page.evaluate(() => document.title);
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "what is logged before the start says what comes after it",
      filename: "file.js",
      code: code`
        export class Phone {
          async restart() {
            console.log('Restarting the phone, will wait 1 minute for it to boot.');
            await this.phone.restart();
            await delay(60000);
            await this.phone.call();
          }
        }
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "what is logged before the start says only what goes on",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export class Phone {
          async restart() {
            console.log('Calling the phone.');
            await this.phone.restart();
            await delay(60000);
            await this.phone.call();
          }
        }
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [] },
      ],
    },
  ],
});
