import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop", rule, {
  valid: [
    {
      name: "the state that the wait looks at is tested behind it",
      filename: "file.js",
      code: code`
        export class Client {
          connected = false;

          async waitForConnection(ms) {
            const end = Date.now() + ms;
            while (Date.now() < end) {
              if (this.connected) return true;
              await new Promise((resolve) => setTimeout(resolve, 50));
            }
            return false;
          }

          async send(message) {
            await this.waitForConnection(1000);
            if (!this.connected) throw new Error('not connected');
            this.socket.send(message);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "those who are left are rejected behind the wait",
      filename: "file.js",
      code: code`
        export class Client {
          pending = new Map();

          waitForDrain(ms) {
            return new Promise((resolve) => {
              const timer = setTimeout(() => resolve(false), ms);
              this.socket.once('drain', () => {
                clearTimeout(timer);
                resolve(true);
              });
            });
          }

          async close() {
            await this.waitForDrain(1000);
            for (const { reject } of this.pending.values()) reject(new Error('closed'));
            this.pending.clear();
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "another state is tested behind the wait",
      filename: "file.js",
      code: code`
        export class Client {
          connected = false;

          async waitForConnection(ms) {
            const end = Date.now() + ms;
            while (Date.now() < end) {
              if (this.connected) return true;
              await new Promise((resolve) => setTimeout(resolve, 50));
            }
            return false;
          }

          async send(message) {
            await this.waitForConnection(1000);
            if (this.verbose) this.log.info('sending');
            this.socket.send(message);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "expiryUnread", line: 14, suggestions: [
            { messageId: "testAnswer", output: code`
              export class Client {
                connected = false;

                async waitForConnection(ms) {
                  const end = Date.now() + ms;
                  while (Date.now() < end) {
                    if (this.connected) return true;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                  return false;
                }

                async send(message) {
                  if (!(await this.waitForConnection(1000))) throw new Error('this.waitForConnection(1000) gave up');
                  if (this.verbose) this.log.info('sending');
                  this.socket.send(message);
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
