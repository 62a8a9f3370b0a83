import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, findNode, isCall, memberName, nameOfThing } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { plainOwners } from "../contracts/passive.js";
import { newFileEvents, repeatableMethods, repeatableVerbs, repeatableWrites } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { expressionOf, functionAround, withoutAwait } from "../order.js";
import { partsOfAssertion } from "../sleeping/assertions.js";
import { wordsOf } from "../words.js";
import { isCounted } from "./ask-again.js";
import type { Edit, File } from "./edits.js";
import { isJoined, sleepStatement } from "./sleeps.js";

/** A repair that sends again, and what it sends and how, for its title. */
export interface Resent {
  readonly edits: readonly Edit[];
  readonly code: string;
  readonly call: Node;
}

/** What a test sends behind a sleep, with nothing before it that has a part in the time. */
export interface Sent {
  readonly sleep: Node;
  readonly statement: TSESTree.ProgramStatement;
  readonly call: TSESTree.CallExpression;
  /** The statements behind it. */
  readonly next: readonly TSESTree.ProgramStatement[];
}

/** What is sent first behind a sleep in a test that counts no assertions; before it only names, listeners, and what `mayStand` allows. */
export function sentBehind(file: File, { sleep, evidence }: Guess, mayStand: (statement: Node) => boolean = () => false): Sent | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait || evidence === "effect" || isCounted(sourceCode) || !startup.surroundings.isTest()) return undefined;
  const at = place.next.findIndex((each) => sentBy(each) !== undefined);
  const statement = place.next[at];
  const call = statement && sentBy(statement);
  if (call && repeatableWrites.test(calledName(call)) && asksForNewFile(call)) return undefined;
  if (!statement || !call || isJoined(sourceCode, statement) || !place.next.slice(0, at).every((each) => mayComeFirst(each) || mayStand(each))) return undefined;
  return { sleep: place.statement, statement, call, next: place.next.slice(at + 1) };
}

/** The call by which a statement sends or sets something that may be sent or set twice. */
export function sentBy(statement: Node): TSESTree.CallExpression | undefined {
  const expression = expressionOf(statement);
  const call = expression && withoutAwait(expression);
  return call?.type === "CallExpression" && (call.callee.type === "MemberExpression" || call.callee.type === "Identifier") && isRepeatable(calledName(call)) && !isSetting(call) ? call : undefined;
}

/** True where the function around a call names an event of a new file. */
function asksForNewFile(call: Node): boolean {
  const around = functionAround(call);
  return around !== undefined && findNode(around, (node) => (node.type === "Literal" && typeof node.value === "string" && newFileEvents.test(node.value)) || (node.type === "Identifier" && /^on[A-Z]/.test(node.name) && newFileEvents.test(node.name))) !== undefined;
}

/** True for a call that does something else with what it is given each time, or is told how: `writeFile(file, text, { flag: "wx" })`, `send(next++)`. */
function isSetting(call: TSESTree.CallExpression): boolean {
  const isWrite = repeatableWrites.test(calledName(call));
  return (isWrite && call.arguments.length > 2) || call.arguments.some((argument) => findNode(argument, ({ type }) => type === "UpdateExpression" || type === "AssignmentExpression" || type === "YieldExpression") !== undefined);
}

/** True for the name of a call that may be made twice. */
export function isRepeatable(name: string): boolean {
  return repeatableVerbs.has(wordsOf(name)[0] ?? "") || repeatableMethods.has(name) || repeatableWrites.test(name);
}

/** What has no part in the time: names, and listeners that are attached. */
function mayComeFirst(statement: Node): boolean {
  if (statement.type === "VariableDeclaration") return statement.declarations.every(({ init }) => !init || !findNode(init, (node) => isCall(node) && !/^(?:fn|spy|stub|Map|Set)$/.test(calledName(node)) && !isPlainCall(node)));
  const expression = expressionOf(statement);
  return expression?.type === "CallExpression" && attachMethods.has(calledName(expression));
}

/** `path.join(folder, "a.txt")` */
function isPlainCall({ callee }: CallNode): boolean {
  return callee.type === "MemberExpression" && plainOwners.test(nameOfThing(callee.object));
}

/** True for an assertion that holds as well when the same thing has come twice: of what has come first, or that something has come at all. */
export function countsNothing(statement: Node): boolean {
  if (asksForAny(statement)) return true;
  const isFirst = ({ parent, ...node }: TSESTree.Literal) => node.value === 0 && parent.type === "MemberExpression" && parent.computed;
  return !findNode(statement, (node) => node.type === "ArrayExpression" || (node.type === "Literal" && typeof node.value === "number" && !isFirst(node)) || (node.type === "Identifier" && /length|size|count|times|once|nth/i.test(node.name)));
}

/** `expect(messages.length).toBeGreaterThan(0)`, `assertEquals(messages.length >= 1, true)` */
function asksForAny(statement: Node): boolean {
  const { value, matcher = "", expected } = partsOfAssertion(statement) ?? {};
  const isTrue = !expected || (expected.type === "Literal" && expected.value === true);
  if (value?.type === "BinaryExpression") return isTrue && isNumberOf(value.left) && ((value.operator === ">" && isNumber(value.right, 0)) || (value.operator === ">=" && isNumber(value.right, 1)));
  return isNumberOf(value) && ((/^(?:toBeGreaterThan|above|greaterThan|gt)$/.test(matcher) && isNumber(expected, 0)) || (/^(?:toBeGreaterThanOrEqual|least|gte)$/.test(matcher) && isNumber(expected, 1)));
}

/** `messages.length` */
function isNumberOf(node: Node | undefined): boolean {
  return node?.type === "MemberExpression" && /^(?:length|size|callCount)$/.test(memberName(node) ?? "") && !findNode(node.object, isCall);
}

function isNumber(node: Node | undefined, number: number): boolean {
  return node?.type === "Literal" && node.value === number;
}
