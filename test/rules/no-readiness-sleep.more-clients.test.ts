import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a client of SSH whose event is heard",
      filename: "file.js",
      code: code`
        import { Client } from "ssh2";
        import { once } from "node:events";
        export async function run(command) {
          const connection = new Client();
          connection.connect({ host: "example.org" });
          await once(connection, "ready");
          connection.exec(command, () => {});
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a projector that is made with a connection",
      filename: "file.js",
      code: code`
        import { connect, JSONCodec } from "nats";
        import { Projector } from "../src/projector";
        const delay = (ms) => new Promise((r) => setTimeout(r, ms));
        describe("Projector", () => {
          let nc;
          beforeAll(async () => {
            nc = await connect({ servers: "localhost" });
          });
          it("applies deltas", async () => {
            const projector = new Projector(nc);
            await projector.subscribe("inventory.*");
            await delay(300);
            nc.publish("inventory.a", "4");
            await projector.nextUpdate();
            expect(projector.stock("a")).toBe(4);
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 12, suggestions: [
            { messageId: "confirm", output: code`
              import { connect, JSONCodec } from "nats";
              import { Projector } from "../src/projector";
              const delay = (ms) => new Promise((r) => setTimeout(r, ms));
              describe("Projector", () => {
                let nc;
                beforeAll(async () => {
                  nc = await connect({ servers: "localhost" });
                });
                it("applies deltas", async () => {
                  const projector = new Projector(nc);
                  await projector.subscribe("inventory.*");
                  await nc.flush();
                  nc.publish("inventory.a", "4");
                  await projector.nextUpdate();
                  expect(projector.stock("a")).toBe(4);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "one that is made with something else",
      filename: "file.js",
      code: code`
        import { connect, JSONCodec } from "nats";
        import { Projector } from "../src/projector";
        const delay = (ms) => new Promise((r) => setTimeout(r, ms));
        describe("Projector", () => {
          let nc;
          beforeAll(async () => {
            nc = await connect({ servers: "localhost" });
          });
          it("applies deltas", async () => {
            const projector = new Projector("localhost");
            await projector.subscribe("inventory.*");
            await delay(300);
            nc.publish("inventory.a", "4");
            await projector.nextUpdate();
            expect(projector.stock("a")).toBe(4);
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 12, suggestions: [] },
      ],
    },
    {
      name: "a client of SSH",
      filename: "file.ts",
      code: code`
        import { Client } from "ssh2";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function run(command) {
          const connection = new Client();
          connection.connect({ host: "example.org" });
          await sleep(1000);
          connection.exec(command, () => {});
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import { Client } from "ssh2";
              import { setTimeout as sleep } from "node:timers/promises";
              import { once } from "node:events";
              export async function run(command) {
                const connection = new Client();
                connection.connect({ host: "example.org" });
                await once(connection, "ready");
                connection.exec(command, () => {});
              }
            ` },
          ] },
      ],
    },
    {
      name: "a port that opens as it is made: what is behind it starts then",
      filename: "file.ts",
      code: code`
        import { SerialPort } from "serialport";
        import { setTimeout as sleep } from "node:timers/promises";
        export async function run(path) {
          const port = new SerialPort({ path, baudRate: 9600 });
          await sleep(1000);
          port.write("hello");
        }
      `,
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a timer behind a producer of Kafka that connects",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const Kafka = require("node-rdkafka");
        exports.produce = function (topic) {
          const producer = new Kafka.Producer({ "metadata.broker.list": "localhost:9092" });
          producer.connect();
          setTimeout(function () {
            producer.produce(topic, null, Buffer.from("value"), null);
          }, 2000);
        };
      `,
      errors: [
        { messageId: "timerGuess", line: 5, suggestions: [
            { messageId: "listen", output: code`
              const Kafka = require("node-rdkafka");
              exports.produce = function (topic) {
                const producer = new Kafka.Producer({ "metadata.broker.list": "localhost:9092" });
                producer.connect();
                producer.once("ready", function () {
                  producer.produce(topic, null, Buffer.from("value"), null);
                });
              };
            ` },
          ] },
      ],
    },
    {
      name: "a bot that spawns",
      filename: "file.js",
      code: code`
        const mineflayer = require("mineflayer");
        const { setTimeout: sleep } = require("timers/promises");
        async function main() {
          const bot = mineflayer.createBot({ username: "a" });
          await sleep(5000);
          bot.chat("hello");
        }
        main();
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              const mineflayer = require("mineflayer");
              const { setTimeout: sleep } = require("timers/promises");
              const { once } = require("node:events");
              async function main() {
                const bot = mineflayer.createBot({ username: "a" });
                await once(bot, "spawn");
                bot.chat("hello");
              }
              main();
            ` },
          ] },
      ],
    },
  ],
});
