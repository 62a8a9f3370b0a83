import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { showProgress } from "../bin/progress.js";
import { sortResults } from "../bin/results.js";
import { counted, summary } from "../bin/summary.js";
import { versionsFrom, versionsFromAll } from "../bin/versions.js";
import { build } from "./built.js";
import { type Ended, program } from "./program.js";

const root = dirname(import.meta.dirname);
const built = join(root, "dist/bin/startup-order.js");
const made: string[] = [];

const early = `import { createServer } from "node:http";
const server = createServer();
server.listen(0, "127.0.0.1");
console.log(server.address().port);
`;
const clean = `export const answer: number = 42;\n`;

/** A fresh folder with these files. */
function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), "startup-order-"));
  made.push(path);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

const command = (cwd: string, ...given: string[]) => program(process.execPath, [built, ...given], cwd);
const problemsIn = ({ stderr }: Ended) => stderr.split("\n").filter((line) => line.startsWith("startup-order: "));

beforeAll(build);

afterAll(() => made.forEach((path) => rmSync(path, { recursive: true })));

describe("usage", () => {
  it("explains itself without ESLint in reach", async () => {
    const alone = folder({});
    cpSync(join(root, "dist"), join(alone, "dist"), { recursive: true });
    cpSync(join(root, "package.json"), join(alone, "package.json"));
    writeFileSync(join(alone, "a.js"), "");
    const run = (...given: string[]) => program(process.execPath, [join(alone, "dist/bin/startup-order.js"), ...given], alone);

    expect(await run("--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("--max-warnings"), stderr: "" });
    expect((await run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await run("a.js")).toEqual({ code: 2, stdout: "", stderr: "startup-order: ESLint is not installed. Install one: npm install --save-dev eslint\n" });
  });

  it.each([
    [["--fromat", "json"], "startup-order: Unknown option '--fromat'. See startup-order --help.\n"],
    [["--max-warnings"], "startup-order: Option '--max-warnings <value>' argument missing. See startup-order --help.\n"],
    [["--max-warnings", "few"], 'startup-order: --max-warnings must be a whole number, not "few".\n'],
    [["--preset", "all"], 'startup-order: --preset must be recommended or strict, not "all".\n'],
    [["--concurrency", "0"], 'startup-order: --concurrency must be a positive number, auto or off, not "0".\n'],
    [["--format", "nope"], "startup-order: --format nope: there is no such formatter.\n"],
  ])("refuses %j in one line", async (given, stderr) => {
    expect(await command(folder({ "a.ts": clean }), ...given)).toEqual({ code: 2, stdout: "", stderr });
  });

  it("says which ESLint it needs, and takes the one beside it where the project's is too old for any use", async () => {
    const eslint = (version: string) => ({ "a.ts": clean, "node_modules/eslint/package.json": JSON.stringify({ name: "eslint", version }) });
    expect(await command(folder(eslint("9.20.1")), "--concurrency", "2")).toEqual({
      code: 2,
      stdout: "",
      stderr: "startup-order: --concurrency needs ESLint 9.34 or newer, this is 9.20.1.\n",
    });
    expect(await command(folder(eslint("8.57.1")))).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("paths", () => {
  it("lints every kind of file, and none that nobody wrote by hand", async () => {
    const kinds = ["js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"];
    const left = ["node_modules/p/a.js", "dist/a.js", "build/a.js", "out/a.js", "coverage/a.js", "vendor/a.js", ".git/a.js", ".next/a.js", ".nuxt/a.js", "a.min.js", "a.d.ts"];
    const cwd = folder(Object.fromEntries([...kinds.map((kind) => `src/a.${kind}`), ...left, "a.json", "a.vue"].map((name) => [name, ""])));
    const { code, stdout } = await command(cwd, "--format", "json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { filePath: string }[]).map(({ filePath }) => filePath.slice(cwd.length + 1)).sort()).toEqual(kinds.map((kind) => `src/a.${kind}`).sort());
  });

  it("reads JSX in .js, .jsx and .tsx, and an angle bracket cast in .ts", async () => {
    const jsx = "export const a = <p>{1}</p>;\n";
    const cwd = folder({ "a.js": jsx, "a.jsx": jsx, "a.tsx": jsx, "a.ts": "export const a = <number>JSON.parse('1');\n" });
    expect(await command(cwd)).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^4 files, 0 findings, \d+\.\d s\n$/) });
  });

  it("lints a path that is named, even below a folder it leaves out or outside the current one", async () => {
    const cwd = folder({ "node_modules/p/a.js": "", "here/a.js": "" });
    expect((await command(cwd, "node_modules/p")).stdout).toMatch(/^1 file, /);
    expect((await command(join(cwd, "here"), "../node_modules/p/a.js", "a.js", ".")).stdout).toMatch(/^2 files, /);
  });

  it("names what is missing, unreadable, no source or broken, each in one line, and lints the rest", async () => {
    const cwd = folder({ "src/early.mjs": early, "src/broken.ts": "const = 1;\n", "src/folder.js/a.js": "", "notes.txt": "", "empty/notes.txt": "" });
    symlinkSync("nowhere.js", join(cwd, "src/link.js"));
    const ended = await command(cwd, "src", "nope", "notes.txt", "empty", "test/*.js");
    expect(problemsIn(ended).sort()).toEqual([
      "startup-order: empty holds no JavaScript or TypeScript files to lint.",
      "startup-order: notes.txt is not a JavaScript or TypeScript file.",
      "startup-order: src/broken.ts:1:7 cannot be parsed: Variable declaration expected.",
      "startup-order: src/link.js cannot be read (ENOENT).",
      "startup-order: there is no file or folder nope.",
      "startup-order: there is no file or folder test/*.js; patterns are left to the shell, name files and folders.",
    ]);
    expect(ended.stderr.trimEnd().split("\n")).toHaveLength(6);
    expect(ended.stdout).toContain("startup-order/no-early-address");
    expect(ended.stdout).toMatch(/\n2 files, 1 server, 1 finding, \d+\.\d s\n$/);
    expect(ended.code).toBe(2);
  });

  it("shows what nobody expected with its stack, and exits with 2", async () => {
    const eslint = "exports.ESLint = class { async loadFormatter() {} async lintFiles() { throw new Error('nobody expected'); } };\n";
    const cwd = folder({ "a.js": "", "node_modules/eslint/package.json": '{"version":"10.0.0"}', "node_modules/eslint/index.js": eslint });
    expect(await command(cwd)).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(/Error: nobody expected\n +at .*index\.js:1/) });
  });

  it("reads no ESLint config of the folder", async () => {
    const cwd = folder({ "a.ts": clean, "eslint.config.js": "throw new Error('read');\n" });
    expect(await command(cwd)).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("findings", () => {
  it("prints them, a summary, and exits with 1", async () => {
    const ended = await command(folder({ "src/a.mjs": early, "src/b.ts": clean }), "src");
    expect(ended.stdout).toMatch(/4:13\s+error\s.*startup-order\/no-early-address/);
    expect(ended.stdout).toMatch(/\n2 files, .*1 finding, \d+\.\d s\n$/);
    expect(ended).toMatchObject({ code: 1, stderr: "" });
  });

  it("says nothing about disable comments for rules it does not have, and obeys those for its own", async () => {
    const foreign = "/* eslint-disable import-x/order, no-undef */\n/* eslint no-console: error, foo/bar: 2 */\n/* global a: nonsense */\n// eslint-disable-next-line @typescript-eslint/no-explicit-any\nconsole.log(1);\n";
    const own = early.replace("console.log", "// eslint-disable-next-line startup-order/no-early-address -- tried\nconsole.log");
    const cwd = folder({ "foreign.js": foreign, "own.mjs": own, "everything.mjs": `/* eslint-disable */\n${early}`, "comment.js": "/* eslint no-console: [ */\n", "unused.js": "// eslint-disable-next-line startup-order/no-early-address\n" });
    const ended = await command(cwd, "--format", "json");
    expect(ended.code).toBe(0);
    for (const result of JSON.parse(ended.stdout) as Record<string, unknown>[]) {
      expect(result).toMatchObject({ messages: [], errorCount: 0, warningCount: 0, fatalErrorCount: 0 });
      expect(result).not.toHaveProperty("source");
    }
  });

  it("keeps the output of other formats free of its own lines", async () => {
    const ended = await command(folder({ "a.mjs": early, "broken.js": "(" }), "--format", "json");
    const results = JSON.parse(ended.stdout) as { messages: { ruleId: string | null; line: number }[]; fatalErrorCount: number }[];
    expect(results.map(({ messages }) => messages.map(({ ruleId, line }) => [ruleId, line]))).toEqual([[["startup-order/no-early-address", 4]], [[null, 1]]]);
    expect(results.map(({ fatalErrorCount }) => fatalErrorCount)).toEqual([0, 1]);
    expect(ended.stderr).toMatch(/\n1 file, 1 server, 1 finding, \d+\.\d s\n$/);
    expect(ended.code).toBe(2);
  });

  it("counts warnings against --max-warnings", async () => {
    const cwd = folder({ "a.mjs": `/* eslint startup-order/no-early-address: "warn" */\n${early}` });
    expect((await command(cwd)).code).toBe(0);
    expect((await command(cwd, "--max-warnings", "1")).code).toBe(0);
    expect((await command(cwd, "--max-warnings", "0")).code).toBe(1);
  });

  it("finds the same from the cache and with threads, and keeps the presets apart there", async () => {
    const cwd = folder({ "a.mjs": early, "b.mjs": early, "c.ts": clean });
    const first = await command(cwd, "--cache", "--cache-location", "kept/cache");
    expect(statSync(join(cwd, "kept/cache")).isFile()).toBe(true);
    const findings = ({ stdout }: Ended) => stdout.replace(/, \d+\.\d s/, "");
    expect(findings(first)).toContain("3 files, ");
    expect(findings(first)).toContain("2 findings");
    for (const given of [["--cache", "--cache-location", "kept/cache"], ["--concurrency", "2"], ["--cache-location", "kept/cache", "--preset", "strict"]]) {
      const ended = await command(cwd, ...given);
      expect(findings(ended)).toBe(findings(first));
      expect(ended.code).toBe(1);
      expect(problemsIn(ended)).toEqual([]);
    }
  });

  it("adds where the time went with --stats", async () => {
    expect((await command(folder({ "a.ts": clean }), "--stats")).stdout).toMatch(/\n\d+\.\d s parsing, \d+\.\d s in the rules\n$/);
  });

  it("lints on where a package.json is broken, and says that the versions are not known", async () => {
    const ended = await command(folder({ "package.json": "{", "a.mjs": early }));
    expect(problemsIn(ended)).toEqual([expect.stringMatching(/package\.json is not valid JSON: the versions in it are not known\.$/)]);
    expect(ended.stdout).toContain("1 finding");
    expect(ended.code).toBe(2);
  });
});

describe("what was understood", () => {
  const message = (counts: object) => ({ ruleId: "startup-order-cli/understood", severity: 1 as const, message: JSON.stringify(counts), line: 1, column: 1 });
  const result = { filePath: "/p/a.js", messages: [], suppressedMessages: [], errorCount: 0, warningCount: 1, fatalErrorCount: 0, fixableErrorCount: 0, fixableWarningCount: 0, usedDeprecatedRules: [] };

  it("is added up over files, also those that disable everything, and taken out of the results", () => {
    const sorted = sortResults([{ ...result, messages: [message({ server: 2, sleep: 1 })] }, { ...result, suppressedMessages: [{ ...message({ server: 1 }), suppressions: [] }] }], "/p");
    expect(sorted.counts).toEqual({ server: 3, sleep: 1 });
    expect(sorted).toMatchObject({ files: 2, errors: 0, warnings: 0, broken: [] });
    expect(sorted.results).toMatchObject([{ messages: [], warningCount: 0 }, { suppressedMessages: [] }]);
  });

  it("is told in one line, most first, without what was not seen", () => {
    expect(summary(214, { "child process": 2, server: 1, sleep: 4, worker: 0 }, 0, 1.234)).toBe("214 files, 4 sleeps, 2 child processes, 1 server, 0 findings, 1.2 s");
    expect([counted(2, "proxy"), counted(2, "relay"), counted(0, "file")]).toEqual(["2 proxies", "2 relays", "0 files"]);
  });
});

describe("progress", () => {
  it("shows after a second on a terminal and is erased, and never shows elsewhere", () => {
    vi.useFakeTimers();
    const written: string[] = [];
    const stream = (isTTY: boolean) => ({ isTTY, write: (text: string) => written.push(text) }) as unknown as NodeJS.WriteStream;
    const none = showProgress(3, stream(false));
    const end = showProgress(3, stream(true));
    vi.advanceTimersByTime(900);
    expect(written).toEqual([]);
    vi.advanceTimersByTime(1200);
    none();
    end();
    vi.useRealTimers();
    expect(written).toEqual(["\rstartup-order: linting 3 files, 1 s", "\rstartup-order: linting 3 files, 2 s", "\r\u001b[K"]);
  });
});

describe("versions", () => {
  const declaring = (dependencies: object, more: object = {}) => folder({ "package.json": JSON.stringify({ dependencies, ...more }) });

  it("are the lowest majors that the ranges allow", () => {
    const known = { caret: "^5.1.0", tilde: "~4.18", exact: "4.22.3", equal: "=3.0.0", v: "v2", x: "5.x", or: "^5 || ^4.1", between: ">=4 <6", hyphen: "3.1 - 5", zero: "^0.12.0", pre: "6.0.0-beta.1", aliased: "npm:express@4", scoped: "npm:@acme/express@^5.1" };
    expect(versionsFrom(declaring(known))).toEqual({ caret: "5", tilde: "4", exact: "4", equal: "3", v: "2", x: "5", or: "4", between: "4", hyphen: "3", zero: "0", pre: "6", aliased: "4", scoped: "5" });
  });

  it("leave out ranges that do not tell", () => {
    const unknown = { open: ">=4", below: "<5", any: "*", empty: "", tag: "latest", workspace: "workspace:*", linked: "workspace:^5.0.0", catalog: "catalog:", file: "file:../p", git: "git+https://example.com/p.git#5.0.0", github: "expressjs/express#5.0.0", url: "https://example.com/5.tgz", openOr: "^4 || >=5", wrong: 5, alias: "npm:express" };
    expect(versionsFrom(declaring(unknown))).toEqual({});
  });

  it("take the lower of two declarations of a package, and none where one of them does not tell", () => {
    const more = { devDependencies: { express: "^5.0.0", koa: "^3.0.0" }, peerDependencies: { express: "^4 || ^5", koa: ">=2" } };
    expect(versionsFrom(declaring({}, more))).toEqual({ express: "4" });
  });

  it("come from the nearest package.json above", () => {
    const cwd = folder({ "package.json": '{"dependencies":{"express":"^4"}}', "a/package.json": '{"dependencies":{"koa":"^3"}}', "a/src/b.js": "", "c/b.js": "" });
    expect(versionsFrom(join(cwd, "a/src"))).toEqual({ koa: "3" });
    expect(versionsFrom(join(cwd, "c"))).toEqual({ express: "4" });
  });

  it("of several folders are those on which they agree", () => {
    const folders = [declaring({ express: "^4", koa: "^3", ws: "^8" }), declaring({ express: "^5", koa: "^3", ws: ">=8" }), declaring({ vite: "^8" })];
    expect(versionsFromAll(folders)).toEqual({ koa: "3", vite: "8" });
  });

  it("are refused from a package.json that is no JSON", () => {
    expect(() => versionsFrom(folder({ "package.json": "{" }))).toThrow(/package\.json is not valid JSON/);
  });

  it.each([[[]], [["--concurrency", "2"]]])("and the preset reach the rules, with options %j", async (given) => {
    // Express 5 calls the listen callback on failure too; before, it began only when ready.
    const app = 'import express from "express";\nconst server = express().listen(3000, () => console.log(server.address().port));\n';
    const findings = async (range: string, ...more: string[]) => {
      const cwd = folder({ "package.json": JSON.stringify({ dependencies: { express: range } }), "a.mjs": app, "b.mjs": app });
      return /(\d+) findings?,/.exec((await command(cwd, ...given, ...more)).stdout)?.[1];
    };
    expect(await findings("^5.1.0", "--preset", "strict")).toBe("2");
    expect(await findings("^4.18.0", "--preset", "strict")).toBe("0");
    expect(await findings("^5.1.0")).toBe("0");
  });
});

describe("the package", () => {
  it("works by npx after an install from its tarball", { timeout: 180_000 }, async () => {
    const cwd = folder({ "package.json": '{"private":true}', "src/a.mjs": early, "src/b.ts": clean });
    const packed = await program("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", cwd], root);
    const [tarball] = readdirSync(cwd).filter((name) => name.endsWith(".tgz"));
    expect(tarball, packed.stderr).toBeDefined();
    const installed = await program("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", `./${tarball}`, "eslint@10.15.0"], cwd);
    expect(installed.code, installed.stderr).toBe(0);
    const ended = await program("npx", ["eslint-plugin-startup-order", "src"], cwd);
    expect(ended.stdout).toContain("startup-order/no-early-address");
    expect(ended.stdout).toMatch(/\n2 files, .*1 finding, \d+\.\d s\n$/);
    expect(ended.code).toBe(1);
  });
});
