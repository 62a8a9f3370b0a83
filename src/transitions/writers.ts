import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, unwrap } from "../ast.js";
import { mayBeLocal } from "../scopes.js";
import type { MachineFile } from "./machine-file.js";
import { functionAround } from "../order.js";

/** The functions that may write a state themselves: by an assignment, or by a function of the file that is given a name. */
export function writersIn({ assignments, calls, scopes }: MachineFile): ReadonlySet<Node | undefined> {
  const isSetter = (call: TSESTree.CallExpression) => {
    const callee = unwrap(call.callee);
    if (callee.type === "MemberExpression" && callee.object.type !== "ThisExpression") return false;
    return call.arguments.some((argument) => unwrap(argument).type === "Identifier") && mayBeLocal(callee, scopes);
  };
  return new Set([...assignments.filter(({ operator }) => operator === "="), ...calls.filter(isSetter)].map((node) => functionAround(node)));
}
