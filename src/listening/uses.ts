import { type CallNode, type FunctionNode, type Node, calledName, isClass, memberName, unwrap, wrapped } from "../ast.js";
import { attachMethods, ownExport } from "../contracts/calls.js";
import { callbacksAtOnce, laterCallbacks } from "../contracts/callbacks.js";
import { emitters, keeperVerbs, lastWords, laterMethods, queryVerbs, timers, triggerVerbs } from "../contracts/listening.js";
import type { Holder } from "../holders.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { type About, functionsGiven, partsOf } from "./about.js";
import { placeOf } from "./attachments.js";
import { setsGoing, togetherIn } from "./chances.js";
import { type Hearing, type Trigger, awaitedCall, delayed, marked, withEar } from "./hearing.js";
import { namesOfCall } from "./sayings.js";
import { verbOf } from "../words.js";
import { isErrorFirst } from "../order.js";

export interface UsesInput {
  readonly values: Values;
  readonly scopes: Scopes;
  readonly aboutOf: (node: Node) => About;
  /** A place as the unit that is followed knows it. */
  readonly outermost: (holder: Holder) => Holder | undefined;
  /** An event's name, as the unit that is followed knows it. */
  readonly eventText: (node: Node | undefined) => string | undefined;
  /** The function runs later, and finds this. */
  readonly schedule: (fn: FunctionNode, entry: Hearing) => void;
}

/** Says what calls and reads that attach nothing mean for emitters. */
export function createUses({ values, scopes, aboutOf, outermost, eventText, schedule }: UsesInput) {
  /** A call of code that is not seen. */
  function unseen(call: CallNode, kind: string, before: Hearing): Hearing {
    let state = before;
    const callee = unwrap(call.callee);
    const method = callee.type === "MemberExpression" ? memberName(callee) : undefined;
    const verb = verbOf(calledName(call));
    if (callee.type === "MemberExpression" && method !== undefined && !attachMethods.has(method)) {
      state = usedMethod(call, callee.object, method, state);
      if (laterMethods.has(method)) for (const fn of functionsGiven(call)) schedule(fn, isAtHand(callee.object) ? state : linked(call, callee.object, fn, state));
    }
    if (callee.type === "Identifier" && timers.has(callee.name)) for (const fn of functionsGiven(call)) schedule(fn, delayed(state, call, () => false));
    else if (kind === "other") for (const fn of functionsGiven(call)) scheduleCallback(call, fn, triggerVerbs.has(verb), state);
    if (method === "pipe" && callee.type === "MemberExpression") state = piped(call, callee.object, state);
    if (kind !== "look" && !keeperVerbs.has(verb) && !attachMethods.has(method ?? "")) {
      for (const argument of call.arguments) {
        for (const part of partsOf(argument)) {
          const place = placeOf(part, values);
          const holder = place && outermost(place.holder);
          for (const ear of state.ears.keys()) if (holder && (ear === holder || (unwrap(part).type !== "ThisExpression" && isPartOf(ear, holder)))) state = withEar(state, ear, (each) => ({ ...each, isForeign: true }));
        }
      }
    }
    const isAwaited = wrapped(call).parent?.type === "AwaitExpression";
    return triggerVerbs.has(verb) && !isAwaited && !attachMethods.has(method ?? "") ? { ...state, hasActed: true } : state;
  }

  /** What a link of a chain of promises finds: time has passed, and what the chain waits for may have set something going. */
  function linked(call: CallNode, source: Node, fn: FunctionNode, state: Hearing): Hearing {
    const after = delayed(state, call, (holder) => aboutOf(source).holders.has(holder));
    const trigger = call.arguments[0] === wrapped(fn) && calledName(call) === "then" ? triggerOf(unwrap(source), source) : undefined;
    return trigger ? { ...after, waited: trigger.node, triggers: [trigger] } : after;
  }

  /** A callback of code that is not seen runs later if it gets an error first, or if it tells that something was sent. */
  function scheduleCallback(call: CallNode, fn: FunctionNode, isTrigger: boolean, state: Hearing): void {
    const callee = unwrap(call.callee);
    const receiver = callee.type === "MemberExpression" ? placeOf(callee.object, values) : undefined;
    const holder = receiver && outermost(receiver.holder);
    const method = callee.type === "MemberExpression" ? (memberName(callee) ?? "") : "";
    if (isTrigger && holder && !attachMethods.has(method)) {
      const trigger: Trigger = { node: call, call, receiver: holder, kind: "acts" };
      schedule(fn, { ...answered(call, holder, delayed(state, call, () => false, false)), triggers: [trigger] });
    } else if (isCalledAtOnce(call)) schedule(fn, state);
    else if (isErrorFirst(fn) || isCalledLater(call, fn)) schedule(fn, answered(call, holder, delayed(state, call, (other) => other === holder || isGiven(call, other))));
  }

  /** What a callback finds that tells that a method is done. */
  function answered(call: CallNode, holder: Holder | undefined, state: Hearing): Hearing {
    return holder ? namesOfCall(call).reduce((each, name) => marked(each, holder, awaitedCall(name), call), state) : state;
  }

  /** A function of Node that comes back in a later turn. */
  function isCalledLater(call: CallNode, fn: FunctionNode): boolean {
    const callee = values.valueOf(call.callee);
    if (callee?.kind !== "export" || call.arguments.at(-1) !== wrapped(fn)) return false;
    const module = callee.module.replace(/^node:/, "");
    return laterCallbacks.some((row) => row.module === module && !row.except?.includes(callee.name));
  }

  function isCalledAtOnce(call: CallNode): boolean {
    const callee = values.valueOf(call.callee);
    const row = callee?.kind === "export" ? callbacksAtOnce.find(({ module, name }) => module === callee.module && name === ownExport(callee.name)) : undefined;
    const asked = row && call.arguments[row.asks];
    return asked !== undefined && values.valueOf(asked)?.kind !== "function";
  }

  /** `file.pipe(response)`: what flows by itself ends it too; what the code writes to does so with its own end. */
  function piped(call: CallNode, from: Node, state: Hearing): Hearing {
    const target = call.arguments[0] && placeOf(call.arguments[0], values);
    const into = target && outermost(target.holder);
    const place = placeOf(from, values);
    const source = place && outermost(place.holder);
    if (!into || !state.ears.has(into) || !source) return state;
    const after = withEar(state, into, (ear) => ({ ...ear, source }));
    return place.subject && emitters.get(place.subject.contract.id)?.flows ? marked(after, into, "end", call) : after;
  }

  /** A method of an emitter, or of a part of it, is called. */
  function usedMethod(call: CallNode, object: Node, method: string, before: Hearing): Hearing {
    let state = before;
    let at = unwrap(object);
    for (;;) {
      const place = at.type === "ThisExpression" && at !== unwrap(object) ? undefined : placeOf(at, values);
      const holder = place && outermost(place.holder);
      if (holder) {
        const isAwaited = wrapped(call).parent?.type === "AwaitExpression";
        // The target ends behind the source: who awaits the source's end is in time.
        if (lastWords.has(method) && !isAwaited) for (const [into, ear] of state.ears) if (ear.source === holder) state = marked(state, into, "end", call);
        if (state.ears.has(holder)) state = withMethod(state, holder, place.subject?.contract.id, method, call);
        if (!isAwaited && (triggerVerbs.has(verbOf(method)) || at.type !== "ThisExpression") && method !== "off" && !method.startsWith("remove")) state = touching(state, holder);
        if (at === unwrap(object) && tellsItself(at, method, place.subject?.contract.id)) state = emittedBy(call, holder, state);
      }
      if (at.type !== "MemberExpression") return state;
      at = unwrap(at.object);
    }
  }

  /** A method that brings the event of its first argument to the emitter's own listeners. */
  function tellsItself(node: Node, method: string, id: string | undefined): boolean {
    return method === "emit" ? isOwnEmitter(node, id) : id !== undefined && emitters.get(id)?.sends?.includes(method) === true;
  }

  /** An emitter whose `emit` tells its listeners in this process: not a socket that sends. */
  function isOwnEmitter(node: Node, id: string | undefined): boolean {
    if (id !== undefined) return emitters.get(id)?.emits === true;
    if (node.type === "ThisExpression") {
      for (let at: Node | undefined = node.parent; at; at = at.parent) if (isClass(at)) return at.superClass !== null && isEmitterClass(at.superClass);
      return false;
    }
    const variable = node.type === "Identifier" ? scopes.variableOf(node) : undefined;
    const sources = node.type === "MemberExpression" ? values.assignedTo(node) : ((variable && scopes.writesTo(variable)) ?? []).map(({ value }) => value);
    return sources.length === 1 && sources.every((source) => source.type === "NewExpression" && isEmitterClass(source.callee));
  }

  function isEmitterClass(node: Node): boolean {
    const value = values.valueOf(node);
    if (value?.kind === "class") return value.node.superClass !== null && isEmitterClass(value.node.superClass);
    return value?.kind === "export" && /^(?:node:)?events$/.test(value.module);
  }

  function withMethod(state: Hearing, holder: Holder, id: string | undefined, method: string, call: CallNode): Hearing {
    const row = id === undefined ? undefined : emitters.get(id);
    if (row?.pauses?.includes(method)) return withEar(state, holder, (ear) => ({ ...ear, isPaused: true }));
    return namesOfCall(call).reduce((each, name) => marked(each, holder, name, call), state);
  }

  function emittedBy(call: CallNode, holder: Holder, state: Hearing): Hearing {
    const event = eventText(call.arguments[0]);
    if (event === undefined || state.ears.get(holder)?.heard.has(event)) return state;
    const events = new Map(state.emitted.get(holder));
    if (!events.has(event)) events.set(event, call);
    return { ...state, emitted: new Map(state.emitted).set(holder, events) };
  }

  function touching(state: Hearing, holder: Holder): Hearing {
    return state.touched.has(holder) ? state : { ...state, touched: new Set(state.touched).add(holder) };
  }

  /** A member is read that tells a state. */
  function looked(node: Node, state: Hearing): Hearing {
    if (node.type !== "MemberExpression" || !/state|status|ready|clos|open|done|finish|connect|listening|exit|ended|alive|complete|history|last|seen|current/i.test(memberName(node) ?? "")) return state;
    const parent = wrapped(node).parent;
    if (parent?.type === "CallExpression" && parent.callee === wrapped(node) && !queryVerbs.has(verbOf(memberName(node) ?? ""))) return state;
    const place = placeOf(node.object, values);
    const holder = place && outermost(place.holder);
    return holder ? touching(state, holder) : state;
  }

  function isGiven(call: CallNode, holder: Holder): boolean {
    return call.arguments.some((argument) => placeOf(argument, values)?.holder === holder);
  }

  /** The call that an await or a link of a chain waits for, if it sets something going or asks how it stands. */
  function triggerOf(node: Node, argument: Node): Trigger | undefined {
    const call = unwrap(argument);
    const together = togetherIn(call);
    if (together.length > 0) return together.map((each) => triggerOf(node, each)).find((each) => each?.kind === "acts");
    if (call.type !== "CallExpression") return undefined;
    const verb = verbOf(calledName(call));
    const kind = setsGoing(call) ? "acts" : queryVerbs.has(verb) ? "asks" : undefined;
    if (!kind) return undefined;
    const callee = unwrap(call.callee);
    const place = callee.type === "MemberExpression" ? placeOf(callee.object, values) : undefined;
    return { node, call, kind, receiver: place && outermost(place.holder) };
  }

  /** True for what is made of something that stays silent until the code writes to it. */
  function isIdle(call: CallNode, id: string): boolean {
    const idle = emitters.get(id)?.idleOver;
    return idle !== undefined && call.arguments.flatMap(partsOf).some((part) => idle.includes(placeOf(part, values)?.subject?.contract.id ?? ""));
  }

  return { unseen, looked, triggerOf, isIdle };
}


/** `Promise.resolve()`: what follows runs before any event can come. */
function isAtHand(node: Node): boolean {
  const call = unwrap(node);
  return call.type === "CallExpression" && call.arguments.length === 0 && call.callee.type === "MemberExpression" && call.callee.object.type === "Identifier" && call.callee.object.name === "Promise" && memberName(call.callee) === "resolve";
}

/** True for a place below another one: who gets the thing gets what it keeps. */
function isPartOf(part: Holder, whole: Holder): boolean {
  for (let at = part.parent; at; at = at.parent) if (at === whole) return true;
  return false;
}
