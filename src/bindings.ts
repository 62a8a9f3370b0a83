import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type ClassNode, type FunctionNode, type Node, isClass, isInside, keyName, parameterName, parametersOf } from "./ast.js";
import type { Holder, Holders } from "./holders.js";
import type { Scopes } from "./scopes.js";
import type { Values } from "./values.js";

/** How the places of a called unit and those of its caller correspond at one call. */
export interface Binding {
  /** The caller's place for one of the unit; undefined for what the unit keeps to itself. */
  outward(inner: Holder): Holder | undefined;
  /** The unit's place for one of the caller; the same place if the unit reaches it by its own name. */
  inward(outer: Holder): Holder;
}

/** Binds the parameters, `this` and the returned object of `unit` to what `call` gives and keeps. */
export function bind(
  call: CallNode | undefined,
  unit: FunctionNode | ClassNode,
  { receiver, literal }: { readonly receiver: Holder | undefined; readonly literal?: TSESTree.ObjectExpression | undefined },
  given: { readonly values: Values; readonly holders: Holders; readonly scopes: Scopes },
): Binding {
  const { values, holders, scopes } = given;
  const pairs: { inner: Holder; outer: Holder }[] = [];
  const home = call && values.homeOf(call);
  parametersOf(unit).forEach((parameter, i) => {
    const name = parameterName(parameter);
    const variable = name && scopes.variableOf(name);
    const argument = call?.arguments[i];
    const value = argument && argument.type !== "SpreadElement" ? values.valueOf(argument) : undefined;
    if (variable && (value?.kind === "subject" || value?.kind === "object")) pairs.push({ inner: values.holderOfVariable(variable), outer: value.holder });
  });
  const own = isClass(unit) ? holders.of(unit) : values.thisOf(unit.body);
  const outerThis = isClass(unit) ? home : receiver;
  if (outerThis && own !== outerThis) pairs.push({ inner: own, outer: outerThis });
  // A closure of the factory that returned the literal: what it closes over is what the literal shows.
  if (literal && receiver) pairs.push(...partsOf(literal, receiver));
  if (home && !isClass(unit)) pairs.push(...returnedPairs(unit, home));

  function returnedPairs(fn: FunctionNode, to: Holder): { inner: Holder; outer: Holder }[] {
    return values.returnedBy(fn).flatMap((node) => {
      const value = values.valueOf(node);
      const seen = value?.kind === "promise" ? value.of : value;
      if (seen?.kind === "subject") return [{ inner: seen.holder, outer: to }];
      if (seen?.kind !== "object") return [];
      return [{ inner: seen.holder, outer: to }, ...(seen.shape?.type === "ObjectExpression" ? partsOf(seen.shape, to) : [])];
    });
  }

  /** The subjects that an object literal shows, and where they are seen from outside. */
  function partsOf(literal: TSESTree.ObjectExpression, to: Holder): { inner: Holder; outer: Holder }[] {
    return literal.properties.flatMap((property) => {
      const name = property.type === "Property" ? keyName(property) : undefined;
      const part = property.type === "Property" ? values.valueOf(property.value) : undefined;
      return name !== undefined && part?.kind === "subject" ? [{ inner: part.holder, outer: holders.member(to, name) }] : [];
    });
  }

  function isOwn(holder: Holder): boolean {
    const { root } = holder;
    if (typeof root === "string") return false;
    const at = "identifiers" in root ? (root.identifiers[0] as Node | undefined) : (root);
    return at !== undefined && at !== unit && isInside(at, unit);
  }

  return {
    outward(inner) {
      for (const pair of pairs) {
        const outer = holders.rebase(inner, pair.inner, pair.outer);
        if (outer) return outer;
      }
      return isOwn(inner) ? undefined : inner;
    },
    inward(outer) {
      for (const pair of pairs) {
        const inner = holders.rebase(outer, pair.outer, pair.inner);
        if (inner) return inner;
      }
      return outer;
    },
  };
}

/** A binding that changes no places: for functions run in place, without arguments. */
export const unbound: Binding = { outward: (inner) => inner, inward: (outer) => outer };
