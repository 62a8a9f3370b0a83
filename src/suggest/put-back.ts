import type { TSESLint } from "@typescript-eslint/utils";
import { isFunction, memberName, unwrap, wrapped } from "../ast.js";
import type { AbortedSend, SwallowedSend } from "../drop.js";
import { isInLoop } from "../order.js";
import { isPath } from "./await-ready.js";
import { type Edit, indentOf, movedLines } from "./edits.js";
import { isNameAround } from "./failing.js";
import { isTypeScript, styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * Puts what was not delivered back to the front of its queue, and throws the failure. Only for `await send(…).catch(() => {})` as a
 * statement, or an awaited send in a `try` whose `catch` is empty; `error` and the names of queue and payload mean there what they meant.
 */
export function putBack(sourceCode: SourceCode, filename: string, send: Pick<AbortedSend, "call" | "taken" | "fate">): readonly Edit[] | undefined {
  return backIn(sourceCode, filename, send, "throw error");
}

function backIn(sourceCode: SourceCode, filename: string, { call, taken, fate }: Pick<AbortedSend, "call" | "taken" | "fate">, last: string): readonly Edit[] | undefined {
  const { swallower } = fate;
  if (!taken || !swallower || !isPath(taken.queue) || isNameAround(sourceCode, call, "error")) return undefined;
  // What `shift()` gives may be undefined: TypeScript lets it back only where it was tested.
  if (taken.kind === "one" && isTypeScript(filename) && !isTested(sourceCode, taken.name)) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const caught = last === "" ? "catch" : "catch (error)";
  const back = `${sourceCode.getText(taken.queue)}.unshift(${taken.kind === "many" ? "..." : ""}${taken.name})${end}`;
  const thrown = (inner: string) => (last === "" ? "" : `\n${inner}${last}${end}`);
  if (swallower.type === "TryStatement") {
    const { handler, block } = swallower;
    if (!handler || handler.param || handler.body.body.length > 0 || block.body.length !== 1 || sourceCode.getCommentsInside(handler).length > 0) return undefined;
    const outer = indentOf(sourceCode, swallower);
    return [{ range: handler.range, text: `${caught} {\n${outer}${indent}${back}${thrown(outer + indent)}\n${outer}}` }];
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
  return [{ range: statement.range, text: `try {\n${whole.slice(0, cut).trimEnd()}${end}\n${outer}} ${caught} {\n${outer}${indent}${back}${thrown(outer + indent)}\n${outer}}` }];
}

/**
 * The same where nobody would catch what is thrown. Only as the last act of a function that is in no loop with the delivery: what comes back
 * must not be taken again at once.
 */
export function keepUndelivered(sourceCode: SourceCode, filename: string, { call, taken, fate, heard }: SwallowedSend): readonly Edit[] | undefined {
  const { swallower } = fate;
  if (heard !== "byNone" || !swallower || isInLoop(call)) return undefined;
  const statement = swallower.type === "TryStatement" ? swallower : wrapped(swallower).parent?.parent;
  const { parent } = statement ?? {};
  const isLast = parent?.type === "BlockStatement" && parent.body.at(-1) === statement && isFunction(parent.parent) && !(swallower.type === "TryStatement" && swallower.finalizer);
  return isLast ? backIn(sourceCode, filename, { call, taken, fate }, "") : undefined;
}

/** True if some condition of the file tests the name by itself. */
function isTested(sourceCode: SourceCode, name: string): boolean {
  return new RegExp(`(?:if|while) \\(!?${name}(?: [!=]==? (?:undefined|null))?\\)|; ${name}(?: [!=]==? undefined)?;`).test(sourceCode.text);
}
