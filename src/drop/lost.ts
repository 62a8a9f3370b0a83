import { type CallNode, type Node, calledName, isFunction } from "../ast.js";
import { isIdleHandler } from "../idle.js";
import { type Names, dottedName, receiverOf } from "../names.js";
import { assertingNames } from "../contracts/deliveries.js";
import { isLeftLookedAt } from "./asked.js";
import { type Fate, fateOf } from "./fate.js";
import { type Limit, limitOf } from "./limits.js";
import { deliveryIn } from "./payloads.js";
import { functionAround } from "../order.js";

/** A delivery that a timer may win against without anybody learning of it. */
export interface LostRace {
  readonly limit: Limit;
  readonly delivery: CallNode;
  readonly fate: Fate;
  /** `ignored`: the timer fulfils and nobody looks who won. `swallowed`: it rejects, and the rejection goes nowhere. */
  readonly kind: "ignored" | "swallowed";
}

/** The deliveries of a file that are given up after a while, silently. */
export function lostRaces(names: Names): readonly LostRace[] {
  const found: LostRace[] = [];
  for (const call of names.calls) {
    const limit = limitOf(call, names);
    if (!limit || limit.raced.length === 0) continue;
    const fate = fateOf(call, names);
    const kind = fate.value === "used" ? undefined : limit.settles === "fulfils" ? "ignored" : fate.failure === "swallowed" ? "swallowed" : undefined;
    const delivery = kind && deliveryOf(limit, names);
    if (kind && delivery && !isAskedAfterwards(limit, delivery, names) && !isLeftLookedAt(call, delivery, names)) found.push({ limit, delivery, fate, kind });
  }
  return found;
}

function deliveryOf({ raced, call, kind }: Limit, names: Names): CallNode | undefined {
  if (kind === "choice") return call;
  for (const each of raced) {
    const delivery = deliveryIn(each, call, names);
    if (delivery) return delivery;
  }
  return undefined;
}

/** True if the code asks behind it, or in the condition of a loop around it, how things stand: of the object that was delivered to, or in a test. */
function isAskedAfterwards({ call }: Limit, delivery: CallNode, names: Names): boolean {
  const fn = functionAround(call);
  const body = fn ? fn.body : names.sourceCode.ast;
  const receiver = receiverOf(delivery);
  const path = receiver && dottedName(receiver);
  const isAsked = (node: Node) => path !== undefined && path !== "this" && names.within(node).some((part) => dottedName(part) === path);
  for (let at: Node | undefined = call.parent; at && !isFunction(at); at = at.parent) {
    if ((at.type === "WhileStatement" || at.type === "DoWhileStatement" || at.type === "ForStatement") && at.test && isAsked(at.test)) return true;
  }
  return names.within(body, true).some((node) => {
    if (node.range[0] < call.range[1]) return false;
    switch (node.type) {
      case "IfStatement":
      case "ConditionalExpression":
      case "WhileStatement":
        return isAsked(node.test);
      case "ReturnStatement":
        return node.argument !== null && isAsked(node.argument);
      case "CallExpression":
        return isAssertion(node);
      default:
        return false;
    }
  });
}

/** `expect(…)`, `assert.equal(…)`, `t.is(…)`. */
export function isAssertion(call: CallNode): boolean {
  const root = (dottedName(call.callee) ?? "").split(".")[0] ?? "";
  return assertingNames.test(root);
}

/** True if a `catch` handler, given by position, does nothing. */
export function isSilenced(call: CallNode, names: Names): boolean {
  return calledName(call) === "catch" && call.arguments.length > 0 && call.arguments.every((handler) => isIdleHandler(handler, names));
}
