import { type Node, calledName, findNode, isFunction, unwrap } from "../ast.js";
import { askingWords } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { expressionOf, withoutAwait } from "../order.js";
import { wordsOf } from "../words.js";
import { canBeAskedAgain } from "./ask-again.js";
import { type File, hasLongToken, indentOf, indented, linesWithout, textOfLines } from "./edits.js";
import { deadlineFor, restOf, testPatience } from "./poll-code.js";
import { sendsOrWaits } from "./send-until-arrived.js";
import { type Resent, countsNothing, sentBehind } from "./sent.js";
import { areFreeAt, endOf, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";

// How long the first pause is, in ms.
const firstPause = 100;

/**
 * Sends, or writes, again until what a function of the file's own asks for is so: `await waitFor(() => lines.some(isMine));`. It is left to tell when the time
 * is over. Only for a question that changes and counts nothing.
 */
export function sendUntilSeen(file: File, guess: Guess): Resent | undefined {
  const { sourceCode, startup } = file;
  const sending = sentBehind(file, guess);
  if (!sending || hasLongToken(sourceCode, sending.statement)) return undefined;
  const { statement: sent, call, next } = sending;
  const [asking, ...rest] = next;
  const question = asking && questionOf(asking);
  const timeout = deadlineFor(sourceCode, guess.sleep, testPatience);
  if (!question || timeout === undefined || !canBeAskedAgain(question, startup.scopes) || !countsNothing(question) || !rest.every(countsNothing) || rest.some(sendsOrWaits)) return undefined;
  const text = sourceCode.getText(question);
  if (text.includes("\n") || !areFreeAt(sourceCode, guess.sleep.node, ["pause", "deadline"])) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const outer = indentOf(sourceCode, sent);
  const asked = question.type === "CallExpression" || question.type === "Identifier" || question.type === "MemberExpression" ? text : `(${text})`;
  const lines = [
    `for (let pause = ${firstPause}, deadline = Date.now() + ${timeout}; ; pause *= 2) {`,
    ...linesWithout(sourceCode.text.slice(sent.range[0], endOf(sourceCode, sent)), outer).map((line) => indented(line, indent)),
    `${indent}${restOf(sourceCode, guess.sleep, "pause")}${end}`,
    `${indent}if (${asked} || Date.now() > deadline) break${end}`,
    "}",
  ];
  return { edits: [withoutSleep(sourceCode, sending.sleep), { range: [sent.range[0], endOf(sourceCode, sent)], text: textOfLines(lines, outer) }], code: "a loop whose pauses grow", call };
}

/** What a statement asks again until it is so: `a.isOpen` of `const isOpen = await waitFor(() => a.isOpen);`. */
function questionOf(statement: Node): Node | undefined {
  const [only] = statement.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement.declarations : [];
  const expression = only ? only.init : expressionOf(statement);
  if (expression?.type !== "AwaitExpression") return undefined;
  const call = withoutAwait(expression);
  const [first] = call.type === "CallExpression" && wordsOf(calledName(call)).some((word) => askingWords.has(word)) ? call.arguments : [];
  const fn = first && unwrap(first);
  if (!fn || !isFunction(fn) || fn.async || fn.params.length > 0 || fn.body.type === "BlockStatement") return undefined;
  const isAssertion = findNode(fn.body, (node) => node.type === "Identifier" && /^(?:expect|assert|should)/.test(node.name)) !== undefined;
  return isAssertion ? undefined : fn.body;
}
