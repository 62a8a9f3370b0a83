import { type CallNode, type FunctionNode, type Node, keyName, memberName, namingNode, wrapped } from "../ast.js";
import type { Lookup } from "./lookup.js";

/** The calls of a function by its name, or of a method by `this` where that is the same: in its class, its object literal, or on the same prototype. */
export function callsOf(unit: FunctionNode, { scopes, memberCalls, ownerOfThis }: Lookup): readonly CallNode[] {
  const name = namingNode(unit);
  const variable = name && scopes.variableOf(name);
  if (variable) {
    return variable.references.flatMap(({ identifier }) => {
      const use = wrapped(identifier);
      return use.parent?.type === "CallExpression" && use.parent.callee === use ? [use.parent] : [];
    });
  }
  const method = methodName(wrapped(unit));
  const owner = ownerOfThis(unit.body);
  // A function that nothing owns is all of its own `this`.
  if (method === undefined || owner === unit) return [];
  return memberCalls(method).filter((call) => call.callee.type === "MemberExpression" && call.callee.object.type === "ThisExpression" && ownerOfThis(call) === owner);
}

function methodName({ parent }: Node): string | undefined {
  if (parent?.type === "MethodDefinition" || parent?.type === "PropertyDefinition" || parent?.type === "Property") return keyName(parent);
  return parent?.type === "AssignmentExpression" && parent.left.type === "MemberExpression" ? memberName(parent.left) : undefined;
}
