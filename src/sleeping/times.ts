import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, isFunction, literalText, memberName, parameterName, unwrap } from "../ast.js";
import { bagOfFunctions, blockingExport, driverNames, driverSleeps, isSleepExport, sharedNames, shellCalls, shellSleep, sleepGlobals, sleepNames, yieldVerbs } from "../contracts/sleeps.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { wordsOf } from "../words.js";
import { isTime } from "./delays.js";

/** What it takes to know what sleeps. */
export interface Sleeping {
  readonly values: Values;
  readonly scopes: Scopes;
  /** Names of functions that sleep, by the settings. */
  readonly names: readonly string[];
}

/** A time that a call takes. */
export interface Time {
  readonly node: Node;
  /** The call comes back when the time is over. */
  readonly blocks: boolean;
  readonly driver?: Node;
  readonly after?: Node;
  /** Known by its name alone. */
  readonly isNamed?: true;
}

// A helper of a helper of a helper.
const deepest = 3;

/** The time a call takes until its promise is fulfilled, or until it comes back. */
export function timeOf(call: CallNode, sleeping: Sleeping, depth: number): Time | undefined {
  const { values, scopes } = sleeping;
  if (call.type === "NewExpression") {
    const node = timeOfPromise(call, values, scopes);
    return node && { node, blocks: false };
  }
  const callee = unwrap(call.callee);
  const value = values.valueOf(callee);
  const [first] = call.arguments;
  const blocking = value?.kind === "export" && first ? blockingExport(value.module, value.name) : undefined;
  if (blocking && first) return { node: first, blocks: true, ...(blocking.isInMs ? {} : { isNamed: true }) };
  const isSleep = value?.kind === "export" ? isSleepExport(value.module, value.name) : undefined;
  if (isSleep !== undefined) return isSleep && first ? { node: first, blocks: false } : undefined;
  if (value?.kind === "global" && Object.hasOwn(sleepGlobals, value.name)) {
    const node = call.arguments[sleepGlobals[value.name] ?? 0];
    return node && { node, blocks: !/^(?:Bun\.sleep|Promise|scheduler)/.test(value.name) || value.name === "Bun.sleepSync" };
  }
  if (isPromisifiedTimer(callee, values, scopes)) return first && { node: first, blocks: false };
  if (value?.kind === "function") return depth < deepest && !yieldVerbs.has(wordsOf(calledName(call))[0] ?? "") ? timeOfHelper(value.node, call, sleeping, depth) : undefined;
  if (value?.kind === "class" || (value?.kind === "member" && !isOfOwnPromise(callee)) || value?.kind === "promisified") return undefined;
  const shell = shellTime(call, callee);
  if (shell) return shell;
  return first ? timeByName(call, callee, first, sleeping) : ownTime(call, callee, sleeping);
}

/** `broker.Promise.delay`: a library gives the promises that it works with. */
function isOfOwnPromise(callee: Node): boolean {
  return callee.type === "MemberExpression" && callee.object.type === "MemberExpression" && memberName(callee.object) === "Promise";
}

/** True for a parameter of a function around. */
export function isParameter(node: Node, scopes: Scopes): boolean {
  return node.type === "Identifier" && scopes.variableOf(node)?.defs[0]?.type === "Parameter";
}

/** True for `setTimeout` of the platform. */
export function isTimer(call: CallNode, values: Values): boolean {
  const callee = values.valueOf(call.callee);
  if (callee?.kind === "global") return /^(?:(?:window|globalThis|global|self)\.)?setTimeout$/.test(callee.name);
  return callee?.kind === "export" && /^(?:node:)?timers$/.test(callee.module) && /^(?:default\.)?setTimeout$/.test(callee.name);
}

/** `new Promise((resolve) => setTimeout(resolve, 500))`, where the executor does nothing else. */
function timeOfPromise(call: TSESTree.NewExpression, values: Values, scopes: Scopes): Node | undefined {
  if (call.callee.type !== "Identifier" || call.callee.name !== "Promise" || scopes.variableOf(call.callee)) return undefined;
  const executor = call.arguments[0] && unwrap(call.arguments[0]);
  if (!isFunction(executor)) return undefined;
  const [first] = executor.params;
  const name = first && parameterName(first)?.name;
  const timer = onlyCall(executor.body);
  if (name === undefined || !timer || !isTimer(timer, values)) return undefined;
  const [settle, time] = timer.arguments;
  return settle && time && settlesOnly(unwrap(settle), name) ? time : undefined;
}

/** The one call that a body makes; `.unref()` and a variable for the timer aside. */
export function onlyCall(body: Node): TSESTree.CallExpression | undefined {
  let node: Node | null | undefined = body;
  if (node.type === "BlockStatement") {
    const [only, second] = node.body;
    const isTimerUsed = second?.type === "ExpressionStatement" && second.expression.type === "CallExpression" && second.expression.callee.type === "MemberExpression" && memberName(second.expression.callee) === "unref";
    if (!only || node.body.length > (isTimerUsed ? 2 : 1)) return undefined;
    node = only.type === "ExpressionStatement" ? only.expression : only.type === "ReturnStatement" ? only.argument : only.type === "VariableDeclaration" ? only.declarations[0].init : undefined;
  }
  let call = node ? unwrap(node) : undefined;
  if (call?.type === "UnaryExpression") call = unwrap(call.argument);
  if (call?.type === "CallExpression" && call.callee.type === "MemberExpression" && memberName(call.callee) === "unref") call = unwrap(call.callee.object);
  return call?.type === "CallExpression" ? call : undefined;
}

/** True for `resolve`, and for a function that calls it and does nothing else; a `try` around that catches nothing. */
export function settlesOnly(node: Node, name: string): boolean {
  if (node.type === "Identifier") return node.name === name;
  if (!isFunction(node)) return node.type === "CallExpression" && node.callee.type === "MemberExpression" && memberName(node.callee) === "bind" && settlesOnly(unwrap(node.callee.object), name);
  const [only, ...others] = node.body.type === "BlockStatement" ? node.body.body : [];
  const call = onlyCall(only?.type === "TryStatement" && others.length === 0 && !only.finalizer ? only.block : node.body);
  return call?.callee.type === "Identifier" && call.callee.name === name;
}

function isPromisifiedTimer(callee: Node, values: Values, scopes: Scopes): boolean {
  let made = callee;
  if (callee.type === "Identifier") {
    const variable = scopes.variableOf(callee);
    const writes = variable && scopes.writesTo(variable);
    const [only] = writes ?? [];
    if (writes?.length !== 1 || !only || only.path.length > 0) return false;
    made = unwrap(only.value);
  }
  if (made.type !== "CallExpression") return false;
  const maker = values.valueOf(made.callee);
  if (maker?.kind !== "export" || !/^(?:node:)?util$/.test(maker.module) || !/^(?:default\.)?promisify$/.test(maker.name)) return false;
  const given = made.arguments[0] && values.valueOf(made.arguments[0]);
  return given?.kind === "global" && /(?:^|\.)setTimeout$/.test(given.name);
}

/** The time that a function of the file sleeps, if it does nothing else: what its parameter is given, or its own constant. */
function timeOfHelper(fn: FunctionNode, call: CallNode, sleeping: Sleeping, depth: number): Time | undefined {
  const only = fn.body.type === "BlockStatement" ? (fn.body.body.length === 1 ? fn.body.body[0] : undefined) : fn.body;
  let expression: Node | null | undefined = only?.type === "ReturnStatement" ? only.argument : only?.type === "ExpressionStatement" && fn.async ? only.expression : fn.body.type === "BlockStatement" ? undefined : only;
  expression = expression && unwrap(expression);
  if (expression?.type === "AwaitExpression") expression = unwrap(expression.argument);
  if (expression?.type !== "CallExpression" && expression?.type !== "NewExpression") return undefined;
  const inner = timeOf(expression, sleeping, depth + 1);
  if (!inner) return undefined;
  const time = unwrap(inner.node);
  const used = namesIn(time);
  const position = fn.params.findIndex((parameter) => used.includes(parameterName(parameter)?.name ?? ""));
  if (position < 0) return { node: time, blocks: inner.blocks };
  const parameter = fn.params[position];
  const node = call.arguments[position] ?? (parameter?.type === "AssignmentPattern" ? parameter.right : undefined);
  return node && { node, blocks: inner.blocks };
}

function namesIn(node: Node): readonly string[] {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return [inner.name];
  return inner.type === "BinaryExpression" ? [...namesIn(inner.left), ...namesIn(inner.right)] : [];
}

/** `execSync("sleep 2")`. */
function shellTime(call: CallNode, callee: Node): Time | undefined {
  const name = callee.type === "Identifier" ? callee.name : callee.type === "MemberExpression" ? (memberName(callee) ?? "") : "";
  const [command, args] = call.arguments;
  if (!shellCalls.has(name) || !command) return undefined;
  if (shellSleep.test(literalText(command) ?? "")) return { node: command, blocks: name.endsWith("Sync"), isNamed: true };
  const isSleep = literalText(command) === "sleep" && args?.type === "ArrayExpression";
  return isSleep ? { node: command, blocks: name.endsWith("Sync"), isNamed: true } : undefined;
}

/** `await sleep()`: a function of another file that knows itself how long. */
function ownTime(call: TSESTree.CallExpression, callee: Node, { scopes }: Sleeping): Time | undefined {
  return callee.type === "Identifier" && callee.name === "sleep" && !isParameter(callee, scopes) ? { node: call, blocks: false, isNamed: true } : undefined;
}

/** A function of another file that is called what sleeping functions are called, and given a time. */
function timeByName(call: TSESTree.CallExpression, callee: Node, first: Node, { scopes, names }: Sleeping): Time | undefined {
  if (callee.type === "Identifier") {
    const isNamed = names.includes(callee.name) || (sleepNames.has(callee.name) && isTime(first, scopes));
    // A function that is handed in may be anything.
    return isNamed && (!isParameter(callee, scopes) || /^(?:sleep|delay)$/.test(callee.name)) ? { node: first, blocks: callee.name.endsWith("Sync"), isNamed: true } : undefined;
  }
  const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  if (callee.type !== "MemberExpression" || name === undefined) return undefined;
  if (names.includes(name)) return { node: first, blocks: name.endsWith("Sync"), isNamed: true };
  const owner = unwrap(callee.object);
  const ownerName = owner.type === "Identifier" ? owner.name : owner.type === "MemberExpression" ? (memberName(owner) ?? "") : owner.type === "ThisExpression" ? "this" : undefined;
  if (!isTime(first, scopes)) return undefined;
  if (ownerName !== undefined && driverSleeps.get(name)?.test(ownerName)) return { node: first, blocks: ownerName === "cy", driver: owner };
  if (!sleepNames.has(name) || call.arguments.length > 2) return undefined;
  // A method of promises.
  if (name === "delay" && owner.type === "CallExpression") return { node: first, blocks: false, after: owner };
  if (ownerName === undefined) return undefined;
  if (ownerName === "this" || bagOfFunctions.test(ownerName)) return { node: first, blocks: name.endsWith("Sync"), isNamed: true };
  return sharedNames.has(name) || driverNames.test(ownerName) ? undefined : { node: first, blocks: false, isNamed: true };
}
