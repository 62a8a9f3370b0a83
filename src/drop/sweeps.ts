import { type Node, calledName, isFunction, unwrap } from "../ast.js";
import { ageWords, resolverNames, timerCalls } from "../contracts/deliveries.js";
import { type Names, dottedName, receiverOf } from "../names.js";
import { wordsOf } from "../words.js";
import type { Removal } from "./removal.js";
import { isRemoval, silenceOf } from "./silence.js";
import { isTakenWhenAnswered } from "./taken.js";
import { isRemovalByKey, isToldOtherwise, isUse, outermost } from "./uses.js";
import { type Stored, isFlat } from "./waiting.js";

/** Entries that code which goes through the whole collection takes away for their age, and settles in no way. What is answered is taken away before. */
export function byAge(place: string, stored: readonly Stored[], names: Names): readonly Removal[] {
  const waiting = stored.filter((each) => each.waiter.kind === "promise" && isFlat(each) && each.how !== "array");
  if (waiting.length === 0) return [];
  return sweepsOf(place, names).flatMap((body): Removal[] => {
    const silence = silenceOf(body, place, names);
    const [node, ...others] = silence?.removals ?? [];
    const collection = node?.type === "CallExpression" ? receiverOf(node) : node?.type === "UnaryExpression" && node.argument.type === "MemberExpression" ? node.argument.object : undefined;
    if (!node || !collection || others.length > 0 || silence?.settlings.length !== 0 || !isRemovalByKey(node, place, names) || !isForAge(node, body, names)) return [];
    // A timer of the entry's own still tells who waits, unless it goes, too.
    if (!isTakenWhenAnswered(place, names) || isKeptWhenAnswered(place, names) || waiting.some((each) => isToldOtherwise(each, stopsTimers(body, names), place, names))) return [];
    return [{ node, kind: "byAge", collection, stored: waiting, settlings: [] }];
  });
}

/** True for code that stops a timer: what the timer was to tell is told by nobody. */
export function stopsTimers(code: Node, names: Names): boolean {
  return names.within(code).some((part) => part.type === "CallExpression" && timerCalls.has(calledName(part)));
}

/** What is done for each entry of a collection: bodies of loops, functions given to `forEach`. */
function sweepsOf(place: string, names: Names): readonly Node[] {
  return names.nodes.flatMap((node): readonly Node[] => {
    if (node.type === "ForOfStatement" || node.type === "ForInStatement") return names.within(node.right).some((each) => names.placeOf(each) === place) ? [node.body] : [];
    const receiver = node.type === "CallExpression" && calledName(node) === "forEach" ? receiverOf(node) : undefined;
    const [each] = receiver && node.type === "CallExpression" && names.within(receiver).some((part) => names.placeOf(part) === place) ? node.arguments : [];
    return isFunction(each) ? [each] : [];
  });
}

/** True for a removal behind a test of how old the entry is, or behind one that leaves the young ones. */
function isForAge(node: Node, body: Node, names: Names): boolean {
  for (let at: Node = node; at !== body && at.parent; at = at.parent) {
    const parent: Node = at.parent;
    if (parent.type === "IfStatement" && parent.consequent === at && asksForAge(parent.test, names)) return true;
    const before = parent.type === "BlockStatement" ? parent.body.filter(({ range }) => range[1] <= node.range[0]) : [];
    if (before.some((each) => each.type === "IfStatement" && isLeaving(each.consequent) && asksForAge(each.test, names))) return true;
  }
  return false;
}

function asksForAge(test: Node, names: Names): boolean {
  return names.within(test).some((part) => {
    const words = part.type === "BinaryExpression" && /^[<>]=?$/.test(part.operator) ? names.within(part).flatMap((each) => wordsOf(dottedName(each) ?? "")) : [];
    return words.some((word) => ageWords.has(word));
  });
}

/** `continue`, `return`: the next entry. */
function isLeaving(node: Node): boolean {
  if (node.type === "BlockStatement") return node.body.length === 1 && node.body[0] !== undefined && isLeaving(node.body[0]);
  return node.type === "ContinueStatement" || (node.type === "ReturnStatement" && !node.argument);
}

/** True where some code settles an entry and leaves it: then nobody may wait for what is found later. */
export function isKeptWhenAnswered(place: string, names: Names): boolean {
  return names.calls.some((call) => {
    const callee = unwrap(call.callee);
    if (!resolverNames.test(calledName(call)) || !(callee.type === "MemberExpression" ? dottedName(callee.object) !== "Promise" : isOfEntry(callee, names))) return false;
    const fn = outermost(call);
    const within = fn ? names.within(fn) : [];
    return within.some((node) => isUse(node) && names.placeOf(node) === place) && !within.some((node) => isTaken(node, place, names));
  });
}

function isTaken(node: Node, place: string, names: Names): boolean {
  return isRemoval(node, place, names) || (node.type === "AssignmentExpression" && names.placeOf(node.left) === place);
}

/** `resolve` of `for (const { resolve } of waiting)`, or of `({ resolve }) => …`. */
function isOfEntry(name: Node, { scopes }: Names): boolean {
  const declared = name.type === "Identifier" ? (scopes.variableOf(name)?.identifiers[0] as Node | undefined) : undefined;
  return declared?.parent?.type === "Property" && declared.parent.parent.type === "ObjectPattern";
}
