import { type CallNode, type FunctionNode, type Node, calledName, isFunction, isInside, memberName, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { deliveryVerbs, endEvents, endVerbs, endWords, keepingEnds, waitVerbs } from "../contracts/deliveries.js";
import { type Names, dottedName, receiverOf } from "../names.js";
import { functionAround, isInLoop } from "../order.js";
import { firstWord, wordsOf } from "../words.js";
import { nameOf } from "./payloads.js";
import { isName, isTakenOut, isToldOtherwise, outermost } from "./uses.js";
import { type Stored, isFlat, waitingIn } from "./waiting.js";

/** Entries that an end leaves in their collection, where nothing settles them any more. */
export interface Left {
  /** The call that ends what answers, or the write that says that there is no more. */
  readonly node: Node;
  readonly collection: Node;
  readonly stored: readonly Stored[];
}

// Calls of functions that call functions; what is further away is not looked into.
const deepest = 3;

/**
 * Collections whose entries wait for an answer of something that a method of the class ends, by its name: entries are taken out only one by
 * one, as answers come, and no code that runs at an end knows of them. Silent wherever the collection goes elsewhere as a whole.
 */
export function leftAtEnds(names: Names): readonly Left[] {
  return [...waitingIn(names)].flatMap(([place, stored]): Left[] => {
    const [first] = stored;
    const owner = first && classAround(first.at);
    const collection = first && collectionOf(first, names, place);
    if (!owner || !collection || stored.some((each) => !isFlat(each) || (each.waiter.kind === "callback" && each.waiter.fails === undefined))) return [];
    if (stored.some((each) => isToldOtherwise(each, false, place, names)) || isTakenWhole(place, names)) return [];
    const ends = names.nodes.filter(isFunction).filter((fn) => isEndHandler(fn));
    if (ends.some((fn) => mentions(fn, place, names, 0))) return [];
    const node = ends.filter((fn) => fn.parent.type === "MethodDefinition" && fn.parent.parent === owner && !keepingEnds.has(firstWord(nameOf(fn) ?? ""))).flatMap((fn) => endingIn(fn, stored, names) ?? [])[0];
    return node ? [{ node, collection, stored }] : [];
  });
}

function classAround(node: Node): Node | undefined {
  const fn = outermost(node);
  return fn?.parent?.type === "MethodDefinition" && !fn.parent.static ? fn.parent.parent : undefined;
}

export function collectionOf({ at }: Stored, names: Names, place: string): Node | undefined {
  return names.within(at).find((node) => (node.type === "MemberExpression" || node.type === "Identifier") && !isName(node) && names.placeOf(node) === place);
}

/** True for code that runs when something ends: by its name, or as a listener of an end. */
export function isEndHandler(fn: FunctionNode): boolean {
  const name = nameOf(fn);
  if (name !== undefined && (wordsOf(name).some((word) => endVerbs.has(word)) || endWords.test(name))) return true;
  const { parent } = wrapped(fn);
  if (parent?.type === "CallExpression") return attachMethods.has(calledName(parent)) && parent.arguments[0]?.type === "Literal" && endEvents.has(String(parent.arguments[0].value));
  return parent?.type === "AssignmentExpression" && /\.on(?:close|end|exit|disconnect|error)$/i.test(dottedName(parent.left) ?? "");
}

/** True if a function, or one of the file that it calls, names the collection. */
export function mentions(fn: FunctionNode, place: string, names: Names, depth: number): boolean {
  return names.within(fn).some((node) => {
    if (isTakenOut(node, place, names)) return true;
    if ((node.type === "MemberExpression" || node.type === "Identifier") && !isName(node)) {
      if (names.placeOf(node) === place) return true;
      // Also by its name: `this.rejectAll` that is handed on.
      const value = depth < deepest && node.parent.type !== "MemberExpression" ? names.functionOf(node) : undefined;
      return value !== undefined && value !== fn && !isInside(value, fn) && mentions(value, place, names, depth + 1);
    }
    const called = node.type === "CallExpression" && depth < deepest ? names.functionOf(node.callee) : undefined;
    return called !== undefined && called !== fn && !isInside(called, fn) && mentions(called, place, names, depth + 1);
  });
}

/** True where code goes through the whole collection, empties it, or hands it on. */
export function isTakenWhole(place: string, names: Names): boolean {
  return names.nodes.some((node) => {
    if (isTakenOut(node, place, names)) return true;
    if ((node.type !== "MemberExpression" && node.type !== "Identifier") || isName(node) || names.placeOf(node) !== place) return false;
    const use = wrapped(node);
    const { parent } = use;
    if (parent?.type === "MemberExpression" && parent.object === use) {
      const name = memberName(parent);
      const call = wrapped(parent).parent;
      if (call?.type !== "CallExpression" || call.callee !== wrapped(parent)) return name === "length" ? isLoopTest(parent) : false;
      if (/^(?:shift|pop)$/.test(name ?? "")) return isInLoop(call);
      return !/^(?:get|set|has|delete|push|add|unshift|at|includes|indexOf|find|findIndex|splice|remove|removeOne|peek|peekFront)$/.test(name ?? "");
    }
    if (parent?.type === "AssignmentExpression") return parent.left !== use || !isFirst(parent);
    // A look, a declaration, a question.
    return !(parent?.type === "PropertyDefinition" || parent?.type === "VariableDeclarator" && parent.id === use || parent?.type === "UnaryExpression" || parent?.type === "IfStatement" || (parent?.type === "BinaryExpression" && parent.operator === "in"));
  });
}

/** The assignment that makes the collection, in the constructor. */
function isFirst(node: Node): boolean {
  const fn = functionAround(node);
  return fn?.parent.type === "MethodDefinition" && fn.parent.kind === "constructor";
}

function isLoopTest(node: Node): boolean {
  for (let at: Node | undefined = node; at && !isFunction(at); at = at.parent) if (at.parent?.type === "WhileStatement" || at.parent?.type === "ForStatement" || at.parent?.type === "DoWhileStatement") return at.parent.test === at;
  return false;
}

/** What in a method ends what entries wait for: a call that ends the thing they were sent by, or a flag that refuses those who come later. */
function endingIn(fn: FunctionNode, stored: readonly Stored[], names: Names): Node | undefined {
  if (names.within(fn).some(({ type }) => type === "Super")) return undefined;
  const around = stored.flatMap(({ at }) => outermost(at) ?? []);
  const senders = new Set(around.flatMap((each) => placesOf(each, isSend, names, 0)));
  const ended = names.within(fn, true).find((node) => {
    if (node.type !== "CallExpression") return false;
    const place = isEnding(node) ? placeOfReceiver(node, names) : undefined;
    const called = place === undefined ? names.functionOf(node.callee) : undefined;
    const places = place !== undefined ? [place] : called && called !== fn ? placesOf(called, isEnding, names, 1) : [];
    return places.some((each) => senders.has(each));
  });
  if (ended) return ended;
  // `_realEnd` of all connections, and a flag by which the next to ask are refused.
  const isAllEnded = names.within(fn).some((node) => node.type === "CallExpression" && receiverOf(node) !== undefined && !isSelf(receiverOf(node)) && wordsOf(calledName(node)).some((word) => endVerbs.has(word)));
  if (!isAllEnded) return undefined;
  return names.within(fn, true).find((node) => node.type === "AssignmentExpression" && node.right.type === "Literal" && node.right.value === true && around.some((each) => refusesBy(each, names.placeOf(node.left), names)));
}

function isSelf(node: Node | undefined): boolean {
  return node?.type === "ThisExpression";
}

/** True for a function that begins with a test of a flag, behind which it takes nobody in. */
function refusesBy(fn: Node, flag: string | undefined, names: Names): boolean {
  return flag !== undefined && names.within(fn, true).some((node) => node.type === "IfStatement" && names.placeOf(node.test) === flag && names.within(node.consequent).some(({ type }) => type === "ReturnStatement" || type === "ThrowStatement"));
}

/** The fields on which a function, or one of the file that it calls, calls methods of a kind. */
function placesOf(fn: Node, isOfKind: (call: CallNode) => boolean, names: Names, depth: number): readonly string[] {
  return names.within(fn).flatMap((node): readonly string[] => {
    if (node.type !== "CallExpression") return [];
    const called = depth < 2 ? names.functionOf(node.callee) : undefined;
    if (called && called !== fn && !isInside(called, fn)) return placesOf(called, isOfKind, names, depth + 1);
    const place = isOfKind(node) ? placeOfReceiver(node, names) : undefined;
    return place === undefined ? [] : [place];
  });
}

function isSend(call: CallNode): boolean {
  const verb = firstWord(calledName(call));
  return deliveryVerbs.has(verb) || waitVerbs.has(verb);
}

function isEnding(call: CallNode): boolean {
  return endVerbs.has(firstWord(calledName(call)));
}

function placeOfReceiver(call: CallNode, names: Names): string | undefined {
  const receiver = receiverOf(call);
  return receiver?.type === "MemberExpression" ? names.placeOf(receiver) : undefined;
}
