import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, memberName, nameOfThing, unwrap, wrapped } from "../ast.js";
import type { Contexts } from "../contexts.js";
import { attachMethods } from "../contracts/calls.js";
import { arrivalAssertions } from "../contracts/sleeps.js";
import { passiveMethods, plainMakers, plainOwners, tellingVerbs, valueMethods } from "../contracts/passive.js";
import { before, beforeInUnit, leaves } from "../order.js";
import { type Scopes, onlyValueOf } from "../scopes.js";
import { isLogCall } from "../telling.js";
import { wordsOf } from "../words.js";
import { type Act, actsOf } from "./acts.js";
import { assertionIn, assertionName } from "./assertions.js";
import { isEffect } from "./effects.js";
import { byLoading, runsUntilAwaited } from "./launched.js";
import { ownReadyEvent } from "./roles.js";
import type { Sleep } from "./sleeps.js";
import { type Started, type StartsInput, startedBy } from "./starts.js";
import { isBoundToAddress, isMadeHere, isStop, kindOf } from "./things.js";

/** What goes on before a sleep. */
export interface LeadUp {
  /** The statement before it. */
  readonly previous: Node | undefined;
  /** The last thing that happens before it, where that is a start. */
  readonly adjacent: Started | undefined;
  /** Something unknown has been made since. */
  readonly isDoubtful: boolean;
  /** What is started directly before that, and not waited for either. */
  readonly beside: readonly Started[];
  /** The statement before the start that stands directly before it. */
  readonly beforeStart: Node | undefined;
  /** What has been begun last, whose promise is only awaited behind it. */
  readonly inFlight: CallNode | undefined;
  /** The last thing that happens before it, whatever it is. */
  readonly last: CallNode | undefined;
  /** The last start before it that nothing has ended since. */
  readonly nearest: Started | undefined;
  /** The calls that are made before it. */
  readonly calls: readonly CallNode[];
}

// Further back a start says nothing of a sleep.
const furthest = 16;

/** What leads up to `node`, in the same code, the code around it, and the hooks of its test. */
export function leadUpTo({ node, after, continuation }: Pick<Sleep, "node"> & Partial<Pick<Sleep, "after" | "continuation">>, input: StartsInput & { readonly contexts: Pick<Contexts, "of"> }): LeadUp {
  let previous: Node | undefined;
  let adjacent: Started | undefined;
  let nearest: Started | undefined;
  let latest: CallNode | undefined;
  let inFlight: CallNode | undefined;
  let beforeStart: Node | undefined;
  let isAdjacent = true;
  let isDoubtful = false;
  let isEnded = false;
  const calls: CallNode[] = [];
  const beside: Started[] = [];
  let isBeside = false;
  let steps = 0;
  for (const statement of after ? [after, ...before(node, input.contexts)] : before(node, input.contexts)) {
    previous ??= statement;
    if (++steps > furthest) break;
    if (steps === 2 && adjacent) beforeStart = statement;
    const acts = actsOf(statement, true);
    if (!acts) break;
    if (isAdjacent) inFlight ??= acts.findLast(({ call, isAwaited }) => !isAwaited && isAwaitedLater(call, input.scopes))?.call;
    if (assertionIn(statement)) {
      // What answers is in use already; a page that has come may still load.
      if (arrivalAssertions.has(assertionName(statement) ?? "")) isDoubtful = true;
      else if (findOwn(statement, (each) => each.type === "AwaitExpression")) isAdjacent = false;
      continue;
    }
    calls.push(...acts.map(({ call }) => call));
    const active = acts.filter((act) => !isPassive(act, input));
    const starts = active.map((act) => startedBy(act, input));
    const last = starts.at(-1);
    if (active.length === 0 && waitsForOther(statement)) isAdjacent = false;
    if (active.length > 0 && (isAdjacent || isBeside)) {
      const others = (isAdjacent ? starts.slice(0, -1) : starts).filter((each) => each !== undefined);
      isBeside = starts.every((each) => each !== undefined && !each.isAwaited);
      if (isBeside) beside.push(...others);
    }
    if (isAdjacent && givesValuesOnly(statement, active, starts, input)) {
      latest ??= active.at(-1)?.call;
      isDoubtful = true;
      continue;
    }
    if (active.length > 0 && isAdjacent) {
      adjacent = last && isDoubtful ? { ...last, isCertain: false } : last;
      latest ??= active.at(-1)?.call;
      isAdjacent = false;
    }
    if (isEnded) continue;
    nearest ??= starts.findLast((each) => each !== undefined);
    isEnded = nearest !== undefined || active.some(({ call }) => isStop(call, undefined));
  }
  const own = isAdjacent && !beginsWithAssertion(continuation) ? ownStart(node, input) : undefined;
  return { previous, adjacent: adjacent ?? own, isDoubtful: isDoubtful && adjacent !== undefined, beside: beside.filter((each) => adjacent && isApart(each, adjacent)), nearest: nearest ?? own, last: latest, inFlight, beforeStart, calls };
}

/** `const message = compose(…)`: unknown functions and classes give values, and do nothing else that is seen. */
function givesValuesOnly(statement: Node, active: readonly Act[], starts: readonly (Started | undefined)[], { actions }: StartsInput): boolean {
  if (statement.type !== "VariableDeclaration" || active.length === 0 || starts.some((each) => each !== undefined)) return false;
  return active.every(({ call, isAwaited }) => {
    const action = actions.of(call);
    const isAsync = action.kind === "local" && isFunction(action.unit) && action.unit.async;
    return !isAwaited && !isAsync && unwrap(call.callee).type === "Identifier" && !isEffect(call) && !isStop(call, undefined) && !call.arguments.some((argument) => isFunction(unwrap(argument)));
  });
}

/** True for another thing of its kind, which neither is a part of the other: a server may be handed to what stands around it. */
function isApart(one: Started, other: Started): boolean {
  const names = [one, other].map(({ name }) => name && nameOfThing(name));
  const isPart = ({ call }: Started, name: string | undefined) => name !== undefined && findNode(call, (node) => node.type === "Identifier" && node.name === name) !== undefined;
  return one.kind === other.kind && (names[0] === undefined || names[0] !== names[1]) && !isPart(one, names[1]) && !isPart(other, names[0]);
}

/** True for a name of an array that the file writes out. */
function isList(node: Node, scopes: Scopes): boolean {
  const variable = node.type === "Identifier" ? scopes.variableOf(node) : undefined;
  const writes = (variable && scopes.writesTo(variable)) ?? [];
  return writes.length > 0 && writes.every(({ value, path }) => path.length === 0 && unwrap(value).type === "ArrayExpression");
}

/** `const browser = launch();` whose promise is awaited further on: nothing else waits for it. */
function isAwaitedLater(call: CallNode, scopes: Scopes): boolean {
  const { parent } = wrapped(call);
  if (parent?.type !== "VariableDeclarator" || parent.id.type !== "Identifier") return false;
  return scopes.variableOf(parent.id)?.references.some(({ identifier }) => wrapped(identifier).parent?.type === "AwaitExpression") ?? false;
}

function beginsWithAssertion(fn: FunctionNode | undefined): boolean {
  const [first] = fn?.body.type === "BlockStatement" ? fn.body.body : [];
  return first !== undefined && assertionIn(first) !== undefined;
}

/** `await deferred`: something else has been waited for, unless its name says that it is readiness. */
function waitsForOther(statement: Node): boolean {
  if (statement.type === "IfStatement" && !statement.alternate && leaves(statement.consequent)) return waitsForOther(statement.test);
  const awaited = findOwn(statement, (node) => node.type === "AwaitExpression");
  return awaited !== undefined && findOwn(awaited, (node) => (node.type === "Identifier" || node.type === "PrivateIdentifier") && /ready|start|connect|listen|open|init|load|launch|boot|up$/i.test(node.name)) === undefined;
}

/** The subject of the ready event, or of the first output, in whose listener a sleep comes first. */
function ownStart(node: Node, input: StartsInput): Started | undefined {
  let at: Node | undefined = node;
  while (at && !isFunction(at)) at = at.parent;
  const event = at && ownReadyEvent(at, input.actions, node);
  if (!event) return undefined;
  const { at: call, subject, isReady, isChild } = event;
  return { call, kind: isChild ? "child" : kindOf(nameOfThing(subject)), name: subject, isAwaited: true, isReady, isCertain: isChild && !isReady && isMadeHere(subject, input), ready: undefined, configuredBy: [] };
}

/** `client.onMessage((message) => …)` of a client that is made in this code. */
function isAttaching({ callee, arguments: [given, ...others] }: CallNode, scopes: Scopes): boolean {
  const owner = callee.type === "MemberExpression" && /^on[A-Z]/.test(memberName(callee) ?? "") ? unwrap(callee.object) : undefined;
  const made = owner && onlyValueOf(owner, scopes);
  return given !== undefined && others.length === 0 && isFunction(unwrap(given)) && made !== undefined && unwrap(made).type === "NewExpression";
}

/** `port.pipe(new Readline())`: what is made only hands on. */
function isPipedInto(made: CallNode): boolean {
  const { parent } = wrapped(made);
  return parent?.type === "CallExpression" && parent.callee.type === "MemberExpression" && calledName(parent) === "pipe";
}

/** True for a call that starts nothing and waits for nothing: it may stand between a start and a sleep. */
export function isPassive({ call, isAwaited }: Act, input: Pick<StartsInput, "actions" | "scopes" | "values">): boolean {
  const { actions, scopes } = input;
  const name = calledName(call);
  if (byLoading(call)) return false;
  if (call.type === "NewExpression") return (plainMakers.test(name) && !(isAwaited && name === "Promise")) || isPipedInto(call);
  const action = actions.of(call);
  if (isAwaited) return false;
  if (isAwaitedLater(call, scopes)) return !isEffect(call) && !runsUntilAwaited(call, input);
  if (action.kind === "attach" || action.kind === "look" || action.kind === "test" || action.kind === "wait" || action.kind === "exit") return true;
  if (isLogCall(call)) return true;
  if (isBoundToAddress(call)) return false;
  const callee = unwrap(call.callee);
  const [verb = ""] = wordsOf(name);
  const isUsed = wrapped(call).parent?.type !== "ExpressionStatement";
  const isTelling = tellingVerbs.has(verb) && (isUsed || !valueMethods.has(name)) && !call.arguments.some((argument) => isFunction(unwrap(argument)));
  if (callee.type !== "MemberExpression") return plainMakers.test(name) || isTelling || name === "once";
  // What is collected to be ended later; a stream that is given something is not passive.
  if (name === "push") return call.arguments.every((argument) => argument.type === "Identifier") || isList(callee.object, scopes);
  if (attachMethods.has(name) || passiveMethods.has(name) || isTelling || isAttaching(call, scopes)) return true;
  // Of a text or a list, where what it gives is used.
  if (valueMethods.has(name) && isUsed) return true;
  return plainOwners.test(nameOfThing(callee.object));
}

/** True if something is done in the same function before, besides what neither starts nor waits for anything, and what `isLeftOut` holds for. */
export function comesBehind(node: Node, input: Pick<StartsInput, "actions" | "scopes" | "values"> & { readonly contexts: Pick<Contexts, "of"> }, isLeftOut: (act: Act) => boolean = () => false): boolean {
  for (const statement of beforeInUnit(node, input.contexts)) {
    const acts = actsOf(statement, true);
    if (!acts || acts.some((act) => !isPassive(act, input) && !isLeftOut(act))) return true;
  }
  return false;
}
