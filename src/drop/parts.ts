import { type CallNode, type Node, calledName, isFunction, keyName, memberName, unwrap } from "../ast.js";
import { partNames } from "../contracts/deliveries.js";
import { type Names, dottedName, receiverOf } from "../names.js";
import { functionAround } from "../order.js";
import { armedIn } from "../timers.js";
import { silenceOf } from "./silence.js";
import { storedBy } from "./storing.js";
import { isRemovalByKey, isUse } from "./uses.js";

/** What has come of a message in parts, that a timer throws away when the rest is late. */
export interface LostPart {
  readonly node: Node;
  readonly timer: CallNode;
  readonly collection: Node;
  /** The member that holds the parts. */
  readonly parts: string;
  /** Where they are put together when all have come. */
  readonly whole: Node;
}

/** Entries that gather parts of a message until all are there, and that a timer takes away before, and tells nobody. */
export function lostParts(names: Names): readonly LostPart[] {
  const timers = names.calls.filter((call) => armedIn(call) === call || dottedName(call.callee) === "setInterval");
  if (timers.length === 0) return [];
  return names.changes.flatMap((at): LostPart[] => {
    const stored = storedBy(at);
    const place = stored && (stored.how === "map" || stored.how === "object") ? names.placeOf(stored.collection) : undefined;
    const parts = stored && place !== undefined ? partsOf(stored.value, dottedName(stored.collection) ?? "", names) : undefined;
    if (!stored || place === undefined || parts === undefined || !isFilled(parts, names)) return [];
    const expired = timers.flatMap((timer) => expiryIn(timer, place, names) ?? []);
    const [expiry, ...others] = expired;
    const whole = wholeFor(place, parts, expired.map(({ callback }) => callback), names);
    return expiry && others.length === 0 && whole ? [{ node: expiry.node, timer: expiry.timer, collection: stored.collection, parts, whole }] : [];
  });
}

/** The member of an entry, made as a literal, that is to hold the parts: by its name, or by that of the collection. */
function partsOf(value: Node, collection: string, names: Names): string | undefined {
  const inner = unwrap(value);
  const variable = inner.type === "Identifier" ? names.scopes.variableOf(inner) : undefined;
  const literals = [inner, ...(variable ? (variable.references.flatMap(({ writeExpr }) => (writeExpr ? [unwrap(writeExpr)] : []))) : [])].filter((each) => each.type === "ObjectExpression");
  const [literal] = literals;
  if (literal?.type !== "ObjectExpression") return undefined;
  const holders = literal.properties.flatMap((property) => (property.type === "Property" && isEmptyHolder(property.value) ? (keyName(property) ?? []) : []));
  return holders.find((name) => partNames.test(name)) ?? (partNames.test(collection) && holders.length === 1 ? holders[0] : undefined);
}

/** `[]`, `new Array(total)`, `new Map()`. */
function isEmptyHolder(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === "ArrayExpression") return inner.elements.length === 0;
  if (inner.type === "CallExpression" && calledName(inner) === "fill") return isEmptyHolder(receiverOf(inner) ?? inner);
  return (inner.type === "NewExpression" || inner.type === "CallExpression") && /^(?:Array|Map)$/.test(calledName(inner));
}

/** `entry.parts`, or the name that `const { parts } = entry` gives it. */
function isMember(node: Node, name: string, names: Names): boolean {
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return memberName(inner) === name;
  const declared = inner.type === "Identifier" ? (names.scopes.variableOf(inner)?.identifiers[0] as Node | undefined) : undefined;
  return declared?.parent?.type === "Property" && declared.parent.parent.type === "ObjectPattern" && keyName(declared.parent) === name;
}

/** `entry.parts[index] = part`, `entry.parts.push(part)`. */
function isFilled(parts: string, names: Names): boolean {
  return names.changes.some((node) => {
    const stored = storedBy(node);
    return stored !== undefined && stored.how !== "slot" && isMember(stored.collection, parts, names);
  });
}

/** What a timer takes away without a word. */
function expiryIn(timer: CallNode, place: string, names: Names): { readonly node: Node; readonly timer: CallNode; readonly callback: Node } | undefined {
  const [given] = timer.arguments;
  const callback = given && names.functionOf(given);
  const silence = callback && silenceOf(callback, place, names);
  const [node, ...others] = silence?.removals ?? [];
  return callback && node && others.length === 0 && silence?.settlings.length === 0 && isRemovalByKey(node, place, names) ? { node, timer, callback } : undefined;
}

/** Where code that asks whether all parts are there takes the entry away, and makes one of them. */
function wholeFor(place: string, parts: string, callbacks: readonly Node[], names: Names): Node | undefined {
  return names.changes.find((node) => {
    const fn = isRemovalByKey(node, place, names) ? functionAround(node) : undefined;
    if (!fn || callbacks.some((callback) => callback === fn) || !names.within(fn).some((each) => isUse(each) && names.placeOf(each) === place)) return false;
    const within = names.within(fn);
    return within.some((each) => isJoining(each, parts, names)) && within.some((each) => each.type === "IfStatement" && !isFunction(each.test) && names.within(each.test).some((part) => isMember(part, parts, names) || (part.type === "MemberExpression" && /total|expected|count|received|remaining|missing|complete|length|size/i.test(memberName(part) ?? ""))));
  });
}

/** `entry.parts.join("")`, `Buffer.concat(entry.parts)`, `[...entry.parts.values()]`. */
function isJoining(node: Node, parts: string, names: Names): boolean {
  if (node.type !== "CallExpression") return false;
  const receiver = receiverOf(node);
  if (receiver && isMember(receiver, parts, names) && /^(?:join|flat|reduce|concat|slice|map|values|entries)$/.test(calledName(node))) return true;
  return node.arguments.some((argument) => isMember(argument.type === "SpreadElement" ? argument.argument : argument, parts, names));
}
