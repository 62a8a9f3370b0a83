import { type Node, isFunction } from "../ast.js";

/** The statements behind the one of `node`, until time passes. */
export function following(node: Node): readonly Node[] {
  let at: Node = node;
  while (at.parent && at.parent.type !== "BlockStatement" && at.parent.type !== "Program") at = at.parent;
  const { parent } = at;
  return parent?.type === "BlockStatement" || parent?.type === "Program" ? parent.body.slice(parent.body.indexOf(at as never) + 1) : [];
}

/** True for a call that the statement makes whenever it runs: not inside a branch or a function. */
export function isPlain(call: Node, statement: Node): boolean {
  for (let at: Node | undefined = call; at && at !== statement; at = at.parent) if (isFunction(at) || at.type === "IfStatement" || at.type === "ConditionalExpression") return false;
  return statement.type !== "IfStatement";
}
