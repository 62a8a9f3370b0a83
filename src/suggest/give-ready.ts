import { isFunction, keyName, unwrap } from "../ast.js";
import type { Begun } from "../startup.js";
import { type Edit, type File, indentOf, insertAt, statementOf } from "./edits.js";
import { waitFor } from "./wait-code.js";

/**
 * Adds a promise of readiness to the object of functions that is returned behind a start: `ready: once(server, "listening")`. Nobody awaits
 * it yet, so that a taken port ends the process as it did. Only in the same turn, where the object is a literal without a name or a declared
 * type for it, and what emits the event has a name of its own.
 */
export function giveReady(file: File, { node, subject, unit, gives }: Begun): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode, startup } = file;
  if (gives !== "handle" || !isFunction(unit) || unit.async || unit.generator || unit.returnType) return undefined;
  const place = statementOf(node);
  const last = place?.siblings.at(-1);
  const literal = last?.type === "ReturnStatement" && last.argument ? last.argument : undefined;
  if (literal?.type !== "ObjectExpression" || place?.statement === last) return undefined;
  const callee = unwrap(node.callee);
  const receiver = callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
  if (receiver?.type !== "Identifier" || startup.values.subjectOf(receiver)?.holder !== subject.holder || startup.emitterIn(subject.contract) !== "") return undefined;
  const end = literal.properties.at(-1);
  if (!end || literal.properties.some((property) => property.type === "SpreadElement" || keyName(property) === "ready")) return undefined;
  const wait = waitFor(file, subject.contract, receiver.name);
  if (!wait) return undefined;
  const code = `ready: ${wait.code.replace(/^await /, "")}`;
  const after = sourceCode.getTokenAfter(end);
  const hasComma = after?.value === ",";
  const gap = end.loc.end.line === literal.loc.end.line ? " " : `\n${indentOf(sourceCode, end)}`;
  const edit = hasComma ? insertAt(after.range[1], `${gap}${code},`) : insertAt(end.range[1], `,${gap}${code}`);
  return { edits: [...wait.edits, edit], code };
}
