import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, isFunction, memberName, wrapped } from "./ast.js";
import { tellsNobody } from "./telling.js";

/** What becomes of the value that a call gives. */
export type Use = "unused" | "awaited" | "returned" | "chained" | "kept" | "passed";

/** True for an awaited value that gets a name: what it gives may be waited for by that. */
function isKept(node: Node): boolean {
  const { parent } = wrapped(node);
  return parent?.type === "VariableDeclarator" || parent?.type === "AssignmentExpression";
}

/** True for `.then(() => console.log("up"))`: nobody hears of success by it, nor of failure. */
function isOnlyLogged(name: string, { arguments: [fn, ...others] }: TSESTree.CallExpression): boolean {
  return name === "then" && others.length === 0 && isFunction(fn) && tellsNobody(fn);
}

/** What becomes of a call's value, seen through assertions, chained calls of the same object, and `void`. */
export function useOf(node: CallNode): Use {
  let value: Node = wrapped(node);
  for (;;) {
    const { parent } = value;
    switch (parent?.type) {
      case "ExpressionStatement":
        return "unused";
      case "UnaryExpression":
        return parent.operator === "void" ? "unused" : "kept";
      case "AwaitExpression":
        return isKept(parent) ? "kept" : "awaited";
      case "ReturnStatement":
      case "ArrowFunctionExpression":
        return "returned";
      case "MemberExpression": {
        if (parent.object !== value) return "kept";
        const name = memberName(parent) ?? "";
        const call = wrapped(parent).parent;
        if (["then", "catch", "finally"].includes(name) && !(call?.type === "CallExpression" && isOnlyLogged(name, call))) return "chained";
        if (call?.type !== "CallExpression" || call.callee !== wrapped(parent)) return "kept";
        value = wrapped(call);
        continue;
      }
      case "LogicalExpression":
        if (parent.left === value) return "kept";
        value = wrapped(parent);
        continue;
      case "ConditionalExpression":
        value = wrapped(parent);
        continue;
      case "SequenceExpression":
        if (parent.expressions.at(-1) !== value) return "unused";
        value = wrapped(parent);
        continue;
      case "VariableDeclarator":
      case "AssignmentExpression":
      case "PropertyDefinition":
        return "kept";
      default:
        // An argument, an element, a branch: what becomes of it there is not followed.
        return "passed";
    }
  }
}
