import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, findNode, findOwn, isCall, isFunction, nameOfThing, unwrap, wrapped } from "../ast.js";
import { callbackInstead, confirmingMethods, promisingMethods } from "../contracts/handles.js";
import type { Guess, Started } from "../guesses.js";
import type { Scopes } from "../scopes.js";
import { expressionOf, statementAround, withoutAwait } from "../order.js";
import { moduleOf } from "../sleeping/things.js";
import { wordsOf } from "../words.js";
import { awaitStart, isPath } from "./await-ready.js";
import { type Edit, type File, codeOf, insertAt } from "./edits.js";
import { onceOf } from "./import-name.js";
import { type SleepStatement, insteadOfSleep, isSleep, sleepStatement, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";

/** A wait that takes the place of a sleep, as its title quotes it. */
export interface Wait {
  readonly edits: readonly Edit[];
  readonly code: string;
}

/** Waits for the event that says ready instead of sleeping. Only where nothing was awaited since the start, so that it cannot be missed. */
export function awaitReadyEvent(file: File, { sleep, started, beside }: Guess): Wait | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait || !started || started.isAwaited || !isCall(started.call)) return undefined;
  const between = statementsBetween(place.statement, started.call);
  if (!between) return undefined;
  if (beside.length > 0) return awaitReadyEvents(file, place, [...beside, started]);
  // It waits right behind the start: what stands between would come too late for what it listens for.
  const repair = between.length === 0 && isInCatalogue(file, started.call) ? awaitStart(file, started.call) : undefined;
  if (repair) return { edits: [...repair.edits, withoutSleep(sourceCode, place.statement)], code: repair.code };
  const { name, ready } = started;
  if (!name || !ready || !isPath(name) || !isBegun(file, started)) return undefined;
  if (startup.values.valueOf(started.call.callee)?.kind === "global") return awaitTarget(file, place, codeOf(sourceCode, name), ready);
  const once = onceOf(sourceCode);
  if (!once) return undefined;
  const { quote, semicolons } = styleOf(sourceCode);
  const code = `await ${once.name}(${codeOf(sourceCode, name)}, ${quote}${ready}${quote})`;
  return { edits: [...once.edits, insteadOfSleep(sourceCode, place.statement, [`${code}${semicolons ? ";" : ""}`])], code };
}

/** The same for all that are started together, in the turn of the first. */
function awaitReadyEvents(file: File, { statement }: SleepStatement, all: readonly Started[]): Wait | undefined {
  const { sourceCode } = file;
  const ready = readyTogether(file, statement, all);
  return ready && { edits: [...ready.edits, insteadOfSleep(sourceCode, statement, [`await ${ready.code}${styleOf(sourceCode).semicolons ? ";" : ""}`])], code: `await ${ready.code}` };
}

/** A promise of the readiness of all that are started together before a statement, in the turn of the first, as code. */
export function readyTogether(file: File, statement: Node, all: readonly Started[]): Wait | undefined {
  const { sourceCode, startup } = file;
  const { quote } = styleOf(sourceCode);
  const once = onceOf(sourceCode);
  const waits = all.flatMap((started) => {
    const { name, ready, call } = started;
    const isTold = once && name && ready && isPath(name) && isCall(call) && isBegun(file, started) && startup.values.valueOf(call.callee)?.kind !== "global" && statementsBetween(statement, call);
    return isTold ? [{ code: `${once.name}(${codeOf(sourceCode, name)}, ${quote}${ready}${quote})`, at: call.range[0] }] : [];
  });
  const names = new Set(all.map(({ name }) => name && codeOf(sourceCode, name)));
  if (!once || waits.length < all.length || names.size < all.length) return undefined;
  return { edits: once.edits, code: `Promise.all([${waits.toSorted((a, b) => a.at - b.at).map((wait) => wait.code).join(", ")}])` };
}

/** True if what the call is made on, or gives, tells of a start that begins with it: what is asked of a connection later may find it open. */
export function isBegun(file: File, { call }: Started): boolean {
  if (!isCall(call)) return false;
  if (isInCatalogue(file, call)) return emitsItself(file, call);
  return call.type === "NewExpression" || call.callee.type !== "MemberExpression" || /^(?:connect|create|open|io|watch|launch|default|initialize)$/.test(wordsOf(calledName(call))[0] ?? "");
}

function isInCatalogue({ startup }: File, call: CallNode): boolean {
  return /^(?:start|make)$/.test(startup.actions.of(call).kind);
}

/** True for a start of the catalogue whose receiver emits that it is ready: it gives no other thing, and nothing is put around it that hears of failure first. */
function emitsItself({ startup }: File, call: CallNode): boolean {
  const action = startup.actions.of(call);
  if (action.kind !== "start" || typeof action.start.gives === "object" || action.start.gives === "promise") return false;
  return startup.emitterIn(action.subject.contract) === "" && startup.wrappersOf(action.subject.holder).length === 0;
}

/** What the platform connects is no emitter of Node's: its 'error' would reject nothing. */
function awaitTarget({ sourceCode }: File, { statement }: SleepStatement, name: string, ready: string): Wait {
  const { quote, indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const on = (event: string, listener: string) => `${indent}${name}.addEventListener(${quote}${event}${quote}, ${listener}, { once: true })${end}`;
  const lines = ["await new Promise((resolve, reject) => {", on(ready, "resolve"), on("error", `() => reject(new Error(${quote}${name.replace(/^this\.#?/, "")} has failed${quote}))`), `})${end}`];
  return { edits: [insteadOfSleep(sourceCode, statement, lines)], code: `${name}.addEventListener(${quote}${ready}${quote}, …)` };
}

/** The statements from a start to the sleep behind it in the same block; undefined where one of them awaits. */
function statementsBetween(statement: Node, call: Node): readonly Node[] | undefined {
  const begin = statementAround(call);
  if (!begin || begin.parent !== statement.parent) return undefined;
  const between = (statement.parent as TSESTree.BlockStatement).body.filter(({ range }) => range[0] > begin.range[1] && range[0] < statement.range[0]);
  return between.some((each) => findOwn(each, (node) => node.type === "AwaitExpression")) ? undefined : between;
}

/** Awaits the starts that give a promise, directly before the sleep, instead of sleeping: one after the other, all that have been begun. */
export function awaitStartCall(file: File, { sleep, started, beside, evidence }: Guess): { readonly edits: readonly Edit[]; readonly call: Node } | undefined {
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait) return undefined;
  const siblings: readonly Node[] = (place.statement.parent as TSESTree.BlockStatement).body;
  const calls: CallNode[] = [];
  for (const statement of siblings.slice(0, siblings.indexOf(place.statement)).toReversed()) {
    const call = expressionOf(statement);
    if (!call || !isCall(call)) break;
    const isOwn = started?.call === call && (comesBack(file, call) || isAwaitedElsewhere(file, call));
    // What ends a set-up waits for what has been called there last, of all on which it has been called.
    const isLast = evidence === "setUp" && isMember(call) && (calls[0] ? isMember(calls[0]) && calledName(calls[0]) === calledName(call) : isAwaitedElsewhere(file, call));
    if (!isPromising(file, call) && !isOwn && !isLast) break;
    calls.unshift(call);
  }
  const last = calls.at(-1);
  if (!last || beside.some(({ call }) => !calls.some((each) => each === call))) return undefined;
  return { edits: [...calls.map((call) => insertAt(wrapped(call).range[0], "await ")), withoutSleep(file.sourceCode, place.statement)], call: last };
}

function isMember({ callee }: CallNode): boolean {
  return callee.type === "MemberExpression";
}

/** True for a method that the file awaits on the same thing in another place, where no sleep follows it: it gives a promise that is enough. */
export function isAwaitedElsewhere(file: File, call: CallNode): boolean {
  const callee = unwrap(call.callee);
  const object = callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
  const variable = object?.type === "Identifier" ? file.startup.scopes.variableOf(object) : undefined;
  const awaits = (variable?.references ?? []).flatMap(({ identifier }) => {
    const { parent } = identifier;
    const other = parent.type === "MemberExpression" && parent.object === identifier && parent.parent.type === "CallExpression" && parent.parent.callee === parent ? parent.parent : undefined;
    const isSame = other && other !== call && calledName(other) === calledName(call) && wrapped(other).parent?.type === "AwaitExpression";
    return isSame ? [statementAround(other)] : [];
  });
  const siblingsOf = (statement: Node | undefined): readonly Node[] => (statement?.parent?.type === "BlockStatement" || statement?.parent?.type === "Program" ? statement.parent.body : []);
  return awaits.length > 0 && awaits.every((statement) => statement && !isSleep(file, siblingsOf(statement)[siblingsOf(statement).indexOf(statement) + 1]));
}

/** True for a call of an async function of the file that waits for something, and does not go on for ever. */
export function comesBack({ startup }: File, call: CallNode): boolean {
  const action = startup.actions.of(call);
  if (action.kind !== "local" || !isFunction(action.unit) || !action.unit.async || action.unit.generator) return false;
  const { body } = action.unit;
  const waits = findOwn(body, (node) => node.type === "AwaitExpression") !== undefined;
  return waits && findOwn(body, (node) => /^(?:While|DoWhile|For)Statement$/.test(node.type) || (node.type === "ForOfStatement" && node.await)) === undefined;
}

/** True for a method that gives a promise of readiness, as its package documents. */
export function isPromising({ startup }: File, call: CallNode): boolean {
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return false;
  const made = moduleOf(call.callee.object, startup);
  const module = made === undefined || made.startsWith(".") ? (typedBy(call.callee.object, startup.scopes) ?? made) : made;
  const last = call.arguments.at(-1);
  // With a callback many give no promise.
  return !(last && isFunction(unwrap(last)) && callbackInstead.has(calledName(call))) && promisingMethods.some((row) => module !== undefined && row.from.includes(module) && row.methods.has(calledName(call)));
}

/** The module whose type a name is declared with: `let client: Redis`. */
function typedBy(node: Node, scopes: Scopes): string | undefined {
  const id = node.type === "Identifier" ? scopes.variableOf(node)?.defs[0]?.name : undefined;
  const annotation = id?.type === "Identifier" ? id.typeAnnotation?.typeAnnotation : undefined;
  const types = annotation?.type === "TSUnionType" ? annotation.types : annotation ? [annotation] : [];
  const type = types.find((each) => each.type === "TSTypeReference");
  const declared = type?.typeName.type === "Identifier" ? scopes.variableOf(type.typeName)?.defs[0]?.parent : undefined;
  return declared?.type === "ImportDeclaration" ? declared.source.value.replace(/^node:/, "") : undefined;
}

/** Waits until the connection confirms what was asked of it, instead of a sleep. */
export function confirmOnConnection(file: File, { sleep, started }: Guess): Wait | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait || started?.call.type !== "CallExpression" || started.call.callee.type !== "MemberExpression" || !isPath(started.call.callee.object)) return undefined;
  const { object } = started.call.callee;
  const rowOf = (connection: Node) => {
    const module = moduleOf(connection, startup);
    const row = confirmingMethods.find(({ from, after }) => module !== undefined && from.includes(module) && after === calledName(started.call));
    return row && isConnection(connection, file) ? row : undefined;
  };
  // What has been made with a connection, and with no other one, asks by it.
  const [given, ...others] = rowOf(object) ? [object] : started.configuredBy.flatMap((call) => call.arguments).filter((argument) => isPath(argument) && rowOf(argument) !== undefined);
  const row = given && others.length === 0 ? rowOf(given) : undefined;
  if (!given || !row) return undefined;
  const code = `await ${sourceCode.getText(given)}.${row.confirm}()`;
  return { edits: [insteadOfSleep(sourceCode, place.statement, [`${code}${styleOf(sourceCode).semicolons ? ";" : ""}`])], code };
}

/** True for what `connect()` gave: what is made of a connection has methods of its own. */
function isConnection(object: Node, { startup }: File): boolean {
  const variable = object.type === "Identifier" ? startup.scopes.variableOf(object) : undefined;
  const writes = object.type === "MemberExpression" ? startup.values.assignedTo(object) : (variable?.references.flatMap(({ writeExpr }) => (writeExpr ? [writeExpr] : [])) ?? []);
  return writes.length > 0 && writes.every((write) => findNode(write, (node) => node.type === "CallExpression" && nameOfThing(node) === "connect" && node === withoutAwait(write)) !== undefined);
}
