import { type Node, unwrap } from "../ast.js";
import type { Late } from "../startup.js";
import type { Edit, File } from "./edits.js";
import { styleOf } from "./style.js";

/** `await Promise.all(children.map((child) => once(child, "exit")))`, for a loop that does nothing but wait for one after the other. */
export function waitForAll({ sourceCode }: File, { attachment, cause }: Late): readonly Edit[] | undefined {
  const statement = cause.parent;
  const block = statement?.parent;
  const loop: Node | undefined = block?.type === "BlockStatement" && block.body.length === 1 ? block.parent : block;
  if (cause.type !== "AwaitExpression" || unwrap(cause.argument) !== attachment.promise || statement?.type !== "ExpressionStatement" || loop?.type !== "ForOfStatement" || loop.parent.type === "LabeledStatement" || sourceCode.getCommentsInside(loop).length > 0) return undefined;
  const [declarator] = loop.left.type === "VariableDeclaration" ? loop.left.declarations : [];
  const list = unwrap(loop.right);
  if (declarator?.id.type !== "Identifier" || list.type !== "Identifier") return undefined;
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  return [{ range: loop.range, text: `await Promise.all(${list.name}.map((${declarator.id.name}) => ${sourceCode.getText(cause.argument)}))${end}` }];
}
