import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [

  ],
  invalid: [
    {
      name: "calls at the end of a set-up that are awaited in the tests",
      filename: "file.ts",
      code: code`
        import { createClient, sleep } from "./utils";
        describe("rooms", () => {
          let client1: Client;
          let client2: Client;
          beforeAll(async () => {
            client1 = await createClient();
            client2 = await createClient();
            client1.verbs("roomAdd", "a");
            client2.verbs("roomAdd", "a");
            await sleep(100);
          });
          it("sees both", async () => {
            const { members } = await client1.verbs("roomView", "a");
            expect(members).toBe(2);
          });
          it("sees both, too", async () => {
            const { members } = await client2.verbs("roomView", "a");
            expect(members).toBe(2);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 10, suggestions: [
            { messageId: "awaitStart", output: code`
              import { createClient, sleep } from "./utils";
              describe("rooms", () => {
                let client1: Client;
                let client2: Client;
                beforeAll(async () => {
                  client1 = await createClient();
                  client2 = await createClient();
                  await client1.verbs("roomAdd", "a");
                  await client2.verbs("roomAdd", "a");
                });
                it("sees both", async () => {
                  const { members } = await client1.verbs("roomView", "a");
                  expect(members).toBe(2);
                });
                it("sees both, too", async () => {
                  const { members } = await client2.verbs("roomView", "a");
                  expect(members).toBe(2);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "calls at the end of a set-up that nobody awaits",
      filename: "file.ts",
      code: code`
        import { createClient, sleep } from "./utils";
        describe("rooms", () => {
          let client1: Client;
          let client2: Client;
          beforeAll(async () => {
            client1 = await createClient();
            client2 = await createClient();
            client1.verbs("roomAdd", "a");
            client2.verbs("roomAdd", "a");
            await sleep(100);
          });
          it("sees both", async () => {
            const { members } = client1.verbs("roomView", "a");
            expect(members).toBe(2);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 10, suggestions: [] },
      ],
    },
    {
      name: "calls at the end of a set-up of which one is awaited",
      filename: "file.ts",
      code: code`
        import { createClient, sleep } from "./utils";
        describe("rooms", () => {
          let client1: Client;
          let client2: Client;
          beforeAll(async () => {
            client1 = await createClient();
            client2 = await createClient();
            client1.verbs("roomAdd", "a");
            client2.verbs("roomAdd", "a");
            await sleep(100);
          });
          it("sees both", async () => {
            const { members } = await client2.verbs("roomView", "a");
            expect(members).toBe(2);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 10, suggestions: [
            { messageId: "awaitStart", output: code`
              import { createClient, sleep } from "./utils";
              describe("rooms", () => {
                let client1: Client;
                let client2: Client;
                beforeAll(async () => {
                  client1 = await createClient();
                  client2 = await createClient();
                  await client1.verbs("roomAdd", "a");
                  await client2.verbs("roomAdd", "a");
                });
                it("sees both", async () => {
                  const { members } = await client2.verbs("roomView", "a");
                  expect(members).toBe(2);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "calls at the end of a set-up behind which the tests sleep",
      filename: "file.ts",
      code: code`
        import { createClient, sleep } from "./utils";
        describe("rooms", () => {
          let client: Client;
          beforeAll(async () => {
            client = await createClient();
            client.verbs("roomAdd", "a");
            await sleep(100);
          });
          it("leaves", async () => {
            await client.verbs("roomLeave", "a");
            await sleep(100);
            expect(client.rooms).toEqual([]);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [] },
      ],
    },
  ],
});
