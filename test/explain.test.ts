import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "./built.js";
import { program } from "./program.js";

const root = dirname(import.meta.dirname);
const made: string[] = [];

beforeAll(build);
afterAll(() => made.forEach((path) => rmSync(path, { recursive: true })));

/** What the command says of one file with --explain. */
async function explained(text: string, ...given: string[]): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), "startup-order-explain-"));
  made.push(cwd);
  writeFileSync(join(cwd, "server.js"), text);
  const ended = await program(process.execPath, [join(root, "dist/bin/startup-order.js"), "--explain", ...given], cwd);
  return ended.stdout;
}

/** The timelines in it, one line each: the kinds of moments with their lines, `>` at the finding. */
async function timelines(text: string): Promise<string[]> {
  const [result] = JSON.parse(await explained(text, "--preset", "strict", "--format", "json")) as { messages: { ruleId: string; timeline: { subject: string; moments: { what: string; line?: number; isFinding: boolean }[] } }[] }[];
  return result!.messages.map(({ ruleId, timeline: { subject, moments } }) => `${ruleId.replace("startup-order/", "")} ${subject}: ${moments.map(({ what, line, isFinding }) => `${isFinding ? ">" : ""}${what}${line === undefined ? "" : ` ${line}`}`).join(", ")}`);
}

const node = `import { createServer } from "node:http";\n`;

describe("--explain", () => {
  it("is as docs/command.md shows it", async () => {
    const page = readFileSync(join(root, "docs/command.md"), "utf8");
    const [, code = "", shown = ""] = /## Explain\n.*?```js\n(.+?)```\n.*?```text\n(.+?)```/s.exec(page) ?? [];
    expect((await explained(code)).replace(/\d+\.\d s\n$/, "0.9 s\n")).toBe(shown);
  });

  it("tells of an early read: what is made, started, and not ready before the turn ends", async () => {
    expect(await timelines(`${node}const server = createServer();\nserver.listen(0, "127.0.0.1");\nconsole.log(server.address().port);\nawait once(server, "listening");\n`)).toEqual([
      "no-early-address server: made 2, started 3, >read 4, turn ends 5, ready",
    ]);
  });

  it("puts what a callback does behind readiness, and what other functions do behind the turn", async () => {
    expect(await timelines(`${node}const server = createServer();\nconsole.log(server.address().port);\nserver.listen(0, () => console.log(server.address().port));\nexport const stop = () => server.close();\n`)).toEqual([
      "no-early-address server: made 2, >read 3, started 4, turn ends, ready, read 4, closed 5",
    ]);
  });

  it("begins with the app where an app starts a server", async () => {
    expect(await timelines(`import Koa from "koa";\nconst app = new Koa();\nconst server = app.listen(0, "127.0.0.1");\nconsole.log(server.address());\n`)).toEqual(["no-early-address app: made 2, started 3, >read 4, turn ends, ready"]);
  });

  it("tells of a sleep, of what the model knows and of what only its name says", async () => {
    expect(await timelines(`import { spawn } from "node:child_process";\nimport { setTimeout as sleep } from "node:timers/promises";\nconst child = spawn("redis-server");\nawait sleep(500);\nconsole.log(child.pid);\n`)).toEqual(["no-readiness-sleep child: started 3, >slept 4, ready"]);
  });

  it("tells of a listener that is late", async () => {
    expect(await timelines(`import { connect } from "node:net";\nconst socket = connect(80);\nawait new Promise((resolve) => setTimeout(resolve, 100));\nsocket.on("error", console.error);\n`)).toContain("no-late-listener socket: turn ends 3, >listener 4");
  });

  it("gives the lines that the message names where no thing is started", async () => {
    expect(await timelines(`export async function answer(updates, state) {\n  await Promise.race([updates.push(state), new Promise((resolve) => setTimeout(resolve, 100))]);\n}\n`)).toEqual(["no-timeout-drop : >found 2"]);
  });

  it("leaves findings without it as they were", async () => {
    const text = `${node}createServer().listen(0, "127.0.0.1").address().port;\n`;
    const [result] = JSON.parse(await explained(text, "--preset", "strict", "--format", "json")) as { messages: unknown[]; warningCount: number; errorCount: number }[];
    expect(result).toMatchObject({ messages: [{ ruleId: "startup-order/no-early-address" }], errorCount: 1, warningCount: 0 });
  });
});
