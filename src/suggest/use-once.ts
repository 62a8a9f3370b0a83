import { type CallNode, type Node, isFunction, literalText, memberName, parameterName, unwrap, wrapped } from "../ast.js";
import { type Begun, type Readiness, givesPromise, givesView } from "../startup.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { onceOf } from "./import-name.js";
import { withoutImport } from "./remove-unused.js";
import { styleOf } from "./style.js";

/**
 * Replaces an awaited promise that holds nothing but the start, or nothing but a listener of the ready event, by
 * `once(server.listen(port), "listening")` or `once(server, "listening")`.
 */
export function useOnce(file: File, { begun, promise, callback }: Readiness): readonly Edit[] | undefined {
  const { sourceCode, startup } = file;
  const { node, subject, row } = begun;
  const { ready } = subject.contract;
  if (!promise || givesPromise(row) || row.gives === "nothing" || typeof ready !== "object") return undefined;
  // `once` gets what the call gives: it must be the emitter itself.
  if (startup.emitterIn(subject.contract) !== "" || givesView(row)) return undefined;
  if (!isValueUnused(file, promise) || isWrapped(file, begun)) return undefined;
  const executor = promise.arguments[0] && unwrap(promise.arguments[0]);
  const [resolve] = isFunction(executor) ? executor.params : [];
  const name = resolve && parameterName(resolve)?.name;
  const only = isFunction(executor) ? onlyCall(executor.body) : undefined;
  if (!only || name === undefined) return undefined;
  const last = only.arguments.at(-1);
  const given = last && unwrap(last);
  const isResolve = given?.type === "Identifier" && given.name === name;
  const isCall = isFunction(given) && sourceCode.getText(given.body).replace(/[{};\s]/g, "") === `${name}()`;
  if (!last || (!isResolve && !isCall) || sourceCode.getCommentsInside(promise).length > 0) return undefined;
  const emitter = only === node ? startWithout(last) : emitterOfListener(only, ready.event);
  const once = onceOf(sourceCode);
  if (emitter === undefined || !once || (only === node && isCall && given !== callback)) return undefined;
  const { quote } = styleOf(sourceCode);
  return [...once.edits, { range: promise.range, text: `${once.name}(${emitter}, ${quote}${ready.event}${quote})` }];

  function startWithout(callbackArgument: Node): string {
    const before = node.arguments[node.arguments.indexOf(callbackArgument as never) - 1];
    return `${sourceCode.getText(node.callee)}(${before ? sourceCode.text.slice(node.arguments[0]?.range[0], before.range[1]) : ""})`;
  }

  /** `server` of `server.once("listening", resolve)`. */
  function emitterOfListener(call: CallNode, event: string): string | undefined {
    const callee = unwrap(call.callee);
    const isListener = callee.type === "MemberExpression" && /^(?:once|on)$/.test(memberName(callee) ?? "") && literalText(call.arguments[0]) === event;
    return isListener && isPath(callee.object) ? sourceCode.getText(callee.object) : undefined;
  }
}

/** True where a WebSocket server takes the 'error' of the server it is put around: measured. */
export function isWrapped({ startup }: File, { subject }: Begun): boolean {
  return startup.wrappersOf(subject.holder).some((call) => {
    const action = startup.actions.of(call);
    return action.kind !== "wrap" || "error" in action.subject.contract.events;
  });
}

/** True for a promise that is awaited for its own sake, or given to a test runner as what a hook returns. */
export function isValueUnused({ startup }: File, promise: Node): boolean {
  const { parent } = wrapped(promise);
  if (parent?.type === "AwaitExpression") return parent.parent.type === "ExpressionStatement";
  const fn = parent?.type === "ReturnStatement" ? parent.parent.parent : parent;
  const call = isFunction(fn) ? wrapped(fn).parent : undefined;
  return call?.type === "CallExpression" && startup.actions.of(call).kind === "test";
}

/**
 * The same for `await promisify((callback) => server.listen(port, callback))()`: of all that, the start alone is needed. Only where the
 * function holds nothing else, and calls back without an error.
 */
export function useOnceForWrapped(file: File, { begun, wrapper, callback }: Readiness): readonly Edit[] | undefined {
  const { sourceCode, startup } = file;
  const { node, subject, row } = begun;
  const { ready } = subject.contract;
  const call = wrapper && wrapped(wrapper).parent;
  const fn = wrapper?.arguments[0];
  if (call?.type !== "CallExpression" || call.arguments.length > 0 || unwrap(call.callee) !== wrapper || !isFunction(fn) || fn.params.length !== 1) return undefined;
  if (givesPromise(row) || givesView(row) || row.gives === "nothing" || typeof ready !== "object" || startup.emitterIn(subject.contract) !== "") return undefined;
  if (onlyCall(fn.body) !== node || !isValueUnused(file, call) || isWrapped(file, begun) || sourceCode.getCommentsInside(call).length > 0) return undefined;
  const last = node.arguments.at(-1);
  const only = callback && onlyCall(callback.body);
  const [error] = only?.arguments ?? [];
  const isPlain = last?.type === "Identifier" || (only?.callee.type === "Identifier" && last === callback && (!error || (error.type === "Literal" && error.value === null)));
  const once = onceOf(sourceCode);
  if (!last || !isPlain || !once) return undefined;
  const before = node.arguments[node.arguments.indexOf(last) - 1];
  const { quote } = styleOf(sourceCode);
  const start = `${sourceCode.getText(node.callee)}(${before ? sourceCode.text.slice(node.arguments[0]?.range[0], before.range[1]) : ""})`;
  const root = unwrap(wrapper.callee);
  const unused = root.type === "Identifier" ? withoutImport(file, root) : [];
  return [...unused, ...once.edits, { range: call.range, text: `${once.name}(${start}, ${quote}${ready.event}${quote})` }];
}

/** The call that is all there is in a function's body. */
function onlyCall(body: Node): CallNode | undefined {
  const [only, ...others] = body.type === "BlockStatement" ? body.body : [];
  const expression = unwrap(only?.type === "ExpressionStatement" && others.length === 0 ? only.expression : body);
  return expression.type === "CallExpression" || expression.type === "NewExpression" ? expression : undefined;
}
