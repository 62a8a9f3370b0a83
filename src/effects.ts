import type { TSESTree } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type ClassNode, type FunctionNode, type Node, type Unit, isClass, isFunction, isInside, keyName, memberName, unwrap } from "./ast.js";
import type { Contexts } from "./contexts.js";
import type { Start } from "./contracts/types.js";
import type { Elsewhere } from "./elsewhere.js";
import { isAssertion } from "./handling.js";
import type { Holder } from "./holders.js";
import { type Standing, entry, gap, hasPhase, lost, phases, unknown } from "./phases.js";
import type { Scopes } from "./scopes.js";
import { type State, agedState, applied, became, joinStates, limited, standingOf, withStanding } from "./state.js";
import type { Summaries } from "./summaries.js";
import type { Values } from "./values.js";

/** What calls and assignments do to the subjects of a unit. */
export interface Effects {
  /** The state behind a call in `unit`; undefined where control does not get past it. */
  called(call: CallNode, before: State, unit: Unit): State | undefined;
  assigned(target: Node, source: Node, state: State): State;
}

export interface EffectsInput {
  readonly values: Values;
  readonly actions: Actions;
  readonly contexts: Contexts;
  readonly scopes: Scopes;
  readonly summaries: Summaries;
  readonly elsewhere: Elsewhere;
  /** The calls that start the subject in each place, anywhere in the file. */
  readonly startSites: () => ReadonlyMap<Holder, readonly CallNode[]>;
}

export function createEffects({ values, actions, contexts, scopes, summaries, startSites, elsewhere }: EffectsInput): Effects {
  function called(call: CallNode, before: State, unit: Unit): State | undefined {
    const action = actions.of(call);
    const state = action.kind === "other" || action.kind === "look" ? errorsTold(call, before) : before;
    if (!state) return undefined;
    switch (action.kind) {
      case "make": {
        if (!action.certain) return withStanding(state, action.subject.holder, lost);
        if (action.start) return begun(call, action.subject.holder, action.start, state);
        return withStanding(state, action.subject.holder, { phases: phases("made"), gap: gap.none, starts: [], unbound: false, escaped: false });
      }
      case "start":
        return begun(call, action.subject.holder, action.start, state);
      case "stop":
        return became(state, action.subject.holder, phases("closed"));
      case "obscure":
        return withStanding(state, action.subject.holder, lost);
      case "local":
        return runInPlace(call, action.unit, state, state);
      case "run": {
        let after: State | undefined = state;
        for (const each of action.functions) {
          const ran: State | undefined = after && runInPlace(call, each, after, after);
          after = action.always || !after ? ran : ran ? joinStates(after, ran) : after;
        }
        return after;
      }
      case "test":
        return action.phase === "group" && action.function ? runInPlace(call, action.function, state, state) : state;
      case "exit":
        return undefined;
      case "look":
        return call.arguments.some((argument) => isFunction(unwrap(argument))) ? escaping(call, state, unit) : state;
      case "wrap":
      case "attach":
      case "wait":
        return state;
      case "other":
        return escaping(call, state, unit);
    }
  }

  /** An error handed to an assertion, a `done` or a `reject` has been seen to; one that is only logged has not. */
  function errorsTold(call: CallNode, state: State): State | undefined {
    let after = state;
    for (const argument of call.arguments) {
      const variable = argument.type === "Identifier" ? scopes.variableOf(argument) : undefined;
      const told = variable && contexts.failureOf(variable);
      // What is false on failure is something to work with on success.
      const failed = told?.isFalse ? undefined : told?.subject;
      // An assertion that there is none does not come back where there is one.
      if (failed && standingOf(after, failed).phases === phases("failed") && call.type === "CallExpression" && isAssertion(call)) return undefined;
      if (failed && !isLog(call)) after = limited(after, failed, ~phases("failed"));
    }
    return after;
  }

  function begun(call: CallNode, holder: Holder, row: Start, state: State): State {
    const exclusive = row.exclusive !== undefined && call.arguments.some((argument) => textOf(argument).includes(row.exclusive ?? ""));
    const unbound = row.bound === "never" || (row.bound === "when hostless" && (actions.hasHost(call, row) || (state.worker && !exclusive)));
    const standing: Standing = {
      phases: row.bound === "always" ? phases("ready") : phases("starting"),
      gap: gap.none,
      starts: [call],
      unbound,
      escaped: standingOf(state, holder).escaped,
    };
    return withStanding(state, holder, standing);
  }

  function textOf(node: Node): string {
    return node.type === "ObjectExpression" ? node.properties.map((property) => (property.type === "Property" && property.key.type === "Identifier" ? property.key.name : "")).join(" ") : "";
  }

  /** A unit of this file run at `call`: what it does until it hands control back. */
  function runInPlace(call: CallNode, unit: FunctionNode | ClassNode, state: State, otherwise: State): State | undefined {
    const summary = summaries.of(unit);
    if (!summary) return otherwise;
    const action = actions.of(call);
    const binding = action.kind === "local" ? contexts.bindingOf(call, unit) : undefined;
    const isLater = isFunction(unit) && (unit.async || unit.generator);
    const after = isLater ? summary.handedBack : summary.exit;
    if (isFunction(unit) && unit.generator) return otherwise;
    if (!after) return isLater ? state : undefined;
    let result = agedState(state, after.turn, () => false);
    if (after.strangers && !result.strangers) result = { ...result, strangers: true };
    for (const [inner, standing] of after.standings) {
      const outer = binding ? binding.outward(inner) : inner;
      // What a closure of the unit may begin is in other hands from now on.
      const isShared = outer !== inner && elsewhere.mayBegin(inner, unit);
      if (outer) result = applied(result, new Map([[outer, isShared ? { ...standing, escaped: true } : standing]]));
    }
    return result;
  }

  /** Subjects that a call hands to code that is not seen. */
  function escaping(call: CallNode, state: State, unit: Unit): State {
    let after: State = state.strangers ? state : { ...state, strangers: true };
    const give = (node: Node): void => {
      const inner = unwrap(node);
      if (inner.type === "ObjectExpression") {
        for (const property of inner.properties) give(property.type === "SpreadElement" ? property.argument : property.value);
      } else if (inner.type === "ArrayExpression") {
        for (const element of inner.elements) if (element) give(element);
      } else if (inner.type === "SpreadElement") {
        give(inner.argument);
      } else if (isFunction(inner)) {
        after = startedIn(inner, after);
      } else {
        const value = values.valueOf(inner);
        if (value?.kind === "subject") after = obscured(after, value.holder);
        if (value?.kind === "member") after = obscured(after, value.subject.holder);
        if (value?.kind === "object") after = allBelow(after, value.holder);
        if (value?.kind === "function") after = startedIn(value.node, after);
      }
    };
    call.arguments.forEach(give);
    const callee = unwrap(call.callee);
    if (callee.type === "MemberExpression") {
      const receiver = values.valueOf(callee.object);
      if (receiver?.kind === "object" && memberName(callee) !== undefined) after = allBelow(after, receiver.holder);
    }
    // Whatever is called may call what this file has given it before.
    for (const [holder, standing] of after.standings) {
      if (hasPhase(standing.phases, "made") && elsewhere.mayBegin(holder, unit)) after = obscured(after, holder);
    }
    return callee.type === "Super" ? state : after;
  }

  /** Others hold a function: what it starts may be begun by them. */
  function startedIn(fn: FunctionNode, state: State): State {
    let after = state;
    for (const [holder, calls] of startSites()) if (calls.some((call) => isInside(call, fn))) after = obscured(after, holder);
    return after;
  }

  function allBelow(state: State, holder: Holder): State {
    // What is below and has not been met yet is as little known.
    let after = withStanding(state, holder, lost);
    for (const each of state.standings.keys()) {
      for (let at: Holder | undefined = each; at; at = at.parent) if (at === holder) after = obscured(after, each);
    }
    return after;
  }

  /** Others hold it from now on: what was not begun may be begun by them at once, what has begun cannot be ready in this turn. */
  function obscured(state: State, holder: Holder): State {
    const standing = standingOf(state, holder);
    const mayBegin = hasPhase(standing.phases, "made") || (standing.phases & entry) !== 0;
    return withStanding(state, holder, { ...standing, escaped: true, phases: mayBegin ? standing.phases | unknown : standing.phases });
  }

  /** `[a, b] = [b, a]`: each may be any of them afterwards. */
  function swapped(pattern: TSESTree.ArrayPattern, state: State): State {
    let after = state;
    for (const element of pattern.elements) {
      const value = element?.type === "Identifier" ? values.valueOf(element) : undefined;
      if (value?.kind === "subject") after = withStanding(after, value.holder, lost);
    }
    return after;
  }

  function assigned(target: Node, source: Node, state: State): State {
    const left = unwrap(target);
    if (left.type === "ArrayPattern" && left.parent.type === "AssignmentExpression") return swapped(left, state);
    if (left.type !== "Identifier" && left.type !== "MemberExpression") return state;
    const to = values.valueOf(left);
    const from = values.valueOf(source);
    if (left.type === "MemberExpression") {
      const object = values.valueOf(left.object);
      const shape = object?.kind === "object" && object.shape && isClass(object.shape) ? object.shape : undefined;
      const setter = shape?.body.body.find((member) => member.type === "MethodDefinition" && member.kind === "set" && keyName(member) === memberName(left));
      if (setter && object?.kind === "object") return allBelow(state, object.holder);
    }
    if (from?.kind === "subject" && left.type === "MemberExpression" && to?.kind !== "subject") return obscured(state, from.holder);
    if (to?.kind !== "subject") return state;
    if (from?.kind !== "subject") return from?.kind === "promise" ? state : withStanding(state, to.holder, lost);
    if (from.holder === to.holder) return state;
    // Two names for one thing: what is done by the one is not seen by the other.
    const shared = obscured(state, from.holder);
    return withStanding(shared, to.holder, standingOf(shared, from.holder));
  }

  return { called, assigned };
}

function isLog(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  const names = callee.type === "MemberExpression" && callee.object.type === "Identifier" ? [callee.object.name, memberName(callee) ?? ""] : callee.type === "Identifier" ? [callee.name] : [];
  return names.some((name) => /^(?:console|log|logger|debug|warn|print)$/i.test(name));
}
