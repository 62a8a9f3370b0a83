import { isFunction, unwrap, wrapped } from "../ast.js";
import type { Begun } from "../startup.js";
import { asyncContextOf } from "./async-context.js";
import { type Edit, type File, contains, indentOf, insertAt, movedLines, statementOf } from "./edits.js";

/** Gives a function in place of a call's result: `listen(port, () => log("up"))`; none where the call awaits or yields. */
export function wrapInFunction({ calledCallback }: Begun): readonly Edit[] | undefined {
  if (!calledCallback || contains(calledCallback, ({ type }) => type === "AwaitExpression" || type === "YieldExpression")) return undefined;
  return [insertAt(calledCallback.range[0], "() => ")];
}

/** Awaits a start that takes no callback, and does behind it what the callback does; only for a statement or `return` of its own. */
export function keepBehindStart(file: File, { node, ignoredCallback, unit }: Begun): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const callback = ignoredCallback && unwrap(ignoredCallback);
  const place = statementOf(node);
  const context = asyncContextOf(file, unit);
  if (!isFunction(callback) || !place || !context || callback.params.length > 0 || callback.body.type !== "BlockStatement") return undefined;
  const { statement } = place;
  const value = wrapped(node);
  if (value.parent !== statement || (statement.type !== "ExpressionStatement" && statement.type !== "ReturnStatement")) return undefined;
  if (statement.type === "ReturnStatement" && statement !== place.siblings.at(-1)) return undefined;
  const { body } = callback.body;
  if (node.arguments.length !== 1 || body.some((each) => each.type !== "ExpressionStatement" || /\bthis\b|\barguments\b/.test(sourceCode.getText(each)))) return undefined;
  const indent = indentOf(sourceCode, statement);
  const call = `await ${sourceCode.getText(node.callee)}();`;
  return [...context.edits, { range: statement.range, text: [call, ...body.map((each) => movedLines(sourceCode, each, indent))].join("\n") }];
}
