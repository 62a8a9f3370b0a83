import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: what a socket is sent while its connection is handled", rule, {
  valid: [
    {
      name: "it is listened to first",
      filename: "file.js",
      code: code`
        import { sendInfo } from "./client.js";
        import { login } from "./auth.js";
        import { getServer } from "./server.js";

        const { io } = getServer();
        io.on("connection", async (socket) => {
          socket.on("login", async (data, callback) => {
            callback(await login(data.name, data.password));
          });
          await sendInfo(socket, true);
          if (!io.isSetUp) socket.emit("setup");
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is told does not take time",
      filename: "file.js",
      code: code`
        import { sendInfo } from "./client.js";
        import { login } from "./auth.js";
        import { getServer } from "./server.js";

        const { io } = getServer();
        io.on("connection", async (socket) => {
          void sendInfo(socket, true);
          socket.on("login", async (data, callback) => {
            callback(await login(data.name, data.password));
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "who gets the socket may listen to it",
      filename: "file.js",
      code: code`
        import { admit } from "./client.js";
        import { login } from "./auth.js";
        import { getServer } from "./server.js";

        const { io } = getServer();
        io.on("connection", async (socket) => {
          await admit(socket);
          socket.on("login", async (data, callback) => {
            callback(await login(data.name, data.password));
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an answer to what is sent may be waited for, and listened to there",
      filename: "file.js",
      code: code`
        import { sendChallenge } from "./client.js";
        import { login } from "./auth.js";
        import { getServer } from "./server.js";

        const { io } = getServer();
        io.on("connection", async (socket) => {
          await sendChallenge(socket);
          socket.on("login", async (data, callback) => {
            callback(await login(data.name, data.password));
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is given back is an answer, too",
      filename: "file.js",
      code: code`
        import { sendInfo } from "./client.js";
        import { login } from "./auth.js";
        import { getServer } from "./server.js";

        const { io } = getServer();
        io.on("connection", async (socket) => {
          const version = await sendInfo(socket);
          socket.on("login", async (data, callback) => {
            callback(await login(version, data.name, data.password));
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "sockets of no known kind: only potential",
      filename: "file.js",
      code: code`
        import { sendInfo } from "./client.js";
        import { getServer } from "./server.js";

        const { hub } = getServer();
        hub.on("connection", async (socket) => {
          await sendInfo(socket);
          socket.on("login", (name) => {
            socket.name = name;
          });
        });
      `,
    },
    {
      name: "what a socket reads is kept, and a ping comes again",
      filename: "file.js",
      code: code`
        import { load } from "./rooms.js";
        import { getServer } from "./server.js";

        const { hub } = getServer();
        hub.on("connection", async (socket) => {
          const room = await load();
          socket.on("data", (data) => room.add(data));
          socket.on("ping", () => room.touch());
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "what a socket is sent by any name, while it is told something",
      filename: "file.js",
      code: code`
        import { sendInfo } from "./client.js";
        import { login } from "./auth.js";
        import { getServer } from "./server.js";

        const { io } = getServer();
        io.on("connection", async (socket) => {
          await sendInfo(socket, true);
          if (!io.isSetUp) socket.emit("setup");

          socket.on("login", async (data, callback) => {
            callback(await login(data.name, data.password));
          });
        });
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 10, suggestions: [
            { messageId: "attachFirst", output: code`
              import { sendInfo } from "./client.js";
              import { login } from "./auth.js";
              import { getServer } from "./server.js";

              const { io } = getServer();
              io.on("connection", async (socket) => {
                socket.on("login", async (data, callback) => {
                  callback(await login(data.name, data.password));
                });
                await sendInfo(socket, true);
                if (!io.isSetUp) socket.emit("setup");
              });
            ` },
          ] },
      ],
    },
    {
      name: "nobody is let in before somebody is told that it is late",
      filename: "file.js",
      code: code`
        import { sendState } from "./client.js";
        import { getServer } from "./server.js";

        const { io } = getServer();
        io.on("connection", async (socket) => {
          await sendState(socket);
          if (io.isFull) return;
          socket.on("join", (room) => {
            socket.join(room);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayBeLost", line: 8 },
      ],
    },
    {
      name: "what is loaded is used by the handler",
      filename: "file.js",
      code: code`
        import { load } from "./rooms.js";
        import { getServer } from "./server.js";

        const { hub } = getServer();
        hub.on("connection", async (socket) => {
          const room = await load();
          socket.on("chat", (line) => {
            room.add(line);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayBeLost", line: 7, suggestions: [
            { messageId: "awaitInside", output: code`
              import { load } from "./rooms.js";
              import { getServer } from "./server.js";

              const { hub } = getServer();
              hub.on("connection", async (socket) => {
                const roomPromise = load();
                socket.on("chat", async (line) => {
                  const room = await roomPromise;
                  room.add(line);
                });
                const room = await roomPromise;
              });
            ` },
          ] },
      ],
    },
  ],
});
