import rule from "../../rules/no-early-message.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-message: what is kept for the answer", rule, {
  valid: [
    {
      name: "the functions of the promise are kept, then the request is sent",
      filename: "a.ts",
      code: code`
        export class Rpc {
          private resolve?: (value: unknown) => void;

          constructor(private readonly connection: { send(bytes: Uint8Array): Promise<void> }) {}

          request(bytes: Uint8Array) {
            return new Promise((resolve, reject) => {
              this.resolve = resolve;
              this.connection.send(bytes).catch(reject);
            });
          }

          onMessage(message: { value: unknown }) {
            this.resolve?.(message.value);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is kept behind the send is for no message",
      filename: "a.ts",
      code: code`
        export class Uploads {
          private done?: (value: unknown) => void;

          constructor(private readonly connection: { send(bytes: Uint8Array): Promise<void> }) {}

          upload(bytes: Uint8Array) {
            return new Promise((resolve, reject) => {
              this.connection.send(bytes).then(() => {
                this.done = resolve;
              }).catch(reject);
            });
          }

          finish() {
            this.done?.(undefined);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the functions of a promise are kept when the request has been sent",
      filename: "a.ts",
      code: code`
        export class Rpc {
          private resolve?: (value: unknown) => void;
          private reject?: (error: Error) => void;

          constructor(private readonly connection: { send(bytes: Uint8Array): Promise<void> }) {}

          request(bytes: Uint8Array) {
            return new Promise((resolve, reject) => {
              this.connection.send(bytes)
                .then(() => {
                  this.resolve = resolve;
                  this.reject = reject;
                })
                .catch(reject);
            });
          }

          onMessage(message: { value: unknown }) {
            this.resolve?.(message.value);
          }

          onError(error: Error) {
            this.reject?.(error);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeToldTooSoon", line: 11, suggestions: [
            { messageId: "setBeforeSend", output: code`
              export class Rpc {
                private resolve?: (value: unknown) => void;
                private reject?: (error: Error) => void;

                constructor(private readonly connection: { send(bytes: Uint8Array): Promise<void> }) {}

                request(bytes: Uint8Array) {
                  return new Promise((resolve, reject) => {
                    this.resolve = resolve;
                    this.reject = reject;
                    this.connection.send(bytes)
                      .catch(reject);
                  });
                }

                onMessage(message: { value: unknown }) {
                  this.resolve?.(message.value);
                }

                onError(error: Error) {
                  this.reject?.(error);
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "an entry for the answer, behind the awaited send",
      filename: "a.js",
      code: code`
        export class Rpc {
          pending = new Map();

          request(id, frame) {
            return new Promise(async (resolve, reject) => {
              await this.socket.send(frame);
              this.pending.set(id, { resolve, reject });
            });
          }

          handleMessage({ id, value }) {
            this.pending.get(id)?.resolve(value);
            this.pending.delete(id);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeToldTooSoon", line: 7, suggestions: [
            { messageId: "setBeforeSend", output: code`
              export class Rpc {
                pending = new Map();

                request(id, frame) {
                  return new Promise(async (resolve, reject) => {
                    this.pending.set(id, { resolve, reject });
                    await this.socket.send(frame);
                  });
                }

                handleMessage({ id, value }) {
                  this.pending.get(id)?.resolve(value);
                  this.pending.delete(id);
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
