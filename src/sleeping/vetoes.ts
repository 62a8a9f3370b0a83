import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, literalText, memberName, nameOfThing } from "../ast.js";
import { boundsStart, madeUpNames, optionsOfCount, optionsOfTime, settersOfTime } from "../contracts/intent.js";
import { readyEvents, startMethodVerbs } from "../contracts/started.js";
import { behind, statementAround } from "../order.js";
import { isLogCall } from "../telling.js";
import { wordsOf } from "../words.js";
import { type Act, actsOf, isCounted } from "./acts.js";
import { assertedBlock, assertionIn } from "./assertions.js";
import { givenTo } from "./delays.js";
import { type DenialInput, countsNone, endsTest, isOfNothing, isOfPresence, onlyPasses, showsNothing } from "./denials.js";
import { demandsEnd, isOverWithin, tellsToQuit } from "./ends.js";
import { following } from "./following.js";
import { type GuardInput, callsItself } from "./guards.js";
import type { Sleep } from "./sleeps.js";
import type { Started } from "./starts.js";
import { isStop, isTestEnd, keptIn } from "./things.js";

export interface VetoInput extends GuardInput, DenialInput {
  /** Something may be tested in the file. */
  readonly isTest: boolean;
}

/** True if the time of the sleep is what is tested: the same number or name configures what was started, or, in a test, an option about time what is made before it. */
export function isTimeUnderTest(sleep: Sleep, started: Started | undefined, before: readonly CallNode[], isSaid: boolean, input: VetoInput): boolean {
  const { delay } = sleep;
  // What takes many times as long does not end within the sleep.
  const most = delay.value === undefined ? Infinity : delay.value * 20;
  const given = givenTo(started?.configuredBy.flatMap((call) => call.arguments) ?? [], most);
  if (given.numbers.some((number) => delay.numbers.includes(number)) || given.names.some((name) => delay.names.includes(name))) return true;
  if (started?.kind === "child" && (isOverWithin(started.configuredBy, sleep, input.scopes) || (!isSaid && showsEnd(sleep, input)))) return true;
  const { options, names, numbers } = givenTo(before.flatMap((call) => (call.type === "CallExpression" && isLogCall(call) ? [] : call.arguments)), most);
  const isOfTime = (option: string) => !boundsStart.test(option) && !wordsOf(option).some((word) => optionsOfCount.has(word)) && wordsOf(option).some((word) => optionsOfTime.has(word));
  // What is made before with the same time is what the sleep is measured by.
  if (delay.value === undefined || delay.names.length > 0) if (names.some((name) => name !== "" && delay.names.includes(name))) return true;
  // Options about other times say less than words do.
  if (isSaid) return options.some(isOfTime) && numbers.some((number) => delay.numbers.includes(number));
  // A much shorter time passes many times over.
  const isLike = (node: Node | undefined) => node?.type === "Literal" && typeof node.value === "number" && node.value * 20 >= (delay.value ?? 0);
  const isSetter = (call: CallNode) => isLike(call.arguments[0]) && wordsOf(calledName(call)).some((word) => settersOfTime.has(word));
  if (before.some(isSetter)) return true;
  return input.isTest && [...given.options, ...options].some(isOfTime);
}

/** True if what follows a sleep shows that time had to pass: it demands that nothing is there, or ends what has one of the names, or anything for one that is not known. */
export function isEnded(sleep: Sleep, subjects: readonly (Node | undefined)[], isSaid: boolean, input: VetoInput): boolean {
  const names = subjects.map((subject) => subject && nameOfThing(subject));
  const acts: Act[] = [];
  const next: Node[] = [];
  for (const statement of following(sleep, input.scopes)) if (next.push(statement) >= 12) break;
  if (next[0] && (asksAgain(next[0]) || next[0].type === "ThrowStatement")) return true;
  if (!isSaid && (showsNothing(sleep, input) || (sleep.form === "timer" && next.some(countsNone)))) return true;
  for (const [index, statement] of next.entries()) {
    const assertion = assertionIn(statement);
    // Where words say what is waited for, a test that only passes is no sign of time.
    if (assertion === "absence" && isSaid && onlyPasses(statement)) continue;
    if (assertion === "absence") return isOfNothing(statement, next, index, acts) && !isOfPresence(next.slice(index + 1), names);
    // What follows another sleep is that one's.
    if (acts.length > 0 && input.isSleep(statement)) break;
    if (assertion === "presence" || assertedBlock(statement)?.some((each) => assertionIn(each) === "presence")) return false;
    const isFirst = acts.length === 0;
    acts.push(...(actsOf(statement) ?? []).filter((act) => !input.isPassive(act) || isStop(act.call, undefined)));
    const [first] = acts;
    if (isFirst && first && (callsItself(first.call, sleep.node) || tellsToQuit(first.call))) return true;
    if (isFirst && first && (names.some((name) => isStop(first.call, name)) || isGivingUp(first.call))) return true;
  }
  // The next test may need what the comment speaks of.
  if (acts.length === 0 && !isSaid && sleep.form === "awaited" && !sleep.continuation && endsTest(sleep.node, input.actions)) return true;
  if (sleep.form !== "timer" || !sleep.continuation) return false;
  if (acts.length === 0) return findNode(sleep.continuation.body, (node) => isTestEnd(node)) === undefined;
  return throws(sleep.continuation) || acts.every(({ call }) => playsPeer(call)) || acts.some(({ call }) => isStop(call, undefined) || isGivingUp(call));
}

/** True if the first that is asserted behind a sleep is that a process has ended: it is given the time for that. */
function showsEnd(sleep: Sleep, { scopes, isPassive }: VetoInput): boolean {
  for (const statement of following(sleep, scopes)) {
    if (assertionIn(statement)) return demandsEnd(statement);
    if ((actsOf(statement) ?? []).some((act) => !isPassive(act))) return false;
  }
  return false;
}

/** A loop that tries until it has succeeded: the sleep before it only spares it a turn. */
function asksAgain(statement: Node): boolean {
  const isLoop = statement.type === "WhileStatement" || statement.type === "DoWhileStatement" || (statement.type === "ForStatement" && !isCounted(statement));
  return isLoop && findOwn(statement.body, (node) => node.type === "TryStatement" || node.type === "AwaitExpression") !== undefined;
}

/** `reject(…)`, `done(new Error(…))`, `controller.abort()`, `clearInterval(…)`, `reconnect()`, `stub.restore()`. */
function isGivingUp(call: CallNode): boolean {
  const name = calledName(call);
  if (/^(?:reject|abort|clear(?:Timeout|Interval|Immediate)|fail|reconnect|retry|restore|mockRestore|process\.exit|exit)$|^#?force(?:[A-Z]|$)/.test(name)) return true;
  const [first] = call.arguments;
  return first?.type === "NewExpression" && /Error$/.test(calledName(first)) && call.type === "CallExpression";
}

/** `connection.emit("open")`: the code says itself that it is so. */
function playsPeer(call: CallNode): boolean {
  const event = literalText(call.arguments[0]);
  return /^(?:emit|dispatchEvent)$/.test(calledName(call)) && event !== undefined && (readyEvents.has(event) || /^(?:close|error|end|exit|disconnect)$/.test(event));
}

/** What the calls start by their names. */
function namesStarted(calls: readonly CallNode[]): readonly Node[] {
  return calls.flatMap(({ callee }) => (callee.type === "MemberExpression" && startMethodVerbs.has(wordsOf(memberName(callee) ?? "")[0] ?? "") ? [callee.object] : []));
}

function throws(fn: FunctionNode): boolean {
  return findOwn(fn.body, (node) => node.type === "ThrowStatement") !== undefined;
}

/** The names by which code knows what was started: of itself, of what the start gave, and of what else was started before. */
export function namesOf(started: Started | undefined, before: readonly CallNode[]): readonly (Node | undefined)[] {
  if (!started) return [undefined];
  const named = [started.name, keptIn(started.call)].filter((node) => node !== undefined);
  return [...(named.length > 0 ? named : [undefined]), ...namesStarted(before)];
}

/** True where what follows takes values that are made up: the sleep is made up as well, `await sleep(200); return mockUsers[1];`. */
export function standsForLatency({ node }: Sleep): boolean {
  const statement = statementAround(node);
  const [next] = statement ? behind(statement) : [];
  return next !== undefined && findNode(next, (each) => each.type === "MemberExpression" && each.object.type === "Identifier" && madeUpNames.test(each.object.name) && each.parent.type !== "CallExpression") !== undefined;
}
