import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

const startServer = `
function startServer() {
  const server = createServer();
  server.listen(8080);
}`;

ruleTester.run("no-floating-listen", rule, {
  valid: [
    {
      name: "a start that the module has run when something has connected",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nimport { connectDb } from "./db.js";\nconnectDb(startServer);${startServer}`,
    },
    {
      name: "a start that ends the callback of what the module connects",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nimport { connectDb } from "./db.js";\nconnectDb((error) => {\n  if (error) throw error;\n  startServer();\n});${startServer}`,
    },
    {
      name: "a start behind the promise of what the module connects, whose failure is caught",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nimport { connectDb } from "./db.js";\nconnectDb().then(startServer).catch(console.error);${startServer}`,
    },
    {
      name: "a start that the module has run at an event",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nimport { db } from "./db.js";\ndb.once("open", startServer);${startServer}`,
    },
    {
      name: "a start that is the last that main does",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nimport { connectDb } from "./db.js";\nasync function main() {\n  await connectDb();\n  startServer();\n}\nmain();${startServer}`,
    },
    {
      name: "a start that is the last that main does, above a function that is declared in it",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nfunction main() {\n  startServer();\n  function stop() {}\n}\nmain();${startServer}`,
    },
  ],
  invalid: [
    {
      name: "a start behind which main goes on",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nimport { connectDb } from "./db.js";\nasync function main() {\n  await connectDb();\n  startServer();\n  await connectDb();\n}\nmain();${startServer}`,
      options: [{ report: "certain" }],
      errors: [
        {
          messageId: "startsUnseen",
          line: 11,
          suggestions: [
            {
              messageId: "awaitReady",
              output: `import { createServer } from "node:http";\nimport { connectDb } from "./db.js";\nimport { once } from "node:events";\nasync function main() {\n  await connectDb();\n  await startServer();\n  await connectDb();\n}\nmain();\nasync function startServer() {\n  const server = createServer();\n  server.listen(8080);\n  await once(server, "listening");\n}`,
            },
          ],
        },
      ],
    },
    {
      name: "a start behind a promise that something else is chained to",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nimport { connectDb, ask } from "./db.js";\nconnectDb().then(startServer).then(ask);${startServer}`,
      options: [{ report: "certain" }],
      errors: [{ messageId: "startsUnseen", line: 6 }],
    },
    {
      name: "a start that ends a function which others call",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nimport { connectDb } from "./db.js";\nexport function main() {\n  connectDb();\n  startServer();\n}${startServer}`,
      options: [{ report: "certain" }],
      errors: [{ messageId: "startsUnseen", line: 9 }],
    },
    {
      name: "a start that is handed to what may answer with it",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nimport { ipcMain } from "electron";\nipcMain.handle("start", startServer);${startServer}`,
      options: [{ report: "certain" }],
      errors: [{ messageId: "startsUnseen", line: 6 }],
    },
    {
      name: "a start that a function gives to what runs it",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        import { defineSuite } from "./suite.js";
        defineSuite(startServer);
        function startServer() {
          const server = createServer();
          server.listen(8080);
          return { url: "http://localhost:8080" };
        }
      `,
      options: [{ report: "certain" }],
      errors: [{ messageId: "startsUnseen", line: 6 }],
    },
    {
      name: "starts that call each other and that nobody else is seen to call",
      filename: "file.js",
      code: `import { createServer } from "node:http";\nfunction startAgain() {\n  startServer();\n}\nfunction startServer() {\n  const server = createServer();\n  server.listen(8080);\n  startAgain();\n}`,
      options: [{ report: "certain" }],
      errors: [{ messageId: "startsUnseen", line: 7 }],
    },
    {
      name: "what is said behind a start that the module has run when something has connected",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        import { connectDb } from "./db.js";
        connectDb(startServer);
        function startServer() {
          const server = createServer();
          server.listen(8080);
          console.log("Listening on http://localhost:8080");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        {
          messageId: "announcedEarly",
          line: 6,
          suggestions: [
            {
              messageId: "moveIntoCallback",
              output: code`
                import { createServer } from "node:http";
                import { connectDb } from "./db.js";
                connectDb(startServer);
                function startServer() {
                  const server = createServer();
                  server.listen(8080, () => {
                    console.log("Listening on http://localhost:8080");
                  });
                }
              `,
            },
          ],
        },
      ],
    },
  ],
});
