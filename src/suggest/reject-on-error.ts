import { type Node, isFunction, parameterName, unwrap, wrapped } from "../ast.js";
import type { Start } from "../contracts/types.js";
import { type Begun, type Readiness, givesPromise } from "../startup.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, indentOf, insertAt, statementOf } from "./edits.js";
import { onceOf } from "./import-once.js";
import { styleOf } from "./style.js";

/** Replaces an awaited promise that holds nothing but the start by `once(server.listen(port), "listening")`. */
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
  if (!isFunction(executor) || name === undefined || !isOnly(executor.body, node)) return undefined;
  const last = node.arguments.at(-1);
  const isResolve = last?.type === "Identifier" && last.name === name;
  const isCall = callback && last && unwrap(last) === callback && sourceCode.getText(callback.body).replace(/[{};\s]/g, "") === `${name}()`;
  if (!last || (!isResolve && !isCall)) return undefined;
  const once = onceOf(sourceCode);
  if (!once) return undefined;
  const { quote } = styleOf(sourceCode);
  const before = node.arguments.at(-2);
  const call = `${sourceCode.getText(node.callee)}(${before ? sourceCode.text.slice(node.arguments[0]?.range[0], before.range[1]) : ""})`;
  return [...once.edits, { range: promise.range, text: `${once.name}(${call}, ${quote}${ready.event}${quote})` }];
}

/** True for a start that gives something else than what emits its events. */
function givesView({ gives }: Start): boolean {
  return typeof gives === "object" && "view" in gives;
}

/** True where a WebSocket server takes the 'error' of the server it is put around: measured. */
function isWrapped({ startup }: File, { subject }: Begun): boolean {
  return startup.wrappersOf(subject.holder).length > 0;
}

/** True for a promise that is awaited for its own sake, or given to a test runner as what a hook returns. */
function isValueUnused({ startup }: File, promise: Node): boolean {
  const { parent } = wrapped(promise);
  if (parent?.type === "AwaitExpression") return parent.parent.type === "ExpressionStatement";
  const fn = parent?.type === "ReturnStatement" ? parent.parent.parent : parent;
  const call = isFunction(fn) ? wrapped(fn).parent : undefined;
  return call?.type === "CallExpression" && startup.actions.of(call).kind === "test";
}

/** True if a function's body is the start and nothing else. */
function isOnly(body: Node, start: Node): boolean {
  if (body.type !== "BlockStatement") return unwrap(body) === start;
  const [only, ...others] = body.body;
  return others.length === 0 && only?.type === "ExpressionStatement" && unwrap(only.expression) === start;
}

/**
 * Listens for 'error' and rejects, and takes the listener away when the callback runs; a test of an error that never comes goes.
 * Only where the emitter has a name, and the callback is a function without a use for its parameter, or the `resolve` itself.
 */
export function addReject(file: File, { begun, promise, callback }: Readiness): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const { node, subject, row } = begun;
  if (isWrapped(file, begun)) return undefined;
  const executor = promise?.arguments[0] && unwrap(promise.arguments[0]);
  if (!isFunction(executor) || givesPromise(row) || row.gives === "nothing" || file.startup.emitterIn(subject.contract) !== "") return undefined;
  const [resolve, second] = executor.params;
  const reject = second ? parameterName(second)?.name : "reject";
  const resolveName = resolve && parameterName(resolve)?.name;
  if (!resolve || resolveName === undefined || reject === undefined) return undefined;
  if (!second && new RegExp(`\\b${reject}\\b`).test(sourceCode.getText(executor))) return undefined;

  const { quote, semicolons } = styleOf(sourceCode);
  const isReceiver = row.gives === "self" || givesView(row);
  const kept = isReceiver ? undefined : declaredName(node);
  const receiver = node.callee.type === "MemberExpression" && isReceiver ? node.callee.object : undefined;
  const emitter = receiver && isPath(receiver) ? sourceCode.getText(receiver) : kept;
  if (emitter === undefined) return undefined;
  const listen = `${emitter}.once(${quote}error${quote}, ${reject})${semicolons ? ";" : ""}`;
  const told = callbackWith(`${emitter}.off(${quote}error${quote}, ${reject});`);
  if (!told) return undefined;
  const parameter = second ? [] : addedParameter(resolve, reject);

  if (executor.body.type !== "BlockStatement") {
    if (unwrap(executor.body) !== node || kept !== undefined) return undefined;
    return [...parameter, insertAt(executor.body.range[0], `{ ${listen} `), told, insertAt(executor.body.range[1], "; }")];
  }
  const place = statementOf(node);
  if (!place || !executor.body.body.includes(place.statement)) return undefined;
  const indent = indentOf(sourceCode, place.statement);
  const listening = kept === undefined ? insertAt(place.statement.range[0], `${listen}\n${indent}`) : insertAt(place.statement.range[1], `\n${indent}${listen}`);
  return [...parameter, listening, told];

  /** The edit that lets the callback begin with `code`. */
  function callbackWith(code: string): Edit | undefined {
    const last = node.arguments.at(-1);
    const given = last && unwrap(last);
    if (given?.type === "Identifier" && given.name === resolveName) return { range: given.range, text: `() => { ${code} ${given.name}(); }` };
    if (!isFunction(given) || given !== callback || given.type !== "ArrowFunctionExpression") return undefined;
    const body = bodyWithout(given.params[0] && parameterName(given.params[0])?.name, given.body);
    if (body === undefined || given.params.length > 1) return undefined;
    if (given.body.type !== "BlockStatement") return { range: given.range, text: `() => { ${code} ${body}; }` };
    const [first] = given.body.body;
    if (!first) return undefined;
    const separator = first.loc.start.line === given.body.loc.start.line ? " " : `\n${indentOf(sourceCode, first)}`;
    return { range: given.range, text: `() => {${sourceCode.text.slice(given.body.range[0] + 1, first.range[0])}${code}${separator}${body}` };
  }

  /** The code of a callback's body without a test of `error`; undefined where it is used otherwise. For blocks, from the first statement on. */
  function bodyWithout(error: string | undefined, body: Node): string | undefined {
    const isFree = (text: string) => error === undefined || !new RegExp(`\\b${error}\\b`).test(text);
    if (body.type === "ConditionalExpression" && body.test.type === "Identifier" && body.test.name === error) {
      const text = sourceCode.getText(body.alternate);
      return isFree(text) ? text : undefined;
    }
    if (body.type !== "BlockStatement") return isFree(sourceCode.getText(body)) ? sourceCode.getText(body) : undefined;
    const [first, next] = body.body;
    const isTest = first?.type === "IfStatement" && first.test.type === "Identifier" && first.test.name === error && !first.alternate;
    const from = isTest ? next : first;
    const text = from && sourceCode.text.slice(from.range[0], body.range[1]);
    return text !== undefined && isFree(text) ? text : undefined;
  }

  function addedParameter(parameter: Node, name: string): Edit[] {
    const isBare = sourceCode.getTokenBefore(parameter)?.value !== "(";
    return isBare ? [insertAt(parameter.range[0], "("), insertAt(parameter.range[1], `, ${name})`)] : [insertAt(parameter.range[1], `, ${name}`)];
  }
}

/** The name of the constant that a start's result is declared as. */
function declaredName(node: Node): string | undefined {
  const { parent } = wrapped(node);
  return parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : undefined;
}
