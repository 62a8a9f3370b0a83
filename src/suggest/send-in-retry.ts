import { type FunctionNode, type Node, isFunction, unwrap } from "../ast.js";
import { pollingCalls } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { expressionOf } from "../order.js";
import { type File, hasLongToken, indentOf, insertAt, linesWithout } from "./edits.js";
import { linksOf } from "./links.js";
import { deadlineFor, testPatience } from "./poll-code.js";
import { type Resent, countsNothing, sentBehind } from "./sent.js";
import { endOf, withoutSleep } from "./sleeps.js";
import { modulesOf } from "./test-module.js";

/**
 * Moves what a test sends behind the sleep into what asks for its arrival again and again, so that it is sent again, too: `publish("a");
 * await vi.waitFor(() => { expect(heard).toHaveBeenCalled(); });`. Only what may arrive twice: the assertions count nothing, and none follow.
 */
export function sendInRetry(file: File, guess: Guess): Resent | undefined {
  const { sourceCode } = file;
  const sending = sentBehind(file, guess);
  if (!sending || hasLongToken(sourceCode, sending.statement)) return undefined;
  const { statement: sent, call, next } = sending;
  const [asking, ...rest] = next;
  const retried = asking && retriedIn(file, asking);
  const timeout = deadlineFor(sourceCode, guess.sleep, testPatience);
  if (!retried || timeout === undefined || retried.body.type !== "BlockStatement") return undefined;
  const [first] = retried.body.body;
  if (!first || first.loc.start.line === retried.body.loc.start.line || ![...retried.body.body, ...rest].every(countsNothing) || sourceCode.getCommentsBefore(asking).length > 0) return undefined;
  const isAwaited = expressionOf(sent)?.type === "AwaitExpression";
  const inner = indentOf(sourceCode, first);
  const lines = linesWithout(sourceCode.text.slice(sent.range[0], endOf(sourceCode, sent)), indentOf(sourceCode, sent));
  return {
    edits: [
      withoutSleep(sourceCode, sending.sleep),
      { range: [sent.range[0], asking.range[0]], text: "" },
      ...(isAwaited && !retried.async ? [insertAt(retried.range[0], "async ")] : []),
      // It has the time of the sleep as well.
      insertAt(retried.range[1], `, { timeout: ${timeout} }`),
      insertAt(first.range[0], `${lines.join(`\n${inner}`)}\n${inner}`),
    ],
    code: sourceCode.getText(asking).split("(")[0]?.replace(/^await /, "") ?? "",
    call,
  };
}

/** The function that a statement asks again until it no longer throws: `await vi.waitFor(() => { … });` */
function retriedIn({ sourceCode }: File, statement: Node): FunctionNode | undefined {
  const outer = expressionOf(statement);
  const asked = outer?.type === "AwaitExpression" ? unwrap(outer.argument) : undefined;
  const [first, ...options] = asked?.type === "CallExpression" ? asked.arguments : [];
  const fn = first && unwrap(first);
  const name = asked && linksOf(asked).map((link) => link.name ?? "").join(".");
  const modules = modulesOf(sourceCode);
  const isRetry = name !== undefined && /waitFor$/.test(name) && pollingCalls.some(({ from, call }) => from !== "" && modules.some((module) => module.startsWith(from)) && call.test(name));
  return isRetry && options.length === 0 && fn && isFunction(fn) && fn.params.length === 0 ? fn : undefined;
}
