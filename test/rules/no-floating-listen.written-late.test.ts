import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen", rule, {
  valid: [
    {
      name: "the callback writes a variable that a getter reads later",
      filename: "daemon.js",
      code: code`
        import http from 'node:http';

        export async function startServer(port = 7456) {
          let bound = port;
          const server = http.createServer();
          server.listen(port, () => {
            bound = server.address().port;
            console.log(\`on \${bound}\`);
          });
          return { server, get url() { return \`http://127.0.0.1:\${bound}\`; } };
        }
      `,
    },
    {
      name: "the callback writes a variable that is read behind an await",
      filename: "daemon.js",
      code: code`
        import http from 'node:http';

        export async function startServer(port = 7456) {
          let bound = port;
          const server = http.createServer();
          server.listen(port, () => {
            bound = server.address().port;
            console.log(\`on \${bound}\`);
          });
          await loadPlugins();
          return { server, url: \`http://127.0.0.1:\${bound}\` };
        }
      `,
    },
  ],
  invalid: [
    {
      name: "the callback writes a variable that is read before it runs",
      filename: "daemon.js",
      code: code`
        import http from 'node:http';

        export async function startServer(port = 7456) {
          let bound = port;
          const server = http.createServer();
          server.listen(port, () => {
            bound = server.address().port;
            console.log(\`on \${bound}\`);
          });
          return { server, url: \`http://127.0.0.1:\${bound}\` };
        }
      `,
      errors: [
        { messageId: "returnsUnbound", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import { once } from 'node:events';

              export async function startServer(port = 7456) {
                let bound = port;
                const server = http.createServer();
                server.listen(port, () => {
                  bound = server.address().port;
                  console.log(\`on \${bound}\`);
                });
                await once(server, 'listening');
                return { server, url: \`http://127.0.0.1:\${bound}\` };
              }
            ` },
          ] },
      ],
    },
  ],
});
