import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, type Unit, calledName, isFunction, parameterName, unwrap } from "../ast.js";
import { emitters, socketNames, spawnNames } from "../contracts/listening.js";
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

/** `socket` of `const { socket } = await client.upgrade(…)`, of code that is not seen. */
export function isGivenSocket(name: Node, values: Values): boolean {
  const declarator = namedIn(name);
  if (name.type !== "Identifier" || !socketNames.has(name.name) || declarator?.init?.type !== "AwaitExpression") return false;
  const call = unwrap(declarator.init.argument);
  return call.type === "CallExpression" && values.valueOf(call.callee)?.kind !== "function";
}

/** The declaration that gives a name its value, as a whole or as a property of it. */
function namedIn({ parent }: Node): TSESTree.VariableDeclarator | undefined {
  if (parent?.type === "VariableDeclarator") return parent;
  const pattern = parent?.type === "Property" ? parent.parent : undefined;
  return pattern?.type === "ObjectPattern" && pattern.parent.type === "VariableDeclarator" ? pattern.parent : undefined;
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
    const init = unwrap(source);
    if (target.type === "ObjectPattern") return target.properties.reduce((each, property) => (property.type === "Property" ? hadSocket(property.value, each) : each), state);
    const value = values.valueOf(target);
    if (value?.kind === "object" && isSpawning(init, values)) return having(state, placeIn(value.holder), target);
    if (value?.kind === "object" && isGivenSocket(target, values)) return hadSocket(target, state);
    if (init.type === "AwaitExpression" && value?.kind === "object") return keptBy(value, values).map(placeIn).reduce((each, holder) => (each.ears.has(holder) ? each : having(each, holder, target)), state);
    if (value?.kind !== "subject" || !emitters.has(value.contract.id) || init.type !== "AwaitExpression") return state;
    const holder = placeIn(value.holder);
    // In a loop there is that of the last time.
    if (state.ears.get(holder)?.marks.get("")?.at === target) return having(state, holder, target);
    const from = values.valueOf(init);
    if (from?.kind === "subject" && from.holder === value.holder && state.ears.has(holder)) return state;
    return state.ears.has(holder) && from?.kind === "subject" ? state : having(state, holder, target);
  }

  function hadSocket(name: Node, state: Hearing): Hearing {
    const value = isGivenSocket(name, values) ? values.valueOf(name) : undefined;
    return value?.kind === "object" && !value.shape ? having(state, placeIn(value.holder), name) : state;
  }

  return { withParameters, had };
}
