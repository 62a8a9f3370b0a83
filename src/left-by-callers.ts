import { type CallNode, type Unit, isFunction } from "./ast.js";
import type { Contexts } from "./contexts.js";
import type { Holder } from "./holders.js";
import type { Listeners } from "./listeners.js";
import type { Values } from "./values.js";

/** A call that starts a subject by a function of the file, in a unit that ends before it is ready. */
export interface Leaving {
  readonly unit: Unit;
  readonly call: CallNode;
  /** The place that the unit has it in. */
  readonly holder: Holder;
}

export interface LeftInput {
  readonly contexts: Contexts;
  readonly listeners: Listeners;
  readonly values: Values;
  /** The unit ends before the subject in this place is ready, which the start has begun. */
  readonly isUnboundAtEnd: (start: CallNode, holder: Holder, unit: Unit) => boolean;
}

/**
 * The calls of a start's function in async functions that end before what it has started there is ready: each of them, or none.
 * A function that other modules may call, or that one caller waits for, leaves the waiting to its callers.
 */
export function leftByCallers(start: CallNode, holder: Holder, unit: Unit, { contexts, listeners, values, isUnboundAtEnd }: LeftInput): readonly Leaving[] {
  if (!isFunction(unit) || unit.async) return [];
  const left = contexts.of(unit).map((context): Leaving | undefined => {
    if (context.kind !== "call" || !isFunction(context.from) || !context.from.async || context.from.generator) return undefined;
    const outer = context.binding.outward(holder);
    if (outer === undefined || !isUnboundAtEnd(start, outer, context.from)) return undefined;
    // The caller may have another name for what the call gives back.
    const given = values.subjectOf(context.at)?.holder;
    const isLeft = [outer, ...(given ? [given] : [])].every((each) => listeners.ofReady(start, each) !== "somebody" && listeners.ofFailure(start, each) !== "somebody");
    return isLeft ? { unit: context.from, call: context.at as CallNode, holder: outer } : undefined;
  });
  return left.every((each) => each !== undefined) ? left : [];
}
