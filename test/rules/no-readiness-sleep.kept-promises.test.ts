import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [],
  invalid: [
    {
      name: "a promise of readiness that was made before the start, and is awaited behind",
      filename: "file.test.ts",
      code: code`
        import { once } from "node:events";

        it("uses it", async () => {
          const client = createClient();
          const connected = once(client, "connected");
          client.connect();
          await sleep(100);
          await connected;
          client.use();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { once } from "node:events";

              it("uses it", async () => {
                const client = createClient();
                const connected = once(client, "connected");
                client.connect();
                await connected;
                client.use();
              });
            ` },
          ] },
      ],
    },
    {
      name: "one that was made behind the start, so that it may never come",
      filename: "file.test.ts",
      code: code`
        import { once } from "node:events";

        it("uses it", async () => {
          const client = createClient();
          client.connect();
          const connected = once(client, "connected");
          await sleep(100);
          await connected;
          client.use();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "one of something that says no readiness",
      filename: "file.test.ts",
      code: code`
        import { once } from "node:events";

        it("uses it", async () => {
          const client = createClient();
          const greeted = once(client, "data");
          client.connect();
          await sleep(100);
          await greeted;
          client.use();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "one of another thing",
      filename: "file.test.ts",
      code: code`
        import { once } from "node:events";

        it("uses it", async () => {
          const client = createClient();
          const connected = once(other, "connected");
          client.connect();
          await sleep(100);
          await connected;
          client.use();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "one that has been asked before the sleep",
      filename: "file.test.ts",
      code: code`
        import { once } from "node:events";

        it("uses it", async () => {
          const client = createClient();
          const connected = once(client, "connected");
          client.connect();
          await Promise.race([connected, failed]);
          client.watch();
          await sleep(100);
          await connected;
          client.use();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9 },
      ],
    },
    {
      name: "one that a comment says is not all that is waited for",
      filename: "file.test.ts",
      code: code`
        import { once } from "node:events";

        it("uses it", async () => {
          const client = createClient();
          const connected = once(client, "connected");
          client.connect();
          // wait for the server to load its data
          await sleep(100);
          await connected;
          client.use();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8 },
      ],
    },
    {
      name: "a promise that only the listener of readiness fulfils",
      filename: "file.test.ts",
      code: code`
        it("uses it", async () => {
          const client = createClient();
          const connected = new Promise((resolve, reject) => {
            client.on("connected", resolve);
            client.on("error", reject);
          });
          client.connect();
          await sleep(100);
          await connected;
          client.use();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              it("uses it", async () => {
                const client = createClient();
                const connected = new Promise((resolve, reject) => {
                  client.on("connected", resolve);
                  client.on("error", reject);
                });
                client.connect();
                await connected;
                client.use();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a promise that a timer fulfils as well",
      filename: "file.test.ts",
      code: code`
        it("uses it", async () => {
          const client = createClient();
          const connected = new Promise((resolve) => {
            client.on("connected", resolve);
            setTimeout(resolve, 50);
          });
          client.connect();
          await sleep(100);
          await connected;
          client.use();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 8 },
      ],
    },
    {
      name: "a function of the file that listens for what its name says, with a time as long as the sleep",
      filename: "file.test.ts",
      code: code`
        import { deadline, deferred } from "./async.js";

        function disconnectReconnect(connection: Connection): Promise<void> {
          const done = deferred<void>();
          (async () => {
            for await (const { type } of connection.status()) {
              if (type === "reconnect") done.resolve();
            }
          })();
          return done;
        }

        it("comes back", async () => {
          const connection = await connect();
          const cycle = disconnectReconnect(connection);
          const own = connection as OwnConnection;
          own.reconnect();
          await delay(1000);
          await deadline(cycle, 4000);
          expect(connection.reconnects).toBe(1);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 18, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import { deadline, deferred } from "./async.js";

              function disconnectReconnect(connection: Connection): Promise<void> {
                const done = deferred<void>();
                (async () => {
                  for await (const { type } of connection.status()) {
                    if (type === "reconnect") done.resolve();
                  }
                })();
                return done;
              }

              it("comes back", async () => {
                const connection = await connect();
                const cycle = disconnectReconnect(connection);
                const own = connection as OwnConnection;
                own.reconnect();
                await deadline(cycle, 4000);
                expect(connection.reconnects).toBe(1);
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same with a time that is shorter",
      filename: "file.test.ts",
      code: code`
        import { deadline, deferred } from "./async.js";

        function disconnectReconnect(connection: Connection): Promise<void> {
          const done = deferred<void>();
          (async () => {
            for await (const { type } of connection.status()) {
              if (type === "reconnect") done.resolve();
            }
          })();
          return done;
        }

        it("comes back", async () => {
          const connection = await connect();
          const cycle = disconnectReconnect(connection);
          const own = connection as OwnConnection;
          own.reconnect();
          await delay(1000);
          await deadline(cycle, 400);
          expect(connection.reconnects).toBe(1);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 18 },
      ],
    },
  ],
});
