import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "no crash of a child is asserted by exit code null",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import { expect, it } from 'vitest';
        import { sleep } from './sleep';
        it('keeps running without a config', async () => {
          const proc = spawn('node', ['bin.js']);
          await sleep(500);
          expect(proc.exitCode).toBeNull();
          proc.kill();
        });
      `,
    },
    {
      name: "nothing is sent",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        it('stays quiet', async () => {
          const server = await startServer();
          const client = connect(server.url);
          await sleep(100);
          expect(client.messages).toHaveLength(0);
        });
      `,
    },
  ],
  invalid: [
  ],
});
