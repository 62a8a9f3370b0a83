import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, isFunction, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import type { FileIndex } from "../file-index.js";
import { textOf } from "./attachments.js";

/** A subscription that nobody waits for, and what is published to it at once. */
export interface Unconfirmed {
  readonly subscribed: TSESTree.CallExpression;
  readonly published: TSESTree.CallExpression;
  /** It stands where an `await` may stand. */
  readonly canAwait: boolean;
}

const subscribing = ["subscribe", "psubscribe", "pSubscribe", "sSubscribe"] as const;

/** The awaited `publish` calls that follow a `subscribe` to the same channel, in one function, with no wait for it in between. */
export function unconfirmedIn(index: FileIndex): readonly Unconfirmed[] {
  const published = index.byMember.get("publish") ?? [];
  const found = subscribing.flatMap((name) => index.byMember.get(name) ?? []).flatMap((subscribed) => {
    const channel = textOf(subscribed.arguments[0]);
    if (subscribed.type !== "CallExpression" || channel === undefined || !isUnused(subscribed)) return [];
    // One that is given a function may be a listener of this process.
    if (subscribed.arguments.length !== 1) return [];
    const [next] = published.filter((call) => call.range[0] > subscribed.range[1] && unitOf(call) === unitOf(subscribed) && textOf(call.arguments[0]) === channel && isIn(blockOf(subscribed), call) && wrapped(call).parent?.type === "AwaitExpression");
    if (next?.type !== "CallExpression") return [];
    const isWaited = index.awaits.some((node) => node.range[0] > subscribed.range[1] && node.range[1] < next.range[0] && unitOf(node) === unitOf(subscribed));
    return isWaited ? [] : [{ subscribed, published: next, canAwait: canAwaitIn(subscribed) }];
  });
  return found;
}

function canAwaitIn(node: Node): boolean {
  const unit = unitOf(node);
  return isFunction(unit) && unit.async && !unit.generator;
}

function isUnused(call: CallNode): boolean {
  const { parent } = wrapped(call);
  return parent?.type === "ExpressionStatement" && call.callee.type === "MemberExpression" && memberName(call.callee) !== undefined && unwrap(call.callee.object).type !== "Super";
}

function blockOf(node: Node): Node | undefined {
  return wrapped(node).parent?.parent;
}

function isIn(block: Node | undefined, node: Node): boolean {
  return block !== undefined && node.range[0] >= block.range[0] && node.range[1] <= block.range[1];
}
