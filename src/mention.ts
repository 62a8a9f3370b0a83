import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, unwrap } from "./ast.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

const longest = 60;

/** The code of `node` as it is quoted in a message: one line; what is long in a call is left out from the inside. */
export function mention(sourceCode: SourceCode, node: Node): string {
  const text = oneLine(sourceCode, node);
  if (text.length <= longest) return text;
  const short = shortened(sourceCode, unwrap(node));
  return short.length <= longest ? short : `${short.slice(0, longest - 1)}…`;
}

function shortened(sourceCode: SourceCode, node: Node): string {
  switch (node.type) {
    case "CallExpression":
    case "NewExpression": {
      const callee = shortened(sourceCode, unwrap(node.callee));
      return `${node.type === "NewExpression" ? "new " : ""}${callee}(${node.arguments.length > 0 ? "…" : ""})`;
    }
    case "MemberExpression":
      return `${shortened(sourceCode, unwrap(node.object))}${node.computed ? `[${oneLine(sourceCode, node.property)}]` : `.${oneLine(sourceCode, node.property)}`}`;
    default:
      return oneLine(sourceCode, node);
  }
}

/** ` on line 12`, or nothing where both ends stand on one line. */
export function onLine(of: Node, seenFrom: Node): string {
  return of.loc.start.line === seenFrom.loc.start.line ? "" : ` on line ${of.loc.start.line}`;
}

/** The place that is marked for a call: a line of it, since the functions it is given may be long; in a chain the line with the name of the method. */
export function firstLineOf(node: Node): TSESTree.SourceLocation {
  const { end } = node.loc;
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : node;
  const named = callee.type === "MemberExpression" && callee.property.loc.start.line > node.loc.start.line ? callee.property : node;
  const { start } = named.loc;
  return start.line === end.line ? { start, end } : { start, end: { line: start.line + 1, column: 0 } };
}

/** The place that is marked for code of a few lines: all of it, or its first line where it is longer. */
export function fewLinesOf(node: Node): TSESTree.SourceLocation {
  return node.loc.end.line - node.loc.start.line < 8 ? node.loc : firstLineOf(node);
}

function oneLine(sourceCode: SourceCode, node: Node): string {
  return (node.type === "Identifier" ? node.name : sourceCode.getText(node)).replace(/\s+/g, " ");
}

/** How a delay reads in a sentence: `in 100 ms`, `after ms`; `in time` or `after a while` where the code does not say. */
export function duration(sourceCode: SourceCode, delay: Node | undefined, word: "in" | "after"): string {
  const inner = delay && unwrap(delay);
  if (inner?.type === "Literal" && typeof inner.value === "number") return `${word} ${inner.value} ms`;
  if (inner?.type === "Literal" && typeof inner.value === "string") return `${word} ${inner.value}`;
  if (inner?.type === "Identifier" || inner?.type === "MemberExpression") return `${word} \`${mention(sourceCode, inner)}\` ms`;
  return word === "in" ? "in time" : "after a while";
}
