import { type Begun, givesPromise, givesView } from "../startup.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, indentOf, insertAt, statementOf } from "./edits.js";
import { styleOf } from "./style.js";

/** Ends the process on a server's 'error', as Node does where nobody keeps it from that: before the start for a named server, else chained to it. */
export function exitOnError({ sourceCode }: File, { node, row }: Begun): readonly Edit[] | undefined {
  const place = statementOf(node);
  if (!place || givesPromise(row) || row.gives === "nothing") return undefined;
  const { quote, indent: step, semicolons } = styleOf(sourceCode);
  const stop = semicolons ? ";" : "";
  const indent = indentOf(sourceCode, place.statement);
  const lines = [`.on(${quote}error${quote}, (error) => {`, `${step}console.error(error)${stop}`, `${step}process.exit(1)${stop}`, "})"];
  const receiver = node.callee.type === "MemberExpression" && (row.gives === "self" || givesView(row)) ? node.callee.object : undefined;
  if (receiver && isPath(receiver)) return [insertAt(place.statement.range[0], `${sourceCode.getText(receiver)}${lines.join(`\n${indent}`)}${stop}\n${indent}`)];
  return node.type === "CallExpression" && !givesView(row) ? [insertAt(node.range[1], lines.join(`\n${indent}`))] : undefined;
}
