import { type FunctionNode, type Node, findNode, isFunction, parameterName, unwrap, wrapped } from "../ast.js";
import { type Begun, givesPromise } from "../startup.js";
import { asyncContextOf } from "./async-context.js";
import { thrownFirst } from "./callback-with.js";
import { type Edit, type File, contains, continuesLine, indentOf, insertAt, movedLines, statementOf } from "./edits.js";
import { styleOf } from "./style.js";

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

/**
 * Awaits the promise that a start gives where it gets no callback, and does behind it what the callback does once it has thrown its error.
 * Only for a statement of its own in an async function, and a callback that uses nothing else of what it is given, and declares nothing.
 */
export function awaitForCallback(file: File, { node, row, unit }: Begun): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = statementOf(node);
  const last = node.arguments.at(-1);
  const callback = last && unwrap(last);
  if (!givesPromise(row) || row.settles !== undefined || row.callback?.error !== 0 || !isFunction(unit) || !unit.async || unit.generator) return undefined;
  if (place?.statement.type !== "ExpressionStatement" || wrapped(node).parent !== place.statement || !isFunction(callback)) return undefined;
  const rest = behindError(file, callback);
  if (!rest || rest.some((each) => /\b(?:this|arguments)\b/.test(sourceCode.getText(each)))) return undefined;
  const usesGiven = (name: string | undefined) => name === undefined || rest.some((each) => findNode(each, (inner) => inner.type === "Identifier" && inner.name === name) !== undefined);
  if (callback.params.some((parameter) => usesGiven(parameterName(parameter)?.name))) return undefined;
  const isKept = sourceCode.getCommentsInside(place.statement).every(({ range }) => rest.some((each) => range[0] > each.range[0] && range[1] < each.range[1]));
  const before = node.arguments.at(-2);
  if (!isKept || !before) return undefined;
  const indent = indentOf(sourceCode, place.statement);
  const { semicolons } = styleOf(sourceCode);
  const call = `await ${sourceCode.text.slice(node.range[0], before.range[1])})${semicolons ? ";" : ""}`;
  const code = rest.map((each) => (each === callback.body ? `${indent}${sourceCode.getText(each)}${semicolons ? ";" : ""}` : movedLines(sourceCode, each, indent)));
  return semicolons || !code.some(continuesLine) ? [{ range: place.statement.range, text: [call, ...code].join("\n") }] : undefined;
}

/** What a callback does where the start has not failed: what it throws else is what the promise rejects with. */
function behindError({ sourceCode }: File, callback: FunctionNode): readonly Node[] | undefined {
  if (callback.async || callback.generator) return undefined;
  const { body, params } = callback;
  if (body.type !== "BlockStatement") return [body];
  const thrown = thrownFirst(callback);
  const error = params[0] && parameterName(params[0])?.name;
  const isSame = thrown && error !== undefined && new RegExp(`^(?:${error}|new \\w*Error\\(${error}(?:\\.message)?\\))$`).test(sourceCode.getText(thrown));
  const rest = isSame ? body.body.slice(1) : body.body;
  return (isSame || !thrown) && rest.every((each) => each.type === "ExpressionStatement") ? rest : undefined;
}
