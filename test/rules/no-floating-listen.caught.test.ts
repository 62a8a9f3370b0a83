import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen", rule, {
  valid: [
    {
      name: "the program begins by a start that is the last it does",
      filename: "main.js",
      code: code`
        const express = require("express");

        async function main() {
          const app = express();
          try {
            await app.listen(3000, () => console.log("up"));
          } catch (error) {
            console.error("cannot listen", error);
          }
        }

        main();
      `,
    },
    {
      name: "nothing catches",
      filename: "main.js",
      code: code`
        const express = require("express");

        async function main() {
          const app = express();
          await app.listen(3000);
          console.log("up");
        }

        main();
      `,
    },
    {
      name: "the next port is tried where the failure is told",
      filename: "server.ts",
      code: code`
        import express from "express";

        const app = express();

        const startServer = (port: number) => {
          const server = app.listen(port, () => console.log(port));
          server.on("error", () => startServer(port + 1));
          return server;
        };

        export const server = startServer(3001);
      `,
    },
    {
      name: "a catch for something else",
      filename: "server.js",
      code: code`
        import http from "node:http";
        import { load } from "./load.js";

        const server = http.createServer();

        try {
          load();
          server.listen(8080, "127.0.0.1");
        } catch (error) {
          console.error("cannot load", error);
        }
      `,
    },
    {
      name: "a catch that asks for a taken port, of a wait",
      filename: "server.js",
      code: code`
        import http from "node:http";
        import { once } from "node:events";

        const server = http.createServer();

        try {
          server.listen(8080, "127.0.0.1");
          await once(server, "listening");
        } catch (error) {
          if (error.code === "EADDRINUSE") console.error("somebody is there");
        }
      `,
    },
    {
      name: "a catch for what is awaited before the start, which starts without it",
      filename: "server.js",
      code: code`
        import http from "node:http";
        import { readCert } from "./cert.js";

        try {
          const cert = await readCert();
          http.createServer({ cert }).listen(443);
        } catch (error) {
          http.createServer().listen(80);
        }
      `,
    },
    {
      name: "a catch for what makes the server's options",
      filename: "server.js",
      code: code`
        import http from "node:http";
        import { readCert } from "./cert.js";

        try {
          http.createServer({ cert: readCert() }).listen(443);
        } catch (error) {
          http.createServer().listen(80);
        }
      `,
    },
    {
      name: "nothing follows an awaited start where the program begins",
      filename: "main.js",
      code: code`
        const express = require("express");
        const { connectDb } = require("./db");

        async function main() {
          const app = express();
          try {
            await connectDb();
            await app.listen(3000);
          } catch (error) {
            console.error(error);
            process.exit(1);
          }
        }

        main();
      `,
    },
  ],
  invalid: [
    {
      name: "a catch that starts another server, where nothing before the start can fail",
      filename: "server.js",
      code: code`
        const http = require("http");

        try {
          const server = http.createServer();
          server.listen(443);
        } catch (error) {
          http.createServer().listen(80);
        }
      `,
      errors: [
        { messageId: "uncaughtFailure", line: 5 },
      ],
    },
    {
      name: "an awaited start that is the last, in a try whose catch asks for a taken port",
      filename: "main.js",
      code: code`
        const express = require("express");

        async function main() {
          const app = express();
          try {
            await app.listen(3000);
          } catch (error) {
            if (error.code === "EADDRINUSE") console.error("somebody is there");
          }
        }

        main();
      `,
      errors: [
        { messageId: "uncaughtFailure", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              const express = require("express");
              const { once } = require("node:events");

              async function main() {
                const app = express();
                try {
                  const server = app.listen(3000);
                  await once(server, "listening");
                } catch (error) {
                  if (error.code === "EADDRINUSE") console.error("somebody is there");
                }
              }

              main();
            ` },
          ] },
      ],
    },
    {
      name: "what follows the try of an awaited start",
      filename: "main.js",
      code: code`
        const express = require("express");

        async function main() {
          const app = express();
          try {
            await app.listen(3000);
          } catch (error) {
            process.exit(1);
          }
          console.log("up");
        }

        main();
      `,
      errors: [
        { messageId: "awaitedNoPromise", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              const express = require("express");
              const { once } = require("node:events");

              async function main() {
                const app = express();
                try {
                  const server = app.listen(3000);
                  await once(server, "listening");
                } catch (error) {
                  process.exit(1);
                }
                console.log("up");
              }

              main();
            ` },
          ] },
      ],
    },
    {
      name: "the program begins by a start that it awaits in a try",
      filename: "main.js",
      code: code`
        const express = require("express");

        async function main() {
          const app = express();
          try {
            await app.listen(3000);
            console.log("up");
          } catch (error) {
            console.error("cannot listen", error);
          }
        }

        main();
      `,
      errors: [
        { messageId: "awaitedNoPromise", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              const express = require("express");
              const { once } = require("node:events");

              async function main() {
                const app = express();
                try {
                  const server = app.listen(3000);
                  await once(server, "listening");
                  console.log("up");
                } catch (error) {
                  console.error("cannot listen", error);
                }
              }

              main();
            ` },
          ] },
      ],
    },
    {
      name: "the next port is tried in a catch",
      filename: "server.ts",
      code: code`
        import express from "express";

        const app = express();

        const startServer = (port: number) => {
          try {
            const server = app.listen(port, () => console.log(port));
            return server;
          } catch (error) {
            if (port < 3010) return startServer(port + 1);
            throw error;
          }
        };

        export const server = startServer(3001);
      `,
      errors: [
        { messageId: "uncaughtFailure", line: 7 },
      ],
    },
    {
      name: "a catch that asks for a taken port, in code that can wait",
      filename: "server.js",
      code: code`
        import http from "node:http";

        const server = http.createServer();

        try {
          server.listen(8080, "127.0.0.1");
        } catch (error) {
          if (error.code === "EADDRINUSE") console.error("somebody is there");
        }
      `,
      errors: [
        { messageId: "uncaughtFailure", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from "node:http";
              import { once } from "node:events";

              const server = http.createServer();

              try {
                server.listen(8080, "127.0.0.1");
                await once(server, "listening");
              } catch (error) {
                if (error.code === "EADDRINUSE") console.error("somebody is there");
              }
            ` },
          ] },
      ],
    },
  ],
});

