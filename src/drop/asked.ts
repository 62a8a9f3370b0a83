import { type CallNode, type FunctionNode, type Node, calledName, isFunction, isInside, isNullish, memberName, nameOfThing, unwrap, wrapped } from "../ast.js";
import { clearingMethods, queueNames, removingMethods, takingMethods, timerCalls, waitingNames } from "../contracts/deliveries.js";
import { type Names, dottedName, receiverOf } from "../names.js";
import { functionAround } from "../order.js";
import { isUse } from "./uses.js";

// Calls of functions that call functions; what is further away is not looked into.
const deepest = 2;

/**
 * True if the code behind a limited delivery looks at what it has left: at the collection it takes from, at what it counts or marks, or at
 * the object it was made on. Then somebody learns of it, whoever won. The callers of the function around it count, too.
 */
export function isLeftLookedAt(limited: CallNode, delivery: CallNode, names: Names): boolean {
  const run = names.functionOf(delivery.callee);
  const receiver = receiverOf(delivery);
  const isLook = run ? looksAt(run, names) : receiver && looksAtObject(receiver, names);
  if (!isLook) return false;
  for (let at: Node | undefined = limited.parent; at && !isFunction(at); at = at.parent) {
    if ((at.type === "WhileStatement" || at.type === "DoWhileStatement" || at.type === "ForStatement") && at.test && names.within(at.test).some(isLook)) return true;
  }
  const around = functionAround(limited);
  const callers = around ? names.calls.filter((call) => names.functionOf(call.callee) === around && !isInside(call, around)) : [];
  return [limited, ...callers].some((call) => behind(call, names).some((node) => isLook(node) || isLookInCall(node, isLook, names)));
}

/** True if the code behind a wait asks itself, of what the wait looks at or of how many are left: the answer of the wait says nothing more. */
export function isStateAsked(wait: CallNode, run: FunctionNode, names: Names): boolean {
  const mentioned = new Set(mentionedBy(run, names));
  const isAsked = (test: Node) => names.within(test).some((node) => isUse(node) && (isCounted(node) || (isWhole(node) && mentioned.has(names.placeOf(node) ?? ""))));
  return behind(wait, names).some((node) => {
    if (node.type === "ForOfStatement") return names.within(node.right).some((part) => isUse(part) && waitingNames.test(nameOfThing(part)));
    return (node.type === "IfStatement" || node.type === "ConditionalExpression" || node.type === "WhileStatement") && isAsked(node.test);
  });
}

/** True for a use that is no part of a longer path. */
function isWhole(node: Node): boolean {
  const { parent } = wrapped(node);
  return parent?.type !== "MemberExpression" || parent.object !== wrapped(node);
}

type Look = (node: Node) => boolean;

/** What stands behind a call in its function, functions inside it included. */
function behind(call: CallNode, names: Names): readonly Node[] {
  const around = functionAround(call);
  return names.within(around ? around.body : names.sourceCode.ast).filter((node) => node.range[0] >= call.range[1]);
}

/** `this.reportLeft()`, `this.pending`: a function of the file, or a getter, that looks. */
function isLookInCall(node: Node, isLook: Look, names: Names, depth = 1): boolean {
  const called = node.type === "CallExpression" ? names.functionOf(node.callee) : node.type === "MemberExpression" ? getterOf(node, names) : undefined;
  return called !== undefined && names.within(called.body).some((each) => isLook(each) || (depth < deepest && isLookInCall(each, isLook, names, depth + 1)));
}

function getterOf(member: Node, names: Names): FunctionNode | undefined {
  const fn = names.functionOf(member);
  return fn?.parent.type === "MethodDefinition" && fn.parent.kind === "get" ? fn : undefined;
}

/**
 * Looks at a place that the delivery changes, or at how many there are in one that it goes through; not at one from which it has taken
 * before it delivers: what is under way is not there any more.
 */
function looksAt(run: FunctionNode, names: Names): Look {
  const emptied = new Set(takenFirst(run, names, 0));
  const left = (places: readonly string[]) => new Set(places.filter((place) => !emptied.has(place)));
  const [changed, mentioned] = [left(changedBy(run, names, 0)), left(mentionedBy(run, names))];
  return (node) => {
    const place = isUse(node) ? names.placeOf(node) : undefined;
    if (place === undefined || (!changed.has(place) && !mentioned.has(place)) || !isRead(node)) return false;
    return changed.has(place) || isCounted(node);
  };
}

/** Looks at a member of the object that something was delivered to, or at a queue of `this`, whose own code is elsewhere. */
function looksAtObject(receiver: Node, names: Names): Look {
  const path = dottedName(receiver);
  return (node) => {
    if (node.type !== "MemberExpression" || path === undefined || dottedName(node.object) !== path || !isRead(node)) return false;
    if (path === "this") return isCounted(node) || (queueNames.test(memberName(node) ?? "") && names.functionOf(node) === undefined);
    const { parent } = wrapped(node);
    return !(parent?.type === "CallExpression" && parent.callee === wrapped(node)) && !(parent?.type === "MemberExpression" && !isCounted(node));
  };
}

/** True for a use that gives something to somebody: no target of a write, and no call whose answer is left. */
function isRead(node: Node): boolean {
  const value = wrapped(node);
  const { parent } = value;
  if (parent?.type === "AssignmentExpression" && parent.left === value) return false;
  if (parent?.type === "UpdateExpression" || (parent?.type === "UnaryExpression" && parent.operator === "delete")) return false;
  if (parent?.type === "CallExpression" && timerCalls.has(calledName(parent))) return false;
  if (parent?.type !== "MemberExpression" || parent.object !== value) return true;
  const whole = wrapped(parent);
  if (whole.parent?.type === "AssignmentExpression" && whole.parent.left === whole) return false;
  const call = whole.parent?.type === "CallExpression" && whole.parent.callee === whole ? whole.parent : undefined;
  return !call || /^(?:forEach|map)$/.test(calledName(call)) || wrapped(call).parent?.type !== "ExpressionStatement";
}

/** `queue.length`, `inFlight.size`. */
function isCounted(node: Node): boolean {
  const { parent } = wrapped(node);
  return parent?.type === "MemberExpression" && parent.object === wrapped(node) && /^(?:length|size)$/.test(memberName(parent) ?? "");
}

/** The places that a function, or one of the file that it calls, takes from, counts in or marks. */
function changedBy(fn: FunctionNode, names: Names, depth: number): readonly string[] {
  return names.within(fn.body).flatMap((node): readonly string[] => {
    const called = node.type === "CallExpression" && depth < deepest ? names.functionOf(node.callee) : undefined;
    if (called && called !== fn && !isInside(called, fn)) return changedBy(called, names, depth + 1);
    const target = changedIn(node);
    const place = target && !isTimer(target, names) ? names.placeOf(target) : undefined;
    return place === undefined || isLocalTo(target, fn, names) ? [] : [place];
  });
}

/** The collections from which a function, or one of the file that it calls, takes what it delivers after that. */
function takenFirst(fn: FunctionNode, names: Names, depth: number): readonly string[] {
  return names.within(fn.body).flatMap((node): readonly string[] => {
    const called = node.type === "CallExpression" && depth < deepest ? names.functionOf(node.callee) : undefined;
    if (called && called !== fn && !isInside(called, fn)) return takenFirst(called, names, depth + 1);
    const target = changedIn(node);
    if (!target || node.type === "UpdateExpression") return [];
    const isUsed = node.type === "CallExpression" && wrapped(node).parent?.type !== "ExpressionStatement";
    const place = isUsed || (isEmptied(node) && isFollowedByAwait(node, fn, names)) ? names.placeOf(target) : undefined;
    return place === undefined ? [] : [place];
  });
}

/** `queue = []`, `queue.clear()`. */
function isEmptied(node: Node): boolean {
  if (node.type === "CallExpression") return clearingMethods.has(calledName(node));
  const value = node.type === "AssignmentExpression" ? unwrap(node.right) : undefined;
  return value?.type === "ArrayExpression" || value?.type === "NewExpression" || (value !== undefined && isNullish(value));
}

function isFollowedByAwait(node: Node, fn: FunctionNode, names: Names): boolean {
  return names.within(fn.body, true).some((other) => other.type === "AwaitExpression" && other.range[0] > node.range[1]);
}

function changedIn(node: Node): Node | undefined {
  switch (node.type) {
    case "CallExpression": {
      const name = calledName(node);
      return takingMethods.has(name) || removingMethods.has(name) || clearingMethods.has(name) ? receiverOf(node) : undefined;
    }
    case "UpdateExpression":
      return node.argument;
    case "AssignmentExpression":
      if (node.operator !== "=" && !/^[+-]=$/.test(node.operator)) return undefined;
      return node.operator !== "=" || isMark(unwrap(node.right)) ? node.left : undefined;
    default:
      return undefined;
  }
}

/** A value that says how things stand, and is no thing by itself. */
function isMark(value: Node): boolean {
  if (value.type === "CallExpression") return /^(?:slice|filter|concat)$/.test(calledName(value));
  return value.type === "Literal" || value.type === "ArrayExpression" || isNullish(value) || (value.type === "NewExpression" && /^(?:Map|Set|Array)$/.test(calledName(value)));
}

function isTimer(target: Node, names: Names): boolean {
  const place = names.placeOf(target);
  return place !== undefined && names.calls.some((call) => timerCalls.has(calledName(call)) && call.arguments[0] !== undefined && names.placeOf(call.arguments[0]) === place);
}

/** True for a variable of the function itself: nobody behind the delivery sees it. */
function isLocalTo(target: Node | undefined, fn: FunctionNode, names: Names): boolean {
  const inner = target && unwrap(target);
  const variable = inner?.type === "Identifier" ? names.scopes.variableOf(inner) : undefined;
  const declared = variable?.defs[0]?.node as Node | undefined;
  return declared !== undefined && isInside(declared, fn);
}

/** The places that a function names, where they are no functions. */
function mentionedBy(fn: FunctionNode, names: Names): readonly string[] {
  return names.within(fn.body).flatMap((node) => {
    const place = isUse(node) && !isFunction(names.functionOf(node)) ? names.placeOf(node) : undefined;
    return place === undefined ? [] : [place];
  });
}
