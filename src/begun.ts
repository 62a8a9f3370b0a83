import type { Actions } from "./actions.js";
import { type Aftermath, aftermathOf } from "./aftermath.js";
import { type CallNode, type FunctionNode, type Node, type Unit, calledName, isFunction, isInside, memberName, namingNode, parameterName, unitOf, unwrap, wrapped } from "./ast.js";
import { attachMethods } from "./contracts/calls.js";
import { type Catalogue, givesPromise } from "./contracts/index.js";
import { runsCallersFunction } from "./callers-callback.js";
import { isLastDone, isRetriedInCatch } from "./catches.js";
import type { Contexts } from "./contexts.js";
import type { Start } from "./contracts/types.js";
import type { Elsewhere } from "./elsewhere.js";
import { flagBehind } from "./flags.js";
import type { FileIndex } from "./file-index.js";
import { isCaught } from "./handling.js";
import { type Holder, isBelow } from "./holders.js";
import { type Leaving, leftByCallers } from "./left-by-callers.js";
import { type Listeners, type Told, createListeners } from "./listeners.js";
import { type Standing, gap, hasPhase, unknown } from "./phases.js";
import { isOfOneVersion } from "./of-one-version.js";
import type { Promises } from "./promises.js";
import type { Scopes } from "./scopes.js";
import { standingOf, start as atStart } from "./state.js";
import type { Summaries } from "./summaries.js";
import { isLogCall } from "./telling.js";
import { type Use, useOf } from "./use.js";
import type { Subject, Values } from "./values.js";
import { type Connection, createWaitsApart } from "./waits-apart.js";

/** A start, and what its code does to wait for it. */
export interface Begun {
  readonly node: CallNode;
  readonly subject: Subject;
  readonly row: Start;
  readonly unit: Unit;
  readonly use: Use;
  /** Who hears of readiness: no function, one that tells nobody, or one that may tell somebody. */
  readonly told: Told;
  /** Those who hear of readiness do no more than keep values, and the unit has no `done` to call: nobody can wait for that. */
  readonly isOnlyKept: boolean;
  /** It stands in a `try` whose `catch` gets none of its failures, and something follows it, there or behind. */
  readonly isCaughtAndFollowed: boolean;
  /** That `catch` starts again: it is for a taken port, and never runs for one. */
  readonly isRetriedInCatch: boolean;
  /** It is awaited, and its callback runs what a caller has given: what is awaited is another thing. */
  readonly isAwaitedBeside: boolean;
  /** A function handed to an API that takes none. */
  readonly ignoredCallback: Node | undefined;
  /** The result of a call that stands where the callback should be. */
  readonly calledCallback: Node | undefined;
  /** The API gives its callback an error: in every version, in none, or it depends on a version that is not known. */
  readonly isGivenError: boolean | undefined;
  /** What follows as if it were ready. */
  readonly aftermath: Aftermath | undefined;
  /** The unit ends, normally, before it is ready; in the same turn for all that is known. */
  readonly isUnboundAtEnd: boolean;
  /** What the unit awaits has nothing to do with the subject, and it ends: whoever goes on then may be too early. */
  readonly endsApart: Exclude<Connection, "may tell"> | undefined;
  /** It stands in a callback of a hook that has called its `done`, or fulfilled its promise, before it is ready. */
  readonly isHookThrough: boolean;
  /** Its unit is given a `done`, which an event calls: as a hook it ends then. */
  readonly endsByDone: boolean;
  /** What tells others that it is ready, set in the same turn. */
  readonly flag: (Node & { readonly left: Node }) | undefined;
  /** It stands in the executor of a promise that is settled in the same turn. */
  readonly isSettledAtOnce: boolean;
  /** What the unit gives its caller: nothing, the server or something that shows it, an object of functions that close over it, or something else. */
  readonly gives: "nothing" | "subject" | "handle" | "other";
  /** A listener of 'error' tells somebody: the failure has a way of its own, beside what the unit gives. */
  readonly isFailureHeard: boolean;
  /** Listeners of 'error' anywhere in the file: none, only such that tell nobody, or one that may. */
  readonly failureTold: Told;
  /** They only emit it again: whoever waits for a promise learns nothing of that. */
  readonly isFailureEmitted: boolean;
  /** Of those that tell nobody one throws what it gets. */
  readonly isFailureThrown: boolean;
  /** The calls of its function, if each stands in an async function that ends before it is ready. */
  readonly leftBy: readonly Leaving[];
}

export interface BegunInput {
  readonly catalogue: Catalogue;
  readonly index: FileIndex;
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
  readonly summaries: Summaries;
  readonly promises: Promises;
  readonly elsewhere: Elsewhere;
  readonly contexts: Contexts;
}

/** Every start of the file that control reaches. */
export function startsIn({ catalogue, index, values, actions, scopes, summaries, promises, elsewhere, contexts }: BegunInput): readonly Begun[] {
  let known: Listeners | undefined;
  const waits = createWaitsApart({ index, values, actions, scopes, promises });
  const startNames = new Set([...catalogue.startMethods, ...catalogue.startExports, "call", "apply"]);
  return index.calls.filter(mayStart).flatMap((node) => {
    const action = actions.of(node);
    const row = action.kind === "start" || action.kind === "make" ? action.start : undefined;
    if (!row || (action.kind !== "start" && action.kind !== "make")) return [];
    const unit = unitOf(node);
    const summary = summaries.of(unit);
    if (!summary?.before.has(node) || isOfOneVersion(node, values)) return [];
    const { subject } = action;
    const listeners = (known ??= createListeners({ index, values, actions, scopes, contexts }));
    return [
      {
        node,
        subject,
        row,
        unit,
        use: useOf(node),
        told: listeners.ofReady(node, subject.holder),
        isOnlyKept: isFunction(unit) && unit.params.length === 0 && listeners.isReadyOnlyKept(node, subject.holder),
        isCaughtAndFollowed: isCaught(node) && !isLastDone(node),
        isRetriedInCatch: isRetriedInCatch(node, unit, values, actions),
        isAwaitedBeside: wrapped(node).parent?.type === "AwaitExpression" && runsCallersFunction(node, scopes),
        ignoredCallback: row.callback || !givesPromise(row) ? undefined : node.arguments.find((argument) => isFunction(unwrap(argument))),
        calledCallback: row.callback ? calledInPlace(node) : undefined,
        isGivenError: isGivenError(node, subject, row),
        aftermath: aftermathOf(node, values, scopes),
        flag: flagBehind(node, unit, subject.holder, { index, values, actions, scopes, summaries, elsewhere }),
        isUnboundAtEnd: isUnboundAtEnd(node, subject.holder, unit),
        isHookThrough: isHookThrough(unit, subject.holder),
        endsByDone: isFunction(unit) && usesOfDone(unit).some(isListener),
        endsApart: endsApart(node, subject, unit),
        isSettledAtOnce: isSettledAtOnce(unit, subject.holder),
        gives: givenBy(unit, subject.holder),
        isFailureHeard: listeners.isFailureHeard(subject.holder),
        failureTold: listeners.ofFailure(node, subject.holder),
        isFailureEmitted: listeners.isFailureEmitted(node, subject.holder),
        isFailureThrown: listeners.isFailureThrown(subject.holder),
        leftBy: leftByCallers(node, subject.holder, unit, { contexts, listeners, values, isUnboundAtEnd }),
      },
    ];
  });

  /** True unless the name of the member that is called is that of no start and of no way to call one. */
  function mayStart({ callee }: CallNode): boolean {
    const called = unwrap(callee);
    const name = called.type === "MemberExpression" ? memberName(called) : undefined;
    return name === undefined || startNames.has(name);
  }

  function isUnboundAtEnd(node: CallNode, holder: Holder, unit: Unit): boolean {
    const exit = summaries.of(unit)?.exit;
    const standing: Standing | undefined = exit && standingOf(exit, holder);
    if (!standing?.starts.includes(node) || !hasPhase(standing.phases, "starting") || hasPhase(standing.phases, "ready", "closed") || (standing.phases & unknown) !== 0) return false;
    if (!isFunction(unit)) return true;
    // A promise that is returned may wait, whether the function is async or not.
    return !values.returnedBy(unit).some((value) => saysReady(value, holder));
  }

  function endsApart(node: CallNode, subject: Subject, unit: Unit): Begun["endsApart"] {
    const exit = summaries.of(unit)?.exit;
    const standing = exit && standingOf(exit, subject.holder);
    if (!standing?.starts.includes(node) || !hasPhase(standing.phases, "starting") || standing.gap !== gap.task || hasPhase(standing.phases, "closed", "failed")) return undefined;
    const connection = waits.behind(node, subject);
    if (connection === "may tell") return undefined;
    return standing.escaped ? "handed" : connection;
  }

  function isHookThrough(unit: Unit, holder: Holder): boolean {
    for (let at = unit; isFunction(at) && namingNode(at) === undefined; at = unitOf(at)) {
      const call = wrapped(at).parent;
      const action = call?.type === "CallExpression" ? actions.of(call) : undefined;
      if (action?.kind !== "test") continue;
      const fact = at === unit || action.phase === "test" || action.phase === "after" || isDoneGivenAway(at) ? undefined : promises.ofHook(at).get(holder);
      return fact !== undefined && fact.gap === gap.none && hasPhase(fact.phases, "starting") && !hasPhase(fact.phases, "ready", "closed") && (fact.phases & unknown) === 0;
    }
    return false;
  }

  /** True if a hook gives its `done` to others, who call it when they like. */
  function isDoneGivenAway(hook: FunctionNode): boolean {
    return usesOfDone(hook).some((use) => use.parent?.type !== "CallExpression" || use.parent.callee !== use);
  }

  function isListener({ parent }: Node): boolean {
    return parent?.type === "CallExpression" && attachMethods.has(calledName(parent));
  }

  /** The uses of a function's first parameter. */
  function usesOfDone({ params: [done] }: FunctionNode): readonly Node[] {
    const name = done && parameterName(done);
    return (name ? (scopes.variableOf(name)?.references ?? []) : []).map(({ identifier }) => wrapped(identifier));
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
      const value = property.type === "Property" ? values.valueOf(property.value) : undefined;
      return value?.kind === "function" && index.calls.some((call) => isInside(call, value.node) && call.callee.type === "MemberExpression" && values.subjectOf(call.callee.object)?.holder === holder);
    });
  }

  /** `console.log("up")` where a function should stand. */
  function calledInPlace(node: CallNode): Node | undefined {
    const last = node.arguments.at(-1);
    const call = last && unwrap(last);
    return node.arguments.length > 1 && call?.type === "CallExpression" && isLogCall(call) ? call : undefined;
  }

  function isGivenError(node: CallNode, subject: Subject, row: Start): boolean | undefined {
    if (row.callback?.error !== undefined) return true;
    const callee = values.valueOf(node.callee);
    const { since } = callee?.kind === "member" ? callee.subject.contract : callee?.kind === "promisified" ? callee.method.subject.contract : subject.contract;
    const later = Object.values(since ?? {}).flatMap((byMajor) => Object.values(byMajor));
    return later.some(({ starts: changed }) => Object.values(changed ?? {}).some(({ callback }) => callback?.error !== undefined)) ? undefined : false;
  }
}
