import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, isFunction, isInside, literalText, memberName, parameterName, unwrap, wrapped } from "../ast.js";
import { type Readiness, givesPromise, givesView } from "../startup.js";
import { isPath } from "./await-ready.js";
import { callbackWith, failureIn } from "./callback-with.js";
import { addedParameter, bodyRange, type Edit, edited, type File, insertAt, separatorAt, statementOf } from "./edits.js";
import { styleOf } from "./style.js";
import { isWrapped } from "./use-once.js";

/** The emitter of 'error' by its name, the edits that give it one, and where a listener can be added. */
interface Emitter {
  readonly name: string;
  readonly listening: (code: readonly string[]) => readonly Edit[];
  /** They stand behind the start. */
  readonly isBehind: boolean;
}

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
  const emitter = emitterOf();
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
  return told && [...parameter, ...emitter.listening([listen]), ...told];

  function toldBy(argument: Node | undefined): readonly Edit[] | undefined {
    const fn = argument && unwrap(argument);
    if (!fn || !emitter) return undefined;
    const off = `${emitter.name}.off(${quote}error${quote}, ${reject ?? ""});`;
    if (fn.type === "Identifier" && fn.name === resolveName) return [{ range: fn.range, text: `() => { ${off} ${fn.name}(${valueOfNothing()}); }` }];
    return isFunction(fn) && (fn === callback || !isInside(fn, node)) ? callbackWith(sourceCode, fn, off) : undefined;
  }

  /** What a promise of no value resolves with: TypeScript lets only one of `void` do so without an argument. */
  function valueOfNothing(): string {
    return /\.[cm]?tsx?$/.test(file.filename) && !promise?.typeArguments ? "undefined" : "";
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

  function emitterOf(): Emitter | undefined {
    const callee = unwrap(node.callee);
    const receiver = callee.type === "MemberExpression" && (row.gives === "self" || givesView(row)) ? callee.object : undefined;
    const isBehind = !receiver;
    const known = receiver && isPath(receiver) ? sourceCode.getText(receiver) : receiver ? undefined : declaredName(node);
    const place = statementOf(node);
    const body = isFunction(executor) ? executor.body : undefined;
    if (known !== undefined && receiver && body && body.type !== "BlockStatement") {
      if (unwrap(body) !== node) return undefined;
      const [start, end] = bodyRange(sourceCode, executor as FunctionNode);
      return { name: known, isBehind, listening: (code) => [{ range: [start, body.range[0]], text: `{ ${code.map((line) => line.replace(/;?$/, ";")).join(" ")} ` }, { range: [body.range[1], end], text: "; }" }] };
    }
    if (!place || (body && (body.type !== "BlockStatement" || !isInside(place.statement, body)))) return undefined;
    const { statement } = place;
    if (body?.type === "BlockStatement" && !body.body.includes(statement)) return undefined;
    const separator = separatorAt(sourceCode, statement);
    const lines = (code: readonly string[]) => code.map((line) => (separator === " " ? line.replace(/;?$/, ";") : line)).join(separator);
    if (known !== undefined) return { name: known, isBehind, listening: (code) => [receiver ? insertAt(statement.range[0], `${lines(code)}${separator}`) : insertAt(statement.range[1], `${separator}${lines(code)}`)] };
    const name = "server";
    if (statement.type !== "ExpressionStatement" || unwrap(statement.expression) !== node || styleOf(sourceCode).names.has(name)) return undefined;
    if (!receiver) return { name, isBehind, listening: (code) => [insertAt(statement.range[0], `const ${name} = `), insertAt(statement.range[1], `${separator}${lines(code)}`)] };
    return {
      name,
      isBehind,
      listening: (code) => [{ range: [statement.range[0], receiver.range[1]], text: `const ${name} = ${sourceCode.getText(receiver)}${stop}${separator}${lines(code)}${separator}${name}` }],
    };
  }
}

/** The name of the function that a callback gives its error to, where that is declared before the start. */
function failureBefore({ startup }: File, callback: FunctionNode, start: CallNode): string | undefined {
  const called = failureIn(callback);
  const declared = called && startup.scopes.variableOf(called)?.identifiers[0];
  return called && declared && declared.range[1] <= start.range[0] ? called.name : undefined;
}

/** The name of the constant that a start's result is declared as. */
function declaredName(node: Node): string | undefined {
  const { parent } = wrapped(node);
  return parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : undefined;
}
