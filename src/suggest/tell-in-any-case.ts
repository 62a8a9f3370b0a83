import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, calledName, literalText, unwrap } from "../ast.js";
import { resolverNames, timerCalls } from "../contracts/deliveries.js";
import type { Partly } from "../drop.js";
import { nodesIn } from "../nodes-in.js";
import { type Edit, continuesLine, indentOf } from "./edits.js";
import { endOf, isJoined } from "./sleeps.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * Takes the loop that tells those who wait out of its condition. Only where the branch holds nothing else, comments included, and where it rejects them
 * with an error that is made there of nothing but text: what else it reads, or calls, the condition may have to vouch for.
 */
export function tellInAnyCase(sourceCode: SourceCode, { branch, telling }: Partly): readonly Edit[] | undefined {
  const { consequent } = branch;
  const only = consequent.type === "BlockStatement" ? (consequent.body.length === 1 ? consequent.body[0] : undefined) : consequent;
  const inLoop = new Set(sourceCode.getCommentsInside(telling));
  if (only !== telling || branch.parent.type !== "BlockStatement" || sourceCode.getCommentsInside(branch).some((comment) => !inLoop.has(comment))) return undefined;
  if (!nodesIn(telling, sourceCode.visitorKeys).every(vouchesForItself)) return undefined;
  const asked = new Set(sourceCode.getTokens(branch.test).flatMap(({ type, value }) => (type === "Identifier" || (type as string) === "PrivateIdentifier" ? [value] : [])));
  if (sourceCode.getTokens(telling).some(({ type, value }) => (type === "Identifier" || (type as string) === "PrivateIdentifier") && asked.has(value))) return undefined;
  const [outer, inner] = [indentOf(sourceCode, branch), indentOf(sourceCode, telling)];
  const text = sourceCode.text.slice(telling.range[0], endOf(sourceCode, telling));
  const moved = inner.length > outer.length && inner.startsWith(outer) && !text.includes("`") ? text.replaceAll(`\n${inner}`, `\n${outer}`) : text;
  // Behind a line without a semicolon, `[…]` and `(…)` would be a part of it.
  const before = sourceCode.getTokenBefore(branch)?.value ?? ";";
  const isHazard = continuesLine(moved) && !/^[;{}]$/.test(before);
  return isHazard || isJoined(sourceCode, branch) ? undefined : [{ range: [branch.range[0], endOf(sourceCode, branch)], text: moved }];
}

/** True for code that goes through entries, stops their timers, or rejects with a new error of a fixed text. */
function vouchesForItself(node: Node): boolean {
  if (node.type === "NewExpression") return /Error$/.test(calledName(node)) && node.arguments.every((argument) => literalText(argument) !== undefined);
  if (/^(?:Await|Yield|TaggedTemplate|Import)Expression$|^ReturnStatement$/.test(node.type)) return false;
  if (node.type !== "CallExpression") return true;
  const name = calledName(node);
  if (!resolverNames.test(name)) return timerCalls.has(name) || /^(?:forEach|values|entries|keys)$/.test(name);
  const [error] = node.arguments;
  return name.startsWith("rej") && error !== undefined && unwrap(error).type === "NewExpression";
}
