import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "a comment above the link that comes before",
      filename: "file.js",
      code: code`
        it("mirrors a key", () => {
          return mirror.watch("user:*")
            // give redis time to register the pattern
            .then(() => admin.flush())
            .then(() => delay(400))
            .then(() => admin.set("user:7", "ada"));
        });
      `,
    },
    {
      name: "a comment above the link that says time",
      filename: "file.js",
      code: code`
        it("drops an old key", () => {
          return mirror.watch("user:*")
            // let the ttl of the pattern expire
            .then(() => delay(400))
            .then(() => admin.get("user:7"));
        });
      `,
    },
    {
      name: "a job that does the same",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        const livereload = require("gulp-livereload");
        jobs.process("serve", (done) => {
          spawn("node", ["build/server.js"], { stdio: "inherit" });
          // give the server some time to start
          setTimeout(() => {
            livereload.reload();
            done();
          }, 800);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a comment above the link of a chain that sleeps",
      filename: "file.js",
      code: code`
        it("mirrors a key", () => {
          return mirror.watch("user:*")
            // give redis time to register the pattern
            .then(() => delay(400))
            .then(() => admin.set("user:7", "ada"));
        });
      `,
      errors: [
        { messageId: "said", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a comment behind the link of a chain that sleeps",
      filename: "file.js",
      code: code`
        it("mirrors a key", () => {
          return mirror.watch("user:*")
            .then(() => delay(400)) // give redis time to register the pattern
            .then(() => admin.set("user:7", "ada"));
        });
      `,
      errors: [
        { messageId: "said", line: 3, suggestions: [] },
      ],
    },
    {
      name: "a task of a build that tells the browser behind a timer",
      filename: "file.js",
      code: code`
        const gulp = require("gulp");
        const { spawn } = require("child_process");
        const livereload = require("gulp-livereload");
        gulp.task("serve", (done) => {
          spawn("node", ["build/server.js"], { stdio: "inherit" });
          // give the server some time to start
          setTimeout(() => {
            livereload.reload();
            done();
          }, 800);
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
  ],
});
