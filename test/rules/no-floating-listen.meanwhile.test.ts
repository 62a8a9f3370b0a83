import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen: done while a promise of readiness is pending", rule, {
  valid: [
    {
      name: "the same, announced behind the await",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export async function serveFiles(options: Options) {
          const started = new Promise<http.Server>((resolve, reject) => {
            const server = http.createServer(files);
            server.once("error", reject);
            server.listen(options.port, () => resolve(server));
          });
          const server = await started;
          console.log(\`Files are available at \${options.port}\`);
          return server;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the same, which says what it is about to do",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export async function serveFiles(options: Options) {
          const started = new Promise<http.Server>((resolve, reject) => {
            const server = http.createServer(files);
            server.once("error", reject);
            server.listen(options.port, () => resolve(server));
          });
          console.log(\`Starting on http://\${options.host}\`);
          return started;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the same with what is awaited between",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export async function serveFiles(options: Options) {
          const started = new Promise<http.Server>((resolve, reject) => {
            const server = http.createServer(files);
            server.once("error", reject);
            server.listen(options.port, () => resolve(server));
          });
          await index(options.root);
          console.log(\`Files are available at \${options.port}\`);
          return started;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a promise that is asked for by what opens the page",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import open from "open";
        export function serveFiles(port: number) {
          const started = new Promise<void>((resolve, reject) => {
            http.createServer(files).once("error", reject).listen(port, resolve);
          });
          started.then(() => open(\`http://localhost:\${port}/\`));
          return started;
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "an address that is announced while its promise is pending",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export async function serveFiles(options: Options) {
          const started = new Promise<http.Server>((resolve, reject) => {
            const server = http.createServer(files);
            server.once("error", reject);
            server.listen(options.port, () => resolve(server));
          });
          const address = Object.assign({}, options, { protocol: "http" });
          console.log(\`Files are available at \${address}\`);
          return started;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "announcedEarly", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              export async function serveFiles(options: Options) {
                const started = new Promise<http.Server>((resolve, reject) => {
                  const server = http.createServer(files);
                  server.once("error", reject);
                  server.listen(options.port, () => resolve(server));
                });
                await started;
                const address = Object.assign({}, options, { protocol: "http" });
                console.log(\`Files are available at \${address}\`);
                return started;
              }
            ` },
          ] },
      ],
    },
    {
      name: "the same with a failure that is handled later",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        export async function serveFiles(options: Options) {
          const started = new Promise<http.Server>((resolve, reject) => {
            const server = http.createServer(files);
            server.once("error", reject);
            server.listen(options.port, () => resolve(server));
          });
          console.log(\`Files are available at \${options.port}\`);
          try {
            await started;
          } catch {
            return serveFiles({ ...options, port: options.port + 1 });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "announcedEarly", line: 6 },
      ],
    },
    {
      name: "a page that is opened while the promise is pending, in a function that cannot await",
      filename: "file.ts",
      code: code`
        import http from "node:http";
        import open from "open";
        export function serveFiles(port: number) {
          const started = new Promise<void>((resolve, reject) => {
            http.createServer(files).once("error", reject).listen(port, resolve);
          });
          open(\`http://localhost:\${port}/\`);
          return started;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "usedAtOnce", line: 5 },
      ],
    },
  ],
});
