import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: connections that are made again", rule, {
  valid: [],
  invalid: [
    {
      name: "what connects next can be called again: a container has been started",
      filename: "file.js",
      code: code`
        import { GenericContainer } from "testcontainers";
        import mysql from "mysql2/promise";
        export async function open() {
          const container = await new GenericContainer("mysql:8.4").withExposedPorts(3306).start();
          await sleep(10_000);
          const options = { user: "root" };
          const db = await mysql.createConnection({
            host: container.getHost(),
            ...options,
          });
          return db;
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [
            { messageId: "connectAgain", output: code`
              import { GenericContainer } from "testcontainers";
              import mysql from "mysql2/promise";
              export async function open() {
                const container = await new GenericContainer("mysql:8.4").withExposedPorts(3306).start();
                const options = { user: "root" };
                const db = await (async () => {
                  for (const deadline = Date.now() + 30_000; ; ) {
                    try {
                      return await mysql.createConnection({
                        host: container.getHost(),
                        ...options,
                      });
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                })();
                return db;
              }
            ` },
          ] },
      ],
    },
    {
      name: "what connects next can be called again: a child has been started",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        import { connect } from "amqplib";
        let connection;
        export async function open() {
          const broker = spawn("rabbitmq-server", [], { stdio: "ignore" });
          await sleep(5000);
          console.log("connecting");
          connection = await connect("amqp://localhost");
          return () => broker.kill();
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "connectAgain", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "amqplib";
              let connection;
              export async function open() {
                const broker = spawn("rabbitmq-server", [], { stdio: "ignore" });
                console.log("connecting");
                connection = await (async () => {
                  for (const deadline = Date.now() + 30_000; ; ) {
                    try {
                      return await connect("amqp://localhost");
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                })();
                return () => broker.kill();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a client that cannot be connected twice",
      filename: "file.js",
      code: code`
        import { GenericContainer } from "testcontainers";
        import { Client } from "pg";
        export async function open() {
          const container = await new GenericContainer("postgres:16").withExposedPorts(5432).start();
          await sleep(10_000);
          const client = new Client({ host: container.getHost() });
          const done = await client.connect();
          return done;
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [] },
      ],
    },
    {
      name: "something else is done before it connects",
      filename: "file.js",
      code: code`
        import { GenericContainer } from "testcontainers";
        import mysql from "mysql2/promise";
        export async function open() {
          const container = await new GenericContainer("mysql:8.4").withExposedPorts(3306).start();
          await sleep(10_000);
          await seed(container);
          const db = await mysql.createConnection({ host: container.getHost() });
          return db;
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [] },
      ],
    },
    {
      name: "what it connects with is taken anew each time",
      filename: "file.js",
      code: code`
        import { GenericContainer } from "testcontainers";
        import mysql from "mysql2/promise";
        export async function open(names) {
          const container = await new GenericContainer("mysql:8.4").withExposedPorts(3306).start();
          await sleep(10_000);
          const db = await mysql.createConnection({ host: container.getHost(), database: names.shift() });
          return db;
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [] },
      ],
    },
    {
      name: "what it connects with has a comment",
      filename: "file.js",
      code: code`
        import { GenericContainer } from "testcontainers";
        import mysql from "mysql2/promise";
        export async function open() {
          const container = await new GenericContainer("mysql:8.4").withExposedPorts(3306).start();
          await sleep(10_000);
          const db = await mysql.createConnection({
            host: container.getHost(), // of docker
          });
          return db;
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a name that the loop needs is taken",
      filename: "file.js",
      code: code`
        import { GenericContainer } from "testcontainers";
        import mysql from "mysql2/promise";
        export async function open(deadline) {
          const container = await new GenericContainer("mysql:8.4").withExposedPorts(3306).start();
          await sleep(10_000);
          const db = await mysql.createConnection({ host: container.getHost(), connectTimeout: deadline });
          return db;
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [] },
      ],
    },
  ],
});
