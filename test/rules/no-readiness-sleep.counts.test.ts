import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: options that count", rule, {
  valid: [
    {
      name: "one that says when to retry does",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('counts its clients', async () => {
          const server = await serveGraph();
          const client = createClient({ url: server.url, retryWait: 1 });
          client.subscribe({ query: 'subscription { ping }' }, sink);
          await new Promise((r) => setTimeout(r, 20));
          expect(server.clients.size).toBe(1);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "an option that counts attempts says nothing of time",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        it('counts its clients', async () => {
          const server = await serveGraph();
          const client = createClient({ url: server.url, retryAttempts: 1 });
          client.subscribe({ query: 'subscription { ping }' }, sink);
          await new Promise((r) => setTimeout(r, 20));
          expect(server.clients.size).toBe(1);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { it, expect, vi } from 'vitest';
              it('counts its clients', async () => {
                const server = await serveGraph();
                const client = createClient({ url: server.url, retryAttempts: 1 });
                client.subscribe({ query: 'subscription { ping }' }, sink);
                await vi.waitFor(async () => {
                  expect(server.clients.size).toBe(1);
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
  ],
});
