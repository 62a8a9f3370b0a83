import type { TSESTree } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type Node, type Unit, findOwn, isFunction } from "./ast.js";
import { takenPort } from "./contracts/calls.js";
import type { Values } from "./values.js";

/** The `catch` of the nearest `try` around a node of the same function. */
function catchAround(node: Node): TSESTree.CatchClause | undefined {
  for (let at = node; at.parent && !isFunction(at); at = at.parent) {
    if (at.parent.type === "TryStatement" && at.parent.block === at && at.parent.handler) return at.parent.handler;
  }
  return undefined;
}

/** True if the `catch` around a start calls its function again, starts something itself, or asks whether the port was taken. */
export function isRetriedInCatch(start: CallNode, unit: Unit, values: Values, actions: Actions): boolean {
  const handler = catchAround(start);
  if (!handler) return false;
  return (
    findOwn(handler.body, (node) => {
      if (node.type === "Literal") return node.value === takenPort;
      if (node.type !== "CallExpression") return false;
      const called = values.valueOf(node.callee);
      return (called?.kind === "function" && called.node === unit) || actions.of(node).kind === "start";
    }) !== undefined
  );
}
