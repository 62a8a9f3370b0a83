import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, isFunction, isInside, keyName, memberName, parameterName, unwrap } from "../ast.js";
import { callbackNames, deferredMakers, deliveryVerbs, errorFirstNames, lastingNames, lastingVerbs, resolverNames, storingMethods, takingMethods, waitVerbs, waitingNames } from "../contracts/deliveries.js";
import { isNothing } from "../idle.js";
import { type Names, dottedName, isPromiseCall, receiverOf } from "../names.js";
import { nameOf } from "./payloads.js";
import { firstWord } from "../words.js";
import { functionAround } from "../order.js";

/** Somebody who waits for an answer, as a collection keeps them. */
export interface Waiter {
  readonly kind: "promise" | "callback";
  /** How an entry is told of a failure: by this member of it, or, where empty, by a call of the entry itself. */
  readonly fails?: string;
  /** The executor whose functions are kept. */
  readonly executor?: FunctionNode;
  /** Something is kept beside them that is to be delivered. */
  readonly hasPayload: boolean;
}

/** Where an entry is put into its collection. */
export interface Stored {
  readonly at: Node;
  readonly waiter: Waiter;
  readonly value: Node;
  readonly how: "map" | "array" | "set" | "object" | "slot";
}

/** The collections of a file that keep somebody waiting, by their places. */
export function waitingIn(names: Names): ReadonlyMap<string, readonly Stored[]> {
  const found = new Map<string, Stored[]>();
  for (const node of names.changes) {
    const stored = storedBy(node);
    const waiter = stored && waiterIn(stored.value, names);
    const place = waiter && names.placeOf(stored.collection);
    if (!stored || place === undefined || !waiter) continue;
    if (stored.how === "slot" && (waiter.kind === "callback" || (!waiter.executor && !waiter.fails))) continue;
    if (waiter.kind === "callback" && !isAnswered(stored.collection, node)) continue;
    found.set(place, [...(found.get(place) ?? []), { at: node, waiter, value: stored.value, how: stored.how }]);
  }
  for (const [place, entry] of takenOver(found, names)) found.set(place, [...(found.get(place) ?? []), entry]);
  return found;
}

/** The places for one that are given an entry of such a collection: `this.active = this.queue.shift()`. */
function takenOver(waiting: ReadonlyMap<string, readonly Stored[]>, names: Names): readonly (readonly [string, Stored])[] {
  return names.changes.flatMap((node) => {
    const stored = storedBy(node);
    const value = stored && unwrap(stored.value);
    const from = stored?.how === "slot" && stored.collection.type === "MemberExpression" && value?.type === "CallExpression" && takingMethods.has(calledName(value)) ? receiverOf(value) : undefined;
    const waiter = from && waiting.get(names.placeOf(from) ?? "")?.find((entry) => entry.waiter.fails !== undefined && entry.how === "array")?.waiter;
    const place = stored && names.placeOf(stored.collection);
    return stored && waiter && waiter.kind === "promise" && place !== undefined ? [[place, { at: node, waiter: { kind: waiter.kind, fails: waiter.fails ?? "", hasPayload: waiter.hasPayload }, value: stored.value, how: stored.how }] as const] : [];
  });
}

/** The collection and the value of `x.set(k, v)`, `x.push(v)`, `x[k] = v`. */
function storedBy(node: Node): { readonly collection: Node; readonly value: Node; readonly how: Stored["how"] } | undefined {
  if (node.type === "CallExpression") {
    const name = calledName(node);
    const value = Object.hasOwn(storingMethods, name) ? node.arguments[storingMethods[name] ?? 0] : undefined;
    const collection = receiverOf(node);
    return value && collection ? { collection, value, how: name === "set" ? "map" : name === "add" ? "set" : "array" } : undefined;
  }
  if (node.type !== "AssignmentExpression" || node.operator !== "=") return undefined;
  if (node.left.type !== "MemberExpression" || !node.left.computed) {
    // A place for one: `this.resolve = resolve`.
    return node.left.type === "MemberExpression" || node.left.type === "Identifier" ? { collection: node.left, value: node.right, how: "slot" } : undefined;
  }
  return { collection: node.left.object, value: node.right, how: "object" };
}

/** True where callbacks are kept to be called once, with an answer: not listeners. */
function isAnswered(collection: Node, at: Node): boolean {
  const name = (dottedName(collection) ?? "").replace(/^.*\./, "");
  const fn = functionAround(at);
  const verb = firstWord((fn && nameOf(fn)) ?? "");
  if (lastingNames.test(name) || lastingVerbs.has(verb)) return false;
  return waitingNames.test(name) || deliveryVerbs.has(verb) || waitVerbs.has(verb);
}

function waiterIn(value: Node, names: Names, depth = 0): Waiter | undefined {
  const inner = unwrap(value);
  if (depth > 3) return undefined;
  switch (inner.type) {
    case "LogicalExpression":
      return waiterIn(inner.left, names, depth + 1);
    case "ObjectExpression":
      return inObject(inner, names, depth);
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return inFunction(inner, names);
    case "NewExpression":
    case "CallExpression": {
      const name = calledName(inner);
      return deferredMakers.test(name) || isPromiseCall(inner, "withResolvers", "defer") ? { kind: "promise", fails: "reject", hasPayload: false } : undefined;
    }
    case "Identifier":
      return named(inner, names, depth);
    default:
      return undefined;
  }
}

function named(identifier: TSESTree.Identifier, names: Names, depth: number): Waiter | undefined {
  const variable = names.scopes.variableOf(identifier);
  const definition = variable?.defs[0];
  if (!variable || !definition) return undefined;
  if (definition.type === ("Parameter" as never)) {
    const fn = definition.node as Node;
    const position = isFunction(fn) ? fn.params.findIndex((parameter) => parameterName(parameter)?.name === variable.name) : -1;
    if (isFunction(fn) && isExecutor(fn)) return position < 0 ? undefined : { kind: "promise", executor: fn, hasPayload: false };
    if (/^(?:resolve|reject)$/.test(variable.name)) return { kind: "promise", hasPayload: false };
    return callbackNames.test(variable.name) ? { kind: "callback", hasPayload: false, ...(isErrorFirst(identifier, variable.name, names) && { fails: "" }) } : undefined;
  }
  const [write, ...others] = names.scopes.writesTo(variable) ?? [];
  if (!write || others.length > 0) return undefined;
  if (write.path.length === 1 && resolverNames.test(write.path[0] ?? "")) return waiterIn(write.value, names, depth + 1) && { kind: "promise", hasPayload: false };
  return write.path.length === 0 ? waiterIn(write.value, names, depth + 1) : undefined;
}

/** True for a callback that the file, by a type or by a call, shows to get the error first. */
function isErrorFirst(identifier: TSESTree.Identifier, name: string, names: Names): boolean {
  if (!errorFirstNames.test(name)) return false;
  const declared = names.scopes.variableOf(identifier)?.defs[0]?.name as Node | undefined;
  const type = aliased(declared?.type === "Identifier" ? declared.typeAnnotation?.typeAnnotation : undefined, names);
  if (type) return type.type === "TSFunctionType" && type.params[0] !== undefined && /^err(?:or)?\b.*\b(?:Error|unknown|any)\b/.test(names.sourceCode.getText(type.params[0]));
  const calls = names.calls.filter((call) => calledName(call) === name && call.arguments.length > 0);
  // Without a call to the contrary the custom holds, if nothing else is done with what is kept.
  if (calls.length === 0) return isKeptOnly(identifier, names);
  return calls.every((call) => {
    const inner = unwrap(call.arguments[0] ?? call);
    return isNothing(inner, false) || (inner.type === "Identifier" && /^err(?:or)?$/.test(inner.name)) || (inner.type === "NewExpression" && /Error$/.test(calledName(inner)));
  });
}

/** The type that a name of this file stands for. */
function aliased(type: TSESTree.TypeNode | undefined, { scopes }: Names): TSESTree.TypeNode | undefined {
  const name = type?.type === "TSTypeReference" && type.typeName.type === "Identifier" ? scopes.variableOf(type.typeName) : undefined;
  const definition = name?.defs[0]?.node as Node | undefined;
  return definition?.type === "TSTypeAliasDeclaration" ? definition.typeAnnotation : type;
}

/** True where the collection that a callback is put into is only filled and emptied in this file. */
function isKeptOnly(identifier: Node, names: Names): boolean {
  let at: Node = identifier;
  while (at.parent && at.parent.type !== "Program" && !storedBy(at)) at = at.parent;
  const collection = storedBy(at)?.collection;
  const place = collection && names.placeOf(collection);
  if (place === undefined) return false;
  return names.members.every((node) => {
    if (node === collection || names.placeOf(node) !== place) return true;
    const { parent } = node;
    return parent.type === "AssignmentExpression" || (parent.type === "MemberExpression" && /^(?:length|size|clear)$/.test(memberName(parent) ?? ""));
  });
}

/** True for the function given to `new Promise`. */
export function isExecutor(fn: FunctionNode): boolean {
  const { parent } = fn;
  return parent.type === "NewExpression" && parent.arguments[0] === fn && dottedName(parent.callee) === "Promise";
}

const executors = new WeakMap<Names, readonly FunctionNode[]>();

/** The executors of a file: most have few, and functions that are far from them settle no promise. */
function executorsIn(names: Names): readonly FunctionNode[] {
  let found = executors.get(names);
  if (!found) executors.set(names, (found = names.calls.flatMap(({ arguments: [first] }) => (first && isFunction(first) && isExecutor(first) ? [first] : []))));
  return found;
}

function inObject(object: TSESTree.ObjectExpression, names: Names, depth: number): Waiter | undefined {
  let found: Waiter | undefined;
  let fails: string | undefined;
  let others = 0;
  for (const property of object.properties) {
    if (property.type !== "Property") continue;
    const name = keyName(property) ?? "";
    const waiter = waiterIn(property.value, names, depth + 1);
    if (!waiter) {
      if (!/timer|timeout|id$|time|start|created|deadline|stack/i.test(name)) others++;
      continue;
    }
    found = waiter;
    if (waiter.fails !== undefined) fails = waiter.fails === "" ? name : `${name}.${waiter.fails}`;
    else if (isRejecter(property.value, names)) fails = name;
  }
  return found && { kind: found.kind, hasPayload: others > 0, ...(found.executor && { executor: found.executor }), ...(fails !== undefined && { fails }) };
}

/** True for the second function of an executor, or the `reject` of a deferred. */
function isRejecter(value: Node, names: Names): boolean {
  const inner = unwrap(value);
  // `reject: (error) => { clearTimeout(timer); reject(error); }`
  if (isFunction(inner)) return inner.params.length > 0 && names.within(inner.body).some((node) => node.type === "CallExpression" && node.arguments.length > 0 && isRejecter(node.callee, names));
  const variable = inner.type === "Identifier" ? names.scopes.variableOf(inner) : undefined;
  const definition = variable?.defs[0];
  const fn = definition?.node as Node | undefined;
  if (definition?.type === ("Parameter" as never) && isFunction(fn)) {
    return isExecutor(fn) ? fn.params[1] !== undefined && parameterName(fn.params[1])?.name === variable?.name : variable?.name === "reject";
  }
  return variable !== undefined && (names.scopes.writesTo(variable)?.[0]?.path[0] ?? "") === "reject";
}

/** A function that settles the promise it was made in. */
function inFunction(fn: FunctionNode, names: Names): Waiter | undefined {
  if (!executorsIn(names).some((executor) => isInside(executor, fn) || isInside(fn, executor))) return undefined;
  for (const node of names.within(fn.body)) {
    const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
    const waiter = callee?.type === "Identifier" ? named(callee, names, 3) : undefined;
    if (waiter?.executor) return { kind: "promise", executor: waiter.executor, hasPayload: false };
  }
  return undefined;
}
