import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, isFunction, isInside, unwrap, wrapped } from "../ast.js";
import { quietWords, resolverNames } from "../contracts/deliveries.js";
import { type Names, dottedName, receiverOf } from "../names.js";
import { functionAround } from "../order.js";
import { wordsOf } from "../words.js";
import { mentions } from "./left.js";
import { isClearing, isQuestion } from "./silence.js";
import { isKeptWhenAnswered } from "./sweeps.js";
import { isKeptElsewhere, isTakenOut, isToldOtherwise, isUse, outermost } from "./uses.js";
import { type Stored, isFlat, waitingIn } from "./waiting.js";

// Callers of callers: what is further away is not looked into.
const deepest = 2;

/** A collection that is emptied in any case, after its entries were told in one case alone. */
export interface Partly {
  readonly node: Node;
  readonly collection: Node;
  readonly stored: readonly Stored[];
  /** The branch that tells them, and the loop in it that does. */
  readonly branch: TSESTree.IfStatement;
  readonly telling: Node;
}

/** Collections that one function empties whatever a condition says, of which only what stands behind the condition tells the entries. */
export function toldInOneCase(names: Names): readonly Partly[] {
  return [...waitingIn(names)].flatMap(([place, stored]): Partly[] => {
    if (stored.some((each) => !isFlat(each) || each.waiter.kind === "callback")) return [];
    return names.changes.flatMap((node): Partly[] => {
      if (!isClearing(node, place, names)) return [];
      const statement = wrapped(node).parent;
      const fn = functionAround(node);
      const collection = collectionOf(node, place, names);
      if (!fn || !collection || statement?.type !== "ExpressionStatement" || statement.parent.type !== "BlockStatement") return [];
      const before = statement.parent.body.filter(({ range }) => range[1] <= statement.range[0]);
      for (const branch of before) {
        const telling = branch.type === "IfStatement" ? tellingIn(branch, place, names) : undefined;
        if (branch.type !== "IfStatement" || !telling || !isOnly(node, branch, place, fn, names) || isOfWhoHasTold(branch.test, place, names) || isAskedBefore(branch.test, stored, names)) continue;
        if (stored.some((each) => isToldOtherwise(each, false, place, names) || isKeptElsewhere(each, place, names)) || isKeptWhenAnswered(place, names) || isToldByCallers(fn, place, names, 0)) continue;
        return [{ node, collection, stored, branch, telling }];
      }
      return [];
    });
  });
}

function collectionOf(clearing: Node, place: string, names: Names): Node | undefined {
  if (clearing.type === "CallExpression") return receiverOf(clearing);
  const target = clearing.type === "AssignmentExpression" ? unwrap(clearing.left) : undefined;
  return target?.type === "MemberExpression" && names.placeOf(target) !== place ? target.object : target;
}

/** The loop over the whole collection, in the branch itself, that settles its entries. */
function tellingIn({ test, consequent, alternate }: TSESTree.IfStatement, place: string, names: Names): Node | undefined {
  if (alternate || !isQuestion(test) || asksFor(test, place, names) || isAskedFor(test, names)) return undefined;
  const statements = consequent.type === "BlockStatement" ? consequent.body : [consequent];
  return statements.find((each) => {
    const call = each.type === "ExpressionStatement" && each.expression.type === "CallExpression" && calledName(each.expression) === "forEach" ? each.expression : undefined;
    const over = each.type === "ForOfStatement" ? each.right : call && receiverOf(call);
    const body = each.type === "ForOfStatement" ? each.body : call?.arguments[0];
    return over && body && asksFor(over, place, names) && names.within(body).some((node) => node.type === "CallExpression" && resolverNames.test(calledName(node)) && dottedName(node.callee)?.startsWith("Promise.") !== true);
  });
}

function asksFor(node: Node, place: string, names: Names): boolean {
  return names.within(node).some((part) => isUse(part) && names.placeOf(part) === place);
}

/** True for a condition that by its name asks whether those who wait are to be told: `if (rejectPending)`. */
function isAskedFor(test: Node, names: Names): boolean {
  return names.within(test).some((part) => part.type === "Identifier" && wordsOf(part.name).some((word) => quietWords.has(word)));
}

/** True where the function does nothing else with the collection, and calls nothing that does. */
function isOnly(clearing: Node, branch: Node, place: string, fn: FunctionNode, names: Names): boolean {
  return names.within(fn).every((node) => {
    if (isInside(node, clearing) || isInside(node, branch)) return true;
    if (isTakenOut(node, place, names) || (isUse(node) && names.placeOf(node) === place)) return false;
    const called = node.type === "CallExpression" ? names.functionOf(node.callee) : undefined;
    return !called || called === fn || isInside(called, fn) || !mentions(called, place, names, 0);
  });
}

/** True where what the condition asks for is set by code that knows of the collection: it may have told them, `if (!this.closed)`. */
function isOfWhoHasTold(test: Node, place: string, names: Names): boolean {
  const asked = placesIn(test, names);
  return names.changes.some((node) => {
    const target = node.type === "AssignmentExpression" ? names.placeOf(node.left) : undefined;
    const fn = target !== undefined && asked.has(target) ? functionAround(node) : undefined;
    return isFunction(fn) && !(fn.parent.type === "MethodDefinition" && fn.parent.kind === "constructor") && mentions(fn, place, names, 0);
  });
}

/** True where whoever puts entries in asks for the same before: `if (!this.open) return`. In the other case there may be none. */
function isAskedBefore(test: Node, stored: readonly Stored[], names: Names): boolean {
  const asked = placesIn(test, names);
  return stored.some(({ at }) => {
    const fn = outermost(at);
    return fn !== undefined && names.within(fn).some((part) => (part.type === "IfStatement" || part.type === "ConditionalExpression") && [...placesIn(part.test, names)].some((place) => asked.has(place)));
  });
}

/** True where code of the file that calls the function does more with the collection, or code that calls that: it may have told those whom the other case leaves. */
function isToldByCallers(fn: FunctionNode, place: string, names: Names, depth: number): boolean {
  return names.calls.some((call) => {
    const caller = names.functionOf(call.callee) === fn ? functionAround(call) : undefined;
    if (!caller || caller === fn) return false;
    return names.within(caller).some((node) => isTakenOut(node, place, names) || (isUse(node) && names.placeOf(node) === place)) || (depth < deepest && isToldByCallers(caller, place, names, depth + 1));
  });
}

function placesIn(node: Node, names: Names): ReadonlySet<string> {
  return new Set(names.within(node).flatMap((part) => (isUse(part) ? (names.placeOf(part) ?? []) : [])));
}
