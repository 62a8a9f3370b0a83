import { type FunctionNode, type Node, calledName, isFunction, memberName, unwrap } from "../ast.js";
import { attachMethods, exits } from "../contracts/calls.js";
import { endEvents, endVerbs, incomingEvents } from "../contracts/deliveries.js";
import { type Names, dottedName, receiverOf } from "../names.js";
import { endsByThrow } from "../telling.js";
import { firstWord } from "../words.js";
import { type Left, collectionOf, isEndHandler, isTakenWhole, mentions } from "./left.js";
import { isRemovalByKey, isToldOtherwise } from "./uses.js";
import { isFlat, waitingIn } from "./waiting.js";

/** A listener, and what it listens to. */
interface Hearing {
  readonly emitter: Node;
  readonly event: string;
  readonly fn: FunctionNode;
}

/**
 * Collections whose entries are taken out by a listener of what comes in, where another listener, of an end of the same thing, ends it for good:
 * nothing answers those who still wait, and no code that runs at an end knows of them.
 */
export function endedAnswerers(names: Names): readonly Left[] {
  const heard = hearingsIn(names);
  const incoming = heard.filter(({ event }) => incomingEvents.has(event));
  const ended = heard.filter(({ event }) => endEvents.has(event));
  if (incoming.length === 0 || ended.length === 0) return [];
  return [...waitingIn(names)].flatMap(([place, stored]): Left[] => {
    const [first] = stored;
    if (!first || stored.some((each) => !isFlat(each) || each.how === "array" || each.waiter.kind === "callback")) return [];
    const answers = incoming.filter(({ fn }) => names.within(fn).some((node) => isRemovalByKey(node, place, names)));
    const pairs = answers.flatMap((answer) => ended.filter((end) => isSame(answer.emitter, end.emitter, names)));
    // Nobody waits any more.
    if (pairs.some(({ fn }) => endsProcess(fn, names))) return [];
    const node = pairs.flatMap(({ emitter, fn }) => endingOf(emitter, fn, names) ?? [])[0];
    const collection = node && collectionOf(first, names, place);
    if (!node || !collection || stored.some((each) => isToldOtherwise(each, false, place, names)) || isTakenWhole(place, names)) return [];
    const ends = names.nodes.filter((each): each is FunctionNode => isFunction(each) && isEndHandler(each));
    return [...ends, ...ended.map(({ fn }) => fn)].some((fn) => mentions(fn, place, names, 0)) ? [] : [{ node, collection, stored }];
  });
}

/** True for a listener that ends the process, or throws where nobody catches it. */
function endsProcess(fn: FunctionNode, names: Names): boolean {
  return endsByThrow(fn) || names.within(fn).some((node) => node.type === "CallExpression" && exits.has(dottedName(node.callee) ?? ""));
}

/** The listeners of a file: `x.on("message", fn)`, `x.onmessage = fn`. */
function hearingsIn(names: Names): readonly Hearing[] {
  return names.changes.flatMap((node): Hearing[] => {
    if (node.type === "AssignmentExpression") {
      const target = unwrap(node.left);
      const event = target.type === "MemberExpression" ? /^on([a-z]+)$/.exec(memberName(target) ?? "")?.[1] : undefined;
      const fn = event !== undefined ? names.functionOf(node.right) : undefined;
      return target.type === "MemberExpression" && event !== undefined && fn ? [{ emitter: target.object, event, fn }] : [];
    }
    const emitter = node.type === "CallExpression" && attachMethods.has(calledName(node)) ? receiverOf(node) : undefined;
    if (node.type !== "CallExpression" || !emitter) return [];
    const [event, handler] = node.arguments;
    const fn = handler && names.functionOf(handler);
    return event?.type === "Literal" && fn ? [{ emitter, event: String(event.value), fn }] : [];
  });
}

/** True for two paths that begin with one variable, or with `this`, and go the same way. */
function isSame(a: Node, b: Node, names: Names): boolean {
  const path = names.placeOf(a);
  return path !== undefined && path === names.placeOf(b);
}

/** The call by which a listener ends what it listens to, or what that belongs to, in any case; undefined where it makes a new one. */
function endingOf(emitter: Node, fn: FunctionNode, names: Names): Node | undefined {
  const path = names.placeOf(emitter);
  if (path === undefined || fn.body.type !== "BlockStatement") return undefined;
  for (const statement of fn.body.body) {
    const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
    const receiver = call?.type === "CallExpression" && endVerbs.has(firstWord(calledName(call))) ? receiverOf(call) : undefined;
    const owner = receiver && receiver.type !== "ThisExpression" ? names.placeOf(receiver) : undefined;
    if (call && owner !== undefined && (owner === path || path.startsWith(`${owner}.`))) return call;
  }
  return undefined;
}
