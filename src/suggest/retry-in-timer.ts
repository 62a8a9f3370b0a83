import { type Node, findNode, isFunction, unwrap, wrapped } from "../ast.js";
import type { Guess } from "../guesses.js";
import { assertionIn } from "../sleeping/assertions.js";
import { canBeAskedAgain, isCounted } from "./ask-again.js";
import { type Edit, type File, indentOf } from "./edits.js";
import { assertionRest, deadlineFor, testPatience, timerIn } from "./poll-code.js";
import { areFree } from "./sleeps.js";
import { styleOf } from "./style.js";

/** Asks again until assertions in a timer hold, then calls the test's `done`; when the time is over, with the last failure. */
export function retryInTimer(file: File, { sleep }: Guess): readonly Edit[] | undefined {
  const { sourceCode, startup } = file;
  const { continuation, form, node } = sleep;
  if (form !== "timer" || continuation?.body.type !== "BlockStatement" || node.type !== "ExpressionStatement" || continuation.async) return undefined;
  const { body } = continuation.body;
  const last = body.at(-1);
  const asserted = body.slice(0, -1);
  const done = last?.type === "ExpressionStatement" ? unwrap(last.expression) : undefined;
  if (done?.type !== "CallExpression" || done.arguments.length > 0 || done.callee.type !== "Identifier" || !endsTest(file, done.callee)) return undefined;
  if (asserted.length === 0 || !asserted.every((each) => assertionIn(each) === "presence" && canBeAskedAgain(each, startup.scopes))) return undefined;
  if (isCounted(sourceCode) || !areFree(sourceCode, ["deadline", "ask", "error"]) || findNode(continuation.body, (each) => each.type === "ThisExpression" || each.type === "AwaitExpression")) return undefined;
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  if (timeout === undefined || sourceCode.getTokens(continuation).some(({ loc }) => loc.start.line !== loc.end.line)) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const outer = indentOf(sourceCode, node);
  const end = semicolons ? ";" : "";
  const from = indentOf(sourceCode, asserted[0] as Node);
  // With the comments that stand among them.
  const inside = sourceCode.text.slice(continuation.body.range[0] + 1, last?.range[0]).trim();
  const lines = inside.split("\n").map((line) => (line.trim() === "" ? "" : `${outer}${indent}${indent}${line.startsWith(from) ? line.slice(from.length) : line.trimStart()}`.trimEnd()));
  const text = [
    `const deadline = Date.now() + ${timeout}${end}`,
    `${outer}const ask = () => {`,
    `${outer}${indent}try {`,
    ...lines,
    `${outer}${indent}} catch (error) {`,
    `${outer}${indent}${indent}if (Date.now() > deadline) ${done.callee.name}(error)${end}`,
    `${outer}${indent}${indent}else ${timerIn(sourceCode)}(ask, ${assertionRest})${end}`,
    `${outer}${indent}${indent}return${end}`,
    `${outer}${indent}}`,
    `${outer}${indent}${done.callee.name}()${end}`,
    `${outer}}${end}`,
    `${outer}ask()${end}`,
  ].join("\n");
  return [{ range: node.range, text }];
}

/** True for the function that a test is handed to end it: given an error, the test has failed. */
function endsTest({ startup }: File, callee: Node): boolean {
  const definition = startup.scopes.variableOf(callee)?.defs[0];
  const test = definition?.type === "Parameter" ? definition.node : undefined;
  const call = test && isFunction(test) ? wrapped(test).parent : undefined;
  return call?.type === "CallExpression" && startup.actions.of(call).kind === "test";
}
