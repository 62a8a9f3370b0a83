import { type CallNode, calledName, literalText, unwrap, wrapped } from "../ast.js";
import type { Guess } from "../guesses.js";
import { type Edit, type File, insertAt } from "./edits.js";
import { sleepStatement, withoutSleep } from "./sleeps.js";

/**
 * `docker compose up -d` with `--wait`: it comes back when every health check has passed. Only where the command is waited for, by `await`
 * or because the call blocks.
 */
export function composeWait(file: File, { sleep, started }: Guess): readonly Edit[] | undefined {
  const place = sleepStatement(file, sleep);
  if (!place || started?.kind !== "container" || started.call.type !== "CallExpression") return undefined;
  const isWaitedFor = calledName(started.call).endsWith("Sync") || wrapped(started.call).parent?.type === "AwaitExpression";
  const command = isWaitedFor ? composeUp(file, started.call) : undefined;
  return command && [command, withoutSleep(file.sourceCode, place.statement)];
}

function composeUp({ sourceCode }: File, call: CallNode): Edit | undefined {
  const [first, second] = call.arguments.map((argument) => unwrap(argument));
  if (!first) return undefined;
  if (second?.type === "ArrayExpression") {
    const words = second.elements.map((element) => element && literalText(element));
    const up = second.elements[words.indexOf("up")];
    if (literalText(first) !== "docker" || words[0] !== "compose" || up?.type !== "Literal") return undefined;
    return insertAt(up.range[1], `, ${up.raw.replace("up", "--wait")}`);
  }
  const text = sourceCode.getText(first).slice(1, -1);
  const at = /^\s*docker compose\s(?:[^&|;\\]*\s)?up(?=\s|$)/.exec(text);
  return at && literalText(first) !== undefined ? insertAt(first.range[0] + 1 + at[0].length, " --wait") : undefined;
}
