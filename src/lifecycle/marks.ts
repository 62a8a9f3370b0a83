import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, findOwn, isFunction } from "../ast.js";
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
  /** The places that the same test asks for as well: others are turned away only when all of them are taken. */
  readonly beside: readonly Holder[];
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
  /** The places that have been emptied in this turn: they are as if found empty. */
  readonly emptied: ReadonlySet<Holder>;
  /** A lock is held. */
  readonly isLocked: boolean;
}

const none: ReadonlySet<Holder> = new Set();

/** What is known when a function begins. */
export const nothing: State = { marks: new Map(), aliases: new Map(), claims: [], emptied: none, isLocked: false };

/** The state where nothing is known of a place any more; a test that asked for it too goes by the others now. */
export function cleared(place: Holder, state: State): State {
  const isAsked = [...state.marks.values()].some(({ beside }) => beside.includes(place));
  if (state.emptied.has(place)) return cleared(place, { ...state, emptied: new Set([...state.emptied].filter((each) => each !== place)) });
  if (!state.marks.has(place) && !isAsked) return state;
  const marks = new Map(isAsked ? [...state.marks].map(([each, mark]) => [each, { ...mark, beside: mark.beside.filter((other) => other !== place) }]) : state.marks);
  marks.delete(place);
  return { ...state, marks };
}

/** The state when time has passed. */
export function withGap(state: State, gap: Node): State {
  return {
    ...state,
    emptied: none,
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
    if (other && other.isEmpty === mark.isEmpty && other.literal === mark.literal && areSame(mark.beside, other.beside)) marks.set(place, { ...(mark.gap ? mark : other), refused: inBoth(mark.refused, other.refused) });
  }
  for (const [place, mark] of besideEachOther(a, b)) marks.set(place, mark);
  for (const [one, other] of [[a, b], [b, a]] as const) for (const [place, mark] of one.marks) if (other.emptied.has(place) && mayTurnAway(mark)) marks.set(place, mark);
  const aliases = new Map<Variable, Alias>();
  for (const [variable, alias] of a.aliases) {
    const other = b.aliases.get(variable);
    if (other?.place === alias.place) aliases.set(variable, alias.gap ? alias : other);
  }
  return { marks, aliases, claims: a.claims.filter((claim) => b.claims.some(({ write }) => write === claim.write)), emptied: a.emptied.size === 0 ? none : new Set([...a.emptied].filter((place) => b.emptied.has(place))), isLocked: a.isLocked && b.isLocked };
}

/** Found empty on the one way, and emptied on the other: `if (client) { try { await client.ping(); return client; } catch { client = null; } }`. Who only clears away turns nobody away. */
function mayTurnAway({ test, isEmpty, literal, beside }: Mark): boolean {
  if (!isEmpty || literal !== undefined || beside.length > 0) return false;
  let at = test;
  while (at.parent && at.type !== "IfStatement" && !isFunction(at)) at = at.parent;
  return at.type === "IfStatement" && findOwn(at, ({ type }) => type === "ReturnStatement") !== undefined;
}

/** The places of which one test has found one or the other empty, `worker && connected`: others come the same way until both are taken. */
function besideEachOther(a: State, b: State): readonly (readonly [Holder, Mark])[] {
  if (a.marks.size === 0 || b.marks.size === 0) return [];
  const onlyIn = (one: State, other: State) => [...one.marks].filter(([place, mark]) => mark.isEmpty && !mark.gap && !other.marks.has(place));
  const [first, second] = [onlyIn(a, b), onlyIn(b, a)];
  const whole = first[0] && conditionOf(first[0][1].test);
  const all = [...first, ...second];
  if (!whole || second.length === 0 || !all.every(([, { test }]) => conditionOf(test) === whole)) return [];
  return all.map(([place, mark]) => [place, { ...mark, beside: all.map(([other]) => other).filter((other) => other !== place) }]);
}

/** The whole of the condition that a test is a part of; undefined for one that stands alone. */
export function conditionOf(test: Node): Node | undefined {
  let whole: Node | undefined;
  for (let at = test.parent; at && /^(?:Logical|Unary|Binary|Chain)Expression$|^TS/.test(at.type); at = at.parent) if (at.type === "LogicalExpression") whole = at;
  return whole;
}

function areSame(a: readonly Holder[], b: readonly Holder[]): boolean {
  return a === b || (a.length === b.length && a.every((place, i) => place === b[i]));
}

function inBoth(a: ReadonlyMap<string, Node>, b: ReadonlyMap<string, Node>): ReadonlyMap<string, Node> {
  return a === b ? a : new Map([...a].filter(([value]) => b.has(value)));
}

/** True if two states say the same. */
export function equals(a: State, b: State): boolean {
  if (a.marks.size !== b.marks.size || a.aliases.size !== b.aliases.size || a.claims.length !== b.claims.length || a.emptied.size !== b.emptied.size || a.isLocked !== b.isLocked) return false;
  for (const [place, mark] of a.marks) {
    const other = b.marks.get(place);
    if (other?.gap !== mark.gap || other?.test !== mark.test || other.isEmpty !== mark.isEmpty || other.refused.size !== mark.refused.size || !areSame(other.beside, mark.beside)) return false;
  }
  for (const [variable, alias] of a.aliases) if (b.aliases.get(variable)?.gap !== alias.gap) return false;
  return true;
}
