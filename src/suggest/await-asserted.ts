import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, literalText, memberName, unwrap } from "../ast.js";
import { unmet } from "../contracts/assertions.js";
import type { Guess } from "../guesses.js";
import { assertionIn, partsOfAssertion } from "../sleeping/assertions.js";
import { canBeAskedAgain } from "./ask-again.js";
import { leavesAssertions } from "./asserted-runs.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { assertionRest, deadlineFor, restOf, testPatience } from "./poll-code.js";
import { areFreeAt, insteadOfSleep, sleepStatement } from "./sleeps.js";
import { isTypeScript, styleOf } from "./style.js";

/**
 * Waits, for a limited time, until the values are there that the assertions behind a sleep ask for, and leaves the assertions to tell: for
 * test libraries whose assertions cannot be tried, since they note or count each failure. Undefined where one of them is no plain comparison.
 */
export function awaitAsserted(file: File, { sleep }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  if (!place?.canAwait || timeout === undefined || !areFreeAt(sourceCode, sleep.node, ["deadline"])) return undefined;
  const end = place.next.findIndex((statement) => assertionIn(statement) === undefined);
  const asserted = end === -1 ? place.next : place.next.slice(0, end);
  const tests = asserted.flatMap((statement) => testOf(file, statement) ?? []);
  const [first] = tests;
  if (!first || leavesAssertions(asserted, place.next) || tests.length < asserted.length || tests.some(({ code }) => code.includes("\n"))) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const codes = [...new Set(tests.map(({ code }) => code))];
  const test = codes.length > 1 ? `(${codes.join(" || ")})` : first.code;
  const lines = [`for (const deadline = Date.now() + ${timeout}; ${test} && Date.now() < deadline; ) {`, `${indent}${restOf(sourceCode, sleep, assertionRest)}${semicolons ? ";" : ""}`, "}"];
  return { edits: [insteadOfSleep(sourceCode, place.statement, lines)], code: first.value };
}

/** What is true as long as an assertion does not hold, as code. */
function testOf({ sourceCode, startup, filename }: File, statement: Node): { readonly code: string; readonly value: string } | undefined {
  const parts = assertionIn(statement) === "presence" ? partsOfAssertion(statement) : undefined;
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
        if (inner.computed || /^(?:args?|(?:first|second|third|last)(?:Call|Arg)|returnValues?)$/.test(name)) return false;
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
    const definition = startup.scopes.variableOf(node)?.defs[0];
    if (definition?.type !== "Variable" || definition.node.id.type !== "Identifier") return true;
    const { init } = definition.node;
    return init !== null && !(init.type === "Literal" && init.value === null);
  }
}

/** A literal, a constant, a name: read twice it is the same. */
function isPlain(node: Node): boolean {
  const inner = unwrap(node);
  return (inner.type === "Literal" && !("regex" in inner)) || literalText(inner) !== undefined || isPath(inner);
}
