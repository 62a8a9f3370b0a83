import { type CallNode, type Node, calledName, findNode, isCall, isFunction, literalText, unwrap } from "../ast.js";
import { attachMethods, eventPromises, namedEventPromises, ownExport } from "../contracts/calls.js";
import { begunEvents, readyEvents, readyPasts } from "../contracts/started.js";
import type { Guess, Started } from "../guesses.js";
import { expressionOf } from "../order.js";
import { msOf } from "../sleeping/sleeps.js";
import { wordsOf } from "../words.js";
import type { Edit, File } from "./edits.js";
import { timesGiven } from "./links.js";
import { isLog } from "./remove-sleep.js";
import { sleepStatement, withoutSleep } from "./sleeps.js";

/**
 * Takes the sleep away where the next thing that is awaited is a promise of the readiness of what was started, made before its start and asked by
 * nobody yet: `const connected = once(client, "connect"); client.connect(); await sleep(100); await connected;`. It may be given a time, if that is as long.
 */
export function removeBeforeKept(file: File, { sleep, started, remark }: Guess): readonly Edit[] | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  const next = place?.next.find((statement) => !isLog(statement));
  const outer = expressionOf(next);
  if (!place || !started || !isCall(started.call) || remark || outer?.type !== "AwaitExpression") return undefined;
  const kept = keptPromise(outer.argument, msOf(sleep));
  const variable = kept?.type === "Identifier" ? startup.scopes.variableOf(kept) : undefined;
  const definition = variable?.defs[0]?.node;
  if (!variable || definition?.type !== "VariableDeclarator" || definition.parent.kind !== "const" || !definition.init || definition.range[1] > started.call.range[0]) return undefined;
  const isAskedBefore = variable.references.some(({ identifier, init }) => init !== true && identifier.range[0] < sleep.node.range[0]);
  return !isAskedBefore && isReadinessOf(file, unwrap(definition.init), started) ? [withoutSleep(sourceCode, place.statement)] : undefined;
}

/** The promise that is awaited, by itself or with a time that is as long as the sleep: `connected`, `deadline(connected, 4000)`. */
function keptPromise(awaited: Node, ms: number | undefined): Node | undefined {
  const inner = unwrap(awaited);
  if (inner.type !== "CallExpression") return inner;
  const isBounded = wordsOf(calledName(inner)).some((word) => /^(?:deadline|timeout|within)$/.test(word)) && timesGiven(inner).some((time) => time >= (ms ?? Infinity));
  const promises = inner.arguments.map((argument) => unwrap(argument)).filter(({ type }) => type === "Identifier");
  return isBounded && promises.length === 1 ? promises[0] : undefined;
}

/** True for a promise that is fulfilled by an event of what is started, by which its start has come to its end. */
function isReadinessOf(file: File, maker: Node, started: Started): boolean {
  const { values, actions, scopes } = file.startup;
  if (!isCall(maker) || !started.name || !isCall(started.call)) return false;
  const verb = calledName(started.call);
  const isOwn = (node: Node | undefined) => node !== undefined && sourceOf(file, node) === sourceOf(file, started.name as Node);
  if (calledName(maker) === "Promise") {
    const executor = maker.arguments[0] && unwrap(maker.arguments[0]);
    const resolve = executor && isFunction(executor) && executor.params[0] ? scopes.variableOf(executor.params[0]) : undefined;
    const settles = resolve?.references.map(({ identifier }) => listeningAround(identifier, maker)) ?? [];
    return settles.length > 0 && settles.every((call) => call?.callee.type === "MemberExpression" && isOwn(call.callee.object) && saysReady(literalText(call.arguments[0]), verb));
  }
  const made = values.valueOf(maker.callee);
  const row = made?.kind === "export" ? eventPromises.find(({ from, export: name }) => from === made.module.replace(/^node:/, "") && name === ownExport(made.name)) : undefined;
  if (row || namedEventPromises.has(calledName(maker))) return isOwn(maker.arguments[row?.emitter ?? 0]) && saysReady(literalText(maker.arguments[row?.event ?? 1]), verb);
  const action = actions.of(maker);
  if (action.kind !== "local" || !isFunction(action.unit) || !maker.arguments.some(isOwn)) return false;
  const { body } = action.unit;
  // A function of the file that listens, and says in its name for what.
  const listens = findNode(body, (node) => (node.type === "ForOfStatement" && node.await) || (isCall(node) && attachMethods.has(calledName(node)))) !== undefined;
  return listens && !isTimed(body) && wordsOf(calledName(maker)).some((word) => saysReady(word, verb));
}

/** The call with which the listener is attached that `node` stands in. */
function listeningAround(node: Node, outer: Node): CallNode | undefined {
  for (let at: Node | undefined = node; at && at !== outer; at = at.parent) if (isCall(at) && attachMethods.has(calledName(at))) return at;
  return undefined;
}

/** True for code that may go on by a timer. */
function isTimed(body: Node): boolean {
  return findNode(body, (node) => isCall(node) && /^(?:setTimeout|delay|sleep)$/.test(calledName(node))) !== undefined;
}

function saysReady(event: string | undefined, verb: string): boolean {
  return event !== undefined && !begunEvents.has(event) && (event === verb || readyEvents.has(event) || readyPasts.has(event));
}

/** The variable that a name stands for, through constants that are nothing but another name of it; for other code its text. */
function sourceOf(file: File, node: Node): unknown {
  const inner = unwrap(node);
  if (inner.type !== "Identifier") return file.sourceCode.getText(inner);
  const variable = file.startup.scopes.variableOf(inner);
  const definition = variable?.defs[0]?.node;
  const isAlias = definition?.type === "VariableDeclarator" && definition.parent.kind === "const" && definition.id.type === "Identifier" && definition.init && unwrap(definition.init).type === "Identifier";
  return isAlias && definition.init ? sourceOf(file, definition.init) : (variable ?? inner.name);
}
