import { type FunctionNode, type Node, calledName, isFunction, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { tellingVerbs } from "../contracts/listening.js";
import { isCaught } from "../handling.js";
import type { Late } from "../startup.js";
import { isLogCall } from "../telling.js";
import { type Edit, type File, indentOf, insertAt, lineRangeOf, movedLines } from "./edits.js";
import { contains, freshName, isOwnCall, isSettledBefore, isThereBefore, meanwhileOf, variablesIn } from "./meanwhile.js";
import { styleOf } from "./style.js";
import { startOf } from "./wait-first.js";

/**
 * Attaches the handler at once and lets it await what the code awaits, so that nothing gets past it before that. Only for a handler in the statement
 * behind the await, or behind others that do no more than tell, where a rejection is caught by nobody: the handler would reject too.
 */
export function awaitInside({ sourceCode }: File, late: Late): { readonly edits: readonly Edit[]; readonly name: string } | undefined {
  const place = meanwhileOf(late);
  const listener = late.attachment.listener && unwrap(late.attachment.listener);
  if (!place || late.kind !== "lost" || late.attachment.promise || late.at !== late.attachment.node || !isFunction(listener) || listener.generator) return undefined;
  const { first, second, between } = place;
  const source = awaitedBy(first, late.cause);
  if (!between.slice(1).every(isTelling) || !source || second.type !== "ExpressionStatement" || unwrap(second.expression) !== late.at || isCaught(late.cause)) return undefined;
  if (!isThereBefore(sourceCode, late, between) || listener.body.type !== "BlockStatement" || contains(listener, (node) => node.type === "AwaitExpression" && node.argument.type === "Identifier" && node.argument.name === "undefined")) return undefined;
  if (sourceCode.getCommentsInside(first).length > 0 || isOwnCall(sourceCode, late, between)) return undefined;
  const name = freshName(sourceCode, source.id ? `${source.id}Promise` : "done");
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const indent = indentOf(sourceCode, first);
  const uses = source.id !== undefined && [...variablesIn(sourceCode, listener)].some((variable) => variable.name === source.id);
  if (!uses && !isSettledBefore(sourceCode, listener, between)) return undefined;
  const inner = `${uses && source.pattern !== undefined ? `const ${source.pattern} = ` : ""}await ${name}${end}`;
  const moved = movedLines(sourceCode, second, indent).trimStart();
  const text = withAwait(moved, sourceCode.getText(second), sourceCode, listener, second, `${indent}${styleOf(sourceCode).indent}`, inner);
  if (text === undefined) return undefined;
  return {
    name,
    edits: [
      insertAt(startOf(sourceCode, first), `const ${name} = ${sourceCode.getText(source.argument)}${end}\n${indent}${text}\n${indent}`),
      { range: source.argument.range, text: name },
      { range: lineRangeOf(sourceCode, second), text: "" },
    ],
  };
}

/** `socket.emit("welcome")`, `current = user`, a listener: it lets nobody in and turns nobody away, and a handler that has waited comes behind it. */
function isTelling(statement: Node): boolean {
  const done = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  if (done?.type === "AssignmentExpression") return !contains(done, ({ type }) => /^(?:Call|New|Await|Yield|Import)Expression$|^TaggedTemplate/.test(type));
  if (done?.type !== "CallExpression" || contains(done, ({ type }) => type === "AwaitExpression" || type === "YieldExpression")) return false;
  return isLogCall(done) || (unwrap(done.callee).type === "MemberExpression" && (attachMethods.has(calledName(done)) || tellingVerbs.has(calledName(done))));
}

/** What a statement `await x` or `const y = await x` awaits, and the name it has afterwards. */
function awaitedBy(statement: Node, cause: Node): { argument: Node; id: string | undefined; pattern: string | undefined } | undefined {
  if (cause.type !== "AwaitExpression") return undefined;
  if (statement.type === "ExpressionStatement" && statement.expression === cause) return { argument: cause.argument, id: undefined, pattern: undefined };
  if (statement.type !== "VariableDeclaration" || statement.declarations.length !== 1) return undefined;
  const [{ id, init }] = statement.declarations;
  return init === cause && id.type === "Identifier" && !id.typeAnnotation ? { argument: cause.argument, id: id.name, pattern: id.name } : undefined;
}

/** The listener's statement with `async` and a first statement in its handler. */
function withAwait(moved: string, original: string, sourceCode: File["sourceCode"], listener: FunctionNode, statement: Node, indent: string, inner: string): string | undefined {
  // Comments above the statement move along: then positions in it are shifted.
  const shift = moved.indexOf(original.split("\n")[0] ?? "");
  const first = sourceCode.getFirstToken(listener);
  const body = sourceCode.getFirstToken(listener.body);
  if (shift < 0 || !first || !body || first.loc.start.line !== statement.loc.start.line || body.loc.start.line !== statement.loc.start.line) return undefined;
  const isEmpty = listener.body.type === "BlockStatement" && listener.body.body.length === 0;
  const isOneLine = body.loc.start.line === listener.body.loc.end.line;
  if (isEmpty || isOneLine) return undefined;
  const at = (position: number) => shift + position - statement.range[0];
  const [asyncAt, bodyAt] = [at(first.range[0]), at(body.range[1])];
  return `${moved.slice(0, asyncAt)}${listener.async ? "" : "async "}${moved.slice(asyncAt, bodyAt)}\n${indent}${inner}${moved.slice(bodyAt)}`;
}
