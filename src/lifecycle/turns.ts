import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, findOwn, isFunction, memberName, parameterName, unwrap } from "../ast.js";
import { immediateMethods } from "../contracts/calls.js";
import { resolverNames } from "../contracts/deliveries.js";
import { awaitIn } from "./literals.js";

/** True for a call that runs the functions it is given in its own turn. */
export function runsAtOnce(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  if (call.type === "NewExpression") return calledName(call) === "Promise" || hasExecutor(call);
  return callee.type === "MemberExpression" && immediateMethods.has(memberName(callee) ?? "");
}

/** `new Bluebird((resolve, reject) => …)`: a promise of any make. */
function hasExecutor({ arguments: given }: CallNode): boolean {
  const [executor] = given;
  const resolve = given.length === 1 && isFunction(executor) ? executor.params[0] : undefined;
  return resolve !== undefined && resolverNames.test(parameterName(resolve)?.name ?? "");
}

/** The assignments that a call of a function makes in its own turn, before it waits for anything. */
export function writtenAtOnce(fn: FunctionNode): readonly TSESTree.AssignmentExpression[] {
  if (fn.body.type !== "BlockStatement") return [];
  const wait = findOwn(fn.body, ({ type }) => type === "AwaitExpression" || type === "YieldExpression");
  return assignmentsIn(fn.body.body).filter((write) => !wait || write.range[1] <= wait.range[0]);
}

/** Those that are statements of their own, on the way that is always gone. */
function assignmentsIn(statements: readonly Node[]): readonly TSESTree.AssignmentExpression[] {
  return statements.flatMap((statement) => {
    if (statement.type === "TryStatement") return assignmentsIn(statement.block.body);
    return statement.type === "ExpressionStatement" && statement.expression.type === "AssignmentExpression" ? [statement.expression] : [];
  });
}

/** An assignment that an async function makes when it has waited, and what it has waited for last. */
export interface WrittenBehind {
  readonly write: TSESTree.AssignmentExpression;
  readonly gap: TSESTree.AwaitExpression;
}

/**
 * The things that a call of a function puts into their places when it has waited. None where the function itself may turn a caller away before that,
 * by a test, a promise that it keeps, or by whatever `isLock` says.
 */
export function writtenBehind(fn: FunctionNode, isLock: (call: Node) => boolean): readonly WrittenBehind[] {
  const first = fn.async ? findOwn(fn.body, ({ type }) => type === "AwaitExpression") : undefined;
  if (!first) return [];
  const turnsAway = (node: Node) =>
    isLock(node) ||
    (node.type === "AssignmentExpression" && (node.operator === "??=" || node.operator === "||=" || (node.range[1] <= first.range[0] && node.left.type !== "Identifier"))) ||
    (node.type === "IfStatement" && node.range[0] < first.range[0] && findOwn(node, (each) => each === first || /^(?:Return|Throw)Statement$/.test(each.type)) !== undefined);
  if (findOwn(fn.body, turnsAway)) return [];
  const found: WrittenBehind[] = [];
  let gap: TSESTree.AwaitExpression | undefined;
  findOwn(fn.body, (node) => {
    if (node.type === "AwaitExpression" && (!gap || node.range[0] > gap.range[0])) gap = node;
    if (node.type === "AssignmentExpression" && node.operator === "=") {
      const wait = awaitIn(node.right) ?? gap;
      if (wait) found.push({ write: node, gap: wait });
    }
    return false;
  });
  return found;
}
