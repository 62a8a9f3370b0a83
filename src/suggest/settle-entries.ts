import type { TSESLint } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, isFunction, isInside, memberName, parameterName, unwrap, wrapped } from "../ast.js";
import { foreignMethods, iteratorEnds } from "../contracts/deliveries.js";
import type { Names, Removal, Stopped, Stored } from "../drop.js";
import { nameOf } from "../drop/payloads.js";
import { isClearing, isRemoval } from "../drop/silence.js";
import { functionAround } from "../order.js";
import { type Edit, indentOf, insertAt } from "./edits.js";
import { isNameAround, literalOf, rejecterOf } from "./failing.js";
import { isPath } from "./await-ready.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * Rejects the promise whose entry a timer takes away. Only where the timer stands in the executor of that promise, or beside its
 * deferred: so it is this entry's. To reject what has been answered does nothing, so a timer that nobody stops does no harm.
 */
export function rejectEntry(sourceCode: SourceCode, removal: Removal, names: Names): readonly Edit[] | undefined {
  const { kind, node, stored, callback, timer, settlings } = removal;
  const [entry, ...others] = stored;
  // Who is at the front of a queue need not be who set the timer.
  if (kind !== "byTimer" || !entry || others.length > 0 || !callback || !timer || takesFirst(node) || !isInside(node, callback)) return undefined;
  const rejecting = rejectingOf(sourceCode, removal, names);
  if (!rejecting) return undefined;
  const [settling, ...more] = settlings;
  if (settling) return more.length === 0 && isResolveOf(settling, entry, names) ? [...rejecting.edits, { range: settling.range, text: `${rejecting.name}(new Error(${literalOf(sourceCode, "no answer in time")}))` }] : undefined;
  const { semicolons, indent } = styleOf(sourceCode);
  const told = `${rejecting.name}(new Error(${literalOf(sourceCode, "no answer in time")}))${semicolons ? ";" : ""}`;
  const { parent } = wrapped(node);
  if (parent?.type === "ExpressionStatement" && parent.parent.type === "BlockStatement") {
    const separator = parent.parent.loc.start.line === parent.loc.start.line ? " " : `\n${indentOf(sourceCode, parent)}`;
    const missing = sourceCode.getText(parent).endsWith(";") || separator !== " " ? "" : ";";
    return [...rejecting.edits, insertAt(parent.range[1], `${missing}${separator}${told}`)];
  }
  if (parent !== callback || callback.type !== "ArrowFunctionExpression" || wrapped(node) !== node) return undefined;
  const outer = indentOf(sourceCode, timer);
  const body = `{\n${outer}${indent}${sourceCode.getText(node)}${semicolons ? ";" : ""}\n${outer}${indent}${told}\n${outer}}`;
  return [...rejecting.edits, { range: bodyRange(sourceCode, callback), text: body }];
}

/** True for a call of the function by which the entry's own executor fulfils. */
function isResolveOf({ callee }: CallNode, { waiter: { executor } }: Stored, names: Names): boolean {
  const [resolve] = executor?.params ?? [];
  const own = resolve && parameterName(resolve);
  return own !== undefined && callee.type === "Identifier" && names.scopes.variableOf(callee) !== undefined && names.scopes.variableOf(callee) === names.scopes.variableOf(own);
}

/** The range of an arrow's body with its parentheses. */
function bodyRange(sourceCode: SourceCode, callback: FunctionNode): readonly [number, number] {
  const arrow = sourceCode.getTokenBefore(callback.body, (token) => token.value === "=>");
  const first = arrow && sourceCode.getTokenAfter(arrow);
  return [first?.range[0] ?? callback.body.range[0], callback.range[1]];
}

function takesFirst(node: Node): boolean {
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  return callee?.type === "MemberExpression" && /^(?:shift|pop)$/.test(memberName(callee) ?? "");
}

/** How the entry's promise is rejected where the timer stands. */
function rejectingOf(sourceCode: SourceCode, { stored, timer, callback }: Removal, names: Names): { readonly name: string; readonly edits: readonly Edit[] } | undefined {
  const entry = stored[0];
  if (!entry || !timer || !callback) return undefined;
  const { executor } = entry.waiter;
  if (executor) return isInside(timer, executor) && isInside(callback, executor) ? rejecterOf(sourceCode, executor) : undefined;
  const value = unwrap(entry.value);
  // A deferred in a constant of the same function.
  if (value.type === "Identifier" && entry.waiter.fails === "reject" && names.valueOf(value) !== value) return isSeenFrom(value.name, callback, names) ? { name: `${value.name}.reject`, edits: [] } : undefined;
  return undefined;
}

function isSeenFrom(name: string, fn: Node, names: Names): boolean {
  return !names.within(fn).some((node) => isFunction(node) && node.params.some((parameter) => parameterName(parameter)?.name === name));
}

/**
 * Rejects every entry before its collection is emptied. Only where all entries are stored in one form, which says how one is told of
 * a failure; an entry that goes by its key is rejected alone. Callbacks, which run at once, are taken out before they are called: where those
 * that were called stay in the collection, nobody knows which are left.
 */
export function rejectEntries(sourceCode: SourceCode, { kind, node, collection, stored }: Removal, names: Names): readonly Edit[] | undefined {
  const [entry] = stored;
  if ((kind !== "atEnd" && kind !== "discarded") || !entry || !isPath(collection)) return undefined;
  // Who waits for the next value of an iterator that somebody leaves is to be told that there is none: that is no failure.
  const leaving = functionAround(node);
  if (leaving && iteratorEnds.has(nameOf(leaving) ?? "")) return undefined;
  const { fails } = entry.waiter;
  if (fails === undefined || fails.includes(".") || stored.some(({ waiter, how }) => waiter.fails !== fails || waiter.kind !== entry.waiter.kind || how !== entry.how)) return undefined;
  const statement = wrapped(node).parent;
  if (statement?.type !== "ExpressionStatement" || statement.parent.type !== "BlockStatement") return undefined;
  const path = sourceCode.getText(collection);
  const separator = statement.parent.loc.start.line === statement.loc.start.line ? " " : `\n${indentOf(sourceCode, statement)}`;
  const key = keyOf(node);
  if (key !== undefined) return entry.how === "map" && fails !== "" && isPath(key) ? [insertAt(statement.range[0], `${path}.get(${sourceCode.getText(key)})?.${fails}(new Error(${literalOf(sourceCode, "gone before there was an answer")}));${separator}`)] : undefined;
  if (entry.how === "slot") return kind === "atEnd" ? rejectSlot(sourceCode, path, entry, statement.range[0], separator) : undefined;
  // Whether one can go through a queue of another file is not said.
  if (entry.how === "array" && stored.some(({ at }) => at.type === "CallExpression" && foreignMethods.has(calledName(at)))) return undefined;
  if (entry.how === "list" || entry.how === "nested") return entry.waiter.kind === "promise" ? rejectFarther(sourceCode, path, stored, statement, kind === "atEnd" ? "closed" : "dropped") : undefined;
  const values = { map: `${path}.values()`, object: `Object.values(${path})`, set: path, array: path }[entry.how];
  const { names: taken, semicolons } = styleOf(sourceCode);
  const error = `new Error(${literalOf(sourceCode, `${kind === "atEnd" ? "closed" : "dropped"} before there was an answer`)})`;
  const end = semicolons ? ";" : "";
  const isCallback = entry.waiter.kind === "callback";
  if (isCallback && !isLeftWhenAnswered(collection, stored, names)) return undefined;
  const name = fails === "" ? "callback" : fails;
  // A name that the file has elsewhere may be needed in this function.
  if (isNameAround(sourceCode, statement, name)) return undefined;
  const optional = isCallback ? "?." : "";
  const bound = fails === "" ? name : `{ ${name} }`;
  if (entry.how === "array" && isCallback && taken.size > 0) return [{ range: statement.range, text: `for (const ${bound} of ${path}.splice(0)) ${name}${optional}(${error})${end}` }];
  if (isCallback) {
    const left = "unanswered";
    if (isNameAround(sourceCode, statement, left)) return undefined;
    const stop = separator === " " ? ";" : end;
    const all = { map: `[...${values}]`, object: values, set: `[...${values}]`, array: `[...${values}]` }[entry.how];
    return [
      insertAt(statement.range[0], `const ${left} = ${all}${stop}${separator}`),
      insertAt(statement.range[1], `${separator === " " && !semicolons ? ";" : ""}${separator}for (const ${bound} of ${left}) ${name}${optional}(${error})${end}`),
    ];
  }
  // A deferred may need its `this`.
  const isDeferred = entry.value.type !== "ObjectExpression" && !entry.waiter.executor;
  const loop = isDeferred ? `for (const entry of ${values}) entry.${name}(${error})${end}` : `for (const ${bound} of ${values}) ${name}(${error})${end}`;
  return [insertAt(statement.range[0], `${loop}${separator === " " && !semicolons ? ";" : ""}${separator}`)];
}

/** True where entries leave the collection one by one, or where nothing asks for one of them. */
function isLeftWhenAnswered(collection: Node, stored: readonly Stored[], names: Names): boolean {
  const place = names.placeOf(collection);
  if (place === undefined) return false;
  if (names.changes.some((node) => isRemoval(node, place, names) && !isClearing(node, place, names))) return true;
  return !names.nodes.some((node) => {
    if (node.type !== "MemberExpression" || names.placeOf(node.object) !== place || stored.some(({ at }) => isInside(node, at))) return false;
    return node.computed || memberName(node) === "get";
  });
}

/** Rejects what leads from one to the next, by taking it off one by one, and what is in collections that another one keeps. */
function rejectFarther(sourceCode: SourceCode, path: string, stored: readonly Stored[], statement: Node, why: string): readonly Edit[] | undefined {
  const [entry] = stored;
  if (!entry) return undefined;
  const { how, link, outer, value, waiter: { fails = "", executor } } = entry;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const error = `new Error(${literalOf(sourceCode, `${why} before there was an answer`)})`;
  if (fails === "" || statement.parent?.loc.start.line === statement.loc.start.line) return undefined;
  const outside = indentOf(sourceCode, statement);
  if (how === "list") return [insertAt(statement.range[0], `while (${path}) {\n${outside}${indent}${path}.${fails}(${error})${end}\n${outside}${indent}${path} = ${path}.${link ?? ""}${end}\n${outside}}\n${outside}`)];
  const name = outer?.member ?? "entries";
  const isSame = stored.every((each) => each.outer?.how === outer?.how && each.outer?.member === outer?.member);
  // A deferred may need its `this`.
  if (!outer || !isSame || (unwrap(value).type !== "ObjectExpression" && !executor) || isNameAround(sourceCode, statement, name) || isNameAround(sourceCode, statement, fails)) return undefined;
  const all = outer.how === "map" ? `${path}.values()` : `Object.values(${path})`;
  const bound = outer.member === undefined ? name : `{ ${name} }`;
  return [insertAt(statement.range[0], `for (const ${bound} of ${all}) {\n${outside}${indent}for (const { ${fails} } of ${name}) ${fails}(${error})${end}\n${outside}}\n${outside}`)];
}

/** Rejects the one entry that a place holds; what has been answered is not changed by that. A callback may be called already. */
function rejectSlot(sourceCode: SourceCode, path: string, { waiter: { kind, fails = "" } }: Stored, at: number, separator: string): readonly Edit[] | undefined {
  if (kind === "callback") return undefined;
  const end = styleOf(sourceCode).semicolons || separator === " " ? ";" : "";
  return [insertAt(at, `${path}?.${fails}(new Error(${literalOf(sourceCode, "closed before there was an answer")}))${end}${separator}`)];
}

/** The same before a timer is stopped. Only where what is evaluated there already stands for all of the way to the collection. */
export function rejectStopped(sourceCode: SourceCode, { node, collection, stored }: Stopped, names: Names): readonly Edit[] | undefined {
  const [handle] = node.arguments;
  if (node.callee.type !== "Identifier" || handle?.type !== "MemberExpression" || handle.optional || collection.type !== "MemberExpression") return undefined;
  const owner = sourceCode.getText(collection.object);
  if (owner !== "this" && owner !== sourceCode.getText(handle.object)) return undefined;
  return rejectEntries(sourceCode, { kind: "atEnd", node, collection, stored, settlings: [] }, names);
}

/** The key of an entry that goes alone: `peer` of `pending.delete(peer)`. */
function keyOf(node: Node): Node | undefined {
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  if (node.type === "UnaryExpression") return node.argument;
  return node.type === "CallExpression" && callee?.type === "MemberExpression" && memberName(callee) !== "splice" ? node.arguments[0] : undefined;
}
