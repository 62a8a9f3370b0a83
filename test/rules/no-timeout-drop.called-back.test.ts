import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: timers that call back", rule, {
  valid: [
    {
      name: "the timer calls back with an error",
      filename: "a.js",
      code: code`
        export function publish(client, message, callback) {
          const timer = setTimeout(() => callback(new Error("late")), 1000);
          client.publish(message, (error, receipt) => {
            clearTimeout(timer);
            callback(error, receipt);
          });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an end has a limit on purpose",
      filename: "a.js",
      code: code`
        export function shutdown(client, callback) {
          const timer = setTimeout(() => callback(), 1000);
          client.flush((error) => {
            clearTimeout(timer);
            callback(error);
          });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the callback is only called by the timer",
      filename: "a.js",
      code: code`
        export function later(client, message, callback) {
          client.send(message, (error) => {
            if (error) console.error(error);
          });
          setTimeout(() => callback(), 1000);
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is limited reads",
      filename: "a.js",
      code: code`
        function once(callback, ms) {
          var called = false;
          function answer() {
            if (!called) callback.apply(null, arguments);
            called = true;
          }
          setTimeout(answer, ms);
          return answer;
        }

        exports.size = function (disk, done) {
          disk.measure(once(done, 1000));
        };
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a timer calls back as if the message were published",
      filename: "a.js",
      code: code`
        export function publish(client, message, callback) {
          const timer = setTimeout(() => callback(), 1000);
          client.publish(message, (error, receipt) => {
            clearTimeout(timer);
            callback(error, receipt);
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "calledBackAsDone", line: 2, suggestions: [
            { messageId: "callBackWithError", output: code`
              export function publish(client, message, callback) {
                const timer = setTimeout(() => callback(new Error("client.publish(…) did not deliver in time")), 1000);
                client.publish(message, (error, receipt) => {
                  clearTimeout(timer);
                  callback(error, receipt);
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a timer that asks whether it is too late",
      filename: "a.js",
      code: code`
        export function store(client, row, done) {
          let called = false;
          client.insert(row, (err) => {
            if (called) return;
            called = true;
            done(err);
          });
          setTimeout(() => {
            if (!called) {
              called = true;
              done(null);
            }
          }, 2000);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "calledBackAsDone", line: 8, suggestions: [
            { messageId: "callBackWithError", output: code`
              export function store(client, row, done) {
                let called = false;
                client.insert(row, (err) => {
                  if (called) return;
                  called = true;
                  done(err);
                });
                setTimeout(() => {
                  if (!called) {
                    called = true;
                    done(new Error("client.insert(…) did not deliver in time"));
                  }
                }, 2000);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a function that calls back once, for an upload or a timer",
      filename: "a.js",
      code: code`
        exports.upload = function (page, path, done) {
          page.uploadFile(path, impatient(done, 5000));
        };

        function impatient(fn, timeout) {
          var called = false;
          var wrapper = function () {
            if (!called) fn.apply(null, arguments);
            called = true;
          };
          setTimeout(wrapper, timeout);
          return wrapper;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "calledBackAsDone", line: 11, suggestions: [
            { messageId: "callBackWithError", output: code`
              exports.upload = function (page, path, done) {
                page.uploadFile(path, impatient(done, 5000));
              };

              function impatient(fn, timeout) {
                var called = false;
                var wrapper = function () {
                  if (!called) fn.apply(null, arguments);
                  called = true;
                };
                setTimeout(function () { wrapper(new Error("page.uploadFile(path, impatient(done, 5000)) did not deliver in time")); }, timeout);
                return wrapper;
              }
            ` },
          ] },
      ],
    },
  ],
});
