import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, findOwn, isFunction, memberName, parameterName, unwrap } from "../ast.js";
import { immediateMethods } from "../contracts/calls.js";
import { resolverNames } from "../contracts/deliveries.js";

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
