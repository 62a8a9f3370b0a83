import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error", rule, {
  valid: [
    {
      name: "a taken port rejects the promise that the first request settles",
      filename: "oauth.ts",
      code: code`
        import { createServer } from 'node:http';

        export function waitForCode(port: number) {
          return new Promise<string>((resolve, reject) => {
            const server = createServer((request, response) => {
              response.end('You can close this window.');
              server.close();
              resolve(request.url ?? '');
            });
            server.on('error', reject);
            server.listen(port, '127.0.0.1');
          });
        }
      `,
    },
    {
      name: "the end of the server settles the promise",
      filename: "oauth.ts",
      code: code`
        import { createServer } from 'node:http';

        export function run(port: number) {
          return new Promise<void>((resolve) => {
            const server = createServer((request, response) => response.end());
            server.on('close', resolve);
            server.listen(port, '127.0.0.1');
          });
        }
      `,
    },
    {
      name: "any free port, for one request",
      filename: "oauth.ts",
      code: code`
        import { createServer } from 'node:http';

        export function waitForCode() {
          return new Promise<string>((resolve) => {
            const server = createServer((request, response) => {
              response.end('You can close this window.');
              server.close();
              resolve(request.url ?? '');
            });
            server.listen(0, '127.0.0.1');
          });
        }
      `,
    },
  ],
  invalid: [
    {
      name: "the first request settles the promise, and the server is closed for that",
      filename: "oauth.ts",
      code: code`
        import { createServer } from 'node:http';

        export function waitForCode(port: number, time: number) {
          return new Promise<string>((resolve, reject) => {
            const server = createServer((request, response) => {
              response.end('You can close this window.');
              cleanup();
              resolve(request.url ?? '');
            });
            function cleanup() {
              clearTimeout(timer);
              server.close();
            }
            const timer = setTimeout(() => {
              cleanup();
              reject(new Error('no answer in time'));
            }, time);
            server.listen(port, '127.0.0.1');
          });
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 18, suggestions: [
            { messageId: "rejectOnError", output: code`
              import { createServer } from 'node:http';

              export function waitForCode(port: number, time: number) {
                return new Promise<string>((resolve, reject) => {
                  const server = createServer((request, response) => {
                    response.end('You can close this window.');
                    cleanup();
                    resolve(request.url ?? '');
                  });
                  function cleanup() {
                    clearTimeout(timer);
                    server.close();
                  }
                  const timer = setTimeout(() => {
                    cleanup();
                    reject(new Error('no answer in time'));
                  }, time);
                  server.once('error', reject);
                  server.once('listening', () => server.off('error', reject));
                  server.listen(port, '127.0.0.1');
                });
              }
            ` },
          ] },
      ],
    },
  ],
});
