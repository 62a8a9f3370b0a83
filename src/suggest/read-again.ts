import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, unwrap } from "../ast.js";
import { questionVerbs } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { wordsOf } from "../words.js";
import type { Edit, File } from "./edits.js";
import { deadlineFor, patience, pollLines } from "./poll-code.js";
import { insteadOfSleep, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";
import { withoutAwait } from "../order.js";

/**
 * Reads again and again what was read before, until it is there, instead of once behind a sleep:
 * `let pid = read(); if (!pid) { spawn(…); await sleep(1000); pid = read(); }`.
 */
export function readAgain(file: File, { sleep }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const next = place?.next[0];
  if (!place?.canAwait || next?.type !== "ExpressionStatement") return undefined;
  const read = unwrap(next.expression);
  if (read.type !== "AssignmentExpression" || read.operator !== "=" || read.left.type !== "Identifier") return undefined;
  const { line } = place.statement.loc.end;
  if (sourceCode.getCommentsBefore(next).some(({ loc }) => loc.start.line > line)) return undefined;
  const test = absenceTested(place.statement, read.left.name);
  const code = sourceCode.getText(read.right);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!test || !isReadBefore(file, read, code) || timeout === undefined) return undefined;
  const { quote } = styleOf(sourceCode);
  const lines = pollLines(sourceCode, sleep, { timeout, test: sourceCode.getText(test), step: sourceCode.getText(read), problem: `${quote}${read.left.name} is not there in time${quote}` });
  return lines && { edits: [insteadOfSleep(sourceCode, place.statement, lines, next)], code };
}

/** Asks again, until it is so, what a start was made for not being so: `if (!(await isRunning())) { spawn(…); await sleep(500); }`. */
export function askAgainIfSo(file: File, { sleep, started }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const block = place?.statement.parent;
  const around = block?.parent;
  if (!place?.canAwait || place.next.length > 0 || !started || started.isAwaited || around?.type !== "IfStatement" || around.consequent !== block) return undefined;
  const test = unwrap(around.test);
  const asked = test.type === "UnaryExpression" && test.operator === "!" ? unwrap(test.argument) : undefined;
  const call = asked && withoutAwait(asked);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!asked || call?.type !== "CallExpression" || !questionVerbs.has(wordsOf(calledName(call))[0] ?? "") || timeout === undefined) return undefined;
  const { quote } = styleOf(sourceCode);
  const lines = pollLines(sourceCode, sleep, { timeout, test: sourceCode.getText(test), problem: `${quote}${calledName(call)}() is still false${quote}` });
  return lines && { edits: [insteadOfSleep(sourceCode, place.statement, lines)], code: sourceCode.getText(asked) };
}

/** The test that a name is not there yet, of the `if` whose branch a statement stands in. */
function absenceTested(statement: Node, name: string): Node | undefined {
  const around = statement.parent?.parent;
  if (around?.type !== "IfStatement" || around.consequent !== statement.parent) return undefined;
  const test = unwrap(around.test);
  const isName = (node: Node) => unwrap(node).type === "Identifier" && (unwrap(node) as TSESTree.Identifier).name === name;
  if (test.type === "UnaryExpression") return test.operator === "!" && isName(test.argument) ? test : undefined;
  if (test.type !== "BinaryExpression" || !/^===?$/.test(test.operator) || !isName(test.left)) return undefined;
  const other = unwrap(test.right);
  return (other.type === "Identifier" && other.name === "undefined") || (other.type === "Literal" && other.value === null) ? test : undefined;
}

/** True where the name was given the same call before, outside. */
function isReadBefore({ sourceCode, startup }: File, { left, right }: TSESTree.AssignmentExpression, code: string): boolean {
  const called = withoutAwait(right);
  const variable = startup.scopes.variableOf(left);
  const first = variable?.defs[0]?.node as Node | undefined;
  return called.type === "CallExpression" && first?.type === "VariableDeclarator" && first.init !== null && sourceCode.getText(first.init) === code;
}
