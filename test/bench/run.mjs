// The cost of the built rules: `npm run bench [-- --json]`. See docs/performance.md.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createMeter, exponent, median, sum } from "./measure.mjs";
import { packageFiles, shapes, spread } from "./sources.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
if (!existsSync(`${root}dist/index.js`)) execFileSync("npm", ["run", "-s", "build"], { cwd: root, stdio: "inherit" });
const { default: plugin } = await import("../../dist/index.js");
const rounds = 3;
const figures = /** @type {{ set: string, figure: string, min: number, median: number, unit: string, note: string }[]} */ ([]);
const add = (/** @type {string} */ set, /** @type {string} */ figure, /** @type {readonly number[]} */ values, unit = "ms", note = "") =>
  figures.push({ set, figure, min: Math.min(...values), median: median(values), unit, note });

const meter = createMeter(plugin, ["require-atomic-updates", "no-unused-vars"]);

/** The share of the rules over `sources`, after a warm-up over `warmUp`. */
function share(/** @type {string} */ set, /** @type {readonly import("./sources.mjs").Source[]} */ sources, warmUp = sources) {
  warmUp.forEach(meter);
  const runs = Array.from({ length: rounds }, () => sources.map((source) => ({ ...meter(source), name: source.name })).filter(({ fatal }) => !fatal));
  const total = (/** @type {(times: import("./measure.mjs").Times) => number} */ of) => runs.map((run) => sum(run.map(of)));
  const [first] = runs;
  const own = total((times) => times.own);
  const all = total((times) => times.parse + sum(Object.values(times.rules)));
  add(set, "files", runs.map((run) => run.length), "", `${sources.length - first.length} more do not parse`);
  add(set, "parse", total((times) => times.parse));
  for (const rule of new Set(first.flatMap(({ rules }) => Object.keys(rules)))) add(set, rule, total(({ rules }) => rules[rule] ?? 0));
  add(set, "our rules together", own, "ms", `${sum(first.map(({ reports }) => reports))} reports`);
  add(set, "share of our rules in parse + rules", own.map((each, i) => (100 * each) / all[i]), "%");
  const [slowest] = first.map(({ name }, i) => ({ name, own: runs.map((run) => run[i].own) })).sort((a, b) => median(b.own) - median(a.own));
  add(set, "slowest file for our rules", slowest.own, "ms", slowest.name);
}

const files = packageFiles(root);
const sources = files.flatMap((ofPackage) => spread(ofPackage, 20));
if (sources.length < 1500) console.error(`Only ${sources.length} files, 1500 wanted: the packages in node_modules ship ${files.flat().length} that differ.`);
share("all files", sources, sources.filter((_, i) => i % 10 === 0));
const servers = files.flat().filter(({ text }) => text.includes(".listen(") && text.includes("address("));
if (servers.length < 30) {
  console.error(`Only ${servers.length} files of packages start a server: 300 written ones stand in for them.`);
  servers.splice(0, servers.length, ...Array.from({ length: 300 }, (_, i) => ({ name: `${i}.mjs`, text: Object.values(shapes)[i % 3](20 + 20 * (i % 7)) })));
}
const repeated = Array.from({ length: Math.ceil(300 / servers.length) }, () => servers);
share(`server files x ${repeated.length}`, repeated.flat(), servers);

// The time of the rules alone against the size of the code.
const ownMeter = createMeter(plugin);
for (const [shape, write] of Object.entries(shapes)) {
  for (let i = 0; i < 3; i++) ownMeter({ name: "warm-up.mjs", text: write(4000) });
  const points = [1, 2, 4, 8, 16].map((thousands) => {
    const runs = Array.from({ length: rounds }, () => ownMeter({ name: "grown.mjs", text: write(1000 * thousands) }));
    const own = runs.map((run) => run.own);
    const perThousand = (median(own) / thousands).toFixed(1);
    add(shape, `${thousands}k statements`, own, "ms", `${perThousand} ms per 1k; parse ${median(runs.map(({ parse }) => parse)).toFixed(0)} ms; ${runs[0].reports} reports`);
    return { x: thousands, y: median(own) };
  });
  add(shape, "exponent", [exponent(points)], "", exponent(points) <= 1.15 ? "linear" : "more than linear");
}

if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ node: process.version, plugin: plugin.meta.version, rounds, figures }, undefined, 2));
} else {
  const number = (/** @type {number} */ value) => value.toFixed(Number.isInteger(value) || value >= 1000 ? 0 : 2).padStart(9);
  console.log(`${"set".padEnd(32)}${"figure".padEnd(38)}      min   median  unit  note`);
  for (const { set, figure, min, median: middle, unit, note } of figures) console.log(`${set.padEnd(32)}${figure.padEnd(36)}${number(min)}${number(middle)}  ${unit.padEnd(4)}  ${note}`.trimEnd());
}
