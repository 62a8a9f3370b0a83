import { type FunctionNode, type Node, calledName, findOwn, isFunction, literalText, unwrap } from "../ast.js";
import { detachMethods } from "../contracts/deliveries.js";
import type { Values } from "../values.js";

/** The function of the file that runs for a listener: as it stands there, or by its name. */
export function handlerOf(listener: Node | undefined, values: Values): FunctionNode | undefined {
  const inner = listener && unwrap(listener);
  if (!inner || isFunction(inner)) return inner;
  const value = inner.type === "Identifier" ? values.valueOf(inner) : undefined;
  return value?.kind === "function" ? value.node : undefined;
}

/** True for a handler that takes itself off before anything else can happen: it hears one event, like that of a `once`. */
export function takesItselfOff(handler: FunctionNode | undefined, event: string, values: Values): boolean {
  const statements: readonly Node[] = handler?.body.type === "BlockStatement" ? handler.body.body : [];
  for (const statement of statements) {
    if (statement.type !== "ExpressionStatement" && statement.type !== "VariableDeclaration") return false;
    if (findOwn(statement, ({ type }) => type === "AwaitExpression" || type === "YieldExpression")) return false;
    const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
    if (call?.type !== "CallExpression" || !detachMethods.has(calledName(call)) || literalText(call.arguments[0]) !== event) continue;
    if (handlerOf(call.arguments[1], values) === handler) return true;
  }
  return false;
}
