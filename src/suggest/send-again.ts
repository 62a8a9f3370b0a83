import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isCall, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { repeatableVerbs } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { assertionIn } from "../sleeping/assertions.js";
import { sleepingTime } from "../sleeping/sleeps.js";
import { wordsOf } from "../words.js";
import { canBeAskedAgain, isCounted } from "./ask-again.js";
import { type Edit, type File, indentOf, textOfLines } from "./edits.js";
import { deadlineFor, testPatience } from "./poll-code.js";
import { linesBehind, retryBlock } from "./retry-assertions.js";
import { endOf, isJoined, sleepStatement, withoutSleep } from "./sleeps.js";
import { expressionOf, withoutAwait } from "../order.js";

/**
 * Sends again until it has arrived, where a test sleeps for a connection that nothing tells of, sends, sleeps and asserts: in the place of
 * both sleeps. Only what may arrive twice: the assertions count nothing, and the test ends with them.
 */
export function sendAgain(file: File, { sleep, evidence }: Guess): { readonly edits: readonly Edit[]; readonly code: string; readonly call: Node } | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait || evidence === "effect" || isCounted(sourceCode) || !startup.surroundings.isTest()) return undefined;
  const at = place.next.findIndex((statement) => sentBy(statement) !== undefined);
  const sent = place.next[at];
  const call = sent && sentBy(sent);
  if (!sent || !call || isJoined(sourceCode, sent) || !place.next.slice(0, at).every((statement) => mayComeFirst(statement))) return undefined;
  const [pause, ...others] = place.next.slice(at + 1);
  if (!pause || !isSleep(file, pause)) return undefined;
  const end = others.findIndex((statement) => assertionIn(statement) !== "presence");
  const [asserted, rest] = end < 0 ? [others, []] : [others.slice(0, end), others.slice(end)];
  const last = asserted.at(-1);
  if (!last || isJoined(sourceCode, last) || !asserted.every((each) => canBeAskedAgain(each, startup.scopes) && countsNothing(each))) return undefined;
  if (rest.some((statement) => findNode(statement, (node) => node.type === "CallExpression" && /^(?:expect|assert)/.test(calledName(node))) !== undefined)) return undefined;
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  const body = linesBehind(sourceCode, pause, last);
  const lines = timeout === undefined || sent.loc.start.line !== sent.loc.end.line || !body ? undefined : retryBlock(sourceCode, sleep, timeout, [sourceCode.getText(sent), ...body]);
  const comments = sourceCode.getCommentsBefore(pause).filter(({ loc }) => loc.start.line > sent.loc.end.line);
  if (!lines || comments.length > 1) return undefined;
  const indent = indentOf(sourceCode, sent);
  return {
    edits: [...lines.edits, withoutSleep(sourceCode, place.statement), { range: [sent.range[0], endOf(sourceCode, last)], text: textOfLines(lines.lines, indent) }],
    code: lines.code,
    call,
  };
}

/** The call by which a statement sends or sets something that may be sent or set twice. */
function sentBy(statement: Node): TSESTree.CallExpression | undefined {
  const expression = expressionOf(statement);
  const call = expression && withoutAwait(expression);
  return call?.type === "CallExpression" && call.callee.type === "MemberExpression" && repeatableVerbs.has(wordsOf(calledName(call))[0] ?? "") ? call : undefined;
}

/** What has no part in the time: names, and listeners that are attached. */
function mayComeFirst(statement: Node): boolean {
  if (statement.type === "VariableDeclaration") return statement.declarations.every(({ init }) => !init || !findNode(init, (node) => isCall(node) && !/^(?:fn|spy|stub|Map|Set)$/.test(calledName(node))));
  const expression = expressionOf(statement);
  return expression?.type === "CallExpression" && attachMethods.has(calledName(expression));
}

function isSleep({ startup }: File, statement: Node): boolean {
  const expression = expressionOf(statement);
  const call = expression?.type === "AwaitExpression" ? unwrap(expression.argument) : undefined;
  return call !== undefined && isCall(call) && sleepingTime(call, { values: startup.values, scopes: startup.scopes, names: [] }) !== undefined;
}

/** True for an assertion that holds as well when the same thing has come twice. */
function countsNothing(statement: Node): boolean {
  return !findNode(statement, (node) => node.type === "ArrayExpression" || (node.type === "Literal" && typeof node.value === "number") || (node.type === "Identifier" && /length|size|count|times|once|nth/i.test(node.name)));
}
