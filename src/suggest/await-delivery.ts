import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, isFunction, isInside, unwrap } from "../ast.js";
import type { LostRace } from "../drop.js";
import { mention } from "../mention.js";
import { type Edit, insertAt, lineRangeOf } from "./edits.js";
import { hearsFailures, literalOf } from "./failing.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * Puts the delivery in the place of the race, so that nothing is given up. Only where one promise is raced against one timer,
 * and no comment stands in the race. Not where the program ends behind it: there it would not end any more.
 */
export function awaitDelivery(sourceCode: SourceCode, { limit, kind }: LostRace): readonly Edit[] | undefined {
  const [raced, ...others] = limit.raced;
  if (limit.kind === "choice" || kind !== "ignored" || !raced || others.length > 0 || limit.fallback) return undefined;
  const inner = unwrap(raced);
  if (inner.type === "ArrowFunctionExpression" || inner.type === "FunctionExpression") return undefined;
  if (sourceCode.getCommentsInside(limit.call).length > 0 || endsBehind(sourceCode, limit.call)) return undefined;
  const edits: Edit[] = [{ range: limit.call.range, text: sourceCode.getText(raced) }];
  const declaration = limit.timer && declarationOnlyFor(sourceCode, limit.timer);
  if (declaration) edits.push({ range: lineRangeOf(sourceCode, declaration), text: "" });
  return edits;
}

/** True where the program ends behind the race, in the same function: waiting must have a limit there. */
function endsBehind(sourceCode: SourceCode, call: Node): boolean {
  let end: Node = call;
  while (end.parent && !isFunction(end)) end = end.parent;
  const rest = sourceCode.text.slice(call.range[1], end.range[1]);
  return /process\s*\.\s*(?:exit|kill|abort)\b|\bDeno\.exit\b/.test(rest);
}

/** The declaration of a timer that nothing but the race reads. */
function declarationOnlyFor(sourceCode: SourceCode, timer: Node): Node | undefined {
  if (timer.type !== "Identifier") return undefined;
  const variable = sourceCode.scopeManager?.scopes.flatMap((scope) => scope.references).find(({ identifier }) => identifier === timer)?.resolved;
  const declarator = variable?.defs[0]?.node as Node | undefined;
  if (!variable || declarator?.type !== "VariableDeclarator" || declarator.parent.declarations.length !== 1) return undefined;
  const others = variable.references.filter(({ identifier }) => identifier !== timer && !isInside(identifier as Node, declarator));
  return others.length === 0 ? declarator.parent : undefined;
}

/** Lets the timer of a race throw an error that names what was not delivered. Only where somebody awaits the race. */
export function rejectInRace(sourceCode: SourceCode, { limit, delivery, fate, kind }: LostRace): readonly Edit[] | undefined {
  if (!limit.timer || limit.kind !== "race" || kind !== "ignored" || !hearsFailures(fate)) return undefined;
  const late = limit.delay?.type === "Literal" && typeof limit.delay.value === "number" ? `within ${limit.delay.value} ms` : "in time";
  const text = literalOf(sourceCode, `${mention(sourceCode, delivery)} did not deliver ${late}`);
  return [insertAt(limit.timer.range[1], `.then(() => { throw new Error(${text}); })`)];
}
