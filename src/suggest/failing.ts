import type { TSESLint } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, isFunction, parameterName } from "../ast.js";
import type { Fate } from "../drop/fate.js";
import { addedParameter, type Edit } from "./edits.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** True where a failure of the promise reaches somebody who awaits it. */
export function hearsFailures({ isAwaited, failure }: Fate): boolean {
  return isAwaited && (failure === "passed" || failure === "told");
}

/** A text as a string literal of the file's style. */
export function literalOf(sourceCode: SourceCode, text: string): string {
  const { quote } = styleOf(sourceCode);
  const other = quote === "'" ? '"' : "'";
  const flat = text.replace(/\\/g, "\\\\").replace(/\s+/g, " ");
  return flat.includes(quote) && !flat.includes(other) ? `${other}${flat}${other}` : `${quote}${flat.replaceAll(quote, `\\${quote}`)}${quote}`;
}

/** How an executor's `reject` is called, and the edit that adds it where the executor has none; undefined where the name is taken. */
export function rejecterOf(sourceCode: SourceCode, executor: FunctionNode): { readonly name: string; readonly edits: readonly Edit[] } | undefined {
  const [resolve, reject] = executor.params;
  const known = reject && parameterName(reject)?.name;
  if (known !== undefined) return { name: known, edits: [] };
  if (reject || !resolve || parameterName(resolve) === undefined || mentions(sourceCode, executor, "reject")) return undefined;
  return { name: "reject", edits: addedParameter(sourceCode, resolve, "reject") };
}

/** True if the function around a node uses this name for something of its own. */
export function isNameAround(sourceCode: SourceCode, node: Node, name: string): boolean {
  let around: Node = node;
  while (around.parent && !isFunction(around)) around = around.parent;
  return sourceCode.getTokens(around).some((token) => token.value === name && sourceCode.getTokenBefore(token)?.value !== ".");
}

function mentions(sourceCode: SourceCode, node: Node, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(sourceCode.getText(node));
}
