import { type Node, calledName, findNode, unwrap } from "../ast.js";
import { questionVerbs } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { expressionOf, withoutAwait } from "../order.js";
import { assertionIn } from "../sleeping/assertions.js";
import { wordsOf } from "../words.js";
import type { Edit, File } from "./edits.js";
import { type Known, type Lookup, firstOf, listOf, lookupOf } from "./lookups.js";
import { deadlineFor, patience, pollLines, testPatience } from "./poll-code.js";
import { styleOf } from "./style.js";
import { waitPlace } from "./wait-place.js";

/** What is looked up, with the name that it is given. */
interface Found extends Lookup {
  readonly name: string;
  readonly declaration: Node;
}

/** A repair, and what it asks for, as code. */
interface Asked {
  readonly edits: readonly Edit[];
  readonly code: string;
}

/**
 * Asks in a test, until it is there, for what is looked up behind the sleep: `const room = server.rooms.get("a"); if (room) { … }`, or
 * `room!.join()`. What is looked up in what was found is asked for together with it, and so is all that is looked up there.
 */
export function awaitLookup(file: File, guess: Guess): Asked | undefined {
  const place = waitPlace(file, guess.sleep);
  return place && file.startup.surroundings.isTest() ? askFor(file, guess, place.put, lookupsIn(file, place.next)) : undefined;
}

/**
 * The same for what is taken for granted directly behind the sleep, where a remark says that it stands for readiness, or one of a list is chosen:
 * `const window = app.windows().find((each) => each.isMain()); await window.click("a");` would throw while there is none.
 */
export function awaitTaken(file: File, guess: Guess): Asked | undefined {
  const place = waitPlace(file, guess.sleep);
  if (!place) return undefined;
  const { found, next } = declaredIn(file, place.next);
  const last = found.at(-1);
  const taken = last ? (isUsed(file, next, last) ? last : undefined) : takenIn(file, place.next[0]);
  const isSaid = guess.evidence === "remark" || guess.evidence === "name" || taken?.isSearch === true;
  return taken?.isTaken && isSaid ? askFor(file, guess, place.put, [taken]) : undefined;
}

function askFor(file: File, { sleep, evidence }: Guess, put: (lines: readonly string[]) => readonly Edit[], found: readonly Found[]): Asked | undefined {
  const { sourceCode, startup } = file;
  const timeout = deadlineFor(sourceCode, sleep, startup.surroundings.isTest() ? testPatience : patience);
  const [first] = found;
  if (!first || timeout === undefined || evidence === "effect") return undefined;
  const { quote } = styleOf(sourceCode);
  const name = found.length > 1 ? found.map((each) => each.name).join(" or ") : first.name;
  const code = found.map((each) => each.code).join(" && ");
  const lines = pollLines(sourceCode, sleep, { timeout, test: found.length > 1 ? `!(${code})` : `!${code}`, problem: `${quote}${name} is not there in time${quote}` });
  return lines && { edits: put(lines), code };
}

/** The look-ups that statements begin with and whose code shows that they may find nothing, without those that another begins with. */
function lookupsIn(file: File, statements: readonly Node[]): readonly Found[] {
  const { found, next, known } = declaredIn(file, statements);
  const last = found.at(-1);
  const branch = last && next?.type === "IfStatement" && !next.alternate && isNamed(next.test, last.name) && next.consequent.type === "BlockStatement" ? next.consequent.body : [];
  const all = [...found, ...declaredIn(file, branch, known).found.filter(({ root }) => root === last?.name)];
  const doubted = all.filter(({ name, declaration }) => isDoubted(statements, name, declaration) || isDoubted(branch, name, declaration));
  return doubted.filter(({ name }) => !doubted.some((other) => beginsWith(other, name, all)));
}

/** True for what is looked up in what is called `name`, or in what was found there. */
function beginsWith({ root }: Found, name: string, all: readonly Found[]): boolean {
  const inner = all.find((each) => each.name === root);
  return root === name || (inner !== undefined && beginsWith(inner, name, all));
}

/** The look-ups that statements begin with, what they know, and the statement behind them. */
function declaredIn({ sourceCode, startup }: File, statements: readonly Node[], before: Known = new Map()): { readonly found: readonly Found[]; readonly known: Known; readonly next: Node | undefined } {
  const found: Found[] = [];
  const known = new Map(before);
  for (const statement of statements) {
    const declared = declaredBy(statement);
    const lookup = declared && (declared.isFirst ? firstOf : lookupOf)(sourceCode, startup.scopes, declared.init, known);
    const list = declared && !lookup && !declared.isFirst ? listOf(sourceCode, startup.scopes, declared.init) : undefined;
    const value = lookup ?? list;
    if (!declared || !value) return { found, known, next: statement };
    if (lookup) found.push({ ...lookup, name: declared.name, declaration: statement });
    known.set(declared.name, { code: value.code, owner: value.owner, isList: !lookup });
  }
  return { found, known, next: undefined };
}

/** The name that a statement gives a value, or the first of its elements: `const [room] = …`. */
function declaredBy(statement: Node | undefined): { readonly name: string; readonly init: Node; readonly isFirst: boolean } | undefined {
  const [declared, ...others] = statement?.type === "VariableDeclaration" ? statement.declarations : [];
  if (!declared?.init || others.length > 0) return undefined;
  const { id, init } = declared;
  if (id.type === "Identifier") return { name: id.name, init, isFirst: false };
  const [first] = id.type === "ArrayPattern" && id.elements.length === 1 ? id.elements : [];
  return first?.type === "Identifier" ? { name: first.name, init, isFirst: true } : undefined;
}

/** True if the statements behind its declaration say that it may not be there: `if (room) …`, `room!.join()`, `room?.join()`. */
function isDoubted(statements: readonly Node[], name: string, declaration: Node): boolean {
  const isAsked = (statement: Node) => statement.type === "IfStatement" && !statement.alternate && isNamed(statement.test, name);
  const isMarked = (node: Node) => (node.type === "TSNonNullExpression" && isNamed(node.expression, name)) || (node.type === "MemberExpression" && node.optional && isNamed(node.object, name));
  return statements.some((statement) => statement.range[0] > declaration.range[0] && (isAsked(statement) || findNode(statement, isMarked) !== undefined));
}

function isNamed(node: Node, name: string): boolean {
  const inner = unwrap(node);
  return inner.type === "Identifier" && inner.name === name;
}

/** True for a statement that does something with what was found, and throws where there is none: `await room.join()`, `await app.focus(room)` of what `app` has listed. */
function isUsed({ startup }: File, statement: Node | undefined, { name, owner }: Found): boolean {
  const call = statement && doneBy(statement, startup.surroundings.isTest());
  if (call?.type !== "CallExpression" || call.callee.type !== "MemberExpression" || call.optional || call.callee.optional) return false;
  const object = unwrap(call.callee.object);
  const isGiven = call.arguments.length === 1 && isNamed(call.arguments[0] as Node, name) && isNamed(object, owner ?? "") && !questionVerbs.has(wordsOf(calledName(call))[0] ?? "");
  return isNamed(object, name) || isGiven;
}

/** What a statement does; in a test what gives a value may be what is asserted, and more than that it is there. */
function doneBy(statement: Node, isTest: boolean): Node | undefined {
  const [declared] = statement.type === "VariableDeclaration" && !isTest ? statement.declarations : [];
  const done = declared?.init ?? (assertionIn(statement) === undefined ? expressionOf(statement) : undefined);
  return done ? withoutAwait(done) : undefined;
}

/** What a statement looks up to do something with it at once: `server.rooms.get("a").join();`. */
function takenIn({ sourceCode, startup }: File, statement: Node | undefined): Found | undefined {
  const call = statement && doneBy(statement, true);
  const object = call?.type === "CallExpression" && call.callee.type === "MemberExpression" && !call.optional && !call.callee.optional ? call.callee.object : undefined;
  const lookup = object && lookupOf(sourceCode, startup.scopes, object);
  return statement && lookup ? { ...lookup, name: "what is looked up", declaration: statement } : undefined;
}
