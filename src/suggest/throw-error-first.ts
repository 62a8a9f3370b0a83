import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, type Unit, isFunction, parameterName } from "../ast.js";
import { type Edit, type File, indentOf, insertAt } from "./edits.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Lets a callback that also runs on failure throw its error first, as the API's own uncaught error would be thrown. */
export function throwErrorFirst({ sourceCode, startup }: File, unit: Unit): readonly Edit[] | undefined {
  if (!isFunction(unit) || unit.body.type !== "BlockStatement") return undefined;
  const [context, ...others] = startup.contexts.of(unit);
  const first = unit.body.body.find((statement) => !("directive" in statement && typeof statement.directive === "string"));
  // In an executor a throw rejects nothing: it comes when the executor has long returned.
  if (isInExecutor(unit)) return undefined;
  if (context?.kind !== "callback" || context.error !== 0 || others.length > 0 || !first) return undefined;
  const [parameter] = unit.params;
  const isFalse = context.failedWhen === "false";
  const added = isFalse ? "success" : "error";
  const name = parameter ? parameterName(parameter)?.name : added;
  if (name === undefined || (!parameter && isUsed(sourceCode, unit, added))) return undefined;
  const opening = sourceCode.getFirstToken(unit, (token) => token.value === "(");
  if (!parameter && !opening) return undefined;
  const separator = first.loc.start.line === unit.body.loc.start.line ? " " : `\n${indentOf(sourceCode, first)}`;
  const { quote } = styleOf(sourceCode);
  const test = isFalse ? `if (!${name}) throw new Error(${quote}cannot listen${quote});` : `if (${name}) throw ${name};`;
  const check = insertAt(first.range[0], `${test}${separator}`);
  return parameter || !opening ? [check] : [insertAt(opening.range[1], name), check];
}

function isInExecutor(unit: Node): boolean {
  for (let at: Node | undefined = unit.parent; at; at = at.parent) if (at.type === "NewExpression" && at.callee.type === "Identifier" && at.callee.name === "Promise") return true;
  return false;
}

function isUsed(sourceCode: SourceCode, unit: Node, name: string): boolean {
  const scope = sourceCode.scopeManager?.acquire(unit);
  return scope !== null && scope !== undefined && (scope.set.has(name) || scope.through.some(({ identifier }) => identifier.name === name));
}
