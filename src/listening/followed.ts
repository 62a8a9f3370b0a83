import { type CallNode, type Node, type Unit, calledName, isFunction, isInside, literalText, unitOf, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { emitters, unlost } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import type { Values } from "../values.js";
import { type Attachment, placeOf } from "./attachments.js";
import { following, isPlain } from "./statements.js";
import type { Arrival } from "./walk.js";

interface FollowedInput {
  readonly index: FileIndex;
  readonly values: Values;
  /** The function of the file that a call runs. */
  calledBy(call: CallNode): Unit | undefined;
}

/** Tells whether the code brings an event about itself, behind its listener: in the listener's statement, or in one of those that follow. */
export function createFollowed({ index, values, calledBy }: FollowedInput): (arrival: Arrival, answers: readonly string[]) => boolean {
  return ({ attachment, at, called }, answers) => {
    if (answers.length === 0) return false;
    const { node, promise } = attachment;
    const answering = answers.flatMap((name) => index.byMember.get(name) ?? []).filter((call) => isOn(call, attachment));
    if (promise && answering.some((call) => isInOwnHandler(call, attachment))) return true;
    const units = new Set<Unit | undefined>(answering.map((call) => unitOf(call)));
    // By itself, or by a call of the function of the file that it stands in.
    const isOwn = (call: CallNode) => answering.includes(call) || units.has(calledBy(call));
    const whole = promise ?? at;
    if (index.calls.some((call) => isInside(call, whole) && call !== node && call.range[0] > node.range[1] && isOwn(call))) return true;
    // Nobody comes to what stands behind a wait before it is over.
    const ways = (called ? [whole, at] : [whole]).filter((way) => !promise || wrapped(way).parent?.type !== "AwaitExpression");
    return ways.some((way) => following(way).some((statement) => index.calls.some((call) => isInside(call, statement) && isPlain(call, statement) && isOwn(call))));
  };

  /** In a handler of the same emitter, for another event of it: when that comes is up to what the code does before it waits. */
  function isInOwnHandler(call: CallNode, { holder, node, event }: Attachment): boolean {
    for (let fn = unitOf(call); isFunction(fn); fn = unitOf(fn)) {
      const attach = wrapped(fn).parent;
      if (attach?.type !== "CallExpression" || attach === node || !attachMethods.has(calledName(attach)) || attach.callee.type !== "MemberExpression") continue;
      const heard = literalText(attach.arguments[0]);
      if (heard !== undefined && heard !== event && !unlost.has(heard) && placeOf(attach.callee.object, values)?.holder === holder && unitOf(attach) === unitOf(node)) return true;
    }
    return false;
  }

  function isOn(call: CallNode, attachment: Attachment): boolean {
    for (let object = unwrap(call.callee); object.type === "MemberExpression"; ) {
      object = unwrap(object.object);
      const place = placeOf(object, values);
      if (place && (place.holder === attachment.holder || isOtherEnd(place, call, attachment))) return true;
    }
    return false;
  }

  /** What may be the other end of the connection is told, as a statement, while a promise waits. */
  function isOtherEnd({ subject }: NonNullable<ReturnType<typeof placeOf>>, call: Node, { event, promise }: Attachment): boolean {
    if (!promise || wrapped(call).parent?.type !== "ExpressionStatement") return false;
    return !subject || Object.hasOwn(emitters.get(subject.contract.id)?.events ?? {}, event);
  }
}
