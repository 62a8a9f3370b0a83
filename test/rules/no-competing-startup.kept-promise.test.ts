import rule from "../../rules/no-competing-startup.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-competing-startup", rule, {
  valid: [
    {
      name: "all await the kept promise",
      filename: "edge.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server } from "SERVER";

        const server = new Server();
        let origin;
        const initialized = server.init({ read: (file) => fetch(\`\${origin}/\${file}\`) });

        export default async (request) => {
          if (!origin) {
            origin = new URL(request.url).origin;
          }
          await initialized;
          return server.respond(request);
        };
      `,
    },
    {
      name: "what the first caller awaits it has made itself",
      filename: "edge.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server } from "SERVER";

        const server = new Server();
        let origin;

        export default async (request) => {
          if (!origin) {
            origin = new URL(request.url).origin;
            const loaded = server.warm(origin);
            await loaded;
          }
          return server.respond(request);
        };
      `,
    },
  ],
  invalid: [
    {
      name: "a kept promise is awaited by whoever comes first",
      filename: "edge.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server } from "SERVER";

        const server = new Server();
        let origin;
        const initialized = server.init({ read: (file) => fetch(\`\${origin}/\${file}\`) });

        export default async (request) => {
          if (!origin) {
            origin = new URL(request.url).origin;
            await initialized;
          }
          return server.respond(request);
        };
      `,
      errors: [
        { messageId: "maybeFirstAlone", line: 8, suggestions: [
            { messageId: "awaitForAll", output: code`
              import { Server } from "SERVER";

              const server = new Server();
              let origin;
              const initialized = server.init({ read: (file) => fetch(\`\${origin}/\${file}\`) });

              export default async (request) => {
                if (!origin) {
                  origin = new URL(request.url).origin;
                }
                await initialized;
                return server.respond(request);
              };
            ` },
          ] },
      ],
    },
  ],
});

