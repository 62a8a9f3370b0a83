import type { Node } from "../ast.js";
import type { Holder } from "../holders.js";

/** A moment of an emitter's life: when it was had, or when one of its methods was called. */
export interface Mark {
  readonly at: Node;
  /** What let time pass since. */
  readonly delay: Node | undefined;
  /** Time has passed on every path. */
  readonly always: boolean;
}

/** What is known of one emitter at a point of the code. */
export interface Ear {
  /** By method; `""` is when it was had, `@event` when an event of it was awaited. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** Events that have a listener on some path. */
  readonly heard: ReadonlySet<string>;
  readonly isPaused: boolean;
  /** Code that is not seen was given it, and may listen. */
  readonly isForeign: boolean;
}

/** An awaited call that sets something going, or asks how it stands. */
export interface Trigger {
  readonly node: Node;
  readonly call: Node;
  readonly receiver: Holder | undefined;
  readonly kind: "acts" | "asks";
}

/** What holds at one point of a unit. */
export interface Hearing {
  readonly ears: ReadonlyMap<Holder, Ear>;
  /** Awaited triggers on every path, the last one last. */
  readonly triggers: readonly Trigger[];
  /** The last await that let time pass. */
  readonly waited: Node | undefined;
  /** What the code has used since that: objects by their place. */
  readonly touched: ReadonlySet<Holder>;
  /** Something was set going since that, without an await. */
  readonly hasActed: boolean;
  /** Events that the code itself has emitted, by their place and name, where nothing listened. */
  readonly emitted: ReadonlyMap<Holder, ReadonlyMap<string, Node>>;
}

export const silence: Hearing = { ears: new Map(), triggers: [], waited: undefined, touched: new Set(), hasActed: false, emitted: new Map() };

const nobody: Ear = { marks: new Map(), heard: new Set(), isPaused: false, isForeign: false };

export function earOf(state: Hearing, holder: Holder): Ear | undefined {
  return state.ears.get(holder);
}

export function withEar(state: Hearing, holder: Holder, change: (ear: Ear) => Ear): Hearing {
  const before = state.ears.get(holder) ?? nobody;
  const after = change(before);
  return after === before ? state : { ...state, ears: new Map(state.ears).set(holder, after) };
}

/** `state` with an emitter that the code has from here on. */
export function having(state: Hearing, holder: Holder, at: Node): Hearing {
  return { ...state, ears: new Map(state.ears).set(holder, { ...nobody, marks: new Map([["", { at, delay: undefined, always: false }]]) }) };
}

export function marked(state: Hearing, holder: Holder, name: string, at: Node): Hearing {
  return withEar(state, holder, (ear) => ({ ...ear, marks: new Map(ear.marks).set(name, { at, delay: undefined, always: false }) }));
}

export function heardBy(state: Hearing, holder: Holder, event: string): Hearing {
  return withEar(state, holder, (ear) => (ear.heard.has(event) ? ear : { ...ear, heard: new Set(ear.heard).add(event) }));
}

/** Time passes at `delay`, for all emitters but those that it is about. */
export function delayed(state: Hearing, delay: Node, isAbout: (holder: Holder) => boolean, always = true): Hearing {
  const ears = new Map<Holder, Ear>();
  for (const [holder, ear] of state.ears) {
    if (isAbout(holder)) {
      ears.set(holder, ear);
      continue;
    }
    const marks = new Map<string, Mark>();
    for (const [name, mark] of ear.marks) marks.set(name, mark.delay && mark.always ? mark : { at: mark.at, delay: mark.delay ?? delay, always });
    ears.set(holder, { ...ear, marks });
  }
  return { ...state, ears, waited: delay, touched: new Set(), hasActed: false };
}

export function joinHearings(a: Hearing, b: Hearing): Hearing {
  if (a === b) return a;
  const ears = new Map(a.ears);
  for (const [holder, ear] of b.ears) {
    const other = a.ears.get(holder);
    ears.set(holder, other ? joinEars(other, ear) : ear);
  }
  const joined: Hearing = {
    ears,
    triggers: a.triggers === b.triggers ? a.triggers : a.triggers.filter((trigger) => b.triggers.some(({ node }) => node === trigger.node)),
    waited: a.waited === b.waited ? a.waited : undefined,
    touched: new Set([...a.touched, ...b.touched]),
    hasActed: a.hasActed || b.hasActed,
    emitted: a.emitted === b.emitted ? a.emitted : new Map([...a.emitted].filter(([holder]) => b.emitted.has(holder))),
  };
  return sameHearings(joined, a) ? a : joined;
}

function joinEars(a: Ear, b: Ear): Ear {
  if (a === b) return a;
  const marks = new Map<string, Mark>();
  for (const name of new Set([...a.marks.keys(), ...b.marks.keys()])) {
    const [one, other] = [a.marks.get(name), b.marks.get(name)];
    const some = one ?? other;
    if (!some) continue;
    marks.set(name, { at: some.at, delay: one?.delay ?? other?.delay, always: (one?.always ?? true) && (other?.always ?? true) });
  }
  return { marks, heard: new Set([...a.heard, ...b.heard]), isPaused: a.isPaused || b.isPaused, isForeign: a.isForeign || b.isForeign };
}

export function sameHearings(a: Hearing, b: Hearing): boolean {
  if (a === b) return true;
  if (a.waited !== b.waited || a.hasActed !== b.hasActed || a.ears.size !== b.ears.size || a.touched.size !== b.touched.size || a.triggers.length !== b.triggers.length || a.emitted.size !== b.emitted.size) return false;
  for (const [holder, ear] of a.ears) {
    const other = b.ears.get(holder);
    if (!other || !sameEars(ear, other)) return false;
  }
  return true;
}

function sameEars(a: Ear, b: Ear): boolean {
  if (a === b) return true;
  if (a.isPaused !== b.isPaused || a.isForeign !== b.isForeign || a.heard.size !== b.heard.size || a.marks.size !== b.marks.size) return false;
  for (const [name, mark] of a.marks) {
    const other = b.marks.get(name);
    if (!other || other.delay !== mark.delay || other.always !== mark.always) return false;
  }
  return true;
}
