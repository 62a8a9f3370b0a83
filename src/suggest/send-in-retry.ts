import { type FunctionNode, type Node, calledName, isFunction, keyName, unwrap } from "../ast.js";
import { pollingCalls, repeatableWrites } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { expressionOf, statementsOf } from "../order.js";
import { type Edit, type File, bodyRange, edited, hasLongToken, indentOf, insertAt, linesWithout, textOfLines } from "./edits.js";
import { linksOf } from "./links.js";
import { deadlineFor, growingBlock, testPatience } from "./poll-code.js";
import { sendsOrWaits } from "./send-until-arrived.js";
import { type Resent, type Sent, countsNothing, sentBehind } from "./sent.js";
import { endOf, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";
import { modulesOf } from "./test-module.js";

/**
 * Moves what a test sends behind the sleep into what asks for its arrival again and again, so that it is sent again, too: `publish("a");
 * await vi.waitFor(() => { expect(heard).toHaveBeenCalled(); });`. Only what may arrive twice: the assertions count nothing, and none follow.
 */
export function sendInRetry(file: File, guess: Guess): Resent | undefined {
  const { sourceCode } = file;
  const sending = sentBehind(file, guess);
  if (!sending || hasLongToken(sourceCode, sending.statement)) return undefined;
  const { call, next } = sending;
  const [asking, ...rest] = next;
  const retried = asking && retriedIn(file, asking);
  if (!retried || ![retried.fn.body, ...rest].every(countsNothing) || rest.some(sendsOrWaits) || sourceCode.getCommentsBefore(asking).length > 0) return undefined;
  const code = sourceCode.getText(asking).split("(")[0]?.replace(/^await /, "") ?? "";
  const isWrite = repeatableWrites.test(calledName(call));
  const edits = isWrite || retried.options ? sendThenAsk(file, guess, sending, asking, retried) : moveInto(file, guess, sending, asking, retried.fn);
  return edits && { edits: [withoutSleep(sourceCode, sending.sleep), ...edits], code, call };
}

/** Moves what is sent into the function that is asked again. */
function moveInto({ sourceCode }: File, { sleep }: Guess, { statement: sent }: Sent, asking: Node, fn: FunctionNode): readonly Edit[] | undefined {
  const { body } = fn;
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  const [first] = statementsOf(fn);
  if (timeout === undefined || !first || hasLongToken(sourceCode, body)) return undefined;
  const isAwaited = expressionOf(sent)?.type === "AwaitExpression";
  const { indent, semicolons } = styleOf(sourceCode);
  const outer = indentOf(sourceCode, asking);
  const isOnLine = first.loc.start.line === fn.loc.start.line;
  const inner = isOnLine ? outer + indent : indentOf(sourceCode, first);
  const lines = linesWithout(sourceCode.text.slice(sent.range[0], endOf(sourceCode, sent)), indentOf(sourceCode, sent));
  const moved = `${lines.join(`\n${inner}`)}\n${inner}`;
  if (isOnLine && (fn.loc.start.line !== fn.loc.end.line || (body.type === "BlockStatement" && body.body.length > 1) || sourceCode.getCommentsInside(fn).length > 0)) return undefined;
  const asserted = sourceCode.getText(first);
  return [
    { range: [sent.range[0], asking.range[0]], text: "" },
    ...(isAwaited && !fn.async ? [insertAt(fn.range[0], "async ")] : []),
    // It has the time of the sleep as well.
    insertAt(fn.range[1], `, { timeout: ${timeout} }`),
    isOnLine ? { range: bodyRange(sourceCode, fn), text: `{\n${inner}${moved}${asserted}${semicolons && !asserted.endsWith(";") ? ";" : ""}\n${outer}}` } : insertAt(first.range[0], moved),
  ];
}

/** Sends, and asks for a time that grows, again and again: a file that is written too often is never quiet, and the time of its own may be short. */
function sendThenAsk({ sourceCode }: File, { sleep }: Guess, { statement: sent }: Sent, asking: Node, { fn, options, timeout: own }: Retried): readonly Edit[] | undefined {
  const timeout = deadlineFor(sourceCode, sleep, Math.max(testPatience, own ?? 0));
  if (timeout === undefined || hasLongToken(sourceCode, asking)) return undefined;
  const told = { range: options ? options.range : ([fn.range[1], fn.range[1]] as const), text: `${options ? "" : ", "}{ timeout: pause }` };
  const indent = indentOf(sourceCode, asking);
  const body = [sourceCode.text.slice(sent.range[0], endOf(sourceCode, sent)), edited(sourceCode, asking, [told])].flatMap((code) => linesWithout(code, indent));
  const block = growingBlock(sourceCode, sleep, { timeout, first: firstPause, body });
  return block && [{ range: [sent.range[0], endOf(sourceCode, asking)], text: textOfLines(block.lines, indent) }];
}

// How long the first of them is, in ms.
const firstPause = 100;

/** What a statement asks again. */
interface Retried {
  readonly fn: FunctionNode;
  /** What it is told of its time, and that. */
  readonly options: Node | undefined;
  readonly timeout: number | undefined;
}

/** The function that a statement asks again until it no longer throws: `await vi.waitFor(() => { … });` */
function retriedIn({ sourceCode }: File, statement: Node): Retried | undefined {
  const outer = expressionOf(statement);
  const asked = outer?.type === "AwaitExpression" ? unwrap(outer.argument) : undefined;
  const [first, options, ...others] = asked?.type === "CallExpression" ? asked.arguments : [];
  const fn = first && unwrap(first);
  const name = asked && linksOf(asked).map((link) => link.name ?? "").join(".");
  const modules = modulesOf(sourceCode);
  const isRetry = name !== undefined && /waitFor$/.test(name) && pollingCalls.some(({ from, call }) => from !== "" && modules.some((module) => module.startsWith(from)) && call.test(name));
  const timeout = options && onlyTimeout(options);
  return isRetry && others.length === 0 && (!options || timeout !== undefined) && fn && isFunction(fn) && fn.params.length === 0 ? { fn, options, timeout } : undefined;
}

/** `5000` of `{ timeout: 5000 }` */
function onlyTimeout(node: Node): number | undefined {
  const [only, ...others] = node.type === "ObjectExpression" ? node.properties : [];
  const isTimeout = only?.type === "Property" && keyName(only) === "timeout" && others.length === 0;
  return isTimeout && only.value.type === "Literal" && typeof only.value.value === "number" ? only.value.value : undefined;
}
