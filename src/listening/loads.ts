import type { Actions } from "../actions.js";
import { type Node, calledName, findNode, isFunction, isInside, literalText, unitOf, unwrap, wrapped } from "../ast.js";
import { allFailures, fixedWaits, loadEvents, pageFailures, pageLoads } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import { isInLoop } from "../order.js";
import type { Values } from "../values.js";
import { type Attachment, placeOf } from "./attachments.js";
import type { Late } from "./late.js";
import { lastAwaited, createQuiet } from "./quiet.js";
import type { Arrival } from "./walk.js";

/** Says where a page has been loaded before a handler for what comes while it loads, and nothing more is done on the page. */
export function createLoads({ index, values, actions }: { readonly index: FileIndex; readonly values: Values; readonly actions: Actions }) {
  const isQuiet = createQuiet(index);

  return ({ attachment, at }: Arrival): Pick<Late, "kind" | "certain" | "cause"> | undefined => {
    const { node, event, promise, holder } = attachment;
    const statement = node.parent;
    const block = statement?.parent;
    if (!loadEvents.has(event) || promise || at !== node || statement?.type !== "ExpressionStatement" || block?.type !== "BlockStatement" || isInLoop(node)) return undefined;
    const position = block.body.indexOf(statement);
    const cause = lastAwaited(index, node, isLoad, isQuiet);
    const behind = block.body.slice(position + 1);
    if (!cause || !isOverBehind(block, behind)) return undefined;
    const certain = isFailure(attachment);
    return certain || allFailures.has(event) || !isOfLater(cause, node, behind) ? { kind: "triggered", certain, cause } : undefined;

    function isLoad(call: Node): boolean {
      return call.type === "CallExpression" && pageLoads.has(calledName(call)) && call.callee.type === "MemberExpression" && placeOf(call.callee.object, values)?.holder === holder && literalText(call.arguments[0]) !== "about:blank";
    }

    /** Up to the end of the test, or of the page, nothing happens on it but what has begun. */
    function isOverBehind(within: Node, statements: readonly Node[]): boolean {
      const end = statements.findIndex((each) => each.type === "ExpressionStatement" && isClosing(each.expression));
      const rest = end < 0 ? statements : statements.slice(0, end);
      return (end >= 0 || isTestBody(within)) && rest.every(isQuiet);
    }
  };

  /** Something is waited for between the load and the handler, or a fixed time behind it: the handler is for what comes then. */
  function isOfLater(load: Node, handler: Node, behind: readonly Node[]): boolean {
    const isBetween = index.awaits.some((wait) => wait.range[0] > load.range[1] && wait.range[1] < handler.range[0] && unitOf(wait) === unitOf(handler));
    return isBetween || index.calls.some((call) => fixedWaits.has(calledName(call)) && behind.some((each) => isInside(call, each)));
  }

  /** An error that nobody has caught, or a line of the console that the handler asks whether it is one. */
  function isFailure({ event, handler }: Attachment): boolean {
    return pageFailures.has(event) || (event === "console" && handler !== undefined && findNode(handler.body, (each) => each.type === "Literal" && each.value === "error") !== undefined);
  }

  /** `await page.close()`, `await browser.close()` */
  function isClosing(node: Node): boolean {
    const call = node.type === "AwaitExpression" ? unwrap(node.argument) : node;
    return call.type === "CallExpression" && call.callee.type === "MemberExpression" && calledName(call) === "close" && call.arguments.length === 0;
  }

  function isTestBody(block: Node): boolean {
    const unit = block.parent;
    const call = isFunction(unit) ? wrapped(unit).parent : undefined;
    const action = call?.type === "CallExpression" ? actions.of(call) : undefined;
    return action?.kind === "test" && action.phase === "test";
  }
}
