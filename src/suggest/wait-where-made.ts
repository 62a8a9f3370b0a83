import { type Node, calledName, isClass, isInside } from "../ast.js";
import type { Late } from "../startup.js";
import { type File, indentOf, statementBehind, statementOf } from "./edits.js";
import { contains, freshName, named, variablesIn } from "./meanwhile.js";
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
  const seen = promise.type === "NewExpression" && neverRejects(promise) ? "" : `${end}\n${indent}${name}.catch(() => {})`;
  const code = `${isField ? "" : "const "}${name} = ${reindented(sourceCode.getText(promise), indentOf(sourceCode, promise), indent)}${seen}`;
  return { name, edits: [statementBehind(sourceCode, made, code), { range: promise.range, text: name }] };
}

/** True for a statement of the constructor of the class that the wait is a method of, which inherits nothing: `this` is the same, and the field is there before anybody waits. */
function isOfConstructor(made: Node, wait: Node): boolean {
  const method = made.parent?.parent?.parent;
  const owner = method?.type === "MethodDefinition" && method.kind === "constructor" ? method.parent.parent : undefined;
  return isClass(owner) && owner.superClass === null && wait.parent?.parent?.parent === owner;
}

/** What begins to count where the promise is made, and what is another elsewhere. */
function isTimed(node: Node): boolean {
  return (node.type === "Identifier" && node.name === "arguments") || /^(?:set(?:Timeout|Interval)|timeout|delay|sleep)$/.test(calledName(node));
}
