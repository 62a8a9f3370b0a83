import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is said of a time, and what becomes of it", rule, {
  valid: [
    {
      name: "the time of a promise that is kept while other things go on",
      filename: "a.ts",
      code: code`
        test("tells no error on close", async () => {
          const client = new Client();
          const connection = await client.connect();
          const over = new Promise<void>((done, reject) => {
            connection.onerror = vi.fn(() => reject(new Error("told")));
            setTimeout(done, 10);
          });
          await connection.goOn();
          await over;
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a sleep that knows itself how long, and says nothing",
      filename: "a.ts",
      code: code`
        import { sleep } from "../utils.js";
        before(async () => {
          await sleep();
          await commands.executeCommand("install", "python");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a sleep that is handed in",
      filename: "a.ts",
      code: code`
        export async function retry(sleep: () => Promise<void>) {
          await server.start();
          await sleep();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a comment about the activation of something shown",
      filename: "a.ts",
      code: code`
        async function reopen() {
          await languages.setTextDocumentLanguage(document, "ansible");
          await sleep(2000); // Wait for tab activation
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "time for an answer before the machine goes down",
      filename: "a.ts",
      code: code`
        export async function reboot() {
          // it is to allow the API reboot endpoint to be able
          // to send a response before the event happens
          await sleep(1000);
          await logind.reboot();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a log line that speaks of backing off",
      filename: "a.ts",
      code: code`
        async function restartAll() {
          if (uptime < 60_000) {
            log("health", \`Crashed quickly, backing off (restart #\${count})\`);
            await sleep(restartDelay);
          }
          lock = await startBridge();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what must not be a certain value",
      filename: "a.ts",
      code: code`
        test("answers", async () => {
          await server.start();
          await sleep(2000);
          expect(page.shown()).not.toBe("closed");
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a promise that is kept, and awaited first",
      filename: "a.ts",
      code: code`
        test("answers", async () => {
          const client = new Client();
          const connection = await client.connect();
          const over = new Promise<void>((done, reject) => {
            connection.onerror = vi.fn(() => reject(new Error("told")));
            setTimeout(done, 10);
          });
          await over;
          await connection.goOn();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6 },
      ],
    },
    {
      name: "the listener of something that is handed in",
      filename: "a.ts",
      code: code`
        async.each([one, other], (s, done) => s.socket.on("connect", () => setTimeout(done, 100)), () => publisher.publish("news"));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 1 },
      ],
    },
    {
      name: "a sleep that knows itself how long, behind a start",
      filename: "a.ts",
      code: code`
        import { sleep } from "../utils.js";
        before(async () => {
          await server.start();
          await sleep();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 4 },
      ],
    },
    {
      name: "a sleep that knows itself how long, with what it is for",
      filename: "a.ts",
      code: code`
        import { sleep } from "../utils.js";
        before(async () => {
          await sleep(); // wait for the editor to load its extensions
          await commands.executeCommand("install", "python");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
    {
      name: "a comment about what has to boot up",
      filename: "a.ts",
      code: code`
        async function openPopup(url: string) {
          await chrome.windows.create({ url, type: "popup" });
          // We have to wait for React to bootup and render the components
          await new Promise((resolve) => {
            setTimeout(resolve, 500);
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4 },
      ],
    },
    {
      name: "a comment about the activation of a server, behind what changes something",
      filename: "a.ts",
      code: code`
        async function reopen() {
          await languages.setTextDocumentLanguage(document, "ansible");
          await sleep(2000); // Wait for server activation
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 3 },
      ],
    },
    {
      name: "a comment about what is to be created",
      filename: "a.ts",
      code: code`
        async function main() {
          await client.createSuperStream({ streamName });
          await sleep(200); // Waiting for partitions to be created
          const publisher = await client.declarePublisher({ streamName });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 3 },
      ],
    },
    {
      name: "what must not be a placeholder is there",
      filename: "a.ts",
      code: code`
        test("answers", async () => {
          await server.start();
          await sleep(2000);
          expect(page.shown()).not.toBe("---");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 3, suggestions: [
            { messageId: "retryAssertions", output: code`
              test("answers", async () => {
                await server.start();
                for (const deadline = Date.now() + 4000; ; ) {
                  try {
                    expect(page.shown()).not.toBe("---");
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
  ],
});
