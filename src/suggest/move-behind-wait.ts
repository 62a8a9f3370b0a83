import type { TSESLint } from "@typescript-eslint/utils";
import { type CallNode, type Node, isInside } from "../ast.js";
import type { Subject } from "../values.js";
import { contains, declaredBy, type Edit, type File, indentOf, insertAt, lineRangeOf, movedLines, statementOf } from "./edits.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * For a read that stands before the start: moves it, and the statements that use what it declares, behind the statement that waits for
 * readiness later in the same block. Only where nothing between uses what is moved.
 */
export function moveBehindWait({ sourceCode, startup }: File, read: Node, subject: Subject): readonly Edit[] | undefined {
  const place = statementOf(read);
  if (!place || (place.statement.type !== "ExpressionStatement" && place.statement.type !== "VariableDeclaration")) return undefined;
  const index = place.siblings.indexOf(place.statement);
  const waits = startup.waitsFor(subject.holder).map((node) => statementOf(node)?.statement);
  const target = place.siblings.slice(index + 1).find((statement) => waits.some((wait) => wait === statement));
  if (!target) return undefined;
  const between = place.siblings.slice(index + 1, place.siblings.indexOf(target) + 1);
  const moved: Node[] = [place.statement];
  for (const statement of between) if (usesDeclared(sourceCode, moved, statement)) moved.push(statement);
  const isTooMuch = moved.some((statement) => statement === target || (statement.type !== "ExpressionStatement" && statement.type !== "VariableDeclaration") || /\bawait\b/.test(sourceCode.getText(statement)));
  const starts = startup.startsOf(subject.holder);
  const passed = between.filter((statement) => !moved.includes(statement));
  if (passed.some((statement) => changes(statement, moved))) return undefined;
  if (isTooMuch || starts.some((call: CallNode) => moved.some((statement) => isInside(call, statement)))) return undefined;
  const indent = indentOf(sourceCode, target);
  const text = moved.map((statement) => `\n${movedLines(sourceCode, statement, indent)}`).join("");
  return [...moved.map((statement): Edit => ({ range: lineRangeOf(sourceCode, statement), text: "" })), insertAt(lineRangeOf(sourceCode, target)[1], text)];
}

/** True if a statement that is moved over may leave the block, or gives a name that is moved another value. */
function changes(statement: Node, moved: readonly Node[]): boolean {
  return contains(statement, (node) => {
    if (/^(?:Return|Throw|Break|Continue)Statement$/.test(node.type)) return true;
    const target = node.type === "AssignmentExpression" ? node.left : node.type === "UpdateExpression" ? node.argument : undefined;
    return target?.type === "Identifier" && moved.some((each) => contains(each, (used) => used.type === "Identifier" && used.name === target.name));
  });
}

function usesDeclared(sourceCode: SourceCode, moved: readonly Node[], statement: Node): boolean {
  return moved.some((each) => declaredBy(sourceCode, each).some((variable) => variable.references.some(({ identifier }) => isInside(identifier, statement))));
}
