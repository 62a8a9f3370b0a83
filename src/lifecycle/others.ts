import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findNode, findOwn, memberName, unwrap } from "../ast.js";
import { calledName } from "../sleeping/order.js";
import { nameOfThing } from "../sleeping/things.js";
import { isNothing, literalOf } from "./literals.js";
import type { Claim } from "./race-state.js";

/** What callers do that find a place taken. */
export interface Others {
  /** The statement that only the first caller runs; undefined where others have returned. */
  readonly guarded: Node | undefined;
  readonly isReturn: boolean;
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
  return { guarded: isNegated ? statement.consequent : undefined, isReturn: leaving !== undefined };
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

function operandOf(test: Node): Node {
  const inner = unwrap(test);
  if (inner.type === "UnaryExpression") return operandOf(inner.argument);
  return inner.type === "BinaryExpression" ? unwrap(inner.left) : inner;
}

/** True for a flag that a loop of the same function asks: it says that the loop is to go on. */
export function isLoopOf({ test }: Claim, fn: FunctionNode): boolean {
  const name = nameOfThing(operandOf(test));
  const isSame = (node: Node) => (node.type === "Identifier" && node.name === name) || (node.type === "MemberExpression" && memberName(node) === name);
  return findOwn(fn.body, (node) => (node.type === "WhileStatement" || node.type === "DoWhileStatement" || node.type === "ForStatement") && node.test !== null && findNode(node.test, (each) => isSame(each) || each.type === "Literal") !== undefined) !== undefined;
}
