import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, isFunction, memberName, unwrap } from "../ast.js";
import type { MachineFile } from "./machine-file.js";

/** The object and the field that an expression reads: a member, or what a getter of this file gives. */
export function fieldRead(node: Node, file: MachineFile): { readonly object: Node; readonly name: string } | undefined {
  const inner = unwrap(node);
  if (inner.type === "CallExpression" && inner.arguments.length === 0) {
    const callee = unwrap(inner.callee);
    if (callee.type !== "MemberExpression") return undefined;
    const fn = file.functionOf(callee);
    const name = fn && fieldGiven(fn, file);
    return name === undefined ? undefined : { object: callee.object, name };
  }
  if (inner.type !== "MemberExpression") return undefined;
  const name = memberName(inner);
  if (name === undefined) return undefined;
  const getter = getterOf(inner, file);
  return { object: inner.object, name: (getter && fieldGiven(getter, file)) ?? name };
}

/** The getter of this file that reading a member runs. */
export function getterOf(node: TSESTree.MemberExpression, file: MachineFile): FunctionNode | undefined {
  const name = memberName(node);
  const shape = file.shapeOf(node.object);
  const member = name !== undefined && shape && shape !== "elsewhere" ? file.memberOf(shape, name) : undefined;
  return (member?.type === "MethodDefinition" || member?.type === "Property") && member.kind === "get" && isFunction(member.value) ? member.value : undefined;
}

/** The field of its own object that a function returns, and does nothing else. */
function fieldGiven(fn: FunctionNode, file: MachineFile): string | undefined {
  const [answer, ...others] = file.values.returnedBy(fn);
  const inner = answer && unwrap(answer);
  return others.length === 0 && inner?.type === "MemberExpression" && inner.object.type === "ThisExpression" ? memberName(inner) : undefined;
}
