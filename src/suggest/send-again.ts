import { calledName, findNode } from "../ast.js";
import { repeatableWrites } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { assertionIn } from "../sleeping/assertions.js";
import { canBeAskedAgain } from "./ask-again.js";
import { type File, indentOf, textOfLines } from "./edits.js";
import { deadlineFor, testPatience } from "./poll-code.js";
import { linesBehind, retryBlock } from "./retry-assertions.js";
import { type Resent, countsNothing, isRepeatable, sentBehind } from "./sent.js";
import { endOf, isJoined, isSleep, withoutSleep } from "./sleeps.js";

/**
 * Sends again until it has arrived, where a test sleeps for a connection that nothing tells of, sends, sleeps and asserts: in the place of
 * both sleeps. Only what may arrive twice: the assertions count nothing, and the test ends with them.
 */
export function sendAgain(file: File, guess: Guess): Resent | undefined {
  const { sourceCode, startup } = file;
  const sending = sentBehind(file, guess);
  // Each time that a file is written, who puts his work off until it is quiet waits anew: then what is asserted comes too late.
  if (!sending || repeatableWrites.test(calledName(sending.call))) return undefined;
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
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  const body = linesBehind(sourceCode, pause, last);
  const lines = timeout === undefined || sent.loc.start.line !== sent.loc.end.line || !body ? undefined : retryBlock(sourceCode, sleep, timeout, [sourceCode.getText(sent), ...body]);
  const comments = sourceCode.getCommentsBefore(pause).filter(({ loc }) => loc.start.line > sent.loc.end.line);
  if (!lines || comments.length > 1) return undefined;
  const indent = indentOf(sourceCode, sent);
  return {
    edits: [...lines.edits, withoutSleep(sourceCode, sending.sleep), { range: [sent.range[0], endOf(sourceCode, last)], text: textOfLines(lines.lines, indent) }],
    code: lines.code,
    call,
  };
}
