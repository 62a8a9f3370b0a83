import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, findOwn, isCall, isFunction, literalText, memberName, unwrap } from "../ast.js";
import { checkVerbs, rejectingCalls } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { expressionOf, withoutAwait } from "../order.js";
import { onlyValueOf } from "../scopes.js";
import { wordsOf } from "../words.js";
import { canBeAskedAgain } from "./ask-again.js";
import { type Edit, type File, hasLongToken, indentOf, linesWithout, textOfLines } from "./edits.js";
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
  const statement = place?.next.find((each) => !isLog(each) && !makesRepeatable(file, each));
  const expression = expressionOf(statement);
  const call = expression?.type === "AwaitExpression" ? withoutAwait(expression) : undefined;
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!place?.canAwait || !statement || call?.type !== "CallExpression" || evidence === "effect" || timeout === undefined || !(isCheck(file, call) || isRepeatable(file, call)) || isJoined(sourceCode, statement)) return undefined;
  if ((statement.loc.start.line !== statement.loc.end.line && hasLongToken(sourceCode, statement)) || !areFreeAt(sourceCode, sleep.node, ["deadline", "error"])) return undefined;
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const lines = tryingLines(sourceCode, sleep, { timeout, body: [...linesWithout(`${sourceCode.getText(expression)}${end}`, indentOf(sourceCode, statement)), `break${end}`], rest: probeRest });
  return {
    edits: [withoutSleep(sourceCode, place.statement), { range: [statement.range[0], endOf(sourceCode, statement)], text: textOfLines(lines, indentOf(sourceCode, statement)) }],
    code: sourceCode.getText(call.callee),
  };
}

/** True for a call with a row, of a constant or for a literal: it may be made again when it has failed. */
function isRepeatable({ startup }: File, { callee, arguments: given }: TSESTree.CallExpression): boolean {
  const method = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  const value = startup.values.valueOf(callee);
  const made = method !== undefined && callee.type === "MemberExpression" ? onlyValueOf(callee.object, startup.scopes) : undefined;
  const maker = made && isCall(unwrap(made)) ? makerOf(unwrap(made), startup) : undefined;
  return rejectingCalls.some(({ from, name, made: by, first }) => {
    if (by === undefined) return value?.kind === "export" && from.includes(value.module) && value.name === name && given.length > 1 && given.every((each) => literalText(each) !== undefined) && literalText(given[0]) === first;
    return given.length === 0 && method === name && maker?.kind === "export" && maker.name === by && from.includes(maker.module);
  });
}

function makerOf(call: Node, { values }: File["startup"]): ReturnType<File["startup"]["values"]["valueOf"]> {
  return isCall(call) ? values.valueOf(call.callee) : undefined;
}

/** True for the declaration of what is asked by such a call: making it asks nobody. */
function makesRepeatable({ startup }: File, statement: Node): boolean {
  const init = statement.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement.declarations[0].init : undefined;
  const maker = init ? makerOf(unwrap(init), startup) : undefined;
  return maker?.kind === "export" && rejectingCalls.some(({ from, made }) => made === maker.name && from.includes(maker.module));
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
