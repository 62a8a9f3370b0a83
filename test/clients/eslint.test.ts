import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blockOf } from "./pages.js";
import { early, repaired } from "./programs.js";
import { type ProjectName, findingsIn, folderIn, run, write } from "./project.js";

const rule = "startup-order/no-early-address";
const json = ["--format", "json", "."];

/** Lints a folder with the given files and expects exactly one finding, in `early.js`. */
async function expectFound(project: ProjectName, files: Readonly<Record<string, string>>, ...given: string[]): Promise<void> {
  const cwd = folderIn(project, { "early.js": early, "repaired.js": repaired, ...files });
  const ended = await run(cwd, "eslint", [...given, ...json]);
  expect(ended.stderr).toBe("");
  expect(findingsIn(ended.stdout, cwd)).toEqual([`early.js 4:13 ${rule}`]);
  expect(ended.code).toBe(1);
}

const byName = `import { defineConfig } from "eslint/config";
import startupOrder from "eslint-plugin-startup-order";

export default defineConfig({ plugins: { "startup-order": startupOrder }, extends: ["startup-order/recommended"] });
`;
const byObject = `import startupOrder from "eslint-plugin-startup-order";

export default [startupOrder.configs.recommended];
`;
const common = `const startupOrder = require("eslint-plugin-startup-order");

module.exports = [startupOrder.configs.recommended, { files: ["**/*.js"], languageOptions: { sourceType: "module" } }];
`;
const ruleByRule = `import startupOrder from "eslint-plugin-startup-order";

export default [{ plugins: { "startup-order": startupOrder }, rules: { "${rule}": "error" } }];
`;
const typed = byName.replace("\n\n", "\nimport type { Linter } from \"eslint\";\n\n").replace("export default ", "const config: Linter.Config[] = ") + "\nexport default config;\n";
const isModule = { "package.json": '{"type":"module"}' };

describe.each(["eslint-9.15", "eslint-9", "eslint-10"] as const)("%s", (project) => {
  const hasDefineConfig = project !== "eslint-9.15";

  it.runIf(hasDefineConfig)("is extended by name, in a project of ES modules", () => expectFound(project, { ...isModule, "eslint.config.js": byName }));

  it("is extended by its object", () => expectFound(project, { "eslint.config.mjs": byObject }));

  it("is required by a CommonJS config", () => expectFound(project, { "eslint.config.cjs": common }));

  it("is required by a config in a CommonJS project", () => expectFound(project, { "package.json": '{"type":"commonjs"}', "eslint.config.js": common }));

  it.runIf(hasDefineConfig)("is extended by a config in TypeScript", () => expectFound(project, { ...isModule, "eslint.config.ts": typed }));

  // `npm init` makes projects of CommonJS.
  it.runIf(hasDefineConfig).each(["eslint.config.mjs", "eslint.config.ts"])("runs with the %s of the README in a project that is made anew", (file) =>
    expectFound(project, { "package.json": '{"type":"commonjs"}', [file]: blockOf("README.md", file) }));

  it("has its rules set one by one", () => expectFound(project, { "eslint.config.mjs": ruleByRule }));

  it("leaves code alone with --fix", async () => {
    const cwd = folderIn(project, { "eslint.config.mjs": byObject, "early.js": early });
    expect((await run(cwd, "eslint", ["--fix", "."])).code).toBe(1);
    expect(readFileSync(join(cwd, "early.js"), "utf8")).toBe(early);
  });

  it("obeys disable comments, and reports those that disable nothing", async () => {
    const disabled = (text: string) => text.replace("console.log", `// eslint-disable-next-line ${rule} -- tried\nconsole.log`);
    const cwd = folderIn(project, { "eslint.config.mjs": byObject, "disabled.js": disabled(early), "unused.js": disabled(repaired) });
    const ended = await run(cwd, "eslint", ["--report-unused-disable-directives-severity", "error", ...json]);
    expect(findingsIn(ended.stdout, cwd)).toEqual([`unused.js 6:1 Unused eslint-disable directive (no problems were reported from '${rule}').`]);
  });

  it("reports from the cache what it reported before", async () => {
    const cwd = folderIn(project, { "eslint.config.mjs": byObject, "early.js": early, "repaired.js": repaired });
    const cached = async () => (await run(cwd, "eslint", ["--cache", ...json])).stdout;
    const first = await cached();
    expect(findingsIn(first, cwd)).toEqual([`early.js 4:13 ${rule}`]);
    expect(existsSync(join(cwd, ".eslintcache"))).toBe(true);
    expect(await cached()).toBe(first);
    write(cwd, { "early.js": repaired, "repaired.js": early });
    expect(findingsIn(await cached(), cwd)).toEqual([`repaired.js 4:13 ${rule}`]);
  });

  it("refuses an option with a typo by its name, and a wrong value with those that are allowed", async () => {
    const wrong = async (options: string) => {
      const cwd = folderIn(project, { "early.js": early, "eslint.config.mjs": ruleByRule.replace('"error"', `["error", ${options}]`) });
      const ended = await run(cwd, "eslint", ["."]);
      expect(ended.code).toBe(2);
      return ended.stderr;
    };
    expect(await wrong('{ reports: "potential" }')).toMatch(/"startup-order\/no-early-address"[^]*Unexpected property "reports"\. Expected properties: "report"/);
    expect(await wrong('{ report: "maybe" }')).toMatch(/"startup-order\/no-early-address"[^]*Value "maybe" should be equal to one of the allowed values\./);
  });

  it("refuses a setting with a typo by its name", async () => {
    const config = `import startupOrder from "eslint-plugin-startup-order";\nexport default [startupOrder.configs.recommended, { settings: { "startup-order": { wait: ["ready"] } } }];\n`;
    const cwd = folderIn(project, { "early.js": early, "eslint.config.mjs": config });
    const ended = await run(cwd, "eslint", ["."]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('settings["startup-order"].wait is not known; allowed are contracts, waits, sleeps, starts, versions.');
    // Which of the files ESLint comes to first is its own choice.
    expect(ended.stderr).toMatch(/Occurred while linting .*\.m?js/);
  });

  it("refuses a preset that it does not have", async () => {
    const cwd = folderIn(project, { "early.js": early, "eslint.config.mjs": byName.replace("startup-order/recommended", "startup-order/recomended") });
    if (!hasDefineConfig) return;
    const ended = await run(cwd, "eslint", ["."]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('"recomended"');
  });
});
