import type { Actions } from "../actions.js";
import { type Node, findNode, isFunction, isInside, literalText, nameOfThing, unwrap, wrapped } from "../ast.js";
import { titlesOfDenial, titlesOfPersistence } from "../contracts/intent.js";
import { expressionOf } from "../order.js";
import type { Scopes } from "../scopes.js";
import { type Act, actsOf } from "./acts.js";
import { assertedIn, assertionIn, declares, partsOfAssertion, setsLimit } from "./assertions.js";
import { testAround, titleOf } from "./clocks.js";
import { isEffect } from "./effects.js";
import { following } from "./following.js";
import { type Sleep, nextOf } from "./sleeps.js";
import type { Started } from "./starts.js";

export interface DenialInput {
  readonly actions: Actions;
  readonly scopes: Scopes;
  /** True for a call that starts nothing and waits for nothing. */
  readonly isPassive: (act: Act) => boolean;
  /** True for a statement that sleeps. */
  readonly isSleep: (statement: Node) => boolean;
}

/** True if a test is to show that something does not happen: its title says so, and it ends with a denial behind another sleep, or with the time itself. */
export function showsNothing(sleep: Sleep, { actions, scopes, isSleep }: DenialInput): boolean {
  const test = testAround(sleep.node, actions);
  if (!test || !titlesOfDenial.test(titleOf(test))) return false;
  if (sleep.form === "continued") return isOfCaller(nextOf(sleep.call), scopes);
  const next = [...following(sleep, scopes)];
  if (sleep.form === "timer") return next.length > 0 && next.every((statement) => isSettling(statement, scopes));
  // What is demanded first is what the time is for.
  if (next[0] && assertionIn(next[0]) === "presence") return false;
  const last = next.findLastIndex((statement) => assertionIn(statement) !== undefined);
  return last > 0 && assertionIn(next[last] as Node) === "absence" && next.slice(0, last).some(isSleep);
}

/** True where the same time passes behind each of the next steps, and nothing is asserted of them: it keeps them apart. */
export function keepsApart(sleep: Sleep, { scopes, isSleep }: DenialInput): boolean {
  const { value } = sleep.delay;
  if (value === undefined) return false;
  let paces = 0;
  for (const statement of following(sleep, scopes)) {
    if (assertionIn(statement)) return false;
    if (isSleep(statement) && findNode(statement, (node) => node.type === "Literal" && node.value === value) && ++paces === 3) return true;
  }
  return false;
}

/** `resolve("done");`, `done();`: a function that the code around is handed is called, and nothing is said to have failed. */
function isSettling(statement: Node, scopes: Scopes): boolean {
  const call = expressionOf(statement);
  if (call?.type !== "CallExpression" || call.callee.type !== "Identifier") return false;
  return isOfCaller(call.callee, scopes) && call.arguments.every((argument) => argument.type === "Literal");
}

/** True for a function that the code around is handed, and where none is named. */
function isOfCaller(next: Node | undefined, scopes: Scopes): boolean {
  return next === undefined || (next.type === "Identifier" && scopes.variableOf(next)?.defs[0]?.type === "Parameter");
}

/** True for an assertion that something has not been called, or been counted: time is what shows it. */
export function countsNone(statement: Node): boolean {
  const parts = assertionIn(statement) === "absence" ? partsOfAssertion(statement) : undefined;
  const expected = parts?.expected && unwrap(parts.expected);
  return parts !== undefined && (/^not\.(?:toHaveBeen|toBe)Called$|^notCalled$/.test(parts.matcher) || (expected?.type === "Literal" && expected.value === 0));
}

/** True if a test is to show that what has been started goes on as it is: its title says so, and the first that it does behind the sleep is to assert something of that. */
export function showsPersistence(sleep: Sleep, { name }: Started, { actions, scopes, isPassive }: DenialInput): boolean {
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
export function isOfNothing(denial: Node, next: readonly Node[], index: number, acts: readonly Act[]): boolean {
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

/** True if the assertions that come first demand something of what has one of the names. */
export function isOfPresence(statements: readonly Node[], names: readonly (string | undefined)[]): boolean {
  for (const statement of statements) {
    const assertion = assertionIn(statement);
    const asserted = assertion === "presence" ? assertedIn(statement) : undefined;
    if (asserted && findNode(asserted, (node) => node.type === "Identifier" && names.includes(node.name))) return true;
    if (!assertion) return false;
  }
  return false;
}

/** `t.pass("started");` */
export function onlyPasses(statement: Node): boolean {
  const asserted = assertedIn(statement);
  return !asserted || literalText(asserted) !== undefined;
}

/** True for the last statement of a test: what follows is nothing, so the time shows that nothing happens. */
export function endsTest(node: Node, actions: Actions): boolean {
  const fn = node.parent?.parent;
  const call = isFunction(fn) ? wrapped(fn).parent : undefined;
  const action = call?.type === "CallExpression" ? actions.of(call) : undefined;
  return action?.kind === "test" && action.phase === "test";
}
