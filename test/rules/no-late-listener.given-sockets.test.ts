import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: errors of a socket that is given", rule, {
  valid: [
    {
      name: "its errors are listened for at once",
      filename: "file.js",
      code: code`
        export async function upgrade(client, t, completed) {
          const { socket } = await client.upgrade({ path: "/", protocol: "websocket" });
          socket.on("error", () => {});
          t.ok(socket.readable);
          await completed;
          socket.end();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is awaited in between is about the socket",
      filename: "file.js",
      code: code`
        export async function upgrade(client, greeting) {
          const { socket } = await client.upgrade({ path: "/", protocol: "websocket" });
          await greeting(socket);
          socket.on("error", () => {});
          socket.end();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a socket that a function of the file makes, which may listen itself",
      filename: "file.js",
      code: code`
        import { open } from "./open.js";

        async function connect(port) {
          const opened = await open(port);
          opened.on("error", () => {});
          return opened;
        }

        export async function run(port, completed) {
          const socket = await connect(port);
          await completed;
          socket.on("error", () => {});
          socket.end();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a socket of the platform throws nothing",
      filename: "a.js",
      code: code`
        export async function open(client) {
          const { socket } = await client.upgrade("/feed");
          await client.register();
          socket.addEventListener("error", (error) => client.fail(error));
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a socket that an answer brings, whose errors are listened for behind another wait",
      filename: "file.js",
      code: code`
        export async function upgrade(client, t, completed) {
          const { socket } = await client.upgrade({ path: "/", protocol: "websocket" });
          t.ok(socket.readable);
          await completed;
          socket.on("error", () => {});
          socket.end();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayBeLost", line: 5, suggestions: [
            { messageId: "attachFirst", output: code`
              export async function upgrade(client, t, completed) {
                const { socket } = await client.upgrade({ path: "/", protocol: "websocket" });
                t.ok(socket.readable);
                socket.on("error", () => {});
                await completed;
                socket.end();
              }
            ` },
          ] },
      ],
    },
    {
      name: "an error of an emitter is thrown",
      filename: "a.js",
      code: code`
        export async function open(client) {
          const { socket } = await client.upgrade("/feed");
          await client.register();
          socket.on("error", (error) => client.fail(error));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayBeLost", line: 4 },
      ],
    },
  ],
});
