import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findNode, findOwn, isInside, parameterName, unitOf, unwrap } from "../ast.js";
import type { Competition } from "../lifecycle.js";
import type { Startup } from "../startup.js";
import { type Edit, type File, indentOf } from "./edits.js";
import { resetting } from "./forget-startup.js";
import { aroundFunction } from "./share-function.js";
import { type Names, freeNames } from "./startup-names.js";
import { isTypeScript, styleOf } from "./style.js";

/** A repair that lets all callers wait for one startup, and how: they share its promise, or take turns. */
export interface SharedStartup {
  readonly edits: readonly Edit[];
  readonly kind: "share" | "turns";
}

/**
 * Lets all callers of a function wait for one startup. Where the startup is a statement of its own, it runs in a promise that is kept while it
 * is under way; where the function returns to late callers, the function does. Callers with arguments or effects of their own take turns.
 * Only where nothing in the startup calls the function again: it would wait for itself.
 */
export function shareStartup(file: File, competition: Competition): SharedStartup | undefined {
  const { fn } = competition;
  if (isNested(file, competition) || callsItself(fn, file.startup)) return undefined;
  const statement = ownStatement(competition);
  const names = freeNames(file, fn, competition.write);
  if (!names) return undefined;
  if (statement && !(isTypeScript(file.filename) && givesItBack(file, competition, statement))) return { edits: aroundStatement(file, competition, statement, names), kind: "share" };
  return aroundFunction(file, competition, names);
}

/** True for a function whose `this` or variables its callers do not all see. */
function isNested({ sourceCode }: File, { fn }: Competition): boolean {
  return fn.generator || sourceCode.getText(fn).includes("arguments") || findOwn(fn.body, ({ type }) => type === "Super" || type === "YieldExpression") !== undefined;
}

/** True if the function is called again by what it calls. */
function callsItself(fn: FunctionNode, { values }: Startup): boolean {
  const todo: FunctionNode[] = [fn];
  for (const each of todo) {
    const again = findNode(each.body, (node) => {
      if (node.type !== "CallExpression") return false;
      const callee = values.valueOf(node.callee);
      if (callee?.kind !== "function") return false;
      if (callee.node !== fn && !todo.includes(callee.node)) todo.push(callee.node);
      return callee.node === fn;
    });
    if (again) return true;
  }
  return false;
}

/** The statement that is the whole startup: `if (!x) {…}` without a way out, or `x ??= await make()`. */
function ownStatement({ fn, test, write }: Competition): TSESTree.Statement | undefined {
  if (!fn.async || unitOf(write) !== fn || fn.body.type !== "BlockStatement") return undefined;
  let at: Node = test;
  while (at.parent && at.type !== "IfStatement" && at.type !== "ExpressionStatement") at = at.parent;
  if (at.type !== "IfStatement" && at.type !== "ExpressionStatement") return undefined;
  if (at.parent.type !== "BlockStatement" || !isInside(write, at) || (at.type === "IfStatement" && at.alternate)) return undefined;
  const leaves = findOwn(at, ({ type }) => type === "ReturnStatement" || type === "BreakStatement" || type === "ContinueStatement");
  return leaves || assignsLocals(at, fn) ? undefined : at;
}

/** True where a statement gives a value to a variable of the function itself: a second caller would not get it. */
function assignsLocals(statement: Node, fn: FunctionNode): boolean {
  const declared = new Set<string>();
  findOwn(fn.body, (node) => {
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && !isInside(node, statement)) declared.add(node.id.name);
    return false;
  });
  for (const parameter of fn.params) declared.add(parameterName(parameter)?.name ?? "");
  return findOwn(statement, (node) => node.type === "AssignmentExpression" && node.left.type === "Identifier" && declared.has(node.left.name)) !== undefined;
}

/** True for a function that does no more than to give what it has started: the whole of it can be shared, and its types stay as they are. */
function givesItBack({ sourceCode }: File, { fn, write }: Competition, statement: Node): boolean {
  const { body } = fn;
  const last = body.type === "BlockStatement" ? body.body.at(-1) : undefined;
  if (body.type !== "BlockStatement" || fn.params.length > 0 || body.body.length !== 2 || body.body[0] !== statement) return false;
  return last?.type === "ReturnStatement" && last.argument !== null && write.type === "AssignmentExpression" && sourceCode.getText(unwrap(last.argument)) === sourceCode.getText(write.left);
}

/** For TypeScript: the statement that says that what has been started is there, where the code behind goes by that. */
function asserted({ sourceCode, filename }: File, { fn, write, value }: Competition, statement: Node): string | undefined {
  if (!isTypeScript(filename) || write.type !== "AssignmentExpression" || value.type === "Literal") return undefined;
  const target = sourceCode.getText(write.left);
  const read = findOwn(fn.body, (node) => node.range[0] > statement.range[1] && (node.type === "MemberExpression" || node.type === "Identifier") && sourceCode.getText(node) === target && !(node.parent.type === "AssignmentExpression" && node.parent.left === node) && !(node.parent.type === "MemberExpression" && node.parent.optional));
  const { quote, semicolons } = styleOf(sourceCode);
  return read && `if (!${target}) throw new Error(${quote}no ${target.replace(/^.*[.#]/, "")}${quote})${semicolons ? ";" : ""}`;
}

function aroundStatement(file: File, competition: Competition, statement: Node, names: Names): readonly Edit[] {
  const { sourceCode } = file;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const outer = indentOf(sourceCode, statement);
  const body = sourceCode.getText(statement).split("\n").map((line, i) => (i === 0 || line === "" ? line : indent + line)).join("\n");
  const text = [
    `await (${names.promise} ??= (async () => {`,
    `${outer}${indent}${body}`,
    `${outer}})()${resetting(file, competition, names, outer, "")})${end}`,
    ...[asserted(file, competition, statement)].flatMap((line) => (line === undefined ? [] : [outer + line])),
  ].join("\n");
  const startup = { range: statement.range, text };
  return names.isDeclared ? [declarationOf(file, names, "Promise<void>"), startup] : [startup];
}

/** The edit that declares the promise: a field of the class, or a variable, directly behind or before the function. */
function declarationOf(file: File, names: Names, type: string): Edit {
  const { sourceCode, filename } = file;
  const { semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const typed = isTypeScript(filename) ? `: ${type} | undefined` : names.isField ? " = undefined" : "";
  const position = names.before.range[0];
  const indent = indentOf(sourceCode, names.before);
  const head = names.isField ? `${names.modifiers}${names.declared}` : `let ${names.declared}`;
  const [comment] = sourceCode.getCommentsBefore(names.before).filter(({ loc }) => loc.start.line > (sourceCode.getTokenBefore(names.before)?.loc.end.line ?? 0));
  return { range: [comment?.range[0] ?? position, comment?.range[0] ?? position], text: `${head}${typed}${end}\n${names.isField ? "\n" : ""}${names.isField ? "" : "\n"}${indent}` };
}
