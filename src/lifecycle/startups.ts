import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, isInside, literalText, nameOfThing, parameterName, unitOf, unwrap, wrapped } from "../ast.js";
import { plainStarters, promiseName, reachingStarters, startedByCallers, startedThing, startingVerbs } from "../contracts/lifecycle.js";
import { type Competition, type Input, awaitsKept, callsIn, competitionOfClaim, isFlag, saysBusy, saysStarted, thingIn, verbOf } from "./claims.js";
import { givesPromise } from "./contenders.js";
import type { Holder } from "../holders.js";
import { isNothing } from "./literals.js";
import { conditionOf } from "./marks.js";
import { type Origin, holdsByType, isEndedSomewhere, originOf, reads, rootOf, typeOfField, weightOf } from "./origins.js";
import type { LateWrite, Races } from "./races.js";
import { wordsOf } from "../words.js";

// What speaks for a start is counted: a verb or a thing by its name is a hint, both are certain.
const potential = 2;
const certain = 3;

/** The competitions among the calls of one function. */
export function competitionsIn(fn: FunctionNode, races: Races, input: Input): readonly Competition[] {
  const found: Competition[] = [];
  const told = new Set<Holder | Node>();
  for (const late of races.lateWrites) {
    const weight = weightOfLateWrite(late, writerOf(late.write, late.value, fn), input);
    // One place is started twice once, however often the function tests it, and so is what one condition asks for.
    const condition = conditionOf(late.test) ?? late.test;
    if (told.has(late.place) || told.has(condition)) continue;
    if (weight >= potential) told.add(late.place).add(condition);
    if (weight >= potential) found.push({ kind: "twice", isCertain: weight >= certain && !refusesOthers(late.test), fn, test: late.test, write: late.write, value: late.value, wait: late.gap });
  }
  for (const { claim, awaits } of races.claims) {
    const competition = competitionOfClaim(claim, awaits, fn, input);
    if (competition) found.push({ ...competition, fn, test: claim.test, write: claim.write, value: claim.value });
  }
  return found;
}

/** The function that starts what a write keeps: the one that tests, or one that it calls; a flag is of the one that tests it. */
export function writerOf(write: Node, value: Node, fn: FunctionNode): FunctionNode {
  const unit = unitOf(write);
  return isFlag(value) || isInside(write, fn) || !isFunction(unit) ? fn : unit;
}

/** True for a test whose outcome throws: somebody has thought of a second caller, if too late. */
export function refusesOthers(test: Node): boolean {
  let at = test;
  while (at.parent && at.type !== "IfStatement") at = at.parent;
  return at.type === "IfStatement" && findOwn(at.consequent, ({ type }) => type === "ThrowStatement") !== undefined;
}

/** True for a write that may count as a start, whatever is tested and awaited around it. */
export function isOfStart(write: Node, value: Node, fn: FunctionNode, input: Input): boolean {
  const { type } = unwrap(value);
  // Of one of two values it is not told here which is kept.
  if (isFlag(value) || type === "LogicalExpression" || type === "ConditionalExpression") return true;
  const { origin, weight } = weightOfThing(write, value, fn, input);
  return weight >= potential || (origin?.weight ?? 0) >= 1 || awaitsKept(fn, input) || startsKept(write, fn) || (startedByCallers.has(verbOf(fn, input)) && startsBeside(fn.body.range[0], write, fn, input));
}

/** True where what is kept is started where it is kept, whatever the function is called: `client = new Client(); await client.connect()`. */
function startsKept(write: Node, fn: FunctionNode): boolean {
  const name = thingIn(write);
  return findOwnAwait(fn, (call) => {
    const callee = unwrap(call.callee);
    return callee.type === "MemberExpression" && call.range[0] > write.range[1] && nameOfThing(callee.object) === name && plainStarters.has(wordsOf(calledName(call))[0] ?? "");
  });
}

function weightOfLateWrite({ value, write, test, gap }: LateWrite, fn: FunctionNode, input: Input): number {
  const verb = verbOf(fn, input);
  const starts = startedByCallers.has(verb) ? 1 : 0;
  if (isFlag(value) && gap.type === "CallExpression") return starts > 0 && givesPromise(fn) && saysStarted({ write, value }) && isOfMade(gap, test, fn, input) ? certain : 0;
  if (isFlag(value)) {
    // A flag that is to keep others out, set too late for it.
    if (starts > 0 && saysBusy(write)) return potential;
    if (!saysStarted({ write, value })) return 0;
    const worked = Math.max(reads, ...between(test, write, fn).map((call) => weightOf(call, input)));
    if (worked > 0) return worked + starts + 1;
    // What is called in a start by its plain name may have any name.
    if (worked === 0 && plainStarters.has(verb)) return potential;
    return reachingStarters.has(verb) && wordsOf(input.surroundings.nameOf(fn) ?? "").length === 1 && isOwnFlag(verb, write) && !waitsForKept(fn) && between(test, write, fn).some((call) => asksForStart(call, fn)) ? potential : 0;
  }
  const { weight } = weightOfThing(write, value, fn, input);
  // What is kept last may be no more than what was read: what is started on the way to it is started twice.
  return weight < potential && starts > 0 && isInside(test, fn) && startsBeside(test.range[1], write, fn, input) ? potential : weight;
}

/** True where a field that nothing asks for is given what is started between a test, which ends at `from`, and the write it was for: the second one takes the place of the first. */
function startsBeside(from: number, write: Node, fn: FunctionNode, input: Input): boolean {
  return (
    findOwn(fn.body, (node) => {
      if (node.type !== "AssignmentExpression" || node.operator !== "=" || node.range[0] < from || node.range[1] > write.range[0]) return false;
      const target = unwrap(node.left);
      if (target.type !== "MemberExpression" || target.object.type !== "ThisExpression") return false;
      return (originOf(node.right, input)?.weight ?? 0) >= potential && !findOwn(fn.body, (each) => each.range[1] <= node.range[0] && each.type === "MemberExpression" && each.object.type === "ThisExpression" && nameOfThing(each) === nameOfThing(target));
    }) !== undefined
  );
}

/** True for a call that is given a function by, or for, what is made behind the test: `this.socket.on("connect", …)`. What was there before is not overwritten. */
function isOfMade(gap: TSESTree.CallExpression, test: Node, fn: FunctionNode, input: Input): boolean {
  const isStart = (node: Node): boolean => (node.type === "CallExpression" || node.type === "NewExpression") && weightOf(node, input) >= potential;
  if (input.values.makerOf(gap)) return true;
  const callee = unwrap(gap.callee);
  const receiver = callee.type === "MemberExpression" ? nameOfThing(callee.object) : "";
  return (
    findNode(fn.body, (node) => {
      const target = node.type === "AssignmentExpression" ? node.left : node.type === "VariableDeclarator" ? node.id : undefined;
      const value = node.type === "AssignmentExpression" ? node.right : node.type === "VariableDeclarator" ? node.init : undefined;
      return target !== undefined && value && node.range[0] > test.range[1] && node.range[1] < gap.range[0] ? nameOfThing(target) === receiver && isStart(unwrap(value)) : false;
    }) !== undefined
  );
}

/** True for a question that names a start, or that is given what the function was: `request({ method: "connectTransport" })`; a bare `SELECT 1` only tries out what is there. */
function asksForStart(call: CallNode, fn: FunctionNode): boolean {
  const given = new Set(fn.params.map((parameter) => parameterName(parameter)?.name));
  const saysSo = (node: Node) => {
    if (node.type === "Identifier") return given.has(node.name);
    const text = node.type === "TemplateElement" ? node.value.raw : literalText(node);
    return text !== undefined && wordsOf(text).some((word) => startingVerbs.has(word));
  };
  return call.arguments.some((argument) => findNode(argument, saysSo));
}

/** True for a function that awaits a promise by a name: later callers may wait for that of the first one. */
function waitsForKept(fn: FunctionNode): boolean {
  return findOwn(fn.body, (node) => node.type === "AwaitExpression" && /^(?:Identifier|MemberExpression)$/.test(unwrap(node.argument).type)) !== undefined;
}

/** True for a flag that says of a function's own verb that it is done: `connected` in `connect`. */
function isOwnFlag(verb: string, write: Node): boolean {
  return wordsOf(thingIn(write)).some((word) => word.startsWith(verb.replace(/e$/, "")));
}

/** What speaks for a start in a thing that is kept. */
function weightOfThing(write: Node, value: Node, fn: FunctionNode, input: Input): { readonly origin: Origin | undefined; readonly weight: number } {
  const name = thingIn(write);
  const starts = startedByCallers.has(verbOf(fn, input)) ? 1 : 0;
  const origin = originOf(value, input);
  if (keepsPromise(write, value, fn, input)) return { origin, weight: Math.max(potential, origin?.weight ?? 0) };
  if (!origin || origin.weight < reads || comesOfShared(value, fn, input)) return { origin, weight: 0 };
  const isThing = startedThing.test(name) || startedThing.test(name.replace(/(?:ies|e?s)$/, ""));
  const isEnded = isEndedSomewhere(name, input.calls) || isEndedSomewhere(nameOfThing(value), input.calls) || (origin.weight >= 0 && holdsByType(write, input));
  const awaited = startsOf(value, fn, input) ? 2 : 0;
  const hints = (isThing ? 1 : 0) + (isEnded ? 1 : 0) + starts + awaited;
  // What is ended holds more than what was read.
  if (origin.weight < 0) return { origin, weight: isEnded ? Math.min(hints, potential) : 0 };
  if (origin.weight === 0 && !isEnded && !awaited && !(isThing && starts)) return { origin, weight: starts && isMadeOfStart(value, input) ? potential : 0 };
  return { origin, weight: origin.weight + hints };
}

/** True for an object that is made of what an awaited start has given: `new Participant(joined.id)`. */
function isMadeOfStart(value: Node, input: Input): boolean {
  const made = unwrap(value);
  return made.type === "NewExpression" && made.arguments.some((argument) => {
    const origin = originOf(argument, input);
    return origin !== undefined && origin.weight >= potential && wrapped(origin.call).parent?.type === "AwaitExpression";
  });
}

/** True for a place that is there to give all callers one promise: a call's own promise is put there, and whoever finds one waits for it. */
function keepsPromise(write: Node, value: Node, fn: FunctionNode, { values }: Input): boolean {
  if (write.type !== "AssignmentExpression" || write.operator !== "=" || unwrap(value).type !== "CallExpression") return false;
  const target = unwrap(write.left);
  const name = nameOfThing(target);
  const declared = target.type === "MemberExpression" && target.object.type === "ThisExpression" ? typeOfField(target, values) : undefined;
  if (!promiseName.test(name) && !isPromiseType(declared)) return false;
  return findOwn(fn.body, (node) => {
    const given = node.type === "ReturnStatement" || node.type === "AwaitExpression" ? node.argument : null;
    return given !== null && nameOfThing(given) === name && unwrap(given).type === target.type;
  }) !== undefined;
}

/** `Promise<void> | undefined`. */
function isPromiseType(type: TSESTree.TypeNode | undefined): boolean {
  if (type?.type === "TSUnionType") return type.types.some(isPromiseType);
  return type?.type === "TSTypeReference" && type.typeName.type === "Identifier" && type.typeName.name === "Promise";
}

/** True for what a promise gives that all callers share: one that the code around keeps, and that is made only where there is none. */
function comesOfShared(value: Node, fn: FunctionNode, { scopes }: Input): boolean {
  const awaited = unwrap(value);
  const promise = awaited.type === "AwaitExpression" ? unwrap(awaited.argument) : awaited;
  if (promise === awaited) return false;
  if (promise.type === "AssignmentExpression") return isWhereNone(promise);
  const variable = promise.type === "Identifier" ? scopes.variableOf(promise) : undefined;
  const declared = variable?.identifiers[0] as Node | undefined;
  if (!variable || !declared || isInside(declared, fn)) return false;
  return variable.references.every(({ identifier, writeExpr }) => {
    const write = (identifier as Node).parent;
    return !writeExpr || !isInside(identifier, fn) || isNothing(writeExpr) || (write?.type === "AssignmentExpression" && isWhereNone(write));
  });
}

/** True for `x ??= make()`, and for an assignment in an `if` that asks for what it assigns. */
function isWhereNone(write: TSESTree.AssignmentExpression): boolean {
  if (write.operator === "??=" || write.operator === "||=") return true;
  const name = nameOfThing(write.left);
  for (let at: Node | undefined = write.parent; at && !isFunction(at); at = at.parent) {
    if (at.type === "IfStatement" && findNode(at.test, (node) => nameOfThing(node) === name)) return true;
  }
  return false;
}

/** True where what a local holds is started by an awaited call before it is kept: `await client.connect()`. */
function startsOf(value: Node, fn: FunctionNode, input: Input): boolean {
  const root = rootOf(value);
  if (root.type !== "Identifier") return false;
  return findOwnAwait(fn, (call) => {
    const callee = unwrap(call.callee);
    return callee.type === "MemberExpression" && nameOfThing(callee.object) === root.name && weightOf(call, input) > 0;
  });
}

function findOwnAwait(fn: FunctionNode, test: (call: CallNode) => boolean): boolean {
  return (
    findOwn(fn.body, (node) => {
      if (node.type !== "AwaitExpression") return false;
      const call = unwrap(node.argument);
      return call.type === "CallExpression" && test(call);
    }) !== undefined
  );
}

/** The calls that are awaited between a test and the write it was for. */
function between(test: Node, write: Node, fn: FunctionNode): readonly CallNode[] {
  const found: CallNode[] = [];
  findNode(fn.body, (node) => {
    if (node.type === "AwaitExpression" && node.range[0] >= test.range[1] && node.range[1] <= write.range[0]) {
      for (const call of callsIn(node.argument)) found.push(call);
    }
    return false;
  });
  return found;
}
