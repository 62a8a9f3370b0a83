import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: steps, handlers and what is caught", rule, {
  valid: [
    {
      name: "a handler that is called by a name",
      filename: "file.js",
      code: code`
        handle("compose", () => {
          exec("docker-compose up -d broker");
          execSync("sleep 5");
          const output = exec("docker-compose ps");
          if (!output.includes("broker")) throw new Error("not running");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a query whose rows are gone through",
      filename: "file.js",
      code: code`
        query("select name from jobs", async (row) => {
          const peer = new Peer(row.name);
          await peer.connect();
          await sleep(500);
          peer.insert(0, "AAA");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a handler that starts something, and says nothing",
      filename: "file.js",
      code: code`
        ipcMain.handle("start-service", async () => {
          startOllama(environment());
          await new Promise((resolve) => setTimeout(resolve, 1500));
          return true;
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a rest where nothing answers",
      filename: "file.js",
      code: code`
        import http from "node:http";
        async function main() {
          const server = http.createServer();
          server.on("request", (_, res) => res.end());
          try {
            await fetch("http://localhost:3000/health");
          } catch {
            await new Promise((resolve) => setTimeout(resolve, 500));
          }
          await fetch("http://localhost:3000/login");
        }
        main();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "another attempt at a server that is to start",
      filename: "file.js",
      code: code`
        export async function request(url) {
          try {
            return await fetch(url);
          } catch (error) {
            // wait for the server to start
            await new Promise((resolve) => setTimeout(resolve, 100));
            return request(url);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a step that is called by a sentence",
      filename: "a.test.js",
      code: code`
        runTest("the compose stack starts", () => {
          exec("docker-compose up -d broker");
          // Wait a moment for services to start
          execSync("sleep 5");
          const output = exec("docker-compose ps");
          if (!output.includes("broker")) throw new Error("not running");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4 },
      ],
    },
    {
      name: "a step whose function is wrapped",
      filename: "a.test.js",
      code: code`
        add(101, "two peers insert at once", wrap(async () => {
          const peer = new Peer("A");
          await peer.connect();
          await sleep(500);
          peer.insert(0, "AAA");
        }));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 4 },
      ],
    },
    {
      name: "a handler that starts what its comment speaks of",
      filename: "file.js",
      code: code`
        ipcMain.handle("start-service", async () => {
          startOllama(environment());
          // wait briefly for the service to start
          await new Promise((resolve) => setTimeout(resolve, 1500));
          const running = await checkHealth();
          if (!running) throw new Error("Service failed to start");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              ipcMain.handle("start-service", async () => {
                startOllama(environment());
                for (const deadline = Date.now() + 30_000; ; ) {
                  try {
                    const running = await checkHealth();
                    if (!running) throw new Error("Service failed to start");
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
      name: "a server that is started where nothing answers",
      filename: "file.js",
      code: code`
        import http from "node:http";
        async function main() {
          const server = http.createServer();
          try {
            await fetch("http://localhost:3000/health");
          } catch {
            server.listen(3000);
            await new Promise((resolve) => setTimeout(resolve, 500));
          }
          await fetch("http://localhost:3000/login");
        }
        main();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { once } from "node:events";
              async function main() {
                const server = http.createServer();
                try {
                  await fetch("http://localhost:3000/health");
                } catch {
                  server.listen(3000);
                  await once(server, "listening");
                }
                await fetch("http://localhost:3000/login");
              }
              main();
            ` },
          ] },
      ],
    },
    {
      name: "a script that is put in where it is not there yet",
      filename: "file.js",
      code: code`
        export async function ensureInjected(tabId) {
          try {
            await chrome.tabs.sendMessage(tabId, { action: "ping" });
          } catch (error) {
            await chrome.scripting.executeScript({ target: { tabId }, files: ["content.js"] });
            // Wait a bit for the script to initialize
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7 },
      ],
    },
  ],
});
