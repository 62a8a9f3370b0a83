import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a promise that is resolved a while behind something else that the line brings about",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        let child, port;

        test.before(async () => {
          child = await spawn("site", ["dev"], { stdio: "pipe" });
          return new Promise((resolve, reject) => {
            child.stdout.on("data", (data) => {
              const text = data.toString();
              if (text.includes("Server now ready on")) {
                loadRules(text);
                setTimeout(resolve, 2000);
              }
            });
          });
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a promise that is resolved a while behind the line that says ready, in a listener that only looks at the text",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        let child, port;

        test.before(async () => {
          console.log("starts");
          child = await spawn("site", ["dev"], { stdio: "pipe" });
          return new Promise((resolve, reject) => {
            child.stdout.on("data", (data) => {
              const text = data.toString();
              if (text.includes("Server now ready on")) {
                const matches = text.match(/http:\\/\\/(.+):(\\d+)/);
                if (matches.length < 3) return reject(new Error("unexpected output"));
                port = matches.pop();
                setTimeout(resolve, 2000);
              }
            });
            child.on("error", reject);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 14, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              const { spawn } = require("child_process");
              let child, port;

              test.before(async () => {
                console.log("starts");
                child = await spawn("site", ["dev"], { stdio: "pipe" });
                return new Promise((resolve, reject) => {
                  child.stdout.on("data", (data) => {
                    const text = data.toString();
                    if (text.includes("Server now ready on")) {
                      const matches = text.match(/http:\\/\\/(.+):(\\d+)/);
                      if (matches.length < 3) return reject(new Error("unexpected output"));
                      port = matches.pop();
                      resolve();
                    }
                  });
                  child.on("error", reject);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same where the hook starts something else as well",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        let child, port;

        test.before(async () => {
          seed();
          child = await spawn("site", ["dev"], { stdio: "pipe" });
          return new Promise((resolve, reject) => {
            child.stdout.on("data", (data) => {
              if (data.toString().includes("Server now ready on")) setTimeout(resolve, 2000);
            });
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeNeedless", line: 9 },
      ],
    },
    {
      name: "a timer in the callback that the connecting call itself is given, which uses what was connected",
      filename: "file.js",
      code: code`
        const client = require("./client");

        before((done) => {
          client.connect(function () {
            setTimeout(function () {
              client.delete("all", () => done());
            }, 1000);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 5, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              const client = require("./client");

              before((done) => {
                client.connect(function () {
                  client.delete("all", () => done());
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same in one that leaves when it has failed",
      filename: "file.js",
      code: code`
        const client = require("./client");

        function run() {
          client.connect((error) => {
            if (error) throw error;
            console.log("connected");
            setTimeout(() => {
              client.query("select 1");
            }, 1000);
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              const client = require("./client");

              function run() {
                client.connect((error) => {
                  if (error) throw error;
                  console.log("connected");
                  client.query("select 1");
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "the same with a comment",
      filename: "file.js",
      code: code`
        const client = require("./client");

        function run() {
          client.connect((error) => {
            if (error) throw error;
            // wait for the login
            setTimeout(() => {
              client.query("select 1");
            }, 1000);
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7 },
      ],
    },
    {
      name: "the same in one that does more",
      filename: "file.js",
      code: code`
        const client = require("./client");

        function run() {
          client.connect((error) => {
            if (error) throw error;
            client.login("me");
            setTimeout(() => {
              client.query("select 1");
            }, 1000);
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 7 },
      ],
    },
    {
      name: "the same of a call that begins a process, which need not be ready",
      filename: "file.js",
      code: code`
        const manager = require("./manager");

        function run() {
          manager.start(function () {
            setTimeout(() => {
              manager.query("select 1");
            }, 1000);
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 5 },
      ],
    },
    {
      name: "the same where something else is used",
      filename: "file.js",
      code: code`
        const client = require("./client");

        function run() {
          client.connect(() => {
            setTimeout(() => {
              page.open("/");
            }, 1000);
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 5 },
      ],
    },
  ],
});
