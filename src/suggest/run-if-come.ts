import { isFunction, unwrap } from "../ast.js";
import type { Late } from "../startup.js";
import { type Edit, type File, indentOf, insertAt, statementOf } from "./edits.js";
import { isPath } from "./await-ready.js";
import { contains, eventWords, freshName, named } from "./meanwhile.js";
import { isTypeScript, styleOf } from "./style.js";

/** A handler that runs at once where its event has come. */
export interface AtOnce {
  readonly edits: readonly Edit[];
  /** What says that it has come. */
  readonly name: string;
}

/**
 * Runs the handler at once where the emitter says that its event has come, and attaches it where it has not: `if (signal.aborted) onAbort(); else …`.
 * Only for a handler that takes nothing from the event, or what the emitter keeps of it, in a statement of its own.
 */
export function runIfCome({ sourceCode, filename }: File, { attachment, at, row, kind }: Late): AtOnce | undefined {
  const { node, handler, target } = attachment;
  const listener = attachment.listener && unwrap(attachment.listener);
  const { statement, siblings = [] } = statementOf(at) ?? {};
  const told = kind === "lost" ? row?.told : undefined;
  const outcome = kind === "lazy" ? row?.outcome : undefined;
  if ((!told && !outcome) || at !== node || node.type !== "CallExpression" || attachment.promise || !listener || (told && !handler) || !isPath(target)) return undefined;
  if (!statement || statement.type !== "ExpressionStatement" || !siblings.includes(statement)) return undefined;
  const expression = unwrap(statement.expression);
  const isOptional = expression.type === "ChainExpression" || (node.callee.type === "MemberExpression" && node.callee.optional);
  if (unwrap(expression.type === "ChainExpression" ? expression.expression : expression) !== node) return undefined;
  if (handler && ((told && handler.params.length > 0) || handler.generator || (handler.type !== "ArrowFunctionExpression" && contains(handler.body, ({ type }) => type === "ThisExpression")))) return undefined;
  if (!isFunction(listener) && listener.type !== "Identifier") return undefined;
  // Where it stands, the emitter says of what type the parameters are.
  if (isFunction(listener) && isTypeScript(filename) && !listener.params.every((parameter) => "typeAnnotation" in parameter && parameter.typeAnnotation)) return undefined;
  const path = `${sourceCode.getText(target)}${isOptional ? "?" : ""}`;
  const name = outcome ? outcome.map((member) => `${path}.${member} !== null`).join(" || ") : `${path}.${told ?? ""}`;
  if (outcome && isOptional) return undefined;
  const taken = handler?.params.some(({ type }) => type === "RestElement") ? undefined : handler?.params.length;
  const given = (outcome ?? []).slice(0, taken).map((member) => `${path}.${member}`).join(", ");
  const indent = indentOf(sourceCode, statement);
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const on = isFunction(listener) ? freshName(sourceCode, named(`on ${eventWords(attachment.event).join(" ")}`)) : listener.name;
  const kept = isFunction(listener) ? `const ${on} = ${sourceCode.getText(listener)}${end}\n${indent}` : "";
  const first = insertAt(statement.range[0], `${kept}if (${name}) ${on}(${given})${end}\n${indent}else `);
  return { name, edits: isFunction(listener) ? [first, { range: listener.range, text: on }] : [first] };
}
