import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, isCall, literalText, nameOfThing, parameterName, unitOf, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { readyMethods } from "../contracts/handles.js";
import { readinessCalls, readyEvents } from "../contracts/started.js";
import type { Guess, Started } from "../guesses.js";
import { executorCall, expressionOf, functionAround, isInLoop, statementAround, withoutAwait } from "../order.js";
import { onlyValueOf } from "../scopes.js";
import { settlesOnly } from "../sleeping/times.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, codeOf } from "./edits.js";
import { insteadOfSleep, isJoined, isSleep, losesWords, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * Awaits the method by which what was made tells that it is ready, as often as it is asked; of all that were made together. Not where it has been
 * asked already, or a comment speaks of something that comes later: a job, a child.
 */
export function awaitReadyMethod(file: File, { sleep, started, beside, remark }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait || !started) return undefined;
  const all = [...beside, started].toSorted((a, b) => a.call.range[0] - b.call.range[0]);
  const codes = all.flatMap((each) => {
    const method = methodOf(file, each) ?? methodSeen(file, each, place.statement);
    return method !== undefined && each.name ? [`await ${codeOf(sourceCode, each.name)}.${method}()`] : [];
  });
  const [code] = codes;
  if (code === undefined || codes.length < all.length || (remark && remark.isVague !== true && !isAboutConnection(remark.text, started)) || all.some((each) => isAsked(file, each, sleep.node))) return undefined;
  const statement = all.length === 1 ? (promiseAround(file, place.statement, all[0]?.name) ?? place.statement) : place.statement;
  // What is settled by the sleep would be settled at once.
  if (statement === place.statement && isExecuted(statement)) return undefined;
  return { edits: [insteadOfSleep(sourceCode, statement, codes.map((each) => `${each}${styleOf(sourceCode).semicolons ? ";" : ""}`))], code };
}

function isExecuted(statement: Node): boolean {
  const fn = functionAround(statement);
  return fn !== undefined && executorCall(fn) !== undefined;
}

/** True for a comment that speaks of what is ready then: the connection, or what is made, by its name. */
function isAboutConnection(text: string, { call, name }: Started): boolean {
  const names = [name && nameOfThing(name), isCall(call) ? calledName(call) : undefined].filter((each) => each !== undefined && each !== "");
  return /\b(?:ready|readiness|connect\w*|redis|open\w*|load\w*|join\w*|announc\w*|peers?|discover\w*|swarm|set ?up|initiali[sz]\w*|up)\b|\bstart(?:ed|s)?\W*$/i.test(text) || names.some((each) => text.toLowerCase().includes((each ?? "").toLowerCase()));
}

/** True where it has been asked since it was made, before `node`. */
function isAsked(file: File, each: Started, node: Node): boolean {
  const { sourceCode, startup } = file;
  const { name, call: made } = each;
  const method = methodOf(file, each);
  return startup.calls.some((call) => {
    const isBetween = call.range[0] >= made.range[0] && call.range[1] < node.range[0] && unitOf(call) === unitOf(node);
    return isBetween && call.callee.type === "MemberExpression" && calledName(call) === method && name !== undefined && sourceCode.getText(call.callee.object) === codeOf(sourceCode, name);
  });
}

function methodOf({ startup }: File, { call, name, isAwaited }: Started): string | undefined {
  if (!name || !isPath(name) || !isCall(call)) return undefined;
  const made = call.type === "NewExpression" ? call : onlyValueOf(name, startup.scopes);
  const maker = made?.type === "NewExpression" ? startup.values.valueOf(made.callee) : undefined;
  if (maker?.kind !== "export") return undefined;
  const isAfter = (after: string | undefined) => (after === undefined ? made === call && !isAwaited : call.type === "CallExpression" && calledName(call) === after);
  return readyMethods.find(({ from, exports, after }) => from.includes(maker.module) && exports.includes(maker.name) && isAfter(after))?.method;
}

/** The method of readiness that the file awaits elsewhere, where no sleep follows it, on what is made by the same class or function, and has been started by the same method. */
function methodSeen(file: File, { call, name, isAwaited }: Started, sleep: Node): string | undefined {
  const { startup } = file;
  const { scopes } = startup;
  const variable = name?.type === "Identifier" ? scopes.variableOf(name) : undefined;
  if (!name || !variable || !isCall(call) || isAwaited || isInLoop(sleep)) return undefined;
  const made = onlyValueOf(name, scopes);
  const start = made === call ? undefined : calledName(call);
  if (!made || !isCall(made) || isLocal(made)) return undefined;
  const awaits = startup.calls.flatMap((each) => {
    const object = each.callee.type === "MemberExpression" ? unwrap(each.callee.object) : undefined;
    const statement = wrapped(each).parent?.type === "AwaitExpression" ? statementAround(each) : undefined;
    const isWait = each.arguments.length === 0 && readinessCalls.test(calledName(each)) && statement && withoutAwait(expressionOf(statement) ?? statement) === each;
    if (!isWait || object?.type !== "Identifier") return [];
    const other = onlyValueOf(object, scopes);
    return other && isCall(other) && isSameMaker(made, other) ? [{ object, each, statement }] : [];
  });
  const [seen] = awaits;
  const isOwn = awaits.some(({ object }) => scopes.variableOf(object) === variable);
  if (!seen || isOwn || awaits.some(({ each, statement }) => calledName(each) !== calledName(seen.each) || isSleep(file, behindOf(statement)))) return undefined;
  return awaits.some(({ object, each }) => isBegunBy(object, each, start)) ? calledName(seen.each) : undefined;

  function isLocal({ callee }: CallNode): boolean {
    return startup.values.valueOf(callee)?.kind !== "export";
  }

  function isSameMaker(a: CallNode, b: CallNode): boolean {
    const [one, other] = [startup.values.valueOf(a.callee), startup.values.valueOf(b.callee)];
    return a.type === b.type && one?.kind === "export" && other?.kind === "export" && one.module === other.module && one.name === other.name;
  }

  /** True if all that is done with it before is the start, where there is one. */
  function isBegunBy(object: TSESTree.Identifier, wait: Node, method: string | undefined): boolean {
    const isOn = (each: CallNode) => each.callee.type === "MemberExpression" && each.callee.object.type === "Identifier" && scopes.variableOf(each.callee.object) === scopes.variableOf(object);
    const done = startup.calls.filter((each) => each.range[1] <= wait.range[0] && isOn(each) && !attachMethods.has(calledName(each)));
    return done.length === (method === undefined ? 0 : 1) && done.every((each) => calledName(each) === method);
  }
}

function behindOf(statement: Node): Node | undefined {
  const { parent } = statement;
  return parent?.type === "BlockStatement" || parent?.type === "Program" ? (parent.body as readonly Node[])[(parent.body as readonly Node[]).indexOf(statement) + 1] : undefined;
}

/** The statement that awaits a promise which does nothing but listen for the same readiness, sleep, and settle: `await new Promise(async (resolve) => { worker.on("ready", resolve); await sleep(500); resolve(); });`. */
function promiseAround({ sourceCode }: File, sleep: Node, name: Node | undefined): Node | undefined {
  const executor = functionAround(sleep);
  const promise = executor && executorCall(executor);
  const settle = executor?.params.length === 1 && executor.params[0] ? parameterName(executor.params[0])?.name : undefined;
  const outer = promise && wrapped(promise).parent;
  if (!promise || !name || settle === undefined || outer?.type !== "AwaitExpression" || outer.parent.type !== "ExpressionStatement" || executor.body.type !== "BlockStatement") return undefined;
  const isHeard = (statement: Node) => {
    const call = expressionOf(statement);
    const [event, listener, ...others] = call?.type === "CallExpression" ? call.arguments : [];
    const isAttached = call?.type === "CallExpression" && call.callee.type === "MemberExpression" && attachMethods.has(calledName(call)) && sourceCode.getText(call.callee.object) === codeOf(sourceCode, name);
    return isAttached && readyEvents.has(literalText(event) ?? "") && listener !== undefined && settlesOnly(unwrap(listener), settle) && others.length === 0;
  };
  const isSettled = (statement: Node) => {
    const call = expressionOf(statement);
    return call?.type === "CallExpression" && call.callee.type === "Identifier" && call.callee.name === settle && call.arguments.length === 0;
  };
  const [last, ...before] = executor.body.body.filter((each) => each !== sleep).toReversed();
  const isAll = last !== undefined && isSettled(last) && before.every(isHeard) && executor.body.body.at(-2) === sleep;
  return isAll && !losesWords(sourceCode, outer.parent) && !isJoined(sourceCode, outer.parent) ? outer.parent : undefined;
}
