import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, isFunction, isInside, memberName, unwrap } from "../ast.js";
import { type Holder, createHolders } from "../holders.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";

type Variable = TSESLint.Scope.Variable;

/** Where several calls of a function meet: a field, a variable outside it, an entry of a map in one of these. */
export interface Places {
  /** The place that an expression reads or an assignment writes, seen from inside `unit`; undefined for what each call has for itself. */
  of(node: Node, unit: Node): Holder | undefined;
  /** The place that a call of a map or set asks for, or puts something into: `this.subs.get(key)`. */
  entryOf(call: TSESTree.CallExpression, methods: ReadonlySet<string>, unit: Node): Holder | undefined;
}

export const askingMethods: ReadonlySet<string> = new Set(["get", "has"]);
export const puttingMethods: ReadonlySet<string> = new Set(["set", "add"]);

/** Says which expressions of one file are the same place. */
export function createPlaces({ values, scopes }: { readonly values: Values; readonly scopes: Scopes }): Places {
  const holders = createHolders();

  function of(node: Node, unit: Node): Holder | undefined {
    const inner = unwrap(node);
    if (inner.type === "Identifier") {
      const variable = scopes.variableOf(inner);
      return variable && isPlain(variable) && !isOwn(variable, unit) ? holders.of(variable) : undefined;
    }
    return inner.type === "MemberExpression" ? ofMember(inner, unit) : undefined;
  }

  function ofMember(node: TSESTree.MemberExpression, unit: Node): Holder | undefined {
    const base = ofBase(unwrap(node.object), unit);
    if (!base) return undefined;
    const name = memberName(node);
    if (name !== undefined) return holders.member(base, name);
    const key = keyText(node.property);
    return key === undefined ? undefined : holders.member(base, `(${key})`);
  }

  function ofBase(node: Node, unit: Node): Holder | undefined {
    if (node.type === "ThisExpression") return values.thisOf(node);
    if (node.type === "MemberExpression") return ofMember(node, unit);
    if (node.type !== "Identifier") return undefined;
    const variable = scopes.variableOf(node);
    if (!variable) return node.name === "globalThis" || node.name === "global" ? holders.of("globalThis") : undefined;
    const alias = aliasOf(variable);
    if (alias?.type === "ThisExpression") return values.thisOf(alias);
    if (!isOwn(variable, unit)) return variable.defs[0]?.type === "ClassName" || isPlain(variable) ? values.holderOfVariable(variable) : undefined;
    // An entry that was taken out of a shared place is one object under two names.
    return alias && isPlaceRead(alias, unit) ? holders.of(variable) : undefined;
  }

  /** True for what is read from a shared place: `this.sessions.get(id)`, `registry[id]`. */
  function isPlaceRead(node: Node, unit: Node): boolean {
    const inner = unwrap(node);
    if (inner.type === "CallExpression") return entryOf(inner, askingMethods, unit) !== undefined;
    return inner.type === "MemberExpression" && ofMember(inner, unit) !== undefined;
  }

  /** The one value of a constant. */
  function aliasOf(variable: Variable): Node | undefined {
    if (variable.defs[0]?.type !== "Variable") return undefined;
    const writes = scopes.writesTo(variable);
    const [only] = writes ?? [];
    return writes?.length === 1 && only?.path.length === 0 ? unwrap(only.value) : undefined;
  }

  function entryOf(call: TSESTree.CallExpression, methods: ReadonlySet<string>, unit: Node): Holder | undefined {
    const callee = unwrap(call.callee);
    const [key] = call.arguments;
    if (callee.type !== "MemberExpression" || !key || !methods.has(memberName(callee) ?? "")) return undefined;
    const map = of(callee.object, unit);
    const text = keyText(key);
    return map && text !== undefined ? holders.member(map, `(${text})`) : undefined;
  }

  return { of, entryOf };
}

/** A variable that code assigns: no import, no function, no parameter. */
function isPlain(variable: Variable): boolean {
  return variable.defs[0]?.type === "Variable";
}

/** True for a variable that every call of `unit` has for itself. */
function isOwn(variable: Variable, unit: Node): boolean {
  const [identifier] = variable.identifiers as readonly Node[];
  return identifier !== undefined && unit.type !== "Program" && isInside(identifier, functionAround(unit));
}

function functionAround(unit: Node): Node {
  let at = unit;
  while (at.parent && !isFunction(at)) at = at.parent;
  return at;
}

/** The text of a key that means the same whenever it is read: a name, a literal, a path. */
function keyText(node: Node): string | undefined {
  const inner = unwrap(node);
  switch (inner.type) {
    case "Identifier":
      return inner.name;
    case "Literal":
      return JSON.stringify(inner.value);
    case "ThisExpression":
      return "this";
    case "TemplateLiteral": {
      const parts = inner.expressions.map(keyText);
      return parts.every((part) => part !== undefined) ? `\`${inner.quasis.map(({ value }) => value.raw).join("$")}${parts.join()}\`` : undefined;
    }
    case "MemberExpression": {
      const object = keyText(inner.object);
      const name = memberName(inner);
      return object === undefined || name === undefined ? undefined : `${object}.${name}`;
    }
    default:
      return undefined;
  }
}

/** The functions that `node` stands in, the nearest first. */
export function* functionsAround(node: Node): Generator<FunctionNode> {
  for (let at: Node | undefined = node.parent; at; at = at.parent) if (isFunction(at)) yield at;
}
