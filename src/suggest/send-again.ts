import { calledName, findNode } from "../ast.js";
import { repeatableWrites } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { assertionIn } from "../sleeping/assertions.js";
import { canBeAskedAgain } from "./ask-again.js";
import { type File, indentOf, textOfLines } from "./edits.js";
import { deadlineFor, growingBlock, restOf, testPatience } from "./poll-code.js";
import { linesBehind, retryBlock } from "./retry-assertions.js";
import { type Resent, countsNothing, isRepeatable, sentBehind } from "./sent.js";
import { endOf, isJoined, isSleep, sleepTimeOf, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * Sends again until it has arrived, where a test sleeps for a connection that nothing tells of, sends, sleeps and asserts: in the place of
 * both sleeps. Only what may arrive twice: the assertions count nothing, and the test ends with them.
 */
export function sendAgain(file: File, guess: Guess): Resent | undefined {
  const { sourceCode, startup } = file;
  const sending = sentBehind(file, guess);
  if (!sending) return undefined;
  const { statement: sent, call, next } = sending;
  const { sleep } = guess;
  const [pause, ...others] = next;
  if (!pause || !isSleep(file, pause)) return undefined;
  const end = others.findIndex((statement) => assertionIn(statement) !== "presence");
  const [asserted, rest] = end < 0 ? [others, []] : [others.slice(0, end), others.slice(end)];
  const last = asserted.at(-1);
  if (!last || isJoined(sourceCode, last) || !asserted.every((each) => canBeAskedAgain(each, startup.scopes) && countsNothing(each))) return undefined;
  // What is asserted or sent there could meet what has been sent again.
  if (rest.some((statement) => findNode(statement, (node) => (node.type === "ExpressionStatement" && assertionIn(node) !== undefined) || (node.type === "CallExpression" && (/^(?:expect|assert)/.test(calledName(node)) || isRepeatable(calledName(node))))) !== undefined)) return undefined;
  // Each time that a file is written, who puts his work off until it is quiet waits anew.
  const isWrite = repeatableWrites.test(calledName(call));
  const first = isWrite ? sleepTimeOf(file, pause) : undefined;
  const timeout = deadlineFor(sourceCode, sleep, Math.max(testPatience, 2 * (first ?? 0)));
  const body = linesBehind(sourceCode, pause, last);
  if (timeout === undefined || (isWrite && first === undefined) || sent.loc.start.line !== sent.loc.end.line || !body) return undefined;
  const lines = first === undefined ? retryBlock(sourceCode, sleep, timeout, [sourceCode.getText(sent), ...body]) : growingBlock(sourceCode, sleep, { timeout, first, body: [sourceCode.getText(sent), `${restOf(sourceCode, sleep, "pause")}${styleOf(sourceCode).semicolons ? ";" : ""}`, ...body] });
  const comments = sourceCode.getCommentsBefore(pause).filter(({ loc }) => loc.start.line > sent.loc.end.line);
  if (!lines || comments.length > 1) return undefined;
  const indent = indentOf(sourceCode, sent);
  return {
    edits: [...lines.edits, withoutSleep(sourceCode, sending.sleep), { range: [sent.range[0], endOf(sourceCode, last)], text: textOfLines(lines.lines, indent) }],
    code: lines.code,
    call,
  };
}
