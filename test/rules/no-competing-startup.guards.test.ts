import rule from "../../rules/no-competing-startup.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-competing-startup: guards and records that say something else", rule, {
  valid: [
    {
      name: "the guard is set before anything is awaited",
      filename: "a.ts",
      code: code`
        import { openStream, requestConfig } from "./admin";

        export class Client {
          private config: unknown;
          private stream: { end(): void } | undefined;
          private started = false;

          async start() {
            if (this.started) throw new Error("already started");
            this.started = true;
            const config = await requestConfig();
            this.stream = await openStream(config);
            this.config = config;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "nothing is started on the way to what was read",
      filename: "a.ts",
      code: code`
        import { requestConfig, requestKeys } from "./admin";

        export class Client {
          private config: unknown;
          private keys: unknown;

          async start() {
            if (this.config) throw new Error("already started");
            const config = await requestConfig();
            this.keys = await requestKeys(config);
            this.config = config;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what was started before is ended first",
      filename: "a.ts",
      code: code`
        import { openServerStream, requestConfig } from "./admin";

        export class Client {
          private config: unknown;
          private stream: { end(): void } | undefined;

          async start() {
            if (this.config) throw new Error("already started");
            const config = await requestConfig();
            this.stream?.end();
            this.stream = await openServerStream(config);
            this.config = config;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a record of what is loaded is made when it is loaded",
      filename: "a.ts",
      code: code`
        export class Initiator {
          private readonly initRecords = new WeakMap<object, boolean>();

          constructor(private readonly create: (part: unknown) => Promise<void>) {}

          async init(target: { parts: unknown[] }) {
            await Promise.all(target.parts.map((part) => this.create(part)));
            this.initRecords.set(target, true);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the guard is what was read, and is set when a stream has been opened",
      filename: "a.ts",
      code: code`
        import { openServerStream, requestConfig } from "./admin";

        export class Client {
          private config: unknown;
          private stream: { end(): void } | undefined;

          async start() {
            if (this.config) throw new Error("already started");
            const config = await requestConfig();
            this.stream = await openServerStream(config);
            this.config = config;
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeStartedTwice", line: 11, suggestions: [
            { messageId: "takeTurns", output: code`
              import { openServerStream, requestConfig } from "./admin";

              export class Client {
                private config: unknown;
                private stream: { end(): void } | undefined;

                async start() {
                  while (this.startup) await this.startup.catch(() => {});
                  this.startup = this.startOnce().finally(() => {
                    this.startup = undefined;
                  });
                  return this.startup;
                }

                private startup: Promise<void> | undefined;

                private async startOnce() {
                  if (this.config) throw new Error("already started");
                  const config = await requestConfig();
                  this.stream = await openServerStream(config);
                  this.config = config;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "a record says that something is initialised before it is",
      filename: "a.ts",
      code: code`
        export class Initiator {
          private readonly initRecords = new WeakMap<object, boolean>();

          constructor(private readonly create: (part: unknown) => Promise<void>) {}

          async init(target: { parts: unknown[] }) {
            if (this.initRecords.get(target) === true) return;
            this.initRecords.set(target, true);
            await Promise.all(target.parts.map((part) => this.create(part)));
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "returnsEarly", line: 7, suggestions: [
            { messageId: "takeTurns", output: code`
              export class Initiator {
                private readonly initRecords = new WeakMap<object, boolean>();

                constructor(private readonly create: (part: unknown) => Promise<void>) {}

                async init(target: { parts: unknown[] }) {
                  while (this.startups.has(target)) await this.startups.get(target)?.catch(() => {});
                  const startup = this.initOnce(target).finally(() => this.startups.delete(target));
                  this.startups.set(target, startup);
                  return startup;
                }

                private readonly startups = new Map<{ parts: unknown[] }, Promise<void>>();

                private async initOnce(target: { parts: unknown[] }) {
                  if (this.initRecords.get(target) === true) return;
                  this.initRecords.set(target, true);
                  await Promise.all(target.parts.map((part) => this.create(part)));
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
