import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: subscriptions that nobody waits for, with a listener of their own", rule, {
  valid: [
    {
      name: "a subscription of node-redis that is awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { createClient } from "redis";
        const pub = createClient();
        const sub = pub.duplicate();
        export async function relay(listener) {
          await sub.subscribe("news", listener);
          await pub.publish("news", "hello");
        }
      `,
    },
    {
      name: "a subscription with a listener of something that may be in this process",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function relay(sub, pub, listener) {
          sub.subscribe("news", listener);
          await pub.publish("news", "hello");
        }
      `,
    },
    {
      name: "another channel",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function relay(sub, pub, listener) {
          void sub.subscribe("news", listener);
          await pub.publish("weather", "rain");
        }
      `,
    },
    {
      name: "one that hears itself",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function relay(bus, listener) {
          void bus.subscribe("news", listener);
          await bus.publish("news", "hello");
        }
      `,
    },
    {
      name: "something is awaited in between",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function relay(sub, pub, listener, isSubscribed) {
          void sub.subscribe("news", listener);
          await isSubscribed("news");
          await pub.publish("news", "hello");
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a subscription of node-redis that is not awaited",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { createClient } from "redis";
        const pub = createClient();
        const sub = pub.duplicate();
        export async function relay(listener) {
          sub.subscribe("news", listener);
          await pub.publish("news", "hello");
        }
      `,
      errors: [
        { messageId: "unconfirmed", line: 5, suggestions: [
            { messageId: "awaitSubscription", output: code`
              import { createClient } from "redis";
              const pub = createClient();
              const sub = pub.duplicate();
              export async function relay(listener) {
                await sub.subscribe("news", listener);
                await pub.publish("news", "hello");
              }
            ` },
          ] },
      ],
    },
    {
      name: "a subscription of which the code says that nobody waits for it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function relay(sub, pub, listener) {
          void sub.subscribe("news", listener);
          await pub.publish("news", "hello");
        }
      `,
      errors: [
        { messageId: "unconfirmed", line: 2, suggestions: [
            { messageId: "awaitSubscription", output: code`
              export async function relay(sub, pub, listener) {
                await sub.subscribe("news", listener);
                await pub.publish("news", "hello");
              }
            ` },
          ] },
      ],
    },
    {
      name: "an error of a duplicate that is listened for too late",
      filename: "file.js",
      code: code`
        import { createClient } from "redis";
        export async function open(prepare) {
          const client = createClient();
          client.on("error", console.error);
          const sub = client.duplicate();
          sub.connect();
          await prepare();
          sub.on("error", (error) => console.error(error.message));
          return sub;
        }
      `,
      errors: [
        { messageId: "thrownMeanwhile", line: 8, suggestions: [
            { messageId: "attachFirst", output: code`
              import { createClient } from "redis";
              export async function open(prepare) {
                const client = createClient();
                client.on("error", console.error);
                const sub = client.duplicate();
                sub.connect();
                sub.on("error", (error) => console.error(error.message));
                await prepare();
                return sub;
              }
            ` },
          ] },
      ],
    },
  ],
});
