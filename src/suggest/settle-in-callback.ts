import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, isFunction, parameterName, unwrap, wrapped } from "../ast.js";
import type { Begun } from "../startup.js";
import { asyncContextOf } from "./async-context.js";
import { contains, type Edit, type File, indentOf, insertAt, statementOf } from "./edits.js";
import { isTypeScript, styleOf } from "./style.js";

/**
 * Waits for a start that nothing but its callback tells of: by a promise which the callback settles, first with its error, then at its end.
 * Only for a statement of its own, with a callback that is written there and leaves nowhere but at its end.
 */
export function settleInCallback(file: File, { node, subject, row, unit }: Begun): { readonly edits: readonly Edit[]; readonly exported: string | undefined } | undefined {
  const { sourceCode, filename } = file;
  const place = statementOf(node);
  const outer = wrapped(node).parent;
  const isAwaited = outer?.type === "AwaitExpression";
  if (subject.contract.ready !== "callback" || row.callback?.error === undefined || row.callback.failedWhen !== undefined) return undefined;
  if (place?.statement.type !== "ExpressionStatement" || place.statement !== (isAwaited ? outer.parent : outer)) return undefined;
  const last = node.arguments.at(-1);
  const callback = last && unwrap(last);
  const { names } = styleOf(sourceCode);
  if (!isFunction(callback) || callback.async || callback.generator || names.has("resolve") || names.has("reject")) return undefined;
  const inner = settled(file, callback, row.callback.error);
  const context = asyncContextOf(file, unit);
  if (!inner || !context) return undefined;
  const type = isTypeScript(filename) ? "<void>" : "";
  const opening = insertAt(node.range[0], `${isAwaited ? "" : "await "}new Promise${type}((resolve, reject) => `);
  return { edits: [...context.edits, opening, ...inner, insertAt(node.range[1], ")")], exported: context.exported };
}

/** The edits that let a callback reject with its error and resolve at its end. */
function settled({ sourceCode }: File, callback: FunctionNode, position: number): readonly Edit[] | undefined {
  const { body, params } = callback;
  const given = params[position];
  const name = given ? parameterName(given)?.name : params.length === 0 && position === 0 ? "error" : undefined;
  if (name === undefined || (!given && styleOf(sourceCode).names.has(name)) || contains(body, ({ type }) => type === "ReturnStatement")) return undefined;
  const opening = sourceCode.getFirstToken(callback, (token) => token.value === "(");
  const closing = opening && sourceCode.getTokenAfter(opening);
  if (!given && closing?.value !== ")") return undefined;
  const added = given || !opening ? [] : [insertAt(opening.range[1], name)];
  const test = `if (${name}) return reject(${name});`;
  if (body.type !== "BlockStatement") return [...added, { range: body.range, text: `{ ${test} ${sourceCode.getText(body)}; resolve(); }` }];
  const [first] = body.body;
  const final = body.body.at(-1);
  if (!first || !final) return [...added, { range: body.range, text: `{ ${test} resolve(); }` }];
  const separator = (statement: Node) => (statement.loc.start.line === body.loc.start.line ? " " : `\n${indentOf(sourceCode, statement)}`);
  const rejecting: Edit = throws(first, name) ? { range: first.range, text: test } : insertAt(first.range[0], `${test}${separator(first)}`);
  const end = sourceCode.getText(final).endsWith(";") || final.type === "IfStatement" ? "" : ";";
  return first === final && throws(first, name) ? [...added, { range: first.range, text: `${test}${separator(first)}resolve();` }] : [...added, rejecting, insertAt(final.range[1], `${end}${separator(final)}resolve();`)];
}

/** True for `if (error) throw error;`. */
function throws(statement: TSESTree.Statement, name: string): boolean {
  if (statement.type !== "IfStatement" || statement.alternate || statement.test.type !== "Identifier" || statement.test.name !== name) return false;
  const { consequent } = statement;
  const only = consequent.type === "BlockStatement" && consequent.body.length === 1 ? consequent.body[0] : consequent;
  return only?.type === "ThrowStatement" && only.argument.type === "Identifier" && only.argument.name === name;
}
