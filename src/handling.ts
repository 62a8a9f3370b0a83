import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Look, outcomesOf } from "./absence.js";
import { type Node, isFunction, isNullish, literalText, memberName, nameOfThing, unwrap, wrapped } from "./ast.js";
import { type Replacement, replacementOf } from "./fallbacks.js";
import { catchingTry } from "./order.js";
import type { Scopes } from "./scopes.js";
import { wordsOf } from "./words.js";

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
  const callee = read.type === "CallExpression" ? unwrap(read.callee) : undefined;
  const look: Look = { scopes, isAddress: callee?.type === "MemberExpression" && memberName(callee) === "address", isOptional: isChained(read) };
  if (!throws) return usedAs(read, look);
  if (isCaught(read)) return checked;
  const { parent } = wrapped(read);
  return parent?.type === "ExpressionStatement" || parent?.type === "ArrowFunctionExpression" ? { kind: "unused" } : usedAs(read, look);
}

/** True for a read that gives nothing where what it is read of is missing: `this.server?.address()`. */
function isChained(read: Node): boolean {
  const inner = unwrap(read);
  if (inner.type === "CallExpression") return inner.optional || isChained(inner.callee);
  return inner.type === "MemberExpression" && (inner.optional || isChained(inner.object));
}

/** True if an exception of `node` is caught in its own function. */
export function isCaught(node: Node): boolean {
  return catchingTry(node) !== undefined;
}

function usedAs(read: Node, look: Look): Handling {
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
      return tested(value, look);
    case "BinaryExpression":
      return /^[!=]=/.test(parent.operator) || parent.operator === "instanceof" ? tested(value, look) : none;
    case "MemberExpression":
      return parent.object === value ? ofMember(parent) : none;
    case "LogicalExpression":
      if (parent.left !== value) return usedAs(parent, look).kind === "checked" ? checked : none;
      return parent.operator === "&&" ? tested(value, look) : ofDefault(parent, look);
    case "ConditionalExpression":
      return parent.test === value ? tested(value, look) : none;
    case "CallExpression":
      return parent.callee !== value && (isAssertion(parent) || isCheckedBy(parent, value, look)) ? checked : none;
    case "VariableDeclarator":
      return parent.id.type === "Identifier" ? ofVariable(look.scopes.variableOf(parent.id), look) : none;
    case "AssignmentExpression":
      if (parent.right !== value) return none;
      return parent.left.type === "Identifier" ? ofVariable(look.scopes.variableOf(parent.left), look) : ofKept(parent, look);
    default:
      return none;
  }

  function ofMember(member: TSESTree.MemberExpression): Handling {
    // Only an optional member lets a fallback behind it see that the value was missing.
    return member.optional ? usedAs(member, { ...look, isAddress: false }) : none;
  }
}

/** `read ?? fallback`; an empty object that is taken apart is checked where its parts are. */
function ofDefault(whole: TSESTree.LogicalExpression, look: Look): Handling {
  const { parent } = wrapped(whole);
  if (parent?.type === "VariableDeclarator" && parent.id.type === "ObjectPattern") {
    const parts = parent.id.properties.flatMap((property) => (property.type === "Property" && property.value.type === "Identifier" ? [look.scopes.variableOf(property.value)] : []));
    if (parts.some((part) => /^(?:checked|thrown)$/.test(ofVariable(part, look).kind))) return checked;
  }
  return replacementOf(whole.right, whole.left, look);
}

/** What the next statement does about a value kept in a member. */
function ofKept(assignment: TSESTree.AssignmentExpression, look: Look): Handling {
  const statement = assignment.parent;
  const block = statement.parent;
  const next = block && (block.type === "BlockStatement" || block.type === "Program") ? block.body[block.body.indexOf(statement as never) + 1] : undefined;
  if (next?.type !== "IfStatement") return none;
  const test = next.test.type === "UnaryExpression" ? next.test.argument : next.test;
  return samePath(test, assignment.left) ? tested(test, look) : none;
}

function samePath(a: Node, b: Node): boolean {
  if (a.type === "MemberExpression" && b.type === "MemberExpression") {
    return a.property.type === "Identifier" && b.property.type === "Identifier" && a.property.name === b.property.name && samePath(a.object, b.object);
  }
  return a.type === "Identifier" && b.type === "Identifier" ? a.name === b.name : a.type === "ThisExpression" && b.type === "ThisExpression";
}

/** What becomes of a value kept in a variable: the best that any use does about its absence. */
function ofVariable(variable: TSESLint.Scope.Variable | undefined, look: Look): Handling {
  const uses = (variable?.references ?? []).filter((reference) => reference.isRead()).map(({ identifier }) => ({ test: testAround(identifier), handling: ofUse(identifier, look) }));
  const guard = uses.find(({ test, handling }) => handling.kind === "thrown" && test && isBeside(test, variable));
  // What else the condition of a guard asks changes nothing about it.
  const others = uses.filter(({ test }) => !guard || test !== guard.test);
  if (others.some(({ handling: { kind } }) => kind === "checked" || kind === "thrown")) return checked;
  return guard ? thrown : (others.findLast(({ handling }) => handling.kind !== "none")?.handling ?? none);
}

function ofUse(identifier: Node, look: Look): Handling {
  return testAround(identifier) ? tested(identifier, look) : usedAs(identifier, look);
}

/** What the branch for a missing value does, where `value` is part of a condition; anything but a configured value there is a check. */
function tested(value: Node, look: Look): Handling {
  const test = testAround(value);
  const parent = test?.parent;
  const outcomes = test && outcomesOf(test, value, look);
  // What holds of the value as of nothing, or of neither, asks of what kind it is: `typeof address === "string"`.
  if (outcomes?.missing !== undefined && outcomes.missing === outcomes.there) return none;
  const isForMissing = outcomes?.missing ?? isNegated(value);
  let missing: Handling = checked;
  if (parent?.type === "IfStatement" && isThrownFor(value, parent)) return thrown;
  if (parent?.type === "ConditionalExpression") missing = replacementOf(isForMissing ? parent.consequent : parent.alternate, value, look);
  if (parent?.type === "IfStatement") {
    const branch = isForMissing ? parent.consequent : parent.alternate;
    if (branch) missing = replacedIn(branch, value, look);
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

/** A branch that only gives a configured value in place of the missing one, or leaves with a configured port. */
function replacedIn(branch: Node, value: Node, look: Look): Replacement {
  const only = branch.type === "BlockStatement" && branch.body.length === 1 ? branch.body[0] : branch;
  if (only?.type === "ReturnStatement" && only.argument && wordsOf(nameOfThing(unwrap(only.argument))).at(-1) === "port") return replacementOf(only.argument, value, look);
  const assignment = only?.type === "ExpressionStatement" ? only.expression : undefined;
  return assignment?.type === "AssignmentExpression" ? replacementOf(assignment.right, value, look) : { kind: "defaulted" };
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
function isCheckedBy(call: TSESTree.CallExpression, value: Node, look: Look): boolean {
  const variable = call.callee.type === "Identifier" ? look.scopes.variableOf(call.callee) : undefined;
  const fn = variable?.defs[0]?.node as Node | undefined;
  const parameter = isFunction(fn) ? fn.params[call.arguments.indexOf(value as never)] : undefined;
  return parameter?.type === "Identifier" && ofVariable(look.scopes.variableOf(parameter), look).kind === "checked";
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
