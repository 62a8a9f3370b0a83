import { expect, it } from "vitest";
import { findingsOf, runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

runTable("no-late-listener", [
  {
    name: "a bridge whose other side only looks whether it may send",
    id: "lostMeanwhile",
    file: "file.js",
    code: code`
      import { WebSocketServer } from "ws";
      import { dial } from "./upstream.js";

      new WebSocketServer({ port: 9001 }).on("connection", async (socket) => {
        const upstream = await dial();
        upstream.on("data", (data) => {
          if (socket.readyState === socket.OPEN) socket.send(data);
        });
        socket.on("message", (data) => upstream.write(data)); //!!
      });
    `,
    silent: {
      "it looks whether the socket is still there": [["  upstream.on(", "  if (socket.readyState !== socket.OPEN) return;\n  upstream.on("]],
      "it looks at that in a function that it calls": [["  upstream.on(", "  const isGone = () => socket.readyState !== socket.OPEN;\n  if (isGone()) return;\n  upstream.on("]],
      "the listener stands first": [["const upstream = await dial();", 'const upstream = dial();\n  socket.on("message", async (data) => (await upstream).write(data));\n  await upstream;'], ['socket.on("message", (data) => upstream.write(data));', ""]],
    },
  },
  {
    name: "a greeting that is sent where the socket is open",
    id: "lostMeanwhile",
    file: "file.js",
    code: code`
      import { WebSocketServer } from "ws";
      import { load } from "./rooms.js";

      new WebSocketServer({ port: 9001 }).on("connection", async (socket) => {
        const room = await load();
        const send = (data) => {
          if (socket.readyState !== socket.OPEN) return;
          socket.send(data);
        };
        send(room.name);
        if (socket.readyState === socket.OPEN) socket.send("welcome");
        socket.on("close", () => room.leave()); //!!
      });
    `,
    silent: {
      "where it is not, the code goes": [['socket.send("welcome");', 'socket.send("welcome");\n  else return;']],
    },
  },
]);

const guarded = (caught: string) => code`
  import { WebSocketServer } from "ws";
  import { queue } from "./queue.js";

  new WebSocketServer({ port: 9001 }).on("connection", async (socket, request) => {
    try {
      for (const message of await queue.read(request.url)) socket.send(message);
    } catch (error) {
      ${caught}
    }
    socket.on("close", () => queue.forget(request.url));
  });
`;

it("time has passed where what was awaited has failed as well", () => {
  expect(findingsOf("no-late-listener", guarded("console.error(error);"), "file.js", "certain").map(({ messageId, line }) => `${messageId} ${line}`)).toEqual(["lostMeanwhile 10"]);
});

it("it has not where only some ways have awaited anything", () => {
  const program = guarded("console.error(error);").replace("  try {", "  if (request.url) try {");
  expect(findingsOf("no-late-listener", program, "file.js", "certain")).toEqual([]);
  expect(findingsOf("no-late-listener", program, "file.js").map(({ messageId }) => messageId)).toEqual(["mayBeLost"]);
});
