import { relative } from "node:path";
import type { ESLint, Linter } from "eslint";
import { countsIn, type Counts } from "./understood.js";

/** One run, sorted out. */
export interface Sorted {
  /** The results with only our own messages and those of broken files. */
  readonly results: ESLint.LintResult[];
  readonly counts: Counts;
  /** Files that could be parsed. */
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** One line for each file that could not be parsed. */
  readonly broken: readonly string[];
}

/** What ESLint gave, without what comments for foreign rules cause ("Definition for rule … not found") and without our own counts. */
export function sortResults(given: readonly ESLint.LintResult[], cwd: string): Sorted {
  const counts: Record<string, number> = {};
  for (const message of given.flatMap((result) => [...result.messages, ...result.suppressedMessages])) {
    for (const [noun, count] of Object.entries(countsIn(message) ?? {})) counts[noun] = (counts[noun] ?? 0) + count;
  }
  const results = given.map((result) => keep(result, (message) => isOurs(message.ruleId) || isBroken(message)));
  const findings = results.flatMap(({ messages }) => messages.filter(({ fatal }) => !fatal));
  const broken = results.flatMap(({ filePath, messages }) => messages.filter(({ fatal }) => fatal).map((message) => lineFor(relative(cwd, filePath), message)));
  return {
    results,
    counts,
    files: results.filter(({ fatalErrorCount }) => fatalErrorCount === 0).length,
    errors: findings.filter(({ severity }) => severity === 2).length,
    warnings: findings.filter(({ severity }) => severity === 1).length,
    broken,
  };
}

/** The results without the files that could not be parsed: for a reader who sees their lines anyway. */
export function withoutFatal(results: readonly ESLint.LintResult[]): ESLint.LintResult[] {
  return results.map((result) => keep(result, ({ fatal }) => !fatal));
}

/** ESLint also calls it fatal when a comment configures a rule or a global wrongly; that concerns us only in our own name. */
function isBroken({ fatal, message }: Linter.LintMessage): boolean {
  return fatal === true && (message.startsWith("Parsing error:") || message.includes("startup-order/"));
}

function isOurs(ruleId: string | null): boolean {
  return ruleId?.startsWith("startup-order/") ?? false;
}

/** A result with only some of its messages, and all that is counted from them. */
function keep({ source, ...result }: ESLint.LintResult, wanted: (message: Linter.LintMessage) => boolean): ESLint.LintResult {
  const messages = result.messages.filter(wanted);
  const count = (counted: (message: Linter.LintMessage) => boolean) => messages.filter(counted).length;
  return {
    ...result,
    messages,
    suppressedMessages: result.suppressedMessages.filter(wanted),
    errorCount: count(({ severity }) => severity === 2),
    warningCount: count(({ severity }) => severity === 1),
    fatalErrorCount: count(({ fatal }) => fatal === true),
    fixableErrorCount: count(({ severity, fix }) => severity === 2 && fix !== undefined),
    fixableWarningCount: count(({ severity, fix }) => severity === 1 && fix !== undefined),
    // ESLint gives the text only with files that have messages.
    ...(source !== undefined && messages.length > 0 ? { source } : {}),
  };
}

function lineFor(file: string, { line, column, message }: Linter.LintMessage): string {
  const [what = ""] = message.replace(/^Parsing error:\s*/, "").split("\n");
  // ESLint passes on the column as the parser gives it, and ours counts from 0.
  return `${file}:${line}:${message.startsWith("Parsing error:") ? column + 1 : column} cannot be parsed: ${what}`;
}
