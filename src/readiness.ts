import type { TSESTree } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type FunctionNode, type Node, argumentsOf, isFunction, isInside, parameterName, unitOf, unwrap, wrapped } from "./ast.js";
import type { Begun } from "./begun.js";
import { promisifierOf } from "./contracts/calls.js";
import type { FileIndex } from "./file-index.js";
import { optionOf } from "./options.js";
import { hasPhase } from "./phases.js";
import type { Promises } from "./promises.js";
import { type Scopes, onlyValueOf } from "./scopes.js";
import { start as atStart } from "./state.js";
import type { Subject, Values } from "./values.js";

/** A wait for readiness, and what it does about failure. */
export interface Readiness {
  readonly begun: Begun;
  /** What waits: the start itself, or a promise that stands beside it. */
  readonly at: Node;
  /**
   * - `executor`: a promise made by hand that the start settles
   * - `promisified`: the start, turned into a function that gives a promise
   * - `callback`: a function that the start calls
   */
  readonly kind: "executor" | "promisified" | "callback";
  readonly promise: TSESTree.NewExpression | undefined;
  /** What makes a promise-giving function of one around the start: `promisify((callback) => server.listen(port, callback))`. */
  readonly wrapper: TSESTree.CallExpression | undefined;
  readonly callback: FunctionNode | undefined;
  /** What the callback does with the error it may be given. */
  readonly error: "tested" | "unused" | "passed on";
  /** No port is given, or 0, written out: any free port, which cannot be taken. */
  readonly isAnyPort: boolean;
}

export interface ReadinessInput {
  readonly index: FileIndex;
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
  readonly promises: Promises;
  readonly starts: readonly Begun[];
}

/** The waits for readiness of a file. */
export function readinessIn({ index, values, actions, scopes, promises, starts }: ReadinessInput): readonly Readiness[] {
  if (starts.length === 0) return [];
  const executors = index.calls.filter((call): call is TSESTree.NewExpression => call.type === "NewExpression" && actions.of(call).kind === "run");
  return starts.flatMap((begun): Readiness[] => {
    const callback = callbackOf(begun.node);
    const promise = executors.find((executor) => settles(executor, begun));
    const wrapper = promise ? undefined : promisifierAround(begun.node, callback);
    if (!promise && !isPromisified(begun.node) && !callback && !wrapper) return [];
    const error = promise && isSettledWith(promise, begun, callback) ? "passed on" : errorIn(callback, begun);
    const at = promise && !isInside(begun.node, promise) ? promise : (promisifierOfOnly(begun.node) ?? begun.node);
    return [{ begun, at, kind: isPromisified(begun.node) || wrapper ? "promisified" : promise ? "executor" : "callback", promise, wrapper, callback, error, isAnyPort: isAnyPort(begun.node) }];
  });

  /** True if the promise is settled when the start is ready, and the start is its own or stands beside it. */
  function settles(executor: TSESTree.NewExpression, { node, subject, unit }: Begun): boolean {
    if (!isInside(node, executor) && unitOf(executor) !== unit) return false;
    const fact = promises.of(executor).facts(atStart).get(subject.holder);
    const isSettled = fact !== undefined && !hasPhase(fact.phases, "made", "starting") && (hasPhase(fact.phases, "ready") || (hasPhase(fact.phases, "closed") && isAnswered(executor)));
    return isSettled || (isInside(node, executor) && callbackOf(node) !== undefined);
  }

  /** True where what comes to the server settles the promise, whether it is closed for that or not. */
  function isAnswered(executor: TSESTree.NewExpression): boolean {
    const fn = executor.arguments[0] && values.valueOf(executor.arguments[0]);
    const resolve = fn?.kind === "function" && fn.node.params[0] ? parameterName(fn.node.params[0]) : undefined;
    const uses = (resolve && scopes.variableOf(resolve)?.references) ?? [];
    const handlers = index.calls.filter((call) => isInside(call, executor)).flatMap((call) => {
      const action = actions.of(call);
      return "given" in action ? action.given.flatMap(({ callback, function: given }) => (callback.begins.includes("ready") && !callback.begins.includes("closed") ? [given] : [])) : [];
    });
    return uses.length > 0 && uses.every(({ identifier }) => handlers.some((handler) => isInside(identifier, handler)));
  }

  /** True where the promise fulfils with the error itself, and its value is used. */
  function isSettledWith(promise: TSESTree.NewExpression, { row }: Begun, callback: FunctionNode | undefined): boolean {
    const { parent } = wrapped(promise);
    const isForgotten = parent?.type === "ExpressionStatement" || (parent?.type === "AwaitExpression" && parent.parent.type === "ExpressionStatement");
    return row.callback?.error !== undefined && !callback && !isForgotten;
  }

  function callbackOf(node: CallNode): FunctionNode | undefined {
    const given = callbackIn(node);
    const value = given && values.valueOf(given);
    return value?.kind === "function" ? value.node : undefined;
  }

  function isPromisified({ callee }: CallNode): boolean {
    return values.valueOf(callee)?.kind === "promisified";
  }

  /** What makes a promise-giving function of the function that the start stands in, if its readiness calls what that function is given last, and nothing else does. */
  function promisifierAround(start: CallNode, callback: FunctionNode | undefined): TSESTree.CallExpression | undefined {
    const fn = unitOf(start);
    const last = isFunction(fn) ? fn.params.at(-1) : undefined;
    const variable = last && scopes.variableOf(parameterName(last) ?? last);
    const maker = isFunction(fn) ? wrapped(fn).parent : undefined;
    const made = maker?.type === "CallExpression" && maker.arguments[0] === fn ? values.valueOf(maker.callee) : undefined;
    if (maker?.type !== "CallExpression" || made?.kind !== "export" || !promisifierOf(made.module, made.name) || !variable) return undefined;
    const isCalled = variable.references.every(({ identifier }) => (callback && isInside(identifier, callback) && identifier.parent.type === "CallExpression" && identifier.parent.callee === identifier) || identifier === callbackIn(start));
    return isCalled && variable.references.length > 0 ? maker : undefined;
  }

  /** What makes the promise-giving function, where it is kept under a name for this one call: the mistake is there. */
  function promisifierOfOnly(call: CallNode): Node | undefined {
    const callee = unwrap(call.callee);
    const variable = isPromisified(call) && callee.type === "Identifier" ? scopes.variableOf(callee) : undefined;
    const only = variable && variable.references.filter((reference) => reference.isRead()).length === 1 ? onlyValueOf(callee, scopes) : undefined;
    return only && unitOf(only) === unitOf(call) ? only : undefined;
  }

  /** The argument of a start that it calls when it is ready. */
  function callbackIn(start: CallNode): Node | undefined {
    const action = actions.of(start);
    // Where the start is promisified, `promisify` gives the callback.
    const given = "given" in action && !isPromisified(start) ? action.given.find(({ callback }) => callback.argument !== undefined && callback.begins.includes("ready")) : undefined;
    return given && unwrap(given.function);
  }

  function errorIn(callback: FunctionNode | undefined, { subject }: Begun): Readiness["error"] {
    // What throws while the subject is not ready throws on failure.
    if (callback && index.calls.some((call) => unitOf(call) === callback && isThrowing(call, subject))) return "passed on";
    const name = callback?.params[0] && parameterName(callback.params[0]);
    const variable = name && scopes.variableOf(name);
    // An error is not changed: a parameter that is may be anything, a counter of tries.
    if (variable?.references.some((reference) => reference.isWrite())) return "passed on";
    const uses = variable?.references.filter((reference) => reference.isRead()) ?? [];
    if (uses.length === 0) return "unused";
    return uses.some(({ identifier }) => isCondition(identifier)) ? "tested" : "passed on";
  }

  function isThrowing(call: CallNode, { holder }: Subject): boolean {
    const callee = values.valueOf(call.callee);
    if (callee?.kind !== "member" || callee.subject.holder !== holder) return false;
    return callee.subject.contract.reads.some(({ member, value }) => member === `${callee.name}()` && value.startsWith("an exception"));
  }

  /** It may stand behind a host, or in an address. */
  function isAnyPort(start: CallNode): boolean {
    const given = argumentsOf(start).map(constantBehind);
    const port = given.find((node) => node.type === "Literal" && typeof node.value === "number") ?? given[0];
    if (!port || isFunction(port) || port === callbackIn(start) || (port.type === "Identifier" && port.name === "undefined")) return true;
    if (port.type === "Literal") return port.value === 0 || port.value === null || /^(?:.*:)?0$/.test(String(port.value));
    const option = optionOf(port, ["port"]);
    const value = option && option !== "spread" ? constantBehind(option) : undefined;
    return value?.type === "Literal" && value.value === 0;
  }

  /** What a name stands for that is given one value. */
  function constantBehind(node: Node): Node {
    const inner = unwrap(node);
    const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
    const [only, ...others] = (variable?.defs[0]?.type === "Variable" && scopes.writesTo(variable)) || [];
    return only?.path.length === 0 && others.length === 0 ? unwrap(only.value) : inner;
  }
}

/** True for an identifier that an `if`, a ternary or a `&&` tests. */
function isCondition(identifier: TSESTree.Node): boolean {
  let node = identifier;
  for (let parent = node.parent; parent; node = parent, parent = parent.parent) {
    if ((parent.type === "IfStatement" || parent.type === "ConditionalExpression") && parent.test === node) return true;
    if (parent.type === "LogicalExpression" && parent.left === node && parent.operator !== "??") return true;
    if (parent.type !== "UnaryExpression" && parent.type !== "BinaryExpression" && parent.type !== "LogicalExpression") return false;
  }
  return false;
}
