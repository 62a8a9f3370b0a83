import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findOwn, isInside, memberName, nameOfThing, unwrap } from "../ast.js";
import { isNothing, literalOf } from "./literals.js";

/** What a caller does that comes while the first one is at work. */
export interface Others {
  /** The statement that only the first caller runs; undefined where others have returned. */
  readonly guarded: Node | undefined;
  readonly isReturn: boolean;
  /** They go on with what they find: it is returned to them, or used behind the statement. */
  readonly isUsed: boolean;
}

/** What a caller does that finds a place taken; undefined where it throws, waits, or does something of its own. */
export function whatOthersDo(test: Node): Others | undefined {
  let at: Node = test;
  let isNegated = isEmptyTest(test);
  while (at.parent && at.parent.type !== "IfStatement") {
    if (at.parent.type === "UnaryExpression" && at.parent.operator === "!") isNegated = !isNegated;
    else if (at.parent.type !== "LogicalExpression" && at.parent.type !== "ChainExpression" && !at.parent.type.startsWith("TS")) return undefined;
    at = at.parent;
  }
  const statement = at.parent;
  if (statement?.type !== "IfStatement" || statement.test !== at) return undefined;
  const others = (isNegated ? statement.alternate : statement.consequent) ?? undefined;
  if (others && findOwn(others, (node) => node.type === "AwaitExpression" || node.type === "ThrowStatement" || (node.type === "CallExpression" && !isQuiet(node)))) return undefined;
  const leaving = others && findOwn(others, (node) => node.type === "ReturnStatement");
  if (leaving?.type === "ReturnStatement" && leaving.argument && !isPlainReturn(leaving.argument, test)) return undefined;
  return { guarded: isNegated ? statement.consequent : undefined, isReturn: leaving !== undefined, isUsed: leaving?.type !== "ReturnStatement" || (leaving.argument !== null && /^(?:Identifier|MemberExpression|CallExpression)$/.test(unwrap(leaving.argument).type)) };
}

/** True for a test that says by itself that nothing is there: `x === undefined`. */
function isEmptyTest(test: Node): boolean {
  const inner = unwrap(test);
  if (inner.type === "UnaryExpression" && inner.operator === "!") return !isEmptyTest(inner.argument);
  if (inner.type !== "BinaryExpression") return false;
  const isEqual = inner.operator.startsWith("=");
  if (isNothing(inner.right) || literalOf(inner.right) === "undefined") return isEqual;
  // `state !== "idle"`: whoever finds it otherwise is late.
  return isEqual && !/^(?:true|connected|ready|open|opened|started|running|initiali[sz]ed|listening|connecting|starting|opening|initiali[sz]ing)$/i.test(literalOf(inner.right)?.replace(/^.*\./, "") ?? "");
}

/** True for a call that only says something. */
function isQuiet(call: TSESTree.CallExpression): boolean {
  return /^(?:log|debug|info|warn|trace|error|verbose|silly|resolve)$/.test(calledName(call));
}

/** What is returned says nothing of readiness: nothing, a literal, `this`, what was tested. */
function isPlainReturn(argument: Node, test: Node): boolean {
  const inner = unwrap(argument);
  switch (inner.type) {
    case "Literal":
    case "ThisExpression":
    case "ObjectExpression":
    case "TemplateLiteral":
      return true;
    case "Identifier":
    case "MemberExpression":
      return nameOfThing(inner) === nameOfThing(operandOf(test)) || (inner.type === "Identifier" && inner.name === "undefined");
    case "UnaryExpression":
      return true;
    case "CallExpression":
      return isQuiet(inner) || (calledName(inner) === "get" && nameOfThing(operandOf(test)) === calledName(inner));
    default:
      return false;
  }
}

/** What a test looks at. */
export function operandOf(test: Node): Node {
  const inner = unwrap(test);
  if (inner.type === "UnaryExpression") return operandOf(inner.argument);
  return inner.type === "BinaryExpression" ? operandOf(inner.left) : inner;
}

/**
 * True where a test before this one gives every later caller what the first one waits for: `if (this.opening) return this.opening.promise`,
 * of a place that the function fills before it waits.
 */
export function sharesBefore(test: Node, wait: Node, fn: FunctionNode): boolean {
  return (
    findOwn(fn.body, (node) => {
      if (node.type !== "IfStatement" || node.range[1] > test.range[0]) return false;
      const leaving = findOwn(node.consequent, ({ type }) => type === "ReturnStatement");
      const given = leaving?.type === "ReturnStatement" && leaving.argument ? unwrap(leaving.argument) : undefined;
      if (given?.type !== "Identifier" && given?.type !== "MemberExpression") return false;
      const name = nameOfThing(given.type === "MemberExpression" && memberName(given) === "promise" ? given.object : given);
      if (name !== nameOfThing(operandOf(node.test))) return false;
      return findOwn(fn.body, (each) => each.type === "AssignmentExpression" && nameOfThing(each.left) === name && !isNothing(each.right) && each.right.type !== "AwaitExpression" && each.range[0] < wait.range[0] && !isInside(each, node)) !== undefined;
    }) !== undefined
  );
}
