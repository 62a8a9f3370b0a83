import { type CallNode, type Node, isFunction, literalText, unwrap } from "../ast.js";
import { asksToBegin, effectVerbs, saysEffect, sendVerbs } from "../contracts/effects.js";
import { wordsOf } from "./delays.js";
import { calledName } from "./order.js";
import type { Remark } from "./remarks.js";

/** True for a call that, by its name, sends or changes something. */
export function isEffect(call: CallNode): boolean {
  const [verb = ""] = wordsOf(calledName(call));
  return effectVerbs.has(verb);
}

/** `ws.send(JSON.stringify({ type: "subscribe" }))`, `socket.emit("join", room)`: the other side is asked to begin something. */
export function asksOtherSide(call: CallNode): boolean {
  const [verb = ""] = wordsOf(calledName(call));
  return call.type === "CallExpression" && sendVerbs.has(verb) && call.arguments.some((argument) => saysBegin(argument, 0));
}

function saysBegin(node: Node, depth: number): boolean {
  const inner = unwrap(node);
  if (literalText(inner) !== undefined) return asksToBegin.test(literalText(inner) ?? "");
  // `{ subscribe: [{ path: "*" }] }`, `{ type: "subscribe" }`
  if (inner.type === "ObjectExpression") {
    return inner.properties.some((property) => property.type === "Property" && ((property.key.type === "Identifier" && property.key.name === "subscribe") || (literalText(property.value) !== undefined && saysBegin(property.value, depth))));
  }
  return inner.type === "CallExpression" && depth < 2 && inner.arguments.some((argument) => !isFunction(argument) && saysBegin(argument, depth + 1));
}

/**
 * True if what is said of a time may as well be said of the effect of something: something was sent or changed last, and the words are
 * those of effects; or the words alone are.
 */
export function isForEffect(remark: Remark, last: CallNode | undefined, isBehindStart: boolean): boolean {
  const isWorded = saysEffect.test(remark.text);
  if (last && isEffect(last)) return isWorded || !remark.isPlain;
  return isWorded && !remark.isPlain && !isBehindStart;
}
