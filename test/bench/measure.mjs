import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";

/** @typedef {{ parse: number, own: number, rules: Record<string, number>, reports: number, fatal: boolean }} Times Milliseconds of one file, as ESLint's `stats` tells them. */

/** Makes a function that lints a file with all rules of `plugin` in `strict`, and with the `core` rules. */
export function createMeter(/** @type {typeof import("../../index.ts").default} */ plugin, /** @type {readonly string[]} */ core = []) {
  const linter = new Linter({ cwd: "/bench" });
  const { strict } = plugin.configs;
  const rules = { ...strict.rules, ...Object.fromEntries(core.map((rule) => [rule, "error"])) };
  // The files' own comments must not switch other rules on, nor these off.
  const linterOptions = { noInlineConfig: true, reportUnusedDisableDirectives: "off" };
  return (/** @type {import("./sources.mjs").Source} */ { name, text }) => {
    const isModule = !name.endsWith(".cjs") && (/\.m?ts$|\.mjs$/.test(name) || /^\s*(?:import|export)\b/m.test(text));
    const config = { ...strict, files: ["**/*.{js,mjs,cjs,ts,mts}"], languageOptions: { parser, sourceType: isModule ? "module" : "commonjs" }, linterOptions, rules };
    const { messages } = linter.verifyAndFix(text, [config], { filename: `/bench/${name}`, fix: false, stats: true });
    const [pass] = linter.getTimes().passes;
    const times = Object.fromEntries(Object.entries(pass.rules ?? {}).map(([rule, { total }]) => [rule, total]));
    const own = sum(Object.keys(strict.rules).map((rule) => times[rule] ?? 0));
    return { parse: pass.parse.total, own, rules: times, reports: messages.filter(({ ruleId }) => ruleId in strict.rules).length, fatal: messages.some(({ fatal }) => fatal) };
  };
}

export const sum = (/** @type {readonly number[]} */ values) => values.reduce((a, b) => a + b, 0);
/** The median of an odd number of values. */
export const median = (/** @type {readonly number[]} */ values) => values.toSorted((a, b) => a - b)[values.length >> 1];
/** The exponent `e` of the best fit of `y = c * x ** e`. */
export function exponent(/** @type {readonly { x: number, y: number }[]} */ points) {
  const [x, y] = [points.map((each) => Math.log(each.x)), points.map((each) => Math.log(each.y))];
  const [meanX, meanY] = [sum(x) / x.length, sum(y) / y.length];
  return sum(x.map((each, i) => (each - meanX) * (y[i] - meanY))) / sum(x.map((each) => (each - meanX) ** 2));
}
