import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, findNode, isFunction, memberName, parameterName, unwrap } from "../ast.js";
import type { Guess } from "../guesses.js";
import { isGuard } from "../order.js";
import { testAround } from "../sleeping/clocks.js";
import { runToRetry } from "./asserted-runs.js";
import { type Edit, type File, indented } from "./edits.js";
import { assertionRest, deadlineFor, restOf, testPatience } from "./poll-code.js";
import { linesBehind } from "./retry-assertions.js";
import { areFreeAt, insteadOfSleep, isJoined, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";
import { modulesOf } from "./test-module.js";

/**
 * Puts the assertions behind a sleep, with the reads they are made of, into attempts of AVA, whose assertions note their failure: one that
 * has passed is kept, the last one as well. Only plain assertions of the test itself, which nothing counts and no code behind builds upon.
 */
export function tryInAttempts(file: File, { sleep }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  const t = modulesOf(sourceCode).includes("ava") && !/\.cb\(/.test(sourceCode.text) ? contextOf(testAround(sleep.node, startup.actions)) : undefined;
  const run = t === undefined || !place?.canAwait ? undefined : runToRetry(file, place.next, t);
  const last = run?.at(-1);
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  if (t === undefined || !place || !run || !last || timeout === undefined || run.some((each) => isGuard(each) || usesOtherwise(each, t)) || isJoined(sourceCode, last)) return undefined;
  const body = linesBehind(sourceCode, place.statement, last);
  if (!body || !areFreeAt(sourceCode, sleep.node, ["deadline", "attempt"])) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const lines = [
    `for (const deadline = Date.now() + ${timeout}; ; ) {`,
    `${indent}const attempt = await ${t}.try(async (${t}) => {`,
    ...body.map((line) => indented(line, indent + indent)),
    `${indent}})${end}`,
    `${indent}if (attempt.passed || Date.now() > deadline) {`,
    `${indent}${indent}attempt.commit()${end}`,
    `${indent}${indent}break${end}`,
    `${indent}}`,
    `${indent}attempt.discard()${end}`,
    `${indent}${restOf(sourceCode, sleep, assertionRest)}${end}`,
    "}",
  ];
  return { edits: [insteadOfSleep(sourceCode, place.statement, lines, last)], code: `${t}.try(…)` };
}

/** What a test is handed. */
function contextOf(test: TSESTree.CallExpression | TSESTree.NewExpression | undefined): string | undefined {
  const fn = test?.arguments.map((argument) => unwrap(argument)).find(isFunction);
  const [first] = fn?.params ?? [];
  return first && parameterName(first)?.name;
}

const plainAssertions: ReadonlySet<string> = new Set(["is", "not", "deepEqual", "notDeepEqual", "like", "true", "truthy", "false", "falsy", "regex", "notRegex", "assert", "context", "title"]);

/** True where a test's context does something else than to assert: it plans, takes a snapshot, is handed on. */
function usesOtherwise(statement: Node, t: string): boolean {
  return findNode(statement, (node) => node.type === "Identifier" && node.name === t && !(node.parent.type === "MemberExpression" && (node.parent.property === node || plainAssertions.has(memberName(node.parent) ?? "")))) !== undefined;
}
