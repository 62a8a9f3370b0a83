import rule from "../../rules/no-early-message.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-message", rule, {
  valid: [
    {
      name: "the handler is attached behind the check",
      filename: "tracker.js",
      options: [{ report: "potential" }],
      code: code`
        const { WebSocketServer } = require("ws");
        const { authenticate } = require("./auth");
        const { save } = require("./location");

        exports.attach = (server) => {
          const wss = new WebSocketServer({ server });
          wss.on("connection", async (ws, req) => {
            try {
              ws.user = await authenticate(req);
              ws.on("message", (raw) => save(ws.user, raw));
            } catch (error) {
              ws.close(4001, "authentication failed");
            }
          });
        };
      `,
    },
  ],
  invalid: [
    {
      name: "a check in a try at the end, whose catch closes",
      filename: "tracker.js",
      options: [{ report: "potential" }],
      code: code`
        const { WebSocketServer } = require("ws");
        const { authenticate } = require("./auth");
        const { save } = require("./location");

        exports.attach = (server) => {
          const wss = new WebSocketServer({ server });
          wss.on("connection", async (ws, req) => {
            ws.on("message", (raw) => save(ws.user, raw));
            try {
              const user = await authenticate(req);
              ws.user = user.id;
            } catch (error) {
              ws.close(4001, "authentication failed"); // the client shows this
            }
          });
        };
      `,
      errors: [
        { messageId: "beforeChecked", line: 8, suggestions: [
            { messageId: "holdBack", output: code`
              const { WebSocketServer } = require("ws");
              const { authenticate } = require("./auth");
              const { save } = require("./location");

              exports.attach = (server) => {
                const wss = new WebSocketServer({ server });
                wss.on("connection", async (ws, req) => {
                  let isReady = false;
                  const early = [];
                  ws.on("message", (raw) => {
                    const handle = () => save(ws.user, raw);
                    if (isReady) handle();
                    else if (early.length < 100) early.push(handle);
                    else ws.close(1013);
                  });
                  try {
                    const user = await authenticate(req);
                    ws.user = user.id;
                  } catch (error) {
                    ws.close(4001, "authentication failed"); // the client shows this
                    return;
                  }
                  isReady = true;
                  for (const handle of early) handle();
                });
              };
            ` },
          ] },
      ],
    },
    {
      name: "the same on one line, without a remark",
      filename: "tracker.js",
      options: [{ report: "potential" }],
      code: code`
        const { WebSocketServer } = require("ws");
        const { authenticate } = require("./auth");
        const { save } = require("./location");

        exports.attach = (server) => {
          const wss = new WebSocketServer({ server });
          wss.on("connection", async (ws, req) => {
            ws.on("message", (raw) => save(ws.user, raw));
            try {
              ws.user = await authenticate(req);
            } catch { ws.close(4001, "authentication failed"); }
          });
        };
      `,
      errors: [
        { messageId: "beforeChecked", line: 8, suggestions: [
            { messageId: "holdBack", output: code`
              const { WebSocketServer } = require("ws");
              const { authenticate } = require("./auth");
              const { save } = require("./location");

              exports.attach = (server) => {
                const wss = new WebSocketServer({ server });
                wss.on("connection", async (ws, req) => {
                  let isReady = false;
                  const early = [];
                  ws.on("message", (raw) => {
                    const handle = () => save(ws.user, raw);
                    if (isReady) handle();
                    else if (early.length < 100) early.push(handle);
                    else ws.close(1013);
                  });
                  try {
                    ws.user = await authenticate(req);
                  } catch { ws.close(4001, "authentication failed"); return; }
                  isReady = true;
                  for (const handle of early) handle();
                });
              };
            ` },
          ] },
      ],
    },
    {
      name: "something is done behind the try whichever way it ends",
      filename: "tracker.js",
      options: [{ report: "potential" }],
      code: code`
        const { WebSocketServer } = require("ws");
        const { authenticate } = require("./auth");
        const { save, count } = require("./location");

        exports.attach = (server) => {
          const wss = new WebSocketServer({ server });
          wss.on("connection", async (ws, req) => {
            ws.on("message", (raw) => save(ws.user, raw));
            try {
              ws.user = await authenticate(req);
            } catch (error) {
              ws.close(4001, "authentication failed");
            }
            count(wss.clients.size);
          });
        };
      `,
      errors: [
        { messageId: "beforeChecked", line: 8 },
      ],
    },
  ],
});

