import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, isFunction, literalText, nameOfThing, unwrap } from "../ast.js";
import { asksToBegin, effectVerbs, localEmitters, namesEffect, saysEffect, saysLoss, saysPageLoads, saysStartComplete, sendVerbs } from "../contracts/effects.js";
import { type Scopes, onlyValueOf } from "../scopes.js";
import { wordsOf } from "../words.js";
import type { Remark } from "./remarks.js";

/** True for a call that, by its name, sends or changes something. */
export function isEffect(call: CallNode): boolean {
  const [verb = ""] = wordsOf(calledName(call));
  return effectVerbs.has(verb);
}

/** What the other side is asked to begin, if it is asked: `ws.send(JSON.stringify({ type: "subscribe" }))`, `socket.emit("join", room)`. */
export function asksOtherSide(call: CallNode, scopes: Scopes): "subscription" | "session" | undefined {
  const [verb = ""] = wordsOf(calledName(call));
  if (call.type !== "CallExpression" || !sendVerbs.has(verb) || isOfThisProcess(call)) return undefined;
  for (const asked of ["subscription", "session"] as const) if (call.arguments.some((argument) => saysBegin(argument, asksToBegin[asked], scopes, 0))) return asked;
  return undefined;
}

/** `bus.emit("user:join")`: by its name, what tells only listeners of this process. */
function isOfThisProcess({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === "MemberExpression" && localEmitters.test(nameOfThing(callee.object));
}

function saysBegin(node: Node, verbs: ReadonlySet<string>, scopes: Scopes, depth: number): boolean {
  const inner = unwrap(node);
  // `JSON.stringify(request) + "\n"`
  if (inner.type === "BinaryExpression") return saysBegin(inner.left, verbs, scopes, depth);
  const message = depth > 0 ? onlyValueOf(inner, scopes) : undefined;
  if (message && unwrap(message).type === "ObjectExpression") return saysBegin(message, verbs, scopes, depth);
  const text = literalText(inner);
  // `"subscribe"`, `"subscribe-chat"`, `"event:subscribe"`
  if (text !== undefined) return wordsOf(text).length <= 3 && (verbs.has(wordsOf(text)[0] ?? "") || (verbs === asksToBegin.subscription && /[:./-](?:subscribe|join)$/.test(text)));
  // `{ subscribe: [{ path: "*" }] }`, `{ type: "subscribe" }`
  if (inner.type === "ObjectExpression") {
    return inner.properties.some((property) => property.type === "Property" && ((property.key.type === "Identifier" && verbs.has(property.key.name) && property.key.name === "subscribe") || (literalText(property.value) !== undefined && saysBegin(property.value, verbs, scopes, depth))));
  }
  return inner.type === "CallExpression" && depth < 2 && inner.arguments.some((argument) => !isFunction(argument) && saysBegin(argument, verbs, scopes, depth + 1));
}

/** True for a call on the page of a browser: `page.click(".submit")`. */
function isOnPage(call: CallNode): boolean {
  return call.callee.type === "MemberExpression" && wordsOf(nameOfThing(call.callee.object)).at(-1) === "page";
}

/**
 * True if what is said of a time may as well be said of the effect of something: something was sent or changed last, and the words are
 * those of effects; or the words alone are.
 */
export function isForEffect(remark: Remark, last: CallNode | undefined, isBehindStart: boolean): boolean {
  const text = remark.text.replace(saysStartComplete, "").replace(saysLoss, "");
  const isWorded = saysEffect.test(text);
  // A page that has been acted on may load another.
  if (last && isEffect(last) && saysPageLoads.test(text) && isOnPage(last)) return false;
  if (last && isEffect(last)) return !remark.isPlain || namesEffect.test(text);
  return isWorded && !remark.isPlain && !isBehindStart;
}
