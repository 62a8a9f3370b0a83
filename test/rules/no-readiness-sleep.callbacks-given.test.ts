import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [],
  invalid: [
    {
      name: "a start whose package says that it takes a callback, where a test only says that it is done",
      filename: "file.js",
      code: code`
        const pm2 = require("pm2");

        it("starts", (done) => {
          pm2.start("app.js");
          setTimeout(() => {
            done();
          }, 300);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "listen", output: code`
              const pm2 = require("pm2");

              it("starts", (done) => {
                pm2.start("app.js", (error) => done(error));
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same in the tests of the package itself",
      filename: "file.js",
      code: code`
        const PM2 = require("../..");

        it("starts", (done) => {
          PM2.start("app.js");
          setTimeout(done, 300);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "listen", output: code`
              const PM2 = require("../..");

              it("starts", (done) => {
                PM2.start("app.js", (error) => done(error));
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same of a module that is another one",
      filename: "file.js",
      code: code`
        const PM2 = require("../lib/cli");

        it("starts", (done) => {
          PM2.start("app.js");
          setTimeout(done, 300);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "the same where what was started is asked, which need not answer yet",
      filename: "file.js",
      code: code`
        const pm2 = require("pm2");

        before((done) => {
          pm2.start("app.js");
          setTimeout(done, 300);
        });

        it("answers", () => fetch("http://localhost:3000"));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "probeFirst", output: code`
              const pm2 = require("pm2");

              before((done) => {
                pm2.start("app.js");
                void (async () => {
                  for (const deadline = Date.now() + 30_000; !(await fetch("http://localhost:3000", { method: "HEAD", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                    if (Date.now() > deadline) throw new Error("http://localhost:3000 does not answer");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                })().then(() => done(), done);
              });

              it("answers", () => fetch("http://localhost:3000"));
            ` },
          ] },
      ],
    },
    {
      name: "one that is given a callback already",
      filename: "file.js",
      code: code`
        const pm2 = require("pm2");

        it("starts", (done) => {
          pm2.start("app.js", () => {});
          setTimeout(done, 300);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
    {
      name: "a method that gets a callback elsewhere in the file",
      filename: "file.js",
      code: code`
        const bus = require("./bus");

        it("starts one", (done) => {
          bus.start("one", function (err) {
            done(err);
          });
        });

        it("starts two", (done) => {
          bus.start("two");
          setTimeout(function () {
            // it is there
            bus.publish("two", done);
          }, 300);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 11, suggestions: [
            { messageId: "listen", output: code`
              const bus = require("./bus");

              it("starts one", (done) => {
                bus.start("one", function (err) {
                  done(err);
                });
              });

              it("starts two", (done) => {
                bus.start("two", (error) => {
                  if (error) throw error;
                  // it is there
                  bus.publish("two", done);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same where a time passes in that one as well",
      filename: "file.js",
      code: code`
        const bus = require("./bus");

        it("starts one", (done) => {
          bus.start("one", function (err) {
            setTimeout(done, 300, err);
          });
        });

        it("starts two", (done) => {
          bus.start("two");
          setTimeout(function () {
            bus.publish("two", done);
          }, 300);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
        { messageId: "timerGuess", line: 11 },
      ],
    },
    {
      name: "the same where that one is not told of an error",
      filename: "file.js",
      code: code`
        const bus = require("./bus");

        it("starts one", (done) => {
          bus.start("one", function (list) {
            done();
          });
        });

        it("starts two", (done) => {
          bus.start("two");
          setTimeout(function () {
            bus.publish("two", done);
          }, 300);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 11 },
      ],
    },
    {
      name: "the same with something else behind the start",
      filename: "file.js",
      code: code`
        const bus = require("./bus");

        it("starts one", (done) => {
          bus.start("one", function (err) {
            done(err);
          });
        });

        it("starts two", (done) => {
          bus.start("two");
          console.log("starts");
          setTimeout(function () {
            bus.publish("two", done);
          }, 300);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 12 },
      ],
    },
  ],
});
