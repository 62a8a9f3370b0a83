import { type CallNode, type ClassNode, type FunctionNode, type Node, calledName, classMember, findNode, findOwn, isCall, isClass, isFunction, isInside, unitOf, unwrap, wrapped } from "../ast.js";
import type { Guess, Sleep, Started } from "../guesses.js";
import { expressionOf, isExecutor, isLast, statementsOf, withoutAwait } from "../order.js";
import { known } from "../sleeping/launched.js";
import { msOf } from "../sleeping/sleeps.js";
import type { Edit, File } from "./edits.js";
import { timesGiven } from "./links.js";
import { testsBehind } from "./remove-before-driver.js";
import { isLog } from "./remove-sleep.js";
import { hasRemarkBeside, linesWithRemarks, sleepStatement, timerAlone, usesOwnThis, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";

// A method that writes may call another one for it.
const deepest = 3;

/**
 * Takes the sleep away where a function of the file is called next that writes to the input of what was started, also by each of the tests behind a
 * hook, and runs at once what a timer begins so: what is written is kept until the child reads.
 */
export function removeBeforeWriter(file: File, { sleep, started, beside }: Guess): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  if (!started || beside.length > 0) return undefined;
  const begins = (statements: readonly Node[]) => {
    const first = statements.find((each) => !isLog(each));
    return first !== undefined && callsWriter(file, first.type === "TryStatement" ? (first.block.body[0] ?? first) : first, started, sleep);
  };
  if (!place) return goOnWithWriter(file, sleep, begins);
  const followers = place.next.length > 0 ? [place.next] : testsBehind(file, place.statement);
  return followers.length > 0 && followers.every(begins) ? [withoutSleep(sourceCode, place.statement)] : undefined;
}

/** The same for a timer that is the last of its code. */
function goOnWithWriter({ sourceCode, startup }: File, sleep: Sleep, begins: (statements: readonly Node[]) => boolean): readonly Edit[] | undefined {
  const alone = timerAlone(sleep);
  const { continuation } = sleep;
  if (!alone || !continuation || continuation.params.length > 0 || continuation.generator || usesOwnThis(continuation) || !isLast(alone.statement) || !begins(statementsOf(continuation))) return undefined;
  const { statement, next } = alone;
  // What the timer is a part of has no value yet.
  const usesLater = findNode(continuation.body, (each) => each.type === "Identifier" && (startup.scopes.variableOf(each)?.defs.some(({ node, type }) => type === "Variable" && isInside(statement, node)) ?? false));
  if (usesLater || hasRemarkBeside(sourceCode, statement, next)) return undefined;
  const [from, to] = linesWithRemarks(sourceCode, statement);
  return [{ range: [from, next.range[0]], text: "void (" }, { range: [next.range[1], to], text: `)()${styleOf(sourceCode).semicolons ? ";" : ""}` }];
}

/**
 * True for a statement that calls a function of the file which writes to the input of a started child before it waits for anything, and waits for
 * the answer no shorter than twice the sleep: `await this.request("initialize")`. What is written is kept until the child reads.
 */
function callsWriter(file: File, statement: Node, { call: start, kind, isAwaited, name }: Started, sleep: Sleep): boolean {
  const call = callOf(statement);
  const least = 2 * (msOf(sleep) ?? Infinity);
  if (!call || isAwaited || !name) return false;
  const { sourceCode, startup } = file;
  const path = sourceCode.getText(name);
  if (kind === "child") return writes(call, inputsOf(path), 0);
  // `client.request("initialize")` of a class whose object starts the child when it is made.
  const isOwn = start.type === "NewExpression" && call.callee.type === "MemberExpression" && sourceCode.getText(call.callee.object) === path;
  const owner = isOwn ? startup.scopes.variableOf(unwrap(start.callee))?.defs[0]?.node : undefined;
  const child = owner && isClass(owner) ? childMadeWith(file, owner) : undefined;
  const method = owner && isClass(owner) ? classMember(owner, calledName(call)) : undefined;
  return child !== undefined && method?.type === "MethodDefinition" && isFunction(method.value) && writesIn(method.value, call, inputsOf(child), 0);

  /** The input of a child, and what is made with it. */
  function inputsOf(child: string): ReadonlySet<string> {
    const input = `${child}.stdin`;
    const made = startup.calls.filter((each) => each.type === "NewExpression" && each.arguments.some((argument) => sourceCode.getText(unwrap(argument)) === input));
    return new Set([input, ...made.flatMap((each) => targetOf(each) ?? [])]);
  }

  function targetOf(made: CallNode): string | undefined {
    const { parent } = wrapped(made);
    return parent?.type === "AssignmentExpression" ? sourceCode.getText(parent.left) : parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : undefined;
  }

  function writes(called: CallNode, inputs: ReadonlySet<string>, depth: number): boolean {
    const action = startup.actions.of(called);
    return action.kind === "local" && isFunction(action.unit) && depth < deepest && writesIn(action.unit, called, inputs, depth);
  }

  function writesIn(fn: FunctionNode, called: CallNode, inputs: ReadonlySet<string>, depth: number): boolean {
    if (fn.generator || !isAnsweredLate(fn, called)) return false;
    const awaited = findOwn(fn.body, (node) => node.type === "AwaitExpression");
    const write = findNode(fn.body, (node) => isCall(node) && isInSameTurn(node, fn) && (isWrite(node, inputs) || (node !== called && writes(node, inputs, depth + 1))));
    return write !== undefined && (!awaited || write.range[0] < awaited.range[0] || isInside(write, awaited)) && !leavesBefore(fn, write);
  }

  function isWrite(node: CallNode, inputs: ReadonlySet<string>): boolean {
    const owner = node.callee.type === "MemberExpression" ? sourceCode.getText(node.callee.object).replace(/\?$|!$/, "") : undefined;
    return owner !== undefined && inputs.has(owner.replace(/[!?](?=\.)/g, "")) && /^(?:write|end|send\w*|request|call|notify)$/.test(calledName(node));
  }

  /** False where an answer is waited for so shortly that the time of the start may be missed. */
  function isAnsweredLate(fn: FunctionNode, called: CallNode): boolean {
    const timers = startup.calls.filter((each) => isInside(each, fn) && /^(?:setTimeout|timeout)$/.test(calledName(each)));
    return [...timers.flatMap((each) => timesGiven(each)), ...timesGiven(called)].every((time) => time >= least) && timers.every((each) => timesGiven(each).length > 0);
  }
}

/** The one call that a statement consists of, with what keeps or awaits what it gives. */
function callOf(statement: Node): CallNode | undefined {
  const declared = statement.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement.declarations[0].init : undefined;
  const expression = statement.type === "ReturnStatement" ? statement.argument : (declared ?? expressionOf(statement));
  const value = expression?.type === "AssignmentExpression" ? expression.right : expression;
  const call = value ? withoutAwait(unwrap(value)) : undefined;
  const isPlain = call?.type === "CallExpression" && !call.arguments.some((argument) => findNode(argument, isCall));
  return isPlain ? call : undefined;
}

/** What a class of the file calls the child that its objects start when they are made: `this.proc`. */
function childMadeWith({ sourceCode, startup }: File, owner: ClassNode): string | undefined {
  const launch = findNode(owner.body, (node) => isCall(node) && unitOf(node) === owner && known(node, false, startup)?.kind === "child");
  const parent = launch && wrapped(launch).parent;
  if (parent?.type === "PropertyDefinition") return `this.${sourceCode.getText(parent.key)}`;
  return parent?.type === "AssignmentExpression" && parent.left.type === "MemberExpression" ? sourceCode.getText(parent.left) : undefined;
}

/** True for code of a function, and of what its promises are made with: it runs at once. */
function isInSameTurn(node: Node, fn: FunctionNode): boolean {
  let unit = unitOf(node);
  while (unit !== fn && isFunction(unit) && isExecutor(unit)) unit = unitOf(wrapped(unit).parent ?? fn);
  return unit === fn;
}

function leavesBefore(fn: FunctionNode, write: Node): boolean {
  return findOwn(fn.body, (node) => node.type === "ReturnStatement" && node.range[1] < write.range[0]) !== undefined;
}
