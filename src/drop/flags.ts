import type { TSESLint } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, isFunction, unwrap, wrapped } from "../ast.js";
import { isNothing } from "../idle.js";
import type { Names } from "../names.js";
import { armedIn } from "../timers.js";
import { functionAround } from "../order.js";

/** A timer that only sets a flag, and a job that leaves without a word where the flag is set. */
export interface ExpiredFlag {
  /** The assignment in the timer's callback. */
  readonly node: Node;
  readonly flag: string;
  readonly delay: Node | undefined;
  /** The statement that leaves, and the job it is in. */
  readonly leaving: Node;
  readonly job: FunctionNode;
}

export function expiredFlags(names: Names): readonly ExpiredFlag[] {
  return names.calls.flatMap((call) => {
    if (armedIn(call) !== call) return [];
    const [callback, delay] = call.arguments;
    const fn = callback && names.functionOf(callback);
    const node = fn && onlyAssignment(fn);
    const variable = node?.type === "AssignmentExpression" && node.left.type === "Identifier" ? names.scopes.variableOf(node.left) : undefined;
    const leave = variable && leavingFor(variable, call);
    return node && variable && leave ? [{ node, flag: variable.name, delay, ...leave }] : [];
  });
}

function onlyAssignment(fn: FunctionNode): Node | undefined {
  const body = fn.body.type === "BlockStatement" ? (fn.body.body.length === 1 ? fn.body.body[0] : undefined) : fn.body;
  const inner = body && unwrap(body.type === "ExpressionStatement" ? body.expression : body);
  return inner?.type === "AssignmentExpression" && inner.right.type === "Literal" && inner.right.value === true ? inner : undefined;
}

/** The one read of a flag: `if (flag) return`, in a function that is handed to somebody who runs it later. */
function leavingFor(variable: TSESLint.Scope.Variable, timer: Node): { readonly leaving: Node; readonly job: FunctionNode } | undefined {
  const reads = variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier as Node);
  const [read, ...others] = reads;
  const { parent } = read ?? {};
  if (!read || others.length > 0 || parent?.type !== "IfStatement" || parent.test !== read || parent.alternate) return undefined;
  const leaving = parent.consequent.type === "BlockStatement" ? (parent.consequent.body.length === 1 ? parent.consequent.body[0] : undefined) : parent.consequent;
  const job = functionAround(read);
  if (leaving?.type !== "ReturnStatement" || !isNothing(leaving.argument ?? undefined) || !job || job === functionAround(timer)) return undefined;
  const call = wrapped(job).parent;
  return call?.type === "CallExpression" && call.arguments.includes(job as never) && isFunction(job) ? { leaving, job } : undefined;
}
