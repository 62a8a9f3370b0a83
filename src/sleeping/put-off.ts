import { type CallNode, type Node, calledName, findOwn, isCall, isFunction, memberName, textBeginning, unitOf, unwrap } from "../ast.js";
import { jobCalls, localOrigin, remoteCalls, remoteServices } from "../contracts/remote.js";
import { requestCalls } from "../contracts/retries.js";
import { dottedName } from "../names.js";
import { behind, statementAround, statementsOf } from "../order.js";
import type { Startup } from "../startup.js";
import { wordsOf } from "../words.js";
import { type Act, actsOf } from "./acts.js";
import { comesBehind, isPassive } from "./lead-up.js";
import { runsOnce } from "./set-ups.js";
import type { Sleep } from "./sleeps.js";
import { moduleOf } from "./things.js";

/**
 * The call with which a program turns to a service beside it, where a sleep is all that goes before: the program, or the hook that sets up its
 * tests, begins with it. Nothing here has started what it waits for.
 */
export function putOffBy(sleep: Sleep, startup: Startup): CallNode | undefined {
  const { node, form, continuation, delay } = sleep;
  // What is computed from what is not seen may be another time for each of many.
  if (delay.numbers.length === 0 || delay.value === undefined || !isBeginning(node, startup) || comesBehind(node, startup, isMaking)) return undefined;
  const statement = statementAround(node);
  const next = form === "awaited" && statement ? behind(statement) : form === "timer" && continuation ? statementsOf(continuation) : [];
  for (const each of next) {
    const first = (actsOf(each) ?? []).find((act) => !isPassive(act, startup) && !isMaking(act));
    if (first) return isRemote(first.call, startup) && !(form === "timer" && isJob(first.call, node, startup)) ? first.call : undefined;
  }
  return undefined;
}

/** True for what a timer runs once beside a program that goes on, or asks of a service that is there: a job for later. */
function isJob(call: CallNode, node: Node, startup: Startup): boolean {
  if (jobCalls.has(calledName(call))) return true;
  for (const each of behind(statementAround(node) ?? node)) if ((actsOf(each, true) ?? []).some((act) => !isPassive(act, startup) && !isMaking(act))) return true;
  return false;
}

/** True for code that runs once, when the program begins or its tests are set up. */
function isBeginning(node: Node, startup: Startup): boolean {
  const { surroundings } = startup;
  const unit = unitOf(node);
  if (unit.type === "Program") return statementAround(node)?.parent === unit;
  if (!isFunction(unit) || statementAround(node)?.parent !== unit.body) return false;
  return runsOnce(unit, startup) || surroundings.isEntryPoint(unit);
}

/** `const client = new Client()`: kept for later, and not waited for. */
function isMaking({ call, isAwaited }: Act): boolean {
  return !isAwaited && call.type === "NewExpression" && call.parent.type === "VariableDeclarator";
}

function isRemote(call: CallNode, startup: Startup): boolean {
  return isKnown(call, startup) || asksThisMachine(call) || isNamedSo(call) || connectsInside(call, startup);
}

function isKnown(call: CallNode, { values, scopes }: Startup): boolean {
  const callee = unwrap(call.callee);
  const value = values.valueOf(callee);
  const module = value?.kind === "export" ? value.module : callee.type === "MemberExpression" ? moduleOf(callee.object, { values, scopes }) : undefined;
  const name = value?.kind === "export" ? value.name.split(".").at(-1) : callee.type === "MemberExpression" ? memberName(callee) : undefined;
  return module !== undefined && name !== undefined && remoteCalls.some(({ from, names }) => from.includes(module.replace(/^node:/, "")) && names.has(name));
}

/** `fetch("http://localhost:3000/health")` */
function asksThisMachine(call: CallNode): boolean {
  const first = call.arguments[0] && unwrap(call.arguments[0]);
  return localOrigin.test(textBeginning(first) ?? "") && requestCalls.has(dottedName(call.callee) ?? "");
}

/** `connectDB()`, `connectToRabbitMQ(url)` */
function isNamedSo({ callee }: CallNode): boolean {
  const name = callee.type === "Identifier" ? callee.name : "";
  const [verb = "", ...rest] = wordsOf(name);
  return verb === "connect" && rest.length > 0 && remoteServices.test(name);
}

/** A function of the file that begins so. */
function connectsInside(call: CallNode, startup: Startup): boolean {
  const action = startup.actions.of(call);
  if (action.kind !== "local" || !isFunction(action.unit)) return false;
  return findOwn(action.unit.body, (node) => isCall(node) && isKnown(node, startup)) !== undefined;
}
