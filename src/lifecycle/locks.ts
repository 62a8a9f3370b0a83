import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, isFunction, unwrap, wrapped } from "../ast.js";
import { lockModules, lockWords } from "../contracts/lifecycle.js";
import { wordsOf } from "../sleeping/delays.js";
import { calledName } from "../sleeping/order.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";

/** True for a call that lets one caller in at a time, or runs a function once: by its name, its receiver's, or the module it comes from. */
export function isLockCall(call: Node, { values, scopes }: { readonly values: Values; readonly scopes: Scopes }): boolean {
  if (call.type !== "CallExpression" && call.type !== "NewExpression") return false;
  if (isLockName(calledName(call))) return true;
  const callee = unwrap(call.callee);
  const value = values.valueOf(callee);
  if (value?.kind === "export" && lockModules.test(value.module)) return true;
  const root = rootOf(callee);
  if (callee.type === "MemberExpression" && isLockPath(callee.object)) return true;
  // `const limit = pLimit(1)`: what a lock is made by tells what it is.
  const variable = root?.type === "Identifier" ? scopes.variableOf(root) : undefined;
  const made = variable && scopes.writesTo(variable)?.[0]?.value;
  const maker = made && unwrap(made);
  if (maker?.type !== "CallExpression" && maker?.type !== "NewExpression") return false;
  const from = values.valueOf(maker.callee);
  return (from?.kind === "export" && lockModules.test(from.module)) || isLockName(calledName(maker));
}

function isLockPath(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return isLockName(inner.name);
  if (inner.type === "MemberExpression") return isLockName(inner.property.type === "Identifier" || inner.property.type === "PrivateIdentifier" ? inner.property.name : "") || isLockPath(inner.object);
  return inner.type === "CallExpression" && (isLockName(calledName(inner)) || isLockPath(inner.callee));
}

function isLockName(name: string): boolean {
  return wordsOf(name).some((word) => lockWords.has(word));
}

function rootOf(node: Node): Node | undefined {
  let at = unwrap(node);
  while (at.type === "MemberExpression" || at.type === "CallExpression") at = unwrap(at.type === "MemberExpression" ? at.object : at.callee);
  return at;
}

/** True for code that runs one at a time: in a function that a lock runs, or one that is wrapped or decorated so. */
export function isLocked(node: Node, input: { readonly values: Values; readonly scopes: Scopes }): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (!isFunction(at)) continue;
    const user = wrapped(at).parent;
    if ((user?.type === "CallExpression" || user?.type === "NewExpression") && user.callee !== wrapped(at) && isLockCall(user, input)) return true;
    if (isDecorated(at)) return true;
  }
  return false;
}

function isDecorated(fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type !== "MethodDefinition" && parent.type !== "PropertyDefinition") return false;
  // Only the TypeScript parser makes decorators.
  const decorators = ("decorators" in parent ? parent.decorators : []) as readonly TSESTree.Decorator[];
  return decorators.some(({ expression }) => {
    const inner = unwrap(expression);
    return isLockName(inner.type === "CallExpression" ? calledName(inner as CallNode) : inner.type === "Identifier" ? inner.name : "");
  });
}
