import { type CallNode, type Node, calledName, isFunction, isInside, literalText, parameterName, textBeginning, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { ackWords, deliveryPrefixes, deliveryVerbs, endEvents, endVerbs, httpMethods, httpSends, queueNames } from "../contracts/deliveries.js";
import { isIdle, isIdleHandler } from "../idle.js";
import { type Names, dottedName, isPromiseCall, receiverOf } from "../names.js";
import { optionOf } from "../options.js";
import { firstWord } from "../words.js";
import { functionAround } from "../order.js";

/** True for a call that hands something over, by its name. */
export function isDelivery(call: CallNode, names: Names): boolean {
  if (call.type !== "CallExpression") return false;
  const name = calledName(call);
  const written = dottedName(call.callee) ?? "";
  if (written.startsWith("Promise.") || written.startsWith("Object.")) return false;
  const row = httpSends.find((each) => each.names.includes(written));
  if (row) return row.byMethod ? hasMethod(call, names) : true;
  const verb = firstWord(name);
  if (endVerbs.has(verb)) return false;
  if (isDeliveryName(name)) return true;
  const receiver = receiverOf(call);
  return verb === "add" && receiver !== undefined && queueNames.test((dottedName(receiver) ?? "").replace(/^.*\./, ""));
}

/** True for a name whose first word, or the word behind `force` and the like, is a verb of delivery. */
export function isDeliveryName(name: string): boolean {
  return isNamedFor(name, deliveryVerbs);
}

/** The same for any verbs. */
export function isNamedFor(name: string, verbs: ReadonlySet<string>): boolean {
  const verb = firstWord(name);
  if (verbs.has(verb)) return true;
  return deliveryPrefixes.has(verb) && verbs.has(firstWord(name.replace(/^[_#$]+/, "").slice(verb.length)));
}

function hasMethod(call: CallNode, names: Names): boolean {
  return call.arguments.some((argument) => {
    const method = optionOf(names.valueOf(argument), ["method"]);
    return method !== undefined && method !== "spread" && httpMethods.has((literalText(method) ?? "").toUpperCase());
  });
}

/** The delivery a promise is of, or that it acknowledges; undefined where there is none, or where somebody else watches it. */
export function deliveryIn(node: Node, limited: Node, names: Names, depth = 0): CallNode | undefined {
  if (depth > 6) return undefined;
  const inner = unwrap(node);
  if (inner.type === "Identifier") {
    if (isWatchedElsewhere(inner, limited, names)) return undefined;
    const value = names.valueOf(inner);
    return value === inner ? undefined : deliveryIn(value, limited, names, depth + 1);
  }
  if (isFunction(inner)) return inner.params.length === 0 ? deliveryInBody(inner, names) : undefined;
  if (inner.type === "NewExpression") return inExecutor(inner, names) ?? acknowledged(inner, limited, names);
  if (inner.type !== "CallExpression") return undefined;
  if (isPromiseCall(inner, "resolve", "try") && inner.arguments[0]) return deliveryIn(inner.arguments[0], limited, names, depth + 1);
  const chained = /^(?:then|catch|finally)$/.exec(calledName(inner)) ? receiverOf(inner) : undefined;
  if (chained) return calledName(inner) === "then" && inner.arguments.some((handler) => isMark(handler, names)) ? undefined : deliveryIn(chained, limited, names, depth + 1);
  if (isPromiseCall(inner, "all", "allSettled")) return inAll(inner, limited, names, depth) ?? acknowledged(inner, limited, names);
  if (isFunction(unwrap(inner.callee))) return deliveryInBody(unwrap(inner.callee), names);
  if (isDelivery(inner, names)) return isKept(inner) ? undefined : inner;
  return acknowledged(inner, limited, names);
}

/** A handler that does something once the delivery is made: assigns, or takes the payload from its queue. */
function isMark(handler: Node, names: Names): boolean {
  const fn = names.functionOf(handler);
  return fn ? !isIdle(fn) : !isIdleHandler(handler, names);
}

/** True if the payload stays where it is until it is delivered: `queue[0]`, `queue.peek()`. */
function isKept(call: CallNode): boolean {
  return call.arguments.some((argument) => {
    const inner = unwrap(argument);
    if (inner.type === "MemberExpression") return inner.computed && inner.property.type === "Literal" && inner.property.value === 0;
    return inner.type === "CallExpression" && /^(?:peek|front|head|at|first)$/.test(calledName(inner));
  });
}

/** True if a promise with a name is read outside the race, too: awaited later, returned, looked at. */
function isWatchedElsewhere(identifier: Node, limited: Node, names: Names): boolean {
  const variable = names.scopes.variableOf(identifier);
  return (variable?.references ?? []).some(({ identifier: read, init }) => {
    if (init === true || isInside(read, limited)) return false;
    const call = wrapped((read as Node).parent ?? (read)).parent;
    const isSilenced = call?.type === "CallExpression" && calledName(call) === "catch" && call.arguments.every((handler) => isIdleHandler(handler, names));
    return !isSilenced;
  });
}

/** `Promise.all(items.map((item) => send(item)))`, `Promise.all([send(a), send(b)])`. */
function inAll(call: CallNode, limited: Node, names: Names, depth: number): CallNode | undefined {
  const all = call.arguments[0] && names.valueOf(call.arguments[0]);
  if (all?.type === "ArrayExpression") {
    const found = all.elements.map((element) => element && element.type !== "SpreadElement" ? deliveryIn(element, limited, names, depth + 1) : undefined);
    return found.find((each) => each !== undefined);
  }
  const [mapper] = all?.type === "CallExpression" && calledName(all) === "map" ? all.arguments : [];
  const fn = mapper && names.functionOf(mapper);
  return fn ? deliveryInBody(fn, names) : undefined;
}

/** A delivery that a short function makes and gives or awaits, if it does nothing to remember it. */
function deliveryInBody(fn: Node, names: Names): CallNode | undefined {
  if (!isFunction(fn)) return undefined;
  const own = names.within(fn.body, true);
  if (own.some((node) => node.type === "AssignmentExpression" || node.type === "UpdateExpression")) return undefined;
  return own.find((node): node is CallNode => {
    if (node.type !== "CallExpression" || !isDelivery(node, names) || isKept(node)) return false;
    const { parent } = wrapped(node);
    return wrapped(node) === fn.body || parent?.type === "AwaitExpression" || parent?.type === "ReturnStatement";
  });
}

/** `new Promise((resolve) => channel.publish(x, resolve))`: a delivery that calls back. */
function inExecutor(promise: CallNode, names: Names): CallNode | undefined {
  const executor = promise.arguments[0] && unwrap(promise.arguments[0]);
  const resolve = isFunction(executor) && executor.params[0] ? parameterName(executor.params[0])?.name : undefined;
  if (!isFunction(executor) || resolve === undefined || dottedName(promise.callee) !== "Promise") return undefined;
  return names.within(executor.body, true).find((node): node is CallNode => {
    if (node.type !== "CallExpression" || !isDelivery(node, names)) return false;
    return node.arguments.some((argument) => names.within(argument).some((part) => part.type === "Identifier" && part.name === resolve));
  });
}

/**
 * The delivery, made before in the same body, that a wait for an event acknowledges: on the same object by an event that is no end, on another
 * one by an event that is named for it.
 * A function named `flush` or `drain` waits for what was handed over before.
 */
function acknowledged(wait: CallNode, limited: Node, names: Names): CallNode | undefined {
  const fn = functionAround(limited);
  if (!fn) return undefined;
  const name = nameOf(fn);
  if (/^(?:flush|drain)$/.test(firstWord(name ?? "")) && wait.type === "CallExpression" && !endVerbs.has(firstWord(calledName(wait)))) return wait;
  const awaited = eventIn(wait, names);
  if (!awaited || endEvents.has(awaited.event) || awaited.event === "drain") return undefined;
  const isAck = ackWords.has(firstWord(awaited.event));
  return names.within(fn.body, true).find((node): node is CallNode => {
    if (node.type !== "CallExpression" || node.range[1] > limited.range[0] || !isDelivery(node, names)) return false;
    const receiver = receiverOf(node);
    return receiver !== undefined && (isAck || dottedName(receiver) === awaited.emitter) && wrapped(node).parent?.type === "ExpressionStatement";
  });
}

/** The event that a promise waits for: `once(socket, "ack")`, or an executor that attaches `resolve`. */
function eventIn(wait: CallNode, names: Names): { readonly emitter: string | undefined; readonly event: string } | undefined {
  if (wait.type === "CallExpression") {
    const from = names.exportOf(wait.callee);
    const [emitter, event] = wait.arguments;
    const isOnce = from ? from.name === "once" || from.module === "p-event" : calledName(wait) === "once";
    const name = isOnce ? eventNamed(event) : undefined;
    return emitter && name !== undefined ? { emitter: dottedName(emitter), event: name } : undefined;
  }
  const executor = wait.arguments[0] && unwrap(wait.arguments[0]);
  if (!isFunction(executor)) return undefined;
  for (const node of names.within(executor.body, true)) {
    if (node.type !== "CallExpression" || !attachMethods.has(calledName(node))) continue;
    const receiver = receiverOf(node);
    const event = eventNamed(node.arguments[0]);
    if (receiver && event !== undefined) return { emitter: dottedName(receiver), event };
  }
  return undefined;
}

/** The name of an event, or what it begins with: `ack:` of `ack:${id}`. */
function eventNamed(node: Node | undefined): string | undefined {
  return textBeginning(node);
}

/** The name a function is declared, kept or called by as a member. */
export function nameOf(fn: Node): string | undefined {
  if (!isFunction(fn)) return undefined;
  if (fn.id) return fn.id.name;
  const { parent } = fn;
  if (parent.type === "VariableDeclarator" && parent.id.type === "Identifier") return parent.id.name;
  if (parent.type === "MethodDefinition" || parent.type === "Property" || parent.type === "PropertyDefinition") {
    return parent.key.type === "Identifier" || parent.key.type === "PrivateIdentifier" ? parent.key.name : undefined;
  }
  return parent.type === "AssignmentExpression" ? dottedName(parent.left)?.replace(/^.*\./, "") : undefined;
}
