import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, isFunction, keyName, unwrap, wrapped } from "../ast.js";
import { effectTimeouts, limitedSends, streamTimeouts } from "../contracts/deliveries.js";
import { isIdle } from "../idle.js";
import { type Names, receiverOf } from "../names.js";
import { type Fate, fateOf } from "./fate.js";
import { isDelivery } from "./payloads.js";

/** A delivery whose limit of time is part of a chain: `.timeout(ms).emit(…)`, `pipe(timeout(…))`, `pipe(Effect.timeout(…))`. */
export interface LostInChain {
  readonly node: Node;
  readonly delivery: CallNode;
  readonly delay: Node | undefined;
  readonly kind: "errorUnread" | "swallowed" | "emptied";
  /** The option that lets the stream go on without what was lost. */
  readonly option?: TSESTree.Property;
  /** What becomes of the promise, where it is one. */
  readonly fate?: Fate;
}

export function lostInChains(names: Names): readonly LostInChain[] {
  return names.calls.flatMap((call) => limitedSend(call, names) ?? limitedPipe(call, names) ?? []);
}

/** Socket.IO: `socket.timeout(ms).emit("event", x, callback)` whose callback does not look at its error; `emitWithAck` whose rejection is swallowed. */
function limitedSend(call: CallNode, names: Names): LostInChain | undefined {
  const told = limitedSends[calledName(call)];
  const receiver = receiverOf(call);
  const limit = receiver && unwrap(receiver);
  if (told === undefined || limit?.type !== "CallExpression" || calledName(limit) !== "timeout" || call.arguments.length < 2) return undefined;
  const delay = limit.arguments[0];
  if (told === "promise") {
    const fate = fateOf(call, names);
    return fate.failure === "swallowed" && fate.value === "unused" ? { node: call, delivery: call, delay, kind: "swallowed", fate } : undefined;
  }
  const last = call.arguments.at(-1);
  const callback = last && names.functionOf(last);
  if (!callback || !isErrorUnread(callback, names)) return undefined;
  return { node: call, delivery: call, delay, kind: "errorUnread" };
}

function isErrorUnread(callback: ReturnType<Names["functionOf"]> & object, names: Names): boolean {
  const [error] = callback.params;
  if (!error) return !names.within(callback).some((node) => node.type === "Identifier" && node.name === "arguments");
  const variable = error.type === "Identifier" ? names.scopes.variableOf(error) : undefined;
  return variable !== undefined && !variable.references.some((reference) => reference.isRead());
}

function limitedPipe(call: CallNode, names: Names): LostInChain | undefined {
  if (calledName(call) !== "pipe") return undefined;
  const receiver = receiverOf(call);
  const isMethod = receiver !== undefined && names.exportOf(call.callee) === undefined;
  const [source, ...operators] = isMethod ? [receiver, ...call.arguments] : call.arguments;
  const delivery = source && sourceDelivery(source, names);
  return delivery && (emptied(call, delivery, operators, names) ?? ignoredEffect(call, delivery, operators, names));
}

/** The delivery that a stream or an effect is made of. */
function sourceDelivery(source: Node, names: Names): CallNode | undefined {
  const inner = unwrap(source);
  if (inner.type !== "CallExpression") return undefined;
  if (isDelivery(inner, names)) return inner;
  const from = names.exportOf(inner.callee);
  const [argument] = inner.arguments;
  return from && argument && /^(?:from|defer|promise|tryPromise|Effect\.promise|Effect\.tryPromise)$/.test(from.name) ? deliveryOf(argument, names) : undefined;
}

function deliveryOf(argument: Node, names: Names): CallNode | undefined {
  const inner = unwrap(argument);
  const body = isFunction(inner) ? unwrap(inner.body) : inner;
  return body.type === "CallExpression" && isDelivery(body, names) ? body : undefined;
}

/** RxJS: a limit whose `with` gives an empty stream, or whose error is caught into one. */
function emptied(call: CallNode, delivery: CallNode, operators: readonly Node[], names: Names): LostInChain | undefined {
  const calls = operators.flatMap((operator) => {
    const inner = unwrap(operator);
    const from = inner.type === "CallExpression" ? names.exportOf(inner.callee) : undefined;
    return inner.type === "CallExpression" && from && (streamTimeouts.from as readonly string[]).includes(from.module) ? [{ operator: inner, name: from.name }] : [];
  });
  const at = calls.findIndex(({ name }) => (streamTimeouts.limits as readonly string[]).includes(name));
  const limit = calls[at]?.operator;
  if (!limit) return undefined;
  const [given, second] = limit.arguments;
  const object = given && unwrap(given);
  const option = object?.type === "ObjectExpression" ? object.properties.find((property): property is TSESTree.Property => property.type === "Property" && keyName(property) === streamTimeouts.with) : undefined;
  const found = { node: limit, delivery, delay: given, kind: "emptied" } as const;
  if (option) return isEmptyStream(option.value, names) ? { ...found, delay: undefined, option } : undefined;
  if (second) return isEmptyStream(second, names) ? found : undefined;
  const caught = calls.slice(at + 1).find(({ name }) => name === streamTimeouts.catches);
  const handler = caught?.operator.arguments[0];
  return handler && isEmptyStream(handler, names) ? found : undefined;
}

/** `EMPTY`, `() => EMPTY`, `() => of()`. */
function isEmptyStream(node: Node, names: Names): boolean {
  const inner = unwrap(node);
  const value = isFunction(inner) ? unwrap(inner.body) : inner;
  const made = value.type === "CallExpression" ? value : undefined;
  const from = names.exportOf(made ? made.callee : value);
  return from !== undefined && (streamTimeouts.nothing as readonly string[]).includes(from.name) && (made?.arguments.length ?? 0) <= 1 && (made?.arguments[0] === undefined || made.arguments[0].type !== "SpreadElement");
}

/** Effect: a limit whose failure is ignored, or that gives an option nobody reads. */
function ignoredEffect(call: CallNode, delivery: CallNode, operators: readonly Node[], names: Names): LostInChain | undefined {
  const steps = operators.flatMap((operator) => {
    const inner = unwrap(operator);
    const from = names.exportOf(inner.type === "CallExpression" ? inner.callee : inner);
    return from && (effectTimeouts.from as readonly string[]).includes(from.module) ? [{ inner, name: from.name.replace(/^Effect\./, "") }] : [];
  });
  const at = steps.findIndex(({ name }) => [...effectTimeouts.fails, ...effectTimeouts.fulfils].includes(name as never));
  const limit = steps[at];
  if (!limit || steps.length !== operators.length) return undefined;
  const isUnread = fateOfYield(call);
  const isFulfilled = (effectTimeouts.fulfils as readonly string[]).includes(limit.name);
  const swallower = steps.slice(at + 1).find(({ name, inner }) => (effectTimeouts.swallows as readonly string[]).includes(name) || (/^catchAll/.test(name) && isIdleCall(inner)));
  if (!isUnread || (!isFulfilled && !swallower)) return undefined;
  const delay = limit.inner.type === "CallExpression" ? limit.inner.arguments[0] : undefined;
  return { node: call, delivery, delay, kind: "swallowed" };
}

function isIdleCall(node: Node): boolean {
  const [handler] = node.type === "CallExpression" ? node.arguments : [];
  const fn = handler && unwrap(handler);
  return isFunction(fn) && isIdle(fn);
}

/** `yield* effect` as a statement: its value is dropped. */
function fateOfYield(call: Node): boolean {
  const { parent } = wrapped(call);
  return parent?.type === "YieldExpression" && parent.delegate && parent.parent.type === "ExpressionStatement";
}
