import { type CallNode, type FunctionNode, type Node, calledName, isInside, unwrap, wrapped } from "../ast.js";
import { deliveryVerbs, flushingVerbs, keepingEnds, endVerbs } from "../contracts/deliveries.js";
import { type Names, dottedName } from "../names.js";
import { armedIn } from "../timers.js";
import { firstWord } from "../words.js";
import { nameOf } from "./payloads.js";
import { isName } from "./uses.js";

/** A timer that an end clears, of which the callback alone would have sent what is buffered. */
export interface Unflushed {
  readonly node: Node;
  /** What would send it: a method of the same class. */
  readonly flush: string;
  readonly buffer: Node;
  readonly timer: Node;
}

/** Ends that clear a timer whose callback flushes a buffer, and neither flush it themselves nor look at it. */
export function unflushedAtEnds(names: Names): readonly Unflushed[] {
  return names.calls.flatMap((cleared): Unflushed[] => {
    const [handle] = cleared.arguments;
    const end = methodAround(cleared);
    const place = handle && names.placeOf(handle);
    if (!/^clear(?:Timeout|Interval)$/.test(calledName(cleared)) || place === undefined || !end || !isEnd(end)) return [];
    const timers = names.calls.filter((call) => armedIn(call) === call && isKeptIn(call, place, names));
    const [timer, ...others] = timers;
    const flush = timer && others.length === 0 ? flushOf(timer, names) : undefined;
    const buffer = flush && bufferOf(flush, names);
    const name = flush && nameOf(flush);
    if (!timer || !flush || !buffer || name === undefined || flush.parent.parent !== end.parent.parent) return [];
    const bufferPlace = names.placeOf(buffer);
    // Who empties or looks at it knows what is lost.
    if (bufferPlace === undefined || reaches(end, flush, bufferPlace, names, 0)) return [];
    return [{ node: cleared, flush: name, buffer, timer }];
  });
}

function methodAround(node: Node): FunctionNode | undefined {
  for (let at: Node | undefined = node.parent; at; at = at.parent) if ((at.type === "FunctionExpression" || at.type === "ArrowFunctionExpression") && (at.parent.type === "MethodDefinition" || at.parent.type === "PropertyDefinition")) return at;
  return undefined;
}

function isEnd(fn: FunctionNode): boolean {
  const verb = firstWord(nameOf(fn) ?? "");
  return endVerbs.has(verb) && !keepingEnds.has(verb);
}

/** `this.timer = setTimeout(…)` */
function isKeptIn(call: CallNode, place: string, names: Names): boolean {
  const { parent } = wrapped(call);
  return parent?.type === "AssignmentExpression" && parent.right === wrapped(call) && names.placeOf(parent.left) === place;
}

/** The method that is all that the timer runs. */
function flushOf(timer: CallNode, names: Names): FunctionNode | undefined {
  const callback = timer.arguments[0] && names.functionOf(timer.arguments[0]);
  if (!callback) return undefined;
  if (flushingVerbs.has(firstWord(nameOf(callback) ?? ""))) return callback;
  const calls = names.within(callback.body).filter((node): node is CallNode => node.type === "CallExpression");
  const found = calls.length === 1 && calls[0] ? names.functionOf(calls[0].callee) : undefined;
  return found && flushingVerbs.has(firstWord(nameOf(found) ?? "")) ? found : undefined;
}

/** What a function hands over and then makes anew: `send(this.buffer); this.buffer = []`. */
function bufferOf(flush: FunctionNode, names: Names): Node | undefined {
  const nodes = names.within(flush.body);
  const resets = nodes.filter((node) => node.type === "AssignmentExpression" && node.operator === "=" && (dottedName(node.left) ?? "").startsWith("this.") && /^(?:ArrayExpression|ObjectExpression|Literal|NewExpression)$/.test(unwrap(node.right).type));
  for (const reset of resets) {
    if (reset.type !== "AssignmentExpression") continue;
    const place = names.placeOf(reset.left);
    const sent = nodes.some((node) => node.type === "CallExpression" && deliveryVerbs.has(firstWord(calledName(node))) && node.arguments.some((argument) => names.within(argument).some((each) => !isName(each) && names.placeOf(each) === place)));
    if (sent && place !== undefined) return reset.left;
  }
  return undefined;
}

/** True if a function, or one of the file that it calls, flushes, or names the buffer. */
function reaches(fn: FunctionNode, flush: FunctionNode, place: string, names: Names, depth: number): boolean {
  return names.within(fn).some((node) => {
    if ((node.type === "MemberExpression" || node.type === "Identifier") && !isName(node) && names.placeOf(node) === place) return true;
    if (node.type !== "CallExpression" || depth > 2) return false;
    const called = names.functionOf(node.callee);
    if (called === flush || flushingVerbs.has(firstWord(calledName(node)))) return true;
    return called !== undefined && called !== fn && !isInside(called, fn) && reaches(called, flush, place, names, depth + 1);
  });
}
