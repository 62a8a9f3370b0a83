import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findNode, isCall, isFunction, unitOf, unwrap } from "../ast.js";
import { givesTime, saysReady } from "../contracts/intent.js";
import type { Sleep } from "../guesses.js";
import { expressionOf } from "../order.js";
import { sleepingTime } from "../sleeping/sleeps.js";
import { asyncContextOf, asyncPlace } from "./async-context.js";
import { type Edit, type File, continuesLine, indentOf, insertAt, textOfLines } from "./edits.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** A sleep that is a statement of a block, and what follows it there. */
export interface SleepStatement {
  readonly statement: TSESTree.ExpressionStatement | TSESTree.ReturnStatement;
  /** The statement before it. */
  readonly previous: TSESTree.ProgramStatement | undefined;
  readonly next: readonly TSESTree.ProgramStatement[];
  /** Code in its place may await: not where it blocks a function that is not async. */
  readonly canAwait: boolean;
}

/** The sleep as a statement that is awaited, blocks, or ends its function by being returned; undefined where it is not, or where something else is written in it. */
export function sleepStatement(file: File, sleep: Sleep): SleepStatement | undefined {
  const { sourceCode } = file;
  const { node, form } = sleep;
  if (form === "returned") return returnedStatement(file, sleep);
  if (form !== "awaited" || node.type !== "ExpressionStatement") return undefined;
  const { parent } = node;
  if (parent.type !== "BlockStatement" && parent.type !== "Program") return undefined;
  if (losesWords(sourceCode, node) || isJoined(sourceCode, node)) return undefined;
  const at = parent.body.indexOf(node);
  return { statement: node, previous: parent.body[at - 1], next: parent.body.slice(at + 1), canAwait: node.expression.type === "AwaitExpression" || mayAwait(file, node) };
}

/** A timer that is a statement of its own, with what it runs and hands nothing to. */
export function timerAlone({ form, node, call }: Sleep): { readonly statement: TSESTree.ExpressionStatement; readonly next: TSESTree.CallExpressionArgument } | undefined {
  const [next, , ...given] = call.arguments;
  if ((form !== "timer" && form !== "continued") || !next || given.length > 0 || node.type !== "ExpressionStatement" || unwrap(node.expression) !== call) return undefined;
  return { statement: node, next };
}

/** True if a remark stands in `outer` but not in `inner`, where an edit that keeps `inner` would lose it. */
export function hasRemarkBeside(sourceCode: SourceCode, outer: Node, inner: Node): boolean {
  return sourceCode.getCommentsInside(outer).some(({ range }) => range[0] < inner.range[0] || range[1] > inner.range[1]);
}

/** True for a function that means something else as an arrow function, or called by another: of its own `this` or `arguments`. */
export function usesOwnThis({ type, body }: FunctionNode): boolean {
  return type !== "ArrowFunctionExpression" && findNode(body, (each) => each.type === "ThisExpression" || (each.type === "Identifier" && each.name === "arguments")) !== undefined;
}

/** True for a statement that awaits a sleep. */
export function isSleep(file: File, statement: Node | undefined): boolean {
  return timeSlept(file, statement) !== undefined;
}

/** How long a statement sleeps, in ms, where that is written. */
export function sleepTimeOf(file: File, statement: Node): number | undefined {
  const time = timeSlept(file, statement);
  return time?.isInMs ? time.delay.value : undefined;
}

function timeSlept({ startup }: File, statement: Node | undefined) {
  const expression = expressionOf(statement);
  const call = expression?.type === "AwaitExpression" ? unwrap(expression.argument) : undefined;
  return call && isCall(call) ? sleepingTime(call, { values: startup.values, scopes: startup.scopes, names: [] }) : undefined;
}

/** `return sleep(500);` at the end of a function that gives nothing else. */
function returnedStatement(file: File, sleep: Sleep): SleepStatement | undefined {
  const { node } = sleep;
  const unit = unitOf(node);
  if (node.type !== "ReturnStatement" || !isFunction(unit) || unit.body.type !== "BlockStatement" || unit.body.body.at(-1) !== node || !asyncEditsFor(file, sleep)) return undefined;
  return losesWords(file.sourceCode, node) ? undefined : { statement: node, previous: unit.body.body.at(-2), next: [], canAwait: true };
}

/** What lets other code take the place of a sleep that is returned: its function becomes async, where that gives its caller nothing else. Undefined where it may not. */
export function asyncEditsFor({ sourceCode, startup }: File, { node, form }: Sleep): readonly Edit[] | undefined {
  if (form !== "returned") return [];
  const unit = unitOf(node);
  if (!isFunction(unit) || !isOfNothing(unit)) return undefined;
  if (unit.async) return [];
  const { parent } = unit;
  const isAccessor = (parent.type === "MethodDefinition" && parent.kind !== "method") || (parent.type === "Property" && parent.kind !== "init");
  const returns = startup.values.returnedBy(unit);
  return isAccessor || unit.generator || returns.length > 1 ? undefined : [insertAt(asyncPlace(sourceCode, unit), "async ")];
}

/** True for a function whose type, if it has one, says that its promise gives nothing. */
function isOfNothing({ returnType }: FunctionNode): boolean {
  const type = returnType?.typeAnnotation;
  const [given] = type?.type === "TSTypeReference" ? (type.typeArguments?.params ?? []) : [];
  return type === undefined || (given?.type === "TSVoidKeyword" && type.type === "TSTypeReference" && type.typeName.type === "Identifier" && type.typeName.name === "Promise");
}

function mayAwait(file: File, node: Node): boolean {
  const unit = unitOf(node);
  return unit.type === "Program" ? asyncContextOf(file, unit) !== undefined : isFunction(unit) && unit.async && !unit.generator;
}

/** The end of a statement. A semicolon that begins the next line belongs to what stands there. */
export function endOf(sourceCode: SourceCode, statement: Node): number {
  const [before, last] = sourceCode.getLastTokens(statement, 2);
  return last?.value === ";" && before && before.loc.end.line < last.loc.start.line ? before.range[1] : statement.range[1];
}

/** True if what follows a statement would be read as a part of other code in its place: `(…)` or `[…]` with no semicolon before. */
export function isJoined(sourceCode: SourceCode, statement: Node): boolean {
  if (endOf(sourceCode, statement) !== statement.range[1]) return false;
  const next = sourceCode.getTokenAfter(statement);
  return next !== null && continuesLine(next.value) && !(styleOf(sourceCode).semicolons && /^[;{}]$/.test(sourceCode.getTokenBefore(statement)?.value ?? ";"));
}

/** The lines of a statement with the comments that speak of its wait: those directly above, and the one behind. */
export function linesWithRemarks(sourceCode: SourceCode, statement: Node): readonly [number, number] {
  const { text, lines } = sourceCode;
  const above: TSESTree.Comment[] = [];
  let line = statement.loc.start.line;
  for (const comment of sourceCode.getCommentsBefore(statement).toReversed()) {
    const isOwnLine = /^\s*$/.test((lines[comment.loc.start.line - 1] ?? "").slice(0, comment.loc.start.column));
    if (!isOwnLine || comment.loc.end.line < line - 1) break;
    above.unshift(comment);
    line = comment.loc.start.line;
  }
  const start = above[0] && speaksOfWait(above.map(({ value }) => value).join(" ")) ? above[0].range[0] : statement.range[0];
  const end = endOf(sourceCode, statement);
  const rest = /^[ \t]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/).)*\*\/)?/.exec(text.slice(end))?.[0] ?? "";
  const isLast = /^[ \t]*(?:\r?\n|$)/.test(text.slice(end + rest.length));
  return [start, isLast ? end + rest.trimEnd().length : end];
}

/** True if something is written in a sleep that is lost with it: a mark (`TODO`), and what speaks of the wait, have no meaning without. */
export function losesWords(sourceCode: SourceCode, node: Node): boolean {
  return sourceCode.getCommentsInside(node).some(({ value }) => !isMark(value) && !speaksOfWait(value));
}

/** True for a comment of a single word. */
export function isMark(comment: string): boolean {
  return comment.trim().split(/\s+/).length < 2;
}

/** True for a comment that has no meaning without the sleep. */
function speaksOfWait(text: string): boolean {
  return givesTime.test(text) || saysReady.test(text) || /\b(?:sleeps?|delay\w*|pauses?|paus\w+|time|m?s|milli\w*|seconds?|moments?|bit|while|later|flak\w*|eslint-\w+|hack)\b|\d+ ?m?s\b/i.test(text);
}

/** The edit that takes a sleep away, with what is written about it. */
export function withoutSleep(sourceCode: SourceCode, statement: Node): Edit {
  const { text } = sourceCode;
  const [from, to] = linesWithRemarks(sourceCode, statement);
  const before = /(?:\r?\n)?[ \t]*$/.exec(text.slice(0, from))?.[0] ?? "";
  if (!before.includes("\n") && from > before.length) return { range: [from - before.length, to], text: "" };
  const start = from - before.length;
  // An empty line on both sides becomes one, and none stands first in a block.
  const isBehindGap = /(?:\n|\{)[ \t]*$/.test(text.slice(0, start));
  const gap = isBehindGap ? (/^[ \t]*\r?\n(?=[ \t]*\r?\n)/.exec(text.slice(to))?.[0] ?? "") : "";
  return { range: [start, to + gap.length], text: "" };
}

/** The edit that puts `lines` in the place of a sleep. */
export function insteadOfSleep(sourceCode: SourceCode, statement: Node, lines: readonly string[], until: Node = statement): Edit {
  const [from, to] = linesWithRemarks(sourceCode, statement);
  const indent = indentOf(sourceCode, statement);
  return { range: [from, until === statement ? to : endOf(sourceCode, until)], text: textOfLines(lines, indent) };
}

/** True if none of `names` means something at `node`: code in its place can declare them in a block of its own. */
export function areFreeAt(sourceCode: SourceCode, node: Node, names: readonly string[]): boolean {
  for (let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(node); scope; scope = scope.upper) {
    const { set, through } = scope;
    if (names.some((name) => set.has(name) || (!scope.upper && through.some(({ identifier }) => identifier.name === name)))) return false;
  }
  return true;
}

/** The variable that a name means at `node`. */
export function meantAt(sourceCode: SourceCode, node: Node, name: string): TSESLint.Scope.Variable | undefined {
  for (let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(node); scope; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable) return variable;
  }
  return undefined;
}

/** True if none of `names` is used in the file. */
export function areFree(sourceCode: SourceCode, names: readonly string[]): boolean {
  const taken = styleOf(sourceCode).names;
  return names.every((name) => !taken.has(name));
}
