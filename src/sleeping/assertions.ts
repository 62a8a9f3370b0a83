import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, findNode, isFunction, literalText, memberName, unwrap } from "../ast.js";
import { absences, assertionCalls, comparisons, contextAssertions, negations, placeholders, statesOfNone, upperBounds } from "../contracts/assertions.js";
import { expressionOf, onlyStatementOf, withoutAwait } from "../order.js";

/** What an assertion demands: that something is there, or that nothing is. */
export type Assertion = "presence" | "absence";

/** The assertion a statement is, if it is one. */
export function assertionIn(statement: Node): Assertion | undefined {
  const expression = expressionOf(statement);
  return expression && assertionOf(withoutAwait(expression));
}

/** The last name of the call that a statement makes: `toHaveTitle` of `await expect(page).toHaveTitle("…")`. */
export function assertionName(statement: Node): string | undefined {
  const expression = expressionOf(statement);
  const call = expression && withoutAwait(expression);
  return call?.type === "CallExpression" ? calledName(call) : undefined;
}

/** The assertion an expression is: `expect(x).toBe(1)`, `assert.equal(x, 1)`, `x.should.be.true`, `t.is(x, 1)`. */
function assertionOf(expression: Node): Assertion | undefined {
  const chain = chainOf(expression);
  // `t.assert.equal(…)`, `sinon.assert.called(…)`
  const isNested = chain.names[0] === "assert" && chain.names.length === 2;
  const { calls } = chain;
  const [root, names] = isNested ? ["assert", chain.names.slice(1)] : [chain.root, chain.names];
  const isContext = /^(?:t|tap|test|assert|qunit)$/i.test(root) && names.length === 1 && contextAssertions.has(names[0] ?? "");
  const isAssertion = isContext || /^(?:assert|expect|should|chai)$/.test(root) || /^(?:assert|expect)[A-Z]/.test(root) || names.includes("should") || (names.length === 0 && calls.length === 1 && assertionCalls.test(root) && root.length > 1);
  if (!isAssertion) return undefined;
  const last = calls.at(-1);
  // `assertEquals(…)` of Deno's library is what `assert.equals(…)` is elsewhere.
  const method = names.at(-1) ?? ownName(root);
  // `t.pass()` asks for nothing: that it is reached is all.
  if (isContext && method === "pass") return "absence";
  const [first] = calls;
  // That anything at all goes wrong is so as long as nothing is there.
  if (method === "rejects" && first?.arguments.length === 1) return "absence";
  const isMatched = root === "expect" || names.includes("should");
  const [given, compared] = sidesOf(first);
  const expected = isMatched ? last?.arguments[0] : compared;
  // A limit that is not to be passed holds before anything is there, but of an answer.
  const isOfAnswer = given !== undefined && findNode(given, (node) => node.type === "AwaitExpression") !== undefined;
  if (!isOfAnswer && (upperBounds.test(method) || (given && isLimited(given) && (isContext || /^(?:assert|ok|expect)$/.test(root))))) return "absence";
  const isOfNone = [...names, method].some((name) => absences.has(name)) || (comparisons.test(method) && expected !== undefined && isNone(expected));
  const isOfPlaceholder = comparisons.test(method) && placeholders.test(literalText(expected) ?? "a value");
  // What must not be nothing is there: `expect(told).not.toBeNull()`, `expect(shown).not.toBe("---")`.
  if (names.some((name) => negations.has(name))) return isOfNone || isOfPlaceholder ? "presence" : "absence";
  if (isOfNone) return "absence";
  if (/^assert|^ok$/.test(root) && (names.length === 0 || names.at(-1) === "ok") && given) return isDenial(given) ? "absence" : "presence";
  return "presence";
}

/** `equals` of `assertEquals`. */
function ownName(root: string): string {
  const rest = root.replace(/^(?:assert|expect)(?=[A-Z])/, "");
  return rest === root ? root : rest.charAt(0).toLowerCase() + rest.slice(1);
}

/** What a call asserts something of, and what it compares that with: some write `assertEquals(0, received)`. */
function sidesOf(call: CallNode | undefined): readonly [Node | undefined, Node | undefined] {
  const [first, second] = (call?.arguments ?? []).map((argument) => unwrap(argument));
  const isValue = (node: Node | undefined) => node?.type === "Literal" || (node?.type === "Identifier" && node.name === "undefined");
  return isValue(first) && second && !isValue(second) ? [second, first] : [first, second];
}

/** True for a check that throws while something is missing: `if (leaders.length !== 1) throw new Error(…)`, `if (!found) throw …`. */
export function throwsWhileMissing(statement: Node): statement is TSESTree.IfStatement {
  return statement.type === "IfStatement" && !statement.alternate && onlyStatementOf(statement.consequent)?.type === "ThrowStatement" && asksForMissing(statement.test);
}

/** True for a test of something that is not there, or not yet so: what is compared with another value may be meant to stay what it was. */
function asksForMissing(test: Node): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return inner.operator === "||" && asksForMissing(inner.left) && asksForMissing(inner.right);
  if (inner.type === "UnaryExpression") return inner.operator === "!" && unwrap(inner.argument).type !== "UnaryExpression";
  if (inner.type !== "BinaryExpression") return false;
  const { operator, right } = inner;
  if (operator === "===" || operator === "==") return isNone(right);
  if (operator === "!==" || operator === "!=") return isValueOf(right);
  return operator === "<" && unwrap(right).type === "Literal";
}

/** `1`, `"ready"`, `State.Ready`: what something is to become. */
function isValueOf(node: Node): boolean {
  const inner = unwrap(node);
  return !isNone(inner) && ((inner.type === "Literal" && inner.value !== true) || (inner.type === "MemberExpression" && inner.object.type === "Identifier" && /^[A-Z]/.test(inner.object.name)));
}

/** What is asserted under a condition, of each of a list, some times, or in a block of its own: `for (const client of clients) { … }`, `clients.forEach((client) => { … })`. */
export function assertedBlock(statement: Node): readonly Node[] | undefined {
  const call = expressionOf(statement);
  const each = call?.type === "CallExpression" && calledName(call) === "forEach" ? call.arguments[0] : undefined;
  const body = each && isFunction(each) ? each.body : bodyOf(statement);
  return body?.type === "BlockStatement" && body.body.length > 0 ? body.body : undefined;
}

function bodyOf(statement: Node): Node | undefined {
  switch (statement.type) {
    case "BlockStatement":
      return statement;
    case "IfStatement":
      return statement.alternate ? undefined : statement.consequent;
    case "ForOfStatement":
      return statement.await ? undefined : statement.body;
    case "ForStatement":
      return counterOf(statement) && statement.body;
    default:
      return undefined;
  }
}

/** The counter of a loop that is run at least once: `for (let i = 0; i < 5; i++)`. */
export function counterOf({ init, test }: TSESTree.ForStatement): TSESTree.Identifier | undefined {
  const [only, ...others] = init?.type === "VariableDeclaration" ? init.declarations : [];
  if (!only || others.length > 0 || only.id.type !== "Identifier" || test?.type !== "BinaryExpression" || !/^<=?$/.test(test.operator)) return undefined;
  const isCompared = test.left.type === "Identifier" && test.left.name === only.id.name;
  const [from, to] = [only.init, test.right].map((node) => (node?.type === "Literal" && typeof node.value === "number" ? node.value : undefined));
  return isCompared && from !== undefined && to !== undefined && from < to ? only.id : undefined;
}

/** True for a statement that declares a name: `const name = …`. */
export function declares(statement: Node, name: string | undefined): boolean {
  return statement.type === "VariableDeclaration" && statement.declarations.some(({ id }) => id.type === "Identifier" && id.name === name);
}

/** What an assertion is about: `x` of `expect(x).toBe(1)` and of `assert.equal(x, 1)`. */
export function assertedIn(statement: Node): Node | undefined {
  const expression = assertionIn(statement) && expressionOf(statement);
  if (!expression) return undefined;
  const [call] = chainOf(withoutAwait(expression)).calls;
  const [given] = sidesOf(call);
  return given && isDenial(given) && given.type === "BinaryExpression" ? unwrap(given.left) : given;
}

/** The parts of an assertion that is one call of a matcher: `expect(value).toBe(expected)`, `t.is(value, expected)`, `assert(value)`. */
export function partsOfAssertion(statement: Node): { readonly library: "expect" | "context" | "assert"; readonly matcher: string; readonly value: Node; readonly expected: Node | undefined } | undefined {
  const expression = expressionOf(statement);
  if (!expression) return undefined;
  const { root, names, calls } = chainOf(withoutAwait(expression));
  const [first, second] = calls;
  const value = first?.arguments[0] && unwrap(first.arguments[0]);
  if (!value || value.type === "SpreadElement") return undefined;
  if (root === "expect") return second && calls.length === 2 ? { library: "expect", matcher: names.filter((name) => !plainWords.has(name)).join("."), value, expected: second.arguments[0] } : undefined;
  if (calls.length > 1) return undefined;
  const matcher = names.filter((name) => name !== "assert").join(".");
  return { library: /^assert$/i.test(root) || names[0] === "assert" ? "assert" : "context", matcher, value, expected: first.arguments[1] };
}

/** Words of a chain of chai that say nothing. */
const plainWords: ReadonlySet<string> = new Set(["to", "be", "been", "is", "that", "which", "and", "has", "have", "with", "at", "of", "same"]);

/** True for an assertion that something does not pass a limit. */
export function setsLimit(statement: Node): boolean {
  const expression = expressionOf(statement);
  if (!expression) return false;
  const { names, calls } = chainOf(withoutAwait(expression));
  const given = calls[0]?.arguments[0];
  return upperBounds.test(names.at(-1) ?? "") || (given !== undefined && isLimited(unwrap(given)));
}

/** `requests < 50` */
function isLimited(node: Node): boolean {
  return node.type === "BinaryExpression" && /^<=?$/.test(node.operator) && node.right.type === "Literal";
}

function isDenial(node: Node): boolean {
  if (node.type === "BinaryExpression" && (node.operator === "===" || node.operator === "==")) return isNone(node.right);
  return node.type === "UnaryExpression" && node.operator === "!";
}

/** `0`, `false`, `null`, `undefined`, `[]`, `""`, `"disconnected"`. */
function isNone(node: Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case "Literal":
      return inner.value === 0 || inner.value === false || inner.value === null || inner.value === "" || (typeof inner.value === "string" && statesOfNone.test(inner.value));
    case "Identifier":
      return inner.name === "undefined";
    case "ArrayExpression":
      return inner.elements.length === 0;
    case "ObjectExpression":
      return inner.properties.length === 0;
    default:
      return false;
  }
}

/** The names and calls of a chain, from its root: `expect(x).not.toBe(1)`. */
function chainOf(expression: Node): { readonly root: string; readonly names: readonly string[]; readonly calls: readonly CallNode[] } {
  const names: string[] = [];
  const calls: TSESTree.CallExpression[] = [];
  let at = unwrap(expression);
  for (;;) {
    if (at.type === "CallExpression") {
      calls.unshift(at);
      at = unwrap(at.callee);
    } else if (at.type === "MemberExpression") {
      names.unshift(memberName(at) ?? "");
      at = unwrap(at.object);
    } else break;
  }
  return { root: at.type === "Identifier" ? at.name : "", names, calls };
}
