import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, wrapped } from "../ast.js";
import type { EmptyWait, ExpiredFlag } from "../drop.js";
import type { Edit } from "./edits.js";
import { literalOf, rejecterOf } from "./failing.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Rejects where a timer gives nothing. Only where its `resolve()` stands as a statement or is the whole callback. */
export function rejectWhenLate(sourceCode: SourceCode, { node, executor, name }: EmptyWait): readonly Edit[] | undefined {
  const reject = rejecterOf(sourceCode, executor);
  const { parent } = wrapped(node);
  if (!reject || (parent?.type !== "ExpressionStatement" && parent?.type !== "ArrowFunctionExpression")) return undefined;
  return [...reject.edits, { range: node.range, text: `${reject.name}(new Error(${literalOf(sourceCode, `${name}: nothing came in time`)}))` }];
}

/** Throws where a job returns nothing because a flag is set. Only in an async job whose promise somebody gets. */
export function throwWhenExpired(sourceCode: SourceCode, { leaving, job }: ExpiredFlag): readonly Edit[] | undefined {
  const call = wrapped(job).parent;
  if (!job.async || call?.type !== "CallExpression" || !isHandedOn(call)) return undefined;
  const end = sourceCode.getText(leaving).endsWith(";") ? ";" : "";
  return [{ range: leaving.range, text: `throw new Error(${literalOf(sourceCode, "the job was not begun in time")})${end}` }];
}

/** True for a promise that is awaited or returned. */
function isHandedOn(call: Node): boolean {
  const { parent } = wrapped(call);
  return parent?.type === "AwaitExpression" || parent?.type === "ReturnStatement" || parent?.type === "ArrowFunctionExpression";
}
