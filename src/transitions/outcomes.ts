import type { Guard } from "./guards.js";
import { type Knowledge, type Known, type Shown, inState } from "./knowledge.js";
import type { MachineFile } from "./machine-file.js";
import type { Move } from "./moves.js";
import { type StateName, stateNamed } from "./names.js";

/** What comes of a move. */
export interface Outcome {
  readonly move: Move;
  /** What is known behind it; `"never"` where control does not get there. */
  readonly after: Known | "never" | undefined;
}

/** Where the table leads a machine in `state` on `input`: a state, `"refused"`, or undefined if it cannot be told. */
export function answerFor(guard: Guard, state: StateName, input: StateName): StateName | "refused" | undefined {
  const { table, isTolerant, allowsSame } = guard;
  if (allowsSame && !table.hasEvents && state.key === input.key) return state;
  const row = table.rows.get(state.key);
  if (!row) return isTolerant && isComparable(guard, state) ? "refused" : undefined;
  const next = row.next.get(input.key);
  if (next) return next;
  return row.isOpen || !isComparable(guard, input) ? undefined : "refused";
}

/** Names of another file may stand for any value; only among themselves they tell. */
function isComparable({ table }: Guard, name: StateName): boolean {
  if (table.names.has(name.key) || table.names.has(`input ${name.key}`)) return true;
  return !name.key.startsWith("?") && ![...table.names.values()].some(({ key }) => key.startsWith("?"));
}

/** True if the table allows `input` from none of the states a machine may be in. */
export function isRefused(guard: Guard, known: Known, input: StateName): boolean {
  return known.states.size > 0 && [...known.states.values()].every(({ name }) => answerFor(guard, name, input) === "refused");
}

/** What a move does to what is known of its machine. */
export function outcomeOf(move: Move, { machines }: Knowledge, file: MachineFile, isAwaited: boolean): Outcome {
  const { guard, call, place } = move;
  const input = stateNamed(move.target, file);
  const known = machines.get(place);
  const isRejecting = guard.fn.async && !isAwaited;
  // A machine that moves at an unknown time may be anywhere.
  if (!input || (isRejecting && guard.isLate)) return { move, after: undefined };
  const throws = guard.refusal === "throws" && !isRejecting;
  if (!known) return { move, after: entered(move, input, throws) };
  const states = new Map<string, Shown>();
  let isKnown = true;
  for (const [key, state] of known.states) {
    const answer = answerFor(guard, state.name, input);
    if (answer === undefined) isKnown = false;
    else if (answer !== "refused") states.set(answer.key, { name: answer, shownBy: call });
    else if (!throws) states.set(key, state);
  }
  if (!isKnown) return { move, after: entered(move, input, throws) };
  if (states.size === 0) return { move, after: "never" };
  const refused = isRefused(guard, known, input) ? input.key : undefined;
  return { move, after: { ...known, states, refused } };
}

/** The state that a move enters, whatever it leaves. */
function entered({ guard, call }: Move, input: StateName, throws: boolean): Known | undefined {
  const leadsTo = guard.table.hasEvents ? [...guard.table.rows.values()].flatMap(({ next }) => next.get(input.key) ?? []) : [input];
  const [one] = leadsTo;
  if (!one || leadsTo.some(({ key }) => key !== one.key)) return undefined;
  return inState(one, call, { isOwn: false, isSure: throws });
}
