import { type Node, calledName, isFunction, unwrap, wrapped } from "../ast.js";
import type { Announcement } from "../lifecycle.js";
import { type Edit, type File, contains, indentOf, insertAt, lineRangeOf, movedLines, statementOf } from "./edits.js";

/** Moves what a message is tested for before the send that lets the peer go on: the next statement, or all that the send's callback does. */
export function setBeforeSend({ sourceCode }: File, { send, write }: Announcement): readonly Edit[] | undefined {
  const sent = statementOf(send);
  const statement = write.parent;
  if (sent?.statement.type !== "ExpressionStatement" || statement.type !== "ExpressionStatement" || contains(write, ({ type }) => type === "AwaitExpression")) return undefined;
  if (sourceCode.getCommentsInside(statement).length > 0) return undefined;
  const indent = indentOf(sourceCode, sent.statement);
  const chained = thenOf(send, statement);
  if (chained) {
    const { call, body } = chained;
    if (sourceCode.getCommentsInside(call).length > 0) return undefined;
    return [insertAt(sent.statement.range[0], body.map((each) => `${movedLines(sourceCode, each, indent).trimStart()}\n${indent}`).join("")), { range: [wrapped(send).range[1], call.range[1]], text: "" }];
  }
  const before = (text: string) => insertAt(sent.statement.range[0], `${text}\n${indent}`);
  const position = sent.siblings.indexOf(sent.statement);
  if (sent.siblings[position + 1] === statement) return [before(movedLines(sourceCode, statement, indent).trimStart()), { range: lineRangeOf(sourceCode, statement), text: "" }];
  const callback = send.arguments.at(-1);
  if (!isFunction(callback) || callback.body.type !== "BlockStatement" || callback.body.body.length !== 1 || callback.body.body[0] !== statement || unwrap(sent.statement.expression) !== send) return undefined;
  const comma = sourceCode.getTokenBefore(callback);
  if (comma?.value !== "," || sourceCode.getCommentsInside(callback).length > 0) return undefined;
  return [before(sourceCode.getText(statement)), { range: [comma.range[0], callback.range[1]], text: "" }];
}

/** `send(x).then(() => { … })`, if all that is done there is to keep names: the call of `then`, and what it does. */
function thenOf(send: Node, statement: Node): { readonly call: Node; readonly body: readonly Node[] } | undefined {
  const member = wrapped(send).parent;
  const call = member?.type === "MemberExpression" && member.object === wrapped(send) ? member.parent : undefined;
  const fn = call?.type === "CallExpression" && calledName(call) === "then" && call.arguments.length === 1 ? call.arguments[0] : undefined;
  if (!call || !isFunction(fn) || fn.async || fn.params.length > 0 || fn.body.type !== "BlockStatement" || !fn.body.body.includes(statement as never)) return undefined;
  const isKept = (each: Node) => each.type === "ExpressionStatement" && each.expression.type === "AssignmentExpression" && each.expression.operator === "=" && unwrap(each.expression.right).type === "Identifier";
  return fn.body.body.every((each) => isKept(each) || each === statement) ? { call, body: fn.body.body } : undefined;
}
