import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "another class of that name",
      filename: "file.test.js",
      code: code`
        const ServiceBroker = require("./service-broker");

        describe("circuit breaker", () => {
          const master = new ServiceBroker({ name: "master" });

          beforeAll(() => master.start().delay(2000).then(() => (clock = install())));

          it("calls", () => master.call("cb.happy").then((result) => expect(result).toBe("OK")));
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a broker that calls a service of another process",
      filename: "file.js",
      code: code`
        const { ServiceBroker } = require("moleculer");

        const broker = new ServiceBroker({ nodeID: "caller", transporter: "NATS" });

        broker
          .start()
          .delay(2000)
          .then(() => {
            const stream = fs.createReadStream("a.txt");
            return broker.call("aes.encrypt", null, { stream });
          });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7, suggestions: [
            { messageId: "awaitReady", output: code`
              const { ServiceBroker } = require("moleculer");

              const broker = new ServiceBroker({ nodeID: "caller", transporter: "NATS" });

              broker
                .start()
                .then(() => broker.waitForServices("aes", 30_000))
                .then(() => {
                  const stream = fs.createReadStream("a.txt");
                  return broker.call("aes.encrypt", null, { stream });
                });
            ` },
          ] },
      ],
    },
    {
      name: "the same of one of its nodes",
      filename: "file.js",
      code: code`
        const { ServiceBroker } = require("moleculer");

        const broker = new ServiceBroker({ nodeID: "caller", transporter: "NATS" });

        broker
          .start()
          .delay(2000)
          .then(() => broker.call("aes.encrypt", null, { nodeID: "node-2" }));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7 },
      ],
    },
    {
      name: "the same only if something is so",
      filename: "file.js",
      code: code`
        const { ServiceBroker } = require("moleculer");

        const broker = new ServiceBroker({ nodeID: "caller", transporter: "NATS" });

        broker
          .start()
          .delay(2000)
          .then(() => {
            if (process.argv[2]) broker.call("aes.encrypt");
          });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7 },
      ],
    },
    {
      name: "the same where what it gives is used",
      filename: "file.js",
      code: code`
        const { ServiceBroker } = require("moleculer");

        const broker = new ServiceBroker({ nodeID: "caller", transporter: "NATS" });

        broker
          .start()
          .delay(2000)
          .then((started) => broker.call("aes.encrypt", started));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7 },
      ],
    },
    {
      name: "a hook whose tests call a service that another broker of the file makes",
      filename: "file.test.js",
      code: code`
        const ServiceBroker = require("../../src/service-broker");

        describe("circuit breaker", () => {
          const master = new ServiceBroker({ nodeID: "master", transporter: new FakeTransporter() });
          const slave = new ServiceBroker({ nodeID: "slave", transporter: new FakeTransporter() });

          slave.createService({ name: "cb", actions: { happy: () => "OK" } });

          beforeAll(() => {
            return master
              .start()
              .then(() => slave.start())
              .delay(2000)
              .then(() => (clock = install()));
          });

          it("calls", () => master.call("cb.happy").then((result) => expect(result).toBe("OK")));
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 13, suggestions: [
            { messageId: "awaitReady", output: code`
              const ServiceBroker = require("../../src/service-broker");

              describe("circuit breaker", () => {
                const master = new ServiceBroker({ nodeID: "master", transporter: new FakeTransporter() });
                const slave = new ServiceBroker({ nodeID: "slave", transporter: new FakeTransporter() });

                slave.createService({ name: "cb", actions: { happy: () => "OK" } });

                beforeAll(() => {
                  return master
                    .start()
                    .then(() => slave.start())
                    .then(() => master.waitForServices("cb", 30_000))
                    .then(() => (clock = install()));
                });

                it("calls", () => master.call("cb.happy").then((result) => expect(result).toBe("OK")));
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same where it makes the service itself",
      filename: "file.test.js",
      code: code`
        const ServiceBroker = require("../../src/service-broker");

        describe("circuit breaker", () => {
          const master = new ServiceBroker({ nodeID: "master", transporter: new FakeTransporter() });
          const slave = new ServiceBroker({ nodeID: "slave", transporter: new FakeTransporter() });

          master.createService({ name: "cb", actions: { happy: () => "OK" } });

          beforeAll(() => {
            return master
              .start()
              .then(() => slave.start())
              .delay(2000)
              .then(() => (clock = install()));
          });

          it("calls", () => master.call("cb.happy").then((result) => expect(result).toBe("OK")));
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 13 },
      ],
    },
    {
      name: "the same where the service is made by a test",
      filename: "file.test.js",
      code: code`
        const ServiceBroker = require("../../src/service-broker");

        describe("circuit breaker", () => {
          const master = new ServiceBroker({ nodeID: "master", transporter: new FakeTransporter() });
          const slave = new ServiceBroker({ nodeID: "slave", transporter: new FakeTransporter() });

          beforeAll(() => {
            return master
              .start()
              .then(() => slave.start())
              .delay(2000)
              .then(() => (clock = install()));
          });

          it("calls", () => {
            slave.createService({ name: "cb", actions: { happy: () => "OK" } });
            return master.call("cb.happy").then((result) => expect(result).toBe("OK"));
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 11 },
      ],
    },
    {
      name: "a sleep that is a statement, and a broker that learns of services later",
      filename: "file.test.js",
      code: code`
        const { ServiceBroker } = require("moleculer");

        it("calls", async () => {
          const broker = new ServiceBroker({ nodeID: "caller", transporter: "NATS" });
          await broker.start();
          await sleep(2000);
          expect(await broker.call("aes.encrypt")).toBe("OK");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              const { ServiceBroker } = require("moleculer");

              it("calls", async () => {
                const broker = new ServiceBroker({ nodeID: "caller", transporter: "NATS" });
                await broker.start();
                await broker.waitForServices("aes", 30_000);
                expect(await broker.call("aes.encrypt")).toBe("OK");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a broker that has nobody to learn of",
      filename: "file.test.js",
      code: code`
        const { ServiceBroker } = require("moleculer");

        it("calls", async () => {
          const broker = new ServiceBroker({ nodeID: "caller" });
          broker.createService({ name: "math", actions: { add: () => 1 } });
          await broker.start();
          await sleep(2000);
          expect(await broker.call("math.add")).toBe(1);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "needless", line: 7, suggestions: [
            { messageId: "removeSleep", output: code`
              const { ServiceBroker } = require("moleculer");

              it("calls", async () => {
                const broker = new ServiceBroker({ nodeID: "caller" });
                broker.createService({ name: "math", actions: { add: () => 1 } });
                await broker.start();
                expect(await broker.call("math.add")).toBe(1);
              });
            ` },
          ] },
      ],
    },
  ],
});
