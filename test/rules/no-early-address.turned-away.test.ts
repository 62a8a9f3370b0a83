import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address", rule, {
  valid: [
    {
      name: "a plugin that prints the address when it listens",
      code: code`
        import { createServer } from "node:http";
        export function dev({ port, host }) {
          let server;
          return {
            writeBundle() {
              if (server) return;
              server = createServer().listen(port, "localhost", () => console.log(server.address().port));
            },
          };
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a plugin that does nothing once its server is there: who comes second would go on before it listens",
      code: code`
        import { createServer } from "node:http";
        export function dev({ port, host }) {
          let server;
          return {
            writeBundle() {
              if (server) return;
              server = createServer().listen(port, "localhost");
              if (port) return;
              console.log(server.address().port);
            },
          };
        }
      `,
      errors: [
        {
          messageId: "notListening",
          line: 9,
          suggestions: [
            {
              messageId: "moveIntoCallback",
              output: code`
                import { createServer } from "node:http";
                export function dev({ port, host }) {
                  let server;
                  return {
                    writeBundle() {
                      if (server) return;
                      server = createServer().listen(port, "localhost", () => {
                        if (port) return;
                        console.log(server.address().port);
                      });
                    },
                  };
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "a plugin that does it each time",
      code: code`
        import { createServer } from "node:http";
        export function dev({ port, host }) {
          let server;
          return {
            writeBundle() {
              server = createServer().listen(port, "localhost");
              if (port) return;
              console.log(server.address().port);
            },
          };
        }
      `,
      errors: [
        {
          messageId: "notListening",
          line: 8,
          suggestions: [
            {
              messageId: "awaitReadyExported",
              output: code`
                import { createServer } from "node:http";
                import { once } from "node:events";
                export function dev({ port, host }) {
                  let server;
                  return {
                    async writeBundle() {
                      server = createServer().listen(port, "localhost");
                      await once(server, "listening");
                      if (port) return;
                      console.log(server.address().port);
                    },
                  };
                }
              `,
            },
            {
              messageId: "moveIntoCallback",
              output: code`
                import { createServer } from "node:http";
                export function dev({ port, host }) {
                  let server;
                  return {
                    writeBundle() {
                      server = createServer().listen(port, "localhost", () => {
                        if (port) return;
                        console.log(server.address().port);
                      });
                    },
                  };
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "a way out that gives something",
      code: code`
        import { createServer } from "node:http";
        export function dev(port, silent) {
          const server = createServer().listen(port, "localhost");
          if (silent) return;
          console.log(server.address().port);
          return server;
        }
      `,
      errors: [
        {
          messageId: "notListening",
          line: 5,
          suggestions: [],
        },
      ],
    },
  ],
});
