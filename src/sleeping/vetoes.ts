import type { TSESLint } from "@typescript-eslint/utils";
import type { Actions } from "../actions.js";
import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, isInside, keyName, literalText, memberName, nameOfThing, namingNode, parameterName, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { boundsStart, optionsOfCount, optionsOfTime, settersOfTime, titlesOfPersistence } from "../contracts/intent.js";
import { readyEvents, startMethodVerbs } from "../contracts/started.js";
import { behind, excludes, statementAround, statementsOf } from "../order.js";
import type { Scopes } from "../scopes.js";
import { wordsOf } from "../words.js";
import { type Act, actsOf, isCounted } from "./acts.js";
import { assertedBlock, assertedIn, assertionIn, declares, setsLimit } from "./assertions.js";
import { type Clocks, testAround, titleOf } from "./clocks.js";
import { givenTo } from "./delays.js";
import { isEffect } from "./effects.js";
import { type Sleep, nextOf } from "./sleeps.js";
import type { Started } from "./starts.js";
import { isStop, keptIn } from "./things.js";

export interface VetoInput {
  readonly actions: Actions;
  readonly scopes: Scopes;
  readonly clocks: Clocks;
  /** True for a call that starts nothing and waits for nothing. */
  readonly isPassive: (act: Act) => boolean;
}

/** True if the time of the sleep is what is tested: the same number or name configures what was started, or an option about time what is made before it. */
export function isTimeUnderTest({ delay }: Sleep, started: Started | undefined, before: readonly CallNode[], isSaid: boolean): boolean {
  const given = givenTo(started?.configuredBy.flatMap((call) => call.arguments) ?? []);
  if (given.numbers.some((number) => delay.numbers.includes(number)) || given.names.some((name) => delay.names.includes(name))) return true;
  const { options, names, numbers } = givenTo(before.flatMap((call) => call.arguments));
  const isOfTime = (option: string) => !boundsStart.test(option) && !wordsOf(option).some((word) => optionsOfCount.has(word)) && wordsOf(option).some((word) => optionsOfTime.has(word));
  // What is made before with the same time is what the sleep is measured by.
  if (delay.value === undefined || delay.names.length > 0) if (names.some((name) => name !== "" && delay.names.includes(name))) return true;
  // Options about other times say less than words do.
  if (isSaid) return options.some(isOfTime) && numbers.some((number) => delay.numbers.includes(number));
  // A much shorter time passes many times over.
  const isLike = (node: Node | undefined) => node?.type === "Literal" && typeof node.value === "number" && node.value * 20 >= (delay.value ?? 0);
  const isSetter = (call: CallNode) => isLike(call.arguments[0]) && wordsOf(calledName(call)).some((word) => settersOfTime.has(word));
  if (before.some(isSetter)) return true;
  return [...given.options, ...options].some(isOfTime);
}

/** True if what follows a sleep shows that time had to pass: it demands that nothing is there, or ends what has one of the names, or anything for one that is not known. */
export function isEnded(sleep: Sleep, subjects: readonly (Node | undefined)[], isSaid: boolean, input: VetoInput): boolean {
  const names = subjects.map((subject) => subject && nameOfThing(subject));
  const acts: Act[] = [];
  const next: Node[] = [];
  for (const statement of following(sleep, input.scopes)) if (next.push(statement) >= 12) break;
  if (next[0] && asksAgain(next[0])) return true;
  for (const [index, statement] of next.entries()) {
    const assertion = assertionIn(statement);
    if (assertion === "absence") return isOfNothing(statement, next, index, acts);
    if (assertion === "presence" || assertedBlock(statement)?.some((each) => assertionIn(each) === "presence")) return false;
    const isFirst = acts.length === 0;
    acts.push(...(actsOf(statement) ?? []).filter((act) => !input.isPassive(act) || isStop(act.call, undefined)));
    const [first] = acts;
    if (isFirst && first && callsItself(first.call, sleep.node)) return true;
    if (isFirst && first && (names.some((name) => isStop(first.call, name)) || isGivingUp(first.call))) return true;
  }
  // The next test may need what the comment speaks of.
  if (acts.length === 0 && !isSaid && sleep.form === "awaited" && !sleep.continuation && endsTest(sleep.node, input.actions)) return true;
  if (sleep.form !== "timer" || !sleep.continuation) return false;
  return acts.length === 0 || throws(sleep.continuation) || acts.every(({ call }) => playsPeer(call)) || acts.some(({ call }) => isStop(call, undefined) || isGivingUp(call));
}

/** True if a test is to show that what has been started goes on as it is: its title says so, and the first that it does behind the sleep is to assert something of that. */
export function showsPersistence(sleep: Sleep, { name }: Started, { actions, scopes, isPassive }: VetoInput): boolean {
  const test = testAround(sleep.node, actions);
  const subject = name && nameOfThing(name);
  if (!test || subject === undefined || !titlesOfPersistence.test(titleOf(test))) return false;
  for (const statement of following(sleep, scopes)) {
    const asserted = assertionIn(statement) && assertedIn(statement);
    if (assertionIn(statement)) return asserted !== undefined && findNode(asserted, (node) => node.type === "Identifier" && node.name === subject) !== undefined;
    if ((actsOf(statement) ?? []).some((act) => !isPassive(act))) return false;
  }
  return false;
}

/** True for a denial that shows that nothing has happened: not one of what was sent last, nor of a part of an answer that must be there. */
function isOfNothing(denial: Node, next: readonly Node[], index: number, acts: readonly Act[]): boolean {
  const asserted = assertedIn(denial);
  const name = asserted && nameOfThing(asserted.type === "MemberExpression" ? asserted.object : asserted);
  const read = next.slice(0, index).find((statement) => declares(statement, name));
  // `t.pass()` denies nothing of what has been asked for, nor does a limit.
  if ((!asserted || setsLimit(denial)) && acts.some(({ call, isAwaited }) => isAwaited && !(read && isInside(call, read)))) return false;
  if (!read) return !acts.some(({ call }) => isEffect(call));
  if (asserted?.type === "Identifier") return !acts.some(({ call }) => isEffect(call) && !isInside(call, read));
  const isOfSame = (statement: Node) => {
    const other = assertionIn(statement) === "presence" ? assertedIn(statement) : undefined;
    return other?.type === "MemberExpression" && nameOfThing(other.object) === name;
  };
  return !next.slice(index + 1).some(isOfSame) && !acts.some(({ call }) => isEffect(call));
}

/** A loop that tries until it has succeeded: the sleep before it only spares it a turn. */
function asksAgain(statement: Node): boolean {
  const isLoop = statement.type === "WhileStatement" || statement.type === "DoWhileStatement" || (statement.type === "ForStatement" && !isCounted(statement));
  return isLoop && findOwn(statement.body, (node) => node.type === "TryStatement" || node.type === "AwaitExpression") !== undefined;
}

/** The statements that run when the time is over, those that are tried as well. */
function* following(sleep: Sleep, scopes: Scopes): Iterable<Node> {
  for (const statement of statementsBehind(sleep, scopes)) {
    if (statement.type === "TryStatement") yield* statement.block.body;
    else yield statement;
  }
}

function statementsBehind({ node, call, continuation, form }: Sleep, scopes: Scopes): Iterable<Node> {
  if (form === "timer" && continuation) return statementsOf(continuation);
  const next = form === "continued" && !continuation ? nextOf(call) : undefined;
  const definition = next?.type === "Identifier" ? scopes.variableOf(next)?.defs[0] : undefined;
  const named = definition?.type === "Variable" ? definition.node.init : definition?.type === "FunctionName" ? definition.node : undefined;
  if (named && isFunction(named)) return statementsOf(named);
  const statement = statementAround(node);
  return statement ? behind(statement) : [];
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

/**
 * True if a timer only bounds a wait for something else: its variable is cleared where that happens, or the function that it calls is
 * called there too. Handlers of 'exit' and 'error' aside: they are told of failure.
 */
export function isGuard({ call, form, continuation }: Sleep, { scopes, clocks }: VetoInput): boolean {
  if (form !== "timer" && form !== "continued") return false;
  const next = nextOf(call);
  if (next && isOwnName(nameOfThing(next), call)) return true;
  const outer = wrapped(call);
  const kept = outer.parent?.type === "VariableDeclarator" ? outer.parent.id : outer.parent?.type === "AssignmentExpression" ? outer.parent.left : undefined;
  const timer = kept && nameOfThing(kept);
  if (timer !== undefined) {
    // A timer that is kept is kept to be cleared, in this file or by who is given it.
    const clears = clocks.clears.filter((each) => each.arguments[0] && nameOfThing(each.arguments[0]) === timer);
    if (clears.length === 0 || clears.some((each) => !isToldOfFailure(each))) return true;
  }
  const settle = settlerOf(call, continuation, scopes);
  const variable = settle && scopes.variableOf(settle);
  if (!variable || variable.defs[0]?.type !== "Parameter") return false;
  return variable.references.some(({ identifier }) => !isInside(identifier, call) && !excludes(identifier, call) && !isToldOfFailure(identifier) && !tellsFailure(identifier, variable));
}

/** `setTimeout(check, 100)` before `check`, which asks again in the same way: the first of many turns. */
export function beginsTurns({ call }: Sleep, scopes: Scopes): boolean {
  const [next] = call.arguments;
  const variable = next?.type === "Identifier" ? scopes.variableOf(next) : undefined;
  const isTimed = (identifier: Node) => identifier.parent?.type === "CallExpression" && identifier.parent !== call && identifier.parent.arguments[0] === identifier && calledName(identifier.parent) === calledName(call);
  return variable?.references.some(({ identifier }) => isTimed(identifier) && isOwnName(variable.name, identifier)) ?? false;
}

/** True for a call of the function that `node` stands in, on the same object: another one's method of that name is another function. */
function callsItself(call: CallNode, node: Node): boolean {
  const callee = unwrap(call.callee);
  const isSame = callee.type !== "MemberExpression" || callee.object.type === "ThisExpression" || (callee.object.type === "Identifier" && /^(?:self|that|_this|me)$/.test(callee.object.name));
  return isSame && isOwnName(calledName(call), node);
}

/** True for the name of a function that `node` stands in. */
function isOwnName(name: string, node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    const { parent } = at;
    const own = parent.type === "MethodDefinition" || parent.type === "Property" || parent.type === "PropertyDefinition" ? keyName(parent) : namingNode(at)?.name;
    if (own !== undefined && own.replace(/^#/, "") === name) return true;
  }
  return false;
}

/** True for the last statement of a test: what follows is nothing, so the time shows that nothing happens. */
function endsTest(node: Node, actions: Actions): boolean {
  const fn = node.parent?.parent;
  const call = isFunction(fn) ? wrapped(fn).parent : undefined;
  const action = call?.type === "CallExpression" ? actions.of(call) : undefined;
  return action?.kind === "test" && action.phase === "test";
}

/** The function that the timer calls: `resolve` of `setTimeout(resolve, 500)` and of `setTimeout(() => resolve(), 500)`. */
function settlerOf(call: CallNode, continuation: FunctionNode | undefined, scopes: Scopes): Node | undefined {
  const [next] = call.arguments;
  if (next?.type === "Identifier") return next;
  if (!continuation) return undefined;
  const own = findOwn(continuation.body, (node) => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return false;
    const definition = scopes.variableOf(node.callee)?.defs[0];
    return definition?.type === "Parameter" && isExecutor(definition.node) && parameterName((definition.node as FunctionNode).params[0] ?? ({} as never))?.name === node.callee.name;
  });
  return own?.type === "CallExpression" ? own.callee : undefined;
}

/** `done(error)`: what a function that is no executor's is given is the error. */
function tellsFailure(identifier: Node, variable: TSESLint.Scope.Variable): boolean {
  const { parent } = identifier;
  if (parent?.type !== "CallExpression") return false;
  if (parent.callee === identifier) return parent.arguments.length > 0 && !isExecutor(variable.defs[0]?.node as Node);
  // `.catch(done)`
  return calledName(parent) === "catch";
}

function isExecutor(fn: Node): boolean {
  const { parent } = wrapped(fn);
  return isFunction(fn) && parent?.type === "NewExpression" && calledName(parent) === "Promise";
}

/** True for code in the listener of an event of failure. */
function isToldOfFailure(node: Node): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const call = isFunction(at) || at === node ? wrapped(at).parent : undefined;
    if (call?.type === "CallExpression" && attachMethods.has(calledName(call)) && /^(?:exit|error|close|end|disconnect)$/.test(literalText(call.arguments[0]) ?? "")) return true;
  }
  return false;
}
