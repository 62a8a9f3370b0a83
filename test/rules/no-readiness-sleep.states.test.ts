import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: states that others keep", rule, {
  valid: [],
  invalid: [
    {
      name: "a state that others keep, as the branch has asked for it",
      filename: "file.js",
      code: code`
        export class Voice {
          async say(text) {
            if (!this.socket || this.socket.readyState !== WebSocket.OPEN) {
              await this.connect();
              // wait for the connection to open
              await new Promise((resolve) => setTimeout(resolve, 1000));
            }
            this.socket.send(text);
          }
        }
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "readAgain", output: code`
              export class Voice {
                async say(text) {
                  if (!this.socket || this.socket.readyState !== WebSocket.OPEN) {
                    await this.connect();
                    for (const deadline = Date.now() + 30_000; !this.socket || this.socket.readyState !== WebSocket.OPEN; ) {
                      if (Date.now() > deadline) throw new Error("this.socket.readyState === WebSocket.OPEN is still false");
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                  this.socket.send(text);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a member of a client that says whether it is connected",
      filename: "file.js",
      code: code`
        import { createClient } from "./client.js";
        const client = createClient();
        export async function publish(text) {
          if (!client.connected) {
            client.connect();
            await sleep(1000);
          }
          client.send(text);
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "readAgain", output: code`
              import { createClient } from "./client.js";
              const client = createClient();
              export async function publish(text) {
                if (!client.connected) {
                  client.connect();
                  for (const deadline = Date.now() + 30_000; !client.connected; ) {
                    if (Date.now() > deadline) throw new Error("client.connected is still false");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
                client.send(text);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a field that a listener sets",
      filename: "file.js",
      code: code`
        import { createClient } from "./client.js";
        export class Sender {
          isReady = false;
          client = createClient();
          constructor() {
            this.client.on("open", () => {
              this.isReady = true;
            });
          }
          async deliver(text) {
            if (!this.isReady) {
              this.client.connect();
              // wait for the connection to open
              await sleep(1000);
            }
            this.client.send(text);
          }
        }
      `,
      errors: [
        { messageId: "said", line: 14, suggestions: [
            { messageId: "readAgain", output: code`
              import { createClient } from "./client.js";
              export class Sender {
                isReady = false;
                client = createClient();
                constructor() {
                  this.client.on("open", () => {
                    this.isReady = true;
                  });
                }
                async deliver(text) {
                  if (!this.isReady) {
                    this.client.connect();
                    for (const deadline = Date.now() + 30_000; !this.isReady; ) {
                      if (Date.now() > deadline) throw new Error("this.isReady is still false");
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  }
                  this.client.send(text);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a field that nobody else sets",
      filename: "file.js",
      code: code`
        import { createClient } from "./client.js";
        export class Sender {
          isReady = false;
          client = createClient();
          async deliver(text) {
            if (!this.isReady) {
              this.client.connect();
              // wait for the connection to open
              await sleep(1000);
            }
            this.client.send(text);
          }
        }
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [] },
      ],
    },
    {
      name: "a field that the function sets itself behind the sleep",
      filename: "file.js",
      code: code`
        import { createClient } from "./client.js";
        const client = createClient();
        export async function publish(text) {
          if (!client.connected) {
            client.connect();
            await sleep(1000);
          }
          client.connected = true;
          client.send(text);
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a state that is compared with a text: the compiler would not compare it again",
      filename: "file.ts",
      code: code`
        import { createClient } from "./client.js";
        const client = createClient();
        export async function publish(text: string) {
          if (client.state !== "open") {
            client.connect();
            await sleep(1000);
          }
          client.send(text);
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a member that says something else",
      filename: "file.js",
      code: code`
        import { createClient } from "./client.js";
        const client = createClient();
        export async function publish(text) {
          if (!client.closed) {
            client.connect();
            await sleep(1000);
          }
          client.send(text);
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "one of two reasons is enough",
      filename: "file.js",
      code: code`
        import { createClient } from "./client.js";
        const client = createClient();
        export async function publish(text, isForced) {
          if (isForced || !client.connected) {
            client.connect();
            await sleep(1000);
          }
          client.send(text);
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "something is done behind the sleep in the branch",
      filename: "file.js",
      code: code`
        import { createClient } from "./client.js";
        const client = createClient();
        export async function publish(text) {
          if (!client.connected) {
            client.connect();
            await sleep(1000);
            client.login();
          }
          client.send(text);
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [] },
      ],
    },
  ],
});
