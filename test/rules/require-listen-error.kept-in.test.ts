import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error: what a server is kept in", rule, {
  valid: [
    {
      name: "the same with a way for failure",
      filename: "file.ts",
      code: code`
        import express from "express";
        import type { Server } from "node:http";
        export class Runner {
          server: Server | null = null;
          start(port: number) {
            return new Promise<void>((resolve, reject) => {
              const server = (this.server = express().listen(port, () => {
                resolve();
              }));
              server.on("error", reject);
            });
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a server that goes to a member and a constant at once",
      filename: "file.ts",
      code: code`
        import express from "express";
        import type { Server } from "node:http";
        export class Runner {
          server: Server | null = null;
          start(port: number) {
            return new Promise<void>((resolve) => {
              const server = (this.server = express().listen(port, () => {
                resolve();
              }));
              server.on("connection", () => console.log("someone"));
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "neverTold", line: 7, suggestions: [
            { messageId: "rejectOnError", output: code`
              import express from "express";
              import type { Server } from "node:http";
              export class Runner {
                server: Server | null = null;
                start(port: number) {
                  return new Promise<void>((resolve, reject) => {
                    const server = (this.server = express().listen(port));
                    server.once("error", reject);
                    server.once("listening", () => {
                      server.off("error", reject);
                      resolve();
                    });
                    server.on("connection", () => console.log("someone"));
                  });
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
