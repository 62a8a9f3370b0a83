import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

// One promise, two servers: the callback of one begins in a later turn, in which the other may listen as well.
const two = (settling: string): string => code`
  import WebSocket from "ws";
  import http from "node:http";
  export function start(port) {
    return new Promise((resolve, reject) => {
      const sockets = new WebSocket.Server({ port: 8080 });
      sockets.on("error", reject);
      const server = http.createServer();
      server.on("error", reject);
      ${settling}
    });
  }
`;

ruleTester.run("no-floating-listen", rule, {
  valid: [
    { name: "a promise settled in the callback of a server started in the same turn", filename: "file.js", code: two("server.listen(port, () => resolve());") },
    { name: "a promise that is the callback of a server started in the same turn", filename: "file.js", code: two("server.listen(port, resolve);") },
    { name: "a promise settled when something else has called back", filename: "file.js", code: two("warmUp(resolve);") },
  ],
  invalid: [
    {
      name: "a promise settled in the turn in which two servers are started",
      filename: "file.js",
      code: two("server.listen(port); resolve(); warmUp();"),
      errors: [
        { messageId: "settledAtOnce", line: 5, suggestions: [] },
        { messageId: "settledAtOnce", line: 9, suggestions: [] },
      ],
    },
    {
      name: "a call in the callback's place, in a function that resolves too early besides",
      filename: "file.js",
      code: code`
        const express = require('express');
        const app = express();
        const start = async (port) => {
          await migrate();
          app.listen(port, console.log('listening'));
        };
        module.exports = { start };
      `,
      errors: [
        { messageId: "calledCallback", line: 5, suggestions: [
            { messageId: "wrapAndWait", output: code`
              const express = require('express');
              const { once } = require('node:events');
              const app = express();
              const start = async (port) => {
                await migrate();
                const server = app.listen(port, () => console.log('listening'));
                await once(server, 'listening');
              };
              module.exports = { start };
            ` },
          ] },
      ],
    },
    {
      name: "the same where nothing can be awaited: the callers do not expect a promise",
      filename: "file.js",
      code: code`
        const express = require('express');
        const app = express();
        exports.start = (port) => {
          app.listen(port, console.log('listening'));
        };
      `,
      errors: [{ messageId: "calledCallback", line: 4, suggestions: [] }],
    },
    {
      name: "a call with an await in the callback's place",
      filename: "file.js",
      code: code`
        import express from "express";
        const app = express();
        app.listen(3000, console.log(await banner()));
      `,
      errors: [{ messageId: "calledCallback", line: 3, suggestions: [] }],
    },
  ],
});
