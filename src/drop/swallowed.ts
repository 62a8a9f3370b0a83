import { type CallNode, type Node, calledName, isFunction, isInside, wrapped } from "../ast.js";
import { acceptedLoss, emptyRemark } from "../contracts/deliveries.js";
import type { Names } from "../names.js";
import { functionAround } from "../order.js";
import { type Taken, takenFor } from "./aborted.js";
import { type Fate, fateOf } from "./fate.js";
import { isDelivery } from "./payloads.js";
import { storedBy } from "./storing.js";

/** A delivery of what was taken from its queue before, whose failure goes nowhere. */
export interface SwallowedSend {
  readonly call: CallNode;
  readonly fate: Fate;
  readonly taken: Taken;
  /** Who awaits the function around it: where nobody does, a failure that it throws ends the process, or goes nowhere. */
  readonly heard: "byAll" | "byNone" | "bySome";
}

export function swallowedSends(names: Names): readonly SwallowedSend[] {
  return names.calls.flatMap((call): SwallowedSend[] => {
    if (call.type !== "CallExpression" || !isDelivery(call, names)) return [];
    const fate = fateOf(call, names);
    if (fate.value !== "unused" || fate.failure !== "swallowed" || !fate.swallower) return [];
    const taken = takenFor(call, names);
    if (!taken || !isQueue(taken, names) || isDeliberate(call, fate.swallower, names) || isKnownElsewhere(taken, call, names)) return [];
    return [{ call, fate, taken, heard: heardBy(call, names) }];
  });
}

/** True for what other functions put things into: not a list of this function's own, which it works through. */
function isQueue({ queue, at }: Taken, names: Names): boolean {
  const place = names.placeOf(queue);
  const fn = functionAround(at);
  return place !== undefined && names.changes.some((node) => {
    const stored = storedBy(node);
    return stored !== undefined && stored.how === "array" && names.placeOf(stored.collection) === place && functionAround(node) !== fn;
  });
}

/** True where somebody has written down that what is not delivered may be lost. */
function isDeliberate(call: Node, swallower: Node, { sourceCode }: Names): boolean {
  const inside = swallower.type === "TryStatement" ? (swallower.handler ?? swallower) : swallower;
  if (sourceCode.getCommentsInside(inside).some(({ value }) => !emptyRemark.test(value))) return true;
  for (let fn = functionAround(call); fn; fn = functionAround(fn)) {
    let outer: Node = fn;
    while (outer.parent && /^(?:Variable|Property$|MethodDefinition|PropertyDefinition|Export)/.test(outer.parent.type)) outer = outer.parent;
    if ([...sourceCode.getCommentsInside(fn), ...sourceCode.getCommentsBefore(outer)].some(({ value }) => acceptedLoss.test(value))) return true;
  }
  return false;
}

/** True where what was taken is also given to other code, or looked at behind the delivery: somebody may know what was lost. */
function isKnownElsewhere({ at }: Taken, call: CallNode, names: Names): boolean {
  const declarator = wrapped(at).parent;
  const id = declarator?.type === "VariableDeclarator" ? declarator.id : declarator?.type === "AssignmentExpression" ? declarator.left : undefined;
  const variable = id?.type === "Identifier" ? names.scopes.variableOf(id) : undefined;
  return !variable || variable.references.some(({ identifier, writeExpr }) => {
    const use = identifier as Node;
    if (writeExpr === at || isInside(use, call)) return false;
    return use.range[0] > call.range[1] || isGiven(use);
  });
}

/** True for a value that is an argument of a call by itself: not of what only writes it down as text, nor as a part of a literal. */
function isGiven(use: Node): boolean {
  const { parent } = wrapped(use);
  if (parent?.type === "SpreadElement" || parent?.type === "ReturnStatement" || parent?.type === "AssignmentExpression") return true;
  if (parent?.type !== "CallExpression" || parent.callee === wrapped(use)) return false;
  return !/^(?:stringify|encode|serialize\w*)$/.test(calledName(parent));
}

/** Whether the calls of the function around a delivery are awaited, or left to themselves: `void flush()`, `setInterval(flush, 1000)`. */
function heardBy(call: Node, names: Names): SwallowedSend["heard"] {
  const fn = functionAround(call);
  if (!isFunction(fn)) return "byAll";
  const calls = names.calls.filter((each) => names.functionOf(each.callee) === fn).map((each) => fateOf(each, names));
  const floating = calls.filter(({ value, failure, isAwaited }) => value === "unused" && failure === "floating" && !isAwaited).length;
  const handed = names.calls.some((each) => each.arguments.some((argument) => names.functionOf(argument) === fn)) ? 1 : 0;
  const isExported = fn.parent.type.startsWith("Export") || fn.parent.type === "MethodDefinition" || fn.parent.type === "Property";
  if (floating + handed === 0) return "byAll";
  return floating === calls.length && !isExported ? "byNone" : "bySome";
}
