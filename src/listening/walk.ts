import type { Actions } from "../actions.js";
import { type CallNode, type ClassNode, type FunctionNode, type Node, type Unit, calledName, constructorOf, isClass, isFunction, isInside, unwrap, wrapped } from "../ast.js";
import type { Contexts } from "../contexts.js";
import { emitters } from "../contracts/listening.js";
import { type Domain, TooDeep, follow } from "../flow.js";
import type { Holder } from "../holders.js";
import { gap } from "../phases.js";
import type { Promises } from "../promises.js";
import type { Scopes } from "../scopes.js";
import type { Subject } from "../values.js";
import { createAbout, functionsGiven } from "./about.js";
import { type Attachment, type ListeningValues, attachmentOf, constantText, textOf } from "./attachments.js";
import { type Hearing, afterEvent, awaitedCall, delayed, having, heardBy, joinHearings, mapped, marked, onlyHeard, sameHearings, silence } from "./hearing.js";
import { createPossession } from "./possession.js";
import { createUses } from "./uses.js";

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
  readonly values: ListeningValues;
  readonly actions: Actions;
  readonly contexts: Contexts;
  readonly scopes: Scopes;
  readonly promises: Promises;
  readonly visitorKeys: Domain<Hearing>["visitorKeys"];
  /** True for units in which something listens, is made or waits. */
  readonly matters: (unit: Unit) => boolean;
  /** Emitters that are there before all code. */
  readonly standing: readonly Holder[];
}

// Functions that call functions, and calls that are followed in one file: what is beyond is not followed.
const deepest = 4;
const most = 3000;

export function createWalk({ values, actions, contexts, scopes, promises, visitorKeys, matters, standing }: WalkInput) {
  const arrivals = new Map<string, Arrival>();
  const later = new Map<FunctionNode, Hearing>();
  const aboutOf = createAbout({ values, scopes, contexts, visitorKeys });
  const { unseen, looked, triggerOf, isIdle } = createUses({ values, scopes, aboutOf, outermost, eventText, schedule });
  const { withParameters, had } = createPossession({ values, standing, placeIn });
  const ids = new Map<Node, number>();
  /** What was made in a place: it says more than the type that a function of the file gives its parameter. */
  const made = new Map<Holder, Subject>();
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

  const domain: Domain<Hearing> = {
    join: joinHearings,
    equals: sameHearings,
    visitorKeys,
    // A call that throws before it gives a promise is no way of its own: what matters is that time has passed when one rejects.
    thrown: (node, state) => (node.type === "AwaitExpression" ? timePassed(node, node.argument, state) : undefined),
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
    const subject = holder === attachment.holder ? attachment.subject : (made.get(holder) ?? attachment.subject);
    arrivals.set(key, { attachment: { ...attachment, holder, subject }, state: known ? joinHearings(known.state, state) : state, unit: root, at, called: stack[0]?.unit });
    const handlers = [...(node.type === "CallExpression" ? functionsGiven(node) : []), ...(attachment.handler ? [attachment.handler] : [])];
    for (const fn of new Set(handlers)) scheduleListener(fn, holder, attachment, state);
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
    const text = constantText(node, scopes);
    if (text !== undefined || inner?.type !== "Identifier") return text;
    const variable = scopes.variableOf(inner);
    const top = stack.at(-1);
    const position = top && isFunction(top.unit) ? top.unit.params.findIndex((parameter) => parameter.type === "Identifier" && scopes.variableOf(parameter) === variable) : -1;
    return position >= 0 ? textOf(top?.call.arguments[position]) : undefined;
  }

  /** What a listener of an emitter finds when it runs: an event of it has just come. */
  function scheduleListener(fn: FunctionNode, holder: Holder, { event, isOnce, node }: Attachment, state: Hearing): void {
    const entry = delayed(state, node, (other) => other === holder, false);
    schedule(fn, { ...afterEvent(entry, holder, event, isOnce), triggers: [], waited: undefined });
  }

  function schedule(fn: FunctionNode, entry: Hearing): void {
    const known = later.get(fn);
    later.set(fn, known ? joinHearings(known, entry) : entry);
  }

  function called(call: CallNode, before: Hearing): Hearing | undefined {
    let state = listened(call, before);
    // `once(child, "exit")` gets the emitter only to listen, each time round a loop.
    if (unwrap(call.callee).type !== "MemberExpression" && (state !== before || attachmentOf(call, values, eventText))) return state;
    const action = actions.of(call);
    switch (action.kind) {
      case "make":
        if (isIdle(call, action.subject.contract.id)) return state;
        made.set(placeIn(action.subject.holder), action.subject);
        return action.certain || emitters.has(action.subject.contract.id) ? having(state, placeIn(action.subject.holder), call) : state;
      case "start": {
        const name = calledName(call);
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

  /** Time passes, unless what is awaited is at hand. */
  function timePassed(node: Node, argument: Node, state: Hearing): Hearing {
    if (promises.of(argument).gap !== gap.task && node.type === "AwaitExpression") return state;
    const about = aboutOf(argument);
    return delayed(state, node, (holder) => about.holders.has(holder) || stack.some(() => [...about.holders].some((inner) => outermost(inner) === holder)));
  }

  function awaited(node: Node, argument: Node, before: Hearing): Hearing {
    let state = timePassed(node, argument, before);
    if (state === before) return before;
    const about = aboutOf(argument);
    for (const { holder, event } of about.events) {
      const outer = outermost(holder);
      if (outer && state.ears.has(outer)) state = marked(heardBy(state, outer, event), outer, `@${event}`, node);
    }
    for (const { holder, method } of about.calls) {
      const outer = outermost(holder);
      if (outer) state = marked(state, outer, awaitedCall(method), node);
    }
    const trigger = node.type === "AwaitExpression" ? triggerOf(node, argument) : undefined;
    if (trigger) return { ...state, triggers: [...state.triggers.filter((each) => each.node !== node), trigger] };
    // Who has waited for events has waited for what they tell.
    return about.events.length > 0 ? { ...state, triggers: [] } : state;
  }

  function idOf(node: Node): number {
    let id = ids.get(node);
    if (id === undefined) ids.set(node, (id = ids.size));
    return id;
  }

  return { run, arrivals, aboutOf, isScheduled: (unit: Unit) => isFunction(unit) && later.has(unit) };
}
