import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, isFunction, memberName, parameterName, unwrap, wrapped } from "../ast.js";
import { stopVerbs } from "../contracts/started.js";
import type { Scopes } from "../scopes.js";
import { wordsOf } from "../words.js";
import { type Delay, delayOf } from "./delays.js";
import { isTestEnd } from "./things.js";
import { type Sleeping, isParameter, isTimer, onlyCall, settlesOnly, timeOf } from "./times.js";

export type { Sleeping } from "./times.js";

/** A place where code waits for a fixed time. */
export interface Sleep {
  /** The statement or expression that is reported. */
  readonly node: Node;
  /** The call that takes the time. */
  readonly call: CallNode;
  readonly delay: Delay;
  /**
   * - `awaited`: the code behind it runs when the time is over
   * - `returned`: the caller's does
   * - `continued`: a function is handed to a timer by its name: `setTimeout(done, 500)`, `setTimeout(tasks.process, 500)`
   * - `timer`: the code of a function is: `setTimeout(() => {…}, 500)`
   */
  readonly form: "awaited" | "returned" | "continued" | "timer";
  /** The function whose code runs when the time is over. */
  readonly continuation: FunctionNode | undefined;
  /** The promise whose fulfilment the time begins at: `start()` of `start().delay(500)`. */
  readonly after: Node | undefined;
  /** The time is in ms; not where that is only likely. */
  readonly isInMs: boolean;
  /** A driver of a browser sleeps: `page.waitForTimeout(500)`. */
  readonly driver: Node | undefined;
}

/** Where a sleep is shown: of a chain over many lines, the link that takes the time. */
export function shownAt({ node, call, after }: Sleep): TSESTree.SourceLocation {
  const { callee, loc } = call;
  return after && callee.type === "MemberExpression" && after.loc.end.line < loc.end.line ? { start: callee.property.loc.start, end: loc.end } : node.loc;
}

// Above it nobody means seconds.
const mostSeconds = 20;

/** How long a sleep lasts, in ms, where that is written: a small number of no known unit counts seconds. */
export function msOf({ delay: { value }, isInMs }: Sleep): number | undefined {
  return value === undefined ? undefined : value * (isInMs || value > mostSeconds ? 1 : 1_000);
}

/** The sleep that a call is, if it is one of more than 0 ms. */
export function sleepOf(call: CallNode, sleeping: Sleeping): Sleep | undefined {
  const timer = timerOf(call, sleeping);
  if (timer) return timer;
  const time = sleepingTime(call, sleeping);
  const place = time && placeOf(call, time.blocks);
  return place && { ...time, ...place, call };
}

/** How long a call takes until its promise is fulfilled or it comes back, if that is a fixed time of more than 0 ms. */
export function sleepingTime(call: CallNode, sleeping: Sleeping): (Pick<Sleep, "delay" | "after" | "driver" | "isInMs"> & { readonly blocks: boolean }) | undefined {
  const time = timeOf(call, sleeping, 0);
  if (!time) return undefined;
  const delay = delayOf(time.node, sleeping.scopes);
  if (delay.value !== undefined && delay.value <= 0) return undefined;
  return { delay, after: time.after, driver: time.driver, isInMs: time.isNamed !== true, blocks: time.blocks };
}

/** `setTimeout(next, 500)` where it is a step of its own, not what a sleeping function is made of. */
function timerOf(call: CallNode, { values, scopes }: Sleeping): Sleep | undefined {
  const [next, time] = call.arguments;
  if (call.type !== "CallExpression" || !next || !time || call.arguments.length > 3 || !isTimer(call, values)) return undefined;
  if (promiseAround(call, scopes)) return undefined;
  const delay = delayOf(time, scopes);
  if (delay.value !== undefined && delay.value <= 0) return undefined;
  const fn = nextOf(call) ?? unwrap(next);
  const statement = statementOr(call);
  if (!statement) return undefined;
  const plain = { driver: undefined, after: undefined, isInMs: true } as const;
  const told = isFunction(fn) ? onlyCall(fn.body) : undefined;
  if (told && (isRejecting(told.callee, scopes) || told.arguments.some((argument) => argument.type === "NewExpression" && /Error$/.test(calledName(argument))))) return undefined;
  if (isFunction(fn) && told && isParameter(told.callee, scopes)) return { node: statement, call, delay, form: "continued", continuation: fn, ...plain };
  if (isFunction(fn)) return { node: statement, call, delay, form: "timer", continuation: fn, ...plain };
  const isNext = fn.type === "Identifier" ? !isRejecting(fn, scopes) : fn.type === "MemberExpression" && (isTestEnd(fn) || !stopVerbs.has(wordsOf(memberName(fn) ?? "")[0] ?? ""));
  return isNext ? { node: statement, call, delay, form: "continued", continuation: undefined, ...plain } : undefined;
}

/** The name of the function that a timer is handed: of `setTimeout(next, 500)` and of `setTimeout(this.next.bind(this), 500)`. */
export function nextOf({ arguments: [first] }: CallNode): TSESTree.Identifier | TSESTree.MemberExpression | undefined {
  let next = first && unwrap(first);
  if (next?.type === "CallExpression" && next.callee.type === "MemberExpression" && memberName(next.callee) === "bind") next = unwrap(next.callee.object);
  return next?.type === "Identifier" || next?.type === "MemberExpression" ? next : undefined;
}

/** True for the second parameter of a promise's executor. */
function isRejecting(callee: Node, scopes: Scopes): boolean {
  const definition = callee.type === "Identifier" ? scopes.variableOf(callee)?.defs[0] : undefined;
  if (definition?.type !== "Parameter" || !isFunction(definition.node)) return false;
  const executor = definition.node;
  const promise = wrapped(executor).parent;
  return promise?.type === "NewExpression" && calledName(promise) === "Promise" && executor.params.findIndex((parameter) => parameterName(parameter) === definition.name) === 1;
}

/** The statement a call is, or the call itself where it is the whole body of an arrow function. */
function statementOr(call: CallNode): Node | undefined {
  const outer = wrapped(call);
  const { parent } = outer;
  if (parent?.type === "ExpressionStatement" || parent?.type === "ReturnStatement") return parent;
  if (parent?.type === "ArrowFunctionExpression" && parent.body === outer) return outer;
  if (parent?.type === "UnaryExpression" && parent.parent.type === "ExpressionStatement") return parent.parent;
  if (parent?.type === "VariableDeclarator" && parent.parent.declarations.length === 1) return parent.parent;
  return parent?.type === "AssignmentExpression" && parent.parent.type === "ExpressionStatement" ? parent.parent : undefined;
}

/** The promise whose executor is made of this timer alone. */
function promiseAround(timer: CallNode, scopes: Scopes): boolean {
  for (let at: Node | undefined = timer.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    const promise = wrapped(at).parent;
    if (promise?.type !== "NewExpression" || promise.callee.type !== "Identifier" || promise.callee.name !== "Promise" || scopes.variableOf(promise.callee)) return false;
    const [first] = at.params;
    const name = first && parameterName(first)?.name;
    const [settle] = timer.arguments;
    return name !== undefined && onlyCall(at.body) === timer && settle !== undefined && settlesOnly(unwrap(settle), name);
  }
  return false;
}

/** Where a sleeping call's time is waited for. */
function placeOf(call: CallNode, blocks: boolean): { readonly node: Node; readonly form: Sleep["form"]; readonly continuation: FunctionNode | undefined } | undefined {
  const outer = wrapped(call);
  const { parent } = outer;
  if (!parent) return undefined;
  if (parent.type === "AwaitExpression" || parent.type === "YieldExpression") {
    const statement = wrapped(parent).parent;
    if (statement?.type === "ReturnStatement") return { node: statement, form: "returned", continuation: undefined };
    if (statement?.type === "ArrowFunctionExpression" && statement.body === wrapped(parent)) return { node: parent, form: "returned", continuation: undefined };
    return statement?.type === "ExpressionStatement" ? { node: statement, form: "awaited", continuation: undefined } : undefined;
  }
  if (blocks) return parent.type === "ExpressionStatement" ? { node: parent, form: "awaited", continuation: undefined } : undefined;
  if (parent.type === "ReturnStatement") return { node: parent, form: "returned", continuation: undefined };
  if (parent.type === "ArrowFunctionExpression" && parent.body === outer) return { node: outer, form: "returned", continuation: undefined };
  if (parent.type === "MemberExpression" && parent.object === outer && memberName(parent) === "then") {
    const then = wrapped(parent).parent;
    if (then?.type !== "CallExpression") return undefined;
    const next = then.arguments[0] && unwrap(then.arguments[0]);
    const statement = lastLinkOf(then).parent;
    if (statement?.type === "ReturnStatement") return { node: statement, form: "awaited", continuation: isFunction(next) ? next : undefined };
    if (isFunction(next) && statement?.type === "ExpressionStatement") return { node: statement, form: "timer", continuation: next };
    if (statement?.type === "AwaitExpression" && wrapped(statement).parent?.type === "ExpressionStatement") return { node: wrapped(statement).parent as Node, form: "awaited", continuation: undefined };
  }
  return undefined;
}

/** The last link of a chain of promises: `a.then(b).catch(c)` of `a.then(b)`. */
function lastLinkOf(link: Node): Node {
  const outer = wrapped(link);
  const { parent } = outer;
  const isLinked = parent?.type === "MemberExpression" && parent.object === outer && /^(?:then|catch|finally)$/.test(memberName(parent) ?? "");
  const next = isLinked ? wrapped(parent).parent : undefined;
  return next?.type === "CallExpression" ? lastLinkOf(next) : outer;
}
