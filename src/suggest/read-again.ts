import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, findOwn, isCall, isClass, isFunction, memberName, unitOf, unwrap } from "../ast.js";
import { questionVerbs } from "../contracts/retries.js";
import type { Guess, Started } from "../guesses.js";
import { rootOf } from "../sleeping/things.js";
import { wordsOf } from "../words.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { deadlineFor, patience, pollLines } from "./poll-code.js";
import { type SleepStatement, insteadOfSleep, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";
import { leaves, withoutAwait } from "../order.js";

/**
 * Reads again and again what was read before, until it is there, instead of once behind a sleep:
 * `let pid = read(); if (!pid) { spawn(…); await sleep(1000); pid = read(); }`.
 */
export function readAgain(file: File, { sleep }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const next = place?.next[0];
  if (!place?.canAwait || next?.type !== "ExpressionStatement") return undefined;
  const read = unwrap(next.expression);
  if (read.type !== "AssignmentExpression" || read.operator !== "=" || read.left.type !== "Identifier") return undefined;
  const { line } = place.statement.loc.end;
  if (sourceCode.getCommentsBefore(next).some(({ loc }) => loc.start.line > line)) return undefined;
  const test = absenceTested(place.statement, read.left.name);
  const code = sourceCode.getText(read.right);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!test || !isReadBefore(file, read, code) || timeout === undefined) return undefined;
  const { quote } = styleOf(sourceCode);
  const lines = pollLines(sourceCode, sleep, { timeout, test: sourceCode.getText(test), step: sourceCode.getText(read), problem: `${quote}${read.left.name} is not there in time${quote}` });
  return lines && { edits: [insteadOfSleep(sourceCode, place.statement, lines, next)], code };
}

/**
 * Asks again, until it is so, what a start was made for not being so: `if (!(await isRunning())) { spawn(…); await sleep(500); }`, or a state that
 * others keep: `if (socket.readyState !== WebSocket.OPEN) { reconnect(); await sleep(500); }`; or `if (await isRunning()) return;` before the start.
 */
export function askAgainIfSo(file: File, { sleep, started }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!place?.canAwait || !started || timeout === undefined) return undefined;
  const absence = absenceBefore(file, place, started);
  if (!absence || absence.test.includes("\n")) return undefined;
  const { quote } = styleOf(sourceCode);
  const problem = `${absence.what} is still false`;
  if (problem.includes(quote)) return undefined;
  const lines = pollLines(sourceCode, sleep, { timeout, test: absence.test, problem: `${quote}${problem}${quote}` });
  return lines && { edits: [insteadOfSleep(sourceCode, place.statement, lines)], code: absence.code };
}

/** That something is not so, as the code has asked before a start. */
interface Absence {
  /** True as long as it is not so. */
  readonly test: string;
  /** True when it is. */
  readonly code: string;
  /** What an error calls it. */
  readonly what: string;
}

function absenceBefore(file: File, { statement, next }: SleepStatement, started: Started): Absence | undefined {
  const { sourceCode } = file;
  const { parent: block } = statement;
  const around = block.parent;
  if (around?.type !== "IfStatement" || around.consequent !== block || next.length > 0) {
    const asked = goesOnWithout(statement, started);
    const call = asked && questionIn(asked, started);
    if (!call || !answersAnew(file, call, asked.type === "AwaitExpression")) return undefined;
    const code = sourceCode.getText(asked);
    return { test: asked.type === "AwaitExpression" ? `!(${code})` : `!${code}`, code, what: `${calledName(call)}()` };
  }
  const test = unwrap(around.test);
  const asked = test.type === "UnaryExpression" && test.operator === "!" ? unwrap(test.argument) : undefined;
  const call = asked && questionIn(asked, started);
  if (!call && !isStateMissing(file, test, statement)) return undefined;
  const code = asked ? sourceCode.getText(asked) : stateIn(file, test);
  return { test: sourceCode.getText(test), code, what: call ? `${calledName(call)}()` : code };
}

/** The call that asks whether something is so, where the start is not waited for itself. */
function questionIn(asked: Node, { isAwaited }: Started): TSESTree.CallExpression | undefined {
  const call = withoutAwait(asked);
  return call.type === "CallExpression" && !isAwaited && questionVerbs.has(wordsOf(calledName(call))[0] ?? "") ? call : undefined;
}

/** The question at which code before a start has turned back if it was so already: `if (await isRunning()) return; spawn(…); await sleep(500);`. */
function goesOnWithout(statement: Node, { call }: Started): Node | undefined {
  const { parent } = statement;
  if (parent?.type !== "BlockStatement" || call.range[0] < parent.range[0]) return undefined;
  const turn = parent.body.find((each) => each.type === "IfStatement" && each.range[1] < call.range[0] && !each.alternate && leaves(each.consequent));
  if (turn?.type !== "IfStatement" || !saysRunning.test(calledName(withoutAwait(turn.test)))) return undefined;
  // Whatever else it waits for then may have changed the answer.
  const between = parent.body.filter((each) => each.range[0] > turn.range[1] && each.range[1] < statement.range[0]);
  return between.some((each) => findOwn(each, (node) => node.type === "AwaitExpression")) ? undefined : unwrap(turn.test);
}

/** True for a question about what is to run now, not about what was known before: it looks anew, as another module does, and not at the number of an earlier process. */
function answersAnew({ startup }: File, call: TSESTree.CallExpression, isAwaited: boolean): boolean {
  const action = startup.actions.of(call);
  const isLooking = action.kind === "local" ? isFunction(action.unit) && findNode(action.unit.body, isCall) !== undefined : isAwaited || startup.values.valueOf(call.callee)?.kind === "export";
  const isOfEarlier = (node: Node) => node.type === "Identifier" && (/pid|child|proc/i.test(node.name) || startup.scopes.variableOf(node)?.defs.some((definition) => definition.type === "Variable" && unitOf(definition.node) === unitOf(call)) === true);
  return isLooking && !call.arguments.some((argument) => findNode(argument, isOfEarlier));
}

const saysRunning = /^_?(?:is|are|check|ping|probe)(?!\w*(?:Other|Another))\w*(?:Running|Up|Ready|Alive|Listening|Online|Available|Healthy|Health|Reachable|Started|Connected|Connection|Open)$|^ping$/;

/** True for a test that a state is not there which changes by itself: `!socket.connected`, `socket.readyState !== WebSocket.OPEN`, also behind `!socket ||`. */
function isStateMissing(file: File, test: Node, statement: Node): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return inner.operator === "||" && isNothing(inner.left) && isStateMissing(file, inner.right, statement);
  if (inner.type === "UnaryExpression") return inner.operator === "!" && isKeptByOthers(file, unwrap(inner.argument), readyStates, statement);
  // The compiler takes what has been compared with a text for another one until something is assigned.
  return inner.type === "BinaryExpression" && /^!==?$/.test(inner.operator) && isKeptByOthers(file, unwrap(inner.left), /^readyState$/, statement) && inner.right.type === "MemberExpression" && memberName(inner.right) === "OPEN";
}

/** The state whose absence a test asks for, as code that is true when it is there. */
function stateIn(file: File, test: Node): string {
  const inner = unwrap(test);
  const { sourceCode } = file;
  if (inner.type === "LogicalExpression") return stateIn(file, inner.right);
  return inner.type === "BinaryExpression" ? `${sourceCode.getText(inner.left)} === ${sourceCode.getText(inner.right)}` : sourceCode.getText(inner.type === "UnaryExpression" ? inner.argument : inner);
}

function isNothing(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === "UnaryExpression" && inner.operator === "!" && isPath(unwrap(inner.argument));
}

const readyStates = /^_?(?:is)?_?(?:connected|ready|open|opened|listening|online|authenticated|synced)$/i;

/** True for a member that says a state, and that the function with the sleep does not set itself. */
function isKeptByOthers({ sourceCode }: File, node: Node, names: RegExp, statement: Node): boolean {
  const inner = node.type === "ChainExpression" ? node.expression : node;
  if (inner.type !== "MemberExpression" || inner.computed || !names.test(memberName(inner) ?? "")) return false;
  const root = rootOf(inner);
  if (root.type !== "Identifier" && root.type !== "ThisExpression") return false;
  const unit = unitOf(statement);
  const isSet = (at: Node) => at.type === "AssignmentExpression" && at.left.type === "MemberExpression" && memberName(at.left) === memberName(inner);
  if (findOwn(unit.type === "Program" || isClass(unit) ? unit : unit.body, isSet)) return false;
  const isOwnField = inner.object.type === "ThisExpression";
  return !isOwnField || findNode(sourceCode.ast, (at) => isSet(at) && at.type === "AssignmentExpression" && at.right.type === "Literal" && at.right.value === true) !== undefined;
}

/** The test that a name is not there yet, of the `if` whose branch a statement stands in. */
function absenceTested(statement: Node, name: string): Node | undefined {
  const around = statement.parent?.parent;
  if (around?.type !== "IfStatement" || around.consequent !== statement.parent) return undefined;
  const test = unwrap(around.test);
  const isName = (node: Node) => unwrap(node).type === "Identifier" && (unwrap(node) as TSESTree.Identifier).name === name;
  if (test.type === "UnaryExpression") return test.operator === "!" && isName(test.argument) ? test : undefined;
  if (test.type !== "BinaryExpression" || !/^===?$/.test(test.operator) || !isName(test.left)) return undefined;
  const other = unwrap(test.right);
  return (other.type === "Identifier" && other.name === "undefined") || (other.type === "Literal" && other.value === null) ? test : undefined;
}

/** True where the name was given the same call before, outside. */
function isReadBefore({ sourceCode, startup }: File, { left, right }: TSESTree.AssignmentExpression, code: string): boolean {
  const called = withoutAwait(right);
  const variable = startup.scopes.variableOf(left);
  const first = variable?.defs[0]?.node as Node | undefined;
  return called.type === "CallExpression" && first?.type === "VariableDeclarator" && first.init !== null && sourceCode.getText(first.init) === code;
}
