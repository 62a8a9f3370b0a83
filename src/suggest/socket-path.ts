import { type CallNode, type Node, calledName, findNode, isCall, isFunction, isInside, literalText, nameOfThing, unitOf, unwrap, wrapped } from "../ast.js";
import { listeningKinds, namesSocketPath, socketPath, socketPrograms } from "../contracts/ports.js";
import type { Guess, Started } from "../guesses.js";
import { optionOf } from "../options.js";
import { behind, statementAround } from "../order.js";
import { textOf, wordsOfCommand } from "../sleeping/commands.js";
import { isPath } from "./await-ready.js";
import { type File, edited } from "./edits.js";
import { type Port, portIn } from "./port-value.js";
import { meantAt } from "./sleeps.js";
import { styleOf } from "./style.js";
import type { WaitPlace } from "./wait-place.js";

/** The path of the socket on which what has been started is to listen: its program's own, or the one that is connected to next, here or by the caller, where the start is given it or a comment speaks of a socket. */
export function socketPathOf(file: File, { started, remark }: Pick<Guess, "started" | "remark">, place: WaitPlace): Port | undefined {
  if (!started || started.isAwaited || !isCall(started.call) || !listeningKinds.has(started.kind)) return undefined;
  return ownSocket(file, started.call) ?? pathAskedBehind(file, started, place, remark?.says === "readiness" && /\bsockets?\b/i.test(remark.text));
}

/** `Xvfb :99` listens on `/tmp/.X11-unix/X99`. */
function ownSocket(file: File, call: CallNode): Port | undefined {
  const [program, first, second] = wordsOfCommand(call, file.startup.scopes);
  const row = program !== undefined && textOf(program) !== undefined ? socketPrograms.find((each) => each.program.test(textOf(program) ?? "")) : undefined;
  const word = first === undefined ? undefined : textOf(first);
  if (!row || word === undefined || !word.startsWith(row.prefix)) return undefined;
  const number = word.slice(row.prefix.length);
  const { quote } = styleOf(file.sourceCode);
  if (/^\d+$/.test(number)) return { code: `${quote}${row.path}${number}${quote}`, name: row.path + number, node: undefined, isPath: true };
  const given = number === "" && second !== undefined && typeof second !== "string" ? portIn(file, second, false) : undefined;
  return given?.node && { code: `\`${row.path}\${${given.name}}\``, name: `${row.path}\${${given.name}}`, node: given.node, isPath: true };
}

function pathAskedBehind(file: File, { call }: Started, { statement, next }: WaitPlace, isSaid: boolean): Port | undefined {
  const { sourceCode } = file;
  const path = next.length > 0 ? connectedPath(next) : undefined;
  const code = path ? (isKnownAt(file, path, statement) ? sourceCode.getText(path) : undefined) : pathAskedByCallers(file, statement);
  const isTold = code !== undefined && (isSaid || findNode(call, (node) => sourceCode.getText(node) === code) !== undefined);
  return isTold ? { code, name: code, node: undefined, isPath: true } : undefined;
}

/** The path that all callers of a function which ends with a sleep connect to as their next step, in what the function itself calls its parts. */
function pathAskedByCallers(file: File, sleep: Node): string | undefined {
  const { sourceCode, startup } = file;
  const fn = unitOf(sleep);
  if (!isFunction(fn) || !behind(sleep).next().done) return undefined;
  const calls = startup.contexts.of(fn).flatMap((way) => (way.kind === "call" && isCall(way.at) ? [way.at] : []));
  const paths = calls.map((call) => {
    const statement = wrapped(call).parent?.type === "AwaitExpression" ? statementAround(call) : undefined;
    const path = statement && connectedPath([...behind(statement)].slice(0, 2));
    return path && asParameters(path, call);
  });
  return paths.every((path) => path === paths[0]) ? paths[0] : undefined;

  function asParameters(path: Node, call: CallNode): string | undefined {
    const edits: { readonly range: readonly [number, number]; readonly text: string }[] = [];
    const isUnknown = findNode(path, (node) => {
      if (node.type === "ThisExpression") return true;
      const variable = node.type === "Identifier" && !isMemberName(node) ? startup.scopes.variableOf(node) : undefined;
      if (!variable || variable.scope.type === "module") return false;
      const parameter = isFunction(fn) ? fn.params[call.arguments.findIndex((argument) => sourceCode.getText(argument) === sourceCode.getText(node))] : undefined;
      if (parameter?.type !== "Identifier" || (startup.scopes.variableOf(parameter)?.references.some((reference) => reference.isWrite()) ?? true)) return true;
      edits.push({ range: node.range, text: parameter.name });
      return false;
    });
    return isUnknown ? undefined : edited(sourceCode, path, edits);
  }
}

/** The path of a socket that the first connection of statements is made to. */
function connectedPath(statements: readonly Node[]): Node | undefined {
  for (const statement of statements) {
    const call = findNode(statement, (node) => node.type === "CallExpression" && /^(?:connect|createConnection)$/.test(calledName(node)) && !isInFunction(node, statement));
    if (call?.type !== "CallExpression") continue;
    const [first] = call.arguments;
    const inner = first && unwrap(first);
    const option = inner?.type === "ObjectExpression" ? optionOf(inner, ["path"]) : inner;
    const path = option === undefined || option === "spread" ? undefined : unwrap(option);
    return path && isSocketPath(path) ? path : undefined;
  }
  return undefined;
}

/** `"/tmp/hub.sock"`, `socketPath`, `this.socketPath`, `getSocketPath(session)`. */
function isSocketPath(node: Node): boolean {
  const text = literalText(node);
  if (text !== undefined) return socketPath.test(text);
  if (node.type === "CallExpression") return node.callee.type === "Identifier" && /^get/.test(node.callee.name) && namesSocketPath.test(node.callee.name) && node.arguments.every((argument) => isPath(argument) || literalText(argument) !== undefined);
  return isPath(node) && namesSocketPath.test(nameOfThing(node));
}

/** True if all that it is put together from has its value before a statement, and means the same there. */
function isKnownAt({ sourceCode, startup }: File, path: Node, statement: Node): boolean {
  return !findNode(path, (node) => {
    const variable = node.type === "Identifier" && !isMemberName(node) ? startup.scopes.variableOf(node) : undefined;
    if (!variable) return false;
    const isGivenOnce = variable.references.every((reference) => !reference.isWrite() || reference.init === true);
    const isDeclared = variable.scope.type === "module" ? variable.defs[0]?.type !== "Variable" || variable.defs[0].node.range[0] < statement.range[0] : variable.identifiers.every(({ range }) => range[0] < statement.range[0]);
    return meantAt(sourceCode, statement, variable.name) !== variable || !isGivenOnce || !isDeclared;
  });
}

function isMemberName({ parent, range }: Node): boolean {
  return parent?.type === "MemberExpression" && !parent.computed && parent.property.range[0] === range[0];
}

function isInFunction(node: Node, statement: Node): boolean {
  const unit = unitOf(node);
  return isFunction(unit) && isInside(unit, statement);
}
