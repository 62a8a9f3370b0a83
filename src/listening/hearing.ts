import type { Node } from "../ast.js";
import type { Holder } from "../holders.js";

/** A moment of an emitter's life: when it was had, or when one of its methods was called. */
export interface Mark {
  readonly at: Node;
  /** What let time pass since. */
  readonly delay: Node | undefined;
  /** Time has passed on every path. */
  readonly always: boolean;
  /** It is a moment of some paths only. */
  readonly isPartial?: boolean;
}

/** What is known of one emitter at a point of the code. */
export interface Ear {
  /** By method; `""` is when it was had, `@event` when an event of it was awaited, `awaitedCall(method)` when the promise of a method was. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** Events that have a listener on some path. */
  readonly heard: ReadonlySet<string>;
  readonly isPaused: boolean;
  /** Code that is not seen was given it, and may listen. */
  readonly isForeign: boolean;
  /** What is piped into it. */
  readonly source?: Holder;
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

/** `state` with one ear changed. */
export function withEar(state: Hearing, holder: Holder, change: (ear: Ear) => Ear): Hearing {
  const before = state.ears.get(holder) ?? nobody;
  const after = change(before);
  return after === before ? state : { ...state, ears: new Map(state.ears).set(holder, after) };
}

/** `state` with an emitter that the code has from here on. */
export function having(state: Hearing, holder: Holder, at: Node): Hearing {
  return { ...state, ears: new Map(state.ears).set(holder, { ...nobody, marks: new Map([["", { at, delay: undefined, always: false }]]) }) };
}

/** `state` after a method of an emitter was called. */
export function marked(state: Hearing, holder: Holder, name: string, at: Node): Hearing {
  return withEar(state, holder, (ear) => ({ ...ear, marks: new Map(ear.marks).set(name, { at, delay: undefined, always: false }) }));
}

/** The name of the mark for an awaited call of a method. */
export function awaitedCall(method: string): string {
  return `await ${method}`;
}

/** `state` with a listener more. */
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
    for (const [name, mark] of ear.marks) marks.set(name, mark.delay && mark.always ? mark : { ...mark, delay: mark.delay ?? delay, always });
    ears.set(holder, { ...ear, marks });
  }
  return { ...state, ears, waited: delay, touched: new Set(), hasActed: false };
}

/** An event of this emitter has just come: its listeners run, the ones for one event only no more. */
export function afterEvent(state: Hearing, holder: Holder, event: string, isOnce: boolean): Hearing {
  return withEar(state, holder, (ear) => {
    const heard = new Set(ear.heard).add(event);
    if (isOnce && !ear.heard.has(event)) heard.delete(event);
    return { ...ear, heard, marks: new Map([...ear.marks].map(([name, mark]) => [name, { ...mark, delay: undefined, always: false }])) };
  });
}

/** States inside a called function speak of the caller's places already, but for what the function makes. */
export function mapped(state: Hearing, outward: (holder: Holder) => Holder | undefined): Hearing {
  const ears = new Map(state.ears);
  for (const [holder, ear] of state.ears) {
    const outer = outward(holder);
    if (outer && outer !== holder) ears.set(outer, ear);
  }
  return { ...state, ears };
}

/** What `after` listens for is listened for; the rest is as before. */
export function onlyHeard(state: Hearing, after: Hearing): Hearing {
  let result = state;
  for (const [holder, ear] of after.ears) {
    if (!state.ears.has(holder)) continue;
    for (const event of ear.heard) result = heardBy(result, holder, event);
  }
  return result;
}

/** What is known where two paths meet. */
export function joinHearings(a: Hearing, b: Hearing): Hearing {
  if (a === b) return a;
  const ears = new Map(a.ears);
  for (const [holder, ear] of b.ears) {
    const other = a.ears.get(holder);
    ears.set(holder, joinEars(other ?? nobody, ear));
  }
  for (const [holder, ear] of a.ears) if (!b.ears.has(holder)) ears.set(holder, joinEars(ear, nobody));
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
    const isPartial = !one || !other || one.isPartial === true || other.isPartial === true;
    marks.set(name, { at: some.at, delay: one?.delay ?? other?.delay, always: (one?.always ?? true) && (other?.always ?? true), isPartial });
  }
  const source = a.source ?? b.source;
  return { marks, heard: new Set([...a.heard, ...b.heard]), isPaused: a.isPaused || b.isPaused, isForeign: a.isForeign || b.isForeign, ...(source && { source }) };
}

/** True if two states say the same. */
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
  if (a.isPaused !== b.isPaused || a.source !== b.source || a.isForeign !== b.isForeign || a.heard.size !== b.heard.size || a.marks.size !== b.marks.size) return false;
  for (const [name, mark] of a.marks) {
    const other = b.marks.get(name);
    if (!other || other.delay !== mark.delay || other.always !== mark.always || (other.isPartial ?? false) !== (mark.isPartial ?? false)) return false;
  }
  return true;
}

/** Called in this turn, and behind `since` if that is given. */
export function isRecent(mark: Mark | undefined, since: Node | undefined): boolean {
  return mark !== undefined && mark.delay === undefined && (!since || mark.at.range[0] > since.range[1]);
}
