import type { TSESTree } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type ClassNode, type FunctionNode, type Node, type Unit, constructorOf, isClass, isFunction, isInside, memberName, unitOf, unwrap } from "./ast.js";
import type { Contexts } from "./contexts.js";
import { type Domain, TooDeep, follow } from "./flow.js";
import type { Holder } from "./holders.js";
import { type Phases, type Standing, entry, gap, hasPhase, lost, phases, unknown } from "./phases.js";
import type { Promises } from "./promises.js";
import type { Scopes } from "./scopes.js";
import { type State, agedState, applied, joinStates, sameStates, standingOf, start, withStanding } from "./state.js";
import type { Values } from "./values.js";

/** What running a unit does, relative to how things stood when it began. */
export interface Summary {
  /** Where it returns or ends; undefined if it never does. */
  readonly exit: State | undefined;
  /** What it has done when it first gives control back: at its first `await`, or at its end. */
  readonly handedBack: State | undefined;
  /** The state before each call and member of it that control reaches. */
  readonly before: ReadonlyMap<Node, State>;
}

export interface Summaries {
  /** The summary of a unit; undefined while it is being found (recursion), or where the code is too deep to follow. */
  of(unit: Unit): Summary | undefined;
}

export interface SummariesInput {
  readonly visitorKeys: Domain<State>["visitorKeys"];
  readonly values: Values;
  readonly actions: Actions;
  readonly contexts: Contexts;
  readonly scopes: Scopes;
  readonly promises: () => Promises;
  /** Every call in the file that starts a subject. */
  readonly startSites: () => readonly { readonly call: CallNode; readonly holder: Holder }[];
}

export function createSummaries(input: SummariesInput): Summaries {
  const { values, actions, contexts, scopes, startSites } = input;
  const known = new Map<Unit, Summary | undefined>();

  function of(unit: Unit): Summary | undefined {
    if (!known.has(unit)) {
      known.set(unit, undefined);
      try {
        known.set(unit, summarise(unit));
      } catch (error) {
        if (!(error instanceof TooDeep)) throw error;
      }
    }
    return known.get(unit);
  }

  function summarise(unit: Unit): Summary {
    const before = new Map<Node, State>();
    let handedBack: State | undefined;
    const domain: Domain<State> = {
      join: joinStates,
      equals: sameStates,
      visitorKeys: input.visitorKeys,
      assume,
      step(node, state) {
        switch (node.type) {
          case "CallExpression":
          case "NewExpression":
            record(before, node, state);
            return called(node, state, unit);
          case "MemberExpression":
            record(before, node, state);
            return state;
          case "AwaitExpression":
          case "YieldExpression":
          case "ForOfStatement": {
            if (node.type === "ForOfStatement" && !node.await) return state;
            if (state.turn === gap.none) handedBack = handedBack ? joinStates(handedBack, state) : state;
            const promised = node.type === "AwaitExpression" ? input.promises().of(node.argument) : undefined;
            const later = agedState(state, promised?.gap ?? gap.task, (holder) => isStartedOutside(holder, unit));
            return promised ? applied(later, promised.facts(later)) : later;
          }
          case "AssignmentExpression":
            return node.operator === "=" ? assigned(node.left, node.right, state) : state;
          case "VariableDeclarator":
            return node.init ? assigned(node.id, node.init, state) : state;
          default:
            return state;
        }
      },
    };
    const exit = isClass(unit) ? constructed(unit, domain) : ended(follow(unit, entryOf(unit), domain));
    if (exit?.turn === gap.none) handedBack = handedBack ? joinStates(handedBack, exit) : exit;
    return { exit, handedBack, before };
  }

  /** A unit that only ever runs as one callback begins in the phases its row says. */
  function entryOf(unit: Unit): State {
    if (!isFunction(unit)) return start;
    const [context, ...others] = contexts.of(unit);
    if (context?.kind !== "callback" || others.length > 0) return start;
    return withStanding(start, context.subject, { phases: context.begins, gap: gap.task, starts: [], unbound: false, escaped: true });
  }

  /** A class runs its instance fields in order, then its constructor. */
  function constructed(unit: ClassNode, domain: Domain<State>): State | undefined {
    let state: State | undefined = start;
    for (const member of unit.body.body) {
      if ((member.type !== "PropertyDefinition" && member.type !== "AccessorProperty") || member.static || !member.value || !state) continue;
      state = follow(member.value, state, domain).normal;
    }
    const body = constructorOf(unit);
    return body && state ? ended(follow(body, state, domain)) : state;
  }

  function ended({ normal, returned }: { normal: State | undefined; returned: State | undefined }): State | undefined {
    return normal && returned ? joinStates(normal, returned) : (normal ?? returned);
  }

  function record(before: Map<Node, State>, node: Node, state: State): void {
    const known = before.get(node);
    before.set(node, known ? joinStates(known, state) : state);
  }

  // --- conditions ---

  function assume(test: Node, outcome: boolean, state: State): State {
    const node = unwrap(test);
    if (node.type === "BinaryExpression" && /^[!=]==?$/.test(node.operator) && isNothing(node.right)) {
      return assume(node.left, node.operator.startsWith("!") === outcome, state);
    }
    if (node.type === "BinaryExpression" && node.operator === "instanceof" && outcome) return assume(node.left, true, state);
    if (node.type === "Identifier") {
      const variable = scopes.variableOf(node);
      const failed = variable && contexts.failureOf(variable);
      return failed ? limited(state, failed, outcome ? phases("failed") : ~phases("failed")) : state;
    }
    if (node.type === "MemberExpression") {
      const value = values.valueOf(node);
      if (value?.kind === "member" && value.subject.contract.flags.includes(value.name)) {
        return outcome ? became(state, value.subject.holder, phases("ready")) : limited(state, value.subject.holder, ~phases("ready"));
      }
      if (value?.kind === "export" && /^(node:)?cluster$/.test(value.module)) {
        const isWorker = /(?:^|\.)isWorker$/.test(value.name);
        const isPrimary = /(?:^|\.)is(?:Primary|Master)$/.test(value.name);
        if ((isWorker && outcome) || (isPrimary && !outcome)) return { ...state, worker: true };
      }
      return state;
    }
    if (node.type === "CallExpression" && outcome) {
      // An address that is there tells that it listens.
      const callee = values.valueOf(node.callee);
      if (callee?.kind === "member" && callee.subject.contract.reads.some(({ member }) => member === `${callee.name}()`)) {
        return became(state, callee.subject.holder, phases("ready"));
      }
    }
    return state;
  }

  function limited(state: State, holder: Holder, to: Phases): State {
    const standing = standingOf(state, holder);
    const left = standing.phases & (to | unknown | entry);
    return left === 0 || left === standing.phases ? state : withStanding(state, holder, { ...standing, phases: left });
  }

  function became(state: State, holder: Holder, to: Phases): State {
    return withStanding(state, holder, { ...standingOf(state, holder), phases: to });
  }

  // --- calls ---

  function called(call: CallNode, before: State, unit: Unit): State | undefined {
    const action = actions.of(call);
    const state = action.kind === "other" || action.kind === "look" ? errorsTold(call, before) : before;
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
      case "wrap":
      case "attach":
      case "wait":
        return state;
      case "other":
        return escaping(call, state, unit);
    }
  }

  /** An error handed to an assertion, a `done` or a `reject` has been seen to; one that is only logged has not. */
  function errorsTold(call: CallNode, state: State): State {
    let after = state;
    for (const argument of call.arguments) {
      const variable = argument.type === "Identifier" ? scopes.variableOf(argument) : undefined;
      const failed = variable && contexts.failureOf(variable);
      if (failed && !isLog(call)) after = limited(after, failed, ~phases("failed"));
    }
    return after;
  }

  function begun(call: CallNode, holder: Holder, row: Parameters<Actions["hasHost"]>[1], state: State): State {
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
    const summary = of(unit);
    if (!summary) return otherwise;
    const action = actions.of(call);
    const binding = action.kind === "local" ? contexts.bindingOf(call, unit) : undefined;
    const isLater = isFunction(unit) && (unit.async || unit.generator);
    const after = isLater ? summary.handedBack : summary.exit;
    if (isFunction(unit) && unit.generator) return otherwise;
    if (!after) return isLater ? state : undefined;
    let result = agedState(state, after.turn, () => false);
    for (const [inner, standing] of after.standings) {
      const outer = binding ? binding.outward(inner) : inner;
      // What a closure of the unit may begin is in other hands from now on.
      const isShared = outer !== inner && isStartedOutside(inner, unit);
      if (outer) result = applied(result, new Map([[outer, isShared ? { ...standing, escaped: true } : standing]]));
    }
    return result;
  }

  /** Subjects that a call hands to code that is not seen. */
  function escaping(call: CallNode, state: State, unit: Unit): State {
    let after = state;
    const give = (node: Node): void => {
      const inner = unwrap(node);
      if (inner.type === "ObjectExpression") {
        for (const property of inner.properties) give(property.type === "SpreadElement" ? property.argument : property.value);
      } else if (inner.type === "ArrayExpression") {
        for (const element of inner.elements) if (element) give(element);
      } else if (inner.type === "SpreadElement") {
        give(inner.argument);
      } else if (isFunction(inner)) {
        for (const site of startSites()) if (isInside(site.call, inner)) after = obscured(after, site.holder);
      } else {
        const value = values.valueOf(inner);
        if (value?.kind === "subject") after = obscured(after, value.holder);
        if (value?.kind === "member") after = obscured(after, value.subject.holder);
        if (value?.kind === "object") after = allBelow(after, value.holder);
        if (value?.kind === "function") for (const site of startSites()) if (isInside(site.call, value.node)) after = obscured(after, site.holder);
      }
    };
    call.arguments.forEach(give);
    const callee = unwrap(call.callee);
    if (callee.type === "MemberExpression") {
      const receiver = values.valueOf(callee.object);
      if (receiver?.kind === "object" && memberName(callee) !== undefined) after = allBelow(after, receiver.holder);
    }
    if (callee.type === "Super" && isClass(unit)) after = state;
    return after;
  }

  function allBelow(state: State, holder: Holder): State {
    let after = state;
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

  /** True if another unit than `unit` starts it, so that time may bring it on its way. */
  function isStartedOutside(holder: Holder, unit: Unit): boolean {
    return startSites().some((site) => site.holder === holder && unitOf(site.call) !== unit);
  }

  // --- assignments ---

  function assigned(target: Node, source: Node, state: State): State {
    const left = unwrap(target);
    if (left.type !== "Identifier" && left.type !== "MemberExpression") return state;
    const to = values.valueOf(left);
    const from = values.valueOf(source);
    if (from?.kind === "subject" && left.type === "MemberExpression" && to?.kind !== "subject") return obscured(state, from.holder);
    if (to?.kind !== "subject") return state;
    if (from?.kind !== "subject") return from?.kind === "promise" ? state : withStanding(state, to.holder, lost);
    return from.holder === to.holder ? state : withStanding(state, to.holder, standingOf(state, from.holder));
  }

  return { of };
}

function isNothing(node: TSESTree.Node): boolean {
  return (node.type === "Literal" && node.value === null) || (node.type === "Identifier" && node.name === "undefined");
}

function isLog(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  const names = callee.type === "MemberExpression" && callee.object.type === "Identifier" ? [callee.object.name, memberName(callee) ?? ""] : callee.type === "Identifier" ? [callee.name] : [];
  return names.some((name) => /^(?:console|log|logger|debug|warn|print)$/i.test(name));
}
