import { type CallNode, type Node, calledName, isFunction, unwrap } from "../ast.js";
import { bodyOptions, httpSends, takingMethods } from "../contracts/deliveries.js";
import { type Names, dottedName, receiverOf } from "../names.js";
import { optionOf } from "../options.js";
import { type Fate, fateOf } from "./fate.js";
import { deliveryIn } from "./payloads.js";
import { functionAround } from "../order.js";

/** A send that a timer aborts, whose failure goes nowhere. */
export interface AbortedSend {
  readonly call: CallNode;
  readonly fate: Fate;
  readonly delay: Node | undefined;
  /** Where the payload was taken from its queue, and the name it has since; undefined for a send that is no request. */
  readonly taken: Taken | undefined;
}

/** `const batch = queue.splice(0)`, `const batch = queue; queue = []`. */
export interface Taken {
  readonly name: string;
  readonly queue: Node;
  readonly kind: "one" | "many";
  readonly at: Node;
}

export function abortedSends(names: Names): readonly AbortedSend[] {
  const found: AbortedSend[] = [];
  for (const call of names.calls) {
    const limit = call.type === "CallExpression" ? limitIn(call, names) : undefined;
    if (!limit || !deliveryIn(call, call, names)) continue;
    const fate = fateOf(call, names);
    if (fate.value !== "unused" || fate.failure !== "swallowed") continue;
    const taken = takenFor(call, names);
    // A request that is only a sign of life loses nothing that was kept; nor does one whose payload still is.
    if (isRequest(call) && !taken) continue;
    found.push({ call, fate, delay: limit.delay, taken });
  }
  return found;
}

function isRequest(call: CallNode): boolean {
  return httpSends.some(({ names }) => names.includes(dottedName(call.callee) ?? ""));
}

/** The time after which a call is aborted: `signal: AbortSignal.timeout(n)`, a controller that a timer aborts, or `timeout: n` of an HTTP client. */
function limitIn(call: CallNode, names: Names): { readonly delay: Node | undefined } | undefined {
  for (const argument of call.arguments) {
    const options = names.valueOf(argument);
    const signal = optionOf(options, ["signal"]);
    if (signal && signal !== "spread") {
      const delay = abortedAfter(signal, names);
      if (delay) return delay;
    }
    const timeout = isRequest(call) ? optionOf(options, ["timeout"]) : undefined;
    if (timeout && timeout !== "spread") return { delay: timeout };
  }
  return undefined;
}

function abortedAfter(signal: Node, names: Names): { readonly delay: Node | undefined } | undefined {
  const inner = names.valueOf(signal);
  if (inner.type === "CallExpression") {
    const name = dottedName(inner.callee);
    if (name === "AbortSignal.timeout") return { delay: inner.arguments[0] };
    const all = name === "AbortSignal.any" && inner.arguments[0] ? names.valueOf(inner.arguments[0]) : undefined;
    return all?.type === "ArrayExpression" ? all.elements.map((each) => each && abortedAfter(each, names)).find((each) => each) ?? undefined : undefined;
  }
  if (inner.type !== "MemberExpression") return undefined;
  const controller = dottedName(inner.object);
  const fn = functionAround(signal);
  const armed = (fn ? names.within(fn.body, true) : []).find((node): node is CallNode => {
    const [callback] = node.type === "CallExpression" && dottedName(node.callee) === "setTimeout" ? node.arguments : [];
    return callback !== undefined && isFunction(unwrap(callback)) && names.within(callback).some((each) => each.type === "CallExpression" && dottedName(each.callee) === `${controller ?? ""}.abort`);
  });
  return armed && { delay: armed.arguments[1] };
}

/** The taking of what a call sends from its queue, before it in the same function. */
export function takenFor(call: CallNode, names: Names): Taken | undefined {
  const payload = call.arguments.flatMap((argument) => {
    const options = unwrap(argument);
    if (options.type !== "ObjectExpression") return [argument];
    return bodyOptions.flatMap((name) => {
      const value = optionOf(options, [name]);
      return value && value !== "spread" ? [value] : [];
    });
  });
  return payload.map((each) => takenIn(each, call, names, 0)).find((each) => each !== undefined);
}

/** The taking of what a value is made of, also where that had a name in between: `const body = JSON.stringify(batch)`. */
function takenIn(payload: Node, call: CallNode, names: Names, depth: number): Taken | undefined {
  for (const node of names.within(payload)) {
    const variable = node.type === "Identifier" ? names.scopes.variableOf(node) : undefined;
    const writes = (variable && names.scopes.writesTo(variable)) ?? [];
    for (const { value } of writes) {
      const queue = takenFrom(value, names, call);
      if (variable && queue) return { name: variable.name, at: value, ...queue };
    }
    const [made] = writes;
    const taken = made?.path.length === 0 && writes.length === 1 && depth < 2 && variable?.defs[0]?.type === ("Variable" as never) ? takenIn(made.value, call, names, depth + 1) : undefined;
    if (taken) return taken;
  }
  return undefined;
}

function takenFrom(value: Node, names: Names, before: Node): { readonly queue: Node; readonly kind: Taken["kind"] } | undefined {
  const inner = unwrap(value);
  if (inner.type === "CallExpression") {
    const receiver = receiverOf(inner);
    const name = calledName(inner);
    return receiver && takingMethods.has(name) ? { queue: receiver, kind: name === "splice" ? "many" : "one" } : undefined;
  }
  const place = names.placeOf(inner);
  const fn = functionAround(before);
  if (place === undefined || !fn) return undefined;
  const isEmptied = names.within(fn.body, true).some(
    (node) =>
      node.type === "AssignmentExpression" && node.range[0] > value.range[0] && node.range[1] < before.range[0] && names.placeOf(node.left) === place && node.right.type === "ArrayExpression" && node.right.elements.length === 0,
  );
  return isEmptied ? { queue: inner, kind: "many" } : undefined;
}
