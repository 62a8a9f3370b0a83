import rule from "../../rules/require-listen-error.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("require-listen-error: promisified starts in a chain", rule, {
  valid: [],
  invalid: [
    {
      name: "a promise whose link takes nothing",
      filename: "file.js",
      code: code`
        import http from "node:http";
        import { promisify } from "node:util";
        const server = http.createServer();
        const listen = promisify(server.listen).bind(server);
        listen(process.env.PORT)
          .then(() => console.log("up"))
          .catch((error) => {
            console.error(error);
            process.exit(1);
          });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "promisified", line: 4, suggestions: [
            { messageId: "useOnce", output: code`
              import http from "node:http";
              import { once } from "node:events";
              const server = http.createServer();
              once(server.listen(process.env.PORT), "listening")
                .then(() => console.log("up"))
                .catch((error) => {
                  console.error(error);
                  process.exit(1);
                });
            ` },
          ] },
      ],
    },
    {
      name: "a promise whose link takes what it gives",
      filename: "file.js",
      code: code`
        import http from "node:http";
        import { promisify } from "node:util";
        const server = http.createServer();
        const listen = promisify(server.listen).bind(server);
        listen(process.env.PORT).then((given) => console.log("up", given));
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "promisified", line: 4 },
      ],
    },
  ],
});
