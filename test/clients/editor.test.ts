import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Editor } from "./language-server.js";
import { picture } from "./picture.js";
import { early, repaired } from "./programs.js";
import { folderIn, projectFolder } from "./project.js";

const root = dirname(dirname(import.meta.dirname));
const config = `import startupOrder from "eslint-plugin-startup-order";

export default [startupOrder.configs.recommended];
`;
const oxlintrc = '{ "jsPlugins": ["eslint-plugin-startup-order"], "categories": { "correctness": "off" }, "rules": { "startup-order/no-early-address": "error" } }';

/** What the ESLint extension of VS Code tells its server, by its defaults. */
const vscode = {
  ...{ validate: "on", run: "onType", nodePath: null, options: {}, rulesCustomizations: [], quiet: false, onIgnoredFiles: "off" },
  ...{ problems: { shortenToSingleLine: false }, packageManager: "npm", format: false, experimental: {}, useFlatConfig: true, useESLintClass: true },
  ...{ workingDirectory: { mode: "location" }, codeActionOnSave: { mode: "all" } },
  codeAction: { disableRuleComment: { enable: true, location: "separateLine" }, showDocumentation: { enable: true } },
};

let editor: Editor | undefined;
afterEach(() => editor?.close());

/** An editor with the early program open, its server being a program of the newest project. */
function editing(program: readonly string[], settings: (folder: string) => Readonly<Record<string, unknown>>, text = early): Editor {
  const folder = folderIn("eslint-10", { "package.json": '{"type":"module"}', "eslint.config.js": config, ".oxlintrc.json": oxlintrc, "early.js": text });
  const [name = "", ...given] = program;
  return (editor = new Editor(folder, "early.js", [join(projectFolder("eslint-10"), "node_modules/.bin", name), ...given], settings(folder)));
}

const repairs = ['Wait right behind the start: `await once(server, "listening")`.', "Move the read, and what follows it, into the callback of `server.listen(0, \"127.0.0.1\")`."];

describe("the language server of VS Code's ESLint extension", () => {
  const open = (text?: string) => editing(["vscode-eslint-language-server", "--stdio"], (folder) => ({ ...vscode, workspaceFolder: { name: "case", uri: `file://${folder}` } }), text);

  it("warns, offers our repairs, and is content with the code that one of them makes", async () => {
    const editor = open();
    const [warning, ...others] = await editor.open();
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ code: "startup-order/no-early-address", range: { start: { line: 3, character: 12 } }, message: expect.stringMatching(/^`server\.address\(\)` gives null here: /) });

    const actions = await editor.actionsAt(warning!);
    const titles = actions.map(({ title }) => title);
    expect(titles.slice(0, 2)).toEqual(repairs.map((title) => `${title} (startup-order/no-early-address)`));
    expect(titles).toContain("Show documentation for startup-order/no-early-address");

    expect(await editor.choose(actions[0]!)).toEqual([]);
    expect(editor.text).toBe(repaired);
  });

  it("leads to the page of the rule, which is there", async () => {
    const [warning] = await open().open();
    const url = warning?.codeDescription?.href ?? "";
    const [, page = "none"] = /^https:\/\/github\.com\/.+\/blob\/main\/(docs\/rules\/no-early-address\.md)$/.exec(url) ?? [];
    expect(existsSync(join(projectFolder("eslint-10"), "node_modules/eslint-plugin-startup-order", page)), url).toBe(true);
  });

  // `npx vitest run -c test/clients/vitest.config.ts editor -u` draws it anew.
  it("shows what the picture of the README shows", async () => {
    const [, program = ""] = /```js\n(.+?)```/s.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
    const editor = open(program);
    const [warning] = await editor.open();
    const actions = await editor.actionsAt(warning!);
    await expect(picture("server.js", program, warning!, actions)).toMatchFileSnapshot(join(root, "docs/editor.svg"));
  });
});

describe("oxlint --lsp", () => {
  it("warns, offers our repairs, and is content with the code that one of them makes", async () => {
    const editor = editing(["oxlint", "--lsp"], () => ({ run: "onType" }));
    const [warning, ...others] = await editor.open();
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ code: "startup-order(no-early-address)", range: { start: { line: 3, character: 12 } } });

    const actions = await editor.actionsAt(warning!);
    expect(actions.map(({ title }) => title).slice(0, 2)).toEqual(repairs);

    expect(await editor.choose(actions[0]!)).toEqual([]);
    expect(editor.text).toBe(repaired);
  });
});
