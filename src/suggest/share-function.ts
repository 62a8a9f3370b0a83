import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, isInside, memberName, parameterName, unitOf, unwrap } from "../ast.js";
import type { Competition } from "../lifecycle.js";
import { isFlag } from "../lifecycle/claims.js";
import { isNothing } from "../lifecycle/literals.js";
import { refusesOthers } from "../lifecycle/startups.js";
import { type Edit, type File, indentOf } from "./edits.js";
import { resetting } from "./forget-startup.js";
import { type Names, promiseType } from "./startup-names.js";
import { isTypeScript, styleOf } from "./style.js";

/** True for a function that is not async and gives a promise on every way. */
function returnsPromises(fn: FunctionNode): boolean {
  if (fn.async) return true;
  if (fn.body.type !== "BlockStatement") return false;
  let count = 0;
  const plain = findOwn(fn.body, (node) => {
    if (node.type !== "ReturnStatement") return false;
    count++;
    const call = node.argument && unwrap(node.argument);
    if (call?.type === "NewExpression" && calledName(call) === "Promise" && isFunction(call.arguments[0]) && canFail(call.arguments[0])) return false;
    if (call?.type !== "CallExpression" || call.callee.type !== "MemberExpression") return true;
    const name = memberName(call.callee) ?? "";
    return !/^(?:then|catch|finally)$/.test(name) && !(call.callee.object.type === "Identifier" && call.callee.object.name === "Promise");
  });
  return count > 0 && !plain && fn.body.body.at(-1)?.type === "ReturnStatement";
}

/** True for an executor that names its `reject`: who waits for a promise that never settles would wait with all who come later. */
function canFail({ params: [, reject], body }: FunctionNode): boolean {
  const name = reject && parameterName(reject)?.name;
  return name !== undefined && findNode(body, (node) => node.type === "Identifier" && node.name === name) !== undefined;
}

/** Puts a function of the old name before the startup, which gets a new one. */
export function aroundFunction(file: File, competition: Competition, names: Names): { readonly edits: readonly Edit[]; readonly kind: "share" | "turns" } | undefined {
  const { sourceCode, filename } = file;
  const { fn, write } = competition;
  const { inner, called, before } = names;
  if (unitOf(write) !== fn && !returnsPromises(fn)) return undefined;
  if (!inner || !called || fn.body.type !== "BlockStatement" || !returnsPromises(fn)) return undefined;
  const parameters = fn.params.map(parameterName);
  if (fn.params.some((parameter) => !isPlain(parameter)) || parameters.some((name) => name?.name === "this")) return undefined;
  const type = promiseType(file, fn, names);
  if (type === undefined) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const outer = indentOf(sourceCode, before);
  const key = keyGiven(sourceCode, fn, write);
  const isTurns = key !== undefined || isKeyed(write) || (!turnsAway(fn, competition) && (fn.params.length > 0 || hasEffects(fn, competition))) || refusesOthers(competition.test);
  if (isKeyed(write) && key === undefined) return undefined;
  if (key !== undefined && !isPlainKey(fn, key) && comparesOtherwise(file, write)) return undefined;
  if (isTurns && isGivenBack(file, competition)) return undefined;
  const call = `${called}(${parameters.map((name) => name?.name ?? "").join(", ")})`;
  const lines = isTurns ? turns(file, names, call, key, competition, outer) : [`${names.promise} ??= ${call}${resetting(file, competition, names, outer, indent)}${end}`, `return ${names.promise}${end}`];
  const text = `{\n${lines.map((line) => `${outer}${indent}${line}`).join("\n")}\n${outer}}`;
  const declared = key === undefined ? isTypeScript(filename) ? `: ${type} | undefined` : names.isField ? " = undefined" : "" : ` = new Map${isTypeScript(filename) ? `<${keyType(file, fn, key)}, ${type}>` : ""}()`;
  const declaredName = key === undefined ? names.declared : `${names.declared}s`;
  const head = names.isField ? `${names.modifiers}${key === undefined || !isTypeScript(filename) ? "" : "readonly "}${declaredName}` : `${key === undefined ? "let" : "const"} ${declaredName}`;
  const declaration = names.isDeclared || key !== undefined ? `${outer}${head}${declared}${end}\n\n` : "";
  // The text from the function's head to its body, once for each of the two.
  const from = names.head[0];
  const whole = sourceCode.text.slice(from, fn.body.range[0]);
  const asyncless = isTurns ? asyncHead(fn, whole, from) : whole.replace(/\basync\s*/, "");
  const closing = names.closing;
  const edits: Edit[] = [{ range: [from, fn.body.range[0]], text: `${asyncless}${text}${closing}\n\n${declaration}${outer}${inner(whole)}` }];
  return { edits, kind: isTurns ? "turns" : "share" };
}

/** The head of a function that awaits: one that gave its promise by hand becomes async. */
function asyncHead(fn: FunctionNode, head: string, from: number): string {
  if (fn.async) return head;
  const at = (fn.parent.type === "MethodDefinition" ? fn.parent.key : fn).range[0] - from;
  return `${head.slice(0, at)}async ${head.slice(at)}`;
}

function turns(file: File, names: Names, call: string, key: string | undefined, competition: Competition, outer: string): readonly string[] {
  const { indent, semicolons } = styleOf(file.sourceCode);
  const end = semicolons ? ";" : "";
  if (key === undefined) {
    return [`while (${names.promise}) await ${names.promise}.catch(() => {})${end}`, `${names.promise} = ${call}${resetting(file, competition, names, outer, indent)}${end}`, `return ${names.promise}${end}`];
  }
  // A member may have another value when the startup has ended.
  const [name, kept] = key.includes(".") ? ["key", [`const key = ${key}${end}`]] : [key, []];
  return [
    ...kept,
    `while (${names.promise}s.has(${name})) await ${names.promise}s.get(${name})${isTypeScript(file.filename) ? "?" : ""}.catch(() => {})${end}`,
    `const startup = ${call}.finally(() => ${names.promise}s.delete(${name}))${end}`,
    `${names.promise}s.set(${name}, startup)${end}`,
    `return startup${end}`,
  ];
}

/** True for a flag that the function takes back itself: it says that the work is under way, and a later turn would do it again. */
function isGivenBack({ sourceCode }: File, { fn, write, value }: Competition): boolean {
  if (write.type !== "AssignmentExpression" || !isFlag(value)) return false;
  const target = sourceCode.getText(write.left);
  return findOwn(fn.body, (node) => node.type === "AssignmentExpression" && isNothing(node.right) && sourceCode.getText(node.left) === target) !== undefined;
}

/** True for a parameter that is a name, with a default at most that is the same whenever it is made. */
function isPlain(parameter: TSESTree.Parameter): boolean {
  return parameter.type === "Identifier" || (parameter.type === "AssignmentPattern" && parameter.left.type === "Identifier" && parameter.right.type === "Literal");
}

/** What the caller gives that is the key of what is written: a parameter, or a member that is the first that the function asks one for. */
function keyGiven(sourceCode: File["sourceCode"], fn: FunctionNode, write: Node): string | undefined {
  const key = keyOf(write);
  const isGiven = (name: string) => fn.params.some((parameter) => parameterName(parameter)?.name === name);
  if (key?.type === "Identifier") return isGiven(key.name) ? key.name : undefined;
  if (key?.type !== "MemberExpression" || key.object.type !== "Identifier" || key.computed || key.optional || !isGiven(key.object.name) || isGiven("key")) return undefined;
  const { name } = key.object;
  const first = findNode(fn.body, (node) => node.type === "Identifier" && node.name === name);
  return first?.parent && sourceCode.getText(first.parent) === sourceCode.getText(key) ? sourceCode.getText(key) : undefined;
}

function keyOf(write: Node): Node | undefined {
  if (write.type === "CallExpression") return write.arguments[0];
  const target = write.type === "AssignmentExpression" ? unwrap(write.left) : undefined;
  return target?.type === "MemberExpression" && target.computed ? target.property : undefined;
}

function isKeyed(write: Node): boolean {
  return keyOf(write) !== undefined;
}

/** True for a parameter that is declared to be a string or a number: all maps compare them alike. */
function isPlainKey(fn: FunctionNode, key: string): boolean {
  const type = fn.params.map(parameterName).find((name) => name?.name === key)?.typeAnnotation?.typeAnnotation.type;
  return type === "TSStringKeyword" || type === "TSNumberKeyword";
}

/** True where the entry is put into a map of a class of its own, which may find a key that is another object. */
function comparesOtherwise({ startup: { scopes, values } }: File, write: Node): boolean {
  const callee = write.type === "CallExpression" ? unwrap(write.callee) : undefined;
  const map = callee?.type === "MemberExpression" ? unwrap(callee.object) : undefined;
  const variable = map?.type === "Identifier" ? scopes.variableOf(map) : undefined;
  const made = variable ? (scopes.writesTo(variable) ?? []).map(({ value }) => value) : map ? values.assignedTo(map) : [];
  return made.some((value) => {
    const maker = unwrap(value);
    return maker.type === "NewExpression" && !/^(?:Weak)?Map$/.test(calledName(maker));
  });
}

function keyType({ sourceCode }: File, fn: FunctionNode, key: string): string {
  const parameter = fn.params.find((each) => parameterName(each)?.name === key);
  const annotation = parameter && parameterName(parameter)?.typeAnnotation?.typeAnnotation;
  return annotation ? sourceCode.getText(annotation) : "unknown";
}

/** True where a late caller does nothing at all, and gets nothing: all that the first one does is for both of them. */
function turnsAway(fn: FunctionNode, { kind, test }: Competition): boolean {
  if (kind !== "flagged" || fn.body.type !== "BlockStatement") return false;
  const statement = fn.body.body.find((each) => isInside(test, each));
  if (statement?.type !== "IfStatement" || statement.alternate || !isInside(test, statement.test)) return false;
  const leaving = statement.consequent.type === "BlockStatement" ? statement.consequent.body.at(-1) : statement.consequent;
  if (leaving?.type !== "ReturnStatement" || leaving.argument) return false;
  return !findOwn(fn.body, (node) => node.range[1] <= statement.range[0] && /^(?:Call|New|Update|Assignment)Expression$/.test(node.type));
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
