import rule from "../../rules/no-competing-startup.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-competing-startup: what is started where it is kept", rule, {
  valid: [
    {
      name: "the client is kept when it is connected",
      filename: "a.ts",
      code: code`
        import { Client, transport } from "./sdk.js";

        let client: Client | null = null;
        let connecting: Promise<Client> | undefined;

        async function connect() {
          const made = new Client();
          await made.connect(transport);
          return made;
        }

        export async function getClient(): Promise<Client> {
          client = await (connecting ??= connect());
          return client;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a client that is started by whoever asks for it",
      filename: "a.ts",
      code: code`
        import { Client } from "./sdk.js";

        let client: Client | null = null;

        export function getClient(): Client {
          if (!client) client = new Client();
          return client;
        }

        export async function search(text: string) {
          const found = getClient();
          await found.connect();
          return found.call(text);
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a client is kept before it is connected, in a function that only says that it gives one",
      filename: "a.ts",
      code: code`
        import { Client, transport } from "./sdk.js";

        let client: Client | null = null;

        async function getClient(): Promise<Client> {
          if (!client) {
            client = new Client();
            await client.connect(transport);
          }
          return client;
        }

        export async function search(text: string) {
          return (await getClient()).call(text);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeFirstAlone", line: 6, suggestions: [
            { messageId: "sharePromise", output: code`
              import { Client, transport } from "./sdk.js";

              let client: Client | null = null;

              function getClient(): Promise<Client> {
                startup ??= getClientOnce().catch((error: unknown) => {
                  client = null;
                  throw error;
                }).finally(() => {
                  startup = undefined;
                });
                return startup;
              }

              let startup: Promise<Client> | undefined;

              async function getClientOnce(): Promise<Client> {
                if (!client) {
                  client = new Client();
                  await client.connect(transport);
                }
                return client;
              }

              export async function search(text: string) {
                return (await getClient()).call(text);
              }
            ` },
          ] },
      ],
    },
  ],
});
