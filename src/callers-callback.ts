import { type CallNode, type Node, findNode, isCall, isFunction, isInside, memberName, unwrap, wrapped } from "./ast.js";
import type { Scopes } from "./scopes.js";

const callbackNames = /(?:callback|cb|done|handler|listener|fn|next)$|^on[A-Z]/i;

/** True for a start that runs a function of its caller's when it is ready: `listen(port, done)`, `listen(port, () => options.onStart())`. */
export function runsCallersFunction(start: CallNode, scopes: Scopes): boolean {
  return start.arguments.some((argument) => {
    const given = unwrap(argument);
    if (!isFunction(given)) return isCallers(given, start, scopes);
    return findNode(given, (node) => isCall(node) && isCallers(unwrap(node.callee), start, scopes)) !== undefined;
  });
}

/** True for a parameter that is named as a callback, or a member of a parameter that is. */
function isCallers(callback: Node, start: CallNode, scopes: Scopes): boolean {
  const name = callback.type === "MemberExpression" ? memberName(callback) : callback.type === "Identifier" ? callback.name : undefined;
  if (name === undefined || !callbackNames.test(name)) return false;
  let root = callback;
  while (root.type === "MemberExpression") root = unwrap(root.object);
  const definition = root.type === "Identifier" ? scopes.variableOf(root)?.defs[0] : undefined;
  // What the start gives its own callback is no caller's, and an executor's caller is the promise.
  return definition?.type === "Parameter" && !isInside(definition.node, start) && wrapped(definition.node).parent?.type !== "NewExpression";
}
