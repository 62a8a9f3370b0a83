import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [

  ],
  invalid: [
    {
      name: "a set-up that ends with two that have subscribed and been connected",
      filename: "file.ts",
      code: code`
        import { connectNodes, createNode, delay } from "./utils.js";
        describe("x", () => {
          const topic = "Z";
          let a: Node;
          let b: Node;
          beforeEach(async () => {
            a = await createNode();
            b = await createNode();
            await connectNodes(a, b);
            a.pubsub.subscribe(topic);
            b.pubsub.subscribe(topic);
            // allow subscriptions to propagate to the other peer
            await delay(10);
          });
          it("knows its peer", () => {
            expect(a.pubsub.getSubscribers(topic)).toHaveLength(1);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 13, suggestions: [
            { messageId: "askSubscribers", output: code`
              import { connectNodes, createNode, delay } from "./utils.js";
              describe("x", () => {
                const topic = "Z";
                let a: Node;
                let b: Node;
                beforeEach(async () => {
                  a = await createNode();
                  b = await createNode();
                  await connectNodes(a, b);
                  a.pubsub.subscribe(topic);
                  b.pubsub.subscribe(topic);
                  for (const deadline = Date.now() + 30_000; a.pubsub.getSubscribers(topic).length === 0 || b.pubsub.getSubscribers(topic).length === 0; ) {
                    if (Date.now() > deadline) throw new Error("the subscription did not arrive in time");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                });
                it("knows its peer", () => {
                  expect(a.pubsub.getSubscribers(topic)).toHaveLength(1);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a set-up that ends with two that have subscribed and nothing has connected",
      filename: "file.ts",
      code: code`
        import { createNode, delay } from "./utils.js";
        describe("x", () => {
          const topic = "Z";
          let a: Node;
          let b: Node;
          beforeEach(async () => {
            a = await createNode();
            b = await createNode();
            a.pubsub.subscribe(topic);
            b.pubsub.subscribe(topic);
            // allow subscriptions to propagate to the other peer
            await delay(10);
          });
          it("knows its peer", () => {
            expect(a.pubsub.getSubscribers(topic)).toHaveLength(1);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 12, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { createNode, delay } from "./utils.js";
              describe("x", () => {
                const topic = "Z";
                let a: Node;
                let b: Node;
                beforeEach(async () => {
                  a = await createNode();
                  b = await createNode();
                  a.pubsub.subscribe(topic);
                  b.pubsub.subscribe(topic);
                  for (const deadline = Date.now() + 20_000; ; ) {
                    try {
                      expect(a.pubsub.getSubscribers(topic)).toHaveLength(1);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                });
                it("knows its peer", () => {
                  expect(a.pubsub.getSubscribers(topic)).toHaveLength(1);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "one of a list that publishes in a function of the test",
      filename: "file.ts",
      code: code`
        import first from "it-first";
        import { daemons } from "./daemons.js";
        it("x", async () => {
          const topic = "a";
          const messages = daemons[1].client.pubsub.subscribe(topic);
          const subscriber = async () => {
            expect(await first(messages)).to.exist();
          };
          const publisher = async () => {
            // wait for subscription stream
            await new Promise((resolve) => setTimeout(resolve, 800));
            await daemons[0].client.pubsub.publish(topic, "hello");
          };
          await Promise.all([subscriber(), publisher()]);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 11, suggestions: [
            { messageId: "askSubscribers", output: code`
              import first from "it-first";
              import { daemons } from "./daemons.js";
              it("x", async () => {
                const topic = "a";
                const messages = daemons[1].client.pubsub.subscribe(topic);
                const subscriber = async () => {
                  expect(await first(messages)).to.exist();
                };
                const publisher = async () => {
                  for (const deadline = Date.now() + 30_000; (await daemons[0].client.pubsub.getSubscribers(topic)).length === 0; ) {
                    if (Date.now() > deadline) throw new Error("the subscription did not arrive in time");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                  await daemons[0].client.pubsub.publish(topic, "hello");
                };
                await Promise.all([subscriber(), publisher()]);
              });
            ` },
          ] },
      ],
    },
    {
      name: "one that publishes before another has subscribed",
      filename: "file.ts",
      code: code`
        import first from "it-first";
        import { daemons } from "./daemons.js";
        it("x", async () => {
          const topic = "a";
          const publisher = async () => {
            // wait for subscription stream
            await new Promise((resolve) => setTimeout(resolve, 800));
            await daemons[0].client.pubsub.publish(topic, "hello");
          };
          const published = publisher();
          const messages = daemons[1].client.pubsub.subscribe(topic);
          expect(await first(messages)).to.exist();
          await published;
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
  ],
});
