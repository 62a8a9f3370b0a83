import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, keyName, memberName, unwrap } from "../ast.js";

/** A link of a chain of calls. */
export interface Link {
  readonly name: string | undefined;
  readonly call: TSESTree.CallExpression | undefined;
  /** What is called, or named. */
  readonly node: Node;
}

/** The links of a chain from its root: `page`, `.locator("a")`, `.click()`. */
export function linksOf(expression: Node): readonly Link[] {
  const links: Link[] = [];
  let at = unwrap(expression);
  for (;;) {
    const call = at.type === "CallExpression" ? at : undefined;
    const callee = call ? unwrap(call.callee) : at;
    if (callee.type === "MemberExpression") {
      links.unshift({ name: memberName(callee), call, node: callee });
      at = unwrap(callee.object);
    } else {
      links.unshift({ name: callee.type === "Identifier" ? callee.name : undefined, call, node: callee });
      return links;
    }
  }
}

/** The numbers that a call is given, in its options as well: the longest is its time, if one is. */
export function timesGiven(call: Pick<TSESTree.CallExpression, "arguments">): readonly number[] {
  const given = call.arguments.flatMap((argument): readonly Node[] => {
    const inner = unwrap(argument);
    return inner.type === "ObjectExpression" ? inner.properties.flatMap((property) => (property.type === "Property" && /time/i.test(keyName(property) ?? "") ? [unwrap(property.value)] : [])) : [inner];
  });
  return given.flatMap((node) => (node.type === "Literal" && typeof node.value === "number" ? [node.value] : []));
}
