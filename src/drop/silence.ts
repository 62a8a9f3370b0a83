import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, isFunction, memberName, unwrap } from "../ast.js";
import { askingMethods, clearingMethods, detachMethods, removingMethods, settlingNames, takingMethods, timerCalls } from "../contracts/deliveries.js";
import { isIdleExpression, isNothing } from "../idle.js";
import { type Names, dottedName, receiverOf } from "../names.js";

/** What a piece of code does to a collection, if it does nothing else that anybody could learn from. */
export interface Silence {
  /** Where entries are taken out of the collection: one, or all of them. */
  readonly removals: readonly Node[];
  /** Calls that settle as if all were well: `resolve()`, `done()`. */
  readonly settlings: readonly CallNode[];
}

/**
 * Reads a function, or a statement, that takes entries out of the collection in `place` and tells nobody: no throw, no log, no counter, no call that
 * carries the entry, its key or an error. Undefined where it does anything else: then somebody may learn.
 */
export function silenceOf(code: Node, place: string, names: Names): Silence | undefined {
  const removals: Node[] = [];
  const settlings: CallNode[] = [];
  const asked = new Set<FunctionNode>();
  return (isFunction(code) ? isSilentBody(code) : isSilent(code)) && removals.length > 0 ? { removals, settlings } : undefined;

  function isSilentBody(each: FunctionNode): boolean {
    if (asked.has(each) || asked.size > 3) return false;
    asked.add(each);
    return each.body.type === "BlockStatement" ? each.body.body.every(isSilent) : isSilentExpression(each.body);
  }

  function isSilent(node: Node): boolean {
    switch (node.type) {
      case "EmptyStatement":
        return true;
      case "BlockStatement":
        return node.body.every(isSilent);
      case "IfStatement":
        return isQuestion(node.test) && isSilent(node.consequent) && (!node.alternate || isSilent(node.alternate));
      case "ReturnStatement":
        return !node.argument || isSilentExpression(node.argument);
      case "VariableDeclaration":
        return node.declarations.every(({ init }) => !init || isFunction(init) || isSilentExpression(init));
      case "ExpressionStatement":
        return isSilentExpression(node.expression);
      case "ForOfStatement":
        return isQuestion(node.right) && isSilent(node.body);
      case "ContinueStatement":
      case "BreakStatement":
        return true;
      default:
        return false;
    }
  }

  function isSilentExpression(node: Node): boolean {
    const inner = unwrap(node);
    if (isRemoval(inner, place, names)) {
      removals.push(inner);
      return true;
    }
    if (isQuestion(inner)) return true;
    switch (inner.type) {
      case "LogicalExpression":
        return isSilentExpression(inner.left) && isSilentExpression(inner.right);
      case "ConditionalExpression":
        return isQuestion(inner.test) && isSilentExpression(inner.consequent) && isSilentExpression(inner.alternate);
      case "AssignmentExpression":
        return inner.operator === "=" && isNothing(inner.right, false);
      case "CallExpression":
        return isSilentCall(inner);
      default:
        return false;
    }
  }

  function isSilentCall(call: CallNode): boolean {
    const name = calledName(call);
    if (timerCalls.has(name) || detachMethods.has(name)) return true;
    if (settlingNames.test(name) && (call.arguments.every((argument) => isNothing(argument)) || isUnfinished(call, names))) {
      settlings.push(call);
      return true;
    }
    // An event without anything in it does not say what was lost.
    const [each] = call.arguments;
    if (name === "forEach" && isFunction(each)) return isSilentBody(each);
    if (name === "emit") return call.arguments.length === 1 && call.arguments[0]?.type === "Literal";
    const own = call.arguments.every(isQuestion) ? names.functionOf(call.callee) : undefined;
    return own !== undefined && isSilentBody(own);
  }
}

/** True for a call that gives what has come as if it were all, where elsewhere the same is given only when as much has come as was asked for. */
function isUnfinished(call: CallNode, names: Names): boolean {
  const member = memberGiven(call);
  return member !== undefined && names.calls.some((other) => {
    const given = other !== call && settlingNames.test(calledName(other)) ? memberGiven(other) : undefined;
    return given !== undefined && memberName(given) === memberName(member) && isBehindCount(other, given.object, names);
  });
}

function memberGiven(call: CallNode): TSESTree.MemberExpression | undefined {
  const [only, ...others] = call.arguments;
  const inner = only && others.length === 0 ? unwrap(only) : undefined;
  return inner?.type === "MemberExpression" && inner.object.type === "Identifier" && !inner.computed ? inner : undefined;
}

/** `if (request.answers === request.expected)`. */
function isBehindCount(node: Node, entry: Node, names: Names): boolean {
  const isOfEntry = (side: Node) => unwrap(side).type === "MemberExpression" && names.within(side).some((part) => part.type === "Identifier" && names.placeOf(part) === names.placeOf(entry));
  for (let at: Node = node; at.parent && !isFunction(at); at = at.parent) {
    const test = at.parent.type === "IfStatement" && at.parent.consequent === at ? unwrap(at.parent.test) : undefined;
    if (test?.type === "BinaryExpression" && /^(?:===?|[<>]=)$/.test(test.operator) && isOfEntry(test.left) && isOfEntry(test.right)) return true;
  }
  return false;
}

/** True for a value that is only looked at: names, comparisons, and what a collection is asked. */
export function isQuestion(node: Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case "BinaryExpression":
    case "LogicalExpression":
      return isQuestion(inner.left) && isQuestion(inner.right);
    case "UnaryExpression":
      return inner.operator !== "delete" && isQuestion(inner.argument);
    case "MemberExpression":
      return isQuestion(inner.object) && (!inner.computed || isQuestion(inner.property));
    case "CallExpression":
      if (/^(?:Date|performance)\.now$/.test(dottedName(inner.callee) ?? "")) return true;
      return askingMethods.has(calledName(inner)) && inner.arguments.every((argument) => isFunction(argument) || isQuestion(argument));
    default:
      return isIdleExpression(inner);
  }
}

/** True if an expression takes entries out of the collection in `place`. */
export function isRemoval(node: Node, place: string, names: Names): boolean {
  if (isClearing(node, place, names)) return true;
  switch (node.type) {
    case "CallExpression": {
      const receiver = receiverOf(node);
      const name = calledName(node);
      return receiver !== undefined && (removingMethods.has(name) || takingMethods.has(name)) && names.placeOf(receiver) === place;
    }
    case "UnaryExpression":
      return node.operator === "delete" && node.argument.type === "MemberExpression" && names.placeOf(node.argument.object) === place;
    case "AssignmentExpression": {
      const value = unwrap(node.right);
      const source = value.type === "CallExpression" && calledName(value) === "filter" ? receiverOf(value) : undefined;
      return source !== undefined && names.placeOf(source) === place && names.placeOf(node.left) === place;
    }
    default:
      return false;
  }
}

/** True if an expression empties the whole collection in `place`: `x.clear()`, `x.length = 0`, `x = []`. */
export function isClearing(node: Node, place: string, names: Names): boolean {
  if (node.type === "CallExpression") {
    const receiver = receiverOf(node);
    const name = calledName(node);
    const isSplice = name === "splice";
    if (!receiver || !(isSplice || clearingMethods.has(name)) || names.placeOf(receiver) !== place) return false;
    const [from, count] = node.arguments;
    if (isSplice) return from?.type === "Literal" && from.value === 0 && (!count || count.type === "MemberExpression");
    return node.arguments.length === 0;
  }
  if (node.type !== "AssignmentExpression" || node.operator !== "=") return false;
  const target = unwrap(node.left);
  if (target.type === "MemberExpression" && memberName(target) === "length") return names.placeOf(target.object) === place && node.right.type === "Literal" && node.right.value === 0;
  return isEmpty(node.right) && names.placeOf(target) === place;
}

function isEmpty(node: Node): boolean {
  const inner = unwrap(node);
  // `head = tail = null`
  if (inner.type === "AssignmentExpression") return inner.operator === "=" && isEmpty(inner.right);
  if (inner.type === "ArrayExpression") return inner.elements.length === 0;
  if (inner.type === "ObjectExpression") return inner.properties.length === 0;
  if (inner.type === "NewExpression") return inner.arguments.length === 0 && /^(?:Map|Set|Array)$/.test(calledName(inner));
  if (inner.type === "CallExpression") return inner.arguments.length === 1 && calledName(inner) === "create" && isNothing(inner.arguments[0]);
  return isNothing(inner, false);
}
