import type { TSESLint } from "@typescript-eslint/utils";
import { isFunction, wrapped } from "../ast.js";
import type { Skipped } from "../drop.js";
import { type Edit, indentOf } from "./edits.js";
import { styleOf } from "./style.js";

/**
 * Makes a statement of the end, and one of the rejection behind it. Only where nobody reads what the expression gives: it is a statement, or
 * the whole of a function that is handed on as a listener would be.
 */
export function rejectAnyway(sourceCode: Readonly<TSESLint.SourceCode>, { node, ending, reject, asked }: Skipped): readonly Edit[] | undefined {
  const { semicolons, indent } = styleOf(sourceCode);
  const { parent } = wrapped(node);
  const end = semicolons ? ";" : "";
  if (sourceCode.getCommentsInside(node).length > 0) return undefined;
  const first = asked ? `if (${sourceCode.getText(asked)}) ${sourceCode.getText(ending)}${end}` : `${sourceCode.getText(ending)}${end}`;
  const second = `${sourceCode.getText(reject)}${end}`;
  if (parent?.type === "ExpressionStatement" && parent.parent.type === "BlockStatement") {
    return [{ range: parent.range, text: `${first}\n${indentOf(sourceCode, parent)}${second}` }];
  }
  if (!isFunction(parent) || wrapped(node) !== node) return undefined;
  const outer = indentOf(sourceCode, parent);
  const arrow = sourceCode.getTokenBefore(parent.body, (token) => token.value === "=>");
  if (!arrow) return undefined;
  return [{ range: [arrow.range[1], parent.range[1]], text: ` {\n${outer}${indent}${first}\n${outer}${indent}${second}\n${outer}}` }];
}
