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
  ],
});
