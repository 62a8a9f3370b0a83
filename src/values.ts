import { annotatedValues } from "./values/annotations.js";
import { callValues } from "./values/calls.js";
import { expressionValues } from "./values/expressions.js";
import { homes } from "./values/homes.js";
import type { Lookup, Values, ValuesInput } from "./values/lookup.js";
import { memberValues } from "./values/members.js";
import { variableValues } from "./values/variables.js";

export type { Subject, Value, Values } from "./values/lookup.js";

/** Says what the expressions of one file stand for. */
export function createValues(input: ValuesInput): Values {
  // The parts ask each other, so all of them get the whole before it is complete.
  const lookup = { ...input } as Lookup;
  return Object.assign(lookup, {
    ...expressionValues(lookup),
    ...variableValues(lookup),
    ...memberValues(lookup),
    ...homes(lookup),
    ...annotatedValues(lookup),
    ...callValues(lookup),
  });
}
