import { type CallNode, type Node, literalText, nameOfThing, unwrap } from "../ast.js";
import { type Scopes, onlyValueOf } from "../scopes.js";

/** The command line a call is given: `"docker compose up -d"`, or `"docker", ["compose", "up", "-d"]`. */
export function commandLineOf(call: CallNode): string | undefined {
  const [command, args] = call.arguments;
  const text = command && (composeText(unwrap(command)) ?? textIn(unwrap(command), "?"));
  if (text === undefined) return undefined;
  const list = args && unwrap(args);
  return list?.type === "ArrayExpression" ? [text, ...list.elements.map((element) => (element && literalText(element)) ?? "?")].join(" ") : text;
}

/** `${composeCommand} up -d`: a name of compose stands for it. */
function composeText(node: Node): string | undefined {
  const [first] = node.type === "TemplateLiteral" && node.quasis[0]?.value.raw === "" ? node.expressions : [];
  return first && namesCompose.test(nameOfThing(first)) ? textIn(node, "?")?.replace("?", "docker-compose") : undefined;
}

/** Names of what holds the command by which compose is run. */
export const namesCompose = /^(?:docker_?)?compose(?:_?(?:cmd|command|bin|binary))?$/i;

/** The text that an expression is put together from, with `gap` for what is not seen; undefined if nothing of it is. */
export function textIn(node: Node, gap: string): string | undefined {
  if (node.type === "TemplateLiteral") return literalText(node) ?? node.quasis.map((quasi) => quasi.value.raw).join(gap);
  if (node.type !== "BinaryExpression" || node.operator !== "+") return literalText(node);
  const parts = [node.left, node.right].map((part) => textIn(unwrap(part), gap));
  return parts.every((part) => part === undefined) ? undefined : parts.map((part) => part ?? gap).join("");
}

/** A word of a command line: a text, or an expression that gives it. */
export type Word = string | Node;

/** The text of a word, where it is one. */
export function textOf(word: Word): string | undefined {
  return typeof word === "string" ? word : literalText(word);
}

/** The words of the command line that a call is given; its list may be kept in a name. */
export function wordsOfCommand({ arguments: [command, args] }: CallNode, scopes: Scopes): readonly Word[] {
  const first = command && unwrap(command);
  const list = first?.type === "ArrayExpression" ? first : args && (listKept(args, scopes) ?? unwrap(args));
  const words = first && first.type !== "ArrayExpression" ? wordsIn(first) : [];
  return list?.type === "ArrayExpression" ? [...words, ...list.elements.flatMap((element): Word[] => (element ? wordsInElement(unwrap(element)) : []))] : words;
}

/** The list that a name holds: nothing is added to it, and nobody else has it. */
function listKept(name: Node, scopes: Scopes): Node | undefined {
  const list = onlyValueOf(name, scopes);
  const references = (list && scopes.variableOf(name)?.references) ?? [];
  return references.every(({ identifier, init }) => init === true || identifier === name) ? list && unwrap(list) : undefined;
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

/** An option and its value, where `--option=value` is one word. */
export function splitOption(word: Word): readonly [string | undefined, Word | undefined] {
  const text = textOf(word);
  const [option, value] = text?.split("=", 2) ?? [];
  return [option, value === "" ? undefined : value];
}
