import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: queues of other files", rule, {
  valid: [
    {
      name: "a queue of another file works on by itself when nobody names it",
      filename: "a.js",
      code: code`
        import { Queue } from "./queue.js";

        export class Client {
          queue = new Queue((entry) => this.run(entry));

          ask(message) {
            return new Promise((resolve, reject) => {
              this.queue.enqueue({ message, resolve, reject });
            });
          }

          close() {
            this.queue = null;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is appended to a page is no queue",
      filename: "a.js",
      code: code`
        export class Chat {
          ask(text) {
            return new Promise((resolve, reject) => this.list.append({ text, resolve, reject }));
          }

          close() {
            this.list = null;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a queue of another file from which this file takes what comes next",
      filename: "a.js",
      code: code`
        import { Queue } from "./queue.js";

        export class Client {
          queue = new Queue((entry) => this.run(entry));

          ask(message) {
            return new Promise((resolve, reject) => {
              this.queue.enqueue({ message, resolve, reject });
            });
          }

          next() {
            return this.queue.dequeue();
          }

          close() {
            this.queue = null;
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 17 },
      ],
    },
  ],
});
