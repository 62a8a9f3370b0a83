import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: clients that are connected", rule, {
  valid: [
    {
      name: "the listener stands before the subscription",
      filename: "a.js",
      code: code`
        import { connectAsync } from "mqtt";

        export async function run(url, show) {
          const client = await connectAsync(url);
          client.on("message", (topic, message) => show(topic, message));
          await client.subscribeAsync("news/#");
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a client that its own handler ends, when all that is published has come",
      filename: "a.js",
      code: code`
        import { once } from "node:events";
        import { connectAsync } from "mqtt";

        export async function run(url, fail) {
          const subscriber = await connectAsync(url);
          let received = 0;
          subscriber.on("message", () => {
            if (++received === 10) setImmediate(() => subscriber.end());
          });
          await subscriber.subscribeAsync("news/#");
          const publisher = await connectAsync(url);
          publisher.on("error", fail);
          await once(subscriber, "close");
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the listener stands behind the awaited subscription of a client that is connected",
      filename: "a.js",
      code: code`
        import { connectAsync } from "mqtt";

        export async function run(url, show) {
          const client = await connectAsync(url);
          await client.subscribeAsync("news/#");
          client.on("message", (topic, message) => show(topic, message));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeWithAnswer", line: 6, suggestions: [
            { messageId: "attachFirst", output: code`
              import { connectAsync } from "mqtt";

              export async function run(url, show) {
                const client = await connectAsync(url);
                client.on("message", (topic, message) => show(topic, message));
                await client.subscribeAsync("news/#");
              }
            ` },
            { messageId: "keepMeanwhile", output: code`
              import { connectAsync } from "mqtt";

              export async function run(url, show) {
                const client = await connectAsync(url);
                const early = [];
                const keep = (...args) => {
                  if (early.push(args) > 1000) throw new RangeError("too many early events");
                };
                client.on("message", keep);
                await client.subscribeAsync("news/#");
                client.on("message", (topic, message) => show(topic, message));
                client.off("message", keep);
                for (const args of early) client.emit("message", ...args);
              }
            ` },
          ] },
      ],
    },
    {
      name: "an end that no handler brings about is awaited behind another connection",
      filename: "a.js",
      code: code`
        import { once } from "node:events";
        import { connectAsync } from "mqtt";

        export async function run(url, fail) {
          const subscriber = await connectAsync(url);
          subscriber.on("message", () => {});
          await subscriber.subscribeAsync("news/#");
          const publisher = await connectAsync(url);
          publisher.on("error", fail);
          await once(subscriber, "close");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayBeLost", line: 10, suggestions: [
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import { connectAsync } from "mqtt";

              export async function run(url, fail) {
                const subscriber = await connectAsync(url);
                subscriber.on("message", () => {});
                await subscriber.subscribeAsync("news/#");
                const close = once(subscriber, "close");
                close.catch(() => {});
                const publisher = await connectAsync(url);
                publisher.on("error", fail);
                await close;
              }
            ` },
          ] },
      ],
    },
  ],
});
