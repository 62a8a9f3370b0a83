import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: checks until the time is up", rule, {
  valid: [
    {
      name: "who checks until the time is up throws then",
      filename: "file.js",
      code: code`
        async function checkUntil(ask, timeout) {
          const begun = new Date().getTime();
          while (true) {
            if (await ask()) return true;
            if (new Date().getTime() - begun >= timeout) throw new Error("not in time");
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        }

        export async function upload(api, code) {
          await api.submit(code);
          await checkUntil(() => api.has(code), 24000);
          return api.hashOf(code);
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "who checks once has no time that is up",
      filename: "file.js",
      code: code`
        async function checkCode(ask, timeout) {
          const begun = new Date().getTime();
          while (true) {
            if (await ask()) return true;
            if (new Date().getTime() - begun >= timeout) return false;
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        }

        export async function upload(api, code) {
          await api.submit(code);
          await checkCode(() => api.has(code), 24000);
          return api.hashOf(code);
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "nobody reads whether it was so until the time was up",
      filename: "file.js",
      code: code`
        async function checkUntil(ask, timeout) {
          const begun = new Date().getTime();
          while (true) {
            if (await ask()) return true;
            if (new Date().getTime() - begun >= timeout) return false;
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        }

        export async function upload(api, code) {
          await api.submit(code);
          await checkUntil(() => api.has(code), 24000);
          return api.hashOf(code);
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "expiryUnread", line: 12, suggestions: [
            { messageId: "testAnswer", output: code`
              async function checkUntil(ask, timeout) {
                const begun = new Date().getTime();
                while (true) {
                  if (await ask()) return true;
                  if (new Date().getTime() - begun >= timeout) return false;
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
              }

              export async function upload(api, code) {
                await api.submit(code);
                if (!(await checkUntil(() => api.has(code), 24000))) throw new Error("checkUntil(() => api.has(code), 24000) gave up");
                return api.hashOf(code);
              }
            ` },
          ] },
      ],
    },
  ],
});
