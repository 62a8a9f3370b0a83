import type { Holder } from "./holders.js";
import { type Gap, type Phases, type Standing, aged, atEntry, entry, following, gap, hasPhase, joinStanding, sameStanding, unknown } from "./phases.js";

/** What holds at one point of a unit, relative to how things stood when the unit began. */
export interface State {
  /** Subjects something has happened to; all others are as at entry. */
  readonly standings: ReadonlyMap<Holder, Standing>;
  /** Time since the unit began. */
  readonly turn: Gap;
  /** True on the paths that only a cluster worker takes. */
  readonly worker: boolean;
  /** Code that is not seen has run. */
  readonly strangers: boolean;
}

export const start: State = { standings: new Map(), turn: gap.none, worker: false, strangers: false };

/** How `holder` stands; below a place that nothing is known of, nothing is. */
export function standingOf(state: State, holder: Holder): Standing {
  for (let at: Holder | undefined = holder; at; at = at.parent) {
    const standing = state.standings.get(at);
    if (standing) return at === holder || standing.phases === unknown ? standing : atEntry;
  }
  return atEntry;
}

/** `state` with `holder` standing otherwise. */
export function withStanding(state: State, holder: Holder, standing: Standing): State {
  if (standingOf(state, holder) === standing) return state;
  return { ...state, standings: new Map(state.standings).set(holder, standing) };
}

/** The state where two paths meet. */
export function joinStates(a: State, b: State): State {
  if (a === b) return a;
  const standings = joinedStandings(a.standings, b.standings);
  const turn = Math.max(a.turn, b.turn) as Gap;
  const worker = a.worker && b.worker;
  const strangers = a.strangers || b.strangers;
  const isSame = standings === a.standings && turn === a.turn && worker === a.worker && strangers === a.strangers;
  return isSame ? a : { standings, turn, worker, strangers };
}

/** The same map as `a` where `b` adds nothing. */
function joinedStandings(a: ReadonlyMap<Holder, Standing>, b: ReadonlyMap<Holder, Standing>): ReadonlyMap<Holder, Standing> {
  if (a === b) return a;
  let joined: Map<Holder, Standing> | undefined;
  const put = (holder: Holder, before: Standing | undefined, other: Standing) => {
    const standing = joinStanding(before ?? atEntry, other);
    if (standing !== before) (joined ??= new Map(a)).set(holder, standing);
  };
  for (const [holder, standing] of b) put(holder, a.get(holder), standing);
  for (const [holder, standing] of a) if (!b.has(holder)) put(holder, standing, atEntry);
  return joined ?? a;
}

/** True if two states say the same. */
export function sameStates(a: State, b: State): boolean {
  if (a === b) return true;
  if (a.turn !== b.turn || a.worker !== b.worker || a.strangers !== b.strangers || a.standings.size !== b.standings.size) return false;
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
  let standings: Map<Holder, Standing> | undefined;
  for (const [holder, standing] of state.standings) {
    const passed = aged(standing, by);
    const mayHaveBegun = by === gap.task && hasPhase(passed.phases, "made") && (passed.phases & unknown) === 0 && startedElsewhere(holder);
    const later = mayHaveBegun ? { ...passed, phases: passed.phases | unknown } : passed;
    if (later !== standing) (standings ??= new Map(state.standings)).set(holder, later);
  }
  const turn = Math.max(state.turn, by) as Gap;
  return standings || turn !== state.turn ? { ...state, standings: standings ?? state.standings, turn } : state;
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

/** `state` with `holder` in none but the phases of `to`, as far as they are known; where that leaves none, as it was. */
export function limited(state: State, holder: Holder, to: Phases): State {
  const standing = standingOf(state, holder);
  const left = standing.phases & (to | unknown | entry);
  return left === 0 || left === standing.phases ? state : withStanding(state, holder, { ...standing, phases: left });
}

/** `state` with `holder` in the phases `to`. */
export function became(state: State, holder: Holder, to: Phases): State {
  return withStanding(state, holder, { ...standingOf(state, holder), phases: to });
}
