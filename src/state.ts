import type { Holder } from "./holders.js";
import { type Gap, type Standing, aged, atEntry, following, gap, hasPhase, joinStanding, sameStanding, unknown } from "./phases.js";

/** What holds at one point of a unit, relative to how things stood when the unit began. */
export interface State {
  /** Subjects something has happened to; all others are as at entry. */
  readonly standings: ReadonlyMap<Holder, Standing>;
  /** Time since the unit began. */
  readonly turn: Gap;
  /** True on the paths that only a cluster worker takes. */
  readonly worker: boolean;
}

export const start: State = { standings: new Map(), turn: gap.none, worker: false };

/** How `holder` stands. */
export function standingOf(state: State, holder: Holder): Standing {
  return state.standings.get(holder) ?? atEntry;
}

/** `state` with `holder` standing otherwise. */
export function withStanding(state: State, holder: Holder, standing: Standing): State {
  if (standingOf(state, holder) === standing) return state;
  return { ...state, standings: new Map(state.standings).set(holder, standing) };
}

/** The state where two paths meet. */
export function joinStates(a: State, b: State): State {
  if (a === b) return a;
  let changed = false;
  const standings = new Map(a.standings);
  for (const holder of new Set([...a.standings.keys(), ...b.standings.keys()])) {
    const before = a.standings.get(holder);
    const joined = joinStanding(before ?? atEntry, standingOf(b, holder));
    if (joined === before) continue;
    changed = true;
    standings.set(holder, joined);
  }
  const turn = Math.max(a.turn, b.turn) as Gap;
  const worker = a.worker && b.worker;
  return changed || turn !== a.turn || worker !== a.worker ? { standings: changed ? standings : a.standings, turn, worker } : a;
}

/** True if two states say the same. */
export function sameStates(a: State, b: State): boolean {
  if (a === b) return true;
  if (a.turn !== b.turn || a.worker !== b.worker || a.standings.size !== b.standings.size) return false;
  for (const [holder, standing] of a.standings) {
    const other = b.standings.get(holder);
    if (!other || !sameStanding(standing, other)) return false;
  }
  return true;
}

/**
 * The state after time has passed. What was made and not begun keeps its state, unless code elsewhere may begin it (`startedElsewhere`).
 */
export function agedState(state: State, by: Gap, startedElsewhere: (holder: Holder) => boolean): State {
  if (by === gap.none) return state;
  const standings = new Map<Holder, Standing>();
  for (const [holder, standing] of state.standings) {
    const later = aged(standing, by);
    const mayHaveBegun = by === gap.task && hasPhase(later.phases, "made") && startedElsewhere(holder);
    standings.set(holder, mayHaveBegun ? { ...later, phases: later.phases | unknown } : later);
  }
  return { ...state, standings, turn: Math.max(state.turn, by) as Gap };
}

/** Standings that hold after something else, applied on `state`; each says what is as it was. */
export function applied(state: State, facts: ReadonlyMap<Holder, Standing>): State {
  let after = state;
  for (const [holder, standing] of facts) after = withStanding(after, holder, following(standingOf(state, holder), standing));
  return after;
}

/** The facts that hold whichever of two ways was taken. */
export function joinFacts(a: ReadonlyMap<Holder, Standing>, b: ReadonlyMap<Holder, Standing>): ReadonlyMap<Holder, Standing> {
  const joined = new Map<Holder, Standing>();
  for (const holder of new Set([...a.keys(), ...b.keys()])) joined.set(holder, joinStanding(a.get(holder) ?? atEntry, b.get(holder) ?? atEntry));
  return joined;
}

/** The facts of one way followed by those of another. */
export function chainFacts(first: ReadonlyMap<Holder, Standing>, then: ReadonlyMap<Holder, Standing>): ReadonlyMap<Holder, Standing> {
  const chained = new Map(first);
  for (const [holder, standing] of then) chained.set(holder, following(first.get(holder) ?? atEntry, standing));
  return chained;
}
