import { type CallNode, type Node, isCall, isFunction, keyName, literalText, memberName, nameOfThing, parameterName, unwrap, wrapped } from "../ast.js";
import { defaultPorts, firstOwnPort, hostOption, listensElsewhere, localHost, otherShortOption, portOption, portVariable, shortPortOption, tellsElsewhere, usesDatagrams } from "../contracts/ports.js";
import type { Guess } from "../guesses.js";
import { type Word, splitOption, textOf, wordsOfCommand } from "../sleeping/commands.js";
import { rootOf } from "../sleeping/things.js";
import type { Scopes } from "../scopes.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { connectOf } from "./import-name.js";
import { deadlineFor, patience, probeRest, restOf } from "./poll-code.js";
import { areFreeAt, meantAt } from "./sleeps.js";
import { styleOf } from "./style.js";
import { isMadeOnTheWay } from "./wait-for-process.js";
import { waitPlace } from "./wait-place.js";

/** A port that a child was told to listen on, or its program's own. */
interface Port {
  /** As the file writes it. */
  readonly code: string;
  /** What must be known where it is asked for. */
  readonly node: Node | undefined;
}

/**
 * Connects to the port that a child was given, or that its program takes by itself, until something accepts, with a deadline that throws.
 * Only where the child is this code's own and runs when the sleep is reached, and its port is written in the start.
 */
export function probePort(file: File, { sleep, started, beside }: Guess): { readonly edits: readonly Edit[]; readonly port: string } | undefined {
  const { sourceCode } = file;
  if (started?.kind !== "child" || started.isAwaited || beside.length > 0 || !isCall(started.call)) return undefined;
  const place = waitPlace(file, sleep);
  const port = portOf(file, started.call);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  const connect = connectOf(sourceCode);
  if (!place || !port || !connect || timeout === undefined || !isMadeOnTheWay(started.call, place.statement) || (port.node && !isSameThere(file, port.node, place.statement))) return undefined;
  if (!areFreeAt(sourceCode, sleep.node, ["deadline", "socket", "accepts"])) return undefined;
  const { indent, quote, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const problem = port.node ? `\`nothing listens on port \${${port.code}}\`` : `${quote}nothing listens on port ${port.code}${quote}`;
  const lines = [
    `for (const deadline = Date.now() + ${timeout}; ; ) {`,
    `${indent}const socket = ${connect.name}(${port.code})${end}`,
    `${indent}const accepts = await new Promise((resolve) => socket.once(${quote}connect${quote}, () => resolve(true)).once(${quote}error${quote}, () => resolve(false)))${end}`,
    `${indent}socket.end().resume()${end}`,
    `${indent}if (accepts) break${end}`,
    `${indent}if (Date.now() > deadline) throw new Error(${problem})${end}`,
    `${indent}${restOf(sourceCode, sleep, probeRest)}${end}`,
    "}",
  ];
  return { edits: [...connect.edits, ...place.put(lines)], port: port.code };
}

/** True for a number, and for what is given its value once, before the statement and where the statement knows it. */
function isSameThere({ sourceCode, startup }: File, node: Node, statement: Node): boolean {
  const root = rootOf(node);
  if (root.type !== "Identifier") return true;
  const variable = startup.scopes.variableOf(root);
  if (!variable || meantAt(sourceCode, statement, root.name) !== variable) return false;
  const writes = variable.references.filter((reference) => reference.isWrite());
  const isMemberKept = unwrap(node).type !== "MemberExpression" || variable.references.every(({ identifier }) => !isWrittenPath(identifier));
  return isMemberKept && writes.length <= 1 && variable.identifiers.every((identifier) => identifier.range[0] < statement.range[0]);
}

/** True for a name at the root of a path that is written to: `options.port++`. */
function isWrittenPath(identifier: Node): boolean {
  let at = wrapped(identifier);
  while (at.parent?.type === "MemberExpression" && at.parent.object === at) at = wrapped(at.parent);
  const { parent } = at;
  return at !== identifier && ((parent?.type === "AssignmentExpression" && parent.left === at) || parent?.type === "UpdateExpression");
}

function portOf(file: File, call: CallNode): Port | undefined {
  const words = wordsOfCommand(call);
  const [program] = words;
  const name = (program && textOf(program))?.replace(/^.*[/\\]/, "").replace(/\.exe$/, "") ?? "";
  if (listensElsewhere.test(name) || words.some((word) => usesDatagrams.test(textOf(word) ?? "")) || isElsewhere(words)) return undefined;
  for (const [at, word] of words.entries()) {
    const [option = "", given] = splitOption(word);
    // `PORT=3000 node server.js`
    if (given !== undefined && portVariable.test(option)) return portIn(file, given, false);
    const isShort = option === shortPortOption && name !== "" && !otherShortOption.test(name);
    if (!portOption.test(option) && !isShort) continue;
    const value = given ?? words[at + 1];
    return value === undefined ? undefined : portIn(file, value, isShort);
  }
  const variable = portVariableOf(call);
  if (variable) return portIn(file, variable, false);
  const own = isSeenWhole(call) ? defaultPorts.get(name) : undefined;
  return own === undefined || words.slice(1).some((word) => tellsElsewhere.test(textOf(word) ?? "-c")) ? undefined : { code: String(own), node: undefined };
}

/** True if a host is given that is not this machine, or cannot be seen. */
function isElsewhere(words: readonly Word[]): boolean {
  return words.some((word, at) => {
    const [option = "", given] = splitOption(word);
    const value = given ?? words[at + 1];
    return hostOption.test(option) && value !== undefined && !localHost.test(textOf(value) ?? "");
  });
}

/** True if nothing but options follows a program, or a list that is written out. */
function isSeenWhole({ arguments: [, second] }: CallNode): boolean {
  const given = second && unwrap(second);
  return given === undefined || given.type === "ArrayExpression" || given.type === "ObjectExpression" || isFunction(given);
}

/** The value that the environment of a child has for a port. */
function portVariableOf({ arguments: given }: CallNode): Word | undefined {
  const options = given.map((argument) => unwrap(argument)).find((argument) => argument.type === "ObjectExpression");
  const env = options?.type === "ObjectExpression" ? options.properties.find((property) => property.type === "Property" && keyName(property) === "env") : undefined;
  const values = env?.type === "Property" ? unwrap(env.value) : undefined;
  if (values?.type !== "ObjectExpression") return undefined;
  const port = values.properties.find((property) => property.type === "Property" && portVariable.test(keyName(property) ?? ""));
  return port?.type === "Property" ? (literalText(port.value) ?? unwrap(port.value)) : undefined;
}

/** A port as it is given: a number, or a path that says what it is; `String(port)` and `${port}` give it too. */
function portIn({ sourceCode, startup }: File, word: Word, mustSay: boolean): Port | undefined {
  if (typeof word === "string") return /^[1-9]\d{1,4}$/.test(word) && !(mustSay && Number(word) < firstOwnPort) ? { code: word, node: undefined } : undefined;
  let node = unwrap(word);
  if (node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "String" && node.arguments[0]) node = unwrap(node.arguments[0]);
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && node.arguments.length === 0 && /\.toString$/.test(sourceCode.getText(node.callee))) node = unwrap(node.callee.object);
  if (node.type === "TemplateLiteral" && node.expressions.length === 1 && node.quasis.every(({ value }) => value.raw === "")) node = unwrap(node.expressions[0] as Node);
  if (node.type === "Literal" && typeof node.value === "number") return node.value > 0 && !(mustSay && node.value < firstOwnPort) ? { code: String(node.value), node: undefined } : undefined;
  if (!isPath(node) || isUnknown(node) || (mustSay && !/port$/i.test(nameOfThing(node)))) return undefined;
  return isUnknown(valueOf(node, startup.scopes)) ? undefined : { code: sourceCode.getText(node), node };
}

/** What a path is given where it is declared: the initialiser of a name, the default of a parameter, the value of a property that is written out. */
function valueOf(path: Node, scopes: Scopes): Node | undefined {
  const inner = unwrap(path);
  if (inner.type === "MemberExpression") {
    const owner = valueOf(inner.object, scopes);
    const property = owner?.type === "ObjectExpression" ? owner.properties.find((each) => each.type === "Property" && keyName(each) === memberName(inner)) : undefined;
    return property?.type === "Property" ? unwrap(property.value) : undefined;
  }
  const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
  const [write] = (variable && scopes.writesTo(variable)) ?? [];
  if (write) return write.path.length === 0 ? unwrap(write.value) : undefined;
  const fn = variable?.defs[0]?.type === "Parameter" ? variable.defs[0].node : undefined;
  const parameter = fn && isFunction(fn) ? fn.params.find((each) => each.type === "AssignmentPattern" && parameterName(each)?.name === variable?.name) : undefined;
  return parameter?.type === "AssignmentPattern" ? unwrap(parameter.right) : undefined;
}

/** True for any free port, 0, and for a variable of the environment, which may be missing. */
function isUnknown(value: Node | undefined): boolean {
  return (value?.type === "Literal" && Number(value.value) === 0) || (value?.type === "MemberExpression" && value.object.type === "MemberExpression" && memberName(value.object) === "env");
}
