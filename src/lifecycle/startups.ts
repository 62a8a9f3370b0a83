import { type CallNode, type FunctionNode, type Node, findNode, findOwn, unwrap } from "../ast.js";
import { startedByCallers, startedFlag, startedThing } from "../contracts/lifecycle.js";
import { nameOfThing } from "../sleeping/things.js";
import { type Competition, type Input, callsIn, competitionOfClaim, isFlag, thingIn, verbOf } from "./claims.js";
import { type Origin, isEndedSomewhere, originOf, rootOf, weightOf } from "./origins.js";
import type { LateWrite, Races } from "./races.js";

// What speaks for a start is counted: a verb or a thing by its name is a hint, both are certain.
const potential = 2;
const certain = 3;

/** The competitions among the calls of one function. */
export function competitionsIn(fn: FunctionNode, races: Races, input: Input): readonly Competition[] {
  const found: Competition[] = [];
  for (const late of races.lateWrites) {
    const weight = weightOfLateWrite(late, fn, input);
    if (weight >= potential) found.push({ kind: "twice", isCertain: weight >= certain && !turnsAway(late.test), fn, test: late.test, write: late.write, value: late.value, wait: late.gap });
  }
  for (const { claim, awaits } of races.claims) {
    const competition = competitionOfClaim(claim, awaits, fn, input);
    if (competition) found.push({ ...competition, fn, test: claim.test, write: claim.write, value: claim.value });
  }
  return found;
}

/** True for a test whose outcome throws: somebody has thought of a second caller, if too late. */
function turnsAway(test: Node): boolean {
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
  return weight >= potential || (origin?.weight ?? 0) >= 1;
}

function weightOfLateWrite({ value, gap, write, test }: LateWrite, fn: FunctionNode, input: Input): number {
  const name = thingIn(write);
  const starts = startedByCallers.has(verbOf(fn, input)) ? 1 : 0;
  if (isFlag(value)) {
    if (!startedFlag.test(name)) return 0;
    const worked = Math.max(...between(test, write, fn).map((call) => weightOf(call, input)), gap.type === "AwaitExpression" ? 0 : -9);
    return worked <= 0 ? 0 : worked + starts + 1;
  }
  return weightOfThing(write, value, fn, input).weight;
}

/** What speaks for a start in a thing that is kept. */
function weightOfThing(write: Node, value: Node, fn: FunctionNode, input: Input): { readonly origin: Origin | undefined; readonly weight: number } {
  const name = thingIn(write);
  const starts = startedByCallers.has(verbOf(fn, input)) ? 1 : 0;
  const origin = originOf(value, input);
  if (!origin || origin.weight < 0) return { origin, weight: 0 };
  const isThing = startedThing.test(name) || startedThing.test(name.replace(/(?:ies|e?s)$/, "")) || startedThing.test(nameOfThing(write));
  const isEnded = isEndedSomewhere(name, input.calls) || isEndedSomewhere(nameOfThing(value), input.calls);
  const awaited = startsOf(value, fn, input) ? 2 : 0;
  if (origin.weight === 0 && !isEnded && !awaited && !(isThing && starts)) return { origin, weight: 0 };
  const weight = origin.weight + (isThing ? 1 : 0) + (isEnded ? 1 : 0) + starts + awaited;
  return { origin, weight };
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
