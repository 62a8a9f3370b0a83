import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: messages that come in parts", rule, {
  valid: [
    {
      name: "the timer tells of what is incomplete",
      filename: "a.ts",
      code: code`
        export class Assembler {
          private pending = new Map<string, { total: number; parts: string[]; timer: NodeJS.Timeout }>();

          constructor(private readonly onLost: (key: string) => void) {}

          feed(key: string, index: number, total: number, data: string) {
            let entry = this.pending.get(key);
            if (!entry) {
              entry = {
                total,
                parts: [],
                timer: setTimeout(() => {
                  this.pending.delete(key);
                  this.onLost(key);
                }, 15_000),
              };
              this.pending.set(key, entry);
            }
            entry.parts[index] = data;
            if (entry.parts.filter(Boolean).length < entry.total) return undefined;
            clearTimeout(entry.timer);
            this.pending.delete(key);
            return entry.parts.join("");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "times of requests, which nobody puts together",
      filename: "a.js",
      code: code`
        const windows = new Map();

        export function isLimited(ip) {
          let entry = windows.get(ip);
          if (!entry) {
            entry = { chunks: [] };
            windows.set(ip, entry);
            setTimeout(() => windows.delete(ip), 60_000);
          }
          entry.chunks.push(Date.now());
          return entry.chunks.length > 100;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a batch that the timer hands over",
      filename: "a.js",
      code: code`
        const batches = new Map();

        export function add(key, part, send) {
          let entry = batches.get(key);
          if (!entry) {
            entry = { parts: [] };
            batches.set(key, entry);
            setTimeout(() => {
              batches.delete(key);
              send(entry.parts);
            }, 100);
          }
          entry.parts.push(part);
          if (entry.parts.length === 50) {
            batches.delete(key);
            send(entry.parts.slice());
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "parts of a message whose rest is late",
      filename: "a.ts",
      code: code`
        export class Assembler {
          private pending = new Map<string, { total: number; parts: string[]; timer: NodeJS.Timeout }>();

          feed(key: string, index: number, total: number, data: string) {
            let entry = this.pending.get(key);
            if (!entry) {
              entry = {
                total,
                parts: [],
                timer: setTimeout(() => this.pending.delete(key), 15_000),
              };
              this.pending.set(key, entry);
            }
            entry.parts[index] = data;
            if (entry.parts.filter(Boolean).length < entry.total) return undefined;
            clearTimeout(entry.timer);
            this.pending.delete(key);
            return entry.parts.join("");
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "partsDropped", line: 10 },
      ],
    },
    {
      name: "fragments that are swept away",
      filename: "a.js",
      code: code`
        const fragments = new Map();

        export function onFragment({ id, index, total, bytes }, deliver) {
          if (!fragments.has(id)) fragments.set(id, { at: Date.now(), chunks: [] });
          const message = fragments.get(id);
          message.chunks[index] = bytes;
          if (Object.keys(message.chunks).length === total) {
            fragments.delete(id);
            deliver(Buffer.concat(message.chunks));
          }
        }

        setInterval(() => {
          for (const [id, message] of fragments) {
            if (Date.now() - message.at > 30_000) fragments.delete(id);
          }
        }, 5000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "partsDropped", line: 15 },
      ],
    },
  ],
});
