import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, isFunction, isInside, keyName, memberName, unitOf, unwrap } from "../ast.js";
import type { Late } from "../startup.js";
import { codeRunBy } from "./code-run.js";
import { styleOf } from "./style.js";
import { isPath } from "./await-ready.js";

type SourceCode = Readonly<TSESLint.SourceCode>;
type Variable = TSESLint.Scope.Variable;

/** Two statements: the first lets events pass, the second listens, in the same block or in what the first runs later. */
export interface Meanwhile {
  readonly first: TSESTree.Statement;
  readonly second: TSESTree.Statement;
  /** What happens from the beginning of `first` up to `second`. */
  readonly between: readonly Node[];
  /** What follows `second`. */
  readonly behind: readonly Node[];
}

/** The statements that a late listener and its cause stand in, if one block has both, or if the cause is the call that runs the function of the listener. */
export function meanwhileOf(late: Late): Meanwhile | undefined {
  const { at, cause, emitter } = late;
  // What is there from the beginning is listened to elsewhere than where it is called from.
  if (emitter?.instances && unitOf(at) !== unitOf(cause)) return undefined;
  for (let node = at, parent = node.parent; parent; node = parent, parent = parent.parent) {
    if (parent.type !== "BlockStatement" && parent.type !== "Program") continue;
    const siblings = parent.body;
    const second = siblings.indexOf(node as never);
    const first = siblings.findIndex((statement) => isInside(cause, statement));
    const [one, other] = [siblings[first], siblings[second]];
    if (one && other && first < second) {
      return { first: one, second: other, between: siblings.slice(first, second), behind: siblings.slice(second + 1) };
    }
    if (isInside(cause, parent)) return calledBack(late);
  }
  return undefined;
}

/** `fs.readFile(file, () => { socket.on(…) })`, where the listener is a statement of the function itself. */
function calledBack({ at, cause }: Late): Meanwhile | undefined {
  const first = cause.parent?.type === "ExpressionStatement" ? cause.parent : undefined;
  const fn = cause.type === "CallExpression" ? cause.arguments.map((argument) => unwrap(argument)).find((argument) => isInside(at, argument)) : undefined;
  if (!first || cause.type !== "CallExpression" || !isFunction(fn) || fn.body.type !== "BlockStatement") return undefined;
  const siblings = fn.body.body;
  const second = siblings.find((statement) => isInside(at, statement));
  if (!second || unitOf(at) !== fn) return undefined;
  const position = siblings.indexOf(second);
  return { first, second, between: [cause.callee, ...cause.arguments.filter((argument) => unwrap(argument) !== fn), ...fn.params, ...siblings.slice(0, position)], behind: siblings.slice(position + 1) };
}

/** The variables that the code of `node` names, by their definitions; globals have none. */
export function variablesIn(sourceCode: SourceCode, node: Node): ReadonlySet<Variable> {
  const found = new Set<Variable>();
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    for (const { identifier, resolved } of scope.references) if (resolved && resolved.defs.length > 0 && isInside(identifier, node)) found.add(resolved);
  }
  return found;
}

/** True if `node` means the same before `between` as behind it: it names nothing that is declared or assigned there. */
export function isSettledBefore(sourceCode: SourceCode, node: Node, between: readonly Node[]): boolean {
  const used = variablesIn(sourceCode, node);
  if ([...used].some(({ identifiers }) => identifiers.some((name) => !isInside(name, node) && between.some((each) => isInside(name, each))))) return false;
  const run = codeRunBy(sourceCode, between);
  const isWritten = [...used].some((variable) => variable.references.some((reference) => reference.isWrite() && run.some((code) => isInside(reference.identifier, code))));
  return !isWritten && !membersWritten(run).some((name) => mentionsMember(node, name));
}

/** True if what `node` does has nothing to do with what happens in `between`, except for the emitter and what both only import. */
export function isApartFrom(sourceCode: SourceCode, node: Node, between: readonly Node[], emitter: Variable | undefined): boolean {
  const used = [...variablesIn(sourceCode, node)].filter((variable) => variable !== emitter && !isImported(variable));
  const others = between.flatMap((statement) => [...variablesIn(sourceCode, statement)]);
  const hasThis = contains(node, (each) => each.type === "ThisExpression") && between.some((statement) => contains(statement, (each) => each.type === "ThisExpression"));
  return !hasThis && !used.some((variable) => others.includes(variable) && !isFunctionName(variable) && !isInside(variable.identifiers[0] as Node, node));
}

function isImported({ defs }: Variable): boolean {
  return defs[0]?.type === ("ImportBinding" as never);
}

function isFunctionName({ defs }: Variable): boolean {
  return defs[0]?.type === ("FunctionName" as never);
}

function membersWritten(between: readonly Node[]): readonly string[] {
  const names: string[] = [];
  for (const statement of between) {
    contains(statement, (node) => {
      if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression") names.push(memberName(node.left) ?? "");
      return false;
    });
  }
  return names;
}

function mentionsMember(node: Node, name: string): boolean {
  return contains(node, (each) => (each.type === "MemberExpression" && memberName(each) === name) || (each.type === "Property" && keyName(each) === name));
}

/** True if `test` holds for a node anywhere inside, also in functions. */
export function contains(root: Node, test: (node: Node) => boolean): boolean {
  if (test(root)) return true;
  for (const [key, value] of Object.entries(root)) {
    if (key === "parent") continue;
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof child === "object" && child !== null && "type" in child && "range" in child && contains(child as Node, test)) return true;
    }
  }
  return false;
}

/** True if `statements` may leave their function or loop by themselves. */
export function mayLeave(statements: readonly Node[]): boolean {
  const leaves = (node: Node): boolean => {
    if (isFunction(node)) return false;
    if (["ReturnStatement", "ThrowStatement", "BreakStatement", "ContinueStatement"].includes(node.type)) return true;
    return Object.entries(node).some(([key, value]) => key !== "parent" && (Array.isArray(value) ? (value as unknown[]) : [value]).some((child) => typeof child === "object" && child !== null && "type" in child && "range" in child && leaves(child as Node)));
  };
  return statements.some(leaves);
}

/** A name that nothing in the file has: `base`, or `base` with a number. */
export function freshName(sourceCode: SourceCode, base: string): string {
  const { names } = styleOf(sourceCode);
  const word = /^[A-Za-z_$][\w$]*$/.test(base) && !reserved.has(base) ? base : "happened";
  for (let i = 1; ; i++) {
    const name = i === 1 ? word : `${word}${i}`;
    if (!names.has(name)) return name;
  }
}

// Words of the language, and globals that every reader takes for what they are.
const reserved: ReadonlySet<string> = new Set(["console", "process", "window", "document", "global", "globalThis", "module", "exports", "require", "name", "event", "undefined", "delete", "default", "new", "in", "do", "if", "for", "let", "var", "try", "case", "else", "this", "null", "true", "void", "with", "enum", "class", "const", "await", "break", "catch", "super", "throw", "while", "yield", "return", "static", "switch", "typeof", "finally", "export", "import", "function", "continue"]);

/** The event's name in camel case, with a word behind it; what stands before its last dot is not of its own: `consumer.group_join`. */
export function named(event: string, suffix = ""): string {
  const words = eventWords(event);
  const whole = [...words, ...(suffix ? [suffix] : [])];
  return whole.map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join("") || "happened";
}

/** True if nothing is between but the call of the emitter's own that its event comes within. */
export function isOwnCall(sourceCode: SourceCode, { attachment, cause, row }: Late, between: readonly Node[]): boolean {
  const call = cause.type === "AwaitExpression" ? unwrap(cause.argument) : undefined;
  const callee = call?.type === "CallExpression" ? unwrap(call.callee) : undefined;
  if (between.length !== 1 || callee?.type !== "MemberExpression" || !row?.within?.includes(memberName(callee) ?? "")) return false;
  return sourceCode.getText(callee.object) === sourceCode.getText(attachment.target);
}

/** The words of an event's own name. */
export function eventWords(event: string): readonly string[] {
  return event.replace(/^.*\.(?=.)/, "").split(/[^A-Za-z0-9]+/).filter(Boolean);
}

/** The variable that the emitter of a listener is named by. */
export function emitterName(sourceCode: SourceCode, { attachment }: Late): Variable | undefined {
  const target = unwrap(attachment.target);
  if (target.type !== "Identifier") return undefined;
  for (const scope of sourceCode.scopeManager?.scopes ?? []) for (const { identifier, resolved } of scope.references) if ((identifier as Node) === target) return resolved ?? undefined;
  return undefined;
}

/** True if the emitter is there before `between`, by a name that stays the same, and keeps its listeners. */
export function isThereBefore(sourceCode: SourceCode, late: Late, between: readonly Node[]): boolean {
  const { target } = late.attachment;
  return isPath(target) && isSettledBefore(sourceCode, target, between) && !between.some((statement) => contains(statement, isForgetting));
}

/** `emitter.removeAllListeners("data")`: what listens before it does so no more. */
export function isForgetting(node: Node): boolean {
  return node.type === "CallExpression" && calledName(node) === "removeAllListeners";
}

/** What begins to count where the promise is made, and what is another elsewhere. */
export function isTimed(node: Node): boolean {
  return (node.type === "Identifier" && node.name === "arguments") || /^(?:set(?:Timeout|Interval)|timeout|delay|sleep)$/.test(calledName(node));
}
