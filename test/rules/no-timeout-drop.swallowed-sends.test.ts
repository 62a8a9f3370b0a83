import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: sends of what was taken from its queue", rule, {
  valid: [
    {
      name: "a failed batch goes back to its queue",
      filename: "a.ts",
      code: code`
        const queue: { name: string }[] = [];

        export function track(name: string) {
          queue.push({ name });
          if (queue.length >= 20) void flush();
        }

        async function flush(): Promise<void> {
          const batch = queue.splice(0);
          try {
            await fetch("/events", { method: "POST", body: JSON.stringify(batch) });
          } catch {
            queue.unshift(...batch);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "it is written down that it may be lost",
      filename: "a.ts",
      code: code`
        const queue: { name: string }[] = [];

        export function track(name: string) {
          queue.push({ name });
          if (queue.length >= 20) void flush();
        }

        async function flush(): Promise<void> {
          const batch = queue.splice(0);
          try {
            await fetch("/events", { method: "POST", body: JSON.stringify(batch) });
          } catch {
            // the next one will do
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "best effort, by the comment above",
      filename: "a.ts",
      code: code`
        const queue: { name: string }[] = [];

        export function track(name: string) {
          queue.push({ name });
        }

        /** Best effort: the server may be away. */
        export async function flush(): Promise<void> {
          const batch = queue.splice(0);
          await fetch("/events", { method: "POST", body: JSON.stringify(batch) }).catch(() => {});
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a list that the function itself works through",
      filename: "a.js",
      code: code`
        export async function notifyAll(client, ids) {
          const left = [...ids];
          while (left.length > 0) {
            const id = left.shift();
            try {
              await client.send(id);
            } catch {}
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the batch is looked at behind the send",
      filename: "a.js",
      code: code`
        const queue = [];

        export function track(name) {
          queue.push(name);
        }

        export async function flush(client, counter) {
          const batch = queue.splice(0);
          try {
            await client.send(batch);
          } catch {}
          counter.add(batch.length);
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the batch was kept elsewhere before",
      filename: "a.js",
      code: code`
        const queue = [];

        export function track(name) {
          queue.push(name);
        }

        export async function flush(client, journal) {
          const batch = queue.splice(0);
          journal.remember(batch);
          try {
            await client.send(batch);
          } catch {}
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a batch that leaves its queue before a request whose failure is swallowed",
      filename: "a.ts",
      code: code`
        const queue: { name: string }[] = [];

        export function track(name: string) {
          queue.push({ name });
          if (queue.length >= 20) void flush();
        }

        async function flush(): Promise<void> {
          const batch = queue.splice(0);
          const body = JSON.stringify({ events: batch });
          try {
            await fetch("/events", { method: "POST", body });
          } catch {}
        }

        setInterval(() => void flush(), 10_000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "takenAndLost", line: 12, suggestions: [
            { messageId: "keepUndelivered", output: code`
              const queue: { name: string }[] = [];

              export function track(name: string) {
                queue.push({ name });
                if (queue.length >= 20) void flush();
              }

              async function flush(): Promise<void> {
                const batch = queue.splice(0);
                const body = JSON.stringify({ events: batch });
                try {
                  await fetch("/events", { method: "POST", body });
                } catch {
                  queue.unshift(...batch);
                }
              }

              setInterval(() => void flush(), 10_000);
            ` },
          ] },
      ],
    },
    {
      name: "whoever flushes awaits it",
      filename: "a.js",
      code: code`
        const queue = [];

        export function track(name) {
          queue.push(name);
        }

        export async function flush(client) {
          const batch = queue.splice(0);
          await client.send(batch).catch(() => {});
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "takenAndLost", line: 9, suggestions: [
            { messageId: "putBack", output: code`
              const queue = [];

              export function track(name) {
                queue.push(name);
              }

              export async function flush(client) {
                const batch = queue.splice(0);
                try {
                  await client.send(batch);
                } catch (error) {
                  queue.unshift(...batch);
                  throw error;
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "some await it, some do not",
      filename: "a.js",
      code: code`
        const queue = [];

        export function track(name) {
          queue.push(name);
          if (queue.length > 10) void flush();
        }

        export async function flush() {
          const batch = queue.splice(0);
          try {
            await client.send(batch);
          } catch {
            // ignore
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "takenAndLost", line: 11 },
      ],
    },
    {
      name: "more is done behind it",
      filename: "a.js",
      code: code`
        const queue = [];

        export function track(name) {
          queue.push(name);
          if (queue.length > 10) void flush();
        }

        async function flush() {
          const batch = queue.splice(0);
          try {
            await client.send(batch);
          } catch {}
          if (queue.length > 0) void flush();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "takenAndLost", line: 11 },
      ],
    },
  ],
});
