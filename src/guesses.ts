import type { TSESLint } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type Node, calledName, findNode, findOwn, isCall, nameOfThing, wrapped } from "./ast.js";
import { constantText, meantToGoOn, pollingText, sleepingText } from "./contracts/sleeps.js";
import { targets } from "./contracts/started.js";
import { behind, functionAround, leaves, statementAround } from "./order.js";
import { settingsOf } from "./settings.js";
import { startOfAskedState } from "./sleeping/asked-state.js";
import { assertionIn } from "./sleeping/assertions.js";
import { learnsOfOthers } from "./sleeping/brokers.js";
import { clocksOf, hasFakeTimers, isInTestOfTime, testAround, titleOf } from "./sleeping/clocks.js";
import { keepsApart, showsPersistence } from "./sleeping/denials.js";
import { isEffect, isForEffect } from "./sleeping/effects.js";
import { delayOf } from "./sleeping/delays.js";
import { constantPoll, longestTime, racedSleep } from "./sleeping/false-waits.js";
import { beginsTurns, isGuard, isOrdered } from "./sleeping/guards.js";
import { hasHeld } from "./sleeping/held.js";
import { type LeadUp, isPassive, leadUpTo } from "./sleeping/lead-up.js";
import { putOffBy } from "./sleeping/put-off.js";
import { type Remark, namedFor, remarkAtConstant, remarkOn } from "./sleeping/remarks.js";
import { type Role, ownReadyEvent, roleOf } from "./sleeping/roles.js";
import { endsSetUp, framesHook } from "./sleeping/set-ups.js";
import { type Sleep, sleepOf } from "./sleeping/sleeps.js";
import type { Started } from "./sleeping/starts.js";
import { keptIn } from "./sleeping/things.js";
import { type VetoInput, isEnded, isTimeUnderTest, namesOf, standsForLatency } from "./sleeping/vetoes.js";
import { asksForLoaded, isKeptAside, isMeanwhile, isOfUse, isStartedBehind } from "./sleeping/use.js";
import { type Startup, startupOf } from "./startup.js";
import { wordsOf } from "./words.js";

export type { Started } from "./sleeping/starts.js";
export { type Sleep, shownAt } from "./sleeping/sleeps.js";

/** A fixed time that stands for the readiness of something. */
export interface Guess {
  readonly sleep: Sleep;
  /**
   * What shows it:
   * - `link`: the start is the last thing that happens before
   * - `remark`: a comment or a log line says so
   * - `name`: the name of the time says so
   * - `setUp`: it ends code that sets up, with a start in it
   * - `race`: it races with a wait for readiness, and wins without a word
   * - `effect`: an assertion follows, and no start goes before
   * - `putOff`: the code begins with it, and goes on by connecting to a service beside it
   */
  readonly evidence: "link" | "remark" | "name" | "setUp" | "race" | "effect" | "putOff";
  readonly isCertain: boolean;
  readonly started: Started | undefined;
  /** What else is started with it, and not waited for either. */
  readonly beside: readonly Started[];
  readonly remark: Remark | undefined;
  /** What it puts off: the connection to a service beside the program, where it is the first that is done. */
  readonly putOff: CallNode | undefined;
}

/** How what was started is named in a message, and what to wait for instead of a time. */
export function adviceFor(started: Started | undefined): { readonly noun: string; readonly advice: string } {
  return targets[started?.kind ?? "unknown"];
}

type SourceCode = Readonly<TSESLint.SourceCode>;

/** True if a file may sleep. Cheap: text only. */
export function maySleep(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): boolean {
  const { sleeps } = settingsOf(settings);
  const { text } = sourceCode;
  return sleepingText.test(text) || (constantText.test(text) && pollingText.test(text)) || sleeps.some((name) => text.includes(name));
}

/** The guesses of a file in the order of its text; with `effects` also waits for the effect of what was done. */
export function guessesIn(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>, effects: boolean): readonly Guess[] {
  const startup = startupOf(sourceCode, settings);
  const { sleeps, starts } = settingsOf(settings);
  const { values, scopes, actions, calls, contexts, surroundings } = startup;
  const sleeping = { values, scopes, names: sleeps };
  const sleepers = calls.flatMap((call) => {
    const raced = racedSleep(call, sleeping);
    const sleep = raced ?? sleepOf(call, sleeping);
    return sleep ? [{ sleep, raced }] : [];
  });
  const waiting = new Set(sleepers.map(({ sleep, raced }) => (raced ? undefined : sleep.node)));
  const vetoes: VetoInput = { actions, scopes, clocks: clocksOf(calls), isPassive: (act) => isPassive(act, startup), isSleep: (statement) => waiting.has(statement), isTest: surroundings.isTest() };
  const found = sleepers
    .flatMap(({ sleep, raced }): readonly Guess[] => {
      const role = roleOf(sleep, actions);
      if (role === "pace" || role === "teardown" || isGuard(sleep, vetoes) || isOrdered(sleep, scopes)) return [];
      const lead = leadUpTo(sleep, { values, actions, scopes, contexts, names: starts });
      const remark = remarkOn(sleep.node, lead, sourceCode) ?? remarkAtConstant(sleep, scopes, sourceCode);
      if (role !== "sequence" && !startsItself(sleep, role, lead, remark)) return [];
      if (isDefinition(sleep, actions) && !isOfOneThing(sleep, remark)) return [];
      if (remark?.says !== "readiness" && beginsTurns(sleep, scopes)) return [];
      const isOfTime = isInTestOfTime(sleep, vetoes.clocks, actions);
      const putOff = putOffBy(sleep, startup);
      // One promise that a timer settles, too, may be meant to be so.
      if (raced?.isSettled && (!lead.nearest || sourceCode.getCommentsInside(raced.node).some(({ value }) => meantToGoOn.test(value)))) return [];
      const shown = raced ? ({ evidence: "race", isCertain: !raced.isSettled, started: lead.nearest } as const) : evidenceOf(sleep, lead, remark, startup);
      // What is put off says more than a mere word of readiness.
      const seen = putOff && !shown?.isCertain && !shown?.started ? ({ evidence: "putOff", isCertain: false, started: undefined } as const) : (shown ?? (effects ? effectOf(sleep) : undefined));
      if (!seen || hasHeld(sleep, sourceCode, contexts) || (isOfTime && (remark?.says === "hint" || ["link", "setUp", "putOff"].includes(seen.evidence))) || isVetoed(sleep, seen, lead, remark, vetoes)) return [];
      // A child that has said so may not be ready in the way that a comment speaks of.
      const isOther = seen.started !== undefined && (asksForLoaded(sleep, seen.started) || learnsOfOthers(seen.started, startup) || (seen.evidence === "remark" && seen.started.kind === "child"));
      const started = seen.started && isOther ? { ...seen.started, isReady: false } : seen.started;
      return [{ sleep, remark, putOff, beside: lead.beside, ...seen, started }];
    })
    .toSorted((a, b) => a.sleep.node.range[0] - b.sleep.node.range[0]);
  const passing = sleepers.map(({ sleep }) => sleep.call);
  return found.filter((guess) => !isToldElsewhere(guess, found, passing, actions));
}

/** True for a guess that its name alone shows, where another is told of the same time: in the function that lets it pass, or where that is called, as that says what for. */
function isToldElsewhere({ evidence, sleep }: Guess, found: readonly Guess[], passing: readonly CallNode[], actions: Actions): boolean {
  if (evidence !== "name") return false;
  const lets = (call: CallNode, fn: Node | undefined) => {
    const action = actions.of(call);
    return fn !== undefined && action.kind === "local" && action.unit === fn;
  };
  const own = isDefinition(sleep, actions) ? functionAround(sleep.node) : undefined;
  if (own) return passing.some((call) => call !== sleep.call && lets(call, own));
  return found.some((other) => other.sleep !== sleep && other.evidence === "remark" && isDefinition(other.sleep, actions) && lets(sleep.call, functionAround(other.sleep.node)));
}

/** The polls of a file that ask nothing, each as the sleep that it is; certain where a start goes before. */
export function constantPollsIn(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly { readonly node: Node; readonly guess: Guess }[] {
  const { values, scopes, actions, contexts, calls } = startupOf(sourceCode, settings);
  const { starts } = settingsOf(settings);
  return calls.flatMap((call) => {
    const node = constantPoll(call);
    const test = node && testAround(node, actions);
    // A test of the poll itself.
    if (!node || (test && titleOf(test).includes(calledName(call))) || calls.some((each) => calledName(each) === calledName(call) && isToFail(each))) return [];
    const statement = statementAround(node) ?? node;
    const started = leadUpTo({ node: statement }, { values, scopes, actions, contexts, names: starts }).nearest;
    const sleep: Sleep = { node: statement, call, delay: delayOf(longestTime(call) ?? call, scopes), form: "awaited", continuation: undefined, after: undefined, isInMs: true, driver: undefined };
    return [{ node, guess: { sleep, started, evidence: "link", isCertain: started !== undefined, beside: [], remark: undefined, putOff: undefined } }];
  });
}

/** `assert.rejects(waitFor(() => false))` */
function isToFail(call: CallNode): boolean {
  const { parent } = wrapped(call);
  return parent?.type === "CallExpression" && parent.callee !== call && /^(?:rejects|throws|throwsAsync)$/.test(calledName(parent));
}

function isVetoed(sleep: Sleep, found: Pick<Guess, "evidence" | "started">, lead: LeadUp, remark: Remark | undefined, vetoes: VetoInput): boolean {
  const started = found.started ?? lead.nearest;
  const named = namedFor(sleep);
  const isSaid = (remark?.says === "readiness" && remark.isVague !== true && !(lead.last && isEffect(lead.last))) || named === "readiness";
  if (remark?.says === "time" || named === "time" || isEnded(sleep, remark?.says === "readiness" && lead.inFlight ? [keptIn(lead.inFlight)] : namesOf(started, lead.calls), isSaid, vetoes)) return true;
  if (!isSaid && started?.isAwaited && (showsPersistence(sleep, started, vetoes) || keepsApart(sleep, vetoes))) return true;
  return isTimeUnderTest(sleep, started, lead.calls, isSaid, vetoes) || standsForLatency(sleep) || hasFakeTimers(sleep.node, vetoes.clocks, vetoes.actions);
}

/** True where a listener, or what is done when something has failed, starts something and then sleeps: its time is that of the start, where a comment or the code says so. */
function startsItself({ node, form }: Sleep, role: Role, { adjacent, last }: LeadUp, remark: Remark | undefined): boolean {
  if (form === "timer" || form === "continued") return false;
  const isBeside = (call: Node | undefined) => call !== undefined && statementAround(call)?.parent === node.parent;
  const isSaid = remark?.says === "readiness" && remark.isPlain && remark.isVague !== true;
  const isStarted = adjacent?.isCertain === true && isBeside(adjacent.call);
  if (role !== "caught") return isSaid && isStarted;
  // Who starts it once more, and then gives up, or lets others go on with the next attempt, only rests.
  const [next] = behind(statementAround(node) ?? node);
  return (isStarted && !adjacent.isAwaited && !(next && leaves(next) && findOwn(next, isCall) === undefined)) || (isSaid && isBeside(last));
}

/** What shows that a sleep is for readiness; undefined where nothing does. */
function evidenceOf(sleep: Sleep, { adjacent, isDoubtful, nearest, last }: LeadUp, remark: Remark | undefined, startup: Startup): Pick<Guess, "evidence" | "isCertain" | "started"> | undefined {
  // Where nothing has been started, what comes to rest may be anything that moves.
  const isOfAnything = remark?.isRest === true && !nearest;
  if (remark?.says === "readiness" && !isOfAnything && (namesStart(remark, nearest) || !isForEffect(remark, adjacent ? undefined : last, adjacent !== undefined))) return { evidence: "remark", isCertain: !remark.isVague || nearest !== undefined, started: nearest };
  const named = namedFor(sleep);
  const isOfEffect = !adjacent && last !== undefined && isEffect(last);
  if (named === "readiness" || (named === "settling" && !isOfEffect)) return { evidence: "name", isCertain: true, started: nearest };
  if (adjacent && !isStartedBehind(sleep, adjacent) && !(isDoubtful && isMeanwhile(sleep)) && !isKeptAside(sleep, startup.scopes)) return { evidence: "link", isCertain: adjacent.isCertain && remark?.says !== "effect" && sleep.form !== "timer" && isOfUse(sleep, adjacent, startup.scopes), started: adjacent };
  if (remark?.says === "hint" && remark.isPlain && sleep.form !== "timer" && !headsNext(sleep, remark)) return { evidence: "remark", isCertain: false, started: nearest };
  const asked = startOfAskedState(sleep, last, startup.scopes);
  if (asked) return { evidence: "link", isCertain: false, started: asked };
  return (nearest && endsSetUp(sleep, startup)) || framesHook(sleep, { last }, startup) ? { evidence: "setUp", isCertain: false, started: nearest } : undefined;
}

/** True for a comment that ends with what was started: "waiting for chromedriver". */
function namesStart({ text }: Remark, started: Started | undefined): boolean {
  const name = started?.name && nameOfThing(started.name).toLowerCase();
  const [said = ""] = text.toLowerCase().split(/[.;!]/);
  return name !== undefined && name.length > 3 && !started?.isAwaited && said.split(/\W+/).findLast((word) => word !== "") === name;
}

/** True for a comment that names what is done behind the sleep: `// Reconnect.` above `manager.simulateConnect()`. */
function headsNext({ node }: Sleep, { text }: Remark): boolean {
  const [next] = behind(statementAround(node) ?? node);
  const call = next?.type === "ExpressionStatement" ? findNode(next, isCall) : undefined;
  const said = text.toLowerCase();
  return call !== undefined && wordsOf(calledName(call)).some((word) => word.length > 3 && said.includes(word));
}

function effectOf(sleep: Sleep): Pick<Guess, "evidence" | "isCertain" | "started"> | undefined {
  const statement = sleep.form === "awaited" ? statementAround(sleep.node) : undefined;
  const [next] = statement ? behind(statement) : [];
  return next && assertionIn(next) === "presence" ? { evidence: "effect", isCertain: true, started: undefined } : undefined;
}

/** True for a function that sleeps and does nothing else: who calls it sleeps. */
function isDefinition({ node, after }: Sleep, actions: Actions): boolean {
  const fn = functionAround(node);
  if (!fn || after) return false;
  const isAll = fn.body === node || (fn.body.type === "BlockStatement" && fn.body.body.length === 1 && fn.body.body[0] === node);
  const user = wrapped(fn).parent;
  return isAll && user?.type !== "CallExpression" && user?.type !== "ArrayExpression" && user?.type !== "NewExpression" && !ownReadyEvent(fn, actions);
}

/** True for a fixed time of which is said what it is for: its function is no general way to sleep. */
function isOfOneThing(sleep: Sleep, remark: Remark | undefined): boolean {
  return sleep.delay.value !== undefined && ((remark?.says === "readiness" && remark.isVague !== true) || namedFor(sleep) === "readiness");
}
