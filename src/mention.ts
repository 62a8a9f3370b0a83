import type { TSESLint } from "@typescript-eslint/utils";
import type { Node } from "./ast.js";

const longest = 60;

/** The code of `node` as it is quoted in a message: one line, the arguments of long calls left out. */
export function mention(sourceCode: Readonly<TSESLint.SourceCode>, node: Node): string {
  const text = oneLine(sourceCode.getText(node));
  if (text.length <= longest) return text;
  if (node.type === "CallExpression") {
    const callee = oneLine(sourceCode.getText(node.callee));
    if (callee.length < longest) return `${callee}(…)`;
  }
  return `${text.slice(0, longest - 1)}…`;
}

/** `on line 12`, or nothing where both ends stand on one line. */
export function onLine(of: Node, seenFrom: Node): string {
  return of.loc.start.line === seenFrom.loc.start.line ? "" : ` on line ${of.loc.start.line}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
