import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, isFunction, unwrap, wrapped } from "../ast.js";

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

/** The wait for a promise that is kept in a constant, where it is the first thing that the next statement does: `const done = once(…); await done;` */
export function awaitedNext(promise: Node): TSESTree.AwaitExpression | undefined {
  const declarator = wrapped(promise).parent;
  const declaration = declarator?.parent;
  if (declarator?.type !== "VariableDeclarator" || declarator.id.type !== "Identifier" || declaration?.type !== "VariableDeclaration" || declaration.declarations.length !== 1) return undefined;
  const [next] = following(declaration);
  const { name } = declarator.id;
  const whole = next?.type === "ExpressionStatement" ? next.expression : next?.type === "VariableDeclaration" ? next.declarations[0].init : next?.type === "ReturnStatement" ? next.argument : undefined;
  const wait = whole ? unwrap(whole) : undefined;
  return wait?.type === "AwaitExpression" && wait.argument.type === "Identifier" && wait.argument.name === name ? wait : undefined;
}
