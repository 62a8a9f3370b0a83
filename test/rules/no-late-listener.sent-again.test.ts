import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener", rule, {
  valid: [
    {
      name: "a publish that is made again until it has arrived",
      options: [{ report: "potential" }],
      code: code`
        test("relays", async () => {
          for (const node of nodes) node.subscribe("blocks");
          for (let arrived = false, deadline = Date.now() + 1500; !arrived && Date.now() < deadline; ) {
            await nodes[0].publish("blocks", "1");
            arrived = await heard(nodes[1], 100);
          }
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a publish that is made once",
      options: [{ report: "potential" }],
      code: code`
        test("relays", async () => {
          for (const node of nodes) node.subscribe("blocks");
          await nodes[0].publish("blocks", "1");
          await heard(nodes[1], 100);
        });
      `,
      errors: [
        {
          messageId: "unconfirmed",
          line: 2,
          suggestions: [
            {
              messageId: "awaitSubscription",
              output: code`
                test("relays", async () => {
                  for (const node of nodes) await node.subscribe("blocks");
                  await nodes[0].publish("blocks", "1");
                  await heard(nodes[1], 100);
                });
              `,
            },
          ],
        },
      ],
    },
  ],
});
