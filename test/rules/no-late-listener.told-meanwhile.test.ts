import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: what the other side is told meanwhile, and what is piped", rule, {
  valid: [
    {
      name: "events that are registered before somebody is told",
      filename: "file.js",
      code: code`
        import { Server } from "socket.io";
        import { sendInfo, logIn } from "./accounts.js";
        new Server(3000).on("connection", async (socket) => {
          socket.on("login", (data, answer) => logIn(data).then(answer));
          await sendInfo((info) => socket.emit("info", info));
        });
      `,
    },
    {
      name: "a question to the other side that is waited for",
      filename: "file.js",
      code: code`
        import { Server } from "socket.io";
        import { until, logIn } from "./accounts.js";
        new Server(3000).on("connection", async (socket) => {
          await until((done) => socket.emit("hello", () => done()));
          socket.on("login", (data, answer) => logIn(data).then(answer));
        });
      `,
    },
    {
      name: "a message that is on its way when the promise settles",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        new WebSocketServer({ port: 8080 }).on("connection", async (socket) => {
          await new Promise((resolve) => socket.send("hello", resolve));
          socket.on("message", (data) => console.log(String(data).length));
        });
      `,
    },
    {
      name: "a file that is made in the turn of its pipe and its listener",
      filename: "file.js",
      code: code`
        import { createWriteStream } from "node:fs";
        export async function save(drive, id, path) {
          const { data } = await drive.get(id);
          const file = createWriteStream(path);
          data.pipe(file);
          await new Promise((resolve, reject) => {
            file.on("error", reject);
            file.on("finish", resolve);
          });
        }
      `,
    },
    {
      name: "a socket that each attempt makes anew, and pipes in its turn",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import net from "node:net";
        import { sleep } from "./sleep";
        async function connect(port: number): Promise<net.Socket> {
          return new Promise((resolve, reject) => {
            const target = net.connect(port);
            target.once("error", reject);
            target.once("connect", () => resolve(target));
          });
        }
        export async function join(socket: net.Socket, port: number) {
          for (let i = 0; i < 10; i++) {
            try {
              const target = await connect(port);
              socket.pipe(target).pipe(socket);
              target.on("error", () => socket.destroy());
              target.on("close", () => socket.destroy());
              return;
            } catch {
              await sleep(500);
            }
          }
        }
      `,
    },
    {
      name: "a file that is given to somebody who may listen",
      filename: "file.js",
      code: code`
        import { createWriteStream } from "node:fs";
        export async function save(drive, id, path) {
          const file = createWriteStream(path);
          drive.saveTo(file);
          await drive.get(id);
          file.on("error", (error) => console.error(error.message));
        }
      `,
    },
  ],
  invalid: [
    {
      name: "events that are registered after somebody is told",
      filename: "file.js",
      code: code`
        import { Server } from "socket.io";
        import { sendInfo, logIn } from "./accounts.js";
        new Server(3000).on("connection", async (socket) => {
          await sendInfo((info) => socket.emit("info", info));
          socket.on("login", (data, answer) => logIn(data).then(answer));
        });
      `,
      errors: [{ messageId: "lostMeanwhile", line: 5 }],
    },
    {
      name: "a close that is listened for after all has been sent",
      filename: "file.js",
      code: code`
        import { WebSocketServer } from "ws";
        import { history, leave } from "./room.js";
        new WebSocketServer({ port: 8080 }).on("connection", async (socket) => {
          await history((line) => socket.send(line));
          socket.on("close", () => leave(socket));
        });
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 5, suggestions: [
            { messageId: "attachFirst", output: code`
              import { WebSocketServer } from "ws";
              import { history, leave } from "./room.js";
              new WebSocketServer({ port: 8080 }).on("connection", async (socket) => {
                socket.on("close", () => leave(socket));
                await history((line) => socket.send(line));
              });
            ` },
            { messageId: "rememberMeanwhile", output: code`
              import { WebSocketServer } from "ws";
              import { history, leave } from "./room.js";
              new WebSocketServer({ port: 8080 }).on("connection", async (socket) => {
                let hasClosed = false;
                socket.once("close", () => {
                  hasClosed = true;
                });
                await history((line) => socket.send(line));
                const onClose = () => leave(socket);
                socket.on("close", onClose);
                if (hasClosed) onClose();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a file that is made, and piped into when the answer is there",
      filename: "file.js",
      code: code`
        import { createWriteStream } from "node:fs";
        export async function save(drive, id, path) {
          const file = createWriteStream(path);
          const { data } = await drive.get(id);
          data.pipe(file);
          await new Promise((resolve, reject) => {
            file.on("error", reject);
            file.on("finish", resolve);
          });
        }
      `,
      errors: [
        { messageId: "thrownMeanwhile", line: 7, suggestions: [
            { messageId: "waitFirst", output: code`
              import { createWriteStream } from "node:fs";
              export async function save(drive, id, path) {
                const file = createWriteStream(path);
                const error = new Promise((resolve, reject) => {
                  file.on("error", reject);
                  file.on("finish", resolve);
                });
                error.catch(() => {});
                const { data } = await drive.get(id);
                data.pipe(file);
                await error;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a wait that pipes too: that must not come earlier",
      filename: "file.js",
      code: code`
        import { createWriteStream } from "node:fs";
        export async function save(source, prepare, path) {
          const file = createWriteStream(path);
          await prepare(path);
          await new Promise((resolve, reject) => {
            source.pipe(file);
            file.on("error", reject);
            file.on("finish", resolve);
          });
        }
      `,
      errors: [
        { messageId: "thrownMeanwhile", line: 7, suggestions: [
            { messageId: "makeLater", output: code`
              import { createWriteStream } from "node:fs";
              export async function save(source, prepare, path) {
                await prepare(path);
                const file = createWriteStream(path);
                await new Promise((resolve, reject) => {
                  source.pipe(file);
                  file.on("error", reject);
                  file.on("finish", resolve);
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a helper that ends what is piped before it waits",
      filename: "file.js",
      code: code`
        import { createWriteStream } from "node:fs";
        async function written(archive, file) {
          archive.pipe(file);
          archive.finalize();
          return new Promise((resolve, reject) => {
            file.on("error", reject);
            file.on("finish", resolve);
          });
        }
        export async function pack(archive, list, path) {
          const file = createWriteStream(path);
          archive.directory(await list());
          await written(archive, file);
        }
      `,
      errors: [
        { messageId: "thrownMeanwhile", line: 13, suggestions: [
            { messageId: "makeLater", output: code`
              import { createWriteStream } from "node:fs";
              async function written(archive, file) {
                archive.pipe(file);
                archive.finalize();
                return new Promise((resolve, reject) => {
                  file.on("error", reject);
                  file.on("finish", resolve);
                });
              }
              export async function pack(archive, list, path) {
                archive.directory(await list());
                const file = createWriteStream(path);
                await written(archive, file);
              }
            ` },
          ] },
      ],
    },
  ],
});
