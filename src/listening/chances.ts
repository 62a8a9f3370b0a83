import { type CallNode, type Node, calledName, isFunction, memberName, unwrap } from "../ast.js";
import { actedEvents, askedFor, jobVerbs, loadEvents, pageWaits, queryVerbs, sendingMethods, strangers, triggerVerbs, unlost } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import { once } from "../once.js";
import { verbOf } from "../words.js";
import { functionsGiven } from "./about.js";
import { type Attachment, isNamedPageWait, rowOf } from "./attachments.js";

/** The event of a listener whose name is a parameter or is put together. */
export const anyEvent = "?";

/** Says which listeners can be late at all, by their events and by what the file calls: most cannot, and nothing has to be followed for them. */
export function chancesIn({ awaits, byMember, calls }: Pick<FileIndex, "awaits" | "byMember" | "calls">): (attachment: Attachment) => boolean {
  const isTriggered = once(() => awaits.some(({ argument }) => isTrigger(unwrap(argument))) || calls.some((call) => functionsGiven(call).length > 0 && (triggerVerbs.has(verbOf(calledName(call))) || isLinkOfTrigger(call))));
  const isEmitted = once(() => byMember.has("emit") || [...sendingMethods].some((name) => byMember.has(name)));
  return (attachment) => {
    if (attachment.event === anyEvent || isEmitted() || pageWaits.has(calledName(attachment.node)) || isNamedPageWait(attachment.node) || loadEvents.has(attachment.event) || actedEvents.has(attachment.event)) return true;
    const row = rowOf(attachment);
    if (row) return row.late !== "kept";
    return (!attachment.subject && (Object.hasOwn(strangers.events, attachment.event) || Object.hasOwn(askedFor, attachment.event))) || (!unlost.has(attachment.event) && isTriggered());
  };
}

/** `runner.start().then(() => …)` */
function isLinkOfTrigger({ callee }: CallNode): boolean {
  return callee.type === "MemberExpression" && memberName(callee) === "then" && isTrigger(unwrap(callee.object));
}

function isTrigger(call: Node | CallNode): boolean {
  const together = togetherIn(call);
  if (together.length > 0) return together.some((each) => isTrigger(unwrap(each)));
  return call.type === "CallExpression" && (setsGoing(call) || queryVerbs.has(verbOf(calledName(call))));
}

/** What `Promise.all([…])` waits for. */
export function togetherIn(node: Node): readonly Node[] {
  const callee = node.type === "CallExpression" && node.callee.type === "MemberExpression" && /^all(?:Settled)?$/.test(memberName(node.callee) ?? "") ? node.callee.object : undefined;
  const list = node.type === "CallExpression" && callee?.type === "Identifier" && callee.name === "Promise" ? node.arguments[0] : undefined;
  return list?.type === "ArrayExpression" ? list.elements.filter((element) => element !== null) : [];
}

/** True for a call that sets something going, by its verb, or by telling what has happened: `controller.onConfigUpdate({ … })`. */
export function setsGoing(call: CallNode): boolean {
  const name = calledName(call);
  const verb = verbOf(name);
  const [told] = call.arguments;
  return triggerVerbs.has(verb) || (jobVerbs.has(verb) && told !== undefined && !isFunction(told)) || (verb === "on" && name.length > 2 && told !== undefined && unwrap(told).type === "ObjectExpression");
}
