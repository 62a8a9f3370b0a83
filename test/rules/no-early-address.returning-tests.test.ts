import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: tests that return a promise", rule, {
  valid: [],
  invalid: [
    {
      name: "a test that returns a promise",
      filename: "file.test.js",
      code: code`
        import { it } from "vitest";
        import { WebSocketServer } from "ws";
        it("tells its port", () => {
          const wss = new WebSocketServer({ port: 0 });
          const { port } = wss.address();
          return new Promise((resolve) => {
            wss.on("connection", () => wss.close(resolve));
            new WebSocket(\`ws://localhost:\${port}\`);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "boundByAccident", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import { it } from "vitest";
              import { WebSocketServer } from "ws";
              import { once } from "node:events";
              it("tells its port", async () => {
                const wss = new WebSocketServer({ port: 0 });
                await once(wss, "listening");
                const { port } = wss.address();
                return new Promise((resolve) => {
                  wss.on("connection", () => wss.close(resolve));
                  new WebSocket(\`ws://localhost:\${port}\`);
                });
              });
            ` },
          ] },
      ],
    },
  ],
});
