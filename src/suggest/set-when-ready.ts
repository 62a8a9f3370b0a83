import { isFunction, unwrap, wrapped } from "../ast.js";
import type { Begun } from "../startup.js";
import { bodyRange, type Edit, type File, contains, indentOf, insertAt, lineRangeOf, movedLines, statementOf, tokenBeforeEnd } from "./edits.js";
import { styleOf } from "./style.js";

/**
 * Moves the statement that sets a flag into the start's callback, with nothing else: what follows it may go on.
 * Only where the callback gets no error in any version, and the code between and behind does not look at the flag.
 */
export function setWhenReady({ sourceCode }: File, { node, flag, row, told, isGivenError }: Begun): readonly Edit[] | undefined {
  const to = statementOf(node);
  const from = flag && statementOf(flag);
  if (!flag || !to || !from || from.siblings !== to.siblings || !row.callback || isGivenError !== false) return undefined;
  if (from.statement.type !== "ExpressionStatement" || unwrap(from.statement.expression) !== flag || /\b(?:arguments|super|yield)\b/.test(sourceCode.getText(flag))) return undefined;
  const name = sourceCode.getText(flag.left);
  const rest = from.siblings.slice(from.siblings.indexOf(to.statement as never) + 1).filter((statement) => statement !== from.statement);
  if (rest.some((statement) => contains(statement, (each) => each.type === flag.left.type && sourceCode.getText(each) === name))) return undefined;
  if (node.arguments.some((argument) => argument.type === "SpreadElement") || wrapped(node).parent?.type === "AwaitExpression") return undefined;

  if (tokenBeforeEnd(sourceCode, from.statement)) return undefined;
  const [start, end] = lineRangeOf(sourceCode, from.statement);
  const removal: Edit = { range: [start, end], text: "" };
  const { semicolons, indent: step } = styleOf(sourceCode);
  const stop = semicolons ? ";" : "";
  const last = node.arguments.at(-1);
  const callback = last && unwrap(last);
  if (isFunction(callback)) {
    if (callback.type !== "ArrowFunctionExpression" && contains(flag, (each) => each.type === "ThisExpression")) return undefined;
    // A comment of the statement would be lost.
    if (sourceCode.text.slice(start, end).trim() !== sourceCode.getText(from.statement)) return undefined;
    if (callback.body.type !== "BlockStatement") return [{ range: bodyRange(sourceCode, callback), text: `{ ${sourceCode.getText(flag)}; ${sourceCode.getText(callback.body)}; }` }, removal];
    const [first] = callback.body.body;
    if (!first) return [{ range: callback.body.range, text: `{ ${sourceCode.getText(flag)}${stop} }` }, removal];
    const separator = first.loc.start.line === callback.body.loc.start.line ? "; " : `${stop}\n${indentOf(sourceCode, first)}`;
    return [insertAt(first.range[0], `${sourceCode.getText(flag)}${separator}`), removal];
  }
  const closing = sourceCode.getLastToken(node);
  if (!closing || told !== "none" || sourceCode.getTokenBefore(closing)?.value === ",") return undefined;
  if (row.callback.argument !== "last" && row.callback.argument !== node.arguments.length) return undefined;
  const outer = indentOf(sourceCode, to.statement);
  const body = movedLines(sourceCode, from.statement, outer + step);
  return [insertAt(closing.range[0], `${last ? ", " : ""}() => {\n${body}\n${outer}}`), removal];
}
