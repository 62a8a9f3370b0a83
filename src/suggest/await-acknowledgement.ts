import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, findNode, isFunction, literalText, parameterName, unwrap, wrapped } from "../ast.js";
import { acknowledgedByCallback } from "../contracts/handles.js";
import type { Guess } from "../guesses.js";
import { expressionOf } from "../order.js";
import { moduleOf } from "../sleeping/things.js";
import type { Wait } from "./await-started.js";
import { type File, hasLongToken, indentOf, insertAt } from "./edits.js";
import { areFreeAt, linesWithRemarks, sleepStatement, usesOwnThis, withoutSleep } from "./sleeps.js";
import { isTypeScript, styleOf } from "./style.js";

/** Waits until the other side has acknowledged what was asked directly before, by the callback that says so. */
export function awaitAcknowledgement(file: File, { sleep, beside }: Guess): Wait | undefined {
  const { sourceCode, filename } = file;
  const place = sleepStatement(file, sleep);
  const call = expressionOf(place?.previous);
  const last = call && acknowledged(file, call);
  if (!place?.canAwait || beside.length > 0 || call?.type !== "CallExpression" || !last) return undefined;
  const type = isTypeScript(filename) ? "<void>" : "";
  return {
    edits: [
      insertAt(wrapped(call).range[0], `await new Promise${type}((resolve, reject) => `),
      insertAt(last.range[1], ", (error) => (error ? reject(error) : resolve())"),
      insertAt(wrapped(call).range[1], ")"),
      withoutSleep(sourceCode, place.statement),
    ],
    code: `${sourceCode.getText(call.callee)}(…, (error) => …)`,
  };
}

/** What is written elsewhere may be the callback. */
function mayBeFunction(node: Node): boolean {
  const inner = unwrap(node);
  return isFunction(inner) || inner.type === "Identifier";
}

/** Lets the callback that acknowledges what was asked directly before a timer go on, in its place: with a failure to the test, or by throwing it. */
export function goOnWhenAcknowledged(file: File, { sleep, beside }: Guess): Wait | undefined {
  const { sourceCode } = file;
  const { form, node, call, continuation } = sleep;
  const { parent } = node;
  if (form !== "timer" || !continuation || beside.length > 0 || node.type !== "ExpressionStatement" || node.expression !== call || (parent?.type !== "BlockStatement" && parent?.type !== "Program")) return undefined;
  const asked = expressionOf(parent.body[parent.body.indexOf(node) - 1]);
  const last = asked && acknowledged(file, asked);
  const { body, params, range } = continuation;
  if (asked?.type !== "CallExpression" || !last || body.type !== "BlockStatement" || params.length > 0 || call.arguments.length > 2 || usesOwnThis(continuation) || !areFreeAt(sourceCode, node, ["error"]) || hasLongToken(sourceCode, continuation)) return undefined;
  const [first] = body.body;
  const [from] = linesWithRemarks(sourceCode, node);
  const isLost = sourceCode.getCommentsInside(call).some((comment) => comment.range[0] < range[0] || comment.range[1] > range[1]) || sourceCode.getCommentsBefore(node).some((comment) => comment.range[0] < from);
  if (!first || first.loc.start.line === body.loc.start.line || isLost || sourceCode.getTokenAfter(last)?.value !== ")" || findNode(body, (each) => each.type === "Identifier" && each.name === "error")) return undefined;
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const done = testEnd(file, node);
  const failed = done === undefined ? "throw error" : `return ${done}(error)`;
  return {
    edits: [
      { range: [last.range[1], body.range[0] + 1], text: `, ${continuation.async ? "async " : ""}(error) => {\n${indentOf(sourceCode, first)}if (error) ${failed}${end}` },
      { range: [body.range[1], node.range[1]], text: `)${end}` },
    ],
    code: `${sourceCode.getText(asked.callee)}(…, (error) => …)`,
  };
}

/** The last argument of a call that is acknowledged by a callback, and has none. */
function acknowledged({ sourceCode, startup }: File, call: Node): Node | undefined {
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return undefined;
  const { object } = call.callee;
  const last = call.arguments.at(-1);
  if (!last || call.arguments.some((each, i) => each.type === "SpreadElement" || (i > 0 && mayBeFunction(each)))) return undefined;
  const module = moduleOf(object, startup);
  const row = acknowledgedByCallback.find(({ method }) => method === calledName(call));
  const isKnown = module === undefined || module.startsWith(".") ? row?.address.test(sourceCode.text) && startup.calls.some(isListening) && startup.calls.some((each) => isItsOwn(each.callee) && calledName(each) === row.end) : row?.from.includes(module);
  return isKnown ? last : undefined;

  function isListening({ callee, arguments: [event, listener] }: CallNode): boolean {
    const fn = listener && unwrap(listener);
    return isItsOwn(callee) && event !== undefined && literalText(unwrap(event)) === row?.event && isFunction(fn) && fn.params.length > 1 && (row?.given.test((fn.params[0] && parameterName(fn.params[0])?.name) ?? "") ?? false);
  }

  function isItsOwn(callee: Node): boolean {
    return callee.type === "MemberExpression" && sourceCode.getText(callee.object) === sourceCode.getText(object);
  }
}

/** The function that the test around is handed to end it. */
function testEnd({ startup }: File, node: Node): string | undefined {
  for (let at: Node | undefined = node.parent; at; at = at.parent) {
    const call = isFunction(at) ? wrapped(at).parent : undefined;
    if (call?.type !== "CallExpression" || !isFunction(at) || startup.actions.of(call).kind !== "test") continue;
    const parameter: TSESTree.Parameter | undefined = at.params.at(-1);
    const name = parameter && parameterName(parameter)?.name;
    return /^(?:done|callback|cb|next)$/.test(name ?? "") ? name : undefined;
  }
  return undefined;
}

