import { type Node, type Unit, calledName, isFunction, parameterName, unwrap } from "../ast.js";
import { emitters, spawnNames } from "../contracts/listening.js";
import type { Holder } from "../holders.js";
import { withoutAwait } from "../order.js";
import type { Values } from "../values.js";
import { verbOf, wordsOf } from "../words.js";
import { partsOfParameter } from "./about.js";
import { type Hearing, having } from "./hearing.js";
import { keptBy } from "./kept.js";

/** `await spawnDetached(bin)`: by its name, what it gives runs by itself. Of other packages it gives what they call so. */
export function isSpawning(node: Node, values: Values): boolean {
  const call = withoutAwait(node);
  const name = call.type === "CallExpression" ? calledName(call) : "";
  if (call.type !== "CallExpression" || !spawnNames.verbs.has(verbOf(name)) || !wordsOf(name).slice(1).every((word) => spawnNames.objects.has(word))) return false;
  const callee = values.valueOf(call.callee);
  return callee?.kind !== "export" || /^[./#~]|^@\//.test(callee.module) || spawnNames.from.has(callee.module.replace(/^node:/, ""));
}

interface PossessionInput {
  readonly values: Values;
  /** Emitters that are there before all code. */
  readonly standing: readonly Holder[];
  /** A place as the unit that is followed knows it. */
  readonly placeIn: (holder: Holder) => Holder;
}

/** Says where the code gets emitters that it does not make itself. */
export function createPossession({ values, standing, placeIn }: PossessionInput) {
  /** A unit has the emitters among its parameters, and what modules export, from its beginning. */
  function withParameters(unit: Unit, entry: Hearing): Hearing {
    let state = standing.reduce((before, holder) => (before.ears.has(holder) ? before : having(before, holder, unit)), entry);
    for (const parameter of isFunction(unit) ? unit.params.flatMap(partsOfParameter) : []) {
      const name = parameterName(parameter);
      const value = name && values.valueOf(name);
      const isEmitter = value?.kind === "subject" ? emitters.has(value.contract.id) : value?.kind === "object" && value.shape === undefined && parameter.parent.type !== "Property";
      if (isEmitter && (value?.kind === "subject" || value?.kind === "object")) state = having(state, value.holder, parameter);
    }
    return state;
  }

  /** The code has an emitter that an awaited call gives it. */
  function had(target: Node, source: Node, state: Hearing): Hearing {
    const value = values.valueOf(target);
    const init = unwrap(source);
    if (value?.kind === "object" && isSpawning(init, values)) return having(state, placeIn(value.holder), target);
    if (init.type === "AwaitExpression" && value?.kind === "object") return keptBy(value, values).map(placeIn).reduce((each, holder) => (each.ears.has(holder) ? each : having(each, holder, target)), state);
    if (value?.kind !== "subject" || !emitters.has(value.contract.id) || init.type !== "AwaitExpression") return state;
    const holder = placeIn(value.holder);
    // In a loop there is that of the last time.
    if (state.ears.get(holder)?.marks.get("")?.at === target) return having(state, holder, target);
    const from = values.valueOf(init);
    if (from?.kind === "subject" && from.holder === value.holder && state.ears.has(holder)) return state;
    return state.ears.has(holder) && from?.kind === "subject" ? state : having(state, holder, target);
  }

  return { withParameters, had };
}
