import { runTable } from "../lifecycle-table.js";
import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

runTable("no-late-listener", [
  {
    name: "a listener in the callback of a file that is read, which says nothing of errors",
    id: "lostMeanwhile",
    file: "file.js",
    code: code`
      const WebSocket = require("ws");
      const fs = require("fs");

      const server = new WebSocket.Server({ port: 8080 });
      server.on("connection", (socket) => {
        fs.readFile("./greeting.txt", () => {
          socket.on("message", (text) => answer(text)); //!!
        });
      });
    `,
    silent: {
      "the listener stands before it": [['fs.readFile("./greeting.txt", () => {\n    socket.on("message", (text) => answer(text)); \n  });', 'socket.on("message", (text) => answer(text));\n  fs.readFile("./greeting.txt", () => {});']],
      "it is called for every change of the file": [["fs.readFile", "fs.watch"]],
      "the function is no one of Node's": [['require("fs")', 'require("./files.js")']],
    },
  },
  {
    name: "a listener in the callback of a query",
    id: "lostMeanwhile",
    file: "file.js",
    code: code`
      import { WebSocketServer } from "ws";
      import { pool } from "./db.js";

      new WebSocketServer({ port: 8080 }).on("connection", (socket, request) => {
        pool.query("SELECT * FROM users WHERE token = $1", [request.headers.token], (error, users) => {
          if (error) return socket.close();
          socket.on("message", (text) => users.rows[0].say(text)); //!!
        });
      });
    `,
    silent: {
      "the callback is given back at once": [["pool.query(\"SELECT * FROM users WHERE token = $1\", [request.headers.token],", "verify(request.headers.token, process.env.SECRET,"], ['import { pool } from "./db.js";', 'import { verify } from "jsonwebtoken";']],
    },
  },
  {
    name: "a callback that is given back at once, but for a key that is asked for",
    id: "lostMeanwhile",
    file: "file.js",
    code: code`
      import { WebSocketServer } from "ws";
      import jwt from "jsonwebtoken";
      import { keys } from "./keys.js";

      const getKey = (header, callback) => keys.getSigningKey(header.kid, callback);

      new WebSocketServer({ port: 8080 }).on("connection", (socket, request) => {
        jwt.verify(request.headers.token, getKey, (error, user) => {
          if (error) return socket.close();
          socket.on("message", (text) => user.say(text)); //!!
        });
      });
    `,
    silent: { "the key is at hand": [["jwt.verify(request.headers.token, getKey,", "jwt.verify(request.headers.token, process.env.SECRET,"]] },
  },
]);

ruleTester.run("no-late-listener", rule, {
  valid: [],
  invalid: [
    {
      name: "what strangers send is kept meanwhile; where the callback may leave, nothing is attached before the call",
      filename: "file.js",
      code: code`
        import fs from "node:fs";
        import { WebSocketServer } from "ws";

        new WebSocketServer({ port: 8080 }).on("connection", (socket) => {
          fs.readFile("greeting.txt", (error, greeting) => {
            if (error) return socket.close();
            socket.on("message", (text) => answer(text, greeting));
            socket.on("close", () => forget());
          });
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 7,
          suggestions: [
            {
              messageId: "keepMeanwhile",
              output: code`
                import fs from "node:fs";
                import { WebSocketServer } from "ws";

                new WebSocketServer({ port: 8080 }).on("connection", (socket) => {
                  const early = [];
                  const keep = (...args) => {
                    if (early.push(args) > 1000) socket.terminate();
                  };
                  socket.on("message", keep);
                  fs.readFile("greeting.txt", (error, greeting) => {
                    if (error) return socket.close();
                    socket.on("message", (text) => answer(text, greeting));
                    socket.off("message", keep);
                    for (const args of early) socket.emit("message", ...args);
                    socket.on("close", () => forget());
                  });
                });
              `,
            },
          ],
        },
        {
          messageId: "lostMeanwhile",
          line: 8,
          suggestions: [
            {
              messageId: "rememberMeanwhile",
              output: code`
                import fs from "node:fs";
                import { WebSocketServer } from "ws";

                new WebSocketServer({ port: 8080 }).on("connection", (socket) => {
                  let hasClosed = false;
                  socket.once("close", () => {
                    hasClosed = true;
                  });
                  fs.readFile("greeting.txt", (error, greeting) => {
                    if (error) return socket.close();
                    socket.on("message", (text) => answer(text, greeting));
                    const onClose = () => forget();
                    socket.on("close", onClose);
                    if (hasClosed) onClose();
                  });
                });
              `,
            },
          ],
        },
      ],
    },
    {
      name: "what needs nothing of the callback is attached before the call",
      filename: "file.js",
      code: code`
        import fs from "node:fs";
        import { WebSocketServer } from "ws";

        new WebSocketServer({ port: 8080 }).on("connection", (socket) => {
          fs.readFile("greeting.txt", (error, greeting) => {
            greet(error, greeting);
            socket.on("close", () => forget());
          });
        });
      `,
      errors: [
        {
          messageId: "lostMeanwhile",
          line: 7,
          suggestions: [
            {
              messageId: "attachFirst",
              output: code`
                import fs from "node:fs";
                import { WebSocketServer } from "ws";

                new WebSocketServer({ port: 8080 }).on("connection", (socket) => {
                  socket.on("close", () => forget());
                  fs.readFile("greeting.txt", (error, greeting) => {
                    greet(error, greeting);
                  });
                });
              `,
            },
            {
              messageId: "rememberMeanwhile",
              output: code`
                import fs from "node:fs";
                import { WebSocketServer } from "ws";

                new WebSocketServer({ port: 8080 }).on("connection", (socket) => {
                  let hasClosed = false;
                  socket.once("close", () => {
                    hasClosed = true;
                  });
                  fs.readFile("greeting.txt", (error, greeting) => {
                    greet(error, greeting);
                    const onClose = () => forget();
                    socket.on("close", onClose);
                    if (hasClosed) onClose();
                  });
                });
              `,
            },
          ],
        },
      ],
    },
  ],
});
