import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: timers that the turns of a loop set", rule, {
  valid: [
    {
      name: "the time grows with the turns",
      filename: "file.js",
      code: code`
        import { fork } from 'node:child_process';
        export function warmUp(size) {
          for (let i = 0; i < size; i++) {
            const child = fork('worker.js');
            setTimeout(() => {
              child.send({ task: 'load' });
            }, i * 1000);
          }
        }
      `,
    },
    {
      name: "a sleep in a loop that counts keeps its turns apart",
      filename: "file.js",
      settings: { "startup-order": {"sleeps":["rest"]} },
      code: code`
        import { fork } from 'node:child_process';
        export async function warmUp(size) {
          for (let i = 0; i < size; i++) {
            const child = fork('worker.js');
            await rest(1000);
            child.send({ task: 'load' });
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "each turn of a loop that counts sets a timer for what it has started",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { fork } from 'node:child_process';
        export function warmUp(size) {
          for (let i = 0; i < size; i++) {
            const child = fork('worker.js');
            setTimeout(() => {
              child.send({ task: 'load' });
            }, 1000);
          }
        }
      `,
      errors: [
        { messageId: "timerGuess", line: 5, suggestions: [] },
      ],
    },
  ],
});
