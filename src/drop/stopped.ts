import { type CallNode, type FunctionNode, type Node, calledName, isFunction, isInside, keyName, memberName, wrapped } from "../ast.js";
import { endVerbs, keepingEnds } from "../contracts/deliveries.js";
import type { Names } from "../names.js";
import { armedIn } from "../timers.js";
import { firstWord } from "../words.js";
import { mentions } from "./left.js";
import { nameOf } from "./payloads.js";
import { isKeptElsewhere, isTakenOut, isToldOtherwise, isUse, outermost } from "./uses.js";
import { type Stored, isFlat, waitingIn } from "./waiting.js";

// Functions that call functions: what is further away is not looked into.
const deepest = 2;

/** Entries that only a timer would have handed on, where an end stops the timer. */
export interface Stopped {
  /** The call that stops it. */
  readonly node: CallNode;
  readonly collection: Node;
  readonly stored: readonly Stored[];
  readonly timer: CallNode;
}

/** Collections whose entries nothing takes out but the callback of a timer that an end stops; the end does not look at them. */
export function stoppedTimers(names: Names): readonly Stopped[] {
  const waiting = [...waitingIn(names)].filter(([, stored]) => stored.every((each) => isFlat(each) && each.waiter.kind === "promise"));
  const stops = waiting.length > 0 ? names.calls.filter((call) => calledName(call) === "clearTimeout") : [];
  return stops.flatMap((node): Stopped[] => {
    const handle = node.arguments[0] && names.placeOf(node.arguments[0]);
    const end = outermost(node);
    if (handle === undefined || !isFunction(end) || !isEnd(end) || names.within(end).some(({ type }) => type === "Super")) return [];
    const [timer, ...others] = names.calls.filter((call) => armedIn(call) === call && keptAs(call, names) === handle);
    const callback = timer?.arguments[0] && others.length === 0 ? names.functionOf(timer.arguments[0]) : undefined;
    const handing = callback ? [callback, ...calledBy(callback, names)] : [];
    if (!timer || !callback || !handing.every(isOwn) || calls(end, callback, names, 0)) return [];
    return waiting.flatMap(([place, stored]): Stopped[] => {
      if (!isSetByStoring(timer, stored, names, 0) || !mentions(callback, place, names, 0) || mentions(end, place, names, 0) || stored.some((each) => isToldOtherwise(each, false, place, names) || isKeptElsewhere(each, place, names))) return [];
      const collection = collectionLeft(place, stored, handing, names);
      return collection ? [{ node, collection, stored, timer }] : [];
    });
  });
}

/** True for a method after which there is nothing more, by its name: who only stops may go on later. */
function isEnd(fn: FunctionNode): boolean {
  const verb = firstWord(nameOf(fn) ?? "");
  return endVerbs.has(verb) && !keepingEnds.has(verb);
}

/** The functions of the file that a function calls itself. */
function calledBy(fn: FunctionNode, names: Names): readonly FunctionNode[] {
  return names.within(fn.body).flatMap((node) => (node.type === "CallExpression" ? (names.functionOf(node.callee) ?? []) : [])).filter((called) => called !== fn);
}

/** True for a timer that is set where entries are put in, or by a function that nothing else calls: what sets it at other times may do so behind the end. */
function isSetByStoring(timer: Node, stored: readonly Stored[], names: Names, depth: number): boolean {
  const fn = outermost(timer);
  if (!isFunction(fn)) return false;
  if (stored.some(({ at }) => outermost(at) === fn)) return true;
  const callers = names.calls.filter((call) => names.functionOf(call.callee) === fn);
  return depth < deepest && isOwn(fn) && callers.length > 0 && callers.every((call) => isSetByStoring(call, stored, names, depth + 1));
}

/** True for a function that only this class can call: who can call it from elsewhere may have done so before the end. */
function isOwn({ parent }: FunctionNode): boolean {
  if (parent.type !== "MethodDefinition" && parent.type !== "PropertyDefinition") return true;
  return parent.key.type === "PrivateIdentifier" || parent.accessibility === "private" || (keyName(parent) ?? "").startsWith("_");
}

/** The place a timer is kept in: `this.timer = setTimeout(…)`, `this.batch = { timer: setTimeout(…) }`. */
function keptAs(call: CallNode, names: Names): string | undefined {
  const { parent } = wrapped(call);
  if (parent?.type === "AssignmentExpression") return parent.right === wrapped(call) ? names.placeOf(parent.left) : undefined;
  const name = parent?.type === "Property" && parent.value === wrapped(call) ? keyName(parent) : undefined;
  const made = parent?.parent && wrapped(parent.parent).parent;
  const owner = name !== undefined && made?.type === "AssignmentExpression" ? names.placeOf(made.left) : undefined;
  return owner === undefined ? undefined : `${owner}.${name ?? ""}`;
}

/** The collection, as the code names it where an entry is put into it, if nothing but what the timer runs takes anything out of it, or takes away what it is kept in. */
function collectionLeft(place: string, stored: readonly Stored[], handing: readonly FunctionNode[], names: Names): Node | undefined {
  let found: Node | undefined;
  for (const node of names.nodes) {
    if (isTakenOut(node, place, names) && !handing.some((fn) => isInside(node, fn))) return undefined;
    if (!isUse(node)) continue;
    const at = names.placeOf(node);
    if (at === undefined || (at !== place && !place.startsWith(`${at}.`)) || isDeclared(node)) continue;
    const isStoring = stored.some((each) => isInside(node, each.at));
    if (isStoring && at === place) found = node;
    if (!isStoring && !handing.some((fn) => isInside(node, fn)) && !isLook(node)) return undefined;
  }
  return found;
}

function isDeclared(node: Node): boolean {
  return node.parent?.type === "VariableDeclarator" && node.parent.id === node;
}

/** True where a value is only asked for, made, or a member of it is named. */
function isLook(node: Node): boolean {
  const use = wrapped(node);
  const { parent } = use;
  switch (parent?.type) {
    case "MemberExpression":
      return parent.object === use && !(wrapped(parent).parent?.type === "CallExpression" && !/^(?:push|unshift|set|add|has|get|includes)$/.test(memberName(parent) ?? "") && (wrapped(parent).parent as CallNode).callee === wrapped(parent));
    case "AssignmentExpression":
      return parent.left === use;
    case "PropertyDefinition":
      return parent.key === use;
    case "IfStatement":
      return parent.test === use;
    case "UnaryExpression":
    case "LogicalExpression":
      return parent.type === "UnaryExpression" || isLook(parent);
    case "BinaryExpression":
      return true;
    default:
      return false;
  }
}

/** True for a function that, itself or through one it calls, runs what the timer runs. */
function calls(fn: FunctionNode, callback: FunctionNode, names: Names, depth: number): boolean {
  return names.within(fn).some((node) => {
    // Also by its name: `setImmediate(this.run)`.
    const called = isUse(node) ? names.functionOf(node) : undefined;
    if (called === callback) return true;
    // What the timer calls is as good: `setTimeout(() => this.flush())`.
    if (called && names.within(callback).some((each) => each.type === "CallExpression" && names.functionOf(each.callee) === called)) return true;
    return called !== undefined && called !== fn && depth < deepest && calls(called, callback, names, depth + 1);
  });
}
