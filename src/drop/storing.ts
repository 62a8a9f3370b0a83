import { type Node, calledName } from "../ast.js";
import { storingMethods } from "../contracts/deliveries.js";
import { receiverOf } from "../names.js";

/** A value that comes into a collection, or into a place for one. */
export interface Storing {
  readonly collection: Node;
  readonly value: Node;
  readonly how: "map" | "array" | "set" | "object" | "slot";
}

/** The collection and the value of `x.set(k, v)`, `x.push(v)`, `x[k] = v`. */
export function storedBy(node: Node): Storing | undefined {
  if (node.type === "CallExpression") {
    const name = calledName(node);
    const value = Object.hasOwn(storingMethods, name) ? node.arguments[storingMethods[name] ?? 0] : undefined;
    const collection = receiverOf(node);
    return value && collection ? { collection, value, how: name === "set" ? "map" : name === "add" ? "set" : "array" } : undefined;
  }
  if (node.type !== "AssignmentExpression" || node.operator !== "=") return undefined;
  if (node.left.type !== "MemberExpression" || !node.left.computed) {
    // A place for one: `this.resolve = resolve`.
    return node.left.type === "MemberExpression" || node.left.type === "Identifier" ? { collection: node.left, value: node.right, how: "slot" } : undefined;
  }
  return { collection: node.left.object, value: node.right, how: "object" };
}
