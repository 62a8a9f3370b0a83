import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: containers that other functions start", rule, {
  valid: [],
  invalid: [
    {
      name: "a name of compose begins the command",
      filename: "file.js",
      code: code`
        import { exec } from "node:child_process";
        import { promisify } from "node:util";
        import { setTimeout as sleep } from "node:timers/promises";
        const run = promisify(exec);
        export async function up(composeCmd, file) {
          await run(\`\${composeCmd} -f "\${file}" up -d\`);
          await sleep(5000);
          await migrate();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [
            { messageId: "composeWait", output: code`
              import { exec } from "node:child_process";
              import { promisify } from "node:util";
              import { setTimeout as sleep } from "node:timers/promises";
              const run = promisify(exec);
              export async function up(composeCmd, file) {
                await run(\`\${composeCmd} -f "\${file}" up --wait -d\`);
                await migrate();
              }
            ` },
          ] },
      ],
    },
    {
      name: "another program begins the command",
      filename: "file.js",
      code: code`
        import { exec } from "node:child_process";
        import { promisify } from "node:util";
        import { setTimeout as sleep } from "node:timers/promises";
        const run = promisify(exec);
        export async function up(tool, file) {
          await run(\`\${tool} -f "\${file}" up -d\`);
          // wait for the containers to start
          await sleep(5000);
          await migrate();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8 },
      ],
    },
    {
      name: "the containers are started by a function of the file",
      filename: "file.js",
      code: code`
        import { exec } from "node:child_process";
        import { promisify } from "node:util";
        import { setTimeout as sleep } from "node:timers/promises";
        const run = promisify(exec);
        async function startServices() {
          await run("docker compose up -d");
          console.log("started");
        }
        export async function main() {
          await startServices();
          await sleep(5000);
          await migrate();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 11, suggestions: [
            { messageId: "composeWait", output: code`
              import { exec } from "node:child_process";
              import { promisify } from "node:util";
              import { setTimeout as sleep } from "node:timers/promises";
              const run = promisify(exec);
              async function startServices() {
                await run("docker compose up --wait -d");
                console.log("started");
              }
              export async function main() {
                await startServices();
                await migrate();
              }
            ` },
          ] },
      ],
    },
    {
      name: "the function of the file starts something else behind the containers",
      filename: "file.js",
      code: code`
        import { exec } from "node:child_process";
        import { promisify } from "node:util";
        import { setTimeout as sleep } from "node:timers/promises";
        const run = promisify(exec);
        async function startServices() {
          await run("docker compose up -d");
          proxy.listen(8080);
        }
        export async function main() {
          await startServices();
          await sleep(5000);
          await migrate();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 11 },
      ],
    },
    {
      name: "the sleep begins the function that is called next",
      filename: "file.js",
      code: code`
        const { exec } = require("child_process");
        const { promisify } = require("util");
        const run = promisify(exec);
        async function startServices(composeCmd, dir) {
          console.log("starting");
          await run(\`\${composeCmd} -p app up -d\`, { cwd: dir });
          console.log("started");
        }
        async function copyConfig(container) {
          await new Promise((resolve) => setTimeout(resolve, 2000)); // Wait for container to be ready
          await run(\`docker cp config.json \${container}:/config.json\`);
        }
        async function startAndConfigure(composeCmd, dir) {
          await startServices(composeCmd, dir);
          await copyConfig("app-web");
        }
        module.exports = { startAndConfigure };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 10, suggestions: [
            { messageId: "composeWait", output: code`
              const { exec } = require("child_process");
              const { promisify } = require("util");
              const run = promisify(exec);
              async function startServices(composeCmd, dir) {
                console.log("starting");
                await run(\`\${composeCmd} -p app up --wait -d\`, { cwd: dir });
                console.log("started");
              }
              async function copyConfig(container) {
                await run(\`docker cp config.json \${container}:/config.json\`);
              }
              async function startAndConfigure(composeCmd, dir) {
                await startServices(composeCmd, dir);
                await copyConfig("app-web");
              }
              module.exports = { startAndConfigure };
            ` },
          ] },
      ],
    },
    {
      name: "the function that begins with a sleep is called by others as well",
      filename: "file.js",
      code: code`
        const { exec } = require("child_process");
        const { promisify } = require("util");
        const run = promisify(exec);
        async function startServices(composeCmd, dir) {
          await run(\`\${composeCmd} -p app up -d\`, { cwd: dir });
        }
        async function copyConfig(container) {
          await new Promise((resolve) => setTimeout(resolve, 2000)); // Wait for container to be ready
          await run(\`docker cp config.json \${container}:/config.json\`);
        }
        async function startAndConfigure(composeCmd, dir) {
          await startServices(composeCmd, dir);
          await copyConfig("app-web");
        }
        module.exports = { startAndConfigure, copyConfig };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8 },
      ],
    },
  ],
});
