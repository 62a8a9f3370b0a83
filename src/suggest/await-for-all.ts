import type { TSESTree } from "@typescript-eslint/utils";
import { isInside, unwrap } from "../ast.js";
import type { Competition } from "../lifecycle.js";
import { type Edit, type File, continuesLine, indentOf, insertAt, lineRangeOf, movedLines } from "./edits.js";

/**
 * Moves the wait that only the first caller comes to behind its `if`: every caller waits. Only for the last statement of an `if` without
 * `else`, which awaits by its name one promise that the code around the function keeps: to wait for it again starts nothing.
 */
export function awaitForAll({ sourceCode, startup: { scopes } }: File, { kind, test, wait, fn }: Competition): readonly Edit[] | undefined {
  const awaited = wait.type === "AwaitExpression" ? unwrap(wait.argument) : undefined;
  const statement = wait.parent;
  if (kind === "twice" || awaited?.type !== "Identifier" || statement?.type !== "ExpressionStatement") return undefined;
  const variable = scopes.variableOf(awaited);
  const declaration = variable?.defs[0]?.parent as TSESTree.Node | null | undefined;
  if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "const" || isInside(declaration, fn)) return undefined;
  const block = statement.parent;
  const guard = block.type === "BlockStatement" ? block.parent : undefined;
  if (block.type !== "BlockStatement" || guard?.type !== "IfStatement" || guard.consequent !== block || guard.alternate || !isInside(test, guard.test)) return undefined;
  if (block.body.length < 2 || block.body.at(-1) !== statement || guard.parent.type !== "BlockStatement") return undefined;
  if (sourceCode.getCommentsInside(statement).length > 0 || statement.loc.start.line === block.loc.end.line || statement.loc.start.line === block.body.at(-2)?.loc.end.line) return undefined;
  // Without a semicolon a line that begins with a bracket would go on with it.
  const next = sourceCode.getTokenAfter(guard);
  if (sourceCode.getLastToken(statement)?.value !== ";" && next && continuesLine(next.value)) return undefined;
  const indent = indentOf(sourceCode, guard);
  return [{ range: lineRangeOf(sourceCode, statement), text: "" }, insertAt(guard.range[1], `\n${indent}${movedLines(sourceCode, statement, indent).trimStart()}`)];
}
