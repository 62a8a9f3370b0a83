import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop", rule, {
  valid: [
    {
      name: "the values of a Map are gone through before it is cleared",
      filename: "port.ts",
      code: code`
        export class Port {
          private readonly pending = new Map<number, { ok: (value: string) => void; fail: (error: Error) => void }>();

          answer(id: number, value: string) {
            this.pending.get(id)?.ok(value);
            this.pending.delete(id);
          }

          private failPending(error: Error) {
            for (const waiter of this.pending.values()) waiter.fail(error);
            this.pending.clear();
          }

          run(id: number): Promise<string> {
            this.child.on("exit", () => this.failPending(new Error("exited")));
            return new Promise((ok, fail) => {
              this.pending.set(id, { ok, fail });
            });
          }
        }
      `,
    },
    {
      name: "the values of an object are asked of Object before it is emptied",
      filename: "port.ts",
      code: code`
        export class Port {
          private pending: Record<number, { ok: (value: string) => void; fail: (error: Error) => void }> = {};

          answer(id: number, value: string) {
            this.pending[id]?.ok(value);
            delete this.pending[id];
          }

          close(error: Error) {
            for (const waiter of Object.values(this.pending)) waiter.fail(error);
            this.pending = {};
          }

          run(id: number): Promise<string> {
            return new Promise((ok, fail) => {
              this.pending[id] = { ok, fail };
            });
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "the values of a Map are asked of Object, which has none, before it is cleared",
      filename: "port.ts",
      code: code`
        export class Port {
          private readonly pending = new Map<number, { ok: (value: string) => void; fail: (error: Error) => void }>();

          answer(id: number, value: string) {
            this.pending.get(id)?.ok(value);
            this.pending.delete(id);
          }

          private failPending(error: Error) {
            for (const waiter of Object.values(this.pending)) waiter.fail(error);
            this.pending.clear();
          }

          run(id: number): Promise<string> {
            this.child.on("exit", () => this.failPending(new Error("exited")));
            return new Promise((ok, fail) => {
              this.pending.set(id, { ok, fail });
            });
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 11, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Port {
                private readonly pending = new Map<number, { ok: (value: string) => void; fail: (error: Error) => void }>();

                answer(id: number, value: string) {
                  this.pending.get(id)?.ok(value);
                  this.pending.delete(id);
                }

                private failPending(error: Error) {
                  for (const waiter of this.pending.values()) waiter.fail(error);
                  this.pending.clear();
                }

                run(id: number): Promise<string> {
                  this.child.on("exit", () => this.failPending(new Error("exited")));
                  return new Promise((ok, fail) => {
                    this.pending.set(id, { ok, fail });
                  });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the entries of a Map are asked of Object, which has none, before it is cleared",
      filename: "port.ts",
      code: code`
        export class Port {
          private readonly pending = new Map<number, { resolve: (value: string) => void; reject: (error: Error) => void }>();

          answer(id: number, value: string) {
            this.pending.get(id)?.resolve(value);
            this.pending.delete(id);
          }

          close() {
            for (const [, waiter] of Object.entries(this.pending)) waiter.reject(new Error("closed"));
            this.pending.clear();
          }

          run(id: number): Promise<string> {
            return new Promise((resolve, reject) => {
              this.pending.set(id, { resolve, reject });
            });
          }
        }
      `,
      errors: [
        { messageId: "droppedAtEnd", line: 11, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Port {
                private readonly pending = new Map<number, { resolve: (value: string) => void; reject: (error: Error) => void }>();

                answer(id: number, value: string) {
                  this.pending.get(id)?.resolve(value);
                  this.pending.delete(id);
                }

                close() {
                  for (const [, waiter] of Object.entries(this.pending)) waiter.reject(new Error("closed"));
                  for (const { reject } of this.pending.values()) reject(new Error("closed before there was an answer"));
                  this.pending.clear();
                }

                run(id: number): Promise<string> {
                  return new Promise((resolve, reject) => {
                    this.pending.set(id, { resolve, reject });
                  });
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
