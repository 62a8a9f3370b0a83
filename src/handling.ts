import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, literalText, unwrap, wrapped } from "./ast.js";
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

/** What becomes of the value of `read`. */
export function handlingOf(read: Node, scopes: Scopes): Handling {
  const value = wrapped(read);
  const parent = value.parent;
  if (!parent) return none;
  switch (parent.type) {
    case "ExpressionStatement":
    case "UnaryExpression":
    case "IfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
    case "ForStatement":
      return checked;
    case "BinaryExpression":
      return /^[!=]=/.test(parent.operator) || parent.operator === "instanceof" ? checked : none;
    case "MemberExpression":
      return parent.object === value ? ofMember(parent) : none;
    case "LogicalExpression":
      if (parent.left !== value) return handlingOf(parent, scopes).kind === "checked" ? checked : none;
      return parent.operator === "&&" ? checked : replacedBy(parent.right);
    case "ConditionalExpression":
      return parent.test === value ? checked : none;
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
    if (!member.optional) return none;
    const handling = handlingOf(member, scopes);
    return handling.kind === "checked" && wrapped(member).parent?.type === "VariableDeclarator" ? handling : handling;
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
    const handling = ofUse(reference.identifier as Node, scopes);
    if (handling.kind === "checked") return checked;
    if (handling.kind !== "none") found = handling;
  }
  return found;
}

function ofUse(identifier: Node, scopes: Scopes): Handling {
  const test = testAround(identifier);
  if (!test) return handlingOf(identifier, scopes);
  const { parent } = test;
  if (parent?.type === "ConditionalExpression") {
    const fallback = isNegated(identifier) ? parent.consequent : parent.alternate;
    return replacedBy(fallback);
  }
  if (parent?.type === "IfStatement") {
    const missing = isNegated(identifier) ? parent.consequent : parent.alternate;
    // Without a branch for the missing value, nothing happens when it is missing.
    return missing && !leaves(missing) ? { kind: "defaulted" } : checked;
  }
  return checked;
}

/** The whole condition that `identifier` is a part of, if it is one. */
function testAround(identifier: Node): Node | undefined {
  let node = wrapped(identifier);
  let isTest = false;
  for (let parent = node.parent; parent; node = parent, parent = parent.parent) {
    if (parent.type === "UnaryExpression" || parent.type === "BinaryExpression") isTest = true;
    else if (parent.type === "LogicalExpression" && parent.operator !== "??") isTest ||= parent.left === node;
    else if ((parent.type === "IfStatement" || parent.type === "ConditionalExpression" || parent.type === "WhileStatement") && parent.test === node) return node;
    else if (!wrapsOnly(parent, node)) return isTest && parent.type !== "MemberExpression" ? undefined : undefined;
  }
  return undefined;
}

function wrapsOnly(parent: Node, node: Node): boolean {
  return unwrap(parent) === unwrap(node);
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

/** True if a branch ends in throw, return, continue, break or an exit. */
function leaves(branch: Node): boolean {
  const last = branch.type === "BlockStatement" ? branch.body.at(-1) : branch;
  if (!last) return false;
  if (["ThrowStatement", "ReturnStatement", "ContinueStatement", "BreakStatement"].includes(last.type)) return true;
  return last.type === "ExpressionStatement" && last.expression.type === "CallExpression";
}

function isAssertion(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const name =
    callee.type === "Identifier" ? callee.name : callee.type === "MemberExpression" && callee.object.type === "Identifier" ? `${callee.object.name}.*` : "";
  return onlookers.includes(name) ? name !== "console.*" && !name.startsWith("JSON") : /^(?:invariant|ok|t\.\*|strictEqual|deepEqual|notEqual|equal|should)$/.test(name);
}
