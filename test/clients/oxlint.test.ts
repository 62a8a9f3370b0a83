import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { blockOf } from "./pages.js";
import { early, repaired } from "./programs.js";
import { findingsIn, folderIn, projectFolder, run } from "./project.js";

const installed = () => join(projectFolder("eslint-10"), "node_modules/eslint-plugin-startup-order");
const oxlintrc = blockOf("README.md", ".oxlintrc.json");

/** The findings in oxlint's JSON, each as `file line:column rule`. */
function diagnosticsIn(stdout: string): string[] {
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code?: string; message: string; filename: string; labels: { span: { line: number; column: number } }[] }[] };
  return diagnostics.map(({ code = "", message, filename, labels: [label] }) => `${filename} ${label?.span.line}:${label?.span.column} ${/^startup-order\((.+)\)$/.exec(code)?.[1] ?? message}`).sort();
}

describe("oxlint with the config of the README", () => {
  it("reports, and applies our suggestions when asked to", async () => {
    const cwd = folderIn("eslint-10", { ".oxlintrc.json": oxlintrc, "early.js": early });
    const ended = await run(cwd, "oxlint", ["--format", "json"]);
    expect(diagnosticsIn(ended.stdout)).toEqual(["early.js 4:13 no-early-address"]);
    expect(ended.code).toBe(1);
    expect((await run(cwd, "oxlint", ["--fix"])).code).toBe(1);
    expect(readFileSync(join(cwd, "early.js"), "utf8")).toBe(early);
    expect((await run(cwd, "oxlint", ["--fix-suggestions"])).code).toBe(0);
    expect(readFileSync(join(cwd, "early.js"), "utf8")).toBe(repaired);
  });

  it("names the rules of recommended", async () => {
    const { rules } = JSON.parse(oxlintrc) as { rules: Record<string, string> };
    const { default: plugin } = (await import(join(installed(), "dist/index.js"))) as { default: { configs: { recommended: { rules: Record<string, unknown> } } } };
    expect(Object.keys(rules).sort()).toEqual(Object.keys(plugin.configs.recommended.rules).sort());
  });

  it("obeys disable comments, its own and ESLint's", async () => {
    const disabled = (by: string) => early.replace("console.log", `// ${by}-disable-next-line startup-order/no-early-address\nconsole.log`);
    const cwd = folderIn("eslint-10", { ".oxlintrc.json": oxlintrc, "a.js": disabled("eslint"), "b.js": disabled("oxlint") });
    expect(diagnosticsIn((await run(cwd, "oxlint", ["--format", "json"])).stdout)).toEqual([]);
  });

  it("names the key of a setting with a typo, and fails", async () => {
    const wrong = JSON.stringify({ ...(JSON.parse(oxlintrc) as object), settings: { "startup-order": { wait: [] } } });
    const cwd = folderIn("eslint-10", { ".oxlintrc.json": wrong, "early.js": early });
    const ended = await run(cwd, "oxlint");
    expect(ended.code).not.toBe(0);
    expect(ended.stdout).toContain('settings["startup-order"].wait is not known; allowed are contracts, waits, sleeps, starts, versions.');
  });
});

describe("oxlint beside ESLint", () => {
  let files: Record<string, string>;

  // The programs of the rules' pages and the examples: every message of every rule is among them.
  beforeAll(() => {
    const page = (name: string) => readFileSync(join(installed(), "docs/rules", name), "utf8");
    files = Object.fromEntries(
      readdirSync(join(installed(), "docs/rules")).flatMap((name) =>
        [...page(name).matchAll(/^```(js|ts)\n(\/\/ [❌✅].*?)^```/gmsu)].map(([, language = "", code = ""], i) => [`${basename(name, ".md")}-${i}.${language}`, code]),
      ),
    );
    for (const path of readdirSync(join(installed(), "examples"), { recursive: true, encoding: "utf8" })) {
      if (/\.(?:mjs|ts)$/.test(path)) files[`examples/${path}`] = readFileSync(join(installed(), "examples", path), "utf8");
    }
  });

  it("finds the same, also what is potential", async () => {
    const rules = Object.fromEntries(readdirSync(join(installed(), "docs/rules")).map((name) => [`startup-order/${basename(name, ".md")}`, ["error", { report: "potential" }]]));
    const cwd = folderIn("eslint-10", {
      ...files,
      ".oxlintrc.json": JSON.stringify({ jsPlugins: ["eslint-plugin-startup-order"], categories: { correctness: "off" }, rules }),
      "eslint.config.mjs": `import startupOrder from "eslint-plugin-startup-order";
import tseslint from "typescript-eslint";
export default [{ files: ["**/*.{js,mjs,ts}"], languageOptions: { parser: tseslint.parser }, plugins: { "startup-order": startupOrder }, rules: ${JSON.stringify(rules)} }];
`,
    });
    const eslint = findingsIn((await run(cwd, "eslint", ["--format", "json", "--ignore-pattern", "eslint.config.mjs", "."])).stdout, cwd);
    const oxlint = diagnosticsIn((await run(cwd, "oxlint", ["--format", "json", "--ignore-pattern", "eslint.config.mjs"])).stdout);
    expect(eslint.length).toBeGreaterThan(60);
    expect(oxlint).toEqual(eslint.map((finding) => finding.replace("startup-order/", "")));
  });
});
