import { wrapped } from "../ast.js";
import type { Late } from "../startup.js";
import { type File, codeOf, indentOf, insertAt, lineRangeOf, movedLines } from "./edits.js";
import { freshName, isSettledBefore, isThereBefore, meanwhileOf, named } from "./meanwhile.js";
import { styleOf } from "./style.js";
import { type EarlierWait, startOf } from "./wait-first.js";

/** Asks for an iterator before what lets its first values pass: it keeps them until somebody iterates. */
export function askFirst({ sourceCode }: File, late: Late): EarlierWait | undefined {
  const { at, attachment } = late;
  const place = meanwhileOf(late);
  if (!place || at !== attachment.node || attachment.listener || !isThereBefore(sourceCode, late, place.between) || !isSettledBefore(sourceCode, at, place.between)) return undefined;
  const { first, second } = place;
  const start = startOf(sourceCode, first);
  const indent = indentOf(sourceCode, first);
  const { parent } = wrapped(at);
  if (second.type === "ForOfStatement" && second.await && parent === second) {
    const name = freshName(sourceCode, named(attachment.event, "events"));
    const end = styleOf(sourceCode).semicolons ? ";" : "";
    return { name, edits: [insertAt(start, `const ${name} = ${sourceCode.getText(at)}${end}\n${indent}`), { range: at.range, text: name }] };
  }
  if (second.type !== "VariableDeclaration" || second.declarations.length !== 1 || parent !== second.declarations[0] || attachment.promise) return undefined;
  return { name: codeOf(sourceCode, second.declarations[0].id), edits: [insertAt(start, `${movedLines(sourceCode, second, indent).trimStart()}\n${indent}`), { range: lineRangeOf(sourceCode, second), text: "" }] };
}
