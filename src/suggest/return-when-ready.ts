import { type FunctionNode, type Node, isFunction, unwrap, wrapped } from "../ast.js";
import { type Begun, givesView } from "../startup.js";
import { bodyRange, type Edit, type File, indentOf, separatorAt, statementOf } from "./edits.js";
import { styleOf } from "./style.js";
import { constantFor, waitFor } from "./wait-code.js";

/** Keeps an async function's `return app.listen(…)` in a local, waits for it, and returns it then; a test hook's becomes the wait itself. */
export function returnWhenReady(file: File, { node, subject, row, unit }: Begun): readonly Edit[] | undefined {
  const { sourceCode, startup } = file;
  // A view that is returned is not what emits.
  if (!isFunction(unit) || unit.generator || givesView(row) || !isReturned(node, unit)) return undefined;
  const call = sourceCode.getText(node);
  const value = wrapped(node);
  if (startup.surroundings.isTest()) {
    const wait = unit.async || startup.emitterIn(subject.contract) !== "" ? undefined : waitFor(file, subject.contract, call);
    return wait && [...wait.edits, { range: value.range, text: wait.code.replace(/^await /, "") }];
  }
  const { indent: step, semicolons } = styleOf(sourceCode);
  const receiver = node.callee.type === "MemberExpression" ? unwrap(node.callee.object) : undefined;
  const isOwn = typeof subject.holder.root === "object" && "identifiers" in subject.holder.root && receiver?.type === "Identifier" && subject.holder.depth === 0;
  const name = isOwn ? receiver.name : constantFor(sourceCode, subject.contract);
  const wait = name === undefined || !unit.async ? undefined : waitFor(file, subject.contract, name);
  if (!wait || name === undefined) return undefined;
  const stop = semicolons ? ";" : "";
  const lines = [`${isOwn ? "" : `const ${name} = `}${call}`, wait.code, `return ${name}`];
  if (unit.body === value) {
    const indent = indentOf(sourceCode, unit);
    return [...wait.edits, { range: bodyRange(sourceCode, unit), text: ["{", ...lines.map((line) => `${step}${line}${stop}`), "}"].join(`\n${indent}`) }];
  }
  const place = statementOf(node);
  if (!place) return undefined;
  const separator = separatorAt(sourceCode, place.statement);
  return [...wait.edits, { range: place.statement.range, text: lines.map((line) => `${line}${separator === " " ? ";" : stop}`).join(separator) }];
}

/** True where a function returns what a call gives, and nothing else stands in its `return`. */
function isReturned(node: Node, unit: FunctionNode): boolean {
  const value = wrapped(node);
  const statement = statementOf(node)?.statement;
  return unit.body === value || (statement?.type === "ReturnStatement" && statement.argument === value);
}
