import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a timer behind a request to a child, whose output is read",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        const server = spawn("node", ["server.js"], { stdio: ["pipe", "pipe", "inherit"] });
        server.stdout.on("data", (data) => console.log(String(data)));
        const request = { jsonrpc: "2.0", id: 1, method: "initialize", params: {} };
        server.stdin.write(JSON.stringify(request) + "\\n");
        // Wait a bit, then ask for the tools
        setTimeout(() => {
          server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" }) + "\\n");
        }, 1000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7, suggestions: [
            { messageId: "awaitOutput", output: code`
              const { spawn } = require("child_process");
              const server = spawn("node", ["server.js"], { stdio: ["pipe", "pipe", "inherit"] });
              server.stdout.on("data", (data) => console.log(String(data)));
              const request = { jsonrpc: "2.0", id: 1, method: "initialize", params: {} };
              server.stdin.write(JSON.stringify(request) + "\\n");
              server.stdout.once("data", () => {
                server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" }) + "\\n");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a sleep behind a request to a child, whose lines are read",
      filename: "smoke.mjs",
      code: code`
        import { spawn } from "node:child_process";
        import { createInterface } from "node:readline";
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        async function main() {
          const server = spawn("node", ["server.js"]);
          createInterface({ input: server.stdout }).on("line", (line) => console.log(line));
          server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize" }) + "\\n");
          await sleep(1000);
          server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" }) + "\\n");
        }
        main();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 8, suggestions: [
            { messageId: "awaitOutput", output: code`
              import { spawn } from "node:child_process";
              import { createInterface } from "node:readline";
              import { once } from "node:events";
              const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              async function main() {
                const server = spawn("node", ["server.js"]);
                createInterface({ input: server.stdout }).on("line", (line) => console.log(line));
                server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize" }) + "\\n");
                await once(server.stdout, "data", { signal: AbortSignal.timeout(30_000) });
                server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" }) + "\\n");
              }
              main();
            ` },
          ] },
      ],
    },
    {
      name: "a message that nobody answers",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        const server = spawn("node", ["server.js"], { stdio: ["pipe", "pipe", "inherit"] });
        server.stdout.on("data", (data) => console.log(String(data)));
        server.stdin.write(JSON.stringify({ jsonrpc: "2.0", method: "initialize" }) + "\\n");
        setTimeout(() => {
          server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" }) + "\\n");
        }, 1000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 5 },
      ],
    },
    {
      name: "a child whose output nobody reads",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        const server = spawn("node", ["server.js"], { stdio: ["pipe", "pipe", "inherit"] });
        server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize" }) + "\\n");
        setTimeout(() => {
          server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" }) + "\\n");
        }, 1000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 4 },
      ],
    },
    {
      name: "a second request, behind which the answer to the first may come",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        const server = spawn("node", ["server.js"], { stdio: ["pipe", "pipe", "inherit"] });
        server.stdout.on("data", (data) => console.log(String(data)));
        server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }) + "\\n");
        server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 2, method: "initialize" }) + "\\n");
        setTimeout(() => {
          server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 3, method: "tools/list" }) + "\\n");
        }, 1000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 6 },
      ],
    },
  ],
});
