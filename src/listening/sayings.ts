import { type CallNode, calledName, wrapped } from "../ast.js";
import { answeredWords, sayings, tellingVerbs } from "../contracts/listening.js";
import { verbOf, wordsOf } from "../words.js";
import { textOf } from "./attachments.js";

/** The names by which rows know a call: that of its method, and with the word that tells it from others: `query LISTEN`. */
export function namesOfCall(call: CallNode): readonly string[] {
  const method = calledName(call);
  const word = sayings.has(method) ? /^\s*([a-z]+)/i.exec(textOf(call.arguments[0]) ?? "")?.[1]?.toUpperCase() : undefined;
  return word !== undefined && sayings.get(method)?.has(word) ? [method, `${method} ${word}`] : [method];
}

/** `await sendInfo(socket)`: by its name the function tells the other side something, and nobody uses what it gives: no answer is waited for. */
export function isTellingByName(call: CallNode): boolean {
  const name = calledName(call);
  const waiting = wrapped(call).parent;
  if (!tellingVerbs.has(verbOf(name)) || wordsOf(name).some((word) => answeredWords.has(word))) return false;
  return waiting?.type === "AwaitExpression" && waiting.parent.type === "ExpressionStatement";
}
