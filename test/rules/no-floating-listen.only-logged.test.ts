import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen", rule, {
  valid: [
    {
      name: "Fastify whose promise tells",
      filename: "file.js",
      code: code`
        import Fastify from "fastify";
        export class Jobs {
          app = Fastify();
          start(port, onUp) {
            this.app.listen({ port }).then((address) => {
              onUp(address);
            });
          }
        }
      `,
    },
    {
      name: "Fastify whose failure is caught",
      filename: "file.js",
      code: code`
        import Fastify from "fastify";
        export class Jobs {
          app = Fastify();
          start(port) {
            this.app.listen({ port }).then((address) => console.log(address)).catch(console.error);
          }
        }
      `,
    },
    {
      name: "a page of another machine that is opened behind a start",
      filename: "file.js",
      code: code`
        import open from "open";
        import { createServer } from "node:http";
        export const handler = async ({ port, browser }) => {
          const viewer = createServer();
          viewer.listen(port, "127.0.0.1");
          const url = \`https://example.com/?callback=\${port}\`;
          process.stdout.write(\`log in at \${url}\\n\`);
          if (browser) await open(url);
        };
      `,
    },
  ],
  invalid: [
    {
      name: "Fastify whose promise is only logged",
      filename: "file.js",
      code: code`
        import Fastify from "fastify";
        export class Jobs {
          app = Fastify();
          start(port) {
            this.app.listen({ port }).then((address) => {
              console.log(\`on \${address}\`);
            });
          }
        }
      `,
      errors: [
        { messageId: "floatingStart", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a page of this machine that is opened behind a start, a log line and a constant",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import open from "open";
        import { createServer } from "node:http";
        export const handler = async ({ port, browser }) => {
          const viewer = createServer();
          viewer.listen(port, "127.0.0.1");
          const url = \`http://127.0.0.1:\${port}/\`;
          process.stdout.write(\`report at \${url}\\n\`);
          if (browser) await open(url);
        };
      `,
      errors: [
        { messageId: "usedAtOnce", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import open from "open";
              import { createServer } from "node:http";
              import { once } from "node:events";
              export const handler = async ({ port, browser }) => {
                const viewer = createServer();
                viewer.listen(port, "127.0.0.1");
                await once(viewer, "listening");
                const url = \`http://127.0.0.1:\${port}/\`;
                process.stdout.write(\`report at \${url}\\n\`);
                if (browser) await open(url);
              };
            ` },
          ] },
      ],
    },
  ],
});
