import { readFile, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import type { ESLint, Linter } from "eslint";
import { counted } from "./summary.js";
import { UsageError } from "./usage-error.js";

/** The rules whose suggestions are to be written; "all" of them. */
export type Chosen = "all" | ReadonlySet<string>;

/** A suggestion that was written. */
export interface Change {
  readonly file: string;
  /** Where the finding stood when it was written. */
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  /** What the suggestion said that it does. */
  readonly title: string;
}

/** Suggestions that leave something to do, elsewhere or in what they write: a person has to choose them. */
export const leavingWork: readonly string[] = ["awaitReadyExported", "settleInCallbackExported", "giveReady", "throwUntilReady", "awaitMessage", "awaitLine", "rejectWhenLate"];

/** Reads `--apply-suggestions=a,b`; throws a UsageError for what is no rule. */
export function chosenRules(given: string, known: readonly string[]): Chosen {
  if (given === "all") return "all";
  const names = given.split(",").map((name) => name.trim().replace(/^startup-order\//, ""));
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new UsageError(`--apply-suggestions: there is no rule "${wrong}"; the rules are ${known.join(", ")}.`);
  return new Set(names);
}

/**
 * Writes the first safe suggestion of each finding, one after the other until none is left. Safe is what leaves no work to a
 * person, and after which the file parses, the finding is gone, and nothing is found that was not there before.
 */
export async function applySuggestions(eslint: ESLint, results: readonly ESLint.LintResult[], chosen: Chosen, cwd: string): Promise<{ results: ESLint.LintResult[]; changes: Change[] }> {
  const changes: Change[] = [];
  const after: ESLint.LintResult[] = [];
  for (const result of results) {
    if (!result.messages.some((message) => offersOf(message, chosen).length > 0)) {
      after.push(result);
      continue;
    }
    const original = await readFile(result.filePath, "utf8");
    const repaired = await repair(eslint, { original, result, chosen });
    if (repaired.text !== original) await writeFile(result.filePath, repaired.text);
    after.push(repaired.result);
    changes.push(...repaired.changes.map((change) => ({ file: relative(cwd, result.filePath), ...change })));
  }
  return { results: after, changes };
}

/** What was written, for a reader: a line for each change, and how many there are. */
export function changed(changes: readonly Change[]): string {
  const files = new Set(changes.map(({ file }) => file)).size;
  const lines = changes.map(({ file, line, column, rule, title }) => `${file}:${line}:${column} applied: ${title} (${rule})\n`);
  return `${lines.join("")}${counted(changes.length, "suggestion")} applied${files > 0 ? ` in ${counted(files, "file")}` : ""}\n`;
}

interface Repaired {
  readonly text: string;
  readonly result: ESLint.LintResult;
  readonly changes: readonly Omit<Change, "file">[];
}

/** The text of one file after all its safe suggestions. */
async function repair(eslint: ESLint, { original, result: first, chosen }: { original: string; result: ESLint.LintResult; chosen: Chosen }): Promise<Repaired> {
  const mark = original.startsWith("\uFEFF") ? "\uFEFF" : "";
  const changes: Omit<Change, "file">[] = [];
  const refused = new Set<string>();
  let text = original.slice(mark.length);
  let result = first;
  for (;;) {
    const next = await firstSafe(eslint, { text, result, chosen, refused, mark });
    if (!next) return { text: mark + text, result, changes };
    // Each round has one finding less, so there is a last one.
    ({ text, result } = next);
    changes.push(next.change);
  }
}

interface Step {
  readonly text: string;
  readonly result: ESLint.LintResult;
  readonly change: Omit<Change, "file">;
}

/** The first suggestion in the file that is safe, applied; what was tried on this same finding before is not tried again. */
async function firstSafe(eslint: ESLint, { text, result, chosen, refused, mark }: { text: string; result: ESLint.LintResult; chosen: Chosen; refused: Set<string>; mark: string }): Promise<Step | undefined> {
  for (const message of result.messages) {
    for (const { desc: title, fix } of offersOf(message, chosen)) {
      const changed = text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
      if (refused.has(changed)) continue;
      refused.add(changed);
      const [linted] = await eslint.lintText(mark + changed, { filePath: result.filePath });
      if (!linted || !isBetter(result, linted, message)) continue;
      return { text: changed, result: linted, change: { line: message.line, column: message.column, rule: message.ruleId ?? "", title } };
    }
  }
  return undefined;
}

function offersOf({ ruleId, suggestions = [] }: Linter.LintMessage, chosen: Chosen): readonly Linter.LintSuggestion[] {
  const rule = /^startup-order\/(.+)$/.exec(ruleId ?? "")?.[1];
  if (rule === undefined || (chosen !== "all" && !chosen.has(rule))) return [];
  return suggestions.filter(({ messageId }) => !leavingWork.includes(messageId ?? ""));
}

/** True if the finding is gone and nothing is there that was not there before. */
function isBetter(before: ESLint.LintResult, after: ESLint.LintResult, finding: Linter.LintMessage): boolean {
  if (after.fatalErrorCount > 0) return false;
  const had = countsOf(before);
  const has = countsOf(after);
  return (has.get(keyOf(finding)) ?? 0) < (had.get(keyOf(finding)) ?? 0) && [...has].every(([key, count]) => count <= (had.get(key) ?? 0));
}

function countsOf({ messages }: ESLint.LintResult): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const message of messages.filter(({ ruleId }) => ruleId?.startsWith("startup-order/"))) counts.set(keyOf(message), (counts.get(keyOf(message)) ?? 0) + 1);
  return counts;
}

/** What stays the same of a finding when lines move. Not what it says: that quotes code which a repair elsewhere may have changed. */
function keyOf({ ruleId, messageId }: Linter.LintMessage): string {
  return `${ruleId ?? ""} ${messageId ?? ""}`;
}
