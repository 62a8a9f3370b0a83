import { type Node, unwrap } from "../ast.js";
import type { Late } from "../startup.js";
import { type Edit, type File, continuesLine } from "./edits.js";
import { contains, isTimed } from "./meanwhile.js";
import { endOf } from "./sleeps.js";
import { styleOf } from "./style.js";
import { hasAwait } from "./wait-first.js";

/**
 * `await Promise.all(children.map((child) => once(child, "exit")))`, for a loop that does nothing but wait for one after the other. Not for a wait that
 * awaits something itself, nor for one whose time begins with it.
 */
export function waitForAll({ sourceCode }: File, { attachment, cause }: Late): readonly Edit[] | undefined {
  const statement = cause.parent;
  const block = statement?.parent;
  const loop: Node | undefined = block?.type === "BlockStatement" && block.body.length === 1 ? block.parent : block;
  if (cause.type !== "AwaitExpression" || unwrap(cause.argument) !== attachment.promise || statement?.type !== "ExpressionStatement" || loop?.type !== "ForOfStatement" || sourceCode.getCommentsInside(loop).length > 0) return undefined;
  if ((loop.parent.type !== "BlockStatement" && loop.parent.type !== "Program") || hasAwait(cause.argument) || contains(cause.argument, isTimed)) return undefined;
  const [declarator] = loop.left.type === "VariableDeclaration" ? loop.left.declarations : [];
  const list = unwrap(loop.right);
  if (declarator?.id.type !== "Identifier" || list.type !== "Identifier") return undefined;
  const last = endOf(sourceCode, loop);
  // A block ends by itself; a call goes on with `(…)` and `[…]` on the next line.
  const isHazard = last === loop.range[1] && continuesLine(sourceCode.getTokenAfter(loop)?.value ?? "");
  const end = styleOf(sourceCode).semicolons || isHazard ? ";" : "";
  return [{ range: [loop.range[0], last], text: `await Promise.all(${list.name}.map((${declarator.id.name}) => ${sourceCode.getText(cause.argument)}))${end}` }];
}
