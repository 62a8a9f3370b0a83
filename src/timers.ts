import { type CallNode, type FunctionNode, type Node, calledName, isFunction, parameterName, unwrap } from "./ast.js";
import { sleepNames } from "./contracts/deliveries.js";
import { isSleepExport } from "./contracts/sleeps.js";
import { isIdle, isIdleExpression, isIdleStatement } from "./idle.js";
import { type Names, dottedName, receiverOf } from "./names.js";

/** A promise that nothing but a timer settles. */
export interface TimerPromise {
  readonly settles: "fulfils" | "rejects";
  /** How long it takes, where the expression says so. */
  readonly delay: Node | undefined;
}

const deepest = 5;

/**
 * The timer behind a promise: a known sleep, `promisify(setTimeout)`, a function of this file that only wraps `setTimeout`,
 * or such a wrapping itself. Undefined where the timer does more than settle: then somebody may learn of it.
 */
export function timerOf(node: Node, names: Names, depth = 0): TimerPromise | undefined {
  if (depth > deepest) return undefined;
  const inner = names.valueOf(node);
  if (inner.type === "NewExpression") return executorTimer(inner, names);
  if (inner.type !== "CallExpression") return undefined;
  return chained(inner, names, depth) ?? called(inner, names, depth);
}

/** `sleep(100).then(…)`: a handler that throws makes it reject; one that does anything else is no plain timer. */
function chained(call: CallNode, names: Names, depth: number): TimerPromise | undefined {
  const name = calledName(call);
  const receiver = receiverOf(call);
  if (!receiver || !/^(?:then|finally|catch)$/.test(name)) return undefined;
  const timer = timerOf(receiver, names, depth + 1);
  const [handler] = call.arguments;
  if (!timer || !handler || name === "catch") return timer?.settles === "fulfils" || !handler ? timer : undefined;
  const fn = names.functionOf(handler);
  if (!fn) return undefined;
  if (throws(fn)) return { ...timer, settles: "rejects" };
  return isIdle(fn) ? timer : undefined;
}

function throws(fn: FunctionNode): boolean {
  const body = fn.body.type === "BlockStatement" ? fn.body.body.at(-1) : fn.body;
  if (body?.type === "ThrowStatement") return true;
  const value = body?.type === "ReturnStatement" ? body.argument : body;
  return value?.type === "CallExpression" && dottedName(value.callee) === "Promise.reject";
}

function called(call: CallNode, names: Names, depth: number): TimerPromise | undefined {
  const [delay] = call.arguments;
  const from = names.exportOf(call.callee);
  const isKnown = from && isSleepExport(from.module, from.name);
  if (isKnown !== undefined) return isKnown ? { settles: "fulfils", delay } : undefined;
  const callee = names.valueOf(call.callee);
  if (callee.type === "CallExpression") return isPromisified(callee, names) ? { settles: "fulfils", delay } : undefined;
  const fn = names.functionOf(callee);
  if (fn) {
    const timer = returnedTimer(fn, names, depth);
    // The helper's own parameter says nothing about how long it takes here.
    return timer && { ...timer, delay: timer.delay?.type === "Literal" ? timer.delay : delay };
  }
  const written = dottedName(call.callee) ?? "";
  const isNamed = sleepNames.has(written) || (written.includes(".") && /^(?:sleep|delay|pause|snooze)$/.test(calledName(call)));
  return isNamed && call.arguments.length > 0 ? { settles: "fulfils", delay } : undefined;
}

/** `promisify(setTimeout)`, under any name. */
function isPromisified(call: CallNode, names: Names): boolean {
  const [argument] = call.arguments;
  const from = names.exportOf(call.callee);
  const isPromisify = from ? from.module === "util" && from.name === "promisify" : calledName(call) === "promisify";
  return isPromisify && argument !== undefined && /^(?:globalThis\.|global\.|window\.)?setTimeout$/.test(dottedName(argument) ?? "");
}

/** The timer that a function of this file gives, if that is all it does. */
function returnedTimer(fn: FunctionNode, names: Names, depth: number): TimerPromise | undefined {
  if (fn.generator || fn.params.length > 2) return undefined;
  if (fn.body.type !== "BlockStatement") return timerOf(fn.body, names, depth + 1);
  const last = fn.body.body.at(-1);
  const before = fn.body.body.slice(0, -1);
  if (!before.every((statement) => statement.type === "VariableDeclaration" && statement.declarations.every(({ init }) => !init || isIdleExpression(init)))) return undefined;
  const value = last?.type === "ReturnStatement" ? last.argument : last?.type === "ExpressionStatement" && last.expression.type === "AwaitExpression" && fn.async ? last.expression.argument : null;
  const awaited = value?.type === "AwaitExpression" ? value.argument : value;
  return awaited ? timerOf(awaited, names, depth + 1) : undefined;
}

/** `new Promise((resolve) => setTimeout(resolve, ms))` in its many forms. */
function executorTimer(promise: CallNode, names: Names): TimerPromise | undefined {
  const executor = promise.arguments[0] && unwrap(promise.arguments[0]);
  if (dottedName(promise.callee) !== "Promise" || !isFunction(executor)) return undefined;
  const statements = executor.body.type === "BlockStatement" ? executor.body.body : [executor.body];
  const arming = statements.map((statement) => armedIn(statement));
  const armed = arming.find((call) => call !== undefined);
  // What else the executor does may settle the promise, too.
  if (!armed || !statements.every((statement, i) => arming[i] ?? (isIdleStatement(statement) || isTimerArrangement(statement)))) return undefined;
  const [callback, delay] = armed.arguments;
  const [resolve, reject] = executor.params.map((parameter) => parameterName(parameter)?.name);
  const settles = callback && settledBy(callback, resolve, reject, names);
  return settles && { settles, delay };
}

/** The `setTimeout` call that a statement or expression makes: alone, kept in a name, or chained with `.unref()`. */
export function armedIn(node: Node): CallNode | undefined {
  const inner = unwrap(node);
  switch (inner.type) {
    case "ExpressionStatement":
      return armedIn(inner.expression);
    case "VariableDeclaration":
      return inner.declarations.length === 1 && inner.declarations[0].init ? armedIn(inner.declarations[0].init) : undefined;
    case "AssignmentExpression":
      return armedIn(inner.right);
    case "ReturnStatement":
      return inner.argument ? armedIn(inner.argument) : undefined;
    case "UnaryExpression":
      return inner.operator === "void" ? armedIn(inner.argument) : undefined;
    case "CallExpression": {
      if (/^(?:globalThis\.|global\.|window\.)?setTimeout$/.test(dottedName(inner.callee) ?? "")) return inner;
      const receiver = receiverOf(inner);
      return receiver && /^(?:unref|ref)$/.test(calledName(inner)) ? armedIn(receiver) : undefined;
    }
    default:
      return undefined;
  }
}

/** `timer.unref?.()`, `if (timer.unref) timer.unref()`. */
function isTimerArrangement(node: Node): boolean {
  if (node.type === "IfStatement") return isIdleExpression(node.test) && !node.alternate && isTimerArrangement(node.consequent);
  return isIdleStatement(node);
}

/** How the timer's callback settles the promise; undefined where it does more, or something else. */
function settledBy(callback: Node, resolve: string | undefined, reject: string | undefined, names: Names): TimerPromise["settles"] | undefined {
  const inner = unwrap(callback);
  if (inner.type === "Identifier") {
    if (inner.name === resolve) return "fulfils";
    if (inner.name === reject) return "rejects";
  }
  const fn = names.functionOf(callback);
  if (!fn) return undefined;
  const statements: readonly Node[] = fn.body.type === "BlockStatement" ? fn.body.body : [fn.body];
  let settles: TimerPromise["settles"] | undefined;
  for (const statement of statements) {
    const value = statement.type === "ExpressionStatement" ? statement.expression : statement.type === "ReturnStatement" ? statement.argument : statement;
    const call = value ? unwrap(value) : undefined;
    if (call?.type === "CallExpression" && call.callee.type === "Identifier" && call.callee.name === reject) return "rejects";
    if (call?.type === "CallExpression" && call.callee.type === "Identifier" && call.callee.name === resolve) settles ??= "fulfils";
    else if (!isIdleStatement(statement) && !isIdleExpression(statement)) return undefined;
  }
  return settles;
}
