import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, isFunction, keyName, memberName, namingNode, unitOf, unwrap, wrapped } from "../ast.js";
import { calledInTurns, calledOnce, handlerCalls } from "../contracts/lifecycle.js";
import type { Scopes } from "../scopes.js";
import type { Startup } from "../startup.js";
import { functionsGiven, isLockCall, isLocked } from "./locks.js";
import { functionsAround } from "./places.js";

/** Says which functions can run twice at a time. */
export interface Overlaps {
  /** True if a call of the function may begin before another has ended, and both see the same places. */
  of(fn: FunctionNode): boolean;
  /** True for a function that only this file calls, by its declaration or by the custom of its name. */
  isOwn(fn: FunctionNode): boolean;
  /** The calls of a function that the file shows. */
  callsOf(fn: FunctionNode): readonly CallNode[];
}

export function createOverlaps(startup: Pick<Startup, "actions" | "scopes" | "values" | "surroundings" | "contexts" | "calls">): Overlaps {
  const { actions, scopes, values, surroundings, contexts, calls } = startup;
  const known = new Map<FunctionNode, boolean>();

  function of(fn: FunctionNode): boolean {
    const before = known.get(fn);
    if (before !== undefined) return before;
    // What is only reached from itself is not reached.
    known.set(fn, false);
    const found = !isLocked(fn, startup) && !(locked().has(fn) && !isReached(callsOf(fn))) && find(fn);
    known.set(fn, found);
    return found;
  }

  function find(fn: FunctionNode): boolean {
    const name = surroundings.nameOf(fn);
    if (name !== undefined && (calledOnce.has(name) || calledInTurns.has(name))) return false;
    const use = wrapped(fn);
    const { parent } = use;
    if (parent?.type === "MethodDefinition" || parent?.type === "PropertyDefinition") {
      if (parent.type === "MethodDefinition" && parent.kind !== "method") return false;
      const isOwned = isPrivate(parent) || (isMarkedPrivate(parent) && callsOf(fn).length > 0);
      return !isOwned || isReached(callsOf(fn));
    }
    if (parent?.type === "Property") return keyName(parent) !== "setup" || isReached(callsOf(fn));
    if (parent?.type === "CallExpression" || parent?.type === "NewExpression") {
      return parent.callee === use ? isReached([parent]) : isHandler(parent);
    }
    if (parent?.type === "ReturnStatement" || (parent?.type === "ArrowFunctionExpression" && parent.body === use)) return true;
    if (parent?.type === "AssignmentExpression" && parent.right === use) return true;
    if (parent?.type === "ExportDefaultDeclaration" || fn.parent.type === "ExportDefaultDeclaration") return true;
    const identifier = namingNode(fn);
    const variable = identifier && scopes.variableOf(identifier);
    if (!variable) return false;
    if (contexts.of(fn).some((context) => context.kind === "unknown") && variable.references.some(({ identifier: each, init }) => !init && isHandedOut(each))) return true;
    const declaration = fn.parent.type === "VariableDeclarator" ? fn.parent.parent : fn;
    return declaration.parent.type === "ExportNamedDeclaration" || isReached(callsOf(fn));
  }

  /** True where a function goes to code that is not seen: exported, returned, put in an object, given to what handles requests. */
  function isHandedOut(identifier: Node): boolean {
    const use = wrapped(identifier);
    const { parent } = use;
    switch (parent?.type) {
      case "ExportSpecifier":
      case "ExportDefaultDeclaration":
      case "ReturnStatement":
      case "Property":
        return true;
      case "AssignmentExpression":
        return parent.right === use;
      case "CallExpression":
        return parent.callee !== use && isHandler(parent);
      default:
        return false;
    }
  }

  /** True for a call that runs the functions it is given again and again. */
  function isHandler(call: CallNode): boolean {
    if (call.type === "NewExpression" || isLockCall(call, startup) || actions.of(call).kind === "test") return false;
    const callee = unwrap(call.callee);
    return callee.type === "MemberExpression" ? handlerCalls.has(memberName(callee) ?? "") && !isOnceEvent(call) : calledName(call) === "setInterval";
  }

  function isOwn(fn: FunctionNode): boolean {
    const { parent } = wrapped(fn);
    if (parent?.type === "MethodDefinition" || parent?.type === "PropertyDefinition") return isPrivate(parent) || parent.accessibility === "protected" || isMarkedPrivate(parent);
    const identifier = namingNode(fn);
    const variable = identifier && scopes.variableOf(identifier);
    const declaration = fn.parent.type === "VariableDeclarator" ? fn.parent.parent : fn;
    return variable !== undefined && !declaration.parent.type.startsWith("Export") && !variable.references.some(({ identifier: each, init }) => !init && isHandedOut(each));
  }

  let sites: ReadonlyMap<Node, readonly CallNode[]> | undefined;
  let guarded: ReadonlySet<Node> | undefined;

  function callsOf(fn: FunctionNode): readonly CallNode[] {
    return (sites ??= sitesIn()).get(fn) ?? [];
  }

  /** The functions that the file hands to a lock by their names: `mutex.run(this.start.bind(this))`. */
  function locked(): ReadonlySet<Node> {
    return (guarded ??= new Set(calls.filter((call) => isLockCall(call, startup)).flatMap((call) => functionsGiven(call, values))));
  }

  /** The calls of the file by the function that they call. */
  function sitesIn(): ReadonlyMap<Node, readonly CallNode[]> {
    const found = new Map<Node, CallNode[]>();
    for (const call of calls) {
      const action = actions.of(call);
      if (action.kind !== "local") continue;
      const known = found.get(action.unit);
      if (known) known.push(call);
      else found.set(action.unit, [call]);
    }
    return found;
  }

  /** True if two of the calls can be under way at a time: one of them that can overlap itself, or two in different functions. */
  function isReached(sites: readonly CallNode[]): boolean {
    const plain = sites.filter((call) => !isKept(call, scopes));
    if (plain.some((call) => overlapsAround(call))) return true;
    const units = new Set(plain.map((call) => unitOf(call)).filter((unit) => unit.type !== "Program"));
    return units.size > 1 && [...units].every((unit) => !isFunction(unit) || !isIdle(unit));
  }

  /** True for a private function that nothing calls. */
  function isIdle(fn: FunctionNode): boolean {
    return isFunction(fn) && callsOf(fn).length === 0 && !of(fn);
  }

  function overlapsAround(call: Node): boolean {
    for (const fn of functionsAround(call)) {
      const { parent } = wrapped(fn);
      const isContinuation = (parent?.type === "CallExpression" || parent?.type === "NewExpression") && !isHandler(parent);
      if (isContinuation) {
        if (isLockCall(parent, startup)) return false;
        continue;
      }
      return of(fn);
    }
    return false;
  }

  return { of, isOwn, callsOf };
}

/** True for a member that is private by the custom of its name: `_connect`; not where the class says `private` of others that are named so. */
function isMarkedPrivate(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): boolean {
  if (!hasMark(member)) return false;
  return member.accessibility !== "public" && !member.parent.body.some((each) => (each.type === "MethodDefinition" || each.type === "PropertyDefinition") && each.accessibility === "private" && hasMark(each));
}

function hasMark(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): boolean {
  return (keyName(member) ?? "").startsWith("_");
}

function isPrivate(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): boolean {
  return member.key.type === "PrivateIdentifier" || member.accessibility === "private";
}

/** True for a call whose promise is kept for others: who comes later finds it. */
export function isKept(call: Node, scopes: Scopes): boolean {
  let at = wrapped(call);
  for (;;) {
    const { parent } = at;
    if (parent?.type === "MemberExpression" && parent.object === at && /^(?:then|catch|finally)$/.test(memberName(parent) ?? "") && wrapped(parent).parent?.type === "CallExpression") at = wrapped(wrapped(parent).parent as Node);
    else if (parent?.type === "LogicalExpression" || parent?.type === "ConditionalExpression") at = wrapped(parent);
    else if (parent?.type === "VariableDeclarator" && parent.id.type === "Identifier") return (scopes.variableOf(parent.id)?.references ?? []).some(({ identifier }) => isPutAway(wrapped(identifier)));
    else return isPutAway(at);
  }
}

/** True for a value that goes where others find it: a field, a variable of the code around, a map. */
function isPutAway(value: Node): boolean {
  const { parent } = value;
  if (parent?.type === "AssignmentExpression") return parent.right === value;
  if (parent?.type === "PropertyDefinition") return parent.value === value;
  return parent?.type === "CallExpression" && parent.callee !== value && calledName(parent) === "set";
}

/** `emitter.on("ready", …)`: an event that comes once. */
function isOnceEvent(call: CallNode): boolean {
  const [event] = call.arguments;
  return event?.type === "Literal" && /^(?:ready|open|connect|listening|load|exit|close|end|finish|error|spawn|online|DOMContentLoaded|beforeExit|SIG\w+|uncaughtException|unhandledRejection|install|activate|disconnect)$/.test(String(event.value));
}
