import { type FunctionNode, type Node, calledName, findNode, findOwn, isCall, isFunction, unitOf, unwrap, wrapped } from "../ast.js";
import { setUpNames, suiteHooksOnce } from "../contracts/passive.js";
import { before, behind, expressionOf, statementAround, statementsOf } from "../order.js";
import type { Startup } from "../startup.js";
import { wordsOf } from "../words.js";
import { actsOf } from "./acts.js";
import { isEffect } from "./effects.js";
import { type LeadUp, isPassive } from "./lead-up.js";
import { type Sleep, nextOf } from "./sleeps.js";
import { isStop } from "./things.js";

/** True for the last statement of a hook that sets up, or of a function whose name says that it does. */
export function endsSetUp({ node, form }: Sleep, { surroundings }: Startup): boolean {
  const fn = unitOf(node);
  if (form === "timer" || !isFunction(fn) || !isLast(node)) return false;
  const words = wordsOf(surroundings.nameOf(fn) ?? "");
  return surroundings.isTestSetUp(fn) || setUpNames.has(words[0] ?? "") || words.includes("setup");
}

/** True for a sleep with which a hook that runs once begins, or ends: nothing has gone wrong yet that time could mend, so something is not ready then. */
export function framesHook(sleep: Sleep, { last }: Pick<LeadUp, "last">, startup: Startup): boolean {
  const { node, delay } = sleep;
  if (delay.numbers.length === 0 || (last && (isEffect(last) || isStop(last, undefined) || removes.test(calledName(last))))) return false;
  const fn = unitOf(node);
  if (isFunction(fn) && (looksAtClock(fn) || stopsBefore(node, startup))) return false;
  const isOwn = isFunction(fn) && runsOnce(fn, startup) && (fn.body === node || statementAround(node)?.parent === fn.body);
  return isOwn ? isLast(node) || !comesBehind(node, startup) : endsByDone(sleep, startup);
}

// What is gone needs no readiness.
const removes = /^(?:unlink|rm|rmdir|remove|delete|drop|truncate|clear|reset|empty)/;

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
  const unit = unitOf(node);
  for (const statement of before(node, contexts)) {
    if (unitOf(statement) !== unit) return false;
    if (findOwn(statement, (each) => isCall(each) && isStop(each, undefined))) return true;
  }
  return false;
}

/** `started = Date.now();`: time itself is looked at. */
function looksAtClock(fn: FunctionNode): boolean {
  return findNode(fn.body, (node) => (node.type === "CallExpression" && /^(?:now|hrtime)$/.test(calledName(node))) || (node.type === "NewExpression" && calledName(node) === "Date" && node.arguments.length === 0)) !== undefined;
}

function isLast(node: Node): boolean {
  const statement = statementAround(node);
  return !statement || behind(statement)[Symbol.iterator]().next().done === true;
}

/** True if something is done in the same function before. */
function comesBehind(node: Node, startup: Startup): boolean {
  const unit = unitOf(node);
  for (const statement of before(node, startup.contexts)) {
    if (unitOf(statement) !== unit) return false;
    const acts = actsOf(statement, true);
    if (!acts || acts.some((act) => !isPassive(act, startup))) return true;
  }
  return false;
}
