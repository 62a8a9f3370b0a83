import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isCall, isFunction, literalText, memberName, parameterName, unwrap, wrapped } from "../ast.js";
import { pollNames } from "../contracts/sleeps.js";
import { readinessCalls, readyEvents } from "../contracts/started.js";
import { behind, executorCall, functionAround, isExecutor } from "../order.js";
import { assertionIn } from "./assertions.js";
import { delayOf } from "./delays.js";
import { type Sleep, type Sleeping, sleepingTime } from "./sleeps.js";
import { isTimer, settlesOnly } from "./times.js";

/** A poll that asks nothing: `await pollUntil(() => true)`. It is over at once, or after its rest. */
export function constantPoll(call: CallNode): Node | undefined {
  if (!pollNames.test(calledName(call)) || wrapped(call).parent?.type !== "AwaitExpression") return undefined;
  const [first] = call.arguments;
  const fn = first && unwrap(first);
  return isFunction(fn) && isAlwaysTrue(fn.body) ? wrapped(call).parent : undefined;
}

/** The longest of the times that a poll is given, as the literal that it is; undefined where nothing says how long it may take. */
export function longestTime({ arguments: [, ...given] }: CallNode): Node | undefined {
  const nodes = given.flatMap((argument): readonly Node[] => {
    const inner = unwrap(argument);
    return inner.type === "ObjectExpression" ? inner.properties.flatMap((property) => (property.type === "Property" ? [unwrap(property.value)] : [])) : [inner];
  });
  return nodes.reduce<TSESTree.NumberLiteral | undefined>((longest, node) => (node.type === "Literal" && typeof node.value === "number" && node.value > (longest?.value ?? 0) ? node : longest), undefined);
}

function isAlwaysTrue(body: Node): boolean {
  if (body.type === "BlockStatement") {
    const [only] = body.body;
    return body.body.length === 1 && only?.type === "ReturnStatement" && only.argument !== null && isAlwaysTrue(only.argument);
  }
  const inner = unwrap(body);
  return inner.type === "Literal" && (inner.value === true || inner.value === 1);
}

/** A sleep in a race with a wait for readiness, which wins without a word; `isSettled` where one promise is settled by both. */
export interface RacedSleep extends Sleep {
  readonly isSettled: boolean;
}

/**
 * A race between a wait for readiness and a sleep that wins without a word: `await Promise.race([once(child, "message"), sleep(3000)])`, and
 * `await new Promise((resolve) => { child.once("message", resolve); setTimeout(resolve, 3000); })`.
 */
export function racedSleep(call: CallNode, sleeping: Sleeping): RacedSleep | undefined {
  return sleepInRace(call, sleeping) ?? settlingTimer(call, sleeping);
}

function sleepInRace(call: CallNode, sleeping: Sleeping): RacedSleep | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression" || memberName(callee) !== "race" || callee.object.type !== "Identifier" || callee.object.name !== "Promise") return undefined;
  const statement = awaitingStatement(call);
  const list = call.arguments[0] && unwrap(call.arguments[0]);
  if (!statement || list?.type !== "ArrayExpression") return undefined;
  const elements = list.elements.flatMap((element) => (element ? [resolved(element, sleeping)] : []));
  const time = elements.map((element) => (isCall(element) ? sleepingTime(element, sleeping) : undefined)).find((each) => each !== undefined);
  if (!time || !elements.some((element) => isCall(element) && isReadiness(element))) return undefined;
  return { ...time, node: statement, call, form: "awaited", continuation: undefined, isSettled: false };
}

/** A timer that settles the promise which is settled when something is ready, and that nobody keeps to clear it. */
function settlingTimer(call: CallNode, sleeping: Sleeping): RacedSleep | undefined {
  const [settle, time] = call.arguments;
  const executor = functionAround(call);
  const promise = executor && executorCall(executor);
  const statement = promise && awaitingStatement(promise);
  const name = executor?.params[0] && parameterName(executor.params[0])?.name;
  if (!statement || name === undefined || !settle || !time || !isTimer(call, sleeping.values) || wrapped(call).parent?.type !== "ExpressionStatement") return undefined;
  const delay = delayOf(time, sleeping.scopes);
  if (!settlesOnly(unwrap(settle), name) || !hearsReadiness(executor, name) || isSettledOtherwise(executor, name, call) || isAskedNext(statement) || (delay.value !== undefined && delay.value <= 0)) return undefined;
  return { node: statement, call, delay, form: "awaited", continuation: undefined, after: undefined, isInMs: true, driver: undefined, isSettled: true };
}

/** True for a promise that is fulfilled in yet another way: what comes behind it does not rely on readiness. */
function isSettledOtherwise({ body }: FunctionNode, settle: string, timer: CallNode): boolean {
  const isAside = (node: Node): boolean => node !== body && node.parent !== undefined && (node === timer || (isCall(node) && saysReadiness(node)) || isAside(node.parent));
  return findNode(body, (node) => node.type === "Identifier" && node.name === settle && !isAside(node)) !== undefined;
}

/** True if the code asks at once how the race has ended. */
function isAskedNext(statement: Node): boolean {
  const [next] = behind(statement);
  return next !== undefined && (next.type === "IfStatement" || assertionIn(next) !== undefined);
}

/** The statement that awaits a promise and does nothing with its value. */
function awaitingStatement(promise: Node): Node | undefined {
  const { parent } = wrapped(promise);
  return parent?.type === "AwaitExpression" && parent.parent.type === "ExpressionStatement" ? parent.parent : undefined;
}

/** The expression behind a name that is given one. */
function resolved(node: Node, { scopes }: Sleeping): Node {
  const inner = unwrap(node);
  const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
  const writes = variable && scopes.writesTo(variable);
  const [only] = writes ?? [];
  return writes?.length === 1 && only && only.path.length === 0 ? unwrap(only.value) : inner;
}

function isReadiness(call: CallNode): boolean {
  const executor = call.type === "NewExpression" && call.arguments[0] ? unwrap(call.arguments[0]) : undefined;
  const name = isFunction(executor) && isExecutor(executor) && executor.params[0] ? parameterName(executor.params[0])?.name : undefined;
  if (isFunction(executor) && name !== undefined) return hearsReadiness(executor, name);
  return readinessCalls.test(calledName(call)) || saysReadiness(call);
}

/** True for an executor that settles its promise when something says that it is ready. */
function hearsReadiness({ body }: FunctionNode, settle: string): boolean {
  return findOwn(body, (node) => isCall(node) && node.arguments[1] !== undefined && saysReadiness(node) && settlesOnly(unwrap(node.arguments[1]), settle)) !== undefined;
}

function saysReadiness(call: CallNode): boolean {
  return call.arguments.some((argument) => readyEvents.has(literalText(argument) ?? "") || (literalText(argument) === "message" && calledName(call) === "once"));
}
