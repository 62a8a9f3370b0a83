import { type CallNode, type Node, calledName, literalText } from "../ast.js";
import { endVerbs, endedWords, endSignals } from "../contracts/deliveries.js";
import type { Names } from "../names.js";
import { wordsOf } from "../words.js";
import { isNamedFor, nameOf } from "./payloads.js";
import { functionAround } from "../order.js";

/** True for a wait for the end of what has been told to end: when its timer wins it has had its time, and nothing is lost. */
export function isGrace(wait: CallNode, names: Names): boolean {
  if (!wordsOf(calledName(wait)).some((word) => endedWords.test(word))) return false;
  return hasSignal(wait) || before(wait, names).some((node) => node.type === "CallExpression" && (hasSignal(node) || isNamedFor(calledName(node), endVerbs)));
}

/** True where more is to be done behind `node` in a function that ends something: to throw there leaves the rest undone. */
export function isAmongEnds(node: Node, names: Names): boolean {
  const fn = functionAround(node);
  return fn !== undefined && isNamedFor(nameOf(fn) ?? "", endVerbs) && names.within(fn.body, true).some((each) => each.range[0] > node.range[1]);
}

/** `kill(pid, "SIGKILL")`. */
function hasSignal(call: CallNode): boolean {
  return call.arguments.some((argument) => endSignals.test(literalText(argument) ?? ""));
}

function before(node: Node, names: Names): readonly Node[] {
  const fn = functionAround(node);
  return names.within(fn ? fn.body : names.sourceCode.ast, true).filter((each) => each.range[1] <= node.range[0]);
}
