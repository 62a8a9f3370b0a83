import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, isFunction, isNullish, literalText, memberName, unwrap } from "../ast.js";

/** False for what is settled before anything else can run. */
export function isTurn(argument: Node): boolean {
  const inner = unwrap(argument);
  return inner.type !== "Literal" && inner.type !== "TemplateLiteral" && inner.type !== "ObjectExpression";
}

/** The first `await` that an expression itself waits for. */
export function awaitIn(node: Node): TSESTree.AwaitExpression | undefined {
  const inner = unwrap(node);
  if (inner.type === "AwaitExpression") return inner;
  if (isFunction(inner)) return undefined;
  for (const [key, value] of Object.entries(inner)) {
    if (key === "parent") continue;
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof child !== "object" || child === null || !("range" in child)) continue;
      const found = awaitIn(child as Node);
      if (found) return found;
    }
  }
  return undefined;
}

/** `null`, `undefined`, `false`, `0`, `""`: nothing stands there. */
export function isNothing(node: Node): boolean {
  const inner = unwrap(node);
  return isNullish(inner) || (inner.type === "Literal" && (inner.value === false || inner.value === 0 || inner.value === ""));
}

/** The text of a value that is written out: a literal, a member of an enum. */
export function literalOf(node: Node): string | undefined {
  const inner = unwrap(node);
  if (inner.type === "Literal") return inner.value === null ? undefined : String(inner.value);
  if (inner.type === "MemberExpression" && inner.object.type === "Identifier" && /^[A-Z]/.test(inner.object.name)) return `${inner.object.name}.${memberName(inner) ?? ""}`;
  return literalText(inner);
}
