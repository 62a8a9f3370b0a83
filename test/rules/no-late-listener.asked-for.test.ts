import rule from "../../rules/no-late-listener.js";
import { runTable } from "../lifecycle-table.js";
import { code, ruleTester } from "../rule-tester.js";

runTable("no-late-listener", [
  {
    name: "messages of a channel behind the answer to its subscription",
    id: "mayComeWithAnswer",
    code: code`
      import Redis from "ioredis";

      export async function stream(channel: string, tell: (text: string) => void) {
        const subscriber = new Redis();
        await subscriber.subscribe(channel);
        subscriber.on("message", (_channel, text) => tell(text)); //!!
      }
    `,
    silent: {
      "the listener stands first": [['await subscriber.subscribe(channel);\n  subscriber.on("message", (_channel, text) => tell(text));', 'subscriber.on("message", (_channel, text) => tell(text));\n  await subscriber.subscribe(channel);']],
      "nobody waits for the answer": [["await subscriber.subscribe", "void subscriber.subscribe"]],
      "what comes there the code sends itself": [["tell(text)); ", 'tell(text));\n  await new Redis().publish(channel, "hello");']],
    },
  },
  {
    name: "messages in the callback of the subscription",
    id: "mayBeLost",
    file: "file.js",
    code: code`
      import mqtt from "mqtt";
      const client = mqtt.connect("mqtt://localhost");
      client.subscribe("state/#", (error) => {
        if (error) throw error;
        client.on("message", (topic, payload) => keep(topic, payload)); //!!
      });
    `,
    silent: { "the listener stands beside it": [["  client.on(\"message\", (topic, payload) => keep(topic, payload)); \n", ""], ["client.subscribe(", "client.on(\"message\", (topic, payload) => keep(topic, payload));\nclient.subscribe("]] },
  },
  {
    name: "notifications behind LISTEN, on a client of any kind",
    id: "mayComeWithAnswer",
    file: "file.js",
    code: code`
      const db = require("./db.js");

      module.exports = async (tell) => {
        const client = await db.connection();
        await client.query("LISTEN submissions");
        console.log("listening");
        client.on("notification", (message) => tell(message.payload)); //!!
      };
    `,
    silent: {
      "something else is asked": [['"LISTEN submissions"', '"SELECT 1"']],
      "the listener stands first": [['await client.query("LISTEN submissions");', 'client.on("notification", (message) => tell(message.payload));\n  await client.query("LISTEN submissions");'], ['console.log("listening");\n  client.on("notification", (message) => tell(message.payload));', 'console.log("listening");']],
      "the code notifies itself": [["tell(message.payload)); ", "tell(message.payload));\n  await client.query(\"NOTIFY submissions, 'one'\");"]],
    },
  },
  {
    name: "a client of a pool that listens",
    id: "mayComeWithAnswer",
    code: code`
      import { Pool } from "pg";

      const pool = new Pool();
      export async function follow(channel: string, tell: (text?: string) => void) {
        const client = await pool.connect();
        await client.query(\`LISTEN \${channel}\`);
        client.on("notification", (message) => tell(message.payload)); //!!
        client.on("error", () => process.exit(1));
      }
    `,
    silent: { "the listener stands first": [["await client.query", 'client.on("notification", (message) => tell(message.payload));\n  await client.query']] },
  },
]);

ruleTester.run("no-late-listener: what is asked for", rule, {
  valid: [
    {
      name: "a test sends it, by whatever it awaits behind the listener",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Redis from "ioredis";
        import { it } from "vitest";
        it("tells of what has changed", async () => {
          const sub = new Redis();
          const seen = [];
          await sub.subscribe("a");
          sub.on("message", (_channel, text) => seen.push(text));
          await trigger();
          expect(seen).toEqual(["a"]);
        });
      `,
    },
    {
      name: "a hook listens for what the tests send",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Redis from "ioredis";
        import { beforeEach, it } from "vitest";
        let sub;
        const seen = [];
        beforeEach(async () => {
          sub = new Redis();
          await sub.subscribe("a");
          sub.on("message", (_channel, text) => seen.push(text));
        });
        it("tells of what has changed", async () => {
          await trigger();
        });
      `,
    },
  ],
  invalid: [
    {
      name: "where the handler needs what stands between, the subscription moves",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Redis from "ioredis";
        export async function stream(channel, response) {
          const subscriber = new Redis();
          await subscriber.subscribe(channel); // at once

          const send = (data) => response.write(data);
          subscriber.on("message", (_channel, text) => send(text));
        }
      `,
      errors: [
        {
          messageId: "mayComeWithAnswer",
          line: 7,
          suggestions: [
            {
              messageId: "awaitBehind",
              output: code`
                import Redis from "ioredis";
                export async function stream(channel, response) {
                  const subscriber = new Redis();

                  const send = (data) => response.write(data);
                  subscriber.on("message", (_channel, text) => send(text));
                  await subscriber.subscribe(channel); // at once
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: "not where something happens between",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Redis from "ioredis";
        export async function stream(channel, response) {
          const subscriber = new Redis();
          await subscriber.subscribe(channel);
          const send = begin(response);
          subscriber.on("message", (_channel, text) => send(text));
        }
      `,
      errors: [{ messageId: "mayComeWithAnswer", line: 6, suggestions: [] }],
    },
    {
      name: "not where a line of the log tells of it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Redis from "ioredis";
        export async function stream(channel, response) {
          const subscriber = new Redis();
          await subscriber.subscribe(channel);
          console.log("subscribed to", channel);
          const send = (data) => response.write(data);
          subscriber.on("message", (_channel, text) => send(text));
        }
      `,
      errors: [{ messageId: "mayComeWithAnswer", line: 7, suggestions: [] }],
    },
    {
      name: "not where a member of what is awaited is read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Redis from "ioredis";
        export async function stream(channel, response) {
          const subscriber = new Redis();
          await subscriber.subscribe(channel);
          const mode = subscriber.mode;
          subscriber.on("message", (_channel, text) => response.write(mode + text));
        }
      `,
      errors: [{ messageId: "mayComeWithAnswer", line: 6, suggestions: [] }],
    },
    {
      name: "the subscription stays where a line begins with what ends the one above it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Redis from "ioredis"
        export async function stream(channel, response) {
          const subscriber = new Redis()
          await subscriber.subscribe(channel)
          const send = (data) => response.write(data)
          subscriber.on("message", (_channel, text) => send(text))
          ;[1].forEach((n) => response.write(n))
        }
      `,
      errors: [{ messageId: "mayComeWithAnswer", line: 6, suggestions: [] }],
    },
    {
      name: "the listener stays where a line begins with what ends the one above it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import Redis from "ioredis"
        export async function stream(channel, tell) {
          const subscriber = new Redis()
          await subscriber.subscribe(channel)
          subscriber.on("message", (_channel, text) => tell(text))
          ;[1].forEach(tell)
        }
      `,
      errors: [{ messageId: "mayComeWithAnswer", line: 5, suggestions: [] }],
    },
    {
      name: "LISTEN moves behind nothing: the listener goes before it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Client } from "pg";
        export async function follow(tell) {
          const client = new Client();
          await client.connect();
          await client.query("LISTEN jobs");
          client.on("notification", (message) => tell(message.payload));
        }
      `,
      errors: [
        {
          messageId: "mayComeWithAnswer",
          line: 6,
          suggestions: [
            {
              messageId: "attachFirst",
              output: code`
                import { Client } from "pg";
                export async function follow(tell) {
                  const client = new Client();
                  await client.connect();
                  client.on("notification", (message) => tell(message.payload));
                  await client.query("LISTEN jobs");
                }
              `,
            },
          ],
        },
      ],
    },
  ],
});
