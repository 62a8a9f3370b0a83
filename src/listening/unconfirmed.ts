import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, findNode, isFunction, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import { confirmingMethods, promisingMethods } from "../contracts/handles.js";
import type { FileIndex } from "../file-index.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { constantText, placeOf, textOf } from "./attachments.js";

/** A subscription that nobody waits for, and what is published to it at once. */
export interface Unconfirmed {
  readonly subscribed: TSESTree.CallExpression;
  readonly published: TSESTree.CallExpression;
  /** The method of its connection that says that it holds; without one its own promise does. */
  readonly confirm: string | undefined;
  /** It stands where an `await` may stand. */
  readonly canAwait: boolean;
}

const subscribing = ["subscribe", "psubscribe", "pSubscribe", "sSubscribe"] as const;

/** The awaited `publish` calls that follow a `subscribe` to the same channel, in one function, with no wait for it in between. Without values no connection is known. */
export function unconfirmedIn(index: FileIndex, values?: Values): readonly Unconfirmed[] {
  const published = index.byMember.get("publish") ?? [];
  const found = subscribing.flatMap((name) => index.byMember.get(name) ?? []).flatMap((subscribed) => {
    const [named] = subscribed.arguments;
    const channel = textOf(named) ?? (named?.type === "Identifier" ? named.name : undefined);
    if (subscribed.type !== "CallExpression" || channel === undefined || !isUnused(subscribed)) return [];
    // One that is given a function may be a listener of this process: then nothing is to be waited for.
    const isListener = subscribed.arguments.length > 1;
    if (isListener && !isVoid(subscribed) && !(values && isPromising(subscribed, values))) return [];
    const [next] = published.filter((call) => isBehind(subscribed, call) && (named?.type === "Identifier" ? isTold(call, named.name) : textOf(call.arguments[0]) === channel) && ((named?.type !== "Identifier" && !isListener) || isOfOther(index, call, subscribed)) && wrapped(call).parent?.type === "AwaitExpression");
    if (next?.type !== "CallExpression") return [];
    return isWaitBetween(index, subscribed, next) || isSentAgain(next, subscribed) ? [] : [{ subscribed, published: next, confirm: undefined, canAwait: canAwaitIn(subscribed) }];
  });
  return found;
}

/** `void x.subscribe(…)` says itself that nobody waits for a promise. */
function isVoid(call: CallNode): boolean {
  const { parent } = wrapped(call);
  return parent?.type === "UnaryExpression" && parent.operator === "void";
}

/** True for a method whose promise says that the subscription holds. */
function isPromising(call: CallNode, values: Values): boolean {
  return promisingMethods.some(({ from, methods }) => methods.has(calledName(call)) && connectionOf(call, from, values) !== undefined);
}

/** True for calls on two connections: what one sends to itself need not go anywhere. */
function isOfOther(index: FileIndex, ...calls: readonly CallNode[]): boolean {
  return new Set(calls.map(({ callee }) => (callee.type === "MemberExpression" ? index.textOf(callee.object) : ""))).size > 1;
}

/** True for a call that is given the name of the channel: to publish there, or for the other side to answer there. */
function isTold(call: CallNode, channel: string): boolean {
  return call.arguments.some((argument) => findNode(argument, (part) => part.type === "Identifier" && part.name === channel) !== undefined);
}

/** What is sent by one connection to a subscription of another one that its server may not know of yet. */
export function unflushedIn(index: FileIndex, values: Values, scopes: Scopes): readonly Unconfirmed[] {
  return confirmingMethods.flatMap(({ from, after, confirm, sends }) =>
    (index.byMember.get(after) ?? []).flatMap((subscribed) => {
      const connection = connectionOf(subscribed, from, values);
      const channel = constantText(subscribed.arguments[0], scopes);
      if (subscribed.type !== "CallExpression" || !connection || channel === undefined) return [];
      const next = sends.flatMap((name) => index.byMember.get(name) ?? []).find((call) => {
        const other = isBehind(subscribed, call) && constantText(call.arguments[0], scopes) === channel ? connectionOf(call, from, values) : undefined;
        return other !== undefined && other !== connection;
      });
      if (next?.type !== "CallExpression" || isWaitBetween(index, subscribed, next) || isSentAgain(next, subscribed)) return [];
      return [{ subscribed, published: next, confirm, canAwait: canAwaitIn(subscribed) }];
    }),
  );
}

/** The place of the connection that a method is called on, if it is one of these packages. */
function connectionOf({ callee }: CallNode, from: readonly string[], values: Values) {
  const object = unwrap(callee);
  const place = object.type === "MemberExpression" ? placeOf(object.object, values) : undefined;
  return place?.subject?.contract.from.some((module) => from.includes(module)) ? place.holder : undefined;
}

function isWaitBetween(index: FileIndex, first: Node, second: Node): boolean {
  return index.awaits.some((node) => node.range[0] > first.range[1] && node.range[1] < second.range[0] && unitOf(node) === unitOf(first));
}

/** True for a call in a loop that began behind the subscription: what the first turn loses a later one brings. */
function isSentAgain(call: Node, subscribed: Node): boolean {
  for (let at = call.parent; at && !isFunction(at) && at.range[0] > subscribed.range[1]; at = at.parent) if (/^(?:For|While|DoWhile)Statement$/.test(at.type)) return true;
  return false;
}

/** In the block of `first` or deeper, in its turn. */
function isBehind(first: Node, call: Node): boolean {
  return call.range[0] > first.range[1] && unitOf(call) === unitOf(first) && isIn(blockOf(first), call);
}

function canAwaitIn(node: Node): boolean {
  const unit = unitOf(node);
  return isFunction(unit) && unit.async && !unit.generator;
}

function isUnused(call: CallNode): boolean {
  const { parent } = wrapped(call);
  const statement = isVoid(call) ? parent?.parent : parent;
  return statement?.type === "ExpressionStatement" && call.callee.type === "MemberExpression" && memberName(call.callee) !== undefined && unwrap(call.callee.object).type !== "Super";
}

/** The block or program around a node. */
function blockOf(node: Node): Node {
  return node.type === "BlockStatement" || node.type === "Program" ? node : blockOf(node.parent);
}

function isIn(block: Node, node: Node): boolean {
  return node.range[0] >= block.range[0] && node.range[1] <= block.range[1];
}
