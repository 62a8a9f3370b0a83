import { type CallNode, type Node, calledName, isFunction, isInside, unwrap, wrapped } from "../ast.js";
import { actedEvents, pageActs, pageObjectVerbs, pageOwners, pageVerbs, pageWaits } from "../contracts/listening.js";
import { pageEntries, pageMakers, pageScripts, requestWaits, scriptedActs } from "../contracts/pages.js";
import type { FileIndex } from "../file-index.js";
import type { Holder } from "../holders.js";
import { withoutAwait } from "../order.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { verbOf } from "../words.js";
import { isAkin } from "./akin.js";
import { type Attachment, isNamedPageWait, placeOf } from "./attachments.js";
import type { Late } from "./late.js";
import { createQuiet, lastAwaited } from "./quiet.js";
import type { Arrival } from "./walk.js";

// Locators of locators: what is further away is not followed.
const farthest = 12;

/** Says where what a page is waited for may have come while something was done on it. */
export function createPages({ index, values, scopes }: { readonly index: FileIndex; readonly values: Values; readonly scopes: Scopes }) {
  const isQuiet = createQuiet(index);

  return { afterPage, afterAct };

  /** `await page.click(…); await page.waitForEvent("download")` */
  function afterPage({ attachment, state }: Arrival): Pick<Late, "kind" | "certain" | "cause"> | undefined {
    const isForRequest = isNamedPageWait(attachment.node) || requestWaits.has(calledName(attachment.node));
    const isAct = (call: Node | undefined) => call?.type === "CallExpression" && (pageVerbs.has(calledName(call)) || pageObjectVerbs.has(verbOf(calledName(call))) || (isForRequest && pageEntries.has(calledName(call))) || isScriptedAct(call));
    const isLast = state.waited?.type === "AwaitExpression" && isAct(unwrap(state.waited.argument));
    // What only an act brings about comes from the last one, however long the page is looked at behind it.
    const cause = isLast ? state.waited : actedEvents.has(attachment.event) && state.waited ? lastAwaited(index, attachment.node, isAct, isQuiet) : undefined;
    const waited = cause?.type === "AwaitExpression" ? unwrap(cause.argument) : undefined;
    if (waited?.type !== "CallExpression") return undefined;
    const [, kept] = chainOf(attachment.target);
    const owner = kept?.type === "CallExpression" && pageOwners.has(calledName(kept)) ? placeOf(comesFrom(kept) ?? kept, values)?.holder : undefined;
    if (isNamedPageWait(attachment.node) && isGivenAct(attachment.node)) return undefined;
    let isOther = false;
    for (const at of chainOf(waited)) {
      // A page that was opened beside it is another one.
      isOther ||= at.type === "CallExpression" && pageMakers.has(calledName(at));
      if (isOfPage(at, attachment.holder) || (owner && isOfPage(at, owner)) || (!isOther && isFixtureBeside(at, attachment.target))) return { kind: "triggered", certain: isLast && isActed(waited, attachment), cause: cause as Node };
    }
    return undefined;
  }

  /** `await button.click(); await new Promise((resolve) => browser.once("targetcreated", resolve))`: whose button it is need not be known where only an act brings the event about. */
  function afterAct({ attachment: { promise, event }, state }: Arrival): Pick<Late, "kind" | "certain" | "cause"> | undefined {
    if (!promise || !actedEvents.has(event) || !state.waited) return undefined;
    const cause = lastAwaited(index, promise, (call) => call.type === "CallExpression" && unwrap(call.callee).type === "MemberExpression" && pageActs.has(calledName(call)), isQuiet);
    return cause && { kind: "triggered", certain: false, cause };
  }

  /** `waitForSaveResponse(page, () => page.click("#save"))`: it waits first, and acts then. */
  function isGivenAct(wait: Node): boolean {
    const acts = (call: CallNode) => pageVerbs.has(calledName(call)) || pageEntries.has(calledName(call)) || call.parent.type === "AwaitExpression";
    return wait.type === "CallExpression" && wait.arguments.some((given) => isFunction(given) && index.calls.some((call) => isInside(call, given) && acts(call)));
  }

  /** `page.evaluate(() => document.forms[0].submit())` */
  function isScriptedAct(call: CallNode): boolean {
    return pageScripts.has(calledName(call)) && index.calls.some((each) => scriptedActs.has(calledName(each)) && call.arguments.some((script) => isFunction(script) && isInside(each, script)));
  }

  /** What an expression is, what that was made of or is a part of, and so on. */
  function* chainOf(node: Node): Generator<Node> {
    let at: Node | undefined = node;
    for (let steps = 0; at && steps < farthest; steps++) {
      yield at;
      at = comesFrom(at);
    }
  }

  /** `page` and `context` of `async ({ page, context }) => …`: what a test is given belongs together. */
  function isFixtureBeside(node: Node, target: Node): boolean {
    const [one, other] = [node, unwrap(target)].map((each) => (each.type === "Identifier" ? scopes.variableOf(each)?.defs[0] : undefined));
    const isOfPattern = (name: Node) => name.parent?.type === "Property" && name.parent.parent.type === "ObjectPattern" && isFunction(name.parent.parent.parent);
    return one !== undefined && other !== undefined && one.type === ("Parameter" as never) && one.node === other.node && isOfPattern(one.name) && isOfPattern(other.name);
  }

  /** An act of Playwright on a page, and an event that only acts bring about. */
  function isActed(call: CallNode, { event, node }: Attachment): boolean {
    return actedEvents.has(event) && pageActs.has(calledName(call)) && calledName(node) === "waitForEvent";
  }

  /** The page itself, the object that keeps it, and what is given it: `new LoginPage(page)`. */
  function isOfPage(node: Node, page: Holder): boolean {
    const holder = placeOf(node, values)?.holder;
    if (holder && (holder === page || (node.type === "ThisExpression" && isAkin(page, holder)))) return true;
    return (node.type === "CallExpression" || node.type === "NewExpression") && node.arguments.some((argument) => placeOf(argument, values)?.holder === page);
  }

  /** The object that a call is made on, or what a locator that is kept was made of. */
  function comesFrom(node: Node): Node | undefined {
    const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
    if (callee) return callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
    const variable = node.type === "Identifier" ? scopes.variableOf(node) : undefined;
    const kept = variable ? (scopes.writesTo(variable) ?? []).flatMap(({ value, path }) => (path.length === 0 ? [value] : [])) : values.assignedTo(node);
    if (kept.length === 1 && kept[0]) return withoutAwait(kept[0]);
    return node.type === "MemberExpression" ? unwrap(node.object) : undefined;
  }
}

/** True for a wait of a page for an event that is not kept. */
export function isPageWait({ node }: Attachment): boolean {
  const call = wrapped(node);
  if (isNamedPageWait(call)) return true;
  return call.type === "CallExpression" && call.callee.type === "MemberExpression" && pageWaits.has(calledName(call));
}
