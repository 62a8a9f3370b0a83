import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, wrapped } from "../ast.js";
import { announcingStarts } from "../contracts/handles.js";
import type { Guess } from "../guesses.js";
import { statementAround } from "../order.js";
import { moduleOf } from "../sleeping/things.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, indentOf, insertAt } from "./edits.js";
import { areFree, insteadOfSleep, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * Listens for the event with which something says that it has taken its place, before it is started, and waits for it instead of the
 * sleep: a consumer of kafkajs for its group. The promise is made before the start, so that the event cannot be missed.
 */
export function awaitAnnouncement(file: File, { sleep, started }: Guess): { readonly edits: readonly Edit[]; readonly event: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  if (!place || started?.call.type !== "CallExpression" || started.call.callee.type !== "MemberExpression" || !isPath(started.call.callee.object)) return undefined;
  const owner = started.call.callee.object;
  const module = moduleOf(owner, file.startup);
  const row = announcingStarts.find(({ from, method }) => module !== undefined && from.includes(module) && method === calledName(started.call));
  const start = startStatement(started.call);
  if (!row || start?.parent !== place.statement.parent || !areFree(sourceCode, [row.name])) return undefined;
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const name = sourceCode.getText(owner);
  const promise = `const ${row.name} = new Promise((resolve) => ${name}.on(${name}.${row.event}, resolve))${end}`;
  return {
    edits: [insertAt(start.range[0], `${promise}\n${indentOf(sourceCode, start)}`), insteadOfSleep(sourceCode, place.statement, [`await ${row.name}${end}`])],
    event: row.event.replace(/^events\./, ""),
  };
}

/** The statement a start is, awaited or not. */
function startStatement(call: Node): TSESTree.Statement | undefined {
  const statement = statementAround(call);
  const outer = wrapped(call);
  const isWhole = outer.parent === statement || (outer.parent?.type === "AwaitExpression" && wrapped(outer.parent).parent === statement);
  return statement?.type === "ExpressionStatement" && isWhole ? statement : undefined;
}
