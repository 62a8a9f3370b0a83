import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isCall, isFunction, isInside, keyName, literalText, memberName, nameOfThing, parameterName, textBeginning, unitOf, unwrap, wrapped } from "../ast.js";
import { listeningKinds, localHost, namesAddress, ownPortWords, reachingKinds, usesDatagrams } from "../contracts/ports.js";
import type { Started } from "../guesses.js";
import { optionOf } from "../options.js";
import { waitsForNothing } from "../order.js";
import type { Scopes } from "../scopes.js";
import { assertionIn } from "../sleeping/assertions.js";
import { launchIn } from "../sleeping/launched.js";
import { isStop, rootOf } from "../sleeping/things.js";
import { isLogCall } from "../telling.js";
import { wordsOf } from "../words.js";
import { isPath } from "./await-ready.js";
import type { File } from "./edits.js";
import { portOfCommand } from "./port-of-command.js";
import { type Port, plainPort, portIn, valueOf } from "./port-value.js";

/** The port on which what has been started and not been waited for is to listen: as its start says, or the function of the file that starts it, or what is asked behind by the port that the start was given. */
export function portOf(file: File, started: Started, next: readonly Node[]): Port | undefined {
  return portOfStart(file, started, next) ?? portAskedBehind(file, started, next) ?? portOfUrl(started, next);
}

/** `new Server("http://localhost:9005")`, where code behind speaks of that port. */
function portOfUrl({ call, kind, isAwaited }: Started, next: readonly Node[]): Port | undefined {
  const url = isCall(call) && kind === "server" && !isAwaited && call.arguments[0] ? literalText(unwrap(call.arguments[0])) : undefined;
  const port = localUrl.exec(url ?? "")?.[1];
  const isAsked = (node: Node) => (node.type === "Literal" && String(node.value) === port) || localUrl.exec(textBeginning(node) ?? "")?.[1] === port;
  return port !== undefined && next.some((statement) => findNode(statement, isAsked)) ? plainPort(Number(port)) : undefined;
}

const localUrl = /^(?:http|ws|tcp):\/\/(?:localhost|127\.0\.0\.1):(\d+)(?!\d)/;

function portOfStart(file: File, { call, kind, isAwaited }: Started, next: readonly Node[]): Port | undefined {
  if (!isCall(call)) return undefined;
  const action = file.startup.actions.of(call);
  if (action.kind !== "local") return isAwaited ? undefined : ((kind === "child" ? portOfCommand(file, call, next) : undefined) ?? portGiven(file, call, kind));
  const fn = action.unit;
  // What is awaited with others is not the last that must listen.
  if (!isFunction(fn) || reachingKinds.has(kind) || (isAwaited && !(fn.async && waitsForNothing(fn) && wrapped(call).parent?.type === "AwaitExpression"))) return undefined;
  const launch = launchIn(fn, file.startup);
  const program = launch?.arguments[0] && rootOf(launch.arguments[0]);
  const definition = program && definitionOf(program, file.startup.scopes);
  // Which program it is, and so what its port means, each call says anew.
  if (definition && fn.params.some((parameter) => isInside(definition, parameter))) return undefined;
  const port = launch && portOfCommand(file, launch, []);
  if (!launch || !port?.node) return port;
  const root = rootOf(port.node);
  // `this.port` is this one's port only where the method is its own.
  if (root.type === "ThisExpression") return isOwnMethod(call) ? port : undefined;
  if (!isInside(definitionOf(root, file.startup.scopes) ?? launch, fn)) return port;
  const given = givenFor(port.node, fn, call, file.startup.scopes);
  return given && portIn(file, given, false);
}

/** `startServer({ port: 3000 })`, of a function of another file. */
function portGiven(file: File, call: CallNode, kind: Started["kind"]): Port | undefined {
  const [first] = call.arguments;
  if (call.type !== "CallExpression" || call.callee.type !== "Identifier" || (kind !== "server" && kind !== "child") || !first || reachesElsewhere(file, call)) return undefined;
  const option = optionOf(first, ["port"]);
  return option === undefined || option === "spread" ? undefined : portIn(file, unwrap(option), false);
}

/** `startNode(binary, port); await sleep(2000); await connect(port);` */
function portAskedBehind(file: File, { call, kind, isAwaited }: Started, next: readonly Node[]): Port | undefined {
  if (!isCall(call) || isAwaited || !listeningKinds.has(kind) || reachesElsewhere(file, call)) return undefined;
  const { sourceCode } = file;
  const own = new Set([...ownPortWords, ...wordsOf(calledName(call))]);
  const given = call.arguments.map((argument) => unwrap(argument)).filter((argument) => isPath(argument) && isOwnPort(nameOfThing(argument), own));
  const isAsked = (node: Node, code: string): boolean => isCall(node) && node.arguments.some((argument) => sourceCode.getText(unwrap(argument)) === code) && !isStop(node, undefined) && !(node.type === "CallExpression" && isLogCall(node)) && !reachesElsewhere(file, node);
  const [asked, ...others] = given.filter((argument) => next.some((statement) => assertionIn(statement) === undefined && findOwn(statement, (node) => isAsked(node, sourceCode.getText(argument)))));
  if (asked) return others.length === 0 ? portIn(file, asked, false) : undefined;
  const [connected, ...more] = given.filter((argument) => wordsOf(nameOfThing(argument)).length > 1 && isConnectedBehind(file, call, nameOfThing(argument)));
  return connected && more.length === 0 ? portIn(file, connected, false) : undefined;
}

/** True where code further behind in the same function connects to what has the same name, which says more than "port": `connect(nodes[0].wsPort)`. */
function isConnectedBehind(file: File, start: Node, name: string): boolean {
  const unit = unitOf(start);
  const isOfName = (argument: Node) => (argument.type === "Identifier" || argument.type === "MemberExpression") && nameOfThing(argument) === name;
  return file.startup.calls.some((call) => call.range[0] > start.range[1] && unitOf(call) === unit && /^(?:connect|dial)$/.test(wordsOf(calledName(call))[0] ?? "") && call.arguments.some((argument) => isOfName(unwrap(argument))) && !reachesElsewhere(file, call));
}

/** `wsPort`, and `hubPort` for `startHub(…)`. */
function isOwnPort(name: string, own: ReadonlySet<string>): boolean {
  const words = wordsOf(name);
  return words.at(-1) === "port" && words.slice(0, -1).every((word) => own.has(word));
}

/** True for a call that speaks of datagrams, or is given an address that is not, or may not be, this machine's. */
function reachesElsewhere({ startup: { scopes } }: File, call: CallNode): boolean {
  const isElse = (node: Node) => !localHost.test(literalText(valueOf(node, scopes) ?? unwrap(node)) ?? "");
  const isAddress = (node: Node) => (isPath(node) && namesAddress.test(nameOfThing(node)) && isElse(node)) || (hostText.test(literalText(node) ?? "") && isElse(node));
  const options = call.arguments.flatMap((argument) => (argument.type === "ObjectExpression" ? argument.properties : []));
  const isOfOthers = options.some((each) => each.type === "Property" && ((namesAddress.test(keyName(each) ?? "") && isElse(each.value)) || usesDatagrams.test(literalText(each.value) ?? "")));
  return isOfOthers || wordsOf(calledName(call)).some((word) => usesDatagrams.test(word)) || call.arguments.some((argument) => isAddress(unwrap(argument)));
}

// `"10.0.0.1"`, `"db.example.com"`
const hostText = /^[\w-]+(?:\.[\w-]+){2,}$/;

function isOwnMethod({ callee }: CallNode): boolean {
  return callee.type === "MemberExpression" && callee.object.type === "ThisExpression";
}

/** Where a name comes from. */
function definitionOf(name: Node, scopes: Scopes): Node | undefined {
  return name.type === "Identifier" ? scopes.variableOf(name)?.defs[0]?.name : undefined;
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
