import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error", rule, {
  valid: [
    {
      name: "a test of the error beside a listener that may settle the promise",
      filename: "file.js",
      code: code`
        import { EventEmitter } from "node:events";
        import { createServer } from "node:https";
        export class Wallet extends EventEmitter {
          https = createServer();
          prepare() {
            this.https.on("error", (error) => this.fail(error));
          }
          async open(port) {
            await new Promise((resolve, reject) => {
              this.https.listen(port, (error) => {
                if (error) {
                  reject(error);
                  return;
                }
                resolve();
              });
            });
          }
        }
      `,
    },
    {
      name: "a promise of the emitted error beside it",
      filename: "file.js",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { createServer } from "node:https";
        export class Wallet extends EventEmitter {
          https = createServer();
          prepare() {
            this.https.on("error", (error) => this.emit("error", error));
          }
          async open(port) {
            const failed = once(this.https, "close");
            await Promise.race([failed, new Promise((resolve) => this.https.listen(port, resolve))]);
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a test of the error beside a listener that emits it again",
      filename: "file.js",
      code: code`
        import { EventEmitter } from "node:events";
        import { createServer } from "node:https";
        export class Wallet extends EventEmitter {
          https = createServer();
          prepare() {
            this.https.on("error", (error) => this.emit("error", error));
          }
          async open(port) {
            await new Promise((resolve, reject) => {
              this.https.listen(port, (error) => {
                if (error) {
                  reject(error);
                  return;
                }
                resolve();
              });
            });
          }
        }
      `,
      errors: [
        { messageId: "errorNeverPassed", line: 10, suggestions: [
            { messageId: "rejectOnError", output: code`
              import { EventEmitter } from "node:events";
              import { createServer } from "node:https";
              export class Wallet extends EventEmitter {
                https = createServer();
                prepare() {
                  this.https.on("error", (error) => this.emit("error", error));
                }
                async open(port) {
                  await new Promise((resolve, reject) => {
                    this.https.once("error", reject);
                    this.https.listen(port, () => {
                      this.https.off("error", reject);
                      resolve();
                    });
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a promise without a way for failure beside a listener that emits it again",
      filename: "file.js",
      code: code`
        import { EventEmitter } from "node:events";
        import { createServer } from "node:https";
        export class Wallet extends EventEmitter {
          https = createServer();
          prepare() {
            this.https.on("error", (error) => this.emit("error", error));
          }
          async open(port) {
            await new Promise((resolve) => this.https.listen(port, resolve));
          }
        }
      `,
      errors: [
        { messageId: "neverRejects", line: 9, suggestions: [
            { messageId: "useOnce", output: code`
              import { EventEmitter, once } from "node:events";
              import { createServer } from "node:https";
              export class Wallet extends EventEmitter {
                https = createServer();
                prepare() {
                  this.https.on("error", (error) => this.emit("error", error));
                }
                async open(port) {
                  await once(this.https.listen(port), "listening");
                }
              }
            ` },
            { messageId: "rejectOnError", output: code`
              import { EventEmitter } from "node:events";
              import { createServer } from "node:https";
              export class Wallet extends EventEmitter {
                https = createServer();
                prepare() {
                  this.https.on("error", (error) => this.emit("error", error));
                }
                async open(port) {
                  await new Promise((resolve, reject) => { this.https.once("error", reject); this.https.listen(port, () => { this.https.off("error", reject); resolve(); }); });
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
