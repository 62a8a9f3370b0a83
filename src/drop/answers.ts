import { type CallNode, type FunctionNode, type Node, calledName, isFunction, isInside, literalText, parameterName, unwrap, wrapped } from "../ast.js";
import { answeringCalls, answeringVerbs, deliveryVerbs, lateEvents, waitVerbs } from "../contracts/deliveries.js";
import { isNothing } from "../idle.js";
import { type Names, dottedName, receiverOf } from "../names.js";
import { armedIn, timerOf } from "../timers.js";
import { isStateAsked } from "./asked.js";
import { type Declared, declarationOf, isBooleanType } from "./declared.js";
import { isOfEmptied } from "./emptied.js";
import { fateOf } from "./fate.js";
import { isAmongEnds, isGrace } from "./graces.js";
import { nameOf } from "./payloads.js";
import { isAssertion } from "./lost.js";
import { firstWord, wordsOf } from "../words.js";
import { functionAround, isExecutor } from "../order.js";

/** A call whose answer, that nothing was delivered or nothing came, nobody reads. */
export interface UnreadAnswer {
  readonly call: CallNode;
  /** `refused`: the answer is known to be a boolean, `maybeRefused`: by its name; `emptied`: the queue of what it is given is emptied all the same; `expired`: it says that time was up. */
  readonly kind: "refused" | "maybeRefused" | "emptied" | "expired";
  /** The answer that says no. */
  readonly negative: "false" | "status";
  /** The answer is there at once, not promised: known only where the file declares it. */
  readonly isImmediate: boolean;
  /** More is to be done behind it, in a function that ends something. */
  readonly isAmongEnds: boolean;
}

export function unreadAnswers(names: Names): readonly UnreadAnswer[] {
  return names.calls.flatMap((call): UnreadAnswer[] => {
    const name = calledName(call);
    const isAnswering = answeringVerbs.test(name);
    if (call.type !== "CallExpression" || (!isAnswering && !isWaitName(name) && !deliveryVerbs.has(firstWord(name)))) return [];
    if (!isUnread(call, names)) return [];
    if (answeringCalls.has(dottedName(call.callee) ?? "")) return isOfEmptied(call, names) ? [{ call, kind: "emptied", negative: "false", isImmediate: true, isAmongEnds: isAmongEnds(call, names) }] : [];
    if (isAnswering) {
      const kind = call.arguments.length === 0 ? undefined : refusalOf(call, names);
      return kind ? [{ call, kind, negative: "false", isImmediate: isImmediate(call, names), isAmongEnds: isAmongEnds(call, names) }] : [];
    }
    const fn = names.functionOf(call.callee);
    const negative = fn && negativeOf(fn, names);
    return negative && !isFollowedByAssertion(call, names) && !isGrace(call, names) && !isStateAsked(call, fn, names) ? [{ call, kind: "expired", negative, isImmediate: false, isAmongEnds: isAmongEnds(call, names) }] : [];
  });
}

/** `waitFor`, `nextMessage`, `checkUntil`. */
function isWaitName(name: string): boolean {
  return waitVerbs.has(firstWord(name)) || wordsOf(name).includes("until");
}

/** True for a call that is a statement, awaited or not. */
function isUnread(call: CallNode, names: Names): boolean {
  const { parent } = wrapped(call);
  const outer = parent?.type === "AwaitExpression" || (parent?.type === "UnaryExpression" && parent.operator === "void") ? wrapped(parent).parent : parent;
  return outer?.type === "ExpressionStatement" && fateOf(call, names).value === "unused";
}

/** How sure it is that a call of `offer` or `trySend` answers whether it took what it was given. */
function refusalOf(call: CallNode, names: Names): "refused" | "maybeRefused" | undefined {
  const declared = declarationOf(call, names);
  const answer = declared ? answersBoolean(declared, names) : typedAnswer(call, names);
  if (answer !== undefined) return answer ? "refused" : undefined;
  const isTimed = call.arguments.length >= 2 && isDuration(call.arguments.at(-1));
  if (isTimed && calledName(call).startsWith("offer")) return "refused";
  return calledName(call).startsWith("try") && !isFresh(call, names) && !isBlank(call.arguments[0]) ? "maybeRefused" : undefined;
}

/** True for bytes that nobody has written anything to: `Buffer.alloc(1)`. What is sent then is a sign of life, of which others follow. */
function isBlank(node: Node | undefined): boolean {
  const inner = node && unwrap(node);
  return inner?.type === "CallExpression" && /^alloc(?:Unsafe)?$/.test(calledName(inner));
}

/** True for what was made in the same body and is given one thing after another, in no loop: it has room. */
function isFresh(call: CallNode, names: Names): boolean {
  const receiver = receiverOf(call);
  const variable = receiver?.type === "Identifier" ? names.scopes.variableOf(receiver) : undefined;
  const made = variable?.defs[0]?.node as Node | undefined;
  if (made?.type !== "VariableDeclarator" || !made.init || functionAround(made) !== functionAround(call)) return false;
  for (let at: Node | undefined = call.parent; at && !isFunction(at); at = at.parent) {
    if (/^(?:For|While|DoWhile)/.test(at.type) && !isInside(made, at)) return false;
  }
  const value = unwrap(made.init);
  return value.type === "AwaitExpression" || value.type === "NewExpression" || value.type === "CallExpression";
}

function isImmediate(call: CallNode, names: Names): boolean {
  const { type, code } = declarationOf(call, names) ?? {};
  return type ? type.type === "TSBooleanKeyword" : code !== undefined && !code.async && !code.generator;
}

function isDuration(node: Node | undefined): boolean {
  const inner = node && unwrap(node);
  if (inner?.type === "Literal") return typeof inner.value === "number";
  return inner !== undefined && /(?:^|_|\.)(?:ms|millis|timeout|deadline|delay)|(?:Ms|Millis|Timeout|Deadline|TIMEOUT|MS)$/.test(dottedName(inner) ?? "");
}

/** Whether a function answers by `true` and `false`; undefined where its code does not say. */
function answersBoolean({ type, code }: Declared, names: Names): boolean | undefined {
  if (type) return isBooleanType(type);
  const returned = code && returnedBy(code, names);
  if (!returned || returned.length === 0) return returned ? false : undefined;
  const values = returned.map((value) => (value.type === "Literal" ? value.value : undefined));
  return values.includes(false) && values.some((value) => value !== false) ? true : undefined;
}

/** What type services say, where a parser brings them. */
function typedAnswer(call: CallNode, names: Names): boolean | undefined {
  const services = names.sourceCode.parserServices;
  if (!services?.program || !("getTypeAtLocation" in services)) return undefined;
  const type = services.program.getTypeChecker().typeToString(services.getTypeAtLocation(call));
  return type === "any" || type === "unknown" || type === "error" ? undefined : /^(?:boolean|Promise<boolean>)$/.test(type);
}

function returnedBy(fn: FunctionNode, names: Names): readonly Node[] {
  if (fn.body.type !== "BlockStatement") return [unwrap(fn.body)];
  return names.within(fn.body, true).flatMap((node) => (node.type === "ReturnStatement" && node.argument ? [unwrap(node.argument)] : []));
}

/** The answer by which a function of this file says that time was up, if it says anything else where it was not. */
function negativeOf(fn: FunctionNode, names: Names): UnreadAnswer["negative"] | undefined {
  const returned = returnedBy(fn, names);
  const literals = returned.map((value) => (value.type === "Literal" ? value.value : undefined));
  const isBoolean = fn.returnType ? isBooleanType(fn.returnType.typeAnnotation) : literals.includes(false) && literals.includes(true);
  if (fn.async && isBoolean && hasDeadline(fn, names) && returned.some((value) => mayTellTime(value, fn, names))) return "false";
  for (const value of returned) {
    const executor = value.type === "NewExpression" && value.arguments[0] ? unwrap(value.arguments[0]) : undefined;
    if (!isFunction(executor) || !isExecutor(executor)) continue;
    const settled = settlementsOf(executor, timersIn(executor, names), names) ?? settlementsOf(executor, lateHandlersIn(executor, names), names);
    const late = settled?.byTimer?.arguments[0];
    const early = settled?.others.find((call) => call.arguments.length > 0 && !isNothing(call.arguments[0]))?.arguments[0];
    if (late?.type !== "Literal" || early === undefined || names.sourceCode.getText(late) === names.sourceCode.getText(early)) continue;
    if (late.value === false && early.type === "Literal") return "false";
    if (typeof late.value === "string" && early.type === "Literal") return "status";
  }
  return undefined;
}

/** True for an answer that may say that time was up: not for `true`, for what asks the function again, nor for `false` before anything is waited for. */
function mayTellTime(value: Node, fn: FunctionNode, names: Names): boolean {
  if (value.type === "Literal" && value.value === true) return false;
  if (names.within(value).some((node) => node.type === "CallExpression" && names.functionOf(node.callee) === fn)) return false;
  if (value.type !== "Literal" || value.value !== false) return true;
  for (let at: Node = value; at.parent && at !== fn; at = at.parent) if (/^(?:For|While|DoWhile)/.test(at.type)) return true;
  return names.within(fn.body, true).some((node) => node.type === "AwaitExpression" && node.range[0] < value.range[0]);
}

/** True if the code of a function looks at the clock, or lets a timer end it. */
function hasDeadline(fn: FunctionNode, names: Names): boolean {
  return names.within(fn.body).some((node) => {
    if (node.type !== "CallExpression" && node.type !== "NewExpression") return false;
    return /^(?:Date|Date\.now|performance\.now|process\.hrtime|setTimeout)$/.test(dottedName(node.callee) ?? "") || timerOf(node, names) !== undefined;
  });
}

function isFollowedByAssertion(call: Node, names: Names): boolean {
  const fn = functionAround(call);
  return names.within(fn ? fn.body : names.sourceCode.ast).some((node) => node.type === "CallExpression" && node.range[0] > call.range[1] && isAssertion(node));
}

function timersIn(executor: FunctionNode, names: Names): readonly CallNode[] {
  return names.within(executor.body).filter((node): node is CallNode => node.type === "CallExpression" && armedIn(node) === node);
}

/** What somebody else's timer calls: `push.receive("timeout", () => resolve("timed out"))`. */
function lateHandlersIn(executor: FunctionNode, names: Names): readonly CallNode[] {
  return names.within(executor.body).filter((node): node is CallNode => node.type === "CallExpression" && lateEvents.test(literalText(node.arguments[0]) ?? "") && node.arguments.length > 1);
}

/** How an executor is settled: by the callback of its one timer, and elsewhere. */
function settlementsOf(executor: FunctionNode, timers: readonly CallNode[], names: Names): { readonly timer: CallNode; readonly byTimer: CallNode | undefined; readonly direct: boolean; readonly others: readonly CallNode[]; readonly handed: boolean } | undefined {
  const resolve = executor.params[0] && parameterName(executor.params[0]);
  const variable = resolve && names.scopes.variableOf(resolve);
  const [timer, ...more] = timers;
  if (!variable || !timer || more.length > 0) return undefined;
  const given = timer.arguments.find((argument) => argument.type !== "Literal");
  const callback = given && names.functionOf(given);
  const reads = variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier as Node);
  const direct = given !== undefined && reads.includes(given);
  const calls = reads.flatMap((read) => (read.parent?.type === "CallExpression" && read.parent.callee === read ? [read.parent as CallNode] : []));
  const byTimer = calls.find((call) => callback !== undefined && call.range[0] >= callback.range[0] && call.range[1] <= callback.range[1]);
  return { timer, byTimer, direct, others: calls.filter((call) => call !== byTimer), handed: calls.length + (direct ? 1 : 0) < reads.length };
}

/** A wait whose timer gives nothing, as if it were what was waited for. */
export interface EmptyWait {
  /** The `resolve()` of the timer. */
  readonly node: Node;
  readonly executor: FunctionNode;
  readonly delay: Node | undefined;
  readonly name: string;
}

export function emptyWaits(names: Names): readonly EmptyWait[] {
  return names.calls.flatMap((promise) => {
    const executor = promise.type === "NewExpression" && promise.arguments[0] ? unwrap(promise.arguments[0]) : undefined;
    const fn = functionAround(promise);
    const name = fn && nameOf(fn);
    if (!isFunction(executor) || !isExecutor(executor) || !fn || name === undefined || !waitVerbs.has(firstWord(name))) return [];
    const settled = settlementsOf(executor, timersIn(executor, names), names);
    const node = settled?.byTimer;
    if (!settled || !node || !isUndefined(node.arguments[0]) || !settled.others.some((call) => call.arguments[0] && !isNothing(call.arguments[0]))) return [];
    if (names.within(settled.timer).some((each) => each.type === "CallExpression" && each !== settled.timer && each !== node && tells(each))) return [];
    if (saysNothing(fn, promise, names) || isChecked(fn, names)) return [];
    return [{ node, executor, delay: settled.timer.arguments[1], name }];
  });
}

function isUndefined(node: Node | undefined): boolean {
  return !node || (isNothing(node, false) && unwrap(node).type !== "Literal");
}

function tells(call: CallNode): boolean {
  return !/^(?:off|removeListener|removeEventListener|clearTimeout|clearInterval|delete|unsubscribe|cleanup|dispose)$/.test(calledName(call));
}

/** True if the declared type says that nothing may come. */
function saysNothing(fn: FunctionNode, promise: CallNode, names: Names): boolean {
  const argument = promise.typeArguments?.params[0];
  const text = [fn.returnType, argument].map((type) => (type ? names.sourceCode.getText(type) : "")).join(" ");
  return /\b(?:undefined|null|void|boolean|Maybe|Option|Optional|unknown|any)\b/.test(text);
}

/** True if somebody in the file who waits looks whether something came. */
function isChecked(fn: FunctionNode, names: Names): boolean {
  return names.calls.some((call) => {
    if (call.type !== "CallExpression" || names.functionOf(call.callee) !== fn) return false;
    const awaited = wrapped(call).parent;
    const use = awaited?.type === "AwaitExpression" ? wrapped(awaited).parent : awaited;
    if (!use || /^(?:IfStatement|ConditionalExpression|LogicalExpression|UnaryExpression|BinaryExpression)$/.test(use.type)) return true;
    if (use.type !== "VariableDeclarator" || use.id.type !== "Identifier") return use.type === "MemberExpression" && use.optional;
    const variable = names.scopes.variableOf(use.id);
    return (variable?.references ?? []).some(({ identifier }) => {
      const { parent } = identifier as Node;
      return parent !== undefined && (/^(?:IfStatement|ConditionalExpression|LogicalExpression|UnaryExpression|BinaryExpression)$/.test(parent.type) || (parent.type === "MemberExpression" && parent.optional));
    });
  });
}
