import { type Node, calledName, unwrap } from "../ast.js";
import { deliveryVerbs, lastingNames, lastingVerbs, takingMethods, waitVerbs, waitingNames } from "../contracts/deliveries.js";
import { type Names, dottedName, receiverOf } from "../names.js";
import { functionAround } from "../order.js";
import { firstWord } from "../words.js";
import { nameOf } from "./payloads.js";
import { linkOf } from "./chained.js";
import { type Outer, outerOf } from "./nested.js";
import { isTakenWhenAnswered } from "./taken.js";
import { type Storing, storedBy } from "./storing.js";
import { type Waiter, waiterIn } from "./waiters.js";

/** Where an entry is put into its collection. */
export interface Stored {
  readonly at: Node;
  readonly waiter: Waiter;
  readonly value: Node;
  /** `list`: the first of entries that lead to each other; `nested`: in one of many collections that another one keeps. */
  readonly how: Storing["how"] | "list" | "nested";
  /** The member that leads to the next entry. */
  readonly link?: string;
  /** What keeps the collection that the entry is in. */
  readonly outer?: Outer;
}

/** True for entries of a collection that keeps them itself, all of them. */
export function isFlat({ how }: Stored): boolean {
  return how !== "slot" && how !== "list" && how !== "nested";
}

const known = new WeakMap<Names, ReadonlyMap<string, readonly Stored[]>>();

/** The collections of a file that keep somebody waiting, by their places. */
export function waitingIn(names: Names): ReadonlyMap<string, readonly Stored[]> {
  let found = known.get(names);
  if (!found) known.set(names, (found = find(names)));
  return found;
}

function find(names: Names): ReadonlyMap<string, readonly Stored[]> {
  const found = new Map<string, Stored[]>();
  for (const node of names.changes) {
    const stored = storedBy(node);
    const waiter = stored && waiterIn(stored.value, names);
    if (!stored || !waiter) continue;
    const outer = waiter.kind === "promise" && stored.how !== "slot" ? outerOf(stored.collection, names) : undefined;
    const around = outer && names.placeOf(outer.collection);
    if (around !== undefined && !lastingNames.test(dottedName(outer?.collection ?? node) ?? "")) found.set(around, [...(found.get(around) ?? []), { at: node, waiter, value: stored.value, how: "nested", ...(outer && { outer }) }]);
    const place = names.placeOf(stored.collection);
    if (place === undefined) continue;
    if (stored.how === "slot" && (waiter.kind === "callback" || (!waiter.executor && !waiter.fails))) continue;
    if (waiter.kind === "callback" && !isAnswered(stored.collection, node) && !(stored.how === "map" && !lastingNames.test(dottedName(stored.collection) ?? "") && isTakenWhenAnswered(place, names))) continue;
    const link = stored.how === "slot" ? linkOf(place, names) : undefined;
    found.set(place, [...(found.get(place) ?? []), { at: node, waiter, value: stored.value, how: link === undefined ? stored.how : "list", ...(link !== undefined && { link }) }]);
  }
  for (const [place, entry] of takenOver(found, names)) found.set(place, [...(found.get(place) ?? []), entry]);
  return found;
}

/** What is given an entry of such a collection: `this.active = this.queue.shift()`, `this.unanswered.push(entry)`. */
function takenOver(waiting: ReadonlyMap<string, readonly Stored[]>, names: Names): readonly (readonly [string, Stored])[] {
  return names.changes.flatMap((node) => {
    const stored = storedBy(node);
    const place = stored && names.placeOf(stored.collection);
    if (!stored || place === undefined || waiting.has(place) || (stored.how === "slot" ? stored.collection.type !== "MemberExpression" : !isAnswered(stored.collection, node))) return [];
    const taken = takenIn(stored, names);
    const sources = new Set(taken.map((from) => names.placeOf(from)));
    const [source] = sources;
    const waiter = sources.size === 1 ? waiting.get(source ?? "")?.find((entry) => entry.waiter.fails !== undefined && entry.how === "array")?.waiter : undefined;
    return waiter?.kind === "promise" ? [[place, { at: node, waiter: { kind: waiter.kind, fails: waiter.fails ?? "", hasPayload: waiter.hasPayload }, value: stored.value, how: stored.how }] as const] : [];
  });
}

/** The collections that a value was taken out of, also where it had a name in between; nothing where it may be something else. */
function takenIn({ value, how }: Storing, names: Names): readonly Node[] {
  const inner = unwrap(value);
  const variable = inner.type === "Identifier" && how !== "slot" ? names.scopes.variableOf(inner) : undefined;
  const values = variable ? (names.scopes.writesTo(variable) ?? []).map(({ value: given, path }) => (path.length === 0 ? unwrap(given) : undefined)) : [inner];
  const found = values.map((given) => (given?.type === "CallExpression" && takingMethods.has(calledName(given)) ? receiverOf(given) : undefined));
  return found.every((from) => from !== undefined) ? found : [];
}

/** True where callbacks are kept to be called once, with an answer: not listeners. */
function isAnswered(collection: Node, at: Node): boolean {
  const name = (dottedName(collection) ?? "").replace(/^.*\./, "");
  const fn = functionAround(at);
  const verb = firstWord((fn && nameOf(fn)) ?? "");
  if (lastingNames.test(name) || lastingVerbs.has(verb)) return false;
  return waitingNames.test(name) || deliveryVerbs.has(verb) || waitVerbs.has(verb);
}

