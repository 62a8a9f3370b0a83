import { type Node, keyName, memberName, unwrap } from "../ast.js";
import type { FileIndex } from "../file-index.js";

/**
 * True if a file looks something up by a computed name in what may be a literal that it has itself: `TABLE[state]`, `TABLE.get(state)`. By
 * names only, for most files have no table, and need no model then.
 */
export function looksUp(index: FileIndex): boolean {
  const { names: looked, isOnTheSpot } = lookedUpIn(index);
  if (isOnTheSpot) return true;
  return looked.size > 0 && index.nodes.some((node) => {
    switch (node.type) {
      case "VariableDeclarator":
        return node.id.type === "Identifier" ? looked.has(node.id.name) && node.init !== null && mayBeTable(node.init) : node.init !== null && hasBinding(node.id, looked);
      case "AssignmentExpression":
        return node.left.type === "Identifier" ? looked.has(node.left.name) && mayBeTable(node.right) : node.left.type === "ObjectPattern" && hasBinding(node.left, looked);
      case "PropertyDefinition":
      case "Property":
        return looked.has(keyName(node) ?? "") && node.value !== null && mayBeTable(node.value);
      default:
        return false;
    }
  });
}

/** The names of what is looked into. */
function lookedUpIn({ members, byMember }: FileIndex): { readonly names: ReadonlySet<string>; readonly isOnTheSpot: boolean } {
  const names = new Set<string>();
  let isOnTheSpot = false;
  const add = (node: Node) => {
    const inner = unwrap(node);
    const name = inner.type === "Identifier" ? inner.name : inner.type === "MemberExpression" ? memberName(inner) : undefined;
    if (name !== undefined) names.add(name);
    else isOnTheSpot ||= mayBeTable(inner);
  };
  for (const member of members) if (member.computed && memberName(member) === undefined) add(member.object);
  for (const call of byMember.get("get") ?? []) {
    const callee = unwrap(call.callee);
    if (call.arguments.length > 0 && callee.type === "MemberExpression") add(callee.object);
  }
  return { names, isOnTheSpot };
}

/** True for an expression that is a table, or may lead to one. */
function mayBeTable(node: Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case "ObjectExpression":
      return inner.properties.some((property) => property.type === "SpreadElement" || isRow(property.value));
    case "ArrayExpression":
      return inner.elements.some((element) => element && (element.type === "SpreadElement" || isRow(element)));
    case "NewExpression":
      return inner.callee.type === "Identifier" && (inner.callee.name === "Map" || inner.callee.name === "Set") && inner.arguments.length > 0;
    case "CallExpression": {
      const callee = unwrap(inner.callee);
      const isFreezing = callee.type === "MemberExpression" ? memberName(callee) === "freeze" : callee.type === "Identifier" && /freeze|machine/i.test(callee.name);
      return isFreezing && inner.arguments[0] !== undefined && mayBeTable(inner.arguments[0]);
    }
    case "Identifier":
    case "MemberExpression":
      return true;
    default:
      return false;
  }
}

/** True for what may be the row of a state: the states that follow, one by one or in a list. */
function isRow(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type !== "ArrowFunctionExpression" && inner.type !== "FunctionExpression";
}

/** True for a pattern that gives one of these names. */
function hasBinding(pattern: Node, names: ReadonlySet<string>): boolean {
  if (pattern.type === "ObjectPattern") return pattern.properties.some((property) => property.type === "Property" && hasBinding(property.value, names));
  if (pattern.type === "AssignmentPattern") return hasBinding(pattern.left, names);
  return pattern.type === "Identifier" && names.has(pattern.name);
}
