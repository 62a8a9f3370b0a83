import { type FunctionNode, type Node, calledName, findNode, isFunction, memberName, nameOfThing, parameterName, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { startingVerbs } from "../contracts/lifecycle.js";
import { wordsOf } from "../words.js";

/** What in an executor waits for a thing: the listener by which it settles. */
export function waitOfExecutor(made: Node, names: readonly string[]): Node | undefined {
  const executor = executorOf(made);
  const resolve = executor?.params[0] && parameterName(executor.params[0])?.name;
  return executor && resolve !== undefined ? waitIn(executor.body, names, resolve) : undefined;
}

/** The function given to `new Promise`. */
export function executorOf(made: Node): FunctionNode | undefined {
  const executor = made.type === "NewExpression" && calledName(made) === "Promise" ? made.arguments[0] : undefined;
  return isFunction(executor) ? executor : undefined;
}

/** `socket.once("open", resolve)`, `socket.onopen = () => resolve()`, `server.listen(port, () => resolve())`. */
export function waitIn(node: Node, names: readonly string[], resolve: string): Node | undefined {
  const settlesBy = (handler: Node) => isSettling(handler, resolve) || isSettling(namedIn(node, handler), resolve);
  return findNode(node, (each) => {
    if (each.type === "CallExpression") {
      const callee = unwrap(each.callee);
      const method = callee.type === "MemberExpression" ? (memberName(callee) ?? "") : "";
      return callee.type === "MemberExpression" && (attachMethods.has(method) || startingVerbs.has(wordsOf(method)[0] ?? "")) && names.includes(rootName(callee.object)) && each.arguments.some(settlesBy);
    }
    const target = each.type === "AssignmentExpression" ? unwrap(each.left) : undefined;
    return each.type === "AssignmentExpression" && target?.type === "MemberExpression" && /^on[a-z]/.test(memberName(target) ?? "") && names.includes(nameOfThing(target.object)) && settlesBy(each.right);
  });
}

/** The function that has this name in the executor: `const onOpen = () => resolve()`. */
function namedIn(body: Node, name: Node): Node | undefined {
  const inner = unwrap(name);
  if (inner.type !== "Identifier") return undefined;
  const found = findNode(body, (each) => (each.type === "VariableDeclarator" || each.type === "FunctionDeclaration") && each.id?.type === "Identifier" && each.id.name === inner.name);
  return found?.type === "VariableDeclarator" ? (found.init ?? undefined) : found;
}

/** The thing that listeners are attached to, one after the other: `socket` of `socket.once(…).once`. */
function rootName(node: Node): string {
  const inner = unwrap(node);
  const callee = inner.type === "CallExpression" ? unwrap(inner.callee) : undefined;
  return callee?.type === "MemberExpression" && attachMethods.has(memberName(callee) ?? "") ? rootName(callee.object) : nameOfThing(inner);
}

function isSettling(handler: Node | undefined, resolve: string): boolean {
  const inner = handler && unwrap(handler);
  if (!inner) return false;
  if (inner.type === "Identifier") return inner.name === resolve;
  return isFunction(inner) && findNode(inner.body, (node) => isCallOf(node, resolve)) !== undefined;
}

/** True for a call of a function by this name. */
export function isCallOf(node: Node, name: string): boolean {
  return node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === name;
}
