import type { Phase } from "./contracts/types.js";
import type { CallNode } from "./ast.js";

/** A set of phases, as bits, with two marks: `unknown` (anything) and `entry` (as it was when the unit began). */
export type Phases = number;

const bit = { made: 1, starting: 2, ready: 4, failed: 8, closed: 16 } as const satisfies Record<Phase, number>;

export const unknown: Phases = 32;
export const entry: Phases = 64;

/** The set of these phases. */
export function phases(...names: readonly Phase[]): Phases {
  return names.reduce((set, name) => set | bit[name], 0);
}

/** True if `set` has one of `names`. */
export function hasPhase(set: Phases, ...names: readonly Phase[]): boolean {
  return (set & phases(...names)) !== 0;
}

/** True if nothing unknown is in `set`: every phase it may be in is named. */
export function isKnown(set: Phases): boolean {
  return set !== 0 && (set & (unknown | entry)) === 0;
}

/** How much time has passed: nothing, only microtasks, or the event loop has turned. */
export type Gap = 0 | 1 | 2;

export const gap = { none: 0, microtask: 1, task: 2 } as const satisfies Record<string, Gap>;

/** How a subject stands at one point of the code. */
export interface Standing {
  readonly phases: Phases;
  /** Since it was made or started last. */
  readonly gap: Gap;
  /** The start calls it may come from. */
  readonly starts: readonly CallNode[];
  /** One of the starts leaves it unbound when the call has returned (a host was given, or the API never binds at once). */
  readonly unbound: boolean;
  /** Code that is not seen holds it. */
  readonly escaped: boolean;
}

/** A subject nothing has happened to yet in this unit. */
export const atEntry: Standing = { phases: entry, gap: gap.none, starts: [], unbound: false, escaped: false };

/** A subject nothing can be said about. */
export const lost: Standing = { phases: unknown, gap: gap.task, starts: [], unbound: false, escaped: true };

export function joinStanding(a: Standing, b: Standing): Standing {
  if (a === b) return a;
  const joined: Standing = {
    phases: a.phases | b.phases,
    gap: Math.max(a.gap, b.gap) as Gap,
    starts: b.starts.every((start) => a.starts.includes(start)) ? a.starts : [...new Set([...a.starts, ...b.starts])],
    unbound: a.unbound || b.unbound,
    escaped: a.escaped || b.escaped,
  };
  return sameStanding(joined, a) ? a : joined;
}

export function sameStanding(a: Standing, b: Standing): boolean {
  return (
    a === b ||
    (a.phases === b.phases && a.gap === b.gap && a.starts.length === b.starts.length && a.unbound === b.unbound && a.escaped === b.escaped)
  );
}

/** `standing` after time has passed: what has begun may have finished, what others hold may be anything. */
export function aged(standing: Standing, by: Gap): Standing {
  if (by === gap.none || (standing.gap >= by && !hasPhase(standing.phases, "made", "starting"))) return standing;
  const passed = standing.gap >= by ? standing : { ...standing, gap: by };
  if (by === gap.microtask) return passed;
  const set = standing.phases;
  const later = standing.escaped && hasPhase(set, "made", "starting") ? set | unknown : hasPhase(set, "starting") ? set | phases("ready") : set;
  return later === passed.phases ? passed : { ...passed, phases: later };
}

/** `later`, a standing relative to a unit's entry, with `before` put where it says "as at entry". */
export function following(before: Standing, later: Standing): Standing {
  if ((later.phases & entry) === 0) return later;
  const base = aged(before, later.gap);
  const rest = later.phases & ~entry;
  return {
    phases: base.phases | rest,
    gap: Math.max(base.gap, later.gap) as Gap,
    starts: [...new Set([...base.starts, ...later.starts])],
    unbound: base.unbound || later.unbound,
    escaped: base.escaped || later.escaped,
  };
}
