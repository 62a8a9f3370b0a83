import { type FunctionNode, type Node, calledName, isNullish, unwrap } from "./ast.js";
import { timerCalls } from "./contracts/deliveries.js";
import type { Names } from "./names.js";

/** True if running `fn` does nothing that anybody could notice: no call but of timers, no assignment, no throw. */
export function isIdle(fn: FunctionNode): boolean {
  return fn.body.type === "BlockStatement" ? fn.body.body.every(isIdleStatement) : isIdleExpression(fn.body);
}

/** True for a handler that does nothing with what it is given, or not with a timeout: an idle function of this file, or one that is named so. */
export function isIdleHandler(node: Node, names: Names): boolean {
  const fn = names.functionOf(node);
  if (fn) return isIdle(fn) || (fn.body.type === "BlockStatement" && passesTimeoutsOver(fn.body.body, names));
  const inner = unwrap(node);
  const name = inner.type === "Identifier" ? inner.name : inner.type === "MemberExpression" && inner.property.type === "Identifier" ? inner.property.name : "";
  return /^(?:noop|nop|doNothing|ignore|swallow|ignoreError|ignoreErrors)$/i.test(name);
}

/** True for code that throws every failure but a timeout: `if (error instanceof TimeoutError) return; throw error;`. */
export function passesTimeoutsOver(statements: readonly Node[], names: Names): boolean {
  const [first, second, ...others] = statements;
  if (first?.type !== "IfStatement" || first.alternate || others.length > 0 || !/time_?(?:d_?)?out|abort/i.test(names.sourceCode.getText(first.test))) return false;
  return second ? second.type === "ThrowStatement" && isIdleStatement(first.consequent) : isThrowing(first.consequent);
}

function isThrowing(node: Node): boolean {
  return node.type === "ThrowStatement" || (node.type === "BlockStatement" && node.body.length === 1 && node.body[0]?.type === "ThrowStatement");
}

/** True for a statement that only leaves, without an answer, or does nothing. */
export function isIdleStatement(node: Node): boolean {
  switch (node.type) {
    case "EmptyStatement":
    case "ContinueStatement":
      return true;
    case "ReturnStatement":
      return !node.argument || isIdleExpression(node.argument);
    case "ExpressionStatement":
      return isIdleExpression(node.expression);
    case "BlockStatement":
      return node.body.every(isIdleStatement);
    default:
      return false;
  }
}

/** True for a value that is plain: a literal, a name, nothing; and for calls that only stop timers. */
export function isIdleExpression(node: Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case "Literal":
    case "Identifier":
    case "ThisExpression":
      return true;
    case "TemplateLiteral":
      return inner.expressions.every(isIdleExpression);
    case "MemberExpression":
      return isIdleExpression(inner.object);
    case "UnaryExpression":
      return inner.operator !== "delete" && isIdleExpression(inner.argument);
    case "ObjectExpression":
      return inner.properties.every((property) => property.type === "Property" && isIdleExpression(property.value));
    case "ArrayExpression":
      return inner.elements.every((element) => !element || isIdleExpression(element));
    case "CallExpression":
      return timerCalls.has(calledName(inner));
    default:
      return false;
  }
}

/** True for nothing as a value: `undefined`, `null`, `false`, `void 0`, or no value at all. */
export function isNothing(node: Node | undefined, alsoFalse = true): boolean {
  if (!node || isNullish(node)) return true;
  const inner = unwrap(node);
  return alsoFalse && inner.type === "Literal" && inner.value === false;
}
