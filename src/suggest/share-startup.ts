import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findNode, findOwn, isInside, memberName, parameterName, unitOf, unwrap } from "../ast.js";
import type { Competition } from "../lifecycle.js";
import type { Startup } from "../startup.js";
import { type Edit, type File, indentOf } from "./edits.js";
import { type Names, freeNames, isTypeScript, promiseType } from "./startup-names.js";
import { styleOf } from "./style.js";

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
  const { fn, write } = competition;
  if (isNested(file, competition) || callsItself(fn, file.startup)) return undefined;
  const statement = ownStatement(competition);
  const names = freeNames(file, fn);
  if (!names) return undefined;
  if (statement && !(isTypeScript(file.filename) && givesItBack(file, competition, statement))) return { edits: aroundStatement(file, competition, statement, names), kind: "share" };
  if (unitOf(write) !== fn && !returnsPromises(fn)) return undefined;
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
  return [declarationOf(file, names, "Promise<void>"), { range: statement.range, text }];
}

/** What is chained to a startup: on failure what it took is given back, and in any case its promise is forgotten. */
function resetting(file: File, competition: Competition, names: Names, outer: string, deeper: string): string {
  const { sourceCode, filename } = file;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const failed = givenBack(file, competition);
  const error = isTypeScript(filename) ? "(error: unknown)" : "(error)";
  const at = outer + deeper;
  const caught = failed === undefined ? "" : `.catch(${error} => {\n${at}${indent}${failed}${end}\n${at}${indent}throw error${end}\n${at}})`;
  return `${caught}.finally(() => {\n${at}${indent}${names.promise} = undefined${end}\n${at}})`;
}

/** The assignment that gives back on failure what was taken before the startup had succeeded. */
function givenBack({ sourceCode, filename }: File, { kind, write, value, fn, test }: Competition): string | undefined {
  if (kind === "twice" || write.type !== "AssignmentExpression") return undefined;
  const target = sourceCode.getText(write.left);
  const isReset = findNode(fn.body, (node) => node !== write && node.type === "AssignmentExpression" && sourceCode.getText(node.left) === target && node.range[0] > write.range[1] && !isSuccess(node.right));
  if (isReset) return undefined;
  if (value.type === "Literal" && value.value === true) return `${target} = false`;
  if (kind === "flagged") {
    const compared = test.type === "BinaryExpression" ? test.right : undefined;
    return compared?.type === "Literal" && test.type === "BinaryExpression" && test.operator.startsWith("!") ? `${target} = ${sourceCode.getText(compared)}` : undefined;
  }
  const empty = isTypeScript(filename) ? emptyByType(sourceCode.text, target) : "undefined";
  return empty === undefined ? undefined : `${target} = ${empty}`;
}

function isSuccess(value: Node): boolean {
  return value.type === "Literal" && typeof value.value === "string";
}

/** The empty value that the declaration of a field or variable allows, as it is written there. */
function emptyByType(text: string, target: string): string | undefined {
  const name = target.replace(/^.*\./, "").replace(/[$#]/g, "\\$&");
  if (new RegExp(`\\b${name}\\s*(?:\\?\\s*:|:[^;=\\n]*\\bundefined\\b)`).test(text)) return "undefined";
  return new RegExp(`\\b${name}\\s*:[^;=\\n]*\\bnull\\b`).test(text) ? "null" : undefined;
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

/** True for a function that is not async and gives a promise on every way. */
function returnsPromises(fn: FunctionNode): boolean {
  if (fn.async) return true;
  if (fn.body.type !== "BlockStatement") return false;
  let count = 0;
  const plain = findOwn(fn.body, (node) => {
    if (node.type !== "ReturnStatement") return false;
    count++;
    const call = node.argument && unwrap(node.argument);
    if (call?.type !== "CallExpression" || call.callee.type !== "MemberExpression") return true;
    const name = memberName(call.callee) ?? "";
    return !/^(?:then|catch|finally)$/.test(name) && !(call.callee.object.type === "Identifier" && call.callee.object.name === "Promise");
  });
  return count > 0 && !plain && fn.body.body.at(-1)?.type === "ReturnStatement";
}

/** Puts a function of the old name before the startup, which gets a new one. */
function aroundFunction(file: File, competition: Competition, names: Names): SharedStartup | undefined {
  const { sourceCode, filename } = file;
  const { fn, write } = competition;
  const { inner, called, before } = names;
  if (!inner || !called || fn.body.type !== "BlockStatement" || !returnsPromises(fn)) return undefined;
  const parameters = fn.params.map(parameterName);
  if (fn.params.some((parameter) => parameter.type !== "Identifier") || parameters.some((name) => name?.name === "this")) return undefined;
  const type = promiseType(file, fn, names);
  if (type === undefined) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const outer = indentOf(sourceCode, before);
  const key = keyParameter(write, parameters);
  const isTurns = key !== undefined || keyOf(write) !== undefined || fn.params.length > 0 || hasEffects(fn, competition);
  if (keyOf(write) !== undefined && key === undefined) return undefined;
  const call = `${called}(${parameters.map((name) => name?.name ?? "").join(", ")})`;
  const lines = isTurns ? turns(file, names, call, key, competition, outer) : [`${names.promise} ??= ${call}${resetting(file, competition, names, outer, indent)}${end}`, `return ${names.promise}${end}`];
  const text = `{\n${lines.map((line) => `${outer}${indent}${line}`).join("\n")}\n${outer}}`;
  const declared = key === undefined ? (isTypeScript(filename) ? `: ${type} | undefined` : names.isField ? " = undefined" : "") : ` = new Map${isTypeScript(filename) ? `<${keyType(file, fn, key)}, ${type}>` : ""}()`;
  const declaredName = key === undefined ? names.declared : `${names.declared}s`;
  const head = names.isField ? `${names.modifiers}${key === undefined || !isTypeScript(filename) ? "" : "readonly "}${declaredName}` : `${key === undefined ? "let" : "const"} ${declaredName}`;
  // The text from the function's head to its body, once for each of the two.
  const from = names.head[0];
  const whole = sourceCode.text.slice(from, fn.body.range[0]);
  const asyncless = isTurns ? whole : whole.replace(/\basync\s*/, "");
  const closing = names.closing;
  const edits: Edit[] = [{ range: [from, fn.body.range[0]], text: `${asyncless}${text}${closing}\n\n${outer}${head}${declared}${end}\n\n${outer}${inner(whole)}` }];
  return { edits, kind: isTurns ? "turns" : "share" };
}

function turns(file: File, names: Names, call: string, key: string | undefined, competition: Competition, outer: string): readonly string[] {
  const { indent, semicolons } = styleOf(file.sourceCode);
  const end = semicolons ? ";" : "";
  if (key === undefined) {
    return [`while (${names.promise}) await ${names.promise}.catch(() => {})${end}`, `${names.promise} = ${call}${resetting(file, competition, names, outer, indent)}${end}`, `return ${names.promise}${end}`];
  }
  return [
    `while (${names.promise}s.has(${key})) await ${names.promise}s.get(${key})${isTypeScript(file.filename) ? "?" : ""}.catch(() => {})${end}`,
    `const startup = ${call}.finally(() => ${names.promise}s.delete(${key}))${end}`,
    `${names.promise}s.set(${key}, startup)${end}`,
    `return startup${end}`,
  ];
}

/** The parameter that is the key of what is written. */
function keyParameter(write: Node, parameters: readonly (TSESTree.Identifier | undefined)[]): string | undefined {
  const key = keyOf(write);
  return key?.type === "Identifier" && parameters.some((name) => name?.name === key.name) ? key.name : undefined;
}

function keyOf(write: Node): Node | undefined {
  if (write.type === "CallExpression") return write.arguments[0];
  const target = write.type === "AssignmentExpression" ? unwrap(write.left) : undefined;
  return target?.type === "MemberExpression" && target.computed ? target.property : undefined;
}

function keyType({ sourceCode }: File, fn: FunctionNode, key: string): string {
  const parameter = fn.params.find((each) => parameterName(each)?.name === key);
  const annotation = parameter && parameterName(parameter)?.typeAnnotation?.typeAnnotation;
  return annotation ? sourceCode.getText(annotation) : "unknown";
}

/** True where each call does something of its own: counts, adds, sends. */
function hasEffects(fn: FunctionNode, { write, wait }: Competition): boolean {
  return (
    findOwn(fn.body, (node) => {
      if (isInside(node, write) || isInside(node, wait)) return false;
      if (node.type === "UpdateExpression") return true;
      if (node.type === "AssignmentExpression") return node.operator !== "=" && node.operator !== "??=" && node.operator !== "||=";
      return node.type === "CallExpression" && node.callee.type === "MemberExpression" && /^(?:push|unshift|send|emit|write|publish)$/.test(memberName(node.callee) ?? "") && node.range[0] > write.range[1];
    }) !== undefined
  );
}
