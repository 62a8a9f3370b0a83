import type { TSESLint } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type Node, type Unit, keyName, unitOf, unwrap, wrapped } from "./ast.js";
import type { Contexts } from "./contexts.js";
import { aged, atEntry, following, gap, phases } from "./phases.js";
import { type Facts, nothing, ready } from "./promised.js";
import type { Scopes } from "./scopes.js";
import { type State, chainFacts, joinFacts } from "./state.js";
import type { Summaries } from "./summaries.js";
import type { Values } from "./values.js";

type Variable = TSESLint.Scope.Variable;

/** What is known when a promise is settled by hand: by `resolve` or `done`. */
export interface Settling {
  /** How subjects stand when `resolve` is called, relative to the beginning of `within`; what differs between its calls is joined. */
  settledBy(resolve: Variable, within: Unit): Facts;
  /** `resolve` of the `const { promise, resolve } = Promise.withResolvers()` that declares `promise`. */
  resolverBeside(promise: Variable, source: Node): Variable | undefined;
}

export interface SettlingInput {
  readonly values: Values;
  readonly actions: Actions;
  readonly contexts: Contexts;
  readonly summaries: Summaries;
  readonly scopes: Scopes;
  /** What awaiting a value means for subjects. */
  readonly factsOf: (node: Node, state: State) => Facts;
  /** What is known of the subjects in the hands of a call. */
  readonly subjectsGivenTo: (call: CallNode) => Facts;
}

export function createSettling({ values, actions, contexts, summaries, scopes, factsOf, subjectsGivenTo }: SettlingInput): Settling {
  function resolverBeside(promise: Variable, source: Node): Variable | undefined {
    const callee = source.type === "CallExpression" ? values.valueOf(source.callee) : undefined;
    const declarator = (promise.defs[0]?.node ?? undefined) as Node | undefined;
    if (callee?.kind !== "global" || callee.name !== "Promise.withResolvers" || declarator?.type !== "VariableDeclarator") return undefined;
    const property = declarator.id.type === "ObjectPattern" ? declarator.id.properties.find((each) => each.type === "Property" && keyName(each) === "resolve") : undefined;
    return property?.type === "Property" ? scopes.variableOf(property.value) : undefined;
  }

  const asked = new Map<Variable, Facts>();

  function settledBy(resolve: Variable, within: Unit, seen = new Set<Variable>()): Facts {
    const known = asked.get(resolve);
    if (known) return known;
    asked.set(resolve, nothing);
    const found = findSettled(resolve, within, seen);
    asked.set(resolve, found);
    return found;
  }

  function findSettled(resolve: Variable, within: Unit, seen: Set<Variable>): Facts {
    seen.add(resolve);
    const ways: Facts[] = [];
    for (const { identifier, init } of resolve.references) {
      if (init) continue;
      const use = wrapped(identifier);
      const parent = use.parent;
      if (parent?.type !== "CallExpression" && parent?.type !== "NewExpression") {
        if (parent?.type === "AssignmentExpression" && parent.right === use && parent.left.type === "Identifier") {
          const kept = scopes.variableOf(parent.left);
          if (kept && !seen.has(kept)) ways.push(settledBy(kept, within, seen));
        }
        continue;
      }
      const unit = unitOf(parent);
      const state = summaries.of(unit)?.before.get(parent);
      if (!state) continue;
      const here = since(within, unit, state.standings);
      if (parent.callee === use) {
        const [result] = parent.arguments;
        ways.push(result ? chainFacts(here, factsOf(result, state)) : here);
      } else {
        const action = actions.of(parent);
        const given = "given" in action ? action.given.find((each) => unwrap(each.function) === unwrap(use)) : undefined;
        if (given) ways.push(chainFacts(inLaterTurn(here), new Map([[given.subject, { ...ready, phases: phases(...given.callback.begins) }]])));
        else ways.push(chainFacts(inLaterTurn(here), subjectsGivenTo(parent)));
      }
    }
    return ways.length === 0 ? nothing : ways.reduce(joinFacts);
  }

  const bases = new Map<Unit, Map<Unit, Facts>>();

  /** `standings` of a unit that runs somewhere inside `within`, relative to the beginning of `within`. */
  function since(within: Unit, unit: Unit, standings: Facts): Facts {
    if (unit === within) return standings;
    const base = baseOf(within, unit);
    const result = new Map(base);
    for (const [holder, standing] of standings) result.set(holder, following(base.get(holder) ?? atEntry, standing));
    return result;
  }

  /** How subjects stand when `unit` begins, relative to the beginning of `within`. */
  function baseOf(within: Unit, unit: Unit): Facts {
    let known = bases.get(within);
    if (!known) bases.set(within, (known = new Map<Unit, Facts>()));
    let base = known.get(unit);
    if (!base) {
      known.set(unit, nothing);
      const ways = contexts.of(unit).map((context): Facts => {
        if (context.kind !== "callback" && context.kind !== "call") return nothing;
        const outer = summaries.of(context.from)?.before.get(context.at);
        const before = outer ? since(within, context.from, outer.standings) : nothing;
        return context.kind === "call" ? before : chainFacts(inLaterTurn(before), new Map([[context.subject, { ...ready, phases: context.begins }]]));
      });
      known.set(unit, (base = ways.length === 0 ? nothing : ways.reduce(joinFacts)));
    }
    return base;
  }

  return { settledBy, resolverBeside };
}

/** The facts when a callback begins: what others have started goes on meanwhile. */
function inLaterTurn(facts: Facts): Facts {
  return new Map([...facts].map(([holder, standing]) => [holder, aged(standing, gap.task)]));
}
