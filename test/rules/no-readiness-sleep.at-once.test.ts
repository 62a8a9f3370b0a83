import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [],
  invalid: [
    {
      name: "a server that listens when the call has come back",
      filename: "file.js",
      code: code`
        Deno.test("answers", async () => {
          let server = Deno.serve({ port }, app.fetch);
          await server.shutdown();
          server = Deno.serve({ port }, app.fetch);
          await new Promise((resolve) => setTimeout(resolve, 100));
          await client.sync();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "removeSleep", output: code`
              Deno.test("answers", async () => {
                let server = Deno.serve({ port }, app.fetch);
                await server.shutdown();
                server = Deno.serve({ port }, app.fetch);
                await client.sync();
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same with a comment about something else",
      filename: "file.js",
      code: code`
        Deno.test("answers", async () => {
          const server = Deno.serve({ port }, app.fetch);
          // wait for the database to be ready
          await new Promise((resolve) => setTimeout(resolve, 100));
          await client.sync();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 4 },
      ],
    },
    {
      name: "the same by the name of its export",
      filename: "file.js",
      code: code`
        import { serve } from "bun";

        it("answers", async () => {
          const server = serve({ port: 0, fetch: handler });
          await new Promise((resolve) => setTimeout(resolve, 100));
          await use(server);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "removeSleep", output: code`
              import { serve } from "bun";

              it("answers", async () => {
                const server = serve({ port: 0, fetch: handler });
                await use(server);
              });
            ` },
          ] },
      ],
    },
    {
      name: "another function of that name",
      filename: "file.js",
      code: code`
        import { serve } from "./serve.js";

        it("answers", async () => {
          const server = serve({ port: 0, fetch: handler });
          await new Promise((resolve) => setTimeout(resolve, 100));
          await use(server);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "topics whose creation waits for leaders",
      filename: "file.js",
      code: code`
        import { Kafka } from "kafkajs";

        const kafka = new Kafka({ brokers: ["localhost:9092"] });

        it("sends", async () => {
          const admin = kafka.admin();
          await admin.connect();
          await admin.createTopics({ topics: [{ topic: "a" }] });
          await sleep(2000); // wait for the topics to be created
          await producer.send({ topic: "a", messages: [] });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "needless", line: 9, suggestions: [
            { messageId: "removeSleep", output: code`
              import { Kafka } from "kafkajs";

              const kafka = new Kafka({ brokers: ["localhost:9092"] });

              it("sends", async () => {
                const admin = kafka.admin();
                await admin.connect();
                await admin.createTopics({ topics: [{ topic: "a" }] });
                await producer.send({ topic: "a", messages: [] });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same, told not to wait",
      filename: "file.js",
      code: code`
        import { Kafka } from "kafkajs";

        const kafka = new Kafka({ brokers: ["localhost:9092"] });

        it("sends", async () => {
          const admin = kafka.admin();
          await admin.connect();
          await admin.createTopics({ topics: [{ topic: "a" }], waitForLeaders: false });
          await sleep(2000); // wait for the topics to be created
          await producer.send({ topic: "a", messages: [] });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9 },
      ],
    },
    {
      name: "the same with options that are not seen",
      filename: "file.js",
      code: code`
        import { Kafka } from "kafkajs";

        const kafka = new Kafka({ brokers: ["localhost:9092"] });

        it("sends", async () => {
          const admin = kafka.admin();
          await admin.connect();
          await admin.createTopics(options);
          await sleep(2000); // wait for the topics to be created
          await producer.send({ topic: "a", messages: [] });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9 },
      ],
    },
  ],
});
