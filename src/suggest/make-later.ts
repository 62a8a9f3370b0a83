import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, isInside } from "../ast.js";
import type { Late } from "../startup.js";
import { type Edit, type File, declaredBy, indentOf, insertAt, lineRangeOf, movedLines } from "./edits.js";
import { isSettledBefore, meanwhileOf, variablesIn } from "./meanwhile.js";
import { startOf } from "./wait-first.js";

/**
 * Moves what makes an emitter behind what is awaited, into the turn of its listeners. Only where nothing in between uses it, and what it is made of
 * stays the same.
 */
export function makeLater({ sourceCode }: File, late: Late): readonly Edit[] | undefined {
  const place = meanwhileOf(late);
  const { root, depth } = late.attachment.holder;
  if (!place || late.kind !== "lost" || depth > 0 || typeof root === "string" || !("identifiers" in root)) return undefined;
  const made = makingIn(place.first.parent, root.identifiers[0]);
  const siblings = (place.first.parent as TSESTree.BlockStatement).body as readonly Node[];
  if (!made || declaredBy(sourceCode, made).length !== 1) return undefined;
  const from = siblings.indexOf(made);
  const to = siblings.indexOf(place.second);
  const between = siblings.slice(from + 1, to);
  if (from < 0 || to < 0 || between.some((statement) => variablesIn(sourceCode, statement).has(root))) return undefined;
  if (!isSettledBefore(sourceCode, made, between) || hasAwait(made)) return undefined;
  const indent = indentOf(sourceCode, place.second);
  return [{ range: lineRangeOf(sourceCode, made), text: "" }, insertAt(startOf(sourceCode, place.second), `${movedLines(sourceCode, made, indent).trimStart()}\n${indent}`)];
}

function makingIn(block: Node | undefined, name: Node | undefined): Node | undefined {
  if ((block?.type !== "BlockStatement" && block?.type !== "Program") || !name) return undefined;
  const statement = block.body.find((each) => isInside(name, each));
  return statement?.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement : undefined;
}

function hasAwait(statement: Node): boolean {
  return statement.type === "VariableDeclaration" && statement.declarations[0].init?.type === "AwaitExpression";
}
