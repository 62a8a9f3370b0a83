import { type CallNode, type Node, calledName, literalText, memberName, nameOfThing, unwrap } from "../ast.js";
import { quittingInput, wordsOfEnd } from "../contracts/intent.js";
import { optionOf } from "../options.js";
import { type Scopes, onlyValueOf } from "../scopes.js";
import { wordsOf } from "../words.js";
import { assertedIn, assertionIn } from "./assertions.js";
import { delayOf } from "./delays.js";
import { type Sleep, msOf } from "./sleeps.js";

/** True for a child that its own `timeout`, or the time of its `signal`, ends before a sleep is over. Source: the page of node:child_process. */
export function isOverWithin(calls: readonly CallNode[], sleep: Sleep, scopes: Scopes): boolean {
  const most = msOf(sleep);
  return most !== undefined && calls.some((call) => call.arguments.some((argument) => isWithin(limitIn(writtenOut(argument, scopes), scopes), most)));
}

function isWithin(limit: number | undefined, most: number): boolean {
  return limit !== undefined && limit > 0 && limit <= most;
}

/** The time after which the options of a child end it. */
function limitIn(options: Node, scopes: Scopes): number | undefined {
  const [timeout, signal] = ["timeout", "signal"].map((name) => optionOf(options, [name]));
  if (timeout && timeout !== "spread") return delayOf(timeout, scopes).value;
  const aborted = signal && signal !== "spread" ? writtenOut(signal, scopes) : undefined;
  const isTimer = aborted?.type === "CallExpression" && aborted.callee.type === "MemberExpression" && memberName(aborted.callee) === "timeout" && nameOfThing(aborted.callee.object) === "AbortSignal";
  return isTimer && aborted.arguments[0] ? delayOf(aborted.arguments[0], scopes).value : undefined;
}

/** What a name is given, where that is one thing. */
function writtenOut(node: Node, scopes: Scopes): Node {
  const inner = unwrap(node);
  return unwrap(onlyValueOf(inner, scopes) ?? inner);
}

/** True for an assertion that a process has ended: `expect(child.exitCode).toBe(1)`, `expect(hasExited).toBe(true)`. */
export function demandsEnd(statement: Node): boolean {
  const asserted = assertionIn(statement) === "presence" ? assertedIn(statement) : undefined;
  const name = asserted ? nameOfThing(asserted) : "";
  return name === "signalCode" || wordsOf(name).some((word) => wordsOfEnd.has(word));
}

/** True for what tells a process to end by its input: `ffmpeg.stdin.write("q")`. */
export function tellsToQuit(call: CallNode): boolean {
  const { callee, arguments: [first] } = call;
  const isInput = callee.type === "MemberExpression" && nameOfThing(callee.object) === "stdin" && /^(?:write|end)$/.test(calledName(call));
  return isInput && first !== undefined && quittingInput.test(literalText(first) ?? "");
}
