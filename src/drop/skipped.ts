import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, memberName, unwrap, wrapped } from "../ast.js";
import { endVerbs } from "../contracts/deliveries.js";
import type { Names } from "../names.js";
import { firstWord } from "../words.js";

/** A rejection that depends on what the end of something answers: `socket && socket.destroy(error) && reject(error)`. */
export interface Skipped {
  readonly node: TSESTree.LogicalExpression;
  /** The call whose answer decides. */
  readonly ending: Node;
  readonly reject: Node;
  /** What is asked before it, if anything. */
  readonly asked: Node | undefined;
}

export function skippedRejections(names: Names): readonly Skipped[] {
  return names.calls.flatMap((reject): Skipped[] => {
    if (reject.type !== "CallExpression" || !/^rej(?:ect)?$/.test(calledName(reject)) || unwrap(reject.callee).type !== "Identifier") return [];
    const node = wrapped(reject).parent;
    if (node?.type !== "LogicalExpression" || node.operator !== "&&" || node.right !== wrapped(reject) || !isStatement(node)) return [];
    const left = unwrap(node.left);
    const isChain = left.type === "LogicalExpression" && left.operator === "&&";
    const ending = isChain ? unwrap(left.right) : left;
    const callee = ending.type === "CallExpression" ? unwrap(ending.callee) : undefined;
    if (callee?.type !== "MemberExpression" || !endVerbs.has(firstWord(memberName(callee) ?? ""))) return [];
    return [{ node, ending, reject, asked: isChain ? unwrap(left.left) : undefined }];
  });
}

/** True for what is a statement, or all that an arrow function does. */
function isStatement(node: Node): boolean {
  const { parent } = wrapped(node);
  return parent?.type === "ExpressionStatement" || parent?.type === "ArrowFunctionExpression";
}
