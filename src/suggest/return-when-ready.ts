import { unwrap, wrapped } from "../ast.js";
import type { Begun } from "../startup.js";
import { type Edit, type File, indentOf, statementOf } from "./edits.js";
import { onceOf } from "./import-once.js";
import { styleOf } from "./style.js";

/** Keeps an async function's `return app.listen(…)` in a local, waits for it, and returns it then. */
export function returnWhenReady({ sourceCode }: File, { node, subject, unit }: Begun): readonly Edit[] | undefined {
  const place = statementOf(node);
  const { ready } = subject.contract;
  if (place?.statement.type !== "ReturnStatement" || place.statement.argument !== wrapped(node) || ready === "start") return undefined;
  if (unit.type === "Program" || !("async" in unit) || !unit.async) return undefined;
  const once = onceOf(sourceCode);
  const { names, quote } = styleOf(sourceCode);
  const receiver = node.callee.type === "MemberExpression" ? unwrap(node.callee.object) : undefined;
  const isOwn = typeof subject.holder.root === "object" && "identifiers" in subject.holder.root && receiver?.type === "Identifier" && subject.holder.depth === 0;
  const name = isOwn ? receiver.name : names.has("server") ? undefined : "server";
  if (!once || name === undefined) return undefined;
  const indent = indentOf(sourceCode, place.statement);
  const call = sourceCode.getText(node);
  const lines = [isOwn ? `${call};` : `const ${name} = ${call};`, `await ${once.name}(${name}, ${quote}${ready.event}${quote});`, `return ${name};`];
  return [...once.edits, { range: place.statement.range, text: lines.join(`\n${indent}`) }];
}
