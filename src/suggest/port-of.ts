import { type CallNode, type FunctionNode, type Node, findNode, findOwn, isCall, isFunction, isInside, keyName, literalText, memberName, nameOfThing, parameterName, unwrap, wrapped } from "../ast.js";
import { defaultPorts, firstOwnPort, hostOption, listensElsewhere, localHost, otherShortOption, portOption, portVariable, reachesPort, shortPortOption, tellsElsewhere, usesDatagrams } from "../contracts/ports.js";
import type { Started } from "../guesses.js";
import { optionOf } from "../options.js";
import type { Scopes } from "../scopes.js";
import { type Word, splitOption, textOf, wordsOfCommand } from "../sleeping/commands.js";
import { launchIn } from "../sleeping/launched.js";
import { rootOf } from "../sleeping/things.js";
import { wordsOf } from "../words.js";
import { isPath } from "./await-ready.js";
import type { File } from "./edits.js";

/** A port that a child was told to listen on, or its program's own. */
export interface Port {
  /** As the file writes it. */
  readonly code: string;
  /** What must be known where it is asked for. */
  readonly node: Node | undefined;
}

/** What connects to a port that is another's. */
const reaching: ReadonlySet<Started["kind"]> = new Set(["client", "consumer", "subscription", "topic"]);

/** The port on which what has been started and not been waited for is to listen: as its start says, or the function of the file that starts it, or what is asked behind by the port that the start was given. */
export function portOf(file: File, started: Started, next: readonly Node[]): Port | undefined {
  return portOfStart(file, started) ?? portAskedBehind(file, started, next);
}

function portOfStart(file: File, { call, kind, isAwaited }: Started): Port | undefined {
  if (!isCall(call)) return undefined;
  const action = file.startup.actions.of(call);
  if (action.kind !== "local") return isAwaited ? undefined : ((kind === "child" ? portOfCommand(file, call) : undefined) ?? portGiven(file, call, kind));
  const fn = action.unit;
  // What is awaited with others is not the last that must listen.
  if (!isFunction(fn) || reaching.has(kind) || (isAwaited && !(fn.async && waitsForNothing(fn) && wrapped(call).parent?.type === "AwaitExpression"))) return undefined;
  const launch = launchIn(fn, file.startup);
  const program = launch?.arguments[0] && rootOf(launch.arguments[0]);
  const definition = program && definitionOf(program, file.startup.scopes);
  // Which program it is, and so what its port means, each call says anew.
  if (definition && fn.params.some((parameter) => isInside(definition, parameter))) return undefined;
  const port = launch && portOfCommand(file, launch);
  if (!launch || !port?.node) return port;
  const root = rootOf(port.node);
  // `this.port` is this one's port only where the method is its own.
  if (root.type === "ThisExpression") return isOwnMethod(call) ? port : undefined;
  if (!isInside(definitionOf(root, file.startup.scopes) ?? launch, fn)) return port;
  const given = givenFor(port.node, fn, call, file.startup.scopes);
  return given && portIn(file, given, false);
}

/** `startServer({ port: 3000 })`, of a function of another file. */
function portGiven(file: File, { type, callee, arguments: [first] }: CallNode, kind: Started["kind"]): Port | undefined {
  const option = type === "CallExpression" && callee.type === "Identifier" && (kind === "server" || kind === "child") && first ? optionOf(first, ["port"]) : undefined;
  return option === undefined || option === "spread" ? undefined : portIn(file, unwrap(option), false);
}

/** `startNode(binary, port); await sleep(2000); await connect(port);` */
function portAskedBehind({ sourceCode }: File, { call, kind, isAwaited }: Started, next: readonly Node[]): Port | undefined {
  if (!isCall(call) || isAwaited || !["child", "server", "cluster", "container", "unknown"].includes(kind)) return undefined;
  const given = call.arguments.map((argument) => unwrap(argument)).filter((argument) => isPath(argument) && wordsOf(nameOfThing(argument)).at(-1) === "port");
  const isGiven = (node: Node, code: string): boolean => isCall(node) && node.arguments.some((argument) => sourceCode.getText(unwrap(argument)) === code);
  const [asked, ...others] = given.map((argument) => ({ node: argument, code: sourceCode.getText(argument) })).filter(({ code }) => next.some((statement) => findOwn(statement, (node) => isGiven(node, code))));
  return asked && others.length === 0 ? asked : undefined;
}

function isOwnMethod({ callee }: CallNode): boolean {
  return callee.type === "MemberExpression" && callee.object.type === "ThisExpression";
}

function waitsForNothing({ body }: FunctionNode): boolean {
  return !findOwn(body, (node) => node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await) || (node.type === "ReturnStatement" && node.argument !== null)) && body.type === "BlockStatement";
}

/** Where a name comes from. */
function definitionOf(name: Node, scopes: Scopes): Node | undefined {
  return name.type === "Identifier" ? (scopes.variableOf(name)?.defs[0]?.name) : undefined;
}

/** What a call gives for a parameter of the function it calls, or for a member of it: a default where it gives nothing. */
function givenFor(path: Node, fn: FunctionNode, call: CallNode, scopes: Scopes): Node | undefined {
  const root = rootOf(path);
  const variable = root.type === "Identifier" ? scopes.variableOf(root) : undefined;
  if (!variable || variable.references.some((reference) => (reference.isWrite() && !reference.init) || isWrittenPath(reference.identifier))) return undefined;
  if (call.arguments.some(({ type }) => type === "SpreadElement")) return undefined;
  for (const [at, parameter] of fn.params.entries()) {
    const argument = call.arguments[at];
    const name = parameterName(parameter);
    if (name && scopes.variableOf(name) === variable) {
      const value = parameter.type === "AssignmentPattern" ? givenOr(parameter.right, argument, scopes) : argument;
      if (path === root || !value) return value;
      const option = path.type === "MemberExpression" && path.object === root ? optionOf(value, [memberName(path) ?? ""]) : undefined;
      return option === "spread" ? undefined : option;
    }
    const pattern = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
    const property = pattern.type === "ObjectPattern" && path === root ? pattern.properties.find((each) => each.type === "Property" && (each.value === variable.identifiers[0] || (each.value.type === "AssignmentPattern" && each.value.left === variable.identifiers[0]))) : undefined;
    if (property?.type !== "Property") continue;
    const options = argument ?? (parameter.type === "AssignmentPattern" ? parameter.right : undefined);
    const option = options && optionOf(options, [keyName(property) ?? ""]);
    if (option === "spread" || (options && unwrap(options).type !== "ObjectExpression")) return undefined;
    return property.value.type === "AssignmentPattern" ? givenOr(property.value.right, option, scopes) : option;
  }
  return undefined;
}

/** What is given, or the default where nothing is; undefined where only the run tells which. */
function givenOr(byDefault: Node, given: Node | undefined, scopes: Scopes): Node | undefined {
  if (given === undefined) return byDefault;
  return isPath(unwrap(given)) && valueOf(given, scopes) === undefined ? undefined : given;
}

/** True for a name at the root of a path that is written to: `options.port++`. */
export function isWrittenPath(identifier: Node): boolean {
  let at = wrapped(identifier);
  while (at.parent?.type === "MemberExpression" && at.parent.object === at) at = wrapped(at.parent);
  const { parent } = at;
  return at !== identifier && ((parent?.type === "AssignmentExpression" && parent.left === at) || parent?.type === "UpdateExpression");
}

/** The port that a command line, or the environment of a child, names. */
function portOfCommand(file: File, call: CallNode): Port | undefined {
  const words = wordsOfCommand(call);
  const [program] = words;
  const name = (program && textOf(program))?.replace(/^.*[/\\]/, "").replace(/\.exe$/, "") ?? "";
  if (listensElsewhere.test(name) || words.some((word) => usesDatagrams.test(textOf(word) ?? "") || reachesPort.test(textOf(word) ?? "")) || isElsewhere(words)) return undefined;
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
  const at = values.properties.findIndex((property) => property.type === "Property" && portVariable.test(keyName(property) ?? ""));
  const port = values.properties[at];
  // What is spread behind it may hold another.
  const isLast = values.properties.slice(at + 1).every(({ type }) => type === "Property");
  return port?.type === "Property" && isLast ? (literalText(port.value) ?? unwrap(port.value)) : undefined;
}

/** A port as it is given: a number, or a path that says what it is; `String(port)` and `${port}` give it too. */
function portIn({ sourceCode, startup }: File, word: Word, mustSay: boolean): Port | undefined {
  if (typeof word === "string") return /^[1-9]\d{1,4}$/.test(word) && !(mustSay && Number(word) < firstOwnPort) ? { code: word, node: undefined } : undefined;
  let given: Node = word;
  let node = unwrap(given);
  if (node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "String" && node.arguments[0]) node = unwrap((given = node.arguments[0]));
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && node.arguments.length === 0 && /\.toString$/.test(sourceCode.getText(node.callee))) node = unwrap((given = node.callee.object));
  if (node.type === "TemplateLiteral" && node.expressions.length === 1 && node.quasis.every(({ value }) => value.raw === "")) node = unwrap((given = node.expressions[0] as Node));
  if (node.type === "Literal" && typeof node.value === "number") return node.value > 0 && !(mustSay && node.value < firstOwnPort) ? { code: String(node.value), node: undefined } : undefined;
  if (!isPath(node) || isUnknown(node) || (mustSay && !/port$/i.test(nameOfThing(node)))) return undefined;
  return isUnknown(valueOf(node, startup.scopes)) || !isKeptByOwner(node) ? undefined : { code: sourceCode.getText(given.type === "TSNonNullExpression" ? given : node), node };
}

/** False for a member of `this` that its class or object gives by a getter, counts up, or may not know. */
function isKeptByOwner(path: Node): boolean {
  if (path.type !== "MemberExpression" || rootOf(path).type !== "ThisExpression") return true;
  const owner = ownerOf(path);
  const name = memberName(path);
  const isIt = (node: Node) => node.type === "MemberExpression" && memberName(node) === name && unwrap(node.object).type === "ThisExpression";
  const isOther = (node: Node) => {
    switch (node.type) {
      case "MethodDefinition":
        return node.kind === "get" && keyName(node) === name;
      case "Property":
        return node.parent === owner && keyName(node) === name && (node.kind === "get" || isUnknown(node.value));
      case "PropertyDefinition":
        return keyName(node) === name && isUnknown(node.value ?? undefined);
      case "UpdateExpression":
        return isIt(unwrap(node.argument));
      case "AssignmentExpression":
        return isIt(unwrap(node.left)) && (node.operator !== "=" || isUnknown(node.right) || findNode(node.right, isIt) !== undefined);
      default:
        return false;
    }
  };
  return !owner || findNode(owner, isOther) === undefined;
}

/** The class or the object of whose method or field a node is part: no object that is only written out there. */
function ownerOf(node: Node): Node | undefined {
  let isInMethod = false;
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === "ClassBody" || (isInMethod && at.type === "ObjectExpression")) return at;
    isInMethod ||= at.type === "FunctionExpression";
  }
  return undefined;
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
