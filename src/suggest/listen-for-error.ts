import type { TSESTree } from "@typescript-eslint/utils";
import { findNode } from "../ast.js";
import { type Readiness, givesPromise } from "../startup.js";
import { isSilent } from "../telling.js";
import { callbackWith, failingBranchOf } from "./callback-with.js";
import { type Edit, type File, indentOf, lineRangeOf, movedLines, statementOf } from "./edits.js";
import { errorEmitterOf } from "./error-emitter.js";
import { styleOf } from "./style.js";

/**
 * Moves what a callback does about an error that it never gets into a listener for 'error'. Where that only logs, the process must still
 * end with a failure, as it did by the unhandled 'error'. Not for a promise's start: there a listener rejects.
 */
export function listenForError(file: File, { begun, callback, promise }: Readiness): readonly Edit[] | undefined {
  const { sourceCode, startup } = file;
  const [error] = callback?.params ?? [];
  const branch = callback && failingBranchOf(callback);
  const place = statementOf(begun.node);
  if (promise || !error || !branch || !place || startup.emitterIn(begun.subject.contract) !== "" || givesPromise(begun.row) || begun.row.gives === "nothing") return undefined;
  const statements: readonly TSESTree.Statement[] = branch.type === "BlockStatement" ? branch.body : [branch];
  const body = statements.filter((statement, i) => i < statements.length - 1 || statement.type !== "ReturnStatement" || statement.argument);
  const emitter = errorEmitterOf(file, begun, undefined);
  const rest = callbackWith(sourceCode, callback, "", body.map((statement) => lineRangeOf(sourceCode, statement)));
  const isBound = findNode(branch, ({ type }) => type === "AwaitExpression" || (type === "ThisExpression" && callback.type !== "ArrowFunctionExpression"));
  if (!emitter || !rest || body.length === 0 || isBound) return undefined;
  const { quote, indent: step, semicolons } = styleOf(sourceCode);
  const indent = indentOf(sourceCode, place.statement);
  const stop = semicolons ? ";" : "";
  const code = [`${emitter.name}.once(${quote}error${quote}, (${sourceCode.getText(error)}) => {`, ...body.map((statement) => movedLines(sourceCode, statement, indent + step))];
  if (body.every((statement) => statement.type !== "ThrowStatement" && isSilent(statement))) code.push(`${indent}${step}process.exitCode = 1${stop}`);
  return [...emitter.listening([`${code.join("\n")}\n${indent}})${stop}`]), ...rest];
}
