import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, isFunction } from "../ast.js";
import type { Sleep } from "../guesses.js";
import { type Edit, type File, indentOf } from "./edits.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** A sleep that is a statement of a block, and what follows it there. */
export interface SleepStatement {
  readonly statement: TSESTree.ExpressionStatement;
  readonly next: readonly TSESTree.ProgramStatement[];
}

/** The sleep as a statement that is awaited; undefined where it is not, or where something else is written in it. */
export function sleepStatement({ sourceCode }: File, { node, form }: Sleep): SleepStatement | undefined {
  if (form !== "awaited" || node.type !== "ExpressionStatement") return undefined;
  const { parent } = node;
  if (parent.type !== "BlockStatement" && parent.type !== "Program") return undefined;
  if (sourceCode.getCommentsInside(node).length > 0) return undefined;
  return { statement: node, next: parent.body.slice(parent.body.indexOf(node) + 1) };
}

/** The lines of a statement with the comments that speak of it: those directly above, and the one behind. */
export function linesWithRemarks(sourceCode: SourceCode, statement: Node): readonly [number, number] {
  const { text, lines } = sourceCode;
  let start = statement.range[0];
  let line = statement.loc.start.line;
  for (const comment of sourceCode.getCommentsBefore(statement).toReversed()) {
    const isOwnLine = /^\s*$/.test((lines[comment.loc.start.line - 1] ?? "").slice(0, comment.loc.start.column));
    if (!isOwnLine || comment.loc.end.line < line - 1) break;
    start = comment.range[0];
    line = comment.loc.start.line;
  }
  const rest = /^[ \t]*(?:\/\/[^\n]*)?/.exec(text.slice(statement.range[1]))?.[0] ?? "";
  const lineEnd = text.indexOf("\n", statement.range[1]);
  const isLast = text.slice(statement.range[1] + rest.length, lineEnd < 0 ? undefined : lineEnd).trim() === "";
  return [start, isLast ? statement.range[1] + rest.trimEnd().length : statement.range[1]];
}

/** The edit that takes a sleep away, with what is written about it. */
export function withoutSleep(sourceCode: SourceCode, statement: Node): Edit {
  const [from, to] = linesWithRemarks(sourceCode, statement);
  let start = from;
  while (start > 0 && /[ \t]/.test(sourceCode.text[start - 1] ?? "")) start--;
  if (sourceCode.text[start - 1] === "\n") start--;
  // An empty line on both sides becomes one.
  if (/\n[ \t]*\r?$/.test(sourceCode.text.slice(0, start)) && /^\r?\n[ \t]*\r?\n/.test(sourceCode.text.slice(to))) start = sourceCode.text.lastIndexOf("\n", start - 1);
  return { range: [Math.max(start, 0), to], text: "" };
}

/** The edit that puts `lines` in the place of a sleep. */
export function insteadOfSleep(sourceCode: SourceCode, statement: Node, lines: readonly string[], until: Node = statement): Edit {
  const [from, to] = linesWithRemarks(sourceCode, statement);
  const indent = indentOf(sourceCode, statement);
  return { range: [from, until === statement ? to : until.range[1]], text: lines.join(`\n${indent}`) };
}

/** How long a suggested poll asks, in ms: never shorter than the sleep it replaces. */
export function deadlineFor({ delay, isInMs }: Sleep, least: number): number {
  return isInMs && delay.value !== undefined ? Math.max(least, 2 * delay.value) : least;
}

/** A number as it is written for a reader: `30_000`. */
export function written(number: number): string {
  return number >= 10_000 ? String(number).replace(/\B(?=(?:\d{3})+$)/g, "_") : String(number);
}

/** True if none of `names` is used in the file. */
export function areFree(sourceCode: SourceCode, names: readonly string[]): boolean {
  const taken = styleOf(sourceCode).names;
  return names.every((name) => !taken.has(name));
}

/** True if code at `node` is in a function that can await, or at a top level that does. */
export function canAwait(node: Node): boolean {
  let at: Node | undefined = node.parent;
  while (at && !isFunction(at)) at = at.parent;
  return !at || at.async;
}
