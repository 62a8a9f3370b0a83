import { isFunction, unwrap } from "../ast.js";
import type { Announcement } from "../lifecycle.js";
import { type Edit, type File, contains, indentOf, insertAt, lineRangeOf, movedLines, statementOf } from "./edits.js";

/** Moves what a message is tested for before the send that lets the peer go on: the next statement, or all that the send's callback does. */
export function setBeforeSend({ sourceCode }: File, { send, write }: Announcement): readonly Edit[] | undefined {
  const sent = statementOf(send);
  const statement = write.parent;
  if (sent?.statement.type !== "ExpressionStatement" || statement.type !== "ExpressionStatement" || contains(write, ({ type }) => type === "AwaitExpression")) return undefined;
  if (sourceCode.getCommentsInside(statement).length > 0) return undefined;
  const indent = indentOf(sourceCode, sent.statement);
  const before = (text: string) => insertAt(sent.statement.range[0], `${text}\n${indent}`);
  const position = sent.siblings.indexOf(sent.statement);
  if (sent.siblings[position + 1] === statement) return [before(movedLines(sourceCode, statement, indent).trimStart()), { range: lineRangeOf(sourceCode, statement), text: "" }];
  const callback = send.arguments.at(-1);
  if (!isFunction(callback) || callback.body.type !== "BlockStatement" || callback.body.body.length !== 1 || callback.body.body[0] !== statement || unwrap(sent.statement.expression) !== send) return undefined;
  const comma = sourceCode.getTokenBefore(callback);
  if (comma?.value !== "," || sourceCode.getCommentsInside(callback).length > 0) return undefined;
  return [before(sourceCode.getText(statement)), { range: [comma.range[0], callback.range[1]], text: "" }];
}
