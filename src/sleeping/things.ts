import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, isFunction, literalText, memberName, nameOfThing, unitOf, unwrap, wrapped } from "../ast.js";
import { immediateMethods, testContexts } from "../contracts/calls.js";
import { namesReadiness, namesSettling, namesTime } from "../contracts/intent.js";
import { type TargetKind, handingVerbs, makeVerbs, namesAbsence, readyPasts, startFunctionVerbs, startsAtAddress, stopVerbs, thingsThatStart, waitingVerbs } from "../contracts/started.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { wordsOf } from "../words.js";

/** What it takes to know things by their names. */
export interface ThingsInput {
  readonly values: Values;
  readonly scopes: Scopes;
}

/** The kind of thing that a name says. */
export function kindOf(name: string): TargetKind {
  return thingsThatStart.find((each) => each.name.test(name))?.kind ?? "unknown";
}

/** True for the name of a function that says for whose readiness it waits: `waitForServer`, `letWatcherSettle`. */
export function namesWait(name: string): boolean {
  const [verb = "", ...rest] = wordsOf(name.replace(/^[_#$]+/, ""));
  const last = rest.at(-1);
  if (last === undefined || !waitingVerbs.has(verb) || rest.some((word) => namesTime.has(word) || namesAbsence.has(word))) return false;
  return (kindOf(last) !== "unknown" && !handingVerbs.has(verb)) || readyPasts.has(last) || rest.some((word) => namesReadiness.has(word)) || (namesSettling.has(last) && kindOf(rest.at(-2) ?? "") !== "unknown");
}

/** Where the result of a call is kept. */
export function keptIn(call: Node): Node | undefined {
  let at = wrapped(call);
  while (at.parent?.type === "AwaitExpression" || (at.parent?.type === "MemberExpression" && at.parent.object === at) || (at.parent?.type === "CallExpression" && at.parent.callee === at)) at = wrapped(at.parent);
  const { parent } = at;
  if (parent?.type === "VariableDeclarator") return parent.id.type === "Identifier" ? parent.id : undefined;
  return parent?.type === "AssignmentExpression" && parent.right === at ? parent.left : undefined;
}

/** True for a name that the code around gives something it calls for: made in this body, in a test's group or hooks, or at module level. */
export function isMadeHere(node: Node, input: ThingsInput): boolean {
  const inner = unwrap(node);
  if (inner.type === "NewExpression") return true;
  if (inner.type === "CallExpression") return isMaking(inner) || (inner.callee.type === "MemberExpression" && isMadeHere(inner.callee.object, input));
  return isMade(inner, input);
}

function isMaking(call: TSESTree.CallExpression): boolean {
  const [verb = ""] = wordsOf(calledName(call));
  return makeVerbs.has(verb) || startFunctionVerbs.has(verb);
}

export function isMade(node: Node, { scopes, values }: ThingsInput): boolean {
  const inner = unwrap(node);
  if (inner.type === "ThisExpression") return unitOf(inner).type !== "Program";
  if (inner.type === "MemberExpression") {
    const root = rootOf(inner);
    if (root.type === "ThisExpression") return values.assignedTo(inner).some(isGivenByCall);
    return isMade(root, { scopes, values });
  }
  if (inner.type !== "Identifier") return false;
  const variable = scopes.variableOf(inner);
  const definition = variable?.defs[0];
  if (!variable || !definition) return false;
  if (definition.type === "Parameter") return isContinuationOfMaker(definition.node) || isOneOfMade(definition.node, definition.name, { scopes, values });
  if (definition.type !== "Variable") return false;
  const { parent } = definition.node;
  // A loop over things that are made here.
  if (parent.parent.type === "ForOfStatement") return isMade(parent.parent.right, { scopes, values }) || unwrap(parent.parent.right).type === "ArrayExpression";
  return variable.references.some((reference) => reference.isWrite() && reference.writeExpr !== undefined && reference.writeExpr !== null && isGivenByCall(reference.writeExpr));
}

export function rootOf(node: Node): Node {
  let at = unwrap(node);
  while (at.type === "MemberExpression") at = unwrap(at.object);
  return at;
}

function isGivenByCall(node: Node): boolean {
  let inner = unwrap(node);
  if (inner.type === "AwaitExpression") inner = unwrap(inner.argument);
  if (inner.type === "ArrayExpression") return inner.elements.some((element) => element !== null && isGivenByCall(element));
  if (inner.type === "LogicalExpression") return isGivenByCall(inner.right) || isGivenByCall(inner.left);
  if (inner.type === "ConditionalExpression") return isGivenByCall(inner.consequent) || isGivenByCall(inner.alternate);
  return inner.type === "NewExpression" || (inner.type === "CallExpression" && calledName(inner) !== "require");
}

/** `createNodes(2, (err, nodes) => …)`: what the function is given was made by the call it goes on for. */
function isContinuationOfMaker(fn: Node): boolean {
  if (!isFunction(fn)) return false;
  const call = wrapped(fn).parent;
  if (call?.type !== "CallExpression") return false;
  const [verb = ""] = wordsOf(calledName(call));
  return makeVerbs.has(verb) || startFunctionVerbs.has(verb) || verb === "with" || verb === "for";
}

/** `nodes.map((node) => …)`: one of a list of things that are made here. */
function isOneOfMade(fn: Node, parameter: Node, input: ThingsInput): boolean {
  if (!isFunction(fn) || fn.params[0] !== parameter) return false;
  const call = wrapped(fn).parent;
  if (call?.type !== "CallExpression" || call.callee.type !== "MemberExpression" || !immediateMethods.has(calledName(call))) return false;
  const list = unwrap(call.callee.object);
  if (list.type !== "ArrayExpression") return isMade(list, input);
  return list.elements.some((element) => element !== null && isMadeHere(element.type === "SpreadElement" ? element.argument : element, input));
}

export function isLibrary(node: Node, { values }: ThingsInput): boolean {
  return values.valueOf(node)?.kind === "export" || (node.type === "Identifier" && values.valueOf(node)?.kind === "global");
}

/** The module that a thing comes from: of the import at the root of the calls that made it. */
export function moduleOf(node: Node, { scopes, values }: ThingsInput, depth = 0): string | undefined {
  let at = unwrap(node);
  while (at.type === "CallExpression" || at.type === "NewExpression" || at.type === "MemberExpression" || at.type === "AwaitExpression") {
    at = unwrap(at.type === "MemberExpression" ? at.object : at.type === "AwaitExpression" ? at.argument : at.callee);
  }
  const value = values.valueOf(at);
  if (value?.kind === "export") return value.module.replace(/^node:/, "");
  const variable = at.type === "Identifier" ? scopes.variableOf(at) : undefined;
  const made = variable?.references.find((reference) => reference.isWrite() && reference.writeExpr)?.writeExpr;
  return made && depth < 5 ? moduleOf(made, { scopes, values }, depth + 1) : undefined;
}

/** The calls whose arguments configure what `node` names: the start, and what made it. */
export function configuring(node: Node, call: CallNode, { scopes }: ThingsInput): readonly CallNode[] {
  const root = rootOf(node);
  const variable = root.type === "Identifier" ? scopes.variableOf(root) : undefined;
  const made = (variable?.references ?? []).flatMap((reference) => {
    const expression = reference.isWrite() ? reference.writeExpr : undefined;
    let inner = expression ? unwrap(expression) : undefined;
    if (inner?.type === "AwaitExpression") inner = unwrap(inner.argument);
    return inner?.type === "CallExpression" || inner?.type === "NewExpression" ? [inner] : [];
  });
  return [...made, call];
}

/** `socket.bind("tcp://127.0.0.1:5555")`, not `send.bind(socket)`. */
export function isBoundToAddress({ callee, arguments: [first] }: CallNode): boolean {
  return callee.type === "MemberExpression" && startsAtAddress.has(memberName(callee) ?? "") && /:\/\//.test((first && literalText(first)) ?? "");
}

/** True for a call that ends what `name` is the name of, or, without one, anything. */
export function isStop(call: CallNode, name: string | undefined): boolean {
  if (call.type === "NewExpression") return false;
  const callee = unwrap(call.callee);
  const [verb = ""] = wordsOf(calledName(call));
  if (!stopVerbs.has(verb) && !(callee.type === "MemberExpression" && isDisposal(callee))) return false;
  if (callee.type !== "MemberExpression") return true;
  // The end of what a process is told is not its own.
  if (nameOfThing(callee.object) === "stdin" || isTestEnd(callee)) return false;
  return name === undefined || nameOfThing(rootOf(callee.object)) === name || nameOfThing(callee.object) === name;
}

/** `process[Symbol.dispose]` */
function isDisposal({ computed, property }: TSESTree.MemberExpression): boolean {
  return computed && property.type === "MemberExpression" && nameOfThing(property.object) === "Symbol" && /^(?:asyncD|d)ispose$/.test(memberName(property) ?? "");
}

/** True for the way by which a test says that it is over: `t.end`. */
export function isTestEnd(node: Node): boolean {
  return node.type === "MemberExpression" && memberName(node) === "end" && testContexts.test(nameOfThing(node.object));
}
