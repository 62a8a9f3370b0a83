import { type FunctionNode, type Node, calledName, findOwn, isCall, isFunction, unitOf, unwrap, wrapped } from "../ast.js";
import { removingCalls, setUpNames, suiteHooksOnce } from "../contracts/passive.js";
import { beforeInUnit, expressionOf, isLast, statementAround, statementsOf } from "../order.js";
import type { Startup } from "../startup.js";
import { wordsOf } from "../words.js";
import { readsClock } from "./clocks.js";
import { isEffect } from "./effects.js";
import { type LeadUp, comesBehind } from "./lead-up.js";
import { type Sleep, nextOf } from "./sleeps.js";
import { isStop } from "./things.js";

/** True for the last statement of a hook that sets up, or of a function whose name says that it does. */
export function endsSetUp({ node, form }: Sleep, { surroundings }: Startup): boolean {
  const fn = unitOf(node);
  if (form === "timer" || !isFunction(fn) || !endsUnit(node)) return false;
  const words = wordsOf(surroundings.nameOf(fn) ?? "");
  return surroundings.isTestSetUp(fn) || setUpNames.has(words[0] ?? "") || words.includes("setup");
}

/** True for a sleep with which a hook that runs once begins, or ends: nothing has gone wrong yet that time could mend, so something is not ready then. */
export function framesHook(sleep: Sleep, { last }: Pick<LeadUp, "last">, startup: Startup): boolean {
  const { node, delay } = sleep;
  if (delay.numbers.length === 0 || (last && (isEffect(last) || isStop(last, undefined) || removingCalls.test(calledName(last))))) return false;
  const fn = unitOf(node);
  if (isFunction(fn) && (readsClock(fn.body) || stopsBefore(node, startup))) return false;
  const isOwn = isFunction(fn) && runsOnce(fn, startup) && (fn.body === node || statementAround(node)?.parent === fn.body);
  return isOwn ? endsUnit(node) || !comesBehind(node, startup) : endsByDone(sleep, startup);
}

/** `setTimeout(done, 5000)` and `setTimeout(() => { …; done(); }, 5000)`, wherever it stands in a hook that is given `done`. */
function endsByDone({ call, continuation, form }: Sleep, startup: Startup): boolean {
  if (form !== "timer" && form !== "continued") return false;
  const last = continuation && statementsOf(continuation).at(-1);
  const ended = continuation ? expressionOf(last) : undefined;
  const done = continuation ? (ended?.type === "CallExpression" ? unwrap(ended.callee) : undefined) : nextOf(call);
  const definition = done?.type === "Identifier" ? startup.scopes.variableOf(done)?.defs[0] : undefined;
  return definition?.type === "Parameter" && isFunction(definition.node) && definition.node.params[0] === definition.name && runsOnce(definition.node, startup);
}

/** True for the function of `before(…)` or `beforeAll(…)`. */
export function runsOnce(fn: FunctionNode, { surroundings }: Pick<Startup, "surroundings">): boolean {
  const { parent } = wrapped(fn);
  return parent?.type === "CallExpression" && parent.callee.type === "Identifier" && suiteHooksOnce.has(calledName(parent)) && surroundings.isTestSetUp(fn);
}

/** True if the hook has ended something before: `process.kill(child.pid)`. */
function stopsBefore(node: Node, { contexts }: Startup): boolean {
  for (const statement of beforeInUnit(node, contexts)) if (findOwn(statement, (each) => isCall(each) && isStop(each, undefined))) return true;
  return false;
}

function endsUnit(node: Node): boolean {
  const statement = statementAround(node);
  return !statement || isLast(statement);
}
