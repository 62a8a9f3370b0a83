import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isCall, isFunction, literalText, textEnd, unitOf, unwrap, wrapped } from "../ast.js";
import { requestCalls } from "../contracts/retries.js";
import { endingCommands, endingWork, globalLaunches, launches, orderedPaths, programRunners, showingCommands, startSubcommands, startingModes, startingModules, stopVerbs } from "../contracts/started.js";
import { dottedName } from "../names.js";
import { isSwitchedOn, optionOf } from "../options.js";
import { commandLineOf } from "./commands.js";
import type { Started, StartsInput } from "./starts.js";
import { isStop, keptIn } from "./things.js";

/** `children.push(spawn("node", …))`: what is started is handed on at once. */
export function given(call: CallNode, input: StartsInput): Started | undefined {
  if (call.type === "NewExpression") return undefined;
  for (const argument of call.arguments) {
    const inner = unwrap(argument);
    if (inner.type === "CallExpression" || inner.type === "NewExpression") {
      const started = known(inner, false, input);
      if (started) return started;
    }
  }
  return undefined;
}

/** `require("../server")`, where it is only loaded, or by a function: a module of that name listens when it is loaded. */
export function byLoading(call: CallNode): Started | undefined {
  const module = call.callee.type === "Identifier" && call.callee.name === "require" && call.arguments[0] ? literalText(unwrap(call.arguments[0])) : undefined;
  const isLoaded = module !== undefined && startingModules.test(module) && (wrapped(call).parent?.type === "ExpressionStatement" || unitOf(call).type !== "Program");
  return isLoaded ? { call, kind: "server", name: keptIn(call), isAwaited: false, isReady: false, isCertain: false, ready: undefined, configuredBy: [call] } : undefined;
}

/** What starts by being made, by its module or as a global. */
export function known(call: CallNode, isAwaited: boolean, { values, scopes }: Pick<StartsInput, "values" | "scopes">): Started | undefined {
  const value = values.valueOf(call.callee);
  const base = { call, name: keptIn(call), isAwaited, isReady: false, isCertain: true, configuredBy: [call] };
  if (value?.kind === "export") {
    const module = value.module.replace(/^node:/, "");
    const row = launches.find((each) => each.from.includes(module) && each.exports.includes(value.name));
    if (row?.kind === "child" && startsNothing(call)) return undefined;
    if (!row || (row.endsWhenAwaited && isAwaited) || (row.option && !isSwitchedOn(call.arguments.find((argument) => unwrap(argument).type === "ObjectExpression"), row.option))) return undefined;
    return { ...base, kind: row.kind, ready: row.ready, isCertain: row.mayStart !== true };
  }
  if (value?.kind === "global" && Object.hasOwn(globalLaunches, value.name)) {
    const row = globalLaunches[value.name];
    return row && (call.type === "NewExpression" || value.name.includes(".")) ? { ...base, kind: row.kind, ready: row.ready } : undefined;
  }
  // `import WebSocket from "../websocket"`: another one, but one that connects.
  const callee = unwrap(call.callee);
  if (call.type === "NewExpression" && callee.type === "Identifier" && callee.name === "WebSocket" && !scopes.variableOf(callee)) return { ...base, kind: "client", ready: "open" };
  return undefined;
}

/** True for a command line that only ends something, or shows it to people. */
export function startsNothing(call: CallNode): boolean {
  const line = commandLineOf(call) ?? "";
  return (endingCommands.test(line) || showingCommands.test(line)) && !/;|&&|\|\|/.test(line);
}

/** `cli(["agent", "start"])`: a function that runs a program, told to start something and not waited for. */
export function bySubcommand(call: CallNode, isAwaited: boolean): Started | undefined {
  const first = call.arguments[0] && unwrap(call.arguments[0]);
  if (isAwaited || call.type === "NewExpression" || first?.type !== "ArrayExpression" || !programRunners.test(calledName(call))) return undefined;
  const words = first.elements.map((element) => (element && literalText(element)) ?? "");
  const end = words.findIndex((word) => word.startsWith("-"));
  const [mode = "", ...others] = (end === -1 ? words : words.slice(0, end)).filter((word, at) => at > 0 || word !== "run");
  const isStart = !words.some((word) => stopVerbs.has(word)) && (words.some((word) => startSubcommands.has(word)) || (startingModes.has(mode) && others.length === 0));
  return isStart ? { call, kind: "child", name: keptIn(call), isAwaited: false, isReady: false, isCertain: false, ready: undefined, configuredBy: [call] } : undefined;
}

/** `await fetch(`${base}/workers/start`, { method: "POST" })`: the other side has taken the order, and carries it out. */
export function byOrder(call: CallNode, isAwaited: boolean): Started | undefined {
  const [url, options] = call.arguments.map((argument) => unwrap(argument));
  if (!url || call.type === "NewExpression" || !orderedPaths.test(textEnd(url) ?? "")) return undefined;
  const name = dottedName(call.callee) ?? "";
  const method = options && optionOf(options, ["method"]);
  const isOrder = requestCalls.has(name) && (/\.(?:post|put)$/.test(name) || (method !== undefined && method !== "spread" && /^(?:POST|PUT)$/i.test(literalText(method) ?? "")));
  return isOrder ? { call, kind: "unknown", name: undefined, isAwaited, isReady: false, isCertain: false, ready: undefined, configuredBy: [call] } : undefined;
}

/** True for a call whose promise is fulfilled when what it has started ends: it runs as long as nobody has awaited that. */
export function runsUntilAwaited(call: CallNode, input: Pick<StartsInput, "values" | "scopes">): boolean {
  return (known(call, false, input) ?? bySubcommand(call, false))?.kind === "child" && !endingWork.test(commandLineOf(call) ?? "");
}

/** `createClient()`: a function of the file that gives what it has just started. */
export function givenBack(call: CallNode, isAwaited: boolean, input: StartsInput): Started | undefined {
  const action = input.actions.of(call);
  const name = keptIn(call);
  if (isAwaited || !name || action.kind !== "local" || !isFunction(action.unit) || action.unit.async || action.unit.generator) return undefined;
  const [returned, ...others] = input.values.returnedBy(action.unit);
  const made = returned && others.length === 0 ? madeBy(returned, action.unit, input) : undefined;
  const started = made && known(made, false, input);
  return started && started.kind !== "child" ? { ...started, call, name, configuredBy: [made, call] } : undefined;
}

/** The call that makes what a function returns, where it stands in the function itself. */
function madeBy(returned: Node, fn: Node, { scopes }: StartsInput): CallNode | undefined {
  const inner = unwrap(returned);
  const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
  const definition = variable?.defs[0];
  const isConstant = definition?.type === "Variable" && variable?.references.every((reference) => !reference.isWrite() || reference.init === true);
  const made = !variable ? inner : isConstant && definition.node.id.type === "Identifier" && definition.node.init ? unwrap(definition.node.init) : undefined;
  return made && isCall(made) && unitOf(made) === fn ? made : undefined;
}

/** `runCommand("node server.js");` whose promise nobody awaits: a function of the file that starts a child. */
export function byBody(call: CallNode, isAwaited: boolean, input: StartsInput): Started | undefined {
  const action = input.actions.of(call);
  if (isAwaited || call.type === "NewExpression" || action.kind !== "local" || !isFunction(action.unit) || isStop(call, undefined) || startsNothing(call)) return undefined;
  const start = findNode(action.unit.body, (node) => (node.type === "CallExpression" || node.type === "NewExpression") && known(node, false, input)?.kind === "child");
  return start ? { call, kind: "child", name: keptIn(call), isAwaited, isReady: false, isCertain: true, ready: undefined, configuredBy: [call] } : undefined;
}

/** The one call of a function that starts a child, if it is made whenever the function runs to its end, and the child still runs then. */
export function launchIn({ body, generator }: FunctionNode, input: Pick<StartsInput, "values" | "scopes">): CallNode | undefined {
  const isLaunch = (node: Node) => isCall(node) && known(node, false, input)?.kind === "child";
  const launch = findOwn(body, isLaunch);
  // A generator only runs when it is asked for something.
  if (generator || !launch || !isCall(launch) || findNode(body, (node) => node !== launch && isLaunch(node))) return undefined;
  const isSkipped = findOwn(body, (node) => (node.type === "ReturnStatement" || node.type === "ThrowStatement") && node.range[1] < launch.range[0]) !== undefined;
  const isEndedThere = findOwn(body, (node) => isCall(node) && node.range[0] > launch.range[1] && isStop(node, undefined)) !== undefined;
  return isSkipped || isEndedThere || !runsAlways(launch, body) ? undefined : launch;
}

/** True for code that no branch, loop or `try` stands around, up to `outer` and with it. */
export function runsAlways(node: Node, outer: Node): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const isMaybe = at !== node && (/^(?:If|Switch|For|While|DoWhile|Try|Conditional|Logical|Catch|Chain)/.test(at.type) || (at.type === "AssignmentExpression" && /^(?:\|\||&&|\?\?)=$/.test(at.operator)));
    if (isMaybe) return false;
    if (at === outer) return true;
  }
  return true;
}
