import type { TSESLint } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, isFunction, memberName, parameterName, wrapped } from "../ast.js";
import type { Fate } from "../drop/fate.js";
import { isExecutor } from "../order.js";
import { addedParameter, type Edit, type File } from "./edits.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** True where a failure of the promise reaches somebody who awaits it. */
export function hearsFailures({ isAwaited, failure }: Fate): boolean {
  return isAwaited && (failure === "passed" || failure === "told");
}

/** A text as a string literal of the file's style. */
export function literalOf(sourceCode: SourceCode, text: string): string {
  const { quote } = styleOf(sourceCode);
  const other = quote === "'" ? '"' : "'";
  const flat = text.replace(/\\/g, "\\\\").replace(/\s+/g, " ");
  return flat.includes(quote) && !flat.includes(other) ? `${other}${flat}${other}` : `${quote}${flat.replaceAll(quote, `\\${quote}`)}${quote}`;
}

/** How somebody is told of a failure, and the edits that make it so. */
export interface Failing {
  readonly name: string;
  readonly edits: readonly Edit[];
}

/** The function whose parameter a name is that ends it when it is called: an executor's first, or the last of a test or hook, before which there may be a context. */
export function endedBy({ startup }: File, name: Node): FunctionNode | undefined {
  const variable = startup.scopes.variableOf(name);
  const definition = variable?.defs[0];
  const fn = definition?.type === "Parameter" && isFunction(definition.node) ? definition.node : undefined;
  const parameter = fn && (isExecutor(fn) ? fn.params[0] : fn.params.at(-1));
  if (!variable || !parameter || parameterName(parameter) !== definition?.name) return undefined;
  // What has members is the context itself: `t.end()`.
  if (variable.references.some(({ identifier }) => identifier.parent.type === "MemberExpression" && identifier.parent.object === identifier && memberName(identifier.parent) !== "fail")) return undefined;
  const call = wrapped(fn).parent;
  const isTest = call?.type === "CallExpression" && (startup.actions.of(call).kind === "test" || startup.surroundings.isTestSetUp(fn));
  return isTest || isExecutor(fn) ? fn : undefined;
}

/** What learns of a failure where a name ends a function: an executor's other half, or the `done` of a test or hook, which takes an error. */
export function failingOf({ sourceCode }: File, fn: FunctionNode, name: string): Failing | undefined {
  return isExecutor(fn) ? rejecterOf(sourceCode, fn) : { name, edits: [] };
}

/** How an executor's `reject` is called, and the edit that adds it where the executor has none; undefined where the name is taken. */
export function rejecterOf(sourceCode: SourceCode, executor: FunctionNode): Failing | undefined {
  const [resolve, reject] = executor.params;
  const known = reject && parameterName(reject)?.name;
  if (known !== undefined) return { name: known, edits: [] };
  if (reject || !resolve || parameterName(resolve) === undefined || mentions(sourceCode, executor, "reject")) return undefined;
  return { name: "reject", edits: addedParameter(sourceCode, resolve, "reject") };
}

/** True if the function around a node uses this name for something of its own. */
export function isNameAround(sourceCode: SourceCode, node: Node, name: string): boolean {
  let around: Node = node;
  while (around.parent && !isFunction(around)) around = around.parent;
  return sourceCode.getTokens(around).some((token) => token.value === name && sourceCode.getTokenBefore(token)?.value !== ".");
}

function mentions(sourceCode: SourceCode, node: Node, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(sourceCode.getText(node));
}
