import { type CallNode, type Node, calledName, isFunction, isInside, unitOf, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { quietOnPages } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import { verbOf } from "../words.js";

/** Says of a statement of a test whether it only looks at a page, listens, waits and compares. */
export function createQuiet(index: FileIndex): (statement: Node) => boolean {
  return (statement) => index.calls.every((call) => !isInside(call, statement) || isInListener(call, statement) || isLooking(call));

  function isLooking(call: CallNode): boolean {
    if (call.type === "NewExpression") return call.callee.type === "Identifier" && quietOnPages.made.has(call.callee.name);
    const name = calledName(call);
    if (unwrap(call.callee).type === "Identifier") return quietOnPages.functions.has(name);
    return attachMethods.has(name) || quietOnPages.verbs.has(verbOf(name)) || quietOnPages.methods.has(name) || isComparing(call);
  }

  /** `expect(…).toEqual(…)`, `console.log(…)` */
  function isComparing(call: CallNode): boolean {
    for (let at: Node = unwrap(call.callee); ; ) {
      if (at.type === "Identifier") return quietOnPages.roots.has(at.name);
      if (at.type !== "MemberExpression" && at.type !== "CallExpression") return false;
      at = unwrap(at.type === "MemberExpression" ? at.object : at.callee);
    }
  }

  /** A call in a handler that the statement attaches: it is made when an event comes. */
  function isInListener(call: Node, statement: Node): boolean {
    for (let at: Node | undefined = call; at && at !== statement; at = at.parent) {
      const given: Node | undefined = isFunction(at) ? wrapped(at).parent : undefined;
      if (given?.type === "CallExpression" && given.callee !== at && attachMethods.has(calledName(given))) return true;
    }
    return false;
  }
}

/** The await of such a call in the statements before the one of `node`, with nothing but quiet ones since. */
export function lastAwaited({ awaits }: FileIndex, node: Node, isSought: (call: Node) => boolean, isQuiet: (statement: Node) => boolean): Node | undefined {
  let statement = node;
  while (statement.parent && statement.parent.type !== "BlockStatement") statement = statement.parent;
  const body: readonly Node[] = statement.parent?.type === "BlockStatement" ? statement.parent.body : [];
  for (const each of body.slice(0, body.indexOf(statement)).reverse()) {
    const found = awaits.find((wait) => isInside(wait, each) && unitOf(wait) === unitOf(node) && isSought(unwrap(wait.argument)));
    if (found) return each.type === "ExpressionStatement" || each.type === "VariableDeclaration" ? found : undefined;
    if (!isQuiet(each)) return undefined;
  }
  return undefined;
}
