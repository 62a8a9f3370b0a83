import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, findNode, isFunction, unwrap, wrapped } from "../ast.js";
import type { Guess } from "../guesses.js";
import { isInLoop, statementsOf } from "../order.js";
import { msOf } from "../sleeping/sleeps.js";
import { isCounted } from "./ask-again.js";
import { type Edit, type File, continuesLine, hasLongToken, indentOf, insertAt } from "./edits.js";
import { literalOf } from "./failing.js";
import { type Handling, handlingOf } from "./handling-ends.js";
import { deadlineFor, patience, testPatience } from "./poll-code.js";
import { type Resent, sentBy } from "./sent.js";
import { areFreeAt, linesWithRemarks, timerAlone, usesOwnThis } from "./sleeps.js";
import { styleOf } from "./style.js";

// At longer intervals a test would be over before it has sent again.
const longestInterval = 1_000;

/**
 * Sends at intervals where a timer sends once, and a listener attached before ends the test when it has come: `sub.on("message", () => done());
 * setTimeout(() => pub.send("x"), 100);`. In a script the listener closes what it is sent with. What comes again is passed over; nothing may be counted.
 */
export function sendUntilHandled(file: File, { sleep, evidence }: Guess): Resent | undefined {
  const { sourceCode, startup } = file;
  const { continuation, call, form } = sleep;
  const timer = timerAlone(sleep)?.statement;
  const ms = msOf(sleep);
  if (!timer || form !== "timer" || !continuation || evidence === "effect" || ms === undefined || ms > longestInterval || isCounted(sourceCode) || isInLoop(timer)) return undefined;
  const [only, ...others] = statementsOf(continuation);
  const sent = only && others.length === 0 ? sentBy(only) : undefined;
  const isPlain = unwrap(call.callee).type === "Identifier" && !continuation.generator && continuation.params.length === 0 && !usesOwnThis(continuation);
  const isTest = startup.surroundings.isTest();
  if (!only || !sent || !isPlain || (!isTest && timer.parent.type !== "Program")) return undefined;
  const handling = handlingOf(file, timer, sent, isTest);
  const timeout = deadlineFor(sourceCode, sleep, isTest ? testPatience : patience);
  const handled = handling && passedOver(file, handling);
  if (!handling || !handled || timeout === undefined || counts(unitAround(timer))) return undefined;
  const { statement, marks } = handling;
  if (![timer, only, statement, ...marks].every((node) => areFreeAt(sourceCode, node, ["arrived", "deadline", "sending", "setInterval", "clearInterval"]))) return undefined;
  const { semicolons, indent } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const outer = indentOf(sourceCode, timer);
  // What stands above without a semicolon would go on with the line that is added.
  if (!semicolons && [timer, statement].some((each) => continuesLine(sourceCode.getText(each)))) return undefined;
  const { body } = continuation;
  const isBlock = body.type === "BlockStatement";
  if (isBlock ? body.loc.start.line === only.loc.start.line : hasLongToken(sourceCode, body)) return undefined;
  const inner = isBlock ? indentOf(sourceCode, only) : outer + indent;
  const steps = isTest
    ? [`if (arrived || Date.now() > deadline) clearInterval(sending)${end}`, "else "]
    : [`if (arrived) clearInterval(sending)${end}`, `else if (Date.now() > deadline) throw new Error(${literalOf(sourceCode, "nothing has arrived in time")})${end}`, "else "];
  const open = steps.join(`\n${inner}`);
  const [from] = linesWithRemarks(sourceCode, timer);
  return {
    edits: [
      insertAt(statement.range[0], `let arrived = false${end}\n${indentOf(sourceCode, statement)}`),
      ...handled,
      { range: [from, call.callee.range[1]], text: `const deadline = Date.now() + ${timeout}${end}\n${outer}const sending = setInterval` },
      ...(isBlock ? [insertAt(only.range[0], open)] : [insertAt(body.range[0], `{\n${inner}${open}`), insertAt(body.range[1], `${end}\n${outer}}`)]),
    ],
    code: "`setInterval`",
    call: sent,
  };
}

/** The edits that let a listener note that what it ends has come, and pass over what comes again. */
function passedOver({ sourceCode }: File, { handler, marks, isOnce }: Handling): readonly Edit[] | undefined {
  const { semicolons, indent } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const guard = isOnce ? [] : [`if (arrived) return${end}`];
  const { body } = handler;
  const [first] = statementsOf(handler);
  if (!first) return undefined;
  if (body.type !== "BlockStatement") {
    const outer = indentOf(sourceCode, body);
    const lines = [...guard, `arrived = true${end}`, `${sourceCode.getText(body)}${end}`].map((line) => `\n${outer}${indent}${line}`);
    return hasLongToken(sourceCode, body) || body.loc.start.line !== body.loc.end.line ? undefined : [{ range: body.range, text: `{${lines.join("")}\n${outer}}` }];
  }
  const added = [...guard.map((line) => [first, line] as const), ...marks.map((mark) => [mark, `arrived = true${end}`] as const)];
  if (added.some(([before]) => before.parent?.loc.start.line === before.loc.start.line || (!semicolons && continuesLine(sourceCode.getText(before))))) return undefined;
  return added.map(([before, line]) => insertAt(before.range[0], `${line}\n${indentOf(sourceCode, before)}`));
}

/** The outermost function around a node, but for those of groups of tests; the program where there is none. */
function unitAround(node: Node): Node {
  let unit = node;
  for (let at = node.parent; at; at = at.parent) {
    const user = isFunction(at) ? wrapped(at).parent : undefined;
    if (at.type === "Program" && !isFunction(unit)) return at;
    if (isFunction(at) && !(user?.type === "CallExpression" && /^(?:describe|suite|context)/.test(nameOfCallee(user)))) unit = at;
  }
  return unit;
}

function nameOfCallee({ callee }: TSESTree.CallExpression): string {
  const inner = unwrap(callee);
  return inner.type === "Identifier" ? inner.name : inner.type === "MemberExpression" && inner.object.type === "Identifier" ? inner.object.name : "";
}

/** True for code that counts, or collects what comes. */
function counts(code: Node): boolean {
  return findNode(code, (node) => {
    if (node.type === "UpdateExpression") return node.parent.type !== "ForStatement";
    if (node.type === "AssignmentExpression") return node.operator !== "=";
    return node.type === "Identifier" && /^(?:\w*[cC]alledTimes|\w*[cC]alled(?:Once|Twice|Thrice)\w*|callCount|toHaveLength|lengthOf|push|unshift|concat|plan)$/.test(node.name);
  }) !== undefined;
}
