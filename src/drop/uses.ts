import { type FunctionNode, type Node, calledName, isFunction, isInside, keyName, memberName, parameterName, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { incomingEvents, timerCalls } from "../contracts/deliveries.js";
import { type Names, dottedName, isPromiseCall, receiverOf } from "../names.js";
import { armedIn } from "../timers.js";
import { limitOf } from "./limits.js";
import { isClearing, isRemoval } from "./silence.js";
import { storedBy } from "./storing.js";
import type { Stored } from "./waiting.js";
import { excludes, functionAround } from "../order.js";

/** The outermost function around a node: the method, or the function that the file calls. */
export function outermost(node: Node): Node | undefined {
  let found: Node | undefined;
  for (let at: Node | undefined = functionAround(node); at; at = functionAround(at)) {
    found = at;
    if (isFunction(at) && (at.parent.type === "MethodDefinition" || at.parent.type === "PropertyDefinition")) break;
  }
  return found;
}

/** `pending.delete(peer)` where the peer goes away. */
export function isRemovalByKey(node: Node, place: string, names: Names): boolean {
  return (node.type === "CallExpression" || node.type === "UnaryExpression") && isRemoval(node, place, names) && !isClearing(node, place, names) && !/^(?:shift|pop|splice)$/.test(node.type === "CallExpression" ? calledName(node) : "");
}

/** How a function uses a collection beside emptying it; functions of the file that it calls are looked into. */
export function usesIn(fn: FunctionNode, place: string, names: Names, depth: number): { isSettled: boolean; clearsTimers: boolean } {
  let clearsTimers = false;
  for (const node of names.within(fn)) {
    if (isHeardLater(node, fn)) continue;
    if (node.type === "CallExpression" && depth < 3) {
      const called = names.functionOf(node.callee);
      if (called && called !== fn && !isInside(called, fn)) {
        const inner = usesIn(called, place, names, depth + 1);
        if (inner.isSettled) return inner;
        clearsTimers ||= inner.clearsTimers;
      }
    }
    // What is done with it by its other name is not followed.
    if (isTakenOut(node, place, names)) return { isSettled: true, clearsTimers };
    if ((node.type !== "MemberExpression" && node.type !== "Identifier") || names.placeOf(node) !== place || isName(node)) continue;
    const use = useOf(node, place, names);
    if (use === "settled") return { isSettled: true, clearsTimers };
    if (use === "timers") clearsTimers = true;
  }
  return { isSettled: false, clearsTimers };
}

/** True for code in a listener of what comes in, within a function: it does not run when the function does, nor at an end. */
function isHeardLater(node: Node, fn: FunctionNode): boolean {
  for (let at = functionAround(node); at && at !== fn && isInside(at, fn); at = functionAround(at)) {
    const { parent } = wrapped(at);
    const event = parent?.type === "CallExpression" && attachMethods.has(calledName(parent)) ? parent.arguments[0] : undefined;
    if (event?.type === "Literal" && incomingEvents.has(String(event.value))) return true;
  }
  return false;
}

/** True for a node that may name a collection. */
export function isUse(node: Node): boolean {
  return (node.type === "MemberExpression" || node.type === "Identifier") && !isName(node);
}

/** True for a part of a pattern that gives the collection a name of its own: `const { pending } = this`. */
export function isTakenOut(node: Node, place: string, names: Names): boolean {
  if (node.type !== "Property" || node.parent.type !== "ObjectPattern") return false;
  const from = placeOfPattern(node.parent, names);
  return from !== undefined && `${from}.${keyName(node) ?? ""}` === place;
}

/** The place of what a pattern takes apart. */
function placeOfPattern(pattern: Node, names: Names): string | undefined {
  const { parent } = pattern;
  if (parent?.type === "VariableDeclarator" && parent.init) return names.placeOf(parent.init);
  if (parent?.type === "AssignmentExpression" && parent.left === pattern) return names.placeOf(parent.right);
  const outer = parent?.type === "Property" && parent.parent.type === "ObjectPattern" ? placeOfPattern(parent.parent, names) : undefined;
  return outer !== undefined && parent?.type === "Property" ? `${outer}.${keyName(parent) ?? ""}` : undefined;
}

/** True for the property of a member and the key of a literal, which are no uses by themselves. */
export function isName(node: Node): boolean {
  return node.type === "Identifier" && ((node.parent.type === "MemberExpression" && node.parent.property === node && !node.parent.computed) || (node.parent.type === "Property" && node.parent.key === node && !node.parent.shorthand));
}

function useOf(node: Node, place: string, names: Names): "settled" | "timers" | "neutral" {
  const { parent } = wrapped(node);
  if (!parent) return "settled";
  if (parent.type === "AssignmentExpression" && isClearing(parent, place, names)) return "neutral";
  const call = parent.type === "MemberExpression" && parent.object === wrapped(node) ? wrapped(parent).parent : undefined;
  if (call && isRemovalByKey(call, place, names) && wrapped(call).parent?.type === "ExpressionStatement") return "neutral";
  if (parent.type === "MemberExpression" && wrapped(parent).parent?.type === "UnaryExpression") return "neutral";
  if (call?.type === "CallExpression" && isClearing(call, place, names) && wrapped(call).parent?.type === "ExpressionStatement") return "neutral";
  if (parent.type === "MemberExpression" && /^(?:size|length)$/.test(memberName(parent) ?? "")) return isGuard(parent) ? "settled" : "neutral";
  if (parent.type === "UnaryExpression" || parent.type === "IfStatement" || parent.type === "LogicalExpression") return isGuard(node) ? "settled" : "neutral";
  if (isGoneThroughInVain(node, place, names)) return "neutral";
  const body = iteratedBody(node, place, names);
  if (body && isLeft(body, names)) return "neutral";
  return body && clearsOnlyTimers(body, names) ? "timers" : "settled";
}

/** `Object.values(this.pending)` of a Map: it has its entries elsewhere, and gives none. */
export function isGoneThroughInVain(node: Node, place: string, names: Names): boolean {
  const call = wrapped(node).parent;
  if (call?.type !== "CallExpression" || !/^Object\.(?:values|keys|entries)$/.test(dottedName(call.callee) ?? "")) return false;
  return names.calls.some((other) => {
    const receiver = other.arguments.length === 2 && calledName(other) === "set" ? receiverOf(other) : undefined;
    return receiver !== undefined && names.placeOf(receiver) === place;
  });
}

/** True for a size that is asked in order to throw, to log, or to go on otherwise. */
function isGuard(node: Node): boolean {
  for (let at: Node = node; at.parent; at = at.parent) {
    const parent: Node = at.parent;
    if (parent.type === "AssignmentExpression" && parent.left === at) return false;
    if (parent.type === "IfStatement" && parent.test === at) return !isPlain(parent.consequent) || (parent.alternate !== null && !isPlain(parent.alternate));
    if (/Statement$|Declarat|CallExpression/.test(parent.type)) return parent.type === "CallExpression" || parent.type === "VariableDeclarator";
  }
  return true;
}

/** True for a branch that only returns or empties. */
function isPlain(node: Node): boolean {
  if (node.type === "BlockStatement") return node.body.every(isPlain);
  return (node.type === "ReturnStatement" && !node.argument) || (node.type === "ExpressionStatement" && (node.expression.type === "AssignmentExpression" || (node.expression.type === "CallExpression" && node.expression.arguments.length === 0)));
}

/** What is done for each entry: the body of a loop over the collection, or the function given to `forEach`. */
function iteratedBody(node: Node, place: string, names: Names): Node | undefined {
  let at = wrapped(node);
  for (let parent = at.parent; parent; at = wrapped(parent), parent = at.parent) {
    if (parent.type === "ForOfStatement" || parent.type === "ForInStatement") return parent.right === at ? parent.body : undefined;
    if (parent.type === "CallExpression") {
      if (calledName(parent) === "forEach" && parent.callee === at) return parent.arguments[0];
      continue;
    }
    if (parent.type === "MemberExpression" && parent.computed && parent.object === at) return countedBody(parent, place, names);
    if (parent.type !== "MemberExpression" || !/^(?:values|entries|keys|forEach)$/.test(memberName(parent) ?? "")) return undefined;
  }
  return undefined;
}

/** The body of the loop that goes through the collection by its positions or keys: `for (let i = 0; i < waiting.length; i++)`. */
function countedBody(element: Node, place: string, names: Names): Node | undefined {
  for (let at: Node | undefined = element; at && !isFunction(at); at = at.parent) {
    const { parent }: Node = at;
    if (parent?.type === "ForStatement" && parent.body === at) {
      const isWhole = parent.test !== null && names.within(parent.test).some((part) => part.type === "MemberExpression" && memberName(part) === "length" && names.placeOf(part.object) === place);
      return isWhole ? parent.body : undefined;
    }
    if (parent?.type === "ForInStatement" && parent.body === at) return names.placeOf(parent.right) === place ? parent.body : undefined;
  }
  return undefined;
}

function clearsOnlyTimers(body: Node, names: Names): boolean {
  const calls = names.within(body).filter((node) => node.type === "CallExpression");
  return calls.length > 0 && calls.every((call) => timerCalls.has(calledName(call))) && !names.within(body).some((node) => node.type === "AssignmentExpression");
}

/** True for a body that does nothing at all with its entry: `void resolve`. */
function isLeft(body: Node, names: Names): boolean {
  return names.within(isFunction(body) ? body.body : body).every(({ type }) => !/^(?:Call|New|Await|Yield|Assignment|Update|TaggedTemplate)Expression$|^(?:Throw|Return|Break)Statement$|Function/.test(type));
}

/** True where an end that stands inside the executor calls the executor's own function: what is kept is another name for it. */
export function isSettledByName({ waiter: { executor } }: Stored, end: FunctionNode, names: Names): boolean {
  if (!executor || !isInside(end, executor)) return false;
  const own = executor.params.map((parameter) => parameterName(parameter)?.name);
  return names.within(end.body).some((node) => {
    const variable = node.type === "Identifier" && node.parent.type === "CallExpression" && own.includes(node.name) ? names.scopes.variableOf(node) : undefined;
    return variable?.defs[0]?.node === executor;
  });
}

/** True for a method that only its own class can call, where each call stands behind one that settles the entry, or behind the wait itself. */
export function isSettledByCallers(end: FunctionNode, places: readonly string[], stored: readonly Stored[], names: Names): boolean {
  const method = end.parent;
  if (method.type !== "MethodDefinition" || (method.key.type !== "PrivateIdentifier" && method.accessibility !== "private")) return false;
  const calls = names.calls.filter((call) => names.functionOf(call.callee) === end);
  return calls.length > 0 && calls.every((call) => {
    const around = outermost(call);
    const before = around ? names.within(around).filter(({ range }) => range[1] <= call.range[0]) : [];
    const settles = (node: Node) => node.type === "CallExpression" && places.includes(names.placeOf(node.callee) ?? "");
    const isWaited = stored.some(({ at }) => around && isInside(at, around) && before.some((node) => node.type === "AwaitExpression" && node.range[0] > at.range[1]));
    return isWaited || before.some(settles);
  });
}

/** True where the same entry is put into another collection, too: whoever takes it out there may settle it. */
export function isKeptElsewhere({ at, value }: Stored, place: string, names: Names): boolean {
  const variable = value.type === "Identifier" ? names.scopes.variableOf(value) : undefined;
  return variable !== undefined && variable.references.some(({ identifier }) => {
    const other = storingOf(identifier);
    // Of two branches one alone puts it in.
    const stored = other && other !== at && !excludes(at, other) ? storedBy(other) : undefined;
    return stored !== undefined && stored.how !== "slot" && stored.value === identifier && names.placeOf(stored.collection) !== place;
  });
}

/** The call or assignment that puts a value into a collection. */
function storingOf(value: Node): Node | undefined {
  for (let node: Node | undefined = value; node && !isFunction(node); node = node.parent) if (storedBy(node)) return node;
  return undefined;
}

/** True if who waits is told in another way: raced, rejected by a timer that goes on, or by a listener. */
export function isToldOtherwise({ waiter, at }: Stored, clearsTimers: boolean, place: string, names: Names): boolean {
  const around = outermost(at);
  if (!around) return false;
  const rejecter = waiter.executor?.params[1] && parameterName(waiter.executor.params[1])?.name;
  return names.within(around).some((node) => {
    if (node.type !== "CallExpression") return false;
    if (isPromiseCall(node, "race") || limitOf(node, names)) return true;
    const name = calledName(node);
    const isTimer = armedIn(node) === node;
    if (!isTimer && !attachMethods.has(name)) return false;
    const parts = node.arguments.flatMap((argument) => [...names.within(argument)]);
    const rejects = parts.some((each) => each.type === "Identifier" && (rejecter === undefined ? /^reject$|^cb$|^callback$/.test(each.name) || each.name === waiter.callback : each.name === rejecter) && !isName(each));
    if (!rejects || (isTimer && clearsTimers)) return false;
    // A timer that first looks for the entry finds none.
    return !parts.some((each) => each.type === "IfStatement" && names.within(each.test).some((part) => names.placeOf(part) === place));
  });
}
