import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: packages of earlier days", rule, {
  valid: [
    {
      name: "an app of Express 2, with the port read in its callback",
      filename: "file.js",
      code: code`
        var express = require('express');
        var app = express.createServer();
        app.get('/', home);
        if (!module.parent) {
          app.listen(3000, 'localhost', function () {
            console.log('on port %d', app.address().port);
          });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the server under a WebSocket server of nodejs-websocket, asked when it listens",
      filename: "file.js",
      code: code`
        const ws = require('nodejs-websocket');
        function openRoom(talk, tell) {
          const room = ws.createServer(talk).listen(0, () => tell(room.socket.address().port));
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "an app of Express 2, which is its own server, with a host",
      filename: "file.js",
      code: code`
        var express = require('express');
        var app = express.createServer();
        app.get('/', home);
        if (!module.parent) {
          app.listen(3000, 'localhost');
          console.log('on port %d', app.address().port);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "notListening", line: 6, suggestions: [
            { messageId: "moveIntoCallback", output: code`
              var express = require('express');
              var app = express.createServer();
              app.get('/', home);
              if (!module.parent) {
                app.listen(3000, 'localhost', () => {
                  console.log('on port %d', app.address().port);
                });
              }
            ` },
          ] },
      ],
    },
    {
      name: "the server under a WebSocket server of nodejs-websocket",
      filename: "file.js",
      code: code`
        const ws = require('nodejs-websocket');
        function openRoom(talk) {
          const room = ws.createServer(talk).listen(0);
          return room.socket.address().port;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "boundByAccident", line: 4 },
      ],
    },
  ],
});
