import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, type Unit, calledName, isFunction, isInside, unitOf, unwrap, wrapped } from "../ast.js";
import type { Contexts } from "../contexts.js";
import { attachMethods } from "../contracts/calls.js";
import { emitters, notingVerbs, spawned, textMakers } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import type { Holder } from "../holders.js";
import type { Values } from "../values.js";
import { type Attachment, placeOf } from "./attachments.js";
import type { Arrival } from "./walk.js";
import { verbOf } from "../words.js";

interface ChecksInput {
  readonly index: FileIndex;
  readonly values: Values;
  readonly contexts: Contexts;
}

/** Says where the code looks whether an event has come already. */
export function createChecks({ index, values, contexts }: ChecksInput) {
  /** The places where a member is read that tells what has happened. */
  function checksOf({ subject, event }: Attachment) {
    const row = subject ? emitters.get(subject.contract.id) : spawned;
    const names = (row?.named ?? []).flatMap((name) => index.named.get(name) ?? []);
    return [...(row?.checks ?? []).flatMap((name) => index.named.get(name) ?? []), ...(event === "spawn" ? names : names.filter((member) => !isNoted(member)))];
  }

  /** Such a member is looked at behind what comes first. */
  function isChecked(attachment: Attachment, unit: Unit, cause: Node | undefined): boolean {
    const { holder } = attachment;
    return checksOf(attachment).some((member) => {
      if (isForSending(member, unit)) return false;
      if (isAskedThrough(member, attachment, unit, cause)) return true;
      if (!isInside(member, unit) || (cause && member.range[0] < passedAt(cause, attachment.node)) || isBehindWait(member, attachment)) return false;
      const place = placeOf(member.object, values);
      return place?.holder === holder || contexts.of(unit).some((context) => context.kind === "call" && context.binding.outward(holder) === place?.holder);
    });
  }

  /** It is looked at only to send something, then or in a handler of another event: whether this one has come nobody learns from that. */
  function isForSending(member: TSESTree.MemberExpression, unit: Unit): boolean {
    const place = placeOf(member.object, values);
    const tells = (place?.subject && emitters.get(place.subject.contract.id)?.tells) ?? [];
    const sent = tells.flatMap((name) => index.byMember.get(name) ?? []).filter((call) => call.range[0] > member.range[0] && isOf(call, place?.holder));
    for (let at: Node = member; at.parent && at !== unit; at = at.parent) {
      const { parent } = at;
      const isTest = (parent.type === "IfStatement" && parent.test === at && !parent.alternate) || (parent.type === "LogicalExpression" && parent.operator === "&&" && parent.left === at);
      if ((isTest || (isFunction(at) && at !== unit)) && sent.some((call) => isInside(call, isTest ? parent : at))) return true;
      if (isFunction(at) && at !== unit && isHandler(at)) return true;
    }
    return false;
  }

  function isOf({ callee }: CallNode, holder: Holder | undefined): boolean {
    const inner = unwrap(callee);
    return inner.type === "MemberExpression" && holder !== undefined && placeOf(inner.object, values)?.holder === holder;
  }

  /** A function of the file that looks at such a member is called in the unit, behind what comes first. */
  function isAskedThrough(member: TSESTree.MemberExpression, attachment: Attachment, unit: Unit, cause: Node | undefined): boolean {
    const asking = unitOf(member);
    const place = asking !== unit ? placeOf(member.object, values) : undefined;
    if (!place || !isFunction(asking)) return false;
    return contexts.of(asking).some((context) => {
      if (context.kind !== "call" || unitOf(context.at) !== unit || (cause && context.at.range[0] < passedAt(cause, attachment.node))) return false;
      return !isBehindWait(context.at, attachment) && context.binding.outward(place.holder) === attachment.holder;
    });
  }

  /** The called function that listens looks at such a member first. */
  function isCheckedFirst({ attachment, called }: Arrival): boolean {
    const holder = called && placeOf(attachment.target, values)?.holder;
    if (!holder) return false;
    return checksOf(attachment).some((member) => isInside(member, called) && member.range[0] < attachment.node.range[0] && placeOf(member.object, values)?.holder === holder);
  }

  return { isChecked, isCheckedFirst };
}

/** True for a name that is tested, given back or written down: `if (!child.pid)`, `await writeFile(file, String(child.pid))`. */
function isNoted(member: Node): boolean {
  let value = wrapped(member);
  for (let { parent } = value; parent; { parent } = value) {
    const call = parent.type === "MemberExpression" && parent.object === value ? wrapped(parent).parent : parent;
    if (call?.type === "CallExpression" && (call !== parent || call.callee !== value) && textMakers.has(calledName(call))) value = wrapped(call);
    else if (parent.type === "TemplateLiteral" || (parent.type === "Property" && parent.value === value) || parent.type === "ObjectExpression" || parent.type === "TSNonNullExpression") value = wrapped(parent);
    else return parent.type === "ReturnStatement" || isTested(value) || (parent.type === "CallExpression" && parent.callee !== value && notingVerbs.has(verbOf(calledName(parent))));
  }
  return false;
}

/** True for the test of a branch, or a part of it that is negated or compared. */
function isTested(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === "UnaryExpression" || parent?.type === "BinaryExpression" || parent?.type === "LogicalExpression") return isTested(parent);
  return parent?.type === "IfStatement" && parent.test === node;
}

/** `socket.on("data", () => …)` */
function isHandler(fn: Node): boolean {
  const { parent } = wrapped(fn);
  return parent?.type === "CallExpression" && parent.callee !== wrapped(fn) && attachMethods.has(calledName(parent));
}

/** Nobody comes to what stands behind a wait that does not end. */
function isBehindWait(node: Node, { promise }: Attachment): boolean {
  return promise !== undefined && wrapped(promise).parent?.type === "AwaitExpression" && node.range[0] > promise.range[1] && unitOf(node) === unitOf(promise);
}

/** Where time has passed: behind what is awaited, or at the head of what runs the code around a listener later. */
function passedAt(cause: Node, node: Node): number {
  return cause.type === "CallExpression" && isInside(node, cause) ? cause.callee.range[1] : cause.range[1];
}
