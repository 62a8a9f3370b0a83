import { createRequire } from "node:module";
import type { ESLint, Linter } from "eslint";
import { rules } from "./rules/index.js";

// By its own name, because the built and the source file stand at different depths.
const { name, version } = createRequire(import.meta.url)("eslint-plugin-startup-order/package.json") as { name: string; version: string };

/** The plugin: its rules and the two presets, `recommended` (what is certain) and `strict` (also what is potential). */
const plugin = {
  meta: { name, version, namespace: "startup-order" },
  rules: rules as unknown as ESLint.Plugin["rules"] & object,
  configs: {} as { recommended: Linter.Config; strict: Linter.Config },
} satisfies ESLint.Plugin;

/** Rules about what a program does with its own machines and messages, not with servers: in `strict` alone. */
const strictOnly: readonly string[] = ["no-competing-startup", "no-early-message", "no-illegal-transition"];

/** One preset: every rule of it at "error", `options` for each. */
function preset(level: "recommended" | "strict", names: readonly string[], options: readonly unknown[]): Linter.Config {
  return {
    name: `startup-order/${level}`,
    plugins: { "startup-order": plugin },
    rules: Object.fromEntries(names.map((rule) => [`startup-order/${rule}`, ["error", ...options] as Linter.RuleEntry])),
  };
}

plugin.configs.recommended = preset("recommended", Object.keys(rules).filter((rule) => !strictOnly.includes(rule)), []);
plugin.configs.strict = preset("strict", Object.keys(rules), [{ report: "potential" }]);

export default plugin;
// What `require` gives in a CommonJS config: the plugin itself, not a namespace around it.
export { plugin as "module.exports" };
