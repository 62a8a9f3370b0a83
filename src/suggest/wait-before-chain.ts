import { type CallNode, type Node, calledName, isFunction, isInside, unwrap, wrapped } from "../ast.js";
import type { Late } from "../startup.js";
import { type File, indentOf, insertAt, statementOf } from "./edits.js";
import { freshName, isSettledBefore, named, variablesIn } from "./meanwhile.js";
import { styleOf } from "./style.js";
import { type EarlierWait, hasAwait, reindented, seenTo, startOf } from "./wait-first.js";

/**
 * Makes the promise that is all a link of a chain gives before the chain begins: `x.start().then(() => finished)`. Undefined where the promise uses
 * what the chain gives, or what comes about in its statement.
 */
export function waitBeforeChain({ sourceCode }: File, late: Late): EarlierWait | undefined {
  const { attachment: { promise, event, node }, at, cause } = late;
  const chain = promise && at === node ? chainOf(promise) : undefined;
  const statement = chain && statementOf(chain)?.statement;
  if (!promise || !chain || !statement || !isInside(cause, chain) || hasAwait(promise)) return undefined;
  if ([...variablesIn(sourceCode, promise)].some(({ identifiers }) => identifiers.some((name) => isInside(name, statement) && !isInside(name, promise)))) return undefined;
  if (!isSettledBefore(sourceCode, promise, [statement])) return undefined;
  const name = freshName(sourceCode, named(event));
  const indent = indentOf(sourceCode, statement);
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const code = reindented(sourceCode.getText(promise), indentOf(sourceCode, promise), indent);
  return { name, edits: [insertAt(startOf(sourceCode, statement), `const ${name} = ${code}${end}\n${indent}${seenTo(late, name, end, indent)}`), { range: promise.range, text: name }] };
}

/** The `then` whose first function gives the promise and does nothing else. */
function chainOf(promise: Node): CallNode | undefined {
  const { parent } = wrapped(promise);
  const block = parent?.type === "ReturnStatement" ? parent.parent : undefined;
  const fn = block?.type === "BlockStatement" && block.body.length === 1 ? block.parent : parent;
  const call = isFunction(fn) && !fn.async && !fn.generator ? wrapped(fn).parent : undefined;
  return call?.type === "CallExpression" && calledName(call) === "then" && call.arguments[0] && unwrap(call.arguments[0]) === fn ? call : undefined;
}
