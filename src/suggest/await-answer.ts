import { type Node, calledName } from "../ast.js";
import { answering } from "../contracts/handles.js";
import type { Guess } from "../guesses.js";
import { moduleOf } from "../sleeping/things.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { onceOf } from "./import-name.js";
import { deadlineFor, patience } from "./poll-code.js";
import { insteadOfSleep, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";
import { expressionOf } from "../order.js";

/** Waits for the answer to what was sent right before, instead of giving the other side time. Not where the file reads the messages that come then. */
export function awaitAnswer(file: File, { sleep, evidence }: Guess): { readonly edits: readonly Edit[]; readonly name: string } | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  const sent = expressionOf(place?.previous);
  if (!place?.canAwait || evidence === "effect" || sent?.type !== "CallExpression" || sent.callee.type !== "MemberExpression" || !isPath(sent.callee.object)) return undefined;
  const peer: Node = sent.callee.object;
  const module = moduleOf(peer, startup);
  const row = answering.find(({ from, method }) => module !== undefined && from.includes(module) && method === calledName(sent));
  const name = sourceCode.getText(peer);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!row || timeout === undefined || startup.surroundings.isTest() || place.next.some((each) => /\bmessages?\b/i.test(sourceCode.getText(each)))) return undefined;
  const once = onceOf(sourceCode);
  if (!once) return undefined;
  const { quote, semicolons } = styleOf(sourceCode);
  const code = `await ${once.name}(${name}, ${quote}${row.event}${quote}, { signal: AbortSignal.timeout(${timeout}) })${semicolons ? ";" : ""}`;
  return { edits: [...once.edits, insteadOfSleep(sourceCode, place.statement, [code])], name };
}
