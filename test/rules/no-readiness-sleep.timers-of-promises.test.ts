import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a timer of a promise whose assertions are tried",
      filename: "file.js",
      code: code`
        import { Server } from "hub";
        import { createAdapter } from "../lib";
        it("subscribes to the channels of each namespace", () => {
          const servers = [1, 2, 3].map(() => new Server().adapter(createAdapter()));
          return new Promise((resolve, reject) => {
            // Give it a moment to subscribe to all the channels
            setTimeout(async () => {
              try {
                expect(await info.channels()).to.have.length(5);
                servers.forEach((server) => server.of("/").adapter.close());
                resolve();
              } catch (error) {
                reject(error);
              }
            }, 100);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "retryInTimer", output: code`
              import { Server } from "hub";
              import { createAdapter } from "../lib";
              it("subscribes to the channels of each namespace", () => {
                const servers = [1, 2, 3].map(() => new Server().adapter(createAdapter()));
                return new Promise((resolve, reject) => {
                  // Give it a moment to subscribe to all the channels
                  const deadline = Date.now() + 1500;
                  const ask = async () => {
                    try {
                      expect(await info.channels()).to.have.length(5);
                    } catch (error) {
                      if (Date.now() > deadline) reject(error);
                      else setTimeout(ask, 50);
                      return;
                    }
                    servers.forEach((server) => server.of("/").adapter.close());
                    resolve();
                  };
                  ask();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer of a promise that has no way for failure",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Hub } from "hub";
        it("elects a leader", () => {
          const hub = new Hub();
          return new Promise((resolve) => {
            hub.start();
            setTimeout(() => {
              expect(hub.leader).to.equal("a");
              resolve();
            }, 100);
          });
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [
            { messageId: "retryInTimer", output: code`
              import { Hub } from "hub";
              it("elects a leader", () => {
                const hub = new Hub();
                return new Promise((resolve, reject) => {
                  hub.start();
                  const deadline = Date.now() + 1500;
                  const ask = () => {
                    try {
                      expect(hub.leader).to.equal("a");
                    } catch (error) {
                      if (Date.now() > deadline) reject(error);
                      else setTimeout(ask, 50);
                      return;
                    }
                    resolve();
                  };
                  ask();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer of a promise whose assertions note",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import test from "ava";
        import { Hub } from "hub";
        test("elects a leader", (t) => {
          const hub = new Hub();
          return new Promise((resolve) => {
            hub.start();
            setTimeout(() => {
              t.is(hub.leader, "a");
              resolve();
            }, 100);
          });
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 7, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from "ava";
              import { Hub } from "hub";
              test("elects a leader", (t) => {
                const hub = new Hub();
                return new Promise((resolve) => {
                  hub.start();
                  const deadline = Date.now() + 1500;
                  const ask = () => {
                    if (hub.leader !== "a" && Date.now() < deadline) {
                      setTimeout(ask, 50);
                      return;
                    }
                    t.is(hub.leader, "a");
                    resolve();
                  };
                  ask();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer of a promise that another function makes",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Hub } from "hub";
        export function leaderOf(hub) {
          return new Promise((resolve) => {
            hub.start();
            setTimeout(() => {
              assert(hub.leader);
              resolve(hub.leader);
            }, 100);
          });
        }
      `,
      errors: [
        { messageId: "timerGuess", line: 5, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import { Hub } from "hub";
              export function leaderOf(hub) {
                return new Promise((resolve) => {
                  hub.start();
                  const deadline = Date.now() + 1500;
                  const ask = () => {
                    if (!hub.leader && Date.now() < deadline) {
                      setTimeout(ask, 50);
                      return;
                    }
                    assert(hub.leader);
                    resolve(hub.leader);
                  };
                  ask();
                });
              }
            ` },
          ] },
      ],
    },
  ],
});
