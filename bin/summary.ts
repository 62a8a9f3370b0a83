import type { ESLint } from "eslint";
import type { Counts } from "./understood.js";

/** The last line: what was looked at, what of it was understood, what was found. `214 files, 3 servers, 0 findings, 1.2 s` */
export function summary(files: number, counts: Counts, findings: number, seconds: number): string {
  const seen = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1))
    .map(([noun, count]) => counted(count, noun));
  return [counted(files, "file"), ...seen, counted(findings, "finding"), `${seconds.toFixed(1)} s`].join(", ");
}

/** Where the time went, from results with stats; files that come from the cache took none now but bring their old times. */
export function times(results: readonly ESLint.LintResult[]): string {
  const passes = results.flatMap(({ stats }) => stats?.times.passes ?? []);
  const seconds = (milliseconds: readonly number[]) => `${(milliseconds.reduce((sum, each) => sum + each, 0) / 1000).toFixed(1)} s`;
  const rules = passes.map(({ rules: byName }) => Object.values(byName ?? {}).reduce((sum, { total }) => sum + total, 0));
  return `${seconds(passes.map(({ parse }) => parse?.total ?? 0))} parsing, ${seconds(rules)} in the rules`;
}

/** `1 server`, `2 servers`, `2 child processes`. */
export function counted(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return `${count} ${noun}es`;
  if (/[^aeiou]y$/.test(noun)) return `${count} ${noun.slice(0, -1)}ies`;
  return `${count} ${noun}s`;
}
