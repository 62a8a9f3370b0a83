import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, isFunction, keyName, parameterName, unwrap } from "../ast.js";
import { type TimeoutHelper, choices, timeoutHelpers, timeoutMethods } from "../contracts/deliveries.js";
import { isIdleHandler } from "../idle.js";
import { type Names, dottedName, isPromiseCall, receiverOf } from "../names.js";
import { optionOf } from "../options.js";
import { armedIn, timerOf } from "../timers.js";

/** A call that lets a timer win against promises. */
export interface Limit {
  readonly call: CallNode;
  /** What may lose. */
  readonly raced: readonly Node[];
  /** What the whole does when time is up. */
  readonly settles: "fulfils" | "rejects";
  readonly delay: Node | undefined;
  /** The timer among the elements of a race. */
  readonly timer?: Node;
  /** What makes a helper fulfil: an option, or a value in its place. */
  readonly fallback?: Node;
  readonly kind: "race" | "helper" | "choice";
}

/** Reads a call as a limit on the time of a promise. */
export function limitOf(call: CallNode, names: Names): Limit | undefined {
  if (call.type !== "CallExpression" || call.arguments.length === 0) return undefined;
  if (isPromiseCall(call, "race")) return raceOf(call, names);
  return choiceOf(call, names) ?? localHelper(call, names) ?? knownHelper(call, names) ?? methodLimit(call);
}

function elementsOf(node: Node | undefined, names: Names): readonly Node[] {
  const list = node && names.valueOf(node);
  return list?.type === "ArrayExpression" ? list.elements.filter((element): element is TSESTree.Expression => element !== null && element.type !== "SpreadElement") : [];
}

function raceOf(call: CallNode, names: Names): Limit | undefined {
  const elements = elementsOf(call.arguments[0], names);
  const timers = elements.map((element) => timerOf(element, names));
  const at = timers.findIndex((timer) => timer !== undefined);
  const timer = timers[at];
  const element = elements[at];
  if (!timer || !element || timers.some((each) => each && each.settles !== timer.settles)) return undefined;
  return { call, raced: elements.filter((_, i) => !timers[i]), settles: timer.settles, delay: timer.delay, timer: element, kind: "race" };
}

/** `alts([[channel, value], timeout(100)])`: the pairs are deliveries. */
function choiceOf(call: CallNode, names: Names): Limit | undefined {
  const from = names.exportOf(call.callee);
  if (!from || !(choices.from as readonly string[]).includes(from.module) || !(choices.names as readonly string[]).includes(from.name)) return undefined;
  const elements = elementsOf(call.arguments[0], names);
  const timer = elements.find((element) => element.type === "CallExpression" && calledName(element) === "timeout");
  return timer?.type === "CallExpression" ? { call, raced: elements.filter((element) => element.type === "ArrayExpression"), settles: "fulfils", delay: timer.arguments[0], timer, kind: "choice" } : undefined;
}

/** What a helper does with one of its parameters. */
interface Helper {
  readonly position: number;
  readonly settles: Limit["settles"];
  readonly delay: Node | undefined;
}

// Looked into once, however often it is called.
const helpers = new WeakMap<FunctionNode, Helper | undefined>();

/** A function of this file that races one of its parameters against a timer. */
function localHelper(call: CallNode, names: Names): Limit | undefined {
  const fn = names.functionOf(call.callee);
  if (fn && !helpers.has(fn)) helpers.set(fn, bodyOfHelper(fn, names));
  const found = fn && helpers.get(fn);
  const promise = found && call.arguments[found.position];
  if (!promise) return undefined;
  const delay = found.delay?.type === "Identifier" ? call.arguments.find((_, i) => i !== found.position) : found.delay;
  return { call, raced: [promise], settles: found.settles, delay, kind: "helper" };
}

function bodyOfHelper(fn: FunctionNode, names: Names): Helper | undefined {
  const positionOf = (node: Node): number => {
    const inner = unwrap(node);
    const named = inner.type === "CallExpression" && inner.arguments.length === 0 ? unwrap(inner.callee) : inner;
    return named.type === "Identifier" ? fn.params.findIndex((parameter) => parameterName(parameter)?.name === named.name) : -1;
  };
  for (const value of returnedBy(fn, names)) {
    if (value.type === "CallExpression" && isPromiseCall(value, "race")) {
      const race = raceOf(value, names);
      const position = race?.raced.map(positionOf).find((each) => each >= 0);
      if (race && position !== undefined) return { position, settles: race.settles, delay: race.delay };
    }
    const limit = value.type === "NewExpression" ? executorLimit(value, names, positionOf) : undefined;
    if (limit) return limit;
  }
  return undefined;
}

/** `new Promise((resolve, reject) => { setTimeout(…); promise.then(resolve, reject); })`. */
function executorLimit(promise: CallNode, names: Names, positionOf: (node: Node) => number): Helper | undefined {
  const executor = promise.arguments[0] && unwrap(promise.arguments[0]);
  if (!isFunction(executor) || executor.body.type !== "BlockStatement" || dottedName(promise.callee) !== "Promise") return undefined;
  const armed = executor.body.body.map(armedIn).find((call) => call !== undefined);
  const chained = names.within(executor.body, true).find((node): node is CallNode => {
    const receiver = node.type === "CallExpression" && calledName(node) === "then" ? receiverOf(node) : undefined;
    return receiver !== undefined && positionOf(receiver) >= 0;
  });
  const receiver = chained && receiverOf(chained);
  const [resolve, reject] = executor.params.map((parameter) => parameterName(parameter)?.name);
  const callback = armed?.arguments[0];
  if (!armed || !receiver || !callback) return undefined;
  const mentions = (name: string | undefined) => name !== undefined && names.within(callback).some((node) => node.type === "Identifier" && node.name === name);
  if (!mentions(resolve) && !mentions(reject)) return undefined;
  return { position: positionOf(receiver), settles: mentions(reject) ? "rejects" : "fulfils", delay: armed.arguments[1] };
}

function returnedBy(fn: FunctionNode, names: Names): Node[] {
  const values = fn.body.type === "BlockStatement" ? names.within(fn.body, true).flatMap((node) => (node.type === "ReturnStatement" && node.argument ? [node.argument] : [])) : [fn.body];
  return values.map((value) => {
    const inner = unwrap(value);
    const awaited = inner.type === "AwaitExpression" ? unwrap(inner.argument) : inner;
    const chained = awaited.type === "CallExpression" && calledName(awaited) === "finally" ? receiverOf(awaited) : undefined;
    return names.valueOf(chained ?? awaited);
  });
}

function knownHelper(call: CallNode, names: Names): Limit | undefined {
  const from = names.exportOf(call.callee);
  const name = calledName(call);
  if (names.functionOf(call.callee)) return undefined;
  const row = timeoutHelpers.find((each) => (each.from ? from !== undefined && each.from.includes(from.module) && each.names.includes(from.name) : each.names.includes(name)));
  const promise = row && call.arguments[row.promise];
  if (!promise) return undefined;
  const delay = call.arguments.find((argument, i) => i !== row.promise && (argument.type === "Literal" || argument.type === "Identifier" || argument.type === "MemberExpression")) ?? milliseconds(call);
  const fallback = silentFallback(call, row, names);
  return { call, raced: [promise], settles: fallback ? "fulfils" : "rejects", delay, kind: "helper", ...(fallback && { fallback }) };
}

function milliseconds(call: CallNode): Node | undefined {
  for (const argument of call.arguments) {
    const found = optionOf(argument, ["milliseconds", "ms", "timeout", "timeoutMs"]);
    if (found && found !== "spread") return found;
  }
  return undefined;
}

/** The option or argument that lets a helper fulfil silently. */
function silentFallback(call: CallNode, row: TimeoutHelper, names: Names): Node | undefined {
  const value = row.fallback === undefined ? undefined : call.arguments[row.fallback];
  if (value && isFunction(unwrap(value)) && isIdleHandler(value, names)) return value;
  for (const argument of call.arguments) {
    const object = unwrap(argument);
    if (object.type !== "ObjectExpression") continue;
    for (const property of object.properties) {
      if (property.type !== "Property") continue;
      const name = keyName(property) ?? "";
      if (row.fallbacks?.includes(name) && (isIdleHandler(property.value, names) || (property.value.type === "Identifier" && property.value.name === "undefined"))) return property;
      if (row.silent && Object.hasOwn(row.silent, name) && property.value.type === "Literal" && property.value.value === row.silent[name]) return property;
    }
  }
  return undefined;
}

/** `promise.timeout(100)`. */
function methodLimit(call: CallNode): Limit | undefined {
  const receiver = receiverOf(call);
  const [delay, ...others] = call.arguments;
  if (!receiver || !delay || others.length > 1 || !timeoutMethods.has(calledName(call))) return undefined;
  return unwrap(receiver).type === "CallExpression" ? { call, raced: [receiver], settles: "rejects", delay, kind: "helper" } : undefined;
}
