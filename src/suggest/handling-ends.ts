import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, isInside, literalText, memberName, nameOfThing, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { endEvents } from "../contracts/deliveries.js";
import { hearingVerbs } from "../contracts/retries.js";
import { readyEvents } from "../contracts/started.js";
import { behind, expressionOf, isExecutor, statementAround, withoutAwait } from "../order.js";
import { isStop, isTestEnd, rootOf } from "../sleeping/things.js";
import { wordsOf } from "../words.js";
import type { File } from "./edits.js";
import { endedBy } from "./failing.js";
import { isCleanUp, sendsOrWaits } from "./send-until-arrived.js";
import { countsNothing, isRepeatable } from "./sent.js";

/** A listener that ends what something is sent for when that has come. */
export interface Handling {
  /** The statement that attaches it. */
  readonly statement: Node;
  readonly handler: FunctionNode;
  /** It hears once only. */
  readonly isOnce: boolean;
  /** The statements of the listener from which on it is the end: behind what leaves it for something else. */
  readonly marks: readonly Node[];
}

/** The one listener attached before `timer` that ends the test around it, or in a script closes what `sent` is sent with. */
export function handlingOf(file: File, timer: Node, sent: TSESTree.CallExpression, isTest: boolean): Handling | undefined {
  const owner = sent.callee.type === "MemberExpression" ? nameOfThing(rootOf(sent.callee.object)) : undefined;
  const isEnd = isTest ? (node: Node) => isEndOfTest(file, node, timer) : (node: Node) => owner !== undefined && node.type === "CallExpression" && isStop(node, owner);
  const found = [...beforeAndAround(timer)].flatMap((statement) => {
    const heard = heardIn(statement);
    const ends = heard ? endsIn(heard.handler, isEnd) : [];
    return heard && ends.length > 0 ? [{ ...heard, statement, ends }] : [];
  });
  const [only, ...others] = found;
  if (!only || others.length > 0 || !hearsOnly(only.handler)) return undefined;
  const marks = only.ends.map((end) => markOf(only.handler, end));
  return marks.every((mark) => mark !== undefined) ? { ...only, marks: [...new Set(marks)] } : undefined;
}

/** The statements before a node in its blocks and those around them, in the functions around it as well. */
function* beforeAndAround(node: Node): Generator<Node> {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const parent: Node | undefined = at.parent;
    if (parent?.type === "BlockStatement" || parent?.type === "Program") yield* parent.body.slice(0, parent.body.indexOf(at as never));
  }
}

/** The listener that a statement attaches for what comes: `sub.on("message", (text) => { … });`, `client.subscribe("a", (text) => { … });`, `socket.onmessage = () => { … };`. */
function heardIn(statement: Node): Pick<Handling, "handler" | "isOnce"> | undefined {
  const expression = expressionOf(statement);
  const inner = expression && withoutAwait(expression);
  if (inner?.type === "AssignmentExpression") {
    const name = inner.left.type === "MemberExpression" ? (memberName(inner.left) ?? "") : "";
    const handler = unwrap(inner.right);
    return /^on./.test(name) && isOfArrival(name.slice(2)) && isFunction(handler) ? { handler, isOnce: false } : undefined;
  }
  if (inner?.type !== "CallExpression") return undefined;
  const handlers = inner.arguments.map((argument) => unwrap(argument)).filter(isFunction);
  const [handler] = handlers;
  const name = calledName(inner);
  const [verb = "", ...words] = wordsOf(name);
  const isHearing = attachMethods.has(name) ? isOfArrival(literalText(inner.arguments[0]) ?? "") : hearingVerbs.has(verb) || (verb === "on" && words.length > 0 && isOfArrival(words.join("")));
  return isHearing && handler && handlers.length === 1 ? { handler, isOnce: /^(?:prependO|o)nce/.test(name) } : undefined;
}

/** False for an event that says that something is ready or over. */
function isOfArrival(event: string): boolean {
  return !readyEvents.has(event.toLowerCase()) && !endEvents.has(event.toLowerCase());
}

/** True for the way by which the test or the promise around `inner` is ended. */
function isEndOfTest(file: File, node: Node, inner: Node): boolean {
  if (isTestEnd(node)) return true;
  const fn = node.type === "Identifier" ? endedBy(file, node) : undefined;
  return fn !== undefined && isInside(inner, fn) && isAllOfTest(file, fn);
}

/** True for a test, or for a promise behind which nothing is sent, counted or waited for. */
function isAllOfTest({ startup }: File, fn: FunctionNode): boolean {
  const outer = wrapped(fn).parent;
  if (!isExecutor(fn)) {
    const action = outer?.type === "CallExpression" ? startup.actions.of(outer) : undefined;
    return action?.kind === "test" && action.phase === "test";
  }
  const statement = outer && (statementAround(outer) ?? wrapped(outer).parent);
  if (!statement || statement.type === "ReturnStatement" || isFunction(statement)) return statement !== undefined;
  return expressionOf(statement)?.type === "AwaitExpression" && [...behind(statement)].every((each) => !sendsOrWaits(each) && (countsNothing(each) || isCleanUp(each)));
}

function endsIn(handler: FunctionNode, isEnd: (node: Node) => boolean): readonly Node[] {
  const found: Node[] = [];
  findNode(handler.body, (node) => {
    if (isEnd(node)) found.push(node);
    return false;
  });
  return found;
}

/** True for a listener that keeps, counts, and sends nothing, and gives nothing back: what comes again changes nothing there. */
function hearsOnly(handler: FunctionNode): boolean {
  if (handler.generator || findOwn(handler.body, (node) => node.type === "ReturnStatement" && node.argument !== null)) return false;
  return !findNode(handler.body, (node) => {
    if (node.type === "CallExpression") return isRepeatable(calledName(node)) || /^(?:add|expectOnce)$/.test(calledName(node));
    const isCount = node.type === "MemberExpression" && /length|size|count|times|once|nth/i.test(memberName(node) ?? "");
    return isCount && !isOf(node, handler);
  });
}

/** True for a member of what a function is given or declares. */
function isOf(member: TSESTree.MemberExpression, fn: FunctionNode): boolean {
  let root: Node = member;
  while (root.type === "MemberExpression" || root.type === "CallExpression") root = unwrap(root.type === "MemberExpression" ? root.object : (root.arguments[0] ?? root.callee));
  const { name } = root.type === "Identifier" ? root : { name: undefined };
  const isNamed = (node: Node) => node.type === "Identifier" && node.name === name;
  return name !== undefined && (fn.params.some((parameter) => findNode(parameter, isNamed)) || findOwn(fn.body, (node) => node.type === "VariableDeclarator" && findNode(node.id, isNamed) !== undefined) !== undefined);
}

/** The statement of a listener from which on nothing but an end of it comes; undefined where a condition without a block stands before the end. */
function markOf(handler: FunctionNode, end: Node): Node | undefined {
  if (handler.body.type !== "BlockStatement") return handler.body.type === "CallExpression" && handler.body.callee === end ? handler.body : undefined;
  let own = end;
  for (let at: Node = end; at.parent && at !== handler; at = at.parent) if (isFunction(at)) own = at;
  for (let at = own; at.parent && at !== handler.body; at = at.parent) {
    if (/^(?:If|Switch|For|While|DoWhile|Labeled)|^(?:Conditional|Logical)Expression$/.test(at.type)) return undefined;
    const block = at.parent;
    if (block.type !== "BlockStatement") continue;
    if (!isReached(block, handler)) return undefined;
    const index = block.body.indexOf(at as never);
    const left = block.body.slice(0, index).findLastIndex((each) => findOwn(each, (node) => node.type === "ReturnStatement") !== undefined);
    return block.body[left + 1];
  }
  return undefined;
}

/** True for a block of a function that conditions alone lead to: no loops. */
function isReached(block: Node, handler: FunctionNode): boolean {
  for (let at: Node | undefined = block; at && at !== handler; at = at.parent) if (!/^(?:Block|If|Try)Statement$|^CatchClause$/.test(at.type)) return false;
  return true;
}
