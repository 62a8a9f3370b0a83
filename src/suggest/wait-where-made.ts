import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findOwn, isClass, isFunction, isInside, unitOf, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import type { Late } from "../startup.js";
import { type File, indentOf, statementBehind, statementOf } from "./edits.js";
import { contains, freshName, isTimed, named, variablesIn } from "./meanwhile.js";
import { isTypeScript, styleOf } from "./style.js";
import { type EarlierWait, hasAwait, neverRejects, promiseOf, reindented } from "./wait-first.js";

/**
 * Makes the promise of a wait where its emitter is made; whoever asks gets that one. Only for a promise that means the same there, in a constant that
 * the wait sees, or in a field where the constructor makes the emitter.
 */
export function waitWhereMade({ sourceCode, startup, filename }: File, late: Late): EarlierWait | undefined {
  const promise = promiseOf(late, startup.values);
  const made = late.made && statementOf(late.made)?.statement;
  if (late.kind !== "lazy" || !promise || !made?.parent || hasAwait(promise) || contains(promise, isTimed) || (promise.type === "CallExpression" && promise.arguments.length > 2)) return undefined;
  const wait = late.unit;
  const isField = !isInside(wait, made.parent);
  if (isField && (isTypeScript(filename) || !isOfConstructor(made, wait))) return undefined;
  if (!isField && contains(promise, ({ type }) => type === "ThisExpression")) return undefined;
  const used = [...variablesIn(sourceCode, promise)];
  // What only the wait knows cannot be known where the emitter is made.
  const isOwn = (identifier: Node) => isInside(identifier, wait) && !isInside(identifier, promise);
  if (used.some(({ identifiers }) => identifiers.some((identifier) => isOwn(identifier) || (identifier.range[0] > made.range[1] && !isInside(identifier, promise))))) return undefined;
  const fresh = freshName(sourceCode, named(late.attachment.event));
  const name = isField ? `this.${fresh}` : fresh;
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const indent = indentOf(sourceCode, made);
  const told = late.made && hidesError(sourceCode, late, promise, late.made) ? untold(sourceCode, late, promise) : sourceCode.getText(promise);
  if (told === undefined) return undefined;
  const seen = (promise.type === "NewExpression" && neverRejects(promise)) || told !== sourceCode.getText(promise) ? "" : `${end}\n${indent}${name}.catch(() => {})`;
  const code = `${isField ? "" : "const "}${name} = ${reindented(told, indentOf(sourceCode, promise), indent)}${seen}`;
  return { name, edits: [statementBehind(sourceCode, made, code), { range: promise.range, text: name }] };
}

/** True for a statement of the constructor of the class that the wait is a method of, which inherits nothing: `this` is the same, and the field is there before anybody waits. */
function isOfConstructor(made: Node, wait: Node): boolean {
  const method = made.parent?.parent?.parent;
  const owner = method?.type === "MethodDefinition" && method.kind === "constructor" ? method.parent.parent : undefined;
  return isClass(owner) && owner.superClass === null && wait.parent?.parent?.parent === owner;
}

/** True where the promise would keep an error for whoever asks, which ends the process as it is: time passes before anybody can ask, and nothing else listens for it. */
function hidesError(sourceCode: File["sourceCode"], { emitter, attachment: { target } }: Late, promise: Node, made: Node): boolean {
  const maker = unitOf(made);
  if (!emitter?.events["error"]?.crashes || !isFunction(maker)) return false;
  const name = sourceCode.getText(target);
  const isError = (node: Node) => node.type === "Literal" && node.value === "error";
  const listens = (node: Node) => node.type === "CallExpression" && node.callee.type === "MemberExpression" && attachMethods.has(calledName(node)) && node.arguments[0] !== undefined && isError(node.arguments[0]) && sourceCode.getText(node.callee.object) === name;
  if (findOwn(maker.body, (node) => node.type === "AwaitExpression" && node.range[0] > made.range[1]) === undefined) return false;
  return (isPromiseOfEvent(promise) || contains(promise, isError)) && findOwn(maker.body, listens) === undefined;
}

/** `once(child, "exit")`, which listens for 'error', too. */
function isPromiseOfEvent(promise: Node): promise is TSESTree.CallExpression {
  return promise.type === "CallExpression" && promise.callee.type === "Identifier";
}

/** The same promise, which does not listen for 'error'; only where nobody uses what it gives. */
function untold(sourceCode: File["sourceCode"], { attachment: { target, node } }: Late, promise: Node): string | undefined {
  const wait = wrapped(promise).parent;
  const event = isPromiseOfEvent(promise) && promise === node && promise.arguments.length === 2 ? promise.arguments[1] : undefined;
  if (!event || wait?.type !== "AwaitExpression" || wait.parent.type !== "ExpressionStatement") return undefined;
  return `new Promise((resolve) => ${sourceCode.getText(target)}.once(${sourceCode.getText(event)}, resolve))`;
}
