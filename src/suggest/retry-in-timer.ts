import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, wrapped } from "../ast.js";
import type { Guess } from "../guesses.js";
import { expressionOf, isGuard } from "../order.js";
import { runToRetry } from "./asserted-runs.js";
import { type Edit, type File, hasLongToken, indentOf, indented, linesWithout } from "./edits.js";
import { type Failing, endedBy, failingOf } from "./failing.js";
import { assertionRest, deadlineFor, testPatience, timerIn } from "./poll-code.js";
import { areFreeAt } from "./sleeps.js";
import { styleOf } from "./style.js";

/** Asks again until the assertions that a timer begins with hold, then goes on as it did; when the time is over, tells the test of the last failure. */
export function retryInTimer(file: File, { sleep }: Guess): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const { continuation, form, node } = sleep;
  if (form !== "timer" || continuation?.body.type !== "BlockStatement" || node.type !== "ExpressionStatement") return undefined;
  const { body } = reportingBlock(continuation.body) ?? continuation.body;
  const asserted = runToRetry(file, body);
  const [next] = body.slice(asserted?.length);
  const last = body.at(-1);
  const ending = next && last && findNode(continuation.body, (each) => each.range[0] >= next.range[0] && testFailingOf(file, each) !== undefined);
  const failing = ending && testFailingOf(file, ending);
  if (!asserted || !next || !last || !failing || asserted.some(isGuard)) return undefined;
  if (!areFreeAt(sourceCode, node, ["deadline", "ask", "error"]) || findNode(continuation.body, (each) => each.type === "ThisExpression")) return undefined;
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
    `${outer}const ask = ${continuation.async ? "async " : ""}() => {`,
    `${outer}${indent}try {`,
    // With the comments that stand among them.
    ...linesOf(sourceCode.text.slice(start, between.range[0]), outer + indent + indent),
    `${outer}${indent}} catch (error) {`,
    `${outer}${indent}${indent}if (Date.now() > deadline) ${failing.name}(error)${end}`,
    `${outer}${indent}${indent}else ${timerIn(sourceCode)}(ask, ${assertionRest})${end}`,
    `${outer}${indent}${indent}return${end}`,
    `${outer}${indent}}`,
    ...linesOf(sourceCode.text.slice(between.range[0], last.range[1]), outer + indent),
    `${outer}}${end}`,
    // Code behind the timer may begin what the assertions are about.
    isLast ? `${outer}ask()${end}` : `${outer}${timerIn(sourceCode)}(ask, ${assertionRest})${end}`,
  ].join("\n");
  return [...failing.edits, { range: node.range, text }];

  function linesOf(code: string, indentation: string): readonly string[] {
    return linesWithout(code.trim(), from).map((line) => indented(line, indentation));
  }
}

/** The block of `try { …; done(); } catch (error) { done(error); }`, or of the same with `resolve()` and `reject(error)`, where that is all there is. */
function reportingBlock({ body }: TSESTree.BlockStatement): TSESTree.BlockStatement | undefined {
  const [only] = body;
  if (body.length !== 1 || only?.type !== "TryStatement" || only.finalizer || !only.handler) return undefined;
  const { param, body: reported } = only.handler;
  const [report] = reported.body;
  const call = reported.body.length === 1 ? expressionOf(report) : undefined;
  const [given] = call?.type === "CallExpression" ? call.arguments : [];
  const isGiven = given?.type === "Identifier" && param?.type === "Identifier" && given.name === param.name;
  const done = expressionOf(only.block.body.at(-1));
  return isGiven && call?.type === "CallExpression" && done?.type === "CallExpression" && (calledName(call) === calledName(done) || (calledName(done) === "resolve" && calledName(call) === "reject")) ? only.block : undefined;
}

/** What fails a test when it is given an error, where a name is what ends it: `done` that it is handed, or the other half of the promise whose `resolve` it is. */
function testFailingOf(file: File, name: Node): Failing | undefined {
  const fn = name.type === "Identifier" ? endedBy(file, name) : undefined;
  const { actions, surroundings } = file.startup;
  const call = fn && wrapped(fn).parent;
  const isOfTest = call?.type === "CallExpression" ? actions.of(call).kind === "test" : surroundings.isTest();
  return fn && isOfTest && name.type === "Identifier" ? failingOf(file, fn, name.name) : undefined;
}
