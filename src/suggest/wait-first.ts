import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findOwn, isFunction, isInside, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import type { Late } from "../startup.js";
import { type Edit, type File, indentOf, insertAt, lineRangeOf, movedLines, standsAlone } from "./edits.js";
import { type Meanwhile, contains, freshName, isSettledBefore, isTimed, meanwhileOf, named } from "./meanwhile.js";
import { styleOf } from "./style.js";

/** A wait whose promise is made earlier. */
export interface EarlierWait {
  readonly edits: readonly Edit[];
  readonly name: string;
}

/**
 * Makes the promise of a wait before what may bring its event about, and awaits it where it was. Its rejection is seen to from the start, since
 * something else is awaited in between. Undefined where the promise depends on what happens in between.
 */
export function waitFirst({ sourceCode, startup }: File, late: Late): EarlierWait | undefined {
  const promise = promiseOf(late, startup.values);
  const place = meanwhileOf(late);
  if (!promise || !place || hasAwait(promise) || contains(promise, isTimed) || !isSettledBefore(sourceCode, promise, place.between)) return undefined;
  if (!isFirstIn(place.second, promise)) return undefined;
  const kept = keptBy(place.second, promise);
  if (kept !== undefined) return moved(sourceCode, late, place, kept);
  const name = freshName(sourceCode, named(late.attachment.event));
  const indent = indentOf(sourceCode, place.first);
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const start = startOf(sourceCode, place.first);
  return {
    name,
    edits: [
      insertAt(start, `const ${name} = ${sourceCode.getText(promise)}${end}\n${indent}${seenTo(late, name, end, indent)}`),
      { range: promise.range, text: name },
    ],
  };
}

/** The name of the constant that a statement keeps a promise in, if it does no more than that. */
function keptBy(statement: Node, promise: Node): string | undefined {
  const [declarator, ...more] = statement.type === "VariableDeclaration" ? statement.declarations : [];
  return declarator?.id.type === "Identifier" && more.length === 0 && declarator.init && unwrap(declarator.init) === promise ? declarator.id.name : undefined;
}

/** Moves the statement that keeps the promise. */
function moved(sourceCode: File["sourceCode"], late: Late, { first, second }: Meanwhile, name: string): EarlierWait | undefined {
  if (first.parent !== second.parent || !standsAlone(sourceCode, first) || !standsAlone(sourceCode, second)) return undefined;
  const indent = indentOf(sourceCode, first);
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const lines = movedLines(sourceCode, second, indent).trimStart();
  return {
    name,
    edits: [insertAt(startOf(sourceCode, first), `${lines}\n${indent}${seenTo(late, name, end, indent)}`), { range: lineRangeOf(sourceCode, second), text: "" }],
  };
}

/** What sees to a rejection that comes while something else is awaited; nothing where there is none. */
export function seenTo({ attachment: { promise }, at }: Late, name: string, end: string, indent: string): string {
  const isMade = promise?.type === "NewExpression" && neverRejects(promise) && (isInside(promise, at) || isInside(at, promise) || isAllOf(promise));
  return isMade ? "" : `${name}.catch(() => {})${end}\n${indent}`;
}

/** True for a promise whose executor has no `reject`, throws nothing, and resolves with no other promise. */
export function neverRejects({ arguments: [executor] }: TSESTree.NewExpression): boolean {
  if (!isFunction(executor) || executor.async || executor.params.length !== 1) return false;
  const [resolve] = executor.params;
  if (resolve?.type !== "Identifier") return false;
  return !contains(executor.body, (node) => {
    if (node.type === "ThrowStatement" || node.type === "AwaitExpression") return true;
    return node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === resolve.name && node.arguments.some((argument) => !/^(?:Literal|Identifier|ObjectExpression)$/.test(argument.type));
  });
}

/** True for a promise that is all that a function of the file gives. */
function isAllOf(promise: Node): boolean {
  const { parent } = wrapped(promise);
  if (isFunction(parent)) return !parent.async;
  const block = parent?.type === "ReturnStatement" ? parent.parent : undefined;
  return block?.type === "BlockStatement" && block.body.length === 1 && isFunction(block.parent) && !block.parent.async;
}

/** `await Promise.all([once(x, "ready"), x.start()])`, for a wait in the statement behind its awaited trigger. */
export function waitTogether({ sourceCode, startup }: File, late: Late): readonly Edit[] | undefined {
  const promise = promiseOf(late, startup.values);
  const place = meanwhileOf(late);
  if (!promise || !place || place.between.length !== 1 || hasAwait(promise) || contains(promise, isTimed) || sourceCode.getText(promise).includes("\n")) return undefined;
  const { first, second } = place;
  if (sourceCode.getCommentsInside(first).length > 0 || sourceCode.getCommentsBefore(second).length > 0 || !isSettledBefore(sourceCode, promise, [first])) return undefined;
  const trigger = first.type === "ExpressionStatement" ? unwrap(first.expression) : undefined;
  const outer = wrapped(promise).parent;
  if (trigger?.type !== "AwaitExpression" || trigger !== late.cause || outer?.type !== "AwaitExpression") return undefined;
  const both = `await Promise.all([${sourceCode.getText(promise)}, ${sourceCode.getText(trigger.argument)}])`;
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  let text: string | undefined;
  if (second.type === "ExpressionStatement" && unwrap(second.expression) === outer) text = `${both}${end}`;
  if (second.type === "VariableDeclaration" && second.declarations.length === 1) {
    const [{ id, init }] = second.declarations;
    if (init && unwrap(init) === outer && init === outer && !id.typeAnnotation) text = `${second.kind} [${sourceCode.getText(id)}] = ${both}${end}`;
  }
  return text === undefined ? undefined : [{ range: [first.range[0], second.range[1]], text }];
}

/** The expression that gives the promise of a wait and does nothing else: `once(…)`, `new Promise(…)`, or the call of a helper that makes one. */
export function promiseOf({ at, attachment, kind }: Late, values: File["startup"]["values"]): Node | undefined {
  const { promise, node } = attachment;
  if (!promise || !isOnlyWait(promise)) return undefined;
  if (at !== node) return isOnlyHelper(at, promise, values) ? at : undefined;
  if (node.type === "ForOfStatement") return undefined;
  const outer = wrapped(promise).parent;
  if (kind === "lazy") return promise;
  return outer?.type === "AwaitExpression" || outer?.type === "ReturnStatement" || outer?.type === "VariableDeclarator" ? promise : undefined;
}

/** True for a promise that is made without setting anything going: that would happen too early, too. */
function isOnlyWait(promise: Node): boolean {
  const executor = promise.type === "NewExpression" && isFunction(promise.arguments[0]) ? promise.arguments[0] : undefined;
  return executor === undefined || findOwn(executor.body, isEffect) === undefined;
}

/** True for the call of a function of the file that does nothing before it makes the promise, or calls what does. */
function isOnlyHelper(call: Node, promise: Node, values: File["startup"]["values"]): boolean {
  const value = call.type === "CallExpression" ? values.valueOf(call.callee) : undefined;
  if (value?.kind !== "function") return true;
  const only = givenBy(value.node);
  if (only && !isInside(promise, value.node)) return isOnlyHelper(only, promise, values);
  return findOwn(value.node.body, (node) => node.range[0] < promise.range[0] && !isInside(promise, node) && isEffect(node)) === undefined;
}

/** The one expression that is all of a function. */
function givenBy({ body }: FunctionNode): Node | undefined {
  const [first] = body.type === "BlockStatement" ? body.body : [];
  if (body.type !== "BlockStatement") return unwrap(body);
  return first?.type === "ReturnStatement" && first.argument ? unwrap(first.argument) : undefined;
}

function isEffect(node: Node): boolean {
  if (node.type === "AwaitExpression") return true;
  return node.type === "CallExpression" && !attachMethods.has(calledName(node)) && !/^(?:set|clear)(?:Timeout|Interval)$|^(?:unref|then|catch|resolve|reject)$/.test(calledName(node));
}

/** True if nothing stands before the promise in its statement that must run first: it is awaited, kept or returned as a whole. */
function isFirstIn(statement: TSESTree.Statement, promise: Node): boolean {
  for (let node = wrapped(promise), parent = node.parent; parent; node = parent, parent = parent.parent) {
    if (node === statement) return true;
    if (isFunction(parent) || parent.type === "BlockStatement") return false;
    if (parent.type === "ConditionalExpression" || parent.type === "LogicalExpression" || parent.type === "IfStatement" || parent.type === "CallExpression" || parent.type === "NewExpression") return false;
  }
  return false;
}

export function hasAwait(node: Node): boolean {
  if (node.type === "AwaitExpression" || node.type === "YieldExpression") return true;
  if (isFunction(node)) return false;
  return Object.entries(node).some(([key, value]) => key !== "parent" && (Array.isArray(value) ? (value as unknown[]) : [value]).some((child) => typeof child === "object" && child !== null && "type" in child && "range" in child && hasAwait(child as Node)));
}

/** Where a statement begins, with the comments above it. */
export function startOf(sourceCode: File["sourceCode"], statement: Node): number {
  const [comment] = sourceCode.getCommentsBefore(statement).filter(({ loc }) => loc.start.line > (sourceCode.getTokenBefore(statement)?.loc.end.line ?? 0));
  return comment?.range[0] ?? statement.range[0];
}

/** `text` with the indentation of another place. */
export function reindented(text: string, from: string, to: string): string {
  return text.split("\n").map((line, i) => (i > 0 && line.startsWith(from) ? to + line.slice(from.length) : line)).join("\n");
}
