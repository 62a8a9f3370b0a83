import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, isFunction, isNullish, literalText, unwrap, wrapped } from "./ast.js";
import { catchingTry } from "./order.js";
import type { Scopes } from "./scopes.js";

/**
 * What the code does about a value that may be missing.
 * - `none`: uses it as if it were there
 * - `unused`: does nothing with it, where a missing one throws
 * - `checked`: only asks whether it is there, asserts it, or leaves by throw or return when it is not
 * - `thrown`: throws, there and then, when it is not: a check that helps only where it may be there
 * - `replaced`: goes on with a configured value in its place
 * - `defaulted`: goes on with a value that says "none"
 */
export interface Handling {
  readonly kind: "none" | "unused" | "checked" | "thrown" | "replaced" | "defaulted";
  /** The value that takes its place. */
  readonly fallback?: Node;
}

const none: Handling = { kind: "none" };
const checked: Handling = { kind: "checked" };
const thrown: Handling = { kind: "thrown" };

/** What becomes of the value of `read`, or, where a missing value `throws`, of the exception. */
export function handlingOf(read: Node, scopes: Scopes, throws = false): Handling {
  if (!throws) return usedAs(read, scopes);
  if (isCaught(read)) return checked;
  const { parent } = wrapped(read);
  return parent?.type === "ExpressionStatement" || parent?.type === "ArrowFunctionExpression" ? { kind: "unused" } : usedAs(read, scopes);
}

/** True if an exception of `node` is caught in its own function. */
export function isCaught(node: Node): boolean {
  return catchingTry(node) !== undefined;
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
      return parent.operator === "&&" ? tested(value) : ofDefault(parent, scopes);
    case "ConditionalExpression":
      return parent.test === value ? tested(value) : none;
    case "CallExpression":
      return parent.callee !== value && (isAssertion(parent) || isCheckedBy(parent, value, scopes)) ? checked : none;
    case "VariableDeclarator":
      return parent.id.type === "Identifier" ? ofVariable(scopes.variableOf(parent.id), scopes) : none;
    case "AssignmentExpression":
      if (parent.right !== value) return none;
      return parent.left.type === "Identifier" ? ofVariable(scopes.variableOf(parent.left), scopes) : ofKept(parent);
    default:
      return none;
  }

  function ofMember(member: TSESTree.MemberExpression): Handling {
    // Only an optional member lets a fallback behind it see that the value was missing.
    return member.optional ? usedAs(member, scopes) : none;
  }
}

/** `read ?? fallback`; an empty object that is taken apart is checked where its parts are. */
function ofDefault(whole: TSESTree.LogicalExpression, scopes: Scopes): Handling {
  const { parent } = wrapped(whole);
  if (parent?.type === "VariableDeclarator" && parent.id.type === "ObjectPattern") {
    const parts = parent.id.properties.flatMap((property) => (property.type === "Property" && property.value.type === "Identifier" ? [scopes.variableOf(property.value)] : []));
    if (parts.some((part) => /^(?:checked|thrown)$/.test(ofVariable(part, scopes).kind))) return checked;
  }
  return replacedBy(whole.right);
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

/** What the next statement does about a value kept in a member. */
function ofKept(assignment: TSESTree.AssignmentExpression): Handling {
  const statement = assignment.parent;
  const block = statement.parent;
  const next = block && (block.type === "BlockStatement" || block.type === "Program") ? block.body[block.body.indexOf(statement as never) + 1] : undefined;
  if (next?.type !== "IfStatement") return none;
  const test = next.test.type === "UnaryExpression" ? next.test.argument : next.test;
  return samePath(test, assignment.left) ? tested(test) : none;
}

function samePath(a: Node, b: Node): boolean {
  if (a.type === "MemberExpression" && b.type === "MemberExpression") {
    return a.property.type === "Identifier" && b.property.type === "Identifier" && a.property.name === b.property.name && samePath(a.object, b.object);
  }
  return a.type === "Identifier" && b.type === "Identifier" ? a.name === b.name : a.type === "ThisExpression" && b.type === "ThisExpression";
}

/** What becomes of a value kept in a variable: the best that any use does about its absence. */
function ofVariable(variable: TSESLint.Scope.Variable | undefined, scopes: Scopes): Handling {
  const uses = (variable?.references ?? []).filter((reference) => reference.isRead()).map(({ identifier }) => ({ test: testAround(identifier), handling: ofUse(identifier, scopes) }));
  const guard = uses.find(({ test, handling }) => handling.kind === "thrown" && test && isBeside(test, variable));
  // What else the condition of a guard asks changes nothing about it.
  const others = uses.filter(({ test }) => !guard || test !== guard.test);
  if (others.some(({ handling: { kind } }) => kind === "checked" || kind === "thrown")) return checked;
  return guard ? thrown : (others.findLast(({ handling }) => handling.kind !== "none")?.handling ?? none);
}

function ofUse(identifier: Node, scopes: Scopes): Handling {
  return testAround(identifier) ? tested(identifier) : usedAs(identifier, scopes);
}

/** What the branch for a missing value does, where `value` is part of a condition; anything but a configured value there is a check. */
function tested(value: Node): Handling {
  const parent = testAround(value)?.parent;
  const isForMissing = isNegated(value);
  let missing: Handling = checked;
  if (parent?.type === "IfStatement" && isThrownFor(value, parent)) return thrown;
  if (parent?.type === "ConditionalExpression") missing = replacedBy(isForMissing ? parent.consequent : parent.alternate);
  if (parent?.type === "IfStatement") {
    const branch = isForMissing ? parent.consequent : parent.alternate;
    if (branch) missing = replacedIn(branch);
  }
  return missing.kind === "replaced" ? missing : checked;
}

/** `if (!value || …) throw …`, where nobody catches it: no way leads on from there without the value. */
function isThrownFor(value: Node, statement: TSESTree.IfStatement): boolean {
  const { parent } = wrapped(value);
  const isMissing = parent?.type === "UnaryExpression" ? parent.operator === "!" : parent?.type === "BinaryExpression" && /^===?$/.test(parent.operator) && isNullish(parent.right);
  if (!parent || !isMissing) return false;
  let whole = wrapped(parent);
  while (whole.parent?.type === "LogicalExpression" && whole.parent.operator === "||") whole = wrapped(whole.parent);
  const { consequent } = statement;
  const last = consequent.type === "BlockStatement" ? consequent.body.at(-1) : consequent;
  return whole === statement.test && last?.type === "ThrowStatement" && !isCaught(statement);
}

/** True if the test of an `if` stands in the same block as the declaration of a variable: nothing comes between that may keep it from being asked. */
function isBeside(test: Node, variable: TSESLint.Scope.Variable | undefined): boolean {
  const declarator = variable?.defs[0]?.node as Node | undefined;
  return declarator?.type === "VariableDeclarator" && test.parent?.parent === declarator.parent.parent;
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

/** True if a function of this file checks the parameter that it gets this value for. */
function isCheckedBy(call: TSESTree.CallExpression, value: Node, scopes: Scopes): boolean {
  const variable = call.callee.type === "Identifier" ? scopes.variableOf(call.callee) : undefined;
  const fn = variable?.defs[0]?.node as Node | undefined;
  const parameter = isFunction(fn) ? fn.params[call.arguments.indexOf(value as never)] : undefined;
  return parameter?.type === "Identifier" && ofVariable(scopes.variableOf(parameter), scopes).kind === "checked";
}

/** A call of an assertion library: `assert.equal(…)`, `expect.soft(…)`, `t.is(…)`, `deepStrictEqual(…)`. */
export function isAssertion(call: TSESTree.CallExpression): boolean {
  const names: string[] = [];
  let callee = unwrap(call.callee);
  while (callee.type === "MemberExpression" || callee.type === "CallExpression") {
    if (callee.type === "MemberExpression" && callee.property.type === "Identifier") names.unshift(callee.property.name);
    callee = unwrap(callee.type === "MemberExpression" ? callee.object : callee.callee);
  }
  if (callee.type === "Identifier") names.unshift(callee.name);
  const [root = ""] = names;
  return /^(?:assert|expect|chai|should|t|tap|test|invariant|ok|is|equal|strictEqual|deepEqual|deepStrictEqual|notEqual|notStrictEqual)$/.test(root) || names.slice(0, -1).includes("assert");
}
