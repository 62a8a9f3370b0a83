import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, findOwn, isFunction } from "../ast.js";
import { checkVerbs } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { expressionOf, withoutAwait } from "../order.js";
import { wordsOf } from "../words.js";
import { canBeAskedAgain } from "./ask-again.js";
import { type Edit, type File, indentOf, textOfLines } from "./edits.js";
import { deadlineFor, patience, probeRest, tryingLines } from "./poll-code.js";
import { areFreeAt, endOf, isJoined, sleepStatement, withoutSleep } from "./sleeps.js";
import { isLog } from "./remove-sleep.js";
import { styleOf } from "./style.js";

/**
 * Checks again until it succeeds, with a deadline, where a check is the first thing behind the sleep whose only answer is that it does not
 * throw: `await sleep(2000); await this.checkServer();`. A function of the file must show that it throws or rejects.
 */
export function checkAgain(file: File, { sleep, evidence }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const statement = place?.next.find((each) => !isLog(each));
  const expression = expressionOf(statement);
  const call = expression?.type === "AwaitExpression" ? withoutAwait(expression) : undefined;
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!place?.canAwait || !statement || call?.type !== "CallExpression" || evidence === "effect" || timeout === undefined || !isCheck(file, call) || isJoined(sourceCode, statement)) return undefined;
  if (statement.loc.start.line !== statement.loc.end.line || !areFreeAt(sourceCode, sleep.node, ["deadline", "error"])) return undefined;
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const lines = tryingLines(sourceCode, sleep, { timeout, body: [`${sourceCode.getText(expression)}${end}`, `break${end}`], rest: probeRest });
  return {
    edits: [withoutSleep(sourceCode, place.statement), { range: [statement.range[0], endOf(sourceCode, statement)], text: textOfLines(lines, indentOf(sourceCode, statement)) }],
    code: sourceCode.getText(call.callee),
  };
}

/** True for a call that checks by its name, and says by throwing what it has found. */
function isCheck({ startup }: File, call: TSESTree.CallExpression): boolean {
  if (!checkVerbs.has(wordsOf(calledName(call))[0] ?? "") || !call.arguments.every((argument) => canBeAskedAgain(argument, startup.scopes))) return false;
  const action = startup.actions.of(call);
  return action.kind !== "local" || !isFunction(action.unit) || fails(action.unit.body);
}

/** True for code that throws or rejects, and lets nothing that is thrown go by. */
function fails(body: Node): boolean {
  const isFailing = (node: Node) => node.type === "ThrowStatement" || (node.type === "Identifier" && node.name === "reject");
  const swallows = findNode(body, (node) => node.type === "CatchClause" && !findOwn(node.body, isFailing)) !== undefined;
  return !swallows && findNode(body, isFailing) !== undefined;
}
