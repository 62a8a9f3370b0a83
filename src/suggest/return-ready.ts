import type { TSESTree } from "@typescript-eslint/utils";
import { findNode } from "../ast.js";
import type { Guess } from "../guesses.js";
import { statementAround } from "../order.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, codeOf } from "./edits.js";
import { onceOf } from "./import-name.js";
import { losesWords } from "./sleeps.js";
import { styleOf } from "./style.js";

/** Returns a promise of the event that says ready instead of one of a time. Only in the turn of the start, so that the event cannot be missed. */
export function returnReady({ sourceCode }: File, { sleep, started }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { node, form } = sleep;
  if (form !== "returned" || node.type !== "ReturnStatement" || !node.argument || !started?.ready || started.isAwaited || !started.name || !isPath(started.name)) return undefined;
  const begin = statementAround(started.call);
  if (begin?.parent !== node.parent || losesWords(sourceCode, node)) return undefined;
  const between = (node.parent as TSESTree.BlockStatement).body.filter((each) => each.range[0] >= begin.range[1] && each.range[1] <= node.range[0]);
  if (between.some((each) => findNode(each, (inner) => inner.type === "AwaitExpression"))) return undefined;
  const once = onceOf(sourceCode);
  if (!once) return undefined;
  const { quote } = styleOf(sourceCode);
  const isAwaited = node.argument.type === "AwaitExpression";
  const code = `${once.name}(${codeOf(sourceCode, started.name)}, ${quote}${started.ready}${quote})`;
  // What the caller gets stays as it was: nothing.
  return { edits: [...once.edits, { range: node.argument.range, text: isAwaited ? `void (await ${code})` : `${code}.then(() => undefined)` }], code };
}
