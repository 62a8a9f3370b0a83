import type { Actions } from "./actions.js";
import { type Aftermath, aftermathOf } from "./aftermath.js";
import { type CallNode, type Node, type Unit, isFunction, isInside, unitOf, unwrap, wrapped } from "./ast.js";
import { givesPromise } from "./contracts/index.js";
import type { Start } from "./contracts/types.js";
import type { FileIndex } from "./file-index.js";
import type { Holder } from "./holders.js";
import { type Standing, gap, hasPhase } from "./phases.js";
import type { Promises } from "./promises.js";
import type { Scopes } from "./scopes.js";
import { standingOf, start as atStart } from "./state.js";
import type { Summaries } from "./summaries.js";
import { isLogCall, isLogReference, tellsNobody } from "./telling.js";
import { type Use, useOf } from "./use.js";
import type { Subject, Values } from "./values.js";

/** A start, and what its code does to wait for it. */
export interface Begun {
  readonly node: CallNode;
  readonly subject: Subject;
  readonly row: Start;
  readonly unit: Unit;
  readonly use: Use;
  /** Who hears of readiness: no function, one that tells nobody, or one that may tell somebody. */
  readonly told: "none" | "nobody" | "somebody";
  /** A function handed to an API that takes none. */
  readonly ignoredCallback: Node | undefined;
  /** The result of a call that stands where the callback should be. */
  readonly calledCallback: Node | undefined;
  /** What follows as if it were ready. */
  readonly aftermath: Aftermath | undefined;
  /** The unit ends, normally, before it is ready; in the same turn for all that is known. */
  readonly isUnboundAtEnd: boolean;
  /** It stands in the executor of a promise that is settled in the same turn. */
  readonly isSettledAtOnce: boolean;
  /** What the unit gives its caller: nothing, the server or something that shows it, an object of functions that close over it, or something else. */
  readonly gives: "nothing" | "subject" | "handle" | "other";
  /** A listener of 'error' tells somebody: the failure has a way of its own, beside what the unit gives. */
  readonly isFailureHeard: boolean;
  /** Listeners of 'error' anywhere in the file: none, only such that tell nobody, or one that may. */
  readonly failureTold: "none" | "nobody" | "somebody";
}

export interface BegunInput {
  readonly index: FileIndex;
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
  readonly summaries: Summaries;
  readonly promises: Promises;
}

/** Every start of the file that control reaches. */
export function startsIn({ index, values, actions, scopes, summaries, promises }: BegunInput): readonly Begun[] {
  const { attaching, waiting, handing } = callsByHolder();
  return index.calls.flatMap((node) => {
    const action = actions.of(node);
    const row = action.kind === "start" || action.kind === "make" ? action.start : undefined;
    if (!row || (action.kind !== "start" && action.kind !== "make")) return [];
    const unit = unitOf(node);
    const summary = summaries.of(unit);
    if (!summary?.before.has(node)) return [];
    const { subject } = action;
    return [
      {
        node,
        subject,
        row,
        unit,
        use: useOf(node),
        told: toldTo(node, subject.holder),
        ignoredCallback: row.callback || !givesPromise(row) ? undefined : node.arguments.find((argument) => isFunction(unwrap(argument))),
        calledCallback: row.callback ? calledInPlace(node) : undefined,
        aftermath: aftermathOf(node, values),
        isUnboundAtEnd: isUnboundAtEnd(node, subject.holder, unit),
        isSettledAtOnce: isSettledAtOnce(unit, subject.holder),
        gives: givenBy(unit, subject.holder),
        isFailureHeard: errorListeners(subject.holder).some(mayTell),
        failureTold: failureTold(node, subject.holder),
      },
    ];
  });

  function isUnboundAtEnd(node: CallNode, holder: Holder, unit: Unit): boolean {
    const exit = summaries.of(unit)?.exit;
    const standing: Standing | undefined = exit && standingOf(exit, holder);
    if (!standing?.starts.includes(node) || !hasPhase(standing.phases, "starting") || hasPhase(standing.phases, "ready", "closed")) return false;
    if (!isFunction(unit)) return true;
    // A promise that is returned may wait, whether the function is async or not.
    return !values.returnedBy(unit).some((value) => saysReady(value, holder));
  }

  function isSettledAtOnce(unit: Unit, holder: Holder): boolean {
    const executor = isFunction(unit) ? wrapped(unit).parent : undefined;
    if (executor?.type !== "NewExpression" || actions.of(executor).kind !== "run") return false;
    const fact = promises.of(executor).facts(atStart).get(holder);
    return fact !== undefined && fact.gap === gap.none && hasPhase(fact.phases, "starting") && !hasPhase(fact.phases, "ready");
  }

  function saysReady(value: Node, holder: Holder): boolean {
    const fact = promises.of(value).facts(atStart).get(holder);
    return fact !== undefined && !hasPhase(fact.phases, "starting");
  }

  function givenBy(unit: Unit, holder: Holder): Begun["gives"] {
    if (!isFunction(unit)) return "nothing";
    const returned = values.returnedBy(unit);
    if (returned.length === 0) return "nothing";
    if (returned.some((node) => shows(node, holder))) return "subject";
    return returned.some((node) => isHandle(node, holder)) ? "handle" : "other";
  }

  /** True if a returned value is the subject, its owner, or shows it. */
  function shows(node: Node, holder: Holder): boolean {
    const value = values.valueOf(node);
    const seen = value?.kind === "promise" ? value.of : value;
    if (unwrap(node).type === "ThisExpression") return true;
    if (seen?.kind === "subject") return seen.holder === holder;
    if (seen?.kind !== "object") return false;
    if (seen.shape?.type !== "ObjectExpression") return isBelow(holder, seen.holder);
    return seen.shape.properties.some((property) => property.type === "SpreadElement" || shows(property.value, holder));
  }

  /** True for an object literal with a function that stops or asks the subject. */
  function isHandle(node: Node, holder: Holder): boolean {
    const literal = unwrap(node);
    if (literal.type !== "ObjectExpression") return false;
    return literal.properties.some((property) => {
      const fn = property.type === "Property" ? unwrap(property.value) : undefined;
      return isFunction(fn) && index.calls.some((call) => isInside(call, fn) && call.callee.type === "MemberExpression" && values.subjectOf(call.callee.object)?.holder === holder);
    });
  }

  function isBelow(holder: Holder, owner: Holder): boolean {
    for (let at: Holder | undefined = holder; at; at = at.parent) if (at === owner) return true;
    return false;
  }

  /** Who hears that `holder` is ready: the start's own callback, and listeners of its ready events. */
  function toldTo(node: CallNode, holder: Holder): Begun["told"] {
    const action = actions.of(node);
    const functions = "given" in action ? action.given.filter(({ callback }) => callback.begins.includes("ready")).map((given) => given.function) : [];
    for (const { call, subject, event } of waiting.get(holder) ?? []) {
      // A promise of readiness that is made beside the start is there to be waited for.
      if (unitOf(call) === unitOf(node) && isReadyEvent(subject, event)) return "somebody";
    }
    for (const { subject, event, given } of attaching.get(holder) ?? []) {
      if (isReadyEvent(subject, event) && event !== "request" && event !== "connection") functions.push(...given);
    }
    // Of a function that the row knows nothing of, nobody knows when it runs.
    const isOpen = (argument: Node) => argument.type === "SpreadElement" || isFunction(unwrap(argument));
    if (functions.length === 0) return node.arguments.some(isOpen) ? "somebody" : "none";
    return functions.every((each) => isSilentFunction(each, holder)) ? "nobody" : "somebody";
  }

  function isReadyEvent({ contract }: Subject, event: string): boolean {
    return contract.events[event]?.includes("ready") ?? false;
  }

  /** True for a function that tells nobody; to ask the subject itself is to tell nobody. */
  function isSilentFunction(node: Node, asked?: Holder): boolean {
    const value = values.valueOf(node);
    const isAsking = (call: CallNode) => {
      const callee = values.valueOf(call.callee);
      return callee?.kind === "member" && callee.subject.holder === asked && callee.subject.contract.reads.some(({ member }) => member === `${callee.name}()`);
    };
    return (value?.kind === "function" && tellsNobody(value.node, isAsking)) || isLogReference(node);
  }

  function failureTold(node: CallNode, holder: Holder): Begun["failureTold"] {
    const listeners = errorListeners(holder);
    if (listeners.some(mayTell)) return "somebody";
    if (waiting.has(holder)) return "somebody";
    // Who gets it in the start's own callback gets it when it is ready.
    const isHandedOn = handing.some(({ call, holders }) => !isInside(call, node) && holders.some((each) => each === holder || (each.depth > 0 && isBelow(holder, each))));
    if (isHandedOn) return "somebody";
    return listeners.length > 0 ? "nobody" : "none";
  }

  function mayTell(listener: Node | undefined): boolean {
    return !listener || !isSilentFunction(listener);
  }

  /** The listeners of 'error' that the file attaches to the subject. */
  function errorListeners(holder: Holder): readonly (Node | undefined)[] {
    return (attaching.get(holder) ?? []).flatMap(({ event, call }) => (event === "error" ? [call.arguments[1]] : []));
  }

  /** The calls that attach to, wait for or hand on subjects, by the place these stand in. */
  function callsByHolder() {
    const attaching = new Map<Holder, { call: CallNode; subject: Subject; event: string; given: readonly Node[] }[]>();
    const waiting = new Map<Holder, { call: CallNode; subject: Subject; event: string }[]>();
    const handing: { call: CallNode; holders: readonly Holder[] }[] = [];
    const put = <V>(map: Map<Holder, V[]>, holder: Holder, value: V) => {
      const list = map.get(holder);
      if (list) list.push(value);
      else map.set(holder, [value]);
    };
    for (const call of index.calls) {
      const action = actions.of(call);
      if (action.kind === "attach") put(attaching, action.subject.holder, { call, subject: action.subject, event: action.event, given: action.given.map((given) => given.function) });
      if (action.kind === "wait") put(waiting, action.subject.holder, { call, subject: action.subject, event: action.event });
      const holders = action.kind === "other" ? handedOn(call) : [];
      if (holders.length > 0) handing.push({ call, holders });
    }
    return { attaching, waiting, handing };
  }

  /** What a call gives to code that is not seen: it may listen for anything. */
  function handedOn(call: CallNode): readonly Holder[] {
    if (isSettling(call)) return [];
    return call.arguments.flatMap((argument) => {
      const inner = unwrap(argument);
      const given = inner.type === "ObjectExpression" ? inner.properties.map((property) => (property.type === "Property" ? property.value : property.argument)) : [inner];
      return given.flatMap((each) => {
        const value = values.valueOf(each);
        return value?.kind === "subject" || (value?.kind === "object" && value.holder.depth > 0) ? [value.holder] : [];
      });
    });
  }

  /** `resolve(server)`: the executor's own parameter is called. */
  function isSettling(call: CallNode): boolean {
    const variable = call.callee.type === "Identifier" ? scopes.variableOf(call.callee) : undefined;
    const fn = variable?.defs[0]?.type === "Parameter" ? (variable.defs[0].node as Node) : undefined;
    const executor = isFunction(fn) ? wrapped(fn).parent : undefined;
    return executor?.type === "NewExpression" && actions.of(executor).kind === "run";
  }

  /** `console.log("up")` where a function should stand. */
  function calledInPlace(node: CallNode): Node | undefined {
    const last = node.arguments.at(-1);
    const call = last && unwrap(last);
    return node.arguments.length > 1 && call?.type === "CallExpression" && isLogCall(call) ? call : undefined;
  }
}
