import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, memberName, unwrap } from "../ast.js";
import type { Holder } from "../holders.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { isNothing, literalOf } from "./literals.js";
import { type Alias, type State, join } from "./marks.js";
import { type Places, askingMethods } from "./places.js";

const nobody: ReadonlyMap<string, Node> = new Map();

/** Says what the tests in one function tell of places. */
export interface Looks {
  /** The place that an expression reads. */
  placeRead(node: Node): Holder | undefined;
  /** The place that an expression stands for, also by the name of a local that was given what stood there. */
  placeOfOperand(node: Node, state: State): Alias | undefined;
  /** The state in which a test has come out one way. */
  assume(test: Node, outcome: boolean, state: State): State;
}

export function createLooks({ values, scopes, places, unit }: { readonly values: Values; readonly scopes: Scopes; readonly places: Places; readonly unit: Node }): Looks {
  function placeRead(node: Node): Holder | undefined {
    const inner = unwrap(node);
    if (inner.type === "CallExpression") return places.entryOf(inner, askingMethods, unit);
    return places.of(inner, unit);
  }

  function placeOfOperand(node: Node, state: State): Alias | undefined {
    const inner = unwrap(node);
    const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
    const alias = variable && state.aliases.get(variable);
    if (alias) return alias;
    const place = placeRead(inner);
    return place && { place, gap: undefined };
  }

  function assume(test: Node, outcome: boolean, state: State): State {
    return assumed(unwrap(test), outcome, state, test, 0);
  }

  function assumed(node: Node, outcome: boolean, state: State, test: Node, depth: number): State {
    if (node.type === "UnaryExpression" && node.operator === "!") return assumed(unwrap(node.argument), !outcome, state, test, depth);
    if (node.type === "LogicalExpression") {
      const isBoth = node.operator === "&&" ? outcome : !outcome;
      const left = assumed(unwrap(node.left), outcome, state, test, depth);
      return isBoth ? assumed(unwrap(node.right), outcome, left, test, depth) : join(left, assumed(unwrap(node.right), outcome, state, test, depth));
    }
    const operand = placeOfOperand(node, state);
    if (operand) {
      const own = seen(operand, !outcome, undefined, test, state);
      return node.type === "MemberExpression" ? ofMember(node, outcome, own, test) : own;
    }
    if (node.type === "BinaryExpression") return compared(node, outcome, state, test);
    if (node.type === "MemberExpression") return ofMember(node, outcome, state, test);
    if (node.type !== "CallExpression") return state;
    const callee = values.valueOf(node.callee);
    if (callee?.kind === "function" && depth < 2) {
      const returned = values.returnedBy(callee.node);
      if (returned[0] && returned.length === 1 && !callee.node.async) return assumed(unwrap(returned[0]), outcome, state, test, depth + 1);
    }
    const method = unwrap(node.callee);
    return method.type === "MemberExpression" ? looked(method.object, !outcome, state, test) : state;
  }

  function ofMember(node: TSESTree.MemberExpression, outcome: boolean, state: State, test: Node): State {
    return looked(node.object, /^(?:closed|destroyed|ended|disconnected|closing|killed|stopped)$/i.test(memberName(node) ?? "") ? outcome : !outcome, state, test);
  }

  /** A member of what stands in a place is asked for: it is of no use if that says so. */
  function looked(object: Node, isDead: boolean, state: State, test: Node): State {
    const operand = placeOfOperand(object, state);
    return operand && isDead ? seen(operand, true, undefined, test, state) : state;
  }

  function compared(node: TSESTree.BinaryExpression, outcome: boolean, state: State, test: Node): State {
    const isEqual = node.operator.startsWith("=") ? outcome : !outcome;
    if (!/^[!=]==?$/.test(node.operator)) return node.operator === "instanceof" ? assumed(unwrap(node.left), outcome, state, test, 2) : state;
    const typed = node.left.type === "UnaryExpression" && node.left.operator === "typeof" ? unwrap(node.left.argument) : undefined;
    const operand = placeOfOperand(typed ?? node.left, state);
    const literal = literalOf(node.right);
    if (operand && (isNothing(node.right) || (typed && literal === "undefined"))) return seen(operand, isEqual, undefined, test, state);
    if (operand && literal !== undefined) {
      const own = seen(operand, !isEqual, literal, test, state);
      return node.left.type === "MemberExpression" ? looked(node.left.object, !isEqual, own, test) : own;
    }
    const other = literal === undefined ? (placeOfOperand(node.left, state) ?? placeOfOperand(node.right, state)) : undefined;
    // Two values that the code compares: a generation, an instance that must still be the same.
    if (other) return { ...state, marks: new Map() };
    return node.left.type === "MemberExpression" ? looked(node.left.object, !isEqual, state, test) : state;
  }

  function seen({ place, gap }: Alias, isEmpty: boolean, literal: string | undefined, test: Node, state: State): State {
    const marks = new Map(state.marks);
    const before = state.marks.get(place);
    // Of a state each test refuses one value: those before it still hold in the same turn.
    const refused = new Map(before?.isEmpty && before.gap === gap ? before.refused : []);
    if (isEmpty && literal !== undefined) refused.set(literal, test);
    if (isEmpty) marks.set(place, { test, gap, isEmpty: literal === undefined || literal !== "false", literal: literal === "true" ? undefined : literal, refused, beside: [] });
    else if (literal !== undefined) marks.set(place, { test, gap, isEmpty: false, literal, refused: nobody, beside: [] });
    else marks.delete(place);
    return { ...state, marks };
  }

  return { placeRead, placeOfOperand, assume };
}
