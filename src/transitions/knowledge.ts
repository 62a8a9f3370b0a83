import type { TSESLint } from "@typescript-eslint/utils";
import type { Node } from "../ast.js";
import type { Holder } from "../holders.js";
import type { StateName } from "./names.js";

type Variable = TSESLint.Scope.Variable;

/** A state, and the code that shows that a machine is in it. */
export interface Shown {
  readonly name: StateName;
  readonly shownBy: Node;
}

/** The states one machine may be in, each with the code that shows it. */
export interface Known {
  readonly states: ReadonlyMap<string, Shown>;
  /** True while nobody else has the machine: it keeps its state, whatever happens. */
  readonly isOwn: boolean;
  /** False where code that is not seen may have moved it since. */
  readonly isSure: boolean;
  /** The state that was asked for last, and refused. */
  readonly refused: string | undefined;
}

/** What is known at one point of the code; what is not here is unknown. */
export interface Knowledge {
  readonly machines: ReadonlyMap<Holder, Known>;
  /** Variables that hold what a machine's state was, for as long as it is so. */
  readonly copies: ReadonlyMap<Variable, Holder>;
}

export const nothingKnown: Knowledge = { machines: new Map(), copies: new Map() };

/** One state, shown by a piece of code. */
export function inState(name: StateName, shownBy: Node, { isOwn, isSure }: { isOwn: boolean; isSure: boolean }): Known {
  return { states: new Map([[name.key, { name, shownBy }]]), isOwn, isSure, refused: undefined };
}

/** `knowledge` with the machine in this place known otherwise, or no longer. */
export function learned(knowledge: Knowledge, place: Holder, known: Known | undefined): Knowledge {
  if (knowledge.machines.get(place) === known) return knowledge;
  const machines = new Map(knowledge.machines);
  if (known) machines.set(place, known);
  else machines.delete(place);
  return { ...knowledge, machines };
}

/** `knowledge` after something may have happened to each machine. */
export function changed(knowledge: Knowledge, each: (known: Known, place: Holder) => Known | undefined): Knowledge {
  let after = knowledge;
  for (const [place, known] of knowledge.machines) after = learned(after, place, each(known, place));
  return after;
}

/** `knowledge` without the copies that `isLost` names. */
export function withoutCopies(knowledge: Knowledge, isLost: (place: Holder) => boolean): Knowledge {
  const copies = new Map([...knowledge.copies].filter(([, place]) => !isLost(place)));
  return copies.size === knowledge.copies.size ? knowledge : { ...knowledge, copies };
}

/** What is known where two ways meet. */
export function joinKnowledge(a: Knowledge, b: Knowledge): Knowledge {
  if (a === b) return a;
  const machines = new Map<Holder, Known>();
  for (const [place, known] of a.machines) {
    const other = b.machines.get(place);
    if (other) machines.set(place, joinKnown(known, other));
  }
  const copies = new Map([...a.copies].filter(([variable, place]) => b.copies.get(variable) === place));
  return { machines, copies };
}

/** What is known of a machine where two ways meet. */
export function joinKnown(a: Known, b: Known): Known {
  if (a === b) return a;
  return {
    states: new Map([...b.states, ...a.states]),
    isOwn: a.isOwn && b.isOwn,
    isSure: a.isSure && b.isSure,
    refused: a.refused === b.refused ? a.refused : undefined,
  };
}

/** True if two say the same. */
export function sameKnowledge(a: Knowledge, b: Knowledge): boolean {
  if (a === b) return true;
  if (a.machines.size !== b.machines.size || a.copies.size !== b.copies.size) return false;
  for (const [place, known] of a.machines) {
    const other = b.machines.get(place);
    if (!other || known.isOwn !== other.isOwn || known.isSure !== other.isSure || known.refused !== other.refused || known.states.size !== other.states.size) return false;
    for (const key of known.states.keys()) if (!other.states.has(key)) return false;
  }
  return [...a.copies].every(([variable, place]) => b.copies.get(variable) === place);
}
