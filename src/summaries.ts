import type { Actions } from "./actions.js";
import { type CallNode, type ClassNode, type Node, type Unit, constructorOf, isClass, isFunction } from "./ast.js";
import { createAssume } from "./conditions.js";
import type { Contexts } from "./contexts.js";
import { createEffects } from "./effects.js";
import { type Domain, TooDeep, follow } from "./flow.js";
import type { Elsewhere } from "./elsewhere.js";
import type { Holder } from "./holders.js";
import { gap } from "./phases.js";
import type { Promises } from "./promises.js";
import type { Scopes } from "./scopes.js";
import { type State, agedState, applied, joinStates, sameStates, start, withStanding } from "./state.js";
import type { Values } from "./values.js";

/** What running a unit does, relative to how things stood when it began. */
export interface Summary {
  /** Where it returns or ends; undefined if it never does. */
  readonly exit: State | undefined;
  /** What it has done when it first gives control back: at its first `await`, or at its end. */
  readonly handedBack: State | undefined;
  /** The state before each call, member and assignment of it that control reaches. */
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
  readonly elsewhere: Elsewhere;
  /** The calls that start the subject in each place, anywhere in the file. */
  readonly startSites: () => ReadonlyMap<Holder, readonly CallNode[]>;
}

// Calls within calls; what is deeper is not followed.
const deepest = 24;

export function createSummaries(input: SummariesInput): Summaries {
  const { values, actions, contexts, scopes, startSites } = input;
  const known = new Map<Unit, Summary | undefined>();
  let depth = 0;

  function of(unit: Unit): Summary | undefined {
    if (known.has(unit)) return known.get(unit);
    if (depth >= deepest) return undefined;
    known.set(unit, undefined);
    depth++;
    try {
      known.set(unit, summarise(unit));
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error;
    }
    depth--;
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
            return effects.called(node, state, unit);
          case "MemberExpression":
            record(before, node, state);
            return state;
          case "AwaitExpression":
          case "YieldExpression":
          case "ForOfStatement": {
            if (node.type === "ForOfStatement" && !node.await) return state;
            if (state.turn === gap.none) handedBack = handedBack ? joinStates(handedBack, state) : state;
            const promised = node.type === "AwaitExpression" ? input.promises().of(node.argument) : undefined;
            const later = agedState(state, promised?.gap ?? gap.task, (holder) => input.elsewhere.mayBegin(holder, unit));
            return promised ? applied(later, promised.facts(later)) : later;
          }
          case "AssignmentExpression":
            record(before, node, state);
            return node.operator === "=" ? effects.assigned(node.left, node.right, state) : state;
          case "VariableDeclarator":
            return node.init ? effects.assigned(node.id, node.init, state) : state;
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

  const summaries = { of };
  const assume = createAssume({ values, contexts, scopes });
  const effects = createEffects({ values, actions, contexts, scopes, summaries, startSites, elsewhere: input.elsewhere });
  return summaries;
}
