import rule from "../../rules/no-competing-startup.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-competing-startup: fields that are filled behind a flag", rule, {
  valid: [
    {
      name: "the field has a value from the beginning",
      filename: "file.ts",
      code: code`
        import { connect, type Channel } from "./broker";

        export class Broker {
          private hasChannel = false;
          private channel: Channel | string = "default";

          async getChannel() {
            const connection = await connect();
            if (!this.hasChannel) {
              this.hasChannel = true;
              this.channel = await connection.createChannel();
            }
            return this.channel;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the flag is set back: others are given what was there before",
      filename: "file.ts",
      code: code`
        import { connect, type Channel } from "./broker";

        export class Broker {
          private renewing = false;
          private channel?: Channel;

          async getChannel() {
            const connection = await connect();
            if (!this.renewing) {
              this.renewing = true;
              this.channel = await connection.createChannel();
              this.renewing = false;
            }
            return this.channel;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the flag is set when the field is filled",
      filename: "file.ts",
      code: code`
        import { connect, type Channel } from "./broker";

        export class Broker {
          private hasChannel = false;
          private channel?: Channel;

          async getChannel() {
            const connection = await connect();
            if (!this.hasChannel) {
              this.channel = connection.createChannel();
              this.hasChannel = true;
            }
            return this.channel;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the promise is kept instead",
      filename: "file.ts",
      code: code`
        import { connect, type Channel } from "./broker";

        export class Broker {
          private hasChannel = false;
          private channel?: Promise<Channel>;

          async getChannel() {
            const connection = await connect();
            if (!this.hasChannel) {
              this.hasChannel = true;
              this.channel = connection.createChannel();
            }
            return this.channel;
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a field is filled behind its flag, and given to whoever calls meanwhile",
      filename: "file.ts",
      code: code`
        import { connect, type Channel } from "./broker";

        export class Broker {
          private hasChannel = false;
          private channel?: Channel;

          async getChannel() {
            const connection = await connect();
            if (!this.hasChannel) {
              this.hasChannel = true;
              this.channel = await connection.createChannel();
            }
            return this.channel;
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "returnsEarly", line: 9, suggestions: [
            { messageId: "sharePromise", output: code`
              import { connect, type Channel } from "./broker";

              export class Broker {
                private hasChannel = false;
                private channel?: Channel;

                private startup: Promise<void> | undefined;

                async getChannel() {
                  const connection = await connect();
                  await (this.startup ??= (async () => {
                    if (!this.hasChannel) {
                      this.hasChannel = true;
                      this.channel = await connection.createChannel();
                    }
                  })().catch((error: unknown) => {
                    this.hasChannel = false;
                    throw error;
                  }).finally(() => {
                    this.startup = undefined;
                  }));
                  return this.channel;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "the flag is set back where the field could not be filled",
      filename: "file.ts",
      code: code`
        import { connect, type Channel } from "./broker";

        export class Broker {
          private hasChannel = false;
          private channel?: Channel;

          async getChannel() {
            const connection = await connect();
            if (!this.hasChannel) {
              this.hasChannel = true;
              try {
                this.channel = await connection.createChannel();
              } catch (error) {
                this.hasChannel = false;
                throw error;
              }
            }
            return this.channel;
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "returnsEarly", line: 9, suggestions: [
            { messageId: "sharePromise", output: code`
              import { connect, type Channel } from "./broker";

              export class Broker {
                private hasChannel = false;
                private channel?: Channel;

                private startup: Promise<void> | undefined;

                async getChannel() {
                  const connection = await connect();
                  await (this.startup ??= (async () => {
                    if (!this.hasChannel) {
                      this.hasChannel = true;
                      try {
                        this.channel = await connection.createChannel();
                      } catch (error) {
                        this.hasChannel = false;
                        throw error;
                      }
                    }
                  })().finally(() => {
                    this.startup = undefined;
                  }));
                  return this.channel;
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
