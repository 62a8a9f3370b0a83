import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what held before the time", rule, {
  valid: [
    {
      name: "a mock that has been called is counted after some time",
      filename: "file.js",
      code: code`
        import { it, expect, vi } from 'vitest';
        it('logs once', async () => {
          const agenda = await startAgenda();
          agenda.on('log', told);
          await vi.waitFor(() => expect(told).toHaveBeenCalled());
          // Small delay to ensure that all is ready
          await new Promise((r) => setTimeout(r, 50));
          expect(told).toHaveBeenCalledTimes(1);
        });
      `,
    },
    {
      name: "what held before the time holds behind it",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        import { spawn } from 'node:child_process';
        it('stays alive', async () => {
          const child = spawn('node', ['server.js']);
          expect(child.exitCode).toBe(alive);
          await new Promise((r) => setTimeout(r, 500));
          expect(child.exitCode).toBe(alive);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a mock that has been called is to be called again",
      filename: "file.js",
      code: code`
        import { it, expect, vi } from 'vitest';
        it('logs twice', async () => {
          const agenda = await startAgenda();
          agenda.on('log', told);
          await vi.waitFor(() => expect(told).toHaveBeenCalled());
          // Small delay to ensure that all is ready
          await new Promise((r) => setTimeout(r, 50));
          expect(told).toHaveBeenCalledTimes(2);
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { it, expect, vi } from 'vitest';
              it('logs twice', async () => {
                const agenda = await startAgenda();
                agenda.on('log', told);
                await vi.waitFor(() => expect(told).toHaveBeenCalled());
                await vi.waitFor(async () => {
                  expect(told).toHaveBeenCalledTimes(2);
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "another mock has been called before",
      filename: "file.js",
      code: code`
        import { it, expect, vi } from 'vitest';
        it('logs once', async () => {
          const agenda = await startAgenda();
          agenda.on('log', told);
          await vi.waitFor(() => expect(asked).toHaveBeenCalled());
          // Small delay to ensure that all is ready
          await new Promise((r) => setTimeout(r, 50));
          expect(told).toHaveBeenCalledTimes(1);
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { it, expect, vi } from 'vitest';
              it('logs once', async () => {
                const agenda = await startAgenda();
                agenda.on('log', told);
                await vi.waitFor(() => expect(asked).toHaveBeenCalled());
                await vi.waitFor(async () => {
                  expect(told).toHaveBeenCalledTimes(1);
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "what did not hold before the time holds behind it",
      filename: "file.js",
      code: code`
        import { it, expect } from 'vitest';
        import { spawn } from 'node:child_process';
        it('comes up', async () => {
          const child = spawn('node', ['server.js']);
          expect(stateOf(child)).toBe(starting);
          await new Promise((r) => setTimeout(r, 500));
          expect(stateOf(child)).toBe(started);
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { it, expect, vi } from 'vitest';
              import { spawn } from 'node:child_process';
              it('comes up', async () => {
                const child = spawn('node', ['server.js']);
                expect(stateOf(child)).toBe(starting);
                await vi.waitFor(async () => {
                  expect(stateOf(child)).toBe(started);
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
  ],
});
