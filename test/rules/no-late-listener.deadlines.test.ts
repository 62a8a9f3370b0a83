import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: handlers with a deadline", rule, {
  valid: [
    {
      name: "the handler is there before the call",
      filename: "file.js",
      code: code`
        export function reload(daemon, env, done) {
          let timer = null;
          const listener = function (packet) {
            if (packet.raw !== "ready" || packet.id !== env.id) return;
            clearTimeout(timer);
            daemon.bus.removeListener("process:msg", listener);
            return daemon.deleteOld(env, done);
          };
          daemon.bus.on("process:msg", listener);
          daemon.executeApp(env, function (error) {
            if (error) return done(error);
            timer = setTimeout(function () {
              daemon.bus.removeListener("process:msg", listener);
              return daemon.deleteOld(env, done);
            }, 3000);
          });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a timer that does what the event comes from",
      filename: "file.js",
      code: code`
        export function reload(daemon, env, done) {
          daemon.executeApp(env, function (error, worker) {
            if (error) return done(error);
            const listener = function (packet) {
              if (packet.raw === "ready" && packet.id === worker.id) done();
            };
            daemon.bus.on("process:msg", listener);
            setTimeout(function () {
              daemon.probe(worker.id);
            }, 3000);
          });
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a handler on the bus of what has begun, with a deadline",
      filename: "file.js",
      code: code`
        export function reload(daemon, env, done) {
          daemon.executeApp(env, function (error, worker) {
            if (error) return done(error);
            let timer = null;
            const listener = function (packet) {
              if (packet.raw !== "ready" || packet.id !== worker.id) return;
              clearTimeout(timer);
              daemon.bus.removeListener("process:msg", listener);
              return daemon.deleteOld(env, done);
            };
            daemon.bus.on("process:msg", listener);
            timer = setTimeout(function () {
              daemon.bus.removeListener("process:msg", listener);
              return daemon.deleteOld(env, done);
            }, 3000);
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 11 },
      ],
    },
  ],
});
