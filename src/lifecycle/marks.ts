import type { TSESLint } from "@typescript-eslint/utils";
import type { Node } from "../ast.js";
import type { Holder } from "../holders.js";

type Variable = TSESLint.Scope.Variable;

/** A place is tested and taken in one turn; others find it taken while what it stands for is awaited. */
export interface Claim {
  readonly place: Holder;
  readonly write: Node;
  readonly value: Node;
  readonly test: Node;
}

/** What a test has said of a place. */
export interface Mark {
  readonly test: Node;
  /** What has taken time since. */
  readonly gap: Node | undefined;
  /** Whether it was found empty; otherwise it was only looked at. */
  readonly isEmpty: boolean;
  /** The value it was compared with. */
  readonly literal: string | undefined;
  /** The values it was found not to have, each with the test that turns away whoever finds it. */
  readonly refused: ReadonlyMap<string, Node>;
}

/** A local that holds what was read from a place. */
export interface Alias {
  readonly place: Holder;
  readonly gap: Node | undefined;
}

/** What has been seen and done on the ways to one point. */
export interface State {
  readonly marks: ReadonlyMap<Holder, Mark>;
  readonly aliases: ReadonlyMap<Variable, Alias>;
  readonly claims: readonly Claim[];
  /** A lock is held. */
  readonly isLocked: boolean;
}

/** What is known when a function begins. */
export const nothing: State = { marks: new Map(), aliases: new Map(), claims: [], isLocked: false };

/** The state where nothing is known of a place any more. */
export function cleared(place: Holder, state: State): State {
  if (!state.marks.has(place)) return state;
  const marks = new Map(state.marks);
  marks.delete(place);
  return { ...state, marks };
}

/** The state when time has passed. */
export function withGap(state: State, gap: Node): State {
  return {
    ...state,
    marks: new Map([...state.marks].map(([place, mark]) => [place, mark.gap ? mark : { ...mark, gap }])),
    aliases: new Map([...state.aliases].map(([variable, alias]) => [variable, alias.gap ? alias : { ...alias, gap }])),
  };
}

/** What every way here has said. */
export function join(a: State, b: State): State {
  if (a === b) return a;
  const marks = new Map<Holder, Mark>();
  for (const [place, mark] of a.marks) {
    const other = b.marks.get(place);
    if (other && other.isEmpty === mark.isEmpty && other.literal === mark.literal) marks.set(place, { ...(mark.gap ? mark : other), refused: inBoth(mark.refused, other.refused) });
  }
  const aliases = new Map<Variable, Alias>();
  for (const [variable, alias] of a.aliases) {
    const other = b.aliases.get(variable);
    if (other?.place === alias.place) aliases.set(variable, alias.gap ? alias : other);
  }
  return { marks, aliases, claims: a.claims.filter((claim) => b.claims.some(({ write }) => write === claim.write)), isLocked: a.isLocked && b.isLocked };
}

function inBoth(a: ReadonlyMap<string, Node>, b: ReadonlyMap<string, Node>): ReadonlyMap<string, Node> {
  return a === b ? a : new Map([...a].filter(([value]) => b.has(value)));
}

/** True if two states say the same. */
export function equals(a: State, b: State): boolean {
  if (a.marks.size !== b.marks.size || a.aliases.size !== b.aliases.size || a.claims.length !== b.claims.length || a.isLocked !== b.isLocked) return false;
  for (const [place, mark] of a.marks) {
    const other = b.marks.get(place);
    if (other?.gap !== mark.gap || other?.test !== mark.test || other.isEmpty !== mark.isEmpty || other.refused.size !== mark.refused.size) return false;
  }
  for (const [variable, alias] of a.aliases) if (b.aliases.get(variable)?.gap !== alias.gap) return false;
  return true;
}
