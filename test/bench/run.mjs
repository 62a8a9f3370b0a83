// The cost of the built rules: `npm run bench [-- --json]`. See docs/performance.md.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createMeter, exponent, median, sum } from "./measure.mjs";
import { packageFiles, shapes, spread, startsServer } from "./sources.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
if (!existsSync(`${root}dist/index.js`)) execFileSync("npm", ["run", "-s", "build"], { cwd: root, stdio: "inherit" });
const { default: plugin } = await import("../../dist/index.js");
const rounds = 3;

/** @type {{ set: string, figure: string, min: number, median: number, unit: string, note: string }[]} */
const figures = [];
const add = (/** @type {string} */ set, /** @type {string} */ figure, /** @type {readonly number[]} */ values, unit = "ms", note = "") =>
  figures.push({ set, figure, min: Math.min(...values), median: median(values), unit, note });

// --- (a) the share of the rules over files as they are ---

const meter = createMeter(plugin, ["require-atomic-updates", "no-unused-vars"]);

/** Lints `sources` in each round, after the warm-up over `warmUp`. */
function share(/** @type {string} */ set, /** @type {readonly import("./sources.mjs").Source[]} */ sources, warmUp = sources) {
  warmUp.forEach(meter);
  const runs = Array.from({ length: rounds }, () => sources.map((source) => ({ ...meter(source), name: source.name })).filter(({ fatal }) => !fatal));
  const total = (/** @type {(times: import("./measure.mjs").Times) => number} */ of) => runs.map((run) => sum(run.map(of)));
  const all = (/** @type {import("./measure.mjs").Times} */ times) => times.parse + sum(Object.values(times.rules));
  const [first] = runs;
  add(set, "files", runs.map((run) => run.length), "", `${sources.length - first.length} more do not parse`);
  add(set, "parse", total(({ parse }) => parse));
  for (const rule of new Set(first.flatMap(({ rules }) => Object.keys(rules)))) add(set, rule, total(({ rules }) => rules[rule] ?? 0));
  add(set, "our rules together", total(({ own }) => own), "ms", `${sum(first.map(({ reports }) => reports))} reports`);
  add(set, "share of our rules in parse + rules", runs.map((run) => (100 * sum(run.map(({ own }) => own))) / sum(run.map(all))), "%");
  const slowest = first.map(({ name }, i) => ({ name, own: runs.map((run) => run[i].own) })).reduce((a, b) => (median(b.own) > median(a.own) ? b : a));
  add(set, "slowest file for our rules", slowest.own, "ms", slowest.name);
}

const files = packageFiles(root);
const sources = files.flatMap((own) => spread(own, 60));
if (sources.length < 1500) console.error(`Only ${sources.length} files, 1500 wanted: the packages in node_modules ship ${files.flat().length} that differ.`);
share("all files", sources, sources.filter((_, i) => i % 10 === 0));

let servers = files.flat().filter(startsServer);
if (servers.length < 30) {
  console.error(`Only ${servers.length} files of packages start a server: 300 written ones are taken in their place.`);
  servers = Array.from({ length: 300 }, (_, i) => ({ name: `written-${i}.mjs`, text: Object.values(shapes)[i % 3](20 + 20 * (i % 7)) }));
}
const repeats = Math.ceil(300 / servers.length);
share(`server files x ${repeats}`, Array.from({ length: repeats }, () => servers).flat(), servers);

// --- (b) the time of the rules against the size of the code ---

const ownMeter = createMeter(plugin);
for (const [shape, write] of Object.entries(shapes)) {
  for (let i = 0; i < 3; i++) ownMeter({ name: "warm-up.mjs", text: write(4000) });
  const points = [1000, 2000, 4000, 8000, 16_000].map((n) => {
    const runs = Array.from({ length: rounds }, () => ownMeter({ name: "grown.mjs", text: write(n) }));
    const own = runs.map((run) => run.own);
    add(shape, `${n / 1000}k statements`, own, "ms", `${((median(own) / n) * 1000).toFixed(1)} ms per 1k; parse ${median(runs.map(({ parse }) => parse)).toFixed(0)} ms; ${runs[0].reports} reports`);
    return { x: n, y: median(own) };
  });
  const slope = exponent(points);
  add(shape, "exponent", [slope], "", slope <= 1.15 ? "linear" : "more than linear");
}

if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ node: process.version, plugin: plugin.meta.version, rules: Object.keys(plugin.rules ?? {}).length, rounds, figures }, undefined, 2));
} else {
  const number = (/** @type {number} */ value) => (Number.isInteger(value) ? String(value) : value >= 1000 ? value.toFixed(0) : value.toFixed(2));
  const rows = [["set", "figure", "min", "median", "unit", "note"], ...figures.map((each) => [each.set, each.figure, number(each.min), number(each.median), each.unit, each.note])];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) console.log(row.map((cell, i) => (i === 2 || i === 3 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ").trimEnd());
}
