import { type CallNode, type FunctionNode, type Node, calledName, findOwn, isFunction, isInside, unitOf, unwrap, wrapped } from "../ast.js";
import type { Contexts } from "../contexts.js";
import { triggerVerbs } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { verbOf } from "../words.js";
import { type Attachment, emitterOf, placeOf, rowOf } from "./attachments.js";
import { isAkin } from "./akin.js";
import type { Late } from "./late.js";

interface GeneratorsInput {
  readonly attachments: readonly Attachment[];
  readonly index: FileIndex;
  readonly values: Values;
  readonly scopes: Scopes;
  readonly contexts: Contexts;
  readonly isHeard: (attachment: Attachment, unit: FunctionNode) => boolean;
}

/**
 * Listeners in the body of a generator, which begins with the first `next()`: the code makes the iterator, then awaits what brings the event
 * about, and only then, or elsewhere, asks the iterator for anything.
 */
export function heldByGenerators({ attachments, index, values, scopes, contexts, isHeard }: GeneratorsInput): readonly Late[] {
  return attachments.flatMap((attachment): Late[] => {
    const unit = unitOf(attachment.node);
    const row = rowOf(attachment);
    if (!isFunction(unit) || !unit.generator || row?.late === "kept" || hasBegun(unit, attachment.node) || isHeard(attachment, unit)) return [];
    for (const context of contexts.of(unit)) {
      const call = context.kind === "call" && context.at.type === "CallExpression" ? context.at : undefined;
      const holder = context.kind === "call" ? context.binding.outward(attachment.holder) : undefined;
      const cause = call && holder && index.awaits.find((wait) => isBehind(wait, call) && isOf(wait, holder) && !isAskedBetween(call, wait));
      if (cause) return [{ attachment, at: attachment.node, unit, kind: "notBegun", certain: false, cause, row, emitter: emitterOf(attachment) }];
    }
    return [];
  });

  /** True for a wait behind the call whose iterator is kept, in the same function and always reached from there. */
  function isBehind(wait: Node, call: CallNode): boolean {
    return isKept(call) && wait.range[0] > call.range[1] && unitOf(wait) === unitOf(call) && isInside(wait, blockOf(call));
  }

  /** True for the wait for a call that sets going what an emitter belongs to. */
  function isOf(wait: Node, holder: Attachment["holder"]): boolean {
    const call = wait.type === "AwaitExpression" ? unwrap(wait.argument) : undefined;
    const callee = call?.type === "CallExpression" ? unwrap(call.callee) : undefined;
    if (call?.type !== "CallExpression" || callee?.type !== "MemberExpression" || !triggerVerbs.has(verbOf(calledName(call)))) return false;
    return isAkin(placeOf(callee.object, values)?.holder, holder);
  }

  /** True where the iterator is named between: somebody may have asked it, or have it. */
  function isAskedBetween(call: CallNode, wait: Node): boolean {
    const declared = wrapped(call).parent;
    const variable = declared?.type === "VariableDeclarator" && declared.id.type === "Identifier" ? scopes.variableOf(declared.id) : undefined;
    return (variable?.references ?? []).some(({ identifier, init }) => !init && identifier.range[0] < wait.range[1]);
  }
}

/** True where the body has given something, or waited, before `node`: who awaits that has begun. */
function hasBegun(unit: FunctionNode, node: Node): boolean {
  return findOwn(unit.body, (each) => (each.type === "YieldExpression" || each.type === "AwaitExpression") && each.range[0] < node.range[0]) !== undefined;
}

/** `const iterator = messages(client)`. */
function isKept(call: CallNode): boolean {
  const { parent } = wrapped(call);
  return parent?.type === "VariableDeclarator" && parent.id.type === "Identifier";
}

function blockOf(node: Node): Node {
  return node.type === "BlockStatement" || node.type === "Program" ? node : blockOf(node.parent);
}
