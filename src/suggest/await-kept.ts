import { type Node, unitOf, wrapped } from "../ast.js";
import { catchingTry } from "../order.js";
import type { Begun } from "../startup.js";
import { asyncContextOf } from "./async-context.js";
import type { Repair } from "./await-ready.js";
import { type File, statementBehind, statementOf } from "./edits.js";

/**
 * Awaits a promise that is kept in a constant, directly behind its declaration, in a unit that can await as it is.
 * Only where that unit awaits or returns it later, and its failure goes where it went: what handles it otherwise would get none.
 */
export function awaitKept(file: File, { aftermath }: Begun): Repair | undefined {
  const { sourceCode, startup } = file;
  const promise = aftermath?.promise;
  if (!promise) return undefined;
  const unit = unitOf(promise);
  const place = statementOf(promise);
  if (!place || asyncContextOf(file, unit)?.edits.length !== 0) return undefined;
  const around = catchingTry(promise);
  const goesOn = (use: Node) => {
    const { parent } = wrapped(use);
    const isWait = parent?.type === "AwaitExpression" || (parent?.type === "ReturnStatement" && !around);
    return isWait && unitOf(use) === unit && catchingTry(use) === around;
  };
  const uses = startup.scopes.variableOf(promise)?.references.filter((reference) => reference.isRead()) ?? [];
  const code = `await ${promise.name}`;
  return uses.every(({ identifier }) => goesOn(identifier as Node)) ? { edits: [statementBehind(sourceCode, place.statement, code)], code, exported: undefined } : undefined;
}
