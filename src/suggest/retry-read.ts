import { calledName, findNode } from "../ast.js";
import { fileReads } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { testAround } from "../sleeping/clocks.js";
import { untilItSucceeds } from "./connect-again.js";
import type { Edit, File } from "./edits.js";
import { deadlineFor, patience } from "./poll-code.js";
import { areFreeAt, sleepStatement, withoutSleep } from "./sleeps.js";

/**
 * Reads a file until it is there and whole, with a deadline, where what was started writes it and it is the first thing read behind the
 * sleep: a read of what is not there throws. Only in tests, whose files are their own: elsewhere one may be left from another time.
 */
export function retryRead(file: File, { sleep, started, evidence }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  const statement = place?.next.find((each) => each.type !== "VariableDeclaration" || findNode(each, (node) => node.type === "AwaitExpression") !== undefined);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!place?.canAwait || statement?.type !== "VariableDeclaration" || statement.declarations.length !== 1 || evidence === "effect" || timeout === undefined) return undefined;
  const read = statement.declarations[0].init;
  const call = read && findNode(read, (node) => node.type === "CallExpression" && fileReads.test(calledName(node)) && node.parent.type === "AwaitExpression");
  if (!read || call?.type !== "CallExpression" || (started && ((started.kind !== "child" && started.kind !== "server") || started.isAwaited)) || !testAround(sleep.node, startup.actions)) return undefined;
  const isWritten = startup.calls.some((each) => /^(?:fs\.|promises\.)?(?:write|append|copy|output|rename|mv|cp)\w*(?:File|Json)?(?:Sync)?$/i.test(calledName(each)) && each.range[0] < place.statement.range[0]);
  if (isWritten || !areFreeAt(sourceCode, sleep.node, ["deadline", "error"])) return undefined;
  const edit = untilItSucceeds(file, { sleep, statement, expression: read, timeout });
  return edit && { edits: [withoutSleep(sourceCode, place.statement), edit], code: sourceCode.getText(call) };
}
