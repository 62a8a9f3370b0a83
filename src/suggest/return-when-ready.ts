import { unwrap, wrapped } from "../ast.js";
import type { Begun } from "../startup.js";
import { type Edit, type File, indentOf, statementOf } from "./edits.js";
import { styleOf } from "./style.js";
import { constantFor, waitFor } from "./wait-code.js";

/** Keeps an async function's `return app.listen(…)` in a local, waits for it, and returns it then. */
export function returnWhenReady(file: File, { node, subject, row, unit }: Begun): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = statementOf(node);
  // A view that is returned is not what emits.
  if (typeof row.gives === "object" && "view" in row.gives) return undefined;
  if (place?.statement.type !== "ReturnStatement" || place.statement.argument !== wrapped(node)) return undefined;
  if (unit.type === "Program" || !("async" in unit) || !unit.async) return undefined;
  const { names } = styleOf(sourceCode);
  const receiver = node.callee.type === "MemberExpression" ? unwrap(node.callee.object) : undefined;
  const isOwn = typeof subject.holder.root === "object" && "identifiers" in subject.holder.root && receiver?.type === "Identifier" && subject.holder.depth === 0;
  const constant = constantFor(subject.contract);
  const name = isOwn ? receiver.name : names.has(constant) ? undefined : constant;
  const wait = name === undefined ? undefined : waitFor(file, subject.contract, name);
  if (!wait || name === undefined) return undefined;
  const indent = indentOf(sourceCode, place.statement);
  const call = sourceCode.getText(node);
  const lines = [isOwn ? `${call};` : `const ${name} = ${call};`, `${wait.code};`, `return ${name};`];
  return [...wait.edits, { range: place.statement.range, text: lines.join(`\n${indent}`) }];
}
