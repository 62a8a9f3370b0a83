import { unwrap } from "../ast.js";
import type { Names } from "../names.js";

/** The member by which the entries of a list lead to the next, if what is in a place is taken off as a list is: `head = head.next`. */
export function linkOf(place: string, names: Names): string | undefined {
  for (const node of names.changes) {
    if (node.type !== "AssignmentExpression" || node.operator !== "=" || names.placeOf(node.left) !== place) continue;
    const next = unwrap(node.right);
    if (next.type !== "MemberExpression" || next.computed || next.property.type !== "Identifier") continue;
    // `const first = head; head = first.next`
    if (names.placeOf(next.object) === place || names.placeOf(names.valueOf(next.object)) === place) return next.property.name;
  }
  return undefined;
}
