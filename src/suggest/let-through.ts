import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, memberName, unwrap } from "../ast.js";
import type { Fate } from "../drop/fate.js";
import { type Edit, indentOf } from "./edits.js";
import { literalOf } from "./failing.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * Lets a failure reach who awaits: without the `.catch(() => {})` that swallows it, with a `catch` that throws an error naming what was
 * lost, or without the fallback that a timeout gives. Only where somebody awaits it, and no comment is lost.
 */
export function letThrough(sourceCode: SourceCode, fate: Fate | undefined, delivery: string, fallback?: Node): readonly Edit[] | undefined {
  if (fallback) return !fate || (fate.isAwaited && fate.failure === "passed") ? withoutFallback(sourceCode, fallback) : undefined;
  const swallower = fate?.swallower;
  if (!swallower || !fate.isAwaited || fate.failure !== "swallowed") return undefined;
  return swallower.type === "CallExpression" ? withoutCatch(sourceCode, swallower) : throwing(sourceCode, swallower, delivery);
}

/** `promise.catch(() => {})` becomes `promise`. */
function withoutCatch(sourceCode: SourceCode, call: Node): readonly Edit[] | undefined {
  const callee = call.type === "CallExpression" ? unwrap(call.callee) : undefined;
  if (callee?.type !== "MemberExpression" || memberName(callee) !== "catch") return undefined;
  const range = [callee.object.range[1], call.range[1]] as const;
  const isCommented = sourceCode.getCommentsInside(call).some((comment) => comment.range[0] >= range[0]);
  return isCommented ? undefined : [{ range, text: "" }];
}

/** An empty `catch` throws; the cause goes along. */
function throwing(sourceCode: SourceCode, statement: Node, delivery: string): readonly Edit[] | undefined {
  if (statement.type !== "TryStatement" || !statement.handler || statement.handler.body.body.length > 0) return undefined;
  const { param, body } = statement.handler;
  if (sourceCode.getCommentsInside(statement.handler).length > 0 || (param && param.type !== "Identifier")) return undefined;
  const name = param ? param.name : "cause";
  const { indent, semicolons } = styleOf(sourceCode);
  const outer = indentOf(sourceCode, statement);
  const thrown = `throw new Error(${literalOf(sourceCode, `${delivery} did not deliver`)}, { ${name === "cause" ? "cause" : `cause: ${name}`} })${semicolons ? ";" : ""}`;
  const start = param ? body.range[0] : statement.handler.range[0];
  return [{ range: [start, body.range[1]], text: `${param ? "" : "catch (cause) "}{\n${outer}${indent}${thrown}\n${outer}}` }];
}

/** Takes an option, or a last argument, away. */
function withoutFallback(sourceCode: SourceCode, fallback: Node): readonly Edit[] | undefined {
  const { parent } = fallback;
  const list: readonly Node[] = parent?.type === "ObjectExpression" ? parent.properties : parent?.type === "CallExpression" ? parent.arguments : [];
  const at = list.indexOf(fallback);
  if (at < 0 || !parent || sourceCode.getCommentsInside(parent).length > 0) return undefined;
  // An object that holds nothing else goes with it.
  if (parent.type === "ObjectExpression" && list.length === 1) return withoutFallback(sourceCode, parent);
  const before = list[at - 1];
  const next = list[at + 1];
  return before ? [{ range: [before.range[1], fallback.range[1]], text: "" }] : next ? [{ range: [fallback.range[0], next.range[0]], text: "" }] : undefined;
}
