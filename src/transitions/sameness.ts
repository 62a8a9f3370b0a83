import { type Node, memberName, unwrap } from "../ast.js";
import type { MachineFile } from "./machine-file.js";
import type { Question } from "./questions.js";

/** True if a test that comes out so says that the machine is in the state that is asked for. */
export function isSameState(test: Node, { current, next, table }: Question, file: MachineFile, outcome: boolean): boolean {
  const inner = unwrap(test);
  if (inner.type !== "BinaryExpression" || !/^[!=]==?$/.test(inner.operator) || inner.operator.startsWith("=") !== outcome || table.hasEvents) return false;
  const { left, right } = inner;
  return (equal(left, current, file) && equal(right, next, file)) || (equal(left, next, file) && equal(right, current, file));
}

/** True if two expressions are written the same, whatever constants stand between. */
export function equal(a: Node, b: Node, file: MachineFile): boolean {
  const [left, right] = [file.resolved(a), file.resolved(b)];
  if (left === right) return true;
  if (left.type === "ThisExpression") return right.type === "ThisExpression";
  if (left.type === "Identifier" && right.type === "Identifier") {
    const variable = file.scopes.variableOf(left);
    return variable !== undefined && variable === file.scopes.variableOf(right);
  }
  if (left.type === "MemberExpression" && right.type === "MemberExpression") {
    const name = memberName(left);
    return name !== undefined && name === memberName(right) && equal(left.object, right.object, file);
  }
  return left.type === "CallExpression" && right.type === "CallExpression" && left.arguments.length + right.arguments.length === 0 && equal(left.callee, right.callee, file);
}
