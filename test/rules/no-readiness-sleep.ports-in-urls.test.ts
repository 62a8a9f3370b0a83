import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: ports in URLs, and ports of members", rule, {
  valid: [],
  invalid: [
    {
      name: "the server is given a URL of this machine, and the client its port",
      filename: "file.js",
      code: code`
        const Server = require("../lib/server");
        const Client = require("../lib/client");
        const server = new Server("http://localhost:9005", false);
        server.on("greet", answer);
        // give the server time to start up and to listen
        setTimeout(function () {
          const client = new Client({ host: "localhost", port: 9005, path: "/" }, false);
          client.call("greet");
        }, 500);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "probePort", output: code`
              const Server = require("../lib/server");
              const Client = require("../lib/client");
              const { connect } = require("node:net");
              const server = new Server("http://localhost:9005", false);
              server.on("greet", answer);
              void (async function () {
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(9005);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error("nothing listens on port 9005");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const client = new Client({ host: "localhost", port: 9005, path: "/" }, false);
                client.call("greet");
              })();
            ` },
          ] },
      ],
    },
    {
      name: "the client has another port than the URL of the server",
      filename: "file.js",
      code: code`
        const Server = require("../lib/server");
        const Client = require("../lib/client");
        const server = new Server("http://localhost:9005", false);
        server.on("greet", answer);
        // give the server time to start up and to listen
        setTimeout(function () {
          const client = new Client({ host: "localhost", port: 9006, path: "/" }, false);
          client.call("greet");
        }, 500);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6 },
      ],
    },
    {
      name: "the server is given a URL of another machine",
      filename: "file.js",
      code: code`
        const Server = require("../lib/server");
        const Client = require("../lib/client");
        const server = new Server("http://hub.example.com:9005", false);
        server.on("greet", answer);
        // give the server time to start up and to listen
        setTimeout(function () {
          const client = new Client({ host: "localhost", port: 9005, path: "/" }, false);
          client.call("greet");
        }, 500);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6 },
      ],
    },
    {
      name: "of two ports, the one that is connected to behind the loop",
      filename: "file.js",
      code: code`
        import { startNode } from "./spawn.js";
        import { connect } from "./rpc.js";
        import { setTimeout as sleep } from "node:timers/promises";
        async function main(config) {
          for (const node of config.nodes) {
            const { name, wsPort, port } = node;
            startNode(name, wsPort, port);
            console.log(\`launched \${name}\`);
            await sleep(2000);
          }
          const api = await connect(config.nodes[0].wsPort);
          await api.register();
        }
        main(load());
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9, suggestions: [
            { messageId: "probePort", output: code`
              import { startNode } from "./spawn.js";
              import { connect } from "./rpc.js";
              import { setTimeout as sleep } from "node:timers/promises";
              import { createConnection } from "node:net";
              async function main(config) {
                for (const node of config.nodes) {
                  const { name, wsPort, port } = node;
                  startNode(name, wsPort, port);
                  console.log(\`launched \${name}\`);
                  for (const deadline = Date.now() + 30_000; ; ) {
                    const socket = createConnection(wsPort);
                    const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                    socket.end().resume();
                    if (accepts) break;
                    if (Date.now() > deadline) throw new Error(\`nothing listens on port \${wsPort}\`);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                  }
                }
                const api = await connect(config.nodes[0].wsPort);
                await api.register();
              }
              main(load());
            ` },
          ] },
      ],
    },
    {
      name: "two ports, of which none is connected to",
      filename: "file.js",
      code: code`
        import { startNode } from "./spawn.js";
        import { register } from "./rpc.js";
        import { setTimeout as sleep } from "node:timers/promises";
        async function main(config) {
          for (const node of config.nodes) {
            const { name, wsPort, port } = node;
            startNode(name, wsPort, port);
            console.log(\`launched \${name}\`);
            await sleep(2000);
          }
          await register(config.nodes[0].name);
        }
        main(load());
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9 },
      ],
    },
  ],
});
