import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, keyName, unwrap, wrapped } from "../ast.js";
import { type AnnouncingStart, announcingStarts } from "../contracts/handles.js";
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
  const found = started && announcing(file, started.call);
  if (!place?.canAwait || !found) return undefined;
  const { row, owner } = found;
  const start = startStatement(started.call);
  if (start?.parent !== place.statement.parent || !areFree(sourceCode, [row.name])) return undefined;
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const promise = `const ${row.name} = new Promise((resolve) => ${owner}.on(${owner}.${row.event}, resolve))${end}`;
  return {
    edits: [insertAt(start.range[0], `${promise}\n${indentOf(sourceCode, start)}`), insteadOfSleep(sourceCode, place.statement, [`await ${row.name}${end}`])],
    event: row.event.replace(/^events\./, ""),
  };
}

/** The start that a call is, by the module of its object, or by options that nothing else takes. */
function announcing({ sourceCode, startup }: File, call: Node): { readonly row: AnnouncingStart; readonly owner: string } | undefined {
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression" || !isPath(call.callee.object)) return undefined;
  const rows = announcingStarts.filter(({ method }) => method === calledName(call));
  const module = rows.length > 0 ? moduleOf(call.callee.object, startup) : undefined;
  const options = call.arguments[0] && unwrap(call.arguments[0]);
  const names = options?.type === "ObjectExpression" ? options.properties.map((property) => (property.type === "Property" ? keyName(property) : undefined)) : [];
  const row = rows.find(({ from, options: own }) => (module === undefined || module.startsWith(".") ? names.some((name) => name !== undefined && own.has(name)) : from.includes(module)));
  return row && { row, owner: sourceCode.getText(call.callee.object) };
}

/** The statement a start is, awaited or not. */
function startStatement(call: Node): TSESTree.Statement | undefined {
  const statement = statementAround(call);
  const outer = wrapped(call);
  const isWhole = outer.parent === statement || (outer.parent?.type === "AwaitExpression" && wrapped(outer.parent).parent === statement);
  return statement?.type === "ExpressionStatement" && isWhole ? statement : undefined;
}
