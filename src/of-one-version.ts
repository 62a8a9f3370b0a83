import { type Node, findNode } from "./ast.js";
import { versionModules } from "./contracts/calls.js";
import type { Values } from "./values.js";

/** True for code behind a test of a package's version: a contract of another version holds there, and the branches stand for several. */
export function isOfOneVersion(node: Node, values: Values): boolean {
  for (let at: Node = node; at.parent; at = at.parent) {
    const { parent } = at;
    if ((parent.type !== "IfStatement" && parent.type !== "ConditionalExpression") || parent.test === at) continue;
    const asked = findNode(parent.test, (each) => {
      const callee = each.type === "CallExpression" ? values.valueOf(each.callee) : undefined;
      return callee?.kind === "export" && versionModules.has(callee.module);
    });
    if (asked) return true;
  }
  return false;
}
