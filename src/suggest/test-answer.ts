import type { TSESLint } from "@typescript-eslint/utils";
import { wrapped } from "../ast.js";
import type { UnreadAnswer } from "../drop.js";
import { mention } from "../mention.js";
import type { Edit } from "./edits.js";
import { literalOf } from "./failing.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Throws when the answer is `false`. Only for a call that is a statement of its own, and awaited where it gives a promise; not where the rest must be done all the same. */
export function testAnswer(sourceCode: SourceCode, { call, negative, isImmediate, isAmongEnds, kind }: UnreadAnswer): readonly Edit[] | undefined {
  if (negative === "status" || kind === "maybeRefused" || kind === "emptied" || isAmongEnds) return undefined;
  const outer = wrapped(call);
  const awaited = outer.parent?.type === "AwaitExpression" ? outer.parent : undefined;
  if (!awaited && !isImmediate) return undefined;
  const expression = awaited ?? outer;
  const statement = expression.parent;
  if (statement?.type !== "ExpressionStatement" || (statement.parent.type !== "BlockStatement" && statement.parent.type !== "Program")) return undefined;
  const text = sourceCode.getText(expression);
  const thrown = literalOf(sourceCode, `${mention(sourceCode, call)} gave up`);
  const end = sourceCode.getText(statement).endsWith(";") ? ";" : "";
  return [{ range: [statement.range[0], statement.range[1]], text: `if (!${awaited ? `(${text})` : text}) throw new Error(${thrown})${end}` }];
}
