import type { Holder } from "./holders.js";
import { type Gap, type Standing, gap, phases } from "./phases.js";
import { type State, chainFacts, joinFacts } from "./state.js";

/** How subjects stand, relative to how they stood before. */
export type Facts = ReadonlyMap<Holder, Standing>;

/** What awaiting an expression means. */
export interface Promised {
  /** How much time passes at least: a value that is no promise takes a microtask. */
  readonly gap: Gap;
  /** How subjects stand when it has fulfilled, relative to how they stand when it is awaited. */
  readonly facts: (state: State) => Facts;
}

export const nothing: Facts = new Map();

/** A value that is there already. */
export const settled: Promised = { gap: gap.microtask, facts: () => nothing };

/** A promise of which nothing is known but that it takes time. */
export const later: Promised = { gap: gap.task, facts: () => nothing };

/** A subject that is ready. */
export const ready: Standing = { phases: phases("ready"), gap: gap.task, starts: [], unbound: false, escaped: false };

/** A promise that says how one subject stands. */
export function promiseOf(holder: Holder, standing: Standing): Promised {
  const facts = new Map([[holder, standing]]);
  return { gap: gap.task, facts: () => facts };
}

/** The same promise, asked once for each state; one that waits for itself says nothing. */
export function remembering({ gap: least, facts }: Promised): Promised {
  const known = new WeakMap<State, Facts>();
  return {
    gap: least,
    facts(state) {
      let found = known.get(state);
      if (!found) {
        known.set(state, nothing);
        known.set(state, (found = facts(state)));
      }
      return found;
    },
  };
}

/** The promise of all of them, as `Promise.all` gives it. */
export function allOf(all: readonly Promised[]): Promised {
  return {
    gap: all.length > 0 && all.every((each) => each.gap === gap.microtask) ? gap.microtask : gap.task,
    facts: (state) => all.map((each) => each.facts(state)).reduce(chainFacts, nothing),
  };
}

/** One of several promises, whichever it is: what all of them say. */
export function oneOf(all: readonly Promised[]): Promised {
  const [first, ...others] = all;
  if (!first) return later;
  if (others.length === 0) return first;
  return {
    gap: Math.max(...all.map((each) => each.gap)) as Gap,
    facts: (state) => others.reduce((facts, each) => joinFacts(facts, each.facts(state)), first.facts(state)),
  };
}
