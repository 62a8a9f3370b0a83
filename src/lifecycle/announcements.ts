import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, isInside, literalText, memberName, parameterName, unitOf, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { handlerName, messageEvents, refusingVerbs, sendingVerbs } from "../contracts/messages.js";
import { behind, isExecutor, statementAround } from "../order.js";
import type { Startup } from "../startup.js";
import { wordsOf } from "../words.js";
import { isGoAhead } from "./go-aheads.js";
import { type Places, askingMethods, puttingMethods } from "./places.js";
import { isNothing, literalOf } from "./literals.js";

/** A peer is told to go on, and what its messages are tested for is set only when that has been sent. */
export interface Announcement {
  readonly send: CallNode;
  /** The statement that sets it. */
  readonly write: TSESTree.AssignmentExpression | TSESTree.CallExpression;
  /** The test that turns messages away. */
  readonly test: Node;
  readonly isCertain: boolean;
}

type Input = Pick<Startup, "surroundings" | "scopes"> & { readonly places: Places; readonly program: TSESTree.Program };

/** The calls that let a peer go on, and behind which something is set. */
export function goAheadsIn(calls: readonly CallNode[]): readonly TSESTree.CallExpression[] {
  return calls.filter((call): call is TSESTree.CallExpression => call.type === "CallExpression" && goesOn(call) && (isGoAhead(call) ? writesBehind(call).length > 0 : asks(call) && writesBehind(call).some((write) => keepsSettler(write))));
}

/** Of those sends, the announcements that come before they are true. */
export function announcementsIn(sends: readonly TSESTree.CallExpression[], input: Input): readonly Announcement[] {
  const found = new Map<Node, Announcement>();
  for (const send of sends) {
    for (const write of writesBehind(send)) {
      const target = targetOf(write, input);
      if (!target || isOfReply(valueOf(write), send, input.scopes) || found.has(write) || isSetBefore(target.key, send, input)) continue;
      const test = isGoAhead(send) ? refusalIn(target.key, literalOf(valueOf(write)), send, input) : undefined;
      if (test && isOwnLocal(write, send, input) && unitOf(test) === unitOf(send)) continue;
      const read = test || !keepsSettler(write) || [...found.values()].some((each) => each.send === send) ? undefined : askedFor(write, send, input);
      if (read) found.set(write, { send, write, test: read, isCertain: false });
      if (test) found.set(write, { send, write, test, isCertain: !target.isByName });
    }
  }
  return [...found.values()];
}

/** True for a call that sends something, by its name. */
function asks(call: TSESTree.CallExpression): boolean {
  return sendingVerbs.has(wordsOf(calledName(call))[0] ?? "");
}

/** True for a write that keeps the functions of a promise, for the answer to settle. */
function keepsSettler(write: Write): boolean {
  const [key, entry] = write.type === "CallExpression" ? write.arguments : [];
  return isSettler(write.type === "CallExpression" ? (entry ?? key) : write.right);
}

/** `resolve`, `{ resolve, reject }`, in the executor that they belong to. */
function isSettler(node: Node | undefined): boolean {
  const inner = node && unwrap(node);
  if (inner?.type === "ObjectExpression") return inner.properties.some((property) => property.type === "Property" && isSettler(property.value));
  if (inner?.type !== "Identifier") return false;
  for (let at: Node | undefined = inner.parent; at; at = at.parent) {
    if (isFunction(at) && at.params.some((parameter) => parameterName(parameter)?.name === inner.name)) return isExecutor(at);
  }
  return false;
}

/** Where a handler of messages settles what is kept in a place: an answer that is there before finds nothing. */
function askedFor(write: Write, send: Node, input: Input): Node | undefined {
  const { places, program } = input;
  const ownerOf = (call: TSESTree.CallExpression) => (call.callee.type === "MemberExpression" ? places.of(call.callee.object, program) : undefined);
  const kept = write.type === "CallExpression" ? ownerOf(write) : places.of(write.left, program);
  return kept && findNode(program, (node) => {
    if (node.type !== "CallExpression" || unitOf(node) === unitOf(send) || isInside(send, unitOf(node))) return false;
    const asked = write.type === "CallExpression" ? (askingMethods.has(calledName(node)) ? ownerOf(node) : undefined) : places.of(node.callee, program);
    return asked === kept && isInHandler(node, send, input);
  });
}

/** True for a call that is awaited, chained or given a function: else nothing shows what comes when it has ended. */
function goesOn(call: TSESTree.CallExpression): boolean {
  const type = wrapped(call).parent?.type;
  return type === "AwaitExpression" || type === "MemberExpression" || call.arguments.some(isFunction);
}

/** True for a variable of the function that sends: each call of it has its own, and asks only itself. */
function isOwnLocal(write: Write, send: Node, { scopes }: Input): boolean {
  const variable = write.type === "AssignmentExpression" && write.left.type === "Identifier" ? scopes.variableOf(write.left) : undefined;
  const declared = variable?.identifiers[0] as Node | undefined;
  const unit = unitOf(send);
  return declared !== undefined && isFunction(unit) && isInside(declared, unit);
}

type Write = TSESTree.AssignmentExpression | TSESTree.CallExpression;

/** What is written when a send has ended: behind its `await`, in its `then`, in its callback. */
function writesBehind(send: TSESTree.CallExpression): readonly Write[] {
  const found: Write[] = [];
  for (const argument of send.arguments) if (isFunction(argument) && !hearsMore(argument)) found.push(...writesIn(argument));
  let at = wrapped(send);
  for (;;) {
    const { parent } = at;
    const chained = parent?.type === "MemberExpression" && parent.object === at ? wrapped(parent).parent : undefined;
    if (chained?.type !== "CallExpression" || !/^(?:then|catch|finally)$/.test(calledName(chained))) break;
    const [next] = chained.arguments;
    if (calledName(chained) === "then" && isFunction(next)) found.push(...writesIn(next));
    at = wrapped(chained);
  }
  if (at.parent?.type !== "AwaitExpression") return found;
  const statement = statementAround(at.parent);
  if (statement?.type !== "ExpressionStatement" && statement?.type !== "VariableDeclaration") return found;
  for (const next of behind(statement)) {
    if (next.type === "ReturnStatement" || next.type === "ThrowStatement") break;
    const write = next.type === "ExpressionStatement" ? asWrite(next.expression) : undefined;
    if (write) found.push(write);
  }
  return found;
}

/** True for a function that is given more than an error: it hears an answer, or is called for something else, and what it sets comes none too late. */
function hearsMore(fn: FunctionNode): boolean {
  return fn.params.some((parameter) => !/^_?(?:e|er|err|error)$/i.test(parameterName(parameter)?.name ?? ""));
}

/** True for a value that is made of what the send was answered: before the answer there is none. */
function isOfReply(value: Node, send: Node, scopes: Startup["scopes"], depth = 0): boolean {
  return findNode(value, (node) => {
    const variable = node.type === "Identifier" ? scopes.variableOf(node) : undefined;
    const definition = variable?.defs[0];
    if (!variable || !definition || depth > 3) return false;
    // The handler that `then` gives the answer to.
    if (definition.type === "Parameter") return !isInside(send, definition.node);
    return (scopes.writesTo(variable) ?? []).some((write) => isInside(send, write.value) || isOfReply(write.value, send, scopes, depth + 1));
  }) !== undefined;
}

function writesIn(fn: FunctionNode): readonly Write[] {
  const nodes = fn.body.type === "BlockStatement" ? fn.body.body.map((each) => (each.type === "ExpressionStatement" ? each.expression : each)) : [fn.body];
  return nodes.map(asWrite).filter((write) => write !== undefined);
}

function asWrite(node: Node): Write | undefined {
  const inner = unwrap(node);
  if (inner.type === "AssignmentExpression" && inner.operator === "=" && !isNothing(inner.right)) return inner;
  const callee = inner.type === "CallExpression" ? unwrap(inner.callee) : undefined;
  return inner.type === "CallExpression" && callee?.type === "MemberExpression" && puttingMethods.has(memberName(callee) ?? "") ? inner : undefined;
}

function valueOf(write: Write): Node {
  return write.type === "AssignmentExpression" ? write.right : write;
}

/** What is written, so that a test of it can be told; a member of a parameter is known by its name only. */
function targetOf(write: Write, { places, scopes, program }: Input): { readonly key: unknown; readonly isByName: boolean } | undefined {
  if (write.type === "CallExpression") {
    const place = places.entryOf(write, puttingMethods, program);
    return place && { key: place, isByName: false };
  }
  return keyOf(write.left, { places, scopes, program });
}

function keyOf(node: Node, { places, scopes, program }: Pick<Input, "places" | "scopes" | "program">): { readonly key: unknown; readonly isByName: boolean } | undefined {
  const inner = unwrap(node);
  const place = inner.type === "CallExpression" ? places.entryOf(inner, askingMethods, program) : places.of(inner, program);
  if (place) return { key: place, isByName: false };
  const base = inner.type === "MemberExpression" ? unwrap(inner.object) : undefined;
  const name = inner.type === "MemberExpression" ? memberName(inner) : undefined;
  if (base?.type !== "Identifier" || name === undefined || scopes.variableOf(base)?.defs[0]?.type !== "Parameter") return undefined;
  return { key: `.${name}`, isByName: true };
}

/** True where the same code has set it before it sends. */
function isSetBefore(key: unknown, send: Node, input: Input): boolean {
  const unit = unitOf(send);
  return (
    findOwnOf(unit, (node) => {
      if (node.range[0] > send.range[0]) return false;
      const write = asWrite(node);
      return write !== undefined && targetOf(write, input)?.key === key;
    }) !== undefined
  );
}

function findOwnOf(unit: Node, test: (node: Node) => boolean): Node | undefined {
  return findOwn(isFunction(unit) ? unit.body : unit, test);
}

/** The test of a place that turns messages away where it is not set. */
function refusalIn(key: unknown, literal: string | undefined, send: Node, input: Input): Node | undefined {
  const found = findNode(input.program, (node) => {
    if (node.type !== "IfStatement" && node.type !== "ConditionalExpression" && node.type !== "LogicalExpression") return false;
    if (node.type === "LogicalExpression" && (node.operator !== "&&" || node.parent.type !== "ExpressionStatement")) return false;
    const test = node.type === "LogicalExpression" ? node.left : node.test;
    const outcome = emptyOutcome(test, key, literal, input);
    if (outcome === undefined || !isInHandler(node, send, input)) return false;
    if (node.type !== "IfStatement") return !outcome;
    const refused = outcome ? node.consequent : node.alternate;
    return refused ? turnsAway(refused) : !outcome && isLast(node);
  });
  return found && ("test" in found ? (found.test ?? undefined) : "left" in found ? found.left : found);
}

/** Which outcome of a test means that the place is not set; undefined where the test is of something else. */
function emptyOutcome(test: Node, key: unknown, literal: string | undefined, input: Input): boolean | undefined {
  const inner = unwrap(test);
  if (inner.type === "UnaryExpression" && inner.operator === "!") {
    const outcome = emptyOutcome(inner.argument, key, literal, input);
    return outcome === undefined ? undefined : !outcome;
  }
  if (inner.type === "LogicalExpression") return emptyOutcome(inner.left, key, literal, input) ?? emptyOutcome(inner.right, key, literal, input);
  if (inner.type === "BinaryExpression" && /^[!=]==?$/.test(inner.operator) && keyOf(inner.left, input)?.key === key) {
    const isEqual = inner.operator.startsWith("=");
    if (isNothing(inner.right)) return isEqual;
    return literal === undefined || literalOf(inner.right) === literal ? !isEqual : undefined;
  }
  return keyOf(inner, input)?.key === key ? false : undefined;
}

/** True for code that refuses or leaves: a return, a throw, a close, an answer. */
function turnsAway(node: Node): boolean {
  return (
    findOwn(node, (each) => each.type === "ReturnStatement" || each.type === "ThrowStatement" || each.type === "ContinueStatement" || each.type === "BreakStatement" || (each.type === "CallExpression" && wordsOf(calledName(each)).some((word) => refusingVerbs.has(word)))) !== undefined
  );
}

/** True where nothing follows in the same block: what is not handled there is ignored. */
function isLast(node: Node): boolean {
  const { parent } = node;
  return parent?.type === "BlockStatement" && isFunction(parent.parent) && parent.body.at(-1) === node;
}

/** True for a place in a function that handles what peers send, or in the one that sends. */
function isInHandler(node: Node, send: Node, { surroundings }: Input): boolean {
  const unit = unitOf(node);
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (!isFunction(at)) continue;
    if (handlerName.test(surroundings.nameOf(at) ?? "") || isMessageListener(at)) return true;
    if (at.parent.type === "MethodDefinition") break;
  }
  return unit === unitOf(send) && !isInside(send, node) && isFunction(unit) && unit.params.some((parameter) => /^(?:m|msg|message|data|packet|frame|event|line|chunk|payload|raw|request|req|command|cmd)$/i.test(parameterName(parameter)?.name ?? ""));
}

/** True for a function that is attached to an event in which messages arrive. */
function isMessageListener(fn: FunctionNode): boolean {
  const use = wrapped(fn);
  const { parent } = use;
  if (parent?.type === "AssignmentExpression" && parent.left.type === "MemberExpression") return /^on(?:message|data)$/i.test(memberName(parent.left) ?? "");
  return parent?.type === "CallExpression" && attachMethods.has(calledName(parent)) && messageEvents.has(literalText(parent.arguments[0]) ?? "");
}
