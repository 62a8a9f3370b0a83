import type { Begun } from "../startup.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, indentOf, insertAt, statementOf } from "./edits.js";
import { styleOf } from "./style.js";

/** Ends the process on a server's 'error', as Node does where nobody keeps it from that; before the start, for a named server. */
export function exitOnError({ sourceCode }: File, { node, row }: Begun): readonly Edit[] | undefined {
  const place = statementOf(node);
  const receiver = node.callee.type === "MemberExpression" ? node.callee.object : undefined;
  if (!place || !receiver || row.gives !== "self" || !isPath(receiver)) return undefined;
  const { quote, indent: step } = styleOf(sourceCode);
  const indent = indentOf(sourceCode, place.statement);
  const lines = [`${sourceCode.getText(receiver)}.on(${quote}error${quote}, (error) => {`, `${step}console.error(error);`, `${step}process.exit(1);`, "});", ""];
  return [insertAt(place.statement.range[0], lines.join(`\n${indent}`))];
}
