import type { Actions } from "../actions.js";
import { type CallNode, type ClassNode, type FunctionNode, type Node, type Unit, constructorOf, isClass, isFunction, isInside, memberName, parameterName, unwrap, wrapped } from "../ast.js";
import type { Contexts } from "../contexts.js";
import { attachMethods } from "../contracts/calls.js";
import { emitters, keeperVerbs, laterMethods, queryVerbs, timers, triggerVerbs } from "../contracts/listening.js";
import { type Domain, TooDeep, follow } from "../flow.js";
import type { Holder } from "../holders.js";
import { gap } from "../phases.js";
import type { Promises } from "../promises.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { createAbout, functionsGiven, partsOf } from "./about.js";
import { type Attachment, attachmentOf, placeOf, textOf } from "./attachments.js";
import { type Hearing, type Trigger, delayed, having, heardBy, joinHearings, marked, sameHearings, silence, withEar } from "./hearing.js";

/** A listener as control reaches it. */
export interface Arrival {
  readonly attachment: Attachment;
  /** What holds before it, over all paths. */
  readonly state: Hearing;
  /** The unit that was followed, and where in it the listener is attached: there, or by a call of a function of the file. */
  readonly unit: Unit;
  readonly at: Node;
  /** The function that the call runs. */
  readonly called: Node | undefined;
}

export interface WalkInput {
  readonly values: Values;
  readonly actions: Actions;
  readonly contexts: Contexts;
  readonly scopes: Scopes;
  readonly promises: Promises;
  readonly visitorKeys: Domain<Hearing>["visitorKeys"];
  /** True for units in which something listens, is made or waits. */
  readonly matters: (unit: Unit) => boolean;
}

// Functions that call functions, and calls that are followed in one file: what is beyond is not followed.
const deepest = 4;
const most = 3000;

export function createWalk({ values, actions, contexts, scopes, promises, visitorKeys, matters }: WalkInput) {
  const arrivals = new Map<string, Arrival>();
  const later = new Map<FunctionNode, Hearing>();
  const aboutOf = createAbout({ values, scopes, visitorKeys });
  const ids = new Map<Node, number>();
  /** The calls in which the walk is, outermost first. */
  const stack: { readonly call: CallNode; readonly unit: FunctionNode | ClassNode; readonly outward: (holder: Holder) => Holder | undefined }[] = [];
  /** Functions that run at once where they are given, and have not ended. */
  const running = new Set<FunctionNode>();
  let root: Unit;
  let calls = 0;

  /** Follows a unit from how things stand when it begins. */
  function run(unit: Unit): void {
    root = unit;
    const entry = (isFunction(unit) && later.get(unit)) || silence;
    try {
      followed(unit, withParameters(unit, entry));
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error;
      stack.length = 0;
      running.clear();
    }
  }

  function followed(unit: Node, entry: Hearing): Hearing | undefined {
    const { normal, returned } = follow(unit, entry, domain);
    return normal && returned ? joinHearings(normal, returned) : (normal ?? returned);
  }

  /** A unit has the emitters among its parameters from its beginning. */
  function withParameters(unit: Unit, entry: Hearing): Hearing {
    if (!isFunction(unit)) return entry;
    let state = entry;
    for (const parameter of unit.params) {
      const name = parameterName(parameter);
      const value = name && values.valueOf(name);
      const isEmitter = value?.kind === "subject" ? emitters.has(value.contract.id) : value?.kind === "object" && value.shape === undefined;
      if (isEmitter && (value?.kind === "subject" || value?.kind === "object")) state = having(state, value.holder, parameter);
    }
    return state;
  }

  const domain: Domain<Hearing> = {
    join: joinHearings,
    equals: sameHearings,
    visitorKeys,
    step(node, state) {
      switch (node.type) {
        case "CallExpression":
        case "NewExpression":
          return called(node, state);
        case "AwaitExpression":
          return awaited(node, node.argument, state);
        case "ForOfStatement":
          return node.await ? awaited(node, node.right, listened(node, state)) : state;
        case "AssignmentExpression":
          return node.operator === "=" ? had(node.left, node.right, listened(node, state)) : state;
        case "VariableDeclarator":
          return node.init ? had(node.id, node.init, state) : state;
        case "MemberExpression":
          return looked(node, state);
        default:
          return state;
      }
    },
  };

  /** Records a listener, if `node` is one. */
  function listened(node: Node, state: Hearing): Hearing {
    const attachment = attachmentOf(node, values, eventText);
    if (!attachment) return state;
    const holder = outermost(attachment.holder);
    if (!holder) return state;
    const at = stack[0]?.call ?? node;
    const key = `${idOf(root)} ${idOf(at)} ${idOf(node)} ${attachment.event}`;
    const known = arrivals.get(key);
    // A loop listens as long as it runs, from its head on.
    if (node.type === "ForOfStatement" && known) return state;
    arrivals.set(key, { attachment: { ...attachment, holder }, state: known ? joinHearings(known.state, state) : state, unit: root, at, called: stack[0]?.unit });
    for (const fn of node.type === "CallExpression" ? functionsGiven(node) : []) scheduleListener(fn, holder, attachment, state);
    return node.type === "ForOfStatement" ? state : heardBy(state, holder, attachment.event);
  }

  /** A place of the function that is followed as the root knows it: the states speak of those. */
  function outermost(holder: Holder): Holder | undefined {
    let at: Holder | undefined = holder;
    for (let i = stack.length - 1; i >= 0 && at; i--) at = stack[i]?.outward(at);
    return at;
  }

  /** An event's name; a parameter of a function that is called here is what the call gives for it. */
  function eventText(node: Node | undefined): string | undefined {
    const inner = node && unwrap(node);
    if (inner?.type !== "Identifier") return textOf(node);
    const variable = scopes.variableOf(inner);
    const [write] = (variable && scopes.writesTo(variable)) ?? [];
    if (write?.path.length === 0) return textOf(write.value);
    const top = stack.at(-1);
    const position = top && isFunction(top.unit) ? top.unit.params.findIndex((parameter) => parameter.type === "Identifier" && scopes.variableOf(parameter) === variable) : -1;
    return position >= 0 ? textOf(top?.call.arguments[position]) : undefined;
  }

  /** What a listener of an emitter finds when it runs: an event of it has just come. */
  function scheduleListener(fn: FunctionNode, holder: Holder, { event, isOnce, node }: Attachment, state: Hearing): void {
    const entry = delayed(state, node, (other) => other === holder, false);
    const fresh = withEar(entry, holder, (ear) => {
      const heard = new Set(ear.heard).add(event);
      if (isOnce && !ear.heard.has(event)) heard.delete(event);
      return { ...ear, heard, marks: new Map([...ear.marks].map(([name, mark]) => [name, { ...mark, delay: undefined, always: false }])) };
    });
    schedule(fn, { ...fresh, triggers: [], waited: undefined });
  }

  function schedule(fn: FunctionNode, entry: Hearing): void {
    const known = later.get(fn);
    later.set(fn, known ? joinHearings(known, entry) : entry);
  }

  function called(call: CallNode, before: Hearing): Hearing | undefined {
    let state = listened(call, before);
    // `once(child, "exit")` gets the emitter only to listen.
    if (state !== before && unwrap(call.callee).type !== "MemberExpression") return state;
    const action = actions.of(call);
    switch (action.kind) {
      case "make":
        return action.certain || emitters.has(action.subject.contract.id) ? having(state, placeIn(action.subject.holder), call) : state;
      case "start": {
        const name = nameOf(call) ?? "";
        const holder = placeIn(action.subject.holder);
        if (action.subject !== action.receiver && typeof action.start.gives === "object") state = having(state, holder, call);
        return marked(state, holder, name, call);
      }
      case "local":
        return inlined(call, action.unit, state);
      case "run": {
        let after: Hearing | undefined = state;
        for (const fn of action.functions) {
          if (running.has(fn)) continue;
          running.add(fn);
          const ran: Hearing | undefined = after && followed(fn, after);
          running.delete(fn);
          after = action.always || !ran || !after ? ran : joinHearings(after, ran);
        }
        return after ?? state;
      }
      case "exit":
        return undefined;
      default:
        return unseen(call, action.kind, state);
    }
  }

  function placeIn(holder: Holder): Holder {
    return outermost(holder) ?? holder;
  }

  /** A call of code that is not seen. */
  function unseen(call: CallNode, kind: string, before: Hearing): Hearing {
    let state = before;
    const callee = unwrap(call.callee);
    const method = callee.type === "MemberExpression" ? memberName(callee) : undefined;
    const verb = verbOf(nameOf(call) ?? "");
    if (callee.type === "MemberExpression" && method !== undefined && !attachMethods.has(method)) {
      state = usedMethod(call, callee.object, method, state);
      if (method === "then" || laterMethods.has(method)) for (const fn of functionsGiven(call)) schedule(fn, delayed(state, call, (holder) => aboutOf(callee.object).holders.has(holder)));
    }
    if (callee.type === "Identifier" && timers.has(callee.name)) for (const fn of functionsGiven(call)) schedule(fn, delayed(state, call, () => false));
    else if (kind === "other") for (const fn of functionsGiven(call)) scheduleCallback(call, fn, triggerVerbs.has(verb), state);
    if (kind !== "look" && !keeperVerbs.has(verb) && !attachMethods.has(method ?? "")) {
      for (const argument of call.arguments) {
        for (const part of partsOf(argument)) {
          const place = placeOf(part, values);
          const holder = place && outermost(place.holder);
          if (holder && state.ears.has(holder)) state = withEar(state, holder, (ear) => ({ ...ear, isForeign: true }));
        }
      }
    }
    const isAwaited = wrapped(call).parent?.type === "AwaitExpression";
    return triggerVerbs.has(verb) && !isAwaited && !attachMethods.has(method ?? "") ? { ...state, hasActed: true } : state;
  }

  /** A callback of code that is not seen runs later if it gets an error first, or if it tells that something was sent. */
  function scheduleCallback(call: CallNode, fn: FunctionNode, isTrigger: boolean, state: Hearing): void {
    const callee = unwrap(call.callee);
    const receiver = callee.type === "MemberExpression" ? placeOf(callee.object, values) : undefined;
    const holder = receiver && outermost(receiver.holder);
    const method = callee.type === "MemberExpression" ? (memberName(callee) ?? "") : "";
    if (isTrigger && holder && !attachMethods.has(method)) {
      const trigger: Trigger = { node: call, call, receiver: holder, kind: "acts" };
      schedule(fn, { ...delayed(state, call, () => false, false), triggers: [trigger] });
    } else if (isErrorFirst(fn)) schedule(fn, delayed(state, call, (other) => other === holder || isGiven(call, other)));
  }

  /** A method of an emitter, or of a part of it, is called. */
  function usedMethod(call: CallNode, object: Node, method: string, before: Hearing): Hearing {
    let state = before;
    let at = unwrap(object);
    for (;;) {
      const place = at.type === "ThisExpression" && at !== unwrap(object) ? undefined : placeOf(at, values);
      const holder = place && outermost(place.holder);
      if (holder) {
        if (state.ears.has(holder)) state = withMethod(state, holder, place.subject?.contract.id, method, call);
        const isAwaited = wrapped(call).parent?.type === "AwaitExpression";
        if (!isAwaited && (triggerVerbs.has(verbOf(method)) || at.type !== "ThisExpression") && method !== "off" && !method.startsWith("remove")) state = touching(state, holder);
        if (method === "emit" && at === unwrap(object) && isOwnEmitter(at, place.subject?.contract.id)) state = emittedBy(call, holder, state);
      }
      if (at.type !== "MemberExpression") return state;
      at = unwrap(at.object);
    }
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
    return marked(state, holder, method, call);
  }

  function emittedBy(call: CallNode, holder: Holder, state: Hearing): Hearing {
    const event = textOf(call.arguments[0]);
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

  /** A function of the file runs here. */
  function inlined(call: CallNode, unit: FunctionNode | ClassNode, state: Hearing): Hearing | undefined {
    const isAsync = isFunction(unit) && (unit.async || unit.generator);
    const isAwaited = wrapped(call).parent?.type === "AwaitExpression";
    const isPlace = unwrap(call.callee).type !== "MemberExpression";
    const fn = isClass(unit) ? constructorOf(unit) : unit;
    if (isAsync && !isAwaited && isFunction(unwrap(call.callee))) schedule(unit, state);
    if (!fn || !matters(unit) || stack.some((each) => each.unit === unit) || stack.length >= deepest || (calls += 1) > most) {
      return isPlace ? state : unseen(call, "look", state);
    }
    const binding = contexts.bindingOf(call, unit);
    stack.push({ call, unit, outward: (holder) => binding.outward(holder) });
    const after = followed(fn, state);
    stack.pop();
    if (!after) return isAsync ? state : undefined;
    const kept = mapped(after, (holder) => binding.outward(holder));
    // What goes on behind its first await has not happened here yet; what it listens for, it may.
    if (isAsync && !isAwaited) return onlyHeard(state, kept);
    return { ...kept, triggers: state.triggers, waited: kept.waited && isInside(kept.waited, root) && !isInside(kept.waited, unit) ? kept.waited : state.waited };
  }

  /** States inside a called function speak of the caller's places already, but for what the function makes. */
  function mapped(state: Hearing, outward: (holder: Holder) => Holder | undefined): Hearing {
    const ears = new Map(state.ears);
    for (const [holder, ear] of state.ears) {
      const outer = outward(holder);
      if (outer && outer !== holder) ears.set(outer, ear);
    }
    return { ...state, ears };
  }

  function onlyHeard(state: Hearing, after: Hearing): Hearing {
    let result = state;
    for (const [holder, ear] of after.ears) {
      if (!state.ears.has(holder)) continue;
      for (const event of ear.heard) result = heardBy(result, holder, event);
    }
    return result;
  }

  function awaited(node: Node, argument: Node, before: Hearing): Hearing {
    const promised = promises.of(argument);
    if (promised.gap !== gap.task && node.type === "AwaitExpression") return before;
    const about = aboutOf(argument);
    let state = delayed(before, node, (holder) => about.holders.has(holder) || stack.some(() => [...about.holders].some((inner) => outermost(inner) === holder)));
    for (const { holder, event } of about.events) {
      const outer = outermost(holder);
      if (outer && state.ears.has(outer)) state = marked(heardBy(state, outer, event), outer, `@${event}`, node);
    }
    const trigger = node.type === "AwaitExpression" ? triggerOf(node, argument) : undefined;
    if (trigger) return { ...state, triggers: [...state.triggers.filter((each) => each.node !== node), trigger] };
    // Who has waited for events has waited for what they tell.
    return about.events.length > 0 ? { ...state, triggers: [] } : state;
  }

  /** The call that an await waits for, if it sets something going or asks how it stands. */
  function triggerOf(node: Node, argument: Node): Trigger | undefined {
    const call = unwrap(argument);
    if (call.type !== "CallExpression") return undefined;
    const verb = verbOf(nameOf(call) ?? "");
    const kind = triggerVerbs.has(verb) ? "acts" : queryVerbs.has(verb) ? "asks" : undefined;
    if (!kind) return undefined;
    const callee = unwrap(call.callee);
    const place = callee.type === "MemberExpression" ? placeOf(callee.object, values) : undefined;
    return { node, call, kind, receiver: place && outermost(place.holder) };
  }

  /** The code has an emitter that an awaited call gives it. */
  function had(target: Node, source: Node, state: Hearing): Hearing {
    const value = values.valueOf(target);
    const init = unwrap(source);
    if (value?.kind !== "subject" || !emitters.has(value.contract.id) || init.type !== "AwaitExpression") return state;
    const holder = placeIn(value.holder);
    const from = values.valueOf(init);
    if (from?.kind === "subject" && from.holder === value.holder && state.ears.has(holder)) return state;
    return state.ears.has(holder) && from?.kind === "subject" ? state : having(state, holder, target);
  }

  function isGiven(call: CallNode, holder: Holder): boolean {
    return call.arguments.some((argument) => placeOf(argument, values)?.holder === holder);
  }

  function idOf(node: Node): number {
    let id = ids.get(node);
    if (id === undefined) ids.set(node, (id = ids.size));
    return id;
  }

  return { run, arrivals, aboutOf };
}

/** The name a call is made by: `b` of `a.b()`, `f` of `f()`. */
export function nameOf(call: CallNode): string | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression") return memberName(callee);
  return callee.type === "Identifier" ? callee.name : undefined;
}

/** The first word of a name: `start` of `startExecution`. */
export function verbOf(name: string): string {
  return /^[_#$]*([a-z]+|[A-Z]+(?![a-z]))/.exec(name)?.[1]?.toLowerCase() ?? "";
}

function isErrorFirst(fn: FunctionNode): boolean {
  const name = fn.params[0] && parameterName(fn.params[0])?.name;
  return name !== undefined && /^_?(?:err|error|e)$/.test(name);
}
