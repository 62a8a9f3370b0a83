import { type CallNode, type Node, isFunction, keyName, literalText, unwrap } from "../ast.js";
import { defaultPorts, forwardings, hostOption, listensElsewhere, localHost, namesAddress, optionOfRunner, otherShortOption, portOption, portVariable, reachesPort, reachingOption, runsOther, shortPortOption, tellsElsewhere, usesDatagrams } from "../contracts/ports.js";
import { type Word, splitOption, textOf, wordsOfCommand } from "../sleeping/commands.js";
import type { File } from "./edits.js";
import { type Port, plainPort, portIn } from "./port-value.js";

/** The port that a command line, or the environment of a child, names; of several the one that is asked for behind. */
export function portOfCommand(file: File, call: CallNode, next: readonly Node[]): Port | undefined {
  const words = wordsOfCommand(call, file.startup.scopes);
  const name = programIn(words);
  const forwarded = portForwarded(file, words, name);
  if (forwarded.length > 0) return oneOf(file, forwarded, next);
  const variables = variablesOf(call);
  if (listensElsewhere.test(name) || words.some((word) => usesDatagrams.test(textOf(word) ?? "") || reachesPort.test(textOf(word) ?? "")) || isElsewhere(words, variables)) return undefined;
  const told = words.flatMap((word, at): readonly (Port | undefined)[] => {
    const [option = "", given] = splitOption(word);
    // `PORT=3000 node server.js`
    if (given !== undefined && portVariable.test(option)) return [portIn(file, given, false)];
    const isShort = option === shortPortOption && name !== "" && !otherShortOption.test(name);
    const value = given ?? words[at + 1];
    return portOption.test(option) || isShort ? [value === undefined ? undefined : portIn(file, value, isShort)] : [];
  });
  if (told.length > 0) return oneOf(file, told, next);
  const kept = variables.filter(({ name: variable }) => portVariable.test(variable));
  if (kept.length > 0) return kept.every(({ isLast }) => isLast) ? oneOf(file, kept.map(({ value }) => portIn(file, value, false)), next) : undefined;
  const own = isSeenWhole(call) ? defaultPorts.get(name) : undefined;
  return own === undefined || words.slice(1).some((word) => tellsElsewhere.test(textOf(word) ?? "-c")) ? undefined : plainPort(own);
}

/** The ports of this machine that a program hands on to another: `-L 9000:db:5432`, `-p 22222:127.0.0.1:${port}`; undefined for one that is not seen. */
function portForwarded(file: File, words: readonly Word[], name: string): readonly (Port | undefined)[] {
  const row = forwardings.find(({ program, word }) => program.test(name) && (word === undefined || words.some((each) => textOf(each) === word)));
  if (!row) return [];
  const { behind, side } = row;
  return words.flatMap((each, at): readonly (Port | undefined)[] => {
    if (textOf(each) !== behind) return [];
    const [first, second] = words.slice(at + 1);
    const text = (first === undefined ? undefined : textOf(first)) ?? "";
    if (side === "first") {
      // With an address before it the port is in the middle.
      const given = /^(\d+):[^:]+:\d+$/.exec(text)?.[1] ?? (text === "" && typeof second === "string" && /^:[^:]+:\d*$/.test(second) ? first : undefined);
      return [given === undefined ? undefined : portIn(file, given, false)];
    }
    const isOpen = /^\d+:(?:localhost|127\.0\.0\.1):$/.test(text);
    const given = isOpen ? second : /^\d+:(?:localhost|127\.0\.0\.1):(\d+)$/.exec(text)?.[1];
    return [given === undefined ? undefined : portIn(file, given, false)];
  });
}

/** The program that a command line runs, whatever it is run by: `sudo -u postgres psql`, `PGUSER=x psql`. */
function programIn(words: readonly Word[]): string {
  const nameOf = (word: Word | undefined) => (word === undefined ? undefined : textOf(word))?.replace(/^.*[/\\]/, "").replace(/\.exe$/, "") ?? "";
  let at = 0;
  let isRunner = false;
  for (; at < words.length; at++) {
    const name = nameOf(words[at]);
    if (runsOther.test(name)) isRunner = true;
    else if (isRunner && optionOfRunner.test(name)) at++;
    else if (!/^\w+=/.test(name) && !(isRunner && name.startsWith("-"))) break;
  }
  return nameOf(words[at]);
}

/** The only port, or the only one of several that code behind speaks of: which of them is listened on first nobody knows. */
function oneOf({ sourceCode }: File, ports: readonly (Port | undefined)[], next: readonly Node[]): Port | undefined {
  const [first, ...others] = ports;
  if (others.every((port) => port?.name === first?.name)) return first;
  const text = next.map((statement) => sourceCode.getText(statement)).join("\n");
  const asked = ports.filter((port) => port && new RegExp(`(?<![\\w.])${port.name.replace(/\W/g, "\\$&")}(?!\\w)`).test(text));
  return new Set(asked.map((port) => port?.name)).size === 1 ? asked[0] : undefined;
}

/** True if a host is given that is not this machine, or cannot be seen, or if a program is told whom to reach. */
function isElsewhere(words: readonly Word[], variables: readonly Variable[]): boolean {
  const isTold = words.some((word, at) => {
    const [option = "", given] = splitOption(word);
    const value = given ?? words[at + 1];
    // An option without a value is on or off.
    if (value === undefined || textOf(value)?.startsWith("-")) return false;
    const isHost = hostOption.test(option) || (given !== undefined && namesAddress.test(option));
    return reachingOption.test(option) || (isHost && !localHost.test(textOf(value) ?? ""));
  });
  return isTold || variables.some(({ name, value }) => namesAddress.test(name) && !localHost.test(textOf(value) ?? ""));
}

/** True if nothing but options follows a program, or a list that is written out. */
function isSeenWhole({ arguments: [, second] }: CallNode): boolean {
  const given = second && unwrap(second);
  return given === undefined || given.type === "ArrayExpression" || given.type === "ObjectExpression" || isFunction(given);
}

/** A variable in the environment of a child. */
interface Variable {
  readonly name: string;
  readonly value: Word;
  /** Nothing that is spread behind it may hold another. */
  readonly isLast: boolean;
}

/** The variables that the environment of a child is given by their names. */
function variablesOf({ arguments: given }: CallNode): readonly Variable[] {
  const options = given.map((argument) => unwrap(argument)).find((argument) => argument.type === "ObjectExpression");
  const env = options?.type === "ObjectExpression" ? options.properties.find((property) => property.type === "Property" && keyName(property) === "env") : undefined;
  const values = env?.type === "Property" ? unwrap(env.value) : undefined;
  if (values?.type !== "ObjectExpression") return [];
  return values.properties.flatMap((property, at): readonly Variable[] => (property.type === "Property" ? [{ name: keyName(property) ?? "", value: literalText(property.value) ?? unwrap(property.value), isLast: values.properties.slice(at + 1).every(({ type }) => type === "Property") }] : []));
}
