import { type FunctionNode, type Node, type Unit, unitOf } from "./ast.js";
import type { Context, Contexts } from "./contexts.js";
import type { Elsewhere } from "./elsewhere.js";
import type { Holder } from "./holders.js";
import { type Standing, aged, entry, following, gap, hasPhase, joinStanding, lost, unknown } from "./phases.js";
import type { Promises } from "./promises.js";
import { type State, applied, standingOf } from "./state.js";
import type { Summaries } from "./summaries.js";

// Callers of callers; what is further away is not followed.
const deepest = 40;

/** Says how subjects stand at points of the code, over all the ways that lead there. */
export interface Standings {
  /** How `holder` stands before `node`, which stands in `unit`; undefined where control never gets there. */
  before(node: Node, unit: Unit, holder: Holder): Standing | undefined;
  /** The same, for each call of `unit` in this file by itself. */
  beforeByCall(node: Node, unit: Unit, holder: Holder): readonly Standing[];
}

export function createStandings({ contexts, summaries, promises, elsewhere }: { contexts: Contexts; summaries: Summaries; promises: Promises; elsewhere: Elsewhere }): Standings {
  let depth = 0;
  const entries = new Map<Unit, Map<Holder, Standing>>();

  /** How `holder` stands when `unit` begins, over all the ways in which it comes to run. */
  function entryOf(unit: Unit, holder: Holder): Standing {
    let ofUnit = entries.get(unit);
    if (!ofUnit) entries.set(unit, (ofUnit = new Map<Holder, Standing>()));
    let standing = ofUnit.get(holder);
    if (!standing) {
      if (depth >= deepest) return lost;
      depth++;
      ofUnit.set(holder, lost);
      const ways = contexts.of(unit).map((context) => entryIn(context, holder));
      standing = ways.length === 0 ? lost : ways.reduce(joinStanding);
      ofUnit.set(holder, standing);
      depth--;
    }
    return standing;
  }

  function entryIn(context: Context, holder: Holder): Standing {
    switch (context.kind) {
      case "call": {
        const outer = context.binding.outward(holder);
        return outer ? at(context.at, context.from, outer) : lost;
      }
      case "callback":
        return context.subject === holder ? { ...lost, phases: context.begins } : lost;
      case "test": {
        const home = [...context.groups].reverse().find((group) => isDeclaredIn(holder, group));
        const exit = home && summaries.of(home)?.exit;
        if (!home || !exit) return lost;
        let standing = resolved(home, holder, standingOf(exit, holder));
        for (const hook of context.hooks) standing = afterHook(hook, holder, aged(standing, gap.task));
        standing = aged(standing, gap.task);
        // Other tests, and functions that declare hooks, run as well.
        const mayHaveBegun = hasPhase(standing.phases, "made") && elsewhere.mayBeginBeside(holder, context.groups, context.hooks);
        return mayHaveBegun ? { ...standing, phases: standing.phases | unknown } : standing;
      }
      case "unknown":
        return lost;
    }
  }

  /** A hook has run and been waited for. */
  function afterHook(hook: FunctionNode, holder: Holder, before: Standing): Standing {
    const done = hook.async ? undefined : hook.params[0];
    const waited = promises.ofHook(hook);
    const exit = done ? summaries.of(hook)?.handedBack : summaries.of(hook)?.exit;
    if (!exit) return lost;
    const after = applied({ standings: new Map([[holder, before]]), turn: gap.none, worker: false, strangers: false }, exit.standings);
    return standingOf(applied({ ...after, standings: new Map([[holder, aged(standingOf(after, holder), gap.task)]]) }, waited), holder);
  }

  function isDeclaredIn(holder: Holder, unit: Unit): boolean {
    const { root } = holder;
    if (typeof root === "string") return unit.type === "Program";
    const at = "identifiers" in root ? (root.identifiers[0] as Node | undefined) : (root);
    return at !== undefined && (unit.type === "Program" || unitOf(at) === unit);
  }

  function resolved(unit: Unit, holder: Holder, standing: Standing): Standing {
    return (standing.phases & entry) === 0 ? standing : following(entryOf(unit, holder), standing);
  }

  /** What was made before the unit began may be begun by code that is not seen and has run since, where the file gives it a way. */
  function met(state: State, unit: Unit, holder: Holder, standing: Standing): Standing {
    const isAlone = !state.strangers && state.turn !== gap.task;
    return isAlone || !hasPhase(standing.phases, "made") || !elsewhere.mayBegin(holder, unit) ? standing : { ...standing, phases: standing.phases | unknown };
  }

  function before(node: Node, unit: Unit, holder: Holder): Standing | undefined {
    const summary = summaries.of(unit);
    if (!summary) return lost;
    const state = summary.before.get(node);
    return state && met(state, unit, holder, resolved(unit, holder, standingOf(state, holder)));
  }

  function at(node: Node, unit: Unit, holder: Holder): Standing {
    return before(node, unit, holder) ?? lost;
  }

  function beforeByCall(node: Node, unit: Unit, holder: Holder): readonly Standing[] {
    const state = summaries.of(unit)?.before.get(node);
    if (!state) return [];
    const calls = contexts.of(unit).filter((context) => context.kind === "call");
    return calls.map((context) => met(state, unit, holder, following(entryIn(context, holder), standingOf(state, holder))));
  }

  return { before, beforeByCall };
}
