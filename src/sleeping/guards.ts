import type { TSESLint } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, isInside, keyName, literalText, nameOfThing, namingNode, parameterName, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { excludes, isExecutor } from "../order.js";
import type { Scopes } from "../scopes.js";
import type { Clocks } from "./clocks.js";
import { type Sleep, nextOf } from "./sleeps.js";

export interface GuardInput {
  readonly scopes: Scopes;
  readonly clocks: Clocks;
}

/**
 * True if a timer only bounds a wait for something else: its variable is cleared where that happens, or the function that it calls is
 * called there too. Handlers of 'exit' and 'error' aside: they are told of failure.
 */
export function isGuard({ call, form, continuation }: Sleep, { scopes, clocks }: GuardInput): boolean {
  if (form !== "timer" && form !== "continued") return false;
  const next = nextOf(call);
  if (next && isOwnName(nameOfThing(next), call)) return true;
  const outer = wrapped(call);
  const kept = outer.parent?.type === "VariableDeclarator" ? outer.parent.id : outer.parent?.type === "AssignmentExpression" ? outer.parent.left : undefined;
  const timer = kept && nameOfThing(kept);
  if (timer !== undefined) {
    // A timer that is kept is kept to be cleared, in this file or by who is given it.
    const clears = clocks.clears.filter((each) => each.arguments[0] && nameOfThing(each.arguments[0]) === timer);
    if (clears.length === 0 || clears.some((each) => !isToldOfFailure(each))) return true;
  }
  const settle = settlerOf(call, continuation, scopes);
  const variable = settle && scopes.variableOf(settle);
  if (!variable || variable.defs[0]?.type !== "Parameter") return false;
  return variable.references.some(({ identifier }) => !isInside(identifier, call) && !excludes(identifier, call) && !isToldOfFailure(identifier) && !tellsFailure(identifier, variable));
}

/** True for a time that whoever calls has to order: `if (delay > 0) await sleep(delay)` with a parameter that is 0 without it, or with a variable of the environment. */
export function isOrdered({ node, delay }: Sleep, scopes: Scopes): boolean {
  const branch = node.parent?.type === "BlockStatement" ? node.parent : node;
  const test = branch.parent?.type === "IfStatement" && branch.parent.consequent === branch ? unwrap(branch.parent.test) : undefined;
  const asked = test?.type === "BinaryExpression" && /^(?:>|!==?)$/.test(test.operator) ? unwrap(test.left) : test;
  if (!asked || !findNode(delay.node, (each) => each.type === asked.type && nameOfThing(each) === nameOfThing(asked))) return false;
  if (asked.type === "MemberExpression") return asked.object.type === "MemberExpression" && nameOfThing(asked.object) === "env";
  const definition = asked.type === "Identifier" ? scopes.variableOf(asked)?.defs[0] : undefined;
  const usual = definition?.type === "Parameter" && definition.name.parent.type === "AssignmentPattern" ? definition.name.parent.right : undefined;
  return definition?.type === "Parameter" && definition.node.params.some((each) => parameterName(each) === definition.name) && (usual === undefined || (usual.type === "Literal" && usual.value === 0));
}

/** `setTimeout(check, 100)` before `check`, which asks again in the same way: the first of many turns. */
export function beginsTurns({ call }: Sleep, scopes: Scopes): boolean {
  const [next] = call.arguments;
  const variable = next?.type === "Identifier" ? scopes.variableOf(next) : undefined;
  const isTimed = (identifier: Node) => identifier.parent?.type === "CallExpression" && identifier.parent !== call && identifier.parent.arguments[0] === identifier && calledName(identifier.parent) === calledName(call);
  return variable?.references.some(({ identifier }) => isTimed(identifier) && isOwnName(variable.name, identifier)) ?? false;
}

/** True for a call of the function that `node` stands in, on the same object: another one's method of that name is another function. */
export function callsItself(call: CallNode, node: Node): boolean {
  const callee = unwrap(call.callee);
  const isSame = callee.type !== "MemberExpression" || callee.object.type === "ThisExpression" || (callee.object.type === "Identifier" && /^(?:self|that|_this|me)$/.test(callee.object.name));
  return isSame && isOwnName(calledName(call), node);
}

/** True for the name of a function that `node` stands in. */
function isOwnName(name: string, node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    const { parent } = at;
    const own = parent.type === "MethodDefinition" || parent.type === "Property" || parent.type === "PropertyDefinition" ? keyName(parent) : namingNode(at)?.name;
    if (own !== undefined && own.replace(/^#/, "") === name) return true;
  }
  return false;
}

/** The function that the timer calls: `resolve` of `setTimeout(resolve, 500)` and of `setTimeout(() => resolve(), 500)`. */
function settlerOf(call: CallNode, continuation: FunctionNode | undefined, scopes: Scopes): Node | undefined {
  const [next] = call.arguments;
  if (next?.type === "Identifier") return next;
  if (!continuation) return undefined;
  const own = findOwn(continuation.body, (node) => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return false;
    const definition = scopes.variableOf(node.callee)?.defs[0];
    return definition?.type === "Parameter" && isFunction(definition.node) && isExecutor(definition.node) && parameterName(definition.node.params[0] ?? ({} as never))?.name === node.callee.name;
  });
  return own?.type === "CallExpression" ? own.callee : undefined;
}

/** `done(error)`: what a function that is no executor's is given is the error. */
function tellsFailure(identifier: Node, variable: TSESLint.Scope.Variable): boolean {
  const { parent } = identifier;
  if (parent?.type !== "CallExpression") return false;
  const owner = variable.defs[0]?.node as Node | undefined;
  if (parent.callee === identifier) return parent.arguments.length > 0 && !(isFunction(owner) && isExecutor(owner));
  // `.catch(done)`
  return calledName(parent) === "catch";
}

/** True for code in the listener of an event of failure. */
function isToldOfFailure(node: Node): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const call = isFunction(at) || at === node ? wrapped(at).parent : undefined;
    if (call?.type === "CallExpression" && attachMethods.has(calledName(call)) && /^(?:exit|error|close|end|disconnect)$/.test(literalText(call.arguments[0]) ?? "")) return true;
  }
  return false;
}
