import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what is on its way", rule, {
  valid: [
    {
      name: "nothing is on its way when the server stops",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('answers what it has taken', async () => {
          const { server, url } = await startServer();
          const answer = await fetch(url);
          // wait for the operation to start executing
          await sleep(100);
          const stopped = server.stop();
          expect((await answer).status).toBe(200);
          await stopped;
        });
      `,
    },
    {
      name: "nothing says what the time is for",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('answers what it has taken', async () => {
          const { server, url } = await startServer();
          const answer = fetch(url);
          // in the midst of it
          await sleep(100);
          const stopped = server.stop();
          expect((await answer).status).toBe(200);
          await stopped;
        });
      `,
    },
    {
      name: "the request itself is ended",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('answers what it has taken', async () => {
          const { server, url } = await startServer();
          const answer = ask(url);
          // wait for the operation to start executing
          await sleep(100);
          const stopped = answer.cancel();
          expect((await answer).status).toBe(200);
          await stopped;
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a request is to be on its way before the server stops",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('answers what it has taken', async () => {
          const { server, url } = await startServer();
          const answer = fetch(url);
          // wait for the operation to start executing
          await sleep(100);
          const stopped = server.stop();
          expect((await answer).status).toBe(200);
          await stopped;
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
  ],
});
