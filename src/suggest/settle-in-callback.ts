import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findOwn, isFunction, parameterName, unwrap, wrapped } from "../ast.js";
import { type Begun, givesPromise } from "../startup.js";
import { asyncContextOf } from "./async-context.js";
import { isTest } from "./callback-with.js";
import { type Edit, type File, insertAt, separatorAt, statementOf } from "./edits.js";
import { isTypeScript, styleOf } from "./style.js";

/**
 * Waits for a start that nothing but its callback tells of, or that gives no promise where it is given one: by a promise which the callback
 * settles, first with its error, then at its end. Only for a statement of its own, with a callback that is written there and leaves nowhere
 * but at its end, and in the test of its error.
 */
export function settleInCallback(file: File, { node, subject, row, unit }: Begun): { readonly edits: readonly Edit[]; readonly exported: string | undefined } | undefined {
  const { sourceCode, filename } = file;
  const place = statementOf(node);
  const outer = wrapped(node).parent;
  const isAwaited = outer?.type === "AwaitExpression";
  if ((subject.contract.ready !== "callback" && !givesPromise(row)) || row.callback?.error === undefined || row.callback.failedWhen !== undefined) return undefined;
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
function settled(file: File, callback: FunctionNode, position: number): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const { body, params } = callback;
  const given = params[position];
  const name = given ? parameterName(given)?.name : params.length === 0 && position === 0 ? "error" : undefined;
  if (name === undefined || (!given && styleOf(sourceCode).names.has(name))) return undefined;
  const opening = sourceCode.getFirstToken(callback, (token) => token.value === "(");
  const closing = opening && sourceCode.getTokenAfter(opening);
  if (!given && closing?.value !== ")") return undefined;
  const added = given || !opening ? [] : [insertAt(opening.range[1], name)];
  const test = `if (${name}) return reject(${name});`;
  if (body.type !== "BlockStatement") return [...added, { range: body.range, text: `{ ${test} ${sourceCode.getText(body)}; resolve(); }` }];
  const [first] = body.body;
  const final = body.body.at(-1);
  if (!first || !final) return [...added, { range: body.range, text: `{ ${test} resolve(); }` }];
  const separator = (statement: Node) => separatorAt(sourceCode, statement);
  const leaving = leavingIn(first, name);
  if (body.body.some((each) => (each !== first || !leaving) && findOwn(each, ({ type }) => type === "ReturnStatement"))) return undefined;
  const rejecting = leaving ? rejectedAt(file, leaving, name) : insertAt(first.range[0], `${test}${separator(first)}`);
  const end = sourceCode.getText(final).endsWith(";") || final.type === "IfStatement" ? "" : ";";
  return [...added, rejecting, insertAt(final.range[1], `${end}${separator(final)}resolve();`)];
}

/** The statement by which a callback leaves, in the test of its error that it begins with: `if (error) { log(error); return; }`. */
function leavingIn(statement: TSESTree.Statement, name: string): TSESTree.ReturnStatement | TSESTree.ThrowStatement | undefined {
  if (statement.type !== "IfStatement" || statement.alternate || !isTest(statement.test, name)) return undefined;
  const { consequent } = statement;
  const last = consequent.type === "BlockStatement" ? consequent.body.at(-1) : consequent;
  const leaves = findOwn(consequent, ({ type }) => type === "ReturnStatement" || type === "ThrowStatement");
  return leaves === last && (last?.type === "ReturnStatement" || last?.type === "ThrowStatement") ? last : undefined;
}

/** Rejects where a callback left with its error: what it threw nobody could catch. */
function rejectedAt({ sourceCode }: File, leaving: TSESTree.ReturnStatement | TSESTree.ThrowStatement, name: string): Edit {
  const code = sourceCode.getText(leaving);
  if (leaving.type === "ThrowStatement") return { range: leaving.range, text: `return reject(${sourceCode.getText(leaving.argument)});` };
  if (leaving.argument === null) return { range: leaving.range, text: `return reject(${name});` };
  if (leaving.parent.type !== "BlockStatement") return { range: leaving.range, text: `{ reject(${name}); ${code} }` };
  return insertAt(leaving.range[0], `reject(${name});${separatorAt(sourceCode, leaving)}`);
}
