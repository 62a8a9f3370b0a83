import { type Node, isNullish, literalText, unwrap } from "./ast.js";
import type { Scopes } from "./scopes.js";

/** A value that may be missing, as far as conditions can ask of what kind it is. */
export interface Look {
  readonly scopes: Scopes;
  /** It is a server's address: an object where there is a port. */
  readonly isAddress: boolean;
  /** It is read by `?.`: then it may be undefined as well as null. */
  readonly isOptional: boolean;
}

/** What a condition comes to where `value` is there, and where it is missing; undefined where that hangs on something else. */
export function outcomesOf(test: Node, value: Node, look: Look): { readonly there: boolean | undefined; readonly missing: boolean | undefined } {
  return { there: outcome(test, true), missing: outcome(test, false) };

  function outcome(node: Node, isThere: boolean): boolean | undefined {
    const inner = unwrap(node);
    if (isValue(inner)) return isThere;
    switch (inner.type) {
      case "Literal":
        return Boolean(inner.value);
      case "UnaryExpression":
        return inner.operator === "!" ? opposite(outcome(inner.argument, isThere)) : undefined;
      case "LogicalExpression": {
        if (inner.operator === "??") return undefined;
        const sides = [outcome(inner.left, isThere), outcome(inner.right, isThere)];
        const decisive = inner.operator === "||";
        if (sides.includes(decisive)) return decisive;
        return sides.includes(undefined) ? undefined : !decisive;
      }
      case "MemberExpression":
        return !isThere && inner.optional && isValue(unwrap(inner.object)) ? false : undefined;
      case "BinaryExpression": {
        const equal = isEqual(inner.left, inner.right, isThere);
        return inner.operator.startsWith("!=") ? opposite(equal) : /^===?$/.test(inner.operator) ? equal : inner.operator === "instanceof" && isValue(unwrap(inner.left)) && !isThere ? false : undefined;
      }
      default:
        return undefined;
    }
  }

  function isEqual(left: Node, right: Node, isThere: boolean): boolean | undefined {
    const asked = unwrap(left);
    if (isValue(asked)) return isNullish(right) ? !isThere : undefined;
    const kind = literalText(right);
    if (asked.type !== "UnaryExpression" || asked.operator !== "typeof" || !isValue(unwrap(asked.argument)) || kind === undefined) return undefined;
    if (isThere) return look.isAddress ? kind === "object" : undefined;
    return kind === "object" || kind === "undefined" ? (look.isOptional ? undefined : kind === "object") : false;
  }

  function isValue(node: Node): boolean {
    if (node === unwrap(value)) return true;
    const variable = node.type === "Identifier" && value.type === "Identifier" ? look.scopes.variableOf(value) : undefined;
    return variable !== undefined && node.type === "Identifier" && look.scopes.variableOf(node) === variable;
  }
}

function opposite(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}
