import type { TSESTree } from "@typescript-eslint/utils";
import { keyName, unwrap } from "./ast.js";

/** The value of an option in an object literal: the node, `"spread"` if a spread may carry it, undefined if it is not there. */
export function optionOf(node: TSESTree.Node, names: readonly string[]): TSESTree.Node | "spread" | undefined {
  const object = unwrap(node);
  if (object.type !== "ObjectExpression") return undefined;
  let found: TSESTree.Node | "spread" | undefined;
  for (const property of object.properties) {
    // What is spread may hold it; what comes later wins.
    if (property.type === "SpreadElement") found = "spread";
    else if (names.includes(keyName(property) ?? "")) found = property.value;
  }
  return found;
}

/** True for an object literal in which an option is switched on: `{ async: true }`. */
export function isSwitchedOn(node: TSESTree.Node | undefined, name: string): boolean {
  const object = node && unwrap(node);
  return object?.type === "ObjectExpression" && object.properties.some((property) => property.type === "Property" && keyName(property) === name && property.value.type === "Literal" && property.value.value === true);
}
