import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is put off", rule, {
  valid: [
    {
      name: "something has been done before the connection",
      filename: "file.js",
      code: code`
        import amqp from "amqplib";
        import { migrate } from "./migrate.js";
        async function main() {
          await migrate();
          await new Promise((r) => setTimeout(r, 10000));
          const connection = await amqp.connect(process.env.AMQP_URL);
          await connection.createChannel();
        }
        main();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the function is exported, and may be called at any time",
      filename: "file.js",
      code: code`
        import amqp from "amqplib";
        export async function main() {
          await new Promise((r) => setTimeout(r, 10000));
          const connection = await amqp.connect(process.env.AMQP_URL);
          await connection.createChannel();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a timer in a program that listens first",
      filename: "file.js",
      code: code`
        const app = require("./app");
        const mongoose = require("mongoose");
        app.use(require("./routes"));
        setTimeout(() => {
          mongoose.connect("mongodb://mongo:27017/app");
        }, 5000);
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a server elsewhere is asked first",
      filename: "file.js",
      code: code`
        const axios = require("axios");
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        (async () => {
          await sleep(5000);
          const { data } = await axios.get("https://api.example.com/health");
          console.log(data);
        })();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "each attempt begins with a rest",
      filename: "file.js",
      code: code`
        const amqp = require("amqplib");
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        async function connect() {
          await sleep(5000);
          try {
            return await amqp.connect("amqp://rabbit");
          } catch (error) {
            return connect();
          }
        }
        connect();
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the broker is given ten seconds before the first connection",
      filename: "file.js",
      code: code`
        import amqp from "amqplib";
        async function main() {
          await new Promise((r) => setTimeout(r, 10000));
          const connection = await amqp.connect(process.env.AMQP_URL);
          await connection.createChannel();
        }
        main();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "putOff", line: 3, suggestions: [
            { messageId: "connectAgain", output: code`
              import amqp from "amqplib";
              async function main() {
                const connection = await (async () => {
                  for (const deadline = Date.now() + 30_000; ; ) {
                    try {
                      return await amqp.connect(process.env.AMQP_URL);
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                })();
                await connection.createChannel();
              }
              main();
            ` },
          ] },
      ],
    },
    {
      name: "a whole program in a timer",
      filename: "file.js",
      code: code`
        const mongoose = require("mongoose");
        setTimeout(() => {
          mongoose.connect("mongodb://mongo:27017/app");
        }, 5000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "putOff", line: 2 },
      ],
    },
    {
      name: "a connection that waits for its server by itself",
      filename: "file.js",
      code: code`
        import mongoose from "mongoose";
        async function start() {
          console.log("starting");
          await new Promise((r) => setTimeout(r, 5000));
          await mongoose.connect(process.env.MONGO_URL);
        }
        start();
      `,
      options: [{ report: "potential" }],
      settings: { "startup-order": { versions: { mongoose: "6" } } },
      errors: [
        { messageId: "putOff", line: 4, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              import mongoose from "mongoose";
              async function start() {
                console.log("starting");
                await mongoose.connect(process.env.MONGO_URL);
              }
              start();
            ` },
          ] },
      ],
    },
    {
      name: "a connection that is told how long to wait for its server",
      filename: "file.js",
      code: code`
        import mongoose from "mongoose";
        async function start() {
          console.log("starting");
          await new Promise((r) => setTimeout(r, 5000));
          await mongoose.connect("mongodb://mongo/app?serverSelectionTimeoutMS=100");
        }
        start();
      `,
      options: [{ report: "potential" }],
      settings: { "startup-order": { versions: { mongoose: "6" } } },
      errors: [
        { messageId: "putOff", line: 4 },
      ],
    },
    {
      name: "a server on this machine is asked first",
      filename: "file.js",
      code: code`
        const axios = require("axios");
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        (async () => {
          await sleep(5000);
          const { data } = await axios.get("http://localhost:3000/health");
          console.log(data);
        })();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "putOff", line: 4, suggestions: [
            { messageId: "probeFirst", output: code`
              const axios = require("axios");
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              (async () => {
                for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3000/health", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error("http://localhost:3000/health does not answer");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const { data } = await axios.get("http://localhost:3000/health");
                console.log(data);
              })();
            ` },
          ] },
      ],
    },
    {
      name: "a client is made before, and connected behind the sleep",
      filename: "file.js",
      code: code`
        const { Client } = require("pg");
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        const start = async () => {
          const client = new Client();
          await sleep(5000);
          await client.connect();
        };
        start();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "putOff", line: 5 },
      ],
    },
    {
      name: "a function of the file connects",
      filename: "file.js",
      code: code`
        import { connectDB } from "./db.js";
        import { app } from "./app.js";
        async function boot() {
          await new Promise((r) => setTimeout(r, 3000));
          await connectDB();
          app.listen(3000);
        }
        boot();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "putOff", line: 4 },
      ],
    },
    {
      name: "a hook begins with a sleep for the broker",
      filename: "a.test.js",
      code: code`
        const amqp = require("amqplib");
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        let connection;
        beforeAll(async () => {
          await sleep(3000);
          connection = await amqp.connect("amqp://rabbit");
        });
        it("is connected", () => expect(connection).toBeDefined());
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "putOff", line: 5, suggestions: [
            { messageId: "connectAgain", output: code`
              const amqp = require("amqplib");
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              let connection;
              beforeAll(async () => {
                connection = await (async () => {
                  for (const deadline = Date.now() + 30_000; ; ) {
                    try {
                      return await amqp.connect("amqp://rabbit");
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                })();
              });
              it("is connected", () => expect(connection).toBeDefined());
            ` },
          ] },
      ],
    },
    {
      name: "a comment speaks of the broker that is connected to",
      filename: "file.js",
      code: code`
        const amqp = require("amqplib");
        const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
        async function main() {
          // wait for rabbit to start
          await sleep(5000);
          const connection = await amqp.connect("amqp://rabbit");
          await connection.createChannel();
        }
        main().catch(console.error);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5, suggestions: [
            { messageId: "connectAgain", output: code`
              const amqp = require("amqplib");
              const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
              async function main() {
                const connection = await (async () => {
                  for (const deadline = Date.now() + 30_000; ; ) {
                    try {
                      return await amqp.connect("amqp://rabbit");
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                })();
                await connection.createChannel();
              }
              main().catch(console.error);
            ` },
          ] },
      ],
    },
  ],
});
