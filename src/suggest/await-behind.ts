import { type Node, calledName, isFunction, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import type { Late } from "../startup.js";
import { type Edit, type File, indentOf, insertAt, lineRangeOf, movedLines, standsAlone } from "./edits.js";
import { contains, isForgetting, meanwhileOf, variablesIn } from "./meanwhile.js";

/**
 * Moves the awaited call that asks for an event behind its listener. Only for a call that is a statement by itself, where nothing up to the listener
 * but declarations and listeners stands: none of them can need what it brings about. A log line tells of it, and a member of what it names may be changed by it.
 */
export function awaitBehind({ sourceCode }: File, late: Late): readonly Edit[] | undefined {
  const place = meanwhileOf(late);
  if (!place || (late.kind !== "sameTick" && late.kind !== "triggered") || late.attachment.promise || late.at !== late.attachment.node) return undefined;
  const { first, second, between } = place;
  if (first.type !== "ExpressionStatement" || unwrap(first.expression) !== late.cause || second.type !== "ExpressionStatement" || first.parent !== second.parent) return undefined;
  if (!standsAlone(sourceCode, first) || !standsAlone(sourceCode, second)) return undefined;
  if (!between.slice(1).every((statement) => isQuiet(statement) && !isReading(sourceCode, statement, first))) return undefined;
  const [, end] = lineRangeOf(sourceCode, second);
  return [{ range: lineRangeOf(sourceCode, first), text: "" }, insertAt(end, `\n${movedLines(sourceCode, first, indentOf(sourceCode, second))}`)];
}

/** True for a statement that nothing else happens in: a function, a plain value, a listener, and those before it that are taken off. */
function isQuiet(statement: Node): boolean {
  if (statement.type === "FunctionDeclaration") return true;
  if (statement.type === "VariableDeclaration") return statement.declarations.every(({ init }) => !init || isFunction(unwrap(init)) || !contains(init, ({ type }) => /^(?:Call|New|Await|Assignment|Update|TaggedTemplate)Expression$/.test(type)));
  const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  return call?.type === "CallExpression" && (attachMethods.has(calledName(call)) || (isForgetting(call) && call.arguments.length === 1));
}

/** True for a statement that reads a member of something that the awaited statement has to do with; the functions in it run later. */
function isReading(sourceCode: File["sourceCode"], statement: Node, awaited: Node): boolean {
  const used = variablesIn(sourceCode, awaited);
  const isOf = (node: Node) => contains(node, ({ type }) => type === "ThisExpression") || [...variablesIn(sourceCode, node)].some((variable) => used.has(variable));
  const reads = (node: Node) => !isFunction(unwrap(node)) && isOf(node) && contains(node, ({ type }) => type === "MemberExpression");
  if (statement.type === "VariableDeclaration") return statement.declarations.some(({ id, init }) => init && (reads(init) || (id.type !== "Identifier" && isOf(init))));
  const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  return call?.type === "CallExpression" && call.arguments.some(reads);
}
