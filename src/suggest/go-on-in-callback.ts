import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isFunction, nameOfThing, parameterName, unwrap } from "../ast.js";
import { startCallbacks } from "../contracts/handles.js";
import { mention } from "../mention.js";
import type { Guess } from "../guesses.js";
import { expressionOf, statementsOf } from "../order.js";
import { isPath } from "./await-ready.js";
import type { Wait } from "./await-started.js";
import { type File, hasLongToken, indentOf, indented, linesWithout } from "./edits.js";
import { areFreeAt, hasRemarkBeside, linesWithRemarks, timerAlone, usesOwnThis, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * Makes what a timer runs the callback of the start directly before it, which has been given none: `manager.start("app.js", (error) => done(error))`.
 * Only where another call of the same method in the file shows that it takes one last, with the error first, and goes on there; by a row only to
 * tell that all is done, where nobody turns to what was started.
 */
export function goOnInCallback(file: File, { sleep, started, beside }: Guess): Wait | undefined {
  const { sourceCode } = file;
  const alone = timerAlone(sleep);
  const call = started?.call;
  if (!alone || call?.type !== "CallExpression" || call.callee.type !== "MemberExpression" || !isPath(call.callee.object) || started?.isAwaited || beside.length > 0) return undefined;
  const { statement, next } = alone;
  const siblings: readonly Node[] = statement.parent.type === "BlockStatement" || statement.parent.type === "Program" ? statement.parent.body : [];
  const begin = siblings[siblings.indexOf(statement) - 1];
  if (!begin || expressionOf(begin) !== call || !takesCallback(file, call, endOf(unwrap(next))) || hasRemarkBeside(sourceCode, statement, next) || sourceCode.getCommentsInside(call).length > 0) return undefined;
  const [from] = linesWithRemarks(sourceCode, statement);
  if (sourceCode.getCommentsBefore(statement).some(({ range }) => range[0] < from) || !areFreeAt(sourceCode, statement, ["error"])) return undefined;
  const callback = callbackOf(file, unwrap(next), begin);
  const last = call.arguments.at(-1);
  const close = sourceCode.getLastToken(call);
  if (callback === undefined || !close || last?.type === "SpreadElement") return undefined;
  const at = last ? last.range[1] : close.range[0];
  return { edits: [{ range: [at, at], text: `${last ? ", " : ""}${callback}` }, withoutSleep(sourceCode, statement)], code: `${mention(sourceCode, call)} with a callback` };
}

/** What goes on, as a callback that learns of the error first. */
function callbackOf({ sourceCode }: File, next: Node, begin: Node): string | undefined {
  const told = endOf(next);
  if (told !== undefined) return `(error) => ${told}(error)`;
  if (!isFunction(next) || next.async || next.generator || next.params.length > 0 || usesOwnThis(next) || next.body.type !== "BlockStatement" || hasLongToken(sourceCode, next)) return undefined;
  const [first] = next.body.body;
  if (!first || first.loc.start.line === next.body.loc.start.line) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const outer = indentOf(sourceCode, begin);
  const lines = linesWithout(sourceCode.text.slice(next.body.range[0] + 1, next.body.range[1] - 1).replace(/^[ \t]*\r?\n/, "").trimEnd(), indentOf(sourceCode, first));
  return ["(error) => {", `${outer}${indent}if (error) throw error${semicolons ? ";" : ""}`, ...lines.map((line) => indented(line, outer + indent)), `${outer}}`].join("\n");
}

/** `done` of `done` and of `() => { done(); }`. */
function endOf(fn: Node): string | undefined {
  if (!isFunction(fn)) return isEnd(fn) && fn.type === "Identifier" ? fn.name : undefined;
  const [only, ...others] = statementsOf(fn);
  const call = only && others.length === 0 ? (expressionOf(only) ?? only) : undefined;
  return fn.params.length === 0 && call?.type === "CallExpression" && call.arguments.length === 0 && isEnd(call.callee) && call.callee.type === "Identifier" ? call.callee.name : undefined;
}

/** True for a name of what is called when all is done, with the error if there is one. */
function isEnd(node: Node): boolean {
  return node.type === "Identifier" && /^(?:done|cb|callback|next)$/.test(node.name);
}

/** True for a method that takes a callback behind the arguments of this call, and has got none. */
function takesCallback(file: File, call: TSESTree.CallExpression, told: string | undefined): boolean {
  if (call.arguments.some((argument) => isFunction(unwrap(argument)) || isEnd(unwrap(argument)))) return false;
  return (told !== undefined && hasRow(file, call) && !asksOthers(file)) || isGivenOneElsewhere(file, call);
}

/** True for a file whose code, not its comments, names what asks over the network: what has been started need not answer yet. */
function asksOthers({ sourceCode }: File): boolean {
  return sourceCode.ast.tokens.some(({ value }) => /\b(?:fetch|axios|got|request|supertest|superagent|needle|undici|https?|net|localhost|127\.0\.0\.1|socket\w*|port)\b/i.test(value));
}

/** True for a method of a package with a row; the module that a project is itself is the package that its name says: `const pm2 = require("..")`. */
function hasRow({ startup }: File, call: TSESTree.CallExpression): boolean {
  const object = call.callee.type === "MemberExpression" ? unwrap(call.callee.object) : undefined;
  const value = object && startup.values.valueOf(object);
  if (value?.kind !== "export") return false;
  const { module } = value;
  const isRoot = /^[./]+$/.test(module);
  return startCallbacks.some(({ from, methods }) => methods.has(calledName(call)) && (module === from || (isRoot && nameOfThing(object as Node).toLowerCase() === from)));
}

/** True where each other call of the method on the same thing has one more argument, a callback whose first parameter is the error. */
function isGivenOneElsewhere({ sourceCode, startup }: File, call: TSESTree.CallExpression): boolean {
  const others = startup.calls.filter((other): other is TSESTree.CallExpression => other !== call && other.type === "CallExpression" && sourceCode.getText(other.callee) === sourceCode.getText(call.callee) && isSameRoot(other));
  return others.some((other) => other.arguments.length === call.arguments.length + 1 && isErrorFirst(other.arguments.at(-1)));

  function isSameRoot(other: TSESTree.CallExpression): boolean {
    const [one, two] = [other, call].map(({ callee }) => (callee.type === "MemberExpression" && unwrap(callee.object).type === "Identifier" ? startup.scopes.variableOf(unwrap(callee.object) as TSESTree.Identifier) : undefined));
    return one !== undefined && one === two;
  }
}

function isErrorFirst(callback: Node | undefined): boolean {
  const fn = callback && unwrap(callback);
  return fn !== undefined && isFunction(fn) && fn.params[0] !== undefined && !findNode(fn.body, (node) => node.type === "CallExpression" && calledName(node) === "setTimeout") && /^_?e(?:rr(?:or)?)?$/.test(parameterName(fn.params[0])?.name ?? "");
}
