import type { TSESLint } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findNode, findOwn, isCall, isFunction, isInside, memberName, nameOfThing, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { type TargetKind, listeningCalls } from "../contracts/started.js";
import { askingPatience, askingWords, pollingCalls } from "../contracts/retries.js";
import type { Guess, Started } from "../guesses.js";
import { assertionIn } from "../sleeping/assertions.js";
import { msOf } from "../sleeping/sleeps.js";
import type { Readiness } from "../startup.js";
import { isLogCall } from "../telling.js";
import { type Edit, type File, codeOf } from "./edits.js";
import { linksOf, timesGiven } from "./links.js";
import { sleepStatement, withoutSleep } from "./sleeps.js";
import { modulesOf } from "./test-module.js";
import { expressionOf, statementsOf } from "../order.js";
import { wordsOf } from "../words.js";

/** Takes the sleep away where what was started is ready when its start has been awaited, and nothing says that it waits for something else. */
export function removeNeedless(file: File, { sleep, started, evidence, remark }: Guess): readonly Edit[] | undefined {
  const place = sleepStatement(file, sleep);
  if (!place || !started || evidence === "name" || !((started.isAwaited && (started.isReady || waitsForServer(file, started))) || listensAtOnce(file, started))) return undefined;
  const name = started.name ? nameOfThing(started.name).toLowerCase() : "server";
  const isAboutIt = !remark || remark.text.toLowerCase().includes(name) || wordsOfKind[started.kind]?.test(remark.text);
  return isAboutIt ? [withoutSleep(file.sourceCode, place.statement)] : undefined;
}

/** True for a call that listens when it has come back. */
function listensAtOnce({ startup }: File, { call }: Started): boolean {
  const value = isCall(call) ? startup.values.valueOf(call.callee) : undefined;
  return listeningCalls.some(({ from, name }) => (value?.kind === "global" && from === "" && value.name === name) || (value?.kind === "export" && value.module === from && value.name === name));
}

/** True for the call of a function of the file whose promise is fulfilled when its server listens: the only one that the file starts. */
function waitsForServer({ startup }: File, { call }: Started): boolean {
  const action = isCall(call) ? startup.actions.of(call) : undefined;
  const [wait, ...others] = startup.readiness;
  if (action?.kind !== "local" || !isFunction(action.unit) || !wait?.promise || others.length > 0 || startup.starts.length !== 1) return false;
  const [returned, ...rest] = startup.values.returnedBy(action.unit);
  return returned !== undefined && rest.length === 0 && unwrap(returned) === wait.promise && doesNothingElse(startup, action.unit, wait);
}

/** True for a function that makes a server, listens, and lets nothing but that settle its promise. */
function doesNothingElse({ actions, scopes }: File["startup"], { body }: FunctionNode, { promise, begun }: Readiness): boolean {
  const executor = promise?.arguments[0] && unwrap(promise.arguments[0]);
  const resolve = executor && isFunction(executor) && executor.params[0] ? scopes.variableOf(executor.params[0]) : undefined;
  if (!executor || !isFunction(executor) || !resolve) return false;
  const isPart = (call: Node) => call === promise || call === begun.node || (isCall(call) && actions.of(call).kind === "make") || (call.type === "CallExpression" && (isLogCall(call) || attachMethods.has(calledName(call))));
  const doesMore = (code: Node) => findOwn(code, (node) => isCall(node) && !isPart(node)) !== undefined;
  return !doesMore(body) && !doesMore(executor.body) && resolve.references.every(({ identifier }) => isInside(identifier, begun.node));
}

/** Words by which a remark speaks of what an awaited call has made ready. */
const wordsOfKind: Readonly<Partial<Record<TargetKind, RegExp>>> = {
  server: /\b(?:server|listen\w*|bound|bind|port|plugins?)\b/i,
  consumer: /\b(?:consum\w*|regist\w*)\b/i,
  subscription: /\bsubscri\w*\b/i,
  client: /\bbrowser\b/i,
  topic: /\b(?:topics?|partitions?|leaders?)\b/i,
};

/** Takes the sleep away where a child is written to next: its input is kept until it reads. */
export function removeBeforeInput(file: File, { sleep, started }: Guess): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const next = place?.next.find((statement) => !isLog(statement) && !isPlainDeclaration(statement));
  return place && next && started && writesInput(sourceCode, next, started) ? [withoutSleep(sourceCode, place.statement)] : undefined;
}

/** True for `child.stdin.write(…)`, of a child that was started and not waited for. */
export function writesInput(sourceCode: Readonly<TSESLint.SourceCode>, statement: Node, { kind, isAwaited, name }: Started): boolean {
  const written = expressionOf(statement);
  const input = written?.type === "CallExpression" && written.callee.type === "MemberExpression" && inputMethods.has(calledName(written)) ? unwrap(written.callee.object) : undefined;
  if (input?.type !== "MemberExpression" || memberName(input) !== "stdin" || kind !== "child" || isAwaited || !name) return false;
  return sourceCode.getText(input.object) === codeOf(sourceCode, name);
}

/** True for a statement that logs. */
export function isLog(statement: Node): boolean {
  const expression = expressionOf(statement);
  return expression?.type === "CallExpression" && isLogCall(expression);
}

/** What is written may be put together first. */
function isPlainDeclaration(statement: Node): boolean {
  return statement.type === "VariableDeclaration" && findNode(statement, (node) => node.type === "AwaitExpression") === undefined;
}

const inputMethods: ReadonlySet<string> = new Set(["write", "end"]);

/** Takes the sleep away where what follows asks again by itself until it is so, or waits for readiness by its name. */
export function removeBeforePoll(file: File, { sleep }: Guess): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const next = place?.next.find((statement) => !isLog(statement));
  const outer = expressionOf(next);
  if (!place || !next || outer?.type !== "AwaitExpression") return undefined;
  const modules = modulesOf(sourceCode);
  const links = linksOf(outer.argument);
  const names = links.map(({ name }) => name ?? "");
  const row = pollingCalls.find(({ from, call }) => (from === "" || modules.some((module) => module.startsWith(from))) && call.test(names.join(".")));
  const isPoll = (row || isAskingAgain(outer.argument, names.at(-1) ?? "")) && assertionIn(next) !== "absence";
  // Without the sleep it has less time: as long as it asks by itself must do.
  const patience = Math.max(...links.flatMap(({ call }) => (call ? timesGiven(call) : [])), row?.patience ?? askingPatience);
  const isLongEnough = patience === Infinity || (msOf(sleep) ?? Infinity) <= patience;
  return isPoll && isLongEnough ? [withoutSleep(sourceCode, place.statement)] : undefined;
}

/** `await waitFor(async () => { … })`, `await retry(() => …)`: a function that is called until it is content, and has nothing against being called. */
function isAskingAgain(expression: Node, name: string): boolean {
  const inner = unwrap(expression);
  const asked = inner.type === "CallExpression" ? inner.arguments.map((argument) => unwrap(argument)).find(isFunction) : undefined;
  return asked !== undefined && wordsOf(name).some((word) => askingWords.has(word)) && statementsOf(asked).every((each) => assertionIn(each) !== "absence");
}
