import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, findNode, isCall, isInside, literalText, memberName, unwrap } from "../ast.js";
import { unmet } from "../contracts/assertions.js";
import type { Guess } from "../guesses.js";
import { isLast } from "../order.js";
import { assertedIn, assertionIn, partsOfAssertion } from "../sleeping/assertions.js";
import { canBeAskedAgain } from "./ask-again.js";
import { leavesAssertions } from "./asserted-runs.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, hasLongToken, indentOf, indented, linesWithout } from "./edits.js";
import { assertionRest, deadlineFor, restOf, testPatience, timerIn } from "./poll-code.js";
import { areFreeAt, insteadOfSleep, sleepStatement, usesOwnThis } from "./sleeps.js";
import { isTypeScript, styleOf } from "./style.js";

/** A repair, and the value that it asks for, as code. */
interface Asked {
  readonly edits: readonly Edit[];
  readonly code: string;
}

/**
 * Waits, for a limited time, until the values are there that the assertions behind a sleep ask for, and leaves the assertions to tell: for
 * test libraries whose assertions cannot be tried, since they note or count each failure. Undefined where one of them is no plain comparison, or all are denials.
 */
export function awaitAsserted(file: File, { sleep }: Guess): Asked | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  const asked = place?.canAwait ? askedFor(file, place.next) : undefined;
  if (!place || !asked || timeout === undefined || !areFreeAt(sourceCode, sleep.node, ["deadline"])) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const lines = [`for (const deadline = Date.now() + ${timeout}; ${asked.test} && Date.now() < deadline; ) {`, `${indent}${restOf(sourceCode, sleep, assertionRest)}${semicolons ? ";" : ""}`, "}"];
  return { edits: [insteadOfSleep(sourceCode, place.statement, lines)], code: asked.value };
}

/** The same for a timer whose function begins with assertions: it is put off until they hold, for a limited time. */
export function putOffUntilAsserted(file: File, { sleep: { node, call, continuation, form }, sleep }: Guess): Asked | undefined {
  const { sourceCode } = file;
  if (form !== "timer" || continuation?.body.type !== "BlockStatement" || node.type !== "ExpressionStatement" || unwrap(node.expression) !== call) return undefined;
  const { body, params, async } = continuation;
  const [first] = body.body;
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  const asked = askedFor(file, body.body);
  if (!asked || !first || timeout === undefined || async || usesOwnThis(continuation) || params.length > 0 || call.arguments.length > 2 || !areFreeAt(sourceCode, node, ["deadline", "ask"]) || hasLongToken(sourceCode, continuation)) return undefined;
  const remarks = sourceCode.getCommentsInside(call);
  if (first.loc.start.line === body.loc.start.line || remarks.some(({ range }) => range[0] < body.range[0] || range[1] > body.range[1])) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const timer = timerIn(sourceCode);
  const outer = indentOf(sourceCode, node);
  const text = [
    `const deadline = Date.now() + ${timeout}${end}`,
    `${outer}const ask = () => {`,
    `${outer}${indent}if (${asked.test} && Date.now() < deadline) {`,
    `${outer}${indent}${indent}${timer}(ask, ${assertionRest})${end}`,
    `${outer}${indent}${indent}return${end}`,
    `${outer}${indent}}`,
    ...linesWithout(sourceCode.text.slice(body.range[0] + 1, body.range[1] - 1).trim(), indentOf(sourceCode, first)).map((line) => indented(line, outer + indent)),
    `${outer}}${end}`,
    // Code behind the timer may begin what the assertions are about.
    isLast(node) ? `${outer}ask()${end}` : `${outer}${timer}(ask, ${assertionRest})${end}`,
  ].join("\n");
  return { edits: [{ range: node.range, text }], code: asked.value };
}

/** What is true as long as the assertions that `next` begins with do not hold, and the first value that they ask for, as code. */
function askedFor(file: File, next: readonly TSESTree.ProgramStatement[]): { readonly test: string; readonly value: string } | undefined {
  const end = next.findIndex((statement) => assertionIn(statement) === undefined);
  const asserted = end === -1 ? next : next.slice(0, end);
  const tests: (Test & { readonly isDenial: boolean })[] = [];
  for (const statement of asserted) {
    const isDenial = assertionIn(statement) === "absence";
    const test = testOf(file, statement, tests);
    if (test && !test.code.includes("\n")) tests.push({ ...test, isDenial });
    // What else must not be is told behind.
    else if (!isDenial || findNode(assertedIn(statement) ?? statement, isCall)) return undefined;
  }
  const first = tests.find(({ isDenial }) => !isDenial);
  if (!first || leavesAssertions(file, asserted, next)) return undefined;
  const codes = [...new Set(tests.map(({ code }) => code))];
  return { test: codes.length > 1 ? `(${codes.join(" || ")})` : (codes[0] ?? ""), value: first.value };
}

interface Test {
  readonly code: string;
  readonly value: string;
}

/** What is true as long as an assertion does not hold, as code; `before` it the others are asked. */
function testOf({ sourceCode, startup, filename }: File, statement: Node, before: readonly Test[]): Test | undefined {
  const parts = partsOfAssertion(statement);
  if (!parts || !canBeAskedAgain(parts.value, startup.scopes) || !Object.hasOwn(unmet[parts.library], parts.matcher)) return undefined;
  const { library, matcher, value, expected } = parts;
  const row = unmet[library][matcher];
  if (row === undefined || !(row.includes(".mock") ? isOwned(value) : isSafe(value)) || (row.includes("[]") && (!expected || !isPlain(expected)))) return undefined;
  const text = sourceCode.getText(value);
  const isOne = value.type === "Identifier" || value.type === "MemberExpression" || value.type === "CallExpression";
  // The compiler knows a flag by what it was given last, and would not compare it with its opposite.
  const isFlag = expected?.type === "Literal" && expected.value === true;
  if (value.type === "Identifier" && row.includes("[]") && !isFlag && isTypeScript(filename) && expected?.type !== "Literal") return undefined;
  const filled = (hole: string) => (hole === "[]" ? (expected ? sourceCode.getText(expected) : "") : isOne ? text : `(${text})`);
  // In one pass: what fills a hole may look like one.
  return { code: (isFlag ? "!{}" : row).replace(/\{\}|\[\]/g, filled), value: text };

  /** True for what can be read before anything is there: names, their members, what methods of them give, and how many those are. */
  function isSafe(node: Node): boolean {
    const inner = unwrap(node);
    switch (inner.type) {
      case "Identifier":
        return isChanged(inner);
      case "MemberExpression": {
        const name = memberName(inner) ?? "";
        const object = unwrap(inner.object);
        if ((inner.computed && !isPlain(inner.property)) || /^(?:args?|(?:first|second|third|last)(?:Call|Arg)|returnValues?)$/.test(name)) return false;
        return object.type === "CallExpression" ? (inner.optional || /^(?:length|size)$/.test(name)) && isSafe(object) : isOwned(object);
      }
      case "CallExpression":
        return inner.callee.type === "Identifier" || (inner.callee.type === "MemberExpression" && !inner.callee.computed && isOwned(unwrap(inner.callee.object)));
      case "AwaitExpression":
        return isSafe(inner.argument);
      case "UnaryExpression":
        return inner.operator === "!" && isSafe(inner.argument);
      case "BinaryExpression":
        return isSafe(inner.left) && isPlain(inner.right);
      case "LogicalExpression":
        return isSafe(inner.left) && isSafe(inner.right);
      default:
        return false;
    }
  }

  /** A name that code elsewhere may change meanwhile. */
  function isChanged(name: TSESTree.Identifier): boolean {
    const variable = startup.scopes.variableOf(name);
    return variable !== undefined && variable.references.some((reference) => reference.isWrite() && reference.init !== true);
  }

  /** The object of a member: a path from a name that holds something from the beginning. */
  function isOwned(node: Node): boolean {
    if (node.type === "ThisExpression") return true;
    if (node.type === "MemberExpression") return !node.computed && isOwned(unwrap(node.object)) && !/^(?:args?|(?:first|second|third|last)(?:Call|Arg))$/.test(memberName(node) ?? "");
    if (node.type !== "Identifier") return false;
    // Where it has been asked first it is there; the compiler does not know who has given it a value.
    if (!isTypeScript(filename) && before.some(({ code }) => code === `!${node.name}`)) return true;
    const variable = startup.scopes.variableOf(node);
    const definition = variable?.defs[0];
    if (definition?.type !== "Variable" || definition.node.id.type !== "Identifier") return true;
    const { init } = definition.node;
    if (init !== null && !(init.type === "Literal" && init.value === null)) return true;
    return variable?.references.some(({ identifier, writeExpr }) => writeExpr && isGivenBefore(identifier, writeExpr, statement)) ?? false;
  }
}

/** `agent = startAgent();` in code that has run when a statement is reached. */
function isGivenBefore(name: Node, value: Node, statement: Node): boolean {
  const given = name.parent?.type === "AssignmentExpression" && name.parent.operator === "=" ? name.parent.parent : undefined;
  const { type } = unwrap(value);
  return given?.type === "ExpressionStatement" && isInside(statement, given.parent) && given.range[1] <= statement.range[0] && type !== "Literal" && type !== "Identifier";
}

/** A literal, a constant, a name: read twice it is the same. */
function isPlain(node: Node): boolean {
  const inner = unwrap(node);
  return (inner.type === "Literal" && !("regex" in inner)) || literalText(inner) !== undefined || isPath(inner);
}
