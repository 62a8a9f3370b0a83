import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: what comes as soon as a thing begins", rule, {
  valid: [
    {
      name: "a child that is asked first whether it has begun",
      filename: "file.js",
      code: code`
        import { once } from "node:events";

        export async function pidOf(pool) {
          await pool.add();
          const child = pool.children.at(-1);
          if (child.pid === undefined) await once(child, "spawn");
          return child.pid;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a child of something else than what was waited for",
      filename: "file.js",
      code: code`
        import { once } from "node:events";

        export async function pidOf(pool, other) {
          await other.add();
          const child = pool.children.at(-1);
          await once(child, "spawn");
          return child.pid;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what spawns without being a child, such as a player of a game",
      filename: "file.js",
      code: code`
        import { once } from "node:events";

        export async function enter(world) {
          await world.join();
          const bot = world.players.at(-1);
          await once(bot, "spawn");
          return bot.position;
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a child that is taken out of its owner behind the call that made it",
      filename: "file.ts",
      code: code`
        import type { ChildProcess } from "node:child_process";

        export async function fails(api: Api) {
          await api.createChildProcess();
          const child = [...((api as any).children as Set<ChildProcess>)][0]!;
          await new Promise<void>((resolve) => {
            child.once("spawn", () => resolve());
          });
          child.emit("error", new Error("EPERM"));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 7 },
      ],
    },
    {
      name: "a child by its name, in a field",
      filename: "file.js",
      code: code`
        import { once } from "node:events";

        export async function pidOf(pool) {
          await pool.add();
          const child = pool.children.at(-1);
          await once(child, "spawn");
          return child.pid;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeBefore", line: 6 },
      ],
    },
  ],
});
