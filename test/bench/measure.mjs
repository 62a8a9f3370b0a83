import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";

/** @typedef {{ parse: number, own: number, rules: Record<string, number>, reports: number, fatal: boolean }} Times Milliseconds of one file, as ESLint's `stats` tells them. */

/** Makes a function that lints a file with all rules of `plugin` in `strict`, and with the `core` rules. */
export function createMeter(/** @type {typeof import("../../index.ts").default} */ plugin, /** @type {readonly string[]} */ core = []) {
  const linter = new Linter({ cwd: "/bench" });
  const { strict } = plugin.configs;
  const config = (/** @type {"module" | "commonjs"} */ sourceType) => [
    {
      ...strict,
      files: ["**/*.{js,mjs,cjs,ts,mts}"],
      languageOptions: { parser, sourceType },
      // The files' own comments must not switch other rules on, nor these off.
      linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
      rules: { ...strict.rules, ...Object.fromEntries(core.map((rule) => [rule, "error"])) },
    },
  ];
  return (/** @type {import("./sources.mjs").Source} */ { name, text }) => {
    const isModule = !name.endsWith(".cjs") && (/\.m?ts$|\.mjs$/.test(name) || /^\s*(?:import|export)\b/m.test(text));
    const { messages } = linter.verifyAndFix(text, config(isModule ? "module" : "commonjs"), { filename: `/bench/${name}`, fix: false, stats: true });
    const [pass] = linter.getTimes().passes;
    const rules = Object.fromEntries(Object.entries(pass.rules ?? {}).map(([rule, { total }]) => [rule, total]));
    const own = sum(Object.keys(strict.rules).map((rule) => rules[rule] ?? 0));
    const reports = messages.filter(({ ruleId }) => ruleId && Object.hasOwn(strict.rules, ruleId)).length;
    return { parse: pass.parse.total, own, rules, reports, fatal: messages.some(({ fatal }) => fatal) };
  };
}

export function sum(/** @type {readonly number[]} */ values) {
  return values.reduce((a, b) => a + b, 0);
}

export function median(/** @type {readonly number[]} */ values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** The exponent `e` of the best fit of `y = c * x ** e`. */
export function exponent(/** @type {readonly { x: number, y: number }[]} */ points) {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const x = sum(logs.map((each) => each.x)) / logs.length;
  const y = sum(logs.map((each) => each.y)) / logs.length;
  return sum(logs.map((each) => (each.x - x) * (each.y - y))) / sum(logs.map((each) => (each.x - x) ** 2));
}
