import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: ends that only their own class can call", rule, {
  valid: [
    {
      name: "a private end whose callers have told who waits",
      filename: "file.js",
      code: code`
        export class Pool {
          #resolve = null;
          async run() {
            const done = new Promise((resolve) => {
              this.#resolve = resolve;
            });
            try {
              await done;
            } finally {
              if (this.#resolve) this.#destroy();
            }
          }
          abort() {
            if (this.#resolve) {
              this.#resolve();
              this.#destroy();
            }
          }
          #destroy() {
            this.#resolve = null;
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "twin: a private end with a caller that tells nobody",
      filename: "file.js",
      code: code`
        export class Pool {
          #resolve = null;
          async run() {
            const done = new Promise((resolve) => {
              this.#resolve = resolve;
            });
            try {
              await done;
            } finally {
              if (this.#resolve) this.#destroy();
            }
          }
          finish() {
            this.#resolve();
          }
          abort() {
            if (this.#resolve) {
              this.#destroy();
            }
          }
          #destroy() {
            this.#resolve = null;
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 22, suggestions: [] },
      ],
    },
    {
      name: "twin: an end that anybody may call",
      filename: "file.js",
      code: code`
        export class Pool {
          #resolve = null;
          async run() {
            await new Promise((resolve) => {
              this.#resolve = resolve;
            });
          }
          abort() {
            if (this.#resolve) {
              this.#resolve();
              this.destroy();
            }
          }
          destroy() {
            this.#resolve = null;
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 15, suggestions: [] },
      ],
    },
  ],
});
