import type { Look } from "./absence.js";
import { type Node, findNode, isClass, isNullish, keyName, memberName, unwrap } from "./ast.js";
import { namesNoPort } from "./contracts/ports.js";
import { onlyValueOf } from "./scopes.js";

/** What the code goes on with where a value is missing: a configured one, one that says "none", or what a call makes of it. */
export interface Replacement {
  readonly kind: "replaced" | "defaulted" | "checked";
  readonly fallback?: Node;
}

/** Reads what stands in the place of a missing value, which may be the value itself. */
export function replacementOf(fallback: Node, value: Node, look: Look): Replacement {
  const inner = unwrap(fallback);
  const found = (isReplaced: boolean): Replacement => ({ kind: isReplaced ? "replaced" : "defaulted", fallback });
  switch (inner.type) {
    case "Identifier":
      return found(inner.name !== "undefined" && !namesNoPort.test(inner.name) && !isSame(inner, value, look));
    case "MemberExpression":
      return found(!namesNoPort.test(memberName(inner) ?? "") && !isSame(inner, value, look) && !isOnceBound(inner, look));
    case "Literal":
      return found(typeof inner.value === "number" && inner.value > 0);
    case "LogicalExpression": {
      const left = replacementOf(inner.left, value, look);
      return left.kind === "replaced" ? found(true) : { ...replacementOf(inner.right, value, look), fallback };
    }
    case "CallExpression":
      return inner.callee.type === "Identifier" && /^(?:Number|parseInt)$/.test(inner.callee.name) ? found(true) : { kind: "checked" };
    default:
      return found(false);
  }
}

/** True for the missing value under its own name, or a part of it. */
function isSame(node: Node, value: Node, { scopes }: Look): boolean {
  let root = unwrap(node);
  while (root.type === "MemberExpression") root = unwrap(root.object);
  const variable = root.type === "Identifier" ? scopes.variableOf(root) : undefined;
  const own = unwrap(value);
  return variable !== undefined && own.type === "Identifier" && scopes.variableOf(own) === variable;
}

/** True for a field that only ever holds what an address gave: it is no setting, but where the server listened last. */
function isOnceBound(field: Node, look: Look): boolean {
  if (field.type !== "MemberExpression" || field.object.type !== "ThisExpression") return false;
  const name = memberName(field);
  const owner = classAround(field);
  if (!owner || name === undefined) return false;
  const givenBy = (node: Node): Node | null | undefined => {
    if (node.type === "TSParameterProperty") return node.parameter.type === "Identifier" && node.parameter.name === name ? node : undefined;
    if (node.type === "PropertyDefinition") return keyName(node) === name ? node.value : undefined;
    return node.type === "AssignmentExpression" && node.left.type === "MemberExpression" && node.left.object.type === "ThisExpression" && memberName(node.left) === name ? node.right : undefined;
  };
  const isBound = findNode(owner, (node) => isOfAddress(givenBy(node), look)) !== undefined;
  return isBound && findNode(owner, (node) => {
    const given = givenBy(node);
    return given ? !isNullish(given) && !isOfAddress(given, look) : false;
  }) === undefined;
}

function classAround(node: Node): Node | undefined {
  for (let at: Node | undefined = node.parent; at; at = at.parent) if (isClass(at)) return at;
  return undefined;
}

/** True for what an `address()` gives, taken apart or not, by name or not. */
function isOfAddress(value: Node | null | undefined, look: Look): boolean {
  if (!value) return false;
  let at = unwrap(value);
  while (at.type === "MemberExpression") at = unwrap(at.object);
  if (at.type === "CallExpression") return at.callee.type === "MemberExpression" && memberName(at.callee) === "address";
  const only = onlyValueOf(at, look.scopes);
  return only !== undefined && only !== at && isOfAddress(only, look);
}
