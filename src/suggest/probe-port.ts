import { type CallNode, type Node, isCall, isFunction, isInside, keyName, literalText, nameOfThing, unwrap } from "../ast.js";
import { defaultPorts, otherShortOption, portOption, portVariable, shortPortOption, tellsElsewhere, usesDatagrams } from "../contracts/ports.js";
import type { Guess } from "../guesses.js";
import { statementAround } from "../order.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { connectOf } from "./import-name.js";
import { deadlineFor, patience, probeRest, restOf } from "./poll-code.js";
import { areFreeAt } from "./sleeps.js";
import { styleOf } from "./style.js";
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
  if (!place || !port || !connect || timeout === undefined || !runsThere(started.call, place.statement) || (port.node && !isSameThere(file, port.node, place.statement))) return undefined;
  if (!areFreeAt(sourceCode, sleep.node, ["deadline", "socket", "accepts"])) return undefined;
  const { indent, quote, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const problem = port.node ? `\`nothing listens on port \${${port.code}}\`` : `${quote}nothing listens on port ${port.code}${quote}`;
  const lines = [
    `for (const deadline = Date.now() + ${timeout}; ; ) {`,
    `${indent}const socket = ${connect.name}(${port.code})${end}`,
    `${indent}const accepts = await new Promise((resolve) => socket.once(${quote}connect${quote}, () => resolve(true)).once(${quote}error${quote}, () => resolve(false)))${end}`,
    `${indent}socket.destroy()${end}`,
    `${indent}if (accepts) break${end}`,
    `${indent}if (Date.now() > deadline) throw new Error(${problem})${end}`,
    `${indent}${restOf(sourceCode, sleep, probeRest)}${end}`,
    "}",
  ];
  return { edits: [...connect.edits, ...place.put(lines)], port: port.code };
}

/** True if who reaches a statement has passed the start, in the same function. */
function runsThere(start: CallNode, statement: Node): boolean {
  const block = statementAround(start)?.parent;
  return block !== undefined && (isInside(statement, block) || isFunction(block.parent));
}

/** True for a number, and for what is given its value once, before the statement and where the statement knows it. */
function isSameThere({ startup }: File, node: Node, statement: Node): boolean {
  const root = rootName(node);
  const variable = root && startup.scopes.variableOf(root);
  if (!root) return true;
  if (!variable) return false;
  const writes = variable.references.filter((reference) => reference.isWrite());
  return writes.length <= 1 && isInside(statement, variable.scope.block) && variable.identifiers.every((identifier) => identifier.range[0] < statement.range[0]);
}

/** The name at the root of a path; undefined for a path from `this`. */
function rootName(node: Node): Node | undefined {
  let at = unwrap(node);
  while (at.type === "MemberExpression") at = unwrap(at.object);
  return at.type === "Identifier" ? at : undefined;
}

function portOf(file: File, call: CallNode): Port | undefined {
  const words = wordsOfCommand(call);
  const [program] = words;
  if (words.some((word) => usesDatagrams.test(textOf(word) ?? ""))) return undefined;
  const name = (program && textOf(program))?.replace(/^.*[/\\]/, "").replace(/\.exe$/, "") ?? "";
  for (const [at, word] of words.entries()) {
    const [option = "", given] = splitOption(word);
    // `PORT=3000 node server.js`
    if (given !== undefined && portVariable.test(option)) return portIn(file, given, false);
    if (!portOption.test(option) && !(option === shortPortOption && name !== "" && !otherShortOption.test(name))) continue;
    const value = given ?? words[at + 1];
    return value === undefined ? undefined : portIn(file, value, option === shortPortOption);
  }
  const variable = portVariableOf(call);
  if (variable) return portIn(file, variable, false);
  const own = defaultPorts.get(name);
  return own === undefined || words.slice(1).some((word) => tellsElsewhere.test(textOf(word) ?? "-c")) ? undefined : { code: String(own), node: undefined };
}

/** A word of a command line: a text, or an expression that gives it. */
type Word = string | Node;

function textOf(word: Word): string | undefined {
  return typeof word === "string" ? word : literalText(word);
}

/** The words of the command line that a call is given. */
function wordsOfCommand({ arguments: [command, args] }: CallNode): readonly Word[] {
  const first = command && unwrap(command);
  const list = first?.type === "ArrayExpression" ? first : args && unwrap(args);
  const words = first && first.type !== "ArrayExpression" ? wordsIn(first) : [];
  return list?.type === "ArrayExpression" ? [...words, ...list.elements.flatMap((element): Word[] => (element ? wordsInElement(unwrap(element)) : []))] : words;
}

/** `--port=${port}` is two words, an option and its value. */
function wordsInElement(element: Node): Word[] {
  return element.type === "TemplateLiteral" && element.expressions.length > 0 ? wordsIn(element) : [literalText(element) ?? element];
}

/** The words of one text, of a template, and of a text that others are added to; what is not seen whole is left out. */
function wordsIn(node: Node): Word[] {
  const text = literalText(node);
  if (text !== undefined) return text.split(/\s+/).filter((word) => word !== "");
  if (node.type === "BinaryExpression" && node.operator === "+") return [...wordsIn(unwrap(node.left)), ...wordsIn(unwrap(node.right))];
  if (node.type !== "TemplateLiteral") return [node];
  return node.quasis.flatMap(({ value }, i): Word[] => {
    const expression = node.expressions[i];
    return [...value.raw.split(/\s+/).filter((word) => word !== ""), ...(expression ? [expression] : [])];
  });
}

function splitOption(word: Word): readonly [string | undefined, Word | undefined] {
  const text = textOf(word);
  const [option, value] = text?.split("=", 2) ?? [];
  return [option, value === "" ? undefined : value];
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
  if (typeof word === "string") return /^[1-9]\d{1,4}$/.test(word) ? { code: word, node: undefined } : undefined;
  let node = unwrap(word);
  if (node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "String" && node.arguments[0]) node = unwrap(node.arguments[0]);
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && node.arguments.length === 0 && /\.toString$/.test(sourceCode.getText(node.callee))) node = unwrap(node.callee.object);
  if (node.type === "TemplateLiteral" && node.expressions.length === 1 && node.quasis.every(({ value }) => value.raw === "")) node = unwrap(node.expressions[0] as Node);
  if (node.type === "Literal" && typeof node.value === "number") return node.value > 0 ? { code: String(node.value), node: undefined } : undefined;
  // A variable of the environment may be missing.
  if (!isPath(node) || /^process\.env\b/.test(sourceCode.getText(node)) || (mustSay && !/port$/i.test(nameOfThing(node)))) return undefined;
  const variable = node.type === "Identifier" ? startup.scopes.variableOf(node) : undefined;
  const [write] = (variable && startup.scopes.writesTo(variable)) ?? [];
  const isAny = write?.path.length === 0 && write.value.type === "Literal" && Number(write.value.value) === 0;
  return isAny ? undefined : { code: sourceCode.getText(node), node };
}
