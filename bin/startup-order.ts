#!/usr/bin/env node
import { createRequire } from "node:module";
import { type Chosen, applySuggestions, changed, chosenRules } from "./apply.js";
import { help, parseArguments, type Arguments } from "./arguments.js";
import { explanation } from "./explain.js";
import { filesUnder } from "./files.js";
import { handOver } from "./handover.js";
import { linting } from "./lint.js";
import { showProgress } from "./progress.js";
import { sortResults, withoutFatal } from "./results.js";
import { summary, times } from "./summary.js";
import { withTimelines } from "./timelines.js";
import { UsageError } from "./usage-error.js";
import { versionsFromAll } from "./versions.js";
import { whyNotUndone } from "./work-tree.js";

const clean = 0;
const findings = 1;
const broken = 2;

/** Runs the command and gives its exit code. */
async function main(given: readonly string[]): Promise<number> {
  const asked = parseArguments(given);
  if (asked === "help") return say(help);
  if (asked === "version") return say(`${version()}\n`);
  return run(asked, process.cwd());
}

async function run(asked: Arguments, cwd: string): Promise<number> {
  const began = performance.now();
  const { files, folders, problems } = await filesUnder(asked.paths, cwd);
  const { versions, problem } = versionsNear(folders);
  const complaints = problem === undefined ? [...problems] : [...problems, problem];
  complaints.forEach(complain);
  if (files.length === 0) return broken;

  handOver({ preset: asked.preset, versions, explain: asked.explain });
  const { eslint, formatter } = await linting(asked, files, cwd);
  const chosen = await toApply(asked, folders, files);
  const endProgress = showProgress(files.length);
  const found = await eslint.lintFiles([...files]).finally(endProgress);
  const { results: linted, changes } = chosen ? await applySuggestions(eslint, found, chosen, cwd) : { results: found, changes: [] };

  const sorted = sortResults(asked.explain ? withTimelines(linted) : linted, cwd);
  sorted.broken.forEach(complain);
  const forReading = asked.format === "stylish";
  const shown = forReading ? withoutFatal(sorted.results) : sorted.results;
  const output = forReading && asked.explain ? explanation(shown, cwd) : await formatter.format(shown, meta(asked, sorted.warnings));
  if (output) process.stdout.write(output.endsWith("\n") ? output : `${output}\n`);
  // Other formats are read by programs: the summary must not stand in their way.
  const ending = forReading ? process.stdout : process.stderr;
  if (chosen) ending.write(changed(changes));
  ending.write(`${summary(sorted.files, sorted.counts, sorted.errors + sorted.warnings, (performance.now() - began) / 1000)}\n`);
  if (asked.stats) ending.write(`${times(linted)}\n`);

  if (complaints.length + sorted.broken.length > 0) return broken;
  const tooMany = asked.maxWarnings !== undefined && sorted.warnings > asked.maxWarnings;
  return sorted.errors > 0 || tooMany ? findings : clean;
}

/** The rules whose suggestions are to be written, if any; throws a UsageError where git could not undo it. */
async function toApply({ applySuggestions: given, force }: Arguments, folders: readonly string[], files: readonly string[]): Promise<Chosen | undefined> {
  if (given === undefined) return undefined;
  const { rules } = await import("../rules/index.js");
  const chosen = chosenRules(given, Object.keys(rules));
  const why = force ? undefined : await whyNotUndone(folders, files);
  if (why !== undefined) throw new UsageError(`--apply-suggestions: ${why}, so git could not undo the changes. Commit first, or add --force.`);
  return chosen;
}

/** The versions by package, none where a package.json cannot be read; then also the line that says so. */
function versionsNear(folders: readonly string[]): { versions: Record<string, string>; problem?: string } {
  try {
    return { versions: versionsFromAll(folders) };
  } catch (error) {
    if (!(error instanceof Error && error.cause instanceof SyntaxError)) throw error;
    return { versions: {}, problem: error.message };
  }
}

function meta({ maxWarnings }: Arguments, warnings: number): { maxWarningsExceeded?: { maxWarnings: number; foundWarnings: number } } {
  return maxWarnings !== undefined && warnings > maxWarnings ? { maxWarningsExceeded: { maxWarnings, foundWarnings: warnings } } : {};
}

function say(text: string): number {
  process.stdout.write(text);
  return clean;
}

function complain(line: string): void {
  process.stderr.write(`startup-order: ${line}\n`);
}

function version(): string {
  return (createRequire(import.meta.url)("eslint-plugin-startup-order/package.json") as { version: string }).version;
}

/** Nothing is swallowed: what nobody expected is shown with its stack. ESLint puts the file and the rule into the message. */
function crash(error: unknown): never {
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(stack.includes(message) ? `${stack}\n` : `${message}\n${stack}\n`);
  process.exit(broken);
}

process.on("uncaughtException", crash);
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // `startup-order | head` closes the pipe: there is no reader left, and no mistake.
  if (error.code !== "EPIPE") crash(error);
});
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) crash(error);
  complain(error.message);
  process.exitCode = broken;
}
