import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ESLint, Linter, Rule } from "eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applySuggestions, leavingWork } from "../bin/apply.js";
import plugin from "../index.js";
import { build } from "./built.js";
import { program } from "./program.js";

const root = dirname(import.meta.dirname);
const made: string[] = [];

beforeAll(build);
afterAll(() => made.forEach((path) => rmSync(path, { recursive: true })));

/** A git repository with these files committed. */
function repository(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), "startup-order-apply-"));
  made.push(path);
  write(path, files);
  git(path, "init", "--quiet");
  git(path, "add", "--all");
  git(path, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--allow-empty", "--message", "all");
  return path;
}

function write(path: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
}

const git = (cwd: string, ...given: string[]) => execFileSync("git", given, { cwd, encoding: "utf8" });
const command = (cwd: string, ...given: string[]) => program(process.execPath, [join(root, "dist/bin/startup-order.js"), ...given], cwd);
const read = (cwd: string, name: string) => readFileSync(join(cwd, name), "utf8");

const early = `import { createServer } from "node:http";
const server = createServer();
server.listen(0, "127.0.0.1");
console.log(server.address().port);
`;
const repaired = `import { createServer } from "node:http";
import { once } from "node:events";
const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
console.log(server.address().port);
`;
const exported = `import { createServer } from "node:http";
const server = createServer();
export function start(port) {
  server.listen(port, "127.0.0.1");
}
`;

describe("--apply-suggestions", () => {
  it("writes the first suggestion of each finding, says so, and is content then", async () => {
    const cwd = repository({ "src/early.mjs": early, "clean.ts": "export {};\n" });
    const ended = await command(cwd, "--apply-suggestions");
    expect(ended.stdout).toMatch(/^src\/early\.mjs:4:13 applied: Wait right behind the start: `await once\(server, "listening"\)`\. \(startup-order\/no-early-address\)\n1 suggestion applied in 1 file\n2 files, 1 server, 0 findings, /);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(read(cwd, "src/early.mjs")).toBe(repaired);
    expect(git(cwd, "status", "--porcelain")).toBe(" M src/early.mjs\n");
  });

  it("goes round by round where findings lie in one another's way, and keeps line ends and marks", async () => {
    const both = `\uFEFF${early}const other = createServer();\nother.listen(0, "127.0.0.1");\nconsole.log(other.address().port);\n`.replaceAll("\n", "\r\n");
    const cwd = repository({ "both.mjs": both });
    const ended = await command(cwd, "--apply-suggestions");
    expect(ended.stdout).toContain("2 suggestions applied in 1 file\n");
    const text = read(cwd, "both.mjs");
    expect(text.startsWith("\uFEFFimport")).toBe(true);
    expect(text.match(/await once\(/g)).toHaveLength(2);
    expect(text.match(/import \{ once \}/g)).toHaveLength(1);
    expect(text.match(/[^\r]\n/)).toBe(null);
  });

  it("writes those of the rules that are named, and reports the others", async () => {
    const cwd = repository({ "early.mjs": early });
    const ended = await command(cwd, "--apply-suggestions=no-floating-listen,startup-order/require-listen-error");
    expect(ended.stdout).toContain("0 suggestions applied\n1 file, ");
    expect(ended.code).toBe(1);
    expect(read(cwd, "early.mjs")).toBe(early);
    expect(await command(cwd, "--apply-suggestions=no-early-adress")).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/^startup-order: --apply-suggestions: there is no rule "no-early-adress"; the rules are no-competing-startup, no-early-address, /) });
  });

  it("leaves alone what would leave work to callers in other files", async () => {
    const cwd = repository({ "start.mjs": exported });
    const ended = await command(cwd, "--apply-suggestions");
    expect(ended.stdout).toContain("startup-order/no-floating-listen");
    expect(ended.stdout).toContain("0 suggestions applied\n");
    expect(read(cwd, "start.mjs")).toBe(exported);
  });

  it("says in other formats on the error output what it changed", async () => {
    const ended = await command(repository({ "early.mjs": early }), "--apply-suggestions", "--format", "json");
    expect(JSON.parse(ended.stdout)).toMatchObject([{ messages: [], errorCount: 0 }]);
    expect(ended.stderr).toContain("1 suggestion applied in 1 file\n");
  });

  it("keeps a change only if the file parses, the finding is gone and nothing new is found", async () => {
    const cwd = repository({ "a.js": "0" });
    const file = join(cwd, "a.js");
    const found = (...ids: string[]) => ids.map((messageId) => ({ ruleId: "startup-order/no-early-address", messageId, severity: 2 as const, line: 1, column: 1, message: "" }));
    const result = (messages: Linter.LintMessage[], fatalErrorCount = 0) => ({ filePath: file, messages, fatalErrorCount }) as ESLint.LintResult;
    const suggestions = ["broken", "still", "other", "good", "later"].map((text) => ({ messageId: text, desc: text, fix: { range: [0, 1] as [number, number], text } }));
    const after: Readonly<Record<string, ESLint.LintResult>> = { broken: result([], 1), still: result(found("old")), other: result(found("new")), good: result([]) };
    const eslint = { lintText: (text: string) => Promise.resolve([after[text]]) } as unknown as ESLint;
    const { changes, results } = await applySuggestions(eslint, [result([{ ...found("old")[0]!, suggestions }])], "all", cwd);
    expect(changes).toEqual([{ file: "a.js", line: 1, column: 1, rule: "startup-order/no-early-address", title: "good" }]);
    expect(results).toEqual([after["good"]]);
    expect(read(cwd, "a.js")).toBe("good");
  });

  it("names suggestions of its rules as those that leave work", () => {
    const known = Object.values(plugin.rules as Record<string, Rule.RuleModule>).flatMap(({ meta }) => Object.keys(meta?.messages ?? {}));
    for (const id of leavingWork) expect(known).toContain(id);
  });
});

describe("what git could not undo", () => {
  const refused = (what: string) => ({ code: 2, stdout: "", stderr: `startup-order: --apply-suggestions: ${what}, so git could not undo the changes. Commit first, or add --force.\n` });

  it("is refused: a changed file, a file that git does not know, and a folder without a repository", async () => {
    const cwd = repository({ "early.mjs": early, "notes.txt": "" });
    write(cwd, { "notes.txt": "changed\n" });
    expect(await command(cwd, "--apply-suggestions")).toEqual(refused("notes.txt is not committed"));
    write(cwd, { "notes.txt": "", "new/late.mjs": early });
    expect(await command(cwd, "--apply-suggestions")).toEqual(refused("new is not committed"));
    rmSync(join(cwd, ".git"), { recursive: true });
    expect(await command(cwd, "--apply-suggestions")).toEqual(refused(`${cwd} is in no git repository`));
    expect(read(cwd, "early.mjs")).toBe(early);
  });

  it("does not matter where the file lies beside the linted ones, or with --force", async () => {
    const cwd = repository({ "early.mjs": early });
    write(cwd, { "notes.txt": "new\n" });
    expect((await command(cwd, "--apply-suggestions")).code).toBe(0);
    write(cwd, { "early.mjs": early.replace("console", "\nconsole") });
    expect(await command(cwd, "--apply-suggestions", "--force")).toMatchObject({ code: 0, stderr: "" });
    expect(await command(cwd, "--force")).toEqual({ code: 2, stdout: "", stderr: "startup-order: --force belongs to --apply-suggestions.\n" });
  });
});
