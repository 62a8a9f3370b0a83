import type { TSESLint } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type FunctionNode, type Node, calledName, isFunction, parameterName, unitOf, unwrap } from "./ast.js";
import type { Contexts } from "./contexts.js";
import { givesPromise } from "./contracts/index.js";
import type { Holder } from "./holders.js";
import { type Standing, gap, hasPhase, lost, phases } from "./phases.js";
import { type Facts, type Promised, allOf, later, nothing, oneOf, promiseOf, ready, remembering, settled } from "./promised.js";
import type { Scopes } from "./scopes.js";
import { createSettling } from "./settling.js";
import { type State, chainFacts, joinFacts, standingOf, start, withStanding } from "./state.js";
import type { Summaries } from "./summaries.js";
import type { Values } from "./values.js";

type Variable = TSESLint.Scope.Variable;

/** Says what awaiting expressions means. */
export interface Promises {
  of(node: Node): Promised;
  /** True if the subject in this place is ready once the promise has fulfilled, however it stood before. */
  isReadyAfter(node: Node, holder: Holder): boolean;
  /** How subjects stand when a hook that takes `done` has called it; nothing for other hooks. */
  ofHook(hook: FunctionNode): Facts;
}

export interface PromisesInput {
  readonly values: Values;
  readonly actions: Actions;
  readonly contexts: Contexts;
  readonly summaries: Summaries;
  readonly scopes: Scopes;
  /** Functions whose awaited call means that all that was started is ready. */
  readonly waits: readonly string[];
}

export function createPromises(input: PromisesInput): Promises {
  const { values, actions, contexts, summaries, scopes } = input;
  const known = new Map<Node, Promised>();
  const { settledBy, resolverBeside } = createSettling({ values, actions, contexts, summaries, scopes, factsOf: (node, state) => of(node).facts(state), subjectsGivenTo });

  function of(node: Node): Promised {
    const inner = unwrap(node);
    let promised = known.get(inner);
    if (!promised) {
      known.set(inner, later);
      known.set(inner, (promised = remembering(find(inner))));
    }
    return promised;
  }

  function find(node: Node): Promised {
    switch (node.type) {
      case "Literal":
      case "TemplateLiteral":
      case "ObjectExpression":
      case "ArrayExpression":
      case "ArrowFunctionExpression":
      case "FunctionExpression":
      case "AwaitExpression":
        return settled;
      case "Identifier": {
        if (node.name === "undefined" || values.valueOf(node)?.kind === "subject") return settled;
        const variable = scopes.variableOf(node);
        const writes = variable && scopes.writesTo(variable);
        const [only, ...others] = writes ?? [];
        if (!variable || !only || others.length > 0 || isParameter(variable)) return later;
        const resolve = only.path[0] === "promise" ? resolverBeside(variable, only.value) : undefined;
        if (resolve) return { gap: gap.task, facts: () => settledBy(resolve, unitOf(only.value)) };
        return only.path.length === 0 ? of(only.value) : later;
      }
      case "MemberExpression": {
        if (values.valueOf(node)?.kind === "subject") return settled;
        const writes = values.assignedTo(node);
        return writes.length === 1 && writes[0] ? of(writes[0]) : later;
      }
      case "ConditionalExpression":
        return oneOf([of(node.consequent), of(node.alternate)]);
      case "LogicalExpression":
        return oneOf([of(node.left), of(node.right)]);
      case "AssignmentExpression":
        return of(node.right);
      case "SequenceExpression":
        return of(node.expressions.at(-1) ?? node);
      case "CallExpression":
      case "NewExpression":
        return ofCall(node);
      default:
        return later;
    }
  }

  function ofCall(call: CallNode): Promised {
    if (input.waits.includes(calledName(call))) return { gap: gap.task, facts: everythingStarted };
    const action = actions.of(call);
    switch (action.kind) {
      case "wait": {
        const begins = action.subject.contract.events[action.event];
        return begins ? promiseOf(action.subject.holder, { ...ready, phases: phases(...begins) }) : later;
      }
      case "start": {
        if (action.start.settles === "early") return later;
        if (givesPromise(action.start) || values.valueOf(call.callee)?.kind === "promisified") return promiseOf(action.subject.holder, ready);
        return settled;
      }
      case "make":
        return values.valueOf(call)?.kind === "promise" ? later : settled;
      case "wrap":
      case "attach":
        return settled;
      case "stop":
        return later;
      case "local":
        return isFunction(action.unit) ? ofLocal(call, action.unit) : settled;
      case "run":
        return call.type === "NewExpression" ? ofExecutor(call, action.functions[0]) : later;
      default:
        return ofOther(call);
    }
  }

  function ofLocal(call: CallNode, unit: FunctionNode): Promised {
    const binding = contexts.bindingOf(call, unit);
    const outward = (facts: Facts): Facts => {
      const mapped = new Map<Holder, Standing>();
      for (const [inner, standing] of facts) {
        const outer = binding.outward(inner);
        if (outer) mapped.set(outer, standing);
      }
      return mapped;
    };
    const returned = values.returnedBy(unit).map((node) => of(node));
    if (unit.async) {
      const exit = summaries.of(unit)?.exit;
      if (!exit) return { gap: gap.task, facts: () => subjectsGivenTo(call) };
      // What it returns is awaited as well.
      const also = returned.length > 0 ? oneOf(returned) : settled;
      return {
        gap: exit.turn === gap.none && also.gap !== gap.task ? gap.microtask : gap.task,
        facts: (state) => outward(chainFacts(exit.standings, also.facts(state))),
      };
    }
    if (returned.length === 0) return settled;
    const one = oneOf(returned);
    return { gap: one.gap, facts: (state) => outward(one.facts(state)) };
  }

  function ofExecutor(call: CallNode, executor: FunctionNode | undefined): Promised {
    const resolve = executor?.params[0] && parameterName(executor.params[0]);
    const variable = resolve && scopes.variableOf(resolve);
    if (!executor || !variable) return later;
    return { gap: gap.task, facts: () => settledBy(variable, executor) };
  }

  function ofOther(call: CallNode): Promised {
    const callee = unwrap(call.callee);
    const value = values.valueOf(callee);
    if (value?.kind === "global" && value.name.startsWith("Promise.")) return ofCombinator(call, value.name.slice("Promise.".length));
    const name = calledName(call);
    if (value?.kind === "member" && value.subject.contract.readyPromises?.includes(value.name)) return readyPromise(value.subject.holder);
    if (callee.type === "MemberExpression" && (name === "then" || name === "catch" || name === "finally")) return ofChain(call, callee.object, name);
    return { gap: gap.task, facts: () => subjectsGivenTo(call) };
  }

  /** What was not even started has nothing to wait for: the promise has resolved, and it is as it was. */
  function readyPromise(holder: Holder): Promised {
    const { facts } = promiseOf(holder, ready);
    return { gap: gap.task, facts: (state) => (standingOf(state, holder).phases === phases("made") ? nothing : facts(state)) };
  }

  function everythingStarted(state: State): Facts {
    const facts = new Map<Holder, Standing>();
    for (const [holder, standing] of state.standings) if (hasPhase(standing.phases, "starting")) facts.set(holder, ready);
    return facts;
  }

  /** Code that is not seen is awaited with these in its hands: it may well have waited for them. */
  function subjectsGivenTo(call: CallNode): Facts {
    const facts = new Map<Holder, Standing>();
    const nodes: Node[] = [...call.arguments];
    const callee = unwrap(call.callee);
    if (callee.type === "MemberExpression") nodes.push(callee.object);
    for (const node of nodes) {
      const inner = unwrap(node);
      if (inner.type === "CallExpression" && actions.of(inner).kind === "other") nodes.push(...inner.arguments);
      if (inner.type === "ArrayExpression") nodes.push(...inner.elements.filter((element) => element !== null));
      if (inner.type === "ObjectExpression") nodes.push(...inner.properties.map((property) => (property.type === "Property" ? property.value : property.argument)));
      const value = values.valueOf(inner);
      if (value?.kind === "subject") facts.set(value.holder, lost);
      if (value?.kind === "member") facts.set(value.subject.holder, lost);
    }
    return facts;
  }

  function ofCombinator(call: CallNode, name: string): Promised {
    const [list] = call.arguments;
    const items = list?.type === "ArrayExpression" ? list.elements.flatMap((element) => (element && element.type !== "SpreadElement" ? [of(element)] : [])) : [];
    switch (name) {
      case "resolve":
        return list ? of(list) : settled;
      case "all":
        return allOf(items);
      case "race":
      case "any":
        return oneOf(items);
      default:
        return later;
    }
  }

  function ofChain(call: CallNode, before: Node, method: "then" | "catch" | "finally"): Promised {
    const first = of(before);
    const [handler] = call.arguments;
    const value = handler && values.valueOf(handler);
    const fn = value?.kind === "function" ? value.node : undefined;
    const exit = fn && summaries.of(fn)?.exit;
    if (method === "catch") {
      // A handler that never ends normally leaves what the promise says.
      return fn && !exit && summaries.of(fn) ? first : { gap: gap.task, facts: (state) => joinFacts(first.facts(state), nothing) };
    }
    const then = fn && method === "then" ? values.returnedBy(fn).map((node) => of(node)) : [];
    return {
      gap: gap.task,
      facts: (state) => {
        const after = exit ? chainFacts(first.facts(state), exit.standings) : first.facts(state);
        return then.length > 0 ? chainFacts(after, oneOf(then).facts(state)) : after;
      },
    };
  }

  function isParameter(variable: Variable): boolean {
    return variable.defs[0]?.type === "Parameter";
  }

  function ofHook(hook: FunctionNode): Facts {
    const done = hook.async ? undefined : hook.params[0] && parameterName(hook.params[0]);
    const variable = done && scopes.variableOf(done);
    if (variable && variable.references.length > 0) return settledBy(variable, hook);
    const returned = values.returnedBy(hook).map((node) => of(node));
    return returned.length > 0 ? oneOf(returned).facts(start) : nothing;
  }

  function isReadyAfter(node: Node, holder: Holder): boolean {
    const begun = withStanding(start, holder, { ...ready, phases: phases("starting") });
    return of(node).facts(begun).get(holder)?.phases === phases("ready");
  }

  return { of, isReadyAfter, ofHook };
}
