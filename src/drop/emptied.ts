import { type CallNode, type Node, isFunction, parameterName } from "../ast.js";
import type { Names } from "../names.js";
import { functionAround } from "../order.js";
import { takenFor } from "./aborted.js";
import { isClearing } from "./silence.js";
import { storedBy } from "./storing.js";

// Names of values that are made of others, and functions that call functions: what is further away is not looked into.
const deepest = 2;

/** True for a call that is given what a queue holds, where the queue is emptied before it or behind it. */
export function isOfEmptied(call: CallNode, names: Names): boolean {
  return takenFor(call, names) !== undefined || call.arguments.some((argument) => isEmptiedBehind(argument, call, names, 0));
}

/** The same for a value: also of a parameter, where all that the file gives for it is emptied behind the call of the function. */
function isEmptiedBehind(value: Node, call: CallNode, names: Names, depth: number): boolean {
  const fn = functionAround(call);
  return names.within(value).some((node) => {
    const place = node.type === "Identifier" || node.type === "MemberExpression" ? names.placeOf(node) : undefined;
    if (place !== undefined && isQueue(place, names) && names.changes.some((each) => each.range[0] > call.range[1] && functionAround(each) === fn && isClearing(each, place, names))) return true;
    const variable = node.type === "Identifier" ? names.scopes.variableOf(node) : undefined;
    if (!variable || depth >= deepest) return false;
    const position = fn ? fn.params.findIndex((parameter) => parameterName(parameter)?.name === variable.name && variable.defs[0]?.node === fn) : -1;
    if (position >= 0 && isFunction(fn)) {
      const callers = names.calls.filter((each) => names.functionOf(each.callee) === fn);
      return callers.length > 0 && callers.every((each) => each.arguments[position] !== undefined && isEmptiedBehind(each.arguments[position], each, names, depth + 1));
    }
    const [made, ...others] = names.scopes.writesTo(variable) ?? [];
    return made?.path.length === 0 && others.length === 0 && functionAround(made.value) === fn && isEmptiedBehind(made.value, call, names, depth + 1);
  });
}

/** True for what something is put into. */
function isQueue(place: string, names: Names): boolean {
  return names.changes.some((node) => {
    const stored = storedBy(node);
    return stored !== undefined && stored.how !== "slot" && names.placeOf(stored.collection) === place;
  });
}
