import { type FunctionNode, type Node, calledName, isInside, memberName, unwrap } from "../ast.js";
import { resolverNames } from "../contracts/deliveries.js";
import { type Names, receiverOf } from "../names.js";
import { excludes, functionAround } from "../order.js";
import { isRemovalByKey, isUse } from "./uses.js";

/** True where an answer takes its entry away and calls it: an entry that is left is one that nobody has answered. */
export function isTakenWhenAnswered(place: string, names: Names, expiry?: FunctionNode): boolean {
  return names.changes.some((node) => {
    const fn = isRemovalByKey(node, place, names) && !(expiry && isInside(node, expiry)) ? functionAround(node) : undefined;
    return fn !== undefined && names.within(fn).some((part) => isCallOfEntry(part, place, names));
  });
}

/** `entry.resolve(answer)`, `callback(answer)`, or a function of the file that is handed the entry: `answer(id, callback)`. */
function isCallOfEntry(node: Node, place: string, names: Names): boolean {
  if (node.type !== "CallExpression") return false;
  const callee = unwrap(node.callee);
  const called = callee.type === "MemberExpression" ? callee.object : callee;
  const handed = names.functionOf(node.callee) ? node.arguments : [];
  return [called, ...handed].some((each) => isEntry(each, place, names));
}

/** True for a name of what was asked for by its key: `pending.get(id)`, `pending[id]`. */
function isEntry(node: Node, place: string, names: Names): boolean {
  const inner = unwrap(node);
  const value = inner.type === "Identifier" ? names.valueOf(inner) : undefined;
  const from = value?.type === "MemberExpression" ? value.object : value?.type === "CallExpression" && calledName(value) === "get" ? receiverOf(value) : undefined;
  return from !== undefined && names.placeOf(from) === place;
}

/**
 * True where code that empties a collection settles one entry of it, and knows of no other: `const entry = pending.values().next().value;
 * pending.clear(); entry.resolve(answer)`.
 */
export function isEmptiedForOne(clearing: Node, place: string, fn: FunctionNode, names: Names): boolean {
  if (clearing.type !== "CallExpression") return false;
  const parts = names.within(fn);
  const uses = parts.filter((node) => isUse(node) && names.placeOf(node) === place);
  if (!uses.every((node) => isOfOne(node, clearing))) return false;
  return parts.some((node) => {
    const callee = node.type === "CallExpression" && functionAround(node) === fn && !excludes(clearing, node) ? unwrap(node.callee) : undefined;
    if (callee?.type !== "MemberExpression" || !resolverNames.test(memberName(callee) ?? "") || callee.object.type !== "Identifier") return false;
    const variable = names.scopes.variableOf(callee.object);
    const [write, ...others] = (variable && names.scopes.writesTo(variable)) ?? [];
    return write !== undefined && others.length === 0 && uses.some((use) => isInside(use, write.value));
  });
}

/** The collection is emptied, an entry is taken away, or one is asked for. */
function isOfOne(node: Node, clearing: Node): boolean {
  if (isInside(node, clearing)) return true;
  const { parent } = node;
  if (parent?.type !== "MemberExpression" || parent.object !== node || parent.parent.type !== "CallExpression" || parent.parent.callee !== parent) return false;
  const name = memberName(parent) ?? "";
  return name === "get" || name === "delete" || name === "has" || (/^(?:values|keys|entries)$/.test(name) && isFirstOf(parent.parent));
}

/** `….next().value` */
function isFirstOf(iterator: Node): boolean {
  const { parent } = iterator;
  return parent?.type === "MemberExpression" && parent.object === iterator && memberName(parent) === "next";
}
