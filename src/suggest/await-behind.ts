import { type Node, calledName, isFunction, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import type { Late } from "../startup.js";
import { isLogReference } from "../telling.js";
import { type Edit, type File, indentOf, insertAt, lineRangeOf, movedLines } from "./edits.js";
import { contains, meanwhileOf } from "./meanwhile.js";

/**
 * Moves the awaited call that asks for an event behind its listener. Only for a call that is a statement by itself, where nothing up to the listener
 * but declarations, listeners and log lines stands: none of them can need what it brings about.
 */
export function awaitBehind({ sourceCode }: File, late: Late): readonly Edit[] | undefined {
  const place = meanwhileOf(late);
  if (!place || (late.kind !== "sameTick" && late.kind !== "triggered") || late.attachment.promise || late.at !== late.attachment.node) return undefined;
  const { first, second, between } = place;
  if (first.type !== "ExpressionStatement" || unwrap(first.expression) !== late.cause || second.type !== "ExpressionStatement" || first.parent !== second.parent) return undefined;
  if (!between.slice(1).every(isQuiet)) return undefined;
  const [, end] = lineRangeOf(sourceCode, second);
  return [{ range: lineRangeOf(sourceCode, first), text: "" }, insertAt(end, `\n${movedLines(sourceCode, first, indentOf(sourceCode, second))}`)];
}

/** True for a statement that nothing else happens in: a function, a listener, a log line. */
function isQuiet(statement: Node): boolean {
  if (statement.type === "FunctionDeclaration") return true;
  if (statement.type === "VariableDeclaration") return statement.declarations.every(({ init }) => !init || isFunction(unwrap(init)) || !contains(init, ({ type }) => /^(?:Call|New|Await|Assignment|Update|TaggedTemplate)Expression$/.test(type)));
  const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  return call?.type === "CallExpression" && (isLogReference(call.callee) || attachMethods.has(calledName(call)));
}
