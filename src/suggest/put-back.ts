import type { TSESLint } from "@typescript-eslint/utils";
import { memberName, unwrap, wrapped } from "../ast.js";
import type { AbortedSend } from "../drop.js";
import { isPath } from "./await-ready.js";
import { type Edit, indentOf, movedLines } from "./edits.js";
import { isNameAround } from "./failing.js";
import { isTypeScript, styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * Puts what was not delivered back to the front of its queue, and throws the failure. Only for `await send(…).catch(() => {})` as a
 * statement, or an awaited send in a `try` whose `catch` is empty; `error` and the names of queue and payload mean there what they meant.
 */
export function putBack(sourceCode: SourceCode, filename: string, { call, taken, fate }: AbortedSend): readonly Edit[] | undefined {
  const { swallower } = fate;
  if (!taken || !swallower || !isPath(taken.queue) || isNameAround(sourceCode, call, "error")) return undefined;
  // What `shift()` gives may be undefined: TypeScript lets it back only where it was tested.
  if (taken.kind === "one" && isTypeScript(filename) && !isTested(sourceCode, taken.name)) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const back = `${sourceCode.getText(taken.queue)}.unshift(${taken.kind === "many" ? "..." : ""}${taken.name})${end}`;
  if (swallower.type === "TryStatement") {
    const { handler, block } = swallower;
    if (!handler || handler.param || handler.body.body.length > 0 || block.body.length !== 1 || sourceCode.getCommentsInside(handler).length > 0) return undefined;
    const outer = indentOf(sourceCode, swallower);
    return [{ range: handler.range, text: `catch (error) {\n${outer}${indent}${back}\n${outer}${indent}throw error${end}\n${outer}}` }];
  }
  const awaited = wrapped(swallower).parent;
  const statement = awaited?.type === "AwaitExpression" && awaited.parent.type === "ExpressionStatement" ? awaited.parent : undefined;
  const callee = swallower.type === "CallExpression" ? unwrap(swallower.callee) : undefined;
  if (!statement || statement.parent.type !== "BlockStatement" || callee?.type !== "MemberExpression" || memberName(callee) !== "catch" || callee.object !== call) return undefined;
  if (sourceCode.getCommentsInside(statement).length > 0) return undefined;
  const outer = indentOf(sourceCode, statement);
  const send = movedLines(sourceCode, statement, outer + indent).split("\n");
  const whole = send.join("\n");
  const cut = whole.lastIndexOf(".catch");
  if (cut < 0) return undefined;
  return [{ range: statement.range, text: `try {\n${whole.slice(0, cut).trimEnd()}${end}\n${outer}} catch (error) {\n${outer}${indent}${back}\n${outer}${indent}throw error${end}\n${outer}}` }];
}

/** True if some condition of the file tests the name by itself. */
function isTested(sourceCode: SourceCode, name: string): boolean {
  return new RegExp(`(?:if|while) \\(!?${name}(?: [!=]==? (?:undefined|null))?\\)|; ${name}(?: [!=]==? undefined)?;`).test(sourceCode.text);
}
