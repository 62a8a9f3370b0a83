import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Linter, type Rule } from "eslint";
import { defineConfig } from "eslint/config";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import plugin from "../index.js";

const root = dirname(import.meta.dirname);
const rules = Object.entries(plugin.rules as Record<string, Rule.RuleModule & { readonly name?: string }>);
const names = rules.map(([name]) => name);

/** Certain for `recommended` and `strict` alike. */
const certain = `import { createServer } from "node:http";
const server = createServer().listen(0, "127.0.0.1");
console.log(server.address().port);
`;
/** Right by accident: nothing that `recommended` reports. */
const potential = certain.replace(`, "127.0.0.1"`, "");

describe("the rules", () => {
  it("are the files in rules/, by their names", () => {
    const files = readdirSync(join(root, "rules")).filter((file) => file.endsWith(".ts") && file !== "index.ts");
    expect([...names].sort()).toEqual(files.map((file) => basename(file, ".ts")).sort());
  });

  it.each(rules)("%s: is named as its file", (name, rule) => {
    expect(rule.name).toBe(name);
  });

  it.each(rules)("%s: has a page, and leads there", (name, { meta }) => {
    expect(meta?.docs?.url).toMatch(new RegExp(`^https://.*/docs/rules/${name}\\.md$`));
    expect(existsSync(join(root, `docs/rules/${name}.md`)), `docs/rules/${name}.md`).toBe(true);
  });

  it.each(rules)("%s: says what it is for in one line that is no sentence", (_name, { meta }) => {
    expect(meta?.docs?.description).toMatch(/^(?:Disallow|Require) [^\n]*[^\n.]$/);
  });

  it.each(rules)("%s: reports problems, and suggests repairs instead of making them", (_name, { meta }) => {
    expect(meta).toMatchObject({ type: "problem", hasSuggestions: true });
    expect(meta?.fixable).toBeUndefined();
  });

  it.each(rules)("%s: reports what is certain, unless asked for what is potential too", (_name, { meta }) => {
    expect(meta?.schema).toMatchObject([{ properties: { report: { type: "string", enum: ["certain", "potential"] } }, additionalProperties: false }]);
    expect(meta?.defaultOptions).toMatchObject([{ report: "certain" }]);
  });

  it.each(rules)("%s: tells what every option does", (_name, { meta }) => {
    const [{ properties }] = meta?.schema as [{ properties: Record<string, { description?: string }> }];
    for (const [option, { description }] of Object.entries(properties)) expect(description, option).toMatch(/\w/);
  });

  it.each(rules)("%s: has messages that end as sentences do", (_name, { meta }) => {
    for (const message of Object.values(meta?.messages ?? {})) expect(message).toMatch(/[.?]$/);
  });
});

describe("the plugin", () => {
  it("calls itself what package.json calls it", () => {
    const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, string>;
    expect(plugin.meta).toEqual({ name, version, namespace: "startup-order" });
  });

  it("has two presets, named for people who inspect their config", () => {
    expect(Object.entries(plugin.configs).map(([key, { name }]) => [key, name])).toEqual([
      ["recommended", "startup-order/recommended"],
      ["strict", "startup-order/strict"],
    ]);
  });

  it("turns every rule on in strict, and all but those of lifecycles in recommended, at error", () => {
    const rulesAt = (rules: readonly string[], ...entry: unknown[]) => Object.fromEntries(rules.map((name) => [`startup-order/${name}`, entry]));
    const lifecycle = ["no-competing-startup", "no-early-message", "no-illegal-transition"];
    expect(plugin.configs.recommended.rules).toEqual(rulesAt(names.filter((name) => !lifecycle.includes(name)), "error"));
    expect(plugin.configs.strict.rules).toEqual(rulesAt(names, "error", { report: "potential" }));
  });

  it("brings itself along in both, so that the plain config works as well", () => {
    expect(plugin.configs.recommended.plugins).toEqual({ "startup-order": plugin });
    expect(found(certain, [plugin.configs.recommended])).toEqual(["startup-order/no-early-address 3"]);
    expect(found(certain, [plugin.configs.strict])).toEqual(["startup-order/no-early-address 3"]);
  });

  it("can be extended by name: recommended reports what is certain", () => {
    expect(found(certain, extending("startup-order/recommended"))).toEqual(["startup-order/no-early-address 3"]);
    expect(found(potential, extending("startup-order/recommended"))).toEqual([]);
  });

  it("can be extended by name: strict reports what is potential too", () => {
    expect(found(certain, extending("startup-order/strict"))).toEqual(["startup-order/no-early-address 3"]);
    expect(found(potential, extending("startup-order/strict"))).toEqual(["startup-order/no-early-address 3"]);
  });

  it("lets one rule of a preset be set otherwise", () => {
    const [config] = extending("startup-order/strict");
    const off = Object.fromEntries(names.map((name) => [`startup-order/${name}`, "off" as const]));
    expect(found(certain, [config ?? {}, { rules: off }])).toEqual([]);
  });

  it("refuses options that it does not know", () => {
    const entry = ["error", { report: "maybe" }] as const;
    const config = { ...plugin.configs.recommended, rules: { "startup-order/no-early-address": [...entry] as Linter.RuleEntry } };
    expect(() => found(certain, [config])).toThrow(/startup-order\/no-early-address[^]*"maybe" should be equal to one of the allowed values/);
  });
});

/** The config of somebody who extends a preset by its name. */
function extending(preset: string): Linter.Config[] {
  return defineConfig({ plugins: { "startup-order": plugin }, extends: [preset] });
}

/** The reports of a program, each as its rule and line. */
function found(code: string, config: Linter.Config[]): string[] {
  return new Linter().verify(code, config, { filename: "main.mjs" }).map(({ ruleId, line, message }) => `${ruleId ?? message} ${line}`);
}

describe("importing the plugin", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "startup-order-"));

  // Emitted anew: what lies in dist/ may be older than the sources.
  beforeAll(async () => {
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    await promisify(execFile)(process.execPath, [compiler, "-p", "tsconfig.build.json", "--declaration", "false", "--outDir", join(folder, "dist")], { cwd: root });
    cpSync(join(root, "package.json"), join(folder, "package.json"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("loads neither ESLint nor TypeScript", async () => {
    const loaded = await loadedBy(`import "./dist/index.js";`);
    expect(packagesIn(loaded)).toEqual(["@typescript-eslint/utils"]);
    expect(loaded.some((file) => file.endsWith("/dist/rules/index.js"))).toBe(true);
  });

  it("would be seen to load them: by import, by require, and by way of others", async () => {
    expect(packagesIn(await loadedBy(`import "eslint";`))).toContain("eslint");
    expect(packagesIn(await loadedBy(`import { createRequire } from "node:module"; createRequire(process.cwd() + "/")("typescript");`))).toEqual(["typescript"]);
    expect(packagesIn(await loadedBy(`import "./dist/index.js"; await import("@typescript-eslint/utils");`))).toContain("eslint");
    expect(packagesIn(await loadedBy(`import "publint";`)), "ESM").toContain("publint");
  });

  /** Every file whose code a program loads, ESM and CommonJS alike: V8 lists them all when it measures coverage. */
  async function loadedBy(program: string): Promise<string[]> {
    const coverage = mkdtempSync(join(folder, "coverage-"));
    const env = { ...process.env, NODE_V8_COVERAGE: coverage, NODE_OPTIONS: "" };
    await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], { cwd: folder, env });
    return readdirSync(coverage).flatMap((file) => {
      const { result } = JSON.parse(readFileSync(join(coverage, file), "utf8")) as { result: readonly { readonly url: string }[] };
      return result.filter(({ url }) => url.startsWith("file:")).map(({ url }) => fileURLToPath(url));
    });
  }

  function packagesIn(files: readonly string[]): string[] {
    const found = files.map((file) => /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1]?.replace("\\", "/"));
    return [...new Set(found.filter((name) => name !== undefined))].sort();
  }
});
