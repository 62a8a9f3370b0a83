import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: timers that an end stops", rule, {
  valid: [
    {
      name: "an end hands on by the name of what the timer runs",
      filename: "a.js",
      code: code`
        export class Pool {
          jobs = [];

          submit(job) {
            return new Promise((resolve, reject) => {
              this.jobs.push({ job, resolve, reject });
              this.timer ??= setTimeout(() => this._run(), 10);
            });
          }

          _run() {
            this.timer = undefined;
            for (const { resolve } of this.jobs.splice(0)) resolve();
          }

          close() {
            clearTimeout(this.timer);
            setImmediate(this._run.bind(this));
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a connection that is there again sets the timer again",
      filename: "a.js",
      code: code`
        export class Pool {
          jobs = [];

          submit(job) {
            return new Promise((resolve, reject) => {
              this.jobs.push({ job, resolve, reject });
              this._arm();
            });
          }

          onConnect() {
            if (this.jobs.length > 0) this._arm();
          }

          _arm() {
            this.timer ??= setTimeout(() => this._run(), 10);
          }

          _run() {
            this.timer = undefined;
            for (const { resolve } of this.jobs.splice(0)) resolve();
          }

          disconnect() {
            clearTimeout(this.timer);
            this.timer = undefined;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the class that it inherits from ends, too",
      filename: "a.js",
      code: code`
        export class Pool extends Base {
          jobs = [];

          submit(job) {
            return new Promise((resolve, reject) => {
              this.jobs.push({ job, resolve, reject });
              this.timer ??= setTimeout(() => this._run(), 10);
            });
          }

          _run() {
            this.timer = undefined;
            for (const { resolve } of this.jobs.splice(0)) resolve();
          }

          close() {
            clearTimeout(this.timer);
            super.close();
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an end rejects what it has taken out",
      filename: "a.js",
      code: code`
        export class Pool {
          jobs = [];

          submit(job) {
            return new Promise((resolve, reject) => {
              this.jobs.push({ job, resolve, reject });
              this.timer ??= setTimeout(() => this._run(), 10);
            });
          }

          _run() {
            this.timer = undefined;
            for (const { resolve } of this.jobs.splice(0)) resolve();
          }

          close() {
            clearTimeout(this.timer);
            const { jobs } = this;
            for (const { reject } of jobs) reject(new Error("closed"));
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "an end does something else later",
      filename: "a.js",
      code: code`
        export class Pool {
          jobs = [];

          submit(job) {
            return new Promise((resolve, reject) => {
              this.jobs.push({ job, resolve, reject });
              this.timer ??= setTimeout(() => this._run(), 10);
            });
          }

          _report() {
            console.log("closed");
          }

          _run() {
            this.timer = undefined;
            for (const { resolve } of this.jobs.splice(0)) resolve();
          }

          close() {
            clearTimeout(this.timer);
            setImmediate(this._report.bind(this));
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerStopped", line: 21, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Pool {
                jobs = [];

                submit(job) {
                  return new Promise((resolve, reject) => {
                    this.jobs.push({ job, resolve, reject });
                    this.timer ??= setTimeout(() => this._run(), 10);
                  });
                }

                _report() {
                  console.log("closed");
                }

                _run() {
                  this.timer = undefined;
                  for (const { resolve } of this.jobs.splice(0)) resolve();
                }

                close() {
                  for (const { reject } of this.jobs) reject(new Error("closed before there was an answer"));
                  clearTimeout(this.timer);
                  setImmediate(this._report.bind(this));
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "only who comes sets the timer, by a method",
      filename: "a.js",
      code: code`
        export class Pool {
          jobs = [];

          submit(job) {
            return new Promise((resolve, reject) => {
              this.jobs.push({ job, resolve, reject });
              this._arm();
            });
          }

          _arm() {
            this.timer ??= setTimeout(() => this._run(), 10);
          }

          _run() {
            this.timer = undefined;
            for (const { resolve } of this.jobs.splice(0)) resolve();
          }

          disconnect() {
            clearTimeout(this.timer);
            this.timer = undefined;
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerStopped", line: 21, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Pool {
                jobs = [];

                submit(job) {
                  return new Promise((resolve, reject) => {
                    this.jobs.push({ job, resolve, reject });
                    this._arm();
                  });
                }

                _arm() {
                  this.timer ??= setTimeout(() => this._run(), 10);
                }

                _run() {
                  this.timer = undefined;
                  for (const { resolve } of this.jobs.splice(0)) resolve();
                }

                disconnect() {
                  for (const { reject } of this.jobs) reject(new Error("closed before there was an answer"));
                  clearTimeout(this.timer);
                  this.timer = undefined;
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
