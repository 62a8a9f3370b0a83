import type { TSESTree } from "@typescript-eslint/utils";
import type { Actions } from "../actions.js";
import { type CallNode, type Node, calledName, findNode, isFunction, literalText, memberName, nameOfThing, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import {
  type TargetKind, launchCommands, launches, makeVerbs, makesShows, readinessCalls, readyEvents, readyPasts, remoteLinks, setUpVerbs, settledCalls, startFunctionVerbs, startMethodVerbs, startMethodVerbsOfSome,
  startsAtOnce, thingsThatStart,
} from "../contracts/started.js";
import { driverMakers, driverNames, driverStarts } from "../contracts/sleeps.js";
import type { Contract } from "../contracts/types.js";
import { optionOf } from "../options.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { wordsOf } from "../words.js";
import type { Act } from "./acts.js";
import { commandLineOf } from "./commands.js";
import { asksOtherSide } from "./effects.js";
import { byBody, byLoading, byOrder, bySubcommand, given, givenBack, known, startsNothing } from "./launched.js";
import { keptToBeEnded, madeByFactory, madeElsewhere, selfStarter } from "./makers.js";
import { configuring, isBoundToAddress, isLibrary, isMade, isMadeHere, keptIn, kindOf, moduleOf } from "./things.js";

/** A start that a sleep may stand behind. */
export interface Started {
  /** The call, or the listener of the event that says ready. */
  readonly call: Node;
  readonly kind: TargetKind;
  /** What is started, as the code calls it: the receiver, the variable it is kept in. */
  readonly name: Node | undefined;
  /** The code already waits for a promise of it, or for its readiness. */
  readonly isAwaited: boolean;
  /** What is awaited says that it is ready, by a contract: nothing is left to wait for. */
  readonly isReady: boolean;
  /** It is known to be a start, of something made in this code. */
  readonly isCertain: boolean;
  /** Known by the name of a method alone. */
  readonly isNamed?: true;
  /** It is made here, and its name alone says that it may start by itself. */
  readonly isOnlyMade?: true;
  /** The event that says ready. */
  readonly ready: string | undefined;
  /** Methods that give what it has loaded so far: ready is not all that it may be waited for. */
  readonly loads?: ReadonlySet<string>;
  /** Calls whose arguments configure it. */
  readonly configuredBy: readonly CallNode[];
}

export interface StartsInput {
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
  /** Names of functions that start something, by the settings. */
  readonly names: readonly string[];
}

/** The start that an act is, if it is one. */
export function startedBy(act: Act, input: StartsInput): Started | undefined {
  const { call, isAwaited } = act;
  const told = byLoading(call) ?? settled(call, isAwaited, input) ?? byCommand(call, input);
  if (told || startsNothing(call)) return told;
  return known(call, isAwaited, input) ?? givenBack(call, isAwaited, input) ?? byPromise(call, isAwaited, input) ?? byContract(call, isAwaited, input) ?? byReadiness(call, isAwaited, input) ?? byVerb(call, isAwaited, input) ?? byBody(call, isAwaited, input) ?? bySubcommand(call, isAwaited) ?? byRequest(call, input) ?? byOrder(call, isAwaited) ?? madeByFactory(call, isAwaited, input.values) ?? madeElsewhere(call, isAwaited) ?? keptToBeEnded(call, isAwaited, input.scopes) ?? given(call, input);
}

/** What is in place when the call has been awaited. */
function settled(call: CallNode, isAwaited: boolean, input: StartsInput): Started | undefined {
  const callee = unwrap(call.callee);
  if (!isAwaited || callee.type !== "MemberExpression") return undefined;
  const rows = settledCalls.filter(({ names }) => names.has(memberName(callee) ?? ""));
  const value = rows.length > 0 ? input.values.valueOf(callee) : undefined;
  const module = value?.kind === "export" ? value.module : rows.length > 0 ? moduleOf(callee.object, input) : undefined;
  const row = rows.find(({ from, unless }) => module !== undefined && from.includes(module) && (!unless || call.arguments.every((argument) => unwrap(argument).type === "ObjectExpression" && optionOf(argument, unless) === undefined)));
  return row && { call, kind: row.kind, name: row.kind === "topic" ? undefined : (keptIn(call) ?? callee.object), isAwaited, isReady: true, isCertain: true, ready: undefined, configuredBy: [call], ...(row.loads ? { loads: row.loads } : {}) };
}

/** `ws.send(JSON.stringify({ type: "subscribe" }))`: nothing here says when the other side has begun. */
function byRequest(call: CallNode, input: StartsInput): Started | undefined {
  const asked = asksOtherSide(call, input.scopes);
  if (!asked || call.callee.type !== "MemberExpression") return undefined;
  const name = call.callee.object;
  return { call, kind: "subscription", name, isAwaited: false, isReady: false, isCertain: asked === "subscription" && isMadeHere(name, input), isNamed: true, ready: undefined, configuredBy: [call] };
}

/** A literal command line that starts something in the background. */
function byCommand(call: CallNode, _: StartsInput): Started | undefined {
  const line = commandLineOf(call);
  if (line === undefined) return undefined;
  const row = launchCommands.find(({ command, unless }) => command.test(line) && !unless.test(line));
  return row && { call, kind: row.kind, name: undefined, isAwaited: true, isReady: false, isCertain: true, ready: undefined, configuredBy: [call] };
}

/** The start of something that the catalogue knows. */
function byContract(call: CallNode, isAwaited: boolean, { actions }: StartsInput): Started | undefined {
  const action = actions.of(call);
  if (action.kind === "wait") {
    const isReady = action.subject.contract.events[action.event]?.includes("ready") ?? false;
    return isReady && isAwaited ? { call, kind: "server", name: call.arguments[0], isAwaited, isReady: true, isCertain: true, ready: undefined, configuredBy: [call] } : undefined;
  }
  if (action.kind !== "start" && action.kind !== "make") return undefined;
  const { start, subject } = action;
  if (!start) return undefined;
  const isReady = isAwaited && start.gives === "promise" && !start.settles;
  const name = action.kind === "start" && call.callee.type === "MemberExpression" ? call.callee.object : keptIn(call);
  return { call, kind: "server", name, isAwaited: isReady, isReady, isCertain: true, ready: readyEventOf(subject.contract), configuredBy: [call] };
}

function readyEventOf({ ready, events }: Contract): string | undefined {
  return typeof ready === "object" && ready.event in events ? ready.event : undefined;
}

/** `await new Promise((resolve) => socket.on("connect", resolve))`: ready in one respect. */
function byPromise(call: CallNode, isAwaited: boolean, input: StartsInput): Started | undefined {
  if (!isAwaited || call.type !== "NewExpression" || calledName(call) !== "Promise") return undefined;
  const attach = call.arguments[0] && findNode(call.arguments[0], (node) => node.type === "CallExpression" && attachMethods.has(calledName(node)) && readyEvents.has(literalText(node.arguments[0]) ?? ""));
  if (attach?.type !== "CallExpression" || attach.callee.type !== "MemberExpression") return undefined;
  const subject = attach.callee.object;
  if (!isMadeHere(subject, input)) return undefined;
  return { call: attach, kind: kindOf(nameOfThing(subject)), name: subject, isAwaited: true, isReady: false, isCertain: true, ready: undefined, configuredBy: configuring(subject, attach, input) };
}

/** `await once(x, "ready")`, `await x.waitUntilReady()`, `await waitForJoin(x)`: ready in one respect, and the sleep is for another. */
function byReadiness(call: CallNode, isAwaited: boolean, input: StartsInput): Started | undefined {
  if (!isAwaited || call.type === "NewExpression") return undefined;
  const name = calledName(call);
  const callee = unwrap(call.callee);
  const event = call.arguments[1] && literalText(call.arguments[1]);
  const isOnce = (name === "once" || name === "pEvent" || name === "waitForEvent") && event !== undefined && readyEvents.has(event);
  const own = callee.type === "MemberExpression" ? callee.object : undefined;
  const ownEvent = own && name === "waitForEvent" ? call.arguments[0] && literalText(call.arguments[0]) : undefined;
  const isKnown = isOnce || readinessCalls.test(name) || (ownEvent !== undefined && readyEvents.has(ownEvent));
  if (!isKnown && !saysReadyInText(call, name)) return undefined;
  const contract = own && input.values.subjectOf(own)?.contract;
  if (contract?.readyPromises?.includes(name)) return { call, kind: "server", name: own, isAwaited: true, isReady: true, isCertain: true, ready: undefined, configuredBy: [call] };
  const subject = isOnce ? call.arguments[0] : own && !isBag(own) ? own : call.arguments.find((argument) => isMadeHere(argument, input));
  if (!subject || !isMadeHere(subject, input)) return undefined;
  return { call, kind: kindOf(nameOfThing(subject)), name: subject, isAwaited: true, isReady: false, isCertain: isKnown, ready: undefined, configuredBy: configuring(subject, call, input) };
}

/** `waitForEvents(runtime, "worker:started")`, but not `waitForEvent("stream-start")`, with which something begins. */
function saysReadyInText({ arguments: given }: CallNode, name: string): boolean {
  return /^(?:wait|await|until)/.test(name) && given.some((argument) => readyPasts.has(wordsOf(literalText(argument) ?? "").at(-1) ?? ""));
}

function isBag(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === "Identifier" && /(?:utils?|helpers?|^t|^test|^cy)$/i.test(inner.name);
}

/** A call whose name says that it starts something. */
function byVerb(call: CallNode, isAwaited: boolean, input: StartsInput): Started | undefined {
  const callee = unwrap(call.callee);
  if (call.type === "NewExpression") return selfStarter(call, calledName(call), isAwaited);
  if (callee.type === "Identifier") return byFunction(call, callee.name, isAwaited, input);
  const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  // What begins with an underscore is told to nobody.
  if (callee.type !== "MemberExpression" || name === undefined || name.startsWith("__")) return undefined;
  const owner = unwrap(callee.object);
  const ownerName = nameOfThing(owner);
  const isDriver = owner.type === "Identifier" && driverNames.test(owner.name) && (!isMade(owner, input) || configuring(owner, call, input).some((each) => driverMakers.has(calledName(each))));
  // An `app` is a driver to some, and a server to more.
  if (isDriver && (driverStarts.has(name) || ownerName !== "app")) return driverStarts.has(name) ? { call, kind: "page", name: undefined, isAwaited: false, isReady: false, isCertain: true, ready: undefined, configuredBy: [call] } : undefined;
  const action = input.actions.of(call);
  if (action.kind === "local" && isFunction(action.unit) && !action.unit.async && action.unit.body.type === "BlockStatement" && action.unit.body.body.length === 0) return undefined;
  const [verb = ""] = wordsOf(name);
  const isNamed = input.names.includes(name);
  const configuredBy = configuring(owner, call, input);
  if (configuredBy.some((each) => each !== call && makesShows.test(calledName(each)))) return undefined;
  if (!isNamed && !isBoundToAddress(call) && !isStartOf(verb, ownerName, name)) {
    // `this.runBackgroundProcess()`: a function of its own, though others may make another of it.
    const own = owner.type === "ThisExpression" && setUpVerbs.has(verb) ? byFunction(call, name, isAwaited, input) : undefined;
    return own && { ...own, isCertain: false };
  }
  if (!isNamed && !isAwaited && (verb === "subscribe" || verb === "watch" || verb === "listen") && isLocalSubscription(call, owner, input)) return undefined;
  const kind = verb === "subscribe" || verb === "psubscribe" ? "subscription" : kindOf(ownerName);
  const isHere = isMadeHere(owner, input);
  const isShared = !isHere && kind !== "unknown" && isOwnModule(owner, input);
  // `http.start(…)` on a module: a function of its own.
  const ofModule = !isHere && isLibrary(owner, input) ? byFunction(call, name, isAwaited, input) : undefined;
  if (!isHere && !isShared && isLibrary(owner, input)) return ofModule;
  return { call, kind, name: owner, isAwaited, isReady: false, isCertain: isNamed || isHere || (isShared && (verb === "listen" || ofModule?.isCertain === true)), isNamed: true, ready: isAwaited ? undefined : readyEventOfMade(owner, input), configuredBy };
}

/** True for what a module of the same project gives: `app` of `import app from "../app"`. */
function isOwnModule(owner: Node, { values }: StartsInput): boolean {
  const value = values.valueOf(owner);
  return value?.kind === "export" && value.module.startsWith(".");
}

/** The event that says ready of something whose maker is known. */
function readyEventOfMade(owner: Node, input: StartsInput): string | undefined {
  const module = moduleOf(owner, input);
  return module === undefined ? undefined : launches.find((row) => row.kind === "client" && row.from.includes(module))?.ready;
}

function isStartOf(verb: string, owner: string, name: string): boolean {
  if (startsAtOnce.test(owner) || startsAtOnce.test(name.slice(verb.length))) return false;
  if (startMethodVerbs.has(verb)) return true;
  // `bot.activate()`, but not `bot.activateItem()`: what the name goes on with is what is started.
  const rest = behindVerb(name, verb);
  const isThing = rest === "" || /^[A-Z]\w*s$|All$/.test(rest) || thingsThatStart.some((each) => each.name.test(rest));
  return isThing && startMethodVerbsOfSome.has(verb) && thingsThatStart.some((each) => each.name.test(owner) && each.kind !== "worker" && each.kind !== "cluster");
}

/** A listener on something in this process: `values$.subscribe((value) => …)`, `store.subscribe(listener)`. */
function isLocalSubscription(call: TSESTree.CallExpression, owner: Node, { values }: StartsInput): boolean {
  const [first] = call.arguments;
  if (nameOfThing(owner).endsWith("$")) return true;
  if (owner.type === "CallExpression") return !isOfChannel(owner);
  if (!first) return false;
  const inner = unwrap(first);
  if (isFunction(inner) || values.valueOf(inner)?.kind === "function" || (inner.type === "Identifier" && /(?:spy|fn|mock|stub|listener|handler|callback|cb|observer|subscriber)$/i.test(inner.name))) return true;
  return inner.type === "ObjectExpression" && inner.properties.some((property) => property.type === "Property" && property.key.type === "Identifier" && /^(?:next|error|complete)$/.test(property.key.name));
}

/** True for a chain with links that name what another process tells: `.on("INSERT", …)`. */
function isOfChannel(chain: TSESTree.CallExpression): boolean {
  let at: Node = chain;
  while (at.type === "CallExpression" && at.callee.type === "MemberExpression") {
    if (remoteLinks.has(memberName(at.callee) ?? "") && at.arguments[0] && unwrap(at.arguments[0]).type !== "ArrowFunctionExpression") return true;
    at = unwrap(at.callee.object);
  }
  return false;
}

/** `startEmulators(…)`, `const server = await launchServer()`: a function that starts something of its own. */
function byFunction(call: TSESTree.CallExpression, called: string, isAwaited: boolean, input: StartsInput): Started | undefined {
  // `doConnect()`
  const name = called.replace(/^[_#$]*do(?=[A-Z])/, "");
  const [verb = ""] = wordsOf(name);
  const rest = behindVerb(name, verb);
  const kept = keptIn(call);
  const base = { call, name: kept, isAwaited, isReady: false, ready: undefined, configuredBy: [call] };
  if (input.names.includes(called)) return { ...base, kind: kindOf(called), isCertain: true };
  if (startsAtOnce.test(rest) || (kept && startsAtOnce.test(nameOfThing(kept)))) return undefined;
  const hasFunctionOnly = call.arguments.length > 0 && call.arguments.every((argument) => isFunction(unwrap(argument)));
  if (hasFunctionOnly) return undefined;
  const kind = rest !== "" ? kindOf(rest) : kept ? kindOf(nameOfThing(kept)) : "unknown";
  const action = input.actions.of(call);
  const isPlainLocal = action.kind === "local" && isFunction(action.unit) && !action.unit.async && !mayTakeTime(action.unit);
  if (isPlainLocal) return undefined;
  if (startFunctionVerbs.has(verb)) {
    if (rest === "" && call.arguments.length === 0 && !kept && !isAwaited) return { ...base, kind, isCertain: false };
    return { ...base, kind: verb === "subscribe" ? "subscription" : verb === "spawn" || verb === "fork" ? "child" : verb === "connect" ? "client" : kind, isCertain: true };
  }
  if (setUpVerbs.has(verb) && rest !== "" && thingsThatStart.some((each) => each.name.test(rest))) return { ...base, kind, isCertain: true };
  if (makeVerbs.has(verb)) return selfStarter(call, rest, isAwaited);
  return undefined;
}

/** A function of the file that calls something may take time; one that only computes does not. */
function mayTakeTime(unit: Node): boolean {
  return isFunction(unit) && (unit.body.type !== "BlockStatement" ? unit.body.type === "CallExpression" || unit.body.type === "NewExpression" : unit.body.body.some((statement) => statement.type === "ExpressionStatement" || statement.type === "ReturnStatement" || statement.type === "VariableDeclaration"));
}

/** What a name goes on with: `Server` of `startServer`. */
function behindVerb(name: string, verb: string): string {
  return name.replace(/^[_#$]+/, "").slice(verb.length);
}
