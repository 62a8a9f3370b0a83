import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "../index.js";

// In the pages of the rules a block whose first line is a comment with ❌ or ✅ is linted:
//   // ❌ …                reported by the page's rule on exactly the lines that end in `// reported` or `// reported in strict`
//   // ✅ …                reported nowhere, by no rule
//   // ✅ after <id>       reported nowhere, and what the suggestion <id> makes of the ❌ block above
//   … with versions { "express": "5" }     under these settings
//   … with options { "effects": true }     with these options of the page's rule
// A plain block is a fragment and is not linted.

const root = dirname(import.meta.dirname);
const pages = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", ...filesBelow("docs", ".md"), ...filesBelow("examples", ".md")];
const rulePages = pages.filter((page) => page.startsWith(join("docs", "rules")));
const mark = /\s*\/\/ reported( in strict)?$/;

type Preset = "recommended" | "strict";

interface Block {
  readonly line: number;
  readonly filename: string;
  readonly title: string;
  readonly text: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Options of the page's rule, beside those of the preset. */
  readonly options?: { readonly rule: string; readonly given: Readonly<Record<string, unknown>> };
  /** The lines marked as reported, counted from 1. */
  readonly reported: Readonly<Record<Preset, readonly number[]>>;
}

describe.each(rulePages)("%s", (page) => {
  const name = basename(page, ".md");
  const text = read(page);
  const blocks = blocksIn(text, name);
  const rule = plugin.rules[name];

  it("belongs to a rule and shows it at work", () => {
    expect(rule).toBeDefined();
    expect(blocks.filter(({ title }) => title.startsWith("❌")).length).toBeGreaterThan(0);
    expect(blocks.filter(({ title }) => title.startsWith("✅")).length).toBeGreaterThan(0);
  });

  it("has its sections in order", () => {
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(["Why it goes wrong", "Examples", "What to do", "Options", "What it does not see", "When not to use it", "Related"]);
    expect(text).toContain("```mermaid\n");
  });

  it.each(blocks)("line $line: $title", (block) => {
    const isBad = block.title.startsWith("❌");
    expect(block.reported.strict.length > 0, "marked lines").toBe(isBad);
    for (const preset of ["recommended", "strict"] as const) {
      const messages = isBad ? lintBy(name, block, preset) : lint(block, preset);
      expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
      expect(messages.map(({ line }) => line), preset).toEqual(block.reported[preset]);
    }
  });

  it.each(afterBlocks(blocks))("line $after.line: $id makes it of the block above", ({ before, after, id }) => {
    const suggestions = lintBy(name, before, "strict").flatMap(({ suggestions = [] }) => suggestions.filter(({ messageId }) => messageId === id));
    expect(suggestions.map(({ fix }) => before.text.slice(0, fix.range[0]) + fix.text + before.text.slice(fix.range[1]))).toEqual([after.text]);
  });

  it("shows every message and every suggestion", () => {
    const reported = blocks.flatMap((block) => lintBy(name, block, "strict").map(({ messageId }) => messageId));
    const repaired = afterBlocks(blocks).map(({ id }) => id);
    expect([...new Set([...reported, ...repaired])].sort()).toEqual(Object.keys(rule?.meta?.messages ?? {}).sort());
    for (const id of repaired) expect(text).toContain(`\`${id}\``);
  });

  it("describes every option and every value of it", () => {
    const options = text.slice(text.indexOf("\n## Options"));
    const [schema] = rule?.meta?.schema as [{ properties: Record<string, { enum?: readonly string[] }> }];
    for (const [option, { enum: values = [] }] of Object.entries(schema.properties)) {
      expect(options).toContain(`\`${option}\``);
      for (const value of values) expect(options).toContain(`- \`"${value}"\`: `);
    }
  });
});

it("has a page for every rule", () => {
  expect(rulePages.map((page) => basename(page, ".md")).sort()).toEqual(Object.keys(plugin.rules).sort());
});

it("quotes in the README what the rule says of the README's program", () => {
  const [, program = "", warning = ""] = /```js\n(.+?)```\n\n```text\n(.+?)```/s.exec(read("README.md")) ?? [];
  const block = { line: 0, filename: "server.js", title: "", text: program, versions: {}, reported: { recommended: [], strict: [] } };
  // The stylish formatter leaves the last full stop out.
  const lines = lint(block, "recommended").map(({ line, column, message, ruleId }) => `  ${line}:${column}  error  ${message.replace(/\.$/, "")}  ${ruleId}\n`);
  expect(lines).toHaveLength(1);
  expect(warning).toBe(`server.js\n${lines.join("")}`);
});

it("shows in docs/settings.md settings that teach the rules what the page says", () => {
  const page = read("docs/settings.md");
  const blocks = blocksIn(page);
  // Each block is linted under the last settings above it.
  const given = [...page.matchAll(/```json\n(.+?)```/gs)].map(({ 1: row = "", index }) => ({ line: page.slice(0, index).split("\n").length, settings: JSON.parse(row) as Record<string, unknown> }));
  expect(blocks.filter(({ title }) => title.startsWith("❌")).length).toBeGreaterThan(2);
  for (const block of blocks) {
    const settings = given.findLast(({ line }) => line < block.line)?.settings;
    expect(lint(block, "recommended", settings).map(({ line }) => line), block.title).toEqual(block.reported.recommended);
    // Without them nothing is known.
    expect(lint(block, "recommended", {}), block.title).toEqual([]);
  }
});

it("quotes in docs/settings.md the errors that wrong settings give", () => {
  const table = [...read("docs/settings.md").matchAll(/^\| `(\{.*\})` \| `(.+)` \|$/gm)];
  expect(table.length).toBeGreaterThan(5);
  for (const [, given = "", error = ""] of table) {
    const block = { line: 0, filename: "a.js", title: "", text: "server.address();", versions: {}, reported: { recommended: [], strict: [] } };
    const settings = JSON.parse(given) as Record<string, unknown>;
    expect(() => lint(block, "recommended", settings), given).toThrow(error);
  }
});

it.each(pages)("%s links to files and headings that exist", (page) => {
  // Code is no text: what looks like a link there is none.
  const text = read(page).replace(/^```.*?^```/gms, "");
  for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(target)) continue;
    const [path = "", heading] = target.split("#");
    const file = path === "" ? join(root, page) : resolve(root, dirname(page), path);
    expect(existsSync(file), `${target} in ${page}`).toBe(true);
    if (heading !== undefined) expect(headingsOf(read(relative(root, file))), `${target} in ${page}`).toContain(heading);
  }
});

it.each(pages)("%s names only rules that exist", (page) => {
  const named = [...read(page).matchAll(/\bstartup-order\/((?:no|require|prefer)-[a-z-]+)/g)].map(([, rule = ""]) => rule);
  for (const rule of named) expect(Object.keys(plugin.rules)).toContain(rule);
});

/** What one rule says of a block, and what keeps it from being parsed. */
function lintBy(rule: string, block: Block, preset: Preset): Linter.LintMessage[] {
  return lint(block, preset).filter(({ ruleId, fatal }) => fatal || ruleId === `startup-order/${rule}`);
}

function lint({ text, filename, versions, options }: Block, preset: Preset, settings: Readonly<Record<string, unknown>> = { versions }): Linter.LintMessage[] {
  return new Linter().verify(
    text,
    [
      {
        ...plugin.configs[preset],
        files: ["**/*.{js,ts}"],
        languageOptions: { parser },
        settings: { "startup-order": settings },
        rules: { ...plugin.configs[preset].rules, ...(options && { [options.rule]: ["error", { report: preset === "strict" ? "potential" : "certain", ...options.given }] }) },
      },
    ],
    { filename },
  );
}

function blocksIn(page: string, rule = ""): Block[] {
  return [...page.matchAll(/^```(js|ts)\n\/\/ ([❌✅][^\n]*)\n(.*?)^```/gmsu)].map(({ 1: language = "", 2: title = "", 3: code = "", index }) => {
    const lines = code.split("\n");
    const options = /with options (\{.*\})/.exec(title)?.[1];
    const marked = lines.flatMap((line, i) => (mark.test(line) ? [{ line: i + 1, isStrict: mark.exec(line)?.[1] !== undefined }] : []));
    return {
      line: page.slice(0, index).split("\n").length,
      filename: `example.${language}`,
      title,
      text: lines.map((line) => line.replace(mark, "")).join("\n"),
      versions: JSON.parse(/with versions (\{.*\})/.exec(title)?.[1] ?? "{}") as Record<string, string>,
      ...(options !== undefined && { options: { rule: `startup-order/${rule}`, given: JSON.parse(options) as Record<string, unknown> } }),
      reported: {
        recommended: marked.filter(({ isStrict }) => !isStrict).map(({ line }) => line),
        strict: marked.map(({ line }) => line),
      },
    };
  });
}

function afterBlocks(blocks: readonly Block[]): { readonly before: Block; readonly after: Block; readonly id: string }[] {
  return blocks.flatMap((after, i) => {
    const id = /^✅ after (\w+)/.exec(after.title)?.[1];
    const before = blocks[i - 1];
    return id !== undefined && before ? [{ before, after, id }] : [];
  });
}

/** The anchors that GitHub gives the headings of a page. */
function headingsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function filesBelow(folder: string, extension: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name))
    .sort();
}

function read(page: string): string {
  return readFileSync(join(root, page), "utf8");
}
