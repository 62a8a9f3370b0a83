import type { Actions } from "./actions.js";
import { type CallNode, type Node, type Unit, findOwn, isCall, isFunction, isInside, wrapped } from "./ast.js";
import { takenPort } from "./contracts/calls.js";
import { catchingTry } from "./order.js";
import type { Values } from "./values.js";

/**
 * True if the `catch` around a start calls its function again, starts something itself, or asks whether the port was taken.
 * One that starts something may be for what comes before the start, where that can fail.
 */
export function isRetriedInCatch(start: CallNode, unit: Unit, values: Values, actions: Actions): boolean {
  const around = catchingTry(start);
  if (!around?.handler) return false;
  const mayFailBefore = findOwn(around.block, (node) => canFail(node, actions) && node.range[1] <= start.range[1] && !isInside(start, node)) !== undefined;
  return (
    findOwn(around.handler.body, (node) => {
      if (node.type === "Literal") return node.value === takenPort;
      if (node.type !== "CallExpression") return false;
      const called = values.valueOf(node.callee);
      return (called?.kind === "function" && called.node === unit) || (!mayFailBefore && actions.of(node).kind === "start");
    }) !== undefined
  );
}

/** True for what is awaited or called: all but what makes a server. */
function canFail(node: Node, actions: Actions): boolean {
  if (isCall(node)) return actions.of(node).kind !== "make";
  return node.type === "AwaitExpression" || node.type === "ImportExpression" || node.type === "TaggedTemplateExpression" || (node.type === "ForOfStatement" && node.await);
}

/** True for an awaited start that is the last its unit does, in the `try` it stands in and behind that. */
export function isLastDone(start: CallNode): boolean {
  let at: Node = wrapped(start);
  if (at.parent?.type === "AwaitExpression") at = wrapped(at.parent);
  for (let { parent } = at; parent && !isFunction(parent); at = parent, { parent } = at) {
    if (parent.type === "BlockStatement" || parent.type === "Program") {
      const { body } = parent;
      if (!body.slice(body.findIndex((each) => each === at) + 1).every(doesNothing)) return false;
    } else if (parent.type === "TryStatement") {
      if (parent.block !== at || parent.finalizer) return false;
    } else if (!isOnTheWay(parent) || (parent.type === "IfStatement" && parent.test === at)) return false;
  }
  return true;
}

/** Statements and declarations that do nothing more once what stands in them is done. */
function isOnTheWay(node: Node): boolean {
  if (node.type === "VariableDeclaration") return node.declarations.length === 1;
  return node.type === "ExpressionStatement" || node.type === "VariableDeclarator" || node.type === "AssignmentExpression" || node.type === "ReturnStatement" || node.type === "IfStatement";
}

/** True for what is only declared. */
function doesNothing(node: Node): boolean {
  return (
    node.type === "FunctionDeclaration" || node.type === "TSInterfaceDeclaration" || node.type === "TSTypeAliasDeclaration" || node.type === "EmptyStatement" ||
    (node.type === "ReturnStatement" && node.argument === null)
  );
}
