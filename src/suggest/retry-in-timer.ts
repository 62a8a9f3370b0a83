import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isFunction, wrapped } from "../ast.js";
import type { Guess } from "../guesses.js";
import { expressionOf } from "../order.js";
import { isGuard, runToRetry } from "./asserted-runs.js";
import { type Edit, type File, hasLongToken, indentOf, indented, linesWithout } from "./edits.js";
import { assertionRest, deadlineFor, testPatience, timerIn } from "./poll-code.js";
import { areFreeAt } from "./sleeps.js";
import { styleOf } from "./style.js";

/** Asks again until the assertions that a timer begins with hold, then goes on as it did; when the time is over, tells the test of the last failure. */
export function retryInTimer(file: File, { sleep }: Guess): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const { continuation, form, node } = sleep;
  if (form !== "timer" || continuation?.body.type !== "BlockStatement" || node.type !== "ExpressionStatement" || continuation.async) return undefined;
  const { body } = reportingBlock(continuation.body) ?? continuation.body;
  const asserted = runToRetry(file, body);
  const [next] = body.slice(asserted?.length);
  const last = body.at(-1);
  const done = next && last && findNode(continuation.body, (each) => each.type === "Identifier" && each.range[0] >= next.range[0] && endsTest(file, each));
  if (!asserted || !next || !last || done?.type !== "Identifier" || asserted.some(isGuard)) return undefined;
  if (!areFreeAt(sourceCode, node, ["deadline", "ask", "error"]) || findNode(continuation.body, (each) => each.type === "ThisExpression" || each.type === "AwaitExpression")) return undefined;
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  if (timeout === undefined || hasLongToken(sourceCode, continuation)) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const outer = indentOf(sourceCode, node);
  const end = semicolons ? ";" : "";
  const from = indentOf(sourceCode, next);
  const start = sourceCode.getTokenBefore(asserted[0] as Node)?.range[1] ?? continuation.body.range[0] + 1;
  const { parent } = node;
  const isLast = parent.type !== "BlockStatement" || parent.body.at(-1) === node;
  const between = sourceCode.getCommentsBefore(next)[0] ?? next;
  const text = [
    `const deadline = Date.now() + ${timeout}${end}`,
    `${outer}const ask = () => {`,
    `${outer}${indent}try {`,
    // With the comments that stand among them.
    ...linesOf(sourceCode.text.slice(start, between.range[0]), outer + indent + indent),
    `${outer}${indent}} catch (error) {`,
    `${outer}${indent}${indent}if (Date.now() > deadline) ${done.name}(error)${end}`,
    `${outer}${indent}${indent}else ${timerIn(sourceCode)}(ask, ${assertionRest})${end}`,
    `${outer}${indent}${indent}return${end}`,
    `${outer}${indent}}`,
    ...linesOf(sourceCode.text.slice(between.range[0], last.range[1]), outer + indent),
    `${outer}}${end}`,
    // Code behind the timer may begin what the assertions are about.
    isLast ? `${outer}ask()${end}` : `${outer}${timerIn(sourceCode)}(ask, ${assertionRest})${end}`,
  ].join("\n");
  return [{ range: node.range, text }];

  function linesOf(code: string, indentation: string): readonly string[] {
    return linesWithout(code.trim(), from).map((line) => indented(line, indentation));
  }
}

/** The block of `try { …; done(); } catch (error) { done(error); }`, where that is all there is. */
function reportingBlock({ body }: TSESTree.BlockStatement): TSESTree.BlockStatement | undefined {
  const [only] = body;
  if (body.length !== 1 || only?.type !== "TryStatement" || only.finalizer || !only.handler) return undefined;
  const { param, body: reported } = only.handler;
  const [report] = reported.body;
  const call = reported.body.length === 1 ? expressionOf(report) : undefined;
  const [given] = call?.type === "CallExpression" ? call.arguments : [];
  const isGiven = given?.type === "Identifier" && param?.type === "Identifier" && given.name === param.name;
  const done = expressionOf(only.block.body.at(-1));
  return isGiven && call?.type === "CallExpression" && done?.type === "CallExpression" && calledName(call) === calledName(done) ? only.block : undefined;
}

/** True for the function that a test is handed to end it: given an error, the test has failed. */
function endsTest({ startup }: File, callee: Node): boolean {
  const definition = startup.scopes.variableOf(callee)?.defs[0];
  const test = definition?.type === "Parameter" ? definition.node : undefined;
  const call = test && isFunction(test) ? wrapped(test).parent : undefined;
  return call?.type === "CallExpression" && startup.actions.of(call).kind === "test";
}
