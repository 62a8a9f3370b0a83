import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "two clients and a function",
      filename: "file.js",
      code: code`
        import { io } from "socket.io-client";
        describe("presence", function () {
          it("a", (done) => {
            const alice = io("http://localhost:3000");
            const bob = io("http://localhost:3000");
            setTimeout(() => {
              bob.once("x", done);
              alice.emit("x");
            }, 200);
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a timer behind a client that connects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Client } from "pg";
        export class Feed {
          open() {
            const client = new Client("x");
            client.connect();
            setTimeout(() => {
              client.query("LISTEN a");
            }, 1000);
          }
        }
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [
            { messageId: "listen", output: code`
              import { Client } from "pg";
              export class Feed {
                open() {
                  const client = new Client("x");
                  client.connect().then(() => {
                    client.query("LISTEN a");
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a timer behind a client with a callback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Client } from "pg";
        export class Feed {
          open() {
            const client = new Client("x");
            client.connect((error) => log(error));
            setTimeout(() => {
              client.query("LISTEN a");
            }, 1000);
          }
        }
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a timer that is given a name behind an own async function",
      filename: "file.js",
      code: code`
        async function startAll() {
          await first.start();
          await second.start();
        }
        startAll();
        // give them time to start
        setTimeout(run, 1000);
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "listen", output: code`
              async function startAll() {
                await first.start();
                await second.start();
              }
              startAll().then(() => run());
            ` },
          ] },
      ],
    },
    {
      name: "a client that the file awaits elsewhere",
      filename: "file.js",
      code: code`
        import { RelayClient } from "../../src/relay-client";
        import { wait } from "relay-test-utils";
        describe("connection state", () => {
          let client;
          beforeEach(async () => {
            client = new RelayClient({ autoConnect: false });
            await client.connect();
          });
          it("subscribes again", async () => {
            await client.disconnect();
            client.connect();
            await wait(1000);
            const second = await client.subscribe("a");
            expect(second.count).toBe(1);
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 12, suggestions: [
            { messageId: "awaitStart", output: code`
              import { RelayClient } from "../../src/relay-client";
              import { wait } from "relay-test-utils";
              describe("connection state", () => {
                let client;
                beforeEach(async () => {
                  client = new RelayClient({ autoConnect: false });
                  await client.connect();
                });
                it("subscribes again", async () => {
                  await client.disconnect();
                  await client.connect();
                  const second = await client.subscribe("a");
                  expect(second.count).toBe(1);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same, with a sleep behind that as well",
      filename: "file.js",
      code: code`
        import { RelayClient } from "../../src/relay-client";
        import { wait } from "relay-test-utils";
        describe("connection state", () => {
          let client;
          beforeEach(async () => {
            client = new RelayClient({ autoConnect: false });
            await client.connect();
            await wait(100);
          });
          it("subscribes again", async () => {
            await client.disconnect();
            client.connect();
            await wait(1000);
            const second = await client.subscribe("a");
            expect(second.count).toBe(1);
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 8, suggestions: [] },
        { messageId: "guess", line: 13, suggestions: [] },
      ],
    },
    {
      name: "two clients and done",
      filename: "file.js",
      code: code`
        const io = require("socket.io-client");
        describe("presence", function () {
          let alice, bob;
          beforeEach(function (done) {
            alice = io("http://localhost:3000");
            bob = io("http://localhost:3000");
            setTimeout(done, 200);
          });
        });
      `,
      errors: [
        { messageId: "guess", line: 7, suggestions: [
            { messageId: "listen", output: code`
              const io = require("socket.io-client");
              const { once } = require("node:events");
              describe("presence", function () {
                let alice, bob;
                beforeEach(function (done) {
                  alice = io("http://localhost:3000");
                  bob = io("http://localhost:3000");
                  Promise.all([once(alice, "connect"), once(bob, "connect")]).then(() => done(), done);
                });
              });
            ` },
          ] },
      ],
    },
  ],
});
