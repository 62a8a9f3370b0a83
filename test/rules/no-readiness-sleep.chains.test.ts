import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: times within chains", rule, {
  valid: [
    {
      name: "the chain goes on with the end of the connection",
      filename: "file.js",
      code: code`
        const Bluebird = require('bluebird');
        test('hears of blocks', (t) => {
          const hub = new Hub({ url });
          Bluebird.resolve(hub.connect())
            .delay(2000)
            .then(() => {
              hub.disconnect();
              return invoke('move');
            })
            .then(() => t.ok(seen.length > 0))
            .catch((error) => t.fail(error));
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a time between two links of a chain, behind a connection",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const Bluebird = require('bluebird');
        test('hears of blocks', (t) => {
          const hub = new Hub({ url });
          Bluebird.resolve(hub.connect())
            .delay(2000)
            .then(() => {
              hub.register((block) => seen.push(block));
              return invoke('move');
            })
            .then(() => t.ok(seen.length > 0))
            .catch((error) => t.fail(error));
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a chain that begins with a sleep goes on in many links",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        const server = spawn('node', ['server.js']);
        sleep(3000)
          .then(() => fetch(url))
          .then((response) => response.json())
          .then(show)
          .catch(fail);
      `,
      errors: [
        { messageId: "timerGuess", line: 3, suggestions: [] },
      ],
    },
  ],
});
