import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, isNullish, parameterName, unwrap } from "../ast.js";
import { onlyStatementOf } from "../order.js";
import { type Edit, bodyRange, continuesLine, indentOf, isBare } from "./edits.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * The edits that let a callback begin with `code`, without a parameter for an error and the test of it; undefined where that is used
 * otherwise, or where a comment in the test would be lost that is not among those `moved` elsewhere.
 */
export function callbackWith(sourceCode: SourceCode, fn: FunctionNode, code: string, moved: readonly (readonly [number, number])[] = []): readonly Edit[] | undefined {
  const kept = keptIn(sourceCode, fn, moved);
  if (!kept || fn.params.length > 1 || !isFree(kept.text, errorOf(fn))) return undefined;
  const { body } = fn;
  const params = withoutParameter(sourceCode, fn);
  if (body.type !== "BlockStatement") return [...params, { range: bodyRange(sourceCode, fn), text: code === "" ? kept.text : `{ ${code} ${kept.text}; }` }];
  const [first] = body.body;
  if (!first) return undefined;
  if (kept.text + code === "") return [...params, { range: body.range, text: "{}" }];
  const separator = code === "" ? "" : first.loc.start.line === body.loc.start.line ? " " : `\n${indentOf(sourceCode, first)}`;
  const isOpen = separator.length > 1 && !styleOf(sourceCode).semicolons && !continuesLine(kept.text);
  return [...params, { range: [first.range[0], kept.end], text: `${isOpen ? code.replace(/;$/, "") : code}${separator}${kept.text}` }];
}

/** What stays of a callback's body without the test of its error: its text, and where that ends. */
function keptIn(sourceCode: SourceCode, fn: FunctionNode, moved: readonly (readonly [number, number])[]): { readonly text: string; readonly end: number } | undefined {
  const error = errorOf(fn);
  const { body } = fn;
  if (body.type !== "BlockStatement") {
    if (body.type !== "ConditionalExpression" || !isTest(body.test, error)) return { text: sourceCode.getText(body), end: body.range[1] };
    return sourceCode.getCommentsInside(body).length > 0 ? undefined : { text: sourceCode.getText(body.alternate), end: body.range[1] };
  }
  const [first, next] = body.body;
  const last = body.body.at(-1);
  if (!first || !last) return undefined;
  if (first.type !== "IfStatement" || !isTest(first.test, error)) return { text: sourceCode.text.slice(first.range[0], last.range[1]), end: last.range[1] };
  if (sourceCode.getCommentsInside(first).some(({ range }) => !moved.some(([from, to]) => from <= range[0] && range[1] <= to))) return undefined;
  if (!first.alternate && !next) return sourceCode.getCommentsInside(body).length === 0 ? { text: "", end: last.range[1] } : undefined;
  if (!first.alternate) return { text: sourceCode.text.slice(first.range[1], last.range[1]).trimStart(), end: last.range[1] };
  // `if (error) reject(error); else resolve();`: the other branch is what remains.
  const { alternate } = first;
  const only = alternate.type !== "BlockStatement" ? alternate : alternate.body.length === 1 ? alternate.body[0] : undefined;
  return only && { text: sourceCode.getText(only) + sourceCode.text.slice(first.range[1], last.range[1]), end: last.range[1] };
}

function isFree(text: string, error: string | undefined): boolean {
  return error === undefined || !new RegExp(`\\b${error}\\b`).test(text);
}

function withoutParameter(sourceCode: SourceCode, { params }: FunctionNode): readonly Edit[] {
  const [parameter] = params;
  if (!parameter) return [];
  return [{ range: parameter.range, text: isBare(sourceCode, parameter) ? "()" : "" }];
}

/** The function that a callback gives its error to before anything else: `next` of `if (error) return next(error);`. */
export function failureIn(fn: FunctionNode): TSESTree.Identifier | undefined {
  const error = errorOf(fn);
  const first = fn.body.type === "BlockStatement" ? fn.body.body[0] : fn.body;
  if (error === undefined || (first?.type !== "IfStatement" && first?.type !== "ConditionalExpression") || !isTest(first.test, error)) return undefined;
  const call = calledIn(first.consequent);
  const [given, ...others] = call?.arguments ?? [];
  if (call?.callee.type !== "Identifier" || given?.type !== "Identifier" || given.name !== error || others.length > 0) return undefined;
  return call.callee;
}

/** The branch of the test of an error that a callback begins with. */
export function failingBranchOf(fn: FunctionNode): TSESTree.Statement | undefined {
  const first = fn.body.type === "BlockStatement" ? fn.body.body[0] : undefined;
  return first?.type === "IfStatement" && isTest(first.test, errorOf(fn)) ? first.consequent : undefined;
}

/** True for a callback that begins with `if (error) throw error`: what Node does with an 'error' that nobody listens for. */
export function throwsError(fn: FunctionNode): boolean {
  const thrown = thrownFirst(fn);
  return thrown?.type === "Identifier" && thrown.name === errorOf(fn);
}

/** What a callback throws where it begins with `if (error) throw …` and nothing else. */
export function thrownFirst(fn: FunctionNode): Node | undefined {
  const error = errorOf(fn);
  const first = fn.body.type === "BlockStatement" ? fn.body.body[0] : undefined;
  if (error === undefined || first?.type !== "IfStatement" || !isTest(first.test, error) || first.alternate) return undefined;
  const only = onlyStatementOf(first.consequent);
  return only?.type === "ThrowStatement" ? only.argument : undefined;
}

function calledIn(branch: Node) {
  const statements = branch.type === "BlockStatement" ? branch.body : [branch];
  const [first, second, ...others] = statements;
  const isLeft = second === undefined || (second.type === "ReturnStatement" && !second.argument);
  if (!first || !isLeft || others.length > 0) return undefined;
  const value = first.type === "ReturnStatement" ? first.argument : first.type === "ExpressionStatement" ? first.expression : first;
  const inner = value && unwrap(value);
  return inner?.type === "CallExpression" ? inner : undefined;
}

function errorOf(fn: FunctionNode): string | undefined {
  return fn.params[0] && parameterName(fn.params[0])?.name;
}

/** True for `error`, and for `error != null` and its like. */
export function isTest(node: Node, error: string | undefined): boolean {
  if (node.type === "BinaryExpression") return /^!==?$/.test(node.operator) && isNullish(node.right) && isTest(node.left, error);
  return error !== undefined && node.type === "Identifier" && node.name === error;
}
