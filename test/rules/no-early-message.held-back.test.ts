import { describe, expect, it } from "vitest";
import { findingsOf } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

const rule = "no-early-message";

const checked = code`
  import { WebSocketServer } from "ws";
  const wss = new WebSocketServer({ port: 8080 });
  wss.on("connection", (ws, request) => {
    checkTicket(request.url).catch(() => ws.close(4403));
    ws.on("message", (data) => {
      publish(ws, data);
    });
  });
`;

const chat = code`
  import { Server } from "socket.io";
  const io = new Server(3000);
  const names = new Map();
  io.on("connection", async (socket) => {
    socket.on("say", (text) => io.emit("said", names.get(socket.id), text));
    names.set(socket.id, await nameOf(socket));
  });
`;

function repairsOf(program: string): readonly string[] {
  return findingsOf(rule, program, "file.js").flatMap(({ suggestions = [] }) => suggestions.map(({ fix }) => program.slice(0, fix.range[0]) + fix.text + program.slice(fix.range[1])));
}

describe.each([
  {
    name: "a check that nobody waits for lets messages through when it has passed",
    before: checked,
    after: code`
      import { WebSocketServer } from "ws";
      const wss = new WebSocketServer({ port: 8080 });
      wss.on("connection", (ws, request) => {
        let isReady = false;
        const early = [];
        checkTicket(request.url).then(() => {
          isReady = true;
          for (const handle of early) handle();
        }, () => ws.close(4403));
        ws.on("message", (data) => {
          const handle = () => {
            publish(ws, data);
          };
          if (isReady) handle();
          else if (early.length < 100) early.push(handle);
          else ws.close(1013);
        });
      });
    `,
    never: {
      "what the check gives is looked at": [[".catch(() => ws.close(4403))", ".then((ok) => ok || ws.close(4403))"]],
      "the check's failure is handled elsewhere": [[".catch(() => ws.close(4403))", ".catch(refuse(() => ws.close(4403)))"]],
      "a comment stands where the code is put": [[".catch(() =>", ".catch(/* refused */ () =>"]],
      "a name is taken": [["publish(ws, data)", "publish(ws, data, early)"]],
    },
  },
  {
    name: "the connection of a peer of Socket.IO, which the file closes nowhere",
    before: chat,
    after: code`
      import { Server } from "socket.io";
      const io = new Server(3000);
      const names = new Map();
      io.on("connection", async (socket) => {
        let isReady = false;
        const early = [];
        socket.on("say", (text) => {
          const handle = () => io.emit("said", names.get(socket.id), text);
          if (isReady) handle();
          else if (early.length < 100) early.push(handle);
          else socket.disconnect();
        });
        names.set(socket.id, await nameOf(socket));
        isReady = true;
        for (const handle of early) handle();
      });
    `,
    never: {
      "the server is of another kind": [['import { Server } from "socket.io"', 'import { Server } from "./chat.js"']],
      "it is not what the listener gets": [["socket.on(", "socket.room.on("]],
    },
  },
])("$name", ({ before, after, never }) => {
  it("is what the suggestion makes of it, and nothing is reported then", () => {
    expect(repairsOf(before)).toEqual([after]);
    expect(findingsOf(rule, after, "file.js")).toEqual([]);
  });

  it.each(Object.entries(never))("is not offered where %s", (_why, edits) => {
    let program = before;
    for (const [from, to] of edits) {
      expect(program, "what is replaced").toContain(from);
      program = program.replace(from!, () => to!);
    }
    expect(repairsOf(program)).toEqual([]);
  });
});
