import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, isFunction, literalText, unwrap, wrapped } from "./ast.js";
import { onlookers } from "./contracts/calls.js";
import type { Scopes } from "./scopes.js";

/**
 * What the code does about a value that may be missing.
 * - `none`: uses it as if it were there
 * - `checked`: only asks whether it is there, asserts it, or leaves by throw or return when it is not
 * - `replaced`: goes on with a configured value in its place
 * - `defaulted`: goes on with a value that says "none"
 */
export interface Handling {
  readonly kind: "none" | "checked" | "replaced" | "defaulted";
  /** The value that takes its place. */
  readonly fallback?: Node;
}

const none: Handling = { kind: "none" };
const checked: Handling = { kind: "checked" };

/** What becomes of the value of `read`, or, where a missing value `throws`, of the exception. */
export function handlingOf(read: Node, scopes: Scopes, throws = false): Handling {
  return throws && isCaught(read) ? checked : usedAs(read, scopes);
}

/** True if an exception of `node` is caught in its own function. */
export function isCaught(node: Node): boolean {
  for (let at = node; at.parent && !isFunction(at); at = at.parent) {
    if (at.parent.type === "TryStatement" && at.parent.block === at && at.parent.handler) return true;
  }
  return false;
}

function usedAs(read: Node, scopes: Scopes): Handling {
  const value = wrapped(read);
  const parent = value.parent;
  if (!parent) return none;
  switch (parent.type) {
    case "ExpressionStatement":
    case "IfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
    case "ForStatement":
      return checked;
    case "UnaryExpression":
      return tested(value);
    case "BinaryExpression":
      return /^[!=]=/.test(parent.operator) || parent.operator === "instanceof" ? tested(value) : none;
    case "MemberExpression":
      return parent.object === value ? ofMember(parent) : none;
    case "LogicalExpression":
      if (parent.left !== value) return usedAs(parent, scopes).kind === "checked" ? checked : none;
      return parent.operator === "&&" ? tested(value) : replacedBy(parent.right);
    case "ConditionalExpression":
      return parent.test === value ? tested(value) : none;
    case "CallExpression":
      return parent.callee !== value && isAssertion(parent) ? checked : none;
    case "VariableDeclarator":
      return parent.id.type === "Identifier" ? ofVariable(scopes.variableOf(parent.id), scopes) : none;
    case "AssignmentExpression":
      return parent.right === value && parent.left.type === "Identifier" ? ofVariable(scopes.variableOf(parent.left), scopes) : none;
    default:
      return none;
  }

  function ofMember(member: TSESTree.MemberExpression): Handling {
    // Only an optional member lets a fallback behind it see that the value was missing.
    return member.optional ? usedAs(member, scopes) : none;
  }
}

function replacedBy(fallback: Node): Handling {
  const inner = unwrap(fallback);
  switch (inner.type) {
    case "Identifier":
      return { kind: inner.name === "undefined" ? "defaulted" : "replaced", fallback };
    case "MemberExpression":
      return { kind: "replaced", fallback };
    case "Literal":
      return { kind: typeof inner.value === "number" && inner.value > 0 ? "replaced" : "defaulted", fallback };
    case "LogicalExpression":
      return replacedBy(inner.left).kind === "replaced" ? { kind: "replaced", fallback } : { ...replacedBy(inner.right), fallback };
    case "CallExpression":
      return /^(?:Number|parseInt)\(/.test(inner.callee.type === "Identifier" ? `${inner.callee.name}(` : "") ? { kind: "replaced", fallback } : checked;
    default:
      return { kind: "defaulted", fallback };
  }
}

/** What becomes of a value kept in a variable: the best that any use does about its absence. */
function ofVariable(variable: TSESLint.Scope.Variable | undefined, scopes: Scopes): Handling {
  let found = none;
  for (const reference of variable?.references ?? []) {
    if (!reference.isRead()) continue;
    const handling = ofUse(reference.identifier, scopes);
    if (handling.kind === "checked") return checked;
    if (handling.kind !== "none") found = handling;
  }
  return found;
}

function ofUse(identifier: Node, scopes: Scopes): Handling {
  return testAround(identifier) ? tested(identifier) : usedAs(identifier, scopes);
}

/** What the branch for a missing value does, where `value` is part of a condition; anything but a configured value there is a check. */
function tested(value: Node): Handling {
  const parent = testAround(value)?.parent;
  const isForMissing = isNegated(value);
  let missing: Handling = checked;
  if (parent?.type === "ConditionalExpression") missing = replacedBy(isForMissing ? parent.consequent : parent.alternate);
  if (parent?.type === "IfStatement") {
    const branch = isForMissing ? parent.consequent : parent.alternate;
    if (branch) missing = replacedIn(branch);
  }
  return missing.kind === "replaced" ? missing : checked;
}

/** A branch that only gives a configured value in place of the missing one. */
function replacedIn(branch: Node): Handling {
  const only = branch.type === "BlockStatement" && branch.body.length === 1 ? branch.body[0] : branch;
  const assignment = only?.type === "ExpressionStatement" ? only.expression : undefined;
  return assignment?.type === "AssignmentExpression" ? replacedBy(assignment.right) : { kind: "defaulted" };
}

/** The whole condition that `identifier` is a part of, if it is one. */
function testAround(identifier: Node): Node | undefined {
  let node = wrapped(identifier);
  for (let parent = node.parent; parent; node = parent, parent = parent.parent) {
    if ((parent.type === "IfStatement" || parent.type === "ConditionalExpression" || parent.type === "WhileStatement") && parent.test === node) return node;
    const isPart =
      parent.type === "UnaryExpression" ||
      parent.type === "BinaryExpression" ||
      (parent.type === "LogicalExpression" && parent.operator !== "??") ||
      unwrap(parent) === unwrap(node);
    if (!isPart) return undefined;
  }
  return undefined;
}

/** True for `!x`, `x === null`, `typeof x === "string"`: the condition holds when the value is missing (or no port). */
function isNegated(identifier: Node): boolean {
  const parent = wrapped(identifier).parent;
  if (parent?.type === "UnaryExpression" && parent.operator === "!") return true;
  if (parent?.type === "BinaryExpression") return (parent.operator === "===" || parent.operator === "==") && parent.right.type === "Literal" && parent.right.value === null;
  if (parent?.type === "UnaryExpression" && parent.operator === "typeof" && parent.parent.type === "BinaryExpression") {
    const isObject = literalText(parent.parent.right) === "object";
    return parent.parent.operator.startsWith("=") !== isObject;
  }
  return false;
}

function isAssertion(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const name =
    callee.type === "Identifier" ? callee.name : callee.type === "MemberExpression" && callee.object.type === "Identifier" ? `${callee.object.name}.*` : "";
  return onlookers.includes(name) ? name !== "console.*" && !name.startsWith("JSON") : /^(?:invariant|ok|t\.\*|strictEqual|deepEqual|notEqual|equal|should)$/.test(name);
}
