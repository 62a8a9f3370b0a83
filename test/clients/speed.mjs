// Measures ESLint and oxlint with the packed plugin on the same files, in one run: `node test/clients/speed.mjs <folder>`, where <folder>
// holds the installs that `CLIENTS=<folder> npm run test:clients` left. Prints the table of the README; it has no limits to fail.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { packageFiles, spread } from "../bench/sources.mjs";

const project = join(resolve(process.argv[2] ?? ""), "eslint-10");
const cwd = join(project, "speed");
const files = packageFiles(join(import.meta.dirname, "../.."))
  .flatMap((list) => spread(list, 10))
  .filter(({ name }) => !name.includes("eslint.config."));
const { default: plugin } = await import(join(project, "node_modules/eslint-plugin-startup-order/dist/index.js"));

rmSync(cwd, { recursive: true, force: true });
for (const [name, text] of [
  ...files.map((file) => [file.name, file.text]),
  [".oxlintrc.json", JSON.stringify({ jsPlugins: ["eslint-plugin-startup-order"], categories: { correctness: "off" }, rules: Object.fromEntries(Object.keys(plugin.configs.recommended.rules).map((rule) => [rule, "error"])) })],
  ["eslint.config.mjs", 'import startupOrder from "eslint-plugin-startup-order";\nimport tseslint from "typescript-eslint";\nexport default [{ files: ["**/*.{js,cjs,mjs,ts,mts}"], ...startupOrder.configs.recommended, languageOptions: { parser: tseslint.parser }, linterOptions: { reportUnusedDisableDirectives: "off" } }];\n'],
]) {
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  writeFileSync(join(cwd, name), text);
}

const programs = { "ESLint 10": ["eslint", "."], oxlint: ["oxlint", "--silent"] };
const seconds = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
for (let round = 0; round < 2; round++) {
  for (const [name, [program, ...given]] of Object.entries(programs)) {
    const began = performance.now();
    const { status, stderr } = spawnSync(join(project, "node_modules/.bin", program), given, { cwd, encoding: "utf8", maxBuffer: 1e9 });
    if (status !== 0 && status !== 1) throw new Error(`${program} ended with ${status}: ${stderr}`);
    seconds[name].push((performance.now() - began) / 1000);
  }
}
const lines = files.reduce((sum, { text }) => sum + text.split("\n").length, 0);
console.log(`${files.length} files, ${lines} lines, better of two rounds\n`);
console.log("| | Time |\n| --- | ---: |");
for (const [name, all] of Object.entries(seconds)) console.log(`| ${name} | ${Math.min(...all).toFixed(1)} s |`);
rmSync(cwd, { recursive: true });
