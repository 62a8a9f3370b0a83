import { type CallNode, type FunctionNode, type Node, calledName, isFunction, keyName, memberName, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { discardVerbs, endEvents, endVerbs, endWords, foreignMethods, iteratorEnds, lastingDelays, queueNames, testingWords } from "../contracts/deliveries.js";
import { plainStarters } from "../contracts/lifecycle.js";
import { type Names, dottedName, isPromiseCall, receiverOf } from "../names.js";
import { armedIn } from "../timers.js";
import { limitOf } from "./limits.js";
import { isDeliveryName, nameOf } from "./payloads.js";
import type { Removal } from "./removal.js";
import { isClearing, isQuestion, isRemoval, silenceOf } from "./silence.js";
import { byAge, isKeptWhenAnswered, stopsTimers } from "./sweeps.js";
import { isEmptiedForOne, isTakenWhenAnswered } from "./taken.js";
import { isGoneThroughInVain, isRemovalByKey, isSettledByCallers, isSettledByName, isToldOtherwise, isUse, outermost, usesIn } from "./uses.js";
import { type Stored, waitingIn } from "./waiting.js";
import { firstWord, wordsOf } from "../words.js";
import { functionAround } from "../order.js";

export function removalsIn(names: Names): readonly Removal[] {
  const waiting = waitingIn(names);
  const timers = waiting.size > 0 ? names.calls.filter(isTimer) : [];
  const ends = waiting.size > 0 ? names.changes.filter(mayEnd) : [];
  const found = [...waiting].flatMap(([place, stored]) => [...byTimer(place, stored, timers, names), ...atEnd(place, stored, ends, twinsOf(place, stored, waiting), names), ...byAge(place, stored, names)]);
  return [...found, ...whenFull(waiting, names)];
}

/** A timer set where the entry is stored, whose callback takes it away and settles nothing, or settles it as if all were well. */
function byTimer(place: string, stored: readonly Stored[], timers: readonly CallNode[], names: Names): Removal[] {
  return timers.flatMap((call) => {
    const [callback] = call.arguments;
    const fn = callback && names.functionOf(callback);
    const around = fn && outermost(call);
    const isSweep = fn !== undefined && isLoopOver(fn, place, names);
    const own = stored.filter(({ at, how }) => how !== "nested" && (isSweep || (around !== undefined && outermost(at) === around)));
    const silence = own.length > 0 && fn ? silenceOf(fn, place, names) : undefined;
    const node = silence?.removals[0];
    const collection = node && collectionOf(node);
    if (!fn || !silence || !node || !collection || (isSweep ? isKeptWhenAnswered(place, names) || own.every((each) => isToldOtherwise(each, stopsTimers(fn, names), place, names)) : around && isLimited(around, call, names))) return [];
    if (lastingDelays.test(dottedName(call.arguments[1] ?? call) ?? "") && !isTakenWhenAnswered(place, names, fn)) return [];
    if (silence.removals.some((each) => isClearing(each, place, names)) || isOnlyEnd(place, own, node, names)) return [];
    if (silence.settlings.length > 0 && !own.some(({ waiter }) => waiter.hasPayload) && !isDeliveryName((around && nameOf(around)) ?? "")) return [];
    return [{ node, kind: "byTimer" as const, collection, stored: own, timer: call, callback: fn, settlings: silence.settlings }];
  });
}

/** True for callbacks that are asked for again and again, and that nothing but the timer takes away: it ends a subscription. */
function isOnlyEnd(place: string, stored: readonly Stored[], removal: Node, names: Names): boolean {
  if (stored.some(({ waiter }) => waiter.kind === "promise")) return false;
  const isAsked = names.calls.some((call) => {
    const receiver = calledName(call) === "get" ? receiverOf(call) : undefined;
    return receiver !== undefined && names.placeOf(receiver) === place;
  });
  return isAsked && !names.nodes.some((node) => node !== removal && (node.type === "CallExpression" || node.type === "UnaryExpression") && isRemoval(node, place, names));
}

function isTimer(call: CallNode): boolean {
  return armedIn(call) === call || dottedName(call.callee) === "setInterval";
}

/** True for a sweep: code that goes through the whole collection, itself or in a method that it calls. */
function isLoopOver(fn: FunctionNode, place: string, names: Names, depth = 0): boolean {
  return names.within(fn).some((node) => {
    if (node.type === "ForOfStatement") return names.within(node.right).some((each) => names.placeOf(each) === place);
    if (node.type !== "CallExpression") return false;
    const receiver = receiverOf(node);
    if (calledName(node) === "forEach" && receiver && names.placeOf(receiver) === place) return true;
    const called = depth < 2 && node.arguments.length === 0 ? names.functionOf(node.callee) : undefined;
    return called !== undefined && isLoopOver(called, place, names, depth + 1);
  });
}

/** True if the same function limits the time of the wait in another way, too. */
function isLimited(around: Node, timer: Node, names: Names): boolean {
  return names.within(around).some((node) => {
    if (node.type !== "CallExpression" || node === timer) return false;
    if (isPromiseCall(node, "race") || limitOf(node, names)) return true;
    const [callback] = armedIn(node) === node ? node.arguments : [];
    return callback !== undefined && names.within(callback).some((each) => each.type === "Identifier" && /^rej/i.test(each.name));
  });
}

function collectionOf(removal: Node): Node | undefined {
  if (removal.type === "CallExpression") return receiverOf(removal);
  if (removal.type === "UnaryExpression") return removal.argument.type === "MemberExpression" ? removal.argument.object : undefined;
  if (removal.type !== "AssignmentExpression") return undefined;
  return removal.left.type === "MemberExpression" && memberName(removal.left) === "length" ? removal.left.object : removal.left;
}

/** True for a statement, or the whole of an arrow function. */
function mayEnd(node: Node): boolean {
  const { parent } = wrapped(node);
  return parent?.type === "ExpressionStatement" || parent?.type === "ArrowFunctionExpression";
}

/** A collection that is emptied where something ends, or by a timer, and whose entries nobody looks at before. */
function atEnd(place: string, stored: readonly Stored[], ends: readonly Node[], twins: readonly string[], names: Names): Removal[] {
  return ends.flatMap((node): Removal[] => {
    const isOne = isRemovalByKey(node, place, names);
    // Of many collections one alone goes: what becomes of it is not followed.
    if (isOne && stored.some(({ how }) => how === "nested")) return [];
    if (!isOne && !isClearing(node, place, names)) return [];
    const ending = endAround(node, names) ?? (isOne ? undefined : vainlyTelling(node, place, names));
    const end = ending ?? (isOne ? undefined : discardAround(node, place, names));
    const collection = collectionOf(node);
    if (node.type === "AssignmentExpression" && stored.some(({ at }) => at.type === "CallExpression" && foreignMethods.has(calledName(at))) && !names.changes.some((each) => each !== node && isRemoval(each, place, names))) return [];
    const around = end ? undefined : functionAround(node);
    if (collection && around && !isOne && stored.some(({ how }) => how === "map") && isEmptiedForOne(node, place, around, names)) return [{ node, kind: "forOne" as const, collection, stored, settlings: [] }];
    if (!end || !collection || (isOne && isTimed(end))) return [];
    const uses = usesIn(end, place, names, 0);
    // The functions of one promise in places of their own: one that is called is enough, and one report.
    if (twins.some((twin) => usesIn(end, twin, names, 0).isSettled || isClearedBefore(node, twin, end, names))) return [];
    if (uses.isSettled || stored.every((each) => isToldOtherwise(each, uses.clearsTimers, place, names))) return [];
    if (stored.every((each) => (isOne || each.how === "slot" || each.how === "list") && isSettledByName(each, end, names))) return [];
    if (isSettledByCallers(end, [place, ...twins], stored, names)) return [];
    const lost = ending ? stored : stored.filter(({ how }) => how !== "slot");
    if (!ending && (isKeptWhenAnswered(place, names) || (lost.some(({ how }) => how === "map" || how === "object") && !isTakenByKey(place, names)))) return [];
    // Whose timer would have told is told by nobody when it is stopped.
    const kind = ending || (uses.clearsTimers && lost.some((each) => isToldOtherwise(each, false, place, names))) ? "atEnd" : "discarded";
    return lost.length > 0 ? [{ node, kind, collection, stored: lost, settlings: [] }] : [];
  });
}

/** The function around a node that was to tell all who wait, whatever its name: it goes through the collection in a way that reaches none. */
function vainlyTelling(node: Node, place: string, names: Names): FunctionNode | undefined {
  const fn = functionAround(node);
  return fn && names.within(fn.body).some((each) => isUse(each) && names.placeOf(each) === place && isGoneThroughInVain(each, place, names)) ? fn : undefined;
}

/** The function around a node that throws away what is kept, by its name: not where it makes the collection, nor where a call of it stands beside what settles. */
function discardAround(node: Node, place: string, names: Names): FunctionNode | undefined {
  const fn = functionAround(node);
  if (!fn || !discardVerbs.has(firstWord(nameOf(fn) ?? "")) || isForTests(fn) || !isMadeElsewhere(node, place, names)) return undefined;
  const callers = names.calls.filter((call) => names.functionOf(call.callee) === fn).map((call) => functionAround(call));
  return callers.every((caller) => caller && !isBeginning(caller) && !usesIn(caller, place, names, 0).isSettled) ? fn : undefined;
}

/** True for a function of tests, or of a class that stands for another in them, by their names. */
function isForTests(fn: FunctionNode): boolean {
  const owner = fn.parent.type === "MethodDefinition" ? fn.parent.parent.parent.id?.name : undefined;
  return [nameOf(fn), owner].some((name) => wordsOf(name ?? "").some((word) => testingWords.has(word)));
}

/** True where entries leave by their keys before their time is up: as they are answered. */
function isTakenByKey(place: string, names: Names): boolean {
  return names.changes.some((node) => {
    const fn = isRemovalByKey(node, place, names) ? functionAround(node) : undefined;
    return fn !== undefined && !isTimed(fn);
  });
}

/** True for a method that empties, or where the collection has a value besides: `this.queue = []` in a method that the constructor calls makes it. */
function isMadeElsewhere(node: Node, place: string, names: Names): boolean {
  const target = node.type === "AssignmentExpression" ? unwrap(node.left) : undefined;
  if (target?.type !== "MemberExpression" || memberName(target) === "length") return true;
  return names.nodes.some((each) => {
    if (each.type === "PropertyDefinition") return each.value !== null && keyName(each) === memberName(target);
    return each.type === "AssignmentExpression" && each !== node && each.operator === "=" && names.placeOf(each.left) === place && functionAround(each) !== functionAround(node);
  });
}

/** True for code that runs before anybody waits: a constructor, `init()`, `start()`. */
function isBeginning(fn: FunctionNode): boolean {
  return (fn.parent.type === "MethodDefinition" && fn.parent.kind === "constructor") || plainStarters.has(firstWord(nameOf(fn) ?? ""));
}

/** The places of the other functions of the same promise: `this.reject` of `this.resolve`. */
function twinsOf(place: string, stored: readonly Stored[], waiting: ReadonlyMap<string, readonly Stored[]>): readonly string[] {
  const executors = stored.flatMap(({ how, waiter }) => ((how === "slot" || how === "list") && waiter.executor ? [waiter.executor] : []));
  return [...waiting].filter(([other, entries]) => other !== place && entries.some(({ waiter }) => waiter.executor && executors.includes(waiter.executor))).map(([other]) => other);
}

function isClearedBefore(node: Node, twin: string, end: FunctionNode, names: Names): boolean {
  return names.within(end).some((each) => each.range[1] <= node.range[0] && isClearing(each, twin, names));
}

function isTimed(fn: FunctionNode): boolean {
  const { parent } = wrapped(fn);
  return parent?.type === "CallExpression" && isTimer(parent);
}

/** The function around a node that runs when something ends: by its name, as a listener of an end, or by a timer. */
function endAround(node: Node, names: Names): FunctionNode | undefined {
  for (let fn = functionAround(node); fn; fn = functionAround(fn)) {
    const name = nameOf(fn);
    if (isDisposer(fn) || (name !== undefined && iteratorEnds.has(name) && isIterator(fn))) return fn;
    if (name !== undefined && (endVerbs.has(firstWord(name)) || (/^_*(?:on|handle|process)/.test(name) && endWords.test(name)))) return fn;
    const { parent } = wrapped(fn);
    if (parent?.type === "CallExpression") {
      const [event] = parent.arguments;
      if (attachMethods.has(calledName(parent)) && event?.type === "Literal" && endEvents.has(String(event.value))) return fn;
      if (armedIn(parent) === parent) return fn;
    }
    if (parent?.type === "AssignmentExpression" && /\.on(?:close|end|exit|disconnect|error)$/.test(dottedName(parent.left) ?? "")) return fn;
    if (name !== undefined && !/^(?:executor|callback)$/.test(name) && names.functionOf(fn) === fn && fn.parent.type === "MethodDefinition") return undefined;
  }
  return undefined;
}

/** `[Symbol.dispose]() {…}`. */
function isDisposer({ parent }: FunctionNode): boolean {
  return parent.type === "MethodDefinition" && parent.computed && /^Symbol\.(?:asyncD|d)ispose$/.test(dottedName(parent.key) ?? "");
}

/** A method of an object that has a `next()`, too. */
function isIterator({ parent }: FunctionNode): boolean {
  const members = parent.type === "MethodDefinition" ? parent.parent.body : parent.type === "Property" && parent.parent.type === "ObjectExpression" ? parent.parent.properties : [];
  return members.some((member) => (member.type === "MethodDefinition" || member.type === "Property") && keyName(member) === "next");
}

/** A queue that is full and gives up its oldest entry. */
function whenFull(waiting: ReadonlyMap<string, readonly Stored[]>, names: Names): Removal[] {
  return names.branches.flatMap((node): Removal[] => {
    if (node.alternate) return [];
    const only = node.consequent.type === "BlockStatement" && node.consequent.body.length === 1 ? node.consequent.body[0] : node.consequent;
    const call = only?.type === "ExpressionStatement" ? unwrap(only.expression) : undefined;
    const collection = call?.type === "CallExpression" && /^(?:shift|pop)$/.test(calledName(call)) ? receiverOf(call) : undefined;
    const place = collection && names.placeOf(collection);
    if (!call || !collection || place === undefined || !isQuestion(node.test) || !isRemoval(call, place, names) || !asksForRoom(node.test, place, names)) return [];
    const stored = waiting.get(place);
    if (stored?.some(({ how }) => how === "nested")) return [];
    if (stored) return [{ node: call, kind: "whenFull" as const, collection, stored, settlings: [] }];
    const fn = functionAround(node);
    const name = (dottedName(collection) ?? "").replace(/^.*\./, "");
    const isDelivered = queueNames.test(name) && fn !== undefined && isDeliveryName(nameOf(fn) ?? "");
    return isDelivered ? [{ node: call, kind: "oldest" as const, collection, stored: [], settlings: [] }] : [];
  });
}

/** `queue.length >= limit`. */
function asksForRoom(test: Node, place: string, names: Names): boolean {
  const inner = unwrap(test);
  if (inner.type !== "BinaryExpression" || !/^[<>]=?$|^===?$/.test(inner.operator)) return false;
  return [inner.left, inner.right].some((side) => side.type === "MemberExpression" && /^(?:length|size)$/.test(memberName(side) ?? "") && names.placeOf(side.object) === place) && !isFunction(inner.left);
}
