import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [],
  invalid: [
    {
      name: "a query behind a sleep for the connection",
      filename: "migrate.js",
      code: code`
        const User = require("../models/User");
        const { initDatabase } = require("../config/database");
        async function migrate() {
          initDatabase();
          await new Promise((resolve) => setTimeout(resolve, 500)); // Wait for connection
          const email = "admin@example.com";
          try {
            const user = await User.findByEmail(email);
            if (user) await User.updateEmail(user.id, email);
          } catch (error) {
            console.error("failed:", error);
          } finally {
            process.exit();
          }
        }
        migrate();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "connectAgain", output: code`
              const User = require("../models/User");
              const { initDatabase } = require("../config/database");
              async function migrate() {
                initDatabase();
                const email = "admin@example.com";
                try {
                  const user = await (async () => {
                    for (const deadline = Date.now() + 30_000; ; ) {
                      try {
                        return await User.findByEmail(email);
                      } catch (error) {
                        if (Date.now() > deadline) throw error;
                        await new Promise((resolve) => setTimeout(resolve, 100));
                      }
                    }
                  })();
                  if (user) await User.updateEmail(user.id, email);
                } catch (error) {
                  console.error("failed:", error);
                } finally {
                  process.exit();
                }
              }
              migrate();
            ` },
          ] },
      ],
    },
    {
      name: "an act behind a sleep for the connection",
      filename: "migrate.js",
      code: code`
        const User = require("../models/User");
        const { initDatabase } = require("../config/database");
        async function migrate() {
          initDatabase();
          await new Promise((resolve) => setTimeout(resolve, 500)); // Wait for connection
          const email = "admin@example.com";
          const user = await User.createByEmail(email);
          console.log(user);
        }
        migrate();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5 },
      ],
    },
    {
      name: "a query that may leave out who is not there yet",
      filename: "migrate.js",
      code: code`
        const { cluster } = require("../models/cluster");
        const { initCluster } = require("../config/cluster");
        async function show() {
          initCluster();
          await new Promise((resolve) => setTimeout(resolve, 500)); // Wait for connection
          const nodes = await cluster.findNodes("a");
          console.log(nodes);
        }
        show();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5 },
      ],
    },
  ],
});
