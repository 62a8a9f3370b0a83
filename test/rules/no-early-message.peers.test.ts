import rule from "../../rules/no-early-message.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-message: which peers, and what lets them go on", rule, {
  valid: [
    {
      name: "the handler waits for the check",
      filename: "file.js",
      code: code`
        io.on("connection", (ws, request) => {
          const admitted = verifyTicket(request.url);
          admitted.catch(() => ws.close(4403));
          ws.on("message", (data) => {
            admitted.then(() => publish(ws, data), () => {});
          });
        });
      `,
    },
    {
      name: "what fails closes something else",
      filename: "file.js",
      code: code`
        io.on("connection", (ws, request) => {
          verifyTicket(request.url).catch(() => log.close());
          ws.on("message", (data) => {
            publish(ws, data);
          });
        });
      `,
    },
    {
      name: "what is done before is no check",
      filename: "file.js",
      code: code`
        io.on("connection", (ws, request) => {
          countVisitor(request.url).catch(() => ws.close(1011));
          ws.on("message", (data) => {
            publish(ws, data);
          });
        });
      `,
    },
    {
      name: "an event that tells of the connection itself",
      filename: "file.js",
      code: code`
        const names = new Map();
        io.on("connection", async (socket) => {
          socket.on("disconnect", () => {
            io.emit("left", names.get(socket.id));
          });
          const name = await directory.nameOf(socket.handshake.auth.token);
          names.set(socket.id, name);
        });
      `,
    },
    {
      name: "an event of something else",
      filename: "file.js",
      code: code`
        const names = new Map();
        io.on("connection", async (socket) => {
          panel.on("say", (text) => {
            io.emit("said", names.get(socket.id), text);
          });
          const name = await directory.nameOf(socket.handshake.auth.token);
          names.set(socket.id, name);
        });
      `,
    },
    {
      name: "the handler looks first",
      filename: "file.js",
      code: code`
        const names = new Map();
        io.on("connection", async (socket) => {
          socket.on("say", (text) => {
            if (names.has(socket.id)) io.emit("said", names.get(socket.id), text);
          });
          const name = await directory.nameOf(socket.handshake.auth.token);
          names.set(socket.id, name);
        });
      `,
    },
    {
      name: "a code that refuses",
      filename: "file.js",
      code: code`
        function login(write) {
          let wantsPassword = false;
          const reply = (code, text) => new Promise((resolve) => write(\`\${code} \${text}\`, resolve));
          async function onLine(line) {
            if (line.startsWith("USER")) {
              await reply(550, "no such user");
              wantsPassword = true;
              return;
            }
            if (!wantsPassword) return reply(503, "not yet");
          }
          return onLine;
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a check that nobody awaits stands before the handler",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        io.on("connection", (ws, request) => {
          verifyTicket(request.url).catch(() => ws.close(4403));
          ws.on("message", (data) => {
            publish(ws, data);
          });
        });
      `,
      errors: [
        { messageId: "beforeChecked", line: 3, suggestions: [
            { messageId: "holdBack", output: code`
              io.on("connection", (ws, request) => {
                let isReady = false;
                const early = [];
                verifyTicket(request.url).then(() => {
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
            ` },
          ] },
      ],
    },
    {
      name: "an event by any name of a peer that has connected",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const names = new Map();
        io.on("connection", async (socket) => {
          socket.on("say", (text) => {
            io.emit("said", names.get(socket.id), text);
          });
          const name = await directory.nameOf(socket.handshake.auth.token);
          names.set(socket.id, name);
        });
      `,
      errors: [
        { messageId: "beforeFilled", line: 3, suggestions: [] },
      ],
    },
    {
      name: "a code lets the peer go on",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        function login(write) {
          let wantsPassword = false;
          const reply = (code, text) => new Promise((resolve) => write(\`\${code} \${text}\`, resolve));
          async function onLine(line) {
            if (line.startsWith("USER")) {
              await reply(331, "and now the password");
              wantsPassword = true;
              return;
            }
            if (!wantsPassword) return reply(503, "not yet");
          }
          return onLine;
        }
      `,
      errors: [
        { messageId: "toldTooSoon", line: 7, suggestions: [
            { messageId: "setBeforeSend", output: code`
              function login(write) {
                let wantsPassword = false;
                const reply = (code, text) => new Promise((resolve) => write(\`\${code} \${text}\`, resolve));
                async function onLine(line) {
                  if (line.startsWith("USER")) {
                    wantsPassword = true;
                    await reply(331, "and now the password");
                    return;
                  }
                  if (!wantsPassword) return reply(503, "not yet");
                }
                return onLine;
              }
            ` },
          ] },
      ],
    },
  ],
});
