import { type CallNode, type Node, calledName, isCall, literalText, unwrap } from "../ast.js";
import { ownExport } from "../contracts/calls.js";
import { cleanConnects, namesDatabase, patientConnects, queryNames, saysConnection } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { isSwitchedOn } from "../options.js";
import { expressionOf, withoutAwait } from "../order.js";
import { onlyValueOf } from "../scopes.js";
import { isLogCall } from "../telling.js";
import { msOf } from "../sleeping/sleeps.js";
import { canBeAskedAgain } from "./ask-again.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, hasLongToken, indentOf, linesWithout } from "./edits.js";
import { deadlineFor, patience, probeRest, tryingLines } from "./poll-code.js";
import { areFreeAt, sleepStatement, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * Connects again until it succeeds, with a deadline, where a connection to what was started is the first thing behind the sleep. Only by
 * functions that reject where nothing answers and leave nothing behind then, for what is kept in one name.
 */
export function connectAgain(file: File, { sleep, started, evidence, putOff }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const statement = place?.next.find((each) => !comesFirst(each));
  const awaited = statement && keptIn(statement);
  const call = awaited && withoutAwait(awaited);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!place?.canAwait || !(started ? ["container", "child", "server", "unknown"].includes(started.kind) : putOff) || evidence === "effect" || timeout === undefined) return undefined;
  if (!awaited || !call || !isCall(call) || !isCleanConnect(file, call) || !call.arguments.every((each) => canBeAskedAgain(each, file.startup.scopes)) || !areFreeAt(sourceCode, sleep.node, ["deadline", "error"])) return undefined;
  const edit = untilItSucceeds(file, { sleep, statement, expression: awaited, timeout });
  return edit && { edits: [withoutSleep(sourceCode, place.statement), edit], code: sourceCode.getText(call.callee) };
}

/**
 * Asks a database again until it answers, with a deadline, where a comment says that the sleep is for its connection, and the first thing awaited
 * behind it is a query that only looks something up, by its name. Not in tests, where an assertion says what is to be found.
 */
export function queryAgain(file: File, { sleep, evidence, remark }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const statement = place && firstActIn(place.next);
  const awaited = statement && keptIn(statement);
  const call = awaited && withoutAwait(awaited);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!place?.canAwait || evidence === "effect" || !saysConnection.test(remark?.text ?? "") || !namesDatabase.test(sourceCode.text) || file.startup.surroundings.isTest() || timeout === undefined || call?.type !== "CallExpression" || call.callee.type !== "MemberExpression") return undefined;
  if (!queryNames.test(calledName(call)) || !call.arguments.every((each) => canBeAskedAgain(each, file.startup.scopes)) || !areFreeAt(sourceCode, statement ?? sleep.node, ["deadline", "error"])) return undefined;
  const edit = untilItSucceeds(file, { sleep, statement: statement ?? sleep.node, expression: awaited ?? call, timeout });
  return edit && { edits: [withoutSleep(sourceCode, place.statement), edit], code: sourceCode.getText(call.callee) };
}

/** The first statement that does something, also in a `try`. */
function firstActIn(statements: readonly Node[]): Node | undefined {
  const first = statements.find((each) => !comesFirst(each));
  return first?.type === "TryStatement" ? firstActIn(first.block.body) : first;
}

/** Takes the sleep away where the connection behind it waits by itself for as long. */
export function connectAtOnce(file: File, { sleep, putOff }: Guess): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const next = place?.next.find((each) => !comesFirst(each));
  const awaited = next && (expressionOf(next)?.type === "AwaitExpression" ? expressionOf(next) : keptIn(next));
  if (!place || !putOff || !awaited || withoutAwait(awaited) !== putOff || putOff.arguments.length === 0) return undefined;
  const maker = file.startup.values.valueOf(putOff.callee);
  const row = maker?.kind === "export" ? patientConnects.find(({ from, name }) => from === maker.module && name === ownExport(maker.name)) : undefined;
  return row && waitsLong(file, putOff, row) && (msOf(sleep) ?? Infinity) <= row.patience ? [withoutSleep(sourceCode, place.statement)] : undefined;
}

/** True for a call that sets no bound, as far as one can see; earlier versions wait only where they are told so. */
function waitsLong({ sourceCode, startup }: File, call: CallNode, { from, since, told, bound }: (typeof patientConnects)[number]): boolean {
  const [address, options] = call.arguments.map((argument) => unwrap(onlyValueOf(argument, startup.scopes) ?? argument));
  if (!address || (options && options.type !== "ObjectExpression") || options?.properties.some(({ type }) => type === "SpreadElement")) return false;
  const isSeen = literalText(address) !== undefined || isPath(address);
  const isTold = isSwitchedOn(options, told);
  const isBounded = [address, options].some((node) => node && sourceCode.getText(node).includes(bound));
  return isSeen && !isBounded && (isTold || Number(startup.versions[from] ?? 0) >= since);
}

/** The edit that evaluates an expression until it does not throw, up to a deadline; undefined where its lines are a part of what is written, or have comments. */
export function untilItSucceeds({ sourceCode }: File, { sleep, statement, expression, timeout }: { readonly sleep: Guess["sleep"]; readonly statement: Node; readonly expression: Node; readonly timeout: string }): Edit | undefined {
  if (hasLongToken(sourceCode, expression) || sourceCode.getCommentsInside(expression).length > 0) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const outer = indentOf(sourceCode, statement);
  const end = semicolons ? ";" : "";
  const body = linesWithout(`return ${sourceCode.getText(expression)}${end}`, outer);
  const lines = tryingLines(sourceCode, sleep, { timeout, body, rest: probeRest });
  return { range: expression.range, text: ["await (async () => {", ...lines.map((line) => outer + indent + line), `${outer}})()`].join("\n") };
}

/** What may stand between: it is known before, and says nothing of the other side. */
function comesFirst(statement: Node): boolean {
  if (statement.type === "VariableDeclaration") return keptIn(statement)?.type !== "AwaitExpression" && statement.declarations.every(({ init }) => !init || !isCall(unwrap(init)));
  const expression = expressionOf(statement);
  return expression?.type === "CallExpression" && isLogCall(expression);
}

/** The awaited expression whose value a statement keeps: `db = await connect();`, `const db = await connect();`. */
function keptIn(statement: Node): Node | undefined {
  const only = statement.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement.declarations[0] : undefined;
  const assignment = expressionOf(statement);
  const value = only ? only.init : assignment?.type === "AssignmentExpression" && assignment.operator === "=" ? assignment.right : undefined;
  return value?.type === "AwaitExpression" ? value : undefined;
}

function isCleanConnect({ startup }: File, call: CallNode): boolean {
  const maker = startup.values.valueOf(call.callee);
  return maker?.kind === "export" && cleanConnects.some(({ from, name }) => from.includes(maker.module) && name === ownExport(maker.name));
}
