import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, isFunction, isInside, literalText, memberName, parameterName, unwrap } from "../ast.js";
import { type Readiness, givesPromise } from "../startup.js";
import { callbackWith, failureIn } from "./callback-with.js";
import { addedParameter, type Edit, edited, type File } from "./edits.js";
import { errorEmitterOf } from "./error-emitter.js";
import { isTypeScript, styleOf } from "./style.js";
import { isWrapped } from "./use-once.js";

/**
 * Listens for 'error', and takes the listener away when the callback runs; a test of an error that never comes goes.
 * The listener is the promise's `reject`, or the function that the callback gave the error to. Only where the emitter has a name or can get one.
 */
export function addReject(file: File, readiness: Readiness): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const { begun, promise, callback } = readiness;
  const { node, subject, row, isGivenError } = begun;
  const { ready } = subject.contract;
  if (isWrapped(file, begun) || givesPromise(row) || row.gives === "nothing" || file.startup.emitterIn(subject.contract) !== "" || typeof ready !== "object") return undefined;
  const executor = promise?.arguments[0] && unwrap(promise.arguments[0]);
  const [resolve, second] = isFunction(executor) ? executor.params : [];
  const reject = isFunction(executor) ? (second ? parameterName(second)?.name : "reject") : callback && failureBefore(file, callback, node);
  const resolveName = resolve && parameterName(resolve)?.name;
  if (reject === undefined || (isFunction(executor) && resolveName === undefined)) return undefined;
  if (isFunction(executor) && !second && new RegExp(`\\b${reject}\\b`).test(sourceCode.getText(executor))) return undefined;

  const { quote, semicolons } = styleOf(sourceCode);
  const stop = semicolons ? ";" : "";
  const emitter = errorEmitterOf(file, begun, isFunction(executor) ? executor : undefined);
  if (!emitter) return undefined;
  const parameter = resolve && isFunction(executor) && !second ? addedParameter(sourceCode, resolve, reject) : [];
  const listen = `${emitter.name}.once(${quote}error${quote}, ${reject})${stop}`;
  const last = node.arguments.at(-1);
  if (isGivenError === undefined) {
    // The callback may run on failure, too: what it does belongs to the ready event.
    const told = toldBy(last);
    if (!last || !told || ready.event !== "listening" || !emitter.isBehind) return undefined;
    const listener = `${emitter.name}.once(${quote}listening${quote}, ${edited(sourceCode, last, told)})${stop}`;
    const from = node.arguments.at(-2)?.range[1] ?? last.range[0];
    return [...parameter, { range: [from, last.range[1]], text: "" }, ...emitter.listening([listen, listener])];
  }
  const told = toldBy(last) ?? (isFunction(executor) ? toldBy(readyListener(executor)) : undefined);
  if (told) return [...parameter, ...emitter.listening([listen]), ...told];
  // What settles the promise comes later than the ready event, or by way of something else.
  if (!isFunction(executor) || (callback && callback.params.length > 0)) return undefined;
  const forget = `${emitter.name}.once(${quote}${ready.event}${quote}, () => ${emitter.name}.off(${quote}error${quote}, ${reject}))${stop}`;
  return [...parameter, ...emitter.listening([listen, forget])];

  function toldBy(argument: Node | undefined): readonly Edit[] | undefined {
    const fn = argument && unwrap(argument);
    if (!fn || !emitter) return undefined;
    const off = `${emitter.name}.off(${quote}error${quote}, ${reject ?? ""});`;
    if (fn.type === "Identifier" && fn.name === resolveName) return [{ range: fn.range, text: `() => { ${off} ${fn.name}(${valueOfNothing()}); }` }];
    return isFunction(fn) && (fn === callback || !isInside(fn, node)) ? callbackWith(sourceCode, fn, off) : undefined;
  }

  /** What a promise of no value resolves with: TypeScript lets only one of `void` do so without an argument. */
  function valueOfNothing(): string {
    return isTypeScript(file.filename) && !promise?.typeArguments ? "undefined" : "";
  }

  /** What listens for the ready event in a statement of the executor. */
  function readyListener(fn: FunctionNode): Node | undefined {
    if (fn.body.type !== "BlockStatement" || typeof ready !== "object") return undefined;
    const calls = fn.body.body.flatMap((statement) => (statement.type === "ExpressionStatement" ? [unwrap(statement.expression)] : []));
    const found = calls.filter((call): call is TSESTree.CallExpression => call.type === "CallExpression" && isListenerOf(call, ready.event));
    return found.length === 1 ? found[0]?.arguments[1] : undefined;
  }

  function isListenerOf(call: CallNode, event: string): boolean {
    const callee = unwrap(call.callee);
    return callee.type === "MemberExpression" && /^(?:once|on)$/.test(memberName(callee) ?? "") && literalText(call.arguments[0]) === event && sourceCode.getText(callee.object) === emitter?.name;
  }
}

/** The name of the function that a callback gives its error to, where that is declared before the start. */
function failureBefore({ startup }: File, callback: FunctionNode, start: CallNode): string | undefined {
  const called = failureIn(callback);
  const declared = called && startup.scopes.variableOf(called)?.identifiers[0];
  return called && declared && declared.range[1] <= start.range[0] ? called.name : undefined;
}
