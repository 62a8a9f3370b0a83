import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, isInside, memberName, nameOfThing, unitOf, unwrap, wrapped } from "../ast.js";
import { busyFlag, endedByCallers, passingCalls, plainStarters, readinessName, recordWords, startedByCallers, startedFlag, startedState, waitingCalls } from "../contracts/lifecycle.js";
import type { Startup } from "../startup.js";
import { wordsOf } from "../words.js";
import { waitOfExecutor } from "./executor-waits.js";
import { filledFor } from "./filled.js";
import { isNothing, literalOf } from "./literals.js";
import type { Claim } from "./marks.js";
import { type Others, operandOf, sharesBefore, whatOthersDo } from "./others.js";
import { originOf, weightOf } from "./origins.js";
import type { Overlaps } from "./overlaps.js";

/** Two startups of one thing, or one that not all callers wait for. */
export interface Competition {
  /**
   * - `twice`: what a place is tested for is started before the place is taken
   * - `flagged`: a flag is set before what it stands for has been awaited, and other callers return
   * - `unready`: a thing is kept before it is ready, and other callers use it
   */
  readonly kind: "twice" | "flagged" | "unready";
  readonly isCertain: boolean;
  readonly fn: FunctionNode;
  readonly test: Node;
  readonly write: Node;
  readonly value: Node;
  /** What takes the time. */
  readonly wait: Node;
}

/** What it takes to judge a startup. */
export type Input = Pick<Startup, "values" | "scopes" | "actions" | "calls" | "surroundings"> & { readonly overlaps: Overlaps };

/** A place that is taken before what it stands for is there. */
export function competitionOfClaim(claim: Claim, awaits: readonly TSESTree.AwaitExpression[], fn: FunctionNode, input: Input): Pick<Competition, "kind" | "isCertain" | "wait"> | undefined {
  const others = whatOthersDo(claim.test);
  if (!others || isLoopOf(claim, fn)) return undefined;
  const own = awaits.filter((each) => isInside(each, fn) && !(others.guarded && !isInside(each, others.guarded)));
  // Who comes later waits as well.
  if (others.guarded && awaitsLater(fn, others.guarded)) return undefined;
  if (isFlag(claim.value)) {
    const found = ofFlag(claim, own, others, fn, input);
    return found && sharesBefore(claim.test, found.wait, fn) ? undefined : found;
  }
  return others.guarded || others.isReturn ? ofThing(claim, own, others, fn, input) : undefined;
}

/** True for a flag that a loop of the same function asks: it says that the loop is to go on. */
function isLoopOf({ test }: Claim, fn: FunctionNode): boolean {
  const name = nameOfThing(operandOf(test));
  const isSame = (node: Node) => (node.type === "Identifier" && node.name === name) || (node.type === "MemberExpression" && memberName(node) === name);
  return findOwn(fn.body, (node) => (node.type === "WhileStatement" || node.type === "DoWhileStatement" || node.type === "ForStatement") && node.test !== null && findNode(node.test, (each) => isSame(each) || each.type === "Literal") !== undefined) !== undefined;
}

/** True where a stored promise, or a call that waits for readiness, is awaited behind the code of the first caller. */
function awaitsLater(fn: FunctionNode, guarded: Node): boolean {
  return (
    findOwn(fn.body, (node) => {
      if (node.type !== "AwaitExpression" || isInside(node, guarded) || node.range[0] < guarded.range[1]) return false;
      const inner = unwrap(node.argument);
      if (inner.type === "Identifier" || inner.type === "MemberExpression") return true;
      return inner.type === "CallExpression" && (readinessName.test(calledName(inner)) || /^(?:wait|once|when|until)/.test(calledName(inner)));
    }) !== undefined
  );
}

function ofFlag(claim: Claim, awaits: readonly TSESTree.AwaitExpression[], others: Others, fn: FunctionNode, input: Input): Pick<Competition, "kind" | "isCertain" | "wait"> | undefined {
  const filled = others.guarded && filledFor(claim, others.guarded, awaits, fn);
  if (filled) return { kind: "flagged", isCertain: weightOfWait(filled, input) > 0, wait: filled };
  if (!saysStarted(claim)) return undefined;
  const weighed = awaits.map((wait) => ({ wait, weight: weightOfWait(wait, input) })).filter(({ weight }) => weight >= 0);
  const [heaviest] = weighed.toSorted((a, b) => b.weight - a.weight);
  if (!heaviest) return undefined;
  const verb = verbOf(fn, input);
  if (endedByCallers.has(verb) || isLeftAlone(fn, claim, input)) return undefined;
  // Who is not told that it starts something has no reason to wait.
  if (others.guarded === undefined || others.isReturn) {
    if (!startedByCallers.has(verb) && !isAwaitedInFile(fn, input)) return undefined;
    const isCertain = (plainStarters.has(verb) || isAwaitedInFile(fn, input)) && (heaviest.weight > 0 || wordsOf(input.surroundings.nameOf(fn) ?? "").length === 1);
    return { kind: "flagged", isCertain, wait: heaviest.wait };
  }
  const isStarter = startedByCallers.has(verb);
  return heaviest.weight > 0 || isStarter ? { kind: "flagged", isCertain: heaviest.weight > 1 || isStarter, wait: heaviest.wait } : undefined;
}

/** What speaks for a start in what is awaited: a call, or a promise of readiness by its name. */
function weightOfWait(wait: TSESTree.AwaitExpression, input: Input): number {
  const inner = unwrap(wait.argument);
  if (inner.type === "Identifier" || inner.type === "MemberExpression") return readinessName.test(nameOfThing(inner)) ? 2 : 0;
  // Who goes on before something is read misses it as well.
  return Math.max(-1, ...callsIn(inner).map((call) => (passingCalls.test(calledName(call)) ? -1 : Math.max(0, weightOf(call, input)))));
}

function isAwaitedInFile(fn: FunctionNode, { overlaps }: Input): boolean {
  return overlaps.callsOf(fn).some((call) => call.parent.type === "AwaitExpression");
}

/** True for a function of this file's own that is called, and that nobody waits for; a tick that comes too early is left out. */
function isLeftAlone(fn: FunctionNode, { write }: Claim, { overlaps }: Input): boolean {
  const { parent } = wrapped(unitOf(write));
  if (parent?.type === "CallExpression" && calledName(parent) === "setInterval") return true;
  const calls = overlaps.isOwn(fn) ? overlaps.callsOf(fn) : [];
  return calls.length > 0 && calls.every(isFloating);
}

/** True for a call whose promise is dropped, or only asked for its failure. */
function isFloating(call: Node): boolean {
  const { parent } = wrapped(call);
  if (parent?.type === "ExpressionStatement") return true;
  if (parent?.type === "UnaryExpression") return parent.operator === "void";
  const chained = parent?.type === "MemberExpression" && memberName(parent) === "catch" ? wrapped(parent).parent : undefined;
  return chained?.type === "CallExpression" && isFloating(chained);
}

function ofThing(claim: Claim, awaits: readonly TSESTree.AwaitExpression[], others: Others, fn: FunctionNode, input: Input): Pick<Competition, "kind" | "isCertain" | "wait"> | undefined {
  const name = thingIn(claim.write);
  const origin = originOf(claim.value, input);
  const inner = unwrap(claim.value);
  // A promise that is there for all is awaited by the first alone, whatever turns the others away.
  const kept = others.guarded && !isPromise(inner, input) ? awaits.find(({ argument }) => isKeptFor(argument, fn, input)) : undefined;
  if (kept && (origin?.weight ?? 0) <= 0) return { kind: "unready", isCertain: false, wait: kept };
  if (!origin || origin.weight < 0 || isPromise(inner, input)) return undefined;
  for (const wait of awaits) {
    const awaited = unwrap(wait.argument);
    if (awaited.type === "Identifier" || awaited.type === "MemberExpression") {
      if (nameOfThing(awaited) === name) return undefined;
      if (origin.weight > 0 && readinessName.test(nameOfThing(awaited))) return { kind: "unready", isCertain: true, wait };
      continue;
    }
    // `await new Promise((resolve) => socket.once("open", resolve))`
    if (origin.weight > 0 && waitOfExecutor(awaited, [name, nameOfThing(inner)])) return { kind: "unready", isCertain: origin.weight > 1, wait };
    for (const call of callsIn(awaited)) {
      const callee = unwrap(call.callee);
      const isOfIt = callee.type === "MemberExpression" && rootNames(callee.object).some((each) => each === name || each === nameOfThing(inner));
      const isGivenIt = call.arguments.some((argument) => nameOfThing(argument) === name);
      // What nobody knows the name of is a thing to start if it is started here: `await plugin.init()`.
      if (origin.weight < 1 && !(others.isUsed && isOfIt && plainStarters.has(verbOfCall(call)))) continue;
      const isForCallers = waitingCalls.test(calledName(call)) && origin.weight > 1 && startedByCallers.has(verbOf(fn, input));
      if (isForCallers) return { kind: "unready", isCertain: false, wait };
      if (!isOfIt && !isGivenIt) continue;
      const isStart = weightOf(call, input) > 0 || /^(?:once|ready|wait\w*|when\w*|migrate|authenticate)$/.test(calledName(call));
      if (isStart) return { kind: "unready", isCertain: origin.weight > 1 && isOfIt, wait };
    }
  }
  return undefined;
}

/** True for a function that awaits such a promise somewhere. */
export function awaitsKept(fn: FunctionNode, input: Input): boolean {
  return findOwn(fn.body, (node) => node.type === "AwaitExpression" && isKeptFor(node.argument, fn, input)) !== undefined;
}

/** True for a promise of readiness that a constant outside the function keeps. */
function isKeptFor(awaited: Node, fn: FunctionNode, { scopes }: Input): boolean {
  const variable = awaited.type === "Identifier" && readinessName.test(awaited.name) ? scopes.variableOf(awaited) : undefined;
  const declared = variable?.defs[0]?.node as Node | undefined;
  if (declared?.type !== "VariableDeclarator" || declared.parent.kind !== "const" || isInside(declared, fn)) return false;
  const value = declared.init && unwrap(declared.init);
  return value?.type === "CallExpression" || value?.type === "NewExpression";
}

function verbOfCall(call: CallNode): string {
  return wordsOf(calledName(call))[0] ?? "";
}

function rootNames(node: Node): readonly string[] {
  const inner = unwrap(node);
  return inner.type === "MemberExpression" ? [nameOfThing(inner), ...rootNames(inner.object)] : [nameOfThing(inner)];
}

/** True for a value that is, or may be, a promise: who finds it can wait for it. */
function isPromise(value: Node, { values }: Input): boolean {
  if (value.type !== "CallExpression") return value.type === "NewExpression" && calledName(value) === "Promise";
  const callee = values.valueOf(value.callee);
  if (callee?.kind === "function") return callee.node.async;
  if (isFunction(unwrap(value.callee))) return true;
  return values.valueOf(value)?.kind === "promise" || /^(?:then|catch|finally)$/.test(calledName(value)) || /^(?:connect|launch|open|start|init)/.test(calledName(value));
}

/** The first word of a function's name. */
export function verbOf(fn: FunctionNode, { surroundings }: Input): string {
  return wordsOf(surroundings.nameOf(fn) ?? "")[0] ?? "";
}

/** The calls an awaited expression waits for: itself, or the elements of a `Promise.all`. */
export function callsIn(node: Node): readonly CallNode[] {
  const inner = unwrap(node);
  if (inner.type === "NewExpression") return [inner];
  if (inner.type !== "CallExpression") return [];
  const callee = unwrap(inner.callee);
  if (callee.type === "MemberExpression" && nameOfThing(callee.object) === "Promise") {
    return inner.arguments.flatMap((argument) => (argument.type === "ArrayExpression" ? argument.elements.flatMap((each) => (each ? callsIn(each) : [])) : callsIn(argument)));
  }
  if (callee.type === "MemberExpression" && /^(?:then|catch|finally)$/.test(memberName(callee) ?? "")) return callsIn(callee.object);
  return [inner];
}

/** True for a value that only says something: `true`, a state by its name. */
export function isFlag(value: Node): boolean {
  const inner = unwrap(value);
  return (inner.type === "Literal" && inner.value === true) || (literalOf(inner) !== undefined && !isNothing(inner));
}

/** True for a flag whose name says that something has started, or is on its way; a state says it by its value. */
export function saysStarted({ write, value }: { readonly write: Node; readonly value: Node }): boolean {
  const said = unwrap(value);
  const state = said.type === "Literal" && typeof said.value !== "string" ? undefined : literalOf(said)?.replace(/^.*\./, "");
  return startedFlag.test(saidBy(write)) && (state === undefined || startedState.test(wordsOf(state).join(" ")));
}

/** What the name of a flag says; a map of flags is named for them, and for what it is: `initRecorder`. */
function saidBy(write: Node): string {
  const words = wordsOf(thingIn(write));
  const last = write.type === "CallExpression" ? words.findLastIndex((word) => !recordWords.has(word)) : words.length;
  return words.slice(0, last + 1).join(" ");
}

/** True for a flag whose name says that work is under way. */
export function saysBusy(write: Node): boolean {
  return busyFlag.test(wordsOf(thingIn(write)).join(" "));
}

/** The name of what is written: of a field, a variable, or the map it is put into. */
export function thingIn(write: Node): string {
  if (write.type === "AssignmentExpression") return nameOfThing(write.left);
  const callee = write.type === "CallExpression" ? unwrap(write.callee) : undefined;
  return callee?.type === "MemberExpression" ? nameOfThing(callee.object) : "";
}
