import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: addresses, and lines of output", rule, {
  valid: [],
  invalid: [
    {
      name: "an address that is named after the child",
      filename: "file.js",
      code: code`
        import { execa } from "execa";
        const REGISTRY = "http://localhost:4873";
        export async function publishAll(folders) {
          const registry = execa("verdaccio", [], { stdio: "ignore" });
          await sleep(2000);
          try {
            for (const folder of folders) await execa("npm", ["publish", "--registry", REGISTRY], { cwd: folder });
          } finally {
            registry.kill();
          }
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              import { execa } from "execa";
              const REGISTRY = "http://localhost:4873";
              export async function publishAll(folders) {
                const registry = execa("verdaccio", [], { stdio: "ignore" });
                for (const deadline = Date.now() + 30_000; !(await fetch(REGISTRY, { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error(\`\${REGISTRY} does not answer\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                try {
                  for (const folder of folders) await execa("npm", ["publish", "--registry", REGISTRY], { cwd: folder });
                } finally {
                  registry.kill();
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an address that is named after something else",
      filename: "file.js",
      code: code`
        import { execa } from "execa";
        const PROXY = "http://localhost:4873";
        export async function publishAll(folders) {
          const registry = execa("verdaccio", [], { stdio: "ignore" });
          await sleep(2000);
          for (const folder of folders) await execa("npm", ["publish", "--proxy", PROXY], { cwd: folder });
          registry.kill();
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "an address that has been used before",
      filename: "file.js",
      code: code`
        import { execa } from "execa";
        const REGISTRY = "http://localhost:4873";
        export async function publishAll(folders) {
          await execa("npm", ["ping", "--registry", REGISTRY]);
          const registry = execa("verdaccio", [], { stdio: "ignore" });
          await sleep(2000);
          for (const folder of folders) await execa("npm", ["publish", "--registry", REGISTRY], { cwd: folder });
          registry.kill();
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "an address of another machine",
      filename: "file.js",
      code: code`
        import { execa } from "execa";
        const REGISTRY = "http://registry.example.com:4873";
        export async function publishAll(folders) {
          const registry = execa("verdaccio", [], { stdio: "ignore" });
          await sleep(2000);
          for (const folder of folders) await execa("npm", ["publish", "--registry", REGISTRY], { cwd: folder });
          registry.kill();
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "an address that is given to the child",
      filename: "file.js",
      code: code`
        import { execa } from "execa";
        const REGISTRY = "http://localhost:4873";
        export async function publishAll(folders) {
          const registry = execa("mirror", ["--of", REGISTRY], { stdio: "ignore" });
          await sleep(2000);
          for (const folder of folders) await execa("npm", ["publish", "--registry", REGISTRY], { cwd: folder });
          registry.kill();
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "an address that may be another one by then",
      filename: "file.js",
      code: code`
        import { execa } from "execa";
        let registryUrl = "http://localhost:4873";
        export async function publishAll(folders) {
          const registry = execa("verdaccio", [], { stdio: "ignore" });
          await sleep(2000);
          for (const folder of folders) await execa("npm", ["publish", "--registry", registryUrl], { cwd: folder });
          registry.kill();
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a command line tells by a line of its output, in names that are free",
      filename: "file.js",
      code: code`
        import { exec } from "node:child_process";
        let output = "";
        export async function open() {
          const hub = exec("hub --verbose");
          hub.stdout.on("data", (chunk) => {
            output += chunk;
          });
          // wait until the hub is up
          await sleep(5000);
          return hub;
        }
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "awaitLine", output: code`
              import { exec } from "node:child_process";
              let output = "";
              export async function open() {
                const hub = exec("hub --verbose");
                hub.stdout.on("data", (chunk) => {
                  output += chunk;
                });
                await new Promise((resolve, reject) => {
                  let printed = "";
                  const settle = (error) => {
                    clearTimeout(timer);
                    hub.stdout.off("data", look).resume();
                    hub.off("exit", fail).off("error", settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const look = (chunk) => {
                    printed += String(chunk);
                    if (/ready|listening|started/i.test(printed)) settle();
                  };
                  const fail = () => settle(new Error("hub has ended, or was not ready in time"));
                  const timer = setTimeout(fail, 30_000);
                  hub.stdout.on("data", look);
                  hub.once("exit", fail).once("error", settle);
                });
                return hub;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a child that may not have been made",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function open() {
          let hub;
          try {
            hub = spawn("hub", [], { stdio: "inherit" });
          } catch {}
          // give the hub time to start
          await sleep(5000);
          return hub;
        }
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
  ],
});
