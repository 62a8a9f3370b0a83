import { type Node, calledName, memberName, unwrap } from "../ast.js";
import { type Names, receiverOf } from "../names.js";

/** A collection of collections: the outer one, how it keeps the inner ones, and the member of what it keeps that is one. */
export interface Outer {
  readonly collection: Node;
  readonly how: "map" | "object";
  readonly member?: string;
}

/** The collection that an inner one was asked of: `queues` of `queues.get(key).data`, of `queues[key]`, and of a name for either. */
export function outerOf(inner: Node, names: Names): Outer | undefined {
  const collection = askedIn(inner, names);
  if (collection) return collection;
  const node = unwrap(inner);
  if (node.type !== "MemberExpression" || node.computed) return undefined;
  const owner = askedIn(node.object, names);
  const member = memberName(node);
  return owner && member !== undefined ? { ...owner, member } : undefined;
}

function askedIn(node: Node, names: Names): Outer | undefined {
  const given = names.valueOf(node);
  const value = given.type === "LogicalExpression" ? unwrap(given.left) : given;
  if (value.type === "CallExpression") {
    const receiver = calledName(value) === "get" && value.arguments.length === 1 ? receiverOf(value) : undefined;
    return receiver && names.placeOf(receiver) !== undefined ? { collection: receiver, how: "map" } : undefined;
  }
  return value.type === "MemberExpression" && value.computed && value.property.type !== "Literal" && names.placeOf(value.object) !== undefined ? { collection: value.object, how: "object" } : undefined;
}
