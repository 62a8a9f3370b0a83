import { type CallNode, calledName } from "../ast.js";
import { sayings } from "../contracts/listening.js";
import { textOf } from "./attachments.js";

/** The names by which rows know a call: that of its method, and with the word that tells it from others: `query LISTEN`. */
export function namesOfCall(call: CallNode): readonly string[] {
  const method = calledName(call);
  const word = sayings.has(method) ? /^\s*([a-z]+)/i.exec(textOf(call.arguments[0]) ?? "")?.[1]?.toUpperCase() : undefined;
  return word !== undefined && sayings.get(method)?.has(word) ? [method, `${method} ${word}`] : [method];
}
